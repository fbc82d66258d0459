"""Whether the records of a plan fit each other: codes, duplicates, order in time, capacities.

Works on records as read, and puts references to codes into the form the code was defined in.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from onsite.planning.problems import nearest, quoted
from onsite.planning.records import Record, Report, TableReading

Readings = dict[str, TableReading]


@dataclass(slots=True)
class Codes:
    """The codes defined on one sheet, found without regard to case, or by name.

    Attributes:
        is_known: False when the sheet or its codes are missing, which is reported there.
    """

    what: str
    is_known: bool = True
    by_code: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)

    def find(self, text: str) -> str | None:
        """Find the code as it was defined."""
        key = text.casefold()
        return self.by_code.get(key) or self.by_name.get(key)

    def suggestion(self, text: str) -> str:
        """Say what to do about an unknown code."""
        return nearest(text, self.by_code.values()) or f"use a code of the sheet {self.what}"


def check(readings: Readings, report: Report) -> None:
    """Report everything that does not fit, over all sheets."""
    for name in ("zones", "categories", "checkpoints", "sessions", "items"):
        _unique(readings[name], "code", report)
    zones = _codes(readings["zones"], "注册区")
    categories = _codes(readings["categories"], "类别")
    halls = _halls(readings["checkpoints"], report)
    sessions = _codes(readings["sessions"], "日程")
    items = _codes(readings["items"], "物资")

    for reading in readings.values():
        _not_empty(reading, report)
    _event(readings["event"], report)
    _refer(readings["categories"], "zone", zones, report)
    _ordered(readings["zones"], ("opens_at", "closes_at"), report)
    for name in ("checkpoints", "sessions", "items"):
        _refer(readings[name], "categories", categories, report)
    if halls.by_code:
        _refer(readings["sessions"], "hall", halls, report)
    _ordered(readings["sessions"], ("starts_at", "ends_at"), report)
    _ordered(readings["items"], ("valid_from", "valid_until"), report)
    bookable = _bookable(items, _codes(readings["checkpoints"], "通道"), halls)
    _delegates(readings["delegates"], categories, sessions, bookable, report)
    _guests(readings, sessions, report)
    _unique(readings["staff"], "name", report)
    _refer(readings["staff"], "zone", zones, report)
    _budget(readings["budget"], {"item": items, "hall": halls, "session": sessions}, report)


def _codes(reading: TableReading, what: str) -> Codes:
    codes = Codes(what, is_known=_has(reading, "code"))
    names: dict[str, str | None] = {}
    for record in reading.records:
        code = record["code"]
        codes.by_code.setdefault(code.casefold(), code)
        for name in {record["name"].casefold(), record["name_en"].casefold()} - {""}:
            names[name] = code if names.get(name, code) == code else None
    codes.by_name = {name: code for name, code in names.items() if code}
    return codes


def _has(reading: TableReading, name: str) -> bool:
    """Tell whether a sheet has a column, or may do without it."""
    is_absent = reading.sheet is None and not reading.table.is_required
    return is_absent or name in reading.columns


def _unique(
    reading: TableReading, name: str, report: Report, fold: Callable[[str], str] = str.casefold
) -> None:
    seen: dict[str, Record] = {}
    for record in reading.records:
        if not record[name]:
            continue
        first = seen.setdefault(fold(record[name]), record)
        if first is not record:
            report.error(
                reading.place(record, name),
                f"{quoted(record[name])} stands at {reading.place(first, name)} already",
                "give each row its own",
            )


def _refer(reading: TableReading, name: str, codes: Codes, report: Report) -> None:
    for record in reading.records if codes.is_known else ():
        value = record[name]
        if isinstance(value, tuple):
            found = [(text, codes.find(text)) for text in value]
            record[name] = tuple(code for _, code in found if code)
        else:
            found = [(value, codes.find(value))] if value else []
            record[name] = found[0][1] or "" if found else ""
        for text, code in found:
            if code is None:
                report.error(
                    reading.place(record, name),
                    f"{quoted(text)} is not on the sheet {codes.what}",
                    codes.suggestion(text),
                )


def _ordered(reading: TableReading, fields: tuple[str, str], report: Report) -> None:
    for record in reading.records:
        start, end = record[fields[0]], record[fields[1]]
        if start and end and end <= start:
            report.error(
                reading.place(record, fields[1]),
                f"it ends before it starts ({reading.place(record, fields[0])})",
                "correct one of the two",
            )


def _not_empty(reading: TableReading, report: Report) -> None:
    if reading.records or reading.sheet is None or not reading.table.is_required:
        return
    # A list may come later; without categories and zones nothing can be set up.
    tell = report.warn if reading.table.csv == "delegates" else report.error
    tell(
        reading.place({"row": 2}, ""), f"the sheet {reading.table.label} has no rows", "fill it in"
    )


def _event(reading: TableReading, report: Report) -> None:
    for record in reading.records[:1]:
        if record["starts_on"] and record["ends_on"] and record["ends_on"] < record["starts_on"]:
            report.error(
                reading.place(record, "ends_on"),
                "the event ends before it starts",
                "correct one of the two days",
            )


def _halls(reading: TableReading, report: Report) -> Codes:
    halls = Codes("通道, column 区域")
    first: dict[str, Record] = {}
    for record in reading.records:
        key = record["hall"].casefold()
        if not key:
            continue
        record["hall"] = halls.by_code.setdefault(key, record["hall"])
        if record["capacity"] is None:
            continue
        other = first.setdefault(key, record)
        if other["capacity"] != record["capacity"]:
            report.error(
                reading.place(record, "capacity"),
                f"the hall {record['hall']} has the capacity {record['capacity']} here and "
                f"{other['capacity']} at {reading.place(other, 'capacity')}",
                "a hall has one capacity; write the same in both",
            )
    return halls


def _bookable(items: Codes, checkpoints: Codes, halls: Codes) -> Codes:
    """Gather what a person can book: an item, a bus or lounge by its checkpoint, or its whole hall."""
    return Codes(
        "物资 or 通道",
        is_known=items.is_known and checkpoints.is_known,
        by_code=halls.by_code | checkpoints.by_code | items.by_code,
        by_name=checkpoints.by_name | items.by_name,
    )


def _delegates(
    reading: TableReading, categories: Codes, sessions: Codes, bookable: Codes, report: Report
) -> None:
    _unique(reading, "reg_no", report)
    _unique(reading, "credential", report, fold=str)
    _refer(reading, "category", categories, report)
    _refer(reading, "booked_sessions", sessions, report)
    _refer(reading, "booked_items", bookable, report)


def _guests(readings: Readings, sessions: Codes, report: Report) -> None:
    guests, delegates = readings["guests"], readings["delegates"]
    reg_nos = Codes("代表名单", is_known=_has(delegates, "reg_no"))
    for record in delegates.records:
        reg_nos.by_code.setdefault(record["reg_no"].casefold(), record["reg_no"])
    _unique(guests, "reg_no", report)
    _refer(guests, "reg_no", reg_nos, report)
    _refer(guests, "sessions", sessions, report)


def _budget(reading: TableReading, codes: dict[str, Codes], report: Report) -> None:
    for record in reading.records:
        rule = record["counted_by"].replace(" ", "")
        kind, _, rest = rule.partition(":")
        if rule in {"", "check_in", "fees"}:
            continue
        named: Iterable[tuple[str, str]] = ()
        if kind == "item" and rest:
            named = (("item", rest),)
        elif kind == "hall" and rest:
            hall, at, session = rest.partition("@")
            named = (("hall", hall), ("session", session)) if at else (("hall", hall),)
        else:
            report.error(
                reading.place(record, "counted_by"),
                f"{quoted(rule)} counts nothing",
                "use check_in, fees, item:BAG, hall:DIN or hall:DIN@LUN1",
            )
        for what, code in named:
            if codes[what].find(code) is None:
                report.error(
                    reading.place(record, "counted_by"),
                    f"there is no {what} {quoted(code)}",
                    codes[what].suggestion(code),
                )
