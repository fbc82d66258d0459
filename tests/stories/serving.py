"""A congress of the demo's people, served by a real process."""

import json
import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime

from onsite.demo.congress import write_congress
from tests.stories.receivers import free_port

TODAY = datetime.now(UTC).date()  # noqa: TID251 - a real server's clock is the system's


def onsite(*arguments):
    """Run a command to its end; what it said."""
    found = subprocess.run(
        [sys.executable, "-m", "onsite", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    return found.stdout


def make_congress(folder, *, delegates=40):
    """Make a congress; its workbook stands beside the event folder."""
    workbook = folder / "congress.xlsx"
    write_congress(workbook, delegates=delegates, starts_on=TODAY)
    onsite("init", folder / "event", "--plan", workbook)
    return folder / "event"


@contextmanager
def served(congress, *more):
    """Serve it for the length of the block; the address on this machine."""
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "onsite", "serve", str(congress), "--port", str(port), *more],
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            scheme = "http" if "--http" in more else "https"
            assert server.stdout.readline().startswith(f"ready {scheme}://")
            yield f"http://localhost:{port}"
        finally:
            server.send_signal(signal.SIGTERM)
            assert server.wait(timeout=15) == 0


def pair(congress, role, *more):
    """Pair a station; its id, token and url."""
    return json.loads(onsite("pair", congress, "--role", role, *more, "--json"))


def pairing_link(congress, base, role, *more):
    """Pair a station; its link as this machine opens it, without a certificate in the way."""
    return f"{base}/pair/{pair(congress, role, *more)['url'].rsplit('/', 1)[1]}"
