"""The route by which a door fetches its roster, whole or as the difference to the one it has.

Who is where now is added here to what the book says; the hub goes on serving meanwhile.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Annotated

import msgspec
from flask import Response, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.access.rules import DOORS
from onsite.access.wipe_rows import wiped_at
from onsite.db import Database
from onsite.errors import OnsiteError
from onsite.off_hub import off_hub
from onsite.scanner import queries
from onsite.scanner.models import Presence
from onsite.scanner.queries import Door
from onsite.scanner.roster import entry_of, ms, text_of
from onsite.scanner.roster_book import Book, Difference, RosterBook
from onsite.scanner.roster_shapes import (
    CalendarTold,
    Roster,
    RosterDifference,
    RosterPolicy,
    SeenTold,
    SmallParts,
)
from onsite.scanner.seen import seen
from onsite.scanner.stays import local_day
from onsite.units import rfc3339
from onsite.web import Api, Call, told

api = Api("roster")

_MARK = re.compile(r"[0-9a-f]{8}-[0-9]{1,12}")


@api.get("/roster", stations=DOORS, query=("checkpoint", "since"))
def get_roster(call: Call) -> Annotated[Response, Roster | RosterDifference]:
    """Tell a door whose codes it knows without the server, or what changed since a mark."""
    code, since = _asked(call)
    with call.database.read() as session:
        queries.checkpoint(session, code)  # or it is refused
    rosters: RosterBook = call.wiring.rosters
    book = rosters.current()

    def answer(session: Session) -> bytes:
        # After the book: of a policy that changed meanwhile the door hears, and asks again.
        door = queries.door(session, code)
        found = rosters.since(since, book, with_names=door.offline_names) if since else None
        small = _small_parts(session, door, book=book, rosters=rosters, now=call.now)
        if since and found:
            return msgspec.json.encode(_difference(small, book, door, since=since, found=found))
        names = book.names if door.offline_names else {}
        return msgspec.json.encode({**small, "names": names, **book.packed})

    return told(_off_the_hub(call.database, answer))


def _asked(call: Call) -> tuple[str, str | None]:
    """Read what is asked for; a station of one checkpoint is told of no other.

    Raises:
        OnsiteError: ``malformed``, ``not_this_checkpoint`` (403).
    """
    code, since = request.args.get("checkpoint"), request.args.get("since")
    if not code:
        raise OnsiteError(
            "malformed", "Say which checkpoint's roster: ?checkpoint=CODE.", field="checkpoint"
        )
    if since is not None and not _MARK.fullmatch(since):
        raise OnsiteError(
            "malformed",
            "Send as since the mark of the roster that is there, or leave it out for all of it.",
            field="since",
        )
    own = call.station.checkpoint
    if own is not None and own != code:
        raise OnsiteError(
            "not_this_checkpoint",
            f"This station scans at {own}, and gets the roster of {own} alone.",
            status=403,
            field="checkpoint",
        )
    return code, since


def _off_the_hub(database: Database, answer: Callable[[Session], bytes]) -> bytes:
    """Read and encode in a native thread; a large event's takes long enough to be felt."""

    def told() -> bytes:
        with database.read() as session:
            return answer(session)

    return off_hub(told)


def _difference(
    small: SmallParts, book: Book, door: Door, *, since: str, found: Difference
) -> RosterDifference:
    put = {entry_of(book.entries[each])[0] for each in found.put} if door.offline_names else set()
    return {
        **small,
        "names": {person: book.names[person] for person in put if person in book.names},
        "since": since,
        "put": [(text_of(each), *entry_of(book.entries[each])) for each in found.put],
        "drop": [text_of(each) for each in found.drop],
    }


def _small_parts(
    session: Session, door: Door, *, book: Book, rosters: RosterBook, now: datetime
) -> SmallParts:
    event = the_event(session)
    today = local_day(now, door.zone)
    days = door.calendar(min(event.starts_on, today), last=max(event.ends_on, today))
    policy: RosterPolicy = {
        "re_entry": door.policy.re_entry,
        "one_hall": door.policy.one_hall,
        "refuse_when_full": door.policy.refuse_when_full,
        "limit_per_day": door.policy.limit_per_day,
        "limit_per_session": door.policy.limit_per_session,
        "anti_passback_minutes": door.policy.anti_passback_minutes,
        "flush": door.policy.flush,
        "offline_names": door.offline_names,
    }
    calendar: CalendarTold = {
        "days": list(map(ms, days.days)),
        "stays": list(map(ms, days.stays)),
        "sessions": list(map(ms, days.sessions)),
    }
    return {
        "mark": book.mark,
        "made_at": rfc3339(now),
        "event": event.uid,
        "checkpoint": {
            "code": door.code,
            "hall": door.hall,
            "direction": door.direction,
            "capacity": door.capacity,
        },
        "policy": policy,
        "calendar": calendar,
        "profiles": rosters.profiles(door, book),
        "people_unknowable": book.unknowable,
        "inside": queries.inside_count(session, hall=door.hall, period=door.period(now)),
        "seen": _seen(session, door, now),
        "elsewhere": _elsewhere(session, door, now) if door.policy.one_hall else [],
        "wiped_at": rfc3339(wiped) if (wiped := wiped_at(session)) else None,
    }


def _seen(session: Session, door: Door, now: datetime) -> list[SeenTold]:
    return [
        (
            each.delegate_id,
            int(each.is_inside),
            ms(each.first_at),
            ms(each.admitted_at),
            each.admitted_today,
            each.admitted_this_session,
        )
        for each in seen(session, door, at=now)
    ]


def _elsewhere(session: Session, door: Door, now: datetime) -> list[int]:
    """List who is inside another hall, as `queries.present_elsewhere` tells of one person."""
    day = local_day(now, door.zone)
    rows = session.execute(
        select(Presence.delegate_id, Presence.hall, Presence.period).where(
            Presence.hall != door.hall, Presence.is_inside, Presence.day == day
        )
    ).tuples()
    found = list(rows)
    periods = {
        hall: queries.period_of_hall(session, hall, at=now, zone=door.zone)
        for hall in {hall for _, hall, _ in found}
    }
    return sorted({person for person, hall, period in found if periods[hall] == period})
