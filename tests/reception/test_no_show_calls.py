"""The call sheet: who has not come, who calls whom, and what was said."""

import gevent
import pytest

from onsite.reception.no_show_standing import STATUSES
from tests.served_event import new_id


class Caller:
    """A desk with somebody signed in who calls."""

    def __init__(self, event, role="desk", *, name=None, station="desk"):
        self.event = event
        made = event.station(station, name=name)
        self.token, self.station = made.token, made.station
        self.operator = event.operator(role, at=self.token)

    def sheet(self, query=""):
        found = self.ask("get", f"/no-shows{query}")
        assert found.status_code == 200, found.text
        return found.json

    def numbers(self, query=""):
        return [one["reg_no"] for one in self.sheet(query)["no_shows"]]

    def of(self, reg_no):
        return next(one for one in self.sheet()["no_shows"] if one["reg_no"] == reg_no)

    def note(self, reg_no, outcome, *, call_id=None, **more):
        body = {
            "no_show_call_id": call_id or new_id(),
            "reg_no": reg_no,
            "outcome": outcome,
            **more,
        }
        return self.ask("post", "/no-show-calls", body)

    def claim(self, reg_no):
        return self.ask("put", "/no-show-claims/current", {"reg_no": reg_no})

    def give_back(self):
        return self.ask("delete", "/no-show-claims/current")

    def ask(self, how, path, *body, **more):
        options = {"operator": self.operator, **more}
        return getattr(self.event, how)(path, *body, self.token, **options)


@pytest.fixture
def caller(event):
    return Caller(event, name="一号台")


@pytest.fixture
def other(event):
    return Caller(event, "supervisor", name="二号台")


def correct(event, caller, path, **body):
    supervisor = event.operator("supervisor", at=caller.token)
    answer = event.post(path, {"reason": "更正", **body}, caller.token, operator=supervisor)
    assert answer.status_code == 200, answer.text


def test_everyone_expected_is_on_the_sheet_with_her_number(event, caller):
    event.check_in("D008", caller.token)

    sheet = caller.sheet()

    assert [one["reg_no"] for one in sheet["no_shows"]] == [
        "D002", "D003", "D001", "D004", "D005", "D009", "D010", "D011", "D007", "D012",
    ]  # fmt: skip
    first = sheet["no_shows"][2]
    assert (first["name"], first["phone"], first["status"]) == ("王明", "13800000001", "to_call")
    assert (first["last_call"], first["calls"], first["claim"]) == (None, 0, None)
    assert sheet["count"] == 10
    assert sheet["by_status"] == {**dict.fromkeys(STATUSES, 0), "to_call": 10}
    assert sheet["by_category"][2] == {"category": "MEM", "count": 6, "to_call": 6}


def test_what_matters_about_her_stands_beside_her_number(caller):
    speaker = caller.of("D003")

    assert speaker["guest_level"] == "B"
    assert [(one["name_en"], one["starts_at"]) for one in speaker["speaks_in"]] == [
        ("Plenary", "2026-12-05T01:00:00.000Z")
    ]
    assert caller.of("D005")["owes_fen"] == 180000


def test_within_a_category_who_may_still_be_won_comes_first(caller):
    for reg_no, outcome in (
        ("D001", "not_coming"), ("D004", "coming"), ("D005", "no_answer"), ("D009", "called"),
    ):  # fmt: skip
        assert caller.note(reg_no, outcome).json["verdict"] == "noted"

    assert caller.numbers("?category=MEM") == ["D010", "D011", "D005", "D009", "D004", "D001"]
    assert caller.numbers("?status=coming") == ["D004"]
    sheet = caller.sheet("?category=MEM&status=to_call&limit=1")
    assert [one["reg_no"] for one in sheet["no_shows"]] == ["D010"]
    assert sheet["count"] == 2, "how many there are is told, however few are shown"
    assert sheet["by_status"]["coming"] == 1


def test_the_last_word_holds_and_a_mistake_is_put_right_by_another(caller, other, venue_clock):
    caller.note("D001", "no_answer")
    caller.note("D001", "not_coming", note="出差")
    venue_clock.forward(minutes=2)
    other.note("D001", "coming", coming_at="2026-12-05T01:30:00Z")

    row = caller.of("D001")

    assert (row["status"], row["calls"]) == ("coming", 3)
    assert row["last_call"] == {
        "outcome": "coming",
        "at": "2026-12-05T00:32:00.000Z",
        "station": "二号台",
        "operator": "supervisor operator",
        "coming_at": "2026-12-05T01:30:00.000Z",
        "note": "",
    }


