"""What control is told when rules are tried, as JSON; one shape a payload."""

from typing import TypedDict

from onsite.units import Time


class SimulatedPerson(TypedDict):
    """One of those who would get a verdict."""

    reg_no: str
    name: str
    category: str


class VerdictShare(TypedDict):
    """How many would get a verdict, by category, and a few of them."""

    verdict: str
    count: int
    categories: dict[str, int]
    examples: list[SimulatedPerson]


class Simulation(TypedDict):
    """Who would get in at an instant; ``passed_over`` are verdicts that depend on the hall then."""

    checkpoint: str
    at: Time
    people: int
    by_verdict: list[VerdictShare]
    passed_over: list[str]
    is_counting_only: bool
