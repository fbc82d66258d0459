import re

import pytest
from PIL import Image

import printers
from printers import PrinterError, State
from printers.brother_ql import Language
from printers.brother_stock import STOCKS
from printers.composed import ComposedPrinter
from printers.language import WrongStock
from printers.memory import MemoryTransport
from tests.printers.asking import Answers
from tests.printers.pictures import badge

LABEL = STOCKS["62x100"]
ROLL = STOCKS["62"]


def status(
    *,
    error_1: int = 0,
    error_2: int = 0,
    media: tuple[int, int, int] = (62, 0x0B, 100),
    kind: int = 0,
    phase: int = 0,
) -> bytes:
    """The 32 bytes a printer says of itself."""
    width, media_kind, length = media
    said = bytearray(32)
    said[0:8] = b"\x80\x20B4A0\x00\x00"
    said[8:12] = bytes([error_1, error_2, width, media_kind])
    said[17:20] = bytes([length, kind, phase])
    return bytes(said)


def test_a_label_is_set_up_after_the_reference_drawn_mirrored_and_cut() -> None:
    image = Image.new("1", LABEL.size_dots, 1)
    image.putpixel((18, 36), 0)  # the first dot of the printable part

    page = b"".join(Language(LABEL).page(image, name="page"))
    first_line = page.index(b"g\x00\x5a")

    assert page[:first_line] == bytes(400) + bytes.fromhex(
        "1b40 1b6961 01 1b6921 00"
        "1b697a 8e 0b 3e 64 55040000 00 00"  # labels of 62 x 100 mm, 1109 lines
        "1b694d 40 1b6941 01 1b694b 08"  # cut each, and at the end
        "1b6964 0000 4d 00"  # no margin, not compressed
    )
    line = page[first_line + 3 : first_line + 93]
    assert int.from_bytes(line, "big") == 1 << 12  # mirrored: twelve pins from the right
    assert page.count(b"g\x00\x5a") == 1109
    assert page.endswith(bytes(90) + b"\x1a")


def test_a_roll_has_margins_and_may_be_left_uncut() -> None:
    image = Image.new("1", (732, 900), 0)

    page = b"".join(Language(ROLL, cuts=False).page(image, name="page"))

    assert bytes.fromhex("1b697a 8e 0a 3e 00 84030000 00 00") in page
    assert bytes.fromhex("1b694d 00 1b694b 00 1b6964 2300") in page
    assert page.count(b"g\x00\x5a") == 900


def test_a_roll_with_red_gets_both_colours_and_no_red_dot() -> None:
    image = Image.new("1", (732, 900), 0)

    page = b"".join(Language(ROLL, has_red=True).page(image, name="page"))

    assert bytes.fromhex("1b694b 09") in page
    assert page.count(b"w\x01\x5a") == page.count(b"w\x02\x5a" + bytes(90)) == 900
    assert b"g\x00\x5a" not in page


def test_a_piece_of_a_roll_is_never_too_short_for_the_cutter() -> None:
    page = b"".join(Language(ROLL).page(Image.new("1", (732, 40), 0), name="page"))

    assert page.count(b"g\x00\x5a") == 301


def test_a_wide_head_gets_lines_of_its_own_width() -> None:
    stock = STOCKS["102x152"]

    page = b"".join(
        Language(stock, pins=1296).page(Image.new("1", stock.size_dots, 1), name="page")
    )

    assert page.count(b"g\x00\xa2") == 1660


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (status(), State.READY),
        (status(media=(62, 0x4B, 100)), State.READY),
        (status(phase=1), State.BUSY),
        (status(error_1=0x10), State.BUSY),
        (status(error_1=0x01), State.PAPER_OUT),
        (status(error_1=0x02), State.PAPER_OUT),
        (status(error_2=0x40), State.PAPER_OUT),
        (status(media=(0, 0, 0)), State.PAPER_OUT),
        (status(error_2=0x10, media=(0, 0, 0)), State.COVER_OPEN),
        (status(error_1=0x20), State.OFFLINE),
        (status(kind=0x04), State.OFFLINE),
        (status(error_1=0x04), State.ERROR),
        (status(error_2=0x80), State.ERROR),
        (status(phase=1) + status(), State.READY),
        (status()[:31], State.UNKNOWN),
        (b"HTTP/1.0 400 Bad Request\r\n" * 3, State.UNKNOWN),
        (b"", State.UNKNOWN),
    ],
)
def test_thirty_two_bytes_make_one_state(answer: bytes, state: State) -> None:
    assert Language(LABEL).state(Answers([answer])) is state


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (status(media=(62, 0x0A, 0)), "holds a 62 mm roll, but its address says 62x100 mm"),
        (status(media=(29, 0x0B, 90)), "holds 29 x 90 mm labels"),
        (status(error_2=0x01), "change the roll or the address"),
    ],
)
def test_other_labels_than_the_address_says_are_told(answer: bytes, told: str) -> None:
    with pytest.raises(WrongStock) as caught:
        Language(LABEL).state(Answers([answer]))

    assert told in caught.value.message


