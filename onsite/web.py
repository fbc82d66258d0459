"""The HTTP edge: how a route is declared, who may call it, how bodies and errors look.

Routes themselves live in their rooms. A room declares an `Api`; `onsite.app` mounts it. The OpenAPI
document is made from the same declarations.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import MINYEAR, UTC, datetime
from typing import Any, Protocol, TypeVar

import msgspec
from flask import Flask, Response, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from onsite import clock, wording
from onsite.asking import LOCAL, Asking, Principal, Station
from onsite.config import EventFolder
from onsite.db import Database
from onsite.errors import OnsiteError

log = logging.getLogger(__name__)

PREFIX = "/api/v1"
BODY_LIMIT_BYTES = 1 << 20

T = TypeVar("T")
View = Callable[..., Any]


@dataclass(frozen=True)
class Places:
    """Codes of the zones, checkpoints and stations there are."""

    zones: tuple[str, ...]
    checkpoints: tuple[str, ...]
    stations: tuple[str, ...]


class WaitsForJobs(Protocol):
    """Where a print agent's long poll waits."""

    def wait(self, seconds: float) -> None: ...


class KeepsTemplates(Protocol):
    """Where the event's templates lie, as those who draw pages ask for them."""

    def templates(self, wanted: str | None = None) -> Any: ...


@dataclass
class Wiring:
    """What `create_app` joined together and routes may use."""

    database: Database
    folder: EventFolder
    authenticate: Callable[[Session], Principal | None]
    places: Callable[[Session], Places]
    describe_printer: Callable[[str], Any]  # its stock, as `badges.set_up.Holds`; or a refusal
    waiting_agents: WaitsForJobs
    templates: KeepsTemplates
    own_agent: str | None = None
    seen: dict[str, datetime] = field(default_factory=dict)  # station -> its last request
    connected: Callable[[], set[str]] = set  # stations that listen on /live now
    notifier: Any = None  # speaks to the group bots, `alerts.notifying.Notifier`
    rosters: Any = None  # the doors' book of codes, `scanner.roster_book.RosterBook`
    overviews: Any = None  # what boards show, `board.overview_book.OverviewBook`
    base_url: str = ""


@dataclass(frozen=True)
class Call:
    """One request, as a route sees it."""

    wiring: Wiring
    principal: Principal
    now: datetime
    language: str

    @property
    def database(self) -> Database:
        return self.wiring.database

    @property
    def station(self) -> Station:
        return self.principal.station

    @property
    def asking(self) -> Asking:
        return Asking(self.principal, self.now, self.language)

    def write(self, use_case: Callable[..., bytes], body: Any, **more: Any) -> Response:
        """Let the writer do a use case that happens once an id; its kept answer."""
        return told(
            self.database.write(lambda session: use_case(session, body, self.asking, **more))
        )


@dataclass(frozen=True)
class Route:
    """A declared route: what the dispatcher checks and the OpenAPI document tells."""

    method: str
    path: str
    view: View
    body: Any
    stations: frozenset[str]
    operator: str | None
    shows: Any = None  # what the document shows of the body, where that is not its type
    query: tuple[str, ...] = ()  # names after the question mark, none of them required


class Api:
    """The routes of one room."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.routes: list[Route] = []

    def get(
        self,
        path: str,
        *,
        stations: frozenset[str],
        query: tuple[str, ...] = (),
        operator: str | None = None,
    ) -> Callable[[View], View]:
        """Declare a reading route, and what may stand after the question mark."""
        return self._add("GET", path, None, stations, operator, query=query)

    def post(
        self,
        path: str,
        *,
        stations: frozenset[str],
        body: Any,
        operator: str | None = None,
        shows: Any = None,
    ) -> Callable[[View], View]:
        """Declare a writing route; ``operator`` is the right a signed-in person needs."""
        return self._add("POST", path, body, stations, operator, shows)

    def put(
        self, path: str, *, stations: frozenset[str], body: Any, operator: str | None = None
    ) -> Callable[[View], View]:
        """Declare a replacing route."""
        return self._add("PUT", path, body, stations, operator)

    def delete(
        self, path: str, *, stations: frozenset[str], operator: str | None = None
    ) -> Callable[[View], View]:
        """Declare a removing route."""
        return self._add("DELETE", path, None, stations, operator)

    def _add(
        self,
        method: str,
        path: str,
        body: Any,
        stations: frozenset[str],
        operator: str | None,
        shows: Any = None,
        query: tuple[str, ...] = (),
    ) -> Callable[[View], View]:
        def declare(view: View) -> View:
            self.routes.append(Route(method, path, view, body, stations, operator, shows, query))
            return view

        return declare


def mount(app: Flask, api: Api, wiring: Wiring) -> None:
    """Serve an Api's routes under `/api/v1`."""
    for route in api.routes:
        app.add_url_rule(
            PREFIX + route.path,
            endpoint=f"{api.name}.{route.view.__name__}",
            view_func=_dispatcher(route, wiring),
            methods=[route.method],
        )


def _dispatcher(route: Route, wiring: Wiring) -> View:
    def dispatch(**path_values: str) -> Response:
        with wiring.database.read() as session:
            principal = wiring.authenticate(session)
        now = clock.now()
        principal = check_station(principal, route.stations)
        check_right(principal, route.operator)
        wiring.seen[principal.station.id] = now
        language = wording.preferred(request.headers.get("Accept-Language", ""))
        call = Call(wiring, principal, now, language)
        if route.body is None:
            return answer(route.view(call, **path_values))
        return answer(route.view(call, read_body(route.body), **path_values))

    return dispatch


