"""The copy of the plan an event folder keeps: as it came, but without ID numbers.

`sync` compares with it what the planners changed since. It is never given back to them.
Pictures and embedded files are copied as they are.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from onsite.planning.blanking import (
    Blanked,
    blank_column,
    find_texts,
    strings_in,
    used_strings,
    without_strings,
)
from onsite.planning.csv_patching import CsvPatch, CsvSheetPatch
from onsite.planning.csv_source import read_resources
from onsite.planning.packages import Package, open_package
from onsite.planning.records import HEADING_ROWS
from onsite.planning.sources import PACKAGE_FILE
from onsite.planning.swapping import beside_path, swap_in, write_whole
from onsite.planning.tables import DELEGATES, heading_key
from onsite.planning.workbook_parts import read_shared_strings, shared_strings_part
from onsite.planning.zip_rewriting import rewrite_zip

_COLUMN = DELEGATES.column("id_number")
ID_HEADINGS = frozenset(
    heading_key(text)
    for text in (
        _COLUMN.chinese,
        _COLUMN.csv,
        *_COLUMN.english,
        "证件号码",
        "身份证",
        "身份证号",
        "身份证号码",
        "护照号",
        "护照号码",
        "Passport",
        "Passport number",
        "ID card",
        "ID card number",
    )
)

# Looked for in the rest of the file too: comments, pivot caches, other sheets.
_TELLING = re.compile(
    rb"(?<![0-9A-Za-z])(?:\d{17}[\dXx]|\d{15}|[A-Za-z]{1,2}\d{7,9})(?![0-9A-Za-z])"
)
_TEXT_PARTS = (".xml", ".rels", ".vml", ".txt", ".csv", ".json")


def keep_plan(plan: Path, *, into: Path) -> Path:
    """Copy a plan into a folder, with its columns of ID numbers emptied.

    Returns:
        The copied workbook, or the folder when the plan is a CSV package.

    Raises:
        Unreadable: The plan can't be read.
        OSError: The disk is full.
    """
    into.mkdir(parents=True, exist_ok=True)
    if plan.name == PACKAGE_FILE or plan.suffix.lower() == ".csv":
        plan = plan.parent
    return _keep_package(plan, into) if plan.is_dir() else _keep_workbook(plan, into / plan.name)


def _keep_workbook(plan: Path, copy: Path) -> Path:
    with open_package(plan) as package:
        changed = _emptied(package)
    try:
        rewrite_zip(plan, to=beside_path(copy), changed=changed, added={})
        swap_in(copy, keep_before=False)
    finally:
        beside_path(copy).unlink(missing_ok=True)
    copy.chmod(0o600)
    return copy


def _emptied(package: Package) -> dict[str, bytes]:
    """Give the parts that have to change: blanked sheets, shared strings, and mentions elsewhere."""
    parts = {part: package.read(part) for part in package.sheets.values()}
    strings = shared_strings_part(package)
    shared = read_shared_strings(package)
    blanked: list[Blanked] = []
    for name, data in parts.items():
        headings = find_texts(data, rows=HEADING_ROWS, shared=shared)
        for row, column in (
            at for at, text in headings.items() if heading_key(text) in ID_HEADINGS
        ):
            parts[name], found = blank_column(parts[name], column, below=row)
            blanked += found
    unused = used_strings(blanked) - {
        index for data in parts.values() for index in strings_in(data)
    }
    if strings:
        parts[strings] = without_strings(package.read(strings), unused)
    texts = [shared[int(one.text)] if one.is_shared else one.text for one in blanked]
    secrets = _telling(texts)
    for name in package.zip.namelist():
        if name.endswith(_TEXT_PARTS):
            parts[name] = _masked(parts.get(name) or package.read(name), secrets)
    return {name: data for name, data in parts.items() if data != package.read(name)}


def _keep_package(plan: Path, into: Path) -> Path:
    patch = CsvPatch(plan)
    blanked = [one for name in patch.sheet_names for one in _blank(patch.sheet(name))]
    secrets = _telling(blanked)
    changed = patch.parts()
    files = [resource.path for resource in read_resources(plan / PACKAGE_FILE)[0]]
    for path in [plan.resolve() / PACKAGE_FILE, *files]:
        name = str(path.relative_to(plan.resolve()))
        content = changed.get(name) or path.read_bytes()
        target = into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, _masked(content, secrets), keep_before=False)
        target.chmod(0o600)
    return into


def _blank(sheet: CsvSheetPatch) -> list[str]:
    blanked: list[str] = []
    for row in range(1, HEADING_ROWS + 1):
        for column, text in sheet.texts(row).items():
            if heading_key(text) in ID_HEADINGS:
                blanked += sheet.blank_column(column, below=row)
    return blanked


def _telling(texts: Iterable[str]) -> frozenset[bytes]:
    return frozenset(text.encode() for text in texts if _TELLING.fullmatch(text.encode()))


def _masked(content: bytes, secrets: frozenset[bytes]) -> bytes:
    if not secrets or secrets.isdisjoint(_TELLING.findall(content)):
        return content
    return _TELLING.sub(
        lambda match: b"*" * len(match[0]) if match[0] in secrets else match[0], content
    )
