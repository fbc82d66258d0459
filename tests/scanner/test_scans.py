"""Scans over HTTP: every verdict, what it shows, and what is kept of it."""

from datetime import datetime

import pytest

from onsite.registration.queries import delegate, our_credential
from tests.congress import CAPACITY
from tests.served_event import new_id


@pytest.fixture
def door(event):
    """The token of a door that scans anywhere."""
    return event.token("door")


@pytest.fixture
def supervisor(event, desk):
    return event.operator("supervisor", at=desk)


@pytest.fixture
def set_policy(event):
    control = event.token("control")
    operator = event.operator("supervisor", at=control, name="policies")

    def change(checkpoint, **switches):
        path = f"/checkpoints/{checkpoint}/policy"
        answer = event.put(path, switches, control, operator=operator)
        assert answer.status_code == 200, answer.text
        return answer.json["policy"]

    return change


def verdict(answer):
    assert answer.status_code == 200, answer.text
    return answer.json["verdict"]


def block(event, desk, operator, reg_no, *, blocked=True):
    body = {"block_id": new_id(), "reg_no": reg_no, "reason": "保安", "blocked": blocked}
    assert event.post("/blocks", body, desk, operator=operator).status_code == 200


def revoke(event, desk, operator, reg_no):
    body = {"revocation_id": new_id(), "reg_no": reg_no, "reason": "胸卡丢失"}
    assert event.post("/revocations", body, desk, operator=operator).status_code == 200


def test_an_admission_says_who_where_and_how_many(event, door):
    scan_id = new_id()

    answer = event.scan("D001", "H1-IN", door, scan_id=scan_id)

    assert answer.json == {
        "scan_id": scan_id,
        "verdict": "admitted",
        "message": "请进",
        "delegate": {
            "reg_no": "D001",
            "name": "王明",
            "category": "MEM",
            "organisation": "中南第一医院",
        },
        "first_at": "2026-12-05T00:30:00.000Z",
        "hall": "H1",
        "inside": 1,
        "recorded_at": "2026-12-05T00:30:00.000Z",
    }


def test_the_message_is_in_the_language_that_was_asked_for(event, door):
    chinese = event.scan("D001", "H1-IN", door).json["message"]
    english = event.scan(
        "D008",
        "H1-IN",
        door,
    ).json["message"]
    body = {"scan_id": new_id(), "credential": event.credential("D009"), "checkpoint": "H1-IN"}
    other = event.post("/scans", body, door, language="en").json["message"]

    assert chinese == english != other
    assert other.isascii()


def test_the_first_admission_needs_no_check_in(event, door):
    assert verdict(event.scan("D001", "H1-IN", door)) == "admitted"


def test_an_unknown_code_is_unknown_and_shows_nobody(event, door):
    answer = event.post(
        "/scans", {"scan_id": new_id(), "credential": "NOBODY", "checkpoint": "H1-IN"}, door
    )

    assert verdict(answer) == "unknown_credential"
    assert answer.json["delegate"] is None
    assert answer.json["first_at"] is None
    assert answer.json["inside"] == 0


def test_a_revoked_credential_is_revoked_and_the_new_one_lets_in(event, door, desk, supervisor):
    old, shop = event.credential("D001"), event.credential("D007")
    with event.database.read() as session:
        ours = our_credential(session, delegate(session, "D007").id)
    revoke(event, desk, supervisor, "D001")
    revoke(event, desk, supervisor, "D007")

    def scanned(credential):
        body = {"scan_id": new_id(), "credential": credential, "checkpoint": "H1-IN"}
        return verdict(event.post("/scans", body, door))

    assert [scanned(found) for found in (old, shop, ours)] == ["revoked"] * 3
    assert scanned(event.credential("D001")) == "admitted"
    assert scanned(event.credential("D007")) == "admitted"


def test_who_cancelled_is_cancelled(event, door):
    answer = event.scan("D006", "H1-IN", door)

    assert verdict(answer) == "cancelled"
    assert answer.json["delegate"]["reg_no"] == "D006"


def test_a_block_stops_and_its_end_lets_in_again(event, door, desk, supervisor, venue_clock):
    block(event, desk, supervisor, "D001")
    assert verdict(event.scan("D001", "H1-IN", door)) == "blocked"

    venue_clock.forward(seconds=1)
    block(event, desk, supervisor, "D001", blocked=False)

    assert verdict(event.scan("D001", "H1-IN", door)) == "admitted"


def override(event, desk, operator, reg_no, **more):
    body = {"override_id": new_id(), "reg_no": reg_no, "reason": "主办方担保", **more}
    answer = event.post("/overrides", body, desk, operator=operator)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_an_override_counts_as_payment_at_every_door_and_the_debt_stays(
    event, door, desk, supervisor
):
    assert verdict(event.scan("D005", "H1-IN", door)) == "unpaid"
    assert verdict(event.scan("D005", "DIN-IN", door)) == "unpaid"

    override(event, desk, supervisor, "D005")

    assert verdict(event.scan("D005", "H1-IN", door)) == "admitted"
    assert verdict(event.scan("D005", "DIN-IN", door)) == "admitted"
    card = event.get("/delegates/D005", desk).json
    assert (card["owes_fen"], card["paid_fen"], card["override"]) == (180000, 0, True)


