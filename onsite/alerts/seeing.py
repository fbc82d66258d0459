"""Alerts as stations see them, and who has seen them. What raises one is `watching`."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from onsite import events
from onsite.access.rules import BOARDS, DOORS, HOSTS, sees_persons
from onsite.alerts.kinds import KINDS, may_see
from onsite.alerts.settings import rules
from onsite.alerts.shapes import Alerts, AlertShape
from onsite.asking import Principal
from onsite.errors import OnsiteError, not_found
from onsite.once import Asked, once
from onsite.reception.alert_rows import Alert, AlertAcknowledgement
from onsite.registration import queries
from onsite.registration.models import Arrival, Delegate, Guest, ProgrammeSession
from onsite.units import rfc3339

SHOWN_AT_MOST = 200


class Seen(msgspec.Struct):
    """An alert that someone has seen; her name where nobody is signed in."""

    alert_acknowledgement_id: UUID
    key: str
    name: str = ""


def alerts(session: Session, *, principal: Principal, now: datetime) -> Alerts:
    """List the alerts a station is told of, unseen ones and the newest first.

    A host sees those about her guests; names are told where the station may show them.
    """
    chosen = (
        select(Alert, Delegate, Guest, ProgrammeSession, Arrival.at)
        .outerjoin(Delegate, Delegate.id == Alert.delegate_id)
        .outerjoin(Guest, Guest.delegate_id == Alert.delegate_id)
        .outerjoin(ProgrammeSession, ProgrammeSession.code == Alert.session)
        .outerjoin(Arrival, Arrival.delegate_id == Alert.delegate_id)
        .where(Alert.kind.in_(_kinds_for(session, principal)))
        .order_by(Alert.acknowledged_at.is_not(None), Alert.at.desc(), Alert.key)
        .limit(SHOWN_AT_MOST)
    )
    if principal.station.role in HOSTS:
        chosen = chosen.where(Guest.host == principal.station.name)
    found = [_shape(*row, now=now) for row in session.execute(chosen)]
    shows_persons = sees_persons(principal) and principal.station.role not in BOARDS | DOORS
    return {
        "alerts": found if shows_persons else [_without_person(row) for row in found],
        "unseen_count": sum(row["acknowledged_at"] is None for row in found),
    }


def _kinds_for(session: Session, principal: Principal) -> Collection[str]:
    decided = rules(session)
    return [kind for kind in KINDS if may_see(kind, principal, roles=decided[kind]["roles"])]


def _shape(
    row: Alert,
    delegate: Delegate | None,
    guest: Guest | None,
    programme: ProgrammeSession | None,
    arrived_at: datetime | None,
    *,
    now: datetime,
) -> AlertShape:
    return {
        "key": row.key,
        "kind": row.kind,
        "level": row.level,
        "at": rfc3339(row.at),
        "facts": row.facts or {},
        "reg_no": delegate.reg_no if delegate else None,
        "name": delegate.name if delegate else None,
        "organisation": delegate.organisation if delegate else None,
        "host": guest.host if guest else None,
        "lounge": guest.lounge if guest else None,
        "session": row.session,
        "session_name": programme.name if programme else None,
        "hall": programme.hall if programme else None,
        "starts_at": rfc3339(programme.starts_at) if programme else None,
        "zone": row.zone,
        "wait_s": row.wait_s,
        "is_over": row.ended_at is not None or _is_past(row, programme, arrived_at, now),
        "ended_at": rfc3339(row.ended_at) if row.ended_at else None,
        "acknowledged_by": row.acknowledged_by,
        "acknowledged_at": rfc3339(row.acknowledged_at) if row.acknowledged_at else None,
    }


def _is_past(
    row: Alert, programme: ProgrammeSession | None, arrived_at: datetime | None, now: datetime
) -> bool:
    """Tell what needs no watcher: a speaker who came is missing no more, at once."""
    if row.kind != "speaker_missing":
        return False
    return arrived_at is not None or (programme is not None and programme.ends_at <= now)


def _without_person(row: AlertShape) -> AlertShape:
    key = row["key"] if row["reg_no"] is None else row["key"].replace(row["reg_no"], "…")
    return {**row, "key": key, "reg_no": None, "name": None, "organisation": None, "host": None}


@once(AlertAcknowledgement)
def acknowledge(session: Session, seen: Seen, asking: Asked) -> bytes:
    """Note that someone has seen an alert; the first one stands on it. Events: `Changed`.

    Raises:
        OnsiteError: ``unknown_alert`` 404, ``not_your_guest`` 403, ``id_reused``.
    """
    row = session.get(Alert, seen.key)
    if row is None or row.kind not in _kinds_for(session, asking.principal):
        raise not_found("alert", seen.key)
    _must_be_own(session, row, asking.principal)
    by = asking.principal.operator_name or seen.name.strip() or asking.principal.station.name
    session.execute(
        update(Alert)
        .where(Alert.key == seen.key, Alert.acknowledged_at.is_(None))
        .values(acknowledged_by=by, acknowledged_at=asking.now)
    )
    session.expire(row)
    events.record(session, events.Changed("alerts"))
    return asking.keep({"key": seen.key, "acknowledged_by": row.acknowledged_by}, key=seen.key)


def _must_be_own(session: Session, row: Alert, principal: Principal) -> None:
    if principal.station.role not in HOSTS:
        return
    guest = queries.guest(session, row.delegate_id) if row.delegate_id else None
    if guest is None or guest.host != principal.station.name:
        raise OnsiteError("not_your_guest", "This alert is about another host's guest.", status=403)
