"""Routes that put the doors right: a hall counted by hand, a scan taken back, someone let in by name."""

from typing import Annotated, Any

from flask import Response

from onsite.access.rules import BOARDS, CONTROLS, DOORS
from onsite.scanner import curves
from onsite.scanner.correcting import correct_hall
from onsite.scanner.door_bodies import DoorOverrideBody, HallCorrectionBody, ScanUndoBody
from onsite.scanner.door_shapes import Curve, DoorOverridden, HallCorrected, ScanUndoAnswer
from onsite.scanner.letting_in import override_at_door
from onsite.scanner.undoing import RIGHT, undo_scan
from onsite.web import Api, Call, check_right, convert, told

api = Api("doors-put-right")


@api.post("/hall-corrections", stations=DOORS | CONTROLS, operator=RIGHT, body=HallCorrectionBody)
def post_hall_corrections(
    call: Call, body: HallCorrectionBody
) -> Annotated[Response, HallCorrected]:
    """Set how many are inside a hall now."""
    return told(call.database.write(lambda session: correct_hall(session, body, call.asking)))


@api.post("/scan-undos", stations=DOORS | CONTROLS, body=dict[str, Any], shows=ScanUndoBody)
def post_scan_undos(call: Call, body: dict[str, Any]) -> Annotated[Response, ScanUndoAnswer]:
    """Take back a scan: a door its own last one, an operator with the right 'undo' any."""
    if call.station.role in CONTROLS:  # it has no scans of its own
        check_right(call.principal, RIGHT)
    asked = convert(body, ScanUndoBody)
    return told(call.database.write(lambda session: undo_scan(session, asked, call.asking)))


@api.post("/door-overrides", stations=DOORS | CONTROLS, operator="override", body=DoorOverrideBody)
def post_door_overrides(call: Call, body: DoorOverrideBody) -> Annotated[Response, DoorOverridden]:
    """Let the person of a refused scan in."""
    return told(call.database.write(lambda session: override_at_door(session, body, call.asking)))


@api.get("/halls/<code>/curve", stations=CONTROLS | BOARDS)
def get_curve(call: Call, code: str) -> Curve:
    """Tell how a hall filled and emptied today."""
    with call.database.read() as session:
        return curves.curve(session, code, now=call.now)
