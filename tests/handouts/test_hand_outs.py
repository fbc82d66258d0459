"""Items given once each: to whom they belong, out of a pile that has some, against a signature."""

import pytest

from onsite import clock
from onsite.asking import Asking, Principal, Station
from onsite.handouts import queries, service
from onsite.registration.queries import delegate
from tests.handouts.materials import SIGNATURE, refused
from tests.served_event import new_id


def test_an_item_is_given_once_and_counted_out_of_the_pile(event, materials):
    answer = materials.given("D001", "BAG")

    again = materials.give("D001", "BAG")

    assert (answer["reg_no"], answer["item"], answer["stock_left"]) == ("D001", "BAG", 11)
    assert refused(again) == (409, "given_already", "item")
    assert event.count("hand_outs") == 1
    assert materials.piles("BAG") == {"": 11}
    assert event.rows("SELECT holder, item, count FROM holdings") == [("delegate:1", "BAG", 1)]


def test_the_same_id_gets_the_same_answer_and_gives_once(event, materials):
    body = {"hand_out_id": new_id(), "reg_no": "D001", "item": "BAG"}

    first = event.post("/hand-outs", body, materials.desk)
    again = event.post("/hand-outs", body, materials.desk)
    other = event.post("/hand-outs", body | {"reg_no": "D004"}, materials.desk)

    assert first.status_code == 200
    assert again.json == first.json
    assert (other.status_code, other.json["code"]) == (409, "id_reused")
    assert materials.piles("BAG") == {"": 11}


def test_what_a_person_gets_several_of_may_come_in_parts(materials):
    assert materials.given("D001", "PEN", count=2)["stock_left"] is None
    assert refused(materials.give("D001", "PEN", count=2)) == (409, "given_already", "item")
    assert materials.line("D001", "PEN")["left"] == 1
    materials.given("D001", "PEN")
    assert materials.line("D001", "PEN")["left"] == 0


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"reg_no": "D012", "item": "BAG"}, (409, "not_for_category", "item")),
        ({"reg_no": "D009", "item": "GALA"}, (409, "not_for_category", "item")),
        ({"reg_no": "D006", "item": "BAG"}, (409, "not_released", "reg_no")),
        ({"reg_no": "D005", "item": "BAG"}, (409, "not_released", "reg_no")),
        ({"reg_no": "D999", "item": "BAG"}, (404, "unknown_registration", None)),
        ({"reg_no": "D001", "item": "HAT"}, (422, "unknown_item", "item")),
        ({"item": "BAG"}, (422, "malformed", "reg_no")),
        ({"staff": "注册丙", "reg_no": "D001", "item": "BAG"}, (422, "malformed", "reg_no")),
        ({"staff": "没有", "item": "BAG"}, (404, "unknown_operator", None)),
        ({"reg_no": "D001", "item": "BAG", "count": 0}, (422, "malformed", "count")),
        ({"reg_no": "D001", "item": "BAG", "number": "7"}, (422, "malformed", "number")),
        ({"reg_no": "D001", "item": "RX"}, (422, "number_needed", "number")),
        ({"reg_no": "D001", "item": "RX", "number": " "}, (422, "number_needed", "number")),
        ({"reg_no": "D001", "item": "RX", "number": "1", "count": 2}, (422, "malformed", "count")),
        ({"reg_no": "D001", "item": "BAG", "security": "badge"}, (422, "malformed", "security")),
        ({"reg_no": "D001", "item": "BAG", "more": 1}, (422, "malformed", "more")),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field_and_nothing_is_given(
    event, materials, body, expected
):
    answer = materials.post("/hand-outs", "hand_out_id", **body)

    assert refused(answer) == expected
    assert event.count("hand_outs") == event.count("holdings") == event.count("numbers_out") == 0
    assert materials.piles("BAG") == {"": 12}


