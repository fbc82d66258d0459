"""Measures the main job on a served event: python benchmarks/main_job.py [--delegates 1200].

Everything runs on this machine over loopback and ends by itself. Figures are for comparing two versions on
one machine, alternately; they are no promises about yours.
"""

import argparse
import csv
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import requests
import socketio

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from onsite.badges import drawing
from onsite.badges.template import shipped
from onsite.demo.congress import write_congress

PORT = 8471
BASE = f"http://127.0.0.1:{PORT}"
QUERIES = (
    "w",
    "wang",
    "wm",
    "王",
    "王明",
    "3238",
    "13",
    "RC00123",
    "江畔大学",
    "jurgen",
    "王 江畔",
    "zhang w",
)


def onsite(*arguments: object) -> str:
    command = [sys.executable, "-m", "onsite", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@contextmanager
def served(event: Path):
    command = [sys.executable, "-m", "onsite", "serve", str(event), "--port", str(PORT)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            server.stdout.readline()
            yield server.pid
        finally:
            server.terminate()


def milliseconds(act, times: int) -> list[float]:
    found = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1000)
    return found


def tell(what: str, found: list[float], unit: str = "ms") -> None:
    ordered = sorted(found)
    worst = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    print(f"{what:<44} median {statistics.median(found):8.1f} {unit}   p99 {worst:8.1f} {unit}")


def token(event: Path, role: str, *more: str) -> dict[str, str]:
    made = json.loads(onsite("pair", event, "--role", role, *more, "--json"))
    return {"Authorization": f"Bearer {made['token']}"}


def scans(credentials: list[str], door: dict[str, str]):
    session, remaining = requests.Session(), iter(credentials)

    def one() -> None:
        body = {
            "scan_id": str(uuid.uuid4()),
            "credential": next(remaining),
            "checkpoint": "MAIN-IN",
        }
        session.post(f"{BASE}/api/v1/scans", json=body, headers=door, timeout=10).raise_for_status()

    return one


def many_clients(credentials: list[str], door: dict[str, str], clients: int) -> float:
    shares = [credentials[index::clients] for index in range(clients)]

    def work(share: list[str]) -> None:
        one = scans(share, door)
        for _ in share:
            one()

    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(work, shares))
    return len(credentials) / (time.perf_counter() - began)


def board_delays(event: Path, numbers: list[str]) -> list[float]:
    board, desk = token(event, "board"), token(event, "desk")
    heard, counts = threading.Event(), {}
    client = socketio.Client()

    @client.on("headcount", namespace="/live")
    def _(document: dict) -> None:
        counts["now"] = document["checked_in"]
        heard.set()

    client.connect(BASE, auth={"token": board["Authorization"].split()[1]}, namespaces=["/live"])
    heard.wait(5)
    found = []
    for number in numbers:
        before = counts["now"]
        body = {"check_in_id": str(uuid.uuid4()), "reg_no": number}
        answer = requests.post(
            f"{BASE}/api/v1/check-ins", json=body, headers=desk, timeout=10
        ).json()
        began = time.perf_counter()
        while answer["outcome"] == "checked_in" and counts["now"] == before:
            heard.clear()
            heard.wait(2)
        if answer["outcome"] == "checked_in":
            found.append((time.perf_counter() - began) * 1000)
    client.disconnect()
    return found


def resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return (
        int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])
        / 1024
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--delegates", type=int, default=1200)
    delegates = parser.parse_args().delegates
    with tempfile.TemporaryDirectory() as folder:
        workbook, event = Path(folder) / "congress.xlsx", Path(folder) / "event"
        write_congress(workbook, delegates=delegates, starts_on=datetime.now(UTC).date())
        began = time.perf_counter()
        onsite("init", event, "--plan", workbook)
        print(f"init of {delegates:<36} {time.perf_counter() - began:15.1f} s")
        onsite("credentials", event, "--out", Path(folder) / "c.csv")
        with (Path(folder) / "c.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        credentials = [row["credential"] for row in rows]
        with served(event) as pid:
            door, desk = token(event, "door"), token(event, "desk")
            session = requests.Session()
            hello = milliseconds(lambda: session.get(f"{BASE}/health", timeout=10), 200)
            tell("a bare answer (/health), one client", hello)
            tell("scan, one client", milliseconds(scans(credentials[:200], door), 200))
            rate = many_clients((credentials * 20)[:2000], door, 50)
            print(f"{'scans a second, 50 clients':<44} {rate:15.0f}")
            for query in QUERIES:
                session.get(
                    f"{BASE}/api/v1/delegates", params={"q": query}, headers=desk, timeout=10
                )
            searched = [
                milliseconds(
                    lambda query=query: session.get(
                        f"{BASE}/api/v1/delegates", params={"q": query}, headers=desk, timeout=10
                    ),
                    5,
                )
                for query in QUERIES
            ]
            tell("desk search", [value for values in searched for value in values])
            tell("commit to board", board_delays(event, [row["reg_no"] for row in rows[:40]]))
            print(f"{'memory of the server':<44} {resident_mb(pid):15.0f} MB")
    values = drawing.BadgeValues(
        event_name="江畔医学与健康大会", name="李喆", organisation="江畔大学附属第一医院", category_name="贵宾",
        reg_no="RC00001", credential="RC2260123456789ABCDEFGHJKMNPQ",
    )  # fmt: skip
    template = shipped("badge-90x130")
    drawing.draw(template, values, dpi=300)
    tell("badge drawn, 300 dpi", milliseconds(lambda: drawing.draw(template, values, dpi=300), 30))


if __name__ == "__main__":
    main()
