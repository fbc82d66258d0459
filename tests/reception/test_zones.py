"""Zones as a congress runs them: hours and places set on the day, queues measured, slow ones told."""

from datetime import timedelta

from tests.served_event import new_id

PRE_PEOPLE = ("D001", "D004", "D007", "D008", "D009", "D010", "D011", "D012")


def zone(event, code="PRE"):
    found = event.get("/zones", event.token("desk")).json["zones"]
    return {row["code"]: row for row in found}[code]


def slip(event, token, code="PRE"):
    return event.post("/queue-slips", {"queue_slip_id": new_id(), "zone": code}, token).json


def scan(event, token, code):
    return event.post("/queue-slip-scans", {"queue_slip_scan_id": new_id(), "code": code}, token)


def test_a_zone_shows_whom_it_expects_and_who_came(event):
    desk = event.station("desk", zone="PRE", name="一号台")
    event.check_in("D001", desk.token)

    found = zone(event)

    assert found["expected"] == 9  # the cancelled one is not expected
    assert found["arrived"] == 1
    assert found["categories"] == ["MEM", "STU", "STF"]
    assert found["stations"] == [{"id": desk.station, "name": "一号台"}]
    assert found["is_open"] is True
    assert found["is_strict"] is False
    assert found["wait_s"] is None
    assert found["wait_by"] is None


def test_the_wait_is_computed_from_how_long_people_took(event, venue_clock):
    desk = event.token("desk", zone="PRE")
    for reg_no in PRE_PEOPLE:
        venue_clock.forward(seconds=30)
        assert event.check_in(reg_no, desk).json["outcome"] == "checked_in"

    found = zone(event)

    assert found["service_s"] == 30
    assert found["served_per_minute"] == 0.8
    assert found["wait_by"] == "model"
    assert found["wait_s"] == 20  # M/M/1: rho 0.4, 0.4 * 30 / 0.6
    assert found["stations_needed"] == 1
    assert found["alarm"] is False


def test_a_slip_through_the_queue_tells_the_true_wait(event, venue_clock):
    desk, kiosk = event.token("desk"), event.token("kiosk")
    given = slip(event, kiosk)
    venue_clock.forward(minutes=4, seconds=10)

    taken = scan(event, desk, given["code"].lower())

    assert taken.status_code == 200
    assert taken.json["waited_s"] == 250
    assert taken.json["number"] == given["number"] == 1
    found = zone(event)
    assert (found["wait_s"], found["wait_by"]) == (250, "slips")


def test_a_slip_is_printed_with_its_number_and_code(event):
    given = slip(event, event.token("desk"))

    paper = event.rows("SELECT paper FROM print_jobs WHERE id = :id", id=given["print_job"])[0][0]

    assert given["code"] in paper
    assert '"1"' in paper
    assert given["has_printer"] is False
    assert slip(event, event.token("desk"))["number"] == 2


def test_the_same_slip_twice_is_one_slip(event):
    desk = event.token("desk")
    body = {"queue_slip_id": new_id(), "zone": "PRE"}

    first, second = event.post("/queue-slips", body, desk), event.post("/queue-slips", body, desk)

    assert first.data == second.data
    assert event.count("queue_slips") == 1
    assert event.count("print_jobs") == 1
    assert event.post("/queue-slips", {**body, "zone": "VIP"}, desk).json["code"] == "id_reused"


def test_a_slip_is_taken_once_and_an_unknown_one_not_at_all(event):
    desk = event.token("desk")
    code = slip(event, desk)["code"]
    assert scan(event, desk, code).status_code == 200

    again, unknown = scan(event, desk, code), scan(event, desk, "QS00000000000000")

    assert (again.status_code, again.json["code"]) == (409, "slip_scanned")
    assert (unknown.status_code, unknown.json["code"]) == (404, "unknown_queue_slip")
    assert unknown.json["field"] == "code"
    assert event.count("queue_slip_scans") == 1


def test_a_slip_for_no_zone_is_refused(event):
    answer = event.post(
        "/queue-slips", {"queue_slip_id": new_id(), "zone": "NOPE"}, event.token("desk")
    )

    assert (answer.status_code, answer.json["code"]) == (404, "unknown_zone")
    assert answer.json["field"] == "zone"


def test_a_slow_zone_is_an_alert_once_while_it_is_slow(event, venue_clock):
    desk = event.token("desk")
    for _ in range(3):
        code = slip(event, desk)["code"]
        venue_clock.forward(minutes=11)
        scan(event, desk, code)
        event.joined.watch.look()

    alerts = [
        row for row in event.get("/alerts", desk).json["alerts"] if row["kind"] != "speaker_missing"
    ]

    assert zone(event)["alarm"] is True
    assert [row["kind"] for row in alerts] == ["slow_zone"]
    assert alerts[0]["zone"] == "PRE"
    assert alerts[0]["wait_s"] == 660


def put(event, code, body):
    control = event.token("control")
    operator = event.operator("supervisor", at=control)
    return event.put(f"/zones/{code}", body, control, operator=operator)


def test_hours_and_place_set_on_the_day_hold_at_once(event, venue_clock):
    closes_at = (venue_clock() + timedelta(minutes=1)).isoformat()

    answer = put(event, "PRE", {"closes_at": closes_at, "place": "二层东厅", "is_strict": True})
    venue_clock.forward(minutes=2)

    assert answer.status_code == 200
    assert answer.json["place"] == "二层东厅"
    assert answer.json["is_strict"] is True
    assert zone(event)["is_open"] is False
    notes = event.check_in("D001", event.token("desk", zone="PRE")).json["notes"]
    assert len(notes) == 1  # outside the hours that were set
    assert event.rows("SELECT zone, operator FROM zone_changes") == [("PRE", "supervisor operator")]
    me = event.get("/me", event.token("kiosk")).json
    assert {row["code"]: row["place"] for row in me["zones"]}["PRE"] == "二层东厅"


def test_a_zone_may_be_open_always(event):
    answer = put(event, "PRE", {"opens_at": None, "closes_at": None})

    assert answer.json["opens_at"] is answer.json["closes_at"] is None
    assert answer.json["is_open"] is True


def test_a_zone_can_not_close_before_it_opens(event):
    answer = put(event, "PRE", {"closes_at": "2026-12-01T00:00:00Z"})

    assert (answer.status_code, answer.json["code"]) == (422, "bad_hours")
    assert answer.json["field"] == "closes_at"
    assert event.count("zone_changes") == 0
    assert put(event, "NOPE", {"place": "x"}).status_code == 404
    assert put(event, "PRE", {"closes_at": "2026-12-05T10:00:00"}).json["field"] == "closes_at"


def test_the_wait_that_alarms_is_the_organiser_s_choice(event):
    control = event.token("control")
    supervisor = event.operator("supervisor", at=control)

    before = event.get("/reception-settings", control).json
    after = event.put(
        "/reception-settings", {"wait_alarm_minutes": 5}, control, operator=supervisor
    ).json

    assert before == {"speaker_minutes": 30, "wait_alarm_minutes": 10}
    assert after == {"speaker_minutes": 30, "wait_alarm_minutes": 5}
    bad = event.put("/reception-settings", {"speaker_minutes": 0}, control, operator=supervisor)
    assert (bad.status_code, bad.json["field"]) == (422, "speaker_minutes")
