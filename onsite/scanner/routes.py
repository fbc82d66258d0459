"""Routes of the doors."""

from datetime import datetime
from typing import Annotated, Any, Literal, cast
from uuid import UUID

import msgspec
from flask import Response, request
from sqlalchemy.orm import Session

from onsite.access.rules import CONTROLS, DOORS
from onsite.asking import asked_count
from onsite.listed import Listed, write_listed
from onsite.scanner import queries, service
from onsite.scanner.conflicts import Decided
from onsite.scanner.models import CheckpointRow
from onsite.scanner.service import Reading
from onsite.scanner.shapes import (
    Checkpoints,
    CheckpointShape,
    Direction,
    LastScans,
    PolicyShape,
    ScanAnswer,
    ScanAnswers,
)
from onsite.units import rfc3339
from onsite.web import Api, Call, convert, in_utc, told

api = Api("scanner")

SCANS_AT_MOST = 500
SCANS = Listed(name="scans", id_field="scan_id", most=SCANS_AT_MOST, a_commit=50)
LAST_SCANS = 20
LIMIT_AT_MOST = 100
PASSBACK_AT_MOST = 24 * 60  # minutes
GRACE_AT_MOST = 180  # minutes

_Limit = Annotated[int, msgspec.Meta(ge=0, le=LIMIT_AT_MOST, description="0: no limit")]
_Minutes = Annotated[int, msgspec.Meta(ge=0, le=PASSBACK_AT_MOST, description="0: not at all")]
_Grace = Annotated[int, msgspec.Meta(ge=0, le=GRACE_AT_MOST, description="before a session starts")]


class ScanBody(msgspec.Struct, forbid_unknown_fields=True):
    """One reading at a checkpoint."""

    scan_id: UUID
    credential: Annotated[str, msgspec.Meta(min_length=1)]
    checkpoint: str
    scanned_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    direction: Literal["in", "out"] | None = None
    decided: Decided | None = None


class ScanBatch(msgspec.Struct, forbid_unknown_fields=True):
    """Up to 500 readings, in the order they were made."""

    scans: list[ScanBody]


class PolicyBody(msgspec.Struct, forbid_unknown_fields=True):
    """What a checkpoint insists on; what is left out stays."""

    payment_required: bool | msgspec.UnsetType = msgspec.UNSET
    re_entry: bool | msgspec.UnsetType = msgspec.UNSET
    check_in_first: bool | msgspec.UnsetType = msgspec.UNSET
    hours: bool | msgspec.UnsetType = msgspec.UNSET
    session_windows: bool | msgspec.UnsetType = msgspec.UNSET
    one_hall: bool | msgspec.UnsetType = msgspec.UNSET
    refuse_when_full: bool | msgspec.UnsetType = msgspec.UNSET
    flush: bool | msgspec.UnsetType = msgspec.UNSET
    limit_per_day: _Limit | msgspec.UnsetType = msgspec.UNSET
    limit_per_session: _Limit | msgspec.UnsetType = msgspec.UNSET
    anti_passback_minutes: _Minutes | msgspec.UnsetType = msgspec.UNSET
    exit_at_session_end: bool | msgspec.UnsetType = msgspec.UNSET
    grace_minutes: _Grace | msgspec.UnsetType = msgspec.UNSET
    offline_names: bool | msgspec.UnsetType = msgspec.UNSET


@api.post("/scans", stations=DOORS, body=dict[str, Any], shows=ScanBody | ScanBatch)
def post_scans(call: Call, body: dict[str, Any]) -> Annotated[Response, ScanAnswer | ScanAnswers]:
    """Record one scan, or up to 500 that a door kept."""
    if "scans" not in body:
        reading = _reading(convert(body, ScanBody))
        return told(
            call.database.write(
                lambda session: service.record_scan(session, reading, asking=call.asking)
            )
        )
    return write_listed(
        call,
        body,
        lambda session, scan: service.record_scan(
            session, _reading(convert(scan, ScanBody)), asking=call.asking
        ),
        listed=SCANS,
    )


@api.get("/scans", stations=DOORS, query=("limit", "checkpoint"))
def get_scans(call: Call) -> LastScans:
    """List this door's last scans, newest first."""
    limit = asked_count(request.args.get("limit"), default=LAST_SCANS, most=SCANS_AT_MOST)
    checkpoint = call.station.checkpoint or request.args.get("checkpoint")
    with call.database.read() as session:
        rows = queries.last_scans(
            session, checkpoint=checkpoint, station=call.station.id, limit=limit
        )
    return {
        "scans": [
            {
                "scan_id": row.id,
                "verdict": row.verdict,
                "name": row.name,
                "category": row.category,
                "at": rfc3339(row.counted_at),
                "undone": row.undone,
            }
            for row in rows
        ]
    }


@api.get("/checkpoints", stations=CONTROLS)
def get_checkpoints(call: Call) -> Checkpoints:
    """List the checkpoints with their policies."""
    with call.database.read() as session:
        return {"checkpoints": [checkpoint_shape(row) for row in queries.checkpoints(session)]}


@api.put("/checkpoints/<code>/policy", stations=CONTROLS, operator="policies", body=PolicyBody)
def put_policy(call: Call, body: PolicyBody, code: str) -> CheckpointShape:
    """Change what a checkpoint insists on."""
    changes = policy_changes(body)

    def change(session: Session) -> CheckpointShape:
        service.change_policy(session, code, changes)
        return checkpoint_shape(queries.checkpoint(session, code))

    return call.database.write(change)


def policy_changes(body: PolicyBody) -> dict[str, bool | int]:
    """Tell what of a policy a body names."""
    return {
        name: wanted
        for name in queries.POLICY_FIELDS
        if (wanted := getattr(body, name)) is not msgspec.UNSET
    }


def _reading(body: ScanBody) -> Reading:
    for name in ("at", "roster_at"):  # kept as sent
        if (told := getattr(body.decided, name, None)) is not None:
            in_utc(told, field=f"decided.{name}")
    return Reading(
        scan_id=str(body.scan_id),
        credential=body.credential,
        checkpoint=body.checkpoint,
        scanned_at=body.scanned_at and in_utc(body.scanned_at, field="scanned_at"),
        direction=body.direction,
        decided=body.decided,
    )


def checkpoint_shape(row: CheckpointRow) -> CheckpointShape:
    """Show a checkpoint as the control page does."""
    return {
        "code": row.code,
        "name": row.name,
        "name_en": row.name_en,
        "hall": row.hall,
        "direction": cast("Direction", row.direction),
        "categories": row.categories,
        "policy": cast("PolicyShape", {name: getattr(row, name) for name in queries.POLICY_FIELDS}),
    }
