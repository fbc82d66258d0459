"""A plan as values: what the planning workbook says, read and checked.

Instants are aware UTC, money is fen, texts are trimmed; an empty cell is ``""``, ``()`` or None.
Every record keeps the row it stood in. Nothing here knows files or a database.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

Direction = Literal["in", "out", "both"]
ItemKind = Literal["handout", "voucher", "gift", "fee", "allowance", "loan", "numbered"]
Status = Literal["normal", "cancelled"]
Role = Literal["organiser", "supervisor", "desk", "finance", "door", "technician"]


@dataclass(frozen=True, slots=True)
class EventFacts:
    """The sheet 会议; rates are shares from 0 to 1."""

    name: str
    code: str
    starts_on: date
    ends_on: date
    time_zone: str
    name_en: str = ""
    place: str = ""
    capacity: int | None = None
    currency: str = "CNY"
    languages: tuple[str, ...] = ()
    expected_rate: float | None = None
    expected_vip_rate: float | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """A category; ``on_site_fee_fen`` None means the same fee as in advance."""

    row: int
    code: str
    name: str
    name_en: str
    zone: str
    fee_fen: int
    on_site_fee_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """A registration zone and when it is open."""

    row: int
    code: str
    name: str
    name_en: str
    opens_at: datetime | None
    closes_at: datetime | None
    desk_count: int | None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A door into or out of a hall; no categories means all."""

    row: int
    code: str
    name: str
    name_en: str
    hall: str
    capacity: int | None
    direction: Direction
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hall:
    """A room behind checkpoints; its name is its entrance's without the word for entrance."""

    code: str
    name: str
    name_en: str
    capacity: int | None


@dataclass(frozen=True, slots=True)
class Session:
    """A session in a hall (empty: nowhere in particular); no categories means all."""

    row: int
    code: str
    name: str
    name_en: str
    hall: str
    starts_at: datetime
    ends_at: datetime
    categories: tuple[str, ...]
    credits: Decimal | None


@dataclass(frozen=True, slots=True)
class Item:
    """Something handed out; no categories means to anyone."""

    row: int
    code: str
    name: str
    name_en: str
    kind: ItemKind
    categories: tuple[str, ...]
    per_person: int | None
    needs_signature: bool
    stock: int | None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Delegate:
    """A person on the list. An empty 已缴 cell is nothing, an empty 应缴 ``is_due_by_category``."""

    row: int
    reg_no: str
    name: str
    latin_name: str
    organisation: str
    position: str
    category: str
    phone: str
    email: str
    id_number: str
    hotel: str
    hotel_room: str
    diet: str
    table_no: str
    due_fen: int
    paid_fen: int
    payment_means: str
    invoice_title: str
    tax_number: str
    invoice_state: str
    note: str
    credential: str
    status: Status
    booked_sessions: tuple[str, ...]
    booked_items: tuple[str, ...]
    invoice_bag: str
    source: str = ""
    is_due_by_category: bool = False


@dataclass(frozen=True, slots=True)
class Guest:
    """What is prepared for a VIP or speaker."""

    row: int
    reg_no: str
    level: str
    host: str
    host_phone: str
    lecture_fee_fen: int | None
    gift: str
    sessions: tuple[str, ...]
    arrives_at: datetime | None
    lounge: str


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Someone who will sign in at a station once there is a PIN."""

    row: int
    name: str
    roles: tuple[Role, ...]
    phone: str
    zone: str
    shift: str
    on_duty_at: str


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A budget row; ``counted_by`` names what on the day counts it, e.g. ``item:BAG``."""

    row: int
    name: str
    planned_count: Decimal | None
    unit_price_fen: int | None
    amount_fen: int | None
    counted_by: str


@dataclass(frozen=True, slots=True)
class WorkflowItem:
    """A row of the project's own checklist, as it reads; nothing of it is interpreted here."""

    row: int
    number: str
    process: str
    step: str
    sub_step: str
    planned_for: str
    owner: str
    members: str
    state: str
    log: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a planning workbook says that we know the meaning of."""

    event: EventFacts
    categories: tuple[Category, ...]
    zones: tuple[Zone, ...]
    checkpoints: tuple[Checkpoint, ...]
    halls: tuple[Hall, ...]
    sessions: tuple[Session, ...]
    items: tuple[Item, ...]
    delegates: tuple[Delegate, ...]
    guests: tuple[Guest, ...]
    staff: tuple[StaffMember, ...]
    budget: tuple[BudgetLine, ...]
    workflow: tuple[WorkflowItem, ...]
