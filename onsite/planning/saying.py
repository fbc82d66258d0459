"""How numbers, money and times are written into the planners' workbook, in its language."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from onsite.units import yuan
from onsite.wording import DEFAULT, word


class Saying:
    """Words, numbers and times of one language at the venue."""

    def __init__(self, language: str, time_zone: str) -> None:
        self.language = language
        self._zone = ZoneInfo(time_zone)

    def __call__(self, key: str, **values: object) -> str:
        """Say a sentence; whole numbers in it get their thousands marked."""
        written = {
            name: f"{value:,}" if isinstance(value, int) else value
            for name, value in values.items()
        }
        return word(key, self.language, **written)

    def named(self, row: Any) -> str:
        """Choose between a row's name and its English one, where it has that."""
        name: str = row.name if self.language == DEFAULT else row.name_en or row.name
        return name

    def joined(self, parts: Iterable[str]) -> str:
        """Put parts of a sentence behind each other."""
        return word("sync.joint", self.language).join(parts)

    def joined_lines(self, parts: Iterable[str]) -> str:
        """Put parts that have parts themselves behind each other."""
        return word("sync.stop", self.language).join(parts)

    def share(self, part: int, whole: int) -> str:
        """Write a part of a whole: ``95.1%``."""
        return self.rate(part / whole if whole else 0.0)

    def rate(self, rate: float) -> str:
        """Write 0 to 1 as ``95.1%``, in English ``95.1 %``."""
        return f"{rate * 100:.1f}{'' if self.language == DEFAULT else ' '}%"

    def money(self, fen: int) -> str:
        """Write fen as yuan: ``1,800``."""
        return yuan(fen)

    def duration(self, seconds: int) -> str:
        """Write seconds as ``2 min 10 s``."""
        return word("sync.duration", self.language, minutes=seconds // 60, seconds=seconds % 60)

    def instant(self, instant: datetime) -> str:
        """Write an instant as the venue's time: ``12-04 08:03``."""
        return instant.astimezone(self._zone).strftime("%m-%d %H:%M")
