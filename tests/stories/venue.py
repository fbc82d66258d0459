"""One served congress with one browser, for the stories of the pages: stations, people, printers."""

import csv
from contextlib import contextmanager
from uuid import uuid4

from playwright.sync_api import TimeoutError as NotShown

from tests.stories import receivers
from tests.stories.browsers import chromium, shown_in
from tests.stories.serving import make_congress, onsite, pair, served

ORGANISER = ("组织者甲", "2468")
SUPERVISOR = ("主管己", "1357")
PAYING = {"MEM", "NON", "STU"}
READY_MS = 30000  # waits end when it shows; only a lost cause costs all of it
SCANS = 3
SHOWS_MS = 20000
PRESSED = """(code) => {
  for (const key of [...code, 'Enter']) {
    const pressed = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(pressed);
  }
}"""
HUMAN_MS = 75  # faster, and the page rightly takes it for a scanner


class Venue:
    """The served congress; people are handed out once each, so that stories don't meet."""

    def __init__(self, congress, base, browser, tickets):
        self.congress = congress
        self.base = base
        self.browser = browser
        self.tickets = tickets
        self._control = pair(congress, "control")
        signed_in = self.ask("operator-sessions", {"name": ORGANISER[0], "pin": ORGANISER[1]})
        self._operator = signed_in["operator_session"]
        self._desk = self.post_as_organiser("stations", {"role": "desk"})
        self._people = [self.card(number) for number in tickets]

    def ask(self, path, body=None, *, token=None):
        return receivers.ask(f"{self.base}/api/v1/{path}", token or self._control["token"], body)

    def card(self, reg_no):
        return self.ask(f"delegates/{reg_no}", token=self._desk["token"])

    def person(self, *, owes=False):
        """Take one who has paid or owes."""
        found = next(
            each
            for each in self._people
            if (each["owes_fen"] > 0) == owes and each["category"] in PAYING
        )
        self._people.remove(found)
        return {**found, "credential": self.tickets[found["reg_no"]]}

    def check_in(self, person):
        body = {"check_in_id": str(uuid4()), "reg_no": person["reg_no"], "print": False}
        return self.ask("check-ins", body, token=self._desk["token"])

    def station(self, role, **more):
        """Pair a station; its id and its link as this machine opens it."""
        made = self.post_as_organiser("stations", {"role": role, **more})
        return made["station"], f"{self.base}/pair/{made['url'].rsplit('/', 1)[1]}"

    def post_as_organiser(self, path, body):
        return receivers.ask(
            f"{self.base}/api/v1/{path}", self._control["token"], body, operator=self._operator
        )

    def put_as_organiser(self, path, body):
        return receivers.ask(
            f"{self.base}/api/v1/{path}",
            self._control["token"],
            body,
            operator=self._operator,
            method="PUT",
        )

    def delete_as_organiser(self, path):
        receivers.ask(
            f"{self.base}/api/v1/{path}",
            self._control["token"],
            operator=self._operator,
            method="DELETE",
        )

    @contextmanager
    def context(self, *, language="en", **more):
        """Open a browser window of its own, with storage of its own."""
        found = self.browser.new_context(locale=language, permissions=["camera"], **more)
        found.set_default_timeout(READY_MS)
        try:
            yield found
        except Exception as error:
            for note in shown_in(found):
                error.add_note(note)
            raise
        finally:
            found.close()

    @contextmanager
    def page(self, role, *, language="en", station=None, **more):
        """Open a station's page in a window of its own."""
        _, link = self.station(role, **(station or {}))
        with self.context(language=language, **more) as context:
            page = context.new_page()
            page.goto(link)
            page.locator(".status-line").wait_for()
            yield page


@contextmanager
def venue(playwright, folder):
    """Make it and serve it, with a printer that keeps pictures."""
    congress = make_congress(folder, delegates=160)  # enough for all stories on one worker
    onsite("staff", congress, "--name", ORGANISER[0], "--role", "organiser", "--pin", ORGANISER[1])
    onsite("credentials", congress, "--out", folder / "tickets.csv")
    with (folder / "tickets.csv").open(encoding="utf-8") as file:
        tickets = {row["reg_no"]: row["credential"] for row in csv.DictReader(file)}
    with served(congress) as base, chromium(playwright) as browser:
        found = Venue(congress, base, browser, tickets)
        name, pin = SUPERVISOR
        found.post_as_organiser("operators", {"name": name, "roles": ["supervisor"], "pin": pin})
        found.post_as_organiser(
            "printers", {"name": "Badges", "url": "virtual:?", "prints": ["badge"]}
        )
        yield found


def scan(page, text, *, shows):
    """Press a scanner's keys at its pace, however busy the machine is, until the code shows.

    A page that is still opening its camera hears no keys: it is scanned again, as one does.
    """
    for _ in range(SCANS):
        page.evaluate(PRESSED, text)
        try:
            return shows.first.wait_for(timeout=SHOWS_MS)
        except NotShown:
            continue
    raise AssertionError(f"{text} was scanned {SCANS} times and {shows} did not show")


def sign_in(page, who):
    """Fill the sign-in dialog that stands before everything else."""
    dialog = page.get_by_role("dialog", name="Operator sign-in")
    dialog.get_by_label("Name").fill(who[0])
    dialog.get_by_label("PIN").fill(who[1])
    page.keyboard.press("Enter")
    dialog.wait_for(state="detached")
