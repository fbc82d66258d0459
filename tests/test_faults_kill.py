"""`kill -9` in the middle: what was acknowledged is there after the restart, and nothing prints twice."""

import socket
import sys
import threading
from collections import Counter

import pytest
import requests
from sqlalchemy import text

from onsite.db import Database
from tests.congress import SHEETS
from tests.served_event import new_id
from tests.serving_process import Serving, run_onsite, serving, wait_for

PEOPLE = [row[0] for row in SHEETS["代表名单"][1:]]


def ask(served, method, path, body=None, token=None):
    return requests.request(
        method,
        f"{served.plain}/api/v1{path}",
        json=body,
        headers={"Authorization": f"Bearer {token or served.run_file['token']}"},
        timeout=10,
    )


def pair(served, role, **more):
    return ask(served, "POST", "/stations", {"role": role, **more}).json()["token"]


def credentials(folder):
    from onsite.registration.queries import credentials_to_send

    database = Database(folder / "onsite.db")
    with database.read() as session:
        found = dict(credentials_to_send(session))
    database.close()
    return found


class Crowd:
    """Clients that scan until the server is gone; keeps every scan sent and every answer got."""

    def __init__(self, served, *, clients, scans):
        self.sent, self.answered = {}, {}
        self._served, self._token = served, pair(served, "door")
        self._credentials = list(credentials(served.folder).values())
        self._left = iter(range(scans))
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._scan) for _ in range(clients)]
        for thread in self._threads:
            thread.start()

    def join(self):
        for thread in self._threads:
            thread.join(timeout=30)

    def _scan(self):
        with requests.Session() as session:
            session.trust_env = False
            session.headers["Authorization"] = f"Bearer {self._token}"
            while (body := self._next()) is not None:
                try:
                    answer = session.post(
                        f"{self._served.plain}/api/v1/scans", json=body, timeout=20
                    )
                except requests.RequestException:
                    return
                if answer.status_code == 200:
                    self.answered[body["scan_id"]] = answer.json()

    def _next(self):
        with self._lock:
            number = next(self._left, None)
            if number is None:
                return None
            body = {
                "scan_id": new_id(),
                "credential": self._credentials[number % len(self._credentials)],
                "checkpoint": ("H1-IN", "H1-OUT", "DIN-IN")[number // 7 % 3],
            }
            self.sent[body["scan_id"]] = body
            return body


def rows(folder, sql):
    database = Database(folder / "onsite.db")
    with database.read() as session:
        found = [tuple(row) for row in session.execute(text(sql))]
    database.close()
    return found


def assert_counts_equal_the_scans(folder):
    admitted = rows(
        folder,
        "SELECT hall, count(*) FROM scans WHERE verdict='admitted' GROUP BY hall ORDER BY hall",
    )
    assert admitted == rows(
        folder, "SELECT hall, sum(admitted) FROM hall_counts GROUP BY hall ORDER BY hall"
    )
    inside = rows(
        folder,
        "SELECT hall, sum(CASE verdict WHEN 'admitted' THEN 1 ELSE -1 END) FROM scans "
        "WHERE verdict IN ('admitted', 'left') GROUP BY hall ORDER BY hall",
    )
    assert inside == rows(
        folder, "SELECT hall, sum(inside) FROM hall_counts GROUP BY hall ORDER BY hall"
    )
    assert inside == rows(
        folder, "SELECT hall, sum(is_inside) FROM presences GROUP BY hall ORDER BY hall"
    )


@pytest.mark.parametrize(
    ("clients", "scans"),
    [
        pytest.param(20, 400, id="400 scans"),
        pytest.param(50, 2000, id="2000 scans", marks=pytest.mark.long),
    ],
)
def test_every_acknowledged_scan_survives_kill_9(event_folder, clients, scans):
    folder = event_folder.path
    running = Serving(folder).wait_until_ready()
    crowd = Crowd(running, clients=clients, scans=scans)
    assert wait_for(lambda: len(crowd.answered) >= scans // 2, seconds=60)
    running.kill()
    crowd.join()
    sys.stdout.write(f"{len(crowd.sent)} sent, {len(crowd.answered)} acknowledged, then killed\n")

    with serving(folder, port=running.port) as again:
        token = pair(again, "door")
        kept = {row[0] for row in rows(folder, "SELECT id FROM scans")}
        assert set(crowd.answered) <= kept <= set(crowd.sent)
        assert_counts_equal_the_scans(folder)

        with requests.Session() as session:
            session.trust_env = False
            session.headers["Authorization"] = f"Bearer {token}"
            for scan_id, answer in crowd.answered.items():
                repeated = session.post(
                    f"{again.plain}/api/v1/scans", json=crowd.sent[scan_id], timeout=10
                )
                assert repeated.json() == answer
        assert {row[0] for row in rows(folder, "SELECT id FROM scans")} == kept

    assert_counts_equal_the_scans(folder)
    assert rows(folder, "PRAGMA integrity_check") == [("ok",)]


class PaperPrinter:
    """A printer on TCP that never answers and counts the pages it was given.

    The listener stays over the server's death, as a printer does; each connection is one page.
    """

    def __init__(self):
        self.pages = []
        self.hold = threading.Event()
        self.hold.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self):
        self.hold.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(timeout=10)

    def _serve(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                self.hold.wait()
                page = b""
                try:
                    while block := connection.recv(65536):
                        page += block
                except ConnectionResetError:
                    pass
            if page:
                self.pages.append(page)


@pytest.fixture
def printer():
    made = PaperPrinter()
    yield made
    made.close()


def states(served):
    jobs = ask(served, "GET", "/print-jobs?limit=200").json()["print_jobs"]
    return Counter(job["state"] for job in jobs)


def test_no_badge_prints_twice_over_kill_9(event_folder, printer):
    folder = event_folder.path
    added = run_onsite(
        "printer", folder, "add", "badges", "--prints", "badge", "--url",
        f"tcp://127.0.0.1:{printer.port}?language=escpos&width_dots=576&status=none",
    )  # fmt: skip
    assert added.returncode == 0, added.stderr
    running = Serving(folder).wait_until_ready()
    desk = pair(running, "desk")
    came = [
        ask(
            running,
            "POST",
            "/check-ins",
            {"check_in_id": new_id(), "reg_no": reg_no, "print": True},
            desk,
        ).json()
        for reg_no in PEOPLE
    ]
    queued = [answer["print_job"] for answer in came if answer["print_job"]]
    assert len(queued) >= 9
    assert wait_for(lambda: len(printer.pages) >= 3, seconds=20)
    printer.hold.clear()  # the kill meets a page in hand
    running.kill()
    printer.hold.set()

    with serving(folder, port=running.port) as again:
        settled = wait_for(
            lambda: (
                sum(states(again)[state] for state in ("printed", "unconfirmed", "failed"))
                == len(queued)
            ),
            seconds=60,
        )
        said = states(again)

    assert settled, said
    assert len(printer.pages) == len(set(printer.pages)), "a badge was printed twice"
    assert len(printer.pages) <= len(queued)
    assert said["printed"] <= len(printer.pages)
    assert said["printed"] + said["unconfirmed"] == len(queued)
