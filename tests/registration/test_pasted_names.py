"""Lists as they are written in chats: nobody on them is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.registration.pasted_names import Person, parse, repeated


def only(text):
    pasted = parse(text)
    assert pasted.problems == []
    assert len(pasted.people) == 1
    return pasted.people[0]


@pytest.mark.parametrize(
    ("line", "name", "phone", "organisation"),
    [
        ("1. 张三 13800000001 某医院", "张三", "13800000001", "某医院"),
        ("2、李四，13800000002，华东大学", "李四", "13800000002", "华东大学"),
        ("3) 王五\t某某大学\t138 0000 0003", "王五", "13800000003", "某某大学"),
        ("4 赵六 +86 138-0000-0004", "赵六", "13800000004", ""),
        ("5.孙七13800000005某院", "孙七", "13800000005", "某院"),
        ("⑥ 阿卜杜热依木·买买提 13800000006", "阿卜杜热依木·买买提", "13800000006", ""),
        ("７．周八🌹　１３８０００００００７　第一医院", "周八", "13800000007", "第一医院"),
        ("- 吴九 / 某公司 / 13800000008", "吴九", "13800000008", "某公司"),
        ("郑十(城西医院)13800000009", "郑十", "13800000009", "城西医院"),
        ("城西医院 冯甲 13800000010", "冯甲", "13800000010", "城西医院"),
        ("姓名：陈乙 单位：城西医院 电话：13800000011", "陈乙", "13800000011", "城西医院"),
        ("Jean O'Neil, Rivers Clinic, +420 601 000 003", "Jean O'Neil", "+420601000003", "Rivers Clinic"),
        ("Anna Maria Smith 某公司 13800000012", "Anna Maria Smith", "13800000012", "某公司"),
        ("8. 李 四 13800000013", "李四", "13800000013", ""),
        ("9. 欧阳娜娜", "欧阳娜娜", "", ""),
        ("138 0000 0014 卫丙", "卫丙", "13800000014", ""),
        ("10. 蒋丁 010-62345678 北京某院", "蒋丁", "01062345678", "北京某院"),
        ("11. 沈戊（女） 13800000015", "沈戊", "13800000015", ""),
    ],
    ids=range(18),
)  # fmt: skip
def test_a_line_is_read_however_it_is_written(line, name, phone, organisation):
    person = only(line)

    assert (person.name, person.phone, person.organisation) == (name, phone, organisation)


def test_a_position_is_told_from_an_organisation():
    assert only("陈乙 副主任医师 第一医院") == Person([1], "陈乙", "第一医院", "", "副主任医师")


def test_labels_on_lines_of_their_own_make_one_person():
    person = only("姓名：孙七\n单位：城东医院\n手机：138-0000-0005\n职务：主任")

    assert person == Person([1, 2, 3, 4], "孙七", "城东医院", "13800000005", "主任")


def test_a_chain_of_wechat_gives_its_people_and_shows_its_heading():
    pasted = parse("#接龙\n两江年会现场报名\n\n1. 张三\n2. 李四 13800000002\n3. 王五 某医院")

    assert [person.name for person in pasted.people] == ["张三", "李四", "王五"]
    assert [(one.line, one.code) for one in pasted.problems] == [(1, "heading"), (2, "heading")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("#接龙", "heading"),
        ("请大家按格式填写：", "heading"),
        ("--------", "heading"),
        ("3. 13800000009", "no_name"),
        ("12.", "no_name"),
        ("姓名：", "no_name"),
        ("4. 冯一 1380000001", "bad_phone"),
        ("姓名：冯一 电话：12345", "bad_phone"),
        ("5. 沈六+家属1", "several_people"),
        ("张三、李四、王五", "several_people"),
        ("1. 张三 2. 李四", "several_people"),
        ("沈六等3人", "several_people"),
        ("我" * 41, "too_long"),
    ],
)
def test_what_is_no_person_is_told_and_not_lost(line, code):
    pasted = parse(line)

    assert pasted.people == []
    assert [(one.line, one.text, one.code) for one in pasted.problems] == [(1, line, code)]


def test_nothing_pasted_is_nobody():
    assert parse("").people == parse(" \n\t\n").problems == []


PIECES = st.one_of(
    st.sampled_from(
        ["张三", "李四", "\n", "\n", "1. ", "2、", "\t", "，", " ", "13800000001", "138", "某医院",
         "姓名：", "单位:", "电话：", "#接龙", "+", "(", "）", "：", "🌹", "O'Neil", "\u2028", "\u200b"]
    ),
    st.text(max_size=6),
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_line_is_a_person_or_a_problem(text):
    pasted = parse(text)

    told = [number for person in pasted.people for number in person.lines]
    told += [problem.line for problem in pasted.problems]
    lines = dict(enumerate(text.splitlines(), start=1))
    seen = {
        number
        for number, line in lines.items()
        if any(char.isprintable() and not char.isspace() for char in line)
    }
    assert len(told) == len(set(told))
    assert seen <= set(told) <= set(lines)
    assert all(person.name for person in pasted.people)


@pytest.mark.parametrize(
    ("second", "is_marked"),
    [
        ("张三 13800000001 某医院", True),
        ("张 三 +86 138-0000-0001", True),
        ("张三 某医院 13800000099", True),
        ("张三", True),
        ("张三 另一医院 13800000099", False),
        ("张三丰 13800000001 某医院", False),
    ],
)
def test_who_stands_on_the_list_twice_is_marked_where_she_comes_again(second, is_marked):
    people = parse(f"1. 张三 13800000001 某医院\n2. 李四 13800000002\n{second}").people

    assert repeated(people) == [None, None, 1 if is_marked else None]


def test_a_third_line_of_the_same_person_points_at_the_first():
    assert repeated(parse("王五 某院\n\n王五 某院\n王五 某院").people) == [None, 1, 1]
