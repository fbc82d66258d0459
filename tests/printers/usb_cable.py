"""A USB bus of the tests' own: pyusb speaks to it as to the real library, down to the endpoints."""

import errno
from types import SimpleNamespace

import usb.core
from usb.backend import IBackend

OUT, BACK = 0x02, 0x81
BULK, INTERRUPT = 2, 3


def interface(kind=7, protocol=2, *, number=0, setting=0, endpoints=(OUT, BACK), transfer=BULK):
    """An interface descriptor with its endpoints."""
    return SimpleNamespace(
        bLength=9, bDescriptorType=4, bInterfaceNumber=number, bAlternateSetting=setting,
        bNumEndpoints=len(endpoints), bInterfaceClass=kind, bInterfaceSubClass=1,
        bInterfaceProtocol=protocol, iInterface=0, extra_descriptors=b"",
        endpoints=[
            SimpleNamespace(
                bLength=7, bDescriptorType=5, bEndpointAddress=address, bmAttributes=transfer,
                wMaxPacketSize=64, bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=b"",
            )
            for address in endpoints
        ],
    )  # fmt: skip


class Device:
    """A printer on the bus; ``received`` is what was written to it."""

    def __init__(self, *, vendor=0x04B8, product=0x0E15, serial="A1", interfaces=None, reply=None):
        self.vendor, self.product, self.serial = vendor, product, serial
        self.interfaces = interfaces or [interface()]
        self.reply = reply or (lambda received: b"")
        self.received = bytearray()
        self.waiting = bytearray()
        self.most_bytes = None  # it is unplugged, or full, when it has taken so many
        self.fault = errno.ENODEV
        self.has_driver = False
        self.acts = []


class Bus(IBackend):
    """The library's side of pyusb, with the given devices plugged in."""

    def __init__(self, *devices, refuses=None):
        self.devices = list(devices)
        self.refuses = refuses

    def enumerate_devices(self):
        return iter(self.devices)

    def get_device_descriptor(self, dev):
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x0200, bDeviceClass=0, bDeviceSubClass=0,
            bDeviceProtocol=0, bMaxPacketSize0=64, idVendor=dev.vendor, idProduct=dev.product,
            bcdDevice=0x0100, iManufacturer=1, iProduct=2, iSerialNumber=3, bNumConfigurations=1,
            address=1, bus=1, port_number=1, port_numbers=(1,), speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev, config):
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=len(dev.interfaces),
            bConfigurationValue=1, iConfiguration=0, bmAttributes=0x80, bMaxPower=50,
            extra_descriptors=b"",
        )  # fmt: skip

    def get_interface_descriptor(self, dev, intf, alt, config):
        numbers = sorted({each.bInterfaceNumber for each in dev.interfaces})
        settings = [each for each in dev.interfaces if each.bInterfaceNumber == numbers[intf]]
        return settings[alt]

    def get_endpoint_descriptor(self, dev, ep, intf, alt, config):
        return self.get_interface_descriptor(dev, intf, alt, config).endpoints[ep]

    def open_device(self, dev):
        if self.refuses:
            raise usb.core.USBError("refused", None, self.refuses)
        return dev

    def close_device(self, dev_handle):
        dev_handle.acts.append("closed")

    def get_configuration(self, dev_handle):
        return 1

    def claim_interface(self, dev_handle, intf):
        dev_handle.acts.append("claimed")

    def release_interface(self, dev_handle, intf):
        if dev_handle.most_bytes is not None and dev_handle.fault == errno.ENODEV:
            raise usb.core.USBError("gone", None, errno.ENODEV)
        dev_handle.acts.append("released")

    def set_interface_altsetting(self, dev_handle, intf, altsetting):
        dev_handle.acts.append(f"setting {altsetting}")

    def is_kernel_driver_active(self, dev_handle, intf):
        if dev_handle.has_driver is None:
            raise NotImplementedError  # as pyusb where no kernel binds drivers of its own
        return dev_handle.has_driver

    def detach_kernel_driver(self, dev_handle, intf):
        dev_handle.acts.append("driver aside")

    def attach_kernel_driver(self, dev_handle, intf):
        dev_handle.acts.append("driver back")

    def ctrl_transfer(self, dev_handle, bmRequestType, bRequest, wValue, wIndex, data, timeout):  # noqa: N803
        text = b"\x09\x04" if wValue & 0xFF == 0 else dev_handle.serial.encode("utf-16-le")
        answer = bytes([len(text) + 2, 3]) + text
        data[: len(answer)] = type(data)("B", answer)
        return len(answer)

    def bulk_write(self, dev_handle, ep, intf, data, timeout):
        most = dev_handle.most_bytes
        if most is not None and len(dev_handle.received) >= most:
            kind = (
                usb.core.USBTimeoutError
                if dev_handle.fault == errno.ETIMEDOUT
                else usb.core.USBError
            )
            raise kind("broken", None, dev_handle.fault)
        taken = bytes(data)[:4096]
        dev_handle.received += taken
        dev_handle.waiting += dev_handle.reply(taken)
        return len(taken)

    def bulk_read(self, dev_handle, ep, intf, buff, timeout):
        if not dev_handle.waiting:
            raise usb.core.USBTimeoutError("nothing", None, errno.ETIMEDOUT)
        said = bytes(dev_handle.waiting[: len(buff)])
        del dev_handle.waiting[: len(buff)]
        buff[: len(said)] = type(buff)("B", said)
        return len(said)
