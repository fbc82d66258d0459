"""The group bots of event.toml: which there are, what each is told, and what its service allows.

An entry of `notify` is an address as apprise reads it, or a table ``{to, kinds, digest}``. Addresses are
secrets: rows and pages name a bot by a digest of its address. How one is spoken to, `sending` knows.
"""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from onsite.alerts.kinds import KINDS
from onsite.errors import OnsiteError

KEYS = {"to", "kinds", "digest"}
ANSWER_S = 15.0  # unless the address says otherwise (rto=)


@dataclass(frozen=True)
class Limits:
    """What a service takes; whoever sends more finds it closed for a while."""

    a_minute: int = 20
    a_second: int = 20
    text_bytes: int = 16_000
    closes_for: timedelta = timedelta(minutes=1)


SERVICES: dict[str, tuple[str, Limits]] = {
    "wecombot": ("WeCom", Limits(text_bytes=2_000)),
    "dingtalk": ("DingTalk", Limits(closes_for=timedelta(minutes=10))),
    "feishu": ("Feishu", Limits(a_minute=100, a_second=5)),
    "lark": ("Lark", Limits(a_minute=100, a_second=5)),
    "mailto": ("E-mail", Limits()),
    "mailtos": ("E-mail", Limits()),
    "json": ("Webhook", Limits()),
    "jsons": ("Webhook", Limits()),
}


@dataclass(frozen=True)
class Bot:
    """One bot.

    Attributes:
        address: Where it is; a secret.
        kinds: The alerts it is told of; None: all that bots are told of.
        has_digest: Whether it is told the digest.
    """

    address: str
    kinds: frozenset[str] | None = None
    has_digest: bool = True

    @property
    def target(self) -> str:
        """Its name in rows and on pages."""
        return target_of(self.address)

    @property
    def service(self) -> str:
        return self._service[0]

    @property
    def limits(self) -> Limits:
        return self._service[1]

    @property
    def _service(self) -> tuple[str, Limits]:
        scheme = self.address.partition("://")[0].lower()
        return SERVICES.get(scheme, (scheme, Limits(text_bytes=2_000)))

    def hears(self, kind: str) -> bool:
        """Tell whether this bot wants to hear of a kind."""
        return self.kinds is None or kind in self.kinds


def target_of(address: str) -> str:
    """Name a bot's address without telling it."""
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def bots_of(notify: Sequence[Any]) -> tuple[Bot, ...]:
    """Read the entries of `notify`.

    Raises:
        OnsiteError: ``bad_settings``, naming places in the list and no address, which is a secret.
    """
    problems: list[str] = []
    found = [_bot(entry, number, problems) for number, entry in enumerate(notify, start=1)]
    targets = [bot.target for bot in found if bot]
    problems += [
        f"number {number + 1} is there twice"
        for number, target in enumerate(targets)
        if target in targets[:number]
    ]
    if problems:
        raise OnsiteError("bad_settings", f"event.toml: notify: {'; '.join(problems)}.")
    return tuple(bot for bot in found if bot)


def plug_in(address: str) -> Any:
    """Make the plug-in of an address; None when apprise knows none.

    It follows no redirect (a message sent on as a GET arrives empty, and the Wi-Fi's log-in page is no bot),
    and waits longer for an answer than apprise would: whoever took a message slowly is not told it again.
    """
    import apprise

    logging.getLogger("apprise").propagate = False  # what it logs may repeat the address
    asset = apprise.AppriseAsset(http_redirects=False)
    found = apprise.Apprise.instantiate(address, asset=asset)
    if found is not None and found.socket_read_timeout == type(found).socket_read_timeout:
        found.socket_read_timeout = ANSWER_S
    return found


def _bot(entry: Any, number: int, problems: list[str]) -> Bot | None:
    table: Mapping[str, Any] = {"to": entry} if isinstance(entry, str) else entry
    address, kinds = table.get("to"), table.get("kinds")
    digest = table.get("digest", True)
    if unknown := sorted(set(table) - KEYS):
        problems.append(f"number {number} has {', '.join(unknown)}; known are to, kinds, digest")
    if not isinstance(address, str) or plug_in(address) is None:
        problems.append(
            f"number {number} is no address that apprise knows; write it as the service tells, such "
            "as wecombot://KEY, dingtalk://TOKEN, feishu://TOKEN or mailto://..., and see "
            "https://github.com/caronc/apprise"
        )
        return None
    if not isinstance(digest, bool):
        problems.append(f"number {number}: digest is true or false")
    if kinds is not None and not (isinstance(kinds, list) and set(kinds) <= set(KINDS)):
        problems.append(f"number {number}: kinds is a list out of {', '.join(KINDS)}")
        return None
    return Bot(address, frozenset(kinds) if kinds is not None else None, bool(digest))
