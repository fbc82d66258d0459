"""Whether the directory is asked about, and in which words: what the organiser sets and what was shown."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.asking import Asking
from onsite.errors import OnsiteError
from onsite.registration.directory_bodies import DirectorySettingsBody
from onsite.registration.directory_rows import DirectorySettings, DirectoryWords
from onsite.wording import word

SHIPPED_VERSION = 1


@dataclass(frozen=True)
class Words:
    """The question in force, in both languages."""

    version: int
    text: str
    text_en: str


def is_asked(session: Session) -> bool:
    """Tell whether kiosks and forms ask; not until someone turns it on."""
    row = session.get(DirectorySettings, 1)
    return row is not None and row.is_asked


def words(session: Session) -> Words:
    """Read the question in force; the shipped one until an organiser writes her own."""
    row = session.scalars(
        select(DirectoryWords).order_by(DirectoryWords.version.desc()).limit(1)
    ).one_or_none()
    if row is None:
        return Words(
            SHIPPED_VERSION, word("directory.words", "zh-Hans"), word("directory.words", "en")
        )
    return Words(row.version, row.text, row.text_en)


def put_settings(session: Session, body: DirectorySettingsBody, asking: Asking) -> None:
    """Turn the asking on or off, and change its words; a changed text is a new version.

    Raises:
        OnsiteError: ``words_empty`` at the text that lacks words.
    """
    if body.asked is not None:
        session.merge(DirectorySettings(id=1, is_asked=body.asked))
    before = words(session)
    text = before.text if body.words is None else body.words.strip()
    text_en = before.text_en if body.words_en is None else body.words_en.strip()
    for field, told in (("words", text), ("words_en", text_en)):
        if not told:
            raise OnsiteError(
                "words_empty", "The question needs words in both languages.", field=field
            )
    if (text, text_en) != (before.text, before.text_en):
        _keep(session, before, None, asking)
        _keep(
            session,
            Words(before.version + 1, text, text_en),
            asking.principal.operator_name,
            asking,
        )
    session.flush()


def kept_version(session: Session, shown: int | None, asking: Asking) -> int:
    """See that the words somebody was shown are on record; their version, the one in force for None.

    A screen may still show older words: she agreed to what she saw, so that stays what is kept.

    Raises:
        OnsiteError: ``unknown_words`` for a version that there never was.
    """
    in_force = words(session)
    version = in_force.version if shown is None else shown
    if not SHIPPED_VERSION <= version <= in_force.version:
        raise OnsiteError(
            "unknown_words",
            f"There are no words of version {version}; read the question again and ask in those.",
            field="words_version",
        )
    _keep(session, in_force, None, asking)
    session.flush()
    return version


def _keep(session: Session, told: Words, operator: str | None, asking: Asking) -> None:
    if session.get(DirectoryWords, told.version) is None:
        session.add(
            DirectoryWords(
                version=told.version,
                text=told.text,
                text_en=told.text_en,
                at=asking.now,
                operator=operator,
            )
        )
        session.flush()
