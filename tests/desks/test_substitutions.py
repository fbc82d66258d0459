"""A colleague comes instead: what was paid stays, every old code dies."""

import pytest

from onsite.registration.queries import delegate, our_credential
from tests.served_event import new_id


def substitute(event, desk, operator, reg_no="D007", **more):
    body = {
        "substitution_id": new_id(), "reg_no": reg_no, "name": "周代", "latin_name": "Zhou Dai",
        "phone": "13800000099", "reason": "出差", **more,
    }  # fmt: skip
    return event.post("/substitutions", body, desk, operator=operator)


def outcome(event, desk, credential):
    body = {"check_in_id": new_id(), "credential": credential}
    answer = event.post("/check-ins", body, desk).json
    return answer["outcome"], answer["reason"]


def test_payment_number_and_category_stay_and_she_is_another_person(event, desk, supervisor):
    before = event.get("/delegates/D001", desk).json

    assert substitute(event, desk, supervisor, "D001").status_code == 200

    card = event.get("/delegates/D001", desk).json
    assert (card["name"], card["latin_name"], card["position"]) == ("周代", "Zhou Dai", "")
    assert card["phone_masked"] == "138****0099"
    for field in ("reg_no", "category", "organisation", "due_fen", "paid_fen", "owes_fen"):
        assert card[field] == before[field]
    assert event.rows("SELECT identity_hash, identity_masked FROM delegates WHERE id = 1") == [
        ("", "")
    ]


def test_every_old_code_dies_and_the_new_one_checks_in(event, desk, supervisor):
    with event.database.read() as session:
        ours = our_credential(session, delegate(session, "D007").id)
    imported = event.credential("D007")

    assert substitute(event, desk, supervisor).json["revoked"] == 2

    assert outcome(event, desk, ours) == ("refused", "revoked")
    assert outcome(event, desk, imported) == ("refused", "revoked")
    assert outcome(event, desk, event.credential("D007")) == ("checked_in", None)


def test_the_old_code_is_refused_at_a_door_too(event, desk, supervisor):
    door = event.token("door", checkpoint="H1-IN")
    old = event.credential("D001")
    substitute(event, desk, supervisor, "D001")

    body = {"scan_id": new_id(), "credential": old, "checkpoint": "H1-IN"}
    assert event.post("/scans", body, door).json["verdict"] == "revoked"


def test_a_badge_printed_for_the_first_one_is_printed_anew(event, desk, supervisor):
    event.post("/print-jobs", {"job_id": new_id(), "reg_no": "D001", "prints": "badge"}, desk)
    substitute(event, desk, supervisor, "D001")

    assert event.check_in("D001", desk, prints=True).json["print_job"] is not None
    assert event.count("print_jobs") == 2


def test_the_new_badge_comes_with_the_step_and_not_again_at_check_in(event, desk, supervisor):
    job = substitute(event, desk, supervisor, "D001", print=True).json["print_job"]

    assert job is not None
    assert event.check_in("D001", desk, prints=True).json["print_job"] == job
    assert event.count("print_jobs") == 1


def test_who_is_here_can_t_be_substituted(event, desk, supervisor):
    event.check_in("D007", desk)

    answer = substitute(event, desk, supervisor)

    assert (answer.status_code, answer.json["code"]) == (409, "checked_in")
    assert event.count("substitutions") == event.count("revocations") == 0


@pytest.mark.parametrize(
    ("more", "status", "code", "field"),
    [
        ({"name": " "}, 422, "no_name", "name"),
        ({"reason": " "}, 422, "reason_needed", "reason"),
        ({"phone": "12"}, 422, "bad_phone", "phone"),
        ({"email": "nobody"}, 422, "bad_email", "email"),
        ({"reg_no": "D006"}, 409, "cancelled", "reg_no"),
        ({"reg_no": "D999"}, 404, "unknown_registration", "reg_no"),
    ],
)
def test_each_bad_substitution_is_refused(event, desk, supervisor, more, status, code, field):
    answer = substitute(event, desk, supervisor, **more)

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.json.get("field") == field
    assert event.count("revocations") == 0


def test_the_same_id_substitutes_once(event, desk, supervisor):
    body = {"substitution_id": new_id(), "reg_no": "D001", "name": "周代", "reason": "出差"}
    first = event.post("/substitutions", body, desk, operator=supervisor)

    again = event.post("/substitutions", body, desk, operator=supervisor)

    assert again.json == first.json
    assert event.count("revocations") == 1


def test_who_may_not_substitute_is_told(event, desk, cashier):
    assert substitute(event, desk, cashier).json["code"] == "right_missing"
