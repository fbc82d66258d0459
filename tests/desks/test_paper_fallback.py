"""When the server is gone: rosters printed before, typed in afterwards with their own times."""

from datetime import timedelta

import pytest

from onsite import clock
from onsite.badges.tables import Heading
from onsite.desks import evacuation_paper, rosters
from onsite.units import rfc3339
from tests.conftest import MORNING
from tests.served_event import new_id


@pytest.fixture
def organiser(event, desk):
    return event.operator("organiser", at=desk)


@pytest.fixture
def enter(event, desk):
    operator = event.operator("desk", at=desk)

    def send(*entries, **more):
        body = {"back_entry_id": new_id(), "entries": list(entries), **more}
        return event.post("/back-entries", body, desk, operator=operator)

    return send


def entry(reg_no, *, minutes_ago, **more):
    at = rfc3339(MORNING - timedelta(minutes=minutes_ago))
    return {"check_in_id": new_id(), "reg_no": reg_no, "at": at, **more}


def lines_of(event, zone):
    with event.database.read() as session:
        return rosters.roster(session, zone)


def test_a_zone_s_roster_lists_its_people_by_name_as_spoken(event):
    lines = lines_of(event, "PRE")

    assert [line.reg_no for line in lines] == [
        "D011", "D005", "D007", "D008", "D001", "D010", "D012", "D009", "D004",
    ]  # fmt: skip
    assert [line.initial for line in lines] == ["J", "L", "Q", "S", "W", "W", "Z", "Z", "#"]
    assert [line.reg_no for line in lines if line.owes_fen] == ["D005"]
    assert len(lines_of(event, "all")) == 11


def test_a_letter_s_first_page_stands_in_the_index(event):
    with event.database.read() as session:
        indexed = rosters.indexed(rosters.document(session, "all", now=MORNING))

    assert indexed.notes[-1] == "J 1 · L 1 · Q 1 · S 1 · W 1 · Z 1 · # 1"


def test_a_surname_of_its_own_reading_stands_under_its_letter(event):
    initials = {line.reg_no: line.initial for line in lines_of(event, "all")}

    assert initials["D002"] == "S"  # 单 is Shan


def test_an_override_stands_for_a_payment_on_paper_too(event, desk, supervisor):
    for revoked, owes_fen in ((False, 0), (True, 180000)):
        body = {"override_id": new_id(), "reg_no": "D005", "reason": "会后", "revoked": revoked}
        event.post("/overrides", body, desk, operator=supervisor)

        owed = {line.reg_no: line.owes_fen for line in lines_of(event, "PRE")}
        assert owed["D005"] == owes_fen


def test_who_is_stopped_goes_to_a_supervisor_on_paper_too(event, desk, supervisor, venue_clock):
    def stopped():
        with event.database.read() as session:
            rows = rosters.document(session, "PRE", now=MORNING).tables[0].rows
        return [row[1] for row in rows if isinstance(row, tuple) and "主管" in row[5]]

    def say(path, **body):
        venue_clock.forward(seconds=1)
        answer = event.post(path, {"reason": "核实", **body}, desk, operator=supervisor)
        assert answer.status_code == 200, answer.text

    say("/blocks", block_id=new_id(), reg_no="D001", blocked=True)
    say("/escalations", escalation_id=new_id(), reg_no="D009")
    assert stopped() == ["D001", "D009"]

    say("/overrides", override_id=new_id(), reg_no="D001", kind="blocked")
    say("/escalations", escalation_id=new_id(), reg_no="D009", cleared=True)
    assert stopped() == []

    say("/blocks", block_id=new_id(), reg_no="D001", blocked=True)
    assert stopped() == ["D001"]


def test_who_is_here_is_ticked_already(event, desk):
    event.check_in("D001", desk)

    with event.database.read() as session:
        rows = rosters.document(session, "PRE", now=MORNING).tables[0].rows
    ticked = [row for row in rows if isinstance(row, tuple) and row[0] is True]

    assert [(row[1], row[6]) for row in ticked] == [("D001", "12-05 08:30")]


def test_an_evacuation_s_list_prints_by_hall_with_who_is_out_ticked(event, desk, organiser):
    door = event.token("door")
    for reg_no, checkpoint in (("D001", "H1-IN"), ("D004", "H1-IN"), ("D002", "DIN-IN")):
        event.scan(reg_no, checkpoint, door)
    body = {"evacuation_id": new_id(), "reason": "Smoke"}
    evacuation_id = event.post("/evacuations", body, desk, operator=organiser).json["evacuation_id"]
    mark = {"evacuation_mark_id": new_id(), "evacuation_id": evacuation_id, "is_out": True}
    event.post("/evacuation-marks", mark | {"reg_no": "D004"}, door)

    answer = event.get(f"/evacuations/{evacuation_id}/list.pdf", desk, operator=organiser)
    with event.database.read() as session:
        rows = evacuation_paper.document(session, evacuation_id, now=clock.now()).tables[0].rows

    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF")
    headings = [row.text.split(" · ")[0] for row in rows if isinstance(row, Heading)]
    assert headings == ["主会场 Main hall", "宴会厅 Dining hall"]
    assert {row[3]: row[0] for row in rows if not isinstance(row, Heading)} == {
        "D001": False,
        "D002": False,
        "D004": True,
    }
    unknown = event.get(f"/evacuations/{new_id()}/list.pdf", desk, operator=organiser)
    assert (unknown.status_code, unknown.json["code"]) == (404, "unknown_evacuation")
    assert event.get(f"/evacuations/{evacuation_id}/list.pdf", desk).status_code == 403


