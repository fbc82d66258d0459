"""Changes cells of a workbook in place: every part not changed keeps its bytes.

Decides where bytes go, a sheet's are `sheet_patching`'s; which cells to change is decided in `sync`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from xml.parsers import expat

from lxml import etree

from onsite.planning.packages import Package, open_package, parse_xml
from onsite.planning.problems import Problem, Unreadable
from onsite.planning.sheet_patching import PatchConflict, SheetPatch
from onsite.planning.sheet_xml import Value
from onsite.planning.swapping import beside_path, swap_in
from onsite.planning.workbook_parts import (
    Additions,
    add_sheet_parts,
    has_formulas,
    new_sheet_xml,
    plain_styles,
    read_rich_strings,
    read_shared_strings,
    recalculated_on_load,
)
from onsite.planning.zip_rewriting import rewrite_zip


@dataclass
class _NewSheet:
    rows: list[list[Value]] = field(default_factory=list)
    heading_style: str | None = None

    @cached_property
    def xml(self) -> bytes:
        return new_sheet_xml(self.rows, self.heading_style)


class WorkbookPatch:
    """Changes to a workbook, kept until `save`.

    Raises:
        Unreadable: See `open_package`; or a sheet that is to be changed is damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._sheets: dict[str, SheetPatch] = {}
        self._new: dict[str, _NewSheet] = {}
        self._changed: dict[str, bytes] = {}
        self._added: dict[str, bytes] = {}
        self._shared: list[str] | None = None
        self._rich: dict[int, etree._Element] | None = None
        with open_package(path) as package:
            self.sheet_names = list(package.sheets)
            self.plain_styles = plain_styles(package)

    @property
    def conflicts(self) -> list[PatchConflict]:
        """Cells that could not be written, known after `render`."""
        return [conflict for sheet in self._sheets.values() for conflict in sheet.conflicts]

    @property
    def written(self) -> int:
        """Count the cells written, known after `render`."""
        old = sum(sheet.written for sheet in self._sheets.values())
        filled = (
            value not in {None, ""}
            for new in self._new.values()
            for row in new.rows
            for value in row
        )
        return old + sum(filled)

    def sheet(self, name: str) -> SheetPatch:
        """Give the changes of a sheet that is there.

        Raises:
            KeyError: There is no such sheet.
            Unreadable: Its XML is damaged.
        """
        if name not in self._sheets:
            with open_package(self.path) as package:
                data = _as_utf8(package.read(package.sheets[name]))
            try:
                self._sheets[name] = SheetPatch(name, data, self)
            except expat.ExpatError as error:
                raise Unreadable(
                    Problem(f"{name}!A1", "the sheet is damaged", "repair and save it in Excel")
                ) from error
        return self._sheets[name]

    def put_sheet(
        self, name: str, rows: Sequence[Sequence[Value]], *, heading_style: str | None = None
    ) -> None:
        """Plan that a sheet of this name holds these rows; it is added after all others if new."""
        if name in self.sheet_names:
            self.sheet(name).replace_all(rows)
        else:
            self._new[name] = _NewSheet([list(row) for row in rows], heading_style)

    def shared(self, index: str) -> str:
        """Look up a shared string."""
        if self._shared is None:
            with open_package(self.path) as package:
                self._shared = read_shared_strings(package)
        at = int(index) if index.isdigit() else len(self._shared)
        return self._shared[at] if at < len(self._shared) else ""

    def shared_rich(self, index: str) -> etree._Element | None:
        """Look up a shared string of which parts have a look of their own; None for plain ones."""
        if self._rich is None:
            with open_package(self.path) as package:
                self._rich = read_rich_strings(package)
        return self._rich.get(int(index)) if index.isdigit() else None

    def save(self, to: Path, *, keep_before: bool = False) -> bool:
        """Write the changed workbook over ``to``, whole or not at all.

        Args:
            to: Where to; the workbook itself or another path.
            keep_before: The file before stays as ``NAME.before-sync.xlsx`` beside it.

        Returns:
            False when nothing changes; then nothing is written.

        Raises:
            OSError: The disk is full, or the file is locked.
        """
        if not self.render():
            return False
        try:
            rewrite_zip(self.path, to=beside_path(to), changed=self._changed, added=self._added)
            swap_in(to, keep_before=keep_before)
        finally:
            beside_path(to).unlink(missing_ok=True)
        return True

    def render(self) -> bool:
        """Make the parts that change, and tell whether any does."""
        with open_package(self.path) as package:
            self._changed, self._added = self._parts(package)
        return bool(self._changed or self._added)

    def _parts(self, package: Package) -> tuple[dict[str, bytes], dict[str, bytes]]:
        changed: dict[str, bytes] = {}
        for name, sheet in self._sheets.items():
            part = package.sheets[name]
            rendered = sheet.render()
            if sheet.is_changed:
                changed[part] = rendered
        additions = Additions()
        for name, new in self._new.items():
            add_sheet_parts(package, name, new.xml, additions)
        changed |= additions.changed
        if (changed or additions.added) and has_formulas(package):
            workbook = changed.get(package.workbook) or package.read(package.workbook)
            changed[package.workbook] = recalculated_on_load(workbook)
        return changed, additions.added


def _as_utf8(data: bytes) -> bytes:
    """Give a part in UTF-8; the other encodings XML allows are hardly ever met."""
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data
    return etree.tostring(parse_xml(data), xml_declaration=True, encoding="UTF-8", standalone=True)
