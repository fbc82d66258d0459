"""Fetching a door's roster over HTTP: whole, as a difference, and refused."""

import base64
import struct
from datetime import UTC, datetime

import pytest

from onsite.events import Changed
from onsite.scanner import roster_book
from onsite.scanner.roster import credential_hash
from tests.served_event import new_id


@pytest.fixture
def door(event):
    return event.token("door", checkpoint="H1-IN")


@pytest.fixture
def supervisor(event, desk):
    return event.operator("supervisor", at=desk)


@pytest.fixture
def change(event):
    control = event.token("control")
    operator = event.operator("supervisor", at=control)

    def changed(checkpoint, **policy):
        answer = event.put(f"/checkpoints/{checkpoint}/policy", policy, control, operator=operator)
        assert answer.status_code == 200, answer.text

    return changed


@pytest.fixture
def do(event, desk, supervisor):
    def done(path, **body):
        name = path.removeprefix("/").removesuffix("es" if "fixes" in path else "s")
        answer = event.post(
            path, {f"{name.replace('-', '_')}_id": new_id(), **body}, desk, operator=supervisor
        )
        assert answer.status_code == 200, answer.text
        return answer.json

    return done


def fetched(event, token, checkpoint="H1-IN", since=None):
    asked = f"/roster?checkpoint={checkpoint}" + (f"&since={since}" if since else "")
    answer = event.get(asked, token)
    assert answer.status_code == 200, answer.text
    return answer.json


def entries(told):
    """Unpack a whole roster: by hash, the person and her profile."""
    hashes, people, profiles = (
        base64.b64decode(told[name]) for name in ("hashes", "people", "profile_of")
    )
    count = len(hashes) // 8
    numbers = zip(
        struct.unpack(f"<{count}I", people), struct.unpack(f"<{count}H", profiles), strict=True
    )
    return {
        hashes[8 * n : 8 * n + 8]: (person, told["profiles"][profile])
        for n, (person, profile) in enumerate(numbers)
    }


def put(told):
    return {
        base64.b64decode(text): (person, told["profiles"][profile])
        for text, person, profile in told["put"]
    }


def ours(event, reg_no):
    ((secret,),) = event.rows(
        "SELECT secret FROM credentials c JOIN delegates d ON d.id = c.delegate_id "
        "WHERE d.reg_no = :reg_no AND NOT is_imported AND revoked_by IS NULL",
        reg_no=reg_no,
    )
    return credential_hash(secret, is_imported=False)


def verdicts(profile):
    return [verdict for _, _, verdict in profile["stretches"]]


def roster_changes(event):
    return [each for each in event.heard if each == Changed("roster")]


def test_a_door_is_told_its_codes_and_what_it_says_to_them(event, door):
    told = fetched(event, door)

    assert told["checkpoint"] == {"code": "H1-IN", "hall": "H1", "direction": "in", "capacity": 6}
    assert told["made_at"] == "2026-12-05T00:30:00.000Z"
    assert told["event"] == event.rows("SELECT uid FROM event")[0][0]
    found = entries(told)
    said = {reg_no: found[ours(event, reg_no)][1] for reg_no in ("D001", "D002", "D005", "D006")}
    assert {reg_no: verdicts(profile) for reg_no, profile in said.items()} == {
        "D001": [None], "D002": [None], "D005": ["unpaid"], "D006": ["cancelled"],
    }  # fmt: skip
    assert said["D002"]["category"] == "VIP"


def test_nobody_s_name_number_or_code_is_in_it(event, door):
    text = event.get("/roster?checkpoint=H1-IN", door).text

    secrets = [secret for (secret,) in event.rows("SELECT secret FROM credentials")]
    people = [
        name for row in event.rows("SELECT name, reg_no, phone FROM delegates") for name in row
    ]
    assert not [word for word in [*secrets, *people] if word and word in text]


def test_short_codes_are_left_out_and_counted(event, door):
    told = fetched(event, door)

    assert told["people_unknowable"] == 1  # D007's, of the shop
    assert credential_hash("shop-7:AbC/42", is_imported=True) not in entries(told)
    assert ours(event, "D007") in entries(told)


def test_it_tells_the_policy_and_when_days_stays_and_sessions_begin(event, door, change):
    change("H1-IN", limit_per_day=3, anti_passback_minutes=5, one_hall=True)

    told = fetched(event, door)

    assert told["policy"] == {
        "re_entry": True, "one_hall": True, "refuse_when_full": False, "limit_per_day": 3,
        "limit_per_session": 0, "anti_passback_minutes": 5, "flush": False, "offline_names": False,
    }  # fmt: skip
    turn = datetime(2026, 12, 4, 20, 0, tzinfo=UTC).timestamp() * 1000
    assert turn in told["calendar"]["days"]
    assert told["calendar"]["stays"] == []
    assert turn in fetched(event, event.token("door"), "DIN-IN")["calendar"]["stays"]


