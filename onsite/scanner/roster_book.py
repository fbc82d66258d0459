"""The book of all codes, as doors without the server are told of it: one a process, in memory.

It is read anew only when someone asks, or a door asked lately, and something it holds was committed
since; and that in a native thread, so that the hub goes on serving. How it is read is `roster_reading`'s
business; what one door is told of it is made by `roster` and `roster_routes`.
"""

import logging
import re
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import gevent
from gevent.event import Event
from gevent.lock import BoundedSemaphore
from sqlalchemy import event

from onsite.db import Database
from onsite.off_hub import off_hub
from onsite.scanner import roster
from onsite.scanner.queries import Door
from onsite.scanner.roster import entry_of
from onsite.scanner.roster_reading import CodeReader, Content
from onsite.scanner.roster_shapes import Names, Packed, Profile
from onsite.scanner.timetables import Traits

log = logging.getLogger(__name__)

PAUSE_S = 1.0  # between two readings of a large event, at most: doors hear of a commit within 3 s
SHARE = 4  # reading takes one part of the time, pausing so many
LATELY_S = 150  # a door asks every minute: longer than this, and nobody listens
VERSIONS_KEPT = 50
DIFFERENCE_AT_MOST = 1 / 8  # of the book; a larger one costs more than all of it
ALWAYS_A_DIFFERENCE = 50  # codes
_HELD_HERE = re.compile(
    r"(?:INSERT INTO|UPDATE|DELETE FROM) "
    r"\"?(?:event|halls|checkpoints|sessions|delegates|credentials|arrivals|blocks|overrides)\b"
)


@dataclass(frozen=True)
class Book:
    """One version of the book; attributes as in `roster_reading.Content`.

    Attributes:
        mark: Names this version; no other book of any process has it.
        traits: Every kind of people, by number.
    """

    mark: str
    traits: tuple[Traits, ...]
    entries: dict[bytes, int]
    names: dict[int, Names]
    unknowable: int
    set_up: str

    @cached_property
    def packed(self) -> Packed:
        """The entries as every door is told them."""
        return roster.packed(self.entries)


class Difference(NamedTuple):
    """The hashes that came or changed since a version, and those that went."""

    put: list[bytes]
    drop: list[bytes]


class _Change(NamedTuple):
    mark: str  # of the version before it
    set_up: str
    hashes: frozenset[bytes]


class RosterBook:
    """Keeps the book, and what changed in its last 50 versions.

    Args:
        database: The event's.
        told: Called when the book is another than doors were told; in a greenlet, after the commit.
    """

    def __init__(self, database: Database, told: Callable[[], None]) -> None:
        self._database = database
        self._told = told
        self._reader = CodeReader()
        self._process = secrets.token_hex(4)
        self._book: Book | None = None
        self._count = 0
        self._changes: deque[_Change] = deque(maxlen=VERSIONS_KEPT)
        self._profiles: dict[str, tuple[Door, list[Profile]]] = {}
        self._one_reads = BoundedSemaphore()
        self._is_written, self._is_stale = False, True
        self._stale = Event()
        self._asked_at = -float("inf")
        self._rested_at = 0.0
        event.listen(database.engine, "before_cursor_execute", self._hear)
        database.on_commit.append(self._committed)

    def current(self) -> Book:
        """Give the book as of the last commit; waits up to a second where it was read just before."""
        self._asked_at = time.monotonic()
        return self._fresh()

    def since(self, mark: str, book: Book, *, with_names: bool = False) -> Difference | None:
        """Tell what changed between a version and a later one; None where all must be told anew.

        Args:
            mark: Of the version that is there.
            book: The later one.
            with_names: All is told anew also when the set-up changed: names may be allowed only since.
        """
        if mark == book.mark:
            return Difference([], [])
        changes = list(self._changes)
        marks = [each.mark for each in changes]
        if mark not in marks:
            return None
        del changes[: marks.index(mark)]
        if with_names and changes[0].set_up != book.set_up:
            return None
        changed = set().union(*(each.hashes for each in changes))
        if len(changed) > max(ALWAYS_A_DIFFERENCE, len(book.entries) * DIFFERENCE_AT_MOST):
            return None
        return Difference(
            sorted(each for each in changed if each in book.entries),
            sorted(each for each in changed if each not in book.entries),
        )

    def profiles(self, door: Door, book: Book) -> list[Profile]:
        """List what a door says to each of the book's traits, by their numbers."""
        known, found = self._profiles.get(door.code, (door, []))
        if known is not door:
            found = []
        found = found + [roster.profile(each, door) for each in book.traits[len(found) :]]
        self._profiles[door.code] = door, found
        return found[: len(book.traits)]

    def run(self) -> None:
        """Read the book after commits for ever while doors ask, so that they are told of changes."""
        while True:
            self._stale.wait()
            self._stale.clear()
            if time.monotonic() - self._asked_at > LATELY_S:
                continue
            try:
                self._fresh()
            except (
                Exception
            ):  # a greenlet's top: after one failed reading doors must hear of the next
                log.exception("the book of codes was not read")

    def _hear(self, _connection: Any, _cursor: Any, statement: str, *_: object) -> None:
        """Note a writing statement that touches what the book holds: scans, the most, don't."""
        if not self._is_written and _HELD_HERE.match(statement):
            self._is_written = True

    def _committed(self) -> None:
        if self._is_written:
            self._is_written, self._is_stale = False, True
            self._stale.set()

    def _fresh(self) -> Book:
        with self._one_reads:
            if self._is_stale or self._book is None:
                gevent.sleep(max(0.0, self._rested_at - time.monotonic()))
                self._is_stale = False
                self._read()
            assert self._book is not None  # noqa: S101 - just read
            return self._book

    def _read(self) -> None:
        began = time.monotonic()
        try:
            content = off_hub(self._read_all)
        except Exception:
            self._is_stale = True
            raise
        finally:
            ended = time.monotonic()
            self._rested_at = ended + min(PAUSE_S, SHARE * (ended - began))
        self._keep(content)

    def _read_all(self) -> Content:
        with self._database.read() as session:
            return self._reader.read(session)

    def _keep(self, content: Content) -> None:
        """Make a new version of the book where something is other than it was, and tell it."""
        before = self._book
        if before and content == (before.entries, before.names, before.unknowable, before.set_up):
            return
        self._count += 1
        mark = f"{self._process}-{self._count}"
        self._book = Book(mark=mark, traits=self._reader.traits, **content._asdict())
        if before is None:
            return
        changed = frozenset(_changed(before, content))
        self._changes.append(_Change(before.mark, before.set_up, changed))
        self._told()


def _changed(before: Book, after: Content) -> set[bytes]:
    """Find the codes whose entry, or whose person's names, came, went, or are others."""
    changed = {
        each
        for each in before.entries.keys() | after.entries.keys()
        if before.entries.get(each) != after.entries.get(each)
    }
    if before.names != after.names:
        changed |= {
            each
            for each, person in ((each, entry_of(told)[0]) for each, told in after.entries.items())
            if before.names.get(person) != after.names.get(person)
        }
    return changed
