"""Who asks: the station, the operator signed in there, when, and in which language the answer is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onsite.errors import OnsiteError

LOCAL = "local"  # the role of a command run on the serving laptop itself


@dataclass(frozen=True)
class Station:
    """The paired device that calls."""

    id: str
    role: str
    name: str
    zone: str | None = None
    checkpoint: str | None = None
    parent: str | None = None  # the station it works for: a phone that goes on for a kiosk


@dataclass(frozen=True)
class Operator:
    """The person signed in at the station, and what she may do."""

    name: str
    roles: tuple[str, ...]
    rights: frozenset[str]


@dataclass(frozen=True)
class Principal:
    """Who calls: a station, and perhaps an operator at it."""

    station: Station
    operator: Operator | None = None

    @property
    def operator_name(self) -> str | None:
        return self.operator.name if self.operator else None


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
