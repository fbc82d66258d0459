"""The dining hall: a voucher or a badge is read, and the answer is a verdict; every one is a row.

A meal is eaten at most as often as its holder has vouchers or bookings for it, by whatever she shows.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.errors import OnsiteError
from onsite.handouts import queries
from onsite.handouts.bodies import RedemptionBody
from onsite.handouts.inserting import inserted
from onsite.handouts.models import HandOut, HandOutUndo, Redeemed, VoucherRedemption
from onsite.handouts.queries import Standing, meal_of
from onsite.handouts.rules import (
    GRACE,
    Hall,
    Meal,
    MealFacts,
    MealVerdict,
    decide,
    holder_of,
    is_here,
    served,
)
from onsite.handouts.vouchers import is_voucher
from onsite.once import Asked, once
from onsite.registration import persons
from onsite.registration import queries as registration
from onsite.registration.credentials import as_ours
from onsite.registration.models import Delegate, Item, ProgrammeSession
from onsite.registration.persons import Person
from onsite.registration.views import instant
from onsite.scanner import queries as scanner
from onsite.scanner.models import Hall as HallRow
from onsite.scanner.stays import local_day
from onsite.units import rfc3339
from onsite.wording import word


@dataclass(frozen=True)
class _Code:
    """What a code came to before it is decided: whose, which meal, which voucher it uses up."""

    facts: MealFacts
    person: Person | None = None
    item: Item | None = None
    holder: str = ""
    hand_out_id: str | None = None
    number: str | None = None
    is_by_badge: bool = False


@dataclass(frozen=True)
class _Table:
    """The dining hall at this moment: which meals there are, and which are on here."""

    items: dict[str, Item]
    on: list[Meal]
    hall: Hall
    chosen: Item | None
    checkpoint: str | None
    asking: Asked
    zone: Any
    is_payment_required: bool = True

    def shows(self, item: Item) -> bool:
        """Tell whether this is the meal that is on."""
        if self.chosen is not None:
            return item.code == self.chosen.code
        meal = meal_of(item)
        return meal in self.on if self.on else is_here(meal, self.hall)


@once(VoucherRedemption, "redemption_id")
def redeem(session: Session, body: RedemptionBody, asking: Asked) -> bytes:
    """Redeem a voucher, or the meal someone's badge stands for; a refusal is a verdict.

    Raises:
        OnsiteError: ``malformed``, ``unknown_item``, ``unknown_checkpoint``, ``not_this_checkpoint``
            (403), ``id_reused``.
    """
    if (body.credential is None) == (body.voucher is None):
        raise OnsiteError("malformed", "Send either credential or voucher.", field="credential")
    table = _table(session, body, asking)
    text = body.voucher if body.voucher is not None else body.credential or ""
    read = _voucher if body.voucher is not None or is_voucher(text) else _badge
    code = read(session, text, table)
    verdict = decide(code.facts)
    first_at = _eaten_at(session, code) if verdict is MealVerdict.ALREADY_REDEEMED else None
    if verdict is MealVerdict.REDEEMED:
        verdict, first_at = _eat(session, code, str(body.redemption_id), table)
    row = session.get(Delegate, code.person.id) if code.person else None
    return asking.keep(
        {
            "verdict": verdict.value,
            "message": word(f"meal.{verdict.value}.title", asking.language),
            "item": code.item.code if code.item else None,
            "number": code.number,
            "delegate": _shown(row),
            "diet": row.diet if row else "",
            "first_at": instant(first_at),
            "recorded_at": rfc3339(asking.now),
        },
        hand_out_id=code.hand_out_id,
        delegate_id=code.person.id if code.person else None,
        item=code.item.code if code.item else None,
        checkpoint=table.checkpoint,
        verdict=verdict.value,
    )


def meal_items(session: Session) -> list[Item]:
    """List the items that are meals, in the planners' order."""
    return [item for item in registration.items(session) if item.kind == "voucher"]


