"""Templates as TOML text: read with every mistake at once, and written.

Each value is checked by the types of `boxes`; how the boxes stand to each other is `template_faults`'s.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from msgspec.structs import FieldInfo, fields

from onsite.badges.boxes import (
    MOST_BOXES,
    Fill,
    Fold,
    LineBox,
    ListColumn,
    PictureBox,
    QrBox,
    Strip,
    Table,
    Template,
    TextBox,
    When,
)

LISTS = {
    "fold": Fold,
    "fill": Fill,
    "line": LineBox,
    "picture": PictureBox,
    "qr": QrBox,
    "text": TextBox,
    "column": ListColumn,
}
TABLES = {"strip": Strip, "table": Table, "when": When}
S = TypeVar("S", bound=msgspec.Struct)
INLINE = ("fold", "when")
FILE_ONLY = "name"  # a template is called as its file is
ACCEPTED = {
    "colour": "write #rrggbb, category or on-category",
    "file": "write the name of a PNG or JPEG file beside the template, such as logo.png",
    "logo": "write the name of a PNG or JPEG file beside the template, such as logo.png",
}


@dataclass(frozen=True)
class Problem:
    """One mistake in a template.

    Args:
        place: The box, such as ``text 3``, counted as they stand in the file; empty for the whole.
        message: What is wrong and what is accepted.
    """

    place: str
    message: str

    def __str__(self) -> str:
        """Say place and mistake in a line."""
        return f"{self.place}: {self.message}" if self.place else self.message


def read(text: str) -> tuple[Template | None, list[Problem]]:
    """Read a template, or tell all that keeps it from being one."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [Problem("", f"can't be read as TOML ({error})")]
    return checked(document)


def checked(document: dict[str, Any]) -> tuple[Template | None, list[Problem]]:
    """Make a template of what stands in its file, or tell all that keeps it from being one."""
    problems: list[Problem] = []
    if FILE_ONLY in document:
        problems.append(Problem("", "name: is the file's name; leave it out, or call it title"))
    template = _struct(Template, document, "", problems)
    return (None, problems) if problems else (template, [])


def written(template: Template) -> str:
    """Write a template as TOML. What a file said beside its values, its comments, is lost."""
    parts = [_entries(template, leaving=(*LISTS, "strip", "table", FILE_ONLY))]
    if template.fold:
        marks = ", ".join(_inline(mark) for mark in template.fold)
        parts[0] += f"fold = [{marks}]\n"
    for key in ("strip", "table"):
        table = getattr(template, key)
        if table is not None:
            parts.append(f"[{key}]\n{_entries(table)}")
    for key in LISTS:
        if key not in INLINE:
            parts += [f"[[{key}]]\n{_entries(box)}" for box in getattr(template, key)]
    return "\n".join(parts)


def _struct(kind: type[S], document: object, place: str, problems: list[Problem]) -> S | None:
    if not isinstance(document, dict):
        problems.append(Problem(place, "write it as a table of keys and values"))
        return None
    before = len(problems)
    known = {entry.name: entry for entry in fields(kind) if entry.name != FILE_ONLY or place}
    unknown = document.keys() - known.keys() - ({FILE_ONLY} if not place else set())
    problems += [
        Problem(place, f"there is no key {key!r}; there are {', '.join(known)}")
        for key in sorted(unknown)
    ]
    values = {}
    for key, entry in known.items():
        if key in document:
            values[key] = _value(entry, document[key], place, problems)
        elif entry.required:
            problems.append(Problem(place, f"{key} is missing"))
    return kind(**values) if len(problems) == before else None


def _value(entry: FieldInfo, written: Any, place: str, problems: list[Problem]) -> Any:
    key = entry.name
    if key in LISTS and not place:
        return _list(key, written, problems)
    if key in TABLES:
        return _struct(TABLES[key], written, f"{place} {key}".strip(), problems)
    try:
        return msgspec.convert(written, entry.type)
    except msgspec.ValidationError as error:
        said = ACCEPTED.get(key) or re.sub(r" - at `.*", "", str(error)).lower()
        problems.append(Problem(place, f"{key} is {written!r}: {said}"))
        return None


def _list(key: str, written: object, problems: list[Problem]) -> tuple[Any, ...]:
    if not isinstance(written, list) or len(written) > MOST_BOXES:
        problems.append(
            Problem("", f"{key} is a list of at most {MOST_BOXES}: begin each with [[{key}]]")
        )
        return ()
    return tuple(
        _struct(LISTS[key], item, f"{key} {number}", problems)
        for number, item in enumerate(written, start=1)
    )


def _entries(struct: msgspec.Struct, leaving: Iterable[str] = ()) -> str:
    return "".join(f"{key} = {value}\n" for key, value in _said(struct, leaving))


def _inline(struct: msgspec.Struct) -> str:
    return "{" + ", ".join(f"{key} = {value}" for key, value in _said(struct)) + "}"


def _said(struct: msgspec.Struct, leaving: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    for entry in fields(struct):
        value = getattr(struct, entry.name)
        if entry.name not in leaving and (entry.required or value != entry.default):
            yield entry.name, _literal(value)


def _literal(value: object) -> str:
    ways: dict[type, Callable[[Any], str]] = {
        bool: lambda flag: str(flag).lower(),
        int: str,
        float: lambda number: f"{round(number, 4):g}",
        tuple: lambda many: "[" + ", ".join(map(_literal, many)) + "]",
    }
    if isinstance(value, msgspec.Struct):
        return _inline(value)
    way = ways.get(type(value))
    # A TOML string is written as JSON writes one, but for DEL.
    return (
        way(value) if way else json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007F")
    )
