"""What stations are told about questions and answers, as JSON."""

from typing import TypedDict

from onsite.units import Time


class GroupShape(TypedDict):
    """A group that somebody may say she belongs to."""

    code: str
    name: str
    name_en: str


class AskedShape(TypedDict):
    """A question as a kiosk asks it."""

    id: str
    text: str
    text_en: str
    groups: list[GroupShape]


class KioskQuestion(TypedDict):
    """What this kiosk asks now; when that changes by itself, where a time was set."""

    question: AskedShape | None
    changes_at: Time | None
    as_of: Time


class Part(TypedDict):
    """Answers of a group or an hour; None for what would tell of fewer than five."""

    answered: int | None
    satisfied: int | None
    share: float | None
    levels: list[int] | None


class GroupPart(Part):
    """Answers of a group; None: of those who did not say."""

    group: str | None
    name: str
    name_en: str


class HourPart(Part):
    """Answers of an hour of the venue's clock."""

    at: Time


class QuestionShape(Part):
    """A question with what was answered. ``levels`` begin with very satisfied."""

    id: str
    text: str
    text_en: str
    target: float
    state: str
    asked_at: Time
    asked_by: str | None
    opens_at: Time
    closes_at: Time | None
    ended_at: Time | None
    stations: list[str]
    groups: list[GroupPart]
    hours: list[HourPart]


class KioskShape(TypedDict):
    """A kiosk that may be told to ask, and what it asks already."""

    id: str
    name: str
    question_id: str | None


class Questions(TypedDict):
    """All that was ever asked, the newest first; and where something may be asked."""

    questions: list[QuestionShape]
    kiosks: list[KioskShape]


class QuestionAsked(TypedDict):
    """A question that is asked from now, or from its time, on."""

    question_id: str
    opens_at: Time


class QuestionPlaced(TypedDict):
    """The kiosks that ask it now."""

    question_placement_id: str
    question_id: str
    stations: list[str]


class QuestionEnded(TypedDict):
    """Nobody is asked any more."""

    question_end_id: str
    question_id: str


class QuestionAnswered(TypedDict):
    """Counted, once."""

    question_answer_id: str
