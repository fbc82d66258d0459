"""Every sheet and column of the planning workbook, in one declaration.

What a cell of a type means stands in `cells`; which rows fit together, in `checking`.
`docs/planning-workbook.md` is this table for people, and a test keeps the two equal.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a column's cells are read as."""

    TEXT = "text"
    NAME = "name"
    NOTE = "note"
    CODE = "code"
    CODES = "codes"
    KEY = "key"
    CREDENTIAL = "credential"
    WHOLE = "whole number"
    NUMBER = "number"
    SHARE = "share"
    MONEY = "money"
    DATE = "date"
    INSTANT = "date and time"
    YES_NO = "yes or no"
    PHONE = "phone"
    ID_NUMBER = "ID number"
    TAX_NUMBER = "tax number"
    TIME_ZONE = "time zone"
    DIRECTION = "direction"
    ITEM_KIND = "item kind"
    STATUS = "status"
    ROLES = "roles"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Column:
    """One column (on the sheet 会议, one key).

    Attributes:
        csv: The field's name in a CSV file; money is in yuan there as in the workbook.
        is_needed: An error value or a formula without a stored value is refused here.
    """

    chinese: str
    english: tuple[str, ...]
    csv: str
    kind: Kind = Kind.TEXT
    is_required: bool = False
    is_needed: bool = True

    @property
    def field(self) -> str:
        """Name the attribute of the record; money is kept in fen and says so."""
        return f"{self.csv}_fen" if self.kind is Kind.MONEY else self.csv

    @property
    def label(self) -> str:
        return f"{self.chinese} ({self.english[0]})"


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: a heading row and records below; the sheet 会议 has keys and values instead."""

    chinese: str
    english: str
    csv: str
    columns: tuple[Column, ...]
    is_required: bool = False
    is_key_value: bool = False

    @property
    def label(self) -> str:
        return f"{self.chinese} ({self.english})"

    def column(self, csv: str) -> Column:
        """Find a column by its CSV field."""
        return next(column for column in self.columns if column.csv == csv)

    def column_of(self, field: str) -> Column:
        """Find a column by the field of its record."""
        return next(column for column in self.columns if column.field == field)


def heading_key(text: str) -> str:
    """Reduce a heading to what counts: `应缴（元）`, `应缴 (元)` and `应缴` are one."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = re.sub(r"[\s_\-*:.]+", "", folded)
    return re.sub(r"\([^()]*\)$", "", folded)


def _column(
    chinese: str,
    english: str,
    csv: str,
    kind: Kind = Kind.TEXT,
    *,
    required: bool = False,
    needed: bool = True,
) -> Column:
    names = tuple(name.strip() for name in english.split("|"))
    return Column(chinese, names, csv, kind, is_required=required, is_needed=needed)


_CATEGORIES_ALLOWED = _column(
    "允许类别", "Allowed categories | Categories", "categories", Kind.CODES
)
_NAME = _column("名称", "Name", "name", Kind.NAME, required=True)
_NAME_EN = _column("英文名称", "English name", "name_en", Kind.NAME)

EVENT = Table(
    "会议",
    "Event",
    "event",
    (
        _column("会议名称", "Event name | Name", "name", Kind.NAME, required=True),
        _NAME_EN,
        _column("会议代码", "Event code | Code", "code", Kind.KEY, required=True),
        _column("开始日期", "Start date | Starts on", "starts_on", Kind.DATE, required=True),
        _column("结束日期", "End date | Ends on", "ends_on", Kind.DATE, required=True),
        _column("时区", "Time zone", "time_zone", Kind.TIME_ZONE),
        _column("会议地点", "Place | Venue", "place"),
        _column("场地容量", "Venue capacity | Capacity", "capacity", Kind.WHOLE),
        _column("币种", "Currency", "currency"),
        _column("语言", "Languages", "languages", Kind.WORDS),
        _column("预计报到率", "Expected rate", "expected_rate", Kind.SHARE),
        _column("贵宾出席率", "Expected VIP rate", "expected_vip_rate", Kind.SHARE),
    ),
    is_required=True,
    is_key_value=True,
)

