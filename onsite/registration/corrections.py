"""A supervisor's words: overrides, blocks, lost badges."""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from onsite.errors import OnsiteError
from onsite.once import answered_before, fingerprint, keep
from onsite.registration import queries
from onsite.registration.asking import Asking, need_reason
from onsite.registration.models import (
    Block,
    Credential,
    Override,
    Revocation,
)
from onsite.registration.walk_ins import issue_credential


@dataclass(frozen=True)
class Word:
    """What a supervisor says: of which kind, about whom, why, and whether she takes it back."""

    kind: str
    reg_no: str
    reason: str
    is_revoked: bool = False


def override(session: Session, *, override_id: str, said: Word, asking: Asking) -> bytes:
    """Let a named person's word stand for a payment, or lift a block; the debt stays.

    Raises:
        OnsiteError: ``no_override`` (409) when there is none to take back; ``reason_needed``,
            ``unknown_registration``, ``id_reused``.
    """
    asked = fingerprint(said)
    before = answered_before(session, Override, override_id, asked)
    if before is not None:
        return before
    need_reason(said.reason)
    row = queries.delegate(session, said.reg_no)
    if said.is_revoked and not queries.has_override(session, row.id, said.kind):
        raise OnsiteError(
            "no_override",
            f"No override of {said.kind!r} is in force for this delegate; there is none to revoke.",
            status=409,
        )
    return keep(
        session,
        Override,
        override_id,
        asked,
        {"override_id": override_id, "reg_no": row.reg_no, "revoked": said.is_revoked},
        delegate_id=row.id,
        kind=said.kind,
        is_revoked=said.is_revoked,
        reason=said.reason,
        **asking.by,
    )


def block(
    session: Session, *, block_id: str, reg_no: str, reason: str, is_blocked: bool, asking: Asking
) -> bytes:
    """Stop a person at every desk and door, or let her go again."""
    asked = fingerprint([reg_no, reason, is_blocked])
    before = answered_before(session, Block, block_id, asked)
    if before is not None:
        return before
    need_reason(reason)
    row = queries.delegate(session, reg_no)
    return keep(
        session,
        Block,
        block_id,
        asked,
        {"block_id": block_id, "reg_no": row.reg_no, "blocked": is_blocked},
        delegate_id=row.id,
        is_blocked=is_blocked,
        reason=reason,
        **asking.by,
    )


def revoke_credentials(
    session: Session, *, revocation_id: str, reg_no: str, reason: str, asking: Asking
) -> bytes:
    """Kill every credential of a person whose badge is lost, and issue a new one."""
    asked = fingerprint([reg_no, reason])
    before = answered_before(session, Revocation, revocation_id, asked)
    if before is not None:
        return before
    need_reason(reason)
    row = queries.delegate(session, reg_no)
    living = list(
        session.scalars(
            select(Credential.id).where(
                Credential.delegate_id == row.id, Credential.revoked_by.is_(None)
            )
        )
    )
    encoded = keep(
        session,
        Revocation,
        revocation_id,
        asked,
        {"revocation_id": revocation_id, "reg_no": row.reg_no, "revoked": len(living)},
        delegate_id=row.id,
        reason=reason,
        **asking.by,
    )
    session.flush()
    session.execute(
        update(Credential).where(Credential.id.in_(living)).values(revoked_by=revocation_id)
    )
    issue_credential(session, row.id, now=asking.now)
    return encoded
