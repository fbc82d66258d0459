"""A served event as a process of its own, as an organiser starts it."""

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
READY_S = 30


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def environment():
    return {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"}


def run_onsite(*arguments, stdin=None, cwd=None):
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "onsite", *map(str, arguments)],
        capture_output=True,
        text=True,
        input=stdin,
        timeout=180,  # waits end with the command; only a lost cause costs all of it
        cwd=cwd,
        env=environment(),
        check=False,
    )


class Serving:
    """One `onsite serve`; `url` is what it said, `plain` and `secure` reach it on this machine."""

    def __init__(self, folder, *options, port=None):
        self.folder = Path(folder)
        self.port = port or free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "onsite", "serve", folder, "--port", str(self.port), *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        self.plain = f"http://127.0.0.1:{self.port}"
        self.secure = f"https://127.0.0.1:{self.port}"
        self.said, self._errors = queue.Queue(), []
        self._readers = [
            threading.Thread(target=self._read, args=(self.process.stdout, self.said.put)),
            threading.Thread(target=self._read, args=(self.process.stderr, self._errors.append)),
        ]
        for reader in self._readers:
            reader.start()
        self.url = None

    def wait_until_ready(self):
        line = self.said.get(timeout=READY_S)
        assert (line or "").startswith("ready "), f"{line!r}: {self.errors}"
        self.url = line.split()[1]
        return self

    @property
    def run_file(self):
        return json.loads((self.folder / "run.json").read_text(encoding="utf-8"))

    @property
    def errors(self):
        return "".join(line for line in self._errors if line)

    def stop(self):
        """Send SIGTERM: the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self._ended()

    def kill(self):
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        return self._ended()

    def _ended(self):
        status = self.process.wait(timeout=20)
        for reader in self._readers:
            reader.join(timeout=10)
        self.process.stdout.close()
        self.process.stderr.close()
        return status

    @staticmethod
    def _read(stream, take):
        for line in stream:
            take(line)
        take(None)


@contextmanager
def serving(folder, *options, port=None):
    """Serve an event for the length of the block."""
    served = Serving(folder, *options, port=port)
    try:
        yield served.wait_until_ready()
    finally:
        if served.process.poll() is None:
            served.stop()


def wait_for(what, *, seconds=30):
    """Wait until ``what()`` is true: what it was."""
    ends = time.monotonic() + seconds
    while True:
        found = what()
        if found or time.monotonic() > ends:
            return found
        time.sleep(0.02)
