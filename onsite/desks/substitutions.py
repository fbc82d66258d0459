"""A colleague comes instead: the registration stays with all that was paid, the codes die."""

import uuid

from sqlalchemy.orm import Session

from onsite.asking import need_reason
from onsite.desks.reprints import reprint
from onsite.once import Asked, fingerprint, keep, once
from onsite.registration import corrections, name_fixes, queries
from onsite.registration.bodies import SubstitutionBody
from onsite.registration.correction_rows import Substitution
from onsite.registration.models import Delegate, Revocation
from onsite.registration.standings import must_be_registered, must_not_be_here
from onsite.registration.walk_in_forms import check_email, check_phone


@once(Substitution)
def substitute(session: Session, body: SubstitutionBody, asking: Asked) -> bytes:
    """Let another person come under a registration; payment, invoice and number stay.

    Raises:
        OnsiteError: ``checked_in`` (409), ``cancelled`` (409), ``merged`` (409), ``no_name``,
            ``nothing_changed``, ``bad_phone``, ``bad_email``, ``reason_needed``,
            ``unknown_registration``, ``id_reused``.
    """
    need_reason(body.reason)
    check_phone(body.phone, field="phone")
    check_email(body.email, field="email")
    row = queries.held_delegate(session, body.reg_no, field="reg_no")
    must_be_registered(session, row)
    must_not_be_here(session, row)
    before, after = name_fixes.changed(row, _who(body))
    name_fixes.rewrite(session, row, after)
    row.identity_hash = row.identity_masked = ""  # of the one who does not come
    died = corrections.living_credentials(session, row)
    _revoke(session, row, body, asking)
    printed = reprint(session, row, wanted=body.print, reason=body.reason, asking=asking)
    return asking.keep(
        {
            "reg_no": row.reg_no,
            "revoked": died,
            "print_job": printed.job,
            "notes": printed.notes,
        },
        delegate_id=row.id,
        before=before,
        after=after,
        reason=body.reason,
    )


def _who(body: SubstitutionBody) -> dict[str, str | None]:
    """Take the new person as she is told: what is not told of her is not the other's."""
    return {
        "name": body.name,
        "latin_name": body.latin_name,
        "organisation": body.organisation,
        "position": body.position,
        "phone": body.phone,
        "email": body.email,
        "diet": "",
    }


def _revoke(session: Session, row: Delegate, body: SubstitutionBody, asking: Asked) -> None:
    """Every code of the one who was expected dies, and that is a fact of its own."""
    revocation_id = str(uuid.uuid4())
    keep(
        session,
        Revocation,
        revocation_id,
        fingerprint(body),
        {"revocation_id": revocation_id, "reg_no": row.reg_no},
        delegate_id=row.id,
        reason=body.reason,
        **asking.by,
    )
    corrections.replace_credentials(session, row, revocation_id=revocation_id, now=asking.now)
