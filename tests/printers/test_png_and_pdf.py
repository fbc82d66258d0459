import re
import zlib
from pathlib import Path

import pytest
from PIL import Image

import printers
from printers import PrinterError, State, documents
from tests.printers.asking import Answers
from tests.printers.pictures import badge, same

BOX = re.compile(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]")
PICTURE = re.compile(
    rb"/Width (\d+) /Height (\d+) /ColorSpace /Device(Gray|RGB) /BitsPerComponent (\d+) "
    rb"/Filter /FlateDecode /Length (\d+) >>\nstream\n"
)


def picture(document: bytes) -> Image.Image:
    """The one picture of a PDF."""
    found = PICTURE.search(document)
    assert found
    width, height, bits, length = (int(found[at]) for at in (1, 2, 4, 5))
    mode = {(b"Gray", 1): "1", (b"Gray", 8): "L", (b"RGB", 8): "RGB"}[found[3], bits]
    content = zlib.decompress(document[found.end() : found.end() + length])
    return Image.frombytes(mode, (width, height), content)


def test_a_folder_gets_one_file_a_page_and_confirms_nothing(tmp_path: Path) -> None:
    printer = printers.open(f"file://{tmp_path}/out/?language=png")
    image = badge(1063, 1535)

    sent = [printer.print_page(image, name=name) for name in ("a", "b", "a")]

    assert not any(page.confirmed for page in sent)
    assert (printer.answers, printer.state()) == (False, State.UNKNOWN)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.png", "b.png"]
    with Image.open(tmp_path / "out" / "a.png") as kept:
        assert same(kept, image)
        assert round(kept.info["dpi"][0]) == 300


def test_a_pdf_is_one_page_of_the_stock_with_every_dot(tmp_path: Path) -> None:
    printer = printers.open(f"file://{tmp_path}/?language=pdf&width_mm=90&height_mm=130&dpi=203")
    image = badge(719, 1039)

    printer.print_page(image, name="badge-7")

    document = (tmp_path / "badge-7.pdf").read_bytes()
    box = BOX.search(document)
    assert box
    assert [float(side) for side in box.groups()] == [255.118, 368.504]  # 90 x 130 mm in points
    assert document.count(b"/Type /Page ") == 1
    assert picture(document).mode == "1"
    assert same(picture(document), image)


def test_the_table_of_a_pdf_names_the_place_of_each_object(tmp_path: Path) -> None:
    printers.open(f"file://{tmp_path}/?language=pdf").print_page(badge(300, 300), name="a")

    document = (tmp_path / "a.pdf").read_bytes()
    table_at = int(document.split(b"startxref\n")[1].split()[0])
    places = re.findall(rb"(\d{10}) 00000 n", document[table_at:])
    for number, place in enumerate(places, start=1):
        assert document[int(place) :].startswith(b"%d 0 obj" % number)
    assert len(places) == 5


@pytest.mark.parametrize(
    ("mode", "colour", "kept"),
    [
        ("L", 40, (40, 40, 40)),
        ("RGB", (51, 102, 153), (51, 102, 153)),
        ("RGBA", (0, 0, 0, 0), (255, 255, 255)),
        ("P", 0, (0, 0, 0)),
    ],
)
def test_colours_of_a_page_are_kept_on_white_paper(
    tmp_path: Path, mode: str, colour: int | tuple[int, ...], kept: tuple[int, int, int]
) -> None:
    printer = printers.open(f"file://{tmp_path}/?language=pdf&roll=yes")

    printer.print_page(Image.new(mode, (20, 30), colour), name="a")

    document = (tmp_path / "a.pdf").read_bytes()
    assert picture(document).convert("RGB").getpixel((3, 3)) == kept
    box = BOX.search(document)
    assert box
    assert float(box[2]) == 7.2  # thirty dots at 300: a roll is as long as its picture


def test_one_bit_documents_have_no_greys(tmp_path: Path) -> None:
    printer = printers.open(f"file://{tmp_path}/?language=pdf&one_bit=yes")

    printer.print_page(Image.new("L", (20, 30), 90), name="a")

    assert picture((tmp_path / "a.pdf").read_bytes()).getpixel((0, 0)) == 0


@pytest.mark.parametrize(
    ("language", "start"), [("png", b"\x89PNG"), ("pdf", b"%PDF-1.4"), ("zpl", b"^XA")]
)
def test_a_document_goes_to_a_plain_file_as_well(
    tmp_path: Path, language: str, start: bytes
) -> None:
    printer = printers.open(f"file://{tmp_path}/page?language={language}&width_mm=90")

    sent = printer.print_page(Image.new("1", (30, 30), 0), name="a")

    assert not sent.confirmed
    assert (tmp_path / "page").read_bytes().startswith(start)


def test_a_printer_that_takes_documents_is_never_asked() -> None:
    printer = printers.open("tcp://127.0.0.1:1?language=pdf")

    assert (printer.answers, printer.state()) == (False, State.UNKNOWN)


def test_a_document_has_no_question_of_its_own() -> None:
    language = documents.Language(lambda image: b"")
    ask = Answers([])

    assert language.state(ask) is State.UNKNOWN
    assert language.after_page(ask, within_s=1) is State.UNKNOWN
    assert not ask.questions


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(PrinterError, match="can't be written"):
        printers.open(f"file://{tmp_path}/file/?language=png").print_page(badge(300, 300), name="a")


def test_a_folder_gets_no_page_that_does_not_fit(tmp_path: Path) -> None:
    with pytest.raises(PrinterError, match="does not fit"):
        printers.open(f"file://{tmp_path}/?language=png").print_page(badge(1064, 300), name="a")
