"""What one cell means: a raw value in, a parsed value out, or why not. Pure.

Raw values are what the sources give: text, float, int, bool, date, datetime, time, timedelta.
Dates and times are in `dates`; phone, ID and tax numbers in `identities`.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

Parse = Callable[[object], object]

MOST_TEXT = 500
MOST_NOTE = 2_000
MOST_CODE = 64
# Excel keeps 15 digits of a number and silently makes the rest zeros.
EXACT_NUMBER = 10**15
MOST_FEN = 10**12

_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"\s+")
_SEPARATORS = re.compile(r"[,，、;；|\n]+")
_MONEY_MARKS = re.compile(r"[\s,，￥¥元圆]|RMB|CNY|人民币", re.IGNORECASE)
_NOT_IN_FILE_NAMES = re.compile(r'[/\\:*?"<>|]')


class CellError(Exception):
    """A cell that can't be read: what is wrong and what to do."""

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(f"{what}; {todo}")
        self.what = what
        self.todo = todo


class CellWarning(CellError):  # noqa: N818 - not an error: the value stands
    """A cell that was read, but someone should look at it; carries the value used."""

    def __init__(self, value: object, what: str, todo: str) -> None:
        super().__init__(what, todo)
        self.value = value


def as_text(raw: object) -> str:
    """Write any raw value as the text a person sees in the cell: 1115.0 is ``1115``."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else format(raw, ".15g")
    if isinstance(raw, datetime | time):
        return str(raw).removesuffix(":00")
    if isinstance(raw, timedelta):
        minutes = round(raw.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return str(raw)


def folded(raw: object) -> str:
    """Write a raw value with full-width letters and digits as ordinary ones, trimmed."""
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", as_text(raw))).strip()


def parse_text(raw: object) -> str:
    """Read one line of text; line breaks and runs of blanks become one blank."""
    text = as_text(raw)
    if not text.isprintable() or "  " in text:
        text = _BLANKS.sub(" ", _INVISIBLE.sub("", text))
        _refuse_control_characters(text)
    return _within(text.strip(), MOST_TEXT)


def parse_note(raw: object) -> str:
    """Read text that may have several lines."""
    text = as_text(raw)
    if not text.isprintable():
        text = _INVISIBLE.sub("", text).replace("\r\n", "\n")
        _refuse_control_characters(text.replace("\n", " ").replace("\t", " "))
    return _within(text.strip(), MOST_NOTE)


def parse_code(raw: object) -> str:
    """Read a code that refers to another sheet; whether it is there is checked later."""
    text = raw if isinstance(raw, str) and raw.isascii() else folded(raw)
    return _within(parse_text(text), MOST_CODE)


def parse_key(raw: object) -> str:
    """Read a code that names its row: it must do as a file name, for pictures are named by it."""
    _refuse_lost_digits(raw)
    key = parse_code(raw)
    if forbidden := _NOT_IN_FILE_NAMES.search(key):
        raise CellError(
            f"a code can't have {forbidden[0]} in it", "use letters, digits, - and _ only"
        )
    if set(key) == {"."}:
        raise CellError("a code can't be dots only", "use letters and digits")
    return key


def parse_credential(raw: object) -> str:
    """Read a ticket code exactly as it is, but for blanks around it."""
    _refuse_lost_digits(raw)
    text = as_text(raw).strip()
    if not text.isprintable():
        raise CellError("the ticket code has invisible characters", "type it again")
    return _within(text, MOST_TEXT)


def parse_list(raw: object) -> tuple[str, ...]:
    """Split on , ， 、 ; | and line breaks; each word once, in order."""
    parts = (part.strip() for part in _SEPARATORS.split(folded(raw)))
    return tuple(dict.fromkeys(parse_text(part) for part in parts if part))


def parse_number(raw: object) -> Decimal:
    """Read a number that may be typed as text: ``１,200.5`` is 1200.5."""
    try:
        number = _decimal(raw, folded(raw).replace(",", ""))
    except InvalidOperation:
        raise CellError(f"“{as_text(raw)[:40]}” is not a number", "type a number") from None
    if not number.is_finite() or abs(number) >= EXACT_NUMBER:
        raise CellError(f"“{as_text(raw)[:40]}” is too large", "type a smaller number")
    return number


def parse_whole(raw: object) -> int:
    """Read a count: a whole number, not negative."""
    number = parse_number(raw)
    if number < 0 or number != number.to_integral_value():
        raise CellError(f"{number} is not a whole number of 0 or more", "type one")
    return int(number)


def parse_money(raw: object) -> int:
    """Read an amount in yuan and return fen: ``¥1,800.00`` is 180000."""
    text = _MONEY_MARKS.sub("", folded(raw))
    try:
        fen = _decimal(raw, text) * 100
    except InvalidOperation:
        raise CellError(
            f"“{as_text(raw)[:40]}” is not an amount", "type an amount like 1800 or 1,800.00"
        ) from None
    if not fen.is_finite() or abs(fen) > MOST_FEN:
        raise CellError(f"“{as_text(raw)[:40]}” is no amount we can keep", "correct it")
    if fen < 0:
        raise CellError(f"the amount {text} is negative", "type 0 or more")
    if fen != fen.to_integral_value():
        raise CellError(f"the amount {text} has parts of a fen", "type at most two decimals")
    return int(fen)


def parse_share(raw: object) -> float:
    """Read a share: 0.95, 95% and 95 are one."""
    text = folded(raw)
    share = parse_number(text.removesuffix("%"))
    if text.endswith("%") or share > 1:
        share /= 100
    if not 0 <= share <= 1:
        raise CellError(f"{text} is not a share", "type a value from 0 to 100 %")
    return float(share)


def one_of(words: Mapping[str, object], *, like: str) -> Parse:
    """Make a parser for a cell that holds one of some words, in either language."""

    def parse(raw: object) -> object:
        word = folded(raw).casefold()
        if word not in words:
            raise CellError(f"“{as_text(raw)[:40]}” is not one of {like}", "use one of them")
        return words[word]

    return parse


def several_of(words: Mapping[str, object], *, like: str) -> Parse:
    """Make a parser for a cell that holds some of some words, separated by commas."""
    parse_one = one_of(words, like=like)

    def parse(raw: object) -> object:
        parts = [part for whole in parse_list(raw) for part in re.split("[/+]", whole)]
        return tuple(dict.fromkeys(parse_one(part) for part in parts if part.strip()))

    return parse


def _decimal(raw: object, text: str) -> Decimal:
    if isinstance(raw, bool | date | time | timedelta):
        raise InvalidOperation
    # Sums in a workbook carry binary dust: 0.1 + 0.2 is meant as 0.3.
    return Decimal(format(raw, ".12g")) if isinstance(raw, float) else Decimal(text)


def _refuse_control_characters(text: str) -> None:
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cs"}:
            raise CellError(
                f"there is a control character (U+{ord(character):04X}) in it",
                "type the cell again",
            )


def _refuse_lost_digits(raw: object) -> None:
    if isinstance(raw, float) and abs(raw) >= EXACT_NUMBER:
        raise CellError(
            "it was typed as a number of more than 15 digits, of which Excel lost the last",
            "format the cell as text and type it again",
        )


def _within(text: str, most: int) -> str:
    if len(text) > most:
        raise CellError(
            f"there are {len(text):,} characters in it, {most:,} is the most", "shorten it"
        )
    return text
