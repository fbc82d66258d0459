"""A served event with print agents as processes of their own, and printers that misbehave as told."""

import random
import socket
import struct
import subprocess
import sys
import threading
import time
import zlib
from dataclasses import dataclass, field
from enum import Enum, auto

import numpy as np
import requests
import zxingcpp

from tests.congress import SHEETS, write_workbook
from tests.printers.fake_printer import NORMAL, PAPER_OUT
from tests.served_event import new_id
from tests.serving_process import environment, run_onsite, serving

RASTER = b"\x1dv0"
FIXED = {
    b"\x1b@": 2,
    b"\x1da": 3,
    b"\x1dV": 4,
    b"\x1bd": 3,
    b"\x1bp": 5,
    b"\x10\x04": 3,
    b"\x1dr": 3,
}
ROLL = "width_dots=576&dpi=203"


def plan_of(people):
    """Write a plan of so many members, all of whom have paid."""
    sheets = dict(SHEETS)
    heading = SHEETS["代表名单"][0]
    sheets["代表名单"] = [
        heading,
        *(
            [
                f"M{number:05d}", f"代表{number:05d}", "", f"第{number % 9}医院", "", "MEM",
                f"139{number:08d}", "", "", 1800, 1800, *[""] * (len(heading) - 12), "正常",
            ]
            for number in range(people)
        ),
    ]  # fmt: skip
    sheets["嘉宾"] = [SHEETS["嘉宾"][0]]
    return sheets


def found(folder, people):
    """Make an event of so many people; where it lies."""
    plan = write_workbook(folder / "plan.xlsx", plan_of(people))
    made = run_onsite("init", folder / "event", "--plan", plan)
    assert made.returncode == 0, made.stderr
    return folder / "event"


class Fault(Enum):
    """What a printer does on one connection."""

    NONE = auto()
    RESETS = auto()
    HALF = auto()  # hangs up in the middle of a page
    MUTE = auto()  # answers nothing
    MUTE_AFTER = auto()  # prints, and does not say so
    NO_PAPER = auto()  # is out of paper when it is asked
    EATS = auto()  # runs out of paper with the page
    GARBAGE = auto()


class HallPrinter:
    """An ESC/POS printer on TCP that takes one connection at a time and knows every page it printed.

    Args:
        fault: Asked at each connection what goes wrong on it.
        paper_s: How long paper stays out when it ran out.
        page: The options of its address that say what it prints on.
    """

    def __init__(self, fault=lambda: Fault.NONE, *, paper_s=0.5, page=ROLL):
        self._page = page
        self.status = NORMAL
        self.pages = []  # (when its last byte came, width in bytes, raster compressed)
        self.first_byte_at = None  # of the page in hand, or the last
        self._fault, self._paper_s = fault, paper_s
        self._paper_in_at = 0.0
        self._closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.1)
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    @property
    def url(self):
        port = self._listener.getsockname()[1]
        return f"tcp://127.0.0.1:{port}?language=escpos&confirm_s=1&{self._page}"

    def close(self):
        self._closing.set()
        self._thread.join()
        self._listener.close()

    def credentials(self):
        """Read the code of every page, in the order they came out."""
        return [_credential(width, page) for _, width, page in self.pages]

    def _serve(self):
        while not self._closing.is_set():
            try:
                peer, _ = self._listener.accept()
            except TimeoutError:
                continue
            with peer:
                peer.settimeout(0.1)
                try:
                    self._Talk(self, peer, self._fault()).listen()
                except OSError:
                    continue

    def _status_now(self):
        return PAPER_OUT if time.monotonic() < self._paper_in_at else self.status

    def paper_runs_out(self):
        self._paper_in_at = time.monotonic() + self._paper_s

    class _Talk:
        """One connection."""

        def __init__(self, printer, peer, fault):
            self._printer, self._peer, self._fault = printer, peer, fault
            self._unread, self._page, self._width = bytearray(), bytearray(), 0

        def listen(self):
            if self._fault is Fault.RESETS:
                self._peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
            if self._fault is Fault.NO_PAPER:
                self._printer.paper_runs_out()
            while not self._printer._closing.is_set():
                try:
                    received = self._peer.recv(65536)
                except TimeoutError:
                    continue
                if not received:
                    return
                self._unread += received
                if not self._take_commands():
                    return

        def _take_commands(self):
            """Carry out what has come whole; False to hang up."""
            while (length := self._length()) and len(self._unread) >= length:
                command = bytes(self._unread[:length])
                del self._unread[:length]
                if not self._carry_out(command):
                    return False
            return True

        def _length(self):
            if self._unread[:3] == RASTER:
                if len(self._unread) < 8:
                    return 0
                width, height = struct.unpack("<HH", self._unread[4:8])
                return 8 + width * height
            return FIXED.get(bytes(self._unread[:2]), 1 if len(self._unread) > 1 else 0)

        def _carry_out(self, command):
            printer = self._printer
            if command[:2] == b"\x1b@":
                printer.first_byte_at = time.monotonic()
                self._page.clear()
            elif command[:3] == RASTER:
                self._width = struct.unpack("<H", command[4:6])[0]
                self._page += command[8:]
                return self._fault is not Fault.HALF
            elif command[:2] == b"\x1dV":
                printer.pages.append((time.monotonic(), self._width, zlib.compress(self._page, 1)))
                if self._fault is Fault.EATS:
                    printer.paper_runs_out()
            elif command[:2] == b"\x10\x04":
                self._answer(printer._status_now()[command[2] - 1 : command[2]])
            elif command[:2] == b"\x1dr" and self._fault is not Fault.MUTE_AFTER:
                self._answer(b"\x0c" if printer._status_now() == PAPER_OUT else b"\x00")
            return True

        def _answer(self, content):
            if self._fault is Fault.GARBAGE:
                self._peer.sendall(b"\xff\xee\x01")
            elif self._fault is not Fault.MUTE:
                self._peer.sendall(content)


