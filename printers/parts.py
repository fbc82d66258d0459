"""Every language, transport and device an address can name: one line each."""

from collections.abc import Mapping

from printers import (
    brother_ql,
    documents,
    escpos,
    files,
    ipp,
    serial,
    tcp,
    tspl,
    usb,
    virtual,
    zpl,
)
from printers.kinds import Device, Dialect, Way

LANGUAGES: Mapping[str, Dialect] = {
    "escpos": escpos.DIALECT,
    "tspl": tspl.DIALECT,
    "zpl": zpl.DIALECT,
    "brother-ql": brother_ql.DIALECT,
    "png": documents.PNG,
    "pdf": documents.PDF,
}
TRANSPORTS: Mapping[str, Way] = {
    "tcp": tcp.WAY,
    "usb": usb.WAY,
    "serial": serial.WAY,
    "file": files.WAY,
}
DEVICES: Mapping[str, Device] = {
    "virtual": virtual.DEVICE,
    "ipp": ipp.DEVICE,
    "ipps": ipp.DEVICE,
}
