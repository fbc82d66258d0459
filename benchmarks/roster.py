"""Measures a door's roster of a large event: python benchmarks/roster.py [--delegates 100000].

A throw-away event is founded, filled with people, and served. Printed: bytes on the wire and the server's time, whole and as
a difference; how long /health waits meanwhile; how soon a connected door has a lost badge; and how long the page's own
modules take to load it in Chromium with its CPU throttled to a phone's. Everything ends by itself.
"""

import argparse
import http.server
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Self

import requests
import socketio
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from onsite.demo.congress import write_congress  # noqa: E402 - beside this folder
from onsite.registration.credentials import new_secret  # noqa: E402

PORT = 8472
BASE = f"http://127.0.0.1:{PORT}"
DOOR, HALL = "MAIN-IN", "MAIN"
PIN = "246810"
OWING, CANCELLED = 0.1, 0.02  # of all people
PAGE = "<!doctype html><script type=module src=/bench.js></script>"
BENCH = """
import { findPerson, hashesOf, loadRoster, packed, rosterAfter, stretchesOf, unpacked } from '/door/roster.js';
import { statelessAt } from '/door/rules.js';
const timed = async (act) => { const began = performance.now(); const found = await act(); return [found, performance.now() - began]; };
window.measure = async (codes) => {
  const text = await (await fetch('/roster.json')).text();
  const difference = await (await fetch('/difference.json')).json();
  const [told, parsing] = await timed(() => JSON.parse(text));
  const [roster, loading] = await timed(() => loadRoster(told));
  const [, changing] = await timed(() => rosterAfter(roster, difference));
  const [, storing] = await timed(() => unpacked(structuredClone(packed(roster))));
  const looks = [];
  let found = 0;
  for (const code of codes) {
    const [person, took] = await timed(async () => {
      const one = await findPerson(roster, code);
      return one && [one, statelessAt(stretchesOf(roster, one.profile), Date.now())];
    });
    if (person) found += 1;
    looks.push(took);
  }
  return { parsing, loading, changing, storing, looks, found };
};
window.isReady = true;
"""


