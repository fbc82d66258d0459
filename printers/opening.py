"""From an address to a device: the only place that knows which parts go together."""

from pathlib import Path

from printers import escpos
from printers.addresses import Address, parse
from printers.composed import ComposedPrinter
from printers.device import Printer, PrinterError
from printers.files import FileTransport
from printers.tcp import TcpTransport
from printers.transport import Transport
from printers.virtual import VirtualPrinter


def open_printer(url: str, *, outbox: Path | None = None, timeout_s: float = 5) -> Printer:
    """Make the printer that an address names; nothing is connected yet.

    Args:
        url: ``tcp://HOST:9100?language=escpos&width_dots=576``, ``file:///path?language=escpos`` or
            ``virtual:``, each with options.
        outbox: Folder of virtual printers' pictures; made when missing.
        timeout_s: Longest wait for a connection, and for a printer to take more bytes.

    Raises:
        PrinterError: Permanent; the address is wrong, or names what is not supported yet.
    """
    address = parse(url)
    if address.transport == "virtual":
        if outbox is None:
            raise PrinterError(
                "A virtual printer needs a folder for its pictures; open it with outbox=FOLDER.",
                permanent=True,
            )
        return VirtualPrinter(outbox, page=address.page, state=address.state)
    return ComposedPrinter(
        language=escpos.Language(),
        transport=_transport(address, timeout_s=timeout_s),
        page=address.page,
        confirm_s=address.confirm_s,
    )


def _transport(address: Address, *, timeout_s: float) -> Transport:
    if address.transport == "file":
        return FileTransport(Path(address.path), timeout_s=timeout_s)
    return TcpTransport(
        address.host, port=address.port, answers=address.answers, timeout_s=timeout_s
    )
