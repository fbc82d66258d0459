"""`onsite serve` as its own process: starting, stopping, refusing, and the live screens."""

import contextlib
import shutil
import socket
import ssl
import threading
import time
from urllib.parse import urlsplit

import pytest
import requests
import socketio
from sqlalchemy import text

from onsite.access.authority import lan_addresses
from onsite.config import EventFolder
from onsite.db import Database
from tests import needs
from tests.served_event import new_id
from tests.serving_process import free_port, run_onsite, serving, wait_for


@pytest.fixture(scope="module")
def served(founded_event, tmp_path_factory):
    """One event served for all tests of this file that only ask it."""
    path = tmp_path_factory.mktemp("served") / "event"
    shutil.copytree(founded_event.path, path)
    with serving(path) as running:
        yield running


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


class Screen:
    """A Socket.IO client as a board is one; keeps what it was told, with the instant."""

    def __init__(self, url, *, auth=None, verify=True, transports=("websocket",)):
        self.told = []
        self.http = requests.Session()
        self.http.trust_env = False  # a CA bundle of the machine's would come before ours
        self.http.verify = str(verify) if verify is not True else True
        options = {"ca_certs": str(verify)} if verify is not True else {}
        self.client = socketio.Client(
            reconnection=False,
            http_session=self.http,
            websocket_extra_options={"sslopt": options} if options else {},
        )
        self.client.on("headcount", self._hear, namespace="/live")
        self.client.connect(
            url, namespaces=["/live"], auth=auth, transports=list(transports), wait_timeout=15
        )

    def _hear(self, document):
        self.told.append((time.monotonic(), document))

    def close(self):
        self.client.disconnect()
        self.http.close()


@pytest.fixture
def screens():
    opened = []

    def open_screen(*arguments, **options):
        opened.append(Screen(*arguments, **options))
        return opened[-1]

    yield open_screen
    closing = [threading.Thread(target=screen.close) for screen in opened]
    for thread in closing:
        thread.start()
    for thread in closing:
        thread.join()


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_a_board_hears_the_headcount_at_once_and_after_a_check_in(served, screens, transport):
    ca = served.folder / "keys" / "ca.pem"
    board = screens(
        served.secure,
        auth={"token": pair(served, "board")},
        verify=ca,
        transports=(transport,),
    )

    assert wait_for(lambda: board.told, seconds=2), "nothing was told on connecting"
    before = board.told[-1][1]["checked_in"]
    reg_no = "D001" if transport == "websocket" else "D002"
    answer = ask(
        served,
        "POST",
        "/check-ins",
        {"check_in_id": new_id(), "reg_no": reg_no, "print": False},
        pair(served, "desk"),
    )
    answered_at = time.monotonic()

    assert answer.json()["outcome"] == "checked_in"
    assert wait_for(lambda: board.told[-1][1]["checked_in"] == before + 1, seconds=3)
    assert board.told[-1][0] - answered_at < 0.5


@pytest.mark.parametrize("auth", [None, {"token": "wrong"}, {"station": "BOARD-1"}, "text"])
def test_live_refuses_who_is_not_paired(served, screens, auth):
    with pytest.raises(socketio.exceptions.ConnectionError):
        screens(served.plain, auth=auth, transports=("polling",))


def test_live_refuses_an_agent(served, screens):
    with pytest.raises(socketio.exceptions.ConnectionError):
        screens(served.plain, auth={"token": pair(served, "print-agent")}, transports=("polling",))


def test_live_tells_a_kiosk_no_headcount(served, screens):
    board = screens(served.plain, auth={"token": pair(served, "board")})
    kiosk = screens(served.plain, auth={"token": pair(served, "kiosk")})
    told = len(board.told)

    body = {"check_in_id": new_id(), "reg_no": "D012", "print": False}
    ask(served, "POST", "/check-ins", body, pair(served, "desk"))

    assert wait_for(lambda: len(board.told) > told, seconds=3)
    assert kiosk.told == []


def test_live_is_not_plain_for_other_devices(served, screens):
    addresses = lan_addresses()
    needs.condition(addresses, "lan-address", "connect this machine to a network")

    with pytest.raises(socketio.exceptions.ConnectionError):
        screens(f"http://{addresses[0]}:{served.port}", auth={"token": pair(served, "board")})


def test_many_screens_hear_of_one_check_in(served, screens):
    token = pair(served, "board")
    boards = [screens(served.plain, auth={"token": token}) for _ in range(20)]
    ask(
        served,
        "POST",
        "/check-ins",
        {"check_in_id": new_id(), "reg_no": "D009", "print": False},
        pair(served, "desk"),
    )

    everyone = wait_for(lambda: all(len(board.told) >= 2 for board in boards), seconds=3)

    assert everyone


def test_the_ready_line_names_an_address_that_answers(served):
    told = urlsplit(served.url)

    assert told.scheme == "https"
    assert told.port == served.port
    answer = requests.get(
        f"{served.url}/health", verify=str(served.folder / "keys" / "ca.pem"), timeout=5
    )
    assert answer.json()["status"] == "ok"


def test_the_run_file_is_for_its_owner_alone(served):
    assert (served.folder / "run.json").stat().st_mode & 0o777 == 0o600
    assert served.run_file["url"] == served.plain


