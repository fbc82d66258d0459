"""How agents speak to the server: patience, refusals, and whom they trust."""

import ssl
import threading

import pytest

from onsite import clock
from onsite.access.authority import make_authority, renew_certificate
from onsite.agents import trust
from onsite.agents.server_link import ServerLink, ServerRefusal, ServerUnreachable
from onsite.config import EventFolder
from onsite.errors import OnsiteError
from tests.agents.counterpart import TOKEN, Counterpart, served


def link_to(server, **options):
    said = options.pop("said", [])
    options = {"token": TOKEN, "say": said.append} | options
    return ServerLink(getattr(server, "url", server), **options)


@pytest.mark.parametrize("fault", ["lost", "unanswered", 502, 503, 429, 500])
def test_what_may_pass_is_tried_again(server, fault):
    server.faults = {0: fault, 1: fault}
    said = []

    assert link_to(server, said=said).get("/api/v1/me", patience_s=5) == server.me
    assert len(server.requests) == 3
    assert len(said) == 1
    assert "trying again" in said[0]


def test_an_internal_error_that_stays_is_a_refusal(server):
    server.faults = dict.fromkeys(range(9), 500)

    with pytest.raises(ServerRefusal) as raised:
        link_to(server).get("/api/v1/me")

    assert raised.value.status == 500
    assert len(server.requests) == 4


def test_a_refusal_carries_the_servers_word_and_advice(server):
    server.refused_credential = "X"

    with pytest.raises(ServerRefusal, match="Not one of ours") as raised:
        link_to(server).post("/api/v1/scans", {"credential": "X"})

    assert (raised.value.code, raised.value.status) == ("bad_credential", 422)
    assert not raised.value.is_about_token


def test_a_wrong_token_is_said_at_once(server):
    with pytest.raises(ServerRefusal) as raised:
        link_to(server, token="other").get("/api/v1/me")

    assert raised.value.is_about_token
    assert len(server.requests) == 1


def test_a_server_that_wants_https_is_not_followed(server):
    server.faults = {0: 302}

    with pytest.raises(ServerRefusal, match="https://"):
        link_to(server).get("/api/v1/me")


def test_an_answer_of_another_program_is_said(server):
    with pytest.raises(ServerRefusal, match="does not answer like our server"):
        link_to(server).get("/api/v1/print-jobs/1/page.png?width_dots=8")


def test_a_problem_without_our_words_is_still_a_refusal(server):
    server.me = {}
    server.answer = lambda *_: (404, ["not", "ours"])

    with pytest.raises(ServerRefusal, match="answers 404"):
        link_to(server).get("/api/v1/me")


def test_patience_ends(server):
    server.faults = dict.fromkeys(range(99), "lost")

    with pytest.raises(ServerUnreachable, match="no answer"):
        link_to(server).get("/api/v1/me", patience_s=0.1)


def test_nobody_there_is_said_with_what_to_check():
    with pytest.raises(ServerUnreachable, match="check the address"):
        link_to("http://127.0.0.1:9").get("/api/v1/me", patience_s=0)


def test_waiting_ends_when_stopped(server):
    server.faults = dict.fromkeys(range(999), "lost")
    stop = threading.Event()
    link = link_to(server, stop=stop)
    threading.Timer(0.1, stop.set).start()

    with pytest.raises(ServerUnreachable):
        link.get("/api/v1/me")


@pytest.mark.parametrize("address", ["", "onsite.local", "ftp://x", "https://", "tcp://x:9100"])
def test_what_is_no_address_is_said(address):
    with pytest.raises(OnsiteError, match="no server address"):
        link_to(address)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "event" / "keys").mkdir(parents=True)
    event = EventFolder(tmp_path / "event")
    make_authority(event, event_name="Trial", now=clock.now())
    return event


@pytest.fixture
def secure(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("ONSITE_CA", raising=False)
    counterpart = Counterpart(authority=(folder.keys / "ca.pem").read_text())
    counterpart.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    counterpart.tls.load_cert_chain(*renew_certificate(folder, now=clock.now()))
    with served(counterpart):
        yield counterpart


@pytest.fixture
def another_authority(tmp_path):
    (tmp_path / "other" / "keys").mkdir(parents=True)
    event = EventFolder(tmp_path / "other")
    make_authority(event, event_name="Other", now=clock.now())
    return event.keys / "ca.pem"


@pytest.fixture
def from_afar(monkeypatch):
    monkeypatch.setattr(trust, "is_this_machine", lambda host: False)


def test_on_this_machine_the_events_authority_is_trusted_unasked(secure, tmp_path):
    said = []

    assert link_to(secure, said=said).get("/api/v1/me") == secure.me
    assert said == []
    assert not (tmp_path / "state").exists()


def test_the_authority_named_is_trusted(secure, folder):
    assert link_to(secure, ca=folder.keys / "ca.pem").get("/api/v1/me") == secure.me


def test_the_authority_of_the_environment_is_trusted(secure, folder, monkeypatch):
    monkeypatch.setenv("ONSITE_CA", str(folder.keys / "ca.pem"))

    assert link_to(secure).get("/api/v1/me") == secure.me


def test_a_server_of_another_authority_is_refused(secure, another_authority):
    with pytest.raises(OnsiteError, match="certificate we don't trust") as raised:
        link_to(secure, ca=another_authority).get("/api/v1/me")

    assert raised.value.code == "untrusted_server"
    assert secure.requests == []


@pytest.mark.usefixtures("from_afar")
def test_trust_on_first_use_says_the_fingerprint_once_and_is_kept(secure):
    first, later = [], []

    link_to(secure, said=first).get("/api/v1/me")
    link_to(secure, said=later).get("/api/v1/me")

    assert trust.fingerprint_of(secure.authority) in first[0]
    assert later == []


@pytest.mark.usefixtures("from_afar")
def test_another_authority_than_before_is_refused_before_the_token_leaves(
    secure, another_authority
):
    link_to(secure).get("/api/v1/me")
    asked = len(secure.requests)
    secure.authority = another_authority.read_text()

    with pytest.raises(OnsiteError, match="another authority than before"):
        link_to(secure).get("/api/v1/me")

    assert len(secure.requests) == asked


@pytest.mark.parametrize("offered", ["", "<html>", "-----BEGIN CERTIFICATE-----\nrubbish"])
def test_a_server_without_authority_is_refused(secure, offered):
    secure.authority = offered

    with pytest.raises(OnsiteError, match=r"--ca") as raised:
        link_to(secure).get("/api/v1/me")

    assert raised.value.code == "untrusted_server"


def test_an_authority_file_that_is_not_there_is_said(secure, tmp_path):
    with pytest.raises(OnsiteError, match="can't be read"):
        link_to(secure, ca=tmp_path / "absent.pem").get("/api/v1/me")


def test_loopback_is_told_from_other_machines():
    assert trust.is_this_machine("127.0.0.1")
    assert trust.is_this_machine("::1")
    assert trust.is_this_machine("localhost")
    assert not trust.is_this_machine("192.168.8.2")
    assert not trust.is_this_machine("onsite.local")
