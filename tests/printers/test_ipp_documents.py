import io

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw

import printers
from printers import PrinterError
from printers.ipp_messages import MessageError, decoded
from tests.printers import fake_ipp, raster_reader
from tests.printers.fake_ipp import A_CENTIMETRE, AN_INCH, GET_PRINTER, answer

PDF, PWG, JPEG, PNG = "application/pdf", "image/pwg-raster", "image/jpeg", "image/png"
SIZE = (472, 354)  # dots of 40 x 30 mm at 300 dpi


def picture(mode="RGB", size=SIZE):
    drawn = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((20, 30, 200, 150), fill="black")
    pen.ellipse((220, 160, 330, 230), fill="#c02030")
    return drawn.convert(mode)


def printed(drawn, *, options="", **told):
    """Print on paper of 40 x 30 mm at a printer that says this of itself, and get its job."""
    said = answer(printer_state=3, printer_state_reasons="none", **told)
    with fake_ipp.printing({GET_PRINTER: [said]}) as device:
        printer = printers.open(f"{device.url}&width_mm=40&height_mm=30{options}")
        assert printer.print_page(drawn, name="badge-1").confirmed
    [job] = device.jobs
    return job


def is_same(one, other):
    return ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox() is None


@pytest.mark.parametrize(
    ("offered", "asked", "kind"),
    [
        ([PNG, JPEG, PWG, PDF], "auto", PDF),
        ([PNG, JPEG, PWG, "image/urf"], "auto", PWG),
        ([PNG, JPEG, "application/octet-stream"], "auto", JPEG),
        ([PNG], "auto", PNG),
        ([PDF, PWG, JPEG, PNG], "pdf", PDF),
        ([PDF, PWG, JPEG, PNG], "pwg", PWG),
        ([PDF, PWG, JPEG, PNG], "jpeg", JPEG),
        ([PDF, PWG, JPEG, PNG], "png", PNG),
    ],
)
def test_the_document_is_the_best_offered_or_the_one_the_address_asks_for(offered, asked, kind):
    job = printed(picture(), options=f"&document={asked}", document_format_supported=offered)

    assert job.kind == kind
    assert _kind(job.document) == kind


def _kind(document):
    signs = {b"%PDF-": PDF, b"RaS2": PWG, b"\xff\xd8\xff": JPEG, b"\x89PNG": PNG}
    return next(kind for sign, kind in signs.items() if document.startswith(sign))


def test_a_document_that_is_asked_for_and_not_taken_is_refused():
    with pytest.raises(PrinterError, match=f"takes {PDF}, and none of {PNG}") as caught:
        printed(picture(), options="&document=png", document_format_supported=[PDF])

    assert (caught.value.sent, caught.value.permanent) == (False, True)


def test_a_printer_that_tells_no_format_is_refused_a_page():
    with pytest.raises(PrinterError, match="takes no format we know of"):
        printed(picture())


@pytest.mark.parametrize("mode", ["1", "RGB"])
@pytest.mark.parametrize(("kind", "most_off"), [(PDF, 0), (PWG, 0), (JPEG, 40), (PNG, 0)])
def test_the_picture_is_in_the_document_dot_by_dot_with_white_around(kind, most_off, mode):
    drawn = picture(mode, size=(400, 250))
    options = "&one_bit=yes" if mode == "1" else ""
    told = {"pwg_raster_document_type_supported": ["black_1", "srgb_8"]}

    job = printed(drawn, options=options, document_format_supported=[kind], **told)

    shown = _shown(job).convert("RGB")
    sheet = Image.new("RGB", SIZE, "white")
    sheet.paste(drawn)
    assert shown.size == SIZE
    off = ImageChops.difference(shown, sheet).getextrema()
    assert max(high for _, high in off) <= most_off


def _shown(job):
    if job.kind == PWG:
        return raster_reader.page(job.document).picture
    if job.kind == PDF:
        with pypdfium2.PdfDocument(job.document) as document:
            [inside] = document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
            return inside.get_bitmap().to_pil()
    return Image.open(io.BytesIO(job.document))


@pytest.mark.parametrize(
    ("drawn", "rasters", "mode"),
    [
        ("1", ["srgb_8", "sgray_8", "black_1"], "1"),
        ("1", ["srgb_8", "sgray_8"], "L"),
        ("1", ["srgb_8"], "RGB"),
        ("RGB", ["black_1", "sgray_8", "srgb_8"], "RGB"),
        ("RGB", ["black_1", "sgray_8"], "L"),
        ("RGB", ["black_1", "adobe-rgb_8"], "1"),
        ("RGB", ["adobe-rgb_8"], "L"),
        ("RGB", [], "L"),
    ],
)
def test_a_raster_has_the_colours_of_the_page_as_far_as_the_printer_takes_them(
    drawn, rasters, mode
):
    page = picture(drawn)
    told = {"pwg_raster_document_type_supported": rasters}

    job = printed(
        page,
        options="&one_bit=yes" if drawn == "1" else "",
        document_format_supported=[PWG],
        **told,
    )

    shown = raster_reader.page(job.document).picture
    assert shown.mode == mode
    assert is_same(shown, page.convert(mode))


