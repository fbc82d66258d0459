"""Measures writing an event back into its workbook: python benchmarks/sync.py [--delegates 1200 20000].

For each number a throw-away event is founded from the demo's congress and filled: 95 % came, all of them have a
bag and went through the main hall's door. Printed: seconds, those of the processor alone, and peak memory of the command
`onsite sync`, the first time and again with nothing new. Everything ends by itself.
"""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from onsite.demo.congress import write_congress  # noqa: E402 - beside this folder

CAME, EVERY_NTH_STAYS_AWAY = 0.95, 20
LIMIT_S = {1200: 15, 20000: 120}
ONSITE = [sys.executable, "-m", "onsite"]
FIRST = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)
FACT = "station, operator, at, fingerprint, answer"
IN_FACT = "'desk-1', NULL, :at, '', x'7b7d'"


def main() -> None:
    numbers = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    numbers.add_argument("--delegates", type=int, nargs="+", default=list(LIMIT_S))
    for delegates in numbers.parse_args().delegates:
        with tempfile.TemporaryDirectory() as place:
            measure(Path(place), delegates)


def measure(place: Path, delegates: int) -> None:
    """Found, fill, sync twice, and print what it took."""
    plan, folder = place / "plan.xlsx", place / "event"
    write_congress(plan, delegates=delegates, starts_on=date.today())  # noqa: DTZ011 - a laptop's day
    subprocess.run(
        [*ONSITE, "init", str(folder), "--plan", str(plan)], check=True, capture_output=True
    )
    fill(folder / "onsite.db")
    print(f"{delegates:,} delegates, workbook {plan.stat().st_size / 1e6:.1f} MB")
    for run in ("first", "again"):
        seconds, busy, peak_mb, told, lines = timed([*ONSITE, "sync", str(folder), "--json"])
        limit = f" (limit {LIMIT_S[delegates]} s)" if delegates in LIMIT_S else ""
        print(
            f"  {run}: {seconds:.1f} s{limit}, processor {busy:.1f} s, {peak_mb:.0f} MB at most, {told['written']:,} cells, "
            f"{len(told['conflicts'])} conflicts, unchanged {told['unchanged']}, {lines} lines of progress",
            flush=True,
        )


def fill(database: Path) -> None:
    """Let 95 % check in at their zones, take a bag and go into the first hall."""
    with sqlite3.connect(database) as db:
        people = db.execute(
            "SELECT d.id, d.category, c.zone FROM delegates d JOIN categories c ON c.code = d.category"
            " WHERE NOT d.is_cancelled"
        ).fetchall()
        item = db.execute("SELECT code FROM items WHERE kind = 'handout'").fetchone()[0]
        door, hall = db.execute("SELECT code, hall FROM checkpoints").fetchone()
        rows = [
            {"id": key, "category": category, "zone": zone, "at": _at(number), "item": item,
             "door": door, "hall": hall}
            for number, (key, category, zone) in enumerate(people)
            if number % EVERY_NTH_STAYS_AWAY
        ]  # fmt: skip
        db.executemany(
            f"INSERT INTO check_ins (id, delegate_id, outcome, reason, means, zone, noted_at, {FACT})"
            f" VALUES ('c' || :id, :id, 'checked_in', NULL, 'desk', :zone, NULL, {IN_FACT})",
            rows,
        )
        db.executemany(
            "INSERT INTO arrivals (delegate_id, check_in_id, at) VALUES (:id, 'c' || :id, :at)",
            rows,
        )
        db.executemany(
            "UPDATE check_in_counts SET checked_in = checked_in + 1 WHERE category = :category",
            rows,
        )
        db.executemany(
            "INSERT INTO hand_outs (id, delegate_id, staff, item, count, number, voucher_code, "
            f"pick_up_by, security, deposit_id, pile, {FACT})"
            f" VALUES ('h' || :id, :id, NULL, :item, 1, NULL, NULL, '', 'none', NULL, NULL, {IN_FACT})",
            rows,
        )
        db.executemany(
            "INSERT INTO scans (id, credential_id, credential_hash, delegate_id, checkpoint, hall, "
            "direction, verdict, ruled, scanned_at, counted_at, is_from_future, recorded_at, station, "
            "operator, decided, fingerprint, answer) VALUES ('s' || :id, NULL, '', :id, :door, :hall, "
            "'in', 'admitted', NULL, :at, :at, 0, :at, 'door-1', NULL, NULL, '', x'7b7d')",
            rows,
        )


def _at(number: int) -> str:
    return (FIRST + timedelta(seconds=number % 7200)).replace(tzinfo=None).isoformat(
        " "
    ) + ".000000"


def timed(command: list[str]) -> tuple[float, float, float, dict, int]:
    """Run a command: seconds, those of the processor, peak megabytes, its JSON document, lines on stderr."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=out, stderr=err, cwd=ROOT)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
        out.seek(0)
        err.seek(0)
        told, said = out.read(), err.read()
    if status:
        sys.exit(said)
    busy = used.ru_utime + used.ru_stime
    return seconds, busy, used.ru_maxrss / 1024, json.loads(told), len(said.splitlines())


if __name__ == "__main__":
    main()
