"""Calls between stations: whom they reach, what they say, who has heard them."""

import pytest

from tests.messages.staff import call, hear, sent, shown
from tests.reception.test_changed import heard, listen
from tests.served_event import new_id


def test_a_supervisor_is_called_to_the_desk_that_calls(event):
    desk = event.station("desk", name="二号台", zone="PRE")
    control, other = event.token("control"), event.token("desk")

    answer = call(
        event, desk.token, {"roles": ["control"]}, kind="supervisor", station=desk.station
    )

    assert answer.status_code == 200
    (seen,) = shown(event, control)
    assert seen["text"] == "请主管到二号台"
    assert seen["text_en"] == "Supervisor to 二号台, please"
    assert seen["station_name"] == "二号台"
    assert seen["needs_answer"]
    assert shown(event, other) == []


def test_a_desk_nobody_named_is_called_by_its_zone(event):
    desk = event.station("desk", zone="VIP")
    control = event.token("control")

    call(event, desk.token, {"roles": ["control"]}, kind="supervisor", station=desk.station)

    assert shown(event, control)[0]["text"] == f"请主管到贵宾区 ({desk.station})"


def test_the_sender_sees_who_has_heard_it_and_who_has_not(event, venue_clock):
    control = event.token("control")
    first, second = event.station("desk", name="一号台"), event.station("desk", name="二号台")
    call_id = call(event, control, {"roles": ["desk"]}).json["station_call_id"]
    venue_clock.forward(seconds=30)
    who = event.operator("desk", at=second.token, name="前台甲")

    assert hear(event, second.token, call_id, operator=who).status_code == 200

    (seen,) = sent(event, control)
    assert (seen["answered_count"], seen["waiting_count"]) == (1, 1)
    assert [(one["name"], one["answered_by"]) for one in seen["stations"]] == [
        ("一号台", None),
        ("二号台", "前台甲"),
    ]
    assert shown(event, second.token) == []
    assert len(shown(event, first.token)) == 1
    hear(event, first.token, call_id)
    assert sent(event, control)[0]["stations"][0]["answered_by"] == "一号台", "nobody signed in"


def test_a_call_reaches_a_zone_a_hall_or_everyone_staffed_but_never_its_sender(event):
    tokens = {
        "zone": event.token("desk", zone="PRE"),
        "finance": event.token("finance"),
        "door": event.token("door", checkpoint="H1-IN"),
        "host": event.station("host", name="接待甲").token,
        "control": event.token("control"),
        "kiosk": event.token("kiosk", zone="PRE"),
        "camera": event.token("camera-agent", checkpoint="H1-IN"),
        "board": event.token("board"),
    }

    def reached(to):
        call_id = call(event, tokens["control"], to).json["station_call_id"]
        return {
            name
            for name in ("zone", "finance", "door", "host", "control", "board")
            if call_id in {one["id"] for one in shown(event, tokens[name])}
        }

    assert reached({"zones": ["PRE"]}) == {"zone"}
    assert reached({"halls": ["H1"]}) == {"door"}
    assert reached({"all": True}) == {"zone", "finance", "door", "host"}
    assert reached({"roles": ["board", "finance"]}) == {"board", "finance"}
    assert event.count("station_call_receivers") == 1 + 1 + 4 + 2


def test_a_moved_session_is_said_in_both_languages(event, venue_clock):
    control, door = event.token("control"), event.token("door", checkpoint="H1-IN")

    for more in (
        {"kind": "session_moved", "session": "B1", "hall": "DIN"},
        {"kind": "session_late", "session": "B1", "minutes": 15},
        {"kind": "back_to_hall", "session": "B1"},
        {"kind": "more_hands", "zone": "WALK"},
    ):
        call(event, control, {"all": True}, **more)
        venue_clock.forward(seconds=1)

    moved, late, back, hands = shown(event, door)
    assert moved["text"] == "青年论坛改到宴会厅"
    assert moved["text_en"] == "Young forum has moved to Dining hall"
    assert late["text_en"] == "Young forum begins 15 min later"
    assert "14:00" in back["text"]
    assert hands["text_en"].startswith("The queue at Walk-in is long")


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        ({"to": {"all": True}, "text": " "}, 422, "detail_missing", "text"),
        ({"to": {"all": True}, "kind": "supervisor"}, 422, "detail_missing", "station"),
        ({"to": {"all": True}, "kind": "pizza"}, 422, "malformed", "kind"),
        ({"to": {}, "text": "a"}, 422, "nobody_addressed", "to"),
        ({"to": {"roles": ["finance"]}, "text": "a"}, 422, "nobody_addressed", "to"),
        ({"to": {"roles": ["kiosk"]}, "text": "a"}, 422, "malformed", "to.roles[0]"),
        ({"to": {"stations": ["desk-99"]}, "text": "a"}, 404, "unknown_station", "to.stations"),
        ({"to": {"zones": ["X"]}, "text": "a"}, 404, "unknown_zone", "to.zones"),
        ({"to": {"halls": ["X"]}, "text": "a"}, 404, "unknown_hall", "to.halls"),
        (
            {"to": {"all": True}, "kind": "back_to_hall", "session": "X"},
            404,
            "unknown_session",
            "session",
        ),
    ],
)
def test_what_can_t_be_said_or_reaches_nobody_is_refused(event, body, status, code, field):
    control = event.token("control")
    event.token("desk")

    answer = event.post("/station-calls", {"station_call_id": new_id(), **body}, control)

    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (status, code, field)
    assert event.count("station_calls") == 0
    assert event.count("station_call_receivers") == 0