def _credential(width, page):
    bits = np.unpackbits(np.frombuffer(zlib.decompress(page), np.uint8).reshape(-1, width), axis=1)
    codes = zxingcpp.read_barcodes(np.where(bits, 0, 255).astype(np.uint8))
    return codes[0].text if codes else None


@dataclass
class Agent:
    """One print agent's process; killed as a power cut would, and started again on its journal."""

    served: object
    token: str
    journal: object
    process: subprocess.Popen | None = None
    kills: int = 0

    def start(self):
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "onsite", "print-agent", "--server", self.served.plain,
                "--token", self.token, "--journal", str(self.journal),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )  # fmt: skip
        return self

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.kills += 1


@dataclass
class Hall:
    """A served event, its agents and its printers."""

    served: object
    folder: object
    agents: list = field(default_factory=list)
    printers: list = field(default_factory=list)

    def __post_init__(self):
        self._session = requests.Session()
        self._session.trust_env = False
        self.desk = self.pair("desk")

    def ask(self, method, path, body=None, token=None):
        answer = self._session.request(
            method,
            f"{self.served.plain}/api/v1{path}",
            json=body,
            headers={"Authorization": f"Bearer {token or self.served.run_file['token']}"},
            timeout=20,
        )
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def pair(self, role):
        return self.ask("POST", "/stations", {"role": role})["token"]

    def add_agent(self):
        made = self.ask("POST", "/stations", {"role": "print-agent"})
        agent = Agent(self.served, made["token"], self.folder / f"journal-{len(self.agents)}")
        agent.station = made["station"]
        self.agents.append(agent.start())
        return agent

    def add_printer(self, name, printer, *, agent=None, **more):
        self.printers.append(printer)
        body = {"name": name, "url": printer.url, "prints": ["badge"], **more}
        if agent is not None:
            body["agent"] = agent.station
        self.ask("POST", "/printers", body)
        return printer

    def check_in(self, reg_no, token=None):
        body = {"check_in_id": new_id(), "reg_no": reg_no, "print": True}
        return self.ask("POST", "/check-ins", body, token or self.desk)

    def job(self, job_id):
        return self.ask("GET", f"/print-jobs/{job_id}", token=self.desk)

    def counts(self):
        return self.ask("GET", "/print-jobs?limit=1", token=self.desk)["counts"]

    def state_of(self, name):
        rows = self.ask("GET", "/printers", token=self.desk)["printers"]
        return next(row["state"] for row in rows if row["name"] == name)

    def close(self):
        for agent in self.agents:
            agent.kill()  # it would end by itself once its long poll is answered
        for printer in self.printers:
            printer.close()
        self._session.close()


class hall:  # noqa: N801 - reads as the context it is
    """Serve a hall for the length of the block."""

    def __init__(self, folder, *, people):
        self._folder, self._people = folder, people

    def __enter__(self):
        self._serving = serving(found(self._folder, self._people), "--http")
        self._hall = Hall(self._serving.__enter__(), self._folder)
        return self._hall

    def __exit__(self, *raised):
        self._hall.close()
        self._serving.__exit__(*raised)


def dice_of(faults, seed):
    """Throw a fault for each connection: ``{fault: share}``."""
    dice = random.Random(seed)
    names, shares = zip(*faults.items(), strict=True)
    rest = 1 - sum(shares)
    return lambda: dice.choices([*names, Fault.NONE], [*shares, rest])[0]