def test_it_tells_who_was_let_in_here_and_who_is_elsewhere(event, change, venue_clock):
    door = event.token("door")
    event.scan("D001", "H1-IN", door)
    venue_clock.forward(minutes=5)
    event.scan("D001", "H1-OUT", door)
    event.scan("D002", "H1-IN", door)
    event.scan("D008", "DIN-IN", door)

    told = fetched(event, door)

    began = datetime(2026, 12, 5, 0, 30, tzinfo=UTC).timestamp() * 1000
    later = began + 5 * 60_000
    assert sorted(told["seen"]) == [[1, 0, began, began, 1, 1], [2, 1, later, later, 1, 1]]
    assert (told["inside"], told["elsewhere"]) == (1, [])
    change("H1-IN", one_hall=True)
    assert fetched(event, door)["elsewhere"] == [8]
    venue_clock.set(datetime(2026, 12, 5, 20, 0, tzinfo=UTC))  # 04:00, the dining hall is empty
    assert fetched(event, door)["elsewhere"] == []


def test_a_lost_badge_comes_as_a_difference_that_says_so(event, door, do):
    before = fetched(event, door)
    lost = ours(event, "D001")

    do("/revocations", reg_no="D001", reason="丢失")
    told = fetched(event, door, since=before["mark"])

    assert told["since"] == before["mark"] != told["mark"]
    assert "hashes" not in told
    assert {code: verdicts(profile) for code, (_, profile) in put(told).items()} == {
        lost: ["revoked"], ours(event, "D001"): [None],
    }  # fmt: skip


def test_a_walk_in_comes_as_a_difference(event, door, desk):
    before = fetched(event, door)
    reg_no = event.walk_in(desk).json["reg_no"]

    told = fetched(event, door, since=before["mark"])

    assert list(put(told)) == [ours(event, reg_no)]
    assert verdicts(put(told)[ours(event, reg_no)][1]) == ["unpaid"]
    assert told["drop"] == []


def test_without_a_change_the_difference_is_empty_and_tells_who_is_inside(event):
    door = event.token("door")
    before = fetched(event, door)
    event.scan("D001", "H1-IN", door)

    told = fetched(event, door, since=before["mark"])

    assert (told["put"], told["drop"], told["mark"]) == ([], [], before["mark"])
    assert (told["inside"], len(told["seen"])) == (1, 1)


def test_a_policy_makes_another_version_without_touching_anyone(event, door, change):
    before = fetched(event, door)

    change("H1-IN", payment_required=False)
    told = fetched(event, door, since=before["mark"])

    assert told["mark"] != before["mark"]
    assert told["put"] == told["drop"] == []
    assert "unpaid" not in [word for profile in told["profiles"] for word in verdicts(profile)]


def test_check_ins_are_told_only_where_a_door_asks_for_them(event, door, desk, change):
    before = fetched(event, door)
    event.check_in("D001", desk)
    assert fetched(event, door, since=before["mark"])["mark"] == before["mark"]

    change("DIN-IN", check_in_first=True)
    with_check_ins = fetched(event, door)
    event.check_in("D008", desk)
    told = fetched(event, door, since=with_check_ins["mark"])

    assert list(put(told)) == [ours(event, "D008")]
    dining = entries(fetched(event, event.token("door"), "DIN-IN"))
    said = {reg_no: verdicts(dining[ours(event, reg_no)][1]) for reg_no in ("D001", "D009")}
    assert said == {"D001": [None], "D009": ["not_checked_in"]}


def test_names_are_told_where_the_policy_allows_them(event, door, change, do):
    change("DIN-IN", offline_names=True)
    assert fetched(event, door)["names"] == {}
    change("H1-IN", offline_names=True)
    before = fetched(event, door)
    assert before["names"]["1"] == ["王明", "D001", "中南第一医院"]
    assert len(before["names"]) == event.count("delegates")

    do("/name-fixes", reg_no="D001", reason="错字", name="王铭")
    told = fetched(event, door, since=before["mark"])
    assert told["names"] == {"1": ["王铭", "D001", "中南第一医院"]}

    change("H1-IN", offline_names=False)
    assert fetched(event, door, since=before["mark"])["names"] == {}
    assert fetched(event, door)["names"] == {}


def test_who_may_show_names_from_now_on_gets_all_of_them(event, door, change):
    change("DIN-IN", offline_names=True)
    before = fetched(event, door)
    change("H1-IN", offline_names=True)

    told = fetched(event, door, since=before["mark"])

    assert len(told["names"]) == event.count("delegates")


