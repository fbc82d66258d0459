"""What is sent to put the doors right, as JSON; one shape a request."""

from uuid import UUID

import msgspec

from onsite.registration.bodies import Reason


class HallCorrectionBody(msgspec.Struct, forbid_unknown_fields=True):
    """How many are in a hall now, as a person counted them."""

    hall_correction_id: UUID
    hall: str
    inside: int
    reason: Reason


class ScanUndoBody(msgspec.Struct, forbid_unknown_fields=True):
    """A scan to take back."""

    scan_undo_id: UUID
    scan_id: UUID
    reason: Reason


class DoorOverrideBody(msgspec.Struct, forbid_unknown_fields=True):
    """A refused scan whose person is let in all the same."""

    door_override_id: UUID
    scan_id: UUID
    reason: Reason
