from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageChops

from printers import State
from printers.escpos import BAND_DOTS, Language, raster


def listing(commands: bytes) -> list[str]:
    """ESC/POS bytes as lines a person can read."""
    lines = []
    at = 0
    while at < len(commands):
        if commands.startswith(b"\x1b@", at):
            lines.append("ESC @")
            at += 2
        elif commands.startswith(b"\x1da", at):
            lines.append(f"GS a {commands[at + 2]}")
            at += 3
        elif commands.startswith(b"\x1dv0", at):
            mode = commands[at + 3]
            width = int.from_bytes(commands[at + 4 : at + 6], "little")
            height = int.from_bytes(commands[at + 6 : at + 8], "little")
            bits = commands[at + 8 : at + 8 + width * height]
            lines.append(f"GS v 0 {mode} {width} {height} {bits.hex()}")
            at += 8 + width * height
        elif commands.startswith(b"\x1dVB", at):
            lines.append(f"GS V B {commands[at + 3]}")
            at += 4
        else:
            raise AssertionError(f"no command at {at}: {commands[at : at + 8].hex()}")
    return lines


def test_a_page_is_set_up_drawn_fed_and_cut() -> None:
    image = Image.new("1", (10, 2), 1)
    image.putpixel((0, 0), 0)
    image.putpixel((9, 1), 0)

    page = b"".join(Language().page(image, name="page"))

    assert listing(page) == ["ESC @", "GS a 0", "GS v 0 0 2 2 80000040", "GS V B 0"]
    assert page == bytes.fromhex("1b40 1d6100 1d7630 00 0200 0200 80000040 1d564200")


def test_the_drawer_s_pulse_goes_to_both_pins() -> None:
    # ESC p m t1 t2: on and off times in units of 2 ms.
    assert Language().open_drawer() == bytes.fromhex("1b70003232 1b70013232")


def test_a_tall_page_goes_out_in_bands_and_loses_no_row() -> None:
    image = Image.new("1", (8, BAND_DOTS + 3), 1)
    image.paste(0, (0, BAND_DOTS, 8, BAND_DOTS + 3))

    bands = [
        line for line in listing(b"".join(Language().page(image, name="page"))) if "GS v 0" in line
    ]

    assert bands == [
        f"GS v 0 0 1 {BAND_DOTS} " + "00" * BAND_DOTS,
        "GS v 0 0 1 3 ffffff",
    ]


def test_dots_beyond_the_picture_in_the_last_byte_are_white() -> None:
    assert raster(Image.new("1", (3, 1), 0)).endswith(b"\xe0")


def test_a_page_read_back_from_its_bytes_is_the_picture_that_was_given() -> None:
    gradient = Image.linear_gradient("L").resize((576, 300)).convert("1")

    read_back = Image.new("1", gradient.size, 1)
    top = 0
    for line in listing(b"".join(Language().page(gradient, name="page"))):
        if line.startswith("GS v 0"):
            width, height, bits = line.split()[4:]
            size = (int(width) * 8, int(height))
            read_back.paste(Image.frombytes("1", size, bytes.fromhex(bits), "raw", "1;I"), (0, top))
            top += int(height)

    assert ImageChops.difference(read_back, gradient).getbbox() is None


def asked(*, four: str, behind: str = "", language: Language | None = None) -> State:
    """What a printer that answers so is taken for, behind a page."""
    waiting = {b"\x10\x04": list(bytes.fromhex(four)), b"\x1dr": list(bytes.fromhex(behind))}

    def ask(question: bytes, read: Callable[[bytes], Any], *, within_s: float) -> Any:
        answers = waiting[question[:2]]
        return read(bytes([answers.pop(0)])) if answers else None

    spoken = language or Language()
    return spoken.after_page(ask, within_s=1) if behind else spoken.state(ask)


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ("12121212", State.READY),
        ("1212121e", State.PAPER_LOW),
        ("1a32127e", State.PAPER_OUT),
        ("1a161212", State.COVER_OPEN),
        ("1a36127e", State.COVER_OPEN),
        ("1a121212", State.OFFLINE),
        ("1a521a12", State.ERROR),
        ("12123212", State.ERROR),
        ("", State.UNKNOWN),
        ("121212", State.UNKNOWN),
        ("00000000", State.UNKNOWN),
        ("ffffffff", State.UNKNOWN),
        ("12121200", State.UNKNOWN),
    ],
)
def test_four_answers_make_one_state(answers: str, state: State) -> None:
    assert asked(four=answers) is state


@pytest.mark.parametrize(
    ("behind", "four", "state"),
    [
        ("00", "12121212", State.READY),
        ("03", "12121212", State.READY),
        ("03", "", State.PAPER_LOW),
        ("0f", "12121212", State.PAPER_OUT),
        ("0c", "1a161212", State.COVER_OPEN),
        ("00", "1a32127e", State.PAPER_OUT),
        ("12", "12121212", State.UNKNOWN),
        ("ff", "12121212", State.UNKNOWN),
        ("ff", "1a161212", State.COVER_OPEN),
    ],
)
def test_a_page_is_through_only_when_the_answer_behind_it_says_so(
    behind: str, four: str, state: State
) -> None:
    assert asked(four=four, behind=behind) is state


def test_a_printer_without_queued_status_tells_faults_and_confirms_nothing() -> None:
    language = Language(has_queue_status=False)

    assert not language.confirms
    assert asked(four="1a161212", behind="00", language=language) is State.COVER_OPEN
    assert asked(four="12121212", behind="0f", language=language) is State.READY


@pytest.mark.parametrize(
    ("cut", "end"), [("part", "1d564200"), ("full", "1d564100"), ("none", "1b6405")]
)
def test_a_page_ends_with_the_cut_its_address_asks_for(cut: str, end: str) -> None:
    page = b"".join(Language(cut=cut).page(Image.new("1", (8, 1), 1), name="page"))

    assert page.endswith(bytes.fromhex(end))


@pytest.mark.parametrize(
    ("heard", "state"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", State.UNKNOWN),
        (b"\x00\x00\x0f\x12", State.READY),  # late status bytes before the answer
    ],
)
def test_a_sentence_is_no_answer_and_says_nothing_of_paper(heard: bytes, state: State) -> None:
    def ask(_question: bytes, read: Callable[[bytes], Any], *, within_s: float) -> Any:
        del within_s
        return read(heard)

    assert Language().state(ask) is state