def hall_of(session: Session, checkpoint: str | None, at: datetime) -> Hall:
    """Tell what the hall behind a checkpoint is called and what is on in it.

    Raises:
        OnsiteError: ``unknown_checkpoint``.
    """
    if checkpoint is None:
        return Hall()
    row = session.get_one(HallRow, scanner.checkpoint(session, checkpoint).hall)
    sessions = session.scalars(
        select(ProgrammeSession).where(
            ProgrammeSession.hall == row.code,
            ProgrammeSession.starts_at <= at + GRACE,
            ProgrammeSession.ends_at > at,
        )
    )
    called = {name for each in sessions for name in (each.code, each.name, each.name_en)}
    return Hall(frozenset({row.code, row.name, row.name_en} - {""}), frozenset(called - {""}))


def _table(session: Session, body: RedemptionBody, asking: Asked) -> _Table:
    items = {item.code: item for item in meal_items(session)}
    if body.item is not None and body.item not in items:
        raise OnsiteError(
            "unknown_item",
            f"There is no meal {body.item[:40]!r}; choose one of {', '.join(items) or 'none'}.",
            field="item",
        )
    own = asking.principal.station.checkpoint
    if own is not None and body.checkpoint not in (None, own):
        raise OnsiteError(
            "not_this_checkpoint",
            f"This station is at {own}; leave the checkpoint out, or pair one for another.",
            status=403,
            field="checkpoint",
        )
    checkpoint = body.checkpoint or own
    zone, hall = queries.zone_of(session), hall_of(session, checkpoint, asking.now)
    on = served([meal_of(item) for item in items.values()], at=asking.now, zone=zone, hall=hall)
    chosen = items[body.item] if body.item is not None else None
    is_required = checkpoint is None or scanner.checkpoint(session, checkpoint).payment_required
    return _Table(items, on, hall, chosen, checkpoint, asking, zone, is_required)


def _voucher(session: Session, text: str, table: _Table) -> _Code:
    row = session.scalars(
        select(HandOut).where(HandOut.voucher_code == as_ours(text.strip()))
    ).one_or_none()
    if row is None:
        return _Code(MealFacts(is_known=False))
    item, holder = table.items[row.item], queries.key_of(row)
    reg_no = queries.reg_no_of(session, row.delegate_id)
    person = persons.person_by_reg_no(session, reg_no) if reg_no else None
    undone = select(HandOutUndo.id).where(HandOutUndo.hand_out_id == row.id)
    eaten = select(Redeemed.at).where(Redeemed.hand_out_id == row.id)
    held = [each for each in _held(session, row.delegate_id, row.staff) if each.item == item.code]
    limit = max(item.per_person_count, len(held))
    facts = MealFacts(
        is_known=True,
        is_revoked=session.scalar(undone) is not None,
        is_left=session.scalar(eaten) is None
        and queries.redeemed_count(session, holder, item.code) < limit,
    )
    facts = _in_time(_of_person(facts, person), item, table)
    return _Code(facts, person, item, holder, row.id, row.number)


def _badge(session: Session, text: str, table: _Table) -> _Code:
    person = persons.person_by_credential(session, text)
    if person is None:
        return _Code(MealFacts(is_known=False))
    row = session.get_one(Delegate, person.id)
    holder = holder_of(person.id, None)
    vouchers = _held(session, person.id, None)
    # A voucher was handed out to whom nothing held back; a badge is asked every time.
    facts = replace(
        _of_person(MealFacts(is_known=True, is_revoked=person.standing.is_revoked), person),
        is_unpaid=table.is_payment_required and person.standing.is_unpaid,
    )
    hers = [item for item in _meals_of(row, vouchers, table) if _is_left(session, item, row, table)]
    mine = hers or _meals_of(row, vouchers, table)
    item = table.chosen or next(iter([*mine, *(table.items[meal.code] for meal in table.on)]), None)
    if item is None:  # no meal is on
        return _Code(replace(facts, is_other_day=bool(table.items), is_booked=False), person)
    facts = replace(
        _in_time(facts, item, table),
        is_booked=item in mine,
        is_left=item in hers,
    )
    paper = next((v for v in vouchers if v.item == item.code and v.redeemed_at is None), None)
    return _Code(
        facts,
        person,
        item,
        holder,
        paper.id if paper else None,
        paper.number if paper else None,
        is_by_badge=True,
    )


