"""The card reader's agent against services that answer as the four makes do, broken JSON included."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from onsite.agents.card_reader import run_card_reader
from onsite.agents.identity_cards import IdentityCard, chosen_reader
from onsite.errors import OnsiteError

NUMBER, NAME = "11010519491231002X", "王明"


class Service:
    """A local HTTP service: what it answers by path, and what it was asked."""

    def __init__(self, answers):
        self.answers, self.asked = answers, []
        service = self

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self):
                length = int(self.headers.get("Content-Length") or 0)
                service.asked.append((self.command, self.path, self.rfile.read(length)))
                answer = service.answers[self.path.split("?")[0]]
                status, text = answer(self) if callable(answer) else (200, answer)
                body = text if isinstance(text, bytes) else text.encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815 - the library's name

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def serve():
    running = []

    def start(answers):
        running.append(Service(answers))
        return running[-1]

    yield start
    for service in running:
        service.close()


ZKTECO = "/ZKIDROnline/ScanReadIdCardInfo"
ANSWERS = {
    "zkteco": {
        ZKTECO: '{"ret":0,"Certificate":{"Name":"王明","IDNumber":"11010519491231002X",'
        '"Path":"C:\\Users\\new\\"}}'  # bare backslashes, one before a quote
    },
    "huashi": {
        "/OpenDevice": '{"resultFlag":"0"}',
        "/readcard": '{"resultFlag":"0","partyName":"王明","certNumber":"11010519491231002X"}',
        "/CloseDevice": '{"resultFlag":"0"}',
    },
    "xinzhongxin": {
        "/api/ReadMsg": '{"retcode":"0x90 0x1","name":"王明","cardno":"11010519491231002X"}'
    },
    "dongxin": {
        "/card=idcard": '{"code":0,"IDCardInfo":{"name":"王明","cardID":"11010519491231002X"}}'
    },
}
NO_CARD = {
    "zkteco": {ZKTECO: '{"ret":-1}'},
    "huashi": {**ANSWERS["huashi"], "/readcard": '{"resultFlag":"-1","errorMsg":"无卡"}'},
    "xinzhongxin": {"/api/ReadMsg": '{"retcode":"0x80","name":"","cardno":""}'},
    "dongxin": {"/card=idcard": '{"code":1,"IDCardInfo":null}'},
}


def read_once(make, url):
    read, address = chosen_reader(f"{make}@{url}")
    with requests.Session() as session:
        return read(session, address)


@pytest.mark.parametrize("make", ANSWERS)
def test_every_make_s_card_is_read(serve, make):
    service = serve(ANSWERS[make])

    assert read_once(make, service.url) == IdentityCard(NUMBER, NAME)


@pytest.mark.parametrize("make", NO_CARD)
def test_an_empty_reader_has_no_card(serve, make):
    assert read_once(make, serve(NO_CARD[make]).url) is None


def test_zkteco_is_asked_as_its_manual_says(serve):
    service = serve(ANSWERS["zkteco"])

    read_once("zkteco", service.url)

    assert service.asked == [("GET", f"{ZKTECO}?OP-DEV=1&CMD-URL=4", b"")]


def test_huashi_is_opened_and_closed_for_every_card(serve):
    service = serve(ANSWERS["huashi"])

    read_once("huashi", service.url)

    assert [path for _, path, _ in service.asked] == ["/OpenDevice", "/readcard", "/CloseDevice"]


def test_dongxin_is_asked_by_post(serve):
    service = serve(ANSWERS["dongxin"])

    read_once("dongxin", service.url)

    assert service.asked[0][0] == "POST"


def test_an_answer_that_is_no_json_at_all_is_no_card(serve):
    assert read_once("zkteco", serve({ZKTECO: b"\xff\xfe<html>"}).url) is None
    assert read_once("xinzhongxin", serve({"/api/ReadMsg": "[1]"}).url) is None


def test_a_reader_is_chosen_by_make_by_address_or_not_at_all():
    assert chosen_reader("huashi")[1] == "http://127.0.0.1:19196"
    assert chosen_reader("http://192.0.2.5:38088/")[1] == "http://192.0.2.5:38088"
    assert chosen_reader("http://192.0.2.5:38088")[0] is chosen_reader("dongxin")[0]
    with pytest.raises(OnsiteError, match="zkteco, huashi, xinzhongxin, dongxin"):
        chosen_reader("acme")


def test_a_card_says_nothing_of_itself():
    assert NUMBER not in repr(IdentityCard(NUMBER, NAME))
    assert NAME not in repr(IdentityCard(NUMBER, NAME))


class Venue:
    """A server that takes readings, and a reader whose card a test lays down and takes away."""

    def __init__(self, serve):
        self.bodies, self.lines, self.stop = [], [], threading.Event()
        self.card = True
        self.asked_count = 0
        self.status = 200
        self.server = serve({"/api/v1/identity-readings": self.take})
        self.reader = serve({"/api/ReadMsg": self.read})

    def take(self, request):
        self.bodies.append(json.loads(self.server.asked[-1][2]))
        problem = {"code": "bad_identity_number", "title": "x", "detail": "x"}
        return self.status, json.dumps({"outcome": "found"} if self.status == 200 else problem)

    def read(self, _request):
        self.asked_count += 1
        return 200, ANSWERS["xinzhongxin"]["/api/ReadMsg"] if self.card else "{}"

    def run(self, **options):
        return run_card_reader(
            self.server.url,
            "T",
            f"xinzhongxin@{self.reader.url}",
            stop=self.stop,
            say=self.lines.append,
            **options,
        )


@pytest.fixture
def venue(serve, monkeypatch):
    monkeypatch.setattr("onsite.agents.card_reader.PAUSE_S", 0.01)
    return Venue(serve)


def wait_for(condition, seconds=5):
    waited = threading.Event()
    for _ in range(int(seconds / 0.01)):
        if condition():
            return
        waited.wait(0.01)
    raise AssertionError("it did not happen in time")


def test_a_card_is_sent_with_number_and_name_and_told_without_them(venue):
    assert venue.run(once=True) == 0

    assert venue.bodies[0]["number"] == NUMBER
    assert venue.bodies[0]["name"] == NAME
    assert venue.lines[-1].endswith("card found")
    assert not any(NUMBER in line or NAME in line for line in venue.lines)


def test_a_card_that_stays_is_sent_once_and_again_when_laid_down_anew(venue):
    running = threading.Thread(target=venue.run)
    running.start()
    try:
        wait_for(lambda: venue.asked_count > 6)
        assert len(venue.bodies) == 1
        venue.card = False
        seen = venue.asked_count
        wait_for(lambda: venue.asked_count > seen + 5)
        venue.card = True
        wait_for(lambda: len(venue.bodies) == 2)
    finally:
        venue.stop.set()
        running.join()

    ids = {body["identity_reading_id"] for body in venue.bodies}
    assert len(ids) == 2


def test_a_refused_card_does_not_end_the_agent(venue):
    venue.status = 422

    assert venue.run(once=True) == 0

    assert venue.lines[-1].endswith("card refused (bad_identity_number)")


def test_a_token_of_another_station_ends_the_agent(venue):
    venue.status = 403

    with pytest.raises(OnsiteError):
        venue.run(once=True)


def test_a_reader_that_is_not_there_is_said_once(venue, serve):
    venue.reader.url = "http://127.0.0.1:9"
    running = threading.Thread(target=venue.run)
    running.start()
    wait_for(lambda: venue.lines)
    venue.stop.wait(0.2)
    venue.stop.set()
    running.join()

    assert len(venue.lines) == 1
    assert "does not answer" in venue.lines[0]
