"""How a report lies on disk: a folder swapped in whole, a dated archive beside it, and what is in both.

``contents.json`` lists every file with its size and sha256, ``SHA256SUMS`` says the same to `sha256sum -c`.
A folder that holds anything else is somebody's, and is left alone. All of it is readable by its owner alone.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec

from onsite.errors import OnsiteError

CONTENTS, SUMS = "contents.json", "SHA256SUMS"
_PRIVATE = 0o700


class Listed(msgspec.Struct, frozen=True):
    """One file of a report: its path below the folder, its bytes and its sum."""

    path: str
    size: int
    sha256: str


class Contents(msgspec.Struct):
    """What a report holds: of which event, as of when (RFC 3339), and its files."""

    code: str
    name: str
    made_at: str
    files: list[Listed] = msgspec.field(default_factory=list)


def must_be_ours(folder: Path) -> None:
    """Make sure that a report may be written there: nothing is, or an earlier report and no more.

    Raises:
        OnsiteError: ``not_a_folder``, ``foreign_files`` naming some of them.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OnsiteError(
            "not_a_folder", f"{folder} is a file; name a folder with --out.", status=409
        )
    present = {one.relative_to(folder).as_posix() for one in folder.rglob("*") if not one.is_dir()}
    foreign = sorted(present - _listed(folder))
    if foreign:
        some = ", ".join(foreign[:3]) + (" ..." if len(foreign) > 3 else "")  # noqa: PLR2004
        raise OnsiteError(
            "foreign_files",
            f"{folder} holds files that no report wrote ({some}); name an empty or a new folder "
            "with --out, or move them away.",
            status=409,
        )


def hand_over(
    files: Iterable[tuple[str, bytes]], to: Path, contents: Contents, *, dated: str
) -> Path:
    """Write a report's folder and its archive, whole or not at all.

    Args:
        files: Paths below the folder and what is in them; made one after another.
        to: The folder; an earlier report there is replaced.
        contents: Filled with what was written.
        dated: The date in the archive's name.

    Returns:
        The archive.

    Raises:
        OnsiteError: ``report_not_written``; nothing was changed.
    """
    to = to.resolve()
    archive = to.with_name(f"{to.name}-{dated}.zip")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{to.name}.", dir=to.parent))
    except OSError as error:
        raise _not_written(to, error) from error
    try:
        _write(files, beside / "new", contents)
        packed = beside / archive.name
        _pack(beside / "new", packed)
        _swap(beside, to)
        packed.replace(archive)
    except OSError as error:
        raise _not_written(to, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return archive


def _listed(folder: Path) -> set[str]:
    """Read what an earlier report wrote there."""
    try:
        known = msgspec.json.decode((folder / CONTENTS).read_bytes(), type=Contents)
    except (OSError, msgspec.DecodeError):
        return set()
    return {one.path for one in known.files} | {CONTENTS, SUMS}


def _write(files: Iterable[tuple[str, bytes]], folder: Path, contents: Contents) -> None:
    folder.mkdir(mode=_PRIVATE)
    for path, content in files:
        _write_one(folder / path, content)
        contents.files.append(Listed(path, len(content), hashlib.sha256(content).hexdigest()))
    sums = "".join(f"{one.sha256}  {one.path}\n" for one in contents.files)
    _write_one(folder / SUMS, sums.encode())
    _write_one(folder / CONTENTS, msgspec.json.format(msgspec.json.encode(contents)))


def _write_one(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=_PRIVATE, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _pack(folder: Path, archive: Path) -> None:
    descriptor = os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as packed:
            for path in sorted(one for one in folder.rglob("*") if one.is_file()):
                packed.write(path, path.relative_to(folder).as_posix())
        file.flush()
        os.fsync(file.fileno())


def _swap(beside: Path, to: Path) -> None:
    """Put the new folder in the place of the one before, which goes only then."""
    before = beside / "before"
    had_one = to.exists()
    if had_one:
        to.rename(before)
    try:
        (beside / "new").rename(to)
    except OSError:
        if had_one:
            before.rename(to)
        raise


def _not_written(to: Path, error: OSError) -> OnsiteError:
    return OnsiteError(
        "report_not_written",
        f"{to} is as it was; writing failed ({error.strerror}). Make room, close its files in other "
        "programs, or name another folder with --out.",
        status=409,
    )
