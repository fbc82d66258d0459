"""The text of a QR code that does not say which alphabet it was written in.

Only bytes and strings live here; finding codes in pictures is `reader`'s work.
"""

import re

# Half-width kana with a voicing mark exactly where Japanese puts one; Chinese read as
# half-width kana almost never looks so.
VOICED_KANA = re.compile("[\uff66\uff73\uff76-\uff84\uff8a-\uff8e]\uff9e|[\uff8a-\uff8e]\uff9f")
STRAY_MARK = re.compile("(?<![\uff66\uff73\uff76-\uff84\uff8a-\uff8e])[\uff9e\uff9f]")
KANA = re.compile("[\u3041-\u30ff]")


def text_of(raw: bytes, *, guess: str, names_charset: bool = False) -> str:
    """Tell what a code says.

    Args:
        raw: The bytes as they stand in the code.
        guess: The reader's own text, right for Japanese and for Western texts.
        names_charset: The code itself names its alphabet (ECI), so the guess is no guess.

    Returns:
        UTF-8 where the bytes are that; else what the code names; else Chinese (GB 18030) unless
        it is plainly Japanese; else the reader's guess.
    """
    text = _decoded(raw, "utf-8")
    if text is not None:
        return text
    if names_charset:
        return guess
    is_voiced = bool(VOICED_KANA.search(guess)) and not STRAY_MARK.search(guess)
    if not is_voiced and _decoded(raw, "gb2312") is not None:
        return raw.decode("gb18030")
    if is_voiced or KANA.search(guess):
        return guess
    chinese = _decoded(raw, "gb18030")
    return guess if chinese is None else chinese


def _decoded(raw: bytes, charset: str) -> str | None:
    try:
        return raw.decode(charset)
    except UnicodeDecodeError:
        return None
