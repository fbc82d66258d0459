"""The call sheet: who has not come, with the number to call, in the order a desk works through it."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from onsite.access.models import StationRow
from onsite.errors import OnsiteError
from onsite.reception.guests import speaks_in
from onsite.reception.no_show_rows import NoShowClaim
from onsite.reception.no_show_shapes import (
    CategoryCount,
    Claim,
    LastCall,
    NoShow,
    NoShows,
    SpeaksIn,
)
from onsite.reception.no_show_standing import (
    STATUSES,
    TO_CALL,
    Count,
    by_status,
    counts,
    is_missed,
    last_words,
    status_of,
    status_place,
)
from onsite.registration import queries
from onsite.registration.models import Arrival, Category, Delegate, Guest, ProgrammeSession
from onsite.units import rfc3339


def no_shows(
    session: Session,
    *,
    station: str,
    now: datetime,
    category: str | None = None,
    status: str | None = None,
    limit: int,
) -> NoShows:
    """List who has not come: by category in the planners' order, then by status, then by number.

    Args:
        session: A reading session.
        station: Who asks; her own claims are told as such.
        now: When.
        category: Only this one.
        status: Only this one of `STATUSES`.
        limit: How many at most.

    Raises:
        OnsiteError: ``unknown_status``, ``unknown_category``.
    """
    found = counts(session)
    codes = [row.code for row in queries.categories(session)]
    _refuse_unknown(category, codes, "category")
    _refuse_unknown(status, STATUSES, "status")
    chosen, last = _chosen(now)
    if category is not None:
        chosen = chosen.where(Delegate.category == category)
    if status is not None:
        chosen = chosen.where(status_of(last) == status)
    return {
        "no_shows": _told(session, chosen.limit(limit), station=station, now=now),
        "count": sum(
            one.n
            for one in found
            if category in (None, one.category) and status in (None, one.status)
        ),
        "left": sum(one.n for one in found if one.status == TO_CALL and one.has_phone),
        "by_status": by_status(found),
        "by_category": _by_category(found, codes),
    }


def one(session: Session, delegate_id: int, *, station: str, now: datetime) -> NoShow | None:
    """Tell of one of them; None when she isn't any more."""
    chosen, _ = _chosen(now)
    found = _told(session, chosen.where(Delegate.id == delegate_id), station=station, now=now)
    return found[0] if found else None


def _refuse_unknown(asked: str | None, known: Any, field: str) -> None:
    if asked is not None and asked not in known:
        raise OnsiteError(
            f"unknown_{field}",
            f"There is no {field} {asked[:40]!r}; send one of {', '.join(known)}.",
            field=field,
        )


def _chosen(now: datetime) -> tuple[Select[Any], Any]:
    last = last_words()
    chosen = (
        select(
            Delegate,
            status_of(last).label("status"),
            last,
            Guest,
            NoShowClaim,
        )
        .join(Category, Category.code == Delegate.category)
        .outerjoin(Arrival, Arrival.delegate_id == Delegate.id)
        .outerjoin(Guest, Guest.delegate_id == Delegate.id)
        .outerjoin(last, last.c.delegate_id == Delegate.id)
        .outerjoin(
            NoShowClaim,
            and_(NoShowClaim.delegate_id == Delegate.id, NoShowClaim.ends_at > now),
        )
        .where(*is_missed(), Delegate.is_nameless.is_(False))
        .order_by(Category.position, status_place(last), Delegate.reg_no)
    )
    return chosen, last


def _told(session: Session, chosen: Select[Any], *, station: str, now: datetime) -> list[NoShow]:
    ahead = {row.code: row for row in queries.programme(session) if row.ends_at > now}
    names = dict(session.execute(select(StationRow.id, StationRow.name)).tuples().all())
    return [_shape(row, ahead, names, station) for row in session.execute(chosen)]


def _shape(
    row: Any, ahead: dict[str, ProgrammeSession], names: dict[str, str], station: str
) -> NoShow:
    person: Delegate = row.Delegate
    guest: Guest | None = row.Guest
    return {
        "reg_no": person.reg_no,
        "name": person.name,
        "latin_name": person.latin_name,
        "organisation": person.organisation,
        "position": person.position,
        "category": person.category,
        "phone": person.phone,
        "status": row.status,
        "last_call": _last_call(row, names),
        "calls": row.calls or 0,
        "claim": _claim(row, names, station),
        "guest_level": guest.level if guest else None,
        "speaks_in": [_session(one) for one in speaks_in(guest, ahead)] if guest else [],
        "owes_fen": max(0, person.balance_fen),
    }


def _last_call(row: Any, names: dict[str, str]) -> LastCall | None:
    if row.outcome is None:
        return None
    return {
        "outcome": row.outcome,
        "at": rfc3339(row.at),
        "station": names.get(row.station, row.station),
        "operator": row.operator,
        "coming_at": rfc3339(row.coming_at) if row.coming_at else None,
        "note": row.note,
    }


def _claim(row: Any, names: dict[str, str], station: str) -> Claim | None:
    held: NoShowClaim | None = row.NoShowClaim
    if held is None:
        return None
    return {
        "station": names.get(held.station, held.station),
        "operator": held.operator,
        "is_mine": held.station == station,
        "ends_at": rfc3339(held.ends_at),
    }


def _session(row: ProgrammeSession) -> SpeaksIn:
    return {"name": row.name, "name_en": row.name_en, "starts_at": rfc3339(row.starts_at)}


def _by_category(found: list[Count], codes: list[str]) -> list[CategoryCount]:
    everyone: Counter[str] = Counter()
    to_call: Counter[str] = Counter()
    for each in found:
        everyone[each.category] += each.n
        if each.status == TO_CALL:
            to_call[each.category] += each.n
    return [
        {"category": code, "count": everyone[code], "to_call": to_call[code]}
        for code in codes
        if everyone[code]
    ]
