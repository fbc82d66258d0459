"""What a device found on the network is, and the address to print to it: a guess, never more.

A device on a raw port is asked its name in three languages, by questions that print nothing where
they are not understood. What listens to none of them gets no guess.

Source: Epson, "DLE EOT 1" and "GS I 67"; TSC, "ESC ! ?" and "~!T"; Zebra, "~HI".
"""

import contextlib
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote

from printers.device import PrinterError
from printers.finding import IPP, IPPS, RAW, Found, Way
from printers.ipp_channel import Channel, RefusedError
from printers.ipp_messages import Answer, Value, Values
from printers.ipp_requests import about_stock
from printers.models import Model, models
from printers.opening import describe
from printers.tcp import TcpTransport
from printers.transport import Connection

T = TypeVar("T")
ANSWER_S = 0.7
LONGEST = 4096
CONNECT_S = 2.0
PER_MM = 100
INCH_DOTS = {6: 152, 8: 203, 12: 300, 24: 600}  # dots a millimetre to dots an inch
LABEL = "width_mm=90&height_mm=130"
# When an address of a model needs its stock: our badge, else the roll most such printers hold.
STOCKS = ("", f"&{LABEL}", "&width_mm=62")
# Clears what a mute ESC/POS printer took for text; others don't know it.
FORGET = b"\x1b@"
ESCPOS_FIXED = (0x93, 0x12)  # the bits every answer to DLE EOT has, and their values
ESCPOS_NAME = re.compile(rb"_([\x20-\x7e]+)\x00")
TSPL_STATUS = re.compile(rb"^[\x00-\x7f]$")
TSPL_NAME = re.compile(rb"([\x20-\x7e]{3,})[\r\n\x00]")
ZPL_NAME = re.compile(rb"\x02([\x20-\x7e]+?),[\x20-\x7e]*?,\s*(\d+),[\x20-\x7e]*\x03")


@dataclass(frozen=True, kw_only=True)
class Guess:
    """What a device may be.

    Args:
        model: What it says of its make; may be empty.
        port: Of the way that the address takes, or of the first there is.
        url: A printer address that opens; None when there is none to offer.
    """

    model: str
    port: int
    url: str | None


def guess(found: Found) -> Guess:
    """Guess a device's address: by its name, by IPP, or by asking it, within seconds."""
    ways = {way.kind: way for way in reversed(found.ways)}
    known = _known(f"{found.name} {found.model}")
    if known is not None and (RAW in ways or not ways.keys() & {IPP, IPPS}):
        port = ways[RAW].port if RAW in ways else 9100
        return Guess(model=found.model or known.title, port=port, url=_of_model(found, port, known))
    for kind in (IPP, IPPS):
        if kind in ways:
            return _by_ipp(found, ways[kind])
    if RAW in ways:
        return _by_asking(found, ways[RAW])
    return Guess(model=found.model, port=found.ways[0].port, url=None)


def _known(words: str) -> Model | None:
    said = words.casefold()
    for model in models().values():
        if any(word.casefold() in said for word in model.match):
            return model
    return None


def _of_model(found: Found, port: int, model: Model) -> str | None:
    start = f"{_raw(found.host, port)}?model={quote(model.name)}"
    return _first_that_opens(start + stock for stock in STOCKS)


def _raw(host: str, port: int) -> str:
    return f"tcp://[{host}]:{port}" if ":" in host else f"tcp://{host}:{port}"


def _first_that_opens(urls: Iterable[str]) -> str | None:
    for url in urls:
        with contextlib.suppress(PrinterError):
            describe(url)
            return url
    return None


def _by_ipp(found: Found, way: Way) -> Guess:
    place = _raw(found.host, way.port).removeprefix("tcp://")
    url = f"{way.kind}://{place}{quote(way.path)}"
    channel = Channel(
        found.host, way.port, way.path, is_encrypted=way.kind == IPPS, timeout_s=CONNECT_S
    )
    try:
        told = channel.ask(about_stock(url))
    except (OSError, RefusedError):
        return Guess(model=found.model, port=way.port, url=_first_that_opens([url]))
    model = found.model or next(iter(told.texts("printer-make-and-model")), "")
    return Guess(model=model, port=way.port, url=_first_that_opens([url + _stock(told), url]))


def _stock(told: Answer) -> str:
    """The paper it holds as options of an address; none when it does not say."""
    for holding in told.attributes.get("media-col-default", []):
        for size in _members(holding, "media-size"):
            sides = [_members(size, key) for key in ("x-dimension", "y-dimension")]
            match sides:
                case [[int(across)], [int(down)]]:
                    return f"?width_mm={across / PER_MM:g}&height_mm={down / PER_MM:g}"
    return ""


def _members(value: Value, name: str) -> Values:
    return value.get(name, []) if isinstance(value, dict) else []


def _by_asking(found: Found, way: Way) -> Guess:
    transport = TcpTransport(found.host, port=way.port, answers=True, timeout_s=CONNECT_S)
    try:
        with transport.connect() as connection:
            language, name, dpi = _asked(connection)
            connection.send(FORGET)
    except (OSError, EOFError):
        return Guess(model=found.model, port=way.port, url=None)
    known = _known(name) if name else None
    if known is not None and known.language == language:
        return Guess(model=name, port=way.port, url=_of_model(found, way.port, known))
    options = {"escpos": "width_dots=576", "tspl": f"{LABEL}&dpi=203", "zpl": f"{LABEL}&dpi={dpi}"}
    start = f"{_raw(found.host, way.port)}?language={language}"
    url = _first_that_opens([f"{start}&{options[language]}"]) if language else None
    return Guess(model=name or found.model, port=way.port, url=url)


def _asked(connection: Connection) -> tuple[str, str, int]:
    """Language, name and dots an inch; empty where nothing sensible came."""
    if _heard(connection, b"\x10\x04\x01", _is_escpos):
        return "escpos", _name(_heard(connection, b"\x1dI\x43", ESCPOS_NAME.search)), 203
    if _heard(connection, b"\x1b!?", TSPL_STATUS.search):
        return "tspl", _name(_heard(connection, b"~!T\r\n", TSPL_NAME.search)), 203
    told = _heard(connection, b"~HI", ZPL_NAME.search)
    if told:
        return "zpl", _name(told), INCH_DOTS.get(int(told[2]), 203)
    return "", "", 0


def _is_escpos(heard: bytes) -> bool | None:
    mask, fixed = ESCPOS_FIXED
    return (heard[0] & mask) == fixed or None


def _name(told: re.Match[bytes] | None) -> str:
    return told[1].decode().strip() if told else ""


def _heard(connection: Connection, question: bytes, read: Callable[[bytes], T | None]) -> T | None:
    connection.send(question)
    ends_at = time.monotonic() + ANSWER_S
    heard = b""
    while (left_s := ends_at - time.monotonic()) > 0 and len(heard) < LONGEST:
        heard += connection.receive(timeout_s=left_s)
        if heard and (found := read(heard)) is not None:
            return found
    return None
