"""What a door's page is made of: its files with their digests, so that a browser keeps it whole.

The folders are listed, not the imports followed: what a page loads late is in them too.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from onsite.wording import PAGES

FOLDERS = ("css", "door", "icons", "languages", "lib", "vendor")
KINDS = frozenset({".css", ".js", ".json", ".png", ".wasm"})


class PageFile(NamedTuple):
    """One file as a browser asks for it.

    Attributes:
        path: Its address on this server, e.g. ``/ui/lib/api.js``.
        sha256: The digest of its bytes, in hexadecimal.
        size: How many bytes it has.
    """

    path: str
    sha256: str
    size: int


@cache
def door_files() -> tuple[PageFile, ...]:
    """List the files of the door's page besides its shell, as they are when first asked for.

    Who changes them under a running server has doors that stay with what they keep: digests no
    longer fit, until the server starts anew.
    """
    found = (path for folder in FOLDERS for path in (PAGES / folder).rglob("*"))
    return tuple(
        page_file(f"/ui/{path.relative_to(PAGES).as_posix()}", path.read_bytes())
        for path in sorted(found, key=Path.as_posix)
        if path.suffix in KINDS and path.is_file()
    )


def page_file(path: str, content: bytes) -> PageFile:
    """Name a file by its address, with the digest and the size of what it holds."""
    return PageFile(path, hashlib.sha256(content).hexdigest(), len(content))


def version_of(files: Iterable[PageFile], *, policy: str) -> str:
    """Name the version of these files, served under this content security policy.

    A browser keeps the policy with the files, so another policy is another version.
    """
    listed = [f"{file.path} {file.sha256}\n" for file in files]
    return hashlib.sha256("".join([*listed, policy]).encode()).hexdigest()[:16]
