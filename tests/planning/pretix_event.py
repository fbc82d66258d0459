"""An event whose plan is a pretix, served, and what is asked of it."""

from onsite.config import Settings
from onsite.db import Database
from onsite.founding import found_event
from onsite.planning.check_ins_here import check_ins_here
from onsite.planning.reading import read_plan
from onsite.planning.stores import at_hand, plan_address
from tests.served_event import ServedEvent, new_id

QUIET = {"came_in": 0, "went_out": 0, "annulled": 0, "refused": 0, "only_here": 0, "both": []}


class founded:  # noqa: N801 - read as a verb
    """An event of a pretix, as `init` makes it."""

    def __init__(self, address, tmp_path):
        with at_hand(address) as path:
            reading = read_plan(path)
            assert not reading.errors, reading.errors
            folder = found_event(
                tmp_path / "event", reading.plan, plan_path=path, settings=Settings(),
                address=plan_address(address),
            )  # fmt: skip
        self.database = Database(folder.database)
        self.event = ServedEvent(folder, self.database)

    def __enter__(self):
        return self.event

    def __exit__(self, *_error):
        self.database.close()


def sync(event, *, dry_run=False):
    answer = event.post("/plan-syncs", {"dry_run": dry_run}, event.joined.local_token)
    assert answer.status_code == 200, answer.text
    return answer.json


def refused_sync(event):
    return event.post("/plan-syncs", {}, event.joined.local_token).json


def refresh(event):
    answer = event.post("/refreshes", {"refresh_id": new_id()}, event.joined.local_token)
    assert answer.status_code == 200, answer.text
    assert not answer.json["errors"]
    return answer.json


def here(event):
    """Read who is checked in here: reg_no -> instant."""
    with event.database.read() as session:
        return {one.reg_no: one.at for one in check_ins_here(session).check_ins}


def desk_of(event):
    return event.token("desk", zone="REG")


def check_in(event, reg_no, desk):
    answer = event.check_in(reg_no, desk)
    assert answer.json["outcome"] == "checked_in", answer.text
