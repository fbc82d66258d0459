"""What the event can say to rows of the planners' workflow, and how far each matter is.

What is said stands in `workflow_people` and `workflow_things`; which row asks for which fact, in
`workflow_mapping`; how a sentence gets into its cell, in `workflow`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.planning import workflow_people as people
from onsite.planning import workflow_things as things
from onsite.planning.saying import Saying
from onsite.planning.workflow_totals import Fact, Totals, read_totals

FACTS: Mapping[str, Callable[[Session, Totals], Fact]] = {
    "budget": things.budget,
    "lecture_fees": things.lecture_fees,
    "gifts": things.gifts,
    "volunteers": people.volunteers,
    "opening_hours": people.opening_hours,
    "pre_registered": people.pre_registered,
    "walk_ins": people.walk_ins,
    "guests": people.guests,
    "invoices": things.invoices,
    "materials": things.materials,
    "staff_on_duty": people.staff_on_duty,
    "attendee_list": people.attendee_list,
    "attendance": people.attendance,
}
"""Name of a fact, as the mapping file has it -> what gathers it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one row is told.

    Attributes:
        texts: Language -> the sentence.
        has_begun: Something of it happened.
        is_done: Nothing of it is left to do, or the event is over.
    """

    texts: Mapping[str, str]
    has_begun: bool
    is_done: bool


def answers(session: Session, *, now: datetime) -> dict[str, Answer]:
    """Say what the event knows, by name of the fact; nothing before anything happened.

    A row that has begun is done when it is complete, or when the venue's day after the last has come.
    """
    event = the_event(session)
    is_over = now.astimezone(ZoneInfo(event.time_zone)).date() > event.ends_on
    totals = read_totals(session)
    found = {name: tell(session, totals) for name, tell in FACTS.items()}
    if not any(fact.has_begun for fact in found.values()):
        return {}
    sayings = [Saying(language, event.time_zone) for language in ("zh-Hans", "en")]
    return {
        name: Answer(
            {saying.language: saying.joined(fact.parts(saying)) for saying in sayings},
            fact.has_begun,
            fact.has_begun and (fact.is_complete or is_over),
        )
        for name, fact in found.items()
    }
