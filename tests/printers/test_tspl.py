import re
from dataclasses import dataclass, field

import pytest
from PIL import Image

import printers
from printers import PrinterError, State
from printers.composed import ComposedPrinter
from printers.memory import MemoryTransport
from printers.tspl import Language
from tests.printers.asking import Answers
from tests.printers.pictures import badge, same


@dataclass
class Label:
    """What a TSPL printer would have made of a page."""

    settings: dict[str, str] = field(default_factory=dict)
    picture: Image.Image | None = None
    printed: str = ""


def printed(commands: bytes) -> Label:
    """Read commands after the grammar of the programming manual: a word, its parameters, CR LF.

    ``BITMAP x,y,width in bytes,height,mode,data`` is followed by as many bytes as it says.
    """
    label = Label()
    at = 0
    while at < len(commands):
        if commands.startswith(b"\r\n", at):
            at += 2
            continue
        if not commands.startswith(b"BITMAP ", at):
            end = commands.index(b"\r\n", at)
            word, _, parameters = commands[at:end].decode("ascii").partition(" ")
            assert re.fullmatch(r"[A-Z]+", word)
            if word == "PRINT":
                label.printed = parameters
            else:
                label.settings[word] = parameters
            at = end + 2
            continue
        x, y, width, height, mode = commands[at + 7 :].split(b",", 5)[:5]
        start = at + 7 + len(b",".join((x, y, width, height, mode))) + 1
        size = int(width) * int(height)
        assert (x, y, mode) == (b"0", b"0", b"0")
        bits = commands[start : start + size]
        label.picture = Image.frombytes("1", (int(width) * 8, int(height)), bits)
        assert commands[start + size : start + size + 2] == b"\r\n"
        at = start + size + 2
    return label


@pytest.mark.parametrize("dpi", [203, 300])
def test_a_page_read_by_the_grammar_is_the_picture_that_was_given(dpi: int) -> None:
    address = f"file:///x?language=tspl&width_mm=90&height_mm=130&dpi={dpi}&darkness=8&speed=4"
    page = printers.open(address).page
    image = badge(page.width_dots, page.height_dots or 0)
    language = Language(width_mm=90, height_mm=130, dpi=dpi, darkness=8, speed=4)

    label = printed(b"".join(language.page(image, name="page")))

    assert label.printed == "1,1"
    assert label.settings == {
        "SIZE": "90 mm,130 mm",
        "GAP": "2 mm,0 mm",
        "DENSITY": "8",
        "SPEED": "4",
        "DIRECTION": "0,0",
        "REFERENCE": "0,0",
        "CLS": "",
    }
    assert label.picture is not None
    assert same(label.picture.crop((0, 0, *image.size)), image)


def test_dots_beyond_the_picture_in_the_last_byte_stay_white() -> None:
    language = Language(width_mm=10, height_mm=10)

    label = printed(b"".join(language.page(Image.new("1", (3, 1), 0), name="page")))

    assert label.picture is not None
    assert label.picture.tobytes() == b"\x1f"


def test_continuous_paper_is_as_long_as_the_picture_and_has_no_gap() -> None:
    image = Image.new("1", (80, 203), 1)

    label = printed(
        b"".join(Language(width_mm=72, height_mm=None, gap_mm=0).page(image, name="page"))
    )

    assert (label.settings["SIZE"], label.settings["GAP"]) == ("72 mm,25.4 mm", "0 mm,0 mm")
    assert {"DENSITY", "SPEED"}.isdisjoint(label.settings)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (b"\x00", State.READY),
        (b"\x01", State.COVER_OPEN),
        (b"\x40", State.COVER_OPEN),
        (b"\x05", State.COVER_OPEN),
        (b"\x04", State.PAPER_OUT),
        (b"\x02", State.ERROR),
        (b"\x08", State.ERROR),
        (b"\x80", State.ERROR),
        (b"\x10", State.OFFLINE),
        (b"\x20", State.BUSY),
        (b"\x20\x20", State.BUSY),
        (b"\x20\x00", State.UNKNOWN),
        (b"HTTP/1.0 400", State.UNKNOWN),
        (b"", State.UNKNOWN),
    ],
)
def test_one_byte_makes_one_state(answer: bytes, state: State) -> None:
    assert Language(width_mm=90, height_mm=130).state(Answers([answer] * 2)) is state


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ([b"\x20", b"\x00", b"\x00"], State.READY),
        ([b"\x20", b""], State.UNKNOWN),
        ([b" ", b"4", b"0"], State.UNKNOWN),
    ],
)
def test_one_byte_is_believed_when_it_is_said_again(answers: list[bytes], state: State) -> None:
    assert Language(width_mm=90, height_mm=130).state(Answers(answers)) is state


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ([b"\x20", b"\x20", b"\x00"], State.READY),
        ([b"\x00"] * 4, State.READY),
        ([b"\x00", b"\x00", b"\x04"], State.PAPER_OUT),
        ([b"\x20", b"", b"\x00"], State.READY),
        ([b"?!", b"\x20", b"\x00"], State.READY),
        ([b"\x20"] * 4, State.BUSY),
        ([b"\x00"] * 3, State.UNKNOWN),
        ([], State.UNKNOWN),
    ],
)
def test_a_page_is_through_when_the_printer_fell_idle(answers: list[bytes], state: State) -> None:
    language = Language(width_mm=90, height_mm=130)

    assert language.after_page(Answers(answers), within_s=1) is state


def test_a_page_goes_through_a_printer_that_answers() -> None:
    work = iter([b"\x00", b"\x00", b"\x20", b"\x20", b"\x00"])
    transport = MemoryTransport(lambda sent: next(work) if sent == b"\x1b!?" else b"")
    address = "tcp://h?language=tspl&width_mm=50&height_mm=70&gap_mm=3"
    language = Language(width_mm=50, height_mm=70, gap_mm=3)
    printer = ComposedPrinter(
        language=language, transport=transport, page=printers.open(address).page, confirm_s=1
    )

    sent = printer.print_page(badge(390, 550), name="page")

    assert (sent.confirmed, sent.state) == (True, State.READY)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("height_mm=130", "it needs width_mm"),
        ("width_mm=90&gap_mm=2", "labels with a gap need height_mm"),
        ("width_mm=90&darkness=16", "darkness is a number from 0 to 15"),
        ("width_mm=90&speed=0", "speed is a number from 1 to 18"),
        ("width_mm=90&cut=full", "option 'cut' is unknown; tspl takes"),
    ],
)
def test_a_wrong_option_is_told_what_is_accepted(options: str, told: str) -> None:
    with pytest.raises(PrinterError, match=re.escape(told)):
        printers.open(f"tcp://h?language=tspl&{options}")


def test_an_address_with_all_options_is_a_label_or_a_roll() -> None:
    label = printers.describe("tcp://h?language=tspl&width_mm=90&height_mm=130&darkness=0&speed=5")
    roll = printers.describe("tcp://h?language=tspl&width_mm=72&gap_mm=0")

    assert (label.width_mm, label.height_mm, label.answers) == (90.0, 130.0, True)
    assert (roll.width_mm, roll.height_mm) == (72.0, None)
