"""The published description against the routes and against real answers."""

import inspect
import re
from typing import Any

import msgspec
import pytest

from onsite.access.shapes import Operators, Stations
from onsite.app import APIS
from onsite.badges.shapes import Claimed, Printers, PrintJob, PrintJobs
from onsite.board.shapes import Headcount, Me
from onsite.desks.shapes import (
    Card,
    CategoryChangeAnswer,
    DeskLookup,
    Group,
    GroupCheckInAnswer,
    KioskLookup,
    MergeAnswer,
    NameFixAnswer,
    RevocationAnswer,
    SubstitutionAnswer,
    Trail,
)
from onsite.registration.shapes import (
    AttentionNoteAnswer,
    BlockAnswer,
    CancellationAnswer,
    ChallengeAnswer,
    CheckInAnswer,
    EscalationAnswer,
    Hits,
    IdentityNoteAnswer,
    OpenEscalations,
    OverrideAnswer,
    UndoAnswer,
)
from onsite.registration.walk_in_shapes import (
    BindingAnswer,
    BlankBatchAnswer,
    BlankBatches,
    Duplicates,
    PastedNames,
    QuotaBatchAnswer,
    WalkInAnswer,
    WalkInBatchAnswer,
    WalkInForms,
)
from onsite.scanner.reconciling_shapes import Conflicts
from onsite.scanner.shapes import Checkpoints, LastScans, ScanAnswer, ScanAnswers
from tests import routes_page
from tests.badges.spool_event import Spool
from tests.served_event import new_id


@pytest.fixture
def document(event):
    answer = event.client.get("/api/openapi.json")
    assert answer.status_code == 200
    return answer.json


def test_every_route_is_described_with_its_answer(document):
    routes = [route for api in APIS for route in api.routes]
    described = [
        operation for operations in document["paths"].values() for operation in operations.values()
    ]

    assert document["openapi"] == "3.1.0"
    assert len(described) == len(routes)
    for operation in described:
        assert operation["summary"], operation["operationId"]
        assert operation["x-stations"]
        responses = operation["responses"]
        assert "application/problem+json" in responses["default"]["content"]
        if "204" in responses:
            continue
        (schema,) = [media["schema"] for media in responses["200"]["content"].values()]
        assert schema != {"type": "object"}, operation["operationId"]


def test_every_parameter_of_a_query_is_described(document):
    described = {
        path: [found["name"] for found in operations["get"]["parameters"]]
        for path, operations in document["paths"].items()
        if "get" in operations and operations["get"]["parameters"]
    }

    for api in APIS:
        for route in api.routes:
            places = [part.split(":")[-1] for part in re.findall(r"<([^>]+)>", route.path)]
            path = "/api/v1" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route.path)
            if route.method == "GET" and (places or route.query):
                assert described.pop(path) == [*places, *route.query]
    assert described == {}


def test_no_route_reads_what_it_does_not_declare():
    for api in APIS:
        for route in api.routes:
            asked = re.findall(r'request\.args(?:\.get\(|\[)"(\w+)"', inspect.getsource(route.view))

            assert set(asked) <= set(route.query), (route.method, route.path)


def test_the_page_of_routes_is_true():
    assert routes_page.PAGE.read_text(encoding="utf-8") == routes_page.text(), (
        "run python -m tests.routes_page"
    )


def test_every_reference_leads_somewhere(document):
    text = msgspec.json.encode(document).decode()
    named = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}

    assert named <= set(document["components"]["schemas"])
    assert {"ScanAnswer", "CheckInAnswer", "Headcount", "PrintJob", "Problem"} <= named


def test_operation_ids_are_unique(document):
    ids = [found["operationId"] for path in document["paths"].values() for found in path.values()]

    assert len(set(ids)) == len(ids)


def fits(answer, shape: Any):
    """Check that an answer is of a shape, all the way down, with nothing beside it."""
    assert answer.status_code == 200, answer.text
    assert msgspec.convert(answer.json, shape) == answer.json, shape
    assert set(shape.__required_keys__) <= set(answer.json)


