"""Bytes over a USB cable, without a driver: the endpoints of a printer's interface.

The USB library comes with the program. Where Linux has bound its own driver to the printer, that is
put aside while we speak and put back afterwards; on Windows a printer needs the WinUSB driver.

Source: USB Device Class Definition for Printing Devices 1.1, sections 5.3 and 5.4.
"""

import contextlib
import errno
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, unquote

import libusb_package
import usb.core
import usb.util

from printers.kinds import Way
from printers.options import Options
from printers.transport import PAGE_S

PLACE = re.compile(r"([0-9a-f]{4}):([0-9a-f]{4})", re.IGNORECASE)
PRINTER_CLASS, VENDOR_CLASS = 0x07, 0xFF
ONE_WAY, TWO_WAY = 1, 2  # protocols of printers; a third is IPP, which is no stream of bytes
RECEIVE_BYTES = 512  # a multiple of every packet size
PAUSE_S = 0.01  # a printer may answer at once that it has nothing to say
UNPLUGGED = (errno.ENODEV, errno.EIO, errno.ENOENT)


@dataclass(frozen=True)
class UsbConnection:
    """A claimed interface; see ``printers.transport.Connection``."""

    out: Any
    back: Any
    timeout_s: float

    def send(self, payload: bytes) -> None:
        left = memoryview(payload)
        while left:
            with _worded():
                left = left[self.out.write(left.tobytes(), round(self.timeout_s * 1000)) :]

    def receive(self, *, timeout_s: float) -> bytes:
        if self.back is None:
            raise EOFError
        try:
            with _worded():
                received = self.back.read(RECEIVE_BYTES, max(1, round(timeout_s * 1000)))
        except TimeoutError:
            return b""
        if not received:
            time.sleep(min(PAUSE_S, max(timeout_s, 0)))
        return bytes(received)


@dataclass(frozen=True)
class UsbTransport:
    """A printer on a USB cable.

    Args:
        vendor: Its maker's number.
        product: Its own.
        serial_number: To tell it from another of its kind; None where there is only one.
        answers: False for a device that never says anything.
        timeout_s: Longest wait for it to take more bytes.
    """

    vendor: int
    product: int
    serial_number: str | None
    answers: bool
    timeout_s: float
    page_s = PAGE_S

    @property
    def place(self) -> str:
        number = f"/{self.serial_number}" if self.serial_number else ""
        return f"USB {self.vendor:04x}:{self.product:04x}{number}"

    @contextlib.contextmanager
    def connect(self) -> Iterator[UsbConnection]:
        with _worded(self.vendor):
            device = self._found()
            interface = _printing(device)
            number = interface.bInterfaceNumber
            is_bound = _set_driver_aside(device, number)
        try:
            with _worded(self.vendor):
                usb.util.claim_interface(device, number)
                if interface.bAlternateSetting:
                    interface.set_altsetting()
            out, back = (_bulk(interface, is_out=is_out) for is_out in (True, False))
            yield UsbConnection(out, back, self.timeout_s)
        finally:
            _let_go(device, number, is_bound=is_bound)

    def _found(self) -> Any:
        backend = libusb_package.get_libusb1_backend()
        found = list(
            usb.core.find(
                find_all=True, backend=backend, idVendor=self.vendor, idProduct=self.product
            )
        )
        if self.serial_number:
            found = [each for each in found if each.serial_number == self.serial_number]
        if not found:
            raise ConnectionError(errno.ENODEV, "nothing of that number is plugged in")
        if len(found) > 1:
            numbers = ", ".join(sorted(str(each.serial_number) for each in found))
            raise ConnectionError(
                errno.EEXIST,
                f"{len(found)} of that number are plugged in; write the serial number behind it, "
                f"as in usb://{self.vendor:04x}:{self.product:04x}/SERIAL: {numbers}",
            )
        return found[0]


def _printing(device: Any) -> Any:
    """The interface to print through: two-way where there is one."""
    kinds = [(PRINTER_CLASS, TWO_WAY), (PRINTER_CLASS, ONE_WAY), (VENDOR_CLASS, None)]
    interfaces = list(device.get_active_configuration())
    for wanted, protocol in kinds:
        for each in interfaces:
            fits = each.bInterfaceClass == wanted and protocol in (None, each.bInterfaceProtocol)
            if fits and _bulk(each, is_out=True):
                return each
    raise ConnectionError(errno.ENXIO, "it has nothing to print through")


def _bulk(interface: Any, *, is_out: bool) -> Any:
    wanted = usb.util.ENDPOINT_OUT if is_out else usb.util.ENDPOINT_IN
    for endpoint in interface:
        is_bulk = usb.util.endpoint_type(endpoint.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
        if is_bulk and usb.util.endpoint_direction(endpoint.bEndpointAddress) == wanted:
            return endpoint
    return None


def _set_driver_aside(device: Any, number: int) -> bool:
    try:
        if not device.is_kernel_driver_active(number):
            return False
    except NotImplementedError:  # only Linux binds drivers of its own
        return False
    device.detach_kernel_driver(number)
    return True


def _let_go(device: Any, number: int, *, is_bound: bool) -> None:
    with contextlib.suppress(usb.core.USBError):  # it may have been unplugged
        usb.util.release_interface(device, number)
        if is_bound:
            device.attach_kernel_driver(number)
    usb.util.dispose_resources(device)


@contextlib.contextmanager
def _worded(vendor: int = 0) -> Iterator[None]:
    try:
        yield
    except usb.core.NoBackendError as error:
        raise ConnectionError(errno.ENOSYS, "the USB library can't be loaded here") from error
    except usb.core.USBTimeoutError as error:
        raise TimeoutError("it took no more bytes in time") from error
    except usb.core.USBError as error:
        if error.errno == errno.EACCES:
            raise PermissionError(
                errno.EACCES,
                "no right to use it: write into /etc/udev/rules.d/70-printers.rules the line "
                f'SUBSYSTEM=="usb", ATTR{{idVendor}}=="{vendor:04x}", MODE="0666" and plug it in '
                "again",
            ) from error
        if error.errno == errno.EBUSY:
            raise ConnectionError(errno.EBUSY, "another program is using it") from error
        if error.errno in UNPLUGGED:
            raise ConnectionError(error.errno, "it was unplugged") from error
        raise


def _open(split: SplitResult, options: Options, *, timeout_s: float) -> UsbTransport:
    numbers = PLACE.fullmatch(split.netloc)
    if numbers is None:
        raise options.refused(
            "it names no device; write usb://VENDOR:PRODUCT with four hexadecimal digits each, as "
            "in usb://04b8:0e15"
        )
    return UsbTransport(
        vendor=int(numbers[1], 16),
        product=int(numbers[2], 16),
        serial_number=unquote(split.path).strip("/") or None,
        answers=options.answers,
        timeout_s=timeout_s,
    )


WAY = Way(options=(), open=_open)
