"""Routes of the alerts: what stations are told, and who has seen it."""

from typing import Annotated

from flask import Response

from onsite.access.rules import CONTROLS, DESKS, HOSTS, sees_persons
from onsite.alerts import seeing
from onsite.alerts.bodies import AcknowledgementBody
from onsite.alerts.shapes import AcknowledgementAnswer, Alerts
from onsite.web import Api, Call

api = Api("alerts")


@api.get("/alerts", stations=DESKS | CONTROLS | HOSTS)
def get_alerts(call: Call) -> Alerts:
    """List the alerts; a host sees those about her guests."""
    with call.database.read() as session:
        return seeing.alerts(
            session,
            now=call.now,
            host=call.station.name if call.station.role in HOSTS else None,
            shows_persons=sees_persons(call.principal),
        )


@api.post(
    "/alerts/<path:key>/acknowledgements",
    stations=DESKS | CONTROLS | HOSTS,
    body=AcknowledgementBody,
)
def post_acknowledgement(
    call: Call, body: AcknowledgementBody, key: str
) -> Annotated[Response, AcknowledgementAnswer]:
    """Note that someone has seen an alert."""
    return call.write(seeing.acknowledge, seeing.Seen(body.alert_acknowledgement_id, key))
