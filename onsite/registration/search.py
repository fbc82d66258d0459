"""Finding delegates by what a desk types, and all of one organisation."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select, union
from sqlalchemy.orm import Session

from onsite.registration.models import Arrival, Delegate, OrganisationKey, SearchKey
from onsite.registration.names import LONGEST_KEY, PHONE_TAIL_MARK, spoken, terms

HIGHEST = "\U0010ffff"
HITS_AT_MOST = 50


def hits(session: Session, query: str, *, limit: int) -> list[tuple[Delegate, datetime | None]]:
    """Find delegates by what was typed: number, phone tail, name, pinyin, initials, organisation.

    Returns:
        At most ``limit`` pairs of delegate and arrival, the closest match first.
    """
    words = terms(query)
    if not words:
        return []
    joined = "".join(words)[:LONGEST_KEY]
    ids = list(session.scalars(_persons_with(joined, exactly=True).limit(limit)))
    if joined.isdigit():
        # Before the numbers that begin so, or a tail like 1380 would drown in mobile prefixes.
        ids += session.scalars(_persons_with_tail(joined).limit(limit))
    ids += session.scalars(_persons_with(joined).limit(limit * 4))
    if len(words) > 1:
        ids += list(session.scalars(_with_all(words).limit(limit)))
    if len(dict.fromkeys(ids)) < limit:
        ids += list(session.scalars(_organisations_with(joined).limit(limit)))
    wanted = list(dict.fromkeys(ids))[:limit]
    rows = session.execute(
        select(Delegate, Arrival.at)
        .outerjoin(Arrival, Arrival.delegate_id == Delegate.id)
        .where(Delegate.id.in_(wanted))
    )
    found = {row[0].id: (row[0], row[1]) for row in rows}
    return [found[delegate_id] for delegate_id in wanted if delegate_id in found]


def _persons_with(term: str, *, exactly: bool = False) -> Select[Any]:
    """Select the persons a term is or begins a key of, the closest matches first."""
    condition = SearchKey.key == term if exactly else _begins(SearchKey.key, term)
    return select(SearchKey.delegate_id).where(condition).order_by(SearchKey.key)


def _organisations_with(term: str) -> Select[Any]:
    organisations = select(OrganisationKey.organisation).where(_begins(OrganisationKey.key, term))
    return select(Delegate.id).where(Delegate.organisation.in_(organisations))


def _with_all(words: list[str]) -> Select[Any]:
    """Select the persons that every term fits, whether by person or by organisation."""
    chosen = select(Delegate.id)
    for word in words:
        persons = select(SearchKey.delegate_id).where(_begins(SearchKey.key, word))
        kinds = [persons, _organisations_with(word)]
        if word.isdigit():
            kinds.append(_persons_with_tail(word))
        either = union(*kinds).subquery()
        chosen = chosen.where(Delegate.id.in_(select(either.c[0])))
    return chosen


def _begins(column: Any, term: str) -> ColumnElement[bool]:
    return and_(column >= term, column < term + HIGHEST)


def with_phone_tail(session: Session, tail: str) -> list[Delegate]:
    """List the delegates whose phone number ends so."""
    ids = _persons_with_tail(tail)
    return list(session.scalars(select(Delegate).where(Delegate.id.in_(ids))))


def _persons_with_tail(tail: str) -> Select[Any]:
    return select(SearchKey.delegate_id).where(_begins(SearchKey.key, PHONE_TAIL_MARK + tail[::-1]))


def of_organisation(session: Session, organisation: str) -> list[tuple[Delegate, datetime | None]]:
    """List who comes from an organisation of exactly this name, sorted as names are spoken."""
    rows = session.execute(
        select(Delegate, Arrival.at)
        .outerjoin(Arrival, Arrival.delegate_id == Delegate.id)
        .where(Delegate.organisation == organisation, Delegate.merged_into.is_(None))
    ).tuples()
    return sorted(rows, key=lambda row: (*spoken(row[0].name), row[0].reg_no))


def organisation_count(session: Session, organisation: str) -> int:
    """Count who is expected from an organisation."""
    return (
        session.scalar(
            select(func.count()).where(
                Delegate.organisation == organisation, Delegate.is_cancelled.is_(False)
            )
        )
        or 0
    )
