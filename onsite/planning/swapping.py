"""Puts a finished file in another's place: whole or not at all, the one before kept beside."""

import os
import shutil
from pathlib import Path


def before_path(path: Path) -> Path:
    """Name where the file before is kept: ``plan.xlsx`` as ``plan.before-sync.xlsx``."""
    return path.with_name(f"{path.stem}.before-sync{path.suffix}")


def beside_path(path: Path) -> Path:
    """Name where the new file is written first, in the same folder and so on the same disk."""
    return path.with_name(f".{path.name}.writing")


def swap_in(path: Path, *, keep_before: bool) -> None:
    """Put what was written at `beside_path` in the place of ``path``, safe on disk.

    Raises:
        OSError: The disk is full, or the file is open in a program that locks it (Windows).
    """
    beside = beside_path(path)
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    if path.exists():
        shutil.copymode(path, beside)
        if keep_before:
            _keep(path)
    beside.replace(path)


def write_whole(path: Path, content: bytes, *, keep_before: bool) -> None:
    """Write a file by way of one beside it."""
    beside = beside_path(path)
    try:
        beside.write_bytes(content)
        swap_in(path, keep_before=keep_before)
    finally:
        beside.unlink(missing_ok=True)


def _keep(path: Path) -> None:
    # Copied and not moved, so that at no moment there is no workbook.
    kept = before_path(path)
    copying = beside_path(kept)
    try:
        shutil.copy2(path, copying)
        copying.replace(kept)
    finally:
        copying.unlink(missing_ok=True)
