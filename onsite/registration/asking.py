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


def need_reason(reason: str) -> None:
    """Refuse a correction without a reason: ``reason_needed``."""
    if not reason.strip():
        raise OnsiteError("reason_needed", "Say why; the reason stays on record.", field="reason")
