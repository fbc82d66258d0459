"""Phone, ID and tax numbers, e-mail addresses: written one way, checked, and numbers kept unreadable. Pure.

What a cell of the planning workbook may hold instead is `planning.identities`.
"""

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass

import phonenumbers

REGION = "CN"
SHORTEST = 7  # digits of a number that someone can be reached by from elsewhere
SEPARATORS = re.compile(r"[\s\-·.]+")

_MOBILE = re.compile(r"1[3-9]\d{9}")
# What is clearly no address is told apart; whether mail arrives there nobody can know.
_EMAIL = re.compile(r"[^\s@,;<>()]+@(?:[^\s@,;<>().]+\.)+[^\s@,;<>().]{2,}")
_CITIZEN = re.compile(r"\d{17}[\dX]")
_CITIZEN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN_CHECKS = "10X98765432"
_OLD_CITIZEN = re.compile(r"\d{15}")
_PASSPORT = re.compile(r"[A-Z0-9]{5,14}")  # and the travel permits of Hong Kong, Macau and Taiwan
_TAXPAYER_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_NUMBER_LENGTH = 18


@dataclass(frozen=True)
class Identity:
    """An ID number as it is kept: comparable and shown by its ends; both empty for none."""

    hash: str = ""
    masked: str = ""


NO_IDENTITY = Identity()


def identity_of(number: str, *, key: str) -> Identity:
    """Make of an ID number what may be kept of it."""
    return Identity(identity_hash(number, key=key), masked_identity(number))


def dialled(text: str) -> str | None:
    """Write a phone number as it is dialled: a Chinese one in digits, another as ``+49...``.

    Returns:
        None when it is no phone number; a line that was left empty is none either.
    """
    plain = unicodedata.normalize("NFKC", text).strip().lstrip("'")
    if _MOBILE.fullmatch(plain):
        return plain
    try:
        number = phonenumbers.parse(plain.replace("转", " ext. "), REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number) or _lacks_digits(number):
        return None
    return _as_dialled(number)


def address(text: str) -> str | None:
    """Write one e-mail address without blanks around it and full-width signs.

    Returns:
        None when it is clearly none: one @, a dot in the domain, no blanks.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    return plain if _EMAIL.fullmatch(plain) else None


def identity_number(text: str) -> str | None:
    """Write an ID number in capitals without blanks; None when it can be nobody's.

    A citizen's number (GB 11643) has to check; a passport's is taken as it is.
    """
    number = plain_number(text)
    if is_citizen_number(number) or _OLD_CITIZEN.fullmatch(number) or _PASSPORT.fullmatch(number):
        return number
    return None


def plain_number(text: str) -> str:
    """Take blanks, hyphens and width off an ID or tax number."""
    return SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def looks_like_citizen_number(text: str) -> bool:
    """Tell whether a number has the form of a citizen's, right or wrong."""
    return _CITIZEN.fullmatch(text) is not None


def is_citizen_number(text: str) -> bool:
    """Check an 18-character citizen number. Source: GB 11643."""
    if not looks_like_citizen_number(text):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _CITIZEN_WEIGHTS, strict=False))
    return _CITIZEN_CHECKS[total % 11] == text[17]


def is_tax_number(text: str) -> bool:
    """Check an 18-character tax number. Source: GB 32100-2015."""
    if len(text) != _NUMBER_LENGTH or any(sign not in _TAXPAYER_ALPHABET for sign in text):
        return False
    total = sum(
        _TAXPAYER_ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(text[:17])
    )
    return _TAXPAYER_ALPHABET[(31 - total % 31) % 31] == text[17]


def identity_hash(number: str, *, key: str) -> str:
    """Hash an ID number so that it can be compared, never read; empty for none.

    Args:
        number: As `identity_number` or the plan's reader writes it.
        key: The event's own (`Event.identity_key`): another event's hashes tell nothing here.
    """
    if not number:
        return ""
    return hmac.new(key.encode(), number.upper().encode(), hashlib.sha256).hexdigest()


def masked_identity(number: str) -> str:
    """Show an ID number's two ends: 110105********002X."""
    return f"{number[:6]}********{number[-4:]}" if len(number) > 10 else "*" * len(number)  # noqa: PLR2004


def _lacks_digits(number: phonenumbers.PhoneNumber) -> bool:
    """Tell a mobile number of another length than eleven, and what is too short for any."""
    if len(str(number.national_number)) < SHORTEST:
        return True
    if number.country_code != phonenumbers.country_code_for_region(REGION):
        return False
    national = str(number.national_number)
    return _MOBILE.match(national.ljust(11, "0")) is not None and not _MOBILE.fullmatch(national)


def _as_dialled(number: phonenumbers.PhoneNumber) -> str:
    if number.country_code != phonenumbers.country_code_for_region(REGION) or number.extension:
        form = phonenumbers.PhoneNumberFormat.E164
        if number.extension:
            form = phonenumbers.PhoneNumberFormat.INTERNATIONAL
        return phonenumbers.format_number(number, form)
    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return re.sub(r"\D", "", national)
