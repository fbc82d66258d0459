"""What a sync wrote that pretix has no place for, kept in the event's folder; and what was sent.

Kept are our columns, our sheets, walk-ins, and cells of pretix's that say something else here: those
only as long as pretix still says what it said then.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

import msgspec

from onsite.config import write_private
from onsite.errors import OnsiteError
from onsite.planning.pretix_package import HEADINGS, REG_NO, Sheet
from onsite.planning.tables import DELEGATES

Texts = dict[str, str]
_KEY = HEADINGS.index(REG_NO)


class Kept(msgspec.Struct, forbid_unknown_fields=True):
    """What pretix has no place for.

    Attributes:
        headings: Our columns of 代表名单, in order.
        cells: reg_no -> heading -> text, in our columns.
        instead: reg_no -> heading -> (what pretix said, what stands there instead).
        rows: reg_no -> row of someone pretix does not know, by heading.
        sheets: Resource -> rows of a sheet that pretix has not, headings first.
    """

    headings: list[str] = msgspec.field(default_factory=list)
    cells: dict[str, Texts] = msgspec.field(default_factory=dict)
    instead: dict[str, dict[str, tuple[str, str]]] = msgspec.field(default_factory=dict)
    rows: dict[str, Texts] = msgspec.field(default_factory=dict)
    sheets: dict[str, list[list[str]]] = msgspec.field(default_factory=dict)

    def over(self, sheets: Sequence[Sheet]) -> list[Sheet]:
        """Lay what is kept over the sheets as pretix has them."""
        laid = [self._list(one) if one.resource == DELEGATES.chinese else one for one in sheets]
        ours = [Sheet(name, rows[0], rows[1:]) for name, rows in self.sheets.items() if rows]
        return [*laid, *ours]

    def _list(self, sheet: Sheet) -> Sheet:
        rows = []
        for row in sheet.rows:
            reg_no = row[_KEY]
            instead, cells = self.instead.get(reg_no, {}), self.cells.get(reg_no, {})
            theirs = []
            for heading, text in zip(sheet.headings, row, strict=True):
                said, stands = instead.get(heading, (text, text))
                theirs.append(stands if said == text else text)
            rows.append([*theirs, *(cells.get(heading, "") for heading in self.headings)])
        headings, known = [*sheet.headings, *self.headings], {row[_KEY] for row in sheet.rows}
        rows += [
            [row.get(heading, "") for heading in headings]
            for reg_no, row in self.rows.items()
            if reg_no not in known
        ]
        return Sheet(sheet.resource, headings, rows)

    def taken_up(
        self, pretix: Sheet, now: Sheet, *, in_pretix: Mapping[str, Iterable[str]]
    ) -> None:
        """Keep what 代表名单 says now and pretix does not.

        Args:
            pretix: The sheet as pretix has it.
            now: As a sync left it.
            in_pretix: reg_no -> headings that were changed in pretix itself.
        """
        said = {row[_KEY]: row for row in pretix.rows}
        self.headings = now.headings[len(pretix.headings) :]
        self.cells, self.instead, self.rows = {}, {}, {}
        for row in now.rows:
            told = dict(zip_longest(now.headings, row[: len(now.headings)], fillvalue=""))
            reg_no = told[REG_NO]
            if reg_no not in said:
                self.rows[reg_no] = {heading: text for heading, text in told.items() if text}
                continue
            if ours := {one: told[one] for one in self.headings if told[one]}:
                self.cells[reg_no] = ours
            other = {
                heading: (text, told[heading])
                for heading, text in zip(pretix.headings, said[reg_no], strict=True)
                if told[heading] != text and heading not in in_pretix.get(reg_no, ())
            }
            if other:
                self.instead[reg_no] = other


class Keeping:
    """The files of one event in pretix, in the folder of an event here."""

    def __init__(self, folder: Path, mark: str) -> None:
        self._folder = folder
        self._kept = folder / f"kept-{mark}.json"
        self._sent = folder / f"sent-{mark}.txt"

    def recall(self) -> Kept:
        """Read what is kept; nothing where nothing was.

        Raises:
            OnsiteError: ``plan_unreadable`` (409): the file is damaged.
        """
        if not self._kept.exists():
            return Kept()
        try:
            return msgspec.json.decode(self._kept.read_bytes(), type=Kept)
        except msgspec.DecodeError as error:
            raise OnsiteError(
                "plan_unreadable",
                f"{self._kept} is damaged; take it from a backup, or move it away: the sync writes "
                "it anew.",
                status=409,
            ) from error

    def remember(self, kept: Kept) -> None:
        """Keep something else, whole or not at all, readable by its owner alone."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        write_private(self._kept, msgspec.json.encode(kept))

    def sent(self) -> set[str]:
        """List the ids of what was sent."""
        if not self._sent.exists():
            return set()
        return set(self._sent.read_text(encoding="ascii").split())

    def note_sent(self, fact_id: str) -> None:
        """Write down that something was sent, before the next is."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        with self._sent.open("a", encoding="ascii") as file:
            file.write(f"{fact_id}\n")
        self._sent.chmod(0o600)
