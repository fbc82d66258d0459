"""What planners do to their workbook after `init`, case by case, and what a person would expect of a sync.

Each edit is made in the plan as it came, or in the one a first sync has written (``after``).
T001 came, T002 did not, W001 was added at a desk; the event corrects what a case says.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.table import Table
from synced_plan import NEW

LIST = "代表名单"
CAME = {"报到时间": "2026-12-04 08:14", "报到区": "PRE", "报到方式": "自助机", "胸卡打印次数": 2}
NOBODY = {"报到时间": "", "报到区": "", "胸卡打印次数": ""}
CAME_BY = replace(NEW, facts=replace(NEW.facts, name="现场客"))
WALK_IN = {"姓名": "现场客", "来源": "现场", "应缴(元)": 1800.5}
GONE = "(row deleted)"

Edit = Callable[[Any], object]


@dataclass(frozen=True)
class Case:
    """One edit and what is expected.

    Attributes:
        edit: What the planners do, with the openpyxl workbook.
        first: What stands in the row of T001 afterwards, None when she has none; ``second`` and
            ``walk_in`` likewise.
        conflicts: (planned, onsite) of each, in order.
        corrections: What the event corrected of T001.
        refused: The sync writes nothing and says this.
        also: More that must hold of the workbook afterwards.
        after: The edit is made after a first sync.
        later: The event has more to say after the edit: T001 got a third badge.
    """

    name: str
    edit: Edit
    first: Mapping[str, Any] | None = field(default_factory=lambda: CAME)
    second: Mapping[str, Any] | None = field(default_factory=lambda: NOBODY)
    walk_in: Mapping[str, Any] | None = field(default_factory=lambda: WALK_IN)
    conflicts: list[tuple[str, str]] = field(default_factory=list)
    corrections: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""
    also: Callable[[Any], bool] = lambda _book: True
    after: bool = False
    later: bool = False


def column(sheet, heading):
    """Find a column by its heading, wherever the heading row is."""
    return next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == heading)


def row(sheet, reg_no):
    return next(cell.row for line in sheet.iter_rows() for cell in line if cell.value == reg_no)


def at(sheet, reg_no, heading):
    return sheet.cell(row(sheet, reg_no), column(sheet, heading))


def headings(book):
    return [cell.value for cell in book[LIST][1]]


def put(reg_no, heading, value):
    return lambda book: setattr(at(book[LIST], reg_no, heading), "value", value)


def rename(heading, to):
    def change(book):
        book[LIST].cell(1, column(book[LIST], heading)).value = to

    return change


def several(*edits):
    return lambda book: [edit(book) for edit in edits]


def lines(book):
    return [[cell.value for cell in line] for line in book[LIST].iter_rows()]


def write_lines(book, rows):
    sheet = book[LIST]
    sheet.delete_rows(1, sheet.max_row)
    for number, line in enumerate(rows, 1):
        for at_column, value in enumerate(line, 1):
            sheet.cell(number, at_column).value = value


def sort_backwards(book):
    head, *rest = lines(book)
    write_lines(book, [head, *reversed(rest)])


def without_our_columns(arrange):
    """Arrange the rows as within an Excel table that ends left of our columns."""

    def change(book):
        head, *rest = lines(book)
        theirs = arrange([line[:9] for line in rest])
        ours = [line[9:] for line in rest]
        width = len(head) - 9
        ours += [[None] * width] * (len(theirs) - len(ours))
        theirs += [[None] * 9] * (len(ours) - len(theirs))
        write_lines(book, [head, *(new + old for new, old in zip(theirs, ours, strict=True))])

    return change


sort_without_our_columns = without_our_columns(lambda rows: rows[::-1])
turn_without_our_columns = without_our_columns(lambda rows: [*rows[1:], rows[0]])
delete_without_our_columns = without_our_columns(lambda rows: rows[1:])
insert_without_our_columns = without_our_columns(
    lambda rows: [["T000", "代表新", "第三医院", "MEM", *[None] * 5], *rows]
)


def turn_columns_round(book):
    write_lines(book, [list(reversed(line)) for line in lines(book)])


def copy_row(reg_no):
    def change(book):
        rows = lines(book)
        write_lines(book, [*rows, next(line for line in rows if line[0] == reg_no)])

    return change


def move_to_end(reg_no):
    def change(book):
        rows = lines(book)
        moved = next(line for line in rows if line[0] == reg_no)
        write_lines(book, [*(line for line in rows if line is not moved), moved])

    return change


def new_delegate(book):
    book[LIST].insert_rows(2)
    for at_column, value in enumerate(["T000", "代表新", "第三医院", "MEM"], 1):
        book[LIST].cell(2, at_column).value = value


def delete(reg_no):
    return lambda book: book[LIST].delete_rows(row(book[LIST], reg_no))


def title_above(book):
    book[LIST].insert_rows(1, 2)
    book[LIST]["A1"] = "参会代表名单(终稿)"
    book[LIST].merge_cells("A1:D1")


def total_below(book):
    last = book[LIST].max_row + 2
    book[LIST].cell(last, 1).value = "合计"
    book[LIST].cell(last, 7).value = f"=SUM(G2:G{last - 2})"


def cut_to_other_sheet(book):
    other = book.create_sheet("已取消的")
    for cell in book[LIST][row(book[LIST], "T001")]:
        other.cell(1, cell.column).value = cell.value
    delete("T001")(book)


def our_column(*texts):
    """Give the planners a column of their own with one of our headings."""

    def change(book):
        for number, text in enumerate(("报到区", *texts), 1):
            book[LIST].cell(number, 10).value = text

    return change


def filter_and_hide(book):
    book[LIST].auto_filter.ref = "A1:I3"
    book[LIST].auto_filter.add_filter_column(3, ["VIP"])
    book[LIST].row_dimensions[2].hidden = True


def sheet_of_their_own(book):
    book.create_sheet("参会名单")["A1"] = "我们自己的表"


def formula_on_our_column(book):
    book.create_sheet("统计")["A1"] = "=COUNTA(代表名单!J2:J9)"


def person_else(book):
    for heading, value in {"姓名": "欧阳另", "单位": "别院", "手机": "13911112222"}.items():
        put("T001", heading, value)(book)


def listed(book):
    """Read whom our list of who came names."""
    return [line[0].value for line in book["参会名单"].iter_rows()]


def is_visible_as_before(sheet_name, state):
    return lambda book: book[sheet_name].sheet_state == state


CASES = [
    # Rows
    Case("nothing", lambda book: None),
    Case("rows sorted the other way round", sort_backwards),
    Case("a row inserted for a new delegate", new_delegate,
         also=lambda b: at(b[LIST], "T000", "报到区").value is None),
    Case("blank rows put between", lambda b: b[LIST].insert_rows(3, 2)),
    Case("blank rows put below the headings", lambda b: b[LIST].insert_rows(2, 3)),
    Case("a row moved to the end", move_to_end("T001")),
    Case("a row hidden", lambda b: setattr(b[LIST].row_dimensions[2], "hidden", True),
         also=lambda b: b[LIST].row_dimensions[2].hidden),
    Case("rows folded together", lambda b: b[LIST].row_dimensions.group(2, 3, hidden=True)),
    Case("the row of someone who stayed away deleted", delete("T002"), second=None),
    Case("the row of someone who is here deleted", delete("T001"), first=None,
         conflicts=[(GONE, "T001 代表甲")]),
    Case("someone who is here moved to another sheet", cut_to_other_sheet, first=None,
         conflicts=[(GONE, "T001 代表甲")]),
    Case("a row copied below", copy_row("T001"), first={"报到时间": ""},
         conflicts=[("(T001: rows 2+4)", "T001 代表甲")]),
    Case("the row of someone who stayed away copied", copy_row("T002")),
    Case("a total below the list", total_below,
         also=lambda b: row(b[LIST], "W001") > row(b[LIST], "合计")),
    # An Excel table ends where the list ended before our columns came.
    Case("rows sorted without our columns", sort_without_our_columns, after=True, later=True,
         first={**CAME, "胸卡打印次数": 3, "来源": ""}),
    Case("rows moved on without our columns", turn_without_our_columns, after=True, later=True,
         first={**CAME, "胸卡打印次数": 3}),
    Case("a row inserted without our columns", insert_without_our_columns, after=True,
         also=lambda b: at(b[LIST], "T000", "报到时间").value is None),
    Case("a row deleted without our columns", delete_without_our_columns, after=True, first=None,
         conflicts=[(GONE, "T001 代表甲")],
         also=lambda b: [cell.value for cell in b[LIST][4]] == [None] * len(b[LIST][4])),
    Case("a number given to another, rows sorted without our columns",
         several(person_else, sort_without_our_columns), after=True,
         first={"姓名": "欧阳另", "报到时间": "", "来源": ""}, conflicts=[("欧阳另", "T001 代表甲")]),
    Case("rows sorted without our columns, then a time typed", several(
        sort_without_our_columns, put("T002", "报到时间", "9:30")), after=True,
         second={"报到时间": "9:30", "报到区": ""}, conflicts=[("9:30", "")]),
    Case("a time copied to someone who stayed away", put("T002", "报到时间", CAME["报到时间"]), after=True,
         second={"报到时间": CAME["报到时间"]}, conflicts=[(CAME["报到时间"], "")]),
    # Who a row is about
    Case("a number given to another person", person_else, first={"姓名": "欧阳另", "报到时间": ""},
         conflicts=[("欧阳另", "T001 代表甲")]),
    Case("a name spelt anew", put("T001", "姓名", "代表佳"), first={**CAME, "姓名": "代表佳"}),
    Case("another telephone", put("T001", "手机", "13955550000"), first={**CAME, "手机": "13955550000"}),
    Case("a married name, the same telephone", put("T001", "姓名", "欧阳另"),
         first={**CAME, "姓名": "欧阳另"}),
    Case("a number in small letters with blanks", put("T001", "注册编号", " t００1 "), first=None,
         also=lambda b: b[LIST].cell(2, column(b[LIST], "报到区")).value == "PRE"),
    Case("a number changed", put("T001", "注册编号", "T901"), first=None,
         conflicts=[(GONE, "T001 代表甲")]),
    Case("cancelled in the plan, and here", put("T001", "备注", "取消"), first={**CAME, "备注": "取消"}),
    # Columns
    Case("a column inserted on the left", lambda b: b[LIST].insert_cols(1)),
    Case("a column inserted in the middle", lambda b: b[LIST].insert_cols(4)),
    Case("a column inserted among ours", lambda b: b[LIST].insert_cols(11), after=True, later=True,
         first={**CAME, "胸卡打印次数": 3}),
    Case("columns the other way round", turn_columns_round),
    Case("columns the other way round, ours too", turn_columns_round, after=True, later=True,
         first={**CAME, "胸卡打印次数": 3}),
    Case("a column deleted", lambda b: b[LIST].delete_cols(9)),
    # A whole column gone is no hundred changed cells: it comes back as it was.
    Case("a column of ours deleted", lambda b: b[LIST].delete_cols(10), after=True),
    Case("a column nobody has anything for", lambda b: b[LIST].delete_cols(3),
         corrections={"organisation": ""}),
    Case("a heading of ours renamed", rename("报到时间", "签到时间"), after=True, later=True,
         first={**CAME, "签到时间": "2026-12-04 08:14", "胸卡打印次数": 3}),
    Case("headings of ours in English", several(
        rename("报到时间", "Checked in at"), rename("胸卡打印次数", "Badge prints")),
         after=True, later=True, first={"Checked in at": "2026-12-04 08:14", "Badge prints": 3},
         second={"Badge prints": ""}, also=lambda b: "报到时间" not in headings(b)),
    Case("a heading in English", rename("姓名", "Name"), first={**CAME, "Name": "代表甲"},
         walk_in={"Name": "现场客"}),
    Case("the heading of the numbers in English", rename("注册编号", "Reg. no.")),
    Case("a heading with its unit elsewhere", rename("应缴(元)", "应缴 (元)"),
         walk_in={"应缴 (元)": 1800.5}),
    Case("the heading of the numbers renamed", rename("注册编号", "流水"),
         refused="has no sheet 代表名单|column 注册编号"),
    Case("a title above the headings", title_above),
    Case("something typed into the last column there is",
         lambda b: setattr(b[LIST].cell(3, 16_384), "value", "x"),
         also=lambda b: (b[LIST].cell(1, 10).value, b[LIST].max_column) == ("报到时间", 16_384)),
    Case("no column left", lambda b: b[LIST].append(["x"] * 16_384),
         refused="代表名单!XFD.*no room for ours"),
    Case("a hidden column", lambda b: setattr(b[LIST].column_dimensions["C"], "hidden", True),
         also=lambda b: b[LIST].column_dimensions["C"].hidden),
    Case("a second column with a heading of ours",
         lambda b: setattr(b[LIST].cell(1, 20), "value", "报到区"), after=True,
         later=True, first={**CAME, "胸卡打印次数": 3}),
    Case("a column prepared for us", our_column()),
    Case("a column of ours filled in alike", our_column("PRE")),
    Case("a column of ours filled in otherwise", our_column("VIP", "VIP"),
         first={**CAME, "报到区": "VIP"},
         second={"报到区": "VIP"}, conflicts=[("VIP", "PRE"), ("VIP", "")]),
    # Cells that both have something for
    Case("a correction the planners know nothing of", lambda book: None, corrections={"name": "代表佳"},
         first={**CAME, "姓名": "代表佳"}),
    Case("both corrected alike", put("T001", "姓名", "代表佳"), corrections={"name": "代表佳"},
         first={**CAME, "姓名": "代表佳"}),
    Case("both corrected, each otherwise", put("T001", "姓名", "代表嘉"), corrections={"name": "代表佳"},
         first={**CAME, "姓名": "代表嘉"}, conflicts=[("代表嘉", "代表佳")]),
    Case("the planners corrected another cell", put("T001", "单位", "一院"),
         corrections={"name": "代表佳"},
         first={**CAME, "姓名": "代表佳", "单位": "一院"}),
    Case("the column of a correction deleted", lambda b: b[LIST].delete_cols(3),
         corrections={"organisation": "一院"},
         conflicts=[("(column deleted)", "单位: T001 一院")]),
    Case("a correction for which the plan never had a column", lambda book: None,
         corrections={"position": "主任"}),
    Case("a cell of ours changed", put("T001", "报到区", "VIP"), after=True, later=True,
         first={**CAME, "报到区": "VIP", "胸卡打印次数": 3}, conflicts=[("VIP", "PRE")]),
    Case("a cell of ours emptied", put("T001", "报到区", None), after=True, first={**CAME, "报到区": ""},
         conflicts=[("", "PRE")]),
    Case("a cell of someone who stayed away filled in", put("T002", "报到区", "VIP"), after=True,
         second={"报到区": "VIP"}, conflicts=[("VIP", "")]),
    Case("a formula in a cell of ours", put("T001", "胸卡打印次数", "=1+1"), after=True, later=True,
         first={"报到区": "PRE"}, conflicts=[("", "3")],
         also=lambda b: at(b[LIST], "T001", "胸卡打印次数").value == "=1+1"),
    Case("a formula that points at our column", formula_on_our_column, after=True, later=True,
         first={**CAME, "胸卡打印次数": 3},
         also=lambda b: b["统计"]["A1"].value == "=COUNTA(代表名单!J2:J9)"),
    Case("a formula where the name was", put("T002", "备注", '=B2&"的同事"'),
         also=lambda b: at(b[LIST], "T002", "备注").value == '=B2&"的同事"'),
    Case("cells of ours merged", lambda b: b[LIST].merge_cells("M1:M2"), after=True, later=True,
         first={"报到区": "PRE"}, conflicts=[("胸卡打印次数", "3")]),
    Case("cells merged beside ours", lambda b: b[LIST].merge_cells("C2:C3")),
    Case("a cell of ours coloured", lambda b: setattr(at(b[LIST], "T001", "胸卡打印次数"), "fill",
         PatternFill("solid", fgColor="FFFF00")), after=True, later=True,
         first={**CAME, "胸卡打印次数": 3},
         also=lambda b: at(b[LIST], "T001", "胸卡打印次数").fill.fgColor.rgb.endswith("FFFF00")),
    Case("a comment on a cell of ours",
         lambda b: setattr(at(b[LIST], "T001", "报到区"), "comment", Comment("看", "甲")),
         after=True, later=True, first={**CAME, "胸卡打印次数": 3},
         also=lambda b: at(b[LIST], "T001", "报到区").comment.text == "看"),
    # Walk-ins
    Case("a walk-in moved among the others", move_to_end("T001"), after=True, later=True,
         first={**CAME, "胸卡打印次数": 3},
         also=lambda b: sum(line[0] == "W001" for line in lines(b)) == 1),
    Case("a walk-in deleted", delete("W001"), after=True, walk_in=None,
         conflicts=[(GONE, "W001 现场客")]),
    # Sheets
    Case("sheets in another order", lambda b: b.move_sheet(LIST, -5),
         also=lambda b: b.sheetnames.index(LIST) < 3),
    Case("the list's sheet in English", lambda b: setattr(b[LIST], "title", "Delegates")),
    Case("the list's sheet renamed", lambda b: setattr(b[LIST], "title", "名单终稿"),
         also=lambda b: LIST not in b.sheetnames),
    Case("the list's sheet renamed after a sync", lambda b: setattr(b[LIST], "title", "名单终稿"),
         after=True, later=True,
         first={**CAME, "胸卡打印次数": 3}),
    Case("a copy of the list's sheet", lambda b: b.copy_worksheet(b[LIST]),
         also=lambda b: b["代表名单 Copy"].max_column == 9),
    Case("the list's sheet deleted", lambda b: b.remove(b[LIST]), refused="has no sheet 代表名单"),
    Case("the list hidden", lambda b: setattr(b[LIST], "sheet_state", "hidden"),
         also=is_visible_as_before(LIST, "hidden")),
    Case("the list protected", lambda b: setattr(b[LIST].protection, "sheet", True),
         also=lambda b: b[LIST].protection.sheet),
    Case("the workbook's structure protected",
         lambda b: setattr(b, "security", WorkbookProtection(lockStructure=True)),
         also=lambda b: b.security.lockStructure),
    Case("rows filtered", filter_and_hide,
         also=lambda b: b[LIST].auto_filter.ref == "A1:I3" and b[LIST].row_dimensions[2].hidden),
    Case("the list made a table",
         lambda b: b[LIST].add_table(Table(displayName="Delegates", ref="A1:I3")),
         also=lambda b: b[LIST].tables["Delegates"].ref == "A1:I3"),
    Case("a range named", lambda b: b.defined_names.add(DefinedName(
         "Fees", attr_text="代表名单!$G$2:$G$3")), also=lambda b: "Fees" in b.defined_names),
    Case("a sheet of their own with a name of ours", sheet_of_their_own,
         conflicts=[("我们自己的表", re.compile("注册编号 姓名"))],
         also=lambda b: b["参会名单"].max_row == 1),
    Case("a sheet of ours deleted", lambda b: b.remove(b["参会名单"]), after=True,
         also=lambda b: listed(b) == ["注册编号", "T001", "W001"]),
    Case("a sheet of ours turned over", lambda b: b["参会名单"].move_range("A2:K2", rows=2), after=True,
         also=lambda b: listed(b)[:3] == ["注册编号", "T001", "W001"]),
    Case("a column of theirs in a sheet of ours",
         lambda b: setattr(b["未到名单"].cell(1, 12), "value", "电话结果"),
         after=True, conflicts=[(re.compile("电话结果$"), re.compile("联系备注$"))],
         also=lambda b: b["未到名单"].cell(1, 12).value == "电话结果"),
    Case("a sheet of ours moved to the front", lambda b: b.move_sheet("参会名单", -9), after=True,
         later=True,
         first={**CAME, "胸卡打印次数": 3}, also=lambda b: b.sheetnames.count("参会名单") == 1),
]  # fmt: skip
