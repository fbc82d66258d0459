"""What is sent about the directory, as JSON; one shape a request."""

from typing import Annotated
from uuid import UUID

import msgspec

Question = Annotated[str, msgspec.Meta(max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")]


class DirectoryConsentBody(msgspec.Struct, forbid_unknown_fields=True):
    """Yes or no to standing in the directory, and with which of phone and e-mail.

    A desk names the person by number, a kiosk by the check-in it has just made.
    """

    directory_consent_id: UUID
    agrees: bool
    phone: bool = False
    email: bool = False
    reg_no: str | None = None
    check_in_id: UUID | None = None
    words_version: int | None = None  # of the words that were shown


class DirectorySettingsBody(msgspec.Struct, forbid_unknown_fields=True):
    """Whether it is asked, and the words; what is left out stays as it is."""

    asked: bool | None = None
    words: Question | None = None
    words_en: Question | None = None
