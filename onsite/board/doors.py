"""Doors that go on alone: which fell silent, and how many scans they keep, as they told last.

A silent door can tell nothing: its numbers are those of its last word, and are said to be.
"""

from datetime import datetime
from typing import Annotated

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.access.models import StationRow
from onsite.access.rules import Role
from onsite.asking import Asking
from onsite.board.models import DoorState
from onsite.board.overview_shapes import DoorShape
from onsite.board.presence import Presence
from onsite.scanner.models import CheckpointRow
from onsite.units import rfc3339

Count = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]


class DoorStateBody(msgspec.Struct, forbid_unknown_fields=True):
    """What a door's page keeps now."""

    waiting: Count
    aside: Count = 0
    alone_since: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


def tell_state(session: Session, body: DoorStateBody, asking: Asking) -> None:
    """Take a door's word about the scans it keeps."""
    station = asking.principal.station.id
    session.merge(
        DoorState(
            station=station,
            waiting=body.waiting,
            aside=body.aside,
            alone_since=body.alone_since,
            told_at=asking.now,
        )
    )


def doors_alone(session: Session, presence: Presence, *, now: datetime) -> list[DoorShape]:
    """List the doors that are not heard of, or keep scans: those with the most first."""
    states = {row.station: row for row in session.scalars(select(DoorState))}
    rows = session.execute(
        select(StationRow, CheckpointRow)
        .outerjoin(CheckpointRow, CheckpointRow.code == StationRow.checkpoint)
        .where(
            StationRow.role == Role.DOOR.value,
            StationRow.revoked_at.is_(None),
            StationRow.ends_at.is_(None),
        )
        .order_by(StationRow.created_at)
    )
    found = [
        _shape(station, checkpoint, states.get(station.id), presence, now)
        for station, checkpoint in rows
    ]
    shown = [door for door in found if door is not None]
    return sorted(shown, key=lambda door: (-(door["waiting"] or 0), not door["is_silent"]))


def _shape(
    row: StationRow,
    checkpoint: CheckpointRow | None,
    state: DoorState | None,
    presence: Presence,
    now: datetime,
) -> DoorShape | None:
    heard = [presence.seen.get(row.id), state.told_at if state else None]
    last = max((at for at in heard if at is not None), default=None)
    is_silent = last is not None and not presence.is_here(row.id, now)
    kept = state is not None and (state.waiting > 0 or state.aside > 0)
    if not kept and not (is_silent and presence.is_of_today(last)):
        return None
    return {
        "station": row.id,
        "name": row.name,
        "checkpoint": row.checkpoint,
        "checkpoint_name": checkpoint.name if checkpoint else None,
        "checkpoint_name_en": checkpoint.name_en if checkpoint else None,
        "is_silent": is_silent,
        "last_heard_at": rfc3339(last) if last else None,
        "waiting": state.waiting if state else None,
        "aside": state.aside if state else 0,
        "alone_since": rfc3339(state.alone_since) if state and state.alone_since else None,
        "told_at": rfc3339(state.told_at) if state else None,
    }
