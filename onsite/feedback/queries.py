"""What is asked, and what was answered: counts of groups and hours, never a single answer."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.feedback.models import Question, QuestionAnswer, QuestionEnd
from onsite.feedback.rules import FEWEST, Levels, Told, told_by, told_of
from onsite.registration.queries import categories, counts


@dataclass(frozen=True, slots=True)
class Result:
    """A question, and what is told of its answers.

    Attributes:
        over_at: When it was ended, or its closing time; None: neither.
        groups: By category code in the planners' order; None for who did not say, last.
        hours: By the hour of the venue's clock, ascending.
    """

    question: Question
    over_at: datetime | None
    told: Told
    groups: dict[str | None, Told]
    hours: dict[datetime, Told]


def large_groups(session: Session) -> dict[str, int]:
    """Count the people of each category that has enough of them to hide who of them answered."""
    return {row.category: row.registered for row in counts(session) if row.registered >= FEWEST}


def was_asked(session: Session) -> bool:
    """Tell whether this event asked anything at all."""
    return session.scalar(select(Question.id).limit(1)) is not None


def results(session: Session) -> list[Result]:
    """Tell every question that was asked, the newest first."""
    ends = dict(session.execute(select(QuestionEnd.question_id, QuestionEnd.at)).tuples().all())
    zone = ZoneInfo(the_event(session).time_zone)
    codes = [row.code for row in categories(session)]
    groups, hours = _counted(session, zone)
    return [
        Result(
            row,
            min((at for at in (ends.get(row.id), row.closes_at) if at), default=None),
            told_of(sum(groups[row.id].values(), Counter())),
            told_by(_ordered(groups[row.id], codes)),
            told_by(dict(sorted(hours[row.id].items()))),
        )
        for row in session.scalars(select(Question).order_by(Question.at.desc(), Question.id))
    ]


def _counted(
    session: Session, zone: ZoneInfo
) -> tuple[defaultdict[str, dict[str | None, Levels]], defaultdict[str, dict[datetime, Levels]]]:
    """Count the answers of each question by group and by hour, each by level."""
    groups: defaultdict[str, dict[str | None, Levels]] = defaultdict(dict)
    hours: defaultdict[str, dict[datetime, Levels]] = defaultdict(dict)
    of = QuestionAnswer
    rows = session.execute(
        select(of.question_id, of.category, of.at, of.level, func.count()).group_by(
            of.question_id, of.category, of.at, of.level
        )
    ).tuples()
    for question, category, at, level, count in rows:
        hour = at.astimezone(zone).replace(minute=0, second=0, microsecond=0)
        groups[question].setdefault(category, Counter())[level] += count
        hours[question].setdefault(hour, Counter())[level] += count
    return groups, hours


def _ordered(found: Mapping[str | None, Levels], codes: list[str]) -> dict[str | None, Levels]:
    """Put groups in the planners' order, then those the plan has lost, then who did not say."""
    known = [code for code in codes if code in found]
    lost = sorted(code for code in found if code is not None and code not in codes)
    last: list[str | None] = [None] if None in found else []
    return {code: found[code] for code in [*known, *lost, *last]}
