import threading

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw

import printers
from printers import PrinterError, State
from tests.printers import ippeve, pwg_reader


def picture(*, mode="RGB", size=(1063, 1535)):
    drawn = Image.new(mode, size, "white")
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((40, 60, 400, 700), fill="black")
    pen.line((10, 1500, 1000, 900), fill="black", width=7)
    for column in range(0, 300, 2):  # no two dots alike, as in a dithered picture
        pen.point([(500 + column, row) for row in range(column % 3, 90, 3)], fill="black")
    if mode == "RGB":
        pen.ellipse((500, 200, 900, 600), fill="#c02030")
    return drawn


def drawn_pdf(path):
    """Draw a PDF at 300 dpi; also its size, and the picture in it dot by dot."""
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 1
        page = document[0]
        [inside] = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        drawn = page.render(scale=300 / 72).to_pil().convert("RGB")
        return drawn, page.get_size(), inside.get_bitmap().to_pil()


def difference(one, other):
    histogram = ImageChops.difference(one.convert("L"), other.convert("L")).histogram()
    return sum(histogram[64:]) / (one.width * one.height)


def test_a_page_arrives_as_a_pdf_of_the_labels_own_size(tmp_path):
    with ippeve.running(tmp_path) as device:
        printer = printers.open(device.url)
        sent = printer.print_page(picture(), name="badge-1")

        assert sent == printers.Sent(confirmed=True, state=State.READY)
        assert printer.answers
        [job] = device.jobs
        shown, points, inside = drawn_pdf(job)
        assert job.suffix == ".pdf"
        assert [round(side / 72 * 25.4, 1) for side in points] == [90.0, 130.0]
        assert difference(shown.crop((0, 0, 1063, 1535)), picture()) < 0.02  # half a dot aside
        assert difference(inside, picture()) == 0


@pytest.mark.parametrize(
    ("options", "rasters", "mode", "dpi"),
    [
        ("&one_bit=yes", "black_1,sgray_8", "1", 300),
        ("", "black_1,sgray_8", "L", 300),
        ("", "srgb_8,sgray_8", "RGB", 300),
        ("&dpi=203&one_bit=yes", "sgray_8", "L", 300),
        ("&dpi=203", "srgb_8", "RGB", 300),
    ],
)
def test_a_printer_without_pdf_gets_a_raster_as_it_likes_it(tmp_path, options, rasters, mode, dpi):
    formats = "application/octet-stream,image/pwg-raster"
    with ippeve.running(tmp_path, formats=formats, rasters=rasters) as device:
        printer = printers.open(device.url + options)
        drawn = picture(
            mode="1" if "one_bit" in options else "RGB",
            size=(printer.page.width_dots, printer.page.height_dots),
        )
        printer.print_page(drawn, name="badge-1")

        [(shown, shown_dpi, points)] = pwg_reader.pages(device.jobs[0])
    assert (shown.mode, shown_dpi) == (mode, dpi)
    assert [round(side / 72 * 25.4) for side in points] == [90, 130]
    expected = drawn.convert("RGB").resize(shown.size).convert(mode)
    if "203" in options:
        assert difference(shown, expected) < 0.02
    else:
        assert (
            ImageChops.difference(shown.convert("RGB"), expected.convert("RGB")).getbbox() is None
        )


@pytest.mark.parametrize("one_bit", ["yes", "no"])
@pytest.mark.parametrize("document", ["jpeg", "png", "pdf"])
def test_a_page_arrives_in_the_format_that_the_address_asks_for(tmp_path, document, one_bit):
    with ippeve.running(tmp_path) as device:
        printer = printers.open(f"{device.url}&document={document}&one_bit={one_bit}")
        printer.print_page(picture().crop((0, 0, 1063, 1400)), name="badge-1")

        [job] = device.jobs
        shown = drawn_pdf(job)[2] if document == "pdf" else Image.open(job)
    expected = (
        picture().convert("L").point(lambda grey: 255 * (grey > 127))
        if one_bit == "yes"
        else picture()
    )
    expected.paste("white", (0, 1400, 1063, 1535))
    assert difference(shown.crop((0, 0, 1063, 1535)), expected) < 0.005


