"""Credentials as texts: making them, and reading what scanners and people make of them. Pure.

A credential of ours is the event's mark (at most 5 characters) and 120 random bits in Crockford
base32: 29 capitals and digits, a QR code of version 2 at error correction Q.
"""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
RANDOM_LENGTH = 24
MARK_LENGTH = 5
LONGEST = 512  # characters; a longer code is nobody's

_LIKE = str.maketrans("OIL", "011")


def mark_of(event_code: str) -> str:
    """Derive the event's mark: the code, or its first three and last two characters."""
    plain = _normal(re.sub(r"[^A-Za-z0-9]", "", event_code)) or "EVENT"
    return plain if len(plain) <= MARK_LENGTH else plain[:3] + plain[-2:]


def new_secret(mark: str) -> str:
    """Make a credential that nobody can guess."""
    random = int.from_bytes(secrets.token_bytes(RANDOM_LENGTH * 5 // 8))  # five bits a character
    return mark + "".join(ALPHABET[random >> 5 * place & 31] for place in range(RANDOM_LENGTH))


def as_ours(text: str) -> str:
    """Read a text the way ours are read: no case, no blanks, O as 0, I and L as 1."""
    return _normal(re.sub(r"[\s\-]+", "", text[:LONGEST]))


def _normal(text: str) -> str:
    return text.upper().translate(_LIKE)
