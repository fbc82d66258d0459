"""Reading every code of the event and the traits of whose it is, for `roster_book`.

It is done in a native thread and takes a part of a second for 100,000 codes; hashes are made once.
How a person stands is registration's to say.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.registration.models import Credential, Delegate
from onsite.registration.persons import AtDoors, credential_standings
from onsite.scanner import roster
from onsite.scanner.models import CheckpointRow
from onsite.scanner.roster_shapes import Names
from onsite.scanner.timetables import Traits

_ASKED = select(
    func.max(CheckpointRow.check_in_first).label("check_in"),
    func.max(CheckpointRow.payment_required).label("payment"),
    func.max(CheckpointRow.offline_names).label("names"),
)
_NEWER = select(Credential.id, Credential.secret, Credential.is_imported).where(
    Credential.id > bindparam("newest")
)


class Content(NamedTuple):
    """What the event says of all codes at one time.

    Attributes:
        entries: By `roster.credential_hash`: the person and the number of her traits, as `roster.entry`.
        names: By person, where a door may show them; else empty.
        unknowable: How many codes are left out, because they could be found by trying.
        set_up: The mark of the event's set-up.
    """

    entries: dict[bytes, int]
    names: dict[int, Names]
    unknowable: int
    set_up: str


class CodeReader:
    """Reads the codes again and again; remembers hashes, and which number stands for which traits."""

    def __init__(self) -> None:
        self._hashes: dict[int, bytes] = {}  # by credential; None of them ever changes
        self._imported: dict[int, str] = {}
        self._left_out: set[int] = set()
        self._numbers: dict[Traits, int] = {}

    @property
    def traits(self) -> tuple[Traits, ...]:
        """Every kind of people met so far, by number: numbers stay, so that differences hold."""
        return tuple(self._numbers)

    def read(self, session: Session) -> Content:
        """Read what is committed now."""
        asks = session.execute(_ASKED).one()
        self._learn_new(session)
        numbers: dict[tuple[str, int], int] = {}
        entries: dict[bytes, int] = {}
        unknowable = 0
        for credential, person, category, standing in credential_standings(session):
            if credential in self._left_out:
                unknowable += 1
                continue
            number = numbers.get((category, standing))
            if number is None:
                number = self._number(category, AtDoors(standing), asks)
                numbers[category, standing] = number
            entries[self._hashes[credential]] = roster.entry(person, number)
        names = _names(session, entries.values()) if asks.names else {}
        return Content(entries, names, unknowable, the_event(session).set_up_mark)

    def _learn_new(self, session: Session) -> None:
        """Hash the codes issued since the last time; their secrets are not kept, but for imported ones."""
        newest = max(self._hashes, default=0)
        rows = session.execute(_NEWER, {"newest": newest}).all()
        for credential, secret, is_imported in rows:
            self._hashes[credential] = roster.credential_hash(secret, is_imported=is_imported)
            if is_imported:
                self._imported[credential] = secret
        if any(is_imported for *_, is_imported in rows):
            short = roster.guessable(self._imported.values())
            self._left_out = {each for each, secret in self._imported.items() if secret in short}

    def _number(self, category: str, standing: AtDoors, asks: Any) -> int:
        """Number people's traits; what no door asks about is left out, or every check-in were a change."""
        traits = Traits(
            category=category,
            revoked=AtDoors.REVOKED in standing,
            cancelled=AtDoors.CANCELLED in standing,
            blocked=AtDoors.BLOCKED in standing,
            checked_in=AtDoors.CHECKED_IN in standing and bool(asks.check_in),
            unpaid=AtDoors.UNPAID in standing and bool(asks.payment),
        )
        return self._numbers.setdefault(traits, len(self._numbers))


def _names(session: Session, entries: Iterable[int]) -> dict[int, Names]:
    people = {roster.entry_of(each)[0] for each in entries}
    rows = session.execute(
        select(Delegate.id, Delegate.name, Delegate.reg_no, Delegate.organisation)
    )
    return {
        person: (name, reg_no, organisation)
        for person, name, reg_no, organisation in rows
        if person in people
    }
