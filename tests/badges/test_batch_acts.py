"""A batch under way: paused, resumed after a jam, moved, cancelled; what is told of it meanwhile."""

import pytest

from tests.served_event import new_id


def numbers(jobs):
    return [job["reg_no"] for job in jobs]


@pytest.mark.parametrize(
    ("count", "printed_before"),
    [(460, 425), pytest.param(1200, 0, marks=pytest.mark.long)],
    ids=["from 426 on", "all of it"],
)
def test_after_a_jam_at_badge_437_only_the_crumpled_come_again_and_nobody_is_left_out(
    batches, count, printed_before
):
    batches.invite(count - 10)
    batch = batches.make(sort="organisation", separators="box", box_size=100, printer="P1").json[
        "batch_id"
    ]
    order = [job["reg_no"] for job in batches.jobs() if job["reg_no"]]
    batches.are_printed(batch, up_to=printed_before)
    came = batches.print_until(position=436)
    jammed = batches.print_next("unconfirmed")

    assert batches.act(batch, "pause").status_code == 200
    assert batches.claim() is None
    paused = batches.card(batch)
    assert (paused["stands"], paused["next_position"]) == ("paused", 438)
    assert [one["position"] for one in paused["troubles"]] == [437]
    again = batches.act(batch, "again", from_position=430, to_position=437, reason="卡纸")
    assert again.status_code == 200
    batches.act(batch, "resume")
    after = batches.print_all()

    assert (jammed["position"], jammed["reg_no"]) == (437, order[436])
    badges = [job for job in after if job["reg_no"]]
    # The crumpled come first, then it goes on as if nothing had been.
    assert [job["position"] for job in badges] == [*range(430, 438), *range(438, count + 1)]
    assert numbers(badges) == order[429:]
    assert numbers(job for job in came if job["reg_no"]) == order[printed_before:436]
    assert {job["box"] for job in badges[:8]} == {5}
    card = batches.card(batch)
    assert (card["stands"], card["counts"]["printed"], card["troubles"]) == ("done", count, [])


def test_what_an_agent_has_in_hand_comes_out_though_the_batch_is_paused(batches, batch):
    claim_id = new_id()
    given = batches.claim(claim_id)

    paused = batches.act(batch, "pause").json
    batches.report(given["id"], claim_id)

    assert paused["jobs"] == 9
    assert batches.card(batch)["counts"] | {"printed": 0} == {
        "held": 9, "queued": 0, "printing": 0, "printed": 0, "failed": 0, "unconfirmed": 0,
        "cancelled": 0, "taken_out": 0,
    }  # fmt: skip


def test_a_held_batch_begins_when_it_is_resumed(batches):
    batch = batches.make(sort="reg_no", is_held=True).json["batch_id"]
    assert batches.claim() is None

    batches.act(batch, "resume")

    assert batches.print_next()["reg_no"] == "D001"


def test_cancelling_keeps_what_was_printed_and_leaves_the_others_for_another_batch(batches, batch):
    batches.print_next()
    batches.print_next("failed")

    assert batches.act(batch, "cancel").json["jobs"] == 9
    assert batches.claim() is None
    assert batches.card(batch)["stands"] == "done"
    assert batches.make(sort="reg_no").json["count"] == 9


def test_a_batch_nobody_printed_is_cancelled_whole(batches, batch):
    batches.act(batch, "cancel")

    assert batches.card(batch)["stands"] == "cancelled"


def test_what_is_left_moves_to_another_printer(batches):
    batch = batches.make(sort="reg_no", printer="P1").json["batch_id"]
    batches.print_next()
    batches.add_printer("P2")

    moved = batches.act(batch, "move", printer="P2").json

    assert moved["jobs"] == 9
    assert batches.claim()["printer"]["name"] == "P2"


def test_badges_printed_again_keep_their_place_and_say_why(batches, batch):
    batches.print_all()

    again = batches.act(batch, "again", from_position=5, reason="污损").json

    assert (again["jobs"], again["skipped"]) == (1, [])
    came = batches.print_next()
    assert (came["reg_no"], came["position"], came["box"]) == ("D007", 5, 2)
    told = batches.event.get(f"/print-jobs/{came['id']}", batches.desk).json
    assert told["reason"] == "污损"
    assert told["reprint_of"] is not None
    assert batches.card(batch)["counts"]["printed"] == 10


def test_a_separator_comes_again_with_its_badge(batches):
    batch = batches.make(sort="reg_no", separators="box", box_size=4).json["batch_id"]
    for _ in range(3):
        batches.print_next()

    again = batches.act(batch, "again", from_position=1, to_position=10, reason="卡纸").json

    assert (again["jobs"], len(again["skipped"])) == (
        3,
        8,
    )  # not the badges and pages still to come
    assert numbers([batches.print_next() for _ in range(4)]) == [None, "D001", "D002", "D003"]


