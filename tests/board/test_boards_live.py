"""Boards connected to a served event: told the truth at once, also after every reconnecting under load."""

import json
import sqlite3
import threading
from uuid import uuid4

import pytest
import socketio

from tests.congress import SHEETS, write_workbook
from tests.serving_process import run_onsite, serving, wait_for
from tests.stories.receivers import ask

BOARDS, RECONNECTS, PEOPLE = 8, 40, 120
COUNTED = "SELECT (SELECT SUM(checked_in) FROM check_in_counts), (SELECT COUNT(*) FROM arrivals)"


@pytest.fixture(scope="module")
def congress(tmp_path_factory):
    """A congress of members who have paid, one after the other."""
    folder = tmp_path_factory.mktemp("boards")
    rows = SHEETS["代表名单"]
    like = next(row for row in rows if row[0] == "D001")
    people = [[f"M{number:03d}", *like[1:6], "", "", "", *like[9:]] for number in range(PEOPLE)]
    sheets = {**SHEETS, "代表名单": [rows[0], *people], "嘉宾": [SHEETS["嘉宾"][0]]}
    plan = write_workbook(folder / "plan.xlsx", sheets)
    made = run_onsite("init", folder / "event", "--plan", plan)
    assert made.returncode == 0, made.stderr
    return folder / "event"


class Board:
    """One board that keeps every headcount it was told."""

    def __init__(self, url, token):
        self.heard, self.overviews = [], []
        self._client = socketio.Client(reconnection=False)
        self._client.on("headcount", self.heard.append, namespace="/live")
        self._client.on("overview", self.overviews.append, namespace="/live")
        self._client.connect(
            url, auth={"token": token}, namespaces=["/live"], transports=["websocket"]
        )

    def leave(self):
        self._client.disconnect()


class Load:
    """Checks people in, one after the other, until told to stop."""

    def __init__(self, url, token):
        self._url, self._token = url, token
        self._stops = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.done = 0

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stops.set()
        self._thread.join()

    def _run(self):
        for number in range(PEOPLE):
            body = {"check_in_id": str(uuid4()), "reg_no": f"M{number:03d}", "print": False}
            ask(f"{self._url}/api/v1/check-ins", self._token, body)
            self.done += 1
            if self._stops.wait(0.02):
                return


def test_a_board_that_reconnects_under_load_is_never_told_anything_but_the_rows(congress):
    with serving(congress, "--http") as served:
        board, desk = token(congress, "board"), token(congress, "desk")
        walls = [Board(served.plain, board) for _ in range(BOARDS)]
        rows = sqlite3.connect(f"file:{congress / 'onsite.db'}?mode=ro", uri=True)
        with Load(served.plain, desk) as load:
            for _ in range(RECONNECTS):
                counted, arrived = rows.execute(COUNTED).fetchone()
                assert counted == arrived
                again = Board(served.plain, board)
                first = wait_for(lambda: again.heard)[0]  # noqa: B023 - asked at once
                wait_for(lambda: again.overviews)  # noqa: B023
                after, _ = rows.execute(COUNTED).fetchone()
                again.leave()
                assert counted <= first["checked_in"] <= after
                parts = [each["checked_in"] for each in first["by_category"].values()]
                assert sum(parts) == first["checked_in"]
                assert arrived_by(again.overviews[0]) <= after
        last, _ = rows.execute(COUNTED).fetchone()
        rows.close()

        assert last == load.done > 0
        for wall in walls:
            assert wait_for(lambda: wall.heard[-1]["checked_in"] == last)  # noqa: B023 - asked at once
            shown = [document["checked_in"] for document in wall.heard]
            assert shown == sorted(shown)  # never back to an older number
            assert wait_for(lambda: arrived_by(wall.overviews[-1]) == last)  # noqa: B023
            wall.leave()


def test_an_overview_is_told_to_boards_only(congress):
    with serving(congress, "--http") as served:
        desk = Board(served.plain, token(congress, "desk"))
        wall = Board(served.plain, token(congress, "board"))

        wait_for(lambda: wall.overviews and desk.heard)
        assert desk.overviews == []
        for each in (desk, wall):
            each.leave()


def arrived_by(overview):
    return sum(zone["arrived"] for zone in overview["zones"])


def token(congress, role):
    made = run_onsite("pair", congress, "--role", role, "--json")
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)["token"]
