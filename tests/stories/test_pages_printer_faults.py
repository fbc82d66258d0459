"""Faults set at printers someone else wrote: told at the desk in words, and gone round by themselves."""

import pytest

from tests import needs
from tests.printers.test_emupos import INSTALL
from tests.stories import receivers
from tests.stories.venue import scan

pytestmark = pytest.mark.pages

FAULTS = {
    "paper-out": ("out of paper", "is out of paper. Put some in"),
    "cover-open": ("cover is open", "The cover of Own is open"),
    "offline": ("does not answer", "Own does not answer"),
}


@pytest.fixture(scope="module")
def desk(venue, tmp_path_factory):
    """A desk whose own printer has a neighbour in its pool: its link and the two devices."""
    needs.condition(receivers.EMUPOS, "emupos", INSTALL)
    own, other = (receivers.Emupos(tmp_path_factory.mktemp("emupos")) for _ in range(2))
    station, link = venue.station("desk", name="Desk 1")
    neighbour, _ = venue.station("desk", name="Desk 2")
    for name, device, place, serves in (
        ("Own", own, "desk 1", station),
        ("Other", other, "desk 2", neighbour),
    ):
        printer = {"name": name, "url": device.url, "prints": ["badge"], "place": place}
        venue.post_as_organiser("printers", {**printer, "station": serves, "pool": "hall"})
    receivers.wait_for(lambda: states(venue) == {"Own": "ready", "Other": "ready"})
    with venue.context() as context:
        page = context.new_page()
        page.goto(link)
        page.locator(".status-line").wait_for()
        yield page, own, other
    for name in ("Own", "Other"):
        venue.delete_as_organiser(f"printers/{name}")
    own.close()
    other.close()


@pytest.fixture(autouse=True)
def _put_right(desk):
    """Leave no fault behind."""
    yield
    for device in desk[1:]:
        for fault in FAULTS:
            device.fault(fault, active=False)


def states(venue):
    told = venue.ask("printers")["printers"]
    return {row["name"]: row["state"] for row in told if row["name"] in ("Own", "Other")}


def check_in(page):
    page.locator(".desk-main-act").get_by_role("button", name="Check in").click()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_at_the_desk_and_the_badge_comes_out_at_the_next(venue, desk, fault):
    page, own, other = desk
    state, notice = FAULTS[fault]
    person, before = venue.person(), len(other.pages())
    own.fault(fault)
    told = page.locator(".notice").filter(has_text=notice)
    told.wait_for(timeout=30000)

    scan(page, person["credential"], shows=page.get_by_role("heading", name=person["name"]))
    check_in(page)

    card = page.locator(".desk-job")
    page.get_by_text("Printed at Other (desk 2)").wait_for(timeout=30000)
    card.get_by_text(f"Own (desk 1): {state}. It comes out at Other (desk 2).").wait_for()
    receivers.wait_for(lambda: len(other.pages()) == before + 1)
    assert own.pages() == []
    own.fault(fault, active=False)
    told.wait_for(state="detached", timeout=30000)


def test_a_badge_waits_in_words_while_no_printer_can_and_prints_by_itself(venue, desk):
    page, own, other = desk
    person, before = venue.person(), len(own.pages())
    own.fault("paper-out")
    other.fault("cover-open")
    receivers.wait_for(lambda: states(venue) == {"Own": "paper_out", "Other": "cover_open"})

    scan(page, person["credential"], shows=page.get_by_role("heading", name=person["name"]))
    check_in(page)
    page.get_by_text("Own (desk 1): out of paper. It prints by itself").wait_for(timeout=30000)
    with venue.page("control") as control:
        control.locator(".control-nav a[href='#attention']").click()
        control.get_by_text("Own is out of paper").wait_for()
        control.get_by_text("1 badge").first.wait_for()

    own.fault("paper-out", active=False)

    page.get_by_text("Printed at Own (desk 1)").wait_for(timeout=30000)
    assert len(own.pages()) == before + 1
