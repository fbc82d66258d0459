"""Routes of questions at kiosks: asked and ended at control, answered at kiosks."""

from typing import Annotated

from flask import Response

from onsite.access.rules import CONTROLS, KIOSKS
from onsite.feedback import answers, questions, showing
from onsite.feedback.bodies import (
    QuestionAnswerBody,
    QuestionBody,
    QuestionEndBody,
    QuestionPlacementBody,
)
from onsite.feedback.shapes import (
    KioskQuestion,
    QuestionAnswered,
    QuestionAsked,
    QuestionEnded,
    QuestionPlaced,
    Questions,
)
from onsite.web import Api, Call

api = Api("feedback")


@api.get("/questions", stations=CONTROLS)
def get_questions(call: Call) -> Questions:
    """List what was asked, with the answers as counts, and the kiosks that may ask."""
    with call.database.read() as session:
        return showing.questions(session, now=call.now)


@api.get("/kiosk-question", stations=KIOSKS)
def get_kiosk_question(call: Call) -> KioskQuestion:
    """Tell a kiosk what it asks now."""
    with call.database.read() as session:
        return showing.kiosk_question(session, station=call.station.id, now=call.now)


@api.post("/questions", stations=CONTROLS, operator="policies", body=QuestionBody)
def post_question(call: Call, body: QuestionBody) -> Annotated[Response, QuestionAsked]:
    """Let kiosks ask a question, now or from a time on."""
    return call.write(questions.ask, body)


@api.post(
    "/question-placements", stations=CONTROLS, operator="policies", body=QuestionPlacementBody
)
def post_question_placement(
    call: Call, body: QuestionPlacementBody
) -> Annotated[Response, QuestionPlaced]:
    """Choose the kiosks that ask a question from now on."""
    return call.write(questions.place, body)


@api.post("/question-ends", stations=CONTROLS, operator="policies", body=QuestionEndBody)
def post_question_end(call: Call, body: QuestionEndBody) -> Annotated[Response, QuestionEnded]:
    """End a question; its answers stay."""
    return call.write(questions.end, body)


@api.post("/question-answers", stations=KIOSKS, body=QuestionAnswerBody)
def post_question_answer(
    call: Call, body: QuestionAnswerBody
) -> Annotated[Response, QuestionAnswered]:
    """Count one tap; nothing of who made it but her group."""
    return call.write(answers.answer, body)
