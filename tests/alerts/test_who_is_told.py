"""Who is told of what: by the page, by who is signed in there, by what was decided."""

import pytest

from tests.alerts.causes import CAUSES
from tests.served_event import new_id


def told_at(event, token, **options):
    answer = event.get("/alerts", token, **options)
    assert answer.status_code == 200, answer.text
    return {row["kind"] for row in answer.json["alerts"]}


def decide(event, **rule):
    return event.put("/alert-settings", {"rules": [rule]}, event.joined.local_token)


def test_a_drawer_over_its_limit_is_told_to_supervisors_at_control_alone(event):
    CAUSES["drawer_over"][0](event)
    event.joined.watch.look()
    control = event.token("control")

    for role in ("desk", "finance", "board"):
        assert "drawer_over" not in told_at(event, event.token(role))
    assert "drawer_over" not in told_at(event, control)
    for role in ("finance", "technician", "desk"):
        assert "drawer_over" not in told_at(
            event, control, operator=event.operator(role, at=control)
        )
    supervisor = event.operator("supervisor", at=control)
    assert "drawer_over" in told_at(event, control, operator=supervisor)
    text = event.get("/alerts", control, operator=supervisor).text
    assert "61000" not in text  # what it should hold is told nowhere before it is counted


def test_every_kind_can_be_told_wherever_it_may_be(event):
    local = event.joined.local_token
    for rule in event.get("/alert-settings", local).json["rules"]:
        kept = {name: rule[name] for name in ("kind", "is_on", "tells_bots")}

        answer = decide(event, **kept, roles=rule["at_most"])

        assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("kind", ["drawer_over", "budget_over_15"])
def test_money_can_be_told_at_no_other_page(event, kind):
    answer = decide(event, kind=kind, is_on=True, roles=["finance"], tells_bots=False)

    assert answer.status_code == 422
    assert (answer.json["code"], answer.json["field"]) == ("not_told_there", "rules[0].roles")


def test_a_board_is_told_of_halls_and_of_no_person(event):
    for kind in ("hall_full", "vip_arrived", "speaker_missing"):
        CAUSES[kind][0](event)
    event.joined.watch.look()
    board = event.token("board")

    assert "hall_full" in told_at(event, board)
    assert told_at(event, board).isdisjoint({"vip_arrived", "speaker_missing"})
    assert "单晓" not in event.get("/alerts", board).text


def test_a_door_is_told_of_halls_and_of_no_person(event):
    for kind in ("hall_full", "vip_arrived", "speaker_missing"):
        CAUSES[kind][0](event)
    event.joined.watch.look()
    door = event.token("door")

    assert "hall_full" in told_at(event, door)
    assert told_at(event, door).isdisjoint({"vip_arrived", "speaker_missing"})
    assert "单晓" not in event.get("/alerts", door).text


def test_a_door_has_seen_nothing_for_others(event):
    CAUSES["hall_full"][0](event)
    event.joined.watch.look()
    body = {"alert_acknowledgement_id": new_id(), "name": "通道甲"}

    answer = event.post("/alerts/hall_full:H1/acknowledgements", body, event.token("door"))

    assert answer.status_code == 403


def test_a_page_that_is_not_told_can_not_say_it_has_seen_it(event):
    CAUSES["hall_full"][0](event)
    event.joined.watch.look()

    answer = event.post(
        "/alerts/hall_full:H1/acknowledgements",
        {"alert_acknowledgement_id": new_id()},
        event.token("desk"),
    )

    assert (answer.status_code, answer.json["code"]) == (404, "unknown_alert")


def test_a_rule_says_which_pages_are_told(event):
    answer = decide(
        event, kind="hall_full", is_on=True, roles=["desk", "control"], tells_bots=False
    )
    assert answer.status_code == 200, answer.text
    CAUSES["hall_full"][0](event)
    event.joined.watch.look()

    assert "hall_full" in told_at(event, event.token("desk"))
    assert "hall_full" not in told_at(event, event.token("board"))


def test_a_kind_that_was_switched_off_is_not_told_and_is_over(event):
    CAUSES["hall_full"][0](event)
    event.joined.watch.look()

    decide(event, kind="hall_full", is_on=False, roles=["control"], tells_bots=False)
    event.joined.watch.look()

    rows = event.get("/alerts", event.token("control")).json["alerts"]
    assert [row["is_over"] for row in rows if row["kind"] == "hall_full"] == [True]


def test_who_has_seen_it_may_be_named_where_nobody_is_signed_in(event):
    CAUSES["vip_arrived"][0](event)
    event.joined.watch.look()
    body = {"alert_acknowledgement_id": new_id(), "name": " 注册丙 "}

    answer = event.post("/alerts/vip_arrived:D002/acknowledgements", body, event.token("desk"))

    assert answer.json["acknowledged_by"] == "注册丙"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"hall_percent": 0}, "hall_percent"),
        ({"silent_seconds": 5}, "silent_seconds"),
        ({"digest_hours": 25}, "digest_hours"),
        ({"rules": [{"kind": "none", "is_on": True, "roles": [], "tells_bots": False}]},
         "rules[0].kind"),
        ({"rules": [{"kind": "bot_refused", "is_on": True, "roles": [], "tells_bots": True}]},
         "rules[0].tells_bots"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_refused_by_its_name_and_nothing_is_kept(event, body, field):
    before = event.get("/alert-settings", event.joined.local_token).json

    answer = event.put("/alert-settings", {"hall_percent": 70, **body}, event.joined.local_token)

    assert answer.status_code == 422
    assert answer.json["field"] == field
    assert event.get("/alert-settings", event.joined.local_token).json == before


def test_a_watcher_that_fails_stops_no_other_and_ends_nothing(event):
    CAUSES["hall_full"][0](event)
    event.joined.watch.look()
    kept = [each for each in event.joined.watch._watchers if "hall_full" not in each.kinds]
    broken = next(each for each in event.joined.watch._watchers if "hall_full" in each.kinds)

    def fails(session, now):
        raise RuntimeError("a watcher's own fault")

    event.joined.watch._watchers = (type(broken)(broken.kinds, fails, on_commit=True), *kept)
    CAUSES["vip_arrived"][0](event)
    event.joined.watch.look()

    control = event.token("control")
    rows = {row["kind"]: row for row in event.get("/alerts", control).json["alerts"]}
    assert not rows["hall_full"]["is_over"]
    assert "vip_arrived" in rows
