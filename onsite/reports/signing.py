"""签收表: everything that was signed for: who, what, when, who signed, who saw it, and whether it was undone.

The strokes are not here: they are drawn in signatures.pdf.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.access.queries import stations
from onsite.desks.sign_for import told_of
from onsite.handouts.models import HandOut, HandOutUndo
from onsite.handouts.sheets import ITEM_MARK, OTHER_PURPOSES, Told
from onsite.registration.models import Delegate, Guest, Signature
from onsite.registration.queries import items
from onsite.reports.persons import Words
from onsite.reports.table import Cell, Column, Kind, Table
from onsite.units import yuan

COLUMNS = (
    Column("签收时间", "Signed at", Kind.INSTANT),
    Column("事项", "What"),
    Column("内容", "Detail"),
    Column("数量", "Count", Kind.WHOLE),
    Column("编号", "Number"),
    Column("注册编号", "Reg. no."),
    Column("姓名", "Name"),
    Column("单位", "Organisation"),
    Column("签收人", "Signed by"),
    Column("经办人", "Seen by"),
    Column("台位", "Station"),
    Column("撤销", "Undone"),
)


def signing(session: Session) -> Table:
    """List every signature, the oldest first."""
    words = Words(session)
    named = {ITEM_MARK + row.code: words.named(row) for row in items(session)}
    named |= {one: words(f"paper.sign_for.{one}") for one in OTHER_PURPOSES}
    told: dict[str, Told] = {}
    for purpose in OTHER_PURPOSES:
        told |= told_of(session, purpose)
    fees = {ITEM_MARK + row.code for row in items(session) if row.kind == "fee"}
    places = {row.id: row.name for row in stations(session)}
    undone = words("paper.sign_for.undone")
    return Table(
        name="signing",
        chinese="签收表",
        english="Signed for",
        columns=COLUMNS,
        rows=[
            (
                row.at,
                named.get(row.purpose, row.purpose.removeprefix(ITEM_MARK)),
                _detail(row, told.get(row.fact_id), is_fee=row.purpose in fees),
                row.pieces,
                row.number,
                row.reg_no,
                row.name or row.staff,
                row.organisation,
                row.signed_by,
                row.operator,
                places.get(row.station, row.station),
                undone if _is_undone(row, told.get(row.fact_id)) else None,
            )
            for row in session.execute(_signatures())
        ],
    )


def _signatures() -> Any:
    # Without the strokes: there are many of them.
    columns: list[Any] = [
        Signature.fact_id,
        Signature.purpose,
        Signature.signed_by,
        Signature.at,
        Signature.station,
        Signature.operator,
        Delegate.reg_no,
        Delegate.name,
        Delegate.organisation,
        Guest.lecture_fee_fen,
        HandOut.count.label("pieces"),  # a row has a method of that name
        HandOut.number,
        HandOut.staff,
        HandOutUndo.id.label("undo_id"),
    ]
    return (
        select(*columns)
        .outerjoin(Delegate, Delegate.id == Signature.delegate_id)
        .outerjoin(Guest, Guest.delegate_id == Delegate.id)
        .outerjoin(HandOut, HandOut.id == Signature.fact_id)
        .outerjoin(HandOutUndo, HandOutUndo.hand_out_id == Signature.fact_id)
        .order_by(Signature.at, Signature.fact_id)
    )


def _detail(row: Any, told: Told | None, *, is_fee: bool) -> Cell:
    if told is not None:
        return told.detail
    return f"¥{yuan(row.lecture_fee_fen)}" if is_fee and row.lecture_fee_fen else None


def _is_undone(row: Any, told: Told | None) -> bool:
    return row.undo_id is not None or (told is not None and told.is_undone)