def test_two_words_of_one_instant_stand_in_their_order(caller):
    for outcome in ("no_answer", "coming", "not_coming"):
        caller.note("D001", outcome)

    assert caller.of("D001")["status"] == "not_coming"


def test_the_same_word_twice_is_one(event, caller):
    call_id = new_id()
    first = caller.note("D001", "coming", call_id=call_id)

    assert caller.note("D001", "coming", call_id=call_id).data == first.data
    assert event.count("no_show_calls") == 1
    reused = caller.note("D001", "not_coming", call_id=call_id)
    assert (reused.status_code, reused.json["code"]) == (409, "id_reused")


def test_who_has_come_is_called_no_more_and_the_answer_says_where_she_is(event, caller):
    caller.claim("D001")
    door = event.station("desk", name="三号台").token
    event.check_in("D001", door)

    answer = caller.ask(
        "post",
        "/no-show-calls",
        {"no_show_call_id": new_id(), "reg_no": "D001", "outcome": "coming"},
        language="en",
    )

    assert answer.status_code == 200
    assert (answer.json["verdict"], answer.json["reason"]) == ("refused", "here")
    assert answer.json["message"] == "王明 is here since 08:30, at 三号台; no call is needed."
    assert "D001" not in caller.numbers()
    assert event.rows("SELECT outcome, reason FROM no_show_calls") == [("coming", "here")]


def test_a_word_that_was_refused_is_none_when_she_is_missed_again(event, caller):
    event.check_in("D001", caller.token)
    caller.note("D001", "not_coming")
    correct(event, caller, "/check-in-undos", undo_id=new_id(), reg_no="D001")

    assert caller.of("D001")["status"] == "to_call"


def test_the_cancelled_are_not_called(caller):
    assert "D006" not in caller.numbers()
    assert caller.note("D006", "called").json["reason"] == "cancelled"
    assert caller.claim("D006").json["reason"] == "cancelled"


def test_calls_follow_a_person_into_the_registration_she_was_merged_into(event, caller):
    caller.note("D010", "coming")
    correct(event, caller, "/merges", merge_id=new_id(), keep="D009", gone="D010")

    assert "D010" not in caller.numbers()
    assert caller.of("D009")["status"] == "coming"
    refused = caller.claim("D010").json
    assert (refused["reason"], refused["no_show"]) == ("merged", None)
    assert "D009" in refused["message"]


def test_what_was_said_to_somebody_is_none_about_who_comes_instead(event, caller, venue_clock):
    caller.note("D001", "not_coming")
    venue_clock.forward(seconds=1)
    correct(
        event, caller, "/substitutions",
        substitution_id=new_id(), reg_no="D001", name="黄代", phone="13800000099",
    )  # fmt: skip

    row = caller.of("D001")

    assert (row["name"], row["status"], row["calls"]) == ("黄代", "to_call", 0)


def test_a_badge_without_a_name_is_nobody_to_call(event, caller):
    body = {
        "quota_batch_id": new_id(),
        "category": "STF",
        "count": 2,
        "label": "搭建",
        "holder": "搭建公司",
    }
    made = event.post("/quota-batches", body, caller.token, operator=caller.operator)
    assert made.status_code == 200, made.text

    assert len(caller.numbers()) == caller.sheet()["count"] == 11
    reg_no = made.json["badges"][0]["reg_no"]
    for answer in (caller.claim(reg_no), caller.note(reg_no, "called")):
        assert (answer.status_code, answer.json["code"]) == (409, "no_person")
    assert event.count("no_show_claims") == event.count("no_show_calls") == 0


def test_two_desks_never_call_one_person(caller, other, venue_clock):
    taken = caller.claim("D001").json
    refused = other.ask("put", "/no-show-claims/current", {"reg_no": "D001"}, language="en").json

    assert taken["verdict"] == "claimed"
    assert taken["no_show"]["phone"] == "13800000001"
    assert taken["no_show"]["claim"]["is_mine"] is True
    assert (refused["verdict"], refused["reason"]) == ("refused", "being_called")
    assert refused["message"] == "一号台 is calling this person until 08:33; take the next one."
    seen = other.of("D001")["claim"]
    assert (seen["station"], seen["is_mine"]) == ("一号台", False)
    assert other.note("D001", "coming").json["reason"] == "being_called"
    assert other.of("D001")["status"] == "to_call"


