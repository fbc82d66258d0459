"""A real PostgreSQL for the tests, where the machine has one: made in a folder, stopped at the end.

`ONSITE_PSYCOPG` names a folder with the driver (`pip install --target FOLDER "psycopg[binary]"`); `onsite`
itself doesn't depend on it.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy

from tests import needs
from tests.stories.serving import free_port

DRIVER = os.environ.get("ONSITE_PSYCOPG")
READY_S = 30
if DRIVER:
    sys.path.append(DRIVER)


class Server:
    """One cluster on a port of this machine; whoever connects is trusted."""

    def __init__(self, port):
        self.port = port
        self._made = 0

    def address(self, database, user="postgres"):
        return f"postgresql+psycopg://{user}@127.0.0.1:{self.port}/{database}"

    def run(self, sql, database="postgres"):
        engine = sqlalchemy.create_engine(self.address(database), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(sql)
        engine.dispose()

    def new_database(self):
        self._made += 1
        self.run(f"CREATE DATABASE plan{self._made}")
        return self.address(f"plan{self._made}")

    def guest(self, plan):
        """Give a user who may read and write the plan's tables and make her own, but not alter them."""
        database = plan.address.rsplit("/", 1)[1]
        self.run(f"CREATE ROLE guest_{database} LOGIN")
        for sql in (
            f"GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO guest_{database}",
            f"GRANT CREATE, USAGE ON SCHEMA public TO guest_{database}",
        ):
            self.run(sql, database)
        return self.address(database, user=f"guest_{database}")


@contextmanager
def server():
    """Make and run a cluster for the length of the block."""
    # Not below pytest's own folders: they are closed to the user that PostgreSQL runs as.
    with tempfile.TemporaryDirectory(prefix="onsite-postgres-") as folder:
        yield from _served(Path(folder))


def _served(folder):
    binaries = _binaries()
    data, port = folder / "data", free_port()
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")
    _run(
        [
            binaries / "initdb",
            "-D",
            data,
            "-A",
            "trust",
            "-U",
            "postgres",
            "--no-sync",
            "-E",
            "UTF8",
        ]
    )
    running = subprocess.Popen(
        [*_as_postgres(), binaries / "postgres", "-D", data, "-p", str(port), "-k", str(folder),
         "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/",
    )  # fmt: skip
    try:
        found = Server(port)
        _wait(found, running)
        yield found
    finally:
        running.send_signal(signal.SIGINT)  # does not wait for connections that are left open
        running.wait()


def _wait(found, running):
    ends = time.monotonic() + READY_S
    while time.monotonic() < ends and running.poll() is None:
        try:
            return found.run("SELECT 1")
        except sqlalchemy.exc.OperationalError:
            time.sleep(0.1)
    raise AssertionError("PostgreSQL did not start")


def _binaries():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if found:
        return found[-1]
    return Path(needs.program("initdb", "apt-get install postgresql")).parent


def _as_postgres():
    return (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        if os.geteuid() == 0
        else []
    )


def _run(command):
    subprocess.run([*_as_postgres(), *command], check=True, capture_output=True, cwd="/")
