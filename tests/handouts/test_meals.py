"""The dining hall: a voucher or a badge is read, and everyone eats what she booked, once."""

from datetime import UTC, datetime

import pytest

from tests.handouts.materials import refused
from tests.served_event import new_id

LUNCH = datetime(2026, 12, 5, 4, 15, tzinfo=UTC)  # 12:15 at the venue, on the second day
DINNER = datetime(2026, 12, 5, 10, 30, tzinfo=UTC)
NEXT_LUNCH = datetime(2026, 12, 6, 4, 15, tzinfo=UTC)


@pytest.fixture
def hall(event):
    return event.token("door", checkpoint="DIN-IN")


@pytest.fixture
def lunch(materials, venue_clock):
    """The code of the lunch voucher of D001, at lunch."""
    given = materials.given("D001", "LUN5")
    venue_clock.set(LUNCH)
    return materials.voucher_code(given["hand_out_id"])


def test_a_voucher_is_printed_with_number_diet_and_code(event, materials):
    answer = materials.given("D001", "LUN5")

    job = event.get(f"/print-jobs/{answer['print_job']}", materials.desk).json
    paper = event.rows("SELECT paper FROM print_jobs")[0][0]

    assert answer["number"] == "LUN5-0001"
    assert (job["prints"], job["reg_no"], job["state"]) == ("voucher", "D001", "queued")
    assert len(answer["notes"]) == 1  # no printer prints vouchers yet
    code = materials.voucher_code(answer["hand_out_id"])
    for said in (code, "LUN5-0001", "王明", "清真", "12-05 12:00-13:30", "宴会厅"):
        assert said in paper.encode().decode("unicode_escape") or said in paper, said
    assert materials.given("D004", "LUN5")["number"] == "LUN5-0002"


def test_a_voucher_is_eaten_once(event, materials, hall, lunch, venue_clock):
    first = materials.redeem(hall, voucher=lunch).json
    venue_clock.forward(minutes=3)
    again = materials.redeem(hall, credential=lunch.lower()).json

    assert (first["verdict"], first["item"], first["diet"]) == ("redeemed", "LUN5", "清真")
    assert first["delegate"]["reg_no"] == "D001"
    assert (again["verdict"], again["first_at"]) == ("already_redeemed", "2026-12-05T04:15:00.000Z")
    assert event.rows("SELECT verdict, checkpoint FROM voucher_redemptions ORDER BY at") == [
        ("redeemed", "DIN-IN"), ("already_redeemed", "DIN-IN"),
    ]  # fmt: skip
    line = materials.line("D001", "LUN5")
    assert line["vouchers"][0]["redeemed_at"] == "2026-12-05T04:15:00.000Z"


def test_badge_and_voucher_are_one_meal(event, materials, hall, lunch):
    badge = event.credential("D001")

    assert materials.verdict(hall, credential=badge) == "redeemed"
    assert materials.verdict(hall, voucher=lunch) == "already_redeemed"
    assert materials.verdict(hall, credential=badge) == "already_redeemed"
    assert event.count("redeemed") == 1


def test_a_voucher_given_after_the_badge_ate_feeds_nobody_else(event, materials, hall, venue_clock):
    venue_clock.set(LUNCH)
    assert materials.verdict(hall, credential=event.credential("D004")) == "redeemed"

    late = materials.given("D004", "LUN5")["hand_out_id"]

    code = materials.voucher_code(late)
    assert materials.verdict(hall, voucher=code) == "already_redeemed"


def test_a_badge_without_a_voucher_eats_what_its_category_gets(event, materials, hall, venue_clock):
    venue_clock.set(NEXT_LUNCH)

    assert materials.verdict(hall, credential=event.credential("D009")) == "redeemed"
    assert materials.verdict(hall, credential=event.credential("D008")) == "not_booked"


def test_a_badge_that_was_not_paid_for_eats_nothing_until_it_is_or_a_supervisor_lets_her(
    event, materials, hall, venue_clock
):
    venue_clock.set(NEXT_LUNCH)
    badge = event.credential("D005")

    refused_meal = materials.redeem(hall, credential=badge).json

    assert (refused_meal["verdict"], refused_meal["message"]) == ("unpaid", "注册费未缴")
    assert event.count("redeemed") == 0
    assert event.rows("SELECT verdict FROM voucher_redemptions") == [("unpaid",)]
    supervisor = event.operator("supervisor", at=materials.desk)
    body = {"override_id": new_id(), "reg_no": "D005", "reason": "担保"}
    event.post("/overrides", body, materials.desk, operator=supervisor)
    assert materials.verdict(hall, credential=badge) == "redeemed"


