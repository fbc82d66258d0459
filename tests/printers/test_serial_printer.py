import errno
import os
import threading
import tty

import pytest
from PIL import Image

import printers
from printers import PrinterError, State, serial
from tests.printers.test_usb_printer import QUESTION

PAGE = Image.new("1", (576, 800), 0)


class Cable:
    """A pair of terminals: a printer listens at one end, the other is a port of this computer."""

    def __init__(self, *, answers=True):
        self.end, port = os.openpty()
        tty.setraw(port)
        self.port = port
        self.path = os.ttyname(port)
        self.answers = answers
        self.received = bytearray()
        self.thread = threading.Thread(target=self._listen)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        os.close(self.port)
        self.thread.join()
        os.close(self.end)

    def _listen(self):
        unread = b""
        while True:
            try:
                got = os.read(self.end, 4096)
            except OSError:  # the other end was closed by all
                return
            self.received += got
            unread += got
            for question in list(QUESTION.finditer(unread)):
                if self.answers:
                    os.write(self.end, b"\x12" if question[0][:1] == b"\x10" else b"\x00")
                unread = unread[question.end() :]
            unread = unread[-3:]

    @property
    def url(self):
        return f"serial://{self.path}?language=escpos"


def test_a_page_goes_out_and_the_printer_confirms_it():
    with Cable() as cable:
        printer = printers.open(cable.url + "&baud=115200&flow=xonxoff")

        assert printer.state() is State.READY
        sent = printer.print_page(PAGE, name="badge-1")

    assert sent == printers.Sent(confirmed=True, state=State.READY)
    assert len(cable.received) > 72 * 800


def test_a_printer_that_never_answers_gets_every_byte_before_the_port_is_closed():
    with Cable(answers=False) as cable:
        sent = printers.open(cable.url + "&status=none").print_page(PAGE, name="badge-1")

    assert not sent.confirmed
    assert cable.received.endswith(b"\x1dVB\x00")


def test_a_silent_printer_is_never_ready():
    with Cable(answers=False) as cable:
        assert printers.open(cable.url).state() is State.UNKNOWN


def test_a_printer_that_takes_no_more_bytes_is_left_in_time():
    end, port = os.openpty()
    tty.setraw(port)
    url = f"serial://{os.ttyname(port)}?language=escpos&status=none&baud=4000000"
    try:
        with pytest.raises(PrinterError, match="Look whether it came out") as caught:
            printers.open(url, timeout_s=0.3).print_page(PAGE, name="badge-1")
    finally:
        os.close(end)
        os.close(port)

    assert caught.value.sent


def test_the_last_bytes_are_waited_for_but_not_for_ever(monkeypatch):
    with Cable() as cable:
        transport = serial.SerialTransport(
            cable.path, baud=9600, flow="none", answers=True, timeout_s=0.1
        )
        held = iter([3, 3, 0, 0])
        monkeypatch.setattr(serial.serial.Serial, "out_waiting", property(lambda _: next(held)))
        with transport.connect():
            pass
        monkeypatch.setattr(serial.serial.Serial, "out_waiting", 3)
        with pytest.raises(TimeoutError), transport.connect():
            pass


def test_a_cable_that_was_pulled_is_offline_and_comes_back():
    caught = refusal("serial:///dev/ttyNONE?language=escpos")

    assert "nothing is plugged in there" in caught.message
    assert (caught.sent, caught.permanent, caught.state) == (False, False, State.OFFLINE)


@pytest.mark.parametrize(
    ("number", "words", "permanent"),
    [(errno.EACCES, "dialout", True), (errno.EBUSY, "busy", False)],
)
def test_a_port_that_may_not_be_used_says_what_to_do(monkeypatch, number, words, permanent):
    def refuse(*_, **__):
        raise serial.serial.SerialException(number, "busy")

    monkeypatch.setattr(serial.serial, "Serial", refuse)
    caught = refusal("serial:///dev/ttyS0?language=escpos")

    assert words in caught.message
    assert (caught.sent, caught.permanent) == (False, permanent)


def refusal(url):
    with pytest.raises(PrinterError) as caught:
        printers.open(url).print_page(PAGE, name="badge-1")
    return caught.value


def test_a_slow_line_has_the_time_it_needs_for_a_page():
    slow, quick = (
        serial.SerialTransport("x", baud=baud, flow="none", answers=True, timeout_s=5).page_s
        for baud in (9600, 115200)
    )
    assert 150 < slow < 200
    assert quick < 40


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("serial://?language=escpos", "names no port"),
        ("serial://ttyUSB0?language=escpos", "names no port"),
        ("serial:///dev/ttyS0?language=escpos&baud=fast", "baud is a number"),
        ("serial:///dev/ttyS0?language=escpos&flow=yes", "flow is one of none, rtscts, xonxoff"),
    ],
)
def test_a_wrong_address_is_refused_with_what_is_accepted(url, words):
    with pytest.raises(PrinterError, match=words) as caught:
        printers.open(url)
    assert caught.value.permanent


def test_a_port_of_windows_goes_by_its_short_name():
    assert "No printer at COM3 (" in refusal("serial:///COM3?language=escpos").message
