"""What an event in pretix says, as values: who is expected, at which list they come in, who came.

Add-ons are things that a person booked: only one with an attendee's name of its own is a person.
Orders in test mode, and those nobody approved yet, are not there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from onsite.planning.pretix_api import Document, PretixApi
from onsite.planning.problems import Problem, Unreadable
from onsite.planning.tables import DELEGATES, heading_key

PAID, PENDING = "p", "n"
_CHINESE = ("zh-hans", "zh-cn", "zh", "zh-hant", "zh-tw")
# What pretix itself says of a person, no answer to a question may say.
_NO_ANSWER = {
    *("reg_no", "category", "due", "paid", "credential", "status", "source"),
    *("booked_sessions", "booked_items"),  # codes of sheets that a pretix has not
}
_BY_HEADING = {
    heading_key(text): column.csv
    for column in DELEGATES.columns
    if column.csv not in _NO_ANSWER
    for text in (column.chinese, column.csv, *column.english)
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Someone was let in at a list."""

    list_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Position:
    """One person expected.

    Attributes:
        id: Pretix's own number of the position.
        category: The code that her product has here.
        cells: CSV field of 代表名单 -> text, beyond those below.
        entries: Where she was let in, earliest first.
    """

    id: int
    reg_no: str
    name: str
    category: str
    secret: str
    price: Decimal
    is_paid: bool
    is_cancelled: bool
    cells: Mapping[str, str]
    entries: tuple[Entry, ...]

    def entered_at(self, list_id: int) -> list[datetime]:
        """Give when she was let in at a list, earliest first."""
        return [entry.at for entry in self.entries if entry.list_id == list_id]


@dataclass(frozen=True, slots=True)
class Product:
    """A product or a variation of one, as the category it is here."""

    item: int
    code: str
    chinese: str
    english: str
    fee: Decimal


@dataclass(frozen=True, slots=True)
class CheckInList:
    """A check-in list; no products: all."""

    id: int
    name: str
    products: frozenset[int]

    @property
    def code(self) -> str:
        """Name the hall that it is here."""
        return f"L{self.id}"

    def takes(self, item: int) -> bool:
        """Tell whether a product is on the list."""
        return not self.products or item in self.products


@dataclass(frozen=True, slots=True)
class PretixEvent:
    """Everything that is read of an event.

    Attributes:
        main: The list that says who is at the event; ``halls`` are the others.
    """

    chinese: str
    english: str
    code: str
    starts_on: date
    ends_on: date
    time_zone: str
    place: str
    currency: str
    products: list[Product]
    main: CheckInList
    halls: list[CheckInList]
    positions: list[Position]


def read_event(api: PretixApi, *, name: str, list_name: str | None) -> PretixEvent:
    """Read an event whole.

    Raises:
        Unreadable: It can't be reached or read, is a series, or has no such list.
    """
    event = api.one()
    try:
        main, halls = _lists(api, name, list_name, is_series=bool(event.get("has_subevents")))
        products = {
            key: product for item in api.pages("items/") for key, product in _products(item, main)
        }
        asked = {row["id"]: _field_of(row) for row in api.pages("questions/")}
        orders = {
            row["code"]: row
            for row in api.pages("orders/", include_canceled_positions="true", ordering="datetime")
        }
        zone = str(event["timezone"])
        starts = _day(event["date_from"], zone)
        return PretixEvent(
            chinese=worded(event["name"], _CHINESE),
            english=worded(event["name"], ("en",)),
            code=str(event["slug"]),
            starts_on=starts,
            ends_on=_day(event["date_to"], zone) if event.get("date_to") else starts,
            time_zone=zone,
            place=" ".join(worded(event.get("location"), _CHINESE).split()),
            currency=str(event["currency"]),
            products=list(products.values()),
            main=main,
            halls=halls,
            positions=[one for row in orders.values() for one in _positions(row, products, asked)],
        )
    except (KeyError, TypeError, ValueError, InvalidOperation, ZoneInfoNotFoundError) as error:
        raise Unreadable(
            Problem(
                name,
                f"pretix tells of the event what onsite can't read ({type(error).__name__})",
                "tell the makers of onsite which version of pretix it is",
            )
        ) from error


def worded(texts: Any, languages: Iterable[str]) -> str:
    """Choose the text in one of these languages, else in any."""
    if not isinstance(texts, dict):
        return str(texts or "").strip()
    by_language = {str(key).lower(): str(text).strip() for key, text in texts.items() if text}
    wanted = [*languages, "en", *by_language]
    return next((by_language[one] for one in wanted if one in by_language), "")


