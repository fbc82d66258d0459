"""Reading every code of the event and the traits of whose it is, in one query, for `roster_book`.

It is done in a native thread and takes a part of a second for 100,000 codes; what is the same as the last
time is not worked out again. How a person stands is registration's to say.
"""

from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.registration.queries import credential_standings
from onsite.scanner import roster
from onsite.scanner.models import CheckpointRow
from onsite.scanner.roster_shapes import Names
from onsite.scanner.timetables import Traits

_ASKED = select(
    func.max(CheckpointRow.check_in_first).label("check_in"),
    func.max(CheckpointRow.payment_required).label("payment"),
    func.max(CheckpointRow.offline_names).label("names"),
)


class Content(NamedTuple):
    """What the event says of all codes at one time.

    Attributes:
        entries: By `roster.credential_hash`: the person, and the number of her traits.
        names: By person, where a door may show them; else empty.
        unknowable: How many codes are left out, because they could be found by trying.
        set_up: The mark of the event's set-up.
    """

    entries: dict[bytes, tuple[int, int]]
    names: dict[int, Names]
    unknowable: int
    set_up: str


class CodeReader:
    """Reads the codes again and again; remembers hashes, and which number stands for which traits."""

    def __init__(self) -> None:
        self._hashes: dict[tuple[str, bool], bytes] = {}
        self._numbers: dict[Traits, int] = {}

    @property
    def traits(self) -> tuple[Traits, ...]:
        """Every kind of people met so far, by number: numbers stay, so that differences hold."""
        return tuple(self._numbers)

    def read(self, session: Session) -> Content:
        """Read what is committed now."""
        asks = session.execute(_ASKED).one()
        rows = credential_standings(session, with_names=bool(asks.names))
        left_out = roster.guessable({row.secret for row in rows if row.is_imported})
        hashes: dict[tuple[str, bool], bytes] = {}
        entries: dict[bytes, tuple[int, int]] = {}
        names: dict[int, Names] = {}
        numbers: dict[tuple[Any, ...], int] = {}
        for secret, is_imported, person, name, reg_no, organisation, *standing in rows:
            if is_imported and secret in left_out:
                continue
            key, kind = (secret, is_imported), tuple(standing)
            found = self._hashes.get(key)
            if found is None:
                found = roster.credential_hash(secret, is_imported=is_imported)
            number = numbers.get(kind)
            if number is None:
                number = numbers[kind] = self._number(kind, asks)
            hashes[key], entries[found] = found, (person, number)
            if name is not None:
                names[person] = name, reg_no, organisation
        self._hashes = hashes
        return Content(entries, names, len(left_out), the_event(session).set_up_mark)

    def _number(self, kind: tuple[Any, ...], asks: Any) -> int:
        """Number people's traits; what no door asks about is left out, or every check-in were a change."""
        category, is_revoked, is_cancelled, is_blocked, is_checked_in, is_unpaid = kind
        traits = Traits(
            category=category,
            revoked=bool(is_revoked),
            cancelled=bool(is_cancelled),
            blocked=bool(is_blocked),
            checked_in=bool(is_checked_in and asks.check_in),
            unpaid=bool(is_unpaid and asks.payment),
        )
        return self._numbers.setdefault(traits, len(self._numbers))