@pytest.mark.parametrize(
    ("offered", "dpi"),
    [
        ([], 300),
        ([(300, 300, AN_INCH), (600, 600, AN_INCH)], 300),
        ([(1200, 1200, AN_INCH), (600, 600, AN_INCH), (150, 150, AN_INCH)], 600),
        ([(118, 118, A_CENTIMETRE)], 300),
        ([(300, 600, AN_INCH), (600, 600, AN_INCH)], 600),
        ([(300, 600, AN_INCH)], 300),
        ([(203, 203, AN_INCH)], 203),
        ([(400, 400, AN_INCH)], 400),
        (["300dpi"], 300),
    ],
)
@pytest.mark.parametrize("mode", ["1", "RGB"])
def test_a_raster_has_the_dots_of_the_page_or_the_next_finer_the_printer_has(offered, dpi, mode):
    job = printed(
        picture(mode),
        options="&one_bit=yes" if mode == "1" else "",
        document_format_supported=[PWG],
        pwg_raster_document_type_supported=["black_1", "srgb_8"],
        pwg_raster_document_resolution_supported=offered,
    )

    read = raster_reader.page(job.document)
    assert read.dpi == (dpi, dpi)
    assert [round(side / 72 * 25.4) for side in read.points] == [40, 30]
    assert read.picture.mode == mode
    if dpi % 300 == 0:  # each dot again and again: no code loses its edges
        times = dpi // 300
        larger = picture(mode).resize([side * times for side in SIZE], Image.Resampling.NEAREST)
        assert is_same(read.picture, larger)


@pytest.mark.parametrize(
    ("offered", "told"),
    [
        ([{"x-dimension": 4000, "y-dimension": 3000}], (4000, 3000)),
        ([{"x-dimension": 4050, "y-dimension": 2950}], (4050, 2950)),
        (
            [
                {"x-dimension": 9000, "y-dimension": 13000},
                {"x-dimension": 4000, "y-dimension": 3000},
            ],
            (4000, 3000),
        ),
    ],
)
def test_the_printer_is_told_its_own_size_of_the_paper(offered, told):
    job = printed(
        picture(),
        document_format_supported=[PDF],
        media_col_supported=["media-size", "media-type"],
        media_size_supported=offered,
    )

    assert _paper(job) == told


@pytest.mark.parametrize("across", [(2000, 9000), 4000])
def test_a_printer_of_any_length_is_told_the_pages_own_to_a_dot(across):
    job = printed(
        picture(),
        document_format_supported=[PDF],
        media_col_supported=["media-size"],
        media_size_supported=[{"x-dimension": across, "y-dimension": (1000, 30000)}],
    )

    assert _paper(job) == pytest.approx((4000, 3000), abs=100 * 25.4 / 300)


def _paper(job):
    return tuple(int.from_bytes(job.told[f"{side}-dimension"], "big") for side in "xy")


@pytest.mark.parametrize(
    "offered",
    [
        {"x-dimension": 4000, "y-dimension": 13000},
        {"x-dimension": 3000, "y-dimension": 4000},
        {"x-dimension": (5000, 9000), "y-dimension": (1000, 30000)},
        {"x-dimension": 4000},
        {"x-dimension": "wide", "y-dimension": 3000},
    ],
)
def test_a_page_for_paper_the_printer_does_not_have_is_refused(offered):
    with pytest.raises(PrinterError, match="no paper of 40 x 30 mm; it takes label-a, label-b"):
        printed(
            picture(),
            document_format_supported=[PDF],
            media_col_supported=["media-size"],
            media_size_supported=[offered],
            media_supported=["label-a", "label-b"],
        )


def test_a_printer_that_knows_no_sizes_is_told_none():
    job = printed(picture(), document_format_supported=[PDF], media_col_supported=["media-type"])

    assert "media-col" not in job.told


@pytest.mark.parametrize(
    ("scalings", "told"), [(["auto", "none"], b"none"), (["auto"], None), ([], None)]
)
def test_a_printer_that_can_scale_is_told_not_to(scalings, told):
    job = printed(picture(), document_format_supported=[PDF], print_scaling_supported=scalings)

    assert job.told.get("print-scaling") == told


def test_a_job_says_its_name_its_format_and_its_printer():
    job = printed(picture(), document_format_supported=[PDF])

    assert job.told["job-name"] == b"badge-1"
    assert job.told["document-format"] == PDF.encode()
    assert job.told["printer-uri"].startswith(b"ipp://127.0.0.1:")
    assert job.told["printer-uri"].endswith(b"/ipp/print")


def test_answers_of_every_kind_are_read():
    told = decoded(
        answer(
            0x0001,
            number=-7,
            yes=True,
            no=False,
            text=["打印机", "label"],
            span=(1, 90),
            inches=(203, 300, AN_INCH),
            centimetres=(80, 120, A_CENTIMETRE),
            raw=b"\xff\x00",
            nothing=None,
            paper={"media-size": {"x-dimension": 9000, "y-dimension": (1, 2)}, "media-type": "b"},
        )
    )

    assert told.status == 0x0001
    assert told.attributes == {
        "number": [-7],
        "yes": [True],
        "no": [False],
        "text": ["打印机", "label"],
        "span": [(1, 90)],
        "inches": [(203, 300)],
        "centimetres": [(203, 305)],
        "raw": [b"\xff\x00"],
        "nothing": [b""],
        "paper": [
            {
                "media-size": [{"x-dimension": [9000], "y-dimension": [(1, 2)]}],
                "media-type": ["b"],
            }
        ],
    }


def test_an_answer_cut_off_anywhere_is_no_answer():
    whole = answer(number=7, span=(1, 90), paper={"media-size": {"x-dimension": 9000}})

    for length in range(len(whole)):
        with pytest.raises(MessageError, match="can't be read"):
            decoded(whole[:length])
