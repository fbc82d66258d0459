import re

import pytest
from PIL import Image

import printers
from printers import PrinterError, State
from printers.composed import ComposedPrinter
from printers.memory import MemoryTransport
from printers.zpl import Language, graphic
from tests.printers.asking import Answers
from tests.printers.pictures import badge, same

ERRORS = "\x02\r\nPRINTER STATUS\r\nERRORS:    {}\r\nWARNINGS:  {}\r\n\x03"
NONE = "0 00000000 00000000"


def status(
    *,
    paper_out: int = 0,
    pause: int = 0,
    formats: int = 0,
    too_hot: int = 0,
    head_up: int = 0,
    ribbon_out: int = 0,
    labels: int = 0,
) -> bytes:
    """The three strings of a host status."""
    return (
        f"\x02030,{paper_out},{pause},1240,{formats:03},0,0,0,000,0,0,{too_hot}\x03\r\n"
        f"\x02001,0,{head_up},{ribbon_out},1,2,6,0,{labels:08},1,000\x03\r\n"
        "\x021234,0\x03\r\n"
    ).encode()


def errors(errors: str = NONE, warnings: str = NONE) -> bytes:
    return ERRORS.format(errors, warnings).encode()


def read_back(field: bytes) -> Image.Image:
    """A ``^GFA`` field as a picture, its run letters undone after the programming guide."""
    size, _, row_bytes, digits = field.removeprefix(b"^GFA,").split(b",", 3)
    width, height = int(row_bytes) * 8, int(size) // int(row_bytes)
    rows: list[str] = []
    row = ""
    count = 0
    for letter in digits.decode():
        if letter == ":":
            rows.append(rows[-1])
        elif letter in ",!":
            rows.append(row.ljust(width // 4, "0" if letter == "," else "F"))
            row = ""
        elif "G" <= letter <= "Y":
            count += ord(letter) - ord("F")
        elif "g" <= letter <= "z":
            count += 20 * (ord(letter) - ord("f"))
        else:
            row += letter * (count or 1)
            count = 0
        if len(row) == width // 4:
            rows.append(row)
            row = ""
    assert len(rows) == height
    return Image.frombytes("1", (width, height), bytes.fromhex("".join(rows)), "raw", "1;I")


def test_a_page_is_one_format_with_one_graphic() -> None:
    image = Image.new("1", (12, 3), 1)
    image.putpixel((0, 0), 0)

    page = b"".join(Language(darkness=7, is_compressed=False).page(image, name="page"))

    assert page.decode().splitlines() == [
        "~SD07",
        "^XA^PW12^LL3^LH0,0",
        "^FO0,0^GFA,6,6,2,800000000000^FS",
        "^PQ1^XZ",
    ]


def test_a_roll_is_told_to_be_continuous_and_darkness_is_left_alone() -> None:
    page = b"".join(Language(is_roll=True).page(Image.new("1", (8, 5), 1), name="page"))

    assert page.startswith(b"^XA^MNN^PW8^LL5")
    assert b"~SD" not in page


@pytest.mark.parametrize(
    ("rows", "digits"),
    [
        ([0x0000], b","),
        ([0xFFFF], b"!"),
        ([0xFFF0], b"IF,"),
        ([0x00FF], b"H0!"),
        ([0x1234, 0x1234], b"1234:"),
        ([0x1230], b"123,"),
    ],
)
def test_rows_travel_with_run_letters(rows: list[int], digits: bytes) -> None:
    bits = b"".join(row.to_bytes(2, "big") for row in rows)
    image = Image.frombytes("1", (16, len(rows)), bits, "raw", "1;I")

    assert graphic(image, is_compressed=True).endswith(b",2," + digits)


def test_a_run_longer_than_any_letter_is_written_with_several() -> None:
    row = Image.new("1", (4 * 850, 1), 0)
    row.putpixel((3399, 0), 1)

    assert graphic(row, is_compressed=True).endswith(b",zzhOFE")


@pytest.mark.parametrize("size", [(719, 1039), (1063, 1535), (1, 1), (7, 9)])
@pytest.mark.parametrize("is_compressed", [True, False])
def test_a_page_read_back_from_its_digits_is_the_picture_that_was_given(
    size: tuple[int, int], *, is_compressed: bool
) -> None:
    image = badge(*size) if size[0] > 100 else Image.new("1", size, 0)

    field = graphic(image, is_compressed=is_compressed)

    assert same(read_back(field).crop((0, 0, *size)), image)


def test_run_letters_make_a_badge_several_times_shorter() -> None:
    image = badge(1063, 1535)

    assert len(graphic(image, is_compressed=True)) * 5 < len(graphic(image, is_compressed=False))


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (status(), State.READY),
        (status(paper_out=1), State.PAPER_OUT),
        (status(head_up=1, paper_out=1), State.COVER_OPEN),
        (status(ribbon_out=1), State.ERROR),
        (status(too_hot=1), State.ERROR),
        (status(pause=1), State.OFFLINE),
        (status(formats=2), State.BUSY),
        (status(labels=1), State.BUSY),
        (status(labels=1) + status(), State.READY),
        (status()[:60], State.UNKNOWN),
        (b"HTTP/1.0 400 Bad Request\r\n\r\n", State.UNKNOWN),
        (b"\x02\x03\x02\x03\x02\x03", State.UNKNOWN),
    ],
)
def test_a_host_status_makes_one_state(answer: bytes, state: State) -> None:
    assert Language().state(Answers([answer])) is state


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (errors(), State.READY),
        (errors("1 00000000 00000001"), State.PAPER_OUT),
        (errors("1 00000000 00000005"), State.COVER_OPEN),
        (errors("1 00000000 00000010"), State.ERROR),
        (errors("1 00000000 00010000"), State.OFFLINE),
        (errors(warnings="1 00000000 00000008"), State.PAPER_LOW),
        (errors()[:40], State.UNKNOWN),
        (b"", State.UNKNOWN),
    ],
)
def test_a_printer_silent_to_the_status_is_asked_for_its_errors(
    answer: bytes, state: State
) -> None:
    ask = Answers([b"", answer])

    assert Language().state(ask) is state
    assert ask.questions == [b"~HS", b"~HQES"]


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ([status(), status()], State.READY),
        ([status(formats=1), status(labels=1), status()], State.READY),
        ([status(formats=1), status(formats=1, paper_out=1)], State.PAPER_OUT),
        ([status(), b"", status(), status()], State.READY),
        ([status(formats=1)] * 4, State.BUSY),
        ([b""] * 4, State.UNKNOWN),
        ([b""] * 4 + [errors("1 00000000 00000001")], State.PAPER_OUT),
        ([b""] * 4 + [errors()], State.UNKNOWN),
    ],
)
def test_a_page_is_through_when_nothing_is_left_to_print(
    answers: list[bytes], state: State
) -> None:
    assert Language().after_page(Answers(answers), within_s=1) is state


