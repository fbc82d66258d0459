"""Reading delegates, credentials and counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntFlag
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import (
    Row,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from onsite.access.wipe_rows import wiped_at
from onsite.errors import not_found
from onsite.registration.credentials import LONGEST, as_ours
from onsite.registration.models import (
    Arrival,
    AttentionNote,
    Block,
    Category,
    Challenge,
    CheckIn,
    CheckInCount,
    CheckInMinute,
    Credential,
    Delegate,
    Escalation,
    Guest,
    IdentityNote,
    Item,
    Override,
    ProgrammeSession,
    Revocation,
    Zone,
)
from onsite.registration.rules import Standing


@dataclass(frozen=True)
class Person:
    """A delegate as check-ins and doors need to know her."""

    id: int
    reg_no: str
    name: str
    organisation: str
    category: str
    is_guest: bool
    credential_id: int | None
    standing: Standing
    checked_in_at: datetime | None


def person_by_credential(session: Session, text: str) -> Person | None:
    """Find whose credential this is: an imported one exactly, ours however it was typed.

    The line end that a scanner types after a code is none of it.
    """
    text = text.rstrip("\r\n")
    if len(text) > LONGEST:
        return None
    found = session.execute(
        _credential_like(), {"text": text, "as_ours": as_ours(text)}
    ).one_or_none()
    if found is None:
        return None
    return _person(
        session,
        "id",
        found.delegate_id,
        credential_id=found.id,
        is_revoked=found.revoked_by is not None,
    )


def person_by_reg_no(session: Session, reg_no: str) -> Person | None:
    """Find a delegate by registration number."""
    return _person(session, "reg_no", reg_no.strip())


def people(session: Session) -> list[Person]:
    """Read everyone who is expected, or was until she was cancelled; who was merged away is not."""
    found = session.execute(_persons().where(Delegate.merged_into.is_(None)))
    return [_person_of(row) for row in found]


@cache
def _credential_like() -> Select[int, int, str | None]:
    """Select a credential by text; put together once, since every scan asks it."""
    return (
        select(Credential.id, Credential.delegate_id, Credential.revoked_by)
        .where(
            or_(
                Credential.secret == bindparam("text"),
                and_(Credential.secret == bindparam("as_ours"), Credential.is_imported.is_(False)),
            )
        )
        .limit(1)
    )


@cache
def _person_with(key: str) -> Select[Any]:
    """Select a person by one column; put together once."""
    return _persons().where(getattr(Delegate, key) == bindparam("value"))


def _persons() -> Select[Any]:
    """Select people with all that their standing follows from."""
    blocked = _latest_block(Delegate.id).with_only_columns(Block.is_blocked).scalar_subquery()
    blocked_at = _latest_block(Delegate.id).with_only_columns(Block.at).scalar_subquery()
    paid_at, lifted_at = (_override_at(Delegate.id, kind) for kind in ("unpaid", "blocked"))
    columns: list[Any] = [
        Delegate.id,
        Delegate.reg_no,
        Delegate.name,
        Delegate.organisation,
        Delegate.category,
        Delegate.is_cancelled,
        _owes_fen().label("owes_fen"),
        Delegate.is_escalated,
        Arrival.at.label("arrived_at"),
        Guest.delegate_id.label("guest_id"),
        blocked.label("is_blocked"),
        blocked_at.label("blocked_at"),
        paid_at.label("paid_override_at"),
        lifted_at.label("lifted_at"),
    ]
    return (
        select(*columns)
        .outerjoin(Arrival, Arrival.delegate_id == Delegate.id)
        .outerjoin(Guest, Guest.delegate_id == Delegate.id)
    )


def _owes_fen() -> Any:
    return Delegate.due_fen + Delegate.charged_fen - Delegate.paid_fen - Delegate.received_fen


def _person(
    session: Session,
    key: str,
    value: int | str,
    *,
    credential_id: int | None = None,
    is_revoked: bool = False,
) -> Person | None:
    row = session.execute(_person_with(key), {"value": value}).one_or_none()
    if row is None:
        return None
    return _person_of(row, credential_id=credential_id, is_revoked=is_revoked)


def _person_of(
    row: Row[Any], *, credential_id: int | None = None, is_revoked: bool = False
) -> Person:
    standing = Standing(
        is_revoked=is_revoked,
        is_cancelled=row.is_cancelled,
        is_blocked=bool(row.is_blocked)
        and (row.lifted_at is None or row.lifted_at < row.blocked_at),
        is_checked_in=row.arrived_at is not None,
        is_escalated=row.is_escalated,
        owes_fen=max(0, row.owes_fen),
        is_paid_by_override=row.paid_override_at is not None,
    )
    return Person(
        id=row.id,
        reg_no=row.reg_no,
        name=row.name,
        organisation=row.organisation,
        category=row.category,
        is_guest=row.guest_id is not None,
        credential_id=credential_id,
        standing=standing,
        checked_in_at=row.arrived_at,
    )


STANDINGS_AT_A_TIME = 5_000
WIPED_CODE = "WIPED"  # what a badge printed after a wipe carries


class AtDoors(IntFlag):
    """How a credential and whose it is stand, as far as doors ask: what holds is added up."""

    REVOKED = 1
    CANCELLED = 2
    BLOCKED = 4  # and no override lifts it
    CHECKED_IN = 8
    UNPAID = 16  # and no override stands for it


def credential_standings(session: Session) -> Iterator[Any]:
    """Read how every credential stands at doors, in no order.

    Returns:
        Rows of the credential's id, the delegate's, her category, and the number of an `AtDoors`.
    """
    found = session.connection().execute(_credential_standings())
    return chain.from_iterable(found.partitions(STANDINGS_AT_A_TIME))


@cache
def _credential_standings() -> Select[Any]:
    blocked = _latest_block(Delegate.id).with_only_columns(Block.is_blocked).scalar_subquery()
    blocked_at = _latest_block(Delegate.id).with_only_columns(Block.at).scalar_subquery()
    paid_at, lifted_at = (_override_at(Delegate.id, kind) for kind in ("unpaid", "blocked"))
    holds = {
        AtDoors.REVOKED: Credential.revoked_by.is_not(None),
        AtDoors.CANCELLED: Delegate.is_cancelled,
        AtDoors.BLOCKED: and_(
            func.coalesce(blocked, false()), or_(lifted_at.is_(None), lifted_at < blocked_at)
        ),
        AtDoors.CHECKED_IN: Arrival.delegate_id.is_not(None),
        AtDoors.UNPAID: and_(_owes_fen() > 0, paid_at.is_(None)),
    }
    # Added up by the database: of 100,000 rows every column more is felt.
    standing: Any = sum(case((each, flag.value), else_=0) for flag, each in holds.items())
    return (
        select(Credential.id, Credential.delegate_id, Delegate.category, standing)
        .join(Delegate, Delegate.id == Credential.delegate_id)
        .outerjoin(Arrival, Arrival.delegate_id == Delegate.id)
    )


def delegate(session: Session, reg_no: str, *, field: str | None = None) -> Delegate:
    """Read one delegate whole, or raise ``unknown_registration`` (404) at the body's field."""
    row = session.scalars(select(Delegate).where(Delegate.reg_no == reg_no.strip())).one_or_none()
    if row is None:
        raise not_found("registration", reg_no, field=field)
    return row


