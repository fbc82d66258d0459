"""Who asks for a change, when, and in which language the answer is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onsite.errors import OnsiteError
from onsite.web import Principal


@dataclass(frozen=True)
class Asking:
    """Who asks, when, and in which language the answer is."""

    principal: Principal
    now: datetime
    language: str

    @property
    def station(self) -> str:
        return self.principal.station.id

    @property
    def by(self) -> dict[str, Any]:
        """The columns every fact has: where, who, when."""
        return {
            "station": self.station,
            "operator": self.principal.operator_name,
            "at": self.now,
        }


def asked_count(text: str | None, *, default: int, most: int) -> int:
    """Read how many rows a `limit=` asks for; more than ``most`` are never told at once.

    Raises:
        OnsiteError: ``malformed`` when it is no number from 1 on.
    """
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0):
        raise OnsiteError("malformed", "limit is a whole number from 1 on.", field="limit")
    return min(int(text[:9]), most)


def need_reason(reason: str) -> None:
    """Refuse a correction without a reason: ``reason_needed``."""
    if not reason.strip():
        raise OnsiteError("reason_needed", "Say why; the reason stays on record.", field="reason")
