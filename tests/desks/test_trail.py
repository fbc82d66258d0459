"""The trail: every fact of every room, as a sentence a person reads."""

import re

import pytest

from onsite import wording
from onsite.db import Base
from onsite.desks.trail_sources import SOURCES, UNTOLD
from onsite.migrations.tables import ROOMS
from onsite.once import Fact
from tests.served_event import new_id

PLACES = re.compile(r"\{(\w+)\}")


def told(event, token, query="", **options):
    answer = event.get(f"/trail{query}", token, **options)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_every_table_of_facts_is_in_the_trail_once():
    assert ROOMS
    facts = {found.class_ for found in Base.registry.mappers if issubclass(found.class_, Fact)}
    sources = [source.rows for source in SOURCES]

    assert facts <= {*sources, *UNTOLD}
    assert not set(UNTOLD) & set(sources)
    assert len(sources) == len(set(sources))


@pytest.mark.parametrize("language", wording.languages())
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.kind)
def test_every_sentence_is_worded_and_has_places_for_columns_only(source, language):
    columns = set(source.rows.__table__.columns.keys()) | {"changes", "count"}

    for key in source.keys:
        sentence = wording.word(key, language)
        assert sentence != key
        assert set(PLACES.findall(sentence)) <= columns


def test_what_was_done_is_told_newest_first_with_who_and_where(
    event, desk, supervisor, venue_clock
):
    event.check_in("D001", desk)
    venue_clock.forward(minutes=1)
    fix = {"name_fix_id": new_id(), "reg_no": "D001", "name": "汪明", "reason": "写错"}
    event.post("/name-fixes", fix, desk, operator=supervisor)

    newest, first = told(event, desk)["trail"]

    assert newest == {
        "id": fix["name_fix_id"],
        "at": "2026-12-05T00:31:00.000Z",
        "kind": "name_fixes",
        "reg_no": "D001",
        "name": "汪明",
        "station": first["station"],
        "operator": "supervisor operator",
        "what": "更正 姓名 王明 → 汪明（写错）",
    }
    assert (first["kind"], first["what"], first["operator"]) == (
        "check_ins",
        "报到（预注册）",
        None,
    )
    english = told(event, desk, language="en")["trail"][0]["what"]
    assert english == "Corrected name 王明 → 汪明 (写错)"


def test_one_person_s_trail_has_what_was_done_under_the_number_merged_into_hers(
    event, desk, supervisor, venue_clock
):
    door = event.token("door", checkpoint="H1-IN")
    event.scan("D009", "H1-IN", door)
    event.check_in("D009", desk)
    venue_clock.forward(minutes=1)
    body = {"merge_id": new_id(), "keep": "D001", "gone": "D009", "reason": "同一人"}
    event.post("/merges", body, desk, operator=supervisor)
    event.check_in("D002", desk)

    kinds = [entry["kind"] for entry in told(event, desk, "?reg_no=D001")["trail"]]

    assert sorted(kinds) == ["check_ins", "merges", "scans"]
    assert told(event, desk, "?reg_no=D002&kind=merges")["trail"] == []


def test_what_concerned_several_is_on_the_trail_of_each(event, desk, cashier):
    drawer = {"cash_session_id": new_id(), "float_fen": 0}
    event.post("/cash-sessions", drawer, desk, operator=cashier)
    group = {"group_check_in_id": new_id(), "reg_nos": ["D001", "D010"]}
    event.post("/group-check-ins", group, desk)

    for reg_no in ("D001", "D010"):
        (entry,) = told(event, desk, f"?reg_no={reg_no}&kind=group_check_ins")["trail"]
        assert entry["what"] == "团体报到 2 人：D001、D010"
    assert told(event, desk, "?reg_no=D009")["trail"] == []


def test_no_entry_is_skipped_or_told_twice_over_pages_of_one_instant(event, desk):
    for reg_no in ("D001", "D002", "D003", "D004", "D007"):
        event.check_in(reg_no, desk, prints=True, hand_out=True)
    everything = [entry["id"] for entry in told(event, desk, "?limit=200")["trail"]]
    assert len(everything) > 15

    seen, before = [], ""
    while before is not None:
        page = told(event, desk, f"?limit=4{before and '&before=' + before}")
        seen += [entry["id"] for entry in page["trail"]]
        before = page["next"] and page["next"].replace("+", "%2B")

    assert seen == everything


@pytest.mark.parametrize(
    ("query", "status", "code", "field"),
    [
        ("?kind=nothing", 422, "unknown_kind", "kind"),
        ("?reg_no=D999", 404, "unknown_registration", None),
        ("?before=yesterday", 422, "malformed", "before"),
        ("?before=2026-12-05T01:00:00", 422, "malformed", "before"),
        ("?limit=x", 422, "malformed", "limit"),
    ],
)
def test_a_bad_question_is_refused_at_its_field(event, desk, query, status, code, field):
    answer = event.get(f"/trail{query}", desk)

    assert (answer.status_code, answer.json["code"], answer.json.get("field")) == (
        status, code, field,
    )  # fmt: skip


def test_at_the_control_page_it_needs_who_may_set_policies(event):
    control = event.token("control")
    technician = event.operator("technician", at=control)

    assert event.get("/trail", control).json["code"] == "right_missing"
    assert event.get("/trail", control, operator=technician).json["code"] == "right_missing"
    organiser = event.operator("organiser", at=control)
    assert told(event, control, operator=organiser)["trail"] == []
