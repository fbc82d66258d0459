"""Changes cells of a CSV package in place: only what is written changes its bytes.

The same calls as `patching`, so that `sync` needs not know which it has.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onsite.planning.csv_source import (
    FORMULA_STARTS,
    CsvResource,
    CsvText,
    as_typed,
    read_resources,
    read_text,
)
from onsite.planning.problems import Problem, Unreadable
from onsite.planning.sheet_patching import PatchConflict
from onsite.planning.sheet_xml import Value, number_text
from onsite.planning.sources import PACKAGE_FILE
from onsite.planning.swapping import write_whole
from onsite.planning.tables import heading_key


@dataclass(frozen=True, slots=True)
class _Record:
    """Offsets of a record's fields and of its end, before the line break."""

    fields: list[tuple[int, int]]
    end: int


class CsvSheetPatch:
    """The changes to one CSV file. Rows are records; rows and columns count from 1."""

    def __init__(self, resource: CsvResource) -> None:
        self.name = resource.names[0]
        self._resource = resource
        if resource.path.exists():
            self._file = read_text(resource)
            self.before = resource.path.read_bytes()
        else:
            # With a mark, or Excel takes Chinese for something else.
            self._file, self.before = CsvText("", "utf-8", b"\xef\xbb\xbf"), b""
        self._text = self._file.text
        if self.before and self._file.encoded(self._text) != self.before:
            raise Unreadable(
                Problem(
                    resource.label,
                    f"can't be written back exactly in {self._file.encoding}",
                    "save it as CSV UTF-8",
                )
            )
        self._records = _records(self._text, resource)
        self._edits: dict[int, dict[int, Value]] = {}
        self._line_break = _line_break(self._text)
        self.last_row = max(
            (at for at, record in enumerate(self._records, 1) if self._has_text(record)), default=0
        )
        self.last_column = max((len(record.fields) for record in self._records), default=0)
        self.written = 0

    @property
    def path(self) -> Path:
        """Give the file."""
        return self._resource.path

    def set(
        self, row: int, column: int, value: Value, *, like: tuple[int, int] | None = None
    ) -> None:
        """Plan a field's new value; None empties it. ``like`` is for workbooks."""
        del like
        self._edits.setdefault(row, {})[column] = value
        if value not in {None, ""}:
            self.last_row = max(self.last_row, row)
            self.last_column = max(self.last_column, column)

    def append_row(self, values: Mapping[int, Value], *, like_row: int | None = None) -> int:
        """Plan a row after the last used one and give its number."""
        del like_row
        row = self.last_row + 1
        for column, value in values.items():
            self.set(row, column, value)
        return row

    def replace_all(self, rows: Sequence[Sequence[Value]]) -> None:
        """Plan that the file holds these rows and nothing else."""
        for number, record in enumerate(self._records, 1):
            for column in range(1, len(record.fields) + 1):
                self.set(number, column, None)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                self.set(number, column, value)

    def carry(self, row: int, *, to: int, beside: int) -> None:
        """Plan that a record's fields from column ``beside`` on stand in a record."""
        for column, text in self.texts(row).items():
            if column >= beside:
                self.set(to, column, text)

    def texts(self, row: int) -> dict[int, str]:
        """Read a row as it is now: column -> text."""
        fields = self._records[row - 1].fields if row <= len(self._records) else []
        return {at: self._plain(span) for at, span in enumerate(fields, 1)}

    def blank_column(self, column: int, *, below: int) -> list[str]:
        """Plan that a column is empty below a row, and tell what stood there."""
        blanked = []
        for row in range(below + 1, len(self._records) + 1):
            if text := self.texts(row).get(column):
                blanked.append(text)
                self.set(row, column, None)
        return blanked

    def headings(self) -> list[str]:
        """Name the columns as they will be."""
        first = self._records[0].fields if self._records else []
        names = dict(enumerate(map(self._plain, first), 1))
        names.update({at: _plain(value) for at, value in self._edits.get(1, {}).items()})
        return [names.get(at, "") for at in range(1, max(names, default=0) + 1)]

    def render(self) -> bytes:
        """Write the file with the changes in it; the same bytes when nothing changes."""
        self.written = 0
        pieces: list[str] = []
        at = 0
        for number, record in enumerate(self._records, 1):
            for column, value in sorted(self._edits.get(number, {}).items()):
                start, end = record.fields[column - 1] if column <= len(record.fields) else (0, 0)
                if column <= len(record.fields) and not self._says((start, end), value):
                    pieces += [self._text[at:start], self._written(value)]
                    at = end
                    self.written += 1
            more = self._beyond(len(record.fields), self._edits.get(number, {}))
            if not record.fields:
                more = more.removeprefix(self._resource.delimiter)
            pieces += [self._text[at : record.end], more]
            at = record.end
        pieces.append(self._text[at:])
        new = "".join(pieces) + self._new_rows()
        return self._file.encoded(new)

    def _beyond(self, width: int, edits: Mapping[int, Value]) -> str:
        values = {column: value for column, value in edits.items() if column > width}
        wanted = [column for column, value in values.items() if value not in {None, ""}]
        if not wanted:
            return ""
        self.written += len(wanted)
        return "".join(
            self._resource.delimiter + self._written(values.get(column))
            for column in range(width + 1, max(wanted) + 1)
        )

    def _new_rows(self) -> str:
        lines = []
        for number in range(len(self._records) + 1, max(self._edits, default=0) + 1):
            edits = self._edits.get(number, {})
            line = self._beyond(0, edits)
            lines.append(line.removeprefix(self._resource.delimiter) + self._line_break)
        if not any(line.strip() for line in lines):
            return ""
        is_open = bool(self._text) and not self._text.endswith(("\n", "\r"))
        return (self._line_break if is_open else "") + "".join(lines)

    def _says(self, span: tuple[int, int], value: Value) -> bool:
        return self._plain(span) == as_typed(_plain(value))

    def _plain(self, span: tuple[int, int]) -> str:
        text = self._text[span[0] : span[1]]
        quote = self._resource.quote
        if text.startswith(quote):
            text = text[1:].removesuffix(quote).replace(quote * 2, quote)
        return as_typed(text)

    def _has_text(self, record: _Record) -> bool:
        return any(self._plain(span).strip() for span in record.fields)

    def _written(self, value: Value) -> str:
        text = _plain(value)
        # A spreadsheet runs such a text as a formula; as_typed takes the apostrophe off again.
        if isinstance(value, str) and text.startswith(FORMULA_STARTS):
            text = f"'{text}"
        quote, marks = self._resource.quote, (self._resource.delimiter, "\n", "\r")
        if quote in text or any(mark in text for mark in marks) or text != text.strip():
            return quote + text.replace(quote, quote * 2) + quote
        return text


