"""`create_app`: the only place where the rooms are joined together."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import msgspec
from flask import Flask, Response, request
from sqlalchemy.orm import Session

import printers
from onsite import __version__, clock, openapi, web
from onsite.access import identify, pages
from onsite.access import routes as access
from onsite.access.queries import stations
from onsite.access.rules import (
    BOARDS,
    CONTROLS,
    DESKS,
    DOORS,
    HOSTS,
    KIOSKS,
    OPERATOR_ROLES,
    PAGES,
    RIGHTS,
)
from onsite.access.service import StationRevoked
from onsite.alerts import routes as alerts
from onsite.alerts.bots import Bot
from onsite.alerts.notifying import Notifier
from onsite.alerts.watchers.every import every_watcher
from onsite.alerts.watching import Watch
from onsite.archiving import routes as archiving
from onsite.asking import LOCAL, Operator, Principal, Station
from onsite.badges import (
    batch_routes,
    list_routes,
    printer_routes,
    printer_searches,
    template_routes,
    template_trial_routes,
)
from onsite.badges import routes as badges
from onsite.badges.template_store import TemplateStore
from onsite.board import routes as board
from onsite.board.headcount import headcount
from onsite.board.metrics import metrics
from onsite.board.overview_book import OverviewBook
from onsite.board.ticker import Ticker
from onsite.config import EventFolder
from onsite.db import Database
from onsite.desks import guest_list
from onsite.desks import paper_routes as paper
from onsite.desks import routes as desks
from onsite.desks import sign_for_routes as sign_for
from onsite.desks import walk_in_routes as walk_in_desks
from onsite.errors import OnsiteError
from onsite.events import Changed
from onsite.feedback import routes as feedback
from onsite.finance import routes as finance
from onsite.handouts import routes as handouts
from onsite.live import Live, serve_live
from onsite.messages import routes as messages
from onsite.messages.addressing import STAFFED
from onsite.messages.reminding import Reminding
from onsite.planning import refresh_routes as planning
from onsite.reception import no_show_routes as no_shows
from onsite.reception import routes as reception
from onsite.registration import directory_routes
from onsite.registration import routes as registration
from onsite.registration import walk_in_routes as walk_ins
from onsite.registration.queries import zones
from onsite.reports import certificate_routes as certificates
from onsite.reports import routes as reports
from onsite.scanner import (
    door_routes,
    evacuation_routes,
    policy_routes,
    reconciling_routes,
    roster_routes,
)
from onsite.scanner import routes as scanner
from onsite.scanner.queries import checkpoints
from onsite.scanner.roster_book import RosterBook
from onsite.units import rfc3339
from onsite.web import Places, Wiring

APIS = [
    access.api,
    registration.api,
    scanner.api,
    roster_routes.api,
    door_routes.api,
    evacuation_routes.api,
    reconciling_routes.api,
    policy_routes.api,
    badges.api,
    printer_routes.api,
    printer_searches.api,
    template_routes.api,
    template_trial_routes.api,
    batch_routes.api,
    list_routes.api,
    finance.api,
    handouts.api,
    reception.api,
    no_shows.api,
    messages.api,
    feedback.api,
    desks.api,
    guest_list.api,
    board.api,
    archiving.api,
    planning.api,
    walk_ins.api,
    directory_routes.api,
    walk_in_desks.api,
    paper.api,
    sign_for.api,
    reports.api,
    certificates.api,
    alerts.api,
]
LAPTOP = "laptop"
_STAFFED = DESKS | CONTROLS
HEARS = {  # which pages show what can change without their doing
    "guests": _STAFFED | HOSTS,
    "alerts": _STAFFED | HOSTS | BOARDS | DOORS,
    "help_calls": _STAFFED | KIOSKS,
    "zones": _STAFFED | BOARDS,
    "escalations": _STAFFED,
    "no_shows": DESKS,
    "printers": _STAFFED,
    "roster": DOORS,
    "evacuation": _STAFFED | DOORS | HOSTS,
    "conflicts": CONTROLS,
    "plan": CONTROLS,
    "calls": CONTROLS,  # other pages are told of their own
    "reminders": CONTROLS,
    "incidents": CONTROLS,
    "contacts": STAFFED,
    "questions": CONTROLS,  # each kiosk is told of its own
    "backups": CONTROLS,
    "wiped": PAGES,
}
LISTENERS = board.HEADCOUNT.union(*HEARS.values())


@dataclass(frozen=True)
class Joined:
    """An app with the parts its server runs."""

    app: Flask
    wiring: Wiring
    live: Live
    ticker: Ticker
    watch: Watch
    notifier: Notifier
    reminding: Reminding
    rosters: RosterBook
    overviews: OverviewBook
    local_token: str


def create_app(
    folder: EventFolder,
    database: Database,
    *,
    base_url: str,
    is_tls: bool = True,
    own_agent: str | None = None,
    bots: Sequence[Bot] = (),
    failed_handshakes: Callable[[], int] = lambda: 0,
) -> Joined:
    """Join the rooms into one app.

    Args:
        folder: The event.
        database: Its database; its bus and commits drive the live screens.
        base_url: How other devices reach this server, without a slash at the end.
        is_tls: Plain HTTP from other machines is sent to `/trust`.
        own_agent: The station id of the print agent this server runs itself.
        bots: The group bots that are told of alerts.
        failed_handshakes: Counted by the listener, told by `/metrics`.
    """
    local_token = secrets.token_urlsafe(32)
    live = Live(
        lambda auth: _listening(database, auth),
        lambda: _headcount(database),
        overview=lambda: wiring.overviews.document(),  # noqa: PLW0108 - made below
        counted=board.HEADCOUNT,
        overviewed=BOARDS,
        hears=HEARS,
    )
    rosters = RosterBook(database, lambda: database.bus.publish([Changed("roster")]))
    notifier = Notifier(database, bots)
    wiring = Wiring(
        database=database,
        folder=folder,
        authenticate=lambda session: _authenticate(session, local_token),
        places=_places,
        describe_printer=describe_printer,
        waiting_agents=badges.WaitingAgents(database.bus),
        templates=TemplateStore(folder.templates),
        own_agent=own_agent,
        base_url=base_url,
        connected=live.connected,
        rosters=rosters,
        notifier=notifier,
    )
    overviews = wiring.overviews = OverviewBook(
        database,
        connected=live.connected,
        seen=wiring.seen,
        is_heard=live.is_overview_heard,
        tell=live.tell_overview,
    )
    app = Flask("onsite", static_folder=None)
    web.handle_errors(app)
    pages.add_security_headers(app)
    app.register_blueprint(pages.pages(wiring, is_tls=is_tls))
    for api in APIS:
        web.mount(app, api, wiring)
    _root_routes(app, wiring, failed_handshakes)
    serve_live(app, live)
    if is_tls:
        pages.only_trust_on_plain_http(app)
    database.bus.listen(StationRevoked, lambda revoked: live.drop(revoked.station))
    database.bus.listen(Changed, live.tell_changed)
    watch = Watch(
        database,
        watchers=every_watcher(wiring, notifier.bots),
        bots=notifier.bots,
        told=notifier.wake,
    )
    database.on_commit.append(watch.wake)
    ticker = Ticker(compose=lambda: _headcount(database), tell=live.tell)
    database.on_commit += [ticker.changed, overviews.changed]
    reminding = Reminding(database)
    return Joined(
        app, wiring, live, ticker, watch, notifier, reminding, rosters, overviews, local_token
    )


def _root_routes(app: Flask, wiring: Wiring, failed_handshakes: Callable[[], int]) -> None:
    @app.get("/health")
    def health() -> Response:
        now = rfc3339(clock.now())  # doors measure by it how wrong their own clocks are
        return web.answer({"status": "ok", "version": __version__, "now": now})

    @app.get("/api/openapi.json")
    def openapi_document() -> Response:
        return web.told(_described())

    @app.get("/metrics")
    def get_metrics() -> Response:
        with wiring.database.read() as session:
            principal = wiring.authenticate(session)
            web.check_station(principal, frozenset({"control"}))
            text = metrics(session, now=clock.now(), failed_handshakes=failed_handshakes())
        return Response(text, mimetype="text/plain")


@cache
def _described() -> bytes:
    return msgspec.json.encode(openapi.document(APIS, title="onsite", version=__version__))


def _authenticate(session: Session, local_token: str) -> Principal | None:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if secrets.compare_digest(given.encode(), local_token.encode()):
        return Principal(
            Station(id=LAPTOP, role=LOCAL, name=LAPTOP),
            Operator(name=LAPTOP, roles=OPERATOR_ROLES, rights=frozenset(RIGHTS)),
        )
    return identify.authenticate(session)


def _places(session: Session) -> Places:
    return Places(
        zones=tuple(row.code for row in zones(session)),
        checkpoints=tuple(row.code for row in checkpoints(session)),
        stations=tuple(row.id for row in stations(session) if not (row.revoked_at or row.parent)),
    )


def describe_printer(url: str) -> printers.Described:
    """Tell what a printer address comes to, without connecting.

    Raises:
        OnsiteError: ``bad_printer_url``.
    """
    try:
        return printers.describe(url)  # connects to nothing yet
    except printers.PrinterError as error:
        raise OnsiteError("bad_printer_url", str(error), field="url") from error


def _listening(database: Database, auth: object) -> Station | None:
    """Find the station that opens a connection, if there is anything it is told there."""
    try:
        with database.read() as session:
            station = identify.station_of_socket(session, auth)
    except OnsiteError:  # several stations in this browser, and none named
        return None
    return station if station and station.role in LISTENERS else None


def _headcount(database: Database) -> dict[str, object]:
    with database.read() as session:
        return dict(headcount(session, now=clock.now()))
