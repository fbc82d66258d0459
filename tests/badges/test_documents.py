"""Documents of tables on A4: what stands on them, sheet by sheet."""

import re
import time
import zlib

import pytest

from onsite.badges.documents import (
    Column,
    Document,
    Heading,
    Ink,
    Letterhead,
    Table,
    Total,
    sheets,
    write,
)
from onsite.badges.sheets import letterhead
from tests.conftest import MORNING

HEAD = Letterhead("2026年样例医学大会 Sample Congress", "2026-12-05 08:30")
COLUMNS = (
    Column("编号 No.", 2),
    Column("姓名 Name", 3),
    Column("到 Here", 2, "tick"),
    Column("金额 Amount", 2, "number"),
    Column("备注 Note", 2, "blank"),
    Column("签字 Signature", 3, "signature"),
)
NAMES = ["王𠮷䶮", "Nguyễn Thị Hồng", "محمد العربي", "สมชาย ใจดี", "Ann 😀", "Łukasz Żółkiewski"]
INK = Ink([[[0.1, 0.1, 0], [0.5, 0.3, 40], [0.9, 0.05, 80]], [[0.5, 0.2, 200]]], 0.4)


def document(*rows, columns=COLUMNS, **more):
    tables = (Table(columns, rows),)
    return Document(**{"title": "签到表 Roster", "letterhead": HEAD, "tables": tables, **more})


def words(page):
    return [placed.line.text for text in page.texts for placed in text.lines]


def test_a_document_says_its_event_titles_notes_heads_rows_and_totals():
    (sheet,) = sheets(
        document(
            Heading("样例大学 · 1"),
            ("D001", "王某", True, "1,800.00", "", None),
            Total(("合计 Total", "", "", "1,800.00")),
            subtitle="注册区 A",
            notes=("请核对。Please check.",),
        )
    )

    said = words(sheet)
    assert said[:4] == [HEAD.event_name, "签到表 Roster", "注册区 A", "请核对。Please check."]
    assert [column.title for column in COLUMNS] == said[4:10]
    assert said[10:] == [
        *("样例大学 · 1", "D001", "王某", "1,800.00"),
        *("合计 Total", "1,800.00", "打印于 Printed 2026-12-05 08:30", "1 / 1"),
    ]


def test_every_sheet_repeats_the_table_s_head_and_counts_the_sheets():
    pages = sheets(document(*[(f"D{n:03}", "王某") for n in range(120)]))

    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        said = words(page)
        assert "姓名 Name" in said
        assert said[-1] == f"{number} / {len(pages)}"
    listed = [word for page in pages for word in words(page) if re.fullmatch(r"D\d+", word)]
    assert listed == [f"D{n:03}" for n in range(120)]


def test_a_group_s_heading_is_never_the_last_on_a_sheet():
    rows = [row for n in range(60) for row in (Heading(f"Group {n}"), (f"D{n:03}", "王某"))]

    for page in sheets(document(*rows)):
        ends = [word for word in words(page) if re.fullmatch(r"D\d+|Group \d+", word)]
        assert ends[-1].startswith("D")


@pytest.mark.parametrize("is_landscape", [False, True])
@pytest.mark.parametrize("name", [*NAMES, "名" * 3000, "A" * 900, "Maximilian " * 60])
def test_all_that_is_said_stands_on_the_sheet(name, is_landscape):
    (page,) = sheets(document(("D001", name, False, "0.00"), is_landscape=is_landscape))

    assert (page.width_mm > page.height_mm) == is_landscape
    assert "".join(name.split()) in "".join("".join(words(page)).split())
    for text in page.texts:
        for placed in text.lines:
            assert placed.x_mm >= 10
            assert placed.x_mm + placed.line.width_em * text.size_mm <= page.width_mm - 10
            assert 5 <= placed.baseline_mm <= page.height_mm - 3


def test_numbers_stand_at_the_right():
    (page,) = sheets(document(("D1", "", False, "1.00"), ("D2", "", False, "12,345.00")))

    ends = {
        placed.x_mm + placed.line.width_em * text.size_mm
        for text in page.texts
        for placed in text.lines
        if placed.line.text in ("1.00", "12,345.00")
    }
    assert max(ends) - min(ends) < 0.01


def test_a_tick_box_is_empty_or_ticked_and_none_in_a_total():
    def strokes(cell):
        (page,) = sheets(document(cell, columns=COLUMNS[:3]))
        return len(page.strokes)

    empty = strokes(("D1", "王某", False))
    assert strokes(("D1", "王某", True)) == empty + 1
    assert strokes(Total(("合计", "", ""))) == empty - 1


def test_a_signature_is_drawn_stroke_by_stroke_inside_its_cell():
    (unsigned,) = sheets(document(("D1", "王某")))
    (signed,) = sheets(document(("D1", "王某", None, None, None, INK)))

    drawn = [stroke for stroke in signed.strokes if stroke.width_mm == 0.35]
    assert len(signed.strokes) - len(unsigned.strokes) == len(drawn) == 2
    assert [len(stroke.points) for stroke in drawn] == [3, 2]  # the dot has both ends in one place
    edges = sorted({p[0] for s in unsigned.strokes for p in s.points})
    for x, y in (point for stroke in drawn for point in stroke.points):
        assert edges[-2] < x < edges[-1]
        assert 0 < y < signed.height_mm


def test_a_table_without_rows_says_so():
    (page,) = sheets(document())

    assert "无 None" in words(page)


def test_tables_follow_each_other_with_their_titles():
    totals = Table((Column("方式 Method", 1), Column("元 CNY", 1, "number")), [("现金", "1")], "By")
    (page,) = sheets(document(("D1", "王某"), tables=(totals, totals)))

    assert words(page).count("By") == 2


def test_a_document_is_a_pdf_whose_words_can_be_searched():
    content = write(document(*[(f"D{n:03}", name) for n, name in enumerate(NAMES)]))

    assert content.startswith(b"%PDF-1.7")
    assert b"/MediaBox [0 0 595.276 841.890]" in content
    drawn = b"".join(
        map(zlib.decompress, re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL))
    )
    spoken = re.findall(rb"ActualText <FEFF(\w*)>", drawn)
    said = {bytes.fromhex(text.decode()).decode("utf-16-be") for text in spoken}
    assert set(NAMES) <= said


def test_twelve_hundred_rows_are_written_in_seconds():
    rows = [(f"D{n:04}", f"{chr(0x4E00 + n)}{NAMES[n % 6]}", False, "1.00") for n in range(1200)]
    began = time.monotonic()

    content = write(document(*rows))

    assert time.monotonic() - began < 5
    assert len(content) < 1_500_000


def test_a_letterhead_has_both_names_and_the_venue_s_clock(event):
    with event.database.read() as session:
        head = letterhead(session, MORNING)
        names = event.rows("SELECT name, name_en FROM event")[0]

    assert head == Letterhead(" ".join(names), "2026-12-05 08:30")
