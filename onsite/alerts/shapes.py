"""What stations are told of alerts, as JSON; one shape a payload."""

from typing import Any, TypedDict

from onsite.units import Time


class AlertShape(TypedDict):
    """What someone should know; names are null where they may not be shown."""

    key: str
    kind: str
    level: str
    at: Time
    facts: dict[str, Any]
    reg_no: str | None
    name: str | None
    organisation: str | None
    host: str | None
    lounge: str | None
    session: str | None
    session_name: str | None
    hall: str | None
    starts_at: Time | None
    zone: str | None
    wait_s: int | None
    is_over: bool
    ended_at: Time | None
    acknowledged_by: str | None
    acknowledged_at: Time | None


class Alerts(TypedDict):
    """The alerts, unseen ones first."""

    alerts: list[AlertShape]
    unseen_count: int


class AcknowledgementAnswer(TypedDict):
    """An alert, seen; by whom first."""

    alert_acknowledgement_id: str
    key: str
    acknowledged_by: str


class AlertLimits(TypedDict):
    """What the watchers go by: percent, seconds, hours."""

    hall_percent: int
    attendance_percent: int
    silent_seconds: int
    clock_seconds: int
    backup_hours: int
    digest_hours: int


class AlertRuleShape(TypedDict):
    """Who is told of one kind, and who may be."""

    kind: str
    level: str
    is_on: bool
    roles: list[str]
    tells_bots: bool
    at_most: list[str]
    may_tell_bots: bool


class AlertSettingsShape(TypedDict):
    """Limits, and a rule a kind."""

    limits: AlertLimits
    rules: list[AlertRuleShape]


class BotShape(TypedDict):
    """A group bot of event.toml; its address is told nowhere."""

    bot: str
    number: int
    service: str
    kinds: list[str] | None
    has_digest: bool
    queued: int
    failed: int
    last_sent_at: Time | None
    last_problem: str | None
    last_error: str | None


class Bots(TypedDict):
    """The group bots, as event.toml lists them."""

    bots: list[BotShape]


class BotTestAnswer(TypedDict):
    """What a bot said to a message: ``taken``, ``refused``, ``busy`` or ``silent``."""

    bot: str
    outcome: str
    detail: str