def test_where_a_door_asks_nobody_for_payment_its_meals_do_not_either(
    event, materials, hall, venue_clock
):
    venue_clock.set(NEXT_LUNCH)
    control = event.token("control")
    supervisor = event.operator("supervisor", at=control)
    off = {"payment_required": False}
    told = event.put("/checkpoints/DIN-IN/policy", off, control, operator=supervisor)
    assert told.status_code == 200, told.text

    assert materials.verdict(hall, credential=event.credential("D005")) == "redeemed"


def test_only_who_booked_the_gala_eats_there(event, materials, venue_clock):
    venue_clock.set(DINNER)
    door = event.token("door")

    assert materials.verdict(door, credential=event.credential("D001")) == "redeemed"
    assert materials.verdict(door, credential=event.credential("D009")) == "not_booked"


def test_a_voucher_of_another_day_says_so(materials, hall, lunch, venue_clock):
    venue_clock.set(NEXT_LUNCH)

    assert materials.verdict(hall, voucher=lunch) == "other_day"
    assert materials.verdict(hall, voucher=lunch, item="LUN5") == "other_day"
    assert materials.verdict(hall, voucher=lunch, item="LUN6") == "other_day"


def test_the_voucher_of_another_meal_of_the_day_is_the_wrong_meal(
    event, materials, lunch, venue_clock
):
    venue_clock.set(DINNER)

    assert materials.verdict(event.token("door"), voucher=lunch) == "wrong_meal"
    assert materials.verdict(event.token("door"), voucher=lunch, item="GALA") == "wrong_meal"


def test_before_its_hour_a_voucher_is_not_valid_yet_but_the_doors_open_early(
    event, materials, hall, lunch, venue_clock
):
    venue_clock.set(datetime(2026, 12, 5, 3, 20, tzinfo=UTC))
    assert materials.verdict(hall, voucher=lunch) == "other_day"
    venue_clock.set(datetime(2026, 12, 5, 3, 31, tzinfo=UTC))
    assert materials.verdict(hall, voucher=lunch) == "redeemed"


def test_a_supper_after_midnight_is_no_other_day(event, materials, venue_clock):
    given = materials.given("D001", "SUP")
    venue_clock.set(datetime(2026, 12, 5, 17, 0, tzinfo=UTC))  # 01:00 at the venue
    code = materials.voucher_code(given["hand_out_id"])

    assert materials.verdict(event.token("door"), voucher=code) == "redeemed"


def test_in_another_hall_it_is_the_wrong_meal(event, materials, lunch):
    elsewhere = event.token("door", checkpoint="H1-IN")

    assert materials.verdict(elsewhere, voucher=lunch) == "wrong_meal"


def test_unknown_revoked_and_cancelled_are_told_apart(event, materials, hall, lunch):
    supervisor = event.operator("supervisor", at=materials.desk)
    old = event.credential("D009")
    body = {"revocation_id": new_id(), "reg_no": "D009", "reason": "丢失"}
    event.post("/revocations", body, materials.desk, operator=supervisor)
    undone = materials.given("D004", "LUN5")["hand_out_id"]
    materials.undo(undone)

    assert materials.verdict(hall, voucher="VNOTOURS") == "unknown_voucher"
    assert materials.verdict(hall, credential="nobody's") == "unknown_voucher"
    assert materials.verdict(hall, voucher=materials.voucher_code(undone)) == "revoked"
    assert materials.verdict(hall, credential=old) == "revoked"
    assert materials.verdict(hall, credential=event.credential("D006")) == "cancelled"
    assert event.rows("SELECT count(*) FROM voucher_redemptions")[0][0] == 5
    assert event.count("redeemed") == 0


def test_who_is_blocked_does_not_eat(event, materials, hall, lunch):
    supervisor = event.operator("supervisor", at=materials.desk)
    body = {"block_id": new_id(), "reg_no": "D001", "reason": "保安", "blocked": True}
    event.post("/blocks", body, materials.desk, operator=supervisor)

    assert materials.verdict(hall, voucher=lunch) == "blocked"


