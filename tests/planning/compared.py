"""Compares two workbooks: every part, every cell, everything round the cells, save what a sync may write."""

import zipfile

from lxml import etree

from onsite.planning.packages import open_package
from onsite.planning.sheet_xml import split_reference

MAY_NAME_NEW_SHEETS = ("[Content_Types].xml", "xl/_rels/workbook.xml.rels")
WORKBOOK = "xl/workbook.xml"


def differences(before, after, *, ours):
    """List what differs and should not.

    Args:
        before: A workbook's path.
        after: The same workbook, synced.
        ours: Sheet -> whether a cell, by row and column from 1, is ours to write.
    """
    with open_package(before) as package:
        sheets = {part: name for name, part in package.sheets.items()}
    old, new = _parts(before), _parts(after)
    found = [f"{name} is gone" for name in old if name not in new]
    for name in old.keys() & new.keys():
        if old[name] == new[name]:
            continue
        if name in MAY_NAME_NEW_SHEETS:
            found += [f"{name} lost {one}" for one in _children(old[name]) - _children(new[name])]
        elif name == WORKBOOK:
            found += _workbook(old[name], new[name])
        elif sheets.get(name) in ours:
            found += _sheet(sheets[name], old[name], new[name], ours[sheets[name]])
        else:
            found.append(f"{name} has other bytes")
    return found


def _parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _children(data):
    return {etree.tostring(child, method="c14n") for child in etree.fromstring(data)}


def _workbook(old, new):
    """Compare all but sheets that were added, and the wish to calculate anew."""
    before, after = etree.fromstring(old), etree.fromstring(new)
    names = {sheet.get("name") for sheet in before.iterfind("{*}sheets/{*}sheet")}
    for sheet in list(after.iterfind("{*}sheets/{*}sheet")):
        if sheet.get("name") not in names:
            sheet.getparent().remove(sheet)
    for tree in (before, after):
        for calc in tree.iterfind("{*}calcPr"):
            calc.attrib.pop("fullCalcOnLoad", None)
    same = etree.tostring(before, method="c14n") == etree.tostring(after, method="c14n")
    return [] if same else ["xl/workbook.xml says something else"]


def _sheet(name, old, new, is_ours):
    before, after = etree.fromstring(old), etree.fromstring(new)
    found = []
    if _around(before) != _around(after):
        found.append(f"{name}: something round the cells")
    rows, now = _rows(before), _rows(after)
    for number, (attributes, cells) in now.items():
        was = rows.get(number)
        if was and was[0] != attributes:
            found.append(f"{name}: row {number} is {attributes}, was {was[0]}")
        for at, content in cells.items():
            if not is_ours(*at) and (not was or was[1].get(at) != content):
                found.append(f"{name}: cell {at} is {content}")
    for number, (_, cells) in rows.items():
        gone = cells.keys() - now.get(number, ({}, {}))[1].keys()
        found += [f"{name}: cell {at} is gone" for at in gone if not is_ours(*at)]
    return found


def _around(tree):
    """Give everything but the cells and how far they reach: widths, filters, formats, pictures."""
    return [
        etree.tostring(child, method="c14n")
        for child in tree
        if etree.QName(child).localname not in {"sheetData", "dimension"}
    ]


def _rows(tree):
    found = {}
    for row in tree.iterfind("{*}sheetData/{*}row"):
        attributes = {key: value for key, value in row.attrib.items() if key != "spans"}
        cells = {
            split_reference(cell.get("r")): etree.tostring(cell, method="c14n", with_tail=False)
            for cell in row.iterfind("{*}c")
        }
        found[int(row.get("r"))] = (attributes, cells)
    return found