def test_a_supervisor_s_override_releases_what_is_unpaid(event, materials):
    supervisor = event.operator("supervisor", at=materials.desk)
    body = {"override_id": new_id(), "reg_no": "D005", "reason": "担保"}
    event.post("/overrides", body, materials.desk, operator=supervisor)

    assert materials.give("D005", "BAG").status_code == 200


def test_what_is_signed_for_keeps_the_strokes_and_who_saw_it(event, materials):
    answer = materials.given("D002", "GIFT", signature=SIGNATURE)

    rows = event.rows("SELECT fact_id, purpose, signed_by, operator FROM signatures")

    assert rows == [(answer["hand_out_id"], "item:GIFT", "单晓𠮷", "资料甲")]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, "signature_needed"),
        ({"signature": {"strokes": [[[0.1, 0.1, 0]]], "aspect": 0.4}}, "signature_needed"),
        ({"signature": SIGNATURE, "operator": None}, "right_missing"),
    ],
)
def test_nothing_signed_for_is_given_without_a_signature_that_someone_saw(
    event, materials, more, code
):
    answer = materials.give("D002", "GIFT", **more)

    assert answer.json["code"] == code
    assert event.count("hand_outs") == event.count("signatures") == event.count("holdings") == 0


def test_ink_below_the_area_is_refused_and_its_point_named(event, materials):
    beyond = {"strokes": [[[0.1, 0.1, 0], [0.9, 0.4, 50], [0.9, 0.8, 90]]], "aspect": 0.4}

    answer = materials.give("D002", "GIFT", signature=beyond)

    assert (answer.status_code, answer.json["field"]) == (422, "signature")
    assert "strokes[0][2]" in answer.json["detail"]
    assert event.count("hand_outs") == event.count("signatures") == 0


def test_a_technician_can_t_watch_a_signature(event, materials):
    technician = event.operator("technician", at=materials.desk)

    answer = materials.give("D002", "GIFT", signature=SIGNATURE, operator=technician)

    assert (answer.status_code, answer.json["code"]) == (403, "right_missing")


def test_a_lecture_fee_is_always_signed_for_and_its_amount_shown(materials):
    line = materials.line("D003", "FEE")

    assert (line["needs_signature"], line["amount_fen"], line["left"]) == (True, 200_000, 1)
    assert materials.give("D003", "FEE").json["code"] == "signature_needed"


def test_who_picks_up_for_another_signs_with_her_own_name(event, materials):
    materials.given("D002", "GIFT", signature=SIGNATURE, pick_up_by="接待甲")

    assert event.rows("SELECT signed_by FROM signatures") == [("接待甲",)]
    assert event.rows("SELECT pick_up_by FROM hand_outs") == [("接待甲",)]


def test_staff_without_a_registration_can_receive(event, materials):
    answer = materials.post("/hand-outs", "hand_out_id", staff="注册丙", item="BAG")
    again = materials.post("/hand-outs", "hand_out_id", staff="注册丙", item="BAG")

    assert (answer.json["staff"], answer.json["reg_no"]) == ("注册丙", None)
    assert refused(again) == (409, "given_already", "item")
    lines = event.get("/staff-checklists/注册丙", materials.desk).json["items"]
    assert {line["code"]: line["given"] for line in lines}["BAG"] == 1


def test_a_checklist_has_what_her_category_or_booking_gets_in_the_planners_order(event, materials):
    def codes(reg_no):
        answer = event.get(f"/checklists/{reg_no}", materials.desk)
        return [line["code"] for line in answer.json["items"]]

    assert codes("D001") == ["BAG", "PEN", "LUN5", "LUN6", "GALA", "SUP", "RX", "DOC"]
    assert codes("D008") == ["BAG", "LUN5", "GALA", "RX"]
    assert codes("D012") == ["LUN5", "RX"]
    assert event.get("/checklists/D999", materials.desk).status_code == 404


