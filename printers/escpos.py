"""ESC/POS, the language of receipt printers: pages to bytes and answers to states.

Pages are bitmaps only: code pages lose 𠮷, 䶮, Š and ب. Nothing here opens or waits for anything.

Source: Epson ESC/POS command reference, "DLE EOT n", "GS r n", "GS a n", "GS v 0", "GS V", "ESC p".
"""

from collections.abc import Iterator
from dataclasses import dataclass

from escpos.constants import CD_KICK_2, CD_KICK_5, DLE, EOT, GS, HW_INIT
from PIL import Image

from printers.device import PageSpec, State
from printers.kinds import Dialect
from printers.language import ANSWER_S, Ask
from printers.options import Options
from printers.sizes import PAGE_OPTIONS, head_page

PAGE = PageSpec(width_dots=576, height_dots=None, dpi=203, one_bit=True)
BAND_DOTS = 128  # 16 mm at 203 dpi: small enough for a 4 kB buffer to keep the head moving
NO_AUTOMATIC_STATUS = bytes(GS + b"a\x00")  # unasked status bytes would pass for answers
CUTS = {
    "part": bytes(GS + b"VB\x00"),
    "full": bytes(GS + b"VA\x00"),
    "none": b"\x1bd\x05",  # five lines, which bring the page out from under the cover
}
ASK_BEHIND_PAGE = bytes(GS + b"r\x01")
STATUS_COUNT = 4
# 100 ms on either pin: which one the drawer's cable uses can't be asked, and the other hurts nobody.
OPEN_DRAWER = bytes(CD_KICK_2 + CD_KICK_5)

# Masks and values of the fixed bits, by which the kinds of answers are told apart.
MOST_NOISE_BYTES = 16  # late status bytes may come before an answer; more is no printer's
DLE_EOT_FIXED = (0x93, 0x12)
GS_R_FIXED = (0x90, 0x00)


@dataclass(frozen=True)
class Language:
    """ESC/POS raster pages; see ``printers.language.Language`` for the contract.

    Args:
        cut: ``part``, ``full`` or ``none``.
        has_queue_status: False for a model without ``GS r``, the question that queues behind the
            page; then nothing tells that a page is through.
    """

    cut: str = "part"
    has_queue_status: bool = True
    answers = True

    @property
    def confirms(self) -> bool:
        return self.has_queue_status

    def page(self, image: Image.Image, *, name: str) -> Iterator[bytes]:
        """The page as commands: set-up, bands from top to bottom, feed and cut."""
        del name
        yield HW_INIT + NO_AUTOMATIC_STATUS
        for top in range(0, image.height, BAND_DOTS):
            box = (0, top, image.width, min(top + BAND_DOTS, image.height))
            yield raster(image.crop(box))
        yield CUTS[self.cut]

    def state(self, ask: Ask) -> State:
        """Ask the four real-time questions, which overtake whatever is queued."""
        answers = bytearray()
        for number in range(1, STATUS_COUNT + 1):
            question = bytes(DLE + EOT + bytes([number]))
            answer = ask(question, _status_byte, within_s=ANSWER_S)
            if answer is None:
                return State.UNKNOWN
            answers.append(answer)
        return meaning(bytes(answers))

    def after_page(self, ask: Ask, *, within_s: float) -> State:
        """Ask for the paper behind the page, then how the printer is now."""
        if not self.has_queue_status:
            return self.state(ask)
        behind = ask(ASK_BEHIND_PAGE, _state_behind_page, within_s=within_s)
        now = self.state(ask)
        if behind is None:
            return State.UNKNOWN if now.may_print else now
        if not now.may_print and now is not State.UNKNOWN:
            return now
        return now if behind.may_print and now.may_print else behind

    def open_drawer(self) -> bytes:
        """The pulse for a cash drawer."""
        return OPEN_DRAWER


def meaning(answers: bytes) -> State:
    """What the four real-time answers mean together, the worst for a page first."""
    printer, offline, error, paper = answers
    found = (
        (offline & 0x04, State.COVER_OPEN),
        (paper & 0x60 or offline & 0x20, State.PAPER_OUT),
        (error & 0x6C or offline & 0x40, State.ERROR),
        (printer & 0x08, State.OFFLINE),
        (paper & 0x0C, State.PAPER_LOW),
    )
    return next((state for bits, state in found if bits), State.READY)


def raster(band: Image.Image) -> bytes:
    """Encode one band as a ``GS v 0`` raster, rows padded to whole bytes with white.

    Args:
        band: At most 65,535 dots high.
    """
    width = ((band.width + 7) // 8).to_bytes(2, "little")
    height = band.height.to_bytes(2, "little")
    return bytes(GS + b"v0\x00" + width + height) + band.tobytes("raw", "1;I")


def _status_byte(heard: bytes) -> int | None:
    if len(heard) > MOST_NOISE_BYTES:
        return None
    return next((byte for byte in heard if _fits(byte, DLE_EOT_FIXED)), None)


def _state_behind_page(heard: bytes) -> State | None:
    byte = next((byte for byte in heard if _fits(byte, GS_R_FIXED)), None)
    if byte is None:
        return None
    if byte & 0x0C:
        return State.PAPER_OUT
    return State.PAPER_LOW if byte & 0x03 else State.READY


def _fits(byte: int, fixed: tuple[int, int]) -> bool:
    mask, expected = fixed
    return byte & mask == expected


def _page(options: Options) -> PageSpec:
    return head_page(options, width_dots=PAGE.width_dots, dpi=PAGE.dpi)


def _speak(options: Options, page: PageSpec) -> Language:
    del page
    return Language(
        cut=options.one_of("cut", CUTS, default="part"),
        has_queue_status=options.flag("queue_status", default=True),
    )


DIALECT = Dialect(
    options=("cut", "queue_status", *PAGE_OPTIONS), suffix="prn", page=_page, speak=_speak
)
