"""What is told about the directory, as JSON; one shape a payload."""

from typing import TypedDict

from onsite.units import Time


class DirectoryWordsShape(TypedDict):
    """The question in force, in both languages."""

    words: str
    words_en: str
    words_version: int


class DirectorySettingsShape(DirectoryWordsShape):
    """Whether it is asked, and how many have said yes and no so far."""

    asked: bool
    agreed: int
    declined: int


class DirectoryQuestion(DirectoryWordsShape):
    """The question for the person at a kiosk; phone and e-mail masked, empty where there is none."""

    phone_masked: str
    email_masked: str


class DirectoryQuestionAnswer(TypedDict):
    """The question, or null where nothing is to be asked."""

    question: DirectoryQuestion | None


class DirectoryConsentAnswer(TypedDict):
    """What was kept."""

    directory_consent_id: str
    agrees: bool
    phone: bool
    email: bool


class CardDirectory(DirectoryWordsShape):
    """How a person stands to the directory; ``agrees`` is null where she was not asked."""

    agrees: bool | None
    phone: bool
    email: bool
    operator: str | None
    at: Time | None
