"""Planners' later changes come in: all that can, in one transaction; what the event already acted on, not.

Three sides are compared: the plan as it came (at `init`, or with the last refresh), the plan now, and the
event. How files are read and kept is `refresh_reading`'s business.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite import events
from onsite.access.queries import the_event
from onsite.access.service import mark_set_up
from onsite.asking import Asking
from onsite.db import Database
from onsite.errors import OnsiteError
from onsite.once import Asked, once
from onsite.planning.problems import Problem
from onsite.planning.refresh_doors import (
    recount_halls,
    take_checkpoints,
    take_halls,
    take_sessions,
)
from onsite.planning.refresh_guests import take_guests
from onsite.planning.refresh_items import take_items
from onsite.planning.refresh_people import take_people
from onsite.planning.refresh_reading import TwoPlans
from onsite.planning.refresh_set_up import (
    take_budget,
    take_categories,
    take_event,
    take_staff,
    take_zones,
)
from onsite.planning.refresh_shapes import RefreshAnswer, RefreshBody
from onsite.planning.refresh_spelling import misspelt
from onsite.planning.refresh_taking import Key, Taking
from onsite.registration.refresh_rows import Refresh

# What others refer to comes before them.
_STEPS = (
    take_event, take_zones, take_categories, take_halls, take_checkpoints, take_sessions, take_items,
    take_people, take_guests, take_staff, take_budget,
)  # fmt: skip


class _Previewed(Exception):  # noqa: N818 - carries what a preview found out of its transaction
    def __init__(self, answer: RefreshAnswer) -> None:
        super().__init__("only a preview")
        self.answer = answer


def preview(database: Database, plans: TwoPlans, asking: Asking) -> RefreshAnswer:
    """Tell exactly what taking a plan in would change and what it would refuse; nothing is kept."""

    def tried(session: Session) -> None:
        raise _Previewed(_taken(session, plans, asking, refresh_id=uuid4())[0])

    try:
        database.write(tried)
    except _Previewed as previewed:
        return {**previewed.answer, "refresh_id": None}
    raise AssertionError("a preview always ends with what it found")


@once(Refresh, "refresh_id")
def refresh(session: Session, body: RefreshBody, asking: Asked, *, plans: TwoPlans) -> bytes:
    """Take in what planners changed since, all of it or nothing.

    Raises:
        OnsiteError: ``preview_changed`` (409) when it is not what the preview told; ``id_reused``.
    """
    answer, still = _taken(session, plans, asking, refresh_id=body.refresh_id)
    if answer["errors"]:
        return msgspec.json.encode(answer)
    if body.mark is not None and body.mark != answer["mark"]:
        raise OnsiteError(
            "preview_changed",
            "The event or the plan went on since the preview; look at what changes now.",
            status=409,
            field="mark",
        )
    last = _last(session)
    if answer["unchanged"] and still == (last.refused if last else []):
        return msgspec.json.encode(answer)
    return asking.keep(
        answer,
        number=(session.scalar(select(func.max(Refresh.number))) or 0) + 1,
        plan=plans.name,
        changes=answer["changes"],
        refused=still,
    )


def _taken(
    session: Session, plans: TwoPlans, asking: Asking, *, refresh_id: UUID
) -> tuple[RefreshAnswer, list[dict[str, Any]]]:
    taking = Taking(
        session=session,
        asking=asking,
        base=plans.base,
        plan=plans.plan,
        reading=plans.reading,
        zone=ZoneInfo(the_event(session).time_zone),
        pending=_pending(_last(session)),
        refresh_id=refresh_id,
    )
    if problems := misspelt(taking):
        return refused_plan(plans.name, problems, plans.reading.warnings), []
    for step in _STEPS:
        step(taking)
    if taking.set_up_changed:
        mark_set_up(session)
        recount_halls(taking)
    if taking.changes:
        events.record(session, events.Changed("plan"))
    answer = taking.answer(refresh_id=str(refresh_id), plan=plans.name)
    return answer, taking.kept_refusals()


def refused_plan(name: str, errors: list[Problem], warnings: list[Problem]) -> RefreshAnswer:
    """Tell everything that is wrong with a plan; nothing of it was taken in."""
    return {
        "refresh_id": None,
        "plan": name,
        "changes": [],
        "refused": [],
        "gone": [],
        "counts": {
            "added": 0,
            "changed": 0,
            "cancelled": 0,
            "taken_up": 0,
            "refused": 0,
            "gone": 0,
        },
        "warnings": [str(problem) for problem in warnings],
        "errors": [str(problem) for problem in errors],
        "unchanged": True,
        "mark": "",
    }


def _last(session: Session) -> Refresh | None:
    return session.scalars(select(Refresh).order_by(Refresh.number.desc()).limit(1)).one_or_none()


def _pending(last: Refresh | None) -> Mapping[Key, Any]:
    rows = last.refused if last else []
    return {(row["table"], row["key"], row["field"]): row["before"] for row in rows}
