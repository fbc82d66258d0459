"""Phone, ID and tax numbers as cells of the plan; the checks are `registration.identities`'. Pure.

A number that fails its check is kept as typed and warned about: it may be foreign or old, and
nobody is turned away for it.
"""

import re

from onsite.planning.cells import EXACT_NUMBER, CellWarning, as_text, folded, parse_text
from onsite.registration.identities import (
    SEPARATORS,
    dialled,
    is_citizen_number,
    is_tax_number,
    looks_like_citizen_number,
)

_TAXPAYER = re.compile(r"[0-9A-Z]{18}")
_OLD_TAXPAYER = re.compile(r"[0-9A-Z]{15,20}")


def parse_phone(raw: object) -> str:
    """Read a phone number: a Chinese one as dialled there, another as ``+49...``.

    Raises:
        CellWarning: It is no phone number; its value is the text as typed.
    """
    typed = parse_text(raw)
    text = typed if typed.isascii() else folded(typed)
    number = dialled(text)
    if number is None:
        raise CellWarning(typed, f"“{typed[:40]}” is no phone number we know", "check it")
    return number


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
    text = SEPARATORS.sub("", folded(parse_text(raw))).upper()
    if looks_like_citizen_number(text) and not is_citizen_number(text):
        raise CellWarning(text, "the ID number's check digit is wrong", "check it with its owner")
    return text


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
    text = SEPARATORS.sub("", folded(parse_text(raw))).upper()
    if _TAXPAYER.fullmatch(text) and not is_tax_number(text):
        raise CellWarning(text, "the tax number's check character is wrong", "check it")
    if not _OLD_TAXPAYER.fullmatch(text):
        raise CellWarning(text, f"“{text[:40]}” is no tax number", "check it")
    return text
