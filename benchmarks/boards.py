"""Measures the boards: python benchmarks/boards.py [--boards 200] [--reconnects 1000] [--rate 20] [--http].

How long a check-in takes from being sent, and from being answered, until each of the connected boards has the
headcount that holds it, while check-ins go on; whether the last of these is what the database holds; and whether
the first document after reconnecting is, again and again under the same load. Beside it what Socket.IO alone takes
to tell as many boards as many bytes. Everything runs on this machine over loopback, the boards in one process of
their own; the figures are no promises about yours.
"""

import argparse
import csv
import http.client
import json
import multiprocessing
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import walls
from onsite.demo.congress import write_congress

PORT, BARE_PORT = 8473, 8474
BARE_S = 10
SETTLE_S = 2
PEOPLE = 3000  # more than come: the load does not end before the measuring does
COUNTED = "SELECT SUM(checked_in) FROM check_in_counts"
OF_FACTS = "SELECT COUNT(*) FROM arrivals"
INSIDE = "SELECT COUNT(*) FROM presences WHERE is_inside AND hall = 'MAIN'"

Counted = Callable[[], tuple[int, ...]]


def onsite(*arguments: object) -> str:
    command = [sys.executable, "-m", "onsite", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@contextmanager
def started(*command: object) -> Iterator[int]:
    """Run a server for the length of the block, from its first line on; its process id."""
    words = [sys.executable, *map(str, command)]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
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


class Walls:
    """The boards, in a process of their own."""

    def __init__(self, url: str, token: str, *, boards: int) -> None:
        self._pipe, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("spawn").Process(
            target=walls.hang, args=(theirs, url, token, boards), daemon=True
        )
        self._process.start()
        self._heard()

    def take_down(self) -> walls.Heard:
        self._pipe.send("enough")
        heard = self._heard()
        self._process.join()
        return heard

    def _heard(self) -> walls.Heard:
        while not self._pipe.poll(1):
            if not self._process.is_alive():
                raise SystemExit("the boards' process ended")
        return self._pipe.recv()


class Desk(threading.Thread):
    """Checks people in and lets them into the hall, one after the other, at a rate, until told to end."""

    def __init__(self, tokens: dict[str, str], credentials: Iterator[str], *, rate: float) -> None:
        super().__init__(daemon=True)
        self._tokens, self._credentials, self._rate = tokens, credentials, rate
        self._http = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        self._ends = threading.Event()
        self.moments: list[tuple[float, float]] = []  # a check-in sent, and answered

    def run(self) -> None:
        for credential in self._credentials:
            began = time.monotonic()
            check_in = {"check_in_id": str(uuid.uuid4()), "print": False}
            told = self._post("check-ins", check_in, credential)
            if told["outcome"] == "checked_in":  # who owes or is cancelled is refused
                self.moments.append((began, time.monotonic()))
            door = {"scan_id": str(uuid.uuid4()), "checkpoint": "MAIN-IN"}
            self._post("scans", door, credential)
            if self._ends.wait(max(0.0, 1 / self._rate - (time.monotonic() - began))):
                return

    def end(self) -> None:
        self._ends.set()
        self.join()

    def _post(self, path: str, body: dict, credential: str) -> dict:
        bearer = self._tokens["desk" if path == "check-ins" else "door"]
        self._http.request(
            "POST",
            f"/api/v1/{path}",
            json.dumps({**body, "credential": credential}),
            {"Authorization": f"Bearer {bearer}", "Content-Type": "application/json"},
        )
        answer = self._http.getresponse()
        said = answer.read()
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path}: {said.decode()}")
        return json.loads(said)


def told_of(name: str, found: list[float]) -> str:
    ordered = [each * 1000 for each in sorted(found)]
    median, p95, p99 = (ordered[int(len(ordered) * share)] for share in (0.5, 0.95, 0.99))
    return (
        f"  {name}: median {median:.0f} ms, p95 {p95:.0f}, p99 {p99:.0f}, worst {ordered[-1]:.0f}"
    )


def shown_after(heard: walls.Heard, moments: Sequence[float], *, before: int) -> list[list[float]]:
    """Tell, moment by moment, how long after it each board had its check-in; the first is the one after ``before``."""
    found = []
    for number, moment in enumerate(moments, before + 1):
        firsts = [
            board[bisect_left(board, number, key=lambda each: each[1])] for board in heard.boards
        ]
        found.append([max(0.0, at - moment) for at, _ in firsts])
    return found


