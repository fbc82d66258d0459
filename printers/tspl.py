"""TSPL and TSPL2, the language of TSC's label printers and of most made in China.

A page is one bitmap on a label whose size and gap are told each time, so that a printer which was
switched off and on prints the next badge right.

Source: TSC TSPL/TSPL2 programming manual, "SIZE", "GAP", "BITMAP", "PRINT", "<ESC>!?".
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from printers.device import MM_PER_INCH, PageSpec, State
from printers.kinds import Dialect
from printers.language import ANSWER_S, Ask, settled
from printers.options import Options
from printers.sizes import PAGE_OPTIONS, label_page, told_stock_mm

DPI = 203.0
GAP_MM = 2.0
ASK_STATUS = b"\x1b!?"
QUESTIONS = 3
IDLE_POLLS = 4  # one second: it may take that long to begin
OVERWRITE = 0

MEANINGS = (
    (0x41, State.COVER_OPEN),  # head opened, cover opened
    (0x04, State.PAPER_OUT),
    (0x8A, State.ERROR),  # jam, ribbon, another
    (0x10, State.OFFLINE),  # paused
    (0x20, State.BUSY),
)


@dataclass(frozen=True)
class Language:
    """TSPL pages; see ``printers.language.Language`` for the contract.

    Args:
        width_mm: Of the label.
        height_mm: Of the label; None on a roll.
        dpi: Dots an inch.
        gap_mm: Between two labels; 0 on continuous paper.
        darkness: 0 to 15; None leaves what the printer is set to.
        speed: Inches a second; None leaves what the printer is set to.
    """

    width_mm: float
    height_mm: float | None
    dpi: float = DPI
    gap_mm: float = GAP_MM
    darkness: int | None = None
    speed: float | None = None
    answers = True
    confirms = True

    def page(self, image: Image.Image, *, name: str) -> Iterator[bytes]:
        """The page as commands: the label, its bitmap, one copy."""
        del name
        height_mm = self.height_mm or round(image.height / self.dpi * MM_PER_INCH, 1)
        yield f"\r\nSIZE {self.width_mm:g} mm,{height_mm:g} mm\r\n".encode()
        yield f"GAP {self.gap_mm:g} mm,0 mm\r\n".encode()
        if self.darkness is not None:
            yield f"DENSITY {self.darkness}\r\n".encode()
        if self.speed is not None:
            yield f"SPEED {self.speed:g}\r\n".encode()
        yield b"DIRECTION 0,0\r\nREFERENCE 0,0\r\nCLS\r\n"
        yield bitmap(image) + b"\r\n"
        yield b"PRINT 1,1\r\n"

    def state(self, ask: Ask) -> State:
        """Ask until two answers agree: one byte alone may be anything. It overtakes the queue."""
        before = None
        for _ in range(QUESTIONS):
            now = ask(ASK_STATUS, _state, within_s=ANSWER_S)
            if now is None or now is before:
                return now or State.UNKNOWN
            before = now
        return State.UNKNOWN

    def after_page(self, ask: Ask, *, within_s: float) -> State:
        """Ask until it no longer prints."""
        return settled(ask, ASK_STATUS, _state, within_s=within_s, idle_polls=IDLE_POLLS)


def bitmap(image: Image.Image) -> bytes:
    """Encode a one-bit picture as a ``BITMAP`` command; a set bit stays white, padding too."""
    row_bytes = (image.width + 7) // 8
    padded = Image.new("1", (row_bytes * 8, image.height), 1)
    padded.paste(image, (0, 0))
    head = f"BITMAP 0,0,{row_bytes},{image.height},{OVERWRITE},"
    return head.encode() + padded.tobytes()


def _state(heard: bytes) -> State | None:
    if len(set(heard)) != 1:  # one byte, or late ones that say the same; anything else is no answer
        return None
    return next((state for bits, state in MEANINGS if heard[0] & bits), State.READY)


def _page(options: Options) -> PageSpec:
    return label_page(options, dpi=DPI)


def _speak(options: Options, page: PageSpec) -> Language:
    width_mm, height_mm = told_stock_mm(options, page)
    is_roll = height_mm is None
    gap_mm = options.number("gap_mm", default=0 if is_roll else GAP_MM, low=0, high=30)
    if is_roll and gap_mm:
        raise options.refused("labels with a gap need height_mm; on continuous paper leave gap_mm")
    darkness = options.number("darkness", default=-1, low=0, high=15)
    speed = options.number("speed", default=0, low=1, high=18)
    return Language(
        width_mm=width_mm,
        height_mm=height_mm,
        dpi=page.dpi,
        gap_mm=gap_mm,
        darkness=None if darkness < 0 else int(darkness),
        speed=speed or None,
    )


DIALECT = Dialect(
    options=("gap_mm", "darkness", "speed", *PAGE_OPTIONS), suffix="tspl", page=_page, speak=_speak
)
