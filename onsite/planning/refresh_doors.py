"""The sheets 通道 and 日程 as planners changed them since. What people went through stays where it was."""

from datetime import datetime
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.planning.plan import Hall as PlannedHall
from onsite.planning.refresh_set_up import next_position, settle_row
from onsite.planning.refresh_taking import Both, Field, Line, Refusal, Taking, fold
from onsite.planning.tables import CHECKPOINTS, SESSIONS
from onsite.registration.models import ProgrammeSession
from onsite.scanner import queries, recounts
from onsite.scanner.door_rows import STANDS
from onsite.scanner.models import CheckpointRow, Hall, Scan
from onsite.scanner.rules import Verdict

HALL_FIELDS = (Field("capacity", "capacity"),)
CHECKPOINT_FIELDS = (
    Field("name", "name"),
    Field("name_en", "name_en"),
    Field("hall", "hall"),
    Field("direction", "direction"),
    Field("categories", "categories", list),
)
SESSION_FIELDS = (
    Field("name", "name"),
    Field("name_en", "name_en"),
    Field("hall", "hall"),
    Field("starts_at", "starts_at"),
    Field("ends_at", "ends_at"),
    Field("categories", "categories", list),
    Field("credits", "credit", lambda credit: float(credit or 0)),
)
PLACE_AND_TIME = frozenset({"hall", "starts_at", "ends_at"})


def take_halls(taking: Taking) -> None:
    """Take in halls and their capacity: never one below who is inside now."""
    session = taking.session
    known = {fold(hall.code): hall for hall in taking.base.halls}
    for hall in taking.plan.halls:
        before, held = known.get(fold(hall.code)), session.get(Hall, hall.code)
        if held is None:
            position = next_position(session, Hall.position)
            session.add(
                Hall(code=hall.code, position=position, name=hall.name, name_en=hall.name_en,
                     capacity=hall.capacity)
            )  # fmt: skip
            session.flush()
            taking.set_up_changed = True
        else:
            _take_hall(taking, before, hall, held)


def _take_hall(taking: Taking, before: PlannedHall | None, now: PlannedHall, held: Hall) -> None:
    base = _AtItsDoor(before, taking.plan.checkpoints) if before else None
    both = Both(base, _AtItsDoor(now, taking.plan.checkpoints))
    if both.now.row == 0:
        return  # only sessions name it: it has no capacity

    def refuse(_field: str, capacity: int | None) -> Refusal | None:
        period = queries.period_of_hall(
            taking.session, held.code, at=taking.asking.now, zone=taking.zone
        )
        inside = queries.inside_count(taking.session, hall=held.code, period=period)
        if capacity is None or inside <= capacity:
            return None
        return Refusal(
            "people_inside",
            f"{inside} people are inside now",
            "take it in when fewer are inside, or write at least that many",
        )

    line = Line(CHECKPOINTS, both, held.code, held.name)
    accepted = taking.settle(line, held, HALL_FIELDS, refuse=refuse)
    if before is not None:  # a hall's name is its entrance's; nobody changes it on the day
        for name in ("name", "name_en"):
            if getattr(before, name) != getattr(now, name) and getattr(held, name) == getattr(
                before, name
            ):
                accepted[name] = getattr(now, name)
    for attribute, value in accepted.items():
        setattr(held, attribute, value)
    taking.session.flush()
    taking.set_up_changed |= bool(accepted)


class _AtItsDoor:
    """A hall as a record of the sheet 通道: its capacity stands at one of its doors."""

    shape = PlannedHall

    def __init__(self, hall: PlannedHall, doors: tuple[object, ...]) -> None:
        own = [door for door in doors if getattr(door, "hall", None) == hall.code]
        told = [door for door in own if getattr(door, "capacity", None) is not None]
        self.row = next((getattr(door, "row", 0) for door in [*told, *own]), 0)
        self.capacity = hall.capacity


