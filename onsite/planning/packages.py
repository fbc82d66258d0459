"""The zip container of a workbook: opened with limits, its sheets found by name.

Reading and patching both start here. What a sheet's XML says is read elsewhere.
"""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Self

from lxml import etree

from onsite.planning.problems import Problem, Unreadable

# A workbook of 100,000 delegates unpacks to about 120 MB.
MOST_PART_BYTES = 600 * 1024 * 1024
MOST_BYTES = 1024 * 1024 * 1024
MOST_PARTS = 10_000

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKSHEET = "/worksheet"


@dataclass(frozen=True, slots=True)
class Package:
    """An open workbook: its zip, and each worksheet's part by sheet name, in order."""

    path: Path
    zip: zipfile.ZipFile
    workbook: str
    sheets: dict[str, str]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.zip.close()

    def read(self, part: str) -> bytes:
        """Unpack a part.

        Raises:
            Unreadable: It is damaged.
        """
        try:
            return self.zip.read(part)
        # NotImplementedError, here and below: packed in a way that zipfile does not know.
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError) as error:
            raise _damaged(self.path) from error

    def has(self, part: str) -> bool:
        return part in self.zip.NameToInfo


def open_package(path: Path) -> Package:
    """Open a workbook after looking at what it is and how large it gets.

    Raises:
        Unreadable: It is missing, no .xlsx workbook, password-protected, damaged or too large.
    """
    _look_at_start(path)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _damaged(path) from error
    try:
        _look_at_members(path, archive)
        return _find_sheets(path, archive)
    except BaseException:
        archive.close()
        raise


def parse_xml(data: bytes) -> etree._Element:
    """Parse a small part without entities, network or limits lifted."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(data, parser)


def relationships(package_zip: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Read a part's relationships: id -> (type, target as a part name)."""
    folder = PurePosixPath(part).parent
    name = str(folder / "_rels" / f"{PurePosixPath(part).name}.rels")
    if name not in package_zip.NameToInfo:
        return {}
    return {
        element.get("Id", ""): (
            element.get("Type", ""),
            _part_name(folder, element.get("Target", "")),
        )
        for element in parse_xml(package_zip.read(name)).iterfind("{*}Relationship")
        if element.get("TargetMode") != "External"
    }


def _look_at_start(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(8)
            if start == _OLE2:
                raise Unreadable(_protected_or_old(path, file))
    except FileNotFoundError as error:
        raise Unreadable(Problem(path.name, "there is no such file", "check the path")) from error
    except OSError as error:
        raise Unreadable(
            Problem(path.name, f"can't be opened ({error.strerror})", "close it and check the path")
        ) from error
    if not start.startswith(b"PK"):
        raise Unreadable(
            Problem(path.name, "is not a workbook", "save it as an Excel workbook (.xlsx)")
        )


def _protected_or_old(path: Path, file: IO[bytes]) -> Problem:
    if _ENCRYPTED in file.read(16 * 1024 * 1024):
        return Problem(
            path.name, "is protected by a password", "open it, take the password off, save it"
        )
    return Problem(path.name, "is in the old .xls format", "save it as an Excel workbook (.xlsx)")


def _look_at_members(path: Path, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    sizes = [member.file_size for member in members]
    if (
        len(members) > MOST_PARTS
        or sum(sizes) > MOST_BYTES
        or max(sizes, default=0) > (MOST_PART_BYTES)
    ):
        raise Unreadable(
            Problem(
                path.name,
                f"unpacks to {sum(sizes) // 1024 // 1024:,} MB in {len(members):,} parts, too much",
                "delete what is not needed in it, or split it",
            )
        )
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(Problem(path.name, "is an encrypted zip", "save it without a password"))


def _find_sheets(path: Path, archive: zipfile.ZipFile) -> Package:
    try:
        workbook = next(
            target
            for kind, target in relationships(archive, "").values()
            if kind.endswith("/officeDocument")
        )
        if workbook.endswith(".bin"):
            raise Unreadable(Problem(path.name, "is a binary workbook (.xlsb)", "save it as .xlsx"))
        targets = relationships(archive, workbook)
        sheets = {}
        for sheet in parse_xml(archive.read(workbook)).iterfind("{*}sheets/{*}sheet"):
            kind, target = targets[_relation_id(sheet)]
            if kind.endswith(_WORKSHEET) and target in archive.NameToInfo:
                sheets[sheet.get("name", "")] = target
    except (StopIteration, KeyError, etree.XMLSyntaxError) as error:
        raise Unreadable(
            Problem(path.name, "is not an Excel workbook", "save it as an Excel workbook (.xlsx)")
        ) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise _damaged(path) from error
    return Package(path, archive, workbook, sheets)


def _relation_id(sheet: etree._Element) -> str:
    return next(str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id"))


def _part_name(folder: PurePosixPath, target: str) -> str:
    target = target.replace("\\", "/")
    parts: list[str] = [] if target.startswith("/") else list(folder.parts)
    for step in target.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step not in {"", "."}:
            parts.append(step)
    return "/".join(parts)


def _damaged(path: Path) -> Unreadable:
    return Unreadable(
        Problem(path.name, "is damaged", "open it in Excel or LibreOffice, repair and save it")
    )
