"""What doors, desks and control are told of a list of passengers, as JSON."""

from typing import TypedDict

from onsite.units import Time


class Passenger(TypedDict):
    """One line of the list; `phone_tail` only for somebody who signed in."""

    reg_no: str
    name: str
    category: str
    organisation: str
    phone_tail: str | None


class Boarding(TypedDict):
    """Who is expected at a checkpoint, and who of them is missing.

    `expected` is null where nobody booked it: then nobody is missing, and `aboard` is who is inside.
    Otherwise `aboard` counts the expected only. To who may not see persons the two lists are empty.
    """

    checkpoint: str
    hall: str
    expected: int | None
    aboard: int
    missing_count: int
    unbooked_count: int
    missing: list[Passenger]
    unbooked_aboard: list[Passenger]
    as_of: Time
