"""The Socket.IO edge: the namespace `/live`, where screens are told the headcount.

What the headcount is, the board knows; which station connects, the wiring tells. Only this module knows
Socket.IO.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

from flask import Flask
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import Namespace, SocketIO, emit

NAMESPACE = "/live"
Screens: TypeAlias = SocketIO  # everyone who listens


class _Live(Namespace):  # type: ignore[misc]
    """Lets paired stations in and tells each at once how things stand."""

    def __init__(
        self, may_listen: Callable[[object], bool], document: Callable[[], dict[str, Any]]
    ) -> None:
        super().__init__(NAMESPACE)
        self._may_listen = may_listen
        self._document = document

    def on_connect(self, auth: object = None) -> None:
        if not self._may_listen(auth):
            raise Refused("not_paired")
        emit("headcount", self._document())


def serve_live(
    app: Flask,
    *,
    may_listen: Callable[[object], bool],
    document: Callable[[], dict[str, Any]],
) -> Screens:
    """Add Socket.IO to an app.

    Args:
        app: The Flask app; its ``wsgi_app`` is wrapped.
        may_listen: Told the connection's ``auth`` inside its request; refuses by False.
        document: Composes the headcount as it is now.
    """
    socketio = SocketIO(
        app,
        async_mode="gevent",
        cors_allowed_origins=None,  # the page's own origin only
        manage_session=False,
        ping_interval=20,
        ping_timeout=15,
        max_http_buffer_size=64 * 1024,
    )
    socketio.on_namespace(_Live(may_listen, document))
    return socketio


def tell(socketio: Screens, document: dict[str, Any]) -> None:
    """Tell every screen the headcount."""
    socketio.emit("headcount", document, namespace=NAMESPACE)
