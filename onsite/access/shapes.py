"""What the control page is told of stations and operators, as JSON; one shape a payload."""

from typing import TypedDict

from onsite.units import Time


class StationShape(TypedDict):
    """A station, and whether it is there."""

    id: str
    name: str
    role: str
    zone: str | None
    checkpoint: str | None
    parent: str | None
    ends_at: Time | None
    paired_at: Time | None
    is_connected: bool
    last_seen_at: Time | None
    revoked_at: Time | None


class Stations(TypedDict):
    """Every station ever made, oldest first."""

    stations: list[StationShape]


class OperatorShape(TypedDict):
    """An operator, and whether she can sign in now."""

    name: str
    roles: list[str]
    may_sign_in: bool
    is_locked: bool


class Operators(TypedDict):
    """The operators, by name."""

    operators: list[OperatorShape]


class NewOperator(TypedDict):
    """An operator as she was added."""

    name: str
    roles: list[str]