def test_a_roll_has_no_length_to_compare() -> None:
    assert Language(ROLL).state(Answers([status(media=(62, 0x4A, 7))])) is State.READY


@pytest.mark.parametrize(
    ("heard", "state"),
    [
        (status(kind=6, phase=1) + status(kind=1, phase=1), State.READY),
        (status(kind=6, phase=1) + status(kind=6), State.READY),
        (status(kind=6, phase=1) + status(kind=2, error_1=0x02), State.PAPER_OUT),
        (status(kind=2, error_2=0x10), State.COVER_OPEN),
        (status(kind=4), State.OFFLINE),
        (status(kind=6, phase=1), State.UNKNOWN),
        (status(), State.UNKNOWN),
        (b"", State.UNKNOWN),
    ],
)
def test_a_page_is_through_when_the_printer_says_so_unasked(heard: bytes, state: State) -> None:
    ask = Answers([heard])

    assert Language(LABEL).after_page(ask, within_s=1) is state
    assert ask.questions == [b""]


def composed(*answers: bytes) -> ComposedPrinter:
    replies = iter(answers)
    transport = MemoryTransport(
        lambda sent: next(replies) if sent.endswith((b"\x1biS", b"\x1a")) else b""
    )
    page = printers.open("tcp://h?language=brother-ql&width_mm=62&height_mm=100").page
    return ComposedPrinter(language=Language(LABEL), transport=transport, page=page, confirm_s=1)


def test_a_page_is_confirmed_by_the_printer() -> None:
    printer = composed(status(), status(kind=6, phase=1) + status(kind=1))

    assert printer.print_page(badge(732, 1181), name="page").confirmed


def test_a_page_for_other_labels_is_refused_before_its_first_byte() -> None:
    printer = composed(status(media=(29, 0x0B, 90)), status(media=(29, 0x0B, 90)))

    assert printer.state() is State.ERROR
    with pytest.raises(PrinterError, match="holds 29 x 90 mm labels") as caught:
        printer.print_page(badge(732, 1181), name="page")
    assert (caught.value.sent, caught.value.permanent) == (False, False)


def test_labels_changed_under_the_page_leave_it_unconfirmed() -> None:
    printer = composed(status(), status(kind=2, error_2=0x01))

    with pytest.raises(PrinterError, match="it says: error") as caught:
        printer.print_page(badge(732, 1181), name="page")
    assert caught.value.sent


def test_the_page_of_an_address_is_the_whole_label() -> None:
    label = printers.describe("tcp://h?language=brother-ql&width_mm=62&height_mm=100&cut=no")
    roll = printers.describe("tcp://h?language=brother-ql&width_mm=102")

    assert (label.width_mm, label.height_mm, label.page.dpi) == (62.0, 100.0, 300)
    assert (roll.width_mm, roll.height_mm) == (102.0, None)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("", "it needs width_mm"),
        ("&width_mm=62&height_mm=130", "there are no Brother labels of 62x130 mm"),
        ("&width_mm=90", "one of 12, 29, 38, 50, 54, 62, 102, 17x54"),
        ("&width_mm=102&head_dots=720", "102 mm labels need a head of 1296 dots"),
        ("&width_mm=62&head_dots=900", "head_dots is one of 720, 1296"),
        ("&width_mm=29&red_roll=yes", "the roll that prints red too is 62 mm wide"),
        ("&width_mm=62&dpi=203", "dpi is one of 300"),
        ("&label=62", "option 'label' is unknown; brother-ql takes"),
    ],
)
def test_a_wrong_option_is_told_what_is_accepted(options: str, told: str) -> None:
    with pytest.raises(PrinterError, match=re.escape(told)):
        printers.open(f"tcp://h?language=brother-ql{options}")


def test_a_narrow_label_on_a_wide_head_stands_in_its_middle() -> None:
    wide = LABEL.on_head(Image.new("1", LABEL.size_dots, 0), pins=1296)

    assert wide.convert("L").point(lambda value: 255 - value).getbbox() == (544, 0, 1240, 1109)
