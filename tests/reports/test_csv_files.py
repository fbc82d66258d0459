"""CSV that opens right in a spreadsheet, and runs nothing there."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from onsite.reports.csv_files import harmless, write_csv
from onsite.reports.table import Column, Kind, Table

SHANGHAI = ZoneInfo("Asia/Shanghai")
COLUMNS = (
    Column("姓名", "Name"),
    Column("金额(元)", "Amount", Kind.MONEY),
    Column("比例", "Share", Kind.SHARE),
    Column("时间", "At", Kind.INSTANT),
    Column("学分", "Credits", Kind.NUMBER),
    Column("人数", "Persons", Kind.WHOLE),
)


def written(*rows, languages=("zh-Hans", "en")):
    table = Table("example", "例子", "Example", COLUMNS, rows)
    return write_csv(table, zone=SHANGHAI, languages=languages)


def test_the_file_is_utf_8_with_its_mark_and_lines_end_as_in_windows():
    content = written(("王明\n第二行", 1, None, None, None, None))

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1][0] == (
        "王明\n第二行"
    )


def test_cells_are_what_a_spreadsheet_reads_as_amounts_times_and_numbers():
    at = datetime(2026, 12, 5, 0, 30, tzinfo=UTC)
    content = written(("王明", -180_005, 0.9508, at, Decimal("1.5"), 3)).decode("utf-8-sig")

    assert content.split("\r\n")[1] == "王明,-1800.05,0.951,2026-12-05 08:30:00,1.5,3"


@pytest.mark.parametrize(("languages", "first"), [(("zh-Hans", "en"), "姓名"), (("en",), "Name")])
def test_headings_are_in_the_events_first_language(languages, first):
    assert written(languages=languages).decode("utf-8-sig").split(",")[0] == first


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://example.org")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", " =1+1", "\r=1",
        "＝1+1", "＋1", "+86-cmd", "=cmd|' /C calc'!A0", "-",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_is_made_text(text):
    content = written((text, None, None, None, None, None)).decode("utf-8-sig")

    row = list(csv.reader(io.StringIO(content, newline="")))[1]
    assert row[0].startswith("'")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+8613800000001", "+86 138 0000 0001"),
        ("+86-138-0000-0001", "+86 138 0000 0001"),
        ("+420 601 000 003", "+420 601 000 003"),
        ("13800000001", "13800000001"),
        ("010-12345678", "010-12345678"),
    ],
)
def test_phone_numbers_stay_what_one_reads_and_dials(text, expected):
    assert harmless(text) == expected


@pytest.mark.parametrize("text", ["王=明", "O'Neil", "a+b", "邮箱@example.org", ""])
def test_other_texts_stay_as_they_are(text):
    assert harmless(text) == text
