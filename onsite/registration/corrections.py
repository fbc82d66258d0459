"""A supervisor's words: overrides and blocks; and the codes that die with a lost badge."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from onsite.asking import need_reason
from onsite.errors import OnsiteError
from onsite.once import Asked, once
from onsite.registration import in_force, queries
from onsite.registration.bodies import BlockBody, OverrideBody
from onsite.registration.models import (
    Block,
    Credential,
    Delegate,
    Override,
)
from onsite.registration.walk_ins import issue_credential


@once(Override)
def override(session: Session, body: OverrideBody, asking: Asked) -> bytes:
    """Let a named person's word stand for a payment, or lift a block; the debt stays.

    Raises:
        OnsiteError: ``no_override`` (409) when there is none to take back; ``reason_needed``,
            ``unknown_registration``, ``id_reused``.
    """
    need_reason(body.reason)
    row = queries.delegate(session, body.reg_no, field="reg_no")
    if body.revoked and not in_force.has_override(session, row.id, body.kind):
        raise OnsiteError(
            "no_override",
            f"No override of {body.kind!r} is in force for this delegate; there is none to revoke.",
            status=409,
            field="revoked",
        )
    return asking.keep(
        {"reg_no": row.reg_no, "revoked": body.revoked},
        delegate_id=row.id,
        kind=body.kind,
        is_revoked=body.revoked,
        reason=body.reason,
    )


@once(Block)
def block(session: Session, body: BlockBody, asking: Asked) -> bytes:
    """Stop a person at every desk and door, or let her go again."""
    need_reason(body.reason)
    row = queries.delegate(session, body.reg_no, field="reg_no")
    return asking.keep(
        {"reg_no": row.reg_no, "blocked": body.blocked},
        delegate_id=row.id,
        is_blocked=body.blocked,
        reason=body.reason,
    )


def replace_credentials(
    session: Session, row: Delegate, *, revocation_id: str, now: datetime
) -> None:
    """Let every code of a person die with a revocation, and issue a new one."""
    session.execute(
        update(Credential)
        .where(Credential.delegate_id == row.id, Credential.revoked_by.is_(None))
        .values(revoked_by=revocation_id)
    )
    issue_credential(session, row.id, now=now)
    session.flush()


def living_credentials(session: Session, row: Delegate) -> int:
    """Count the codes of a person that open doors now."""
    return (
        session.scalar(
            select(func.count()).where(
                Credential.delegate_id == row.id, Credential.revoked_by.is_(None)
            )
        )
        or 0
    )
