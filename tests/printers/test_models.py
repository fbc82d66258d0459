import re

import pytest

import printers
from printers import PrinterError
from printers.parts import LANGUAGES


@pytest.mark.parametrize("name", printers.models())
def test_every_known_model_opens_with_what_its_line_says(name: str) -> None:
    model = printers.models()[name]
    stock = "" if model.language == "escpos" else "&width_mm=62"

    described = printers.describe(f"file:///dev/usb/lp0?model={name}{stock}")

    assert model.title
    assert all(model.match)
    assert set(model.options) <= set(LANGUAGES[model.language].options)
    assert described.answers
    if "dpi" in model.options:
        assert described.page.dpi == float(model.options["dpi"])


def test_a_model_brings_its_language_its_width_and_its_resolution() -> None:
    page = printers.open("tcp://h?model=epson-tm-t88").page

    assert (page.width_dots, page.dpi, page.height_dots) == (512, 180, None)


def test_what_the_address_says_itself_wins_over_the_model() -> None:
    by_dots = printers.open("tcp://h?model=epson-tm-t88&width_dots=420&dpi=203").page
    by_mm = printers.open("tcp://h?model=epson-tm-t88&width_mm=50").page

    assert (by_dots.width_dots, by_dots.dpi) == (420, 203)
    assert by_mm.width_dots == round(50 / 25.4 * 180)


def test_a_model_that_is_silent_on_the_network_answers_on_a_cable() -> None:
    stock = "model=brother-ql&width_mm=62&height_mm=100"

    assert not printers.describe(f"tcp://h?{stock}").answers
    assert printers.describe(f"tcp://h?{stock}&status=ask").answers
    assert printers.describe(f"file:///dev/usb/lp0?{stock}").answers


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("epson-tm-t8", "did you mean epson-tm-t88"),
        ("q", "model 'q' is unknown; leave it out, or name one of printers.models()"),
    ],
)
def test_an_unknown_model_is_told_its_neighbours(name: str, told: str) -> None:
    with pytest.raises(PrinterError, match=re.escape(told)):
        printers.open(f"tcp://h?model={name}")


def test_an_address_that_cannot_be_described_is_told_as_when_it_is_opened() -> None:
    with pytest.raises(PrinterError, match="names no language"):
        printers.describe("tcp://h")


def test_a_virtual_printer_is_described_without_its_outbox() -> None:
    described = printers.describe("virtual:?width_mm=62&height_mm=100&dpi=203")

    assert (described.width_mm, described.height_mm) == (62.0, 100.0)
    assert described.answers


def test_a_page_told_in_dots_is_described_in_millimetres() -> None:
    described = printers.describe("tcp://h?language=escpos&width_dots=384&status=none")

    assert (described.width_mm, described.height_mm) == (48.0, None)
    assert not described.answers
