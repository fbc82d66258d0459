"""A supervisor's words: overrides, blocks, lost badges; each a row with its reason."""

import pytest

from onsite.registration.credentials import ALPHABET, as_ours, mark_of, new_secret
from onsite.registration.queries import delegate, our_credential
from tests.served_event import new_id


@pytest.fixture
def supervisor(event, desk):
    return event.operator("supervisor", at=desk)


KINDS = {
    "/overrides": ("override_id", {"reg_no": "D005", "reason": "担保"}),
    "/blocks": ("block_id", {"reg_no": "D001", "reason": "保安", "blocked": True}),
    "/revocations": ("revocation_id", {"reg_no": "D001", "reason": "丢失"}),
}


@pytest.mark.parametrize("path", KINDS)
def test_the_same_id_gets_the_same_answer_once(event, desk, supervisor, path):
    name, body = KINDS[path]
    body = {name: new_id(), **body}
    first = event.post(path, body, desk, operator=supervisor)
    assert first.status_code == 200

    again = event.post(path, body, desk, operator=supervisor)
    other = event.post(path, body | {"reason": "别的"}, desk, operator=supervisor)

    assert again.json == first.json
    assert (other.status_code, other.json["code"]) == (409, "id_reused")
    assert event.count(path[1:]) == 1


@pytest.mark.parametrize("path", KINDS)
def test_each_names_who_said_it_where_and_why(event, desk, supervisor, path):
    name, body = KINDS[path]
    event.post(path, {name: new_id(), **body}, desk, operator=supervisor)

    rows = event.rows(f"SELECT station, operator, reason FROM {path[1:]}")

    assert rows == [("desk-1", "supervisor operator", body["reason"])]


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize(
    ("change", "status", "field"),
    [({"reason": " "}, 422, "reason"), ({"reason": "x" * 501}, 422, "reason"),
     ({"reg_no": "D999"}, 404, "reg_no")],
    ids=["blank", "too long", "nobody"],
)  # fmt: skip
def test_each_is_refused_without_a_reason_or_a_person(
    event, desk, supervisor, path, change, status, field
):
    name, body = KINDS[path]

    answer = event.post(path, {name: new_id(), **body, **change}, desk, operator=supervisor)

    assert answer.status_code == status
    assert answer.json.get("field") == field
    assert event.count(path[1:]) == 0


def test_an_override_that_is_not_there_can_t_be_revoked(event, desk, supervisor):
    body = {"override_id": new_id(), "reg_no": "D005", "reason": "误", "revoked": True}

    answer = event.post("/overrides", body, desk, operator=supervisor)

    assert (answer.status_code, answer.json["code"]) == (409, "no_override")
    assert answer.json["field"] == "revoked"


def test_a_lost_badge_kills_both_codes_and_the_new_one_checks_in(event, desk, supervisor):
    with event.database.read() as session:
        ours = our_credential(session, delegate(session, "D007").id)
    imported = event.credential("D007")
    assert imported == "shop-7:AbC/42" != ours

    body = {"revocation_id": new_id(), "reg_no": "D007", "reason": "丢失"}
    told = event.post("/revocations", body, desk, operator=supervisor).json

    assert (told["revoked"], told["reg_no"]) == (2, "D007")

    def outcome(credential):
        body = {"check_in_id": new_id(), "credential": credential}
        answer = event.post("/check-ins", body, desk).json
        return answer["outcome"], answer["reason"]

    new = event.credential("D007")
    assert new not in (ours, imported)
    assert outcome(ours) == ("refused", "revoked")
    assert outcome(imported) == ("refused", "revoked")
    assert outcome(new) == ("checked_in", None)


def test_a_badge_lost_before_arriving_is_printed_anew_at_check_in(event, desk, supervisor):
    first = {"job_id": new_id(), "reg_no": "D001", "prints": "badge"}
    event.post("/print-jobs", first, desk)
    body = {"revocation_id": new_id(), "reg_no": "D001", "reason": "丢失"}
    event.post("/revocations", body, desk, operator=supervisor)

    job = event.check_in("D001", desk, prints=True).json["print_job"]

    assert job not in (None, first["job_id"])


def test_a_blocked_person_is_refused_at_the_desk_with_the_reason_on_her_card(
    event, desk, supervisor, venue_clock
):
    body = {"block_id": new_id(), "reg_no": "D001", "reason": "保安", "blocked": True}
    event.post("/blocks", body, desk, operator=supervisor)

    assert event.check_in("D001", desk).json["reason"] == "blocked"
    assert event.get("/delegates/D001", desk).json["blocked"] == "保安"
    venue_clock.forward(seconds=1)
    body = {"block_id": new_id(), "reg_no": "D001", "reason": "已查明", "blocked": False}
    event.post("/blocks", body, desk, operator=supervisor)
    assert event.check_in("D001", desk).json["outcome"] == "checked_in"


def test_ours_are_29_capitals_and_digits_that_nobody_guesses():
    made = {new_secret("TRM26") for _ in range(2000)}

    assert len(made) == 2000
    assert all(code.startswith("TRM26") and len(code) == 29 for code in made)
    assert {char for code in made for char in code[5:]} == set(ALPHABET)
    assert all(as_ours(code) == code for code in made)


@pytest.mark.parametrize(
    ("code", "mark"),
    [
        ("TRM26", "TRM26"),
        ("trm-26", "TRM26"),
        ("CONGRESS2026", "C0N26"),
        ("会", "EVENT"),
        ("LIO", "110"),
    ],
)
def test_an_event_s_mark_has_five_readable_characters_at_most(code, mark):
    assert mark_of(code) == mark
