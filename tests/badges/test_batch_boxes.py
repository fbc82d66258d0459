"""A badge that was printed beforehand, when its owner comes: where it lies, or that it prints now."""

import pytest

from onsite.badges import documents, pick_lists
from onsite.badges.batch_progress import batch as batch_row
from onsite.clock import now
from tests.served_event import new_id

SIGNATURE = {
    "strokes": [[[0.1, 0.2, 0], [0.5, 0.3, 120], [0.8, 0.1, 260]], [[0.2, 0.3, 400], [0.7, 0.2, 520]]],
    "aspect": 0.4,
}  # fmt: skip


def arrives(batches, reg_no, *, at=None):
    body = {"check_in_id": new_id(), "credential": batches.event.credential(reg_no), "print": True}
    answer = batches.event.post("/check-ins", body, at or batches.desk, language="en")
    assert answer.status_code == 200, answer.text
    return answer.json


def revoke(batches, reg_no, **more):
    supervisor = batches.event.operator("supervisor", at=batches.desk)
    body = {"revocation_id": new_id(), "reg_no": reg_no, "reason": "遗失", **more}
    answer = batches.event.post("/revocations", body, batches.desk, operator=supervisor)
    assert answer.status_code == 200, answer.text
    return answer.json


def pick_list(batches, batch_id):
    """Read a pick-list's rows below its headings, what must be taken out apart."""
    with batches.event.database.read() as session:
        found = pick_lists.document(session, batch_row(session, batch_id), now=now())
    tables = [
        [row for row in table.rows if not isinstance(row, documents.Heading)]
        for table in found.tables
    ]
    return (tables[0], tables[1]) if len(tables) > 1 else ([], tables[0])


def test_a_badge_in_a_box_does_not_print_again_and_the_desk_is_told_which(batches, batch):
    came = batches.print_all()

    answer = arrives(batches, "D008")

    assert answer["notes"] == ["Already printed: box 2."]
    assert answer["pre_printed"] == {"box": 2}
    assert answer["print_job"] == came[5]["id"]
    assert batches.claim() is None


def test_a_kiosk_sends_her_to_the_desk_for_it(batches, batch):
    batches.print_all()
    kiosk = batches.event.token("kiosk")

    answer = arrives(batches, "D008", at=kiosk)
    job = batches.event.get(f"/print-jobs/{answer['print_job']}", kiosk).json

    assert answer["notes"] == ["Your badge is ready: ask at the desk for box 2."]
    assert job["box"] == 2


def test_without_boxes_it_lies_among_the_badges_printed_beforehand(batches):
    batches.make(sort="reg_no")
    batches.print_all()

    assert arrives(batches, "D008")["pre_printed"] == {"box": None}
    assert arrives(batches, "D001")["notes"] == [
        "Already printed: take it from the badges printed beforehand."
    ]
    kiosk = batches.event.token("kiosk")
    answer = arrives(batches, "D009", at=kiosk)
    assert answer["notes"] == ["Your badge is ready: ask for it at the desk."]


def test_where_nobody_knows_whether_it_came_out_the_desk_is_told_to_look(batches, batch):
    batches.print_next("unconfirmed")

    assert arrives(batches, "D001")["notes"] == [
        "Perhaps already printed: look in box 1; if it is not there, print it again with a reason."
    ]


def test_the_card_of_a_person_tells_where_her_badge_lies(batches, batch):
    batches.print_all()

    card = batches.event.get("/delegates/D008", batches.desk).json
    other = batches.event.get("/delegates/D005", batches.desk).json

    assert card["badge"]["lies_in"] == {"box": 2, "is_sure": True}
    assert other["badge"]["lies_in"] is None


@pytest.mark.parametrize("is_held", [False, True])
def test_a_badge_that_still_waits_in_its_batch_prints_where_its_owner_stands(batches, is_held):
    batch = batches.make(sort="reg_no", box_size=4, is_held=is_held).json["batch_id"]

    answer = arrives(batches, "D008")

    assert "pre_printed" not in answer
    assert answer["notes"] == []
    now_here = batches.print_next()
    assert (now_here["reg_no"], now_here["id"]) == ("D008", answer["print_job"])
    assert (now_here["batch"], now_here["box"], now_here["priority"]) == (None, None, 0)
    assert now_here["station"] == batches.desk_station.station
    if is_held:
        batches.act(batch, "resume")
    rest = batches.print_all()
    assert len(rest) == 9
    assert "D008" not in [job["reg_no"] for job in rest]
    card = batches.card(batch)
    assert (card["counts"]["taken_out"], card["stands"]) == (1, "done")


def test_one_that_failed_in_its_batch_prints_here_and_is_nobody_s_to_look_at_any_more(
    batches, batch
):
    failed = batches.print_next("failed")

    answer = arrives(batches, "D001")

    assert answer["print_job"] != failed["id"]
    assert batches.job(failed["id"])["state"] == "cancelled"
    assert batches.card(batch)["troubles"] == []


