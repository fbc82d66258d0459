"""Where an event in pretix is, and by which token: read from the address of a plan.

The token is in no text that people are shown.
"""

import hashlib
import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import parse_qs, unquote, urlsplit

from onsite.planning.problems import Problem, Unreadable

SCHEMES = ("pretix+https://", "pretix+http://")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")  # pretix's short forms; and a folder's, here
LIKE = "write it like pretix+https://TOKEN@HOST/ORGANIZER/EVENT?list=NAME"


@dataclass(frozen=True, slots=True)
class PretixAddress:
    """One event, and the check-in list that says who is at it.

    Attributes:
        root: Where pretix is, without a slash at the end.
        list_name: None where the event has but one.
    """

    root: str
    token: str = field(repr=False)
    organizer: str
    event: str
    list_name: str | None

    @property
    def event_url(self) -> str:
        return f"{self.organizer_url}/events/{self.event}"

    @property
    def organizer_url(self) -> str:
        return f"{self.root}/api/v1/organizers/{self.organizer}"

    @property
    def is_on_this_machine(self) -> bool:
        return _is_loopback(urlsplit(self.root).hostname or "")

    @property
    def mark(self) -> str:
        """Name this event and list, whatever the token, in letters that do for a file's name."""
        told = "\n".join((self.event_url, self.list_name or ""))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def is_pretix(address: str) -> bool:
    """Tell whether an address names a pretix."""
    return address.lower().startswith(SCHEMES)


def read_address(address: str) -> PretixAddress:
    """Read an address.

    Raises:
        Unreadable: It has no token, organizer or event, or would send the token unprotected.
    """
    try:
        parts = urlsplit(address[len("pretix+") :])
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _wrong("is no address of a pretix") from error
    path = [part for part in parts.path.split("/") if part]
    token = unquote(parts.username or "")
    if not host or len(path) < 2 or not all(map(_NAME.fullmatch, path[-2:])):  # noqa: PLR2004 - both
        raise _wrong("names no organizer and event of a pretix")
    if not token.isascii() or not token.isprintable() or not token or " " in token:
        raise _wrong("has no API token before the @")
    if parts.scheme == "http" and not _is_loopback(host):
        raise Unreadable(
            Problem("--plan", "would send the token for all to read", "use pretix+https://")
        )
    *before, organizer, event = path
    named = f"[{host}]" if ":" in host else host
    root = f"{parts.scheme}://{named}{f':{port}' if port else ''}"
    lists = parse_qs(parts.query).get("list", [None])
    return PretixAddress("/".join((root, *before)), token, organizer, event, lists[0])


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _wrong(what: str) -> Unreadable:
    return Unreadable(Problem("--plan", what, LIKE))
