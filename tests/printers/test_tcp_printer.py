import socket
import time
from pathlib import Path

import pytest
from PIL import Image

import printers
from printers import PrinterError, State
from printers.escpos import Language
from tests.printers import fake_printer
from tests.printers.conftest import MakePrinter

PAGE = Image.new("1", (576, 800), 0)
PAGE_BYTES = b"".join(Language().page(PAGE, name="page"))
DRAWN = b"\x1dv0"


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (fake_printer.NORMAL, State.READY),
        (fake_printer.PAPER_NEAR_END, State.PAPER_LOW),
        (fake_printer.PAPER_OUT, State.PAPER_OUT),
        (fake_printer.COVER_OPEN, State.COVER_OPEN),
        (fake_printer.OFFLINE, State.OFFLINE),
    ],
)
def test_a_printer_says_how_it_is(make_printer: MakePrinter, status: bytes, state: State) -> None:
    assert printers.open(make_printer(status=status).url).state() is state


def test_nobody_there_is_offline_and_safe_to_try_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    printer = printers.open(f"tcp://127.0.0.1:{port}?language=escpos")

    assert printer.state() is State.OFFLINE
    with pytest.raises(PrinterError, match="Nothing was sent") as caught:
        printer.print_page(PAGE, name="page")
    assert (caught.value.sent, caught.value.permanent) == (False, False)


def test_a_drawer_is_opened_by_its_pulse_alone(make_printer: MakePrinter) -> None:
    device = make_printer()
    printer = printers.open(device.url)
    assert isinstance(printer, printers.OpensDrawer)

    printer.open_drawer()

    assert bytes(device.received) == Language().open_drawer()


def test_a_drawer_nobody_answers_for_says_to_take_the_key() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    printer = printers.open(f"tcp://127.0.0.1:{port}?language=escpos")
    assert isinstance(printer, printers.OpensDrawer)

    with pytest.raises(PrinterError, match="open it with its key"):
        printer.open_drawer()


def test_a_virtual_printer_has_no_drawer(tmp_path: Path) -> None:
    assert not isinstance(printers.open("virtual:", outbox=tmp_path), printers.OpensDrawer)


def test_a_page_arrives_whole_and_is_confirmed_by_the_printer(make_printer: MakePrinter) -> None:
    device = make_printer()

    sent = printers.open(device.url).print_page(PAGE, name="page")

    assert sent.confirmed
    assert sent.state is State.READY
    assert PAGE_BYTES + b"\x1dr\x01" in device.received


def test_little_paper_left_still_prints_and_is_told(make_printer: MakePrinter) -> None:
    device = make_printer(status=fake_printer.PAPER_NEAR_END, behind=b"\x03")

    sent = printers.open(device.url).print_page(PAGE, name="page")

    assert sent.confirmed
    assert sent.state is State.PAPER_LOW


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (fake_printer.PAPER_OUT, "out of paper"),
        (fake_printer.COVER_OPEN, "cover open"),
        (fake_printer.OFFLINE, "is offline"),
    ],
)
def test_a_printer_that_cannot_print_gets_no_byte_of_the_page(
    make_printer: MakePrinter, status: bytes, told: str
) -> None:
    device = make_printer(status=status)

    with pytest.raises(PrinterError, match=told) as caught:
        printers.open(device.url).print_page(PAGE, name="page")

    assert not caught.value.sent
    assert DRAWN not in device.received


def test_a_silent_printer_gets_no_byte_of_the_page(make_printer: MakePrinter) -> None:
    device = make_printer(answers=False)

    with pytest.raises(PrinterError, match="status=none") as caught:
        printers.open(device.url).print_page(PAGE, name="page")

    assert not caught.value.sent
    assert DRAWN not in device.received