def test_an_override_holds_until_it_is_revoked(event, door, desk, supervisor, venue_clock):
    override(event, desk, supervisor, "D005")
    venue_clock.forward(minutes=1)

    told = override(event, desk, supervisor, "D005", revoked=True)

    assert told["revoked"] is True
    assert verdict(event.scan("D005", "H1-IN", door)) == "unpaid"
    assert event.get("/delegates/D005", desk).json["override"] is False
    venue_clock.forward(minutes=1)
    override(event, desk, supervisor, "D005")
    assert verdict(event.scan("D005", "H1-IN", door)) == "admitted"


def test_an_override_lifts_a_block_until_the_next_one(event, door, desk, supervisor, venue_clock):
    block(event, desk, supervisor, "D001")
    venue_clock.forward(minutes=1)
    override(event, desk, supervisor, "D001", kind="blocked")
    assert verdict(event.scan("D001", "H1-IN", door)) == "admitted"

    venue_clock.forward(minutes=1)
    block(event, desk, supervisor, "D001")

    assert verdict(event.scan("D001", "DIN-IN", door)) == "blocked"


def test_a_category_the_door_is_not_for_is_not_entitled(event, door):
    assert verdict(event.scan("D001", "LNG", door, direction="in")) == "not_entitled"
    assert verdict(event.scan("D002", "LNG", door, direction="in")) == "admitted"


def test_who_comes_in_twice_is_already_in_since_the_first_time(event, door, venue_clock):
    event.scan("D001", "H1-IN", door)
    venue_clock.forward(minutes=7)

    answer = event.scan("D001", "H1-IN", door)

    assert verdict(answer) == "already_in"
    assert answer.json["first_at"] == "2026-12-05T00:30:00.000Z"
    assert answer.json["inside"] == 1


def test_who_went_out_may_come_in_again_and_begins_a_new_stay(event, door, venue_clock):
    event.scan("D001", "H1-IN", door)
    venue_clock.forward(minutes=5)
    left = event.scan("D001", "H1-OUT", door)
    venue_clock.forward(minutes=5)
    again = event.scan("D001", "H1-IN", door)
    venue_clock.forward(minutes=5)
    third = event.scan("D001", "H1-IN", door)

    assert (verdict(left), left.json["inside"]) == ("left", 0)
    assert left.json["first_at"] == "2026-12-05T00:30:00.000Z"
    assert (verdict(again), again.json["inside"]) == ("admitted", 1)
    assert again.json["first_at"] == "2026-12-05T00:40:00.000Z"
    assert (verdict(third), third.json["first_at"]) == ("already_in", "2026-12-05T00:40:00.000Z")
    assert event.headcount()["halls"]["H1"] == {"inside": 1, "capacity": CAPACITY, "admitted": 2}


def test_who_is_not_inside_is_told_so_on_the_way_out(event, door):
    answer = event.scan("D001", "H1-OUT", door)

    assert verdict(answer) == "not_inside"
    assert (answer.json["first_at"], answer.json["inside"]) == (None, 0)


def test_out_never_refuses_for_payment_category_or_hours(event, door, desk, supervisor, set_policy):
    override(event, desk, supervisor, "D005")
    event.scan("D005", "H1-IN", door)
    set_policy("H1-OUT", hours=True, session_windows=True, check_in_first=True, one_hall=True)

    assert verdict(event.scan("D005", "H1-OUT", door)) == "left"
    assert verdict(event.scan("D001", "LNG", door, direction="out")) == "not_inside"


@pytest.mark.parametrize("checkpoint", ["H1-IN", "H1-OUT"])
def test_the_first_four_verdicts_hold_both_ways(event, door, desk, supervisor, checkpoint):
    block(event, desk, supervisor, "D001")
    old = event.credential("D008")
    revoke(event, desk, supervisor, "D008")

    def scanned(credential):
        body = {"scan_id": new_id(), "credential": credential, "checkpoint": checkpoint}
        return verdict(event.post("/scans", body, door))

    assert scanned("NOBODY") == "unknown_credential"
    assert scanned(old) == "revoked"
    assert scanned(event.credential("D006")) == "cancelled"
    assert scanned(event.credential("D001")) == "blocked"


def test_the_first_verdict_that_applies_wins(
    event, door, desk, supervisor, set_policy, venue_clock
):
    """D005 owes; everything else is put in her way and taken away from the front."""
    set_policy("LNG", check_in_first=True, session_windows=True)
    block(event, desk, supervisor, "D005")
    old = event.credential("D005")
    revoke(event, desk, supervisor, "D005")

    def scanned(credential=None):
        credential = credential or event.credential("D005")
        body = {"scan_id": new_id(), "credential": credential, "checkpoint": "LNG"}
        return verdict(event.post("/scans", {**body, "direction": "in"}, door))

    assert scanned(old) == "revoked"
    assert scanned() == "blocked"
    venue_clock.forward(seconds=1)
    block(event, desk, supervisor, "D005", blocked=False)
    assert scanned() == "not_checked_in"
    set_policy("LNG", check_in_first=False)
    assert scanned() == "unpaid"
    override(event, desk, supervisor, "D005")
    assert scanned() == "not_entitled"
    event_door = {"scan_id": new_id(), "credential": event.credential("D002"), "checkpoint": "LNG"}
    assert verdict(event.post("/scans", {**event_door, "direction": "in"}, door)) == "outside_hours"


