"""Looking for printers on the network, in a process of its own: it waits for seconds, and we never do."""

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any, TypedDict
from urllib.parse import urlsplit

import msgspec
from gevent.lock import BoundedSemaphore

from onsite.access.rules import CONTROLS
from onsite.badges import queries
from onsite.badges.models import PrinterRow
from onsite.errors import OnsiteError
from onsite.web import Api, Call

api = Api("printer-searches")

LONGEST_S = 10.0
COMMAND = (sys.executable, "-m", "printers.finding", "--json")
PORTS = {"tcp": 9100, "ipp": 631, "ipps": 631}
_one_at_a_time = BoundedSemaphore(1)


class SearchBody(msgspec.Struct, forbid_unknown_fields=True):
    """How to look: listening alone, or also trying each address of the local network."""

    scan: bool = False


class FoundPrinter(TypedDict):
    """A device that may be a printer.

    ``url_guess``: an address for it, null when nothing could be guessed; ``known_as``: the printer
    here that already prints at that place.
    """

    host: str
    port: int
    name: str
    model: str
    url_guess: str | None
    known_as: str | None


class FoundPrinters(TypedDict):
    """What was found, those not added yet first."""

    found: list[FoundPrinter]


@api.post("/printer-searches", stations=CONTROLS, operator="printers", body=SearchBody)
def post_printer_search(call: Call, body: SearchBody) -> FoundPrinters:
    """Look for printers on the network; takes some seconds."""
    if not _one_at_a_time.acquire(blocking=False):
        raise OnsiteError(
            "search_running",
            "Somebody is looking for printers right now; try again in ten seconds.",
            status=409,
        )
    try:
        command = [*COMMAND, *(["--scan"] if body.scan else [])]
        rows = _search(command)
    finally:
        _one_at_a_time.release()
    with call.database.read() as session:
        known = {_place(row): row.name for row in queries.printers(session)}
    found: list[FoundPrinter] = [
        {
            "host": row["host"],
            "port": row["port"],
            "name": row["name"],
            "model": row["model"],
            "url_guess": row["url_guess"],
            "known_as": known.get((row["host"], row["port"])),
        }
        for row in rows
    ]
    return {"found": sorted(found, key=lambda row: (row["known_as"] is not None, row["name"]))}


def _search(command: Sequence[str]) -> list[Any]:
    try:
        # While the event is served, gevent's subprocess waits for it and lets others go on.
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST_S,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise OnsiteError(
            "search_too_slow",
            f"The search did not end within {LONGEST_S:g} s; try it without trying every address.",
            status=504,
        ) from None
    except subprocess.CalledProcessError as error:
        raise OnsiteError(
            "search_failed",
            "The network could not be searched; is this laptop connected to it? Add the printer by "
            "its address.",
            status=502,
        ) from error
    rows: list[Any] = json.loads(done.stdout)["found"]
    return rows


def _place(row: PrinterRow) -> tuple[str | None, int | None]:
    split = urlsplit(row.url)
    if split.scheme not in PORTS:  # a USB address has no port that could be read
        return None, None
    return split.hostname, split.port or PORTS[split.scheme]
