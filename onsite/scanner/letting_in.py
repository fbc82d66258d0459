"""Letting someone in whom the rules refused, by a named person's word: a scan of its own, admitted.

The refused scan stays as it is; what the rules said is kept beside the new one.
"""

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite import events
from onsite.asking import Asking, need_reason
from onsite.errors import OnsiteError, not_found
from onsite.once import Asked, fingerprint, keep, once
from onsite.registration.models import Delegate
from onsite.scanner import presences, queries
from onsite.scanner.door_bodies import DoorOverrideBody
from onsite.scanner.door_rows import DoorOverride
from onsite.scanner.models import Scan
from onsite.scanner.rules import Direction, Verdict
from onsite.scanner.shapes import ScanAnswer
from onsite.units import rfc3339
from onsite.wording import word

_NOT_REFUSED = (Verdict.ADMITTED, Verdict.LEFT, Verdict.NOT_INSIDE)


@once(DoorOverride)
def override_at_door(session: Session, body: DoorOverrideBody, asking: Asked) -> bytes:
    """Let the person of a refused scan in now. Events: `Changed`.

    Raises:
        OnsiteError: ``unknown_scan`` 404, ``not_refused``, ``nobody_to_let_in``,
            ``let_in_already`` 409, ``not_this_checkpoint`` 403, ``reason_needed``, ``id_reused``.
    """
    need_reason(body.reason)
    refused = _refused(session, str(body.scan_id), asking)
    answer = _admit(session, refused, at=asking.now, asking=asking)
    told = {"refused": refused.verdict, "scan": answer}
    return asking.keep(told, **_columns(refused, answer, body.reason))


def let_in(
    session: Session, scan_id: str, *, reason: str, asking: Asking, at: datetime | None = None
) -> ScanAnswer:
    """Let the person of a refused scan in, as part of another use case that has checked the right.

    Events: `Changed`.

    Args:
        session: The use case's.
        scan_id: The refused scan.
        reason: Kept on record.
        asking: Who says so.
        at: When she went in, not after now; None for the instant of the refused scan.

    Raises:
        OnsiteError: ``unknown_scan`` 404, ``not_refused``, ``nobody_to_let_in``,
            ``let_in_already`` 409, ``not_this_checkpoint`` 403, ``reason_needed``.
    """
    need_reason(reason)
    refused = _refused(session, scan_id, asking)
    answer = _admit(session, refused, at=at or refused.counted_at, asking=asking)
    name = _derived("override", scan_id)
    columns = {**_columns(refused, answer, reason), **asking.by}
    keep(session, DoorOverride, name, fingerprint([scan_id, reason]), answer, **columns)
    return answer


def _refused(session: Session, scan_id: str, asking: Asking) -> Scan:
    scan = session.get(Scan, scan_id)
    if scan is None:
        raise not_found("scan", scan_id, field="scan_id")
    own = asking.principal.station.checkpoint
    if own is not None and own != scan.checkpoint:
        raise OnsiteError(
            "not_this_checkpoint",
            f"This station lets in at {own}; go to the door of {scan.checkpoint}.",
            status=403,
            field="scan_id",
        )
    if scan.verdict in _NOT_REFUSED or scan.direction != Direction.IN:
        raise OnsiteError(
            "not_refused",
            "This scan refused nobody who was going in; there is nothing to set aside.",
            field="scan_id",
        )
    if scan.delegate_id is None:
        raise OnsiteError(
            "nobody_to_let_in",
            "Nobody knows whose code this is; look the person up at a desk, or add a walk-in.",
            field="scan_id",
        )
    before = session.scalar(select(DoorOverride.id).where(DoorOverride.scan_id == scan_id))
    if before is not None:
        raise OnsiteError(
            "let_in_already",
            "This person was let in past this refusal before; nothing to do.",
            status=409,
            field="scan_id",
        )
    return scan


def _admit(session: Session, refused: Scan, *, at: datetime, asking: Asking) -> ScanAnswer:
    door = queries.door(session, refused.checkpoint)
    counted = queries.counted(session, hall=door.hall, period=door.period(at))
    place = presences.place_of(
        session,
        delegate_id=refused.delegate_id,
        door=door,
        at=at,
        corrected_at=counted.corrected_at,
    )
    person = session.get_one(Delegate, refused.delegate_id)
    scan_id = _derived("let in", refused.id)
    answer: ScanAnswer = {
        "scan_id": scan_id,
        "verdict": Verdict.ADMITTED.value,
        "message": word(f"verdict.{Verdict.ADMITTED.value}.title", asking.language),
        "delegate": {
            "reg_no": person.reg_no,
            "name": person.name,
            "category": person.category,
            "organisation": person.organisation,
        },
        "first_at": rfc3339(place.first_at if place.is_inside and place.first_at else at),
        "hall": door.hall,
        "inside": max(counted.inside + place.change(Verdict.ADMITTED), 0),
        "recorded_at": rfc3339(asking.now),
    }
    keep(
        session,
        Scan,
        scan_id,
        fingerprint(["let in", refused.id]),
        answer,
        credential_id=refused.credential_id,
        credential_hash=refused.credential_hash,
        delegate_id=refused.delegate_id,
        checkpoint=door.code,
        hall=door.hall,
        direction=Direction.IN.value,
        verdict=Verdict.ADMITTED.value,
        ruled=refused.verdict,
        scanned_at=None,
        counted_at=at,
        is_from_future=False,
        recorded_at=asking.now,
        station=asking.station,
        operator=asking.principal.operator_name,
        decided=None,
    )
    presences.move(
        session,
        delegate_id=refused.delegate_id,
        door=door,
        place=place,
        verdict=Verdict.ADMITTED,
        at=at,
        scan_id=scan_id,
    )
    events.record(session, events.Changed("roster"))  # doors that go on alone know who is inside
    return answer


def _derived(what: str, scan_id: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{what} {scan_id}"))


def _columns(refused: Scan, answer: ScanAnswer, reason: str) -> dict[str, str]:
    return {
        "scan_id": refused.id,
        "admitted_scan_id": answer["scan_id"],
        "checkpoint": refused.checkpoint,
        "verdict": refused.verdict,
        "reason": reason.strip(),
    }
