"""Phone and ID numbers: read as typed, checked, and kept so that nobody can read them."""

import pytest

from onsite.registration.identities import (
    dialled,
    identity_hash,
    identity_number,
    is_tax_number,
    masked_identity,
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13800000001", "13800000001"),
        ("+86 138-0000-0001", "13800000001"),
        (" 138 0000 0001 ", "13800000001"),
        ("１３８００００００１６", "13800000016"),
        ("010-62345678", "01062345678"),
        ("+420 601 000 003", "+420601000003"),
    ],
)
def test_a_phone_number_is_written_as_it_is_dialled(typed, number):
    assert dialled(typed) == number


@pytest.mark.parametrize(
    "typed", ["", " ", "0001", "1380000000", "138000000011", "电话", "+", "1e9"]
)
def test_what_nobody_can_dial_is_no_phone_number(typed):
    assert dialled(typed) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("11010519491231002x", "11010519491231002X"),
        ("440524 18800101 0014", "440524188001010014"),
        ("e 1234567", "E1234567"),
        ("H-1234567(8)".replace("(8)", "8"), "H12345678"),
    ],
)
def test_an_identity_number_is_read_without_blanks_and_case(typed, number):
    assert identity_number(typed) == number


@pytest.mark.parametrize(
    "typed", ["", "110105194912310021", "1101051949123100", "11010519491231002", "张三", "12-3"]
)
def test_a_number_that_can_be_nobody_s_is_told(typed):
    assert identity_number(typed) is None


def test_a_hash_compares_numbers_of_one_event_and_tells_nothing_of_another():
    ours = identity_hash("11010519491231002X", key="one")

    assert identity_hash("11010519491231002x", key="one") == ours
    assert identity_hash("11010519491231002X", key="other") != ours
    assert identity_hash("", key="one") == ""
    assert "1101" not in ours


def test_a_masked_number_shows_its_ends_alone():
    assert masked_identity("11010519491231002X") == "110105********002X"
    assert masked_identity("E1234567") == "********"


def test_tax_numbers_are_checked():
    assert is_tax_number("91350100M000100Y43")
    assert not is_tax_number("91350100M000100Y4Z")
