"""The order of a batch, what stands between its badges, and the page that stands there."""

import pytest

from onsite.badges.batch_order import Member, in_order, initial, sheets
from onsite.badges.papers import Separator
from onsite.badges.separators import separator_page
from onsite.registration.names import syllables, syllables_of_organisation


def people(*names, organisation=""):
    return [Member(nth, f"D{nth}", name, organisation) for nth, name in enumerate(names)]


def names_in_order(*names):
    return [member.name for member in in_order(people(*names), "name")]


def test_surnames_are_read_as_surnames_and_stand_together():
    assert names_in_order("王明", "单晓", "万宏", "曾国", "万安") == [
        "单晓", "万安", "万宏", "王明", "曾国",
    ]  # fmt: skip


def test_every_script_has_its_place_and_what_has_no_letter_stands_last():
    assert names_in_order("عمر", "Šárka N", "周一", "Đặng Văn", "", "김철수") == [
        "Đặng Văn", "Šárka N", "周一", "", "عمر", "김철수",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "heard"),
    [("单雄信", ("shan", "xiong", "xin")), ("John  Smith", ("john", "smith")), ("王 明", ("wang", "ming"))],
)  # fmt: skip
def test_a_name_is_sorted_by_its_syllables(name, heard):
    assert syllables(name) == heard


@pytest.mark.parametrize(
    ("name", "begins"), [("重庆医院", "chong"), ("长沙大学", "chang"), ("解放军医院", "jie")]
)
def test_an_organisation_is_read_as_its_words_are_spoken(name, begins):
    assert syllables_of_organisation(name)[0] == begins


def test_numbers_are_sorted_as_people_count():
    members = [
        Member(nth, reg_no, "", "") for nth, reg_no in enumerate(("D10", "D9", "B2", "D009"))
    ]

    assert [member.reg_no for member in in_order(members, "reg_no")] == ["B2", "D009", "D9", "D10"]


def test_a_separator_says_what_comes_how_many_and_which():
    members = in_order(
        people("甲", "乙", organisation="长沙医院") + people("丙", organisation="重庆医院"), "organisation"
    )  # fmt: skip

    pages = sheets(members, sort="organisation", separators="organisation", box_size=2)

    assert [page.separator for page in pages if page.separator] == [
        Separator(word="长沙医院", count=2, first=1, last=2, box=1),
        Separator(word="重庆医院", count=1, first=3, last=3, box=2),
    ]
    assert [(page.position, page.box) for page in pages if page.member] == [(1, 1), (2, 1), (3, 2)]


def test_the_initial_is_of_what_is_sorted_by():
    member = Member(1, "D1", "王明", "重庆医院")

    assert initial(member, "organisation") == "C"
    assert initial(member, "name") == "W"
    assert initial(Member(1, "D1", "", ""), "name") == "#"


@pytest.mark.parametrize("height_mm", [130, 29, None])
@pytest.mark.parametrize(
    ("separator", "expected"),
    [
        (
            Separator(word="长沙医院", count=3, first=4, last=6, box=2),
            ["长沙医院", "盒 Box 2", "3 枚 badges", "4 – 6"],
        ),
        (Separator(word="", count=50, first=1, last=50, box=1), ["盒 Box 1", "50 枚 badges", "1 – 50"]),
        (Separator(word="", count=1, first=1, last=1), ["—", "1 枚 badges", "1 – 1"]),
    ],
)  # fmt: skip
def test_a_separator_stands_on_the_badges_stock_whole(separator, expected, height_mm):
    page = separator_page(separator, width_mm=90, height_mm=height_mm)

    said = ["".join(placed.line.text for placed in text.lines) for text in page.texts]
    assert said == expected
    assert (page.width_mm, page.height_mm) == (90, height_mm or 72)
    for text in page.texts:
        for placed in text.lines:
            assert placed.x_mm >= 0
            assert placed.x_mm + placed.line.width_em * text.size_mm <= 90
            assert 0 < placed.baseline_mm < page.height_mm


def test_a_separator_s_edges_are_dark_across_the_whole_page():
    page = separator_page(Separator("A", 1, 1, 1), width_mm=90, height_mm=130)

    assert [(area.box.x_mm, area.box.width_mm) for area in page.areas] == [(0, 90), (0, 90)]
    assert page.areas[0].box.y_mm == 0
    assert page.areas[1].box.y_mm + page.areas[1].box.height_mm == pytest.approx(130)
