"""Taking an answer: one tap, counted once, and nobody's."""

import msgspec
from sqlalchemy.orm import Session

from onsite.asking import Asking
from onsite.errors import OnsiteError, not_found
from onsite.feedback.bodies import QuestionAnswerBody
from onsite.feedback.models import Question, QuestionAnswer
from onsite.feedback.queries import large_groups
from onsite.feedback.questions import ended_at
from onsite.feedback.rules import quarter_of
from onsite.once import Asked, once
from onsite.registration.models import Category
from onsite.web import in_utc


def answer(session: Session, body: QuestionAnswerBody, asking: Asking) -> bytes:
    """Count an answer; no event tells when it came, control looks now and then.

    It counts also when it comes after the end, as long as it was given before. Who may be signed in
    at the kiosk is not kept, nor when exactly it was.

    Raises:
        OnsiteError: ``unknown_question`` 404, ``unknown_category`` 404, ``question_not_asked`` 409 when
            it was given before the question was asked or after it was over, ``id_reused``.
    """
    # Before anything is kept: a fingerprint of the second, or of a group of one, could be tried out.
    given_at = quarter_of(in_utc(body.given_at, field="given_at"))
    told = msgspec.structs.replace(body, given_at=given_at, group=_kept(session, body.group))
    return _count(session, told, asking)


def _kept(session: Session, group: str | None) -> str | None:
    """Keep the group of who answered only if there are enough people in it."""
    if group is None:
        return None
    if session.get(Category, group) is None:
        raise not_found("category", group, field="group")
    return group if group in large_groups(session) else None


@once(QuestionAnswer)
def _count(session: Session, body: QuestionAnswerBody, asking: Asked) -> bytes:
    question = session.get(Question, str(body.question_id))
    if question is None:
        raise not_found("question", str(body.question_id), field="question_id")
    # A kiosk's clock that is ahead gives no answer in the future.
    given_at = min(body.given_at, quarter_of(asking.now))
    over_at = ended_at(session, question)
    if given_at < quarter_of(question.opens_at) or (over_at is not None and given_at > over_at):
        raise OnsiteError(
            "question_not_asked",
            "Nobody was asked this at that time, so the answer does not count; nothing to do.",
            status=409,
            field="given_at",
        )
    told = {"question_id": question.id, "level": body.level, "category": body.group}
    return asking.kept({}, station=asking.station, operator=None, at=given_at, **told)
