"""People who were not planned: registered, findable and valid at once."""

import gevent
import pytest

from tests.served_event import new_id


def register(event, desk, **more):
    return event.walk_in(desk, **more)


def test_a_walk_in_has_a_number_a_debt_and_a_credential(event, desk):
    walk_in_id = new_id()

    answer = register(event, desk, walk_in_id=walk_in_id)

    assert answer.json == {
        "walk_in_id": walk_in_id,
        "reg_no": "TRM26-W0001",
        "due_fen": 80000,
        "owes_fen": 80000,
        "change_fen": 0,
        "receipt": None,
        "receipt_job": None,
        "released": False,
        "checked_in_at": None,
        "handed_out": [],
        "print_job": None,
        "notes": ["应缴 ¥800"],
        "duplicates": [],
        "duplicate_count": 0,
    }
    assert len(event.credential("TRM26-W0001")) == 29


def test_a_walk_in_counts_as_registered_at_once(event, desk):
    before = event.headcount()

    register(event, desk)

    after = event.headcount()
    assert after["registered"] == before["registered"] + 1
    assert (
        after["by_category"]["STU"]["registered"] == before["by_category"]["STU"]["registered"] + 1
    )


def test_a_walk_in_without_a_fee_is_valid_at_every_desk_and_door_at_once(event, desk):
    register(event, desk, category="STF")

    assert event.check_in("TRM26-W0001", desk).json["outcome"] == "checked_in"
    assert event.scan("TRM26-W0001", "H1-IN", event.token("door")).json["verdict"] == "admitted"


def test_a_walk_in_who_owes_is_released_by_a_supervisor_s_word(event, desk):
    register(event, desk)
    assert event.check_in("TRM26-W0001", desk).json["reason"] == "unpaid"
    operator = event.operator("supervisor", at=desk)

    body = {"override_id": new_id(), "reg_no": "TRM26-W0001", "reason": "会后付款"}
    event.post("/overrides", body, desk, operator=operator)

    assert event.check_in("TRM26-W0001", desk).json["outcome"] == "checked_in"


def test_the_on_site_fee_is_charged_where_there_is_one(event, desk):
    fees = [register(event, desk, category=code).json["due_fen"] for code in ("MEM", "VIP")]

    assert fees == [220000, 0]


def test_the_same_id_makes_one_person(event, desk):
    walk_in_id = new_id()
    first = register(event, desk, walk_in_id=walk_in_id)

    again = register(event, desk, walk_in_id=walk_in_id)

    assert again.json == first.json
    assert event.rows("SELECT count(*) FROM delegates WHERE is_walk_in") == [(1,)]
    assert register(event, desk, walk_in_id=walk_in_id, name="别人").status_code == 409


def test_numbers_go_on(event, desk):
    assert [register(event, desk).json["reg_no"] for _ in range(3)] == [
        "TRM26-W0001", "TRM26-W0002", "TRM26-W0003",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "more",
    [{"name": "王明"}, {"phone": "13800000001"}, {"phone": "138 0000 0001"}, {"phone": "+86 138-0000-0001"}],
    ids=range(4),
)  # fmt: skip
def test_who_may_be_here_already_is_shown_as_a_duplicate(event, desk, more):
    duplicates = register(event, desk, **more).json["duplicates"]

    assert [row["reg_no"] for row in duplicates] == ["D001"]


@pytest.mark.parametrize("more", [{"name": "王"}, {"phone": "13700000001"}, {"name": "王明明"}])
def test_who_is_merely_like_someone_is_no_duplicate(event, desk, more):
    assert register(event, desk, **more).json["duplicates"] == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": " \u3000 "}, "name"),
        ({"phone": ""}, "phone"),
        ({"phone": "0001"}, "phone"),
        ({"phone": "1380000000"}, "phone"),
        ({"phone": "打电话"}, "phone"),
        ({"organisation": " "}, "organisation"),
        ({"email": "nobody"}, "email"),
        ({"email": "lz@hospital"}, "email"),
        ({"email": "lz@qq.com,wm@qq.com"}, "email"),
        ({"email": "li zhe@example.org"}, "email"),
        ({"email": "lz@example..org"}, "email"),
        ({"email": "@example.org"}, "email"),
        ({"identity_number": "11010519491231002Y"}, "identity_number"),
        ({"identity_number": "110105194912310021"}, "identity_number"),
        ({"identity_number": "1101051949123100"}, "identity_number"),
        ({"identity_number": "？"}, "identity_number"),
        ({"consent": False}, "consent"),
        ({"name": "x" * 201}, "name"),
        ({"name": "王\x00明"}, "name"),
        ({"name": "王\n明"}, "name"),
        ({"name": None}, "name"),
        ({"category": "VOP"}, "category"),
        ({"phone": 138}, "phone"),
        ({"walk_in_id": "1"}, "walk_in_id"),
        ({"colour": "red"}, "colour"),
    ],
    ids=range(26),
)
def test_a_form_that_can_t_be_is_refused_by_field(event, desk, more, field):
    answer = register(event, desk, **more)

    assert (answer.status_code, answer.json["field"]) == (422, field)
    assert event.rows("SELECT count(*) FROM delegates WHERE is_walk_in") == [(0,)]
    assert event.headcount()["registered"] == 11


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("lz@example.org", "lz@example.org"),
        (" Li.Zhe+1@mail.example.com.cn ", "Li.Zhe+1@mail.example.com.cn"),
        ("ｌｚ＠example．org", "lz@example.org"),
        ("", ""),
    ],
)
def test_an_address_is_kept_as_mail_finds_it(event, desk, typed, kept):
    reg_no = register(event, desk, email=typed).json["reg_no"]

    assert event.rows("SELECT email FROM delegates WHERE reg_no = :it", it=reg_no) == [(kept,)]


@pytest.mark.parametrize("name", ["𠮷田", "Šárka", "عمر", "O'Neil <b>", "阿卜杜热依木·买买提"])
def test_every_name_is_kept_as_it_was_typed(event, desk, name):
    reg_no = register(event, desk, name=f"  {name} ").json["reg_no"]

    assert event.get(f"/delegates/{reg_no}", desk).json["name"] == name


def test_many_desks_at_once_give_no_number_twice(event):
    desks = [event.token("desk") for _ in range(5)]

    def come(nth):
        body = {
            "walk_in_id": new_id(), "name": f"钟{nth}", "category": "STU", "consent": True,
            "phone": f"137000{nth:05d}", "organisation": "城南医院",
        }  # fmt: skip
        headers = {"Authorization": f"Bearer {desks[nth % 5]}"}
        return event.app.test_client().post("/api/v1/walk-ins", json=body, headers=headers)

    answers = [greenlet.get() for greenlet in [gevent.spawn(come, nth) for nth in range(40)]]

    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json["reg_no"] for answer in answers} == {
        f"TRM26-W{nth:04d}" for nth in range(1, 41)
    }


@pytest.mark.parametrize(("hours", "noted"), [(0, False), (8, True)])
def test_outside_the_zone_s_hours_a_walk_in_is_registered_with_a_note(
    event, desk, venue_clock, hours, noted
):
    venue_clock.forward(minutes=-30)  # 08:00 on the second day; PRE opened on the first
    venue_clock.forward(days=1, hours=hours)
    batch = {"walk_in_batch_id": new_id(), "category": "STF", "lines": [{"name": "钟二"}]}

    alone = register(event, desk, category="STF").json
    listed = event.post("/walk-in-batches", batch, desk).json

    assert alone["reg_no"]
    assert alone["notes"] == listed["notes"] == (["不在该注册区的开放时间内。"] if noted else [])
