"""Twenty names from a chat: looked at first, then registered at once."""

import pytest

from tests.served_event import new_id

CHAT = """#接龙
1. 张三 13700000021 城南医院
2. 王明 13800000001
3. 李四 1370000
"""


@pytest.fixture
def register(event, desk):
    def send(*lines, **more):
        body = {"walk_in_batch_id": new_id(), "category": "STF", "lines": list(lines), **more}
        return event.post("/walk-in-batches", body, desk)

    return send


def test_a_preview_shows_people_problems_and_who_is_here_already(event, desk):
    before = event.headcount()["registered"]

    shown = event.post("/pasted-names", {"text": CHAT}, desk).json

    assert [(line["line"], line["name"]) for line in shown["lines"]] == [(2, "张三"), (3, "王明")]
    assert [hit["reg_no"] for hit in shown["lines"][1]["duplicates"]] == ["D001"]
    assert [line["repeats_line"] for line in shown["lines"]] == [None, None]
    assert [(one["line"], one["code"]) for one in shown["problems"]] == [
        (1, "heading"), (4, "bad_phone"),
    ]  # fmt: skip
    assert event.headcount()["registered"] == before


def test_a_name_that_stands_on_the_list_twice_is_shown_as_that(event, desk):
    text = "1. 张三 13800000077 某医院\n2. 李四 13800000078\n3. 张三 13800000077"

    shown = event.post("/pasted-names", {"text": text}, desk).json["lines"]

    assert [line["repeats_line"] for line in shown] == [None, None, 1]


def test_twenty_people_are_registered_in_one_step(event, desk, register):
    names = [f"钟{mark}" for mark in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"]

    answer = register(*({"name": name, "organisation": "城南医院"} for name in names)).json

    assert [person["name"] for person in answer["people"]] == names
    numbers = [person["reg_no"] for person in answer["people"]]
    assert numbers == [f"TRM26-W{nth:04d}" for nth in range(1, 21)]
    assert event.headcount()["registered"] == 31
    assert event.count("walk_ins") == 20
    assert event.scan(numbers[-1], "H1-IN", event.token("door")).json["verdict"] == "admitted"


def test_badges_of_a_batch_print_in_its_order(event, register):
    people = register({"name": "钟一"}, {"name": "钟二"}, {"name": "钟三"}, print=True).json[
        "people"
    ]

    queued = event.rows("SELECT id FROM print_jobs ORDER BY created_at")
    assert [(person["print_job"],) for person in people] == queued


def test_whoever_stands_at_a_desk_has_her_badge_before_a_batch(event, desk, register):
    register({"name": "钟一"}, {"name": "钟二"}, print=True)
    event.walk_in(desk, category="STF", print=True)

    priorities = event.rows("SELECT priority FROM print_jobs ORDER BY rowid")
    assert priorities[2] < priorities[0]


def test_who_owes_waits_for_her_badge(event, register):
    answer = register({"name": "钟一"}, {"name": "钟二"}, category="STU", print=True).json

    assert answer["due_fen"] == 160000
    assert [person["print_job"] for person in answer["people"]] == [None, None]
    assert answer["notes"] == ["应缴 ¥1,600"]


def test_a_name_that_comes_twice_in_a_batch_is_told(register):
    people = register({"name": "钟一"}, {"name": "钟一"}).json["people"]

    assert [person["duplicate_count"] for person in people] == [0, 1]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"name": " "}, "lines[1].name"),
        ({"name": "钟二", "phone": "137"}, "lines[1].phone"),
        ({"organisation": "城南医院"}, "lines[1].name"),
    ],
)
def test_one_bad_line_keeps_all_out(event, register, line, field):
    answer = register({"name": "钟一"}, line)

    assert (answer.status_code, answer.json["field"]) == (422, field)
    assert event.count("walk_ins") == 0
    assert event.headcount()["registered"] == 11


def test_an_empty_batch_and_an_unknown_category_are_refused(register):
    assert register().json["field"] == "lines"
    assert register({"name": "钟一"}, category="XXX").json["field"] == "category"


def test_the_same_id_registers_nobody_twice(event, register):
    batch = new_id()
    first = register({"name": "钟一"}, walk_in_batch_id=batch)

    again = register({"name": "钟一"}, walk_in_batch_id=batch)
    other = register({"name": "钟二"}, walk_in_batch_id=batch)

    assert again.json == first.json
    assert (other.status_code, other.json["field"]) == (409, "walk_in_batch_id")
    assert event.count("walk_ins") == 1