def measure_delays(
    server: int, up: Walls, desk: Desk, *, seconds: float, counted: Counted
) -> walls.Heard:
    before = counted()[0]
    worked_s, began = processor_s(server), time.monotonic()
    desk.start()
    time.sleep(seconds)
    desk.end()
    worked_s, spent_s = processor_s(server) - worked_s, time.monotonic() - began
    time.sleep(SETTLE_S)
    heard = up.take_down()
    ticks = len([at for at, _ in heard.boards[0] if at > began])
    print(
        f"{len(desk.moments)} check-ins in {spent_s:.1f} s, {len(heard.boards)} boards told {ticks} times, {heard.overviews} overviews,"
    )
    print(
        f"the server worked {worked_s:.1f} s, {worked_s / ticks * 1000:.0f} ms a tick, load {os.getloadavg()[0]:.1f}"
    )
    for since, moments in zip(
        ("sending", "its answer"), zip(*desk.moments, strict=True), strict=True
    ):
        found = shown_after(heard, moments, before=before)
        print(told_of(f"from {since} to each board", [each for one in found for each in one]))
        print(told_of(f"from {since} to the last board", [max(one) for one in found]))
    rows = counted()
    right = sum(said_of(each) == rows for each in heard.last)
    print(f"{right} of {len(heard.last)} boards show in the end what the database holds")
    return heard


def said_of(message: bytes) -> tuple[int, ...]:
    told = json.loads(message.removeprefix(walls.EVENT.encode()))[1]
    parts = sum(each["checked_in"] for each in told["by_category"].values())
    return told["checked_in"], parts, told["halls"]["MAIN"]["inside"]


def reconnects(
    url: str, board_token: str, *, times: int, counted: Counted
) -> tuple[int, int, list[str]]:
    """Connect anew and compare the first document with the rows before and after it.

    Returns:
        How often the rows stood still meanwhile, so that nothing but equality is right; how often they
        moved on; and what was wrong.
    """
    still = moved = 0
    wrong = []
    for _ in range(times):
        before = counted()
        line = walls.Line(url, board_token)
        said = said_of(line.wait_for(walls.HEADCOUNT))
        after = counted()
        line.leave()
        still, moved = still + (before == after), moved + (before != after)
        is_right = all(a <= b <= c for a, b, c in zip(before, said, after, strict=True))
        if not is_right or said[0] != said[1]:
            wrong.append(f"{before} <= {said} <= {after}")
    return still, moved, wrong


def measure_bare(document: Path, *, boards: int) -> None:
    with started(Path(__file__).with_name("bare_live.py"), document, BARE_PORT) as server:
        up = Walls(f"http://127.0.0.1:{BARE_PORT}", "", boards=boards)
        time.sleep(1)
        worked_s = processor_s(server)
        time.sleep(BARE_S)
        worked_s = processor_s(server) - worked_s
        heard = up.take_down()
    found = [at - told / 1e9 for board in heard.boards for at, told in board]
    print(
        f"Socket.IO alone with the same bytes: {worked_s / BARE_S / 4 * 1000:.0f} ms a tick, load {os.getloadavg()[0]:.1f}"
    )
    print(told_of("from its emitting to each board", found))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--boards", type=int, default=200)
    asked.add_argument("--reconnects", type=int, default=1000)
    asked.add_argument(
        "--rate", type=float, default=20, help="check-ins a second, each with a scan"
    )
    asked.add_argument("--seconds", type=float, default=20)
    asked.add_argument("--http", action="store_true", help="boards without encryption")
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), chosen)


def measure(folder: Path, chosen: argparse.Namespace) -> None:
    workbook, event = folder / "plan.xlsx", folder / "event"
    write_congress(workbook, delegates=PEOPLE, starts_on=datetime.now(UTC).date())
    onsite("init", event, "--plan", workbook)
    onsite("credentials", event, "--out", folder / "credentials.csv")
    with (folder / "credentials.csv").open(encoding="utf-8") as rows:
        credentials = iter([row["credential"] for row in csv.DictReader(rows)])
    url = f"{'http' if chosen.http else 'https'}://127.0.0.1:{PORT}"
    plain = ["--http"] if chosen.http else []
    rows = sqlite3.connect(f"file:{event / 'onsite.db'}?mode=ro", uri=True)

    def counted() -> tuple[int, ...]:
        return tuple(rows.execute(each).fetchone()[0] for each in (COUNTED, OF_FACTS, INSIDE))

    with started("-m", "onsite", "serve", event, "--port", PORT, *plain) as server:
        tokens = {role: token(event, role) for role in ("board", "desk", "door")}
        up = Walls(url, tokens["board"], boards=chosen.boards)
        time.sleep(SETTLE_S)
        desk = Desk(tokens, credentials, rate=chosen.rate)
        heard = measure_delays(server, up, desk, seconds=chosen.seconds, counted=counted)
        up = Walls(url, tokens["board"], boards=chosen.boards)
        desk = Desk(tokens, credentials, rate=chosen.rate)
        desk.start()
        still, moved, wrong = reconnects(
            url, tokens["board"], times=chosen.reconnects, counted=counted
        )
        desk.end()
        up.take_down()
        print(
            f"{chosen.reconnects} reconnects under load: {len(wrong)} wrong "
            f"({still} against rows that stood still, {moved} between two states of them)"
        )
        print("\n".join(wrong[:10]), end="")
    rows.close()
    document = folder / "headcount.json"
    document.write_bytes(heard.last[0].removeprefix(walls.HEADCOUNT)[:-1])
    measure_bare(document, boards=chosen.boards)


if __name__ == "__main__":
    main()
