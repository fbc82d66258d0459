"""One refresh at work: compares the plan as it came with the plan as it is, field by field, with the event.

A field that planners did not change is not looked at. One they changed is taken in where the event
still says what the plan said before; where the event says something else too, the event's stays.
What a table's rows are, and what is refused because the event already acted on it, its own module knows.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple, Protocol, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.asking import Asking
from onsite.planning.plan import Plan
from onsite.planning.reading import PlanReading
from onsite.planning.refresh_shapes import (
    ChangeShape,
    GoneShape,
    Placed,
    RefreshAnswer,
    RefusedShape,
)
from onsite.planning.tables import Column, Kind, Table
from onsite.registration.correction_rows import CategoryChange
from onsite.units import yuan


class Planned(Protocol):
    """A record of a plan: it knows its row."""

    @property
    def row(self) -> int: ...


R = TypeVar("R", bound=Any)
Key = tuple[str, str, str]  # table, folded key of the row, field; "" for the whole row
WHOLE_ROW = ""
Acted = tuple[frozenset[str], str]  # keys, and what was done with them


class Refusal(NamedTuple):
    """Why a change is not taken in: its stable name, the sentence, and what to do."""

    reason: str
    why: str
    todo: str


class Field(NamedTuple):
    """A field of a plan and where the event keeps it.

    Attributes:
        attribute: Of the event's row.
        kept: The plan's value as the event keeps it.
    """

    name: str
    attribute: str
    kept: Callable[[Any], Any] = lambda value: value


class Both(NamedTuple):
    """A row in the plan as it came, if it was there, and as it is."""

    base: Any
    now: Any


class Line(NamedTuple):
    """A row of which something is told.

    Attributes:
        both: The row as the plan had it and has it.
        key: As people know it, e.g. the reg_no.
        name: Of who or what it is.
    """

    table: Table
    both: Both
    key: str
    name: str


@dataclass
class Taking:
    """What one refresh compares, and what it came to so far.

    Attributes:
        pending: What an earlier refresh refused -> what the plan had said before that.
        set_up_changed: Something that doors decide by is other than it was.
        left_alone: People of whom nothing is taken in, by folded reg_no.
        halls: Whose stays must be counted anew.
    """

    session: Session
    asking: Asking
    base: Plan
    plan: Plan
    reading: PlanReading
    zone: ZoneInfo
    pending: Mapping[Key, Any]
    refresh_id: UUID
    changes: list[ChangeShape] = field(default_factory=list)
    refused: list[RefusedShape] = field(default_factory=list)
    gone: list[GoneShape] = field(default_factory=list)
    still: dict[Key, Any] = field(default_factory=dict)
    left_alone: set[str] = field(default_factory=set)
    set_up_changed: bool = False
    halls: set[str] = field(default_factory=set)

    @cached_property
    def recategorised(self) -> dict[int, str]:
        """Whom a desk gave another category, by id: the last one."""
        changes = select(CategoryChange.delegate_id, CategoryChange.after)
        return dict(self.session.execute(changes.order_by(CategoryChange.at)).tuples().all())

    def compared(
        self, table: Table, base: Sequence[R], now: Sequence[R], *, key: str
    ) -> list[Both]:
        """Find the rows that planners added or changed, or whose change was refused before."""
        known = {fold(getattr(row, key)): row for row in base}
        asked_again = {one[1] for one in self.pending if one[0] == table.csv}
        found = []
        for row in now:
            name = fold(getattr(row, key))
            before = known.get(name)
            if (table.csv, name, WHOLE_ROW) in self.pending:
                before = None
            if before is None or name in asked_again or _differ(before, row):
                found.append(Both(before, row))
        return found

    def settle(
        self,
        line: Line,
        held: Any,
        fields: Iterable[Field],
        *,
        refuse: Callable[[str, Any], Refusal | None] = lambda _field, _after: None,
        note: Callable[[str], str] = lambda _field: "",
        touched: frozenset[str] = frozenset(),
    ) -> dict[str, Any]:
        """Decide about the fields of one row; tells each change and refusal.

        Args:
            line: The row.
            held: The event's row.
            fields: Those to decide about.
            refuse: Why a field may not become a value, by the plan's name of the field.
            note: What someone should do besides.
            touched: Fields that the event changed, where the plan has no row from before.

        Returns:
            Attribute -> new value, of what is to be written into the event's row.
        """
        accepted: dict[str, Any] = {}
        for one in fields:
            now = getattr(held, one.attribute)
            after = one.kept(getattr(line.both.now, one.name))
            before = self._before(line, one, now)
            if after in (before, now):
                continue
            refusal = refuse(one.name, after)
            if now != before or (line.both.base is None and one.name in touched):
                refusal = _changed_here(self.text(now, line.table.column_of(one.name)))
            if refusal:
                self.refuse(line, one.name, refusal, onsite=now)
                self.ask_again(line, one.name)
                continue
            accepted[one.attribute] = after
            self.tell(line, one.name, before=now, after=after, note=note(one.name))
        return accepted

    def _before(self, line: Line, one: Field, now: Any) -> Any:
        """Tell what the event says if nobody there changed it."""
        place = (line.table.csv, fold(line.key), one.name)
        if place in self.pending:
            return one.kept(_as_before(line.both.now, one.name, self.pending[place]))
        return now if line.both.base is None else one.kept(getattr(line.both.base, one.name))

    def ask_again(self, line: Line, name: str) -> None:
        """Remember a refused field with what the plan had said before the first refusal."""
        place = (line.table.csv, fold(line.key), name)
        was = getattr(line.both.base or line.both.now, name)
        self.still[place] = self.pending.get(place, was)

    def tell(
        self,
        line: Line,
        name: str,
        *,
        before: Any = None,
        after: Any = None,
        what: str = "changed",
        note: str = "",
    ) -> None:
        """Note a change of a field, to be told."""
        column = line.table.column_of(name)
        self.changes.append(
            {
                **self._placed(line, name),
                "what": what,
                "before": self.text(before, column),
                "after": self.text(after, column),
                "note": note,
            }
        )

    def tell_new(self, line: Line, at: str) -> None:
        """Note a new row, to be told at its key."""
        self.tell(line, at, after=line.name, what="added")

    def refuse(self, line: Line, name: str, refusal: Refusal, *, onsite: Any = None) -> None:
        """Note a change that is not taken in, to be told."""
        column = line.table.column_of(name)
        self.refused.append(
            {
                **self._placed(line, name),
                "planned": self.text(getattr(line.both.now, name), column),
                "onsite": self.text(onsite, column),
                "reason": refusal.reason,
                "why": refusal.why,
                "todo": refusal.todo,
            }
        )

    def _placed(self, line: Line, name: str) -> Placed:
        sheet, cell = self.reading.place(line.table, line.both.now.row, name)
        column = line.table.column_of(name)
        return {
            "sheet": sheet,
            "cell": cell,
            "key": line.key,
            "name": line.name,
            "field": column.csv,
            "heading": column.chinese,
            "heading_en": column.english[0],
        }

    def refuse_row(self, line: Line, at: str, refusal: Refusal) -> None:
        """Refuse a whole new row; it is asked about again the next time."""
        self.refuse(line, at, refusal)
        self.still[line.table.csv, fold(line.key), WHOLE_ROW] = None

    def tell_gone(
        self,
        table: Table,
        held: Mapping[str, str],
        now: Iterable[str],
        *,
        acted: Acted | None = None,
    ) -> None:
        """Note what the event has and the plan has no longer; of a sheet that is gone nothing is.

        Args:
            table: Of the plan.
            held: Key -> name, of the event.
            now: The keys in the plan.
            acted: Whom the event dealt with already, and by what: checked_in, handed_out.
        """
        if self.reading.readings[table.csv].sheet is None:
            return
        listed = {fold(key) for key in now}
        by, how = acted or (frozenset(), "")
        sheet = self.reading.place(table, 1, "")[0]
        self.gone += [
            {"sheet": sheet, "key": key, "name": name, "acted": how if key in by else ""}
            for key, name in held.items()
            if fold(key) not in listed
        ]

    def text(self, value: Any, column: Column) -> str:
        """Write a value as planners read it."""
        if value is None or value == "":
            return ""
        if column.kind is Kind.STATUS:
            return "取消" if value in {True, "cancelled"} else "正常"
        if column.kind is Kind.MONEY:
            return yuan(value)
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, datetime):
            return value.astimezone(self.zone).strftime("%Y-%m-%d %H:%M")
        return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)

    def kept_refusals(self) -> list[dict[str, Any]]:
        """Give what stays refused as a row keeps it."""
        return [
            {"table": table, "key": key, "field": name, "before": msgspec.to_builtins(before)}
            for (table, key, name), before in self.still.items()
        ]

    def answer(self, *, refresh_id: str | None, plan: str) -> RefreshAnswer:
        """Put together what is told."""
        told = [self.changes, self.refused]
        whats = [change["what"] for change in self.changes]
        return {
            "refresh_id": refresh_id,
            "plan": plan,
            "changes": self.changes,
            "refused": self.refused,
            "gone": self.gone,
            "counts": {
                "added": whats.count("added"),
                "changed": whats.count("changed"),
                "cancelled": whats.count("cancelled"),
                "taken_up": whats.count("taken_up"),
                "refused": len(self.refused),
                "gone": len(self.gone),
            },
            "warnings": [str(problem) for problem in self.reading.warnings],
            "errors": [],
            "unchanged": not self.changes,
            "mark": hashlib.sha256(msgspec.json.encode(told)).hexdigest()[:16],
        }


def fold(key: str) -> str:
    """Reduce a key to what counts when rows are found by it."""
    return key.strip().casefold()


def _differ(before: Any, now: Any) -> bool:
    return bool(before != now and before != replace(now, row=before.row))


def _as_before(now: Any, name: str, kept: Any) -> Any:
    """Read what a row kept of the plan as it was before, in the type that the plan has."""
    shape = getattr(now, "shape", type(now))
    return msgspec.convert(kept, shape.__annotations__[name], strict=False)


def _changed_here(now: str) -> Refusal:
    return Refusal(
        "changed_here",
        f"the event changed it too, to “{now}”",
        "the event's stays: type it into the plan, or change it at a desk",
    )
