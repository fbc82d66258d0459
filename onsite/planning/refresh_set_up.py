"""The sheets 会议, 注册区, 类别, 工作人员 and 预算 as planners changed them since."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite import events
from onsite.access.models import OperatorRow
from onsite.access.queries import the_event
from onsite.planning.budget_loading import load_budget
from onsite.planning.loading import COLOURS, EXPECTED_RATE, VIP_RATE
from onsite.planning.plan import BudgetLine, EventFacts
from onsite.planning.refresh_taking import Both, Field, Line, Refusal, Taking
from onsite.planning.tables import BUDGET, CATEGORIES, EVENT, STAFF, ZONES
from onsite.registration.models import Category, CheckInCount, Zone

_NAMES = (Field("name", "name"), Field("name_en", "name_en"))
EVENT_FIELDS = (
    *_NAMES,
    Field("code", "code"),
    Field("starts_on", "starts_on"),
    Field("ends_on", "ends_on"),
    Field("time_zone", "time_zone"),
    Field("place", "place"),
    Field("capacity", "capacity"),
    Field("currency", "currency"),
    Field("languages", "languages", list),
    Field("expected_rate", "expected_rate", lambda rate: EXPECTED_RATE if rate is None else rate),
    Field("expected_vip_rate", "vip_rate", lambda rate: VIP_RATE if rate is None else rate),
)
FOR_DOORS = frozenset({"starts_on", "ends_on"})
ZONE_FIELDS = (
    *_NAMES,
    Field("opens_at", "opens_at"),
    Field("closes_at", "closes_at"),
    Field("desk_count", "desk_count"),
    Field("place", "place"),
)
CATEGORY_FIELDS = (
    *_NAMES,
    Field("zone", "zone"),
    Field("fee_fen", "fee_fen"),
    Field("on_site_fee_fen", "on_site_fee_fen"),
)
STAFF_FIELDS = (
    Field("roles", "roles", list),
    Field("phone", "phone", lambda phone: phone or None),
    Field("zone", "zone", lambda zone: zone or None),
    Field("shift", "shift"),
    Field("on_duty_at", "on_duty_at"),
)


class _AsRow:
    """The sheet 会议 as a record: its facts have no row of their own."""

    row = 1
    shape = EventFacts

    def __init__(self, facts: EventFacts) -> None:
        self._facts = facts

    def __getattr__(self, name: str) -> object:
        return getattr(self._facts, name)


def take_event(taking: Taking) -> None:
    """Take in what the event is called, where and when it is; its code and time zone stay."""
    row = the_event(taking.session)

    def refuse(field: str, _after: object) -> Refusal | None:
        if field in {"code", "time_zone"}:
            return Refusal(
                "fixed",
                "credentials, days and times were made by it",
                "keep it; another one needs a new event (onsite init)",
            )
        return None

    both = Both(_AsRow(taking.base.event), _AsRow(taking.plan.event))
    line = Line(EVENT, both, row.code, row.name)
    accepted = settle_row(taking, line, row, EVENT_FIELDS, refuse)
    taking.set_up_changed |= bool(FOR_DOORS & accepted.keys())
    taking.session.flush()


def take_zones(taking: Taking) -> None:
    """Take in registration zones."""
    session, before = taking.session, len(taking.changes)
    for both in taking.compared(ZONES, taking.base.zones, taking.plan.zones, key="code"):
        held = session.get(Zone, both.now.code)
        if held is None:
            zone = Zone(code=both.now.code, position=next_position(session, Zone.position))
            for one in ZONE_FIELDS:
                setattr(zone, one.attribute, one.kept(getattr(both.now, one.name)))
            session.add(zone)
            taking.tell_new(Line(ZONES, both, zone.code, zone.name), "code")
        else:
            settle_row(taking, Line(ZONES, both, held.code, held.name), held, ZONE_FIELDS)
        session.flush()
    if len(taking.changes) > before:
        events.record(session, events.Changed("zones"))
    held_names = dict(session.execute(select(Zone.code, Zone.name)).tuples().all())
    taking.tell_gone(ZONES, held_names, (one.code for one in taking.plan.zones))


def take_categories(taking: Taking) -> None:
    """Take in categories; a new one has its counts."""
    session = taking.session
    pairs = taking.compared(CATEGORIES, taking.base.categories, taking.plan.categories, key="code")
    for both in pairs:
        held = session.get(Category, both.now.code)
        if held is not None:
            line = Line(CATEGORIES, both, held.code, held.name)
            settle_row(taking, line, held, CATEGORY_FIELDS)
            session.flush()
            continue
        position = next_position(session, Category.position)
        category = Category(
            code=both.now.code, position=position, colour=COLOURS[position % len(COLOURS)]
        )
        for one in CATEGORY_FIELDS:
            setattr(category, one.attribute, one.kept(getattr(both.now, one.name)))
        session.add(category)
        session.flush()
        none = dict.fromkeys(
            ("registered", "checked_in", "guests_registered", "guests_checked_in"), 0
        )
        session.add(CheckInCount(category=both.now.code, **none))
        session.flush()
        taking.tell_new(Line(CATEGORIES, both, category.code, category.name), "code")
    held_names = dict(session.execute(select(Category.code, Category.name)).tuples().all())
    taking.tell_gone(CATEGORIES, held_names, (one.code for one in taking.plan.categories))


def take_staff(taking: Taking) -> None:
    """Take in the staff: a new one can't sign in until she has a PIN."""
    session = taking.session
    for both in taking.compared(STAFF, taking.base.staff, taking.plan.staff, key="name"):
        held = session.scalars(
            select(OperatorRow).where(OperatorRow.name == both.now.name)
        ).one_or_none()
        if held is None:
            operator = OperatorRow(name=both.now.name)
            for one in STAFF_FIELDS:
                setattr(operator, one.attribute, one.kept(getattr(both.now, one.name)))
            session.add(operator)
            taking.tell_new(Line(STAFF, both, operator.name, operator.name), "name")
        else:
            # Whoever was made an operator here has the roles that she was given here.
            touched = () if both.base else (one.name for one in STAFF_FIELDS)
            line = Line(STAFF, both, held.name, held.name)
            accepted = taking.settle(line, held, STAFF_FIELDS, touched=frozenset(touched))
            for attribute, value in accepted.items():
                setattr(held, attribute, value)
        session.flush()
    # Operators made here are nobody's row, so only those who were on the list are told.
    before = {row.name: row.name for row in taking.base.staff}
    taking.tell_gone(STAFF, before, (row.name for row in taking.plan.staff))


