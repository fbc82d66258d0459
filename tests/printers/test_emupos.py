"""ESC/POS against a printer someone else wrote: the program emupos, over TCP."""

from collections.abc import Iterator

import pytest
import zxingcpp
from PIL import Image

import printers
from printers import PrinterError, State
from tests import needs
from tests.printers.pictures import QR_TEXT, badge, same
from tests.stories.receivers import EMUPOS, Emupos, wait_for

INSTALL = "python3.13 -m venv V && V/bin/pip install emupos; ONSITE_EMUPOS=V/bin/emupos"


@pytest.fixture(scope="module")
def device(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emupos]:
    needs.condition(EMUPOS, "emupos", INSTALL)
    running = Emupos(tmp_path_factory.mktemp("emupos"))
    wait_for(lambda: printers.open(running.url).state() is State.READY)
    yield running
    running.close()


def printed(device: Emupos, count: int) -> Image.Image:
    """Its latest page, when there are so many."""
    pages = wait_for(lambda: len(device.pages()) == count and device.pages())
    return pages[-1]


@pytest.mark.parametrize("cut", ["part", "full", "none"])
def test_its_picture_is_ours_and_its_qr_is_read(device: Emupos, cut: str) -> None:
    printer = printers.open(f"{device.url}&cut={cut}")
    image = badge(576, 820)
    before = len(device.pages())

    sent = printer.print_page(image, name="page")

    assert (sent.confirmed, sent.state) == (True, State.READY)
    page = printed(device, before + 1).convert("L")
    assert same(page.crop((0, 0, *image.size)), image)
    [found] = zxingcpp.read_barcodes(page)
    assert found.text == QR_TEXT


@pytest.mark.parametrize(
    ("fault", "state", "told"),
    [
        ("paper-out", State.PAPER_OUT, "out of paper"),
        ("cover-open", State.COVER_OPEN, "cover open"),
        ("offline", State.OFFLINE, "is offline"),
    ],
)
def test_its_faults_are_our_states_until_they_are_put_right(
    device: Emupos, fault: str, state: State, told: str
) -> None:
    printer = printers.open(device.url)
    before = len(device.pages())

    device.fault(fault)
    assert printer.state() is state
    with pytest.raises(PrinterError, match=told) as caught:
        printer.print_page(badge(576, 300), name="page")
    device.fault(fault, active=False)

    assert (caught.value.sent, caught.value.state) == (False, state)
    assert printer.state() is State.READY
    assert len(device.pages()) == before


def test_little_paper_is_told_and_prints(device: Emupos) -> None:
    printer = printers.open(device.url)

    device.fault("paper-near-end")
    sent = printer.print_page(badge(576, 300), name="page")
    device.fault("paper-near-end", active=False)

    assert (sent.confirmed, sent.state) == (True, State.PAPER_LOW)
