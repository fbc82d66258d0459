"""The kiosk: a code, or two facts; masked data; three tries."""

import pytest

from tests.served_event import new_id


@pytest.fixture
def kiosk(event):
    return event.token("kiosk")


def challenge(event, kiosk, tail, fact, *, challenge_id=None):
    body = {"challenge_id": challenge_id or new_id(), "phone_tail": tail, "fact": fact}
    answer = event.post("/challenges", body, kiosk)
    assert answer.status_code == 200, answer.text
    return answer.json


def by_number(event, kiosk, reg_no, **more):
    return event.post("/check-ins", {"check_in_id": new_id(), "reg_no": reg_no, **more}, kiosk)


def test_a_code_is_looked_up_masked(event, kiosk):
    answer = event.post("/lookups", {"credential": event.credential("D001")}, kiosk)

    assert answer.json == {
        "reason": None,
        "delegate": {"name": "王*", "organisation": "中南**医院", "category": "MEM"},
    }


def test_a_desk_s_look_up_tells_the_whole_card(event):
    answer = event.post("/lookups", {"credential": event.credential("D005")}, event.token("desk"))

    assert answer.json["reason"] == "unpaid"
    assert answer.json["delegate"]["name"] == "李未缴"


def test_a_look_up_writes_nothing(event, kiosk):
    event.post("/lookups", {"credential": event.credential("D001")}, kiosk)

    assert event.headcount()["checked_in"] == 0
    assert event.count("check_ins") == 0


@pytest.mark.parametrize(
    "fact", ["王", "wm", "WM", "王明", "中南第一医院", "中南", "Wang", "wang ming"]
)
def test_two_facts_prove_who_one_is(event, kiosk, fact):
    told = challenge(event, kiosk, "0001", fact)

    assert told["outcome"] == "passed"
    assert told["reg_no"] == "D001"
    assert told["delegate"] == {"name": "王*", "organisation": "中南**医院", "category": "MEM"}


@pytest.mark.parametrize(
    ("tail", "fact"),
    [("0001", "李"), ("0002", "王"), ("0001", ""), ("0001", "明"), ("0001", "院"), ("0001", "w"),
     ("0001", "138")],
)  # fmt: skip
def test_one_fact_alone_proves_nothing_and_tells_nothing(event, kiosk, tail, fact):
    told = challenge(event, kiosk, tail, fact)

    assert (told["outcome"], told["left"]) == ("failed", 2)
    assert (told["reg_no"], told["delegate"]) == (None, None)


def test_the_third_wrong_try_is_escalated_and_so_is_the_check_in(event, kiosk):
    ids = [new_id() for _ in range(3)]
    told = [challenge(event, kiosk, "0001", "李", challenge_id=found) for found in ids]

    assert [row["outcome"] for row in told] == ["failed", "failed", "escalated"]
    assert [row["left"] for row in told] == [2, 1, 0]
    answer = by_number(event, kiosk, "D001", challenge_id=ids[2])
    assert (answer.json["outcome"], answer.json["reason"]) == ("refused", "escalated")
    assert event.headcount()["checked_in"] == 0


def test_after_three_wrong_tries_the_right_one_is_escalated_too_for_a_while(
    event, kiosk, venue_clock
):
    for _ in range(3):
        challenge(event, kiosk, "0001", "李")

    assert challenge(event, kiosk, "0001", "王")["outcome"] == "escalated"
    venue_clock.forward(minutes=2, seconds=1)
    assert challenge(event, kiosk, "0001", "王")["outcome"] == "passed"


def test_a_passed_challenge_begins_the_count_anew(event, kiosk, venue_clock):
    for tail, fact in [("0001", "李"), ("0001", "李"), ("0001", "王"), ("0008", "李")]:
        told = challenge(event, kiosk, tail, fact)
        venue_clock.forward(seconds=1)

    assert (told["outcome"], told["left"]) == ("failed", 2)


def test_another_kiosk_has_its_own_three_tries(event, kiosk):
    for _ in range(3):
        challenge(event, kiosk, "0001", "李")

    assert challenge(event, event.token("kiosk"), "0001", "王")["outcome"] == "passed"