def take_budget(taking: Taking) -> None:
    """Let the plan's budget be the event's: nothing here changes it."""
    before, now = taking.base.budget, taking.plan.budget
    if [_line(row) for row in before] == [_line(row) for row in now]:
        return
    load_budget(taking.session, now)
    known = {row.name: row for row in before}
    for row in now:
        was = known.get(row.name)
        if was is None:
            taking.tell_new(Line(BUDGET, Both(None, row), row.name, row.name), "name")
            continue
        for name in ("planned_count", "unit_price_fen", "amount_fen", "counted_by"):
            if getattr(was, name) != getattr(row, name):
                line = Line(BUDGET, Both(was, row), row.name, row.name)
                taking.tell(line, name, before=getattr(was, name), after=getattr(row, name))
    taking.tell_gone(BUDGET, {name: name for name in known}, (row.name for row in now))  # fmt: skip


def _line(row: BudgetLine) -> tuple[object, ...]:
    return row.name, row.planned_count, row.unit_price_fen, row.amount_fen, row.counted_by


def settle_row(
    taking: Taking,
    line: Line,
    held: Any,
    fields: tuple[Field, ...],
    refuse: Callable[[str, Any], Refusal | None] = lambda _field, _after: None,
) -> dict[str, Any]:
    """Settle a row and write what is accepted; gives what that was."""
    accepted = taking.settle(line, held, fields, refuse=refuse)
    for attribute, value in accepted.items():
        setattr(held, attribute, value)
    return accepted


def next_position(session: Session, position: Any) -> int:
    """Number a new row after all others."""
    last = session.scalar(select(func.max(position)))
    return 0 if last is None else last + 1
