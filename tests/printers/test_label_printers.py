from collections.abc import Iterator
from typing import Protocol

import pytest

import printers
from printers import PrinterError, State
from tests.printers.label_printer import LabelPrinter
from tests.printers.pictures import badge

LANGUAGES = ("zpl", "tspl", "brother-ql")
FAULTS = ("paper_out", "cover_open", "offline", "error")


class Plug(Protocol):
    def __call__(
        self, language: str, *, fault: str = "", fault_within: str = ""
    ) -> LabelPrinter: ...


@pytest.fixture
def plug_in() -> Iterator[Plug]:
    plugged: list[LabelPrinter] = []

    def plug(language: str, *, fault: str = "", fault_within: str = "") -> LabelPrinter:
        plugged.append(LabelPrinter(language, fault=fault, fault_within=fault_within))
        return plugged[-1]

    yield plug
    for device in plugged:
        device.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_is_printed_and_confirmed(plug_in: Plug, language: str) -> None:
    device = plug_in(language)
    printer = printers.open(device.url)

    assert printer.state() is State.READY
    sent = printer.print_page(badge(400, 600), name="page")

    assert (sent.confirmed, sent.state) == (True, State.READY)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_label_printer_in_trouble_gets_no_byte_of_the_page(
    plug_in: Plug, language: str, fault: str
) -> None:
    device = plug_in(language, fault=fault)
    printer = printers.open(device.url)

    assert printer.state() == fault
    with pytest.raises(PrinterError, match="Nothing was sent") as caught:
        printer.print_page(badge(400, 600), name="page")

    assert (caught.value.sent, caught.value.state) == (False, fault)
    assert len(device.received) < 2000


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_within_the_page_leaves_it_unconfirmed(
    plug_in: Plug, language: str, fault: str
) -> None:
    device = plug_in(language, fault_within=fault)

    with pytest.raises(PrinterError, match="before printing it again") as caught:
        printers.open(device.url).print_page(badge(400, 600), name="page")

    assert (caught.value.sent, caught.value.state) == (True, fault)
