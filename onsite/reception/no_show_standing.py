"""How far the calls to people who have not come are: each person's last word, as SQL others select with."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Subquery, case, func, select
from sqlalchemy.orm import Session

from onsite.reception.no_show_rows import NoShowCall
from onsite.registration.correction_rows import Substitution
from onsite.registration.models import Arrival, Delegate

TO_CALL: Final = "to_call"
STATUSES = (TO_CALL, "no_answer", "called", "wrong_number", "coming", "not_coming")
"""In the order in which they are worked through: who may still be won first."""
OUTCOMES = STATUSES[1:]


def last_words() -> Subquery:
    """Select each person's last word: ``delegate_id outcome at coming_at note station operator calls``.

    What was said to somebody whose place another took is none about the other.
    """
    of_her = NoShowCall.delegate_id
    said = (
        select(
            of_her,
            NoShowCall.outcome,
            NoShowCall.at,
            NoShowCall.coming_at,
            NoShowCall.note,
            NoShowCall.station,
            NoShowCall.operator,
            func.count().over(partition_by=of_her).label("calls"),
            func.row_number()
            .over(partition_by=of_her, order_by=(NoShowCall.at.desc(), NoShowCall.turn.desc()))
            .label("place"),
        )
        .where(
            NoShowCall.reason.is_(None),
            ~select(Substitution.id)
            .where(Substitution.delegate_id == of_her, Substitution.at > NoShowCall.at)
            .exists(),
        )
        .subquery()
    )
    return select(said).where(said.c.place == 1).subquery()


def status_of(last: Subquery) -> ColumnElement[str]:
    """Select a person's status, ``to_call`` where nobody has called her."""
    return func.coalesce(last.c.outcome, TO_CALL)


def status_place(last: Subquery) -> ColumnElement[int]:
    """Select where a status stands in the order of ``STATUSES``."""
    places = {status: place for place, status in enumerate(STATUSES)}
    return case(places, value=status_of(last), else_=len(places))


def is_missed() -> tuple[ColumnElement[bool], ...]:
    """Select who is expected and not here; `Arrival` is to be joined from outside."""
    return (
        Arrival.delegate_id.is_(None),
        Delegate.is_cancelled.is_(False),
        Delegate.merged_into.is_(None),
    )


class Count(NamedTuple):
    """How many of a category stand alike."""

    category: str
    status: str
    has_phone: bool
    n: int


def counts(session: Session) -> list[Count]:
    """Count who has not come and has a name to be asked for; tells nobody's."""
    last = last_words()
    by: Any = (Delegate.category, status_of(last), Delegate.phone != "")
    rows = session.execute(
        select(*by, func.count())
        .select_from(Delegate)
        .outerjoin(Arrival, Arrival.delegate_id == Delegate.id)
        .outerjoin(last, last.c.delegate_id == Delegate.id)
        .where(*is_missed(), Delegate.is_nameless.is_(False))
        .group_by(*by)
    )
    return [Count(row[0], row[1], bool(row[2]), row[3]) for row in rows]


def by_status(found: Iterable[Count]) -> dict[str, int]:
    """Sum counts by status, each status named."""
    sums = dict.fromkeys(STATUSES, 0)
    for one in found:
        sums[one.status] += one.n
    return sums
