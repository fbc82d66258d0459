"""The sign-for sheets: who signed for what, with the strokes as they were drawn, and who saw it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.handouts.meal_counts import alike, entitled
from onsite.handouts.models import HandOut, HandOutUndo, Holding
from onsite.handouts.piles import known_item
from onsite.handouts.rules import NUMBERED, needs_signature
from onsite.handouts.shapes import SheetLine
from onsite.registration import queries as registration
from onsite.registration.models import Delegate, Guest, Item, Signature
from onsite.units import yuan
from onsite.wording import DEFAULT, word

OTHER_PURPOSES = ("pay_out", "invoice", "pick_up")
ITEM_MARK = "item:"


@dataclass(frozen=True)
class Signed:
    """One line of a sheet; ``strokes`` as in `registration.signatures`."""

    name: str
    organisation: str
    detail: str
    signed_by: str
    strokes: list[list[list[float]]]
    aspect: float
    at: datetime
    station: str
    seen_by: str
    is_undone: bool


@dataclass(frozen=True)
class Told:
    """What another room knows of a fact that was signed for."""

    detail: str
    is_undone: bool = False


def sheets(session: Session) -> list[SheetLine]:
    """List the sheets: one an item that is signed for, in the planners' order, then the others."""
    counted = select(Signature.purpose, func.count()).group_by(Signature.purpose)
    signed = Counter(dict(session.execute(counted).tuples().all()))
    people = list(alike(session))
    held = select(Holding.item, func.count()).where(Holding.count > 0).group_by(Holding.item)
    holders = Counter(dict(session.execute(held).tuples().all()))
    lines: list[SheetLine] = []
    for item in registration.items(session):
        if needs_signature(item.kind, is_signed_for=item.is_signed_for) or signed[mark(item.code)]:
            due = 0 if item.kind in NUMBERED else sum(g.count for g in entitled(item, people))
            lines.append(
                {
                    "purpose": item.code,
                    "name": item.name,
                    "name_en": item.name_en,
                    "signed": signed[mark(item.code)],
                    "missing": max(0, due - holders[item.code]),
                }
            )
    return lines + [_other(purpose, signed[purpose]) for purpose in OTHER_PURPOSES]


def mark(item: str) -> str:
    """Name the purpose of a signature for an item."""
    return ITEM_MARK + item


def _other(purpose: str, signed: int) -> SheetLine:
    key = f"paper.sign_for.{purpose}"
    return {
        "purpose": purpose,
        "name": word(key, DEFAULT),
        "name_en": word(key, "en"),
        "signed": signed,
        "missing": 0,
    }


def signed_for(session: Session, purpose: str, told: Mapping[str, Told]) -> list[Signed]:
    """Read a sheet's lines, oldest first.

    Args:
        session: Any session.
        purpose: An item's code, or ``pay_out``, ``invoice``, ``pick_up``.
        told: What other rooms know of the facts, by their ids.

    Raises:
        OnsiteError: ``unknown_item``.
    """
    item = None if purpose in OTHER_PURPOSES else known_item(session, purpose)
    rows = session.execute(
        select(Signature, Delegate, Guest.lecture_fee_fen, HandOut, HandOutUndo.id)
        .outerjoin(Delegate, Delegate.id == Signature.delegate_id)
        .outerjoin(Guest, Guest.delegate_id == Delegate.id)
        .outerjoin(HandOut, HandOut.id == Signature.fact_id)
        .outerjoin(HandOutUndo, HandOutUndo.hand_out_id == Signature.fact_id)
        .where(Signature.purpose == (purpose if item is None else mark(item.code)))
        .order_by(Signature.at, Signature.fact_id)
    )
    return [_signed(row, item, told) for row in rows]


def _signed(row: Any, item: Item | None, told: Mapping[str, Told]) -> Signed:
    signature, delegate, fee_fen, hand_out, undo_id = row
    known = told.get(signature.fact_id, Told(_detail(item, hand_out, fee_fen)))
    staff = hand_out.staff if hand_out else None
    return Signed(
        name=delegate.name if delegate else staff or signature.signed_by,
        organisation=delegate.organisation if delegate else "",
        detail=known.detail,
        signed_by=signature.signed_by,
        strokes=signature.strokes,
        aspect=signature.aspect,
        at=signature.at,
        station=signature.station,
        seen_by=signature.operator or "",
        is_undone=undo_id is not None or known.is_undone,
    )


def _detail(item: Item | None, hand_out: HandOut | None, fee_fen: int | None) -> str:
    """Say what exactly was signed for: a number, an amount, how many."""
    if item is None or hand_out is None:
        return ""
    if item.kind == "fee" and fee_fen:
        return f"¥{yuan(fee_fen)}"
    if hand_out.number:
        return hand_out.number
    return f"× {hand_out.count}" if hand_out.count > 1 else ""
