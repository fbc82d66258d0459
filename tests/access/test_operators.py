"""Operators: name and PIN at a station, lock-out, new PINs."""

import gevent
import pytest

from onsite.access.rules import lock_after
from tests.served_event import PIN


@pytest.fixture
def supervisor(event, control, organiser):
    body = {"name": "主管乙", "roles": ["supervisor"], "pin": PIN}
    event.post("/operators", body, control, operator=organiser)
    return "主管乙"


def sign_in(event, token, name, pin=PIN):
    return event.post("/operator-sessions", {"name": name, "pin": pin}, token)


def test_an_operator_is_who_she_is_at_the_station_she_signed_in_at(event, supervisor):
    desk = event.token("desk")

    answer = sign_in(event, desk, supervisor)

    assert answer.status_code == 200
    assert answer.json["name"] == supervisor
    assert answer.json["roles"] == ["supervisor"]
    assert answer.json["rights"] == [
        "batches", "block", "call", "cancel", "evacuate", "merge", "messages", "override", "policies",
        "pre_print", "recategorise", "reverse", "reverse_others", "revoke", "sign", "stock", "substitute",
        "undo",
    ]  # fmt: skip
    operator = answer.json["operator_session"]
    assert event.get("/me", desk, operator=operator).json["operator"]["name"] == supervisor


def test_an_operator_session_of_another_station_is_refused(event, supervisor):
    operator = sign_in(event, event.token("desk"), supervisor).json["operator_session"]

    answer = event.get("/me", event.token("desk"), operator=operator)

    assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in")


def test_an_invented_operator_session_is_refused(event):
    answer = event.get("/me", event.token("desk"), operator="invented")

    assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in")


def test_signing_out_ends_the_session_and_may_be_done_twice(event, supervisor):
    desk = event.token("desk")
    operator = sign_in(event, desk, supervisor).json["operator_session"]

    assert event.delete("/operator-sessions/current", desk, operator=operator).status_code == 204

    assert event.get("/me", desk, operator=operator).status_code == 401
    assert event.delete("/operator-sessions/current", desk).status_code == 204


@pytest.mark.parametrize("name", ["主管乙", "nobody at all"])
def test_a_wrong_pin_and_an_unknown_name_get_the_same_answer(event, supervisor, name):
    answer = sign_in(event, event.token("desk"), name, "000000")

    assert (answer.status_code, answer.json["code"]) == (403, "wrong_pin")


def test_staff_of_the_workbook_can_t_sign_in_until_they_have_a_pin(event, control, organiser):
    desk = event.token("desk")
    listed = {row["name"]: row for row in event.get("/operators", control).json["operators"]}
    assert listed["注册丙"] == {
        "name": "注册丙", "roles": ["desk"], "may_sign_in": False, "is_locked": False,
    }  # fmt: skip
    for pin in ("", "0000", PIN):
        assert sign_in(event, desk, "注册丙", pin).status_code == 403

    given = event.put("/operators/注册丙/pin", {"pin": PIN}, control, operator=organiser)

    assert given.status_code == 204
    assert sign_in(event, desk, "注册丙").json["roles"] == ["desk"]


def test_the_fifth_wrong_pin_closes_the_sign_in_for_a_minute(event, supervisor, venue_clock):
    desk = event.token("desk")
    for _ in range(5):
        assert sign_in(event, desk, supervisor, "000000").json["code"] == "wrong_pin"

    closed = sign_in(event, desk, supervisor)
    assert (closed.status_code, closed.json["code"]) == (429, "locked_out")

    venue_clock.forward(seconds=61)
    assert sign_in(event, desk, supervisor).status_code == 200


def test_a_right_pin_begins_the_count_anew(event, supervisor):
    desk = event.token("desk")
    for _ in range(3):
        for _ in range(4):
            sign_in(event, desk, supervisor, "000000")
        assert sign_in(event, desk, supervisor).status_code == 200


def test_many_tries_at_once_gain_nothing(event, supervisor):
    desk = event.token("desk")

    tries = [
        gevent.spawn(lambda: event.app.test_client().post(
            "/api/v1/operator-sessions",
            json={"name": supervisor, "pin": "000000"},
            headers={"Authorization": f"Bearer {desk}"},
        ).json["code"])
        for _ in range(20)
    ]  # fmt: skip
    codes = [found.get(timeout=20) for found in tries]

    assert codes.count("wrong_pin") == 5
    assert codes.count("locked_out") == 15


def test_the_lock_grows_up_to_half_an_hour():
    minutes = [lock and lock.total_seconds() / 60 for lock in map(lock_after, range(4, 13))]

    assert minutes == [None, 1, 2, 4, 8, 16, 30, 30, 30]


def test_a_new_pin_lifts_the_lock(event, control, organiser, supervisor):
    desk = event.token("desk")
    for _ in range(6):
        sign_in(event, desk, supervisor, "000000")
    listed = {row["name"]: row for row in event.get("/operators", control).json["operators"]}
    assert listed[supervisor]["is_locked"] is True

    event.put(f"/operators/{supervisor}/pin", {"pin": "135790"}, control, operator=organiser)

    assert sign_in(event, desk, supervisor, "135790").status_code == 200
    assert sign_in(event, desk, supervisor, PIN).status_code == 403


@pytest.mark.parametrize("pin", ["", "123", "x" * 65])
def test_a_pin_too_short_or_too_long_is_refused(event, control, organiser, pin):
    body = {"name": "新人", "roles": ["desk"], "pin": pin}

    answer = event.post("/operators", body, control, operator=organiser)

    assert (answer.status_code, answer.json["field"]) == (422, "pin")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "  ", "roles": ["desk"], "pin": PIN}, "name"),
        ({"name": "新人", "roles": [], "pin": PIN}, "roles"),
        ({"name": "新人", "roles": ["king"], "pin": PIN}, "roles"),
        ({"name": "新人", "pin": PIN}, "roles"),
    ],
)
def test_an_operator_who_can_t_be_is_refused_by_field(event, control, organiser, body, field):
    answer = event.post("/operators", body, control, operator=organiser)

    assert (answer.status_code, answer.json["field"]) == (422, field)


def test_a_pin_for_an_unknown_operator_is_refused(event, control, organiser):
    answer = event.put("/operators/nobody/pin", {"pin": PIN}, control, operator=organiser)

    assert (answer.status_code, answer.json["code"]) == (404, "unknown_operator")


def test_an_operator_who_gets_other_roles_has_other_rights_at_once(event, control, organiser):
    desk = event.token("desk")
    body = {"name": "换岗", "roles": ["desk"], "pin": PIN}
    event.post("/operators", body, control, operator=organiser)
    operator = sign_in(event, desk, "换岗").json["operator_session"]

    event.post("/operators", body | {"roles": ["supervisor", "door"]}, control, operator=organiser)

    me = event.get("/me", desk, operator=operator).json["operator"]
    assert me["roles"] == ["supervisor", "door"]
    assert "override" in me["rights"]


def test_no_pin_is_kept_readable(event, supervisor):
    kept = str(event.rows("SELECT pin_hash FROM operators"))

    assert PIN not in kept
    assert "$argon2id$" in kept


def test_a_new_pin_signs_out_whoever_used_the_old_one(event):
    control = event.token("control")
    organiser = event.operator("organiser", at=control)
    technician = event.operator("technician", at=control)

    event.put("/operators/technician operator/pin", {"pin": "9753"}, control, operator=organiser)

    answer = event.get("/stations", control, operator=technician)
    assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in")