def held_delegate(session: Session, reg_no: str, *, field: str | None = None) -> Delegate:
    """Read one delegate to change her; nobody else does until this transaction ends.

    Raises:
        OnsiteError: ``unknown_registration`` (404), at the body's field.
    """
    row = session.scalars(
        select(Delegate).where(Delegate.reg_no == reg_no.strip()).with_for_update()
    ).one_or_none()
    if row is None:
        raise not_found("registration", reg_no, field=field)
    return row


def failed_challenges(session: Session, *, station: str, since: datetime) -> int:
    """Count a kiosk's failed challenges since an instant or its last passed one."""
    passed = session.scalar(
        select(func.max(Challenge.at)).where(
            Challenge.station == station, Challenge.outcome == "passed"
        )
    )
    start = max(since, passed) if passed else since
    count = session.scalar(
        select(func.count()).where(
            Challenge.station == station, Challenge.outcome != "passed", Challenge.at > start
        )
    )
    return count or 0


def passed_challenge(
    session: Session, *, challenge_id: str, station: str, delegate_id: int, since: datetime
) -> bool:
    """Tell whether this kiosk has just proved this delegate's identity under this id."""
    row = session.get(Challenge, challenge_id)
    return (
        row is not None
        and row.outcome == "passed"
        and row.station == station
        and row.delegate_id == delegate_id
        and row.at >= since
    )


def is_escalated(session: Session, *, challenge_id: str, station: str) -> bool:
    """Tell whether this kiosk's challenge was sent to the desk."""
    row = session.get(Challenge, challenge_id)
    return row is not None and row.outcome == "escalated" and row.station == station


def guest(session: Session, delegate_id: int) -> Guest | None:
    """Read what the sheet 嘉宾 says of a delegate."""
    return session.get(Guest, delegate_id)


def check_in_of(session: Session, delegate_id: int) -> CheckIn | None:
    """Read the check-in that holds for a delegate."""
    return session.scalars(
        select(CheckIn)
        .join(Arrival, Arrival.check_in_id == CheckIn.id)
        .where(Arrival.delegate_id == delegate_id)
    ).one_or_none()


def latest_block(session: Session, delegate_id: int) -> Block | None:
    """Read the block or release that holds for a delegate."""
    return session.scalars(_latest_block(delegate_id)).one_or_none()


def _latest_block(delegate_id: Any) -> Select[Any]:
    return (
        select(Block)
        .where(Block.delegate_id == delegate_id)
        .order_by(Block.at.desc(), Block.id.desc())
        .limit(1)
    )