def _held(session: Session, delegate_id: int | None, staff: str | None) -> list[Standing]:
    return queries.standing_of(session, delegate_id=delegate_id, staff=staff)


def _meals_of(row: Delegate, vouchers: list[Standing], table: _Table) -> list[Item]:
    """List the meals a person may eat here: the chosen one, or those that are on."""
    on = [table.chosen] if table.chosen else [table.items[meal.code] for meal in table.on]
    given = {voucher.item for voucher in vouchers}
    return [item for item in on if item.code in given or queries.is_hers(item, row)]


def _is_left(session: Session, item: Item, row: Delegate, table: _Table) -> bool:
    """Tell whether a badge may eat this now: not all eaten, and not by this badge today."""
    holder = holder_of(row.id, None)
    if queries.redeemed_count(session, holder, item.code) >= item.per_person_count:
        return False
    today = local_day(table.asking.now, table.zone)
    by_badge = select(Redeemed.nth).where(
        Redeemed.holder == holder,
        Redeemed.item == item.code,
        Redeemed.day == today,
        Redeemed.is_by_badge,
    )
    return session.scalars(by_badge).first() is None


def _of_person(facts: MealFacts, person: Person | None) -> MealFacts:
    if person is None:  # one of the staff
        return facts
    standing = person.standing
    return replace(facts, is_cancelled=standing.is_cancelled, is_blocked=standing.is_blocked)


def _in_time(facts: MealFacts, item: Item, table: _Table) -> MealFacts:
    meal, at = meal_of(item), table.asking.now
    is_on = meal.holds(at, table.zone)
    is_today = meal.is_of_day(local_day(at, table.zone), table.zone)
    return replace(
        facts,
        is_other_day=not is_on and not is_today,  # a supper after midnight is still on
        is_served=table.shows(item),
        is_valid_now=is_on,
    )


def _eat(
    session: Session, code: _Code, redemption_id: str, table: _Table
) -> tuple[MealVerdict, datetime | None]:
    """Count the meal as eaten; where someone was faster with the same one, it is eaten already."""
    assert code.item is not None  # noqa: S101 - what is redeemed is a meal
    now = table.asking.now
    is_first = inserted(
        session,
        Redeemed,
        holder=code.holder,
        item=code.item.code,
        nth=queries.redeemed_count(session, code.holder, code.item.code) + 1,
        hand_out_id=code.hand_out_id,
        redemption_id=redemption_id,
        delegate_id=code.person.id if code.person else None,
        day=local_day(now, table.zone),
        is_by_badge=code.is_by_badge,
        at=now,
    )
    if is_first:
        return MealVerdict.REDEEMED, now
    return MealVerdict.ALREADY_REDEEMED, _eaten_at(session, code)


def _eaten_at(session: Session, code: _Code) -> datetime | None:
    """Tell when this voucher was eaten, else when its holder last ate this meal."""
    mine = select(Redeemed.at).order_by(Redeemed.at.desc())
    of_paper = mine.where(Redeemed.hand_out_id == code.hand_out_id)
    of_meal = mine.where(
        Redeemed.holder == code.holder, Redeemed.item == (code.item.code if code.item else "")
    )
    paper = session.scalars(of_paper).first() if code.hand_out_id else None
    return paper or session.scalars(of_meal).first()


def _shown(row: Delegate | None) -> dict[str, str] | None:
    if row is None:
        return None
    shown = {name: getattr(row, name) for name in ("reg_no", "name", "category", "organisation")}
    return cast("dict[str, str]", shown)
