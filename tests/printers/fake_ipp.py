"""A little IPP printer that says what it is told to: garbage, nothing, no, or come again.

It keeps what it was given to print.
"""

import socketserver
import struct
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

PRINT_JOB, CANCEL_JOB, GET_JOB, GET_PRINTER = 2, 8, 9, 11
CLOSE, DRIP = "close", "drip"  # instead of an answer: nothing, or a byte now and then
TAGS = {int: 0x23, bool: 0x22, str: 0x44, bytes: 0x30, type(None): 0x13, dict: 0x34}
RANGE, RESOLUTION, MEMBER, END = 0x33, 0x32, 0x4A, 0x03
LAST_DELIMITER = 0x0F
AN_INCH, A_CENTIMETRE = 3, 4  # units of a resolution


def answer(status=0, **attributes):
    """An IPP answer; names are written with _ for -, values are lists or single ones.

    Two numbers are a range, three a resolution with its unit.
    """
    out = bytearray(struct.pack(">HHI", 0x0200, status, 1) + b"\x04")
    for name, values in attributes.items():
        label = name.replace("_", "-").encode()
        for value in values if isinstance(values, list) else [values]:
            raw = _raw(value)
            out += struct.pack(">BH", _tag(value), len(label)) + label
            out += struct.pack(">H", len(raw)) + raw
            label = b""
            if isinstance(value, dict):
                out += _members(value)
    return bytes(out + b"\x03")


def _members(collection):
    out = b""
    for name, value in collection.items():
        raw = _raw(value)
        out += struct.pack(">BHH", 0x4A, 0, len(name)) + name.encode()
        out += struct.pack(">BHH", _tag(value), 0, len(raw)) + raw
        out += _members(value) if isinstance(value, dict) else b""
    return out + struct.pack(">BHH", 0x37, 0, 0)


def _tag(value):
    if isinstance(value, tuple):
        return RANGE if len(value) == len(("low", "high")) else RESOLUTION
    return TAGS[type(value)]


def _raw(value):
    if isinstance(value, bytes):
        return value
    if isinstance(value, tuple):
        return struct.pack(">ii" if _tag(value) == RANGE else ">iib", *value)
    if isinstance(value, bool):
        return bytes([value])
    if value is None or isinstance(value, dict):
        return b""
    return value.encode() if isinstance(value, str) else struct.pack(">i", value)


class Job:
    """A job as it came: ``told`` has each attribute's and member's last value, in bytes."""

    def __init__(self, asked):
        self.told = {}
        at, member = 8, b""
        while (tag := asked[at]) != END:
            at += 1
            if tag <= LAST_DELIMITER:
                continue
            name, at = _counted(asked, at)
            raw, at = _counted(asked, at)
            self.told[(name or member).decode()] = raw
            member = raw if tag == MEMBER else b""
        self.document = asked[at + 1 :]

    @property
    def kind(self):
        return self.told["document-format"].decode()


def _counted(content, at):
    end = at + 2 + int.from_bytes(content[at : at + 2], "big")
    return content[at + 2 : end], end


IDLE = answer(
    printer_state=3,
    printer_state_reasons="none",
    printer_is_accepting_jobs=True,
    document_format_supported=["application/pdf"],
)
PRINTING, ACCEPTED, DONE = answer(job_state=5), answer(job_id=7), answer(job_state=9)


class Printer(socketserver.ThreadingTCPServer):
    """Says the answers of each operation in turn, the last one again and again.

    Instead of such a list there may be a function, which is given the printer.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, said):
        super().__init__(("127.0.0.1", 0), _Exchange)
        self.said = {GET_PRINTER: [IDLE], PRINT_JOB: [ACCEPTED], GET_JOB: [DONE], **said}
        self.asked = []
        self.jobs = []

    @property
    def url(self):
        return f"ipp://127.0.0.1:{self.server_address[1]}/ipp/print?confirm_s=1"

    def next_answer(self, operation):
        self.asked.append(operation)
        said = self.said.get(operation, [answer()])
        if callable(said):
            return said(self)
        return said.pop(0) if len(said) > 1 else said[0]


def job(*, before, after):
    """What is said of a job, before and after it is cancelled."""
    return lambda device: after if CANCEL_JOB in device.asked else before


class _Exchange(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        operation = int.from_bytes(asked[2:4], "big")
        if operation == PRINT_JOB:
            self.server.jobs.append(Job(asked))
        said = self.server.next_answer(operation)
        if said == CLOSE:
            return
        if said == DRIP:
            self._drip()
            return
        status, body = (said, b"") if isinstance(said, int) else (200, said)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _drip(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        try:
            while True:
                self.wfile.write(b"X: y\r\n")
                self.server.dripping.wait(0.2)
        except OSError:
            return

    def log_message(self, *_):
        pass


@contextmanager
def printing(said=None):
    """Serve a printer until the block ends."""
    with Printer(said or {}) as printer:
        printer.dripping = threading.Event()
        thread = threading.Thread(target=printer.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield printer
        finally:
            printer.shutdown()
            thread.join()
