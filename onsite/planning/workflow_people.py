"""Answers about people: who came, when and where. Money and things are `workflow_things`'."""

from collections.abc import Mapping
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from onsite.access.models import OperatorRow
from onsite.access.queries import the_event
from onsite.badges.queries import badges_printed
from onsite.finance.models import PayOut
from onsite.finance.queries import paid_on_site, reversed_facts
from onsite.planning.saying import Saying
from onsite.planning.workflow_totals import Fact, Totals, on_shift_count, received
from onsite.reception.models import QueueSlipScan
from onsite.registration.models import Arrival, Category, Delegate, Zone
from onsite.scanner.door_rows import STANDS
from onsite.scanner.models import Scan

VOLUNTEERS = ("%志愿者%", "%义工%", "%volunteer%")  # how their categories are named


def pre_registered(session: Session, totals: Totals) -> Fact:
    """Tell how many of the planned came, through which zones, and how long they queued."""
    expected = select(func.count(), func.count(Arrival.delegate_id)).select_from(Delegate)
    planned, here = (
        session.execute(
            expected.outerjoin(Arrival, Arrival.delegate_id == Delegate.id).where(
                Delegate.is_walk_in.is_(False), Delegate.is_cancelled.is_(False)
            )
        )
        .tuples()
        .one()
    )
    waits = list(session.scalars(select(QueueSlipScan.waited_s)))

    def parts(say: Saying) -> list[str]:
        told = [say("sync.answer.here", here=here, total=planned, rate=say.share(here, planned))]
        told += [
            say("sync.answer.zone", zone=say.named(zone), n=totals.by_zone[zone.code][0])
            for zone in totals.zones
            if zone.code in totals.by_zone
        ]
        if waits:
            told.append(say("sync.answer.wait", wait=say.duration(round(median(waits)))))
        return told

    return Fact(parts, here > 0, is_complete=here >= planned)


def walk_ins(session: Session, _totals: Totals) -> Fact:
    """Tell who was registered on site, and what that took."""
    ids = set(session.scalars(select(Delegate.id).where(Delegate.is_walk_in.is_(True))))
    here = session.scalar(
        select(func.count())
        .select_from(Arrival)
        .join(Delegate, Delegate.id == Arrival.delegate_id)
        .where(Delegate.is_walk_in.is_(True))
    )
    badges = sum(count for key, count in badges_printed(session).items() if key in ids)
    taken = sum(fen for key, (fen, _) in paid_on_site(session).items() if key in ids)

    def parts(say: Saying) -> list[str]:
        return [
            say("sync.answer.walk_ins", n=len(ids)),
            say("sync.answer.walk_ins_here", n=here or 0),
            say("sync.answer.badges", n=badges),
            say("sync.answer.taken", sum=say.money(taken)),
        ]

    return Fact(parts, bool(ids))


def guests(session: Session, totals: Totals) -> Fact:
    """Tell how many guests and speakers came, against the target."""
    target = the_event(session).vip_rate
    here, guests = totals.guests_here, totals.guests

    def parts(say: Saying) -> list[str]:
        told = say("sync.answer.guests", here=here, total=guests, rate=say.share(here, guests))
        return [told, say("sync.answer.target", rate=say.rate(target))]

    return Fact(parts, here > 0, is_complete=here >= guests)


def volunteers(session: Session, _totals: Totals) -> Fact:
    """Tell which volunteers came, and what was paid to them."""
    named = [name.ilike(like) for name in (Category.name, Category.name_en) for like in VOLUNTEERS]
    total, here = (
        session.execute(
            select(func.count(), func.count(Arrival.delegate_id))
            .select_from(Delegate)
            .join(Category, Category.code == Delegate.category)
            .outerjoin(Arrival, Arrival.delegate_id == Delegate.id)
            .where(or_(*named), Delegate.is_cancelled.is_(False))
        )
        .tuples()
        .one()
    )
    on_shift = on_shift_count(session)
    count, fen = _allowances(session)

    def parts(say: Saying) -> list[str]:
        told = [say("sync.answer.volunteers", n=here, total=total)]
        if on_shift:
            told.append(say("sync.answer.shift", n=on_shift))
        if count:
            told.append(say("sync.answer.allowances", n=count, sum=say.money(fen)))
        return told

    return Fact(parts, bool(here or count))


def opening_hours(_session: Session, totals: Totals) -> Fact:
    """Tell when the zones were to open, and when each really had its first."""
    planned = [zone for zone in totals.zones if zone.opens_at or zone.code in totals.by_zone]

    def parts(say: Saying) -> list[str]:
        return [say.joined_lines(_hours(say, zone, totals.by_zone) for zone in planned)]

    return Fact(
        parts,
        bool(totals.by_zone),
        is_complete=all(zone.code in totals.by_zone for zone in planned),
    )


def _hours(say: Saying, zone: Zone, by_zone: Mapping[str, tuple[int, datetime]]) -> str:
    named = say.named(zone)
    if zone.opens_at and zone.closes_at:
        opens, closes = say.instant(zone.opens_at), say.instant(zone.closes_at)
        named = say("sync.answer.hours", zone=named, opens=opens, closes=closes)
    if zone.code not in by_zone:
        return say.joined([named, say("sync.answer.none_yet")])
    first = say("sync.answer.first", at=say.instant(by_zone[zone.code][1]))
    return say.joined([named, first])


def staff_on_duty(session: Session, totals: Totals) -> Fact:
    """Tell who signed in for a shift, and how many zones opened."""
    staff = session.scalar(select(func.count()).select_from(OperatorRow)) or 0
    on_shift = on_shift_count(session)
    opened = sum(zone.code in totals.by_zone for zone in totals.zones)

    def parts(say: Saying) -> list[str]:
        return [
            say("sync.answer.staff", n=on_shift, total=max(staff, on_shift)),
            say("sync.answer.zones_open", n=opened, total=len(totals.zones)),
        ]

    is_complete = on_shift >= staff and opened == len(totals.zones)
    return Fact(parts, bool(on_shift or opened), is_complete=is_complete)


def attendee_list(_session: Session, totals: Totals) -> Fact:
    """Tell how long the list of who came is."""
    return Fact(
        lambda say: [
            say("sync.answer.list", n=totals.here),
            say("sync.answer.missing", n=totals.registered - totals.here),
        ],
        totals.here > 0,
    )


def attendance(session: Session, totals: Totals) -> Fact:
    """Tell the attendance as a whole."""
    admissions = session.scalar(
        select(func.count()).where(Scan.verdict == "admitted", Scan.direction == "in", STANDS)
    )
    rate = totals.here, totals.registered
    guests = totals.guests_here, totals.guests

    def parts(say: Saying) -> list[str]:
        told = [say("sync.answer.here", here=rate[0], total=rate[1], rate=say.share(*rate))]
        if totals.guests:
            share = say.share(*guests)
            told.append(say("sync.answer.guests", here=guests[0], total=guests[1], rate=share))
        told.append(say("sync.answer.missing", n=rate[1] - rate[0]))
        return [*told, say("sync.answer.admissions", n=admissions)] if admissions else told

    return Fact(parts, totals.here > 0 or bool(admissions))


def _allowances(session: Session) -> tuple[int, int]:
    """Count the allowances paid out, and sum them; envelopes handed out are counted without a sum."""
    chosen: Any = select(func.count(), func.sum(PayOut.amount_fen)).where(
        PayOut.kind == "allowance", PayOut.id.not_in(reversed_facts("pay_out"))
    )
    count, fen = session.execute(chosen).one()
    return count + len(received(session, "allowance")), fen or 0
