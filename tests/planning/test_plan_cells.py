from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.planning import cells, dates, identities
from onsite.planning.cells import CellError, CellWarning
from onsite.planning.tables import TABLES, Kind, heading_key
from onsite.planning.vocabulary import parser_of

SHANGHAI = ZoneInfo("Asia/Shanghai")

MEANT_DATES = [
    "2026-12-04",
    "2026/12/4",
    "2026.12.4",
    "2026年12月4日",
    "2026年12月4日（周五）",
    "２０２６年１２月４日",
    "20261204",
    20261204.0,
    46360.0,
    "46360",
    date(2026, 12, 4),
    datetime(2026, 12, 4, 8, 0),  # noqa: DTZ001 - as cells are
    "2026-12-04 08:00",
]


@pytest.mark.parametrize("raw", MEANT_DATES)
def test_a_date_is_read_in_every_form_planners_use(raw):
    assert dates.parse_date(raw) == date(2026, 12, 4)


@pytest.mark.parametrize(
    "raw", ["", "4/12/2026", "2026-02-30", "tomorrow", "1", 1.0, True, "12月4日", 1e30, -1.0]
)
def test_what_is_no_clear_date_is_refused(raw):
    with pytest.raises(CellError):
        dates.parse_date(raw)


MEANT_INSTANTS = [
    "2026-12-04 08:30",
    "2026-12-04T08:30:00",
    "2026-12-04T08:30:00+08:00",
    "2026-12-04T00:30:00Z",
    "2026/12/4 8:30",
    "2026年12月4日 8时30分",
    "2026年12月4日上午8点30分",
    "2026-12-04 08：30",
    "2026-12-04 8:30 AM",
    datetime(2026, 12, 4, 8, 29, 59, 997_000),  # noqa: DTZ001 - as cells are
    46360.354166666664,
    time(8, 30),
    timedelta(hours=8, minutes=30),
    "08:30",
    8.5 / 24,
]


@pytest.mark.parametrize("raw", MEANT_INSTANTS)
def test_a_local_time_becomes_an_aware_instant(raw):
    parse = dates.instant_parser(SHANGHAI, day=date(2026, 12, 4))

    assert parse(raw) == datetime(2026, 12, 4, 0, 30, tzinfo=UTC)


def test_evening_and_midnight_are_read():
    parse = dates.instant_parser(SHANGHAI, day=None)

    assert parse("2026-12-04 下午2:05") == datetime(2026, 12, 4, 6, 5, tzinfo=UTC)
    assert parse("2026-12-04 24:00") == datetime(2026, 12, 4, 16, 0, tzinfo=UTC)
    with pytest.raises(CellError):
        parse("2026-12-04 25:00")


@pytest.mark.parametrize(
    ("raw", "fen"),
    [
        (1800.0, 180_000),
        ("¥1,800.00", 180_000),
        ("１８００元", 180_000),
        ("88.8", 8_880),
        (0.3, 30),
    ],
)
def test_money_is_read_into_fen(raw, fen):
    assert cells.parse_money(raw) == fen


@pytest.mark.parametrize("raw", ["-1", "abc", "1.234", float("inf"), float("nan"), "1e99", True])
def test_what_is_no_amount_is_refused(raw):
    with pytest.raises(CellError):
        cells.parse_money(raw)


@pytest.mark.parametrize("raw", [0.95, "95%", 95.0, "９５％"])
def test_a_share_is_read_with_and_without_per_cent(raw):
    assert cells.parse_share(raw) == 0.95


@pytest.mark.parametrize("raw", ["A,B", "A，B", "A、B", "A; B", "A\nB", "A | B,A"])
def test_a_list_is_split_on_every_separator(raw):
    assert cells.parse_list(raw) == ("A", "B")


PHONES = [
    ("138 0000 0001", "13800000001"),
    ("+86 138-0000-0001", "13800000001"),
    ("008613800000001", "13800000001"),
    (13800000001.0, "13800000001"),
    ("0731-84327000", "073184327000"),
    ("+49 1512 3456789", "+4915123456789"),
    ("１３８０００００００１", "13800000001"),
]


@pytest.mark.parametrize(("raw", "phone"), PHONES)
def test_a_phone_number_is_written_one_way(raw, phone):
    assert identities.parse_phone(raw) == phone


@pytest.mark.parametrize("text", ["11010519491231002X", "440524188001010014"])
def test_a_right_id_number_passes(text):
    assert identities.parse_id_number(f" {text.lower()} ") == text


def test_a_passport_number_is_taken_as_it_is():
    assert identities.parse_id_number("e 1234567") == "E1234567"


def test_an_id_number_excel_has_spoiled_is_left_out():
    with pytest.raises(CellWarning) as caught:
        identities.parse_id_number(4.301021976110623e17)

    assert caught.value.value == ""


def test_tax_numbers_are_checked_as_the_standard_says():
    assert identities.is_tax_number("91350100M000100Y43")
    assert not identities.is_tax_number("91350100M000100Y4Z")
    assert not identities.is_tax_number("")
    assert identities.parse_tax_number("123456789012345") == "123456789012345"


def test_invisible_characters_are_taken_out_of_names():
    assert cells.parse_text("\u200b代表\u00a0 甲\n") == "代表 甲"
    assert cells.parse_text("Nguyễn Thị Hương") == "Nguyễn Thị Hương"
    assert cells.parse_text("𠮷田 㛃") == "𠮷田 㛃"


def test_headings_are_the_same_without_unit_case_and_blanks():
    assert len({heading_key(text) for text in ("应缴(元)", "应缴（元）", " 应 缴 ", "应缴")}) == 1
    assert heading_key("Reg_No") == heading_key("reg no") == heading_key("REGNO")


RAW = st.one_of(
    st.text(max_size=30),
    st.floats(),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.from_regex(r"[0-9年月日:./ -]{1,20}", fullmatch=True),
)


@pytest.mark.parametrize("kind", list(Kind))
@settings(deadline=None)
@given(raw=RAW)
def test_any_cell_is_either_read_or_refused_with_words(kind, raw):
    column = next(c for table in TABLES for c in table.columns if c.kind is kind)
    parse = parser_of(column, zone=SHANGHAI, day=date(2026, 12, 4))
    try:
        parse(raw)
    except CellError as error:
        assert error.what and error.todo  # noqa: PT017, PT018 - not every cell is refused
