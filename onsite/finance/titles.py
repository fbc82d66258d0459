"""The QR code of an invoice title: ``$01`` + base64 + ``$``. Pure: texts in, values out.

Inside: ``name</>tax number</>address and phone</>bank and account</>CRC`` in UTF-8; the CRC-16 (polynomial
0x8005, from 0, not reflected) stands over the text before it, in GBK. WeChat's own title code is an online
address and can't be read here.
"""

import base64
import binascii
from dataclasses import dataclass

MARK = "$"
VERSION = "01"
SEPARATOR = "</>"
PART_COUNT = 4


class TitleError(ValueError):
    """The text is no title we can read; the argument is a stable code."""


@dataclass(frozen=True)
class InvoiceTitle:
    """Whom an invoice is made out to; ``is_intact`` says that the check sum holds."""

    title: str
    tax_number: str
    address_phone: str
    bank_account: str
    is_intact: bool


def parse_title(text: str) -> InvoiceTitle:
    """Read the text of a title's QR code.

    Raises:
        TitleError: ``online_title`` for WeChat's address, ``not_a_title`` for anything else.
    """
    text = text.strip()
    if text.lower().startswith(("http://", "https://", "weixin://", "wxp://")):
        raise TitleError("online_title")
    if not (text.startswith(MARK + VERSION) and text.endswith(MARK)):
        raise TitleError("not_a_title")
    try:
        inner = base64.b64decode(text[len(MARK + VERSION) : -1], validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise TitleError("not_a_title") from error
    body, _, check = inner.rpartition(SEPARATOR)
    parts = body.split(SEPARATOR)
    if len(parts) < PART_COUNT:
        # Some makers leave the address and the account away.
        parts += [""] * (PART_COUNT - len(parts))
    if not parts[0].strip() or len(parts) > PART_COUNT:
        raise TitleError("not_a_title")
    title, tax_number, address_phone, bank_account = (part.strip() for part in parts)
    return InvoiceTitle(title, tax_number, address_phone, bank_account, _holds(body, check))


def crc16(content: bytes) -> int:
    """Check sum of polynomial 0x8005 from 0, not reflected."""
    crc = 0
    for byte in content:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x8005 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc


def _holds(body: str, check: str) -> bool:
    try:
        return check.strip().upper() == f"{crc16((body + SEPARATOR).encode('gbk')):04X}"
    except UnicodeEncodeError:  # a character that GBK lacks: nobody could have summed it
        return False
