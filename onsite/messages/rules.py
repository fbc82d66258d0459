"""What a call needs to know, when a reminder is late, how an incident goes on. Pure: values in, value out."""

from datetime import timedelta
from typing import Literal

SAID = Literal[
    "text", "supervisor", "technician", "more_hands", "session_moved", "session_late",
    "back_to_hall", "meal_begins", "guest_on_the_way", "speaker_missing",
]  # fmt: skip
# What each prepared sentence has to be told.
NEEDS: dict[str, tuple[str, ...]] = {
    "text": ("text",),
    "supervisor": ("station",),
    "technician": ("station",),
    "more_hands": ("zone",),
    "session_moved": ("session", "hall"),
    "session_late": ("session", "minutes"),
    "back_to_hall": ("session",),
    "meal_begins": ("item",),
    "guest_on_the_way": ("reg_no",),
    "speaker_missing": ("reg_no", "session"),
}

ANSWER_WITHIN = timedelta(hours=2)  # a call that wants an answer stands so long
TOLD_FOR = timedelta(minutes=15)  # one that does not, and any on a board

LATE_AFTER = timedelta(minutes=1)
MISSED_AFTER = timedelta(minutes=30)

STATES = ("open", "solved", "checked")
# A step, and the states it is taken in; the state it leads to, where it leads to another.
STEPS: dict[str, tuple[tuple[str, ...], str | None]] = {
    "sorted": (STATES, None),
    "assigned": (("open",), None),
    "solved": (("open",), "solved"),
    "checked": (("solved",), "checked"),
    "reopened": (("solved", "checked"), "open"),
}


def outcome_of(overdue: timedelta) -> Literal["told", "late", "missed"]:
    """Tell what becomes of a reminder that has been due for so long."""
    if overdue >= MISSED_AFTER:
        return "missed"
    return "late" if overdue > LATE_AFTER else "told"