def test_two_people_whom_the_facts_fit_are_escalated_and_neither_is_shown(event, kiosk):
    event.walk_in(event.token("desk"), name="王二", phone="13900000001")

    told = challenge(event, kiosk, "0001", "王")

    assert (told["outcome"], told["left"]) == ("escalated", 0)
    assert (told["reg_no"], told["delegate"]) == (None, None)
    assert challenge(event, kiosk, "0001", "王明")["outcome"] == "passed"


def test_the_same_challenge_id_gets_the_same_answer_and_costs_one_try(event, kiosk):
    found = new_id()
    first = challenge(event, kiosk, "0001", "李", challenge_id=found)

    assert challenge(event, kiosk, "0001", "李", challenge_id=found) == first
    assert challenge(event, kiosk, "0001", "李")["left"] == 1
    body = {"challenge_id": found, "phone_tail": "0001", "fact": "王"}
    assert event.post("/challenges", body, kiosk).status_code == 409


@pytest.mark.parametrize("tail", ["", "1", "00001", "abcd", "٠٠٠١", "+001"])
def test_a_tail_that_is_not_four_digits_is_refused(event, kiosk, tail):
    body = {"challenge_id": new_id(), "phone_tail": tail, "fact": "王"}

    answer = event.post("/challenges", body, kiosk)

    assert (answer.status_code, answer.json["field"]) == (422, "phone_tail")


def test_a_kiosk_checks_in_by_code_without_a_challenge(event, kiosk):
    assert event.check_in("D001", kiosk).json["outcome"] == "checked_in"


def test_a_kiosk_checks_in_by_number_with_the_challenge_it_has_just_passed(event, kiosk):
    found = new_id()
    challenge(event, kiosk, "0001", "王", challenge_id=found)

    answer = by_number(event, kiosk, "D001", challenge_id=found)

    assert answer.json["outcome"] == "checked_in"
    assert "王" not in answer.text


def test_a_kiosk_names_no_bare_number(event, kiosk):
    for reg_no in ("D001", "NOBODY"):
        answer = by_number(event, kiosk, reg_no)

        assert (answer.status_code, answer.json["code"]) == (403, "challenge_needed")
    assert event.count("check_ins") == 0


def test_a_challenge_is_for_one_person_one_kiosk_and_five_minutes(event, kiosk, venue_clock):
    passed, failed = new_id(), new_id()
    challenge(event, kiosk, "0008", "李", challenge_id=failed)
    challenge(event, kiosk, "0001", "王", challenge_id=passed)

    def code(reg_no, token, challenge_id):
        return by_number(event, token, reg_no, challenge_id=challenge_id).json.get("code")

    assert code("D008", kiosk, passed) == "challenge_needed"
    assert code("D001", event.token("kiosk"), passed) == "challenge_needed"
    assert code("D001", kiosk, failed) == "challenge_needed"
    assert code("D001", kiosk, new_id()) == "challenge_needed"
    venue_clock.forward(minutes=5, seconds=1)
    assert code("D001", kiosk, passed) == "challenge_needed"


def test_nothing_a_kiosk_is_told_names_anyone(event, kiosk):
    found = new_id()
    texts = [
        event.post("/lookups", {"credential": event.credential("D001")}, kiosk).text,
        str(challenge(event, kiosk, "0001", "王", challenge_id=found)),
        (checked_in := by_number(event, kiosk, "D001", challenge_id=found, print=True)).text,
        event.get(f"/print-jobs/{checked_in.json['print_job']}", kiosk).text,
        event.get("/me", kiosk).text,
        event.get("/printers", kiosk).text,
    ]

    for secret in ("王明", "Wang Ming", "13800000001", "d001@example.org", "中南第一医院", "主任"):
        assert all(secret not in text for text in texts), secret


def test_a_guest_alone_at_a_kiosk_is_told_who_receives_her(event, kiosk):
    def looked_up(reg_no):
        body = {"credential": event.credential(reg_no)}
        return event.post("/lookups", body, kiosk).json["delegate"]

    assert looked_up("D002")["guest"] == {"host": "接待甲", "lounge": "LNG"}
    assert "guest" not in looked_up("D001")
