"""ESC/POS, the language of receipt printers: values to bytes and answers to states.

Pages are bitmaps only: code pages lose 𠮷, 䶮, Š and ب. Nothing here opens or waits for anything.

Source: Epson ESC/POS command reference, "DLE EOT n", "GS r n", "GS a n", "GS v 0", "GS V", "ESC p".
"""

from collections.abc import Iterator

from escpos.constants import CD_KICK_2, CD_KICK_5, DLE, EOT, GS, HW_INIT
from escpos.image import EscposImage
from PIL import Image

from printers.device import State

BAND_DOTS = 128  # 16 mm at 203 dpi: small enough for a 4 kB buffer to keep the head moving
NO_AUTOMATIC_STATUS = bytes(GS + b"a\x00")  # unasked status bytes would pass for answers
FEED_AND_PART_CUT = bytes(GS + b"VB\x00")
ASK_BEHIND_PAGE = bytes(GS + b"r\x01")
STATUS_COUNT = 4
# 100 ms on either pin: which one the drawer's cable uses can't be asked, and the other hurts nobody.
OPEN_DRAWER = bytes(CD_KICK_2 + CD_KICK_5)

# Masks and values of the fixed bits, by which the kinds of answers are told apart.
DLE_EOT_FIXED = (0x93, 0x12)
GS_R_FIXED = (0x90, 0x00)


class Language:
    """ESC/POS raster pages; see ``printers.composed.Language`` for the contract."""

    status_count = STATUS_COUNT

    def page(self, image: Image.Image) -> Iterator[bytes]:
        """The page as commands: set-up, bands from top to bottom, feed and cut.

        Args:
            image: One bit; narrower pictures stand at the left.
        """
        yield HW_INIT + NO_AUTOMATIC_STATUS
        for top in range(0, image.height, BAND_DOTS):
            box = (0, top, image.width, min(top + BAND_DOTS, image.height))
            yield raster(image.crop(box))
        yield FEED_AND_PART_CUT

    def open_drawer(self) -> bytes:
        """The pulse for a cash drawer."""
        return OPEN_DRAWER

    def ask_status(self, number: int) -> bytes:
        """The ``number``-th real-time question (from 1); it overtakes what is queued."""
        return bytes(DLE + EOT + bytes([number]))

    def is_status(self, byte: int) -> bool:
        """Whether a received byte can be an answer to ``ask_status``."""
        return _fits(byte, DLE_EOT_FIXED)

    def state(self, answers: bytes) -> State:
        """What the four real-time answers mean together, the worst for a page first.

        Args:
            answers: One byte a question, in their order; fewer, or bytes that are no answers,
                mean ``State.UNKNOWN``.
        """
        if len(answers) != STATUS_COUNT or not all(map(self.is_status, answers)):
            return State.UNKNOWN
        printer, offline, error, paper = answers
        found = (
            (offline & 0x04, State.COVER_OPEN),
            (paper & 0x60 or offline & 0x20, State.PAPER_OUT),
            (error & 0x6C or offline & 0x40, State.ERROR),
            (printer & 0x08, State.OFFLINE),
            (paper & 0x0C, State.PAPER_LOW),
        )
        return next((state for bits, state in found if bits), State.READY)

    def ask_behind_page(self) -> bytes:
        """A question the printer answers only when it has worked through all before it."""
        return ASK_BEHIND_PAGE

    def state_behind_page(self, byte: int) -> State | None:
        """The paper when the page was through; None when the byte is no such answer."""
        if not _fits(byte, GS_R_FIXED):
            return None
        if byte & 0x0C:
            return State.PAPER_OUT
        return State.PAPER_LOW if byte & 0x03 else State.READY


def raster(band: Image.Image) -> bytes:
    """Encode one band as a ``GS v 0`` raster, rows padded to whole bytes with white.

    Args:
        band: At most 65,535 dots high.
    """
    picture = EscposImage(band)
    width = picture.width_bytes.to_bytes(2, "little")
    height = band.height.to_bytes(2, "little")
    return bytes(GS + b"v0\x00" + width + height + picture.to_raster_format())


def _fits(byte: int, fixed: tuple[int, int]) -> bool:
    mask, expected = fixed
    return byte & mask == expected
