"""Setting printers up in a real browser: found, added with a guess, warned of, changed, filled."""

import subprocess
import sys
from uuid import uuid4

import pytest

from tests.stories.test_pages_control import go
from tests.stories.venue import ORGANISER, sign_in

pytestmark = pytest.mark.pages
LOOPBACK = "127.0.0.1"
SEARCH_MS = 20000


# In a process of its own: the browser's driver has a loop running in this one.
ANNOUNCE = """
import socket, sys, uuid, zeroconf
name, kind = sys.argv[1], "_pdl-datastream._tcp.local."
where = {"port": 9100, "addresses": [socket.inet_aton("127.0.0.1")]}
with zeroconf.Zeroconf(interfaces=["127.0.0.1"]) as network:
    network.register_service(
        zeroconf.ServiceInfo(kind, f"{name}.{kind}", server=f"{uuid.uuid4().hex}.local.", **where)
    )
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def announced():
    """A printer that announces itself on this machine."""
    name = f"Brother QL-820NWB {uuid4().hex[:6]}"
    command = [sys.executable, "-c", ANNOUNCE, name]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "ready\n"
        yield name
        process.stdin.close()


def test_a_printer_on_the_network_is_found_added_and_known_the_next_time(venue, announced):
    with venue.page("control") as page:
        go(page, "printers")
        page.get_by_role("button", name="Find printers").click()
        sign_in(page, ORGANISER)
        found = page.get_by_role("dialog", name="Find printers on the network")
        found.get_by_role("button", name=f"Add {announced}").click(timeout=SEARCH_MS)

        form = page.get_by_role("dialog", name="Add a printer")
        assert form.get_by_label("Name", exact=True).input_value() == announced
        address = form.get_by_label("Printer address").input_value()
        assert address == f"tcp://{LOOPBACK}:9100?model=brother-ql&width_mm=62"
        page.keyboard.press("Enter")
        asked = page.get_by_role("dialog", name=f"Try the printer {announced}")
        asked.get_by_role("button", name="Not now").click()
        asked.wait_for(state="detached")

        page.get_by_role("button", name="Find printers").click()
        found.get_by_text(f"is here as {announced}").wait_for(timeout=SEARCH_MS)
        page.keyboard.press("Escape")
    venue.delete_as_organiser(f"printers/{announced.replace(' ', '%20')}")


def test_a_printer_is_changed_warned_of_and_filled(venue):
    venue.post_as_organiser(
        "printers", {"name": "Side", "url": "virtual:?", "prints": ["badge"], "pool": "Lobby"}
    )
    with venue.page("control") as page:
        go(page, "printers")
        row = page.get_by_role("listitem").filter(has_text="stands in within Lobby")
        row.get_by_role("button", name="Pages left").click()
        sizes = page.get_by_role("dialog", name="How many pages are left in Side?")
        sizes.get_by_label("Pages left").fill("12")
        sizes.get_by_label("Warn at").fill("20")
        page.keyboard.press("Enter")
        sizes.wait_for(state="detached")
        row.get_by_text("only 12 pages left").wait_for()

        row.get_by_role("button", name="Change").click()
        form = page.get_by_role("dialog", name="Change the printer Side")
        form.get_by_label("Printer address").fill("virtual:?width_mm=30&height_mm=30")
        page.keyboard.press("Enter")
        sign_in(page, ORGANISER)
        warned = page.get_by_role("dialog", name="Try the printer Side")
        warned.get_by_text("No badge template fits this paper.").wait_for()
        warned.get_by_role("button", name="Not now").click()
        row.get_by_text("30 × 30 mm").wait_for()
    venue.delete_as_organiser("printers/Side")
