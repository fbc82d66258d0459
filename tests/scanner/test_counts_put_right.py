"""Whatever is scanned, taken back, let in, counted by hand and ruled, in whatever order: the kept numbers
are those of the facts, derived anew and by a slow oracle of this file's own."""

import shutil
import tempfile
from collections import defaultdict
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from onsite import clock
from onsite.asking import Asking, Operator, Principal, Station
from onsite.config import EventFolder
from onsite.db import Database
from onsite.errors import OnsiteError
from onsite.scanner.letting_in import let_in
from onsite.scanner.models import Scan
from onsite.scanner.queries import door_of
from onsite.scanner.recounts import recount, recounted
from onsite.scanner.undoing import undo
from tests.conftest import MORNING, StoppedClock
from tests.served_event import ServedEvent, new_id

VENUE = ZoneInfo("Asia/Shanghai")
HALLS = ("H1", "DIN", "LNG")
ENDS = {  # of the sessions, on the venue's clocks
    "H1": [datetime(2026, 12, 5, 11, 30), datetime(2026, 12, 5, 17, 0)],  # noqa: DTZ001
    "DIN": [datetime(2026, 12, 5, 13, 30)],  # noqa: DTZ001
    "LNG": [],
}
PEOPLE = ["D001", "D002", "D005", "D006", "D007", "A STRANGER"]
DOORS = [("H1-IN", None), ("H1-OUT", None), ("DIN-IN", None), ("LNG", "in"), ("LNG", "out")]
SWITCHES = ["exit_at_session_end", "session_windows", "flush", "re_entry", "refuse_when_full"]

scans = st.tuples(
    st.just("scan"), st.sampled_from(PEOPLE), st.sampled_from(DOORS), st.integers(-700, 20)
)
undos = st.tuples(st.just("undo"), st.integers(0, 100), st.booleans())
let_ins = st.tuples(st.just("let_in"), st.integers(0, 100), st.booleans())
corrections = st.tuples(st.just("correct"), st.sampled_from(HALLS), st.integers(0, 9))
rulings = st.tuples(
    st.just("rule"),
    st.sampled_from([code for code, _ in DOORS]),
    st.sampled_from(SWITCHES),
    st.booleans(),
)
pauses = st.tuples(st.just("wait"), st.integers(1, 400))


class Day:
    """One event of its own, its clock stopped, and what may happen in it."""

    def __init__(self, event, stopped):
        self.event, self.stopped = event, stopped
        self.door, self.control = event.token("door"), event.token("control")
        self.supervisor = event.operator("supervisor", at=self.control)
        right = Operator("主管", ("supervisor",), frozenset({"undo", "override"}))
        self.who = Principal(Station(id="control-1", role="control", name=""), right)

    def wait(self, minutes):
        self.stopped.forward(minutes=minutes)

    def scan(self, who, door_and_direction, minutes):
        checkpoint, direction = door_and_direction
        body = {
            "scan_id": new_id(),
            "credential": who if " " in who else self.event.credential(who),
            "checkpoint": checkpoint,
            "direction": direction,
            "scanned_at": (self.stopped() + timedelta(minutes=minutes)).isoformat(),
        }
        assert self.event.post("/scans", body, self.door).status_code == 200

    def undo(self, number, by_door):
        moves = self.event.rows("SELECT id FROM scans WHERE verdict IN ('admitted', 'left')")
        if not moves:
            return
        (scan_id,) = moves[number % len(moves)]
        if by_door:
            body = {"scan_undo_id": new_id(), "scan_id": scan_id, "reason": "误扫"}
            answer = self.event.post("/scan-undos", body, self.control, operator=self.supervisor)
            assert answer.status_code in (200, 409)
        else:
            self.write(lambda s: undo(s, s.get(Scan, scan_id), reason="误", asking=self.asking))

    def let_in(self, number, by_door):
        refused = self.event.rows(
            "SELECT id FROM scans WHERE direction = 'in' AND verdict != 'admitted'"
        )
        if not refused:
            return
        (scan_id,) = refused[number % len(refused)]
        if by_door:
            body = {"door_override_id": new_id(), "scan_id": scan_id, "reason": "同意"}
            answer = self.event.post(
                "/door-overrides", body, self.control, operator=self.supervisor
            )
            assert answer.status_code in (200, 409, 422)
        else:
            self.write(lambda s: let_in(s, scan_id, reason="同意", asking=self.asking))

    def correct(self, hall, count):
        body = {"hall_correction_id": new_id(), "hall": hall, "inside": count, "reason": "清点"}
        answer = self.event.post("/hall-corrections", body, self.control, operator=self.supervisor)
        assert answer.status_code == 200
        assert self.event.headcount()["halls"][hall]["inside"] == count

    def rule(self, checkpoint, switch, wanted):
        path, body = f"/checkpoints/{checkpoint}/policy", {switch: wanted}
        answer = self.event.put(path, body, self.control, operator=self.supervisor)
        assert answer.status_code == 200

    @property
    def asking(self):
        return Asking(self.who, self.stopped(), "en")

    def write(self, use_case):
        try:
            self.event.database.write(use_case)
        except OnsiteError as refusal:
            if refusal.code not in ("undone_already", "let_in_already", "nobody_to_let_in"):
                raise


