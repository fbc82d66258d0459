"""Cloakroom and lost property: one tag on one thing, a slip, and a row when it goes back."""

import pytest

from tests.handouts.materials import refused
from tests.served_event import new_id


def keep(materials, kind="cloakroom", **more):
    return materials.post("/keepings", "keeping_id", kind=kind, **more)


def give_back(materials, **body):
    return materials.post("/keeping-returns", "keeping_return_id", **body)


def test_a_coat_gets_the_next_tag_and_its_slip(event, materials):
    tags = [keep(materials, reg_no=reg_no).json["tag"] for reg_no in ("D001", "D004")]

    assert tags == ["C001", "C002"]
    assert event.rows("SELECT prints, count(*) FROM print_jobs GROUP BY 1") == [("voucher", 2)]
    assert "C001" in event.rows("SELECT paper FROM print_jobs ORDER BY created_at")[0][0]


def test_a_tag_hangs_on_one_thing_and_is_free_when_that_is_gone(event, materials):
    first = keep(materials, tag="C002", description="黑色大衣").json["keeping_id"]

    assert refused(keep(materials, tag="C002")) == (409, "tag_taken", "tag")
    assert [keep(materials).json["tag"] for _ in range(2)] == ["C003", "C004"]
    assert give_back(materials, tag="C002").json["description"] == "黑色大衣"
    assert refused(give_back(materials, tag="C002")) == (409, "not_kept", "tag")
    assert refused(give_back(materials, keeping_id=first)) == (409, "not_kept", "tag")
    assert keep(materials, tag="C002").status_code == 200


def test_a_found_thing_is_described_and_goes_to_someone_named(event, materials):
    assert refused(keep(materials, "lost_property")) == (422, "description_needed", "description")
    found = keep(materials, "lost_property", description="蓝色水杯", place="主会场").json
    assert found["tag"] == "L001"

    nobody = give_back(materials, keeping_id=found["keeping_id"])
    answer = give_back(materials, keeping_id=found["keeping_id"], reg_no="D001")

    assert refused(nobody) == (422, "names_needed", "to_whom")
    assert answer.json["to_whom"] == "王明"
    assert event.rows("SELECT to_whom, delegate_id FROM keeping_returns") == [("王明", 1)]


def test_the_list_is_searched_and_says_how_many_are_here(event, materials):
    keep(materials, reg_no="D001", place="12号钩")
    keep(materials, description="电脑包 100%")
    keep(materials, "lost_property", description="耳机")
    give_back(materials, tag="C001")

    def tags(query):
        return [line["tag"] for line in event.get(query, materials.desk).json["keepings"]]

    assert tags("/keepings?kind=cloakroom") == ["C002", "C001"]
    assert tags("/keepings?kind=cloakroom&here=1") == ["C002"]
    assert tags("/keepings?q=王明") == ["C001"]
    assert tags("/keepings?q=100%25") == ["C002"]
    answer = event.get("/keepings", materials.desk).json
    assert answer["counts"] == {"cloakroom": 1, "lost_property": 1}
    (line,) = [line for line in answer["keepings"] if line["tag"] == "C001"]
    assert (line["name"], line["reg_no"], line["returned_at"]) == (
        "王明", "D001", "2026-12-05T00:30:00.000Z",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"kind": "garage"}, (422, "malformed", "kind")),
        ({"kind": "cloakroom", "reg_no": "D999"}, (404, "unknown_registration", None)),
    ],
)
def test_what_can_t_be_kept_is_refused(event, materials, body, expected):
    assert refused(materials.post("/keepings", "keeping_id", **body)) == expected
    assert event.count("keepings") == event.count("tags_out") == 0
    assert refused(give_back(materials)) == (422, "malformed", "tag")
    assert event.get("/keepings?kind=garage", materials.desk).status_code == 422


def test_the_same_keeping_twice_is_one(event, materials):
    body = {"keeping_id": new_id(), "kind": "cloakroom", "print": False}

    first = event.post("/keepings", body, materials.desk)
    again = event.post("/keepings", body, materials.desk)

    assert (first.json["print_job"], again.json) == (None, first.json)
    assert event.count("keepings") == 1
    taken = {"keeping_return_id": new_id(), "tag": "C001"}
    told = event.post("/keeping-returns", taken, materials.desk)
    assert event.post("/keeping-returns", taken, materials.desk).json == told.json
