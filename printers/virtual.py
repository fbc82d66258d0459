"""A printer of pictures: every page becomes a PNG in the outbox."""

from pathlib import Path
from urllib.parse import SplitResult

from PIL import Image

from printers.composed import BLOCKED
from printers.device import PageSpec, PrinterError, Sent, State
from printers.documents import png
from printers.folders import keep
from printers.kinds import Device
from printers.options import Options
from printers.pages import checked_name, fitting, one_bit
from printers.sizes import SHEET_OPTIONS, sheet_page


class VirtualPrinter:
    """Writes ``NAME.png``, whole or not at all; the same name again replaces it.

    Args:
        outbox: Folder of the pictures; made when missing.
        page: The page it pretends to want.
        state: What it pretends of itself, to rehearse faults.
    """

    answers = True

    def __init__(self, outbox: Path, *, page: PageSpec, state: State = State.READY) -> None:
        self.page = page
        self._outbox = outbox
        self._state = state

    def state(self) -> State:
        """What it was told to pretend."""
        return self._state

    def print_page(self, image: Image.Image, *, name: str) -> Sent:
        """Write the page; see ``printers.device.Printer``."""
        checked_name(name)
        drawn = one_bit(image, page=self.page) if self.page.one_bit else image
        fitting(drawn, page=self.page)
        if not self._state.may_print:
            raise PrinterError(
                f"The virtual printer {BLOCKED[self._state]}. Nothing was sent.", state=self._state
            )
        keep(self._outbox / f"{name}.png", png(drawn, self.page))
        return Sent(confirmed=True, state=self._state)


def _open(
    split: SplitResult, options: Options, *, outbox: Path | None, timeout_s: float
) -> VirtualPrinter:
    del timeout_s
    if split.netloc or split.path:
        raise options.refused("a virtual address names no host and no path; write virtual:")
    state = State(options.one_of("state", tuple(State), default=State.READY))
    page = sheet_page(options)
    if outbox is None:
        raise PrinterError(
            "A virtual printer needs a folder for its pictures; open it with outbox=FOLDER.",
            permanent=True,
        )
    return VirtualPrinter(outbox, page=page, state=state)


DEVICE = Device(options=("state", *SHEET_OPTIONS), open=_open)
