"""A workbook with much in it that a careless program loses."""

import shutil
import zipfile
from datetime import date

import xlsxwriter


def write_rich_workbook(path, rows, *, table=True):
    book = xlsxwriter.Workbook(path)
    bold = book.add_format({"bold": True, "bg_color": "#DDEBF7"})
    money = book.add_format({"num_format": "#,##0.00"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("代表名单")
    sheet.write_row(0, 0, rows[0], bold)
    for number, row in enumerate(rows[1:], 1):
        sheet.write_row(number, 0, row)
        sheet.write_number(number, 6, row[6], money)
    last = len(rows) - 1
    if table:
        headings = [{"header": heading, "header_format": bold} for heading in rows[0]]
        sheet.add_table(0, 0, last, len(rows[0]) - 1, {"columns": headings, "name": "Delegates"})
    else:
        sheet.autofilter(0, 0, last, len(rows[0]) - 1)
    sheet.data_validation(1, 3, last, 3, {"validate": "list", "source": ["MEM", "VIP"]})
    sheet.conditional_format(1, 6, last, 6, {"type": "data_bar"})
    sheet.write_comment("B2", "Ask about the hotel")
    sheet.set_column(5, 5, 20, None, {"hidden": True})
    sheet.set_header("&C测试大会&R&D")
    sheet.set_footer("&P / &N")
    sheet.set_landscape()
    sheet.print_area(0, 0, last, 8)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 2)
    other = book.add_worksheet("统计")
    other.write_rich_string("A1", "合计", bold, "人数", "和", bold, "金额")
    other.write_formula("A2", "=COUNTA(代表名单!A:A)-1", None, last)
    other.write_formula("B2", "=SUM(代表名单!G:G)", money, sum(row[6] for row in rows[1:]))
    other.write_datetime("C2", date(2026, 12, 4), day)
    other.add_sparkline("D2", {"range": "代表名单!G2:G3"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=代表名单!$G$2:$G$3"})
    other.insert_chart("F2", chart)
    other.insert_textbox("F20", "Remember the lunches")
    book.define_name("Fees", "=代表名单!$G$2:$G$3")
    book.close()
    _inject(
        path,
        {
            "customXml/item9.xml": b"<mine>kept</mine>",
            "xl/printerSettings/p9.bin": b"\x00\x01printer",
        },
    )
    return path


def _inject(path, parts):
    """Put parts in the way other programs do: streamed, stored, with odd timestamps."""
    other = path.with_suffix(".tmp")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for member in old.infolist()[:3]:
            new.writestr(member, old.read(member))
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, (2001, 2, 3, 4, 5, 6))
            member.comment = b"ours"
            with new.open(member, "w") as file:
                file.write(content)
        for member in old.infolist()[3:]:
            new.writestr(member, old.read(member))
    shutil.move(other, path)
