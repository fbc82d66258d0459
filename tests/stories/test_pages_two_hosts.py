"""A door on another host, cut off and joined again, and a killed server: nothing lost, nothing twice."""

import json
import subprocess
import sys
from contextlib import contextmanager

import pytest

from onsite.db import Database
from onsite.registration.persons import people
from onsite.registration.queries import credentials_to_send
from onsite.scanner.models import Scan
from tests import needs
from tests.served_event import new_id
from tests.serving_process import REPOSITORY, Serving, environment, free_port, wait_for
from tests.stories.browsers import trusting_home
from tests.stories.other_host import other_host
from tests.stories.receivers import ask
from tests.stories.serving import make_congress, onsite, pair

pytestmark = pytest.mark.pages

ALONE, ALSO_ELSEWHERE, BEFORE = 500, 20, 5
IS_READY = """async () => {
  const worker = await navigator.serviceWorker.getRegistration();
  const names = await indexedDB.databases();
  return Boolean(worker?.active) && names.some(({ name }) => name.startsWith('onsite-'));
}"""
IN_STORE = """(store) => new Promise((tell, fail) => {
  const opening = indexedDB.open(`onsite-${location.pathname.split('/')[2]}`);
  opening.onerror = () => fail(opening.error);
  opening.onsuccess = () => {
    const counting = opening.result.transaction(store).objectStore(store).count();
    counting.onsuccess = () => { opening.result.close(); tell(counting.result); };
  };
})"""


class Door:
    """The browser over there, told what to do."""

    def __init__(self, process):
        self._process = process

    def __getattr__(self, order):
        return lambda *rest: self._tell([order, *rest])

    def _tell(self, order):
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "failed" not in answer, answer["failed"]
        return answer["told"]

    def waiting(self, count):
        """Wait until so many scans are kept there."""
        wait_for(lambda: self.told(f"({IN_STORE})('scans')") == count, seconds=60)


@contextmanager
def door_on(host, home):
    process = host.start(
        sys.executable,
        "-m",
        "tests.stories.door_of_another_host",
        home / "profile",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
        env={**environment(), "HOME": str(home)},
    )
    try:
        yield Door(process)
    finally:
        process.stdin.close()
        process.wait(timeout=20)
        process.stdout.close()


@pytest.fixture
def congress(tmp_path):
    return make_congress(tmp_path, delegates=700)


@pytest.fixture
def entitled(congress):
    """Give the credentials of those whom the main hall lets in."""
    database = Database(congress / "onsite.db")
    with database.read() as session:
        codes = dict(credentials_to_send(session))
        found = [codes[each.reg_no] for each in people(session) if _may_enter(each.standing)]
    database.close()
    return found[: BEFORE + ALONE]


def _may_enter(standing):
    return not (standing.is_unpaid or standing.is_cancelled or standing.is_blocked)


def counted(congress):
    """Tell how many scans the event keeps, and how many ids they have."""
    database = Database(congress / "onsite.db")
    with database.read() as session:
        ids = [row.id for row in session.query(Scan.id)]
    database.close()
    return len(ids), len(set(ids))


def test_a_door_cut_off_for_500_scans_loses_none_and_counts_each_once(congress, entitled, tmp_path):
    needs.program("chromium", "apt-get install chromium")
    home, port = trusting_home(tmp_path / "home", congress), free_port()
    before, alone = entitled[:BEFORE], entitled[BEFORE:]
    elsewhere = pair(congress, "door", "--checkpoint", "MAIN-IN")["token"]
    with other_host() as host:
        server = Serving(congress, "--host", "0.0.0.0", port=port).wait_until_ready()
        try:
            with door_on(host, home) as door:
                link = pair(congress, "door", "--checkpoint", "MAIN-IN")["url"].rsplit("/", 1)[1]
                page = door.open(f"https://{host.here}:{port}/pair/{link}")
                wait_for(lambda: door.told(IS_READY), seconds=30)
                door.scan(before)
                door.waiting(0)

                host.pull_out()
                for code in alone[:ALSO_ELSEWHERE]:
                    scan_at(server, code, elsewhere)
                door.scan(alone[: ALONE // 2])
                door.waiting(ALONE // 2)
                door.close_tab()
                door.open(page)
                door.scan(alone[ALONE // 2 :])
                door.waiting(ALONE)

                server.kill()
                server = Serving(congress, "--host", "0.0.0.0", port=port).wait_until_ready()
                known, _ = counted(congress)
                host.plug_in()
                wait_for(lambda: counted(congress)[0] > known, seconds=60)
                server.kill()  # in the middle of what the door brings
                server = Serving(congress, "--host", "0.0.0.0", port=port).wait_until_ready()
                door.waiting(0)

            total = BEFORE + ALONE + ALSO_ELSEWHERE
            assert counted(congress) == (total, total)
            hall = ask(f"{server.plain}/api/v1/headcount", server.run_file["token"])["halls"][
                "MAIN"
            ]
            assert (hall["inside"], hall["admitted"]) == (BEFORE + ALONE, BEFORE + ALONE)
            told = ask(f"{server.plain}/api/v1/conflicts", server.run_file["token"])["conflicts"]
            assert [each["kind"] for each in told] == ["admitted_twice"] * ALSO_ELSEWHERE
            assert "counts" not in {
                each["check"] for each in doctored(congress) if each["level"] == "act"
            }
        finally:
            server.stop()


def scan_at(server, code, token):
    body = {"scan_id": new_id(), "credential": code, "checkpoint": "MAIN-IN"}
    assert ask(f"{server.plain}/api/v1/scans", token, body)["verdict"] == "admitted"


def doctored(congress):
    return json.loads(onsite("doctor", congress, "--json"))["findings"]