def check_station(principal: Principal | None, stations: frozenset[str]) -> Principal:
    """Let only paired stations of these roles through.

    Raises:
        OnsiteError: ``not_paired`` 401, ``not_this_station`` 403.
    """
    if principal is None:
        raise OnsiteError(
            "not_paired",
            "This device is not paired, or its pairing was revoked; pair it on the control page.",
            status=401,
        )
    if principal.station.role not in stations | {LOCAL}:
        raise OnsiteError(
            "not_this_station",
            f"A {principal.station.role} station does not do this; use "
            f"{' or '.join(sorted(stations)) or 'a command on the laptop'}.",
            status=403,
        )
    return principal


def check_right(principal: Principal, right: str | None) -> None:
    """Let only an operator with the right through, where one is needed.

    Raises:
        OnsiteError: ``right_missing`` 403.
    """
    if right is None or (principal.operator and right in principal.operator.rights):
        return
    raise OnsiteError(
        "right_missing",
        f"This needs an operator with the right {right!r}; "
        "let one sign in at this station with name and PIN.",
        status=403,
    )


def read_body(kind: Any) -> Any:
    """Decode the request's JSON body into a type.

    Raises:
        OnsiteError: ``body_too_large`` 413, ``malformed`` 422 naming the field.
    """
    if request.content_length is not None and request.content_length > BODY_LIMIT_BYTES:
        raise too_large()
    try:
        raw = request.get_data(cache=False)
    except HTTPException as error:
        raise too_large() from error
    if request.content_length is None and len(raw) >= BODY_LIMIT_BYTES:
        raise too_large()  # sent in chunks, and cut off at the limit
    return parse(lambda: msgspec.json.decode(raw, type=kind))


def convert(value: object, kind: type[T]) -> T:
    """Turn decoded JSON into a type, with the same errors as `read_body`."""
    converted: T = parse(lambda: msgspec.convert(value, kind))
    return converted


def in_utc(at: datetime, *, field: str) -> datetime:
    """Bring an aware instant that was sent to UTC; at the two ends of the calendar there is none.

    Raises:
        OnsiteError: ``malformed``, naming the field.
    """
    try:
        found = at.astimezone(UTC)
    except OverflowError:
        found = None
    if found is None or found.year == MINYEAR:
        raise OnsiteError(
            "malformed", f"{at} is at the edge of the calendar; send another time.", field=field
        )
    return found


def parse(decode: Callable[[], Any]) -> Any:
    """Run a msgspec decoding; its refusal becomes a 422 that names the field."""
    try:
        return decode()
    except msgspec.ValidationError as error:
        raise OnsiteError("malformed", f"{error}.", field=_field_of(str(error))) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise OnsiteError("malformed", f"The body is not JSON: {error}.", field="body") from error


def too_large() -> OnsiteError:
    """Build the error for a body over the limit."""
    return OnsiteError(
        "body_too_large",
        f"The body is over the limit of {BODY_LIMIT_BYTES // 1024} KiB; send less at a time.",
        status=413,
    )


def _field_of(message: str) -> str:
    path = re.search(r"at `\$\.?([^`]*)`", message)
    name = re.search(r"(?:required|unknown) field `([^`]+)`", message)
    parts = [part for part in (path and path.group(1), name and name.group(1)) if part]
    return ".".join(parts) or "body"


def answer(value: Any) -> Response:
    """Make the response of a route's value: a Response as it is, None as 204, all else as JSON."""
    if isinstance(value, Response):
        return value
    if value is None:
        return Response(status=204)
    return Response(msgspec.json.encode(value), mimetype="application/json")


def told(encoded: bytes) -> Response:
    """Answer with JSON that was encoded with the fact it tells of."""
    return Response(encoded, mimetype="application/json")


def problem_body(error: OnsiteError) -> dict[str, Any]:
    """Write an error as a problem document (RFC 9457)."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": error.code.replace("_", " ").capitalize(),
        "status": error.status,
        "code": error.code,
        "detail": error.message,
    }
    if error.field:
        body["field"] = error.field
    return body


def problem(error: OnsiteError) -> Response:
    """Answer with an error, as `application/problem+json`."""
    return Response(
        msgspec.json.encode(problem_body(error)),
        status=error.status,
        mimetype="application/problem+json",
    )


def handle_errors(app: Flask) -> None:
    """Answer every error as a problem document."""
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT_BYTES

    @app.errorhandler(OnsiteError)
    def _ours(error: OnsiteError) -> Response:
        return problem(error)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Response:
        status = error.code or 500
        if status < 400:  # noqa: PLR2004 - a redirect is not an error
            return Response(error.get_response().get_data(), status, error.get_headers())
        code = error.name.lower().replace(" ", "_")
        found = problem(OnsiteError(code, error.description or error.name, status=status))
        for name, value in error.get_headers():
            if name == "Allow":
                found.headers[name] = value
        return found

    @app.errorhandler(Exception)
    def _unforeseen(error: Exception) -> Response:
        log.error("%s %s failed", request.method, request.path, exc_info=error)
        return problem(
            OnsiteError(
                "internal",
                "Something went wrong on the laptop and nothing was changed; try again. "
                "The log tells more.",
                status=500,
            )
        )
