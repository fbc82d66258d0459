"""Routes of the plan's round trip at control: planners' changes come in, the event goes back."""

import re
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated

import msgspec
from flask import Response, request
from werkzeug.exceptions import HTTPException

from onsite.access.queries import the_event
from onsite.access.rules import CONTROLS
from onsite.access.wipe_rows import refuse_if_wiped
from onsite.asking import LOCAL
from onsite.errors import OnsiteError
from onsite.off_hub import off_hub
from onsite.once import answered_before, fingerprint
from onsite.planning.coming_in import Coming, coming_from, in_commits, take_in
from onsite.planning.exchange import ExchangeShape
from onsite.planning.reading import PlanReading
from onsite.planning.refresh import preview, refresh, refused_plan
from onsite.planning.refresh_reading import (
    TwoPlans,
    forget,
    forget_uploads,
    keep_taken_in,
    keep_upload,
    read_two,
    uploaded,
)
from onsite.planning.refresh_shapes import (
    CameInBody,
    PreviewBody,
    RefreshAnswer,
    RefreshBody,
    SyncAnswer,
    SyncBody,
    TakenAnswer,
    Uploaded,
)
from onsite.planning.returning import bring_back
from onsite.planning.stores import store_of
from onsite.registration.refresh_rows import Refresh
from onsite.web import Api, Call, told

api = Api("planning")

COMMANDS = frozenset({LOCAL})  # on the serving laptop; no station
UPLOAD_LIMIT_BYTES = 64 << 20  # a workbook of 100,000 delegates has some 15 MB
_NAME = re.compile(r"[^\w.()（）-]+")
_IS_ZIP = b"PK\x03\x04"


@api.post("/plan-uploads/<name>", stations=CONTROLS, operator="people", body=None)
def post_plan_upload(call: Call, name: str) -> Uploaded:
    """Send a planning workbook as the body, to be previewed and taken in."""
    request.max_content_length = UPLOAD_LIMIT_BYTES
    try:
        content = request.get_data(cache=False)
    except HTTPException as error:
        raise OnsiteError(
            "body_too_large",
            f"The file is over the limit of {UPLOAD_LIMIT_BYTES >> 20} MiB; take pictures out of it, "
            "or run onsite refresh on the laptop.",
            status=413,
        ) from error
    if not content.startswith(_IS_ZIP):
        raise OnsiteError(
            "not_a_workbook",
            "This is no .xlsx workbook; save the plan as .xlsx and choose that file.",
            field="body",
        )
    name = _NAME.sub("-", name)[-80:].strip("-.") or "plan"
    name = name if name.lower().endswith(".xlsx") else f"{name}.xlsx"
    upload = keep_upload(call.wiring.folder, content, name=name)
    return {"upload": upload, "name": name, "bytes": len(content)}


@api.post("/refresh-previews", stations=CONTROLS, operator="people", body=PreviewBody)
def post_refresh_preview(call: Call, body: PreviewBody) -> RefreshAnswer:
    """Tell what a later version of the plan changes, and what is refused; changes nothing."""
    plans = _plans(call, body)
    if isinstance(plans, PlanReading):
        return refused_plan(_name(call, body), plans.errors, plans.warnings)
    try:
        answer = preview(call.database, plans, call.asking)
        if plans.coming:
            answer["check_ins"] = _taken_in(call, plans.coming, dry_run=True)
        return answer
    finally:
        forget(plans)


@api.post("/refreshes", stations=CONTROLS, operator="people", body=RefreshBody)
def post_refresh(call: Call, body: RefreshBody) -> Annotated[Response, RefreshAnswer]:
    """Take a later version of the plan in, all of it that the event has not acted on already."""
    with call.database.read() as session:
        known = answered_before(
            session, Refresh, str(body.refresh_id), fingerprint(body), id_field="refresh_id"
        )
    if known is not None:
        return told(known)
    plans = _plans(call, body)
    if isinstance(plans, PlanReading):
        refused = refused_plan(_name(call, body), plans.errors, plans.warnings)
        return told(msgspec.json.encode(refused))
    try:
        answer = call.write(refresh, body, plans=plans)
        document = msgspec.json.decode(answer.get_data())
        if document["errors"]:
            return answer
        keep_taken_in(call.wiring.folder, plans)
        forget_uploads(call.wiring.folder, body.upload)
        if plans.coming:  # whom they name is on the list now
            document["check_ins"] = _taken_in(call, plans.coming, dry_run=False)
            return told(msgspec.json.encode(document))
        return answer
    finally:
        forget(plans)


@api.post("/plan-syncs", stations=CONTROLS, operator="exports", body=SyncBody)
def post_plan_sync(call: Call, body: SyncBody) -> SyncAnswer:
    """Write the event back into the planning workbook on the laptop, or tell what would be written."""
    with call.database.read() as session:
        plan = the_event(session).plan_path

    store = store_of(plan, call.wiring.folder.planning)
    coming = off_hub(lambda: coming_from(store))
    if coming:
        _taken_in(call, coming, dry_run=body.dry_run)
    # A large workbook takes a while; scans go on meanwhile.
    result = off_hub(
        lambda: bring_back(
            call.database, call.wiring.folder, to=None, dry_run=body.dry_run, coming=coming
        )
    )
    # A store's address may hold a password.
    return msgspec.convert(
        {
            "plan": store.name if store else plan,
            "notes": [asdict(note) for note in result.notes],
            **result.document(),
        },
        SyncAnswer,
    )


@api.post("/plan-check-ins", stations=COMMANDS, body=CameInBody)
def post_plan_check_ins(call: Call, body: CameInBody) -> TakenAnswer:
    """Take in check-ins that a command on the laptop read from the plan's own system."""
    with call.database.read() as session:
        refuse_if_wiped(session)
    taken = call.database.write(lambda session: take_in(session, body.entries, call.asking))
    return {"entries": taken}


def _taken_in(call: Call, coming: Coming, *, dry_run: bool) -> ExchangeShape:
    """Take in who was checked in elsewhere, or tell who would be."""
    news = off_hub(lambda: coming.news(call.database, dry_run=dry_run))
    for some in in_commits(news):
        coming.taken(call.database.write(partial(take_in, came=some, asking=call.asking)))
    return coming.exchange.document()


def _plans(call: Call, body: PreviewBody | RefreshBody) -> TwoPlans | PlanReading:
    with call.database.read() as session:
        refuse_if_wiped(session)
        kept_name = Path(the_event(session).plan_path).name
    return read_two(call.wiring.folder, kept_name=kept_name, plan=_path(call, body))


def _name(call: Call, body: PreviewBody | RefreshBody) -> str:
    address = _path(call, body)
    store = store_of(address)
    return store.name if store else Path(address).name


def _path(call: Call, body: PreviewBody | RefreshBody) -> str:
    """Find the plan that is meant: what was sent, a path from the laptop's own command, or the event's."""
    if body.upload is not None:
        return str(uploaded(call.wiring.folder, body.upload))
    if body.path is None:
        with call.database.read() as session:
            return the_event(session).plan_path
    if call.station.role != LOCAL:
        raise OnsiteError(
            "not_this_station",
            "Only a command on the laptop names a path; choose the file here.",
            status=403,
            field="path",
        )
    return body.path
