"""A planning workbook that has everything planners put into one, more than any one library writes."""

import io
import re
import shutil
import zipfile
from datetime import date

import xlsxwriter
from PIL import Image

RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
OFFICE_RELS = f"{MICROSOFT}/2017/10/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
THREADED = f"{MICROSOFT}/spreadsheetml/2018/threadedcomments"
PERSON = "{11111111-2222-3333-4444-555555555555}"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def write_full_workbook(path, sheets):
    """Write the sheets of a plan, with drop-downs, charts, pictures, pivots and the rest round them."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    written = {title: _written(book, title, rows) for title, rows in sheets.items()}
    _dress_list(book, written["代表名单"], len(sheets["代表名单"]) - 1)
    _dress_flow(book, written["项目流程"], len(sheets["项目流程"]) - 1)
    _dress_budget(book, written["预算"], len(sheets["预算"]) - 1)
    _add_statistics(book, len(sheets["代表名单"]) - 1)
    book.close()
    _add_what_the_library_lacks(path, list(sheets).index("代表名单") + 1, len(sheets) + 1)
    return path


def _written(book, title, rows):
    sheet = book.add_worksheet(title)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value != "":
                sheet.write(number, column, value)
    return sheet


def _dress_list(book, sheet, last):
    bold = book.add_format({"bold": True, "bg_color": "#DDEBF7"})
    for column, text in enumerate(["注册编号", "姓名", "单位", "类别", "手机"]):
        sheet.write(0, column, text, bold)
    sheet.autofilter(0, 0, last, 8)
    sheet.filter_column("D", "x == MEM")
    sheet.data_validation(1, 3, last, 3, {"validate": "list", "source": ["MEM", "VIP"]})
    sheet.data_validation(1, 9, last, 9, {"validate": "length", "criteria": "<", "value": 40})
    sheet.conditional_format(1, 6, last, 6, {"type": "data_bar", "bar_solid": True})
    sheet.conditional_format(
        1, 0, last, 8, {"type": "formula", "criteria": "=$H2<$G2", "format": bold}
    )
    sheet.conditional_format(1, 7, last, 7, {"type": "icon_set", "icon_style": "3_traffic_lights"})
    sheet.write_comment("B2", "问酒店", {"author": "会务组"})
    sheet.set_column(4, 5, 20, None, {"hidden": True})
    sheet.set_column(0, 0, 14.5, book.add_format({"locked": False}))
    sheet.set_row(2, 31, None, {"level": 1})
    sheet.set_header("&C测试大会&R&D")
    sheet.set_landscape()
    sheet.print_area(0, 0, last, 8)
    sheet.repeat_rows(0)
    sheet.set_h_pagebreaks([2])
    sheet.freeze_panes(1, 2)
    sheet.protect("", {"sort": True, "autofilter": True})
    sheet.insert_image("L6", "logo.png", {"image_data": _picture()})
    sheet.ignore_errors({"number_stored_as_text": "A1:A9"})


def _dress_flow(book, sheet, last):
    red = book.add_format({"font_color": "#C00000", "italic": True})
    sheet.write_rich_string(1, 3, "贵宾和", red, "讲者", "报到")
    states = ["未开始", "进行中", "已完成"]
    sheet.data_validation(1, 4, last, 4, {"validate": "list", "source": states})
    sheet.conditional_format(1, 4, last, 4, {"type": "cell", "criteria": "==", "value": '"已完成"',
                                             "format": book.add_format({"bg_color": "#C6EFCE"})})  # fmt: skip
    sheet.set_column(5, 5, 60, book.add_format({"text_wrap": True}))
    sheet.merge_range(last + 2, 0, last + 2, 3, "执行人签字", red)


def _dress_budget(book, sheet, last):
    money = book.add_format({"num_format": "¥#,##0.00"})
    for row in range(1, last + 1):
        sheet.write_formula(row, 3, f"=B{row + 1}*C{row + 1}", money, 7)
    sheet.write_column(last + 1, 0, ["合计", "最大"])
    sheet.write_formula(last + 1, 3, f"=SUM(D2:D{last + 1})", money, 7)
    sheet.write_array_formula(
        last + 2, 3, last + 2, 3, f"{{=MAX(B2:B{last + 1}*C2:C{last + 1})}}", money, 7
    )


def _add_statistics(book, last):
    sheet = book.add_worksheet("统计")
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_rich_string("A1", "合计", bold, "人数", "和", bold, "金额")
    sheet.write_formula("A2", "=COUNTA(代表名单!A:A)-1", None, last)
    sheet.write_formula("B2", "=SUM(代表名单!G:G)", None, 1800)
    sheet.write_formula("C2", "=COUNTA(代表名单!J:J)", None, 0)  # where our columns will be
    sheet.write_datetime("D2", date(2026, 12, 4), day)
    sheet.write_url("E2", "https://example.org/", string="网站")
    sheet.add_sparkline("F2", {"range": "代表名单!G2:G3"})
    sheet.add_table(
        "H1:I3", {"name": "Totals", "data": [["会员", 1], ["贵宾", 2]], "total_row": False}
    )
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=代表名单!$G$2:$G$3", "categories": "=代表名单!$B$2:$B$3"})
    sheet.insert_chart("A8", chart)
    sheet.insert_textbox("F8", "别忘了订午餐")
    hidden = book.add_worksheet("草稿")
    hidden.write("A1", "不给人看")
    hidden.very_hidden()
    book.define_name("Fees", "=代表名单!$G$2:$G$3")


def _picture():
    picture = io.BytesIO()
    Image.new("RGB", (40, 20), "#0b5fa5").save(picture, "PNG")
    picture.seek(0)
    return picture


def _add_what_the_library_lacks(path, list_number, statistics_number):
    """Put in phonetic guides, threaded comments, printer settings and a pivot table."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = "代表甲".encode()
    guide = '<rPh sb="0" eb="2"><t>だいひょう</t></rPh><phoneticPr fontId="1"/>'.encode()
    shared = parts["xl/sharedStrings.xml"]
    assert shared.count(b"<t>" + text + b"</t>") == 1
    parts["xl/sharedStrings.xml"] = shared.replace(
        b"<t>" + text + b"</t>", b"<t>" + text + b"</t>" + guide
    )
    _thread(parts, list_number)
    _pivot(parts, statistics_number)
    other = path.with_suffix(".tmp")
    with zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    shutil.move(other, path)


