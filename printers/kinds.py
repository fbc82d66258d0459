"""The kinds of parts an address is made of; ``printers.parts`` lists the parts themselves.

A new language, transport or device is a module with one such entry, and one line in that list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult

from printers.device import PageSpec, Printer
from printers.language import Language
from printers.options import Options
from printers.transport import Transport


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """A command language as addresses name it.

    Args:
        options: What it takes in an address, beside what its transport takes.
        suffix: Of files that hold one page of it, without the dot.
        page: The page the options ask for.
        speak: The language for that page.
    """

    options: tuple[str, ...]
    suffix: str
    page: Callable[[Options], PageSpec]
    speak: Callable[[Options, PageSpec], Language]


class OpenWay(Protocol):
    """Makes a transport of an address; nothing is connected yet."""

    def __call__(self, split: SplitResult, options: Options, *, timeout_s: float) -> Transport:
        """Check the place and make the transport.

        Raises:
            PrinterError: From ``options.refused``: the address is wrong.
        """
        ...


@dataclass(frozen=True, kw_only=True)
class Way:
    """A transport as addresses name it.

    Args:
        options: What it takes in an address, beside ``language``, ``model``, ``status`` and
            ``confirm_s``, which every transport takes.
        open: From a checked address to the transport.
    """

    options: tuple[str, ...]
    open: OpenWay


class OpenDevice(Protocol):
    """Makes a whole printer of an address; nothing is connected yet."""

    def __call__(
        self, split: SplitResult, options: Options, *, outbox: Path | None, timeout_s: float
    ) -> Printer:
        """Check the place and make the printer.

        Raises:
            PrinterError: From ``options.refused``: the address is wrong.
        """
        ...


@dataclass(frozen=True, kw_only=True)
class Device:
    """A printer that is no composition of a language and a transport.

    Args:
        options: All that it takes in an address.
        open: From a checked address to the printer.
    """

    options: tuple[str, ...]
    open: OpenDevice
