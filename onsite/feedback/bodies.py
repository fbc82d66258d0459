"""What stations send about questions and answers, as JSON; one shape a request."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

Sentence = Annotated[str, msgspec.Meta(max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$")]
Code = Annotated[str, msgspec.Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Kiosks = Annotated[list[Code], msgspec.Meta(max_length=200)]
When = Annotated[datetime, msgspec.Meta(tz=True)]


class QuestionBody(msgspec.Struct, forbid_unknown_fields=True):
    """Ask this at these kiosks: from now or from a time on, until it is ended or until a time."""

    question_id: UUID
    text: Sentence
    text_en: Sentence
    stations: Annotated[list[Code], msgspec.Meta(min_length=1, max_length=200)]
    target: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.9
    opens_at: When | None = None
    closes_at: When | None = None


class QuestionPlacementBody(msgspec.Struct, forbid_unknown_fields=True):
    """The kiosks that ask it from now on, all of them; none: it waits."""

    question_placement_id: UUID
    question_id: UUID
    stations: Kiosks


class QuestionEndBody(msgspec.Struct, forbid_unknown_fields=True):
    """Nobody is asked any more."""

    question_end_id: UUID
    question_id: UUID


class QuestionAnswerBody(msgspec.Struct, forbid_unknown_fields=True):
    """One tap: 4 very satisfied, 3 satisfied, 2 less so, 1 not; and the group, where it was told.

    ``given_at`` is the quarter of an hour of the tap: an answer may come long after it was given.
    """

    question_answer_id: UUID
    question_id: UUID
    level: Annotated[int, msgspec.Meta(ge=1, le=4)]
    given_at: When
    group: Code | None = None
