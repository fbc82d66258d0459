"""Words of the client's papers, in both languages beside each other, and how figures are written there."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from onsite.units import yuan
from onsite.wording import DEFAULT, word

SECOND = "en"
NOTHING = "—"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def chinese(key: str, **values: object) -> str:
    """Say a word of the papers in Chinese."""
    return word(f"paper.report.{key}", DEFAULT, **values)


def english(key: str, **values: object) -> str:
    """Say a word of the papers in English."""
    return word(f"paper.report.{key}", SECOND, **values)


def both(key: str, **values: object) -> str:
    """Say a word of the papers in both languages: ``签到 Checked in``."""
    return f"{chinese(key, **values)} {english(key, **values)}"


def named(name: str, name_en: str) -> str:
    """Name a thing in both languages, once where they are the same."""
    return " ".join(dict.fromkeys(filter(None, (name, name_en))))


def day_name(day: date) -> str:
    """Name a day: ``2026-12-05 周六 Sat``."""
    return f"{day.isoformat()} {both(_WEEKDAYS[day.weekday()])}"


def dates(first: date, last: date) -> str:
    """Name the days from one to another, shortly: ``2026-12-04 – 12-06``."""
    if first == last:
        return first.isoformat()
    end = f"{last:%m-%d}" if first.year == last.year else last.isoformat()
    return f"{first.isoformat()} – {end}"


def percent(share: float | None) -> str:
    """Write a share: 0.9508 -> ``95.1%``; a dash for none."""
    return NOTHING if share is None else f"{share * 100:.1f}".removesuffix(".0") + "%"


def share(part: int, whole: int) -> float | None:
    """Divide; None where there is nothing to divide by."""
    return part / whole if whole else None


def count(number: int | None) -> str:
    """Write a count: ``1,141``; a dash for none."""
    return NOTHING if number is None else f"{number:,}"


def exact(amount: Decimal) -> str:
    """Write a number with as many decimals as it has: ``1,380``, ``3.5``."""
    return f"{amount.normalize():,f}"


def money(fen: int, currency: str) -> str:
    """Write an amount with its currency: ``¥1,800``, ``EUR 1,800.50``."""
    sign = "¥" if currency == "CNY" else f"{currency} "
    return f"-{sign}{yuan(-fen)}" if fen < 0 else f"{sign}{yuan(fen)}"


def duration(seconds: float | None) -> str:
    """Write how long something took: ``2 min 10 s``; a dash for none."""
    if seconds is None:
        return NOTHING
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def listed(words: Iterable[str]) -> str:
    """Put words one after the other."""
    return " · ".join(filter(None, words))
