"""ZPL II, the language of Zebra's label printers and of those that follow it.

A page is one graphic field. Its rows travel as hexadecimal digits, with ZPL's own run letters
unless told otherwise: a badge is then a tenth as long.

Source: Zebra ZPL II programming guide, "^GF", "Alternative data compression scheme", "~HS", "~HQ".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from printers.device import PageSpec, State
from printers.kinds import Dialect
from printers.language import ANSWER_S, Ask, settled
from printers.options import Options
from printers.sizes import PAGE_OPTIONS, label_page

DPI = 203.0
MAX_DARKNESS = 30
ASK_STATUS = b"~HS"
ASK_ERRORS = b"~HQES"  # answered also by models that keep silent to ~HS while something is wrong
IDLE_POLLS = 2

FIELDS = rb"\x02([^,\x03]*(?:,[^,\x03]*){%d,})\x03\s*"
STATUS = re.compile(FIELDS % 11 + FIELDS % 8)  # the third string is a password and a memory flag
ERRORS = re.compile(
    rb"ERRORS:\s*\d\s+[0-9A-F]{8}\s+([0-9A-F]{8})\s+WARNINGS:\s*\d\s+[0-9A-F]{8}\s+([0-9A-F]{8})"
)
RUN = re.compile(rb"(.)\1+")
LONGEST_RUN = 400  # z
SCORE = 20  # g, and h is two of them


@dataclass(frozen=True)
class Language:
    """ZPL pages; see ``printers.language.Language`` for the contract.

    Args:
        is_roll: Continuous paper: the length is that of the picture.
        darkness: 0 to 30; None leaves what the printer is set to.
        is_compressed: Whether rows travel with run letters.
    """

    is_roll: bool = False
    darkness: int | None = None
    is_compressed: bool = True
    answers = True
    confirms = True

    def page(self, image: Image.Image, *, name: str) -> Iterator[bytes]:
        """The page as one format: size, graphic, one copy."""
        del name
        if self.darkness is not None:
            yield f"~SD{self.darkness:02}\n".encode()
        media = "^MNN" if self.is_roll else ""
        yield f"^XA{media}^PW{image.width}^LL{image.height}^LH0,0\n".encode()
        yield b"^FO0,0" + graphic(image, is_compressed=self.is_compressed) + b"^FS\n"
        yield b"^PQ1^XZ\n"

    def state(self, ask: Ask) -> State:
        """Ask for the host status, and for the errors where that stays unanswered."""
        answer = ask(ASK_STATUS, _state, within_s=ANSWER_S)
        return answer or ask(ASK_ERRORS, _errors, within_s=ANSWER_S) or State.UNKNOWN

    def after_page(self, ask: Ask, *, within_s: float) -> State:
        """Ask until no format and no label is left."""
        found = settled(ask, ASK_STATUS, _state, within_s=within_s, idle_polls=IDLE_POLLS)
        if found is not State.UNKNOWN:
            return found
        errors = ask(ASK_ERRORS, _errors, within_s=ANSWER_S)
        return State.UNKNOWN if errors is None or errors.may_print else errors


def graphic(image: Image.Image, *, is_compressed: bool) -> bytes:
    """Encode a one-bit picture as a ``^GFA`` field, rows padded to whole bytes with white."""
    row_bytes = (image.width + 7) // 8
    size = row_bytes * image.height
    digits = image.tobytes("raw", "1;I").hex().upper().encode()
    if is_compressed:
        rows = [digits[at : at + 2 * row_bytes] for at in range(0, len(digits), 2 * row_bytes)]
        digits = b"".join(_compressed(rows))
    return f"^GFA,{size},{size},{row_bytes},".encode() + digits


def _compressed(rows: list[bytes]) -> Iterator[bytes]:
    before = b""
    for row in rows:
        if row == before:
            yield b":"
            continue
        before = row
        kept, fill = row.rstrip(b"0"), b","
        if kept == row:
            kept, fill = row.rstrip(b"F"), b"!"
        yield RUN.sub(_run, kept) + (fill if kept != row else b"")


def _run(found: re.Match[bytes]) -> bytes:
    letters = bytearray()
    left = len(found[0])
    letters += b"z" * (left // LONGEST_RUN)
    left %= LONGEST_RUN
    if left >= SCORE:
        letters.append(ord("f") + left // SCORE)
    if left % SCORE:  # G is one, H is two
        letters.append(ord("F") + left % SCORE)
    return bytes(letters) + found[1]


def _state(heard: bytes) -> State | None:
    """What the first two strings of the last host status mean; None before they are whole."""
    answers = STATUS.findall(heard)
    if not answers:
        return None
    first, second = (string.split(b",") for string in answers[-1])
    _, paper_out, pause, _, formats, _, _, partial, _, bad_memory, too_cold, too_hot = first[:12]
    head_up, ribbon_out, waiting, labels = second[2], second[3], second[7], second[8]
    found = (
        (head_up, State.COVER_OPEN),
        (paper_out, State.PAPER_OUT),
        (ribbon_out + bad_memory + too_cold + too_hot, State.ERROR),
        (pause, State.OFFLINE),
        (formats + partial + waiting + labels, State.BUSY),
    )
    return next((state for digits, state in found if digits.strip(b"0")), State.READY)


def _errors(heard: bytes) -> State | None:
    """What the error and warning flags mean; None before they are whole."""
    answer = ERRORS.search(heard)
    if answer is None:
        return None
    errors, warnings = (int(digits, 16) for digits in answer.groups())
    found = (
        (errors & 0x4, State.COVER_OPEN),
        (errors & 0x1, State.PAPER_OUT),
        (errors & ~0x10005, State.ERROR),
        (errors & 0x10000, State.OFFLINE),
        (warnings & 0x8, State.PAPER_LOW),
    )
    return next((state for bits, state in found if bits), State.READY)


def _page(options: Options) -> PageSpec:
    return label_page(options, dpi=DPI)


def _speak(options: Options, page: PageSpec) -> Language:
    darkness = options.number("darkness", default=-1, low=0, high=MAX_DARKNESS)
    return Language(
        is_roll=page.height_dots is None,
        darkness=None if darkness < 0 else int(darkness),
        is_compressed=options.flag("compress", default=True),
    )


DIALECT = Dialect(
    options=("darkness", "compress", *PAGE_OPTIONS), suffix="zpl", page=_page, speak=_speak
)
