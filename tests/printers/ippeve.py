"""Debian's ``ippeveprinter``: a printer someone else wrote, with labels of 90 x 130 mm in it."""

import contextlib
import os
import signal
import socket
import subprocess
from pathlib import Path

from tests import needs

ATTRIBUTES = """
ATTR collection media-col-default {
  MEMBER collection media-size { MEMBER integer x-dimension 9000 MEMBER integer y-dimension 13000 }
}
ATTR collection media-size-supported
  { MEMBER integer x-dimension 9000 MEMBER integer y-dimension 13000 },
  { MEMBER rangeOfInteger x-dimension 20000-22000 MEMBER rangeOfInteger y-dimension 10000-30000 }
ATTR keyword media-supported custom_badge_90x130mm,iso_a4_210x297mm
ATTR keyword media-default custom_badge_90x130mm
ATTR keyword media-ready custom_badge_90x130mm
ATTR keyword media-col-supported media-size,media-type
ATTR keyword print-scaling-supported auto,fit,none
ATTR mimeMediaType document-format-supported FORMATS
ATTR mimeMediaType document-format-default application/octet-stream
ATTR resolution pwg-raster-document-resolution-supported 300dpi,600dpi
ATTR keyword pwg-raster-document-type-supported RASTERS
ATTR integer pages-per-minute 600
"""
ALL_FORMATS = "application/octet-stream,application/pdf,image/pwg-raster,image/jpeg,image/png"
HOW = "apt-get install cups-ipp-utils avahi-daemon dbus; start dbus-daemon --system, avahi-daemon"
TRIES = 100


class IppEve:
    """A running printer; ``jobs`` is what it was given, in order."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url

    @property
    def jobs(self) -> list[Path]:
        found = [path for path in self.folder.glob("*-*.*") if path.suffix != ".prn"]
        return sorted(found, key=lambda path: int(path.name.split("-")[0]))


@contextlib.contextmanager
def running(folder: Path, *, formats=ALL_FORMATS, rasters="black_1,sgray_8", command="exit 0"):
    """Start one whose command is the given lines of shell, and stop it at the end."""
    program = needs.program("ippeveprinter", HOW)
    settings, script, spool = folder / "printer.conf", folder / "command", folder / "spool"
    settings.write_text(ATTRIBUTES.replace("FORMATS", formats).replace("RASTERS", rasters))
    script.write_text(f"#!/bin/sh\n{command}\n")
    script.chmod(0o755)
    spool.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ["-p", str(port), "-a", settings, "-d", spool, "-k", "-c", script]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [program, *options, f"Test {port}"],
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    try:
        _await(process, port, log=folder / "log")
        yield IppEve(spool, f"ipp://127.0.0.1:{port}/ipp/print?width_mm=90&height_mm=130")
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _await(process, port, *, log):
    for _ in range(TRIES):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.05)
                said = log.read_text()
                assert "DNS-SD" in said, said
                needs.missing("ippeveprinter", HOW)
        else:
            return
    raise TimeoutError(port)