def test_a_both_way_door_needs_a_direction(event, door):
    answer = event.scan("D002", "LNG", door)

    assert answer.status_code == 422
    assert (answer.json["code"], answer.json["field"]) == ("direction_needed", "direction")
    assert event.count("scans") == 0


@pytest.mark.parametrize(("checkpoint", "wrong"), [("H1-IN", "out"), ("H1-OUT", "in")])
def test_a_one_way_door_refuses_the_other_direction(event, door, checkpoint, wrong):
    answer = event.scan("D002", checkpoint, door, direction=wrong)

    assert answer.status_code == 422
    assert (answer.json["code"], answer.json["field"]) == ("wrong_direction", "direction")


def test_a_one_way_door_may_be_told_its_own_direction(event, door):
    assert verdict(event.scan("D002", "H1-IN", door, direction="in")) == "admitted"


def test_the_same_id_gets_the_same_answer_and_counts_once(event, door, venue_clock):
    scan_id = new_id()
    first = event.scan("D001", "H1-IN", door, scan_id=scan_id)
    venue_clock.forward(minutes=3)

    again = event.scan("D001", "H1-IN", door, scan_id=scan_id)

    assert again.json == first.json
    assert event.count("scans") == 1
    assert event.headcount()["halls"]["H1"]["admitted"] == 1


def test_the_same_id_in_other_letters_is_the_same(event, door):
    scan_id = new_id()
    first = event.scan("D001", "H1-IN", door, scan_id=scan_id)

    again = event.scan("D001", "H1-IN", door, scan_id=scan_id.upper())

    assert again.json == first.json


@pytest.mark.parametrize(
    "other",
    [{"checkpoint": "H1-OUT"}, {"credential": "X"}, {"scanned_at": "2026-12-05T00:00:00Z"}],
)
def test_an_id_reused_with_another_body_is_a_conflict(event, door, other):
    scan_id = new_id()
    body = {
        "scan_id": scan_id,
        "credential": event.credential("D001"),
        "checkpoint": "H1-IN",
    }
    event.post("/scans", body, door)

    answer = event.post("/scans", body | other, door)

    assert (answer.status_code, answer.json["code"]) == (409, "id_reused")
    assert event.count("scans") == 1


def test_every_answered_scan_is_a_row_refused_ones_too(event, door):
    event.scan("D001", "H1-IN", door)
    event.scan("D001", "H1-IN", door)
    event.scan("D005", "H1-IN", door)
    event.post("/scans", {"scan_id": new_id(), "credential": "X", "checkpoint": "H1-IN"}, door)

    rows = event.rows("SELECT verdict, checkpoint, station FROM scans ORDER BY rowid")

    assert rows == [
        ("admitted", "H1-IN", "door-1"),
        ("already_in", "H1-IN", "door-1"),
        ("unpaid", "H1-IN", "door-1"),
        ("unknown_credential", "H1-IN", "door-1"),
    ]


def test_an_unknown_code_is_kept_as_its_hash_only(event, door):
    secret = "https://shop.example.org/t/8161?phone=13800000000"
    event.post("/scans", {"scan_id": new_id(), "credential": secret, "checkpoint": "H1-IN"}, door)

    assert secret not in str(event.rows("SELECT * FROM scans"))


def test_a_hall_may_be_filled_past_its_capacity_and_counts_on(event, door):
    people = ["D001", "D002", "D003", "D004", "D007", "D008", "D009"]

    answers = [event.scan(reg_no, "H1-IN", door) for reg_no in people]

    assert {verdict(answer) for answer in answers} == {"admitted"}
    assert answers[-1].json["inside"] == CAPACITY + 1


def test_the_door_s_last_scans_are_listed_newest_first(event, venue_clock):
    door = event.token("door", checkpoint="H1-IN")
    other = event.token("door", checkpoint="DIN-IN")
    for reg_no in ("D001", "D002", "D003"):
        event.scan(reg_no, "H1-IN", door)
        venue_clock.forward(seconds=1)
    event.scan("D008", "DIN-IN", other)

    listed = event.get("/scans?limit=2", door).json["scans"]

    assert [row["name"] for row in listed] == ["Šárka Nováková", "单晓𠮷"]
    assert datetime.fromisoformat(listed[0]["at"])


@pytest.mark.parametrize("limit", ["0", "-1", "x", "1.5", "", "٣"])
def test_a_limit_that_is_none_is_refused(event, door, limit):
    answer = event.get(f"/scans?limit={limit}", door)

    assert (answer.status_code, answer.json["field"]) == (422, "limit")
