"""The directory as a station may see it: the question at a kiosk, the line on a desk's card, the counts."""

from sqlalchemy.orm import Session

from onsite.asking import Asking
from onsite.registration.directory import checked_in_here, expected_answers, standing_answer
from onsite.registration.directory_shapes import (
    CardDirectory,
    DirectoryQuestion,
    DirectorySettingsShape,
    DirectoryWordsShape,
)
from onsite.registration.directory_words import is_asked, words
from onsite.registration.models import Delegate
from onsite.registration.names import masked_email, masked_phone
from onsite.units import rfc3339


def question(session: Session, check_in_id: str, asking: Asking) -> DirectoryQuestion | None:
    """Tell what to ask whom this kiosk has just checked in; None once she answered, or where it is off."""
    if not is_asked(session):
        return None
    row = checked_in_here(session, check_in_id, asking)
    if row is None or row.is_nameless or row.merged_into is not None:
        return None
    if standing_answer(session, row.id) is not None:
        return None
    return {
        **_words(session),
        "phone_masked": masked_phone(row.phone),
        "email_masked": masked_email(row.email),
    }


def card_line(session: Session, row: Delegate) -> CardDirectory | None:
    """Tell how a person stands to it; None where it is not asked and she never answered."""
    if row.is_nameless or row.merged_into is not None:
        return None
    found = standing_answer(session, row.id)
    if found is None and not is_asked(session):
        return None
    return {
        **_words(session),
        "agrees": found.agrees if found else None,
        "phone": found is not None and found.shows_phone,
        "email": found is not None and found.shows_email,
        "operator": found.operator if found else None,
        "at": rfc3339(found.at) if found else None,
    }


def form_words(session: Session) -> DirectoryWordsShape | None:
    """Tell what a walk-in's form asks; None where it is off."""
    return _words(session) if is_asked(session) else None


def settings(session: Session) -> DirectorySettingsShape:
    """Tell whether it is asked, in which words, and how many have answered what."""
    said = [word.agrees for _, word in expected_answers(session)]
    return {
        **_words(session),
        "asked": is_asked(session),
        "agreed": said.count(True),
        "declined": said.count(False),
    }


def _words(session: Session) -> DirectoryWordsShape:
    found = words(session)
    return {"words": found.text, "words_en": found.text_en, "words_version": found.version}
