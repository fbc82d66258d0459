"""One question to an IPP printer and its answer, over HTTP, each within its seconds."""

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from printers.ipp_messages import Answer, MessageError, decoded

LARGEST_ANSWER = 1 << 20
OK, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, UPGRADE = 200, 401, 403, 404, 426
SAYS = {
    UNAUTHORIZED: "wants a password, which can't be given here; let this computer in without one",
    FORBIDDEN: "lets nobody print from this computer; allow it there",
    NOT_FOUND: "has nothing at this path; try ipp://HOST:631/ipp/print",
    UPGRADE: "wants an encrypted connection; write ipps:// for ipp://",
}


class RefusedError(Exception):
    """A web server is there, but it takes no such message: no page has come out."""


class UnreachableError(OSError):
    """The connection was not made: nothing has left."""


@dataclass(frozen=True)
class Channel:
    """Where an IPP printer is.

    Args:
        host: Name or address.
        port: Usually 631.
        path: Of the printer there, such as ``/ipp/print``.
        is_encrypted: Over TLS. Printers sign their own certificates, so nobody's is checked.
        timeout_s: Longest wait for the connection, and for each answer.
    """

    host: str
    port: int
    path: str
    is_encrypted: bool
    timeout_s: float

    @property
    def place(self) -> str:
        """How to name it to a person."""
        return f"{self.host}:{self.port}"

    def ask(self, message: bytes, *, within_s: float | None = None) -> Answer:
        """Send a message and read its answer.

        Args:
            message: The request, and the document behind it.
            within_s: Longest time for all of it; ``timeout_s`` when None.

        Raises:
            UnreachableError: Nothing was sent.
            RefusedError: The answer is none of a printer.
            OSError: The connection broke after it had been made.
        """
        with self._connected(within_s or self.timeout_s) as connection:
            try:
                headers = {"Content-Type": "application/ipp", "Connection": "close"}
                connection.request("POST", self.path, body=message, headers=headers)
                response = connection.getresponse()
                content = response.read(LARGEST_ANSWER)
            except http.client.HTTPException as error:
                raise OSError(f"no sense in its answer: {type(error).__name__}") from error
        return self._read(response, content)

    def _read(self, response: http.client.HTTPResponse, content: bytes) -> Answer:
        if response.status != OK:
            other = f"answers with HTTP status {response.status}; check the address"
            raise RefusedError(SAYS.get(response.status, other))
        try:
            return decoded(content)
        except MessageError as error:
            raise OSError("no sense in its answer") from error

    @contextlib.contextmanager
    def _connected(self, within_s: float) -> Iterator[http.client.HTTPConnection]:
        connection = self._connection()
        try:
            connection.connect()
        except OSError as error:
            raise UnreachableError(error.errno, error.strerror or str(error)) from error
        # The socket's own time-out is for each byte; one that drips would hold us for ever.
        watch = threading.Timer(within_s, _break, [connection.sock])
        watch.daemon = True
        watch.start()
        try:
            yield connection
        finally:
            watch.cancel()
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        if not self.is_encrypted:
            return http.client.HTTPConnection(self.host, self.port, timeout=self.timeout_s)
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return http.client.HTTPSConnection(
            self.host, self.port, timeout=self.timeout_s, context=context
        )


def _break(peer: socket.socket) -> None:
    with contextlib.suppress(OSError):
        peer.shutdown(socket.SHUT_RDWR)