def test_real_answers_are_of_the_described_shapes(event):
    spool = Spool(event)
    spool.add_printer()
    desk, door, kiosk = spool.desk, event.token("door"), event.token("kiosk")
    supervisor = event.operator("supervisor", at=desk)

    def post(path, token=desk, **body):
        return event.post(path, body, token, operator=supervisor if token == desk else None)

    fits(event.check_in("D002", desk, prints=True), CheckInAnswer)
    fits(event.check_in("D005", desk), CheckInAnswer)
    fits(event.scan("D001", "H1-IN", door, decided={"verdict": "unpaid"}), ScanAnswer)
    fits(post("/scans", door, scans=[{"scan_id": "x"}]), ScanAnswers)
    fits(event.get("/scans", door), LastScans)
    fits(event.get("/conflicts", spool.control), Conflicts)
    fits(event.get("/checkpoints", spool.control), Checkpoints)
    fits(event.get("/headcount", door), Headcount)
    fits(event.get("/me", desk, operator=supervisor), Me)
    fits(event.get("/me", door), Me)
    fits(event.get("/stations", spool.control), Stations)
    fits(event.get("/operators", spool.control), Operators)
    fits(event.get("/delegates?q=D0", desk), Hits)
    fits(event.get("/delegates/D002", desk), Card)
    fits(event.get("/delegates/D001", desk), Card)
    fits(post("/lookups", credential=event.credential("D002")), DeskLookup)
    fits(post("/lookups", credential="X"), DeskLookup)
    fits(post("/lookups", kiosk, credential=event.credential("D002")), KioskLookup)
    asked = {"challenge_id": new_id(), "phone_tail": "0001", "fact": "王"}
    fits(post("/challenges", kiosk, **asked), ChallengeAnswer)
    fits(spool.queue("D001"), PrintJob)
    fits(event.get("/print-jobs", desk), PrintJobs)
    fits(event.post("/print-jobs/claim", {"claim_id": new_id()}, spool.agent), Claimed)
    fits(event.get("/printers", desk), Printers)
    about = {"reg_no": "D002", "reason": "试"}
    fits(post("/check-in-undos", undo_id=new_id(), **about), UndoAnswer)
    fits(post("/overrides", override_id=new_id(), **about), OverrideAnswer)
    fits(post("/blocks", block_id=new_id(), blocked=True, **about), BlockAnswer)
    fits(post("/revocations", revocation_id=new_id(), **about), RevocationAnswer)


def test_real_answers_of_corrections_are_of_the_described_shapes(event):
    desk = event.token("desk")
    organiser = event.operator("organiser", at=desk)

    def post(path, **body):
        return event.post(path, {"reason": "试", **body}, desk, operator=organiser)

    one = {"reg_no": "D001"}
    fits(post("/name-fixes", name_fix_id=new_id(), name="汪明", print=True, **one), NameFixAnswer)
    fits(
        post("/category-changes", category_change_id=new_id(), category="STU", **one),
        CategoryChangeAnswer,
    )
    fits(post("/substitutions", substitution_id=new_id(), name="周代", **one), SubstitutionAnswer)
    fits(post("/merges", merge_id=new_id(), keep="D001", gone="D009"), MergeAnswer)
    fits(
        post("/cancellations", cancellation_id=new_id(), reg_no="D004", cancelled=True),
        CancellationAnswer,
    )
    fits(post("/escalations", escalation_id=new_id(), **one), EscalationAnswer)
    fits(event.get("/escalations", desk), OpenEscalations)
    note = {"attention_note_id": new_id(), "text": "注意", "reg_no": "D001"}
    fits(event.post("/attention-notes", note, desk), AttentionNoteAnswer)
    note = {"identity_note_id": new_id(), "document": "记者证", "reg_no": "D001"}
    fits(event.post("/identity-notes", note, desk), IdentityNoteAnswer)
    fits(event.get("/groups?organisation=中南第一医院", desk), Group)
    both = {"group_check_in_id": new_id(), "reg_nos": ["D008", "D001"], "hand_out": True}
    fits(event.post("/group-check-ins", both, desk), GroupCheckInAnswer)
    fits(event.get("/delegates/D001", desk), Card)
    fits(event.get("/trail?limit=3", desk), Trail)
    fits(event.get("/trail", desk), Trail)


def test_real_answers_about_walk_ins_are_of_the_described_shapes(event):
    desk = event.token("desk")
    organiser = event.operator("organiser", at=desk)

    def post(path, **body):
        return event.post(path, body, desk, operator=organiser)

    quota = {"holder": "甲", "category": "STF", "label": "甲", "count": 1, "print": True}
    lines = {"category": "STF", "lines": [{"name": "钟一"}], "print": True}
    fits(event.walk_in(desk, name="王明"), WalkInAnswer)
    fits(event.walk_in(desk, category="STF", print=True, check_in=True), WalkInAnswer)
    fits(event.get("/walk-in-forms", desk), WalkInForms)
    fits(post("/duplicates", name="王明"), Duplicates)
    fits(post("/pasted-names", text="王明\n---"), PastedNames)
    fits(post("/walk-in-batches", walk_in_batch_id=new_id(), **lines), WalkInBatchAnswer)
    fits(post("/quota-batches", quota_batch_id=new_id(), **quota), QuotaBatchAnswer)
    fits(post("/blank-batches", blank_batch_id=new_id(), count=1), BlankBatchAnswer)
    listed = event.get("/blank-batches", desk, operator=organiser)
    fits(listed, BlankBatches)
    binding = {"reg_no": "D002", "credential": "1"}
    fits(post("/bindings", binding_id=new_id(), **binding), BindingAnswer)
