"""The listener: one port for TLS and plain HTTP, told apart by the first byte.

TCP_NODELAY is set on every connection (without it an answer waits 40 ms), and whoever connects and
stays silent is let go. Which requests are answered how is the app's business.
"""

import logging
import socket
import ssl
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gevent
import gevent.socket
import gevent.ssl
from gevent.pool import Pool
from gevent.pywsgi import WSGIHandler, WSGIServer

from onsite.errors import OnsiteError

log = logging.getLogger(__name__)

FIRST_BYTE_S = 10
SILENCE_S = 75
TLS_HANDSHAKE = b"\x16"
BACKLOG = 1024
STOP_S = 3
LONG_S = 1
LISTENING_S = 0.2


class _Handler(WSGIHandler):  # type: ignore[misc]
    """Tells the app whether its connection is encrypted."""

    def get_environ(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environ()
        environ["wsgi.url_scheme"] = "https" if isinstance(self.socket, ssl.SSLSocket) else "http"
        return environ

    def handle_one_response(self) -> None:
        self.server.in_hand[self] = time.monotonic()
        try:
            super().handle_one_response()
        finally:
            del self.server.in_hand[self]
        # What follows a WebSocket's end on its connection are frames, no further request.
        if self.server.is_stopping or "HTTP_SEC_WEBSOCKET_KEY" in self.environ:
            self.close_connection = True

    def handle_error(self, kind: Any, value: Any, trace: Any) -> None:
        # The other side went away, or we stop: a 500 would say that nothing was changed.
        if kind is not None and issubclass(kind, (OSError, gevent.GreenletExit)):
            self.close_connection = True
            return
        super().handle_error(kind, value, trace)

    def log_request(self) -> None:
        """Keep no access log: it would hold who was where."""


class OnePortServer(WSGIServer):  # type: ignore[misc]
    """Serves a WSGI app on one port, encrypted or not.

    Args:
        address: Host and port.
        app: The WSGI app.
        certificate: Paths of the server's certificate and key; None for plain HTTP only.
        first_byte_s: How long a new connection may take to say something, and for each step of its
            handshake.
        silence_s: How long a connection may be silent later on.
        listening: How paths begin whose requests mostly wait for news; stopping hardly waits for them.

    Raises:
        OnsiteError: ``port_in_use``.
    """

    def __init__(
        self,
        address: tuple[str, int],
        app: Callable[..., Any],
        *,
        certificate: tuple[Path, Path] | None,
        first_byte_s: float = FIRST_BYTE_S,
        silence_s: float = SILENCE_S,
        listening: tuple[str, ...] = (),
    ) -> None:
        super().__init__(
            _listen(*address),
            app,
            spawn=Pool(),  # so that stopping can wait for connections, and end them
            handler_class=_Handler,
            log=None,
            error_log=_errors(),
        )
        self.in_hand: dict[WSGIHandler, float] = {}  # when each request began
        self.is_stopping = False
        self.failed_handshakes = 0
        self._first_byte_s, self._silence_s = first_byte_s, silence_s
        self._listening = listening
        self._context: ssl.SSLContext | None = None
        if certificate is not None:
            self._context = gevent.ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.minimum_version = ssl.TLSVersion.TLSv1_2
            self._context.load_cert_chain(*certificate)

    def handle(self, client: Any, address: tuple[str, int]) -> None:
        """Serve one connection, in a greenlet of its own."""
        try:
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            client.settimeout(self._first_byte_s)
            first = client.recv(1, socket.MSG_PEEK)
            if not first:
                client.close()
                return
            if self._context is not None and first == TLS_HANDSHAKE:
                client = self._context.wrap_socket(client, server_side=True)
        except (OSError, ssl.SSLError):
            self.failed_handshakes += 1
            client.close()
            return
        client.settimeout(self._silence_s)
        super().handle(client, address)

    def stop(self, timeout: float | None = None) -> None:
        """Take no more connections, finish the requests in hand, then let go of everyone.

        Args:
            timeout: How long to wait, in seconds; `STOP_S` when not given. A request that has lasted
                longer than `LONG_S` waits for something to happen and is not waited for; one that
                listens (a live screen, an agent's long poll) has `LISTENING_S` to say what it has.
        """
        self.is_stopping = True
        self.close()
        told_at = time.monotonic()
        ends = told_at + (STOP_S if timeout is None else timeout)
        while time.monotonic() < ends and self._is_answering(told_at):
            gevent.sleep(0.01)
        super().stop(timeout=0)

    def _is_answering(self, told_at: float) -> bool:
        has_lasted = time.monotonic() > told_at + LISTENING_S
        return any(
            began_at > told_at - LONG_S
            and not (has_lasted and handler.environ["PATH_INFO"].startswith(self._listening))
            for handler, began_at in self.in_hand.items()
        )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener: socket.socket = gevent.socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let a second server take the port over
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise OnsiteError(
            "port_in_use",
            f"{host} port {port} can't be used ({error.strerror}); end what uses it, "
            "or choose another with --port.",
        ) from error
    listener.listen(BACKLOG)
    listener.settimeout(0)
    return listener


def _errors() -> logging.Logger:
    return logging.getLogger("onsite.listener")
