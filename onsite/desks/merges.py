"""Two registrations of one person, made one in every room."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from onsite.asking import need_reason
from onsite.finance import joined_invoices
from onsite.finance import queries as finance
from onsite.handouts import service as handouts
from onsite.once import Asked, once
from onsite.reception.models import Reception, SlideCheck
from onsite.reception.no_show_rows import NoShowCall
from onsite.registration import directory, merging, queries
from onsite.registration.bodies import MergeBody
from onsite.registration.correction_rows import Merge
from onsite.scanner import merges as scanner


@once(Merge)
def merge_registrations(session: Session, body: MergeBody, asking: Asked) -> bytes:
    """Let one registration go up in another: codes, money, things, and where she is.

    Raises:
        OnsiteError: ``same_registration``; ``both_checked_in``, ``merged``, ``cancelled`` and
            ``gone_is_stopped`` (all 409); ``reason_needed``, ``unknown_registration``, ``id_reused``.
    """
    need_reason(body.reason)
    held = {
        reg_no: queries.held_delegate(session, reg_no) for reg_no in sorted({body.keep, body.gone})
    }
    keep, gone = held[body.keep], held[body.gone]
    merging.refuse_merge(session, keep=keep, gone=gone)
    paid_fen = merging.merge(session, keep=keep, gone=gone)
    stood = joined_invoices.both(session, kept=keep, gone=gone)
    finance.merge(session, keep.id, gone.id)
    joined_invoices.join(
        session, stood, kept=keep, gone=gone, fact_id=str(body.merge_id), asking=asking
    )
    handouts.merge(session, keep_id=keep.id, gone_id=gone.id)
    scanner.merge(session, keep_id=keep.id, gone_id=gone.id)
    directory.merge(session, keep=keep, gone=gone, fact_id=body.merge_id, asking=asking)
    for rows in (Reception, SlideCheck, NoShowCall):
        session.execute(update(rows).where(rows.delegate_id == gone.id).values(delegate_id=keep.id))
    return asking.keep(
        {"reg_no": keep.reg_no, "gone": gone.reg_no, "owes_fen": max(0, keep.balance_fen)},
        keep_id=keep.id,
        gone_id=gone.id,
        paid_fen=paid_fen,
        reason=body.reason,
    )
