"""Where rows come from: the sheets of a workbook, or the files of a CSV package.

Both give the same thing: named sheets of raw rows. What the rows mean is not known here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from onsite.planning.problems import Problem, cell_name

PACKAGE_FILE = "datapackage.json"


@dataclass(frozen=True, slots=True)
class NoValue:
    """Stands in a row for a cell that has no value to read: a formula never calculated, #N/A."""

    what: str
    todo: str


class SourceSheet(Protocol):
    """A sheet of raw cells. Rows start at row 1 and column A; short rows end early."""

    @property
    def names(self) -> tuple[str, ...]:
        """Give what it is called, the name people know first."""

    @property
    def label(self) -> str:
        """Give what stands before the ``!`` of a place."""

    def rows(self) -> Iterator[list[object]]:
        """Give raw rows, blank ones too."""


def place(sheet: SourceSheet, row: int, column: int) -> str:
    """Name a cell by 1-based row and column, e.g. ``代表名单!F17``."""
    return f"{sheet.label}!{cell_name(row, column)}"


def read_sources(path: Path) -> tuple[list[SourceSheet], list[Problem]]:
    """Open a planning workbook or a folder of CSV files.

    Returns:
        Its sheets, and problems of single files of a package.

    Raises:
        Unreadable: It is neither, or can't be read at all.
    """
    from onsite.planning import csv_source, workbook_source

    if path.is_dir():
        return csv_source.read_package(path / PACKAGE_FILE)
    if path.name == PACKAGE_FILE or path.suffix.lower() == ".csv":
        return csv_source.read_package(path.with_name(PACKAGE_FILE))
    return list(workbook_source.read_workbook(path)), []
