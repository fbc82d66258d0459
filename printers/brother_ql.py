"""Brother's raster language, as its QL label printers speak it.

Pages are raster lines of the whole head, mirrored, since the head looks down on the paper. Which
labels there are stands in `brother_stock`.

Source: Brother QL raster command reference, "ESC i z", "ESC i M", "ESC i K", "g", "ESC i S".
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps

from printers.brother_stock import DPI, HEADS, STOCKS, Stock
from printers.device import PageSpec, State
from printers.kinds import Dialect
from printers.language import ANSWER_S, Ask, WrongStock
from printers.options import Options

INVALIDATE = bytes(400)  # ends whatever an earlier job left half sent
INITIALIZE = b"\x1b@"
RASTER_MODE = b"\x1bia\x01"
TELL_STATUS = b"\x1bi!\x00"
AUTO_CUT = b"\x1biM\x40\x1biA\x01"
NO_CUT = b"\x1biM\x00"
EXPANDED_MODE = b"\x1biK"
CUTS_AT_END, TWO_COLOURS = 0x08, 0x01
RED_ROLL = "62"  # DK-22251; it takes pages of two colours only
MARGIN_DOTS = 35  # 3 mm, the least on a roll
UNCOMPRESSED = b"M\x00"
PRINT_AND_FEED = b"\x1a"
ASK_STATUS = INVALIDATE + INITIALIZE + b"\x1biS"

ROLL, LABELS = 0x0A, 0x0B
MEDIA_KINDS = {0x0A: ROLL, 0x4A: ROLL, 0x0B: LABELS, 0x4B: LABELS}
WIDTH_LENGTH_AND_KIND_TOLD = 0x0E
RECOVERS = 0x80

STATUS_HEAD = b"\x80\x20B"
STATUS_BYTES = 32
COMPLETED, TURNED_OFF, PHASE = 0x01, 0x04, 0x06
REPLACE_MEDIA = 0x01
FAULTS = (  # byte of the status, bits, meaning; the worst for a page first
    (9, 0x10, State.COVER_OPEN),
    (8, 0x03, State.PAPER_OUT),
    (9, 0x40, State.PAPER_OUT),
    (8, 0x20, State.OFFLINE),
    (8, 0xCC, State.ERROR),
    (9, 0xAE, State.ERROR),
    (8, 0x10, State.BUSY),
    (19, 0x01, State.BUSY),
)


@dataclass(frozen=True)
class Language:
    """Brother QL pages; see ``printers.language.Language`` for the contract.

    Args:
        stock: The labels or the roll in the printer.
        pins: Of its head.
        cuts: Whether each page is cut off.
        has_red: Whether the roll can print red too, which such a roll wants to be told; we don't.
    """

    stock: Stock
    pins: int = min(HEADS)
    cuts: bool = True
    has_red: bool = False
    answers = True
    confirms = True

    def page(self, image: Image.Image, *, name: str) -> Iterator[bytes]:
        """The page as one job: the stock, the cut, every line of the head, print."""
        del name
        drawn = self.stock.on_head(image, pins=self.pins)
        yield INVALIDATE + INITIALIZE + RASTER_MODE + TELL_STATUS
        yield self._print_information(drawn.height)
        yield AUTO_CUT if self.cuts else NO_CUT
        yield EXPANDED_MODE + bytes([CUTS_AT_END * self.cuts | TWO_COLOURS * self.has_red])
        margin = 0 if self.stock.height_mm else MARGIN_DOTS
        yield b"\x1bid" + margin.to_bytes(2, "little") + UNCOMPRESSED
        yield raster(drawn, has_red=self.has_red)
        yield PRINT_AND_FEED

    def state(self, ask: Ask) -> State:
        """Ask for the status; it names the stock too."""
        status = ask(ASK_STATUS, _last_status, within_s=ANSWER_S)
        return State.UNKNOWN if status is None else self._meaning(status)

    def after_page(self, ask: Ask, *, within_s: float) -> State:
        """Listen for what the printer says by itself; it takes no question while it prints."""

        def end(heard: bytes) -> bytes | None:
            return next((status for status in _statuses(heard) if _is_end(status)), None)

        status = ask(b"", end, within_s=within_s)
        if status is None:
            return State.UNKNOWN
        found = self._meaning(status)
        return State.READY if found is State.BUSY else found

    def _print_information(self, line_count: int) -> bytes:
        kind = LABELS if self.stock.height_mm else ROLL
        told = RECOVERS | WIDTH_LENGTH_AND_KIND_TOLD
        head = bytes([told, kind, *self.stock.told_mm])
        return b"\x1biz" + head + line_count.to_bytes(4, "little") + b"\x00\x00"

    def _meaning(self, status: bytes) -> State:
        if status[18] == TURNED_OFF:
            return State.OFFLINE
        faults = [state for at, bits, state in FAULTS if status[at] & bits]
        if faults and not faults[0].may_print:
            return faults[0]
        if not status[11]:
            return State.PAPER_OUT
        self._check_stock(status)
        return faults[0] if faults else State.READY

    def _check_stock(self, status: bytes) -> None:
        """Refuse other stock than the page is for; the printer would, after taking it."""
        kind = MEDIA_KINDS.get(status[11])
        length = status[17] if kind == LABELS else 0
        wanted = LABELS if self.stock.height_mm else ROLL
        holds_wanted = (kind, status[10], length) == (wanted, *self.stock.told_mm)
        if holds_wanted and not status[9] & REPLACE_MEDIA:
            return
        held = f"{status[10]} x {length} mm labels" if length else f"a {status[10]} mm roll"
        raise WrongStock(
            f"holds {held}, but its address says {self.stock.name} mm; change the roll or the address"
        )


def raster(image: Image.Image, *, has_red: bool = False) -> bytes:
    """Encode what lies under the head as uncompressed raster lines, mirrored.

    Args:
        image: One bit, as wide as the head.
        has_red: Each line is followed by one without a red dot.
    """
    line_bytes = image.width // 8
    size = bytes([line_bytes])
    head, behind = b"g\x00" + size, b""
    if has_red:
        head, behind = b"w\x01" + size, b"w\x02" + size + bytes(line_bytes)
    bits = ImageOps.mirror(image).tobytes("raw", "1;I")
    lines = (bits[at : at + line_bytes] for at in range(0, len(bits), line_bytes))
    return b"".join(head + line + behind for line in lines)


def _statuses(heard: bytes) -> Iterator[bytes]:
    at = heard.find(STATUS_HEAD)
    while at >= 0 and len(heard) - at >= STATUS_BYTES:
        yield heard[at : at + STATUS_BYTES]
        at = heard.find(STATUS_HEAD, at + STATUS_BYTES)


def _last_status(heard: bytes) -> bytes | None:
    statuses = list(_statuses(heard))
    return statuses[-1] if statuses else None


def _is_end(status: bytes) -> bool:
    """Whether the printer is through with a page, or stopped."""
    is_waiting = status[18] == PHASE and not status[19]
    has_fault = status[18] == TURNED_OFF or any(status[8:10])
    return status[18] == COMPLETED or is_waiting or has_fault


def _options_stock(options: Options) -> Stock:
    width_mm = options.number("width_mm")
    height_mm = options.number("height_mm", default=0)
    name = f"{width_mm:g}x{height_mm:g}" if height_mm else f"{width_mm:g}"
    if name not in STOCKS:
        raise options.refused(
            f"there are no Brother labels of {name} mm; width_mm x height_mm is one of "
            f"{', '.join(STOCKS)} (width_mm alone for a roll)"
        )
    return STOCKS[name]


def _page(options: Options) -> PageSpec:
    options.one_of("dpi", (str(DPI),), default=str(DPI))
    width, height = _options_stock(options).size_dots
    return PageSpec(width_dots=width, height_dots=height, dpi=DPI, one_bit=True)


def _speak(options: Options, page: PageSpec) -> Language:
    del page
    stock = _options_stock(options)
    heads = [str(pins) for pins in HEADS]
    told = options.one_of("head_dots", heads, default="")
    pins = int(told) if told else max(HEADS) if stock.needs_wide_head() else min(HEADS)
    if stock.needs_wide_head() and pins != max(HEADS):
        raise options.refused(f"{stock.name} mm labels need a head of {max(HEADS)} dots")
    has_red = options.flag("red_roll", default=False)
    if has_red and stock.name != RED_ROLL:
        raise options.refused(f"the roll that prints red too is {RED_ROLL} mm wide")
    return Language(stock, pins=pins, cuts=options.flag("cut", default=True), has_red=has_red)


DIALECT = Dialect(
    options=("cut", "head_dots", "red_roll", "width_mm", "height_mm", "dpi"),
    suffix="bin",
    page=_page,
    speak=_speak,
)
