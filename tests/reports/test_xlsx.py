"""Workbooks that a client opens: real dates and amounts, texts that stay texts, the same in LibreOffice."""

import io
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import openpyxl

from onsite.reports.table import Column, Kind, Table
from onsite.reports.xlsx import write_xlsx
from tests.reports.office import sheets

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 12, 5, 0, 30, tzinfo=UTC)
HALF_PAST_EIGHT = AT.astimezone(SHANGHAI).replace(tzinfo=None)
COLUMNS = (
    Column("注册编号", "Reg. no."),
    Column("姓名", "Name"),
    Column("金额(元)", "Amount (CNY)", Kind.MONEY),
    Column("比例", "Share", Kind.SHARE),
    Column("时间", "At", Kind.INSTANT),
    Column("学分", "Credits", Kind.NUMBER),
    Column("人数", "Persons", Kind.WHOLE),
    Column("分钟", "Minutes", Kind.MINUTES),
)
ROWS = [
    ("001", "单晓𠮷", 180_005, 0.9508, AT, Decimal("1.5"), 1200, 90),
    ("+86138", '=HYPERLINK("http://example.org","x")', -5, 1.0, AT, 2, 0, 0),
    ("@x", "عمر الأحمد", 0, 0.0, None, None, None, None),
    ("-1", "Šárka\nNováková", 12_345_678_901, 0.5, AT, Decimal("0.25"), 3, 1),
    ("", "http://example.org/", None, None, None, None, None, None),
    ("1e5", "\t前有制表\x07符", 1, 0.125, AT, 3, 7, 8),
]  # fmt: skip


def book(rows=ROWS, languages=("zh-Hans", "en"), zone=SHANGHAI):
    table = Table("example", "例子", "Example", COLUMNS, rows)
    content = write_xlsx([table], zone=zone, languages=languages, title="A & B", made_at=AT)
    return content, openpyxl.load_workbook(io.BytesIO(content))


def cells(sheet, row):
    return [cell.value for cell in sheet[row]]


def test_texts_are_texts_whatever_they_begin_with():
    _, found = book()
    sheet = found["例子"]

    for number, row in enumerate(ROWS, start=2):
        for column in (1, 2):
            cell = sheet.cell(number, column)
            if row[column - 1]:
                assert cell.data_type == "s"
                assert cell.value == row[column - 1].replace("\x07", "")
                assert cell.hyperlink is None


def test_money_is_yuan_to_the_fen_and_a_time_is_a_date_at_the_venue():
    _, found = book()
    sheet = found["例子"]

    assert cells(sheet, 2)[2:] == [1800.05, 0.9508, HALF_PAST_EIGHT, 1.5, 1200, 90]
    assert sheet["C3"].value == -0.05
    assert sheet["C5"].value == 123_456_789.01
    assert sheet["E2"].is_date
    assert sheet["E2"].number_format == "yyyy-mm-dd hh:mm"


def test_the_venues_clocks_are_written_also_on_the_day_they_change():
    berlin = ZoneInfo("Europe/Berlin")
    twice = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]

    _, found = book([("1", "x", 0, 0, at, 0, 0, 0) for at in twice], zone=berlin)

    assert [found["例子"].cell(row, 5).value for row in (2, 3)] == [
        HALF_PAST_EIGHT.replace(month=10, day=25, hour=2)
    ] * 2


def test_headings_stand_in_the_events_languages_and_stay_in_view():
    _, both = book()
    _, english = book(languages=("en",))
    _, chinese = book(languages=("zh-Hans",))

    assert both["例子"]["A1"].value == "注册编号\nReg. no."
    assert english["Example"]["A1"].value == "Reg. no."
    assert chinese["例子"]["A1"].value == "注册编号"
    sheet = both["例子"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:H7"
    assert sheet.print_title_rows == "$1:$1"


def test_columns_are_wide_enough_for_what_stands_in_them():
    _, found = book()
    widths = found["例子"].column_dimensions

    assert widths["B"].width > 30
    assert widths["E"].width >= 17


def test_printed_pages_say_whose_and_of_when_they_are():
    _, found = book()
    sheet = found["例子"]

    assert (sheet.oddHeader.left.text, sheet.oddHeader.right.text) == ("A && B", "2026-12-05 08:30")
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0


def test_a_table_without_rows_has_its_headings():
    _, found = book([])

    assert found["例子"].max_row == 1
    assert found["例子"]["B1"].value == "姓名\nName"


def test_the_same_tables_give_the_same_bytes():
    assert book()[0] == book()[0]


def test_libreoffice_reads_every_cell_as_it_was_meant(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(book()[0])

    found = sheets([path], into=tmp_path)["book", "例子"]

    assert found[0] == [f"{column.chinese}\n{column.english}" for column in COLUMNS]
    assert found[1:] == [
        ["001", "单晓𠮷", "1800.05", "95.08%", "2026-12-05 08:30:00", "1.5", "1200", "90"],
        ["+86138", '=HYPERLINK("http://example.org","x")', "-0.05", "100%",
         "2026-12-05 08:30:00", "2", "0", "0"],
        ["@x", "عمر الأحمد", "0", "0%", "", "", "", ""],
        ["-1", "Šárka\nNováková", "123456789.01", "50%", "2026-12-05 08:30:00", "0.25", "3", "1"],
        ["", "http://example.org/", "", "", "", "", "", ""],
        ["1e5", "\t前有制表符", "0.01", "12.5%", "2026-12-05 08:30:00", "3", "7", "8"],
    ]  # fmt: skip