CATEGORIES = Table(
    "类别",
    "Categories",
    "categories",
    (
        _column("类别代码", "Category code | Code", "code", Kind.KEY, required=True),
        _NAME,
        _NAME_EN,
        _column("注册区", "Zone", "zone", Kind.CODE, required=True),
        _column("费用(元)", "Fee", "fee", Kind.MONEY, required=True),
        _column("现场费用(元)", "On-site fee", "on_site_fee", Kind.MONEY),
    ),
    is_required=True,
)

ZONES = Table(
    "注册区",
    "Zones",
    "zones",
    (
        _column("注册区代码", "Zone code | Code", "code", Kind.KEY, required=True),
        _NAME,
        _NAME_EN,
        _column("开放时间", "Opens at", "opens_at", Kind.INSTANT),
        _column("关闭时间", "Closes at", "closes_at", Kind.INSTANT),
        _column("台位数", "Desks | Desk count", "desk_count", Kind.WHOLE),
        _column("位置", "Place", "place"),
    ),
    is_required=True,
)

CHECKPOINTS = Table(
    "通道",
    "Checkpoints",
    "checkpoints",
    (
        _column("通道代码", "Checkpoint code | Code", "code", Kind.KEY, required=True),
        _NAME,
        _NAME_EN,
        _column("区域", "Hall", "hall", Kind.CODE, required=True),
        _column("容量", "Capacity", "capacity", Kind.WHOLE),
        _column("方向", "Direction", "direction", Kind.DIRECTION, required=True),
        _CATEGORIES_ALLOWED,
    ),
)

SESSIONS = Table(
    "日程",
    "Sessions",
    "sessions",
    (
        _column("场次代码", "Session code | Code", "code", Kind.KEY, required=True),
        _NAME,
        _NAME_EN,
        _column("区域", "Hall", "hall", Kind.CODE),
        _column("开始", "Starts at | Start", "starts_at", Kind.INSTANT, required=True),
        _column("结束", "Ends at | End", "ends_at", Kind.INSTANT, required=True),
        _CATEGORIES_ALLOWED,
        _column("学分", "Credits", "credits", Kind.NUMBER),
    ),
)

ITEMS = Table(
    "物资",
    "Items",
    "items",
    (
        _column("物资代码", "Item code | Code", "code", Kind.KEY, required=True),
        _NAME,
        _NAME_EN,
        _column("类型", "Kind | Type", "kind", Kind.ITEM_KIND, required=True),
        _column("适用类别", "For categories | Categories", "categories", Kind.CODES),
        _column("每人数量", "Per person", "per_person", Kind.WHOLE),
        _column("需签收", "Needs signature", "needs_signature", Kind.YES_NO),
        _column("库存", "Stock", "stock", Kind.WHOLE),
        _column("有效开始", "Valid from", "valid_from", Kind.INSTANT),
        _column("有效结束", "Valid until", "valid_until", Kind.INSTANT),
        _column("地点", "Place", "place"),
    ),
)

