"""The sheet 嘉宾 as planners changed it since. A lecture fee that was given is not changed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite import events
from onsite.planning.refresh_acted import Acted
from onsite.planning.refresh_taking import Both, Field, Line, Refusal, Taking, fold
from onsite.planning.tables import GUESTS
from onsite.registration.counting import count
from onsite.registration.models import Delegate, Guest

FIELDS = (
    Field("level", "level"),
    Field("host", "host"),
    Field("host_phone", "host_phone"),
    Field("lecture_fee_fen", "lecture_fee_fen"),
    Field("gift", "gift"),
    Field("sessions", "session", ",".join),
    Field("arrives_at", "arrives_at"),
    Field("lounge", "lounge"),
)


def take_guests(taking: Taking) -> None:
    """Take in what is prepared for guests now, and tell who is no guest any more."""
    before = len(taking.changes)
    session = taking.session
    for both in taking.compared(GUESTS, taking.base.guests, taking.plan.guests, key="reg_no"):
        row = _delegate(session, both.now.reg_no)
        if row is None or fold(row.reg_no) in taking.left_alone:
            continue  # refused with her row of 代表名单
        guest = session.get(Guest, row.id)
        if guest is None:
            _add(taking, both, row)
        else:
            _change(taking, both, row, guest)
    if len(taking.changes) > before:
        events.record(session, events.Changed("guests"))
    _tell_gone(taking)


def _delegate(session: Session, reg_no: str) -> Delegate | None:
    return session.scalars(select(Delegate).where(Delegate.reg_no == reg_no)).one_or_none()


def _add(taking: Taking, both: Both, row: Delegate) -> None:
    guest = Guest(delegate_id=row.id)
    for one in FIELDS:
        setattr(guest, one.attribute, one.kept(getattr(both.now, one.name)))
    taking.session.add(guest)
    taking.session.flush()
    if not row.is_cancelled:
        is_here = Acted(taking.session, row).is_here
        count(taking.session, row.category, guests_registered=1, guests_checked_in=int(is_here))
    taking.tell_new(Line(GUESTS, both, row.reg_no, row.name), "reg_no")


def _change(taking: Taking, both: Both, row: Delegate, guest: Guest) -> None:
    acted = Acted(taking.session, row)

    def refuse(field: str, _after: object) -> Refusal | None:
        if acted.stays is not None:
            return acted.refuse_merged()
        if field == "lecture_fee_fen" and acted.has_fee:
            return Refusal(
                "fee_given",
                "the lecture fee was paid or handed out",
                "reverse the payment or undo the hand-out first",
            )
        return None

    line = Line(GUESTS, both, row.reg_no, row.name)
    accepted = taking.settle(line, guest, FIELDS, refuse=refuse)
    for attribute, value in accepted.items():
        setattr(guest, attribute, value)
    taking.session.flush()


def _tell_gone(taking: Taking) -> None:
    rows = taking.session.execute(
        select(Delegate.reg_no, Delegate.name)
        .join(Guest, Guest.delegate_id == Delegate.id)
        .where(Delegate.is_cancelled.is_(False), Delegate.merged_into.is_(None))
    ).tuples()
    listed = (row.reg_no for row in taking.plan.guests)
    taking.tell_gone(GUESTS, dict(rows.all()), listed)
