"""What stations send of an evacuation, as JSON; one shape a request."""

from typing import Annotated
from uuid import UUID

import msgspec

Line = Annotated[str, msgspec.Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]


class EvacuationBody(msgspec.Struct, forbid_unknown_fields=True):
    """Everyone out, and why."""

    evacuation_id: UUID
    reason: Line


class EvacuationMarkBody(msgspec.Struct, forbid_unknown_fields=True):
    """This person is outside; or she is not, and was marked by mistake."""

    evacuation_mark_id: UUID
    evacuation_id: UUID
    reg_no: Line
    is_out: bool


class EvacuationEndBody(msgspec.Struct, forbid_unknown_fields=True):
    """It is over."""

    evacuation_end_id: UUID
    evacuation_id: UUID
