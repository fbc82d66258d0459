"""The counted rows against the facts they are derived from, after whatever happened."""

import shutil
import tempfile
from collections import Counter, defaultdict
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onsite import clock
from onsite.config import EventFolder
from onsite.db import Database
from onsite.scanner.queries import checkpoints, door
from onsite.scanner.recounts import recount
from tests.conftest import MORNING, StoppedClock
from tests.served_event import ServedEvent, new_id

VENUE = ZoneInfo("Asia/Shanghai")
PEOPLE = ["D001", "D002", "D005", "D006", "D007"]
DOORS = [("H1-IN", None), ("H1-OUT", None), ("DIN-IN", None), ("LNG", "in"), ("LNG", "out")]

scans = st.tuples(
    st.just("scan"), st.sampled_from(PEOPLE), st.sampled_from(DOORS), st.integers(-2000, 30)
)
arrivals = st.tuples(st.sampled_from(["arrive", "undo"]), st.sampled_from(PEOPLE))
pauses = st.tuples(st.just("wait"), st.integers(1, 900))


@contextmanager
def fresh(founded_event):
    """Open an event of this example's own, its clock stopped."""
    with tempfile.TemporaryDirectory() as parent:
        path = Path(parent) / "event"
        shutil.copytree(founded_event.path, path)
        database = Database(EventFolder(path).database)
        stopped = StoppedClock(MORNING)
        with clock.set_to(stopped):
            yield ServedEvent(EventFolder(path), database), stopped
        database.close()


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(happened=st.lists(st.one_of(scans, scans, arrivals, pauses), min_size=5, max_size=30))
def test_counts_equal_what_the_facts_say_after_any_sequence(founded_event, happened):
    with fresh(founded_event) as (event, stopped):
        anywhere, desk = event.token("door"), event.token("desk")
        supervisor = event.operator("supervisor", at=desk)
        for what, *about in happened:
            if what == "wait":
                stopped.forward(minutes=about[0])
            elif what == "arrive":
                event.check_in(about[0], desk)
            elif what == "undo":
                body = {"undo_id": new_id(), "reg_no": about[0], "reason": "误操作"}
                event.post("/check-in-undos", body, desk, operator=supervisor)
            else:
                scanned(event, anywhere, stopped, *about)

        counted = event.headcount()
        assert halls_of(counted) == halls_from_facts(event, stopped())
        assert people_of(counted) == people_from_facts(event)
        kept = derived_rows(event)
        event.database.write(recount_everything)
        assert derived_rows(event) == kept


def scanned(event, token, stopped, reg_no, door_and_direction, minutes):
    checkpoint, direction = door_and_direction
    at = stopped() + timedelta(minutes=minutes)
    body = {"direction": direction, "scanned_at": at.isoformat()}
    assert event.scan(reg_no, checkpoint, token, **body).status_code == 200


def halls_of(headcount):
    return {code: (hall["inside"], hall["admitted"]) for code, hall in headcount["halls"].items()}


def halls_from_facts(event, now):
    """Tell who is inside by the last move of each; only the dining hall has no exit."""
    moves = event.rows(
        "SELECT hall, delegate_id, verdict, counted_at FROM scans "
        "WHERE verdict IN ('admitted', 'left') ORDER BY counted_at, rowid"
    )
    inside, admitted = defaultdict(set), Counter()
    for hall, person, verdict, counted_at in moves:
        admitted[hall] += verdict == "admitted"
        if hall == "DIN" and venue_day(datetime.fromisoformat(f"{counted_at}+00:00")) != venue_day(
            now
        ):
            continue
        (inside[hall].add if verdict == "admitted" else inside[hall].discard)(person)
    return {hall: (len(inside[hall]), admitted[hall]) for hall in ("H1", "DIN", "LNG")}


def venue_day(at):
    return (at.astimezone(VENUE) - timedelta(hours=4)).date()


def people_of(headcount):
    here = {code: row["checked_in"] for code, row in headcount["by_category"].items()}
    return {code: count for code, count in here.items() if count}, headcount["checked_in"]


def people_from_facts(event):
    rows = event.rows(
        "SELECT d.category FROM check_ins c JOIN delegates d ON d.id = c.delegate_id "
        "WHERE c.outcome = 'checked_in' "
        "AND c.id NOT IN (SELECT check_in_id FROM check_in_undos)"
    )
    here = Counter(category for (category,) in rows)
    return dict(here), here.total()


def derived_rows(event):
    """Read the derived rows; a stay in which nobody is and was counts as none."""
    return (
        event.rows("SELECT * FROM hall_counts ORDER BY hall, period"),
        event.rows(
            "SELECT delegate_id, hall, period, day, is_inside, moved_at, first_at FROM presences "
            "ORDER BY delegate_id, hall"
        ),
    )


def recount_everything(session):
    for row in checkpoints(session):
        recount(session, door(session, row.code))
