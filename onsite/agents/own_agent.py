"""The event's own print agent: the process that `serve` starts, and that ends with it.

Its stdin is a pipe that the server holds open: when it closes, however the server ended, no further page
is begun. Only one at a time reads and writes the journal; the next waits until the one before is gone.
Printing itself is `print_agent`'s work, starting it again `onsite.running`'s.
"""

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from onsite.agents.print_agent import run_print_agent
from onsite.errors import OnsiteError
from onsite.lock import held

LOCK_PAUSE_S = 0.2


def main() -> None:
    """Print until told to stop, or until stdin closes; the token comes in ``ONSITE_TOKEN``."""
    parser = argparse.ArgumentParser(prog="onsite.agents.own_agent")
    parser.add_argument("--server", required=True)
    parser.add_argument("--journal", type=Path, required=True)
    parser.add_argument("--outbox", type=Path, required=True)
    given = parser.parse_args()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=_watch_server, args=(stop,), daemon=True).start()
    try:
        _print_alone(given, stop)
    except OnsiteError as error:
        sys.exit(f"onsite print agent: {error.message}")


def _watch_server(stop: threading.Event) -> None:
    while os.read(0, 1024):
        pass
    stop.set()


def _print_alone(given: argparse.Namespace, stop: threading.Event) -> None:
    while not stop.is_set():
        with held(given.journal.with_suffix(".lock")) as is_ours:
            if is_ours:
                run_print_agent(
                    given.server,
                    os.environ["ONSITE_TOKEN"],
                    journal=given.journal,
                    outbox=given.outbox,
                    stop=stop,
                    say=lambda _: None,
                )
                return
        stop.wait(LOCK_PAUSE_S)


if __name__ == "__main__":
    main()
