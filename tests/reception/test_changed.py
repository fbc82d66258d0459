"""What is pushed to pages: that something changed, to those who show such things, and no name with it."""

from tests.served_event import new_id


def listen(event, token):
    socketio = event.app.extensions["socketio"]
    client = socketio.test_client(event.app, namespace="/live", auth={"token": token})
    assert client.is_connected("/live")
    return client


def heard(client, name="changed"):
    return [
        message["args"][0] for message in client.get_received("/live") if message["name"] == name
    ]


def test_a_help_call_is_pushed_to_desk_and_kiosk(event):
    desk, kiosk, door = (event.token(role) for role in ("desk", "kiosk", "door"))
    listening = {role: listen(event, token) for role, token in
                 (("desk", desk), ("kiosk", kiosk), ("door", door))}  # fmt: skip
    call_id = new_id()

    event.post("/help-calls", {"help_call_id": call_id}, kiosk)

    told = {"what": "help_calls", "id": call_id}
    assert heard(listening["desk"]) == [told]
    assert heard(listening["kiosk"]) == [told]
    assert heard(listening["door"]) == []


def test_an_arrival_is_pushed_to_hosts_without_a_name(event):
    host = listen(event, event.station("host", name="接待甲").token)
    event.check_in("D002", event.token("desk"))

    event.joined.watch.look()

    told = heard(host)
    assert {row["what"] for row in told} == {"alerts", "guests"}
    assert {row["id"] for row in told} == {None}


def test_kiosks_and_hosts_are_pushed_no_headcount(event):
    for role in ("kiosk", "host"):
        client = listen(event, event.token(role))

        event.joined.live.tell({"checked_in": 1})

        assert heard(client, "headcount") == [], role
    desk = listen(event, event.token("desk"))
    event.joined.live.tell({"checked_in": 1})
    assert len(heard(desk, "headcount")) == 2  # at once, and now


def test_a_card_read_is_pushed_to_its_own_station_alone(event):
    kiosk, other = event.station("kiosk"), event.station("kiosk")
    reader = event.station("reader-agent", at=kiosk.station).token
    listening = [listen(event, one.token) for one in (kiosk, other)]
    body = {"identity_reading_id": new_id(), "number": "11010519491231002X"}

    event.post("/identity-readings", body, reader)

    assert [row["what"] for row in heard(listening[0])] == ["identity_readings"]
    assert heard(listening[1]) == []


def test_a_zone_changed_is_pushed_to_boards_too(event):
    control = event.token("control")
    supervisor = event.operator("supervisor", at=control)
    board = listen(event, event.token("board"))

    event.put("/zones/PRE", {"place": "三层"}, control, operator=supervisor)
    event.put("/zones/PRE", {"place": "三层"}, control, operator=supervisor)  # no change

    assert heard(board) == [{"what": "zones", "id": "PRE"}]


def test_agents_have_nothing_to_listen_to(event):
    socketio = event.app.extensions["socketio"]

    for role in ("print-agent", "reader-agent"):
        client = socketio.test_client(
            event.app, namespace="/live", auth={"token": event.token(role)}
        )
        assert not client.is_connected("/live"), role
