"""Phone, ID and tax numbers: written one way, and checked as their standards say. Pure.

A number that fails its check is kept as typed and warned about: it may be foreign or old, and
nobody is turned away for it.
"""

import re

import phonenumbers

from onsite.planning.cells import EXACT_NUMBER, CellWarning, as_text, folded, parse_text

REGION = "CN"

_MOBILE = re.compile(r"1[3-9]\d{9}")
_SEPARATORS = re.compile(r"[\s\-·.]+")
_CITIZEN = re.compile(r"\d{17}[\dX]")
_CITIZEN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN_CHECKS = "10X98765432"
_TAXPAYER = re.compile(r"[0-9A-Z]{18}")
_TAXPAYER_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_OLD_TAXPAYER = re.compile(r"[0-9A-Z]{15,20}")


def parse_phone(raw: object) -> str:
    """Read a phone number: a Chinese one as dialled there, another as ``+49...``.

    Raises:
        CellWarning: It is no phone number; its value is the text as typed.
    """
    typed = parse_text(raw)
    text = typed if typed.isascii() else folded(typed)
    if _MOBILE.fullmatch(text):
        return text
    text = text.lstrip("'").replace("转", " ext. ")
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise CellWarning(typed, f"“{typed[:40]}” is no phone number we know", "check it")
    return _as_dialled(number)


def parse_id_number(raw: object) -> str:
    """Read an ID number; a citizen's (GB 11643) is checked, a passport's taken as it is.

    Raises:
        CellWarning: The check digit is wrong, or Excel lost digits of it.
    """
    if isinstance(raw, float) and raw >= EXACT_NUMBER:
        raise CellWarning(
            "",
            "the ID number was typed as a number, and Excel lost its last digits; it is left out",
            "format the column as text and type it again",
        )
    text = _SEPARATORS.sub("", folded(parse_text(raw))).upper()
    if _CITIZEN.fullmatch(text) and not is_citizen_number(text):
        raise CellWarning(text, "the ID number's check digit is wrong", "check it with its owner")
    return text


def is_citizen_number(text: str) -> bool:
    """Check an 18-character citizen number. Source: GB 11643."""
    if not _CITIZEN.fullmatch(text):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _CITIZEN_WEIGHTS, strict=False))
    return _CITIZEN_CHECKS[total % 11] == text[17]


def parse_tax_number(raw: object) -> str:
    """Read a tax number; older ones of 15 to 20 characters exist and pass.

    Raises:
        CellWarning: It has 18 characters and a wrong check character, or it is no tax number.
    """
    if isinstance(raw, float) and raw >= EXACT_NUMBER:
        raise CellWarning(
            as_text(raw),
            "the tax number was typed as a number, and Excel lost its last digits",
            "format the column as text and type it again",
        )
    text = _SEPARATORS.sub("", folded(parse_text(raw))).upper()
    if _TAXPAYER.fullmatch(text) and not is_tax_number(text):
        raise CellWarning(text, "the tax number's check character is wrong", "check it")
    if not _OLD_TAXPAYER.fullmatch(text):
        raise CellWarning(text, f"“{text[:40]}” is no tax number", "check it")
    return text


def is_tax_number(text: str) -> bool:
    """Check an 18-character tax number. Source: GB 32100-2015."""
    if len(text) != 18 or any(sign not in _TAXPAYER_ALPHABET for sign in text):  # noqa: PLR2004
        return False
    total = sum(
        _TAXPAYER_ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(text[:17])
    )
    return _TAXPAYER_ALPHABET[(31 - total % 31) % 31] == text[17]


def _as_dialled(number: phonenumbers.PhoneNumber) -> str:
    if number.country_code != phonenumbers.country_code_for_region(REGION) or number.extension:
        form = phonenumbers.PhoneNumberFormat.E164
        if number.extension:
            form = phonenumbers.PhoneNumberFormat.INTERNATIONAL
        return phonenumbers.format_number(number, form)
    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return re.sub(r"\D", "", national)
