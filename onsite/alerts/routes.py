"""Routes of the alerts: what stations are told, who has seen it, who is told of what."""

from typing import Annotated

from flask import Response

from onsite.access.queries import the_event
from onsite.access.rules import BOARDS, CONTROLS, DESKS, HOSTS, Role
from onsite.alerts import seeing, settings
from onsite.alerts.bodies import AcknowledgementBody, AlertSettingsBody, BotTestBody
from onsite.alerts.bot_list import bot_list
from onsite.alerts.shapes import (
    AcknowledgementAnswer,
    Alerts,
    AlertSettingsShape,
    Bots,
    BotTestAnswer,
)
from onsite.web import Api, Call
from onsite.wording import languages, word

api = Api("alerts")

TOLD = DESKS | CONTROLS | HOSTS | BOARDS | {Role.DOOR.value}


@api.get("/alerts", stations=TOLD)
def get_alerts(call: Call) -> Alerts:
    """List the alerts this station is told of; a host sees those about her guests."""
    with call.database.read() as session:
        return seeing.alerts(session, principal=call.principal, now=call.now)


@api.post(
    "/alerts/<path:key>/acknowledgements",
    stations=DESKS | CONTROLS | HOSTS,
    body=AcknowledgementBody,
)
def post_acknowledgement(
    call: Call, body: AcknowledgementBody, key: str
) -> Annotated[Response, AcknowledgementAnswer]:
    """Note that someone has seen an alert."""
    seen = seeing.Seen(body.alert_acknowledgement_id, key, body.name)
    return call.write(seeing.acknowledge, seen)


@api.get("/alert-settings", stations=CONTROLS)
def get_alert_settings(call: Call) -> AlertSettingsShape:
    """Tell the limits alerts go by, and who is told of what."""
    with call.database.read() as session:
        return settings.settings(session)


@api.put("/alert-settings", stations=CONTROLS, operator="policies", body=AlertSettingsBody)
def put_alert_settings(call: Call, body: AlertSettingsBody) -> AlertSettingsShape:
    """Set limits, and who is told of what; what is left out stays."""
    return call.database.write(lambda session: settings.set_settings(session, body))


@api.get("/alert-bots", stations=CONTROLS)
def get_alert_bots(call: Call) -> Bots:
    """List the group bots of event.toml, without their addresses."""
    with call.database.read() as session:
        return {"bots": bot_list(session, call.wiring.notifier.bots)}


@api.post("/alert-bot-tests", stations=CONTROLS, operator="policies", body=BotTestBody)
def post_alert_bot_test(call: Call, body: BotTestBody) -> BotTestAnswer:
    """Send a bot a test message at once, and tell what its service said."""
    with call.database.read() as session:
        event = the_event(session)
    text = "\n".join(word("alert.test", code, event=event.name) for code in languages())
    answer = call.wiring.notifier.try_now(body.bot, text)
    return {"bot": body.bot, "outcome": answer.outcome, "detail": answer.detail}
