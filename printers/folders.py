"""A folder as a printer: every page becomes a file of its own, whole or not at all."""

import os
import tempfile
from pathlib import Path

from PIL import Image

from printers.device import PageSpec, PrinterError, Sent, State
from printers.language import Language
from printers.pages import checked_name, fitting, one_bit


class FolderPrinter:
    """Writes ``NAME.SUFFIX``; the same name again replaces it.

    Args:
        folder: Made when missing.
        language: What the files are written in.
        suffix: Of the files, without the dot.
        page: The page it wants.
    """

    answers = False

    def __init__(self, folder: Path, *, language: Language, suffix: str, page: PageSpec) -> None:
        self.page = page
        self._folder = folder
        self._language = language
        self._suffix = suffix

    def state(self) -> State:
        """A folder says nothing of itself."""
        return State.UNKNOWN

    def print_page(self, image: Image.Image, *, name: str) -> Sent:
        """Write the page; see ``printers.device.Printer``."""
        checked_name(name)
        drawn = one_bit(image, page=self.page) if self.page.one_bit else image
        commands = b"".join(self._language.page(fitting(drawn, page=self.page), name=name))
        keep(self._folder / f"{name}.{self._suffix}", commands)
        return Sent(confirmed=False, state=State.UNKNOWN)


def keep(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; its folder is made when missing.

    Raises:
        PrinterError: It can't be written; nothing was kept.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    except OSError as error:
        raise PrinterError(
            f"{path} can't be written ({error.strerror or error}); check the folder and the "
            "free space. Nothing was kept.",
            state=State.ERROR,
        ) from error


def _replace(path: Path, content: bytes) -> None:
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
