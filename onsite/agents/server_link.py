"""How agents speak to the server: a token, one trusted authority, patience, plain answers.

What is asked and what is done with the answer is the agents' business; whom to trust is `trust`'s.
"""

import ssl
import threading
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from onsite.agents.trust import trusted_authority
from onsite.errors import OnsiteError

CONNECT_TIMEOUT_S = 5
ANSWER_TIMEOUT_S = 30
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.2, 5.0
BUSY = (
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
BROKEN_TRIES = 4  # an internal error may pass; one that stays must not hold up what waits behind

Params = Mapping[str, str | int | float]
Body = Mapping[str, object]


class ServerRefusal(OnsiteError):  # noqa: N818 - a refusal, as everywhere in this program
    """The server answered, and the answer is no; asking again the same way is useless.

    Args:
        code: The stable word of the problem document.
        detail: What to do next, in the server's words.
        status: The HTTP status.
    """

    def __init__(self, code: str, detail: str, status: int) -> None:
        super().__init__(code, detail, status=status)

    @property
    def is_about_token(self) -> bool:
        """Whether the token is at fault: revoked, or of a station with another job."""
        return self.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


class ServerUnreachable(OnsiteError):  # noqa: N818 - a state, said as one
    """No answer within the patience there was; the request may have been done all the same."""


class ServerLink:
    """A station's way to its server; may be used by several threads.

    Args:
        server: Base address, such as ``https://192.0.2.10:8443``.
        token: The station's.
        ca: PEM file of the authority to trust; see `onsite.agents.trust`.
        stop: Set to end all waiting.
        say: Told what a person should know, in one line.
    """

    def __init__(
        self,
        server: str,
        *,
        token: str,
        ca: Path | None = None,
        stop: threading.Event | None = None,
        say: Callable[[str], None] = print,
    ) -> None:
        self._server = checked_address(server)
        self._token = token
        self._ca = ca
        self._stop = stop or threading.Event()
        self._say = say
        self._trusted: ssl.SSLContext | None = None
        self._has_trust = False
        self._trust_lock = threading.Lock()
        self._sessions = threading.local()  # a session of requests belongs to one thread

    def get(self, path: str, *, patience_s: float | None = None) -> dict[str, Any]:
        """Ask for a JSON document; see `post`."""
        return _document(self._ask("GET", path, patience_s=patience_s))

    def get_bytes(self, path: str, *, params: Params, patience_s: float | None) -> bytes:
        """Ask for a file; see `post`."""
        return self._ask("GET", path, params=params, patience_s=patience_s).content

    def post(
        self,
        path: str,
        body: Body,
        *,
        patience_s: float | None = None,
        answer_timeout_s: float = ANSWER_TIMEOUT_S,
    ) -> dict[str, Any]:
        """Send a JSON document that may be sent twice: it carries its own id.

        Args:
            path: From ``/api/v1`` on.
            body: Sent as JSON.
            patience_s: How long to go on while there is no answer; None: until stopped.
            answer_timeout_s: How long one answer may take.

        Raises:
            ServerRefusal: The server says no.
            ServerUnreachable: It did not answer in time, or we were stopped.
            OnsiteError: ``untrusted_server``.
        """
        answer = self._ask(
            "POST", path, body=body, patience_s=patience_s, answer_timeout_s=answer_timeout_s
        )
        return _document(answer)

    def _ask(
        self,
        method: str,
        path: str,
        *,
        body: Body | None = None,
        params: Params | None = None,
        patience_s: float | None,
        answer_timeout_s: float = ANSWER_TIMEOUT_S,
    ) -> requests.Response:
        ends_at = None if patience_s is None else time.monotonic() + patience_s
        pause_s, broken = FIRST_PAUSE_S, 0
        while True:
            try:
                answer = self._session().request(
                    method,
                    self._server + path,
                    json=body,
                    params=params,
                    timeout=(CONNECT_TIMEOUT_S, answer_timeout_s),
                    allow_redirects=False,
                )
                why = _why_again(answer)
                broken += answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
                if why is None or broken >= BROKEN_TRIES:
                    return _accepted(answer)
            except requests.exceptions.SSLError as error:
                raise _mistrusted(self._server, error) from error
            except requests.RequestException as error:
                why = f"no answer ({type(error).__name__})"
            if self._stop.is_set() or (ends_at is not None and time.monotonic() >= ends_at):
                raise ServerUnreachable(
                    "unreachable", f"{self._server}: {why}; check the address and the network."
                )
            if pause_s == FIRST_PAUSE_S:
                self._say(f"{self._server}: {why}; trying again.")
            self._stop.wait(pause_s)
            pause_s = min(LONGEST_PAUSE_S, pause_s * 2)

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._sessions, "session", None)
        if session is None:
            session = requests.Session()
            session.trust_env = False  # no proxy stands on this network, and no other authority
            session.headers["Authorization"] = f"Bearer {self._token}"
            trusted = self._trust()
            if trusted is not None:
                session.mount("https://", _OneAuthority(trusted))
            self._sessions.session = session
        return session

    def _trust(self) -> ssl.SSLContext | None:
        with self._trust_lock:
            if not self._has_trust:
                self._trusted = trusted_authority(self._server, ca=self._ca, say=self._say)
                self._has_trust = True
            return self._trusted


class _OneAuthority(HTTPAdapter):
    """Verifies with one authority alone, not also with the hundreds that ship with the library."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__()

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options, ssl_context=self._context)

    def cert_verify(self, conn: Any, *_: Any) -> None:
        conn.cert_reqs = "CERT_REQUIRED"


def checked_address(server: str) -> str:
    """Return the base address without a slash at its end.

    Raises:
        OnsiteError: ``bad_server``.
    """
    split = urlsplit(server.strip())
    if split.scheme not in ("http", "https") or not split.hostname:
        raise OnsiteError(
            "bad_server",
            f"{server!r} is no server address; write https://HOST:8443.",
            field="server",
        )
    return f"{split.scheme}://{split.netloc}{split.path.rstrip('/')}"


def _why_again(answer: requests.Response) -> str | None:
    if answer.status_code in (*BUSY, HTTPStatus.INTERNAL_SERVER_ERROR):
        return f"the server answers {answer.status_code}"
    return None


def _accepted(answer: requests.Response) -> requests.Response:
    if answer.is_redirect:
        raise ServerRefusal(
            "wrong_address",
            "The server wants HTTPS; write https:// in its address.",
            answer.status_code,
        )
    if answer.ok:
        return answer
    try:
        problem = answer.json()
        code, detail = str(problem["code"]), str(problem.get("detail") or problem["title"])
    except (ValueError, KeyError, TypeError, AttributeError):
        code, detail = "refused", f"The server answers {answer.status_code}; see its log."
    raise ServerRefusal(code, detail, answer.status_code)


def _document(answer: requests.Response) -> dict[str, Any]:
    if answer.status_code == HTTPStatus.NO_CONTENT:
        return {}
    try:
        document = answer.json()
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise ServerRefusal(
            "bad_answer",
            f"{answer.url} does not answer like our server; check the address.",
            answer.status_code,
        )
    return document


def _mistrusted(server: str, error: Exception) -> OnsiteError:
    return OnsiteError(
        "untrusted_server",
        f"{server} shows a certificate we don't trust ({error}); "
        "check the address, or give the event's keys/ca.pem with --ca FILE.",
        field="server",
    )
