"""A printer of pictures: every page becomes a PNG in the outbox."""

import os
import tempfile
from pathlib import Path

from PIL import Image

from printers.composed import BLOCKED
from printers.device import PageSpec, PrinterError, Sent, State
from printers.pages import checked_name, fitting, one_bit


class VirtualPrinter:
    """Writes ``NAME.png``, whole or not at all; the same name again replaces it.

    Args:
        outbox: Folder of the pictures; made when missing.
        page: The page it pretends to want.
        state: What it pretends of itself, to rehearse faults.
    """

    def __init__(self, outbox: Path, *, page: PageSpec, state: State = State.READY) -> None:
        self.page = page
        self._outbox = outbox
        self._state = state

    def state(self) -> State:
        """What it was told to pretend."""
        return self._state

    def print_page(self, image: Image.Image, *, name: str) -> Sent:
        """Write the page; see ``printers.device.Printer``."""
        path = self._outbox / f"{checked_name(name)}.png"
        drawn = one_bit(image, page=self.page) if self.page.one_bit else image
        fitting(drawn, page=self.page)
        if not self._state.may_print:
            raise PrinterError(
                f"The virtual printer {BLOCKED[self._state]}. Nothing was sent.", state=self._state
            )
        try:
            self._write(drawn, path=path)
        except OSError as error:
            raise PrinterError(
                f"{path} can't be written ({error.strerror or error}); check the folder and the "
                "free space. Nothing was kept.",
                state=State.ERROR,
            ) from error
        return Sent(confirmed=True, state=self._state)

    def _write(self, image: Image.Image, *, path: Path) -> None:
        self._outbox.mkdir(parents=True, exist_ok=True)
        descriptor, unfinished = tempfile.mkstemp(dir=self._outbox, prefix=".", suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as file:
                image.save(file, format="PNG", dpi=(self.page.dpi, self.page.dpi))
                file.flush()
                os.fsync(file.fileno())
            Path(unfinished).replace(path)
        except BaseException:
            Path(unfinished).unlink(missing_ok=True)
            raise