def test_the_same_call_twice_is_one_call_and_the_same_answer_one_answer(event):
    control, desk = event.token("control"), event.token("desk")
    body = {"station_call_id": new_id(), "to": {"all": True}, "text": "到一号厅"}

    assert (
        event.post("/station-calls", body, control).data
        == event.post("/station-calls", body, control).data
    )
    reused = event.post("/station-calls", {**body, "text": "到二号厅"}, control)
    answer = {"station_call_answer_id": new_id(), "station_call_id": body["station_call_id"]}
    first = event.post("/station-call-answers", answer, desk)
    again = event.post("/station-call-answers", answer, desk)

    assert (reused.status_code, reused.json["code"]) == (409, "id_reused")
    assert first.data == again.data
    assert hear(event, desk, body["station_call_id"]).json["code"] == "call_heard"
    assert event.count("station_calls") == event.count("station_call_answers") == 1


def test_only_who_is_called_answers(event):
    control, desk = event.station("control"), event.token("desk")
    other = event.token("desk")
    call_id = call(event, desk, {"stations": [control.station]}).json["station_call_id"]

    refused = hear(event, other, call_id)

    assert (refused.status_code, refused.json["code"]) == (403, "not_your_call")
    assert hear(event, other, new_id()).json["code"] == "unknown_call"


def test_every_page_that_is_called_is_told_at_once_and_no_other(event):
    control, finance = event.token("control"), event.token("finance")
    desk = event.station("desk")
    listening = {name: listen(event, token) for name, token in
                 (("control", control), ("finance", finance), ("desk", desk.token))}  # fmt: skip

    call_id = call(event, control, {"stations": [desk.station]}).json["station_call_id"]

    told = {"what": "calls", "id": call_id}
    assert heard(listening["desk"]) == [told]
    assert heard(listening["finance"]) == []
    assert told in heard(listening["control"])
    hear(event, desk.token, call_id)
    assert told in heard(listening["control"])


def test_a_call_that_wants_no_answer_leaves_by_itself_and_none_stands_for_ever(event, venue_clock):
    control, desk, board = (event.token(role) for role in ("control", "desk", "board"))
    call(event, control, {"roles": ["desk", "board"]}, needs_answer=False)
    call(event, control, {"roles": ["desk", "board"]}, needs_answer=True)

    venue_clock.forward(minutes=16)

    assert [one["needs_answer"] for one in shown(event, desk)] == [True]
    assert shown(event, board) == [], "nobody answers at a board"
    venue_clock.forward(hours=2)
    assert shown(event, desk) == []
    assert sent(event, control)[0]["waiting_count"] == 1, "who never answered stands on record"


def test_a_guest_s_name_reaches_no_board_and_nobody_who_may_not_see_names(event):
    desk, control, board = (event.token(role) for role in ("desk", "control", "board"))
    host = event.station("host", name="接待甲").token
    call(event, desk, {"all": True, "roles": ["board"]}, kind="guest_on_the_way", reg_no="D002")

    assert shown(event, host)[0]["text"] == "嘉宾单晓𠮷正在前来，接待人：接待甲"
    assert shown(event, board) == []
    assert shown(event, control)[0]["text"] == "一位嘉宾正在前来"
    operator = event.operator("supervisor", at=control)
    assert "单晓𠮷" in shown(event, control, operator=operator)[0]["text"]
    technician = event.operator("technician", at=control)
    assert "单晓𠮷" not in sent(event, control, operator=technician)[0]["text"]


def test_a_host_is_told_which_speaker_of_hers_is_missing_and_where_she_speaks(event):
    control, board = event.token("control"), event.token("board")
    host = event.station("host", name="接待甲")
    missing = {"kind": "speaker_missing", "reg_no": "D002", "session": "B1"}

    answer = call(event, control, {"stations": [host.station], "roles": ["board"]}, **missing)

    assert answer.json["stations"] == [host.station]
    (told,) = shown(event, host.token)
    assert told["text"] == "讲者单晓𠮷还没有到：青年论坛 14:00 在主会场开始，请联系"
    assert told["text_en"].endswith(
        "is not here yet: Young forum begins at 14:00 in Main hall; please get in touch"
    )
    assert shown(event, board) == []
    assert sent(event, control)[0]["text"] == "一位讲者还没有到"


@pytest.mark.parametrize(
    ("more", "status", "field"),
    [
        ({"session": "B1"}, 422, "reg_no"),
        ({"reg_no": "D002"}, 422, "session"),
        ({"reg_no": "D999", "session": "B1"}, 404, "reg_no"),
        ({"reg_no": "D002", "session": "X"}, 404, "session"),
    ],
)
def test_a_missing_speaker_is_called_for_by_her_number_and_session(event, more, status, field):
    event.station("host")

    answer = call(event, event.token("control"), {"all": True}, kind="speaker_missing", **more)

    assert (answer.status_code, answer.json["field"]) == (status, field)


def test_a_station_that_is_gone_is_not_called(event):
    control, gone = event.station("control"), event.station("desk")
    operator = event.operator("organiser", at=control.token)
    event.delete(f"/stations/{gone.station}", control.token, operator=operator)

    refused = call(event, control.token, {"stations": [gone.station]})

    assert refused.json["code"] == "unknown_station"
    assert event.get("/station-call-places", control.token).json["stations"] == []


def test_who_may_be_called_is_listed_with_place(event):
    control = event.token("control")
    desk = event.station("desk", zone="PRE")
    door = event.station("door", checkpoint="H1-IN")
    event.token("kiosk")

    found = event.get("/station-call-places", control).json["stations"]

    assert [(one["id"], one["zone"], one["hall"]) for one in found] == [
        (desk.station, "PRE", None),
        (door.station, None, "H1"),
    ]
