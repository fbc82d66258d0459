"""Whether a row of the list is still about the person it was about. Pure.

Planners correct names and numbers, and they give a number to somebody else; the second must not get
what the first one did.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

Known = Mapping[str, str]
_ALIKE = 0.5  # share of a name's characters, from which on it may be the same name spelt anew
_PHONE_DIGITS = 8  # without prefixes, which come and go


def is_someone_else(row: Known, *, known: Sequence[Known]) -> bool:
    """Tell whether a row is about another person than all that is known of one.

    Args:
        row: ``name``, ``latin_name``, ``phone``, ``email``, ``organisation`` as they stand; empty
            where there is none.
        known: The same as it was at `init`, and as the event has it.
    """
    return bool(_folded(row["name"])) and not any(_may_be(row, one) for one in known)


def _may_be(row: Known, one: Known) -> bool:
    names = _folded(row["name"]), _folded(one["name"])
    if not names[1] or names[0] == names[1]:
        return True
    if _are_equal(row, one, "email") or _are_equal(row, one, "latin_name"):
        return True
    phones = _digits(row["phone"]), _digits(one["phone"])
    if all(phones):
        return phones[0] == phones[1]
    # Without a telephone a name that is much alike, of the same house, was spelt anew.
    return _likeness(*names) >= _ALIKE and _are_equal(row, one, "organisation")


def _are_equal(row: Known, one: Known, name: str) -> bool:
    return bool(row[name]) and _folded(row[name]) == _folded(one[name])


def _likeness(name: str, other: str) -> float:
    shared = sum(min(name.count(sign), other.count(sign)) for sign in set(name))
    return shared / max(len(name), len(other))


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _digits(text: str) -> str:
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text))[-_PHONE_DIGITS:]
