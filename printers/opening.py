"""From an address to a device: the only place that knows which parts go together."""

from dataclasses import dataclass
from pathlib import Path

from printers.addresses import CONFIRM_S, MAX_CONFIRM_S, Address, parse
from printers.composed import ComposedPrinter
from printers.device import PageSpec, Printer
from printers.drawer import DrawerLanguage, DrawerPrinter
from printers.files import path_of
from printers.folders import FolderPrinter
from printers.parts import DEVICES, LANGUAGES, TRANSPORTS
from printers.sizes import told_stock_mm


@dataclass(frozen=True, kw_only=True)
class Described:
    """What an address says of its printer, without asking the printer.

    Args:
        page: The page it wants.
        width_mm: Width of its stock.
        height_mm: Height of its stock; None on a roll.
        answers: Whether it can say anything of itself.
    """

    page: PageSpec
    width_mm: float
    height_mm: float | None
    answers: bool


def open_printer(url: str, *, outbox: Path | None = None, timeout_s: float = 5) -> Printer:
    """Make the printer that an address names; nothing is connected yet.

    Args:
        url: ``tcp://HOST:9100?language=escpos&width_dots=576``, ``file:///path?language=escpos`` or
            ``virtual:``, each with options; README.md lists all.
        outbox: Folder of virtual printers' pictures; made when missing.
        timeout_s: Longest wait for a connection, and for a printer to take more bytes.

    Raises:
        PrinterError: Permanent; the address is wrong, or names what is not supported.
    """
    address = parse(url)
    if address.transport in DEVICES:
        device = DEVICES[address.transport]
        return device.open(address.split, address.options, outbox=outbox, timeout_s=timeout_s)
    return _composed(address, timeout_s=timeout_s)


def describe(url: str) -> Described:
    """Tell what an address says of its printer; nothing is connected.

    Raises:
        PrinterError: As ``open_printer``.
    """
    printer = open_printer(url, outbox=Path())
    width_mm, height_mm = told_stock_mm(parse(url).options, printer.page)
    return Described(
        page=printer.page, width_mm=width_mm, height_mm=height_mm, answers=printer.answers
    )


def _composed(address: Address, *, timeout_s: float) -> Printer:
    dialect, way = LANGUAGES[address.language], TRANSPORTS[address.transport]
    page = dialect.page(address.options)
    language = dialect.speak(address.options, page)
    if address.transport == "file" and address.split.path.endswith("/"):
        folder = path_of(address.split, address.options)
        return FolderPrinter(folder, language=language, suffix=dialect.suffix, page=page)
    transport = way.open(address.split, address.options, timeout_s=timeout_s)
    printer = ComposedPrinter(
        language=language,
        transport=transport,
        page=page,
        confirm_s=address.options.number("confirm_s", default=CONFIRM_S, high=MAX_CONFIRM_S),
    )
    if isinstance(language, DrawerLanguage):
        return DrawerPrinter(printer, transport=transport, pulse=language.open_drawer())
    return printer