@contextmanager
def fresh(founded_event):
    with tempfile.TemporaryDirectory() as parent:
        path = Path(parent) / "event"
        shutil.copytree(founded_event.path, path)
        database = Database(EventFolder(path).database)
        stopped = StoppedClock(MORNING)
        with clock.set_to(stopped):
            yield Day(ServedEvent(EventFolder(path), database), stopped)
        database.close()


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    happened=st.lists(
        st.one_of(scans, scans, scans, undos, let_ins, corrections, rulings, pauses),
        min_size=10,
        max_size=40,
    )
)
def test_the_kept_numbers_are_those_of_the_facts_after_any_sequence(founded_event, happened):
    with fresh(founded_event) as day:
        for what, *about in happened:
            getattr(day, what)(*about)
            day.stopped.forward(seconds=1)

        told = {
            hall: (row["inside"], row["admitted"])
            for hall, row in day.event.headcount()["halls"].items()
        }
        assert told == by_the_oracle(day.event, day.stopped())
        curves = {
            hall: day.event.get(f"/halls/{hall}/curve", day.control).json["points"][-1]["inside"]
            for hall in HALLS
        }
        assert curves == {hall: inside for hall, (inside, _) in told.items()}
        with day.event.database.read() as session:
            for hall in HALLS:
                anew = recounted(session, door_of(session, hall)).counts
                assert kept_counts(day.event, hall) == without_nothing(anew)
        kept = kept_presences(day.event)
        day.event.database.write(recount_everything)
        assert kept_presences(day.event) == kept


def by_the_oracle(event, now):
    """Tell each hall's people inside now and its admissions, move by move and person by person."""
    undone = {row[0] for row in event.rows("SELECT scan_id FROM scan_undos")}
    policies = event.rows(
        "SELECT hall, max(direction != 'in'), max(session_windows), max(exit_at_session_end) "
        "FROM checkpoints GROUP BY hall"
    )
    traits = {hall: tuple(map(bool, found)) for hall, *found in policies}
    moves, said = defaultdict(list), defaultdict(list)
    for scan_id, hall, person, code, verdict, at in event.rows(
        "SELECT id, hall, delegate_id, credential_hash, verdict, counted_at FROM scans "
        "WHERE verdict IN ('admitted', 'left') ORDER BY counted_at, recorded_at"
    ):
        if scan_id not in undone:
            moves[hall].append((instant(at), code if person is None else person, verdict))
    for hall, at, count in event.rows("SELECT hall, at, inside FROM hall_corrections ORDER BY at"):
        said[hall].append((instant(at), count))
    return {
        hall: (
            max(0, inside(hall, moves[hall], said[hall], traits[hall], now)),
            sum(verdict == "admitted" for _, _, verdict in moves[hall]),
        )
        for hall in HALLS
    }


def inside(hall, moves, said, traits, now):
    def here(at):
        return stay(hall, at, traits) == stay(hall, now, traits)

    def counted(until):
        last = {who: verdict for at, who, verdict in moves if here(at) and at <= until}
        return sum(verdict == "admitted" for verdict in last.values())

    by_hand = [(at, count) for at, count in said if here(at)]
    if not by_hand:
        return counted(now)
    at, count = by_hand[-1]
    return count + counted(now) - counted(at)


def stay(hall, at, traits):
    has_exit, windows, exits = traits
    if has_exit and not exits:
        return "always"
    local = at.astimezone(VENUE).replace(tzinfo=None)
    day = local.date() - timedelta(days=local.time() < time(4))
    ends = [end for end in ENDS[hall] if exits or windows]
    return day, sum(end <= local for end in ends if end.date() == day)


def instant(text):
    return datetime.fromisoformat(f"{text}+00:00")


def kept_counts(event, hall):
    rows = event.rows("SELECT period, inside, admitted FROM hall_counts WHERE hall = :h", h=hall)
    return without_nothing({period: (inside, admitted) for period, inside, admitted in rows})


def without_nothing(counts):
    """A stay in which nobody is and was counts as none."""
    return {period: found for period, found in counts.items() if found != (0, 0)}


def kept_presences(event):
    return event.rows(
        "SELECT delegate_id, hall, period, day, is_inside, moved_at, first_at FROM presences "
        "ORDER BY delegate_id, hall"
    )


def recount_everything(session):
    for hall in HALLS:
        recount(session, door_of(session, hall))