def test_what_is_transparent_prints_white(tmp_path):
    with ippeve.running(tmp_path) as device:
        printer = printers.open(f"{device.url}&document=png")
        printer.print_page(Image.new("RGBA", (300, 300), (0, 0, 0, 0)), name="clear")

        assert Image.open(device.jobs[0]).getextrema() == ((255, 255),) * 3


def test_paper_that_the_printer_does_not_have_is_refused_before_anything_is_sent(tmp_path):
    with ippeve.running(tmp_path) as device:
        printer = printers.open(device.url.replace("width_mm=90", "width_mm=60"))
        with pytest.raises(
            PrinterError, match=r"no paper of 60 x 130 mm; it takes custom_badge_90x130mm"
        ) as caught:
            printer.print_page(Image.new("1", (300, 300)), name="badge-1")

        assert (caught.value.sent, caught.value.permanent) == (False, True)
        assert device.jobs == []
        printers.open(device.url.split("?")[0]).print_page(Image.new("1", (300, 300)), name="a4")


@pytest.mark.parametrize(
    ("reasons", "state", "words"),
    [
        ("media-empty", State.PAPER_OUT, "out of paper"),
        ("media-needed", State.PAPER_OUT, "out of paper"),
        ("cover-open,media-empty", State.COVER_OPEN, "cover open"),
        ("media-jam", State.ERROR, "an error"),
    ],
)
def test_a_fault_said_by_the_printer_is_a_state_and_stops_the_next_page(
    tmp_path, reasons, state, words
):
    with ippeve.running(tmp_path, command=f"echo 'STATE: +{reasons}' >&2") as device:
        printer = printers.open(device.url)
        printer.print_page(Image.new("1", (300, 300)), name="first")  # the fault comes behind it

        assert printer.state() is state
        with pytest.raises(PrinterError, match=words) as caught:
            printer.print_page(Image.new("1", (300, 300)), name="second")
        assert (caught.value.sent, caught.value.permanent, caught.value.state) == (
            False,
            False,
            state,
        )
        assert len(device.jobs) == 1


def test_a_warning_stops_nothing(tmp_path):
    with ippeve.running(tmp_path, command="echo 'STATE: +media-low' >&2") as device:
        printer = printers.open(device.url)
        printer.print_page(Image.new("1", (300, 300)), name="first")

        assert printer.state() is State.PAPER_LOW
        assert printer.print_page(Image.new("1", (300, 300)), name="second").confirmed


def test_a_job_that_the_printer_gives_up_is_to_be_looked_at(tmp_path):
    with ippeve.running(tmp_path, command="exit 1") as device:
        with pytest.raises(PrinterError, match="gave the page up") as caught:
            printers.open(device.url).print_page(Image.new("1", (300, 300)), name="badge-1")

        assert caught.value.sent


def test_paper_that_ends_within_a_page_is_told_in_seconds_and_the_rest_is_cancelled(tmp_path):
    command = "echo 'STATE: +media-empty' >&2; exec sleep 30"
    with ippeve.running(tmp_path, command=command) as device:
        with pytest.raises(PrinterError, match="Look whether it came out") as caught:
            printers.open(device.url).print_page(Image.new("1", (300, 300)), name="badge-1")

        assert (caught.value.sent, caught.value.state) == (True, State.PAPER_OUT)


def test_a_page_for_a_busy_printer_waits_its_turn(tmp_path):
    go = tmp_path / "go"
    command = f"while [ ! -e {go} ]; do sleep 0.05; done"
    with ippeve.running(tmp_path, command=command) as device:
        printer = printers.open(device.url)
        pages = [threading.Thread(target=_print, args=(printer, f"page-{n}")) for n in (1, 2)]
        pages[0].start()
        while printer.state() is not State.BUSY:
            pass
        pages[1].start()
        threading.Timer(1, go.touch).start()
        for page in pages:
            page.join()

        assert [path.stem for path in device.jobs] == ["1-page-1", "2-page-2"]


def _print(printer, name):
    printer.print_page(Image.new("1", (300, 300)), name=name)
