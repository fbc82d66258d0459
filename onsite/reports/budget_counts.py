"""What a budget line's 计数依据 comes to: ``check_in``, ``fees``, ``item:BAG``, ``hall:DIN@LUN1``."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, case, cast, func, select
from sqlalchemy.orm import Session

from onsite.handouts.models import HandOut, HandOutUndo
from onsite.registration import queries as registration
from onsite.registration.models import Arrival, Delegate, ProgrammeSession
from onsite.reports.budget_rows import BudgetLine
from onsite.scanner import queries as scanner
from onsite.scanner.door_rows import STANDS
from onsite.scanner.models import CheckpointRow, Scan

CHECK_IN, FEES = "check_in", "fees"


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted; money only where the basis is money itself."""

    count: int
    fen: int | None = None


def count_by(session: Session, basis: str) -> Counted | None:
    """Count what a 计数依据 names; None where the event knows no such thing.

    ``check_in`` is the persons here; ``item:`` the pieces handed out and not taken back as a
    mistake; ``hall:`` the persons admitted, each once, with ``@`` while the doors were open for a session;
    ``fees`` who has paid anything, and all that was paid in advance and here, refunds taken off.
    """
    rule = basis.replace(" ", "")
    kind, _, rest = rule.partition(":")
    if rule == CHECK_IN:
        return Counted(session.scalar(select(func.count()).select_from(Arrival)) or 0)
    if rule == FEES:
        return _fees(session)
    if kind == "item":
        return _handed_out(session, rest)
    return _admitted(session, *rest.partition("@")[::2]) if kind == "hall" else None


def all_counts(session: Session) -> dict[str, Counted]:
    """Count by everything a plan may name, by `fold_basis` of it: the plan may have changed since."""
    items = [(row.code, row.name) for row in registration.items(session)]
    halls = [(row.code, row.name) for row in scanner.halls(session)]
    sessions = [(row.hall, row.code, row.name) for row in registration.programme(session)]
    named = [
        CHECK_IN,
        FEES,
        *(f"item:{name}" for item in items for name in item),
        *(f"hall:{name}" for hall in halls for name in hall),
        *(
            f"hall:{hall}@{name}"
            for known in halls
            for hall in known
            for held_in, *names in sessions
            for name in names
            if held_in == known[0]
        ),
        *session.scalars(select(BudgetLine.counted_by)),
    ]
    found: dict[str, Counted] = {}
    for basis in named:
        if basis and fold_basis(basis) not in found and (counted := count_by(session, basis)):
            found[fold_basis(basis)] = counted
    return found


def fold_basis(text: str) -> str:
    """Reduce a 计数依据 to what counts when two are compared."""
    return unicodedata.normalize("NFKC", text).replace(" ", "").casefold()


def _fees(session: Session) -> Counted:
    paid = Delegate.paid_fen + Delegate.received_fen
    payers = func.sum(case((paid > 0, 1), else_=0))
    count, fen = session.execute(select(payers, func.sum(paid))).one()
    return Counted(count or 0, fen or 0)


def _handed_out(session: Session, code: str) -> Counted | None:
    item = _named(code, {row.code: (row.code, row.name) for row in registration.items(session)})
    if item is None:
        return None
    pieces = session.scalar(
        select(func.sum(HandOut.count))
        .outerjoin(HandOutUndo, HandOutUndo.hand_out_id == HandOut.id)
        .where(HandOut.item == item, HandOutUndo.id.is_(None))
    )
    return Counted(pieces or 0)


def _admitted(session: Session, hall_code: str, session_code: str) -> Counted | None:
    hall = _named(hall_code, {row.code: (row.code, row.name) for row in scanner.halls(session)})
    if hall is None:
        return None
    person = func.coalesce(cast(Scan.delegate_id, String), Scan.credential_hash)
    admitted = select(func.count(person.distinct())).where(
        Scan.hall == hall, Scan.verdict == "admitted", Scan.direction == "in", STANDS
    )
    if session_code:
        window = _window(session, hall, session_code)
        if window is None:
            return None
        admitted = admitted.where(Scan.counted_at >= window[0], Scan.counted_at < window[1])
    return Counted(session.scalar(admitted) or 0)


def _window(session: Session, hall: str, code: str) -> tuple[datetime, datetime] | None:
    """Tell from when to when people come for a session: the doors' grace before it, to its end."""
    programme = list(registration.programme(session))
    found = _named(code, {row.code: (row.code, row.name) for row in programme})
    if found is None:
        return None
    meant = next(row for row in programme if row.code == found)
    before = [row.ends_at for row in programme if _is_before(row, meant, hall)]
    grace = session.scalar(
        select(func.max(CheckpointRow.grace_minutes)).where(CheckpointRow.hall == hall)
    )
    opened = meant.starts_at - timedelta(minutes=grace or 0)
    return max([opened, *before]), meant.ends_at


def _is_before(row: ProgrammeSession, meant: ProgrammeSession, hall: str) -> bool:
    return row.hall == hall and row.ends_at <= meant.starts_at


def _named(meant: str, names: dict[str, tuple[str, ...]]) -> str | None:
    """Find a code by itself or its name, as the plan's reading does."""
    folded = meant.casefold()
    for code, known in names.items():
        if folded in (name.replace(" ", "").casefold() for name in known):
            return code
    return None
