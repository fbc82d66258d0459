"""What stands in a document of tables: values only; how it looks on A4 is ``documents``'s."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "tick", "blank", "signature"]


@dataclass(frozen=True)
class Column:
    """A column: its title, its share of the width, and what stands in it.

    Args:
        title: Of both languages, such as ``姓名 Name``.
        width: A share: columns of 1 and 3 take a quarter and three quarters.
        kind: ``text`` at the left, ``number`` at the right, ``tick`` a box that is ticked where the
            cell is True, ``blank`` a place to write, ``signature`` a drawn one or a place for one.
    """

    title: str
    width: float
    kind: Kind = "text"


@dataclass(frozen=True)
class Ink:
    """A signature: strokes of points x, y and more, in widths of the area; its height in widths."""

    strokes: Sequence[Sequence[Sequence[float]]]
    aspect: float


Cell = str | bool | Ink | None
Cells = Sequence[Cell]


@dataclass(frozen=True)
class Heading:
    """A row that names the group below it."""

    text: str


@dataclass(frozen=True)
class Total:
    """A row that sums the rows above it up."""

    cells: Cells


Row = Cells | Heading | Total


@dataclass(frozen=True)
class Table:
    """Rows under columns; a row may be shorter than the columns, which leaves the rest blank."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    title: str = ""


@dataclass(frozen=True)
class Letterhead:
    """Whose paper it is, and when it was printed, as the venue reads a clock."""

    event_name: str
    printed_at: str


@dataclass(frozen=True, kw_only=True)
class Document:
    """One document; `notes` stand between its title and its first table."""

    title: str
    letterhead: Letterhead
    tables: Sequence[Table]
    subtitle: str = ""
    notes: Sequence[str] = ()
    is_landscape: bool = False
