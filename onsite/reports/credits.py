"""学分: who was long enough in which session, and the credits that earns, a session and in sum.

How long someone was inside is `presence`'s; here it is held against the session's length.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.registration.models import Delegate, ProgrammeSession
from onsite.registration.queries import programme
from onsite.reports.persons import CATEGORY_NAME, PERSON, PERSON_FIELDS, Words, category_names
from onsite.reports.persons import person as person_cells
from onsite.reports.presence import presences
from onsite.reports.report_rows import report_settings
from onsite.reports.table import Column, Kind, Table

SUM = Column("学分合计", "Credits in sum", Kind.NUMBER)
COLUMNS = (
    *PERSON,
    Column("场次", "Session"),
    Column("场次名称", "Session name"),
    Column("开始", "Begins at", Kind.INSTANT),
    Column("时长(分钟)", "Length (min)", Kind.MINUTES),
    Column("在场(分钟)", "Inside (min)", Kind.MINUTES),
    Column("在场比例", "Share", Kind.SHARE),
    Column("学分", "Credits", Kind.NUMBER),
    Column("获得学分", "Credits earned", Kind.NUMBER),
    SUM,
    Column("说明", "Remark"),
    CATEGORY_NAME,
)
SUMMED = (
    *PERSON,
    Column("场次数", "Sessions", Kind.WHOLE),
    Column("获得学分场次数", "Sessions with credits", Kind.WHOLE),
    Column("在场(分钟)", "Inside (min)", Kind.MINUTES),
    SUM,
    CATEGORY_NAME,
)


@dataclass(frozen=True, slots=True)
class Earned:
    """One person's time in one session that gives credits.

    Attributes:
        minutes: Inside; ``length_minutes`` is the session's.
        offered: The credits of the session.
        credits: Those she earned: all of them, or none.
        is_exit_seen: Whether a scan says when she left; else the time is up to when the hall emptied.
    """

    delegate_id: int
    session: ProgrammeSession
    minutes: int
    length_minutes: int
    offered: Decimal
    credits: Decimal
    is_exit_seen: bool


def earned(session: Session, *, now: datetime, only_over: bool = False) -> list[Earned]:
    """Tell who was in which session that gives credits, and what that earned; by person and session.

    While a session runs its minutes grow with every look: ``only_over`` leaves those away.
    """
    share = _exact(report_settings(session).credit_share)
    told = (row for row in programme(session) if row.ends_at <= now or not only_over)
    giving = {row.code: row for row in told if row.credit > 0}
    found = [
        _earned(delegate_id, giving[code], time.minutes, share, is_exit_seen=time.is_exit_seen)
        for (delegate_id, code), time in presences(session, now=now).items()
        if code in giving
    ]
    return sorted(found, key=lambda one: (one.delegate_id, one.session.starts_at, one.session.code))


def credits_table(session: Session, *, now: datetime, only_over: bool = False) -> Table:
    """List everyone's time in every session that gives credits, with what she earned in sum."""
    words = Words(session)
    exits = words("report.exit_unseen")
    people, categories = _people(session), category_names(session, words)
    every = earned(session, now=now, only_over=only_over)
    sums = _sums(every)
    return Table(
        name="credits",
        chinese="学分",
        english="Credits",
        columns=COLUMNS,
        rows=[
            (
                *person_cells(row),
                one.session.code,
                words.named(one.session),
                one.session.starts_at,
                one.length_minutes,
                one.minutes,
                min(1.0, one.minutes / one.length_minutes) if one.length_minutes else None,
                one.offered,
                one.credits,
                sums[one.delegate_id],
                None if one.is_exit_seen else exits,
                categories.get(row.category, row.category),
            )
            for row, found in _by_person(every, people)
            for one in found
        ],
    )


def credit_sums(session: Session, *, now: datetime) -> Table:
    """List what everyone earned in sum."""
    people, categories = _people(session), category_names(session, Words(session))
    every = earned(session, now=now)
    sums = _sums(every)
    return Table(
        name="credit-sums",
        chinese="学分合计",
        english="Credits in sum",
        columns=SUMMED,
        rows=[
            (
                *person_cells(row),
                len(found),
                sum(one.credits > 0 for one in found),
                sum(one.minutes for one in found),
                sums[row.id],
                categories.get(row.category, row.category),
            )
            for row, found in _by_person(every, people)
        ],
    )


def _earned(
    delegate_id: int, held: ProgrammeSession, minutes: int, share: Fraction, *, is_exit_seen: bool
) -> Earned:
    length = (held.ends_at - held.starts_at) // timedelta(minutes=1)
    offered = Decimal(str(held.credit))
    return Earned(
        delegate_id=delegate_id,
        session=held,
        minutes=minutes,
        length_minutes=length,
        offered=offered,
        credits=offered if minutes >= share * length else Decimal(0),
        is_exit_seen=is_exit_seen,
    )


def _exact(share: float) -> Fraction:
    """Take a share as it was written: 0.8 of 150 minutes are 120, not a hair more."""
    return Fraction(str(share))


def _sums(every: Iterable[Earned]) -> dict[int, Decimal]:
    found: dict[int, Decimal] = defaultdict(Decimal)
    for one in every:
        found[one.delegate_id] += one.credits
    return found


def _people(session: Session) -> list[Any]:
    return list(session.execute(select(*PERSON_FIELDS, Delegate.id).order_by(Delegate.reg_no)))


def _by_person(
    every: Sequence[Earned], people: Iterable[Any]
) -> Iterable[tuple[Any, list[Earned]]]:
    """Bring persons, by registration number, and their sessions together."""
    found: dict[int, list[Earned]] = defaultdict(list)
    for one in every:
        found[one.delegate_id].append(one)
    return [(row, found[row.id]) for row in people if row.id in found]
