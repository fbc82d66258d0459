"""An event in pretix written as the sheets of a plan. What people typed there never stops an `init`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from onsite.planning.cells import CellError
from onsite.planning.pretix_reading import CheckInList, Position, PretixEvent
from onsite.planning.tables import CATEGORIES, CHECKPOINTS, DELEGATES, EVENT, ZONES, Column, Table
from onsite.planning.vocabulary import parser_of

ZONE = "REG"  # pretix has no registration zones: everyone's is one
SOURCE = "source"  # ours
COLUMNS = [column for column in DELEGATES.columns if column.csv != SOURCE]
HEADINGS = [column.chinese for column in COLUMNS]
NAME, REG_NO = DELEGATES.column("name").chinese, DELEGATES.column("reg_no").chinese

Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a plan: the resource it is in a CSV package, headings and rows."""

    resource: str
    headings: list[str]
    rows: Rows


def sheets_of(event: PretixEvent) -> list[Sheet]:
    """Write an event as the sheets 会议, 类别, 注册区, 通道 and 代表名单."""
    zone = ZoneInfo(event.time_zone)
    categories = [
        _row(CATEGORIES, code=one.code, name=one.chinese, name_en=one.english, zone=ZONE,
             fee=_money(one.fee))
        for one in event.products
    ]  # fmt: skip
    return [
        _event(event),
        _sheet(CATEGORIES, categories),
        _sheet(ZONES, [_row(ZONES, code=ZONE, name="注册", name_en="Registration")]),
        _sheet(CHECKPOINTS, [_checkpoint(one, event) for one in event.halls]),
        Sheet(DELEGATES.chinese, HEADINGS, [_delegate(one, zone) for one in event.positions]),
    ]


def _event(event: PretixEvent) -> Sheet:
    values = {
        "name": event.chinese or event.code,
        "name_en": event.english,
        "code": event.code,
        "starts_on": event.starts_on.isoformat(),
        "ends_on": event.ends_on.isoformat(),
        "time_zone": event.time_zone,
        "place": event.place,
        "currency": event.currency,
    }
    rows = [
        [column.chinese, values[column.csv]]
        for column in _first_named(EVENT)
        if values.get(column.csv)
    ]
    return Sheet(EVENT.chinese, ["键", "值"], rows)


def _checkpoint(one: CheckInList, event: PretixEvent) -> list[str]:
    allowed = [
        product.code for product in event.products if one.products and product.item in one.products
    ]
    return _row(
        CHECKPOINTS, code=one.code, name=one.name, hall=one.code, direction="进",
        categories=",".join(allowed),
    )  # fmt: skip


def _delegate(one: Position, zone: ZoneInfo) -> list[str]:
    cells = {
        **one.cells,
        "reg_no": one.reg_no,
        "name": one.name,
        "category": one.category,
        "due": _money(one.price),
        "paid": _money(one.price if one.is_paid else Decimal(0)),
        "credential": one.secret,
        "status": "取消" if one.is_cancelled else "",
    }
    unread = [one for one in COLUMNS if not _reads(one, cells.get(one.csv, ""), zone)]
    told = _mended(cells, unread) if unread else cells
    return [told.get(column.csv, "") for column in COLUMNS]


def _mended(cells: Mapping[str, str], unread: Iterable[Column]) -> Mapping[str, str]:
    """Move what can't be read as its column to the note, where a desk sees it."""
    good, notes = dict(cells), [cells.get("note", "")]
    for column in unread:
        shown = "".join(one for one in cells[column.csv] if one.isprintable())[:200]
        good[column.csv] = shown if column.csv == "name" else ""
        notes.append(f"{column.chinese}: {shown}")
    note = "; ".join(filter(None, notes))
    good["note"] = "".join(one if one.isprintable() else " " for one in note)[:1000]
    return good


def _reads(column: Column, text: str, zone: ZoneInfo) -> bool:
    if not text:
        return True
    try:
        parser_of(column, zone=zone, day=None)(text)
    except CellError:
        return False
    return True


def _sheet(table: Table, rows: Rows) -> Sheet:
    return Sheet(table.chinese, [column.chinese for column in table.columns], rows)


def _row(table: Table, **cells: str) -> list[str]:
    return [cells.get(column.csv, "") for column in table.columns]


def _first_named(table: Table) -> list[Column]:
    return list({column.csv: column for column in table.columns}.values())


def _money(amount: Decimal) -> str:
    return format(amount, "f")
