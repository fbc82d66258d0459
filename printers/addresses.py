"""Printer addresses: ``TRANSPORT://...?language=LANGUAGE&OPTIONS`` read and checked.

Only text to values; ``opening`` makes devices of them.
"""

import difflib
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlsplit
from urllib.request import url2pathname

from printers.device import MM_PER_INCH, PageSpec, PrinterError, State

TRANSPORTS = ("tcp", "file", "virtual")
LANGUAGES = ("escpos",)
KNOWN_BUT_ABSENT = ("usb", "serial", "ipp", "ipps", "tspl", "zpl", "brother-ql")
RAW_PORT = 9100
PAGE_OPTIONS = ("width_dots", "width_mm", "height_mm", "dpi")
OPTIONS = {
    "tcp": ("language", "status", "confirm_s", *PAGE_OPTIONS),
    "file": ("language", "status", *PAGE_OPTIONS),
    "virtual": ("state", "one_bit", "roll", *PAGE_OPTIONS),
}
ESCPOS_PAGE = PageSpec(width_dots=576, height_dots=None, dpi=203, one_bit=True)
VIRTUAL_MM = (90.0, 130.0)
VIRTUAL_DPI = 300.0
CONFIRM_S = 15.0  # a badge takes 2 to 4 s on paper; the answer queues behind it
MAX_DOTS = 20_000


@dataclass(frozen=True, kw_only=True)
class Address:
    """A checked printer address.

    Args:
        transport: One of ``TRANSPORTS``.
        host: Of ``tcp``, else empty.
        port: Of ``tcp``.
        path: Of ``file``, else empty.
        answers: False for ``status=none`` and for files.
        confirm_s: Seconds to wait for the answer queued behind a page.
        state: What a virtual printer pretends.
        page: The page the device wants.
    """

    transport: str
    host: str
    port: int
    path: str
    answers: bool
    confirm_s: float
    state: State
    page: PageSpec


def parse(url: str) -> Address:
    """Read a printer address.

    Raises:
        PrinterError: Permanent; names the wrong part and what is accepted in its place.
    """
    try:
        split = urlsplit(url.strip())
        port = split.port or RAW_PORT
    except ValueError as error:
        raise _refused(url, f"it can't be read ({error})") from error
    transport = _chosen(url, "transport", split.scheme, TRANSPORTS)
    if transport != "virtual":  # before its options, which depend on the language
        _chosen(url, "language", dict(parse_qsl(split.query)).get("language", ""), LANGUAGES)
    options = _options(url, transport, split.query)
    return Address(
        transport=transport,
        host=_host(url, split),
        port=port,
        path=_path(url, split),
        answers=transport == "tcp" and _status(url, options),
        confirm_s=_number(url, options, "confirm_s", default=CONFIRM_S, high=600),
        state=_state(url, options),
        page=_virtual_page(url, options) if transport == "virtual" else _roll_page(url, options),
    )


def _refused(url: str, why: str) -> PrinterError:
    return PrinterError(
        f"The printer address {url!r} is not accepted: {why}.", permanent=True, sent=False
    )


def _chosen(url: str, part: str, word: str, accepted: Collection[str]) -> str:
    if word in accepted:
        return word
    listed = ", ".join(accepted)
    if word in KNOWN_BUT_ABSENT:
        raise _refused(url, f"{part} {word} is not supported yet; supported: {listed}")
    if not word:
        raise _refused(url, f"it names no {part}; supported: {listed}")
    raise _refused(url, f"{part} {word!r} is unknown; supported: {listed}")


def _options(url: str, transport: str, query: str) -> dict[str, str]:
    accepted = OPTIONS[transport]
    options: dict[str, str] = {}
    for key, value in parse_qsl(query, keep_blank_values=True):
        if key not in accepted:
            near = difflib.get_close_matches(key, accepted, n=1)
            hint = f"did you mean {near[0]}? " if near else ""
            raise _refused(
                url, f"option {key!r} is unknown; {hint}{transport} takes {', '.join(accepted)}"
            )
        if key in options:
            raise _refused(url, f"option {key} stands twice")
        options[key] = value
    return options


def _host(url: str, split: SplitResult) -> str:
    if split.scheme == "tcp":
        if not split.hostname:
            raise _refused(url, "it names no host; write tcp://HOST:9100?language=escpos")
        if split.path not in ("", "/"):
            raise _refused(url, "a tcp address has no path")
        return split.hostname
    if split.netloc:
        example = "file:///path?language=escpos" if split.scheme == "file" else "virtual:"
        raise _refused(url, f"a {split.scheme} address names no host; write {example}")
    return ""


def _path(url: str, split: SplitResult) -> str:
    if split.scheme != "file":
        return ""
    path = url2pathname(split.path)
    if not path.strip("/"):
        raise _refused(url, "it names no file; write file:///path?language=escpos")
    return path


def _status(url: str, options: dict[str, str]) -> bool:
    if options.get("status", "none") != "none":
        raise _refused(url, "status can only be none (a printer that never answers), or left out")
    return "status" not in options


def _state(url: str, options: dict[str, str]) -> State:
    try:
        return State(options.get("state", State.READY))
    except ValueError:
        raise _refused(url, f"state is one of {', '.join(State)}") from None


def _number(
    url: str, options: dict[str, str], key: str, *, default: float, high: float = 1200.0
) -> float:
    text = options.get(key)
    if text is None:
        return default
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 1 <= number <= high:  # also refuses nan
        raise _refused(url, f"{key} is a number from 1 to {high:g}, not {text!r}")
    return number


def _roll_page(url: str, options: dict[str, str]) -> PageSpec:
    dpi = _number(url, options, "dpi", default=ESCPOS_PAGE.dpi)
    width = _width_dots(url, options, dpi=dpi, default=ESCPOS_PAGE.width_dots)
    height = _dots(_number(url, options, "height_mm", default=0), dpi)
    return PageSpec(width_dots=width, height_dots=height or None, dpi=dpi, one_bit=True)


def _virtual_page(url: str, options: dict[str, str]) -> PageSpec:
    dpi = _number(url, options, "dpi", default=VIRTUAL_DPI)
    width = _width_dots(url, options, dpi=dpi, default=_dots(VIRTUAL_MM[0], dpi))
    height = _dots(_number(url, options, "height_mm", default=VIRTUAL_MM[1]), dpi)
    is_roll = _flag(url, options, "roll")
    if is_roll and "height_mm" in options:
        raise _refused(url, "give roll or height_mm, not both: a roll has no height")
    return PageSpec(
        width_dots=width,
        height_dots=None if is_roll else height,
        dpi=dpi,
        one_bit=_flag(url, options, "one_bit"),
    )


def _flag(url: str, options: dict[str, str], key: str) -> bool:
    text = options.get(key, "false")
    if text not in ("true", "false"):
        raise _refused(url, f"{key} is true or false, not {text!r}")
    return text == "true"


def _width_dots(url: str, options: dict[str, str], *, dpi: float, default: int) -> int:
    if "width_dots" in options and "width_mm" in options:
        raise _refused(url, "give width_dots or width_mm, not both")
    if "width_mm" in options:
        return _dots(_number(url, options, "width_mm", default=0), dpi)
    return int(_number(url, options, "width_dots", default=default, high=MAX_DOTS))


def _dots(length_mm: float, dpi: float) -> int:
    return round(length_mm / MM_PER_INCH * dpi)