def test_an_undone_hand_out_lies_on_its_pile_again_and_can_be_given_anew(event, materials):
    bag = materials.given("D001", "BAG")

    undone = materials.undo(bag["hand_out_id"])

    assert (undone.json["reg_no"], undone.json["stock_left"]) == ("D001", 12)
    assert materials.line("D001", "BAG")["left"] == 1
    assert materials.given("D001", "BAG")["stock_left"] == 11
    assert event.rows("SELECT operator, reason FROM hand_out_undos") == [("资料甲", "拿错了")]


def test_an_undo_happens_once_and_says_why(event, materials):
    bag = materials.given("D001", "BAG")["hand_out_id"]

    assert refused(materials.undo(bag, reason=" ")) == (422, "reason_needed", "reason")
    assert refused(materials.undo(new_id())) == (404, "unknown_hand_out", None)
    assert materials.undo(bag).status_code == 200
    assert refused(materials.undo(bag)) == (409, "undone_already", "hand_out_id")
    assert materials.piles("BAG") == {"": 12}


def give_all(event, reg_no, because_of=None):
    principal = Principal(Station(id="desk-1", role="desk", name="desk-1"))
    asking = Asking(principal, clock.now(), "en")
    return event.database.write(
        lambda session: service.give_all(
            session,
            delegate(session, reg_no).id,
            asking=asking,
            because_of=because_of or new_id(),
        )
    )


def test_everything_due_without_signature_or_number_goes_out_in_one_step(event, materials):
    assert give_all(event, "D002") == ["BAG", "LUN5", "LUN6"]
    assert give_all(event, "D002") == []

    rows = event.rows("SELECT item, count, station FROM hand_outs ORDER BY item")
    assert rows == [("BAG", 1, "desk-1"), ("LUN5", 1, "desk-1"), ("LUN6", 1, "desk-1")]
    assert event.rows("SELECT prints, count(*) FROM print_jobs GROUP BY prints") == [("voucher", 2)]
    assert give_all(event, "D001") == ["BAG", "PEN", "LUN5", "LUN6", "GALA", "SUP"]
    assert event.rows("SELECT count FROM hand_outs WHERE item = 'PEN'") == [(3,)]


def test_what_is_short_or_over_stays_due_and_stops_nothing(event, materials, venue_clock):
    materials.move("BAG", "", None, 12, reason="送错")
    venue_clock.forward(hours=6)

    assert give_all(event, "D002") == ["LUN6"]
    assert materials.line("D002", "BAG")["left"] == 1
    assert event.rows("SELECT item, count FROM holdings WHERE item = 'BAG'") == []


def test_materials_were_received_when_the_first_thing_was(event, materials, venue_clock):
    first = clock.now()
    bag = materials.given("D001", "BAG")["hand_out_id"]
    venue_clock.forward(minutes=5)
    materials.given("D001", "PEN")
    materials.given("D004", "LUN5")

    with event.database.read() as session:
        assert queries.materials_at(session) == {1: first}
    materials.undo(bag)
    with event.database.read() as session:
        assert queries.materials_at(session) == {1: clock.now()}


def test_merged_people_have_together_what_each_had(event, materials):
    materials.given("D001", "BAG")
    materials.given("D009", "BAG")
    lunch = materials.given("D009", "LUN5")
    materials.given("D009", "RX", number="R1")

    event.database.write(
        lambda session: service.merge(
            session, keep_id=delegate(session, "D001").id, gone_id=delegate(session, "D009").id
        )
    )

    assert materials.line("D001", "BAG")["given"] == 2
    assert materials.line("D001", "BAG")["left"] == 0
    assert materials.line("D001", "LUN5")["vouchers"][0]["hand_out_id"] == lunch["hand_out_id"]
    assert materials.give_back(number="R1").json["reg_no"] == "D001"
    assert event.rows("SELECT count(*) FROM holdings WHERE holder = 'delegate:9'") == [(0,)]