def _lists(
    api: PretixApi, name: str, list_name: str | None, *, is_series: bool
) -> tuple[CheckInList, list[CheckInList]]:
    if is_series:
        raise Unreadable(
            Problem(
                name, "the event is a series of dates", "give the address of an event of its own"
            )
        )
    found = [
        CheckInList(
            row["id"],
            str(row["name"]).strip(),
            frozenset() if row["all_products"] else frozenset(row["limit_products"]),
        )
        for row in api.pages("checkinlists/")
    ]
    named = [one for one in found if list_name is None or one.name == list_name.strip()]
    if len(named) == 1:
        return named[0], [one for one in found if one is not named[0]]
    there = ", ".join(f"“{one.name}”" for one in found)
    if not found:
        what, todo = "the event has no check-in list", "make one in pretix, for everyone expected"
    elif list_name is None:
        what = "the event has several check-in lists"
        todo = f"say with ?list=NAME at which everyone comes in: {there}"
    elif named:
        what, todo = f"two check-in lists have the name “{list_name}”", "rename one in pretix"
    else:
        what, todo = f"there is no check-in list “{list_name}”", f"use one of {there}"
    raise Unreadable(Problem(name, what, todo))


def _products(item: Document, main: CheckInList) -> list[tuple[tuple[int, int | None], Product]]:
    """Read a product's variations, or itself; none where it lets nobody in at the main list."""
    if not item["admission"] or not main.takes(item["id"]):
        return []
    chinese, english = worded(item["name"], _CHINESE), worded(item["name"], ("en",))
    fee = Decimal(item["default_price"])
    plain = Product(item["id"], f"P{item['id']}", chinese, english, fee)
    found: list[tuple[tuple[int, int | None], Product]] = [
        (
            (item["id"], row["id"]),
            Product(
                item["id"],
                f"P{item['id']}-{row['id']}",
                f"{chinese} · {worded(row['value'], _CHINESE)}",
                f"{english} · {worded(row['value'], ('en',))}",
                Decimal(row.get("price") or row.get("default_price") or fee),
            ),
        )
        for row in item.get("variations") or []
    ]
    return found or [((item["id"], None), plain)]


def _field_of(question: Document) -> str | None:
    """Tell which column of ours a question asks for, by its identifier or its words."""
    texts = question.get("question")
    words = list(texts.values()) if isinstance(texts, dict) else [texts]
    keys = (heading_key(str(text)) for text in (question.get("identifier"), *words) if text)
    return next((_BY_HEADING[key] for key in keys if key in _BY_HEADING), None)


def _positions(
    order: Document,
    products: Mapping[tuple[int, int | None], Product],
    asked: Mapping[int, str | None],
) -> Iterable[Position]:
    if order.get("testmode") or (order.get("require_approval") and order["status"] == PENDING):
        return
    for row in order["positions"]:
        product = products.get((row["item"], row["variation"]))
        if product is None or (row["addon_to"] is not None and not row["attendee_name"]):
            continue
        entries = [
            Entry(one["list"], datetime.fromisoformat(one["datetime"]).astimezone(UTC))
            for one in row["checkins"]
            if one["type"] == "entry"
        ]
        reg_no = f"{order['code']}-{row['positionid']}"
        invoice = order.get("invoice_address") or {}
        yield Position(
            id=row["id"],
            reg_no=reg_no,
            name=" ".join((row["attendee_name"] or invoice.get("name") or reg_no).split()),
            category=product.code,
            secret=str(row["secret"]),
            price=Decimal(row["price"]),
            is_paid=order["status"] == PAID,
            # Pretix frees the place of an order that expired, and lets nobody in with it.
            is_cancelled=bool(row["canceled"]) or order["status"] not in {PAID, PENDING},
            cells=_cells(order, row, asked),
            entries=tuple(sorted(entries, key=lambda entry: entry.at)),
        )


def _cells(order: Document, row: Document, asked: Mapping[int, str | None]) -> dict[str, str]:
    invoice = order.get("invoice_address") or {}
    blocked = "pretix: blocked" if row.get("blocked") else ""
    cells = {
        "organisation": row.get("company") or invoice.get("company"),
        "phone": order.get("phone"),
        "email": row.get("attendee_email") or order.get("email"),
        "payment_means": order.get("payment_provider") if order["status"] == PAID else "",
        "invoice_title": invoice.get("company") or invoice.get("name"),
        "tax_number": invoice.get("vat_id"),
        "note": blocked,
    }
    for answer in row.get("answers") or []:
        if field := asked.get(answer["question"]):
            cells[field] = str(answer["answer"])
    return {field: str(text).strip() for field, text in cells.items() if text}


def _day(instant: str, zone: str) -> date:
    return datetime.fromisoformat(instant).astimezone(ZoneInfo(zone)).date()