def test_a_roster_prints_as_pdf_for_an_organiser(event, desk, organiser):
    answer = event.get("/rosters/PRE.pdf", desk, operator=organiser)

    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF")
    assert event.get("/rosters/PRE.pdf", desk).status_code == 403
    assert event.get("/rosters/NO.pdf", desk, operator=organiser).json["code"] == "unknown_zone"


def test_a_back_entry_counts_at_the_minute_on_the_paper(event, desk, enter):
    answer = enter(entry("D001", minutes_ago=20)).json["entries"][0]

    assert (answer["outcome"], answer["first_at"]) == ("checked_in", "2026-12-05T00:10:00.000Z")
    assert answer["noted_at"] == "2026-12-05T00:30:00.000Z"
    minutes = [row["at"] for row in event.headcount()["per_minute"] if row["n"]]
    assert minutes == ["2026-12-05T00:10:00.000Z"]
    assert event.get("/delegates/D001", desk).json["checked_in_at"] == answer["first_at"]
    kept = event.rows("SELECT at, noted_at, operator FROM check_ins")
    assert kept[0][0] < kept[0][1]
    assert kept[0][2] == "desk operator"


def test_each_line_has_its_answer_and_a_bad_one_keeps_no_other_back(event, desk, enter):
    event.check_in("D009", desk)
    late = entry("D010", minutes_ago=-1)

    answers = enter(
        entry("D001", minutes_ago=5),
        late,
        entry("D009", minutes_ago=30),
        entry("D005", minutes_ago=4),
        entry("D999", minutes_ago=3),
        entry("D007", minutes_ago=2),
    ).json["entries"]

    assert [answer.get("outcome") for answer in answers] == [
        "checked_in", None, "already_checked_in", "refused", "refused", "checked_in",
    ]  # fmt: skip
    assert (answers[1]["code"], answers[1]["field"]) == ("in_the_future", "at")
    assert answers[1]["check_in_id"] == late["check_in_id"]
    assert answers[2]["first_at"] == "2026-12-05T00:30:00.000Z"
    assert [answers[3]["reason"], answers[4]["reason"]] == ["unpaid", "unknown_credential"]
    assert event.headcount()["checked_in"] == 3


def test_the_same_lines_again_are_the_same_check_ins(event, enter):
    line = entry("D001", minutes_ago=5)
    first = enter(line).json["entries"][0]

    again = enter(line).json["entries"][0]
    other = enter({**line, "at": rfc3339(MORNING - timedelta(minutes=9))}).json["entries"][0]

    assert again == first
    assert (other["code"], other["status"]) == ("id_reused", 409)
    assert event.count("check_ins") == 1
    assert event.headcount()["checked_in"] == 1


def test_the_same_back_entry_gets_the_same_answer(event, enter):
    back_entry_id, lines = new_id(), [entry("D001", minutes_ago=5)]
    first = enter(*lines, back_entry_id=back_entry_id)

    again = enter(*lines, back_entry_id=back_entry_id)
    other = enter(entry("D009", minutes_ago=5), back_entry_id=back_entry_id)

    assert again.json == first.json
    assert (other.status_code, other.json["field"]) == (409, "back_entry_id")


def test_what_was_given_on_paper_is_given(event, enter):
    answer = enter(entry("D001", minutes_ago=5, hand_out=True)).json["entries"][0]

    assert answer["handed_out"] == ["BAG", "LUNCH"]
    assert event.rows("SELECT DISTINCT at FROM hand_outs") == event.rows("SELECT at FROM check_ins")


@pytest.mark.parametrize("at", ["2026-12-05T08:10:00", "gestern", None, "2001-01-01T00:00:00Z"])
def test_a_time_that_is_none_is_told(event, enter, at):
    answer = enter({"check_in_id": new_id(), "reg_no": "D001", "at": at})

    problem = answer.json if answer.status_code == 422 else answer.json["entries"][0]
    assert problem["code"] == "malformed"
    assert problem["field"].endswith("at")
    assert event.count("check_ins") == 0


def test_paper_is_typed_in_by_who_may_sign(event, desk):
    body = {"back_entry_id": new_id(), "entries": [entry("D001", minutes_ago=5)]}

    assert event.post("/back-entries", body, desk).json["code"] == "right_missing"


def test_blank_badges_print_four_to_a_sheet(event, desk, organiser):
    batch = {"blank_batch_id": new_id(), "count": 5, "category": "VIP"}
    pdf = event.post("/blank-batches", batch, desk, operator=organiser).json["pdf"]

    answer = event.get(pdf.removeprefix("/api/v1"), desk, operator=organiser)

    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.count(b"/Type /Page ") == 2
    unknown = event.get(f"/blank-batches/{new_id()}.pdf", desk, operator=organiser)
    assert unknown.json["code"] == "unknown_blank_batch"
    assert event.get(pdf.removeprefix("/api/v1"), desk).status_code == 403
