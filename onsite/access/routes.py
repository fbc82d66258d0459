"""Routes of stations and operators."""

from datetime import datetime
from typing import Any

import msgspec
from flask import request

from onsite.access import queries, service
from onsite.access.addresses import pairing_url, qr_svg
from onsite.access.rules import CONTROLS, PAGES
from onsite.access.shapes import NewOperator, Operators, Stations, StationShape
from onsite.errors import OnsiteError
from onsite.units import rfc3339
from onsite.web import Api, Call

api = Api("access")

CONNECTED_S = 60


class StationBody(msgspec.Struct, forbid_unknown_fields=True):
    """A station to make."""

    role: str
    zone: str | None = None
    checkpoint: str | None = None
    name: str | None = None
    at: str | None = None  # a reader-agent's station


class NewStation(msgspec.Struct):
    """A station's secrets, told once."""

    station: str
    token: str
    url: str
    qr_svg: str


class SignInBody(msgspec.Struct, forbid_unknown_fields=True):
    """Name and PIN."""

    name: str
    pin: str


class SignedIn(msgspec.Struct):
    """An operator session; its id is sent as X-Operator."""

    id: str
    operator_session: str  # the same, by the name pages know it by
    name: str
    roles: list[str]
    rights: list[str]


class OperatorBody(msgspec.Struct, forbid_unknown_fields=True):
    """A person who may sign in."""

    name: str
    roles: list[str]
    pin: str


class PinBody(msgspec.Struct, forbid_unknown_fields=True):
    """A new PIN."""

    pin: str


@api.get("/stations", stations=CONTROLS)
def get_stations(call: Call) -> Stations:
    """List the stations, and which are there now."""
    with call.database.read() as session:
        rows = queries.stations(session)
    return {"stations": [_station(row, call) for row in rows]}


@api.post("/stations", stations=CONTROLS, operator="stations", body=StationBody)
def post_station(call: Call, body: StationBody) -> NewStation:
    """Make a station; its link is good once, for 30 minutes."""
    _check_place(call, body)
    paired = call.database.write(
        lambda session: service.make_station(
            session,
            role=body.role,
            name=body.name,
            zone=body.zone,
            checkpoint=body.checkpoint,
            at=body.at,
            now=call.now,
        )
    )
    url = pairing_url(call.wiring.base_url, paired.link)
    return NewStation(paired.station, paired.token, url, qr_svg(url))


def _check_place(call: Call, body: StationBody) -> None:
    with call.database.read() as session:
        places = call.wiring.places(session)
    for field, wanted, known in (
        ("zone", body.zone, places.zones),
        ("checkpoint", body.checkpoint, places.checkpoints),
    ):
        if wanted is not None and wanted not in known:
            raise OnsiteError(
                f"unknown_{field}",
                f"There is no {field} {wanted[:40]!r}; choose one of {', '.join(known) or 'none'}.",
                field=field,
            )


@api.delete("/stations/<station_id>", stations=CONTROLS, operator="stations")
def delete_station(call: Call, station_id: str) -> None:
    """Revoke a station's pairing."""
    call.database.write(
        lambda session: service.revoke_station(session, station_id=station_id, now=call.now)
    )


@api.post("/operator-sessions", stations=PAGES, body=SignInBody)
def post_operator_session(call: Call, body: SignInBody) -> SignedIn:
    """Sign an operator in at this station."""
    operator_session = service.sign_in(
        call.database, name=body.name, pin=body.pin, station_id=call.station.id, now=call.now
    )
    with call.database.read() as session:
        found = queries.signed_in(
            session, operator_session=operator_session, station_id=call.station.id
        )
    return SignedIn(
        operator_session, operator_session, found.name, list(found.roles), sorted(found.rights)
    )


@api.delete("/operator-sessions/current", stations=PAGES)
def delete_operator_session(call: Call) -> None:
    """Sign the operator out."""
    operator_session = request.headers.get("X-Operator", "")
    call.database.write(
        lambda session: service.sign_out(session, operator_session=operator_session, now=call.now)
    )


@api.get("/operators", stations=CONTROLS)
def get_operators(call: Call) -> Operators:
    """List the operators."""
    with call.database.read() as session:
        rows = queries.operators(session)
    return {
        "operators": [
            {
                "name": row.name,
                "roles": row.roles,
                "may_sign_in": row.pin_hash is not None,
                "is_locked": queries.is_locked(row, now=call.now),
            }
            for row in rows
        ]
    }


@api.post("/operators", stations=CONTROLS, operator="people", body=OperatorBody)
def post_operator(call: Call, body: OperatorBody) -> NewOperator:
    """Add an operator, or give one new roles and a new PIN."""
    pin_hash = service.hash_pin(body.pin)
    call.database.write(
        lambda session: service.put_operator(
            session, name=body.name, roles=body.roles, pin_hash=pin_hash
        )
    )
    return {"name": body.name.strip(), "roles": body.roles}


@api.put("/operators/<name>/pin", stations=CONTROLS, operator="people", body=PinBody)
def put_pin(call: Call, body: PinBody, name: str) -> None:
    """Give an operator a new PIN: a lock is lifted, and whoever is signed in must do so anew."""
    pin_hash = service.hash_pin(body.pin)
    call.database.write(
        lambda session: service.set_pin(session, name=name, pin_hash=pin_hash, now=call.now)
    )


def _station(row: Any, call: Call) -> StationShape:
    seen = call.wiring.seen.get(row.id)
    return {
        "id": row.id,
        "name": row.name,
        "role": row.role,
        "zone": row.zone,
        "checkpoint": row.checkpoint,
        "parent": row.parent,
        "ends_at": rfc3339(row.ends_at) if row.ends_at else None,
        "paired_at": rfc3339(row.paired_at) if row.paired_at else None,
        "is_connected": row.id in call.wiring.connected() or _is_recent(seen, call.now),
        "last_seen_at": rfc3339(seen) if seen else None,
        "revoked_at": rfc3339(row.revoked_at) if row.revoked_at else None,
    }


def _is_recent(seen: datetime | None, now: datetime) -> bool:
    return seen is not None and (now - seen).total_seconds() < CONNECTED_S
