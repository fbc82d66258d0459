"""What stands in for the badge printer: a program someone else wrote where it can be had, else ours."""

import io
import json
import os
import re
import socket
import subprocess
import time
import urllib.request

import numpy as np
from PIL import Image

from tests.printers.fake_printer import FakePrinter

RASTER = re.compile(rb"\x1dv0[\x00-\x03](..)(..)", re.DOTALL)
EMUPOS = os.environ.get("ONSITE_EMUPOS", "")


class OurListener:
    """The printer of the driver tests; rebuilds pages from raster commands."""

    def __init__(self):
        self._printer = FakePrinter()
        self.url = self._printer.url

    def pages(self):
        return [_page(bytes(self._printer.received))] if self._printer.received else []

    def close(self):
        self._printer.close()


TRIES = 3


class Emupos:
    """The PyPI program emupos: an Epson over TCP that keeps pictures of what it printed."""

    def __init__(self, folder):
        self._folder = folder
        for _ in range(TRIES):  # somebody else may have taken a port that was free
            if self._has_started(folder):
                return
            self.close()
        raise AssertionError(f"emupos did not start in {TRIES} tries")

    def _has_started(self, folder):
        port, api = free_port(), free_port()
        self.url = f"tcp://127.0.0.1:{port}?language=escpos&width_dots=576"
        self._api = f"http://127.0.0.1:{api}"
        settings = folder / "emupos.yaml"
        settings.write_text(
            f"schema: 1\napi: {{ host: 127.0.0.1, port: {api} }}\n"
            "devices:\n  - id: badge\n    type: printer\n"
            f"    profile: epson-tm-t20iii\n    receipts_dir: ./receipts\n"
            f"    connections:\n      - tcp: {{ port: {port} }}\n",
            encoding="utf-8",
        )
        self._process = subprocess.Popen(
            [EMUPOS, "run", "--config", str(settings)],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return wait_for(lambda: _answers(port) or self._process.poll() is not None) and _answers(
            port
        )

    def pages(self):
        """What it printed, oldest first."""
        pages = []
        for path in sorted(self._folder.rglob("*.png")):
            with Image.open(path) as page:
                pages.append(page.copy())
        return pages

    def fault(self, name, *, active=True):
        """Set or clear a fault: ``paper-near-end``, ``paper-out``, ``cover-open``, ``offline``."""
        path = f"/api/v1/devices/badge/faults/{name}"
        ask(self._api + path, method="PUT" if active else "DELETE")

    def close(self):
        self._process.terminate()
        self._process.wait(timeout=10)


def printer(folder):
    """Start the best badge printer this machine has."""
    return Emupos(folder) if EMUPOS else OurListener()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def wait_for(condition, *, seconds=30):
    """Wait until something holds; its value."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        found = condition()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s: {condition}")


def ask(url, token=None, body=None, *, operator=None, method=None):
    """Ask a served event over loopback; GET, or POST with a body, unless told."""
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(url, data=data, method=method)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    if operator:
        request.add_header("X-Operator", operator)
    if body:
        request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.loads(response.read() or "null")


def loopback(congress):
    """Read where a served event answers this machine."""
    return json.loads((congress / "run.json").read_text(encoding="utf-8"))["url"]


def _answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _page(content):
    bands = []
    for found in RASTER.finditer(content):
        width, height = (int.from_bytes(part, "little") for part in found.groups())
        data = content[found.end() : found.end() + width * height]
        if len(data) == width * height:
            bits = np.unpackbits(np.frombuffer(data, np.uint8).reshape(height, width), axis=1)
            bands.append(bits)
    picture = io.BytesIO()
    Image.fromarray(((1 - np.vstack(bands)) * 255).astype(np.uint8)).save(picture, "PNG")
    return Image.open(picture)
