"""One person takes the badges and things of several, and signs for them; nobody is checked in."""

from datetime import timedelta

from sqlalchemy.orm import Session

from onsite.badges.queries import standing_badge_job
from onsite.badges.service import queue_badge
from onsite.desks.check_ins import IN_ORDER, distinct
from onsite.desks.shapes import PickedUp
from onsite.errors import OnsiteError
from onsite.handouts import queries as handouts
from onsite.handouts.service import give_all
from onsite.once import Asked, once
from onsite.registration import persons, queries
from onsite.registration.bodies import PickUpBody
from onsite.registration.models import Delegate, PickUp
from onsite.registration.rules import decide_check_in
from onsite.registration.signatures import keep_signature
from onsite.registration.walk_in_forms import check_phone

PURPOSE = "pick_up"


@once(PickUp)
def pick_up(session: Session, body: PickUpBody, asking: Asked) -> bytes:
    """Print the badges of several people, and hand out their things, to one who signs.

    What was printed or given before is told and not given again. Who would be refused at check-in
    gets nothing, and the reason is told.

    Raises:
        OnsiteError: ``no_name``, ``phone_needed`` and ``bad_phone`` of who takes them,
            ``signature_needed``, ``right_missing`` (403), ``named_twice``,
            ``unknown_registration``, ``id_reused``.
    """
    by, phone = body.by.strip(), body.phone.strip()
    if not by:
        raise OnsiteError("no_name", "Type the name of the one who takes them.", field="by")
    if not phone:
        raise OnsiteError("phone_needed", "Note a phone number of who takes them.", field="phone")
    check_phone(phone, field="phone")
    rows = [
        queries.delegate(session, reg_no, field=f"reg_nos[{nth}]")
        for nth, reg_no in enumerate(distinct(body.reg_nos))
    ]
    keep_signature(
        session,
        body.signature,
        fact_id=str(body.pick_up_id),
        purpose=PURPOSE,
        signed_by=by,
        delegate_id=None,
        asking=asking,
    )
    people = [_for_one(session, row, body, nth * IN_ORDER, asking) for nth, row in enumerate(rows)]
    return asking.keep(
        {"people": people},
        taken_by=by,
        phone=phone,
        reg_nos=[row.reg_no for row in rows],
    )


def _for_one(
    session: Session, row: Delegate, body: PickUpBody, later: timedelta, asking: Asked
) -> PickedUp:
    person = persons.person_by_reg_no(session, row.reg_no)
    reason = decide_check_in(person.standing)[1] if person else "unknown_credential"
    told: PickedUp = {
        "reg_no": row.reg_no,
        "name": row.name,
        "reason": reason,
        "print_job": None,
        "pre_printed": None,
        "had_badge": standing_badge_job(session, row.id) is not None,
        "handed_out": [],
        "given_before": [
            item["code"]
            for item in handouts.checklist(session, row)["items"]
            if item["given"] and not item["left"]
        ],
    }
    if reason is not None:
        return told
    job = queue_badge(
        session,
        reg_no=row.reg_no,
        principal=asking.principal,
        now=asking.now + later,
        is_batch=len(body.reg_nos) > 1,
    )
    told["print_job"] = job.id
    if job.pre_printed is not None:
        told["pre_printed"] = {"box": job.pre_printed.box}
    if body.hand_out:
        told["handed_out"] = give_all(
            session,
            row.id,
            asking=asking,
            because_of=f"{body.pick_up_id}:{row.reg_no}",
            pick_up_by=body.by.strip(),
        )
    return told
