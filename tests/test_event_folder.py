def test_the_small_congress_can_be_asked(event):
    answer = event.get("/headcount", event.token("board"))

    assert answer.status_code == 200
    assert answer.json["registered"] == 11
    assert answer.json["checked_in"] == 0


def test_operators_sign_in_where_they_are(event):
    desk = event.token("desk")

    session = event.operator("supervisor", at=desk)

    me = event.get("/me", desk, operator=session)
    assert me.json["operator"]["roles"] == ["supervisor"]


def test_a_check_in_moves_the_headcount(event):
    answer = event.check_in("D001", event.token("desk", zone="PRE"))

    assert answer.json["outcome"] == "checked_in"
    assert event.headcount()["checked_in"] == 1


def test_a_scan_is_admitted(event):
    answer = event.scan("D001", "H1-IN", event.token("door", checkpoint="H1-IN"))

    assert answer.json["verdict"] == "admitted"
    assert event.headcount()["halls"]["H1"]["inside"] == 1