def onsite(*arguments: object) -> str:
    command = [sys.executable, "-m", "onsite", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def fill(event: Path, *, delegates: int, seen: int) -> list[str]:
    """Add people with random traits, and admissions of the last hours; the codes they have."""
    luck = random.Random(delegates)
    with sqlite3.connect(event / "onsite.db") as database:
        database.row_factory = sqlite3.Row
        (mark,) = database.execute("SELECT mark FROM event").fetchone()
        categories = [row[0] for row in database.execute("SELECT code FROM categories")]
        base = dict(database.execute("SELECT * FROM delegates ORDER BY id LIMIT 1").fetchone())
        first = database.execute("SELECT max(id) + 1 FROM delegates").fetchone()[0]
        people, credentials = [], []
        now = datetime.now(UTC).replace(tzinfo=None)
        for n in range(first, first + delegates):
            owes = luck.random() < OWING
            people.append(
                {
                    **base,
                    "id": n,
                    "reg_no": f"R{n:06}",
                    "name": f"代表{n}",
                    "category": luck.choice(categories),
                    "due_fen": 180_000,
                    "paid_fen": 0 if owes else 180_000,
                    "is_cancelled": luck.random() < CANCELLED,
                    "is_walk_in": False,
                    "is_escalated": False,
                    "merged_into": None,
                }
            )
            credentials.append((new_secret(mark), n, False, str(now)))
        names = ", ".join(base)
        marks = ", ".join(f":{name}" for name in base)
        database.executemany(f"INSERT INTO delegates ({names}) VALUES ({marks})", people)
        database.executemany(
            "INSERT INTO credentials (secret, delegate_id, is_imported, issued_at) VALUES (?, ?, ?, ?)",
            credentials,
        )
        admissions = [
            (n, f"{now - timedelta(seconds=n % 7200):%Y-%m-%d %H:%M:%S.%f}")
            for n in range(first, first + seen)
        ]
        ids = {n: str(uuid.uuid4()) for n, _ in admissions}
        database.executemany(
            "INSERT INTO scans (id, credential_hash, delegate_id, checkpoint, hall, direction, verdict, counted_at, is_from_future,"
            f" recorded_at, station, fingerprint, answer) VALUES (?, '', ?, '{DOOR}', '{HALL}', 'in', 'admitted', ?, 0, ?, 'bench', '', '')",
            [(ids[n], n, at, at) for n, at in admissions],
        )
        database.executemany(
            f"INSERT INTO presences VALUES (?, '{HALL}', 'always', date('now'), ?, ?, ?, ?)",
            [(n, True, at, at, ids[n]) for n, at in admissions],
        )
    return [secret for secret, *_ in credentials]


@contextmanager
def served(event: Path):
    command = [sys.executable, "-m", "onsite", "serve", str(event), "--port", str(PORT), "--http"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        try:
            server.stdout.readline()
            yield
        finally:
            server.terminate()


class Asked:
    """The served event, as a door with its checkpoint and a supervisor at a desk ask it."""

    def __init__(self, door: str, desk: str) -> None:
        self.door, self.desk, self.session = door, desk, requests.Session()
        body = {"name": "Bench", "pin": PIN}
        self.operator = self.post("/operator-sessions", body)["operator_session"]

    def roster(self, since: str | None = None) -> tuple[bytes, float]:
        began = time.perf_counter()
        answer = self.session.get(
            f"{BASE}/api/v1/roster",
            params={"checkpoint": DOOR, **({"since": since} if since else {})},
            headers={"Authorization": f"Bearer {self.door}", "Accept-Encoding": "identity"},
            timeout=60,
        )
        answer.raise_for_status()
        return answer.content, time.perf_counter() - began

    def post(self, path: str, body: dict[str, object]) -> dict[str, object]:
        headers = {"Authorization": f"Bearer {self.desk}"} | (
            {"X-Operator": self.operator} if hasattr(self, "operator") else {}
        )
        answer = requests.post(f"{BASE}/api/v1{path}", json=body, headers=headers, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def lose(self, number: int) -> None:
        self.post(
            "/revocations",
            {"revocation_id": str(uuid.uuid4()), "reg_no": f"R{number:06}", "reason": "bench"},
        )


class Health:
    """Asks /health all the time; the longest it waited."""

    def __enter__(self) -> Self:
        self.longest, self.ends = 0.0, threading.Event()
        self.thread = threading.Thread(target=self.ask)
        self.thread.start()
        return self

    def ask(self) -> None:
        session = requests.Session()
        while not self.ends.is_set():
            began = time.perf_counter()
            session.get(f"{BASE}/health", timeout=60)
            self.longest = max(self.longest, time.perf_counter() - began)

    def __exit__(self, *_: object) -> None:
        self.ends.set()
        self.thread.join()


def on_the_server(asked: Asked) -> tuple[bytes, bytes]:
    """Print sizes and times; a whole roster and a difference to it."""
    with Health() as health:
        cold, cold_s = asked.roster()
    print(
        f"{'whole, the first time':<44}{len(cold):>12,} bytes {cold_s * 1000:8.0f} ms   /health at most {health.longest * 1000:.0f} ms"
    )
    with Health() as health:
        warm_s = [asked.roster()[1] for _ in range(3)]
    print(
        f"{'whole, again':<44}{len(cold):>12,} bytes {statistics.median(warm_s) * 1000:8.0f} ms   /health at most {health.longest * 1000:.0f} ms"
    )
    asked.lose(1001)
    time.sleep(5)
    mark = json.loads(cold)["mark"]
    difference, took = asked.roster(mark)
    print(
        f"{'difference after one lost badge':<44}{len(difference):>12,} bytes {took * 1000:8.0f} ms"
    )
    return cold, difference


def until_the_door_has_it(asked: Asked, *, times: int) -> None:
    """Lose badges at odd moments; print how long after the answer the connected door had the difference."""
    heard = threading.Event()
    client = socketio.Client()

    @client.on("changed", namespace="/live")
    def _(told: dict[str, object]) -> None:
        if told["what"] == "roster":
            heard.set()

    client.connect(BASE, auth={"token": asked.door}, namespaces=["/live"])
    mark = json.loads(asked.roster()[0])["mark"]
    found, luck = [], random.Random(7)
    for number in range(2000, 2000 + times):
        time.sleep(luck.random() * 3)
        heard.clear()
        asked.lose(number)
        began = time.perf_counter()
        while True:
            if not heard.wait(10):
                raise SystemExit("the door was not told within 10 s")
            heard.clear()
            told_s = time.perf_counter() - began
            told = json.loads(asked.roster(mark)[0])
            mark = told["mark"]
            if told["put"]:
                break
        found.append((told_s, time.perf_counter() - began))
    client.disconnect()
    for what, took in zip(("is told", "has it"), zip(*found, strict=True), strict=True):
        print(
            f"{f'lost badge until a connected door {what}':<44}"
            f"median {statistics.median(took):.2f} s, at most {max(took):.2f} s of {times}"
        )


def in_the_browser(
    told: dict[str, bytes], codes: list[str], *, chromium: str, throttle: int
) -> None:
    files = {"/": PAGE.encode(), "/bench.js": BENCH.encode(), **told}

    class Pages(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path not in files:
                return super().do_GET()
            self.send_response(200)
            kinds = {"js": "text/javascript", "json": "application/json"}
            self.send_header("Content-Type", kinds.get(self.path.rpartition(".")[2], "text/html"))
            self.end_headers()
            self.wfile.write(files[self.path])
            return None

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    serving = partial(Pages, directory=str(ROOT / "kiosk_ui"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serving) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{server.server_port}/")
            page.wait_for_function("window.isReady")
            page.context.new_cdp_session(page).send(
                "Emulation.setCPUThrottlingRate", {"rate": throttle}
            )
            found = page.evaluate("(codes) => measure(codes)", codes)
            browser.close()
        server.shutdown()
    assert found["found"] == len(codes) // 2, found["found"]
    looks = sorted(found["looks"])
    print(
        f"Chromium, CPU {throttle}x slower: parsed {found['parsing']:.0f} ms, loaded {found['loading']:.0f} ms, "
        f"together {found['parsing'] + found['loading']:.0f} ms; difference applied {found['changing']:.0f} ms; "
        f"out of the browser's store {found['storing']:.0f} ms"
    )
    print(
        f"one code looked up there: median {statistics.median(looks):.2f} ms, at most {looks[-1]:.2f} ms"
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--delegates", type=int, default=100_000)
    asked.add_argument(
        "--seen", type=int, default=30_000, help="of them let into the hall in the last two hours"
    )
    asked.add_argument(
        "--lost", type=int, default=10, help="badges, for the time until a door has it"
    )
    asked.add_argument("--throttle", type=int, default=4)
    asked.add_argument("--chromium", default="/usr/bin/chromium")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        plan, event = Path(folder) / "plan.xlsx", Path(folder) / "event"
        write_congress(plan, delegates=50, starts_on=datetime.now(UTC).date())
        onsite("init", event, "--plan", plan)
        codes = fill(event, delegates=given.delegates, seen=given.seen)
        onsite("staff", event, "--name", "Bench", "--role", "supervisor", "--pin", PIN)
        tokens = [
            json.loads(onsite("pair", event, *more, "--json"))["token"]
            for more in (("--role", "door", "--checkpoint", DOOR), ("--role", "desk"))
        ]
        print(f"{given.delegates} people, {given.seen} of them let in here")
        with served(event):
            server = Asked(*tokens)
            whole, difference = on_the_server(server)
            until_the_door_has_it(server, times=given.lost)
    some = random.Random(1).sample(codes, 100)
    told = {"/roster.json": whole, "/difference.json": difference}
    in_the_browser(
        told,
        [*some, *(f"NOBODY-{n}" for n in range(100))],
        chromium=given.chromium,
        throttle=given.throttle,
    )


if __name__ == "__main__":
    main()
