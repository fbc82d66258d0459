"""What a template's text says: words with fields in braces, and nothing that could run.

`{name}` is a field, `{name|latin_name}` the first of them that has a value, `{name:upper}` in capitals;
`{{` and `}}` are braces. Which fields there are is a closed list.
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

# What each field says, as docs/templates.md lists it. Words of a person first, then of where she
# belongs, then of the event, then of a voucher, then of a certificate.
FIELDS = {
    "name": "the person's name; the Latin one where there is no other",
    "latin_name": "the name in Latin letters; empty where it is the same",
    "organisation": "hospital, university, company",
    "position": "title or position",
    "reg_no": "registration number",
    "credential": "the text of her QR code",
    "category": "code of the category",
    "category_name": "name of the category",
    "category_name_en": "its English name; empty where it is the same",
    "zone": "name of the registration zone of her category",
    "zone_en": "its English name",
    "sessions": "names of the sessions she booked, with · between",
    "table": "table number",
    "seat": "table or seat as a place card says it",
    "hotel": "hotel",
    "room": "room number in the hotel",
    "diet": "diet",
    "level": "a guest's level",
    "host": "who receives a guest",
    "lounge": "a guest's lounge",
    "box": "number of the box a pre-printed badge lies in",
    "event_name": "name of the event",
    "event_name_en": "its English name; empty where it is the same",
    "event_place": "where the event is",
    "event_dates": "from when to when, such as 2026-12-05 – 12-07",
    "meal": "what a voucher is for",
    "valid": "when a voucher is good",
    "place": "where a voucher is good",
    "number": "a voucher's or a certificate's number",
    "credits": "credits earned, on a certificate",
    "attended": "sessions that earned them, with minutes and credits of each",
    "issued_on": "the day a certificate was made",
}
FORMS = ("upper", "lower")
TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+")


class ExpressionError(ValueError):
    """A text of a template can't be understood; says what is wrong and what is accepted."""


@dataclass(frozen=True)
class Choice:
    """Fields of which the first with a value is said."""

    fields: tuple[str, ...]
    form: str = ""


@functools.lru_cache(maxsize=1024)
def parsed(text: str) -> tuple[str | Choice, ...]:
    """Read a text into words and fields.

    Raises:
        ExpressionError: A field there is none of, or a brace too many.
    """
    pieces: list[str | Choice] = []
    for token in TOKEN.finditer(text):
        written = token[0]
        if written in ("{{", "}}"):
            pieces.append(written[0])
        elif written in ("{", "}"):
            raise ExpressionError(
                f"{text!r} has a single {written}; write a field as {{name}}, a brace as "
                f"{written * 2}"
            )
        else:
            pieces.append(written if token[1] is None else _choice(token[1]))
    return tuple(pieces)


def said(text: str, words: Mapping[str, str]) -> str:
    """Fill a text in; empty where it has fields and none of them has a value."""
    pieces = parsed(text)
    values = [piece if isinstance(piece, str) else _value(piece, words) for piece in pieces]
    chosen = [value for piece, value in zip(pieces, values, strict=True) if piece is not value]
    return "".join(values) if any(chosen) or not chosen else ""


def lone_field(text: str) -> str:
    """Name the first field of a text that is fields in one pair of braces and nothing else; else empty."""
    try:
        pieces = parsed(text)
    except ExpressionError:
        return ""
    match pieces:
        case (Choice(fields=(field, *_)),):
            return field
        case _:
            return ""


def _choice(inner: str) -> Choice:
    names, _, form = inner.partition(":")
    fields = tuple(name.strip() for name in names.split("|"))
    for field in fields:
        if field not in FIELDS:
            raise ExpressionError(f"there is no field {field!r}; there are {', '.join(FIELDS)}")
    if form.strip() not in ("", *FORMS):
        raise ExpressionError(f"{form.strip()!r} is no form; there are {', '.join(FORMS)}")
    return Choice(fields, form.strip())


def _value(choice: Choice, words: Mapping[str, str]) -> str:
    value = next((words[field] for field in choice.fields if words.get(field)), "")
    match choice.form:
        case "upper":
            return value.upper()
        case "lower":
            return value.lower()
        case _:
            return value
