"""A name put right and printed again in one step."""

import pytest

from onsite.badges.models import PrintJobRow
from tests.served_event import new_id


def fix(event, desk, reg_no="D001", **more):
    body = {"name_fix_id": new_id(), "reg_no": reg_no, "reason": "写错", **more}
    return event.post("/name-fixes", body, desk)


def found(event, desk, query):
    answer = event.get(f"/delegates?q={query}", desk)
    return [hit["reg_no"] for hit in answer.json["delegates"]]


def jobs(event):
    with event.database.read() as session:
        return [(row.id, row.state, row.reason) for row in session.query(PrintJobRow)]


def test_a_fixed_name_is_on_the_card_and_found_at_once_and_no_longer_by_the_old(event, desk):
    answer = fix(event, desk, name=" 汪鸣 ", latin_name="Wang Ming2")

    assert (answer.status_code, answer.json["print_job"]) == (200, None)
    card = event.get("/delegates/D001", desk).json
    assert (card["name"], card["latin_name"]) == ("汪鸣", "Wang Ming2")
    assert found(event, desk, "汪鸣") == ["D001"]
    assert found(event, desk, "王明") == []
    assert found(event, desk, "13800000001") == ["D001"]


def test_a_new_organisation_is_found_and_one_that_nobody_has_left_is_not(event, desk):
    fix(event, desk, "D005", organisation="城南医院")

    assert found(event, desk, "城南") == ["D005"]
    assert found(event, desk, "城西") == []
    assert event.rows("SELECT count(*) FROM organisation_keys WHERE organisation = '城西医院'") == [
        (0,)
    ]
    fix(event, desk, "D001", organisation="城南医院")
    assert "D009" in found(event, desk, "中南第一")


def test_the_badge_prints_again_in_the_same_step_with_the_reason(event, desk):
    event.check_in("D001", desk, prints=True)
    event.database.write(lambda session: session.query(PrintJobRow).update({"state": "printed"}))

    answer = fix(event, desk, name="汪明", print=True).json

    (first, _, _), (second, state, reason) = jobs(event)
    assert answer["print_job"] == second != first
    assert (state, reason) == ("queued", "写错")


def test_a_badge_that_still_waits_is_not_printed_twice(event, desk):
    waiting = event.check_in("D001", desk, prints=True).json["print_job"]

    assert fix(event, desk, name="汪明", print=True).json["print_job"] == waiting
    assert len(jobs(event)) == 1


def test_who_owes_is_fixed_and_gets_no_badge_with_a_note_why(event, desk):
    answer = fix(event, desk, "D005", name="李欠费", print=True)

    assert answer.json["print_job"] is None
    assert answer.json["notes"] == ["尚不能发放胸卡：请先结清或由主管放行，再打印。"]
    assert event.get("/delegates/D005", desk).json["name"] == "李欠费"


@pytest.mark.parametrize(
    ("change", "status", "code", "field"),
    [
        ({"name": "  "}, 422, "no_name", "name"),
        ({}, 422, "nothing_changed", "name"),
        ({"name": "王明"}, 422, "nothing_changed", "name"),
        ({"name": "新", "reason": " "}, 422, "reason_needed", "reason"),
        ({"name": "新\n名"}, 422, "malformed", "name"),
        ({"name": "新", "reg_no": "D999"}, 404, "unknown_registration", "reg_no"),
    ],
)
def test_each_bad_fix_says_what_is_wrong_at_its_field(event, desk, change, status, code, field):
    answer = fix(event, desk, **change)

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.json.get("field") == field
    assert event.count("name_fixes") == 0


def test_the_same_fix_twice_is_one(event, desk):
    body = {"name_fix_id": new_id(), "reg_no": "D001", "reason": "写错", "name": "汪明"}
    first = event.post("/name-fixes", body, desk)

    assert event.post("/name-fixes", body, desk).json == first.json
    assert event.post("/name-fixes", body | {"name": "别"}, desk).json["code"] == "id_reused"
    assert event.count("name_fixes") == 1
