"""Routes of the directory: the question at a kiosk, the answer, and what the organiser sets."""

from typing import Annotated

from flask import Response
from sqlalchemy.orm import Session

from onsite.access.rules import CONTROLS, DESKS, KIOSKS
from onsite.registration import directory, directory_views, directory_words
from onsite.registration.directory_bodies import DirectoryConsentBody, DirectorySettingsBody
from onsite.registration.directory_shapes import (
    DirectoryConsentAnswer,
    DirectoryQuestionAnswer,
    DirectorySettingsShape,
)
from onsite.web import Api, Call

api = Api("directory")


@api.post("/directory-consents", stations=DESKS | KIOSKS, body=DirectoryConsentBody)
def post_directory_consent(
    call: Call, body: DirectoryConsentBody
) -> Annotated[Response, DirectoryConsentAnswer]:
    """Keep whether a person may stand in the directory, or take that back."""
    return call.write(directory.answer, body)


@api.get("/directory-questions/<check_in_id>", stations=KIOSKS)
def get_directory_question(call: Call, check_in_id: str) -> DirectoryQuestionAnswer:
    """Tell what to ask whom this kiosk has just checked in, if anything."""
    with call.database.read() as session:
        return {"question": directory_views.question(session, check_in_id, call.asking)}


@api.get("/directory-settings", stations=CONTROLS)
def get_directory_settings(call: Call) -> DirectorySettingsShape:
    """Tell whether the directory is asked about, in which words, and how many agreed."""
    with call.database.read() as session:
        return directory_views.settings(session)


@api.put("/directory-settings", stations=CONTROLS, operator="policies", body=DirectorySettingsBody)
def put_directory_settings(call: Call, body: DirectorySettingsBody) -> DirectorySettingsShape:
    """Turn the asking on or off, and change its words."""

    def change(session: Session) -> DirectorySettingsShape:
        directory_words.put_settings(session, body, call.asking)
        return directory_views.settings(session)

    return call.database.write(change)
