"""Reading delegates, the set-up and counts; a person and how she stands is read in `persons`."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.access.wipe_rows import wiped_at
from onsite.errors import not_found
from onsite.registration.models import (
    Arrival,
    Category,
    Challenge,
    CheckIn,
    CheckInCount,
    CheckInMinute,
    Credential,
    Delegate,
    Guest,
    Item,
    ProgrammeSession,
    Revocation,
    Zone,
)
from onsite.registration.note_rows import AttentionNote, Escalation, IdentityNote

WIPED_CODE = "WIPED"  # what a badge printed after a wipe carries


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
