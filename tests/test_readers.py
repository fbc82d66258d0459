"""Readers on the hub and in native threads at once, as a served event has them."""

import subprocess
import sys

READING = """
from gevent import monkey
monkey.patch_all()
import sys
from pathlib import Path
import gevent
from sqlalchemy import text
from onsite.db import Database

database = Database(Path(sys.argv[1]))
database.write(lambda session: session.execute(text("CREATE TABLE notes (word TEXT)")) and None)

def read(rest):
    for _ in range(150):
        with database.read() as session:
            session.execute(text("SELECT count(*) FROM notes")).scalar()
        rest()

for _ in range(4):
    on_hub = [gevent.spawn(read, lambda: gevent.sleep(0)) for _ in range(16)]
    pool = gevent.get_hub().threadpool
    elsewhere = [pool.spawn(read, lambda: None) for _ in range(4)]
    gevent.joinall([*on_hub, *elsewhere], timeout=30)
    print("waits for ever" if not all(one.ready() for one in [*on_hub, *elsewhere]) else "read")
    sys.stdout.flush()
import os
os._exit(0)
"""


def test_a_native_thread_and_the_hub_never_wait_for_each_other(tmp_path):
    ended = subprocess.run(
        [sys.executable, "-c", READING, tmp_path / "notes.db"],
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )

    assert ended.stdout.split("\n")[:4] == ["read"] * 4, ended.stdout + ended.stderr