def test_doors_are_told_that_it_changed_and_not_of_scans(event, desk, do):
    door = event.token("door")
    fetched(event, door)
    event.scan("D001", "H1-IN", door)
    event.check_in("D001", desk)
    fetched(event, door)
    assert roster_changes(event) == []

    do("/blocks", reg_no="D001", blocked=True, reason="闹事")
    fetched(event, door)

    assert roster_changes(event) == [Changed("roster")]


def test_a_commit_is_told_by_itself_while_a_door_asks(event, door, do):
    import gevent

    watching = gevent.spawn(event.joined.rosters.run)
    try:
        fetched(event, door)
        told = gevent.event.Event()
        event.database.bus.listen(Changed, lambda _: told.set())
        do("/revocations", reg_no="D001", reason="丢失")

        assert told.wait(timeout=10)
    finally:
        watching.kill()
    assert roster_changes(event)


def test_nothing_is_read_while_no_door_asks(event, do):
    import gevent

    watching = gevent.spawn(event.joined.rosters.run)
    try:
        do("/revocations", reg_no="D001", reason="丢失")
        gevent.idle()
    finally:
        watching.kill()

    assert roster_changes(event) == []


def test_a_version_too_old_to_be_known_gets_all(event, door, do, venue_clock):
    first = fetched(event, door)["mark"]
    last = first
    for turn in range(roster_book.VERSIONS_KEPT + 1):
        venue_clock.forward(seconds=1)  # the latest word holds
        do("/blocks", reg_no="D001", blocked=turn % 2 == 0, reason="换")
        told = fetched(event, door, since=last)
        assert "put" in told
        last = told["mark"]

    assert "hashes" in fetched(event, door, since=first)


def test_a_large_difference_is_all_of_it(event, door, do, monkeypatch):
    monkeypatch.setattr(roster_book, "ALWAYS_A_DIFFERENCE", 1)
    before = fetched(event, door)["mark"]
    for reg_no in ("D001", "D008"):
        do("/revocations", reg_no=reg_no, reason="丢失")

    assert "hashes" in fetched(event, door, since=before)


def test_a_mark_of_another_process_gets_all(event, door):
    assert "hashes" in fetched(event, door, since="0a1b2c3d-1")


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ("", (422, "malformed", "checkpoint")),
        ("?checkpoint=", (422, "malformed", "checkpoint")),
        ("?checkpoint=H1-IN&since=", (422, "malformed", "since")),
        ("?checkpoint=H1-IN&since=yesterday", (422, "malformed", "since")),
        ("?checkpoint=H1-IN&since=0a1b2c3d-1%0A", (422, "malformed", "since")),
        ("?checkpoint=H1-IN&since=%F0%9F%98%80", (422, "malformed", "since")),
        ("?checkpoint=NOWHERE", (422, "unknown_checkpoint", "checkpoint")),
        ("?checkpoint=" + "X" * 5000, (422, "unknown_checkpoint", "checkpoint")),
    ],
)
def test_what_makes_no_sense_is_refused_and_named(event, asked, refusal):
    answer = event.get(f"/roster{asked}", event.token("door"))

    assert (answer.status_code, answer.json["code"], answer.json["field"]) == refusal


def test_a_door_of_one_checkpoint_is_told_of_no_other(event, door):
    answer = event.get("/roster?checkpoint=DIN-IN", door)

    assert (answer.status_code, answer.json["code"]) == (403, "not_this_checkpoint")


def test_without_a_token_there_is_no_roster(event):
    assert event.get("/roster?checkpoint=H1-IN").status_code == 401
    assert event.get("/roster?checkpoint=H1-IN", "made-up").status_code == 401


def test_a_revoked_door_gets_none(event):
    station = event.station("door", checkpoint="H1-IN")
    event.delete(
        f"/stations/{station.station}",
        control := event.token("control"),
        operator=event.operator("technician", at=control),
    )

    assert event.get("/roster?checkpoint=H1-IN", station.token).status_code == 401


def test_a_change_is_pushed_to_doors_alone_and_names_nobody(event, door, do):
    socketio = event.app.extensions["socketio"]
    listening = {
        role: socketio.test_client(event.app, namespace="/live", auth={"token": token})
        for role, token in (("door", door), ("board", event.token("board")))
    }
    fetched(event, door)

    do("/revocations", reg_no="D001", reason="丢失")
    fetched(event, door)

    heard = {
        role: [
            told["args"][0] for told in client.get_received("/live") if told["name"] == "changed"
        ]
        for role, client in listening.items()
    }
    assert heard == {"door": [{"what": "roster", "id": None}], "board": []}
