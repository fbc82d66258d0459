"""Routes of the reception: queues, help, hosts, shifts. The list of guests is joined in `desks`."""

from datetime import datetime
from typing import Annotated

import msgspec
from flask import Response, request

from onsite.access.addresses import pairing_url, qr_svg
from onsite.access.rules import (
    BOARDS,
    CONTROLS,
    DESKS,
    DOORS,
    HOSTS,
    KIOSKS,
    READER_AGENTS,
)
from onsite.errors import OnsiteError
from onsite.reception import (
    guests,
    hand_overs,
    helping,
    readings,
    shifts,
    slips,
    zones,
)
from onsite.reception import settings as watched
from onsite.reception.bodies import (
    HandOverBody,
    HelpCallAnswerBody,
    HelpCallBody,
    IdentityReadingBody,
    PlaceCardBody,
    QueueSlipBody,
    QueueSlipScanBody,
    ReceptionBody,
    SettingsBody,
    ShiftSignInBody,
    SlideCheckBody,
    ZoneBody,
)
from onsite.reception.shapes import (
    HandOverAnswer,
    HelpCallAnswerAnswer,
    HelpCallAnswered,
    HelpCalls,
    IdentityReadingAnswer,
    LatestReading,
    PlaceCardAnswer,
    QueueSlipAnswer,
    QueueSlipScanAnswer,
    ReceptionAnswer,
    SettingsShape,
    Shifts,
    ShiftSignInAnswer,
    SlideCheckAnswer,
    Zones,
    ZoneShape,
)
from onsite.web import Api, Call, in_utc

api = Api("reception")


@api.get("/zones", stations=DESKS | CONTROLS | BOARDS)
def get_zones(call: Call) -> Zones:
    """Show the zones with their hours and queues."""
    with call.database.read() as session:
        return {"zones": zones.shown(session, now=call.now)}


@api.put("/zones/<code>", stations=CONTROLS, operator="policies", body=ZoneBody)
def put_zone(call: Call, body: ZoneBody, code: str) -> ZoneShape:
    """Set a zone's hours, place or strictness."""
    for name in ("opens_at", "closes_at"):
        if isinstance(wanted := getattr(body, name), datetime):
            in_utc(wanted, field=name)
    return call.database.write(lambda session: zones.change(session, code, body, call.asking))


@api.get("/reception-settings", stations=DESKS | CONTROLS)
def get_settings(call: Call) -> SettingsShape:
    """Tell what the reception watches for."""
    with call.database.read() as session:
        return watched.settings(session)


@api.put("/reception-settings", stations=CONTROLS, operator="policies", body=SettingsBody)
def put_settings(call: Call, body: SettingsBody) -> SettingsShape:
    """Set what the reception watches for."""
    return call.database.write(lambda session: watched.set_settings(session, body))


@api.post("/queue-slips", stations=DESKS | KIOSKS, body=QueueSlipBody)
def post_queue_slip(call: Call, body: QueueSlipBody) -> Annotated[Response, QueueSlipAnswer]:
    """Print a slip for someone who joins a queue."""
    return call.write(slips.give_slip, body)


@api.post("/queue-slip-scans", stations=DESKS, body=QueueSlipScanBody)
def post_queue_slip_scan(
    call: Call, body: QueueSlipScanBody
) -> Annotated[Response, QueueSlipScanAnswer]:
    """Take a slip in: how long its holder waited."""
    return call.write(slips.scan_slip, body)


@api.post("/help-calls", stations=KIOSKS | DESKS | DOORS, body=HelpCallBody)
def post_help_call(call: Call, body: HelpCallBody) -> Annotated[Response, HelpCallAnswered]:
    """Call a person to this station."""
    return call.write(helping.call_help, body)


@api.post("/help-call-answers", stations=DESKS | CONTROLS | KIOSKS, body=HelpCallAnswerBody)
def post_help_call_answer(
    call: Call, body: HelpCallAnswerBody
) -> Annotated[Response, HelpCallAnswerAnswer]:
    """Say that one goes to a call; at a kiosk, that nobody need come any more."""
    return call.write(helping.answer_call, body)


@api.get("/help-calls", stations=DESKS | CONTROLS | KIOSKS)
def get_help_calls(call: Call) -> HelpCalls:
    """List the calls for help; a kiosk sees its own."""
    own = call.station.id if call.station.role in KIOSKS else None
    with call.database.read() as session:
        return helping.calls(session, now=call.now, language=call.language, station=own)


@api.post("/hand-overs", stations=KIOSKS, body=HandOverBody)
def post_hand_over(call: Call, body: HandOverBody) -> HandOverAnswer:
    """Let the delegate go on at her own phone, for twenty minutes."""
    kept = call.write(hand_overs.hand_over, body).get_data()
    with call.database.read() as session:
        link = hand_overs.link_of(session, str(body.hand_over_id))
    url = pairing_url(call.wiring.base_url, link)
    return msgspec.convert(
        {**msgspec.json.decode(kept), "url": url, "qr_svg": qr_svg(url)}, HandOverAnswer
    )


@api.post("/identity-readings", stations=READER_AGENTS, body=IdentityReadingBody)
def post_identity_reading(
    call: Call, body: IdentityReadingBody
) -> Annotated[Response, IdentityReadingAnswer]:
    """Take a card that was read; its number is hashed here and kept nowhere."""
    with call.database.read() as session:
        card = readings.without_number(session, body)
    return call.write(readings.take_reading, card)


@api.get("/identity-readings/latest", stations=KIOSKS | DESKS, query=("after",))
def get_latest_reading(call: Call) -> LatestReading:
    """Tell the last card read beside this station."""
    with call.database.read() as session:
        return readings.latest(
            session, station=call.station.id, now=call.now, after=_asked_instant("after")
        )


def _asked_instant(name: str) -> datetime | None:
    text = request.args.get(name)
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise OnsiteError(
            "malformed",
            f"{name} is a time with its zone, such as 2026-12-05T00:14:03Z.",
            field=name,
        )
    return in_utc(found, field=name)


@api.post("/receptions", stations=HOSTS | DESKS, body=ReceptionBody)
def post_reception(call: Call, body: ReceptionBody) -> Annotated[Response, ReceptionAnswer]:
    """Take a host's word: on the way to her guest, or with her."""
    return call.write(guests.receive, body)


@api.post("/slide-checks", stations=HOSTS | DESKS | CONTROLS, body=SlideCheckBody)
def post_slide_check(call: Call, body: SlideCheckBody) -> Annotated[Response, SlideCheckAnswer]:
    """Tick a speaker's slides."""
    return call.write(guests.check_slides, body)


@api.post("/place-cards", stations=DESKS | CONTROLS, body=PlaceCardBody)
def post_place_cards(call: Call, body: PlaceCardBody) -> Annotated[Response, PlaceCardAnswer]:
    """Print table cards."""
    return call.write(guests.print_place_cards, body)


@api.get("/shifts", stations=DESKS | CONTROLS)
def get_shifts(call: Call) -> Shifts:
    """List the staff by shift, and who is here."""
    with call.database.read() as session:
        return shifts.shifts(session, now=call.now)


@api.post("/shift-sign-ins", stations=DESKS, body=ShiftSignInBody)
def post_shift_sign_in(call: Call, body: ShiftSignInBody) -> Annotated[Response, ShiftSignInAnswer]:
    """Note that someone came to her shift, or left it."""
    return call.write(shifts.sign_in, body)
