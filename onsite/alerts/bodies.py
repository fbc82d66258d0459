"""What stations send about alerts, as JSON; one shape a request."""

from uuid import UUID

import msgspec


class AcknowledgementBody(msgspec.Struct, forbid_unknown_fields=True):
    """An alert was seen."""

    alert_acknowledgement_id: UUID
