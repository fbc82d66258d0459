"""Founding and searching at the size the program promises: 100,000 delegates."""

import statistics
import time

import pytest

from benchmarks.desk_search import typed, write_plan
from onsite.config import Settings
from onsite.db import Database
from onsite.founding import found_event
from onsite.planning.reading import read_plan
from onsite.registration.search import hits


@pytest.mark.long
def test_a_hundred_thousand_are_founded_in_a_minute_and_found_as_one_types(tmp_path):
    plan = write_plan(tmp_path / "plan", delegates=100_000)
    began = time.perf_counter()
    reading = read_plan(plan)
    folder = found_event(tmp_path / "event", reading.plan, plan_path=plan, settings=Settings())
    founded_s = time.perf_counter() - began
    database = Database(folder.database)
    times = []
    for text in typed():
        began = time.perf_counter()
        with database.read() as session:
            hits(session, text, limit=21)
        times.append(time.perf_counter() - began)
    database.close()

    assert founded_s < 60
    assert statistics.median(times) < 0.050
    assert max(times) < 0.5
