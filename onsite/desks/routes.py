"""Routes of one step across rooms: a check-in with its badge, a person with all that concerns her."""

from typing import Annotated

from flask import Response, request

from onsite.access.rules import CONTROLS, DESKS, KIOSKS
from onsite.asking import LOCAL, asked_count
from onsite.badges.queries import badges_printed
from onsite.desks import (
    category_changes,
    check_ins,
    lost_badges,
    merges,
    name_fixes,
    pick_ups,
    substitutions,
    things_and_money,
    trail,
)
from onsite.desks.cards import desk_card
from onsite.desks.shapes import (
    Card,
    CategoryChangeAnswer,
    DeskLookup,
    Group,
    GroupCheckInAnswer,
    KioskLookup,
    MergeAnswer,
    NameFixAnswer,
    PickUpAnswer,
    RevocationAnswer,
    SubstitutionAnswer,
    Trail,
)
from onsite.errors import OnsiteError
from onsite.finance import pay_outs
from onsite.finance.bodies import PayOutBody
from onsite.finance.shapes import PayOutAnswer
from onsite.handouts import service as handouts
from onsite.handouts.bodies import HandOutBody
from onsite.handouts.shapes import HandOutAnswer
from onsite.registration import persons, search, views
from onsite.registration.bodies import (
    CategoryChangeBody,
    CheckInBody,
    GroupCheckInBody,
    LookupBody,
    MergeBody,
    NameFixBody,
    PickUpBody,
    RevocationBody,
    SubstitutionBody,
)
from onsite.registration.rules import decide_check_in
from onsite.registration.shapes import CheckInAnswer
from onsite.web import Api, Call, check_right

api = Api("desks")

TRAIL = 50
TRAIL_AT_MOST = 200


@api.post("/check-ins", stations=DESKS | KIOSKS, body=CheckInBody)
def post_check_in(call: Call, body: CheckInBody) -> Annotated[Response, CheckInAnswer]:
    """Check a delegate in, print the badge and hand out what is due, if asked."""
    if (body.credential is None) == (body.reg_no is None):
        raise OnsiteError("malformed", "Send either credential or reg_no.", field="credential")
    if not (body.credential or body.reg_no or "").strip():
        field = "reg_no" if body.credential is None else "credential"
        raise OnsiteError("malformed", f"The {field} is empty.", field=field)
    return call.write(check_ins.check_in, body)


@api.get("/delegates/<path:reg_no>", stations=DESKS)
def get_delegate(call: Call, reg_no: str) -> Card:
    """Show one delegate's card."""
    with call.database.read() as session:
        return desk_card(session, reg_no, station=call.station)


@api.post("/lookups", stations=DESKS | KIOSKS, body=LookupBody)
def post_lookup(call: Call, body: LookupBody) -> DeskLookup | KioskLookup:
    """Tell whose credential this is: the card at a desk, masked at a kiosk."""
    with call.database.read() as session:
        person = persons.person_by_credential(session, body.credential)
        if person is None:
            return {"reason": "unknown_credential", "delegate": None}
        _, reason = decide_check_in(person.standing)
        if call.station.role in DESKS | {LOCAL}:
            card = desk_card(session, person.reg_no, station=call.station)
            return {"reason": reason, "delegate": card}
        return {"reason": reason, "delegate": views.masked(session, person)}


@api.post("/name-fixes", stations=DESKS, body=NameFixBody)
def post_name_fix(call: Call, body: NameFixBody) -> Annotated[Response, NameFixAnswer]:
    """Put a name right and print the badge again."""
    return call.write(name_fixes.fix_name, body)


@api.post("/category-changes", stations=DESKS, operator="recategorise", body=CategoryChangeBody)
def post_category_change(
    call: Call, body: CategoryChangeBody
) -> Annotated[Response, CategoryChangeAnswer]:
    """Move a person to another category; the difference is charged."""
    return call.write(category_changes.change_category, body)


@api.post("/substitutions", stations=DESKS, operator="substitute", body=SubstitutionBody)
def post_substitution(
    call: Call, body: SubstitutionBody
) -> Annotated[Response, SubstitutionAnswer]:
    """Let a colleague come instead."""
    return call.write(substitutions.substitute, body)


@api.post("/revocations", stations=DESKS, operator="revoke", body=RevocationBody)
def post_revocation(call: Call, body: RevocationBody) -> Annotated[Response, RevocationAnswer]:
    """Kill a lost badge, issue a new credential, and print it if asked."""
    return call.write(lost_badges.replace_lost_badge, body)


@api.post("/merges", stations=DESKS, operator="merge", body=MergeBody)
def post_merge(call: Call, body: MergeBody) -> Annotated[Response, MergeAnswer]:
    """Make two registrations of one person one."""
    return call.write(merges.merge_registrations, body)


@api.get("/groups", stations=DESKS, query=("organisation",))
def get_group(call: Call) -> Group:
    """List who comes from one organisation."""
    organisation = request.args.get("organisation", "").strip()
    if not organisation:
        raise OnsiteError("malformed", "Name the organisation.", field="organisation")
    with call.database.read() as session:
        printed = badges_printed(session)
        return {
            "organisation": organisation,
            "people": [
                {**views.hit(row, arrived_at), "printed_count": printed.get(row.id, 0)}
                for row, arrived_at in search.of_organisation(session, organisation)
            ],
        }


@api.post("/group-check-ins", stations=DESKS, body=GroupCheckInBody)
def post_group_check_in(
    call: Call, body: GroupCheckInBody
) -> Annotated[Response, GroupCheckInAnswer]:
    """Check several people in at once; their badges print in this order."""
    return call.write(check_ins.check_in_group, body)


@api.post("/pick-ups", stations=DESKS, operator="sign", body=PickUpBody)
def post_pick_up(call: Call, body: PickUpBody) -> Annotated[Response, PickUpAnswer]:
    """Give one person the badges and things of several, against a signature."""
    return call.write(pick_ups.pick_up, body)


@api.get("/trail", stations=DESKS | CONTROLS, query=("reg_no", "kind", "before", "limit"))
def get_trail(call: Call) -> Trail:
    """Tell what was done, newest first: about a person, of a kind, or all of it."""
    if call.station.role in CONTROLS:
        check_right(call.principal, "policies")
    limit = asked_count(request.args.get("limit"), default=TRAIL, most=TRAIL_AT_MOST)
    with call.database.read() as session:
        return trail.trail(
            session,
            reg_no=request.args.get("reg_no"),
            kind=request.args.get("kind"),
            before=request.args.get("before"),
            limit=limit,
            language=call.language,
        )


@api.post("/hand-outs", stations=DESKS, body=HandOutBody)
def post_hand_out(call: Call, body: HandOutBody) -> Annotated[Response, HandOutAnswer]:
    """Give or lend an item; what is signed for needs the signature and an operator."""
    return call.write(handouts.hand_out, body, money_fits=things_and_money.money_fits)


@api.post("/pay-outs", stations=DESKS, operator="money", body=PayOutBody)
def post_pay_out(call: Call, body: PayOutBody) -> Annotated[Response, PayOutAnswer]:
    """Pay out against a signature."""
    return call.write(pay_outs.pay_out, body, fee_handed_out=things_and_money.fee_handed_out)
