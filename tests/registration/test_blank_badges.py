"""Blank badges with a code: nobody's until bound, hers afterwards, and bound once."""

import pytest

from tests.served_event import new_id


@pytest.fixture
def make(event, desk):
    organiser = event.operator("organiser", at=desk)

    def send(**more):
        body = {"blank_batch_id": new_id(), "count": 3, **more}
        return event.post("/blank-batches", body, desk, operator=organiser)

    return send


@pytest.fixture
def codes(event, make):
    """Make three blanks for anyone: their codes by number."""
    make()
    return [code for (code,) in event.rows("SELECT secret FROM blank_badges ORDER BY number")]


@pytest.fixture
def bind(event, desk):
    def send(reg_no, credential, **more):
        body = {"binding_id": new_id(), "reg_no": reg_no, "credential": credential, **more}
        return event.post("/bindings", body, desk)

    return send


def scan(event, code):
    door = event.token("door")
    body = {"scan_id": new_id(), "credential": code, "checkpoint": "H1-IN"}
    return event.post("/scans", body, door).json


def test_blanks_are_numbered_on_from_batch_to_batch(make):
    first, second = make(count=3).json, make(count=2).json

    assert (first["first_number"], first["last_number"]) == (1, 3)
    assert (second["first_number"], second["last_number"]) == (4, 5)
    assert first["pdf"] == f"/api/v1/blank-batches/{first['blank_batch_id']}.pdf"


def test_batches_are_listed_with_how_many_are_left(event, desk, make, bind):
    make(count=3)
    make(count=2, category="VIP")
    bind("D001", "2")
    organiser = event.operator("organiser", at=desk, name="other organiser")

    listed = event.get("/blank-batches", desk, operator=organiser).json["blank_batches"]

    assert [(row["first_number"], row["count"], row["bound_count"]) for row in listed] == [
        (4, 2, 0), (1, 3, 1),
    ]  # fmt: skip
    assert listed[0]["category"] == "VIP"


def test_a_blank_opens_no_door_and_checks_nobody_in(event, desk, codes):
    assert scan(event, codes[0])["verdict"] == "unknown_credential"
    lookup = event.post("/lookups", {"credential": codes[0]}, desk).json
    assert lookup["reason"] == "unknown_credential"


def test_a_bound_blank_is_hers_at_every_door_at_once(event, codes, bind):
    answer = bind("D001", codes[0].lower())

    assert answer.json["number"] == 1
    assert answer.json["name"] == "王明"
    told = scan(event, codes[0])
    assert (told["verdict"], told["delegate"]["reg_no"]) == ("admitted", "D001")


def test_a_blank_is_bound_by_the_number_printed_on_it_too(event, codes, bind):
    assert bind("D001", " 2 ").json["number"] == 2

    assert scan(event, codes[1])["delegate"]["reg_no"] == "D001"


def test_a_blank_is_bound_once(event, codes, bind):
    bind("D001", codes[0])

    again = bind("D009", codes[0])

    assert (again.status_code, again.json["code"]) == (409, "blank_used")
    assert again.json["field"] == "credential"
    assert scan(event, codes[0])["delegate"]["reg_no"] == "D001"
    assert event.count("bindings") == 1


def test_a_lost_blank_dies_with_her_other_codes(event, desk, codes, bind):
    bind("D001", codes[0])
    supervisor = event.operator("supervisor", at=desk)

    body = {"revocation_id": new_id(), "reg_no": "D001", "reason": "丢失"}
    assert event.post("/revocations", body, desk, operator=supervisor).status_code == 200

    assert scan(event, codes[0])["verdict"] == "revoked"
    assert bind("D009", codes[0]).json["code"] == "blank_used"


def test_a_blank_of_a_category_is_for_that_category(event, make, bind):
    make(category="VIP")

    wrong, right = bind("D001", "1"), bind("D002", "1")

    assert (wrong.status_code, wrong.json["code"]) == (409, "blank_of_category")
    assert right.status_code == 200


@pytest.mark.parametrize(
    ("reg_no", "credential", "status", "code"),
    [
        ("D001", "TRM26ABC", 404, "unknown_blank"),
        ("D001", "", 404, "unknown_blank"),
        ("D001", "99", 404, "unknown_blank"),
        ("D001", "9" * 40, 404, "unknown_blank"),
        ("D999", "1", 404, "unknown_registration"),
        ("D005", "1", 409, "not_released"),
        ("D006", "1", 409, "not_released"),
    ],
)
def test_what_can_t_be_bound_is_told_and_nothing_is_bound(
    event, codes, bind, reg_no, credential, status, code
):
    answer = bind(reg_no, credential)

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert event.count("bindings") == 0
    assert event.rows("SELECT count(*) FROM blank_badges WHERE bound_by IS NOT NULL") == [(0,)]


def test_her_own_code_is_no_blank(event, bind, codes):
    assert bind("D001", event.credential("D009")).json["code"] == "unknown_blank"


def test_the_same_id_binds_and_makes_once(event, make, bind):
    batch, binding = new_id(), new_id()
    made = [make(blank_batch_id=batch).json for _ in range(2)]
    bound = [bind("D001", "1", binding_id=binding).json for _ in range(2)]

    assert made[0] == made[1]
    assert bound[0] == bound[1]
    assert event.count("blank_badges") == 3
    assert make(blank_batch_id=batch, count=9).json["field"] == "blank_batch_id"
    assert bind("D001", "2", binding_id=binding).json["field"] == "binding_id"


def test_only_an_organiser_makes_blanks(event, desk):
    body = {"blank_batch_id": new_id(), "count": 1}
    supervisor = event.operator("supervisor", at=desk)

    assert event.post("/blank-batches", body, desk).status_code == 403
    assert event.post("/blank-batches", body, desk, operator=supervisor).status_code == 403


@pytest.mark.parametrize(
    ("more", "field"),
    [({"count": 0}, "count"), ({"count": 501}, "count"), ({"category": "X"}, "category")],
)
def test_a_batch_that_can_t_be_is_refused_by_field(event, make, more, field):
    answer = make(**more)

    assert (answer.status_code, answer.json["field"]) == (422, field)
    assert event.count("blank_badges") == 0
