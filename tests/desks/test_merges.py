"""Two registrations of one person, made one: codes, money, things and presences follow."""

import pytest
from sqlalchemy import update

from onsite.finance.queries import invoices_signed
from onsite.registration.models import Delegate
from onsite.registration.queries import delegate, our_credential
from onsite.units import rfc3339
from tests.served_event import new_id


def merge(event, desk, operator, keep="D001", gone="D009", **more):
    body = {"merge_id": new_id(), "keep": keep, "gone": gone, "reason": "同一人", **more}
    return event.post("/merges", body, desk, operator=operator)


def ours(event, reg_no):
    with event.database.read() as session:
        return our_credential(session, delegate(session, reg_no).id)


def scan(event, credential, checkpoint, door):
    body = {"scan_id": new_id(), "credential": credential, "checkpoint": checkpoint}
    return event.post("/scans", body, door).json


def test_the_codes_of_both_check_in_and_open_doors_as_one_person(event, desk, supervisor):
    door = event.token("door", checkpoint="H1-IN")
    kept, gone = ours(event, "D001"), ours(event, "D009")

    assert merge(event, desk, supervisor).status_code == 200

    first = scan(event, gone, "H1-IN", door)
    assert (first["verdict"], first["delegate"]["reg_no"]) == ("admitted", "D001")
    assert scan(event, kept, "H1-IN", door)["verdict"] == "already_in"
    looked_up = event.post("/lookups", {"credential": gone}, desk).json
    assert looked_up["delegate"]["reg_no"] == "D001"


def test_the_one_that_went_is_shown_as_merged_and_counts_no_more(event, desk, supervisor):
    registered = event.headcount()["registered"]

    merge(event, desk, supervisor)

    card = event.get("/delegates/D009", desk).json
    assert (card["status"], card["merged_into"]) == ("merged", "D001")
    assert event.headcount()["registered"] == registered - 1
    assert event.check_in("D001", desk).json["outcome"] == "checked_in"


def test_a_check_in_of_the_one_that_went_holds_for_the_other(event, desk, supervisor):
    event.check_in("D009", desk)
    before = event.headcount()

    merge(event, desk, supervisor, keep="D008")

    after = event.headcount()
    assert (after["checked_in"], after["registered"]) == (1, before["registered"] - 1)
    assert after["by_category"]["STU"]["checked_in"] == 1
    assert after["by_category"]["MEM"]["checked_in"] == 0
    assert event.check_in("D008", desk).json["outcome"] == "already_checked_in"


def test_one_who_was_counted_twice_in_a_hall_counts_once(event, desk, supervisor):
    door = event.token("door", checkpoint="H1-IN")
    for reg_no in ("D001", "D009", "D010"):
        scan(event, ours(event, reg_no), "H1-IN", door)
    assert event.headcount()["halls"]["H1"]["inside"] == 3

    merge(event, desk, supervisor)

    assert event.headcount()["halls"]["H1"] == {"inside": 2, "capacity": 6, "admitted": 3}
    out = event.token("door", checkpoint="H1-OUT")
    assert scan(event, event.credential("D001"), "H1-OUT", out)["verdict"] == "left"
    assert event.headcount()["halls"]["H1"]["inside"] == 1


def test_where_only_the_one_that_went_was_inside_the_other_is_now(event, desk, supervisor):
    door = event.token("door", checkpoint="H1-IN")
    scan(event, ours(event, "D009"), "H1-IN", door)
    kept = ours(event, "D001")

    merge(event, desk, supervisor)

    assert scan(event, kept, "H1-IN", door)["verdict"] == "already_in"
    assert event.headcount()["halls"]["H1"]["inside"] == 1


def test_what_was_paid_and_given_moves(event, desk, supervisor, signature):
    given = {"hand_out_id": new_id(), "reg_no": "D009", "item": "BAG"}
    assert event.post("/hand-outs", given, desk).status_code == 200

    answer = merge(event, desk, supervisor, keep="D005").json

    card = event.get("/delegates/D005", desk).json
    assert (answer["owes_fen"], card["owes_fen"], card["paid_fen"]) == (0, 0, 180000)
    bag = next(item for item in card["checklist"] if item["code"] == "BAG")
    assert (bag["given"], bag["left"]) == (1, 0)


def test_no_money_is_taken_on_a_number_that_was_merged_away(event, desk, supervisor):
    merge(event, desk, supervisor, keep="D009", gone="D005")
    cashier = event.operator("finance", at=desk)
    body = {
        "payment_id": new_id(),
        "shares": [{"reg_no": "D005", "amount_fen": 100}],
        "lines": [{"method": "wechat", "amount_fen": 100, "reference": "42"}],
    }

    answer = event.post("/payments", body, desk, operator=cashier)

    assert (answer.status_code, answer.json["code"]) == (409, "merged")
    assert event.count("payments") == 0


def prepared(event, reg_no, *, bag, state="已开具"):
    """Let the plan say that someone's invoice lies in a bag."""
    event.database.write(
        lambda session: session.execute(
            update(Delegate)
            .where(Delegate.reg_no == reg_no)
            .values(invoice_state=state, invoice_title="中南第一医院", invoice_bag=bag)
        )
    )


def invoices(event, desk):
    rows = event.get("/invoices", desk).json["invoices"]
    return [(row["reg_no"], row["state"], row["title"], row["bag"]) for row in rows]


