"""One message to one bot: said as its service wants it, and what the service made of it.

WeCom, DingTalk, Feishu and Lark answer 200 also when they refuse, and say so in the body; apprise does not
look there, so their plug-ins give the address and we post. Everything else apprise sends.
"""

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import requests

from onsite.alerts.bots import Bot, plug_in

log = logging.getLogger(__name__)

TOO_MANY = {45009, 130101, 660026, 11232}  # WeCom; DingTalk twice; Feishu and Lark
SERVICE_BUSY = -1  # WeCom and DingTalk: try again
TAKEN_STATUS = range(200, 300)
REFUSED_STATUS = {*range(400, 500), 301, 308}  # a wrong address, or one that moved for good
TRY_AGAIN = {408, 425, 429}
DETAIL_AT_MOST = 200


class Outcome(StrEnum):
    """What became of a try."""

    TAKEN = "taken"
    REFUSED = "refused"  # the same again would be refused again
    BUSY = "busy"  # too many messages: later
    SILENT = "silent"  # nobody answered, or the service is out of order: later


@dataclass(frozen=True)
class Answer:
    """What a service answered; ``detail`` names no address."""

    outcome: Outcome
    detail: str = ""


def send(bot: Bot, text: str) -> Answer:
    """Send one message and wait for the answer; runs in a thread, since a bot may take its time."""
    plug = plug_in(bot.address)
    short = text.encode()[: bot.limits.text_bytes].decode(errors="ignore")
    try:
        request = _chat_request(plug, short)
        return _sent_by_plug(plug, short) if request is None else _posted(plug, **request)
    except Exception as error:  # noqa: BLE001 - a plug-in's own fault is a try in vain
        # What it says may hold the bot's address, and with it the key.
        log.warning("a group bot's plug-in failed (%s), tried again", type(error).__name__)
        return Answer(Outcome.SILENT, "The plug-in failed.")


def _chat_request(plug: Any, text: str) -> dict[str, Any] | None:
    """Say what to post to one of the four chat services; None for any other."""
    content = {"msgtype": "text", "text": {"content": text}}
    card = {"msg_type": "text", "content": {"text": text}}
    match type(plug).__name__:
        case "NotifyWeComBot":
            return {"url": plug.api_url, "body": content}
        case "NotifyDingTalk":
            signed = dict(zip(("timestamp", "sign"), _signature(plug), strict=False))
            body = {**content, "at": {"atMobiles": plug.targets, "isAtAll": False}}
            return {
                "url": plug.notify_url.format(token=plug.token), "body": body, "params": signed
            }  # fmt: skip
        case "NotifyFeishu":
            return {"url": plug.notify_url.format(token=plug.token), "body": card}
        case "NotifyLark":
            return {"url": plug.webhook_url, "body": card}
    return None


def _signature(plug: Any) -> tuple[str, ...]:
    return tuple(plug.get_signature()) if plug.secret else ()


def _posted(
    plug: Any, *, url: str, body: dict[str, Any], params: dict[str, str] | None = None
) -> Answer:
    try:
        answer = requests.post(
            url,
            json=body,
            params=params,
            timeout=plug.request_timeout,
            verify=plug.verify_certificate,
            allow_redirects=False,
        )
    except requests.RequestException:
        return Answer(Outcome.SILENT, "Nobody answered.")
    if answer.status_code not in TAKEN_STATUS:
        return by_status(answer.status_code)
    return _by_body(answer)


def _by_body(answer: requests.Response) -> Answer:
    try:
        said = answer.json()
    except ValueError:
        said = None
    if not isinstance(said, dict):
        return Answer(Outcome.SILENT, "The answer is none of this service's.")
    code = next((said[name] for name in ("errcode", "code", "StatusCode") if name in said), None)
    message = str(said.get("errmsg") or said.get("msg") or "")[:DETAIL_AT_MOST]
    if code == 0:
        return Answer(Outcome.TAKEN)
    if code in TOO_MANY:
        return Answer(Outcome.BUSY, f"{code} {message}")
    if code is None or code == SERVICE_BUSY:
        return Answer(Outcome.SILENT, f"{code} {message}")
    return Answer(Outcome.REFUSED, f"{code} {message}")


def by_status(status: int) -> Answer:
    """Tell what an HTTP status other than success means for a message."""
    detail = f"HTTP {status}"
    if status in TRY_AGAIN:
        return Answer(Outcome.BUSY, detail)
    if status in REFUSED_STATUS:
        return Answer(Outcome.REFUSED, detail)
    return Answer(Outcome.SILENT, detail)


def _sent_by_plug(plug: Any, text: str) -> Answer:
    """Let apprise send: the plug-in itself, since `Apprise.notify` starts threads that outlive us.

    It tells only whether the message was taken; the status stands in what it logs.
    """
    with _overheard() as said:
        if plug.notify(body=text, title=""):
            return Answer(Outcome.TAKEN)
    found = re.search(r"error=(\d{3})\b", " ".join(said))
    return by_status(int(found.group(1))) if found else Answer(Outcome.SILENT, "Nobody answered.")


@contextmanager
def _overheard() -> Iterator[list[str]]:
    """Collect what apprise logs in this thread."""
    said: list[str] = []
    here = threading.get_ident()

    class Listening(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == here:
                said.append(record.getMessage())

    listening = Listening(logging.WARNING)
    apprise = logging.getLogger("apprise")
    apprise.addHandler(listening)
    try:
        yield said
    finally:
        apprise.removeHandler(listening)
