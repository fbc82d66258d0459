"""Tables of the client's report on their pages: heads repeated, nothing cut, a sum never alone."""

from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from onsite.reports.client_tables import Line, Lines
from onsite.reports.report_pages import HEIGHT_MM, Pages
from onsite.reports.report_tables import Style, height_mm, lay_table
from onsite.reports.table import Column, Kind
from tests.conftest import MORNING
from tests.reports.papers import words_on

STYLE = Style(ZoneInfo("Asia/Shanghai"), "CNY", "#0b5fa5")
COLUMNS = (Column("类别", "Category"), Column("应到", "Expected", Kind.WHOLE))


def laid(table, *, used_mm=0.0):
    pages = Pages("样例大会", "#0b5fa5", before=0)
    pages.turn()
    pages.y_mm += used_mm
    lay_table(pages, table, STYLE)
    return pages.finished(printed="")


def rows(count, *, total=True):
    lines = [Line((f"第{n}类", n)) for n in range(count)]
    return Lines("", COLUMNS, [*lines, Line(("合计", 0), is_sum=True)] if total else lines)


@pytest.mark.parametrize("count", range(20, 90))
def test_a_sum_stands_below_one_of_its_rows_and_nothing_runs_off_the_page(count):
    pages = laid(rows(count))

    for page in pages:
        said = words_on(page)
        assert "类别" in said
        lowest = max(placed.baseline_mm for text in page.texts for placed in text.lines)
        assert lowest < HEIGHT_MM - 10
    last = words_on(pages[-1])
    assert f"第{count - 1}类" in last
    assert "合计" in last
    assert sum(f"第{n}类" in words_on(page) for n in range(count) for page in pages) == count


def test_a_short_table_is_not_broken():
    pages = laid(rows(6), used_mm=200)

    assert len(pages) == 2
    assert "第0类" not in words_on(pages[0])
    assert height_mm(rows(6), STYLE) < 80


def test_cells_are_written_as_what_they_are():
    kinds = (Kind.TEXT, Kind.WHOLE, Kind.NUMBER, Kind.MONEY, Kind.SHARE, Kind.INSTANT)
    columns = tuple(Column("", f"{number}", kind) for number, kind in enumerate(kinds))
    cells = ("会员", 1218, Decimal("3.50"), 180_050, 0.9508, MORNING)
    said = words_on(laid(Lines("", columns, [Line(cells), Line((None,) * 6)]))[0])

    for words in ("会员", "1,218", "3.5", "¥1,800.50", "95.1%", "12-05 08:30"):
        assert words in said
    assert said.count("—") == 6


def test_an_empty_table_says_so():
    assert "无 None" in words_on(laid(Lines("按类别", COLUMNS, []))[0])
