"""Identity-card readers that offer a local HTTP service: what each is asked, and what its answer says.

One function a make. A card that is not there is None; a service that does not answer is the caller's.
What becomes of a card that was read is `card_reader`'s.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

from onsite.errors import OnsiteError

ANSWER_S = 8.0  # a reader waits for a card for some seconds itself


@dataclass(frozen=True)
class IdentityCard:
    """A card as it was read; never shown, so that neither log nor traceback tells whose it is."""

    number: str = field(repr=False)
    name: str = field(repr=False)


Read = Callable[[requests.Session, str], IdentityCard | None]


def read_zkteco(session: requests.Session, base: str) -> IdentityCard | None:
    """Read a 中控 (ZKTeco) reader."""
    path = "/ZKIDROnline/ScanReadIdCardInfo?OP-DEV=1&CMD-URL=4"
    found = _part(_answer(session.get(base + path, timeout=ANSWER_S)), "Certificate")
    return _card(found, "IDNumber", "Name")


def read_huashi(session: requests.Session, base: str) -> IdentityCard | None:
    """Read a 华视 reader; it is opened and closed for each card, so that a replugged one works again."""
    _answer(session.get(f"{base}/OpenDevice", timeout=ANSWER_S))
    try:
        found = _answer(session.get(f"{base}/readcard", timeout=ANSWER_S))
    finally:
        session.get(f"{base}/CloseDevice", timeout=ANSWER_S)
    return _card(found, "certNumber", "partyName")


def read_xinzhongxin(session: requests.Session, base: str) -> IdentityCard | None:
    """Read a 新中新 reader."""
    found = _answer(session.get(f"{base}/api/ReadMsg", timeout=ANSWER_S))
    return _card(found, "cardno", "name")


def read_dongxin(session: requests.Session, base: str) -> IdentityCard | None:
    """Read a 东信 (EastCom) reader."""
    found = _answer(session.post(f"{base}/card=idcard", timeout=ANSWER_S))
    return _card(_part(found, "IDCardInfo"), "cardID", "name")


READERS: Mapping[str, tuple[Read, str]] = {
    "zkteco": (read_zkteco, "http://127.0.0.1:24010"),
    "huashi": (read_huashi, "http://127.0.0.1:19196"),
    "xinzhongxin": (read_xinzhongxin, "http://127.0.0.1:8989"),
    "dongxin": (read_dongxin, "http://127.0.0.1:38088"),
}


def chosen_reader(text: str) -> tuple[Read, str]:
    """Choose a reader: a make, ``MAKE@http://HOST:PORT``, or an address at a make's usual port.

    Raises:
        OnsiteError: ``unknown_reader``.
    """
    make, _, address = text.partition("@")
    if make in READERS:
        read, usual = READERS[make]
        return read, (address or usual).rstrip("/")
    for read, usual in READERS.values():
        if text.rstrip("/").endswith(usual[usual.rindex(":") :]):
            return read, text.rstrip("/")
    raise OnsiteError(
        "unknown_reader",
        f"There is no card reader {text[:60]!r}; write one of {', '.join(READERS)}, "
        "or MAKE@http://HOST:PORT.",
        field="reader",
    )


def _answer(response: requests.Response) -> dict[str, Any]:
    """Decode an answer; some carry Windows paths with bare backslashes, which JSON does not allow."""
    text = response.content.decode("utf-8", errors="replace").strip()
    for attempt in (text, text.replace("\\", "/")):
        try:
            found = json.loads(attempt)
        except ValueError:
            continue
        if isinstance(found, dict):
            return found
    return {}


def _part(answer: dict[str, Any], name: str) -> dict[str, Any]:
    found = answer.get(name)
    return found if isinstance(found, dict) else {}


def _card(found: dict[str, Any], number: str, name: str) -> IdentityCard | None:
    """Take number and name; without a number there is no card, whatever the service calls that."""
    text = str(found.get(number) or "").strip()
    return IdentityCard(text, str(found.get(name) or "").strip()) if text else None
