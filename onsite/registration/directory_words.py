"""Whether the directory is asked about, and in which words: what the organiser sets and what was shown."""

from sqlalchemy.orm import Session

from onsite.asking import Asking
from onsite.errors import OnsiteError
from onsite.registration.agreed_words import (
    SHIPPED_VERSION,
    Words,
    put_in_force,
    put_on_record,
    words_in_force,
)
from onsite.registration.directory_bodies import DirectorySettingsBody
from onsite.registration.directory_rows import DirectorySettings, DirectoryWords


def is_asked(session: Session) -> bool:
    """Tell whether kiosks and forms ask; not until someone turns it on."""
    row = session.get(DirectorySettings, 1)
    return row is not None and row.is_asked


def words(session: Session) -> Words:
    """Read the question in force."""
    return words_in_force(session, DirectoryWords, shipped="directory.words")


def put_settings(session: Session, body: DirectorySettingsBody, asking: Asking) -> None:
    """Turn the asking on or off, and change its words; a changed text is a new version.

    Raises:
        OnsiteError: ``words_empty`` at the text that lacks words.
    """
    if body.asked is not None:
        session.merge(DirectorySettings(id=1, is_asked=body.asked))
    before = words(session)
    after = before.rewritten(body.words, body.words_en)
    for field, told in (("words", after.text), ("words_en", after.text_en)):
        if not told:
            raise OnsiteError(
                "words_empty", "The question needs words in both languages.", field=field
            )
    if after != before:
        put_in_force(session, DirectoryWords, after, before=before, asking=asking)
    session.flush()


def kept_version(session: Session, shown: int | None, asking: Asking) -> int:
    """See that the words somebody was shown are on record; their version, the one in force for None.

    A screen may still show older words: she agreed to what she saw, so that stays what is kept.

    Raises:
        OnsiteError: ``unknown_words`` for a version that there never was.
    """
    latest = put_on_record(session, DirectoryWords, words(session), asking)
    version = latest if shown is None else shown
    if not SHIPPED_VERSION <= version <= latest:
        raise OnsiteError(
            "unknown_words",
            f"There are no words of version {version}; read the question again and ask in those.",
            field="words_version",
        )
    return version
