"""Printer drivers: command languages composed with transports, never inherited.

``printers.open(url)`` is the door. What lives here knows bytes and devices; it knows nothing of
delegates, badges or print jobs, and imports nothing of the program around it.
"""

from printers.device import OpensDrawer, PageSpec, Printer, PrinterError, Sent, State
from printers.memory import MemoryPrinter, MemoryTransport
from printers.models import Model, models
from printers.opening import Described, describe, open_printer

open = open_printer  # noqa: A001  # read as printers.open(url), like gzip.open or wave.open

__all__ = [
    "Described",
    "MemoryPrinter",
    "MemoryTransport",
    "Model",
    "OpensDrawer",
    "PageSpec",
    "Printer",
    "PrinterError",
    "Sent",
    "State",
    "describe",
    "models",
    "open",
    "open_printer",
]
