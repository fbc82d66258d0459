"""The Socket.IO edge: the namespace `/live`, where screens are told the headcount, the overview and changes.

What these are, the board knows; which station connects, the wiring tells. Only this module knows
Socket.IO.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, request
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import Namespace, SocketIO, emit, join_room

from onsite.asking import Station
from onsite.events import Changed

NAMESPACE = "/live"
HEADCOUNT = "headcount"  # the event, and the room of those who may see it
OVERVIEW = "overview"  # as well


class Live(Namespace):  # type: ignore[misc]
    """Lets paired stations in, tells each what it may know, and knows who listens.

    Args:
        station_of: Told a connection's ``auth`` inside its request; the station, or None to refuse.
        document: Composes the headcount as it is now.
        overview: Gives the overview as it is now.
        counted: The roles that are told the headcount.
        overviewed: The roles that are told the overview besides.
        hears: The roles that are told of each kind of change.
    """

    def __init__(
        self,
        station_of: Callable[[object], Station | None],
        document: Callable[[], dict[str, Any]],
        *,
        overview: Callable[[], Mapping[str, Any]],
        counted: frozenset[str],
        overviewed: frozenset[str],
        hears: Mapping[str, frozenset[str]],
    ) -> None:
        super().__init__(NAMESPACE)
        self._station_of = station_of
        self._document = document
        self._overview = overview
        self._counted = counted
        self._overviewed = overviewed
        self._hears = hears
        self._stations: dict[str, Station] = {}  # by connection

    def on_connect(self, auth: object = None) -> None:
        station = self._station_of(auth)
        if station is None:
            raise Refused("not_paired")
        self._stations[request.sid] = station  # type: ignore[attr-defined]
        join_room(_role(station.role))
        join_room(_station(station.id))
        if station.role in self._counted:
            join_room(HEADCOUNT)
            emit(HEADCOUNT, self._document())
        if station.role in self._overviewed:
            join_room(OVERVIEW)
            emit(OVERVIEW, self._overview())

    def on_disconnect(self, _reason: object = None) -> None:
        self._stations.pop(request.sid, None)  # type: ignore[attr-defined]

    def connected(self) -> set[str]:
        """Name the stations that listen now."""
        return {station.id for station in self._stations.values()}

    def is_overview_heard(self) -> bool:
        """Tell whether a station listens that is told the overview."""
        return any(station.role in self._overviewed for station in self._stations.values())

    def drop(self, station: str) -> None:
        """Close the connections of a station that was revoked."""
        for connection, owner in list(self._stations.items()):
            if owner.id == station:
                self.disconnect(connection, namespace=NAMESPACE)

    def tell(self, document: dict[str, Any]) -> None:
        """Tell every screen that may see it the headcount."""
        self.emit(HEADCOUNT, document, room=HEADCOUNT, namespace=NAMESPACE)

    def tell_overview(self, document: Mapping[str, Any]) -> None:
        """Tell every board the overview."""
        self.emit(OVERVIEW, document, room=OVERVIEW, namespace=NAMESPACE)

    def tell_changed(self, changed: Changed) -> None:
        """Tell the pages that show such things to fetch them again."""
        rooms = (
            [_station(changed.station)]
            if changed.station
            else [_role(role) for role in sorted(self._hears.get(changed.what, ()))]
        )
        told = {"what": changed.what, "id": changed.id}
        for room in rooms:
            self.emit("changed", told, room=room, namespace=NAMESPACE)


def _role(role: str) -> str:
    return f"role {role}"


def _station(station: str) -> str:
    return f"station {station}"


def serve_live(app: Flask, live: Live) -> None:
    """Add Socket.IO to an app; its ``wsgi_app`` is wrapped."""
    socketio = SocketIO(
        app,
        async_mode="gevent",
        cors_allowed_origins=None,  # the page's own origin only
        manage_session=False,
        ping_interval=20,
        ping_timeout=15,
        max_http_buffer_size=64 * 1024,
    )
    socketio.on_namespace(live)
