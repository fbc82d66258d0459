"""What a desk's page shows of before it was loaded again."""

from tests.served_event import new_id


def recent(event, token):
    found = event.get("/recent-check-ins", token).json["check_ins"]
    return [(one["reg_no"], one["outcome"]) for one in found]


def test_a_desk_that_served_nobody_has_nothing_to_show(event):
    desk, other = event.token("desk"), event.token("desk")
    event.check_in("D001", other)

    assert recent(event, desk) == []


def test_the_last_five_of_this_desk_are_told_newest_first_and_each_once(event, venue_clock):
    desk = event.token("desk")
    for reg_no in ("D001", "D002", "D003", "D005", "D007", "D008", "D001"):
        event.check_in(reg_no, desk)
        venue_clock.forward(seconds=1)

    told = recent(event, desk)

    assert [reg_no for reg_no, _ in told] == ["D001", "D008", "D007", "D005", "D003"]
    assert told[0] == ("D001", "already_checked_in")
    assert event.get("/recent-check-ins", desk).json["check_ins"][0]["name"] == "王明"


def test_a_check_in_that_was_undone_is_not_told(event, venue_clock):
    desk = event.token("desk")
    supervisor = event.operator("supervisor", at=desk)
    event.check_in("D001", desk)
    venue_clock.forward(seconds=1)
    body = {"undo_id": new_id(), "reg_no": "D001", "reason": "看错了人"}
    event.post("/check-in-undos", body, desk, operator=supervisor)

    assert recent(event, desk) == []
