"""Badges printed before anyone stands there: who is in a batch, its order, its boxes."""

import time

import pytest

from tests.served_event import new_id


def numbers(jobs):
    return [job["reg_no"] for job in jobs]


def test_a_batch_prints_everyone_who_may_have_a_badge_once_in_the_order_of_names(batches):
    made = batches.make(sort="name").json

    came = batches.print_all()

    assert made["count"] == 10
    assert made["skipped"] == {"unpaid": 1, "cancelled": 1}
    # 单 is Shan, Jean and Šárka stand among the others, and who has no letter stands last.
    assert numbers(came) == [
        "D011", "D007", "D003", "D002", "D008", "D001", "D010", "D012", "D009", "D004",
    ]  # fmt: skip
    assert batches.card(made["batch_id"])["stands"] == "done"


def test_one_surname_stands_together_however_its_names_go_on(batches):
    fix = {"reg_no": "D008", "name": "万宏", "reason": "写错"}
    batches.event.post("/name-fixes", {"name_fix_id": new_id(), **fix}, batches.desk)
    fix = {"reg_no": "D009", "name": "万安", "reason": "写错"}
    batches.event.post("/name-fixes", {"name_fix_id": new_id(), **fix}, batches.desk)
    batches.make(sort="name", wanted={"reg_nos": ["D001", "D008", "D009"]})

    assert numbers(batches.print_all()) == ["D009", "D008", "D001"]  # 万安 万宏 王明


def test_organisations_stand_as_they_are_spoken_each_behind_its_separator(batches):
    made = batches.make(sort="organisation", separators="organisation").json

    came = batches.print_all()

    assert made["separators"] == 7
    assert numbers(came)[:5] == [None, "D003", None, "D002", "D008"]  # Charles, then 华东大学
    assert [job["position"] for job in came[:5]] == [1, 1, 2, 2, 3]


@pytest.mark.parametrize(
    ("plan", "first"),
    [
        ({"sort": "reg_no"}, ["D001", "D002", "D003"]),
        ({"sort": "name", "separators": "initial"}, [None, "D011", None, "D007", None, "D003"]),
        ({"sort": "reg_no", "separators": "box", "box_size": 2}, [None, "D001", "D002", None]),
    ],
)
def test_a_batch_has_the_order_and_the_separators_asked_for(batches, plan, first):
    batches.make(**plan)

    assert numbers(batches.print_all())[: len(first)] == first


def test_every_badge_knows_its_box(batches):
    batches.make(sort="reg_no", box_size=4)

    came = batches.print_all()

    assert [job["box"] for job in came] == [1, 1, 1, 1, 2, 2, 2, 2, 3, 3]
    shown = batches.event.get(f"/print-jobs/{came[4]['id']}", batches.desk).json
    assert (shown["box"], shown["batch"]) == (2, came[4]["batch"])


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"categories": ["VIP", "SPK"]}, ["D002", "D003"]),
        ({"organisations": ["华东大学"]}, ["D002", "D008"]),
        ({"organisations": ["华东大学"], "categories": ["STU"]}, ["D008"]),
        ({"reg_nos": [" D009", "D001"]}, ["D001", "D009"]),
    ],
)
def test_a_batch_is_of_those_to_whom_all_that_is_named_applies(batches, wanted, expected):
    batches.make(sort="reg_no", wanted=wanted)

    assert numbers(batches.print_all()) == expected


def test_who_has_a_badge_or_waits_for_one_is_left_out_and_told(batches):
    batches.print_next(batches.queue("D001") and "printed")
    batches.queue("D008")

    made = batches.make(sort="reg_no", wanted={"reg_nos": ["D001", "D005", "D006", "D008", "D009"]})
    card = batches.card(made.json["batch_id"])

    assert made.json["count"] == 1
    assert [(one["reg_no"], one["reason"]) for one in card["left_out"]] == [
        ("D001", "has_badge"), ("D005", "unpaid"), ("D006", "cancelled"), ("D008", "on_its_way"),
    ]  # fmt: skip
    assert card["left_out"][0]["name"] == "王明"


def test_who_has_a_badge_gets_another_one_only_with_a_reason(batches):
    job = batches.queue("D001").json["id"]
    batches.print_next()
    plan = {"sort": "reg_no", "wanted": {"reg_nos": ["D001"], "only_without_badge": False}}

    refused = batches.make(**plan)
    assert (refused.status_code, refused.json["code"]) == (422, "reason_needed")
    batches.make(**plan, reason="新设计")

    again = batches.event.get(f"/print-jobs/{batches.print_next()['id']}", batches.desk).json
    assert (again["reprint_of"], again["reason"]) == (job, "新设计")


def test_a_badge_that_died_before_the_batch_is_printed_in_it(batches):
    batches.queue("D001")
    batches.print_next()
    lost = {"revocation_id": new_id(), "reg_no": "D001", "reason": "遗失"}
    supervisor = batches.event.operator("supervisor", at=batches.desk)
    batches.event.post("/revocations", lost, batches.desk, operator=supervisor)

    batches.make(wanted={"reg_nos": ["D001"]})

    assert numbers(batches.print_all()) == ["D001"]


