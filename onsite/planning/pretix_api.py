"""Speaking to pretix's API: pages read, one thing sent; what goes wrong is one clear problem.

What the documents mean is `pretix_reading`'s business. No message has the token, nor a person's data.
"""

import time
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests

from onsite.planning.pretix_address import PretixAddress
from onsite.planning.problems import Problem, Unreadable

PAGE = 50  # pretix gives no more at once
TIMEOUT_S = 20.0
TRIES = 5  # while pretix says that it is busy, or that we ask too often
LONGEST_PAUSE_S = 30.0
_OK, _NO_TOKEN, _FORBIDDEN, _NOT_FOUND, _BUSY, _OFTEN, _BROKEN = 200, 401, 403, 404, 409, 429, 500
_REDIRECTS = range(300, 400)

Document = dict[str, Any]


class PretixApi:
    """One event's API."""

    def __init__(self, address: PretixAddress, *, name: str, timeout_s: float = TIMEOUT_S) -> None:
        self._address, self._name, self._timeout_s = address, name, timeout_s
        self._session = requests.Session()
        # A proxy is for the internet.
        self._session.trust_env = not address.is_on_this_machine
        self._session.auth = self._with_token  # else a .netrc would take its place

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()

    def one(self, path: str = "") -> Document:
        """Read one document of the event.

        Raises:
            Unreadable: What is wrong, and what to do.
        """
        status, document = self._ask("GET", self._event(path))
        return self._good(status, document)

    def pages(self, path: str, **query: str) -> Iterator[Document]:
        """Read every result of a list, page by page.

        Raises:
            Unreadable: As in `one`; or a page that leads elsewhere.
        """
        url, asked = self._event(path), {**query, "page_size": str(PAGE)}
        seen: set[str] = set()
        while True:
            status, document = self._ask("GET", f"{url}?{urlencode(asked)}")
            results = self._good(status, document).get("results")
            if not isinstance(results, list) or not all(isinstance(one, dict) for one in results):
                raise self._no_pretix()
            yield from results
            following = document.get("next")
            if not following:
                return
            asked = self._following(str(following), path)
            if (page := urlencode(asked)) in seen:
                raise self._elsewhere()
            seen.add(page)

    def send(self, path: str, body: Mapping[str, Any]) -> tuple[int, Document]:
        """Send something to the organizer's API, e.g. ``checkinrpc/redeem/``: status and document.

        Raises:
            Unreadable: It wasn't answered, or not by a refusal of the thing sent.
        """
        status, document = self._ask("POST", f"{self._address.organizer_url}/{path}", body)
        if status == _FORBIDDEN:
            raise self._problem(
                "pretix lets this token check nobody in (403)",
                "give the token's team the right to perform check-ins",
            )
        return status, document

    def change(self, path: str, body: Mapping[str, Any]) -> tuple[int, Document]:
        """Change something of the event: status and document; raises as `send` does."""
        return self._ask("PATCH", self._event(path), body)

    def _event(self, path: str) -> str:
        return f"{self._address.event_url}/{path}"

    def _ask(
        self, method: str, url: str, body: Mapping[str, Any] | None = None
    ) -> tuple[int, Document]:
        for attempt in range(1, TRIES + 1):
            try:
                answer = self._session.request(
                    method, url, json=body, timeout=self._timeout_s, allow_redirects=False
                )
            except requests.Timeout as error:
                raise self._problem(
                    f"pretix did not answer within {self._timeout_s:g} s",
                    "try again when it is less busy",
                ) from error
            except requests.RequestException as error:
                raise self._problem(
                    "pretix does not answer", "check its address, and that you are online"
                ) from error
            if answer.status_code not in {_BUSY, _OFTEN} or attempt == TRIES:
                return self._told(answer)
            time.sleep(_pause(answer))
        raise AssertionError("the last try is told")

    def _told(self, answer: requests.Response) -> tuple[int, Document]:
        status = answer.status_code
        if status == _NO_TOKEN:
            raise self._problem(
                "pretix does not know the token (401)",
                "it was revoked or mistyped: make one on the team's page and give the address anew",
            )
        if status in _REDIRECTS:
            raise self._problem(
                f"pretix sends us elsewhere ({status})",
                "give the address it has in a browser, with pretix+https://",
            )
        if status >= _BROKEN or status == _OFTEN:
            raise self._problem(f"pretix can't answer now ({status})", "try again in a few minutes")
        try:
            document = answer.json()
        except ValueError as error:
            raise self._no_pretix() from error
        return status, document if isinstance(document, dict) else {"detail": document}

    def _good(self, status: int, document: Document) -> Document:
        if status == _FORBIDDEN:
            raise self._problem(
                "pretix lets this token not read the event (403)",
                "check organizer and event in the address, and that the token's team has this "
                "event with the rights to view and change orders",
            )
        if status == _NOT_FOUND:
            raise self._problem(
                "pretix knows no such organizer or event (404)", "check both in the address"
            )
        if status != _OK:
            raise self._problem(f"pretix refuses to be read ({status})", "check the address")
        return document

    def _following(self, url: str, path: str) -> dict[str, str]:
        """Take where a page goes on; pretix writes the host that it believes itself to have."""
        parts = urlsplit(url)
        if not parts.path.rstrip("/").endswith(f"/{self._address.event}/{path}".rstrip("/")):
            raise self._elsewhere()
        return {name: values[0] for name, values in parse_qs(parts.query).items()}

    def _with_token(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Token {self._address.token}"
        return request

    def _no_pretix(self) -> Unreadable:
        return self._problem(
            "what answers there is no pretix", "check the address in a browser: HOST/api/v1/"
        )

    def _elsewhere(self) -> Unreadable:
        return self._problem(
            "a page of pretix leads elsewhere", "tell who runs it, and try again later"
        )

    def _problem(self, what: str, todo: str) -> Unreadable:
        return Unreadable(Problem(self._name, what, todo))


def _pause(answer: requests.Response) -> float:
    """Give how long to wait before asking again, as pretix says or as is polite."""
    told = answer.headers.get("Retry-After", "")
    wanted = float(told) if told.isascii() and told.isdigit() else 0.5
    return min(max(wanted, 0.1), LONGEST_PAUSE_S)
