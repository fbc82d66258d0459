"""What a merge comes to, for any sheet: cells to write, cells left as the planners have them."""

from dataclasses import dataclass, field

from onsite.planning.sheet_xml import Value


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell to write, and whose and which it is."""

    row: int
    column: int
    value: Value
    reg_no: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell left as the planners have it."""

    sheet: str
    cell: str
    reg_no: str
    planned: str
    onsite: str


@dataclass(frozen=True, slots=True)
class Note:
    """What people should know of a sync: a whole English sentence, and what pages word it by.

    Attributes:
        kind: ``no_row``, ``many_rows`` or ``uncounted``.
        place: The sheet, or a cell of it.
        what: The fact nobody asks for, that several rows could ask for, or what can't be counted by.
        rows: The rows it could be; else empty.
        sentence: All of it.
    """

    kind: str
    place: str
    what: str
    sentence: str
    rows: str = ""


@dataclass(slots=True)
class SheetChanges:
    """The changes to one sheet that is not 代表名单.

    Attributes:
        headings: Cells of the heading row.
        written: What is to be remembered: whose -> which -> the text that stands there now.
        notes: What people should know.
    """

    sheet: str
    headings: list[CellChange] = field(default_factory=list)
    cells: list[CellChange] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    written: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def remember(self, whose: str, which: str, text: str) -> None:
        """Note that a cell says what the event says."""
        self.written.setdefault(whose, {})[which] = text
