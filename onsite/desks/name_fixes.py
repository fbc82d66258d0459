"""A name put right and the badge printed again, in one step."""

from sqlalchemy.orm import Session

from onsite.asking import need_reason
from onsite.desks.reprints import reprint
from onsite.once import Asked, once
from onsite.registration import name_fixes, queries
from onsite.registration.bodies import NameFixBody
from onsite.registration.correction_rows import NameFix
from onsite.registration.standings import must_not_be_merged

FIELDS = ("name", "latin_name", "organisation", "position")


@once(NameFix, "name_fix_id")
def fix_name(session: Session, body: NameFixBody, asking: Asked) -> bytes:
    """Put right what stands on a badge; she is found by it at once.

    Raises:
        OnsiteError: ``no_name``, ``nothing_changed``, ``merged`` (409), ``reason_needed``,
            ``unknown_registration``, ``id_reused``.
    """
    need_reason(body.reason)
    row = queries.held_delegate(session, body.reg_no, field="reg_no")
    must_not_be_merged(session, row)
    before, after = name_fixes.changed(row, {field: getattr(body, field) for field in FIELDS})
    name_fixes.rewrite(session, row, after)
    printed = reprint(session, row, wanted=body.print, reason=body.reason, asking=asking)
    return asking.keep(
        {"reg_no": row.reg_no, "print_job": printed.job, "notes": printed.notes},
        delegate_id=row.id,
        before=before,
        after=after,
        reason=body.reason,
    )
