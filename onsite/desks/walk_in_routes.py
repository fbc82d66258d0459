"""Routes of walk-ins that touch money and printing too: alone, in a batch, nameless; and their forms."""

from functools import partial
from typing import Annotated, get_args

from flask import Response
from sqlalchemy.orm import Session

from onsite.access.rules import CONTROLS, DESKS, KIOSKS
from onsite.asking import Asking
from onsite.badges.service import queue_badge
from onsite.desks.walk_in_payment import card_read, price_today, settle
from onsite.registration import queries, quota_badges, walk_in_batches, walk_in_forms, walk_ins
from onsite.registration.directory_views import form_words
from onsite.registration.walk_in_bodies import (
    FieldName,
    QuotaBatchBody,
    WalkInBatchBody,
    WalkInBody,
    WalkInFormsBody,
)
from onsite.registration.walk_in_shapes import (
    QuotaBatchAnswer,
    WalkInAnswer,
    WalkInBatchAnswer,
    WalkInForms,
)
from onsite.web import Api, Call

api = Api("walk-in-desks")

later = partial(queue_badge, is_batch=True)  # whoever stands at a desk is not behind many


@api.post("/walk-ins", stations=DESKS | KIOSKS, body=WalkInBody)
def post_walk_in(call: Call, body: WalkInBody) -> Annotated[Response, WalkInAnswer]:
    """Register someone who was not planned; at a desk with payment, check-in and badge in one step."""
    price = partial(price_today, asking=call.asking)
    return call.write(
        walk_ins.register_walk_in, body, price=price, settle=settle, card_read=card_read
    )


@api.post("/walk-in-batches", stations=DESKS, body=WalkInBatchBody)
def post_walk_in_batch(call: Call, body: WalkInBatchBody) -> Annotated[Response, WalkInBatchAnswer]:
    """Register several people of one category at once, all or none."""
    price = partial(price_today, asking=call.asking)
    return call.write(walk_in_batches.register_batch, body, price=price, queue_badge=later)


@api.post("/quota-batches", stations=DESKS, operator="sign", body=QuotaBatchBody)
def post_quota_batch(call: Call, body: QuotaBatchBody) -> Annotated[Response, QuotaBatchAnswer]:
    """Make nameless badges for an exhibitor's people; of a category with a fee a supervisor does."""
    price = partial(price_today, asking=call.asking)
    return call.write(quota_badges.make_quota, body, price=price, queue_badge=later)


@api.get("/walk-in-forms", stations=DESKS | KIOSKS | CONTROLS)
def get_walk_in_forms(call: Call) -> WalkInForms:
    """Tell the required fields, the notice in force, whom a kiosk registers, and today's prices."""
    with call.database.read() as session:
        return _forms(session, call.asking)


@api.put("/walk-in-forms", stations=CONTROLS, operator="policies", body=WalkInFormsBody)
def put_walk_in_forms(call: Call, body: WalkInFormsBody) -> WalkInForms:
    """Change what walk-ins have to tell, the notice, and whom a kiosk registers."""

    def change(session: Session) -> WalkInForms:
        walk_in_forms.put_forms(session, body, call.asking)
        return _forms(session, call.asking)

    return call.database.write(change)


def _forms(session: Session, asking: Asking) -> WalkInForms:
    forms = walk_in_forms.forms(session)
    notice = walk_in_forms.notice(session)
    return {
        "forms": {code: list(form.fields) for code, form in forms.items()},
        "fields": list(get_args(FieldName)),
        "required_at_most": walk_in_forms.REQUIRED_AT_MOST,
        "notice": notice.text,
        "notice_en": notice.text_en,
        "notice_version": notice.version,
        "kiosk_categories": [code for code, form in forms.items() if form.is_for_kiosks],
        "prices_fen": {
            row.code: price_today(session, row, asking) for row in queries.categories(session)
        },
        "directory": form_words(session),
    }