def test_paper_that_ends_within_the_page_is_not_called_printed(make_printer: MakePrinter) -> None:
    device = make_printer(behind=b"\x0c", status_after=fake_printer.PAPER_OUT)

    with pytest.raises(PrinterError, match="before printing it again") as caught:
        printers.open(device.url).print_page(PAGE, name="page")

    assert caught.value.sent
    assert caught.value.state is State.PAPER_OUT


def test_a_printer_silent_behind_the_page_leaves_it_unconfirmed(make_printer: MakePrinter) -> None:
    device = make_printer(behind=b"", status_after=fake_printer.COVER_OPEN)

    with pytest.raises(PrinterError) as caught:
        printers.open(device.url).print_page(PAGE, name="page")

    assert caught.value.sent
    assert not caught.value.permanent


def test_a_late_status_byte_does_not_pass_for_a_confirmation(make_printer: MakePrinter) -> None:
    device = make_printer(behind=b"\x12\x12")

    with pytest.raises(PrinterError) as caught:
        printers.open(device.url).print_page(PAGE, name="page")

    assert caught.value.sent


def test_a_printer_that_confirms_and_hangs_up_is_believed(make_printer: MakePrinter) -> None:
    device = make_printer(behind=b"\x03", closes_behind=True)

    sent = printers.open(device.url).print_page(PAGE, name="page")

    assert sent.confirmed
    assert sent.state is State.PAPER_LOW


def test_a_printer_that_hangs_up_instead_of_confirming_is_not_believed(
    make_printer: MakePrinter,
) -> None:
    device = make_printer(behind=b"", closes_behind=True)

    with pytest.raises(PrinterError) as caught:
        printers.open(device.url).print_page(PAGE, name="page")

    assert caught.value.sent


def test_a_printer_that_closes_half_way_leaves_the_page_unconfirmed(
    make_printer: MakePrinter,
) -> None:
    device = make_printer(closes_at=20_000)

    with pytest.raises(PrinterError) as caught:
        printers.open(device.url).print_page(PAGE, name="page")

    assert caught.value.sent


def test_a_printer_that_never_answers_is_sent_to_and_not_called_confirmed(
    make_printer: MakePrinter,
) -> None:
    device = make_printer(answers=False)
    printer = printers.open(device.url + "&status=none")

    sent = printer.print_page(PAGE, name="page")
    device.close()

    assert not sent.confirmed
    assert printer.state() is State.UNKNOWN
    assert bytes(device.received) == PAGE_BYTES


def test_a_device_that_stops_taking_bytes_is_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        url = f"tcp://127.0.0.1:{port}?language=escpos&status=none&width_dots=20000"
        printer = printers.open(url, timeout_s=0.3)
        began = time.monotonic()

        with pytest.raises(PrinterError) as caught:
            printer.print_page(Image.new("1", (20_000, 8000), 0), name="page")

    assert caught.value.sent
    assert time.monotonic() - began < 15


def test_a_picture_wider_than_the_page_is_refused_before_anything_is_sent(
    make_printer: MakePrinter,
) -> None:
    device = make_printer()

    with pytest.raises(PrinterError, match="577 x 10") as caught:
        printers.open(device.url).print_page(Image.new("1", (577, 10)), name="page")

    assert caught.value.permanent
    assert not caught.value.sent
    assert not device.received


def test_commands_that_hide_in_a_picture_answer_nothing_for_the_page(
    make_printer: MakePrinter,
) -> None:
    hidden = Image.new("1", (576, 8), 1)
    question = Image.frombytes("1", (24, 1), b"\x10\x04\x02", "raw", "1;I")
    hidden.paste(question, (0, 3))
    device = make_printer(status=fake_printer.NORMAL, status_after=fake_printer.PAPER_OUT)

    with pytest.raises(PrinterError) as caught:
        printers.open(device.url).print_page(hidden, name="page")

    assert b"\x10\x04\x02" in b"".join(Language().page(hidden, name="page"))
    assert (caught.value.sent, caught.value.state) == (True, State.PAPER_OUT)