DELEGATES = Table(
    "代表名单",
    "Delegates",
    "delegates",
    (
        _column("注册编号", "Reg no | Registration number", "reg_no", Kind.KEY, required=True),
        _column("姓名", "Name", "name", Kind.NAME, required=True),
        _column("英文名", "Latin name | English name", "latin_name", Kind.NAME),
        _column("单位", "Organisation | Organization", "organisation", Kind.NAME),
        _column("职务", "Position | Title", "position", Kind.NAME),
        _column("类别", "Category", "category", Kind.CODE, required=True),
        _column("手机", "Phone | Mobile", "phone", Kind.PHONE),
        _column("邮箱", "Email", "email"),
        _column("证件号", "ID number", "id_number", Kind.ID_NUMBER),
        _column("酒店", "Hotel", "hotel"),
        _column("房号", "Hotel room | Room", "hotel_room"),
        _column("餐食要求", "Diet", "diet"),
        _column("桌号", "Table no | Table number", "table_no"),
        _column("应缴(元)", "Due", "due", Kind.MONEY),
        _column("已缴(元)", "Paid", "paid", Kind.MONEY),
        _column("缴费方式", "Payment means | Paid by", "payment_means"),
        _column("发票抬头", "Invoice title", "invoice_title"),
        _column("税号", "Tax number", "tax_number", Kind.TAX_NUMBER),
        _column("发票状态", "Invoice state | Invoice status", "invoice_state"),
        _column("备注", "Note | Notes", "note", Kind.NOTE),
        _column("票码", "Credential | Ticket code", "credential", Kind.CREDENTIAL),
        _column("状态", "Status", "status", Kind.STATUS),
        _column("报名场次", "Booked sessions", "booked_sessions", Kind.CODES),
        _column("预订项目", "Booked items", "booked_items", Kind.CODES),
        _column("发票袋号", "Invoice bag", "invoice_bag"),
        # Ours: `sync` writes 现场 there beside the walk-ins it adds.
        _column("来源", "Source", "source"),
    ),
    is_required=True,
)

GUESTS = Table(
    "嘉宾",
    "Guests",
    "guests",
    (
        _column("注册编号", "Reg no | Registration number", "reg_no", Kind.KEY, required=True),
        _column("级别", "Level", "level"),
        _column("接待人", "Host", "host", Kind.NAME),
        _column("接待电话", "Host phone", "host_phone", Kind.PHONE),
        _column("讲课费(元)", "Lecture fee", "lecture_fee", Kind.MONEY),
        _column("礼品", "Gift", "gift"),
        _column("场次", "Sessions | Session", "sessions", Kind.CODES),
        _column("到达时间", "Arrives at", "arrives_at", Kind.INSTANT),
        _column("休息室", "Lounge", "lounge"),
    ),
)

STAFF = Table(
    "工作人员",
    "Staff",
    "staff",
    (
        _column("姓名", "Name", "name", Kind.NAME, required=True),
        _column("角色", "Roles | Role", "roles", Kind.ROLES, required=True),
        _column("手机", "Phone | Mobile", "phone", Kind.PHONE),
        _column("注册区", "Zone", "zone", Kind.CODE),
        _column("班次", "Shift", "shift"),
        _column("到岗时间", "On duty at", "on_duty_at"),
    ),
)

BUDGET = Table(
    "预算",
    "Budget",
    "budget",
    (
        _column("项目", "Budget line | Item | Name", "name", Kind.NAME, required=True),
        _column("预计人数", "Planned count", "planned_count", Kind.NUMBER, needed=False),
        _column("单价(元)", "Unit price", "unit_price", Kind.MONEY, needed=False),
        _column("金额(元)", "Amount", "amount", Kind.MONEY, needed=False),
        _column("计数依据", "Counted by", "counted_by"),
    ),
)

WORKFLOW = Table(
    "项目流程",
    "Workflow",
    "workflow",
    (
        _column("编号", "Number | No", "number", needed=False),
        _column("项目流程", "Process", "process", Kind.NOTE, needed=False),
        _column("管理流程", "Step", "step", Kind.NOTE, needed=False),
        _column("管理子流程", "Sub-step", "sub_step", Kind.NOTE, needed=False),
        _column("计划完成时间点", "Planned for", "planned_for", Kind.NOTE, needed=False),
        _column("负责人", "Owner", "owner", needed=False),
        _column("小组成员", "Members", "members", needed=False),
        _column("任务状态", "State | Status", "state", needed=False),
        _column("执行信息", "Log", "log", Kind.NOTE, needed=False),
    ),
)

TABLES = (
    EVENT,
    CATEGORIES,
    ZONES,
    CHECKPOINTS,
    SESSIONS,
    ITEMS,
    DELEGATES,
    GUESTS,
    STAFF,
    BUDGET,
    WORKFLOW,
)
