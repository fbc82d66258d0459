"""The pure rules of money, against the vectors of their sources."""

from datetime import date

import pytest

from onsite.finance.rules import (
    INVOICE_STEPS,
    Line,
    change_of,
    channel_fee_fen,
    counted_fen,
    lines_refusal,
    planned_invoice_state,
    price_fen,
    tax_number_warnings,
)
from onsite.finance.titles import TitleError, crc16, parse_title

TITLE = "$0156S65L6L56eR5oqA5pyJ6ZmQ5YWs5Y+4PC8+OTEzNTAxMDBNMDAwMTAwWTQzPC8+PC8+PC8+QjE4Mw==$"


@pytest.mark.parametrize(
    ("number", "warnings"),
    [
        ("91350100M000100Y43", []),
        (" 91350100m000100y43 ", []),
        ("", []),
        ("91350100M000100Y4Z", ["tax_number_check"]),
        ("91350100M000100Y44", ["tax_number_check"]),
        ("11010519491231002X", ["tax_number_old"]),
        ("440524188001010014", ["tax_number_old"]),
        ("440524188001010015", ["tax_number_check"]),
        ("110105194912310", ["tax_number_old"]),
        ("11010519491231002X01", ["tax_number_old"]),
        ("1234567", ["tax_number_form"]),
        ("91350100M000100Y4三", ["tax_number_form"]),
    ],
)
def test_an_odd_tax_number_is_warned_of_by_what_is_odd(number, warnings):
    assert tax_number_warnings(number) == warnings


def test_a_title_s_code_is_read_and_its_check_sum_holds():
    found = parse_title(TITLE)

    assert found.title == "示例科技有限公司"
    assert found.tax_number == "91350100M000100Y43"
    assert found.is_intact
    assert crc16("示例科技有限公司</>91350100M000100Y43</></></>".encode("gbk")) == 0xB183


def test_a_damaged_title_is_read_and_says_so():
    import base64

    text = "甲公司</>91350100M000100Y43</>北京</>工行</>0000"
    found = parse_title(f"$01{base64.b64encode(text.encode()).decode()}$")

    assert (found.title, found.address_phone, found.bank_account) == ("甲公司", "北京", "工行")
    assert not found.is_intact


def test_a_title_that_gbk_can_not_write_has_no_check_sum_that_holds():
    import base64

    text = "\U00020bb7公司</></></></>0000"

    assert not parse_title(f"$01{base64.b64encode(text.encode()).decode()}$").is_intact


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://w.url.cn/s/AbCdEf", "online_title"),
        ("TRM260123456789", "not_a_title"),
        ("$01!!!$", "not_a_title"),
        ("$01/w==$", "not_a_title"),
        ("$01$", "not_a_title"),
        ("$01PC8+PC8+PC8+PC8+$", "not_a_title"),
    ],
)
def test_what_is_no_title_is_refused_by_name(text, code):
    with pytest.raises(TitleError, match=code):
        parse_title(text)


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        ([Line("cash", 100)], None),
        ([Line("cash", 60, 100), Line("wechat", 40, reference="w")], None),
        ([Line("cash", 100, 99)], ("under_tendered", "lines[0].tendered_fen")),
        ([Line("card", 100, 120, "c")], ("change_needs_cash", "lines[0].tendered_fen")),
        (
            [Line("cash", 60), Line("card", 40, None, " ")],
            ("reference_needed", "lines[1].reference"),
        ),
        ([Line("cash", 60), Line("cash", 40)], ("two_cash_lines", "lines")),
        ([Line("cash", 99)], ("lines_mismatch", "lines")),
        ([Line("cash", 101)], ("lines_mismatch", "lines")),
    ],
)
def test_how_a_sum_may_be_paid(lines, refusal):
    found = lines_refusal(lines, total_fen=100)

    assert (found and (found.code, found.field)) == refusal


def test_change_is_what_was_handed_over_and_is_not_paid():
    assert change_of(Line("cash", 60, 100)) == 40
    assert change_of(Line("cash", 60)) == 0


def test_notes_and_coins_add_up():
    assert counted_fen({"10000": 2, "50": 3, "1": 4}) == 20_154
    for wrong in ({"30": 1}, {"-100": 1}, {"²": 1}, {"100": -1}):
        with pytest.raises(ValueError):
            counted_fen(wrong)


@pytest.mark.parametrize(
    ("amount", "points", "fee"),
    [(80_000, 60, 480), (10_050, 100, 101), (50, 100, 1), (49, 100, 0), (-50, 100, -1), (9, 0, 0)],
)
def test_a_channel_keeps_basis_points_rounded_half_away_from_zero(amount, points, fee):
    assert channel_fee_fen(amount, points) == fee


def test_the_price_is_the_latest_that_has_begun():
    prices = [
        {"category": "MEM", "from_on": "2026-12-05", "fee_fen": 250},
        {"category": "MEM", "from_on": "2026-12-04", "fee_fen": 220},
        {"category": "STU", "from_on": "2026-12-01", "fee_fen": 1},
    ]

    assert price_fen(prices, category="MEM", on=date(2026, 12, 3)) is None
    assert price_fen(prices, category="MEM", on=date(2026, 12, 4)) == 220
    assert price_fen(prices, category="MEM", on=date(2026, 12, 9)) == 250


@pytest.mark.parametrize(
    ("text", "state"),
    [("已开具", "prepared"), ("待开具", "requested"), ("未开", "requested"), ("已签收", "signed"),
     ("已寄出", "emailed"), ("作废", "voided"), ("Issued", "prepared"), ("", "none"), ("?", "none")],
)  # fmt: skip
def test_the_planners_word_for_an_invoice_is_understood(text, state):
    assert planned_invoice_state(text) == state


def test_every_state_that_may_follow_is_a_state():
    assert {state for states in INVOICE_STEPS.values() for state in states} < set(INVOICE_STEPS)
