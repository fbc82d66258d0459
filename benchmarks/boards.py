"""Measures the boards: python benchmarks/boards.py [--boards 200] [--reconnects 1000] [--rate 20].

How long a check-in takes from being sent until every one of the connected boards shows it, while check-ins go
on; and whether the first document after reconnecting says what the database holds. Everything runs on this
machine over loopback, the boards in one process beside the server's; the figures are no promises about yours.
"""

import argparse
import http.client
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

import gevent.monkey

gevent.monkey.patch_all()

import gevent  # noqa: E402 - after the patching, as all that follow
import requests  # noqa: E402
import websocket  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from onsite.demo.congress import write_congress  # noqa: E402

PORT = 8473
SPREAD_S = 1.8  # as the page does it
BASE = f"http://127.0.0.1:{PORT}"
NAMESPACE = "/live,"
EVENT = f"42{NAMESPACE}"
HEADCOUNT = f'{EVENT}["headcount",'
CHECKED_IN = re.compile('"checked_in":([0-9]+)')  # the first is the sum
COUNTED = "SELECT SUM(checked_in) FROM check_in_counts"
OF_FACTS = "SELECT COUNT(*) FROM arrivals"
INSIDE = "SELECT COUNT(*) FROM presences WHERE is_inside AND hall = 'MAIN'"


def onsite(*arguments: object) -> str:
    command = [sys.executable, "-m", "onsite", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@contextmanager
def served(event: Path):
    command = [sys.executable, "-m", "onsite", "serve", event, "--port", str(PORT), "--http"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            server.stdout.readline()
            yield server.pid
        finally:
            server.terminate()


def processor_s(pid: int) -> float:
    """Tell how long a process has worked, where the system says so (Linux); else 0."""
    told = Path(f"/proc/{pid}/stat")
    if not told.is_file():
        return 0.0
    fields = told.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def token(event: Path, role: str) -> str:
    return json.loads(onsite("pair", event, "--role", role, "--json"))["token"]


class Board:
    """One screen on the wall, as far as the network is concerned: it hears, and reads the overview."""

    def __init__(self, token: str) -> None:
        self._line = websocket.create_connection(
            f"ws://127.0.0.1:{PORT}/socket.io/?EIO=4&transport=websocket",
            timeout=30,
            skip_utf8_validation=True,  # byte by byte, it would cost more than the server does
        )
        self._line.recv()
        self._line.send(f"40{NAMESPACE}{json.dumps({'token': token})}")
        self._http = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        self._headers = {"Authorization": f"Bearer {token}"}
        self._is_reading = False
        self._reader: gevent.Greenlet | None = None
        self.heard: list[tuple[float, int]] = []  # when, and how many had checked in
        self.read = 0

    def next_document(self) -> str:
        """Wait for the next headcount; as it came, for 200 boards share one processor here."""
        while True:
            said = self._line.recv()
            if said == "2":
                self._line.send("3")
            elif said.startswith(HEADCOUNT):
                self.heard.append((time.monotonic(), int(CHECKED_IN.search(said)[1])))
                return said
            elif '"overview"' in said and not self._is_reading:
                self._is_reading = True
                self._reader = gevent.spawn_later(random.random() * SPREAD_S, self._read)

    def listen(self) -> None:
        while True:
            self.next_document()

    def leave(self) -> None:
        if self._reader is not None:
            self._reader.kill()
        self._line.shutdown()

    def _read(self) -> None:
        self._http.request("GET", "/api/v1/overview", headers=self._headers)
        answer = self._http.getresponse()
        answer.read()
        self._is_reading = False
        self.read += answer.status == HTTPStatus.OK


class Desk:
    """Checks people in and lets them into the hall, one after the other, at a rate."""

    def __init__(self, event: Path, credentials: list[str], *, rate: float) -> None:
        self._desk, self._door = token(event, "desk"), token(event, "door")
        self._credentials = iter(credentials)
        self._rate = rate
        self._http = requests.Session()
        self.sent: list[float] = []
        self.answered: list[float] = []

    def run(self) -> None:
        for credential in self._credentials:
            began = time.monotonic()
            self.sent.append(began)
            self._post("check-ins", {"check_in_id": str(uuid.uuid4()), "print": False}, credential)
            self.answered.append(time.monotonic())
            door = {"scan_id": str(uuid.uuid4()), "checkpoint": "MAIN-IN"}
            self._post("scans", door, credential)
            gevent.sleep(max(0.0, 1 / self._rate - (time.monotonic() - began)))

    def _post(self, path: str, body: dict, credential: str) -> None:
        bearer = self._desk if path == "check-ins" else self._door
        self._http.post(
            f"{BASE}/api/v1/{path}",
            json={**body, "credential": credential},
            headers={"Authorization": f"Bearer {bearer}"},
            timeout=30,
        ).raise_for_status()


def delays(
    board_token: str, desk: Desk, *, boards: int, seconds: float
) -> list[tuple[float, float]]:
    """Tell, check-in by check-in, how long after sending and after its answer the last board had it."""
    walls = [Board(board_token) for _ in range(boards)]
    listening = [gevent.spawn(wall.listen) for wall in walls]
    gevent.sleep(2)
    before = walls[0].heard[-1][1]
    first = len(desk.sent)
    working = gevent.spawn(desk.run)
    gevent.sleep(seconds)
    working.kill()
    gevent.sleep(2)
    gevent.killall(listening)
    last = min(wall.heard[-1][1] for wall in walls)
    arrivals = [iter(wall.heard) for wall in walls]
    at = [next(each) for each in arrivals]
    found = []
    moments = list(zip(desk.sent, desk.answered, strict=False))[first : first + last - before]
    for number, (sent_at, answered_at) in enumerate(moments, before + 1):
        for index, each in enumerate(arrivals):
            while at[index][1] < number:
                at[index] = next(each)
        shown_at = max(moment for moment, _ in at)
        found.append((shown_at - sent_at, max(0.0, shown_at - answered_at)))
    for wall in walls:
        wall.leave()
    print(f"{sum(wall.read for wall in walls)} overviews read meanwhile")
    return found


def reconnects(event: Path, board_token: str, *, times: int) -> tuple[int, int, list[str]]:
    """Connect anew and compare the first document with the rows before and after it.

    Returns:
        How often the rows stood still meanwhile, so that nothing but equality is right; how often they
        moved on; and what was wrong.
    """
    still = moved = 0
    wrong = []
    with sqlite3.connect(f"file:{event / 'onsite.db'}?mode=ro", uri=True) as rows:

        def counted() -> tuple[int, ...]:
            return tuple(rows.execute(each).fetchone()[0] for each in (COUNTED, OF_FACTS, INSIDE))

        for _ in range(times):
            before = counted()
            board = Board(board_token)
            told = json.loads(board.next_document().removeprefix(EVENT))[1]
            after = counted()
            board.leave()
            said = (told["checked_in"], told["checked_in"], told["halls"]["MAIN"]["inside"])
            parts = sum(each["checked_in"] for each in told["by_category"].values())
            if before == after:
                still += 1
            else:
                moved += 1
            is_right = all(a <= b <= c for a, b, c in zip(before, said, after, strict=True))
            if not is_right or parts != told["checked_in"]:
                wrong.append(f"{before} <= {said} (parts {parts}) <= {after}")
    return still, moved, wrong


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--boards", type=int, default=200)
    asked.add_argument("--reconnects", type=int, default=1000)
    asked.add_argument(
        "--rate", type=float, default=20, help="check-ins a second, each with a scan"
    )
    asked.add_argument("--seconds", type=float, default=20)
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), chosen)


