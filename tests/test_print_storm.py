"""Agents that die at random, printers that misbehave at random: each badge once, or shown to a person."""

import random
import threading
import time
from collections import Counter
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from onsite.db import Database
from tests.printing_hall import Fault, HallPrinter, dice_of, hall
from tests.serving_process import wait_for
from tests.test_faults_kill import credentials

SEED = 4
AGENTS, PRINTERS_EACH = 4, 2
FAULTS = {
    Fault.RESETS: 0.02,
    Fault.HALF: 0.02,
    Fault.MUTE: 0.005,
    Fault.MUTE_AFTER: 0.01,
    Fault.NO_PAPER: 0.03,
    Fault.EATS: 0.01,
    Fault.GARBAGE: 0.005,
}


@contextmanager
def dying(venue, *, deaths, pages_apart):
    """Kill each agent so many times, in the middle of some page, and start it again."""
    over = threading.Event()

    def haunt(number, agent):
        dice = random.Random(SEED + number)
        own = venue.printers[number * PRINTERS_EACH : (number + 1) * PRINTERS_EACH]
        for _ in range(deaths):
            enough = sum(len(each.pages) for each in own) + dice.randint(1, pages_apart)
            while sum(len(each.pages) for each in own) < enough:
                if over.wait(0.01):
                    return
            over.wait(dice.uniform(0, 0.2))
            agent.kill()
            agent.start()

    haunts = [threading.Thread(target=haunt, args=each) for each in enumerate(venue.agents)]
    for each in haunts:
        each.start()
    try:
        yield
    finally:
        over.set()
        for each in haunts:
            each.join()


def states_of_jobs(folder):
    database = Database(folder / "onsite.db")
    with database.read() as session:
        found = dict(session.execute(text("SELECT id, state FROM print_jobs")).tuples().all())
    database.close()
    return found


def is_settled(venue):
    counts = venue.counts()
    return counts["queued"] == counts["printing"] == 0


@pytest.mark.parametrize(
    ("people", "deaths", "patience_s"),
    [(200, 3, 120), pytest.param(10_000, 40, 7200, marks=pytest.mark.long)],
)
def test_each_badge_comes_out_once_or_is_shown_to_a_person(tmp_path, people, deaths, patience_s):
    with hall(tmp_path, people=people) as venue:
        for number in range(AGENTS * PRINTERS_EACH):
            agent = venue.add_agent() if number % PRINTERS_EACH == 0 else venue.agents[-1]
            printer = HallPrinter(dice_of(FAULTS, SEED + number), paper_s=0.5)
            venue.add_printer(f"P{number}", printer, agent=agent, pool="hall")
        began = time.monotonic()

        with dying(venue, deaths=deaths, pages_apart=people // AGENTS // deaths):
            jobs = {
                reg_no: venue.check_in(reg_no)["print_job"]
                for reg_no in (f"M{number:05d}" for number in range(people))
            }
            assert wait_for(lambda: is_settled(venue), seconds=patience_s), venue.counts()
        took_s = time.monotonic() - began

        came_out = Counter(code for printer in venue.printers for code in printer.credentials())
        codes, states = credentials(venue.served.folder), states_of_jobs(venue.served.folder)
        found = Counter(
            (states[job_id], came_out.pop(codes[reg_no], 0)) for reg_no, job_id in jobs.items()
        )
        print(f"{took_s:.1f} s, {sum(each.kills for each in venue.agents)} kills, {dict(found)}")  # noqa: T201 - the figures

        allowed = {("printed", 1), ("unconfirmed", 0), ("unconfirmed", 1), ("failed", 0)}
        assert set(found) <= allowed
        assert not came_out
        assert found["printed", 1] > people * 0.8
