import os
from pathlib import Path

import pytest
from PIL import Image

import printers
from printers import MemoryPrinter, MemoryTransport, PrinterError, State, escpos
from printers.composed import ComposedPrinter
from printers.escpos import Language
from printers.files import FileTransport
from tests import needs

PAGE = Image.new("1", (16, 16), 0)


def test_a_file_gets_page_behind_page_and_confirms_nothing(tmp_path: Path) -> None:
    printer = printers.open(f"file://{tmp_path}/lp0?language=escpos")

    sent = [printer.print_page(PAGE, name=name) for name in ("a", "b")]

    assert [page.confirmed for page in sent] == [False, False]
    assert (tmp_path / "lp0").read_bytes() == b"".join(Language().page(PAGE, name="page")) * 2
    assert printer.state() is State.UNKNOWN


@pytest.mark.parametrize("path", ["absent/lp0", "."])
def test_a_file_that_cannot_be_opened_is_refused_for_good(tmp_path: Path, path: str) -> None:
    with pytest.raises(PrinterError, match="Nothing was sent") as caught:
        printers.open(f"file://{tmp_path}/{path}?language=escpos").print_page(PAGE, name="a")

    assert (caught.value.permanent, caught.value.sent) == (True, False)


def test_a_full_device_leaves_the_page_unconfirmed() -> None:
    needs.condition(Path("/dev/full").exists(), "/dev/full", "a Linux has it")

    with pytest.raises(PrinterError, match="No space left") as caught:
        printers.open("file:///dev/full?language=escpos&status=none").print_page(PAGE, name="a")

    assert caught.value.sent


def test_a_device_that_stops_taking_bytes_is_given_up_and_left_unconfirmed(tmp_path: Path) -> None:
    needs.condition(hasattr(os, "mkfifo"), "named pipes", "Linux and macOS have them")
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    stuck = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    printer = printers.open(f"file://{pipe}?language=escpos&width_dots=8000", timeout_s=0.1)

    try:
        with pytest.raises(PrinterError, match=r"no more bytes for 0.1 s") as caught:
            printer.print_page(Image.new("1", (8000, 800)), name="a")
    finally:
        os.close(stuck)

    assert caught.value.sent


def test_a_file_has_nothing_to_say(tmp_path: Path) -> None:
    with (
        FileTransport(tmp_path / "lp0", asks=True, timeout_s=1).connect() as connection,
        pytest.raises(EOFError),
    ):
        connection.receive(timeout_s=1)


def test_a_virtual_page_is_a_png_that_knows_its_resolution(tmp_path: Path) -> None:
    outbox = tmp_path / "outbox"
    printer = printers.open("virtual:", outbox=outbox)
    image = Image.new("RGB", (1063, 1535), "#336699")

    sent = printer.print_page(image, name="badge-7")

    assert sent.confirmed
    assert [path.name for path in outbox.iterdir()] == ["badge-7.png"]
    with Image.open(outbox / "badge-7.png") as kept:
        assert kept.getpixel((5, 5)) == (0x33, 0x66, 0x99)
        assert round(kept.info["dpi"][0]) == 300


def test_a_virtual_thermal_printer_has_no_colours(tmp_path: Path) -> None:
    printer = printers.open("virtual:?one_bit=true", outbox=tmp_path)

    printer.print_page(Image.new("RGBA", (10, 10), (0, 0, 0, 0)), name="a")

    with Image.open(tmp_path / "a.png") as kept:
        assert kept.mode == "1"
        assert kept.getpixel((0, 0)) == 255


@pytest.mark.parametrize("name", ["", "../a", "a/b", ".hidden", "名", "a" * 121, "a\n"])
def test_a_page_name_that_could_leave_the_outbox_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PrinterError, match="can't be named"):
        printers.open("virtual:", outbox=tmp_path).print_page(PAGE, name=name)

    assert not list(tmp_path.iterdir())


def test_a_virtual_printer_without_paper_writes_nothing(tmp_path: Path) -> None:
    printer = printers.open("virtual:?state=paper_out", outbox=tmp_path)

    with pytest.raises(PrinterError, match="out of paper") as caught:
        printer.print_page(PAGE, name="a")

    assert (caught.value.sent, caught.value.state) == (False, State.PAPER_OUT)
    assert not list(tmp_path.iterdir())


def test_an_outbox_that_cannot_be_written_is_told_and_leaves_no_half_picture(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(PrinterError, match="can't be written"):
        printers.open("virtual:", outbox=tmp_path / "file").print_page(PAGE, name="a")


def test_a_virtual_page_that_fails_at_the_last_step_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.png").mkdir()

    with pytest.raises(PrinterError, match="can't be written"):
        printers.open("virtual:", outbox=tmp_path).print_page(PAGE, name="a")

    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


@pytest.mark.parametrize("size", [(1064, 10), (10, 1536), (0, 0)])
def test_a_picture_that_does_not_fit_the_sheet_is_refused(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with pytest.raises(PrinterError, match="does not fit"):
        printers.open("virtual:", outbox=tmp_path).print_page(Image.new("1", size), name="a")


def test_a_memory_printer_keeps_its_pages_and_plays_its_states() -> None:
    printer = MemoryPrinter()

    printer.print_page(PAGE, name="a")
    printer.current_state = State.COVER_OPEN

    assert [name for name, _ in printer.pages] == ["a"]
    assert (printer.answers, MemoryPrinter(confirms=False).answers) == (True, False)
    assert printer.state() is State.COVER_OPEN
    with pytest.raises(PrinterError):
        printer.print_page(PAGE, name="b")


def test_a_memory_transport_answers_for_any_language() -> None:
    def reply(sent: bytes) -> bytes:
        return {b"\x10\x04": b"\x12", b"\x1dr": b"\x00"}.get(sent[:2], b"")

    transport = MemoryTransport(reply)
    printer = ComposedPrinter(
        language=Language(), transport=transport, page=escpos.PAGE, confirm_s=1
    )

    assert printer.print_page(PAGE, name="a").confirmed
    assert b"".join(Language().page(PAGE, name="page")) in transport.sent


def test_a_memory_transport_without_a_reply_is_one_way() -> None:
    transport = MemoryTransport()
    printer = ComposedPrinter(
        language=Language(), transport=transport, page=escpos.PAGE, confirm_s=1
    )

    assert not printer.print_page(PAGE, name="a").confirmed


def test_a_memory_transport_with_nothing_to_say_is_not_ready() -> None:
    printer = ComposedPrinter(
        language=Language(), transport=MemoryTransport(lambda _: b""), page=escpos.PAGE, confirm_s=1
    )

    assert printer.state() is State.UNKNOWN
    with pytest.raises(PrinterError, match="printer at memory"):
        printer.print_page(PAGE, name="a")
