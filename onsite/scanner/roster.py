"""A door's roster: whose codes there are, and what each person's rights say at that door. Pure.

Of a code only a part of its hash is told, and of a person a number and which profile is hers; one that could
be found by trying is left out. Keeping the book over time is `roster_book`'s work, where people are now the
routes add, and looking a code up is written in kiosk_ui/door/roster.js.
"""

import hashlib
import math
from array import array
from base64 import b64encode
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache

from onsite.scanner.queries import Door
from onsite.scanner.roster_shapes import Packed, Profile
from onsite.scanner.timetables import Traits, timetable

HASH_BYTES = 8
PROFILE_BITS = 16
PROFILES_AT_MOST = 1 << PROFILE_BITS
BITS_NEEDED = 80  # of a code that nobody finds by trying
IMPORTED_MARK = "="  # before an imported code: it is read exactly, and never taken for one of ours


def credential_hash(secret: str, *, is_imported: bool) -> bytes:
    """Give the first bytes of the SHA-256 of a credential as it is looked up.

    Args:
        secret: As it is kept: ours already without what a scanner or a person makes of it.
        is_imported: It is read exactly.
    """
    looked_up = IMPORTED_MARK + secret if is_imported else secret
    return hashlib.sha256(looked_up.encode()).digest()[:HASH_BYTES]


def guessable(imported: Collection[str]) -> set[str]:
    """Pick the imported codes that could be found by trying: those with less than 80 bits.

    What is the same at the beginning and at the end of all of them (an address, a prefix with the year)
    tells nothing. Of the rest every character counts with the logarithm of how many different characters
    these codes use there; numbers that merely run on look better than they are, so that only long ones pass.
    """
    begins = _begin_alike(imported)
    rest = {code: code[begins:] for code in imported}
    ends = _begin_alike([left[::-1] for left in rest.values()])
    varies = {code: left[: len(left) - ends] for code, left in rest.items()}
    bits = math.log2(max(2, len(set().union(*varies.values()))))
    return {code for code, left in varies.items() if len(left) * bits < BITS_NEEDED}


def profile(traits: Traits, door: Door) -> Profile:
    """Tell what a door's rules will say to people with these traits, instants in milliseconds."""
    stretches = timetable(
        traits, checkpoint=door.checkpoint, policy=door.policy, sessions=door.programme
    )
    return {
        "category": traits.category,
        "stretches": [
            (
                ms(each.from_at) if each.from_at else None,
                ms(each.to_at) if each.to_at else None,
                each.verdict,
            )
            for each in stretches
        ],
    }


def entry(person: int, number: int) -> int:
    """Write a person and the number of her profile as one number.

    Of 100,000 pairs Python's collector of garbage is busier than all the reading.
    """
    return person << PROFILE_BITS | number


def entry_of(told: int) -> tuple[int, int]:
    """Read a person and the number of her profile."""
    return told >> PROFILE_BITS, told & PROFILES_AT_MOST - 1


def packed(entries: dict[bytes, int]) -> Packed:
    """Pack who has which code, in order of the hashes.

    Args:
        entries: By hash, as `entry` writes them.
    """
    hashes = sorted(entries)
    return {
        "hashes": text_of(b"".join(hashes)),
        "people": _numbers("I", (entry_of(entries[each])[0] for each in hashes)),
        "profile_of": _numbers("H", (entry_of(entries[each])[1] for each in hashes)),
    }


def text_of(raw: bytes) -> str:
    """Write bytes as base64."""
    return b64encode(raw).decode("ascii")


def ms(at: datetime) -> int:
    """Write an instant in milliseconds since 1970, as a browser counts."""
    return round(at.timestamp() * 1000)


def _begin_alike(codes: Collection[str]) -> int:
    """Count the characters with which all codes begin; none where there is only one."""
    if len(codes) < 2:  # noqa: PLR2004 - one is like itself, which tells nothing
        return 0
    first, last = min(codes), max(codes)
    differ = (i for i, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
    return next(differ, min(len(first), len(last)))


def _numbers(kind: str, values: Iterable[int]) -> str:
    found = array(kind, values)
    if not _is_little_endian():
        found.byteswap()
    return text_of(found.tobytes())


@cache
def _is_little_endian() -> bool:
    return array("H", [1]).tobytes() == b"\x01\x00"
