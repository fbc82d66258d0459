from pathlib import Path

import pytest

import printers
from printers import PrinterError, State, tcp
from printers.addresses import parse


def test_a_tcp_address_is_a_roll_of_576_dots_unless_it_says_otherwise() -> None:
    page = printers.open("tcp://192.0.2.7:9100?language=escpos").page

    assert (page.width_dots, page.height_dots, page.dpi, page.one_bit) == (576, None, 203, True)
    assert round(page.width_mm) == 72


def test_options_of_an_address_shape_the_page() -> None:
    page = printers.open("tcp://h?language=escpos&width_mm=48&height_mm=60&dpi=203").page

    assert (page.width_dots, page.height_dots) == (384, 480)


def test_a_virtual_address_is_a_colour_badge_at_300_dpi(tmp_path: Path) -> None:
    page = printers.open("virtual:", outbox=tmp_path).page

    assert (page.width_dots, page.height_dots, page.dpi, page.one_bit) == (1063, 1535, 300, False)


def test_a_virtual_address_can_rehearse_a_thermal_printer_without_paper(tmp_path: Path) -> None:
    url = "virtual:?width_dots=576&dpi=203&one_bit=true&roll=true&state=paper_out"
    printer = printers.open(url, outbox=tmp_path)

    assert printer.page.one_bit
    assert printer.page.height_dots is None
    assert printer.page.width_dots == 576
    assert printer.state() is State.PAPER_OUT


def test_a_port_left_out_is_9100() -> None:
    address = parse("tcp://192.0.2.7?language=escpos")

    transport = tcp.WAY.open(address.split, address.options, timeout_s=1)

    assert transport.place == "192.0.2.7:9100"


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "names no transport; supported: tcp, "),
        ("/dev/usb/lp0", "names no transport"),
        ("lpt://x", "transport 'lpt' is unknown; supported: tcp, "),
        ("tcp://h:9100", "names no language; supported: escpos"),
        ("tcp://h:9100?language=pcl", "language 'pcl' is unknown"),
        ("tcp://:9100?language=escpos", "names no host"),
        ("tcp://h:99999?language=escpos", "its port can't be read"),
        ("tcp://[::1?language=escpos", "it can't be read"),
        ("tcp://h/x?language=escpos", "has no path"),
        ("tcp://user@h?language=escpos", "and no user"),
        ("tcp://a..b?language=escpos", "'a..b' can't be the name of a host"),
        ("tcp://a\x00b?language=escpos", "a character that can't be seen"),
        ("tcp://h?language=escpos#width_dots=384", "what follows '#' would be lost"),
        ("file:///tmp/a%00b?language=escpos", "names no file"),
        ("virtual:?width_mm=1200&height_mm=1200&dpi=1200", "a page of 56693 x 56693 dots"),
        ("virtual:?width_mm=1&height_mm=1&dpi=1", "a page of 0 x 0 dots"),
        ("tcp://h?language=escpos&width_dot=576", "did you mean width_dots?"),
        ("tcp://h?language=escpos&dpi=203&dpi=300", "dpi stands twice"),
        ("tcp://h?language=escpos&dpi=fine", "dpi is a number from 1 to 1200, not 'fine'"),
        ("tcp://h?language=escpos&dpi=nan", "dpi is a number"),
        ("tcp://h?language=escpos&width_dots=0", "width_dots is a number from 1"),
        ("tcp://h?language=escpos&width_dots=576&width_mm=72", "not both"),
        ("tcp://h?language=escpos&status=maybe", "status is one of ask, none"),
        ("tcp://h?language=escpos&state=ready", "option 'state' is unknown"),
        ("file://host/path?language=escpos", "names no host; write file:///path"),
        ("file:///?language=escpos", "names no file"),
        ("virtual://x", "names no host and no path; write virtual:"),
        ("virtual:?state=on_fire", "state is one of ready, busy, paper_low"),
        ("virtual:?one_bit=1", "one_bit is yes or no"),
        ("virtual:?roll=maybe", "roll is yes or no"),
        ("virtual:?roll=true&height_mm=50", "a roll has no height"),
    ],
)
def test_a_wrong_address_is_told_what_is_accepted(url: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(PrinterError) as caught:
        printers.open(url, outbox=tmp_path)

    assert told in caught.value.message
    assert caught.value.permanent
    assert not caught.value.sent


def test_a_virtual_printer_without_an_outbox_is_refused() -> None:
    with pytest.raises(PrinterError, match="outbox=FOLDER"):
        printers.open("virtual:")
