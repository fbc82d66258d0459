import errno
import re

import pytest
from PIL import Image

import printers
from printers import PrinterError, State, usb
from tests.printers.usb_cable import Bus, Device, interface

PAGE = Image.new("1", (576, 800), 0)
URL = "usb://04b8:0e15?language=escpos"
QUESTION = re.compile(rb"\x10\x04[\x01-\x04]|\x1dr\x01", re.DOTALL)


def escpos(received):
    """Answer like a printer that is well."""
    return b"".join(
        b"\x12" if found[0][:1] == b"\x10" else b"\x00" for found in QUESTION.finditer(received)
    )


@pytest.fixture
def plugged(monkeypatch):
    """Plug devices into the bus that every USB address looks at."""

    def plug(*devices, **bus):
        made = Bus(*devices, **bus)
        monkeypatch.setattr(usb.libusb_package, "get_libusb1_backend", lambda: made)
        return made

    return plug


def refusal(url=URL):
    with pytest.raises(PrinterError) as caught:
        printers.open(url).print_page(PAGE, name="badge-1")
    return caught.value


def test_a_page_goes_out_and_the_printer_confirms_it(plugged):
    device = Device(reply=escpos)
    plugged(device)

    printer = printers.open(URL)

    assert printer.state() is State.READY
    assert printer.print_page(PAGE, name="badge-1") == printers.Sent(
        confirmed=True, state=State.READY
    )
    assert len(device.received) > 72 * 800
    assert b"\x1dv0" in device.received
    assert device.acts[-3:] == ["claimed", "released", "closed"]


def test_the_systems_driver_is_put_aside_and_back(plugged):
    device = Device(reply=escpos)
    device.has_driver = True
    plugged(device)

    assert printers.open(URL).state() is State.READY
    assert device.acts == ["driver aside", "claimed", "released", "driver back", "closed"]


def test_a_system_without_such_drivers_prints_too(plugged):
    device = Device(reply=escpos)
    device.has_driver = None
    plugged(device)

    assert printers.open(URL).state() is State.READY


def test_of_several_interfaces_the_two_way_one_is_spoken_to(plugged):
    scanner = interface(kind=255, number=1)
    one_way = interface(protocol=1, endpoints=(0x02,))
    ipp = interface(protocol=4, setting=2)
    two_way = interface(protocol=2, setting=1)
    device = Device(interfaces=[one_way, two_way, ipp, scanner], reply=escpos)
    plugged(device)

    assert printers.open(URL).state() is State.READY
    assert device.acts == ["claimed", "setting 1", "released", "closed"]


@pytest.mark.parametrize("kind", [7, 255])
def test_a_printer_that_only_listens_is_printed_to_with_status_none(plugged, kind):
    device = Device(interfaces=[interface(kind, protocol=1, endpoints=(0x02,))])
    plugged(device)

    assert printers.open(URL).state() is State.UNKNOWN  # it was asked, and there is no way back
    sent = printers.open(URL + "&status=none").print_page(PAGE, name="badge-1")
    assert sent == printers.Sent(confirmed=False, state=State.UNKNOWN)


@pytest.mark.parametrize(
    "found",
    [interface(kind=8), interface(transfer=3), interface(protocol=4), interface(endpoints=(0x81,))],
)
def test_a_device_that_is_no_printer_is_told_apart(plugged, found):
    plugged(Device(interfaces=[found]))

    assert "nothing to print through" in refusal().message


def test_a_printer_that_is_not_plugged_in_is_offline_and_safe_to_try_again(plugged):
    plugged(Device(product=0x0202))

    caught = refusal()

    assert "No printer at USB 04b8:0e15 (nothing of that number is plugged in)" in caught.message
    assert (caught.sent, caught.permanent, caught.state) == (False, False, State.OFFLINE)


@pytest.mark.parametrize(
    ("fault", "words", "permanent"),
    [
        (errno.EACCES, 'ATTR{idVendor}=="04b8", MODE="0666"', True),
        (errno.EBUSY, "another program is using it", False),
        (errno.ENOMEM, "refused", False),
    ],
)
def test_a_printer_that_may_not_be_used_says_what_to_do(plugged, fault, words, permanent):
    plugged(Device(), refuses=fault)

    caught = refusal()

    assert words in caught.message
    assert (caught.sent, caught.permanent) == (False, permanent)


def test_a_machine_without_the_library_says_so(monkeypatch):
    monkeypatch.setattr(usb.libusb_package, "get_libusb1_backend", lambda: None)
    monkeypatch.setattr(usb.usb.core, "find", _no_backend)

    assert "USB library can't be loaded" in refusal().message


def _no_backend(**_):
    raise usb.usb.core.NoBackendError("none")


@pytest.mark.parametrize(
    ("fault", "words"),
    [(errno.ENODEV, "it was unplugged"), (errno.ETIMEDOUT, "it took no more bytes")],
)
def test_a_page_that_breaks_half_way_is_to_be_looked_at(plugged, fault, words):
    device = Device(reply=escpos)
    device.most_bytes, device.fault = 20_000, fault
    plugged(device)

    caught = refusal()

    assert words in caught.message
    assert caught.sent


def test_two_of_a_kind_are_told_apart_by_their_serial_numbers(plugged):
    one, other = Device(serial="A1", reply=escpos), Device(serial="B2", reply=escpos)
    plugged(one, other)

    assert (
        "write the serial number behind it, as in usb://04b8:0e15/SERIAL: A1, B2"
        in refusal().message
    )
    printers.open("usb://04b8:0e15/B2?language=escpos").print_page(PAGE, name="badge-1")
    assert not one.received
    assert "USB 04b8:0e15/C3" in refusal("usb://04b8:0e15/C3?language=escpos").message


def test_silence_is_no_answer(plugged):
    plugged(Device())

    assert printers.open(URL).state() is State.UNKNOWN


def test_an_empty_answer_is_waited_over(plugged):
    device = Device(reply=escpos)
    bus = plugged(device)
    real = bus.bulk_read
    bus.bulk_read = lambda *parts: setattr(bus, "bulk_read", real) or 0

    assert printers.open(URL).state() is State.READY


@pytest.mark.parametrize(
    "url", ["usb://?language=escpos", "usb://epson?language=escpos", "usb://04b8?language=escpos"]
)
def test_an_address_without_the_two_numbers_is_refused(url):
    with pytest.raises(PrinterError, match="four hexadecimal digits") as caught:
        printers.open(url)
    assert caught.value.permanent


def test_the_library_that_comes_with_the_program_loads():
    assert usb.libusb_package.get_libusb1_backend() is not None
