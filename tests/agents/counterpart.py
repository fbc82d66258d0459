"""A small server that answers agents as the real one promises to, and misbehaves as told."""

import io
import json
import socket
import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from PIL import Image

TOKEN = "station-token"
TLS_HANDSHAKE = b"\x16"


@dataclass
class PrintJob:
    printer: str
    state: str = "queued"
    claim_id: str | None = None
    attempts: int = 0
    error: str | None = None
    is_confirmed: bool = False
    copies: int = 1
    pages: int = 1
    sent_pages: int = 0
    opens_drawer: bool = False
    report_ids: list[str] = field(default_factory=list)


@dataclass
class Counterpart:
    """What the server knows, and what goes wrong.

    ``faults`` names what happens to the n-th request: ``lost`` (not done, no answer),
    ``unanswered`` (done, no answer), or a status to answer instead.
    """

    me: dict[str, Any] = field(
        default_factory=lambda: {"checkpoint": {"code": "MAIN-IN", "direction": "in"}}
    )
    printers: dict[str, str] = field(default_factory=dict)
    jobs: dict[str, PrintJob] = field(default_factory=dict)
    scans: dict[str, dict[str, Any]] = field(default_factory=dict)
    states: list[tuple[str, str]] = field(default_factory=list)
    in_trouble: set[str] = field(default_factory=set)  # printers that are given no job
    faults: dict[int, str | int] = field(default_factory=dict)
    requests: list[tuple[str, str]] = field(default_factory=list)
    page_params: list[dict[str, list[str]]] = field(default_factory=list)
    authority: str = ""
    refused_credential: str = ""
    broken_page: bool = False
    revoked_at: str = ""  # the token is refused for paths that end so
    tls: ssl.SSLContext | None = None
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def is_settled(self) -> bool:
        return all(j.state not in ("queued", "printing") for j in self.jobs.values())

    def answer(  # noqa: PLR0911 - a line for each route
        self, method: str, path: str, query: str, body: dict[str, Any]
    ) -> tuple[int, Any]:
        if method == "GET" and path == "/api/v1/me":
            return 200, self.me
        if path == "/api/v1/scans":
            return self._scan(body)
        if path == "/api/v1/print-jobs/claim":
            return self._claim(body["claim_id"])
        if path.endswith("/reports"):
            return self._report(path.split("/")[-2], body)
        if path.endswith("/page.png"):
            self.page_params.append(parse_qs(query))
            return 200, b"no picture" if self.broken_page else page_png(query)
        if path == "/api/v1/printers":
            return 200, {"printers": [self._printer(*each) for each in self.printers.items()]}
        if path.endswith("/state"):
            self.states.append((path.split("/")[-2], body["state"]))
            self._note(path.split("/")[-2], body["state"])
            return 204, b""
        return 404, {"code": "unknown_path", "title": "x", "detail": f"No {path}."}

    def _scan(self, body: dict[str, Any]) -> tuple[int, Any]:
        if body["credential"] == self.refused_credential:
            return 422, {"code": "bad_credential", "title": "x", "detail": "Not one of ours."}
        verdict = "admitted" if body["scan_id"] not in self.scans else "again"
        known = self.scans.setdefault(body["scan_id"], body | {"verdict": verdict})
        return 200, {"verdict": known["verdict"], "delegate": {"reg_no": "R0001", "name": "N"}}

    def _claim(self, claim_id: str) -> tuple[int, Any]:
        for job_id, job in self.jobs.items():
            if job.claim_id == claim_id and job.state == "printing":
                return 200, {"job": self._claimed(job_id, job)}
        for job_id, job in self.jobs.items():
            if job.state == "queued" and job.printer not in self.in_trouble:
                job.state, job.claim_id, job.attempts = "printing", claim_id, job.attempts + 1
                return 200, {"job": self._claimed(job_id, job)}
        return 200, {"job": None}

    def _claimed(self, job_id: str, job: PrintJob) -> dict[str, Any]:
        return {
            "id": job_id,
            "prints": "badge",
            "copies": job.copies,
            "attempts": job.attempts,
            "printer": {"name": job.printer, "url": self.printers[job.printer]},
            "page": f"/api/v1/print-jobs/{job_id}/page.png",
            "pages": job.pages,
            "opens_drawer": job.opens_drawer,
        }

    def _report(self, job_id: str, body: dict[str, Any]) -> tuple[int, Any]:
        job = self.jobs[job_id]
        if body["report_id"] in job.report_ids:
            return 200, {"id": job_id}
        if job.claim_id != body["claim_id"] or job.state != "printing":
            return 409, {"code": "settled", "title": "x", "detail": "Somebody settled it."}
        job.report_ids.append(body["report_id"])
        job.state, job.error = body["state"], body["error"]
        job.is_confirmed, job.sent_pages = body["confirmed"], body["pages"]
        if body["printer_state"] and body["error"]:
            self.in_trouble.add(job.printer)
        return 200, {"id": job_id}

    def _printer(self, name: str, url: str) -> dict[str, str]:
        told = [state for printer, state in self.states if printer == name]
        return {"name": name, "url": url, "state": told[-1] if told else "unknown"}

    def _note(self, printer: str, state: str) -> None:
        if state in ("ready", "paper_low"):
            self.in_trouble.discard(printer)


def page_png(query: str) -> bytes:
    width = int(parse_qs(query)["width_dots"][0])
    content = io.BytesIO()
    Image.new("L", (width, 80), 255).save(content, "PNG")
    return content.getvalue()


class _Handler(BaseHTTPRequestHandler):
    timeout = 5  # seconds; a client that died without a word holds nothing up

    def do_GET(self):
        self._answer({})

    def do_POST(self):
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, body):
        split, known = urlsplit(self.path), self.server.counterpart
        if split.path == "/trust/ca.pem":
            self._send(200, known.authority.encode(), "application/x-pem-file")
            return
        with known.lock:
            fault = known.faults.get(len(known.requests))
            known.requests.append((self.command, split.path))
            if fault == "lost":
                return
            is_revoked = bool(known.revoked_at) and split.path.endswith(known.revoked_at)
            if self.headers["Authorization"] != f"Bearer {TOKEN}" or is_revoked:
                status, document = 401, {"code": "no_token", "title": "x", "detail": "Pair again."}
            elif isinstance(fault, int):
                status, document = fault, {"code": "fault", "title": "x", "detail": "Told to."}
            else:
                status, document = known.answer(self.command, split.path, split.query, body)
            if fault == "unanswered":
                return
        if isinstance(document, bytes):
            self._send(status, document, "image/png")
        else:
            self._send(status, json.dumps(document).encode(), "application/json")

    def _send(self, status, content, kind):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        if status in (301, 302):
            self.send_header("Location", "/trust")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


class _Server(ThreadingHTTPServer):
    """One port for TLS and plain, told apart by the first byte, as the real server does."""

    counterpart: Counterpart

    def finish_request(self, request, client_address):
        request.settimeout(5)
        tls = self.counterpart.tls
        if tls is None or request.recv(1, socket.MSG_PEEK) != TLS_HANDSHAKE:
            super().finish_request(request, client_address)
            return
        try:
            with tls.wrap_socket(request, server_side=True) as wrapped:
                super().finish_request(wrapped, client_address)
        except (ssl.SSLError, ConnectionError):
            return  # the client did not trust us

    def handle_error(self, *args):
        pass  # a client that died in the middle


@contextmanager
def served(counterpart: Counterpart):
    """Serve on a free port of this machine; ``url`` is set."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.counterpart = counterpart
    scheme = "http" if counterpart.tls is None else "https"
    counterpart.url = f"{scheme}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield counterpart
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