def test_a_batch_with_a_page_nobody_is_sure_of_needs_a_person(batches):
    batch = batches.make(sort="reg_no", wanted={"reg_nos": ["D001"]}).json["batch_id"]

    batches.print_next("unconfirmed")

    assert batches.card(batch)["stands"] == "needs_a_person"


def test_what_still_comes_or_is_not_hers_any_more_does_not_print_again(batches, batch):
    for _ in range(4):
        batches.print_next()
    supervisor = batches.event.operator("supervisor", at=batches.desk)
    lost = {"revocation_id": new_id(), "reg_no": "D001", "reason": "遗失"}
    batches.event.post("/revocations", lost, batches.desk, operator=supervisor)
    cancelled = {"cancellation_id": new_id(), "reg_no": "D002", "reason": "不来", "cancelled": True}
    batches.event.post("/cancellations", cancelled, batches.desk, operator=supervisor)
    batches.queue("D003", reason="姓名更正")

    again = batches.act(batch, "again", from_position=1, to_position=5, reason="卡纸").json

    assert again["jobs"] == 1
    assert again["skipped"] == [
        {"position": 1, "reason": "lost"},
        {"position": 2, "reason": "cancelled"},
        {"position": 3, "reason": "has_badge"},
        {"position": 5, "reason": "queued"},
    ]


@pytest.mark.parametrize(
    ("action", "more", "status", "code"),
    [
        ("again", {"from_position": 3}, 422, "reason_needed"),
        ("again", {"reason": "x"}, 422, "malformed"),
        ("again", {"reason": "x", "from_position": 11}, 422, "malformed"),
        ("again", {"reason": "x", "from_position": 3, "to_position": 2}, 422, "malformed"),
        ("again", {"reason": "x", "from_position": 0}, 422, "malformed"),
        ("again", {"reason": "x", "from_position": 9}, 409, "not_now"),
        ("resume", {}, 409, "not_now"),
        ("move", {"printer": "nothing"}, 404, "unknown_printer"),
        ("burn", {}, 422, "malformed"),
    ],
)
def test_an_act_that_can_t_be_is_refused_and_changes_nothing(
    batches, batch, action, more, status, code
):
    batches.print_next()

    answer = batches.act(batch, action, **more)

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert batches.event.count("print_batch_acts") == 0
    assert batches.event.count("print_jobs") == 10


def test_an_act_happens_once_an_id_and_belongs_to_its_batch(batches, batch):
    act_id = new_id()
    first = batches.act(batch, "pause", act_id=act_id)
    batches.act(batch, "resume")

    assert batches.act(batch, "pause", act_id=act_id).json == first.json
    assert batches.print_next() is not None  # it was not paused once more
    other = batches.make(wanted={"reg_nos": ["D001"], "only_without_badge": False}, reason="x")
    answer = batches.act(other.json["batch_id"], "pause", act_id=act_id)
    assert (answer.status_code, answer.json["code"]) == (409, "id_reused")


@pytest.mark.parametrize("path", ["", "/acts", "/pick-list.pdf"])
def test_a_batch_nobody_knows_is_not_found(batches, path):
    ask = "POST" if path == "/acts" else "GET"
    body = {"batch_act_id": new_id(), "action": "pause"} if path == "/acts" else None

    answer = batches.event.ask(
        ask, f"/print-batches/none{path}", body, batches.control, operator=batches.supervisor
    )

    assert (answer.status_code, answer.json["code"]) == (404, "unknown_print_batch")


def test_batches_are_listed_newest_first_with_how_far_they_are(batches, batch, venue_clock):
    batches.print_next()
    batches.print_next("failed")
    venue_clock.forward(minutes=1)
    second = batches.make(
        title="补打", wanted={"reg_nos": ["D002"], "only_without_badge": False}
    ).json

    listed = batches.event.get("/print-batches", batches.control).json["print_batches"]

    assert [one["batch_id"] for one in listed] == [second["batch_id"], batch]
    first = listed[1]
    assert (first["count"], first["boxes"], first["next_position"]) == (10, 3, 3)
    assert first["counts"]["printed"] == first["counts"]["failed"] == 1
    assert first["stands"] == "printing"


def test_every_change_of_a_batch_s_jobs_is_on_record(batches, batch):
    batches.act(batch, "pause")
    batches.act(batch, "resume")

    kinds = batches.event.rows("SELECT kind, count(*) FROM print_job_events GROUP BY kind")

    assert kinds == [("batch:pause", 10), ("batch:resume", 10)]


def test_the_trail_tells_of_batches(batches, batch):
    batches.act(batch, "pause")

    trail = batches.event.get(
        "/trail", batches.control, operator=batches.supervisor, language="en"
    ).json["trail"]
    what = {entry["kind"]: entry["what"] for entry in trail}

    assert what["print_batches"] == "Batch “预制”: 10 badges to print beforehand"
    assert what["print_batch_acts"] == "Batch: paused, 10 pages"
