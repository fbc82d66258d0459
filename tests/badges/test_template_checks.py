"""Templates tried on people: the hardest names, everyone before the event, and who is told names."""

import io

import pytest
from PIL import Image

from onsite.badges.template_checks import MADE_UP
from tests.badges.template_desk import BADGE, PNG, TemplateDesk
from tests.doctor.doctored import spoil


@pytest.fixture
def desk(event):
    return TemplateDesk(event)


def narrow(document, width):
    """Make the box of the organisation too narrow for long ones."""
    text = [
        {**box, "width_mm": width, "height_mm": 2, "lines": 1}
        if box["text"] == "{organisation}"
        else box
        for box in document["text"]
    ]
    return {**document, "text": text}


def test_the_hardest_names_of_the_event_are_offered_each_once(desk):
    found = desk.get("/templates/samples").json["samples"]

    kinds = {each["kind"]: each for each in found}
    assert kinds["right_to_left"]["reg_no"] == "D004"
    assert kinds["rarest"]["reg_no"] == "D002"
    assert len({each["reg_no"] for each in found}) == len(found)
    assert all(each["name"] for each in found)


def test_who_may_see_nobody_is_offered_made_up_names(desk):
    found = desk.get("/templates/samples", operator=desk.technician).json["samples"]

    assert [each["kind"] for each in found] == list(MADE_UP)
    assert {each["reg_no"] for each in found} == {None}
    assert not {"王明", "عمر الأحمد"} & {each["name"] for each in found}


def test_a_preview_is_a_picture_of_the_asked_size(desk):
    answer = desk.preview(name="badge-90x130", reg_no="D004", dpi=254)

    assert answer.data.startswith(PNG)
    assert Image.open(io.BytesIO(answer.data)).size == (900, 1300)


def test_a_preview_for_a_thermal_printer_is_black_and_white(desk):
    answer = desk.preview(name="badge-90x130", sample="rarest", one_bit=True)

    assert Image.open(io.BytesIO(answer.data)).mode == "1"


@pytest.mark.parametrize("kind", MADE_UP)
def test_every_shipped_template_can_be_looked_at_with_every_made_up_name(desk, kind):
    for name in desk.names():
        answer = desk.preview(name=name, sample=kind, dpi=72, operator=desk.technician)

        assert answer.data.startswith(PNG), (name, answer.text[:200])


def test_a_template_is_drawn_in_spite_of_a_mistake_that_can_be_seen(desk):
    document = desk.read("badge-90x130")["document"]
    document["qr"][0]["width_mm"] = 20

    assert desk.preview(document=document, sample="shortest").data.startswith(PNG)


def test_what_can_t_be_drawn_says_why_box_by_box(desk):
    document = desk.read("badge-90x130")["document"]
    document["text"][1]["text"] = "{nothing}"
    document["text"][2]["size_mm"] = "large"

    answer = desk.preview(document=document, sample="shortest")

    assert (answer.status_code, answer.json["code"]) == (422, "template_problems")
    assert {each["place"] for each in answer.json["problems"]} >= {"text 3"}
    document["text"][2]["size_mm"] = 4
    answer = desk.preview(document=document, sample="shortest")
    assert "text 2" in [each["place"] for each in answer.json["problems"]]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": "badge-90x130", "sample": "nobody"}, "sample"),
        ({"name": "badge-90x130", "side": "inside"}, "side"),
        ({"name": "badge-90x130", "dpi": 9000}, "dpi"),
    ],
)
def test_a_preview_of_nothing_is_refused_by_field(desk, body, field):
    answer = desk.preview(**body)

    assert (answer.status_code, answer.json["field"]) == (422, field)


def test_a_delegate_s_preview_is_for_who_may_see_persons(desk):
    answer = desk.preview(name="badge-90x130", reg_no="D001", operator=desk.technician)
    assert (answer.status_code, answer.json["code"]) == (403, "names_hidden")
    nobody = desk.event.post(
        "/templates/preview", {"name": "badge-90x130", "reg_no": "D001"}, desk.control
    )
    assert nobody.json["code"] == "names_hidden"
    assert desk.preview(name="badge-90x130", reg_no="D999").status_code == 404


def test_everyone_is_tried_and_who_does_not_fit_is_named(desk):
    document = narrow(desk.read("badge-90x130")["document"], 9)

    found = desk.check(document=document).json

    assert found["checked"] == 11
    assert found["misfit_count"] == len(found["misfits"]) > 0
    short = next(each for each in found["misfits"] if each["reg_no"] == "D001")
    assert (short["why"], short["text"]) == ("too_small", "中南第一医院")
    assert short["place"].startswith("text ")
    assert desk.check(name="badge-90x130").json["misfits"] == []


def test_a_character_no_font_has_is_found_before_the_event(desk, event):
    spoil(event, "UPDATE delegates SET name = ? WHERE reg_no = 'D008'", "孙\U000f1234生")

    (found,) = desk.check(name="badge-90x130").json["misfits"]

    assert (found["reg_no"], found["why"]) == ("D008", "no_glyph")
    assert found["characters"] == ["\U000f1234"]
    kinds = {
        each["reg_no"]: each["kind"] for each in desk.get("/templates/samples").json["samples"]
    }
    assert kinds["D008"] == "no_glyph"


def test_a_technician_is_told_how_many_do_not_fit_and_nobody_s_name(desk):
    document = narrow(desk.read("badge-90x130")["document"], 9)

    answer = desk.check(document=document, operator=desk.technician)

    assert answer.json["people_count"] > 0
    assert {each["name"] for each in answer.json["misfits"]} == {None}
    for hidden in ("D001", "王明", "中南第一医院"):
        assert hidden not in answer.text


def test_a_template_for_one_category_is_tried_on_its_people_alone(desk):
    document = narrow(desk.read("badge-90x130")["document"], 4) | {"for_categories": ["VIP"]}

    found = desk.check(document=document).json

    assert {each["reg_no"] for each in found["misfits"]} == {"D002"}


def test_a_template_with_a_mistake_is_tried_on_nobody(desk):
    answer = desk.check(source=BADGE.replace("{name}", "{phone}", 1)).json

    assert (answer["checked"], answer["misfits"]) == (0, [])
    assert "phone" in answer["problems"][0]["message"]


def test_the_mistakes_of_a_template_alone_are_told_without_trying_anyone(desk):
    answer = desk.check(source=BADGE.replace("{name}", "{phone}", 1), only_problems=True).json

    assert answer["checked"] == 0
    assert "phone" in answer["problems"][0]["message"]
    assert desk.check(name="badge-90x130", only_problems=True).json["problems"] == []


def test_a_name_put_right_fits_a_little_later(desk, event, venue_clock):
    spoil(event, "UPDATE delegates SET name = ? WHERE reg_no = 'D008'", "孙\U000f1234生")
    assert desk.check(name="badge-90x130").json["misfit_count"] == 1

    spoil(event, "UPDATE delegates SET name = ? WHERE reg_no = 'D008'", "孙学生")
    venue_clock.forward(seconds=21)

    assert desk.check(name="badge-90x130").json["misfit_count"] == 0
