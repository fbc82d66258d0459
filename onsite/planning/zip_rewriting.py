"""Writes a zip anew with some members changed; all others keep their compressed bytes.

Order, timestamps, flags and attributes stay as they were. Knows nothing of workbooks.
"""

import copy
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_DESCRIPTOR_FLAG = 0x08
_DESCRIPTOR_MARK = b"PK\x07\x08"
_ZIP64 = 1


def rewrite_zip(
    source: Path, *, to: Path, changed: Mapping[str, bytes], added: Mapping[str, bytes]
) -> None:
    """Copy a zip to a new file with other content for some members and some members more.

    Args:
        source: The zip as it is; it is only read.
        to: The file to write; it must not be the source.
        changed: Member name -> new content.
        added: Name -> content of members that come last.

    Raises:
        OSError: The disk is full, or a file can't be read or written.
    """
    with (
        zipfile.ZipFile(source) as old,
        source.open("rb") as raw,
        zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        new.comment = old.comment
        for member in old.infolist():
            if member.filename in changed:
                new.writestr(_same_attributes(member), changed[member.filename])
            else:
                _copy_member(raw, member, new)
        date_time = max(member.date_time for member in old.infolist())
        for name, content in added.items():
            member = zipfile.ZipInfo(name, date_time)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, content)


def _same_attributes(member: zipfile.ZipInfo) -> zipfile.ZipInfo:
    fresh = zipfile.ZipInfo(member.filename, member.date_time)
    fresh.compress_type = member.compress_type
    fresh.external_attr = member.external_attr
    fresh.internal_attr = member.internal_attr
    fresh.create_system = member.create_system
    fresh.comment = member.comment
    return fresh


def _copy_member(raw: IO[bytes], member: zipfile.ZipInfo, new: zipfile.ZipFile) -> None:
    raw.seek(member.header_offset)
    header = raw.read(_LOCAL_HEADER.size)
    *_, name_size, extra_size = _LOCAL_HEADER.unpack(header)
    rest = raw.read(name_size + extra_size + member.compress_size)
    descriptor = b""
    if member.flag_bits & _DESCRIPTOR_FLAG:
        is_zip64 = _has_field(rest[name_size : name_size + extra_size], _ZIP64)
        size = 20 if is_zip64 else 12
        descriptor = raw.read(4)
        descriptor += raw.read(size if descriptor == _DESCRIPTOR_MARK else size - 4)
    target = new.fp
    if target is None:
        raise zipfile.BadZipFile(new.filename)
    clone = copy.copy(member)
    clone.header_offset = target.tell()
    clone.extra = _without_field(member.extra, _ZIP64)
    target.write(header + rest + descriptor)
    new.filelist.append(clone)
    new.NameToInfo[clone.filename] = clone
    new.start_dir = target.tell()


def _fields(extra: bytes) -> list[tuple[int, bytes]]:
    found = []
    while len(extra) >= 4:  # noqa: PLR2004 - the size of a field's head
        kind, size = struct.unpack_from("<HH", extra)
        found.append((kind, extra[: 4 + size]))
        extra = extra[4 + size :]
    return found


def _has_field(extra: bytes, kind: int) -> bool:
    return any(found == kind for found, _ in _fields(extra))


def _without_field(extra: bytes, kind: int) -> bytes:
    if not _has_field(extra, kind):
        return extra
    return b"".join(whole for found, whole in _fields(extra) if found != kind)
