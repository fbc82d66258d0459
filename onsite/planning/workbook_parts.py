"""The small parts round the sheets: the list of sheets, relationships, styles, shared strings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.sax.saxutils import quoteattr

from lxml import etree

from onsite.planning import sheet_xml as xml
from onsite.planning.packages import Package, parse_xml, relationships
from onsite.planning.problems import column_letters
from onsite.planning.sheet_xml import Value

CONTENT_TYPES = "[Content_Types].xml"

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_CALC = re.compile(rb"<(?:\w+:)?calcPr\b[^>]*>")
_FULL_CALC = re.compile(rb'\s+fullCalcOnLoad="[^"]*"')
# Formats that show a number as it is: General and text.
_PLAIN_FORMATS = {"0", "49"}
# calcPr comes after these and before all else.
_BEFORE_CALC = ("definedNames", "externalReferences", "functionGroups", "sheets")
_WIDTHS = range(8, 41)


@dataclass(slots=True)
class Additions:
    """Parts that change and parts that come, while sheets are added one after the other."""

    changed: dict[str, bytes] = field(default_factory=dict)
    added: dict[str, bytes] = field(default_factory=dict)


def plain_styles(package: Package) -> frozenset[str]:
    """Name the cell styles that show a number as it is."""
    for kind, target in relationships(package.zip, package.workbook).values():
        if kind.endswith("/styles") and package.has(target):
            formats = parse_xml(package.read(target)).iterfind("{*}cellXfs/{*}xf")
            return frozenset(
                str(index)
                for index, style in enumerate(formats)
                if style.get("numFmtId", "0") in _PLAIN_FORMATS
            )
    return frozenset()


def shared_strings_part(package: Package) -> str:
    """Name the part of the shared strings; empty when there is none."""
    targets = relationships(package.zip, package.workbook).values()
    found = (target for kind, target in targets if kind.endswith("/sharedStrings"))
    return next((target for target in found if package.has(target)), "")


def read_shared_strings(package: Package) -> list[str]:
    """Read the shared strings, without their phonetic runs."""
    part = shared_strings_part(package)
    if not part:
        return []
    return [_string(item) for item in parse_xml(package.read(part)).iterfind("{*}si")]


def read_rich_strings(package: Package) -> dict[int, etree._Element]:
    """Read the shared strings of which parts have a look of their own, by their number."""
    part = shared_strings_part(package)
    if not part:
        return {}
    items = parse_xml(package.read(part)).iterfind("{*}si")
    return {at: item for at, item in enumerate(items) if item.find("{*}r") is not None}


def has_formulas(package: Package) -> bool:
    """Tell whether any sheet has a formula."""
    return any(_FORMULA.search(package.read(part)) for part in package.sheets.values())


def recalculated_on_load(workbook: bytes) -> bytes:
    """Ask the spreadsheet program to calculate everything when it opens the workbook."""
    if match := _CALC.search(workbook):
        tag = _FULL_CALC.sub(b"", match[0])
        head, tail = (tag[:-2].rstrip(), b"/>") if tag.endswith(b"/>") else (tag[:-1], b">")
        wished = (
            match[0]
            if b'fullCalcOnLoad="1"' in match[0]
            else (head + b' fullCalcOnLoad="1"' + tail)
        )
        return workbook[: match.start()] + wished + workbook[match.end() :]
    for name in _BEFORE_CALC:
        if match := re.search(
            rb"</(\w+:)?" + name.encode() + rb"\s*>|<(\w+:)?" + name.encode() + rb"\s*/>", workbook
        ):
            prefix = match[1] or match[2] or b""
            calc = b"<" + prefix + b'calcPr fullCalcOnLoad="1"/>'
            return workbook[: match.end()] + calc + workbook[match.end() :]
    return workbook


def new_sheet_xml(rows: Sequence[Sequence[Value]], heading_style: str | None) -> bytes:
    """Write a sheet of our own: a heading row that stays in view, columns wide enough."""
    body = b"".join(
        f'<row r="{number}">'.encode()
        + b"".join(
            xml.render_cell("", number, column, value, heading_style if number == 1 else None)
            for column, value in enumerate(row, 1)
            if value not in {None, ""}
        )
        + b"</row>"
        for number, row in enumerate(rows, 1)
    )
    width = max((len(row) for row in rows), default=1)
    head = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{_MAIN}"><dimension ref="A1:{column_letters(width)}{max(len(rows), 1)}"/>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{_columns(rows, width)}</cols><sheetData>"
    )
    return head.encode() + body + b"</sheetData></worksheet>"


def add_sheet_parts(package: Package, name: str, sheet: bytes, additions: Additions) -> None:
    """Enter a new sheet after all others, and all parts that must know of it."""
    folder = PurePosixPath(package.workbook).parent
    workbook = additions.changed.get(package.workbook) or package.read(package.workbook)
    rels_name = str(folder / "_rels" / f"{PurePosixPath(package.workbook).name}.rels")
    rels = additions.changed.get(rels_name) or package.read(rels_name)
    types = additions.changed.get(CONTENT_TYPES) or package.read(CONTENT_TYPES)

    number = 1
    while package.has(part := f"{folder}/worksheets/sheet{number}.xml") or part in additions.added:
        number += 1
    relation = _free_id(rels)
    additions.added[part] = sheet
    additions.changed[package.workbook] = _listed(workbook, name, relation)
    additions.changed[rels_name] = _before_end(
        rels,
        "Relationships",
        f'Relationship Id="{relation}" Type="{_sheet_relation(workbook)}" '
        f'Target="worksheets/sheet{number}.xml"',
    )
    additions.changed[CONTENT_TYPES] = _before_end(
        types, "Types", f'Override PartName="/{part}" ContentType="{_SHEET_TYPE}"'
    )


def _listed(workbook: bytes, name: str, relation: str) -> bytes:
    sheets = list(parse_xml(workbook).iterfind("{*}sheets/{*}sheet"))
    sheet_id = max((int(sheet.get("sheetId", "0")) for sheet in sheets), default=0) + 1
    namespace = _relation_namespace(workbook)
    return _before_end(
        workbook,
        "sheets",
        f"sheet xmlns:onsite={quoteattr(namespace)} name={quoteattr(name)} "
        f'sheetId="{sheet_id}" onsite:id="{relation}"',
    )


def _relation_namespace(workbook: bytes) -> str:
    sheet = next(parse_xml(workbook).iterfind("{*}sheets/{*}sheet"))
    names = (etree.QName(str(key)) for key in sheet.attrib)
    return next(str(name.namespace) for name in names if name.localname == "id" and name.namespace)


def _sheet_relation(workbook: bytes) -> str:
    return f"{_relation_namespace(workbook)}/worksheet"


def _free_id(rels: bytes) -> str:
    taken = {element.get("Id") for element in parse_xml(rels)}
    return next(
        f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken
    )


def _before_end(part: bytes, element: str, tag: str) -> bytes:
    """Put an empty element in as the last child, with the prefix its parent has."""
    ends = list(re.finditer(rb"</(\w+:)?" + element.encode() + rb"\s*>", part))
    prefix = ends[-1][1] or b""
    at = ends[-1].start()
    return part[:at] + b"<" + prefix + tag.encode() + b"/>" + part[at:]


def _columns(rows: Sequence[Sequence[Value]], width: int) -> str:
    columns = []
    for at in range(width):
        texts = [str(row[at]) for row in rows[:200] if at < len(row) and row[at] is not None]
        # A Chinese character is as wide as two letters.
        widest = (
            max((len(text) + sum(not sign.isascii() for sign in text) for text in texts), default=0)
            + 2
        )
        fitting = min(max(widest, _WIDTHS.start), _WIDTHS.stop)
        columns.append(f'<col min="{at + 1}" max="{at + 1}" width="{fitting}" customWidth="1"/>')
    return "".join(columns)


def _string(item: etree._Element) -> str:
    texts = [
        child.text or ""
        for child in item.iter("{*}t")
        if not any(etree.QName(up).localname == "rPh" for up in child.iterancestors())
    ]
    return xml.plain_text("".join(texts))
