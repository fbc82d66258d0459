"""What makes a door's page one that is installed: its worker, the list of its files, its manifest.

Doors only: no other page is any use without the server. What the worker does with them stands in
`kiosk_ui/door/worker.js`.
"""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort

from onsite.access.door_files import door_files, page_file, version_of
from onsite.access.identify import station_of_page
from onsite.access.rules import Role
from onsite.asking import Station
from onsite.errors import OnsiteError
from onsite.web import Wiring, answer
from onsite.wording import PAGES

INSTALLABLE = """<link rel="manifest" href="app.webmanifest" crossorigin="use-credentials">
    <link rel="apple-touch-icon" href="/ui/icons/door-192.png">
    <meta name="theme-color" content="#0e1114">
    <meta name="mobile-web-app-capable" content="yes">
    <meta name="apple-mobile-web-app-capable" content="yes">"""
PAPER = "#0e1114"  # `--paper` of the dark theme: doors are dark
ICONS = (
    ("/ui/icons/door-192.png", "192x192", "any"),
    ("/ui/icons/door-512.png", "512x512", "any"),
    ("/ui/icons/door-maskable-512.png", "512x512", "maskable"),
)


def head_of(role: str) -> str:
    """Give what stands in a page's head because it can be installed; nothing for other roles."""
    return INSTALLABLE if role == Role.DOOR.value else ""


def add_door_routes(
    found: Blueprint, wiring: Wiring, *, shell: Callable[[str], str], policy: str
) -> None:
    """Add the routes below `/s/STATION/` that a door's browser asks for.

    Args:
        found: The blueprint of all pages.
        wiring: Where stations are looked up.
        shell: Makes the page of a role, exactly as it is served.
        policy: The content security policy it is served under.
    """
    worker = (PAGES / "door" / "worker.js").read_text(encoding="utf-8")
    page = shell(Role.DOOR.value).encode()

    def version() -> str:
        # The shell is the same for every door, whatever its address.
        return version_of([page_file("/s/", page), *door_files()], policy=policy)

    @found.get("/s/<station_id>/worker.js")
    def door_worker(station_id: str) -> Response:
        _the_door(wiring, station_id)
        # Browsers compare this file byte by byte: another version makes it another worker.
        text = f'globalThis.VERSION = "{version()}";\n{worker}'
        return _fresh(Response(text, mimetype="text/javascript"))

    @found.get("/s/<station_id>/files.json")
    def door_files_list(station_id: str) -> Response:
        _the_door(wiring, station_id)
        files = [page_file(f"/s/{station_id}/", page), *door_files()]
        return _fresh(answer({"version": version(), "files": [each._asdict() for each in files]}))

    @found.get("/s/<station_id>/app.webmanifest")
    def manifest(station_id: str) -> Response:
        response = answer(_manifest(_the_door(wiring, station_id)))
        response.mimetype = "application/manifest+json"
        return _fresh(response)


def _the_door(wiring: Wiring, station_id: str) -> Station:
    with wiring.database.read() as session:
        station = station_of_page(session, station_id)
    if station is None:
        raise OnsiteError(
            "not_paired",
            "This browser is not paired as that station; pair it on the control page.",
            status=401,
        )
    if station.role != Role.DOOR.value:
        abort(404, "Only a door's page can be installed.")
    return station


def _manifest(station: Station) -> dict[str, Any]:
    address = f"/s/{station.id}/"
    return {
        "id": address,
        "name": station.name,
        "short_name": station.name,
        "start_url": address,
        "scope": address,
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": path, "sizes": sizes, "type": "image/png", "purpose": purpose}
            for path, sizes, purpose in ICONS
        ],
    }


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-cache"
    return response