def take_checkpoints(taking: Taking) -> None:
    """Take in doors; one that was passed keeps its hall and its direction."""
    session = taking.session
    pairs = taking.compared(
        CHECKPOINTS, taking.base.checkpoints, taking.plan.checkpoints, key="code"
    )
    for both in pairs:
        held = session.get(CheckpointRow, both.now.code)
        if held is None:
            door = CheckpointRow(
                code=both.now.code, position=next_position(session, CheckpointRow.position)
            )
            for one in CHECKPOINT_FIELDS:
                setattr(door, one.attribute, one.kept(getattr(both.now, one.name)))
            session.add(door)
            taking.tell_new(Line(CHECKPOINTS, both, door.code, door.name), "code")
            taking.halls.add(both.now.hall)
        else:
            left = held.hall
            accepted = settle_row(
                taking,
                Line(CHECKPOINTS, both, held.code, held.name),
                held,
                CHECKPOINT_FIELDS,
                partial(_passed, session, held.code),
            )
            if accepted.keys() & {"hall", "direction"}:
                taking.halls |= {left, held.hall}
        session.flush()
        taking.set_up_changed = True
    held_names = dict(
        session.execute(select(CheckpointRow.code, CheckpointRow.name)).tuples().all()
    )
    listed = (one.code for one in taking.plan.checkpoints)
    taking.tell_gone(CHECKPOINTS, held_names, listed)


def _passed(session: Session, code: str, field: str, _after: object) -> Refusal | None:
    if field not in {"hall", "direction"}:
        return None
    if session.scalar(select(Scan.id).where(Scan.checkpoint == code).limit(1)) is None:
        return None
    return Refusal(
        "scanned",
        "people went through this door already",
        "keep it, and add a new row with a code of its own",
    )


def take_sessions(taking: Taking) -> None:
    """Take in the programme; a session that people went into keeps its place and time."""
    session = taking.session
    for both in taking.compared(SESSIONS, taking.base.sessions, taking.plan.sessions, key="code"):
        held = session.get(ProgrammeSession, both.now.code)
        if held is None:
            programme = ProgrammeSession(code=both.now.code)
            for one in SESSION_FIELDS:
                setattr(programme, one.attribute, one.kept(getattr(both.now, one.name)))
            session.add(programme)
            taking.tell_new(Line(SESSIONS, both, programme.code, programme.name), "code")
            taking.halls.add(both.now.hall)
        else:
            left = held.hall
            admitted = _admissions(session, held)
            accepted = settle_row(
                taking,
                Line(SESSIONS, both, held.code, held.name),
                held,
                SESSION_FIELDS,
                partial(_attended, admitted, held.ends_at),
            )
            if accepted.keys() & PLACE_AND_TIME:
                taking.halls |= {left, held.hall}
        session.flush()
        taking.set_up_changed = True
    held_names = dict(
        session.execute(select(ProgrammeSession.code, ProgrammeSession.name)).tuples().all()
    )
    listed = (one.code for one in taking.plan.sessions)
    taking.tell_gone(SESSIONS, held_names, listed)


def _admissions(session: Session, held: ProgrammeSession) -> int:
    """Count who was let into a session's hall while it was on."""
    found = session.scalar(
        select(func.count())
        .select_from(Scan)
        .where(
            STANDS,
            Scan.hall == held.hall,
            Scan.verdict == Verdict.ADMITTED,
            Scan.counted_at >= held.starts_at,
            Scan.counted_at < held.ends_at,
        )
    )
    return found or 0


def _attended(admitted: int, ends_at: datetime, field: str, after: object) -> Refusal | None:
    # One that goes on longer keeps everyone who went in.
    is_longer = field == "ends_at" and isinstance(after, datetime) and after > ends_at
    if field not in PLACE_AND_TIME or not admitted or is_longer:
        return None
    return Refusal(
        "attended",
        f"{admitted} went into it where and when it was",
        "keep it, and add a new row for what was moved",
    )


def recount_halls(taking: Taking) -> None:
    """Derive the presences anew of halls whose doors or sessions are others."""
    for hall in sorted(taking.halls):
        if door := queries.door_of(taking.session, hall):
            recounts.recount(taking.session, door)
