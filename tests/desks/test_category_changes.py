"""Another category: counts move, the difference is charged, the badge prints."""

import pytest

from tests.served_event import new_id


def change(event, desk, operator, reg_no="D001", category="STU", **more):
    body = {
        "category_change_id": new_id(), "reg_no": reg_no, "category": category, "reason": "转类", **more,
    }  # fmt: skip
    return event.post("/category-changes", body, desk, operator=operator)


def counts(event):
    return {
        code: (found["registered"], found["checked_in"])
        for code, found in event.headcount()["by_category"].items()
    }


def test_counts_move_with_a_person_who_is_here(event, desk, supervisor):
    event.check_in("D001", desk)
    before = counts(event)

    assert change(event, desk, supervisor).status_code == 200

    after = counts(event)
    assert after["MEM"] == (before["MEM"][0] - 1, before["MEM"][1] - 1)
    assert after["STU"] == (before["STU"][0] + 1, before["STU"][1] + 1)


def test_a_guest_counts_as_one_in_her_new_category(event, desk, supervisor):
    before = event.headcount()

    change(event, desk, supervisor, "D003", "VIP")

    after = event.headcount()
    assert (after["registered"], after["vip_rate"]) == (before["registered"], before["vip_rate"])
    rows = dict(event.rows("SELECT category, guests_registered FROM check_in_counts"))
    assert (rows["VIP"], rows["SPK"]) == (2, 0)


def test_a_cheaper_category_leaves_a_credit_and_a_dearer_one_a_debt(event, desk, cashier):
    down = change(event, desk, cashier, "D001", "STU").json
    up = change(event, desk, cashier, "D008", "MEM").json

    assert (down["difference_fen"], down["owes_fen"]) == (-120000, 0)
    assert event.get("/delegates/D001", desk).json["account"]["credit_fen"] == 120000
    assert (up["difference_fen"], up["owes_fen"]) == (120000, 120000)
    assert event.check_in("D008", desk).json["reason"] == "unpaid"


def test_who_was_invited_for_nothing_owes_nothing_less(event, desk, supervisor):
    event.database.write(
        lambda session: session.connection().exec_driver_sql(
            "UPDATE delegates SET due_fen = 0, paid_fen = 0 WHERE reg_no = 'D001'"
        )
    )

    assert change(event, desk, supervisor).json["difference_fen"] == 0
    assert event.count("charges") == 0


def test_a_walk_in_pays_the_difference_of_the_prices_on_site(event, desk, supervisor, walk_in):
    answer = change(event, desk, supervisor, walk_in("STU"), "MEM").json

    assert (answer["difference_fen"], answer["owes_fen"]) == (140000, 220000)


def test_the_badge_prints_for_who_is_here(event, desk, supervisor):
    event.check_in("D001", desk)

    answer = change(event, desk, supervisor, print=True).json

    assert answer["print_job"] is not None


@pytest.mark.parametrize(
    ("change_of", "status", "code", "field"),
    [
        ({"category": "XXX"}, 422, "unknown_category", "category"),
        ({"category": "MEM"}, 422, "same_category", "category"),
        ({"reg_no": "D006"}, 409, "cancelled", "reg_no"),
        ({"reason": ""}, 422, "reason_needed", "reason"),
        ({"reg_no": "D999"}, 404, "unknown_registration", "reg_no"),
    ],
)
def test_each_bad_change_is_refused_at_its_field(
    event, desk, supervisor, change_of, status, code, field
):
    before = counts(event)

    answer = change(event, desk, supervisor, **change_of)

    assert (answer.status_code, answer.json["code"], answer.json.get("field")) == (
        status, code, field,
    )  # fmt: skip
    assert (event.count("category_changes"), counts(event)) == (0, before)


def test_a_desk_operator_may_not(event, desk):
    answer = change(event, desk, event.operator("desk", at=desk))

    assert (answer.status_code, answer.json["code"]) == (403, "right_missing")
