"""Messages of the Internet Printing Protocol: attributes to bytes and back.

No transport and no meaning: what is asked of a printer stands in ``ipp``.

Source: RFC 8010 (encoding), section 3; RFC 8011 (operations and their numbers).
"""

import itertools
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

VERSION = b"\x02\x00"
OPERATION_GROUP, JOB_GROUP, END = 0x01, 0x02, 0x03
INTEGER, BOOLEAN, ENUM, RESOLUTION, RANGE = 0x21, 0x22, 0x23, 0x32, 0x33
BEGIN, END_COLLECTION, MEMBER = 0x34, 0x37, 0x4A
KEYWORD, URI, CHARSET, LANGUAGE, MIME, NAME = 0x44, 0x45, 0x47, 0x48, 0x49, 0x42
LAST_DELIMITER = 0x0F
TEXTS = range(0x40, 0x60)
DOTS_AN_INCH = 3  # the other unit is dots a centimetre
MM_PER_INCH = 25.4
REQUEST = 1  # its number, which comes back: one a connection needs no other
DEEPEST = 8  # collections in collections; real ones have three

Value = int | bool | str | bytes | tuple[int, int] | dict[str, "Values"]
Values = list[Value]
Attributes = dict[str, Values]


class MessageError(ValueError):
    """These bytes are no answer of an IPP printer."""


@dataclass(frozen=True)
class Tagged:
    """A value to send with the tag that says its kind; a collection maps names to such values."""

    tag: int
    value: "int | str | Mapping[str, Tagged]"


@dataclass(frozen=True)
class Answer:
    """What a printer answered.

    Args:
        status: Below 0x100 it did what it was asked.
        attributes: All groups together; a later one of the same name does not replace an earlier.
    """

    status: int
    attributes: Attributes

    def texts(self, name: str) -> list[str]:
        """The values of an attribute that are text."""
        return [value for value in self.attributes.get(name, []) if isinstance(value, str)]

    def number(self, name: str) -> int | None:
        """The first value of a number; None when it isn't told."""
        found = self.attributes.get(name, [])
        return found[0] if found and isinstance(found[0], int) else None


def encoded(
    operation: int,
    *,
    about: Mapping[str, Tagged | Sequence[Tagged]],
    job: Mapping[str, Tagged],
) -> bytes:
    """Encode a request; a document is sent right behind it.

    Args:
        operation: Its number.
        about: Operation attributes beside charset and language, in the order they are to have.
        job: Attributes of the job, none for other operations.
    """
    first = {
        "attributes-charset": Tagged(CHARSET, "utf-8"),
        "attributes-natural-language": Tagged(LANGUAGE, "en"),
    }
    out = bytearray(VERSION + struct.pack(">HIB", operation, REQUEST, OPERATION_GROUP))
    for name, values in itertools.chain(first.items(), about.items()):
        out += _attribute(name, [values] if isinstance(values, Tagged) else values)
    if job:
        out.append(JOB_GROUP)
    for name, value in job.items():
        out += _attribute(name, [value])
    out.append(END)
    return bytes(out)


def decoded(content: bytes) -> Answer:
    """Read an answer.

    Raises:
        MessageError: It is cut off, or no such message.
    """
    try:
        return _decoded(content)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise MessageError("the answer can't be read") from error


def _attribute(name: str, values: Sequence[Tagged]) -> bytes:
    names = itertools.chain([name], itertools.repeat(""))
    return b"".join(_value(each, value) for each, value in zip(names, values, strict=False))


def _value(name: str, tagged: Tagged) -> bytes:
    if isinstance(tagged.value, Mapping):
        members = b"".join(
            _field(MEMBER, "", each.encode()) + _value("", value)
            for each, value in tagged.value.items()
        )
        return _field(BEGIN, name, b"") + members + _field(END_COLLECTION, "", b"")
    return _field(tagged.tag, name, _plain(tagged.value))


def _plain(value: int | str) -> bytes:
    return value.encode() if isinstance(value, str) else struct.pack(">i", value)


def _field(tag: int, name: str, content: bytes) -> bytes:
    label = name.encode()
    return struct.pack(">BH", tag, len(label)) + label + struct.pack(">H", len(content)) + content


def _decoded(content: bytes) -> Answer:
    status = struct.unpack_from(">2xH4x", content)[0]
    fields = _fields(content, at=8)
    attributes: Attributes = {}
    values: Values = []
    for tag, name, raw in fields:
        if name:
            values = attributes.setdefault(name, [])
        values.append(_read(tag, raw, fields, depth=0))
    return Answer(status, attributes)


Field = tuple[int, str, bytes]


def _fields(content: bytes, *, at: int) -> Iterator[Field]:
    while (tag := content[at]) != END:
        at += 1
        if tag <= LAST_DELIMITER:
            continue
        name, at = _counted(content, at)
        raw, at = _counted(content, at)
        yield tag, name.decode(), raw


def _counted(content: bytes, at: int) -> tuple[bytes, int]:
    length = struct.unpack_from(">H", content, at)[0]
    end = at + 2 + length
    if end > len(content):
        raise IndexError
    return content[at + 2 : end], end


def _read(tag: int, raw: bytes, fields: Iterator[Field], *, depth: int) -> Value:
    if tag == BEGIN:
        return _collection(fields, depth=depth + 1)
    if tag in (INTEGER, ENUM):
        number: int = struct.unpack(">i", raw)[0]
        return number
    if tag == BOOLEAN:
        return raw != b"\x00"
    if tag == RANGE:
        low, high = struct.unpack(">ii", raw)
        return low, high
    if tag == RESOLUTION:
        across, down, unit = struct.unpack(">iib", raw)
        scale = 1 if unit == DOTS_AN_INCH else MM_PER_INCH / 10
        return round(across * scale), round(down * scale)
    return raw.decode() if tag in TEXTS else raw


def _collection(fields: Iterator[Field], *, depth: int) -> dict[str, Values]:
    if depth > DEEPEST:
        raise IndexError
    members: dict[str, Values] = {}
    values: Values = []
    for tag, _, raw in fields:
        if tag == END_COLLECTION:
            return members
        if tag == MEMBER:
            values = members.setdefault(raw.decode(), [])
        else:
            values.append(_read(tag, raw, fields, depth=depth))
    raise IndexError