def test_of_many_who_ask_at_once_one_desk_has_her(event):
    desks = [Caller(event) for _ in range(6)]
    asked = [
        gevent.spawn(lambda one=one: event.app.test_client().put(
            "/api/v1/no-show-claims/current",
            json={"reg_no": "D001"},
            headers={"Authorization": f"Bearer {one.token}", "X-Operator": one.operator},
        ).json["verdict"])
        for one in desks
    ]  # fmt: skip

    gevent.joinall(asked)

    assert sorted(one.value for one in asked) == ["claimed"] + ["refused"] * 5
    assert event.count("no_show_claims") == 1


def test_a_claim_ends_by_itself(caller, other, venue_clock):
    caller.claim("D001")
    venue_clock.forward(minutes=2)
    caller.claim("D001")  # she is still on the line
    venue_clock.forward(minutes=2)
    assert other.claim("D001").json["reason"] == "being_called"
    venue_clock.forward(minutes=1)

    assert other.of("D001")["claim"] is None
    assert other.claim("D001").json["verdict"] == "claimed"
    assert caller.note("D001", "coming").json["reason"] == "being_called"


def test_a_claim_ends_with_the_word_and_when_it_is_given_back(event, caller, other):
    caller.claim("D001")
    caller.note("D001", "no_answer")
    assert other.claim("D001").json["verdict"] == "claimed"

    assert other.give_back().status_code == 204
    assert caller.claim("D001").json["verdict"] == "claimed"
    assert other.give_back().status_code == 204, "nobody else's claim is touched"
    assert other.claim("D001").json["reason"] == "being_called"


def test_a_desk_calls_one_person_at_a_time(event, caller, other):
    caller.claim("D001")
    caller.claim("D004")

    assert event.count("no_show_claims") == 1
    assert other.claim("D001").json["verdict"] == "claimed"


def test_a_desk_learns_of_every_call_and_claim_at_once(event, caller):
    for act in (
        lambda: caller.note("D001", "coming"),
        lambda: caller.claim("D001"),
        caller.give_back,
    ):
        event.heard.clear()
        act()
        told = [one.what for one in event.heard if hasattr(one, "what")]
        assert told == ["no_shows"]


def test_when_she_comes_is_told_of_the_coming_only_and_lies_ahead(caller):
    ahead, over = "2026-12-05T02:00:00Z", "2026-12-05T00:10:00Z"

    for outcome, at in (("not_coming", ahead), ("coming", over)):
        answer = caller.note("D001", outcome, coming_at=at)
        assert (answer.status_code, answer.json["code"]) == (422, "coming_at_unfit")
        assert answer.json["field"] == "coming_at"
    assert caller.note("D001", "coming", coming_at="2026-12-05T08:20:00+08:00").status_code == 200


def test_bad_input_is_told_by_its_field(caller):
    assert caller.note("D001", "perhaps").json["field"] == "outcome"
    assert caller.note("D001", "coming", note="x" * 201).json["field"] == "note"
    assert (
        caller.note("D001", "coming", coming_at="2026-12-05T08:20:00").json["field"] == "coming_at"
    )
    assert caller.note("nobody", "coming").json["code"] == "unknown_registration"
    assert caller.claim("nobody").json["code"] == "unknown_registration"
    assert caller.ask("get", "/no-shows?category=NONE").json["field"] == "category"
    assert caller.ask("get", "/no-shows?status=here").json["field"] == "status"
    assert caller.ask("get", "/no-shows?limit=0").json["field"] == "limit"
    assert caller.ask("post", "/no-show-calls", b"[").json["code"] == "malformed"


@pytest.mark.parametrize("role", ["technician", "door"])
def test_nobody_s_number_is_told_without_a_right_to_call(event, caller, role):
    token = event.token("desk")
    for operator in (None, event.operator(role, at=token)):
        answer = event.get("/no-shows", token, operator=operator)
        assert (answer.status_code, answer.json["code"]) == (403, "right_missing")
    for station in ("kiosk", "board", "door", "control", "host"):
        answer = event.get("/no-shows", event.token(station))
        assert answer.json["code"] == "not_this_station"


def test_her_history_tells_the_calls(event, caller):
    caller.note("D001", "coming", coming_at="2026-12-05T01:30:00Z", note="路上")
    caller.note("D001", "not_coming")
    event.check_in("D001", caller.token)
    caller.note("D001", "no_answer")

    told = event.get("/trail?reg_no=D001&kind=no_show_calls", caller.token, language="en").json

    assert {one["what"] for one in told["trail"]} == {
        "Called by phone: is coming 12-05 09:30 路上",
        "Called by phone: is not coming",
        "A call was not noted: she is here already",
    }
