"""The directory (通讯录): who agreed to stand in it, and taking that back. Nobody stands in it unasked.

An answer is a row; the latest one holds. Whether it is asked at all, and in which words, is
`directory_words`'s; how it looks on paper the report's.
"""

from dataclasses import dataclass
from uuid import UUID, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.asking import Asking
from onsite.errors import OnsiteError
from onsite.once import Asked, fingerprint, keep, once
from onsite.registration import queries
from onsite.registration.correction_rows import Substitution
from onsite.registration.directory_bodies import DirectoryConsentBody
from onsite.registration.directory_rows import DirectoryConsent
from onsite.registration.directory_words import kept_version
from onsite.registration.models import CheckIn, Delegate
from onsite.registration.service import CHALLENGE_LASTS
from onsite.registration.standings import must_have_a_name, must_not_be_merged


@dataclass(frozen=True)
class Word:
    """What somebody agreed to; nothing is shown of who did not agree."""

    agrees: bool
    phone: bool
    email: bool
    words_version: int


@once(DirectoryConsent)
def answer(session: Session, body: DirectoryConsentBody, asking: Asked) -> bytes:
    """Keep a person's yes or no; the same again with another word takes it back.

    Raises:
        OnsiteError: ``malformed`` unless one of number and check-in names the person;
            ``check_in_needed`` (403) for a kiosk that did not just check her in; ``merged`` (409),
            ``no_person`` (409) for a badge without a name, ``unknown_registration``,
            ``unknown_words``, ``id_reused``.
    """
    row = _whose(session, body, asking)
    must_not_be_merged(session, row)
    must_have_a_name(row)
    word = Word(
        body.agrees,
        phone=body.agrees and body.phone,
        email=body.agrees and body.email,
        words_version=kept_version(session, body.words_version, asking),
    )
    return asking.keep(_told(word), **_columns(row, word))


def agree_by_form(
    session: Session, row: Delegate, *, words_version: int | None, fact_id: UUID, asking: Asking
) -> None:
    """Keep that somebody ticked the box of the form she registered with, for all she typed there."""
    version = kept_version(session, words_version, asking)
    word = Word(agrees=True, phone=bool(row.phone), email=bool(row.email), words_version=version)
    _keep_with(session, row, word, fact_id=fact_id, asking=asking)


def merge(
    session: Session, *, keep: Delegate, gone: Delegate, fact_id: UUID, asking: Asking
) -> None:
    """Let the word given under one registration hold under the other; where both were asked, a no wins."""
    own, theirs = (standing_answer(session, row.id) for row in (keep, gone))
    if theirs is None:
        return
    word = Word(
        theirs.agrees and (own is None or own.agrees),
        phone=theirs.shows_phone and (own is None or own.shows_phone),
        email=theirs.shows_email and (own is None or own.shows_email),
        words_version=theirs.words_version,
    )
    is_as_before = own is not None and (own.agrees, own.shows_phone, own.shows_email) == (
        word.agrees,
        word.phone,
        word.email,
    )
    if not is_as_before:
        _keep_with(session, keep, word, fact_id=fact_id, asking=asking)


def standing_answer(session: Session, delegate_id: int) -> DirectoryConsent | None:
    """Read the word that holds for one person; None where she was not asked."""
    return standing_answers(session, delegate_id).get(delegate_id)


def standing_answers(
    session: Session, delegate_id: int | None = None
) -> dict[int, DirectoryConsent]:
    """Read the words that hold by delegate; what was said before a colleague came instead is not hers."""
    # The last one stays in the dictionary; of one instant a no does.
    chosen = select(DirectoryConsent).order_by(DirectoryConsent.at, DirectoryConsent.agrees.desc())
    since = select(Substitution.delegate_id, func.max(Substitution.at)).group_by(
        Substitution.delegate_id
    )
    if delegate_id is not None:
        chosen = chosen.where(DirectoryConsent.delegate_id == delegate_id)
        since = since.where(Substitution.delegate_id == delegate_id)
    came_at = dict(session.execute(since).tuples().all())
    return {
        row.delegate_id: row
        for row in session.scalars(chosen)
        if row.delegate_id not in came_at or row.at > came_at[row.delegate_id]
    }


def expected_answers(session: Session) -> list[tuple[Delegate, DirectoryConsent]]:
    """Pair those who answered and are expected with their word, in no order; who was cancelled is out."""
    said = standing_answers(session)
    rows = session.scalars(
        select(Delegate).where(
            Delegate.id.in_(select(DirectoryConsent.delegate_id)),
            Delegate.is_cancelled.is_(False),
            Delegate.merged_into.is_(None),
        )
    )
    return [(row, said[row.id]) for row in rows if row.id in said]


def checked_in_here(session: Session, check_in_id: str, asking: Asking) -> Delegate | None:
    """Find whom this station has just checked in under an id; None for another's, an old or undone one."""
    came = session.get(CheckIn, check_in_id)
    if (
        came is None
        or came.delegate_id is None
        or came.station != asking.station
        or came.at < asking.now - CHALLENGE_LASTS
        or queries.check_in_of(session, came.delegate_id) is not came
    ):
        return None
    return session.get(Delegate, came.delegate_id)


def _whose(session: Session, body: DirectoryConsentBody, asking: Asking) -> Delegate:
    """Find whose word it is; a kiosk speaks only for who has just stood before it."""
    if (body.reg_no is None) == (body.check_in_id is None):
        raise OnsiteError("malformed", "Send either reg_no or check_in_id.", field="reg_no")
    is_kiosk = asking.principal.station.role == "kiosk"
    if body.reg_no is not None and not is_kiosk:
        return queries.held_delegate(session, body.reg_no, field="reg_no")
    row = checked_in_here(session, str(body.check_in_id), asking) if body.check_in_id else None
    if row is None:
        raise OnsiteError(
            "check_in_needed",
            "Nobody was checked in here under this id just now; a desk keeps the answer by number.",
            status=403,
            field="check_in_id",
        )
    return row


def _keep_with(
    session: Session, row: Delegate, word: Word, *, fact_id: UUID, asking: Asking
) -> None:
    """Append a word that came with another fact, under an id that follows from that one's."""
    consent_id = str(uuid5(fact_id, "directory"))
    told = {"directory_consent_id": consent_id, **_told(word)}
    keep(
        session,
        DirectoryConsent,
        consent_id,
        fingerprint(told),
        told,
        **_columns(row, word),
        **asking.by,
    )


def _told(word: Word) -> dict[str, bool]:
    return {"agrees": word.agrees, "phone": word.phone, "email": word.email}


def _columns(row: Delegate, word: Word) -> dict[str, object]:
    return {
        "delegate_id": row.id,
        "agrees": word.agrees,
        "shows_phone": word.phone,
        "shows_email": word.email,
        "words_version": word.words_version,
    }