class CsvPatch:
    """Changes to a CSV package, kept until `save`.

    Raises:
        Unreadable: It is no package, or a file that is to be changed can't be read.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder.resolve()
        self._package = self.path / PACKAGE_FILE
        self._resources = {one.names[0]: one for one in read_resources(self._package)[0]}
        self._sheets: dict[str, CsvSheetPatch] = {}
        self._new: list[CsvResource] = []
        self.conflicts: list[PatchConflict] = []

    @property
    def sheet_names(self) -> list[str]:
        """Name the resources, in order."""
        return list(self._resources)

    @property
    def written(self) -> int:
        """Count the fields written, known after `render`."""
        return sum(sheet.written for sheet in self._sheets.values())

    def sheet(self, name: str) -> CsvSheetPatch:
        """Give the changes of a resource that is there.

        Raises:
            KeyError: There is no such resource.
        """
        if name not in self._sheets:
            self._sheets[name] = CsvSheetPatch(self._resources[name])
        return self._sheets[name]

    def put_sheet(
        self, name: str, rows: Sequence[Sequence[Value]], *, heading_style: str | None = None
    ) -> None:
        """Plan that a resource of this name holds these rows; it is added if new."""
        del heading_style
        if name not in self._resources:
            stem = re.sub(r"[^\w-]+", "-", heading_key(name))
            path = self.path / f"{stem}.csv"
            self._resources[name] = CsvResource((name, stem), path, "utf-8", ",", '"')
            self._new.append(self._resources[name])
        self.sheet(name).replace_all(rows)

    def save(self, to: Path, *, keep_before: bool = False) -> bool:
        """Write the changed files into the folder ``to``, each whole or not at all.

        Returns:
            False when nothing changes; then nothing is written.

        Raises:
            OSError: The disk is full, or a file is locked.
        """
        changed = self.parts()
        for name, content in changed.items():
            write_whole(to / name, content, keep_before=keep_before)
        return bool(changed)

    def render(self) -> bool:
        """Tell whether anything changes."""
        return bool(self.parts())

    def parts(self) -> dict[str, bytes]:
        """Render the files that change, by path within the folder."""
        changed: dict[str, bytes] = {}
        for sheet in self._sheets.values():
            if (rendered := sheet.render()) != sheet.before:
                changed[str(sheet.path.relative_to(self.path))] = rendered
        package = self._package.read_bytes()
        if (described := self._described(package)) != package:
            changed[PACKAGE_FILE] = described
        return changed

    def _described(self, package: bytes) -> bytes:
        """Name new files and new columns in the package's description."""
        document = json.loads(package.decode("utf-8-sig"))
        before = json.dumps(document)
        for resource in self._new:
            document["resources"].append(
                {"name": resource.names[0], "path": resource.path.name, "encoding": "utf-8"}
            )
        for declared in document["resources"]:
            sheet = self._sheets.get(str(declared.get("name")))
            fields = declared.get("schema", {}).get("fields") if sheet else None
            if sheet and isinstance(fields, list):
                fields += [{"name": name} for name in sheet.headings()[len(fields) :]]
        if json.dumps(document) == before:
            return package
        indent = re.search(rb"\n( +|\t)", package)
        text = json.dumps(
            document, ensure_ascii=False, indent=indent[1].decode() if indent else None
        )
        mark = b"\xef\xbb\xbf" if package.startswith(b"\xef\xbb\xbf") else b""
        return mark + text.encode() + (b"\n" if package.endswith(b"\n") else b"")


def _records(text: str, resource: CsvResource) -> list[_Record]:
    """Find the fields, the way the csv module reads them."""
    quote, delimiter = re.escape(resource.quote), re.escape(resource.delimiter)
    a_field = re.compile(
        f"(?:{quote}(?:[^{quote}]|{quote}{quote})*{quote})?[^{delimiter}\r\n]*"
        f"(?P<then>{delimiter}|\r\n|\r|\n|$)"
    )
    records: list[_Record] = []
    fields: list[tuple[int, int]] = []
    at = 0
    while at < len(text) or fields:
        match = a_field.match(text, at)
        if match is None:
            break
        fields.append((at, match.start("then")))
        at = match.end()
        if match["then"] != resource.delimiter:
            is_blank = fields == [(fields[0][0], fields[0][0])]
            records.append(_Record([] if is_blank else fields, match.start("then")))
            fields = []
    return records


def _line_break(text: str) -> str:
    found = re.search(r"\r\n|\n|\r", text)
    return found[0] if found else "\r\n"


def _plain(value: Value) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else number_text(value)