def _thread(parts, number):
    """Answer the comment in the list, and keep a printer's settings."""
    parts["xl/persons/person.xml"] = (
        f'{HEAD}<personList xmlns="{THREADED}"><person displayName="会务组" id="{PERSON}" userId="a" '
        'providerId="None"/></personList>'
    ).encode()
    comment = "{{{}}}".format("22222222-2222-3333-4444-555555555555")
    parts["xl/threadedComments/threadedComment1.xml"] = (
        f'{HEAD}<ThreadedComments xmlns="{THREADED}"><threadedComment ref="B2" dT="2026-11-01T10:00:00.00" '
        f'personId="{PERSON}" id="{comment}"><text>问酒店</text></threadedComment></ThreadedComments>'
    ).encode()
    parts["xl/printerSettings/printerSettings1.bin"] = b"\x00\x01printer"
    _relate(parts, f"xl/worksheets/_rels/sheet{number}.xml.rels",
            ("rId90", f"{RELS}/printerSettings", "../printerSettings/printerSettings1.bin"),
            ("rId91", f"{OFFICE_RELS}/threadedComment",
             "../threadedComments/threadedComment1.xml"))  # fmt: skip
    _relate(parts, "xl/_rels/workbook.xml.rels",
            ("rId92", f"{OFFICE_RELS}/person", "persons/person.xml"))  # fmt: skip
    sheet = f"xl/worksheets/sheet{number}.xml"
    parts[sheet] = re.sub(rb"<pageSetup ", b'<pageSetup r:id="rId90" ', parts[sheet], count=1)
    _type(parts, '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.'
          'spreadsheetml.printerSettings"/>',
          '<Override PartName="/xl/persons/person.xml" ContentType="application/vnd.ms-excel.person+xml"/>',
          '<Override PartName="/xl/threadedComments/threadedComment1.xml" '
          'ContentType="application/vnd.ms-excel.threadedcomments+xml"/>')  # fmt: skip


def _pivot(parts, number):
    """Count the list by category, below the chart of the statistics."""
    cache = "xl/pivotCache/pivotCacheDefinition1.xml"
    parts[cache] = (
        f'{HEAD}<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{RELS}" refreshOnLoad="1" recordCount="0">'
        '<cacheSource type="worksheet"><worksheetSource ref="D1:D3" sheet="代表名单"/></cacheSource>'
        '<cacheFields count="1"><cacheField name="类别" numFmtId="0"><sharedItems count="2"><s v="MEM"/>'
        '<s v="VIP"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>'
    ).encode()
    parts["xl/pivotTables/pivotTable1.xml"] = (
        f'{HEAD}<pivotTableDefinition xmlns="{MAIN}" name="按类别" cacheId="9" dataCaption="值" '
        'applyNumberFormats="0"><location ref="K1:L4" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>'
        '<pivotFields count="1"><pivotField axis="axisRow" dataField="1" showAll="0">'
        '<items count="3"><item x="0"/><item x="1"/><item t="default"/></items></pivotField></pivotFields>'
        '<rowFields count="1">'
        '<field x="0"/></rowFields><dataFields count="1"><dataField name="计数" fld="0" subtotal="count"/>'
        "</dataFields></pivotTableDefinition>"
    ).encode()
    _relate(parts, "xl/pivotTables/_rels/pivotTable1.xml.rels",
            ("rId1", f"{RELS}/pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml"))  # fmt: skip
    _relate(parts, f"xl/worksheets/_rels/sheet{number}.xml.rels",
            ("rId93", f"{RELS}/pivotTable", "../pivotTables/pivotTable1.xml"))  # fmt: skip
    _relate(parts, "xl/_rels/workbook.xml.rels",
            ("rId94", f"{RELS}/pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"))  # fmt: skip
    caches = b'<pivotCaches><pivotCache cacheId="9" r:id="rId94"/></pivotCaches></workbook>'
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"</workbook>", caches)
    _type(parts,
          f'<Override PartName="/{cache}" ContentType="{TYPE}.pivotCacheDefinition+xml"/>',
          f'<Override PartName="/xl/pivotTables/pivotTable1.xml" ContentType="{TYPE}.pivotTable+xml"/>',
    )  # fmt: skip


def _relate(parts, name, *relations):
    tags = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{to}"/>' for key, kind, to in relations
    )
    empty = f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    whole = parts.get(name, empty.encode())
    parts[name] = whole.replace(b"</Relationships>", f"{tags}</Relationships>".encode())


def _type(parts, *tags):
    name = "[Content_Types].xml"
    parts[name] = parts[name].replace(b"</Types>", "".join(tags).encode() + b"</Types>")
