"""Who a code or a number belongs to, and how she stands: what check-ins and doors ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import IntFlag
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, case, false, func, or_, select
from sqlalchemy.orm import Session

from onsite.registration.credentials import LONGEST, as_ours
from onsite.registration.in_force import block_of, override_at
from onsite.registration.models import Arrival, Block, Credential, Delegate, Guest
from onsite.registration.rules import Standing

STANDINGS_AT_A_TIME = 5_000


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


class AtDoors(IntFlag):
    """How a credential and whose it is stand, as far as doors ask: what holds is added up."""

    REVOKED = 1
    CANCELLED = 2
    BLOCKED = 4  # and no override lifts it
    CHECKED_IN = 8
    UNPAID = 16  # and no override stands for it


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


def credential_standings(session: Session) -> Iterator[Any]:
    """Read how every credential stands at doors, in no order.

    Returns:
        Rows of the credential's id, the delegate's, her category, and the number of an `AtDoors`.
    """
    found = session.connection().execute(_credential_standings())
    return chain.from_iterable(found.partitions(STANDINGS_AT_A_TIME))


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
    blocked = block_of(Delegate.id).with_only_columns(Block.is_blocked).scalar_subquery()
    blocked_at = block_of(Delegate.id).with_only_columns(Block.at).scalar_subquery()
    paid_at, lifted_at = (override_at(Delegate.id, kind) for kind in ("unpaid", "blocked"))
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


@cache
def _credential_standings() -> Select[Any]:
    blocked = block_of(Delegate.id).with_only_columns(Block.is_blocked).scalar_subquery()
    blocked_at = block_of(Delegate.id).with_only_columns(Block.at).scalar_subquery()
    paid_at, lifted_at = (override_at(Delegate.id, kind) for kind in ("unpaid", "blocked"))
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
