"""Lists of people on A4, in the columns of a template."""

import re
import zlib

import pytest


@pytest.fixture
def asks(event):
    """Ask for a list as an organiser at control: called with its name."""
    control = event.token("control")
    organiser = event.operator("organiser", at=control)
    return lambda name: event.ask("GET", f"/name-lists/{name}", None, control, operator=organiser)


@pytest.fixture
def own(event):
    """Put a template into the event's folder: called with its name and text."""

    def put(name, text):
        event.folder.templates.mkdir(exist_ok=True)
        (event.folder.templates / f"{name}.toml").write_text(text, encoding="utf-8")

    return put


def said(answer):
    """Read what stands in a PDF, line by line."""
    assert answer.status_code == 200, answer.text
    streams = re.findall(rb"stream\n(.*?)\nendstream", answer.data, re.DOTALL)
    texts = [
        text
        for each in streams
        for text in re.findall(rb"ActualText <FEFF(\w*)>", zlib.decompress(each))
    ]
    return [bytes.fromhex(text.decode()).decode("utf-16-be") for text in texts]


def test_a_list_has_everyone_who_is_expected_by_name_as_it_is_spoken(event, asks):
    wanted = event.rows("SELECT name FROM delegates WHERE NOT is_cancelled")

    lines = said(asks("name-list.pdf"))

    assert "名单 Name list" in lines
    for (name,) in wanted:
        assert any(line.startswith(name[:4]) for line in lines), name


def test_a_list_may_be_of_one_category_or_zone(event, asks):
    category, others = "VIP", event.rows("SELECT reg_no FROM delegates WHERE category <> 'VIP'")

    lines = said(asks(f"name-list.pdf?category={category}"))

    assert not {reg_no for (reg_no,) in others} & set(lines)
    assert category in lines


def test_an_event_s_own_list_has_columns_of_its_own(asks, own):
    own("diets", "width_mm = 210\nprints = 'list'\ntitle = '餐食'\n[table]\n[[column]]\n"
        "title = '餐'\ntext = '{diet|reg_no}'\n")  # fmt: skip

    lines = said(asks("diets.pdf"))

    assert lines[1:3] == ["餐食", "餐"]


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("nothing.pdf", 404, "unknown_template"),
        ("badge-90x130.pdf", 422, "not_a_list"),
        ("name-list.pdf?category=NONE", 404, "unknown_category"),
        ("name-list.pdf?zone=NONE", 404, "unknown_zone"),
    ],
)
def test_a_list_there_is_none_of_is_refused(asks, name, status, code):
    answer = asks(name)

    assert (answer.status_code, answer.json["code"]) == (status, code)


def test_a_list_of_everyone_is_for_organisers_alone(event):
    control = event.token("control")
    technician = event.operator("technician", at=control)

    answer = event.ask("GET", "/name-lists/name-list.pdf", None, control, operator=technician)

    assert answer.status_code == 403
