"""Dates and times as planners type them, in Chinese and ISO forms, and as Excel's numbers. Pure.

A cell's time is the venue's; only a text with an offset (``...+08:00``, ``...Z``) is not.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from onsite.planning.cells import CellError, Parse, as_text, folded

_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a local date, as Excel's are
_SERIALS = range(20_000, 80_000)
_YEARS = range(1950, 2151)
_DATE = r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
_COMPACT = r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
_WEEKDAY = r"\s*(?:\(?(?:周|星期|礼拜)[一二三四五六日天]\)?)?\s*"
_TIME = (
    r"(?P<half>上午|下午|中午|晚上|早上|am|pm)?\s*(?P<hour>\d{1,2})\s*"
    r"(?:[:时点]\s*(?P<minute>\d{1,2})?\s*分?(?::(?P<second>\d{2})(?:\.\d+)?)?)?"
    r"\s*(?P<after>am|pm)?"
)
_OFFSET = r"(?P<offset>z|[+-]\d{2}:?\d{2})?"
_WHOLE_DATE = re.compile(f"(?:{_DATE}){_WEEKDAY}", re.IGNORECASE)
_COMPACT_DATE = re.compile(_COMPACT)
_TIME_ONLY = re.compile(_TIME, re.IGNORECASE)
_DATE_TIME = re.compile(f"(?:{_DATE}){_WEEKDAY}(?:t|\\s)?\\s*{_TIME}{_OFFSET}", re.IGNORECASE)
_SHAPES = "2026-12-04 08:00"


def parse_date(raw: object) -> date:
    """Read a day: a date cell, Excel's number for one, or text like 2026年12月4日."""
    local = _local(raw)
    if local is None:
        raise _not_a_date(raw, "2026-12-04")
    return local.date()


def instant_parser(zone: ZoneInfo, *, day: date | None) -> Parse:
    """Make a parser for local times.

    Args:
        zone: The venue's time zone.
        day: The day a bare time like 08:00 is on, or None where that can't be known.

    Returns:
        A parser from a raw cell to an aware UTC instant, rounded to the second.
    """

    def parse(raw: object) -> datetime:
        local = _local(raw) or _on_day(raw, day)
        if local.tzinfo is None:
            local = local.replace(tzinfo=zone)
        return local.astimezone(UTC)

    return parse


def _local(raw: object) -> datetime | None:
    """Read a date or date and time; aware only where the text gives an offset."""
    if isinstance(raw, datetime):
        # Excel's fractions of a day come out as 07:59:59.997.
        return _plausible((raw + timedelta(milliseconds=500)).replace(microsecond=0), raw)
    if isinstance(raw, date):
        return _plausible(datetime.combine(raw, time()), raw)
    if isinstance(raw, bool | time | timedelta):
        return None
    text = folded(raw)
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and int(float(text)) in _SERIALS:
        return _local(_EXCEL_EPOCH + timedelta(days=float(text)))
    for shape in (_WHOLE_DATE, _COMPACT_DATE, _DATE_TIME):
        if match := shape.fullmatch(text):
            return _from_parts(match.groupdict(), raw)
    return None


def _from_parts(parts: dict[str, str | None], raw: object) -> datetime:
    try:
        day = datetime(int(parts["year"] or 0), int(parts["month"] or 0), int(parts["day"] or 0))  # noqa: DTZ001
        local = _plausible(day, raw)
        if parts.get("hour"):
            local += _since_midnight(parts)
        if offset := parts.get("offset"):
            return datetime.fromisoformat(f"{local.isoformat()}{offset.upper()}")
    except ValueError:
        raise CellError(
            f"there is no such date as “{as_text(raw)[:40]}”", f"type one like {_SHAPES}"
        ) from None
    return local


def _since_midnight(parts: dict[str, str | None]) -> timedelta:
    hour, minute = int(parts["hour"] or 0), int(parts.get("minute") or 0)
    second = int(parts.get("second") or 0)
    half = (parts.get("half") or parts.get("after") or "").lower()
    if half in {"下午", "晚上", "pm"} and hour < 12:  # noqa: PLR2004 - noon
        hour += 12
    elif half == "am" and hour == 12:  # noqa: PLR2004 - noon
        hour = 0
    if (hour, minute, second) > (24, 0, 0) or minute > 59 or second > 59:  # noqa: PLR2004 - the clock's
        raise ValueError(parts)
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _on_day(raw: object, day: date | None) -> datetime:
    since = _time_of_day(raw)
    if since is None:
        raise _not_a_date(raw, _SHAPES)
    if day is None:
        raise CellError(
            f"“{as_text(raw)[:40]}” is a time without a day", f"type both, like {_SHAPES}"
        )
    return datetime.combine(day, time()) + since


def _time_of_day(raw: object) -> timedelta | None:
    if isinstance(raw, time):
        return timedelta(hours=raw.hour, minutes=raw.minute, seconds=raw.second)
    if isinstance(raw, timedelta):
        return raw if timedelta() <= raw <= timedelta(days=1) else None
    if isinstance(raw, float) and 0 < raw < 1:
        return timedelta(seconds=round(raw * 86_400))
    if isinstance(raw, str) and (match := _TIME_ONLY.fullmatch(folded(raw))):
        parts = match.groupdict()
        is_time = not folded(raw).isdigit()
        try:
            return _since_midnight(parts) if is_time else None
        except ValueError:
            return None
    return None


def _plausible(local: datetime, raw: object) -> datetime:
    if local.year not in _YEARS:
        raise CellError(f"the year of “{as_text(raw)[:40]}” can't be meant", "correct the date")
    return local


def _not_a_date(raw: object, shape: str) -> CellError:
    return CellError(f"“{as_text(raw)[:40]}” is not a date we can read", f"type it like {shape}")