def test_an_address_chooses_size_darkness_and_digits() -> None:
    address = "tcp://h?language=zpl&width_mm=90&height_mm=130&dpi=300&darkness=30&compress=no"

    page = printers.open(address).page

    assert (page.width_dots, page.height_dots, page.one_bit) == (1063, 1535, True)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("", "it needs width_mm"),
        ("&width_mm=90&darkness=31", "darkness is a number from 0 to 30"),
        ("&width_mm=90&compress=z64", "compress is yes or no"),
        ("&width_mm=90&gap_mm=2", "option 'gap_mm' is unknown; zpl takes"),
    ],
)
def test_a_wrong_option_is_told_what_is_accepted(options: str, told: str) -> None:
    with pytest.raises(PrinterError, match=re.escape(told)):
        printers.open(f"tcp://h?language=zpl{options}")


def test_a_page_goes_through_a_printer_that_answers() -> None:
    transport = MemoryTransport(lambda sent: status() if sent == b"~HS" else b"")
    printer = ComposedPrinter(
        language=Language(),
        transport=transport,
        page=printers.open("tcp://h?language=zpl&width_mm=50").page,
        confirm_s=1,
    )
    image = badge(400, 500)

    sent = printer.print_page(image, name="page")

    assert sent.confirmed
    assert b"".join(Language().page(image, name="page")) in transport.sent
