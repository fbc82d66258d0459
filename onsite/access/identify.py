"""Which station calls, and who is signed in there: from the request's headers and cookies."""

from flask import request
from sqlalchemy.orm import Session

from onsite.access import queries
from onsite.asking import Principal, Station
from onsite.errors import OnsiteError

COOKIE_PREFIX = "onsite-"


def authenticate(session: Session) -> Principal | None:
    """Find who calls; None when the station is not paired.

    Raises:
        OnsiteError: ``not_signed_in`` when X-Operator names no session at this station.
    """
    station = _by_header(session) or _by_cookie(session, _named_station())
    if station is None:
        return None
    operator_session = request.headers.get("X-Operator")
    if not operator_session:
        return Principal(station)
    return Principal(
        station,
        queries.signed_in(session, operator_session=operator_session, station_id=station.id),
    )


def station_of_page(session: Session, station_id: str) -> Station | None:
    """Find the station of `/s/STATION/` if this browser holds its cookie."""
    return _by_cookie(session, station_id)


def station_of_socket(session: Session, auth: object) -> Station | None:
    """Find the station that opens a Socket.IO connection: by ``auth.token``, or by its cookie."""
    given = auth if isinstance(auth, dict) else {}
    token = given.get("token")
    if isinstance(token, str):
        return queries.station_by_token(session, token)
    named = given.get("station")
    return _by_header(session) or _by_cookie(session, named if isinstance(named, str) else None)


def _by_header(session: Session) -> Station | None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return queries.station_by_token(session, token.strip()) if kind.lower() == "bearer" else None


def _named_station() -> str | None:
    return request.headers.get("X-Station")


def _by_cookie(session: Session, station_id: str | None) -> Station | None:
    cookies = [name for name in request.cookies if name.startswith(COOKIE_PREFIX)]
    if station_id is None and len(cookies) > 1:
        raise OnsiteError(
            "station_not_named",
            "This browser holds several stations; name one with the header X-Station.",
            status=401,
        )
    if station_id is None and cookies:
        station_id = cookies[0].removeprefix(COOKIE_PREFIX)
    cookie = request.cookies.get(f"{COOKIE_PREFIX}{station_id}")
    found = queries.station_by_cookie(session, cookie) if cookie else None
    return found if found and found.id == station_id else None
