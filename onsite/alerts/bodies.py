"""What stations send about alerts, as JSON; one shape a request."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

Role = Literal["desk", "finance", "control", "host", "board", "door"]
Percent = Annotated[int, msgspec.Meta(ge=1, le=100)]
Hours = Annotated[int, msgspec.Meta(ge=1, le=48)]


class AcknowledgementBody(msgspec.Struct, forbid_unknown_fields=True):
    """An alert was seen; ``name`` says by whom where nobody is signed in."""

    alert_acknowledgement_id: UUID
    name: Annotated[str, msgspec.Meta(max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""


class AlertRuleBody(msgspec.Struct, forbid_unknown_fields=True):
    """Who is told of one kind of alert."""

    kind: str
    is_on: bool
    roles: list[Role]
    tells_bots: bool


class AlertSettingsBody(msgspec.Struct, forbid_unknown_fields=True):
    """Limits and rules; what is left out stays."""

    hall_percent: Percent | UnsetType = UNSET
    attendance_percent: Percent | UnsetType = UNSET
    silent_seconds: Annotated[int, msgspec.Meta(ge=30, le=3600)] | UnsetType = UNSET
    clock_seconds: Annotated[int, msgspec.Meta(ge=5, le=3600)] | UnsetType = UNSET
    backup_hours: Hours | UnsetType = UNSET
    digest_hours: Annotated[int, msgspec.Meta(ge=0, le=24)] | UnsetType = UNSET
    rules: list[AlertRuleBody] = []


class BotTestBody(msgspec.Struct, forbid_unknown_fields=True):
    """A bot to try, by the name that `GET /alert-bots` gives it."""

    bot: str
