"""The event that tests of every room stand on: founded once, copied for each test."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from werkzeug.routing import Rule

from onsite import clock
from onsite.config import EventFolder, Settings
from onsite.db import Database
from onsite.founding import found_event
from onsite.planning.reading import read_plan
from tests.congress import write_workbook
from tests.served_event import ServedEvent

MORNING = datetime(2026, 12, 5, 0, 30, tzinfo=UTC)  # 08:30 at the venue, on the second day


def pytest_addoption(parser):
    parser.addoption(
        "--long", action="store_true", help="also run the tests that take minutes (marked long)"
    )
    parser.addoption(
        "--pages",
        action="store_true",
        help="also run every story of the pages in a browser (marked pages), as CI does",
    )


def pytest_collection_modifyitems(config, items):
    for item in items:
        for kind in ("long", "pages"):
            if item.get_closest_marker(kind) and not config.getoption(f"--{kind}"):
                item.add_marker(pytest.mark.skip(reason=f"takes long: run with --{kind}"))


@pytest.fixture(scope="session", autouse=True)
def routes_compiled_once():
    """Share what routes compile to among the apps of a run: it is most of what making an app costs."""
    compiled, compile_builder = {}, Rule._compile_builder

    def shared(rule, *options):
        key = (rule.rule, str(rule.defaults), *options)
        if key not in compiled:
            compiled[key] = compile_builder(rule, *options)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", shared)
        yield


class StoppedClock:
    """A clock that moves when it is told to."""

    def __init__(self, instant):
        self.instant = instant

    def __call__(self):
        return self.instant

    def set(self, instant):
        self.instant = instant

    def forward(self, **duration):
        """Move on, e.g. ``forward(minutes=5)``."""
        self.instant += timedelta(**duration)


@pytest.fixture
def venue_clock():
    """Stop the clock at 08:30 on the second day; ``forward`` and ``set`` move it."""
    stopped = StoppedClock(MORNING)
    with clock.set_to(stopped):
        yield stopped


@pytest.fixture(scope="session")
def plan_path(tmp_path_factory):
    """The small congress's planning workbook; read it, never change it."""
    return write_workbook(tmp_path_factory.mktemp("plan") / "congress.xlsx")


@pytest.fixture(scope="session")
def founded_event(plan_path, tmp_path_factory):
    """The event folder of the small congress, founded once; never serve it, copy it."""
    reading = read_plan(plan_path)
    assert not reading.errors, reading.errors
    path = tmp_path_factory.mktemp("founded") / "event"
    return found_event(path, reading.plan, plan_path=plan_path, settings=Settings())


@pytest.fixture
def event_folder(founded_event, tmp_path):
    """An event folder of this test's own."""
    path = tmp_path / "event"
    shutil.copytree(founded_event.path, path)
    return EventFolder(path)


@pytest.fixture
def database(event_folder):
    found = Database(event_folder.database)
    yield found
    found.close()


@pytest.fixture
def event(event_folder, database, venue_clock):
    """The small congress, ready to be asked; the clock is stopped at 08:30 on the second day."""
    return ServedEvent(event_folder, database)


@pytest.fixture
def control(event):
    return event.token("control")


@pytest.fixture
def desk(event):
    return event.token("desk")


@pytest.fixture
def door(event):
    return event.token("door")


@pytest.fixture
def organiser(event, control):
    return event.operator("organiser", at=control)
