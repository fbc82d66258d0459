import re
import zlib
from pathlib import Path

import pypdfium2
import pytest

from onsite.badges import pdf, template
from onsite.badges.canvas import Canvas
from onsite.badges.layout import BadgeValues

OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj\n", re.DOTALL)
STREAM = re.compile(rb"stream\n(.*)\nendstream$", re.DOTALL)
VALUES = BadgeValues(
    name="𠮷野 Šárka",
    organisation="جامعة المثال",
    category_name="VIP",
    credential="C26P7ZK4M9QW3TX8RB5HN6VJ2DYA0",
)


def written(folder: Path, *badges: BadgeValues) -> bytes:
    out = folder / "badges.pdf"
    pdf.write(template.shipped("badge-90x130"), badges, out)
    assert [path.name for path in folder.iterdir()] == ["badges.pdf"]
    return out.read_bytes()


def objects(content: bytes) -> dict[int, bytes]:
    return {int(number): body for number, body in OBJECT.findall(content)}


def streams(content: bytes) -> list[bytes]:
    found = (STREAM.search(body) for body in objects(content).values())
    return [zlib.decompress(match[1]) for match in found if match]


def test_each_object_stands_where_the_table_says(tmp_path: Path) -> None:
    content = written(tmp_path, VALUES)

    start = int(content.rsplit(b"startxref\n", 1)[1].split()[0])
    places = re.findall(rb"(\d{10}) 00000 n", content[start:])
    assert content.startswith(b"%PDF-1.7")
    assert len(places) == len(objects(content))
    for number, place in enumerate(places, start=1):
        assert content[int(place) :].startswith(b"%d 0 obj\n" % number)


def test_every_badge_is_a_page_of_the_size_of_the_stock(tmp_path: Path) -> None:
    content = written(tmp_path, VALUES, BadgeValues(), VALUES)

    assert content.count(b"/MediaBox [0 0 255.118 368.504]") == 3
    assert b"/Count 3" in content


def test_the_text_is_text_in_reading_order(tmp_path: Path) -> None:
    (drawn,) = [s for s in streams(written(tmp_path, VALUES)) if b"BT" in s]

    spoken = [
        bytes.fromhex(text.decode()).decode("utf-16-be")
        for text in re.findall(rb"ActualText <FEFF(\w*)>", drawn)
    ]
    assert {"𠮷野 Šárka", "جامعة المثال", "VIP"} <= set(spoken)


def test_only_the_used_glyphs_are_embedded_and_they_say_what_they_are(tmp_path: Path) -> None:
    content = written(tmp_path, VALUES)

    maps = b"".join(s for s in streams(content) if b"begincmap" in s)
    assert "𠮷".encode("utf-16-be").hex().upper().encode() in maps
    assert len(content) < 60_000
    assert content.count(b"/Subtype /CIDFontType0C") == 1
    assert b"/FontFile2" in content


def test_a_viewer_is_told_the_title_and_where_what_stands() -> None:
    pages = [Canvas(50, 50).page() for _ in range(3)]
    bookmarks = [pdf.Bookmark("目录 Contents", 1), pdf.Bookmark("𠮷 (المثال) \\", 3)]

    opened = pypdfium2.PdfDocument(pdf.pdf_of(pages, title="报告 Report", bookmarks=bookmarks))

    assert opened.get_metadata_value("Title") == "报告 Report"
    told = [(each.get_title(), each.get_dest().get_index()) for each in opened.get_toc()]
    opened.close()
    assert told == [("目录 Contents", 0), ("𠮷 (المثال) \\", 2)]


def test_no_badge_at_all_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(pdf.PdfError, match="at least one delegate"):
        pdf.write(template.shipped("badge-90x130"), [], tmp_path / "badges.pdf")

    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        pdf.write(template.shipped("badge-90x130"), [VALUES], tmp_path / "no" / "badges.pdf")


def test_a_file_that_cannot_be_replaced_leaves_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "badges.pdf").mkdir()

    with pytest.raises(OSError, match=r"badges\.pdf"):
        pdf.write(template.shipped("badge-90x130"), [VALUES], tmp_path / "badges.pdf")

    assert [path.name for path in tmp_path.iterdir()] == ["badges.pdf"]
