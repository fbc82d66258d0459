"""The Socket.IO edge: the namespace `/live`, where screens are told the headcount.

What the headcount is, the board knows; which station connects, the wiring tells. Only this module knows
Socket.IO.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask, request
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import Namespace, SocketIO, emit

NAMESPACE = "/live"


class Live(Namespace):  # type: ignore[misc]
    """Lets paired stations in, tells each at once how things stand, and knows who listens.

    Args:
        station_of: Told a connection's ``auth`` inside its request; the station's id, or None to refuse.
        document: Composes the headcount as it is now.
    """

    def __init__(
        self,
        station_of: Callable[[object], str | None],
        document: Callable[[], dict[str, Any]],
    ) -> None:
        super().__init__(NAMESPACE)
        self._station_of = station_of
        self._document = document
        self._stations: dict[str, str] = {}  # connection -> station

    def on_connect(self, auth: object = None) -> None:
        station = self._station_of(auth)
        if station is None:
            raise Refused("not_paired")
        self._stations[request.sid] = station  # type: ignore[attr-defined]
        emit("headcount", self._document())

    def on_disconnect(self, _reason: object = None) -> None:
        self._stations.pop(request.sid, None)  # type: ignore[attr-defined]

    def connected(self) -> set[str]:
        """Name the stations that listen now."""
        return set(self._stations.values())

    def drop(self, station: str) -> None:
        """Close the connections of a station that was revoked."""
        for connection, owner in list(self._stations.items()):
            if owner == station:
                self.disconnect(connection, namespace=NAMESPACE)

    def tell(self, document: dict[str, Any]) -> None:
        """Tell every screen the headcount."""
        self.emit("headcount", document, namespace=NAMESPACE)


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
