"""Answers about money and things: fees, gifts, invoices, bags, the budget. People are `workflow_people`'s."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.finance.models import PayOut
from onsite.finance.queries import invoices_signed, reversed_facts
from onsite.handouts.models import HandOut, HandOutUndo
from onsite.handouts.queries import materials_at
from onsite.planning.saying import Saying
from onsite.planning.workflow_totals import Fact, Totals, received
from onsite.registration import queries as registration
from onsite.registration.models import Delegate, Guest
from onsite.reports.budget import actuals


def budget(session: Session, totals: Totals) -> Fact:
    """Tell how many came, and what the budget counts by that."""
    lines = actuals(session)

    def parts(say: Saying) -> list[str]:
        told = [
            say("sync.answer.registered", n=totals.registered),
            say("sync.answer.on_site", n=totals.here),
        ]
        for line in lines:
            counted = say("sync.answer.budget_line", line=line.line, n=line.actual_count)
            if line.planned_count is not None:
                counted += say("sync.answer.budget_planned", n=round(line.planned_count))
            told.append(counted)
        return told

    return Fact(parts, totals.here > 0)


def lecture_fees(session: Session, _totals: Totals) -> Fact:
    """Tell which lecture fees were signed for, paid out or in an envelope."""
    planned = {
        key: fen
        for key, fen in session.execute(
            select(Guest.delegate_id, Guest.lecture_fee_fen)
            .join(Delegate, Delegate.id == Guest.delegate_id)
            .where(Delegate.is_cancelled.is_(False))
        ).tuples()
        if fen
    }
    rows = session.execute(
        select(PayOut.delegate_id, func.sum(PayOut.amount_fen))
        .where(PayOut.kind == "lecture_fee", PayOut.id.not_in(reversed_facts("pay_out")))
        .group_by(PayOut.delegate_id)
    ).tuples()
    paid: dict[int, int] = {key: fen for key, fen in rows if key is not None}
    for key in received(session, "fee"):
        paid.setdefault(key, planned.get(key, 0))  # an envelope

    def parts(say: Saying) -> list[str]:
        told = say("sync.answer.lecture_fees", n=len(paid), total=len(planned))
        return [told, say("sync.answer.in_all", sum=say.money(sum(paid.values())))]

    return Fact(parts, bool(paid), is_complete=planned.keys() <= paid.keys())


def gifts(session: Session, _totals: Totals) -> Fact:
    """Tell who received a gift."""
    listed = set(
        session.scalars(
            select(Guest.delegate_id)
            .join(Delegate, Delegate.id == Guest.delegate_id)
            .where(Guest.gift != "", Delegate.is_cancelled.is_(False))
        )
    )
    given = received(session, "gift")
    return Fact(
        lambda say: [say("sync.answer.gifts", n=len(given), total=len(listed))],
        bool(given),
        is_complete=listed <= given,
    )


def invoices(session: Session, _totals: Totals) -> Fact:
    """Tell which prepared invoices were signed for."""
    signed = set(invoices_signed(session))
    prepared = set(
        session.scalars(
            select(Delegate.id).where(
                (Delegate.invoice_title != "") | (Delegate.invoice_bag != ""),
                Delegate.is_cancelled.is_(False),
            )
        )
    )
    return Fact(
        lambda say: [say("sync.answer.invoices", n=len(signed), total=len(prepared | signed))],
        bool(signed),
        is_complete=prepared <= signed,
    )


def materials(session: Session, _totals: Totals) -> Fact:
    """Tell who has the congress's things."""
    rows = session.execute(
        select(HandOut.item, func.sum(HandOut.count))
        .outerjoin(HandOutUndo, HandOutUndo.hand_out_id == HandOut.id)
        .where(HandOutUndo.id.is_(None))
        .group_by(HandOut.item)
    ).tuples()
    given = dict(rows.all())
    items = [row for row in registration.items(session) if row.kind == "handout"]
    receivers = len(materials_at(session))

    def parts(say: Saying) -> list[str]:
        return [
            say("sync.answer.receivers", n=receivers),
            *(
                say("sync.answer.item", item=say.named(row), n=given.get(row.code, 0))
                for row in items
            ),
        ]

    return Fact(parts, receivers > 0)