def test_a_prepared_invoice_is_listed_with_the_one_that_stays(event, desk, supervisor):
    prepared(event, "D009", bag="B-001")

    merge(event, desk, supervisor)

    assert invoices(event, desk) == [("D001", "prepared", "中南第一医院", "B-001")]
    account = event.get("/accounts/D001", desk).json["invoice"]
    assert (account["state"], account["bag"]) == ("prepared", "B-001")
    assert account["history"][0]["note"] == "合并 Merged: D009 prepared 中南第一医院 B-001"
    assert account["history"][0]["operator"] == "supervisor operator"


def test_of_two_invoices_the_one_further_along_holds_and_the_other_is_noted(
    event, desk, supervisor
):
    prepared(event, "D001", bag="", state="待开")
    prepared(event, "D009", bag="B-001")
    prepared(event, "D010", bag="B-002")

    merge(event, desk, supervisor)
    merge(event, desk, supervisor, gone="D010")

    assert invoices(event, desk) == [("D001", "prepared", "中南第一医院", "B-001")]
    notes = [step["note"] for step in event.get("/accounts/D001", desk).json["invoice"]["history"]]
    assert notes[1].endswith("D001 prepared 中南第一医院 B-001; D010 prepared 中南第一医院 B-002")


def test_the_steps_of_three_registrations_become_one_history(event, desk, supervisor):
    for reg_no in ("D001", "D009", "D010"):
        body = {
            "invoice_event_id": new_id(), "reg_no": reg_no, "state": "requested", "title": reg_no,
        }  # fmt: skip
        assert event.post("/invoice-events", body, desk, operator=supervisor).status_code == 200

    for gone in ("D009", "D010"):
        assert merge(event, desk, supervisor, gone=gone).status_code == 200

    assert invoices(event, desk) == [("D001", "requested", "D001", "")]
    assert len(event.get("/accounts/D001", desk).json["invoice"]["history"]) == 5


def test_an_invoice_was_signed_for_when_it_was_not_when_its_owner_was_merged(
    event, desk, supervisor, signature, venue_clock
):
    prepared(event, "D009", bag="B-001")
    signed = {
        "invoice_event_id": new_id(), "reg_no": "D009", "state": "signed", "signature": signature,
    }  # fmt: skip
    assert event.post("/invoice-events", signed, desk, operator=supervisor).status_code == 200
    at = event.get("/accounts/D009", desk).json["invoice"]["history"][0]["at"]
    venue_clock.forward(hours=1)

    merge(event, desk, supervisor)

    with event.database.read() as session:
        told = invoices_signed(session)
        assert {key: rfc3339(when) for key, when in told.items()} == {
            delegate(session, "D001").id: at
        }


def test_a_guest_stays_a_guest_under_the_number_that_is_kept(event, desk, supervisor):
    merge(event, desk, supervisor, keep="D001", gone="D002")

    assert event.get("/delegates/D001", desk).json["guest"]["host"] == "接待甲"
    rows = dict(event.rows("SELECT category, guests_registered FROM check_in_counts"))
    assert (rows["MEM"], rows["VIP"]) == (1, 0)


def test_two_who_are_both_here_may_be_two_people(event, desk, supervisor):
    for reg_no in ("D001", "D009"):
        event.check_in(reg_no, desk)

    answer = merge(event, desk, supervisor)

    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (
        409, "both_checked_in", "gone",
    )  # fmt: skip
    assert event.count("merges") == 0
    assert event.get("/delegates/D009", desk).json["status"] == "registered"


@pytest.mark.parametrize(
    ("more", "status", "code", "field"),
    [
        ({"gone": "D001"}, 422, "same_registration", "gone"),
        ({"keep": "D006"}, 409, "cancelled", "keep"),
        ({"gone": "D999"}, 404, "unknown_registration", None),
        ({"reason": " "}, 422, "reason_needed", "reason"),
    ],
)
def test_each_bad_merge_is_refused_at_its_field(event, desk, supervisor, more, status, code, field):
    answer = merge(event, desk, supervisor, **more)

    assert (answer.status_code, answer.json["code"], answer.json.get("field")) == (
        status, code, field,
    )  # fmt: skip


def test_a_merged_registration_is_worked_on_no_more(event, desk, supervisor):
    merge(event, desk, supervisor)

    again = merge(event, desk, supervisor, keep="D010")
    fix = {"name_fix_id": new_id(), "reg_no": "D009", "name": "别", "reason": "错"}
    revoke = {"revocation_id": new_id(), "reg_no": "D009", "reason": "丢失"}
    uncancel = {
        "cancellation_id": new_id(), "reg_no": "D009", "reason": "回来", "cancelled": False,
    }  # fmt: skip

    assert again.json["code"] == "merged"
    assert event.post("/name-fixes", fix, desk).json["code"] == "merged"
    assert event.post("/revocations", revoke, desk, operator=supervisor).json["code"] == "merged"
    assert (
        event.post("/cancellations", uncancel, desk, operator=supervisor).json["code"] == "merged"
    )


def test_a_blocked_registration_can_t_hide_in_another(event, desk, supervisor):
    block = {"block_id": new_id(), "reg_no": "D009", "reason": "保安", "blocked": True}
    event.post("/blocks", block, desk, operator=supervisor)

    assert merge(event, desk, supervisor).json["code"] == "gone_is_stopped"


def test_the_same_id_merges_once(event, desk, supervisor):
    body = {"merge_id": new_id(), "keep": "D001", "gone": "D009", "reason": "同一人"}
    first = event.post("/merges", body, desk, operator=supervisor)

    assert event.post("/merges", body, desk, operator=supervisor).json == first.json
    assert event.count("merges") == 1