def test_a_preview_counts_and_prints_nothing(batches):
    told = batches.preview(sort="name", separators="box", box_size=4).json

    assert told == {
        "count": 10, "boxes": 3, "separators": 3, "again": 0,
        "skipped": {"unpaid": 1, "cancelled": 1},
    }  # fmt: skip
    assert batches.event.count("print_jobs") == 0
    assert batches.event.count("print_batches") == 0


@pytest.mark.parametrize(
    ("plan", "status", "code", "field"),
    [
        ({"title": "  "}, 422, "no_title", "title"),
        ({"title": "x" * 101}, 422, "malformed", "title"),
        ({"sort": "age"}, 422, "malformed", "sort"),
        ({"box_size": 0}, 422, "malformed", "box_size"),
        ({"colour": "red"}, 422, "malformed", "colour"),
        ({"separators": "box"}, 422, "no_box_size", "box_size"),
        ({"sort": "name", "separators": "organisation"}, 422, "separators_do_not_fit", "separators"),
        ({"wanted": {"categories": ["MEM", "X"]}}, 422, "unknown_category", "wanted.categories[1]"),
        ({"wanted": {"organisations": ["无"]}}, 404, "unknown_organisation", "wanted.organisations[0]"),
        ({"wanted": {"reg_nos": ["D999"]}}, 404, "unknown_registration", "wanted.reg_nos[0]"),
        ({"wanted": {"reg_nos": ["D005"]}}, 422, "nobody_to_print", "wanted"),
        ({"printer": "none"}, 404, "unknown_printer", "printer"),
        ({"printer": "SLIPS"}, 422, "prints_no_badges", "printer"),
    ],
)  # fmt: skip
def test_a_batch_that_can_t_be_is_refused_by_field(batches, plan, status, code, field):
    batches.add_printer("SLIPS", prints=["receipt"])

    answer = batches.make(**plan)

    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (status, code, field)
    assert batches.event.count("print_jobs") == 0


def test_the_same_id_is_one_batch_and_with_another_body_a_conflict(batches):
    batch_id = new_id()
    first = batches.make(batch_id=batch_id)

    assert batches.make(batch_id=batch_id).json == first.json
    assert batches.make(batch_id=batch_id, title="其他").json["code"] == "id_reused"
    assert batches.event.count("print_jobs") == 10


def test_whoever_stands_at_a_desk_goes_before_a_batch_and_a_group_too(batches):
    batches.make(sort="reg_no", wanted={"categories": ["STU"]})
    body = {"group_check_in_id": new_id(), "reg_nos": ["D009", "D010"], "print": True}
    batches.event.post("/group-check-ins", body, batches.desk)
    batches.queue("D001")

    assert numbers(batches.print_all()) == ["D001", "D009", "D010", "D007", "D008"]


def test_a_batch_comes_out_of_the_printer_it_was_asked_for(batches):
    batches.add_printer("P2")
    made = batches.make(printer="P2").json

    given = batches.claim()

    assert given["printer"]["name"] == "P2"
    assert batches.claim() is None  # P1 stands idle, and the boxes stay in order
    assert batches.card(made["batch_id"])["printer"] == "P2"


def test_a_separator_is_a_page_on_the_badges_stock(batches):
    batches.make(separators="organisation")
    given = batches.claim()

    page = batches.event.get(given["page"].removeprefix("/api/v1"), batches.agent)

    assert (page.status_code, page.mimetype) == (200, "image/png")
    assert given["prints"] == "badge"


def test_a_technician_runs_batches_and_is_told_nobody_s_name(batches):
    made = batches.make(sort="reg_no").json
    batches.print_next("failed")
    card = batches.card(made["batch_id"], operator=batches.technician)

    assert [(one["position"], one["name"]) for one in card["troubles"]] == [(1, None)]
    assert card["left_out"] == []
    refused = batches.event.post(
        "/print-batches", {"batch_id": new_id(), "title": "x"}, batches.control,
        operator=batches.technician,
    )  # fmt: skip
    assert refused.json["code"] == "right_missing"
    assert batches.act(made["batch_id"], "pause").status_code == 200


def test_organisations_to_choose_from_stand_as_they_are_spoken(batches):
    told = batches.event.get(
        "/print-batch-choices", batches.control, operator=batches.supervisor
    ).json["organisations"]

    assert {"name": "中南第一医院", "count": 3} in told
    assert [one["name"] for one in told][:3] == ["Charles Hospital", "城西医院", "华东大学"]


def test_a_thousand_badges_are_asked_for_without_holding_anyone_up(batches):
    batches.invite(1200)
    batches.preview()  # names are read once, beside the hub

    began = time.perf_counter()
    made = batches.make(sort="organisation", separators="organisation", box_size=100)
    took_s = time.perf_counter() - began

    assert made.json["count"] == 1210
    assert took_s < 4  # 0.1 s on a free machine
    batches.queue("D005", token=batches.desk)
    assert batches.claim() is not None