def test_between_meals_a_badge_gets_nothing(event, materials, hall, venue_clock):
    venue_clock.set(datetime(2026, 12, 5, 7, 0, tzinfo=UTC))

    assert materials.verdict(hall, credential=event.credential("D001")) == "other_day"


def test_the_same_redemption_twice_is_one(event, materials, hall, lunch):
    body = {"redemption_id": new_id(), "voucher": lunch}

    first = event.post("/redemptions", body, hall)
    again = event.post("/redemptions", body, hall)
    other = event.post("/redemptions", body | {"voucher": "V"}, hall)

    assert (first.json["verdict"], again.json) == ("redeemed", first.json)
    assert refused(other) == (409, "id_reused", "redemption_id")
    assert event.count("voucher_redemptions") == 1


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, (422, "malformed", "credential")),
        ({"voucher": "V", "credential": "X"}, (422, "malformed", "credential")),
        ({"voucher": "V", "item": "BAG"}, (422, "unknown_item", "item")),
        ({"voucher": "V", "checkpoint": "H1-IN"}, (403, "not_this_checkpoint", "checkpoint")),
    ],
)
def test_what_can_t_be_decided_is_an_error_and_no_row(event, materials, hall, body, expected):
    assert refused(materials.redeem(hall, **body)) == expected
    assert event.count("voucher_redemptions") == 0


def test_a_desk_names_the_checkpoint_that_is_there(materials):
    answer = materials.redeem(voucher="V", checkpoint="NOWHERE")

    assert refused(answer) == (422, "unknown_checkpoint", "checkpoint")


def test_an_eaten_voucher_can_t_be_taken_back(event, materials, hall, lunch):
    materials.redeem(hall, voucher=lunch)
    hand_out = event.rows("SELECT id FROM hand_outs")[0][0]

    assert refused(materials.undo(hand_out)) == (409, "voucher_redeemed", "hand_out_id")


def test_staff_eat_by_voucher(event, materials, hall, venue_clock):
    given = materials.post("/hand-outs", "hand_out_id", staff="注册丙", item="LUN5").json
    venue_clock.set(LUNCH)
    code = materials.voucher_code(given["hand_out_id"])

    answer = materials.redeem(hall, voucher=code).json

    assert (answer["verdict"], answer["delegate"]) == ("redeemed", None)
    assert materials.verdict(hall, voucher=code) == "already_redeemed"


def test_the_kitchen_is_told_counts_by_diet(event, materials, hall, lunch):
    materials.given("D002", "LUN5")
    materials.redeem(hall, voucher=lunch)

    answer = event.get("/meals", event.token("board"))
    lines = {line["item"]: line for line in answer.json["meals"]}

    assert "王明" not in answer.text
    assert [line["item"] for line in answer.json["meals"]] == ["LUN5", "LUN6", "GALA", "SUP"]
    assert {name: lines["LUN5"][name] for name in ("booked", "given", "redeemed")} == {
        "booked": 11, "given": 2, "redeemed": 1,
    }  # fmt: skip
    assert lines["LUN5"]["by_diet"] == {
        "": {"booked": 8, "redeemed": 0},
        "清真": {"booked": 2, "redeemed": 1},
        "素食": {"booked": 1, "redeemed": 0},
    }
    assert lines["GALA"]["booked"] == 2
    assert [
        line["item"] for line in event.get("/meals", hall).json["meals"] if line["is_served"]
    ] == ["LUN5"]


def test_merged_people_eat_no_more_than_one(event, materials, hall, lunch):
    from onsite.handouts import service
    from onsite.registration.queries import delegate

    second = materials.voucher_code(materials.given("D009", "LUN5")["hand_out_id"])
    assert materials.verdict(hall, credential=event.credential("D009")) == "redeemed"
    event.database.write(
        lambda session: service.merge(
            session, keep_id=delegate(session, "D001").id, gone_id=delegate(session, "D009").id
        )
    )

    assert materials.verdict(hall, voucher=second) == "already_redeemed"
    assert materials.verdict(hall, voucher=lunch) == "redeemed"
    assert event.rows("SELECT holder, item, nth FROM redeemed ORDER BY nth") == [
        ("delegate:1", "LUN5", 1), ("delegate:1", "LUN5", 2),
    ]  # fmt: skip
