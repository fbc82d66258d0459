"""Receivers and numbered papers: who has which, against what, and how each came back."""

import pytest

from tests.handouts.materials import refused
from tests.served_event import new_id


def test_a_receiver_is_with_one_person_and_says_with_whom(materials):
    materials.given("D001", "RX", number="R7", security="badge")

    answer = materials.give("D004", "RX", number="R7")

    assert refused(answer) == (409, "number_out", "number")
    assert "王明 (D001)" in answer.json["detail"]
    assert materials.line("D004", "RX")["given"] == 0
    assert materials.piles("RX") == {"": 2}


def test_a_scan_of_the_number_ends_the_loan_and_names_what_to_give_back(event, materials):
    cashier = event.operator("finance", at=materials.desk)
    deposit = new_id()
    left = {
        "deposit_id": deposit, "reg_no": "D001", "item": "RX", "amount_fen": 20_000,
        "method": "wechat", "reference": "W1",
    }  # fmt: skip
    assert event.post("/deposits", left, materials.desk, operator=cashier).status_code == 200
    lent = materials.given("D001", "RX", number="R7", security="deposit", deposit_id=deposit)

    back = materials.give_back(number="R7").json

    assert back["hand_out_id"] == lent["hand_out_id"]
    assert (back["name"], back["reg_no"], back["item"]) == ("王明", "D001", "RX")
    assert (back["security"], back["deposit_id"], back["stock_left"]) == ("deposit", deposit, 3)
    assert event.rows("SELECT state, handed_back_by, received_by FROM loan_returns") == [
        ("ok", "王明", "资料甲")
    ]
    assert materials.give("D004", "RX", number="R7").status_code == 200


def test_what_was_not_lent_can_t_come_back(event, materials):
    bag = materials.given("D001", "BAG")["hand_out_id"]
    lent = materials.given("D001", "RX", number="R7")["hand_out_id"]
    materials.give_back(hand_out_id=lent)

    assert refused(materials.give_back(number="R8")) == (409, "not_lent", "number")
    assert refused(materials.give_back(number="R7")) == (409, "not_lent", "number")
    assert refused(materials.give_back(hand_out_id=lent)) == (409, "not_lent", "hand_out_id")
    assert refused(materials.give_back(hand_out_id=bag)) == (409, "not_lent", "hand_out_id")
    assert refused(materials.give_back()) == (422, "number_needed", "number")
    assert refused(materials.give_back(hand_out_id=new_id()))[:2] == (404, "unknown_hand_out")
    assert event.count("loan_returns") == 1
    assert materials.piles("RX") == {"": 3}


def test_one_number_on_two_things_needs_to_be_told_apart(materials):
    materials.given("D001", "RX", number="1")
    materials.given("D001", "DOC", number="1")

    assert refused(materials.give_back(number="1")) == (422, "item_needed", "item")
    assert materials.give_back(number="1", item="RX").json["item"] == "RX"


@pytest.mark.parametrize("state", ["lost", "damaged"])
def test_a_loss_needs_its_reason_and_leaves_the_stock_smaller(event, materials, state):
    materials.given("D001", "RX", number="R7")

    without = materials.give_back(number="R7", state=state)
    told = materials.give_back(number="R7", state=state, reason="掉在出租车上")

    assert refused(without) == (422, "reason_needed", "reason")
    assert told.json["state"] == state
    assert materials.piles("RX") == {"": 2}
    assert event.rows("SELECT reason FROM loan_returns") == [("掉在出租车上",)]


def test_a_numbered_paper_comes_back_with_two_names(event, materials):
    materials.given("D001", "DOC", number="007")
    nobody = event.post(
        "/loan-returns", {"loan_return_id": new_id(), "number": "007", "handed_back_by": "王明"},
        materials.desk,
    )  # fmt: skip

    assert refused(materials.give_back(number="007")) == (422, "names_needed", "handed_back_by")
    assert refused(nobody) == (422, "names_needed", "received_by")
    assert materials.give_back(number="007", handed_back_by="王明").status_code == 200
    assert event.rows("SELECT handed_back_by, received_by FROM loan_returns") == [
        ("王明", "资料甲")
    ]


def test_the_missing_list_says_who_has_what_since_when(event, materials, venue_clock):
    for reg_no, number in (("D001", "R1"), ("D004", "R2"), ("D009", "R3")):
        materials.given(reg_no, "RX", number=number)
        venue_clock.forward(minutes=1)
    materials.give_back(number="R1")
    materials.give_back(number="R3", state="lost", reason="不见了")
    control = event.token("control")
    organiser = event.operator("organiser", at=control)

    missing = event.get("/loans?missing=1", control, operator=organiser).json
    every = event.get("/loans?item=RX", materials.desk).json

    assert [(line["number"], line["state"]) for line in missing["loans"]] == [
        ("R2", "out"), ("R3", "lost"),
    ]  # fmt: skip
    first = missing["loans"][0]
    assert (first["holder"], first["phone_masked"]) == ("عمر الأحمد", "138****0004")
    assert first["since"] == "2026-12-05T00:31:00.000Z"
    assert missing["counts"] == {"out": 1, "ok": 1, "damaged": 0, "lost": 1}
    assert [line["number"] for line in every["loans"]] == ["R3", "R2", "R1"]
    assert event.get("/loans?number=R2", materials.desk).json["loans"][0]["reg_no"] == "D004"
    assert event.get("/loans?item=DOC", control).json["loans"] == []


def test_control_names_nobody_to_a_technician(event, materials):
    materials.given("D001", "RX", number="R1")
    materials.given("D004", "RX", number="R2")
    materials.give_back(number="R2", state="lost", reason="张三丢了", handed_back_by="张三")
    control = event.token("control")

    for operator in (None, event.operator("technician", at=control)):
        for line in event.get("/loans", control, operator=operator).json["loans"]:
            assert line["number"] in ("R1", "R2")
            shown = {line[key] for key in ("reg_no", "holder", "organisation", "phone_masked")}
            said = {line[key] for key in ("handed_back_by", "received_by", "reason")}
            assert shown | said == {None, ""}


def test_an_undone_loan_is_no_loan(event, materials):
    lent = materials.given("D001", "RX", number="R7")["hand_out_id"]

    materials.undo(lent)

    assert event.get("/loans", materials.desk).json["loans"] == []
    assert materials.give("D004", "RX", number="R7").status_code == 200


def test_a_returned_loan_can_t_be_undone(materials):
    lent = materials.given("D001", "RX", number="R7")["hand_out_id"]
    materials.give_back(number="R7")

    assert refused(materials.undo(lent)) == (409, "undone_already", "hand_out_id")
    assert materials.piles("RX") == {"": 3}


def test_the_same_return_twice_is_one(event, materials):
    materials.given("D001", "RX", number="R7")
    body = {"loan_return_id": new_id(), "number": "R7"}

    first = event.post("/loan-returns", body, materials.desk)
    again = event.post("/loan-returns", body, materials.desk)
    other = event.post("/loan-returns", body | {"number": "R8"}, materials.desk)

    assert (first.status_code, again.json) == (200, first.json)
    assert (other.status_code, other.json["code"]) == (409, "id_reused")
    assert materials.piles("RX") == {"": 3}
