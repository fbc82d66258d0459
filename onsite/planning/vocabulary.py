"""How each kind of column is read, and the words planners use in it, in both languages. Pure."""

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from onsite.planning import cells, dates, identities
from onsite.planning.cells import CellError, Parse
from onsite.planning.problems import nearest
from onsite.planning.tables import Column, Kind

DEFAULT_TIME_ZONE = "Asia/Shanghai"

_CHINA = frozenset(
    {"北京时间", "中国标准时间", "东八区", "utc+8", "utc+08:00", "gmt+8", "gmt+08:00"}
)

_YES_NO: Mapping[str, object] = {
    **dict.fromkeys(("是", "需", "需要", "有", "yes", "y", "true", "1", "√", "✓", "✔"), True),
    **dict.fromkeys(("否", "不", "不需要", "无", "no", "n", "false", "0", "×", "x", "-"), False),
}
_DIRECTIONS: Mapping[str, object] = {
    **dict.fromkeys(("进", "入", "入口", "进口", "in", "entry", "entrance"), "in"),
    **dict.fromkeys(("出", "出口", "out", "exit"), "out"),
    **dict.fromkeys(("双向", "进出", "进/出", "both", "in/out", "in and out"), "both"),
}
_ITEM_KINDS: Mapping[str, object] = {
    **dict.fromkeys(("发放", "handout", "hand-out"), "handout"),
    **dict.fromkeys(("餐券", "voucher", "meal voucher"), "voucher"),
    **dict.fromkeys(("礼品", "gift"), "gift"),
    **dict.fromkeys(("讲课费", "fee", "lecture fee"), "fee"),
    **dict.fromkeys(("补贴", "allowance"), "allowance"),
    **dict.fromkeys(("借还", "loan"), "loan"),
    **dict.fromkeys(("编号资料", "numbered", "numbered document"), "numbered"),
}
_STATUSES: Mapping[str, object] = {
    **dict.fromkeys(("正常", "有效", "normal", "active", "confirmed"), "normal"),
    **dict.fromkeys(("取消", "已取消", "cancelled", "canceled", "cancel"), "cancelled"),
}
_ROLES: Mapping[str, object] = {
    **dict.fromkeys(("组织者", "organiser", "organizer"), "organiser"),
    **dict.fromkeys(("主管", "supervisor"), "supervisor"),
    **dict.fromkeys(("注册", "desk", "registration"), "desk"),
    **dict.fromkeys(("财务", "finance"), "finance"),
    **dict.fromkeys(("通道", "door"), "door"),
    **dict.fromkeys(("技术", "technician"), "technician"),
}


def _parse_time_zone(raw: object) -> str:
    name = cells.folded(raw)
    if name.casefold().replace(" ", "") in _CHINA:
        return DEFAULT_TIME_ZONE
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        hint = nearest(name, available_timezones()) or f"use a name like {DEFAULT_TIME_ZONE}"
        raise CellError(f"there is no time zone “{name[:40]}”", hint) from None


_PARSERS: Mapping[Kind, Parse] = {
    Kind.TEXT: cells.parse_text,
    Kind.NAME: cells.parse_text,
    Kind.NOTE: cells.parse_note,
    Kind.CODE: cells.parse_code,
    Kind.CODES: cells.parse_list,
    Kind.KEY: cells.parse_key,
    Kind.CREDENTIAL: cells.parse_credential,
    Kind.WHOLE: cells.parse_whole,
    Kind.NUMBER: cells.parse_number,
    Kind.SHARE: cells.parse_share,
    Kind.MONEY: cells.parse_money,
    Kind.DATE: dates.parse_date,
    Kind.YES_NO: cells.one_of(_YES_NO, like="是, 否"),
    Kind.PHONE: identities.parse_phone,
    Kind.ID_NUMBER: identities.parse_id_number,
    Kind.TAX_NUMBER: identities.parse_tax_number,
    Kind.TIME_ZONE: _parse_time_zone,
    Kind.DIRECTION: cells.one_of(_DIRECTIONS, like="进, 出, 双向 (in, out, both)"),
    Kind.ITEM_KIND: cells.one_of(
        _ITEM_KINDS, like="发放, 餐券, 礼品, 讲课费, 补贴, 借还, 编号资料"
    ),
    Kind.STATUS: cells.one_of(_STATUSES, like="正常, 取消 (normal, cancelled)"),
    Kind.ROLES: cells.several_of(
        _ROLES,
        like="组织者, 主管, 注册, 财务, 通道, 技术 "
        "(organiser, supervisor, desk, finance, door, technician)",
    ),
    Kind.WORDS: cells.parse_list,
}

_EMPTY: Mapping[Kind, object] = {
    **dict.fromkeys(
        (Kind.WHOLE, Kind.NUMBER, Kind.SHARE, Kind.MONEY, Kind.DATE, Kind.INSTANT), None
    ),
    **dict.fromkeys((Kind.CODES, Kind.WORDS, Kind.ROLES), ()),
    Kind.YES_NO: False,
    Kind.STATUS: "normal",
}


def parser_of(column: Column, *, zone: ZoneInfo, day: date | None) -> Parse:
    """Choose how a column's cells are read; ``day`` is the one a bare time is on, if any."""
    if column.kind is Kind.INSTANT:
        return dates.instant_parser(zone, day=day)
    return _PARSERS[column.kind]


def empty_of(column: Column) -> object:
    """Give the value of an empty cell."""
    return _EMPTY.get(column.kind, "")
