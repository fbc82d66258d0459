"""Which block and which override hold for a delegate: of each the latest word."""

from typing import Any

from sqlalchemy import ScalarSelect, Select, case, select
from sqlalchemy.orm import Session

from onsite.registration.models import Block, Override


def latest_block(session: Session, delegate_id: int) -> Block | None:
    """Read the block or release that holds for a delegate."""
    return session.scalars(block_of(delegate_id)).one_or_none()


def has_override(session: Session, delegate_id: int, kind: str) -> bool:
    """Tell whether an override of this kind is in force for a delegate."""
    return session.scalar(select(override_at(delegate_id, kind))) is not None


def block_of(delegate_id: Any) -> Select[Any]:
    """Select the block or release that holds for a delegate, or for those of a column."""
    return (
        select(Block)
        .where(Block.delegate_id == delegate_id)
        .order_by(Block.at.desc(), Block.id.desc())
        .limit(1)
    )


def override_at(delegate_id: Any, kind: str) -> ScalarSelect[Any]:
    """Select when the override in force was given; NULL where the latest word revoked it."""
    return (
        select(case((Override.is_revoked, None), else_=Override.at))
        .where(Override.delegate_id == delegate_id, Override.kind == kind)
        .order_by(Override.at.desc(), Override.is_revoked.desc())
        .limit(1)
        .scalar_subquery()
    )