def test_a_second_server_on_one_folder_refuses_and_harms_nothing(served):
    before = served.run_file

    refused = run_onsite("serve", served.folder, "--port", free_port())

    assert refused.returncode == 1
    assert "is being served" in refused.stderr
    assert refused.stdout == ""
    assert served.run_file == before
    assert ask(served, "GET", "/headcount").status_code == 200


def test_a_port_in_use_refuses_and_leaves_nothing_behind(served, event_folder):
    refused = run_onsite("serve", event_folder.path, "--port", served.port)

    assert refused.returncode == 1
    assert str(served.port) in refused.stderr
    assert "--port" in refused.stderr
    assert refused.stdout == ""
    assert not event_folder.run_file.exists()


def test_metrics_count_failed_handshakes(served):
    def failed():
        answer = requests.get(
            f"{served.plain}/metrics",
            headers={"Authorization": f"Bearer {pair(served, 'control')}"},
            timeout=5,
        )
        return [line for line in answer.text.splitlines() if "handshake" in line]

    before = failed()
    context = ssl.create_default_context()
    with (
        socket.create_connection(("127.0.0.1", served.port), timeout=5) as raw,
        pytest.raises(ssl.SSLError),
    ):
        context.wrap_socket(raw, server_hostname="localhost")

    assert before
    assert wait_for(lambda: failed() != before, seconds=3)


def test_sigterm_finishes_what_is_in_hand_and_exits_0(event_folder):
    with serving(event_folder.path) as running:
        desk = pair(running, "desk")
        answered = []

        def check_in():
            session = requests.Session()
            session.headers["Authorization"] = f"Bearer {desk}"
            while True:
                body = {"check_in_id": new_id(), "reg_no": "D001", "print": False}
                try:
                    answer = session.post(f"{running.plain}/api/v1/check-ins", json=body, timeout=9)
                except requests.RequestException:
                    return session.close()
                if answer.status_code == 200:
                    answered.append(body["check_in_id"])

        desks = [threading.Thread(target=check_in) for _ in range(4)]
        for thread in desks:
            thread.start()
        wait_for(lambda: len(answered) > 20)
        status = running.stop()
        for thread in desks:
            thread.join(timeout=10)

    assert status == 0
    assert not event_folder.run_file.exists()
    assert "Traceback" not in running.errors
    database = Database(event_folder.database)
    with database.read() as session:
        kept = {row[0] for row in session.execute(text("SELECT id FROM check_ins"))}
    database.close()
    assert set(answered) <= kept


def test_sigterm_right_after_ready_exits_0_and_takes_the_agent_along(event_folder):
    with serving(event_folder.path) as running:
        assert running.stop() == 0

    again = run_onsite("pair", event_folder.path, "--role", "desk", "--json")
    assert again.returncode == 0


def test_sigterm_lets_go_of_all_who_only_wait(event_folder, screens):
    """Screens and agents that listen are let go; they come back by themselves."""
    with serving(event_folder.path) as running:
        agent, board = pair(running, "print-agent"), pair(running, "board")
        asking = []

        def claim():
            body = {"claim_id": new_id(), "wait": 25}
            asking.append(body)
            with contextlib.suppress(requests.RequestException):
                ask(running, "POST", "/print-jobs/claim", body, agent)

        idle = requests.Session()  # a browser keeps its connection open
        idle.get(f"{running.plain}/health", timeout=5)
        for transport in ("websocket", "polling"):
            screens(running.plain, auth={"token": board}, transports=(transport,))
        agents = [threading.Thread(target=claim) for _ in range(3)]
        for thread in agents:
            thread.start()
        wait_for(lambda: len(asking) == len(agents))
        status = running.stop()
        for thread in agents:
            thread.join(timeout=10)
        idle.close()

    assert status == 0
    assert "Traceback" not in running.errors


def set_version(folder: EventFolder, version):
    database = Database(folder.database)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": version})
    database.close()


def test_a_newer_event_folder_is_refused_and_left_alone(event_folder):
    set_version(event_folder, "zzzz")
    before = event_folder.database.read_bytes()

    refused = run_onsite("serve", event_folder.path, "--port", free_port())

    assert refused.returncode == 1
    assert "newer version" in refused.stderr
    assert event_folder.database.read_bytes() == before
    assert not event_folder.run_file.exists()


def test_a_bad_setting_stops_the_start_and_every_problem_is_named(event_folder):
    event_folder.settings_file.write_text(
        'prot = 8443\nretention_days = "ninety"\nport = 99999\n', encoding="utf-8"
    )

    refused = run_onsite("serve", event_folder.path)

    assert refused.returncode == 1
    assert "did you mean port" in refused.stderr
    assert "retention_days" in refused.stderr
    assert "99999" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_several_workers_are_refused_in_words(event_folder):
    refused = run_onsite("serve", event_folder.path, "--workers", 2)

    assert refused.returncode == 1
    assert "PostgreSQL" in refused.stderr


def test_a_damaged_database_is_refused_in_words(event_folder):
    event_folder.database.write_bytes(b"no database at all" * 500)

    refused = run_onsite("serve", event_folder.path, "--port", free_port())

    assert refused.returncode == 1
    assert "backup" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_what_is_no_event_folder_is_refused_with_the_way_to_make_one(tmp_path):
    refused = run_onsite("serve", tmp_path / "nowhere")

    assert refused.returncode == 1
    assert "onsite init" in refused.stderr
