"""Measures the report of an event that happened: python benchmarks/reports.py [--delegates 1200] [--keep DIR].

A throw-away event is founded; its people check in, go through doors, sign and pay, as rows. Printed: how long each table takes,
and `onsite report` as a whole. Everything ends by itself.
"""

import argparse
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from onsite.config import Settings  # noqa: E402 - beside this folder
from onsite.db import Database  # noqa: E402
from onsite.demo.congress import write_congress  # noqa: E402
from onsite.founding import found_event  # noqa: E402
from onsite.planning.reading import read_plan  # noqa: E402
from onsite.reports.catalogue import BOOKS  # noqa: E402

FIRST = date(2026, 11, 20)
OPENS = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)  # 08:00 at the venue
EVENING = OPENS + timedelta(hours=12)
CAME, SIGNED = 0.95, 0.15
PASSES = (  # checkpoint, hall, verdict, minutes after opening, share of those here
    ("MAIN-IN", "MAIN", "admitted", 60, 0.9),
    ("MAIN-OUT", "MAIN", "left", 240, 0.7),
    ("DINE-IN", "DINE", "admitted", 245, 0.8),
    ("ROOM2", "R2", "admitted", 350, 0.4),
    ("ROOM2", "R2", "left", 520, 0.3),
)
STROKES = json.dumps([[[0.1 + n / 60, 0.5 + (n % 7) / 30, n * 8] for n in range(45)]] * 2)


def fill(folder, dice):
    """Let an event happen, as rows; what derives from them is not needed here."""
    with sqlite3.connect(folder / "onsite.db") as rows:
        people = rows.execute("SELECT id FROM delegates WHERE NOT is_cancelled").fetchall()
        for (person,) in people:
            if dice.random() < CAME:
                happen(rows, person, dice)


def happen(rows, person, dice):
    at = OPENS + timedelta(seconds=dice.expovariate(1 / 2400))
    check_in = str(uuid.uuid4())
    add(
        rows,
        "check_ins",
        id=check_in,
        station="desk-1",
        operator=None,
        at=said(at),
        fingerprint="",
        answer=b"{}",
        delegate_id=person,
        outcome="checked_in",
        reason=None,
        means=dice.choice(["kiosk", "desk"]),
        zone="PRE",
        noted_at=None,
    )
    add(rows, "arrivals", delegate_id=person, check_in_id=check_in, at=said(at))
    for checkpoint, hall, verdict, minutes, share in PASSES:
        if dice.random() < share:
            when = said(OPENS + timedelta(minutes=minutes + dice.gauss(0, 8)))
            add(
                rows,
                "scans",
                id=str(uuid.uuid4()),
                credential_id=None,
                credential_hash=str(person),
                delegate_id=person,
                checkpoint=checkpoint,
                hall=hall,
                direction="in" if verdict == "admitted" else "out",
                verdict=verdict,
                ruled=None,
                scanned_at=None,
                counted_at=when,
                is_from_future=0,
                recorded_at=when,
                station="door-1",
                operator=None,
                decided=None,
                fingerprint="",
                answer=b"{}",
            )
    if dice.random() < SIGNED:
        add(
            rows,
            "signatures",
            fact_id=str(uuid.uuid4()),
            purpose="item:GIFT",
            delegate_id=person,
            signed_by="签收人",
            strokes=STROKES,
            aspect=0.4,
            at=said(at),
            station="desk-1",
            operator="注册员",
        )
    if dice.random() < SIGNED:
        fact = str(uuid.uuid4())
        for account, method, fen in (
            ("method:wechat", "wechat", 180_000),
            ("receivable", None, -180_000),
        ):
            add(
                rows,
                "postings",
                fact_kind="payment",
                fact_id=fact,
                counts_as="payment",
                account=account,
                method=method,
                delegate_id=None if method else person,
                category=None if method else "MEM",
                cash_session_id=None,
                day=str(FIRST),
                cashier="财务员",
                amount_fen=fen,
            )


def add(rows, table, **columns):
    names = ", ".join(columns)
    rows.execute(
        f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})",
        tuple(columns.values()),
    )


def said(at):
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")


def measure(folder):
    database = Database(folder / "onsite.db")
    with database.read() as session:
        for book in BOOKS:
            began = time.perf_counter()
            tables = book.made(session, now=EVENING)
            print(
                f"{book.name:12} {time.perf_counter() - began:6.2f} s  {[len(table.rows) for table in tables]} rows"
            )
    database.close()
    began = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "onsite",
        "report",
        str(folder),
        "--out",
        str(folder.parent / "report"),
    ]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    print(f"onsite report {time.perf_counter() - began:6.2f} s")


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("--delegates", type=int, default=1200)
    asked.add_argument("--keep", type=Path, help="a new folder for the event and its report, kept")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        place = told.keep or Path(passing)
        place.mkdir(exist_ok=True)
        plan, folder = place / "congress.xlsx", place / "event"
        write_congress(plan, delegates=told.delegates, starts_on=FIRST)
        found_event(folder, read_plan(plan).plan, plan_path=plan, settings=Settings())
        fill(folder, random.Random(1))
        measure(folder)


main()
