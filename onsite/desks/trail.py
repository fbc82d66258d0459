"""The trail: everything that was done, by whom and where, as sentences a person reads."""

import heapq
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, literal, or_, select
from sqlalchemy.orm import Session

from onsite.access.queries import station_name
from onsite.desks.shapes import Trail, TrailEntry
from onsite.desks.trail_sources import SOURCES, Source
from onsite.desks.trail_words import said
from onsite.errors import OnsiteError
from onsite.registration import queries
from onsite.registration.models import Delegate
from onsite.units import rfc3339
from onsite.web import in_utc
from onsite.wording import word


class Place(NamedTuple):
    """Where an entry stands in the trail: by time, then kind, then id, so that none is skipped."""

    at: datetime
    kind: str
    id: str


class _Found(NamedTuple):
    place: Place
    source: Source
    row: Any
    delegate_id: int | None


def trail(
    session: Session,
    *,
    reg_no: str | None,
    kind: str | None,
    before: str | None,
    limit: int,
    language: str,
) -> Trail:
    """Read the newest entries.

    Args:
        session: Reading.
        reg_no: Only what concerns this person, and whoever was merged into her.
        kind: Only this table.
        before: The ``next`` of the page before, or an instant; None for the newest.
        limit: How many at most.
        language: Of the sentences.

    Raises:
        OnsiteError: ``unknown_registration`` (404), ``unknown_kind``, ``malformed``.
    """
    end = _place(before) if before else None
    people = _people(session, reg_no) if reg_no else None
    found = [
        entry
        for source in _sources(kind)
        for entry in _newest(session, source, people, end, limit + 1)
    ]
    newest = heapq.nlargest(limit + 1, found, key=lambda entry: entry.place)
    return {
        "trail": [_entry(session, entry, language) for entry in newest[:limit]],
        "next": _text(newest[limit - 1].place) if len(newest) > limit else None,
    }


def _sources(kind: str | None) -> Sequence[Source]:
    chosen = [source for source in SOURCES if kind in (None, source.kind)]
    if not chosen:
        raise OnsiteError(
            "unknown_kind",
            f"There is nothing of the kind {str(kind)[:40]!r}; leave it out to see all.",
            field="kind",
        )
    return chosen


def _people(session: Session, reg_no: str) -> list[tuple[int, str]]:
    row = queries.delegate(session, reg_no)
    merged = select(Delegate.id, Delegate.reg_no).where(Delegate.merged_into == row.id)
    return [(row.id, row.reg_no), *session.execute(merged).tuples()]


def _newest(
    session: Session,
    source: Source,
    people: Sequence[tuple[int, str]] | None,
    end: Place | None,
    limit: int,
) -> list[_Found]:
    at = getattr(source.rows, source.at)
    about = literal(None) if source.about is None else source.about
    chosen = select(source.rows, about).order_by(at.desc(), source.rows.id.desc()).limit(limit)
    if people is not None:
        chosen = chosen.where(source.names(people))
    if end is not None:
        chosen = chosen.where(_is_before(source, at, end))
    return [
        _Found(Place(getattr(row, source.at), source.kind, row.id), source, row, delegate_id)
        for row, delegate_id in session.execute(chosen)
    ]


def _is_before(source: Source, at: Any, end: Place) -> ColumnElement[bool]:
    if source.kind > end.kind:
        earlier: ColumnElement[bool] = at < end.at
    elif source.kind < end.kind:
        earlier = at <= end.at
    else:
        earlier = or_(at < end.at, and_(at == end.at, source.rows.id < end.id))
    return earlier


def _entry(session: Session, found: _Found, language: str) -> TrailEntry:
    variant = found.source.variant(found.row)
    key = f"trail.{found.source.kind}" + (f".{variant}" if variant else "")
    about = session.get(Delegate, found.delegate_id) if found.delegate_id is not None else None
    sentence = word(key, language, **said(session, found.row, language))
    return {
        "id": found.place.id,
        "at": rfc3339(found.place.at),
        "kind": found.source.kind,
        "reg_no": about.reg_no if about else None,
        "name": about.name if about else None,
        "station": station_name(session, found.row.station),
        "operator": found.row.operator,
        "what": " ".join(sentence.split()),
    }


def _text(place: Place) -> str:
    return f"{place.at.astimezone(UTC).isoformat()}/{place.kind}/{place.id}"


def _place(text: str) -> Place:
    instant, _, rest = text.partition("/")
    kind, _, fact_id = rest.partition("/")
    try:
        at = datetime.fromisoformat(instant)
    except ValueError as error:
        raise _malformed() from error
    if at.tzinfo is None:
        raise _malformed()
    return Place(in_utc(at, field="before"), kind, fact_id)


def _malformed() -> OnsiteError:
    return OnsiteError(
        "malformed",
        "before is the next of the page before, or an instant such as 2026-12-05T01:00:00Z.",
        field="before",
    )