def open_escalation(session: Session, delegate_id: int) -> Escalation | None:
    """Read the newest word that sent a delegate to a supervisor, cleared or not."""
    return session.scalars(
        select(Escalation)
        .where(Escalation.delegate_id == delegate_id, Escalation.is_cleared.is_(False))
        .order_by(Escalation.at.desc())
        .limit(1)
    ).one_or_none()


def escalated(session: Session) -> list[Delegate]:
    """List who waits for a supervisor."""
    return list(session.scalars(select(Delegate).where(Delegate.is_escalated)))


def standing_notes(session: Session, delegate_id: int) -> list[AttentionNote]:
    """List the desks' notes on a delegate that nobody is done with, oldest first."""
    rows = session.scalars(
        select(AttentionNote)
        .where(AttentionNote.delegate_id == delegate_id)
        .order_by(AttentionNote.at, AttentionNote.is_done)
    )
    standing: dict[str, AttentionNote] = {}
    for note in rows:
        if note.is_done:
            standing.pop(note.text, None)
        else:
            standing.setdefault(note.text, note)
    return list(standing.values())


def identity_note(session: Session, delegate_id: int) -> IdentityNote | None:
    """Read the document of a delegate that a desk looked at last."""
    return session.scalars(
        select(IdentityNote)
        .where(IdentityNote.delegate_id == delegate_id)
        .order_by(IdentityNote.at.desc())
        .limit(1)
    ).one_or_none()


def has_override(session: Session, delegate_id: int, kind: str) -> bool:
    """Tell whether an override of this kind is in force for a delegate."""
    return session.scalar(select(_override_at(delegate_id, kind))) is not None


def _override_at(delegate_id: Any, kind: str) -> ScalarSelect[Any]:
    """Select when the override in force was given; NULL where the latest word revoked it."""
    return (
        select(case((Override.is_revoked, None), else_=Override.at))
        .where(Override.delegate_id == delegate_id, Override.kind == kind)
        .order_by(Override.at.desc(), Override.is_revoked.desc())
        .limit(1)
        .scalar_subquery()
    )


def our_credential(session: Session, delegate_id: int) -> str:
    """Read the credential of ours that a badge carries now; one that opens nothing after a wipe."""
    secret = session.scalar(
        select(Credential.secret)
        .where(
            Credential.delegate_id == delegate_id,
            Credential.is_imported.is_(False),
            Credential.revoked_by.is_(None),
        )
        .order_by(Credential.id.desc())
        .limit(1)
    )
    if secret is None and wiped_at(session) is not None:
        return WIPED_CODE
    if secret is None:
        raise not_found("credential of registration", str(delegate_id))
    return secret


def last_revoked_at(session: Session, delegate_id: int) -> datetime | None:
    """Tell when a delegate's badge was last lost."""
    return session.scalars(
        select(Revocation.at)
        .where(Revocation.delegate_id == delegate_id)
        .order_by(Revocation.at.desc())
        .limit(1)
    ).one_or_none()


def credentials_to_send(session: Session) -> list[tuple[str, str]]:
    """List ``(reg_no, credential)`` of every delegate: the imported code where there is one."""
    rows = session.execute(
        select(Delegate.reg_no, Credential.secret, Credential.is_imported)
        .join(Credential, Credential.delegate_id == Delegate.id)
        .where(Credential.revoked_by.is_(None))
        .order_by(Delegate.id, Credential.is_imported, Credential.id)
    )
    return list({row.reg_no: row.secret for row in rows}.items())


def categories(session: Session) -> list[Category]:
    """List the categories in the planners' order."""
    return list(session.scalars(select(Category).order_by(Category.position)))


def zones(session: Session) -> list[Zone]:
    """List the zones in the planners' order."""
    return list(session.scalars(select(Zone).order_by(Zone.position)))


def zone_of(session: Session, category: str) -> Zone | None:
    """Read the zone that serves a category."""
    return session.scalars(
        select(Zone).join(Category, Category.zone == Zone.code).where(Category.code == category)
    ).one_or_none()


def items(session: Session) -> list[Item]:
    """List the items in the planners' order."""
    return list(session.scalars(select(Item).order_by(Item.position)))


def programme(session: Session) -> list[ProgrammeSession]:
    """List the sessions by their beginning."""
    return list(session.scalars(select(ProgrammeSession).order_by(ProgrammeSession.starts_at)))


def counts(session: Session) -> Iterable[CheckInCount]:
    """Read the counts of every category, in the planners' order."""
    return session.scalars(
        select(CheckInCount)
        .join(Category, Category.code == CheckInCount.category)
        .order_by(Category.position)
    )


def per_minute(session: Session, *, until: datetime, minutes: int) -> list[tuple[datetime, int]]:
    """Read check-ins a minute up to now, oldest first, minutes without any as 0."""
    last = until.replace(second=0, microsecond=0)
    first = last - timedelta(minutes=minutes - 1)
    found = dict(
        session.execute(
            select(CheckInMinute.minute, CheckInMinute.n).where(CheckInMinute.minute >= first)
        )
        .tuples()
        .all()
    )
    every = [first + timedelta(minutes=index) for index in range(minutes)]
    return [(minute, found.get(minute, 0)) for minute in every]
