"""Rows of a CSV package: a folder with a `datapackage.json` (Frictionless tabular data package).

A resource is a sheet by its name, title or file name. Nothing outside the folder is opened.
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onsite.planning.problems import Problem, Unreadable
from onsite.planning.sources import SourceSheet

MOST_FILE_BYTES = 600 * 1024 * 1024
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# What a spreadsheet would run as a formula is written with an apostrophe before it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class CsvResource:
    """One resource of a package: which file, and how it is written."""

    names: tuple[str, ...]
    path: Path
    encoding: str | None
    delimiter: str
    quote: str

    @property
    def label(self) -> str:
        return self.path.name


@dataclass(frozen=True, slots=True)
class CsvText:
    """A CSV file as text, with what is needed to write it back byte for byte."""

    text: str
    encoding: str
    mark: bytes

    def encoded(self, text: str) -> bytes:
        """Encode other text the way the file is."""
        return self.mark + text.encode(self.encoding)


@dataclass(frozen=True, slots=True)
class CsvSheet:
    """A CSV file whose rows are records; a quoted line break does not start a new row."""

    names: tuple[str, ...]
    label: str
    records: list[list[str]]

    def rows(self) -> Iterator[list[object]]:
        for record in self.records:
            yield [as_typed(cell) for cell in record]


def as_typed(cell: str) -> str:
    """Take off the apostrophe that keeps a text from being run as a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA_STARTS and cell[1:] else cell


def read_package(package: Path) -> tuple[list[SourceSheet], list[Problem]]:
    """Read every file a package names.

    Raises:
        Unreadable: There is no `datapackage.json`, or it is none.
    """
    sheets: list[SourceSheet] = []
    problems: list[Problem] = []
    resources, refused = read_resources(package)
    problems.extend(refused)
    for resource in resources:
        try:
            text = read_text(resource)
            sheets.append(CsvSheet(resource.names, resource.label, _records(resource, text.text)))
        except Unreadable as unreadable:
            problems.append(unreadable.problem)
    return sheets, problems


def read_resources(package: Path) -> tuple[list[CsvResource], list[Problem]]:
    """Read which files a package has, without opening them.

    Raises:
        Unreadable: There is no `datapackage.json`, or it is none.
    """
    found: list[CsvResource] = []
    problems: list[Problem] = []
    for index, declared in enumerate(_declared(package)):
        try:
            found.append(_resource(package, declared, index))
        except Unreadable as unreadable:
            problems.append(unreadable.problem)
    return found, problems


def read_text(resource: CsvResource) -> CsvText:
    """Read a file as text: declared encoding, byte order mark, UTF-8, then GB18030.

    Raises:
        Unreadable: It is missing, too large or not text.
    """
    try:
        if resource.path.stat().st_size > MOST_FILE_BYTES:
            raise Unreadable(Problem(resource.label, "is too large", "split it"))
        data = resource.path.read_bytes()
    except OSError as error:
        raise Unreadable(
            Problem(
                resource.label,
                f"can't be opened ({error.strerror})",
                "check the path in datapackage.json",
            )
        ) from error
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decoded(resource, data, mark, (encoding,))
    declared = (resource.encoding,) if resource.encoding else ()
    return _decoded(resource, data, b"", (*declared, "utf-8", "gb18030"))


def _decoded(
    resource: CsvResource, data: bytes, mark: bytes, encodings: tuple[str, ...]
) -> CsvText:
    for encoding in encodings:
        try:
            text = data[len(mark) :].decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\x00" not in text:
            return CsvText(text, encoding, mark)
    raise Unreadable(
        Problem(resource.label, "is not text in UTF-8 or GB18030", "save it as CSV UTF-8")
    )


def _declared(package: Path) -> list[dict[str, Any]]:
    try:
        document = json.loads(package.read_text(encoding="utf-8-sig"))
        resources = document["resources"]
    except OSError as error:
        raise Unreadable(
            Problem(
                package.parent.name,
                "the folder has no datapackage.json",
                "give a workbook (.xlsx), or name the CSV files in a datapackage.json",
            )
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(
            Problem(package.name, "is no data package", 'give it a list "resources"')
        ) from error
    if not isinstance(resources, list) or not all(isinstance(one, dict) for one in resources):
        raise Unreadable(Problem(package.name, '"resources" is no list of objects', "correct it"))
    return resources


def _resource(package: Path, declared: dict[str, Any], index: int) -> CsvResource:
    where = f"{package.name}!resources[{index}]"
    path = declared.get("path")
    if isinstance(path, list) and len(path) == 1:
        path = path[0]
    if not isinstance(path, str) or not path:
        raise Unreadable(Problem(where, "the resource has no path", "name its one CSV file"))
    target = (package.parent / path).resolve()
    if "://" in path or not target.is_relative_to(package.parent.resolve()):
        raise Unreadable(
            Problem(
                where, f"the path {path[:80]} leaves the folder", "put the file into the folder"
            )
        )
    dialect = declared.get("dialect")
    dialect = dialect if isinstance(dialect, dict) else {}
    names = [str(declared[key]) for key in ("name", "title") if declared.get(key)]
    return CsvResource(
        names=(*names, target.stem),
        path=target,
        encoding=str(declared["encoding"]) if declared.get("encoding") else None,
        delimiter=_one_character(dialect.get("delimiter"), ","),
        quote=_one_character(dialect.get("quoteChar"), '"'),
    )


def _one_character(declared: object, default: str) -> str:
    return declared if isinstance(declared, str) and len(declared) == 1 else default


def _records(resource: CsvResource, text: str) -> list[list[str]]:
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=resource.delimiter,
        quotechar=resource.quote,
        strict=True,
    )
    records: list[list[str]] = []
    try:
        records.extend(reader)
    except csv.Error as error:
        raise Unreadable(
            Problem(
                f"{resource.label}!A{len(records) + 1}",
                f"the row is no CSV ({error})",
                "check the quotation marks in it",
            )
        ) from error
    return records