def test_a_crumpled_one_that_waits_to_come_again_prints_here(batches, batch):
    first = batches.print_next()
    batches.act(batch, "again", from_position=1, reason="卡纸")

    answer = arrives(batches, "D001")
    told = batches.event.get(f"/print-jobs/{answer['print_job']}", batches.desk).json

    assert (told["reprint_of"], told["reason"], told["box"]) == (first["id"], "卡纸", None)
    came = batches.print_all()
    assert [job["reg_no"] for job in came].count("D001") == 1


def test_a_failed_one_of_an_old_batch_does_not_print_what_lies_in_a_new_one(batches):
    batches.make(sort="reg_no", wanted={"reg_nos": ["D001"]})
    batches.print_next("failed")
    batches.make(sort="reg_no", box_size=4)
    batches.print_all()

    assert arrives(batches, "D001")["pre_printed"] == {"box": 1}
    assert batches.claim() is None


def test_a_desk_prints_at_once_whose_badge_waits_in_a_batch(batches, batch):
    answer = batches.queue("D010")

    assert (answer.status_code, answer.json["reprint_of"]) == (200, None)
    assert batches.print_next()["reg_no"] == "D010"
    assert "D010" not in [job["reg_no"] for job in batches.print_all()]


def test_a_name_put_right_before_its_badge_came_prints_here_once(batches, batch):
    body = {"name_fix_id": new_id(), "reg_no": "D010", "name": "吴慧", "reason": "写错"}

    batches.event.post("/name-fixes", body | {"print": True}, batches.desk)

    assert [job["reg_no"] for job in batches.print_all()].count("D010") == 1


def test_a_group_is_told_where_each_badge_lies(batches, batch):
    batches.print_all()
    body = {"group_check_in_id": new_id(), "reg_nos": ["D009", "D011"], "print": True}

    answer = batches.event.post("/group-check-ins", body, batches.desk, language="en").json

    assert [one["notes"] for one in answer["people"]] == [
        ["Already printed: box 2."], ["Already printed: box 3."],
    ]  # fmt: skip


def test_who_picks_up_for_others_is_given_them_out_of_their_boxes(batches, batch):
    batches.print_all()
    operator = batches.event.operator("desk", at=batches.desk)
    body = {
        "pick_up_id": new_id(), "reg_nos": ["D009", "D005"], "by": "周代领", "phone": "13800000088",
        "signature": SIGNATURE, "hand_out": False,
    }  # fmt: skip

    answer = batches.event.post("/pick-ups", body, batches.desk, operator=operator).json

    assert [one["pre_printed"] for one in answer["people"]] == [{"box": 2}, None]
    assert batches.claim() is None


def test_a_waiting_badge_whose_code_died_does_not_come_out(batches, batch):
    revoke(batches, "D001")

    assert batches.print_next()["reg_no"] == "D002"
    assert batches.card(batch)["counts"]["cancelled"] == 1


def test_the_pick_list_says_what_lies_where_and_what_does_not(batches, batch):
    for state in ("printed", "printed", "unconfirmed", "failed"):
        batches.print_next(state)
    arrives(batches, "D001")
    arrives(batches, "D009")

    taken_out, rows = pick_list(batches, batch)

    assert taken_out == []
    assert [(row[0], row[1], row[4], row[5].split(" ", 1)[-1]) for row in rows] == [
        ("1", "1", "D001", "Checked in"),
        ("1", "2", "D002", "Printed"),
        ("1", "3", "D003", "Perhaps printed: look"),
        ("1", "4", "D004", "Not printed"),
        ("2", "5", "D007", "Not printed"),
        ("2", "6", "D008", "Not printed"),
        ("2", "7", "D009", "Printed at a desk"),
        ("2", "8", "D010", "Not printed"),
        ("3", "9", "D011", "Not printed"),
        ("3", "10", "D012", "Not printed"),
    ]
    assert rows[1][2] == "单晓𠮷 Shan Xiaoji"


def test_dead_badges_in_the_boxes_stand_first_to_be_taken_out(batches, batch, venue_clock):
    batches.print_all()
    venue_clock.forward(minutes=1)
    revoke(batches, "D001")
    supervisor = batches.event.operator("supervisor", at=batches.desk)
    gone = {"cancellation_id": new_id(), "reg_no": "D002", "reason": "不来", "cancelled": True}
    batches.event.post("/cancellations", gone, batches.desk, operator=supervisor)
    merged = {"merge_id": new_id(), "keep": "D009", "gone": "D010", "reason": "同一人"}
    batches.event.post("/merges", merged, batches.desk, operator=supervisor)
    batches.queue("D003", reason="姓名更正")

    taken_out, rows = pick_list(batches, batch)

    assert [(row[4], row[5].split(" ", 1)[-1]) for row in taken_out] == [
        ("D001", "Take out: lost"),
        ("D002", "Take out: cancelled"),
        ("D003", "Take out: replaced"),
        ("D010", "Take out: merged"),
    ]
    assert len(rows) == 10


def test_the_pick_list_is_a_paper_for_whoever_may_print_beforehand(batches, batch):
    batches.print_all()
    path = f"/print-batches/{batch}/pick-list.pdf"

    paper = batches.event.get(path, batches.control, operator=batches.supervisor)

    assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
    assert paper.data.startswith(b"%PDF-")
    refused = batches.event.get(path, batches.control, operator=batches.technician)
    assert refused.json["code"] == "right_missing"
