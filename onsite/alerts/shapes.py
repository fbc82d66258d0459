"""What stations are told of alerts, as JSON; one shape a payload."""

from typing import TypedDict

from onsite.units import Time


class AlertShape(TypedDict):
    """What someone should know; names are null where they may not be shown."""

    key: str
    kind: str
    at: Time
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
