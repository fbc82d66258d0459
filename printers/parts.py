"""Every language, transport and device an address can name: one line each."""

from collections.abc import Mapping

from printers import escpos, files, tcp, virtual
from printers.kinds import Device, Dialect, Way

LANGUAGES: Mapping[str, Dialect] = {
    "escpos": escpos.DIALECT,
}
TRANSPORTS: Mapping[str, Way] = {
    "tcp": tcp.WAY,
    "file": files.WAY,
}
DEVICES: Mapping[str, Device] = {
    "virtual": virtual.DEVICE,
}