def told_of(ordered: list[float]) -> str:
    median, worst_but = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    return f"median {median * 1000:.0f} ms, p99 {worst_but * 1000:.0f} ms, worst {ordered[-1] * 1000:.0f} ms"


def measure(folder: Path, chosen: argparse.Namespace) -> None:
    workbook, event = folder / "plan.xlsx", folder / "event"
    people = 3000  # more than come: the load does not end before the measuring does
    write_congress(workbook, delegates=people, starts_on=datetime.now(UTC).date())
    onsite("init", event, "--plan", workbook)
    onsite("credentials", event, "--out", folder / "credentials.csv")
    lines = (folder / "credentials.csv").read_text(encoding="utf-8").split()[1:]
    credentials = [line.split(",")[1] for line in lines]
    with served(event) as server:
        board_token = token(event, "board")
        desk = Desk(event, credentials, rate=chosen.rate)
        worked_s, began = processor_s(server), time.monotonic()
        found = delays(board_token, desk, boards=chosen.boards, seconds=chosen.seconds)
        print(f"{len(found)} check-ins, {chosen.boards} boards, until the last board has it:")
        for since, times in zip(("sending", "its answer"), zip(*found, strict=True), strict=True):
            print(f"  from {since}: {told_of(sorted(times))}")
        worked_s, spent_s = processor_s(server) - worked_s, time.monotonic() - began
        print(
            f"the server worked {worked_s:.1f} s of {spent_s:.1f} s, load {os.getloadavg()[0]:.1f}"
        )
        working = gevent.spawn(desk.run)
        still, moved, wrong = reconnects(event, board_token, times=chosen.reconnects)
        working.kill()
        print(
            f"{chosen.reconnects} reconnects under load: {len(wrong)} wrong "
            f"({still} against rows that stood still, {moved} between two states of them)"
        )
        print("\n".join(wrong[:10]), end="")


if __name__ == "__main__":
    main()
