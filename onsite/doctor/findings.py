"""What the doctor found: one line each, how grave it is, and what to do about it."""

from enum import StrEnum
from typing import TypedDict

import msgspec


class Level(StrEnum):
    """How grave a finding is."""

    FINE = "fine"  # it was looked at, and nothing is to do
    LOOK = "look"  # worth a look before the doors open
    ACT = "act"  # something must be done


class Finding(msgspec.Struct, frozen=True):
    """One line of the doctor's.

    Args:
        check: What was looked at: ``printers``, ``names`` ...
        level: How grave it is.
        what: What was found, a sentence.
        todo: What to do now; empty where nothing is.
        about: The printer, station, template or registration number it is about, if one.
    """

    check: str
    level: Level
    what: str
    todo: str = ""
    about: str | None = None


class Told(TypedDict):
    """The findings as ``onsite doctor --json`` prints them."""

    ok: bool
    act: int
    look: int
    findings: list[dict[str, str | None]]


def told(findings: list[Finding]) -> Told:
    """Tell findings as JSON, the gravest first; ``ok`` when nothing must be done."""
    grave = list(Level)[::-1]
    ordered = sorted(findings, key=lambda each: grave.index(each.level))
    counts = {level: sum(each.level is level for each in findings) for level in Level}
    return {
        "ok": not counts[Level.ACT],
        "act": counts[Level.ACT],
        "look": counts[Level.LOOK],
        "findings": [msgspec.to_builtins(each) for each in ordered],
    }


def line(finding: dict[str, str | None]) -> str:
    """Write one told finding as a line for a person."""
    mark = {"fine": "ok  ", "look": "look", "act": "ACT "}[finding["level"] or "act"]
    what = f"{mark}  {finding['check']}: {finding['what']}"
    return f"{what} -> {finding['todo']}" if finding["todo"] else what
