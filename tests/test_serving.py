"""One port for TLS and plain HTTP; the mute are let go; the listener in this process."""

import http.client
import socket
import ssl
import time

import gevent
import pytest

from onsite import clock
from onsite.access.authority import lan_addresses, renew_certificate
from onsite.errors import OnsiteError
from onsite.serving import OnePortServer
from tests import needs
from tests.served_event import LAN_ADDRESS, ServedEvent

LIMIT_S = 0.3


@pytest.fixture
def listener(event_folder, database):
    served = ServedEvent(event_folder, database)
    server = OnePortServer(
        ("0.0.0.0", 0),
        served.app,
        certificate=renew_certificate(event_folder, now=clock.now()),
        first_byte_s=LIMIT_S,
        silence_s=LIMIT_S,
    )
    server.event = served
    server.start()
    yield server
    server.stop(timeout=1)


@pytest.fixture
def trusting(event_folder):
    """The context of a device that installed the event's authority, and nothing else."""
    return ssl.create_default_context(cafile=event_folder.keys / "ca.pem")


def in_thread(ask, *arguments):
    """Let a client block in a native thread while the hub serves."""
    return gevent.get_hub().threadpool.apply(ask, arguments)


def get(port, path, *, host="127.0.0.1", context=None):
    def ask():
        connection = (
            http.client.HTTPSConnection(host, port, timeout=5, context=context)
            if context
            else http.client.HTTPConnection(host, port, timeout=5)
        )
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location"), answer.read()
        finally:
            connection.close()

    return in_thread(ask)


def own_address():
    addresses = lan_addresses()
    needs.condition(addresses, "lan-address", "connect this machine to a network")
    return addresses[0]


def test_one_port_answers_tls_and_plain(listener, trusting):
    assert get(listener.server_port, "/health", context=trusting)[0] == 200
    assert get(listener.server_port, "/health")[0] == 200


def test_a_device_that_trusts_the_event_needs_no_exception(listener, trusting):
    for host in ("localhost", "127.0.0.1", own_address()):
        assert get(listener.server_port, "/health", host=host, context=trusting)[0] == 200


def test_a_device_that_does_not_is_warned(listener):
    with pytest.raises(ssl.SSLCertVerificationError):
        get(listener.server_port, "/health", context=ssl.create_default_context())

    assert get(listener.server_port, "/health")[0] == 200


def test_old_tls_is_refused(listener, event_folder):
    context = ssl.create_default_context(cafile=event_folder.keys / "ca.pem")
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1

    with pytest.raises((ssl.SSLError, OSError)):
        get(listener.server_port, "/health", context=context)


def test_plain_http_from_another_device_is_sent_to_trust(listener):
    status, location, _ = get(listener.server_port, "/s/DESK-1/", host=own_address())

    assert status == 302
    assert location.startswith("/trust")


def test_plain_http_from_another_device_gets_the_trust_page(listener):
    status, _, body = get(listener.server_port, "/trust", host=own_address())

    assert status == 200
    assert b"<html" in body


def test_plain_http_from_this_machine_is_served(listener):
    status, _, body = get(listener.server_port, "/api/v1/headcount")

    assert status == 401
    assert b"not_paired" in body


@pytest.mark.parametrize("path", ["/api/v1/scans", "/metrics", "/", "/pair/abc", "/s/DOOR-1/"])
def test_no_route_but_trust_is_plain_for_other_devices(event, path):
    answer = event.client.get(path, environ_base={"REMOTE_ADDR": LAN_ADDRESS})

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/trust")


def test_a_token_over_plain_http_from_elsewhere_does_nothing(event):
    door = event.token("door")
    body = {"scan_id": "0" * 8, "credential": "x", "checkpoint": "H1-IN"}

    answer = event.client.post(
        "/api/v1/scans",
        json=body,
        headers={"Authorization": f"Bearer {door}"},
        environ_base={"REMOTE_ADDR": LAN_ADDRESS},
    )

    assert answer.status_code == 302
    assert event.count("scans") == 0


def test_plain_http_is_for_everyone_when_chosen(event_folder, database):
    served = ServedEvent(event_folder, database, is_tls=False)

    answer = served.client.get("/api/v1/me", environ_base={"REMOTE_ADDR": LAN_ADDRESS})

    assert answer.status_code == 401


def test_answers_do_not_wait_for_nagle(listener):
    accepted = []
    handle = listener.handle
    listener.handle = lambda client, address: (accepted.append(client), handle(client, address))
    listener.set_handle(listener.handle)

    def hold():
        client = socket.create_connection(("127.0.0.1", listener.server_port), timeout=5)
        client.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        client.recv(1024)
        return client

    client = in_thread(hold)

    assert accepted[0].getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
    client.close()


def silent_for(port, first):
    """Connect, say ``first``, then nothing: seconds until the server lets go."""

    def wait():
        client = socket.create_connection(("127.0.0.1", port), timeout=10)
        began_at = time.monotonic()
        try:
            if first:
                client.sendall(first)
            while client.recv(4096):
                pass
        except ConnectionResetError:
            pass
        finally:
            client.close()
        return time.monotonic() - began_at

    return in_thread(wait)


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x16", id="the first byte of TLS"),
        pytest.param(b"GET /hea", id="half a request"),
        pytest.param(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n", id="one request"),
    ],
)
def test_who_falls_silent_is_let_go(listener, first):
    assert silent_for(listener.server_port, first) < LIMIT_S * 6


def test_the_mute_hold_nobody_up(listener, trusting):
    mute = [in_thread(socket.create_connection, ("127.0.0.1", listener.server_port)) for _ in "ab"]

    assert get(listener.server_port, "/health", context=trusting)[0] == 200
    for client in mute:
        client.close()


def test_failed_handshakes_are_counted_and_not_logged(listener, capfd):
    silent_for(listener.server_port, b"\x16\x03\x01 this is no handshake")
    silent_for(listener.server_port, b"")

    assert listener.failed_handshakes == 2
    assert capfd.readouterr() == ("", "")


def test_a_port_in_use_says_what_to_do(listener):
    with pytest.raises(OnsiteError, match="--port") as refused:
        OnePortServer(("0.0.0.0", listener.server_port), listener.application, certificate=None)

    assert refused.value.code == "port_in_use"


def test_an_address_that_is_not_ours_says_what_to_do(event):
    with pytest.raises(OnsiteError, match=r"192\.0\.2\.200"):
        OnePortServer(("192.0.2.200", 0), event.app, certificate=None)


def slow_app(begun, seconds):
    def app(environ, start_response):
        begun.append(environ["PATH_INFO"])
        gevent.sleep(seconds)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"done"]

    return app


def test_stopping_finishes_what_is_in_hand():
    begun = []
    server = OnePortServer(("127.0.0.1", 0), slow_app(begun, 0.4), certificate=None)
    server.start()
    asked = gevent.spawn(get, server.server_port, "/", host="127.0.0.1")
    while not begun:
        gevent.sleep(0.01)

    server.stop()

    assert asked.get(timeout=5)[2] == b"done"
    with pytest.raises(ConnectionRefusedError):
        get(server.server_port, "/")


def test_stopping_does_not_wait_for_a_long_poll(monkeypatch):
    monkeypatch.setattr("onsite.serving.LONG_S", 0.1)
    begun = []
    server = OnePortServer(("127.0.0.1", 0), slow_app(begun, 30), certificate=None)
    server.start()
    asked = gevent.spawn(get, server.server_port, "/", host="127.0.0.1")
    gevent.sleep(0.3)
    began_at = time.monotonic()

    server.stop()

    assert time.monotonic() - began_at < 2  # STOP_S is 3
    with pytest.raises((http.client.HTTPException, OSError)):
        asked.get(timeout=5)


def test_stopping_waits_for_nobody_who_only_listens(monkeypatch):
    """Screens and agents that listen are let go at once; they come back by themselves."""
    monkeypatch.setattr("onsite.serving.LONG_S", 60)  # these have begun a moment ago
    begun = []
    server = OnePortServer(
        ("127.0.0.1", 0), slow_app(begun, 60), certificate=None, listening=("/listen",)
    )
    server.start()
    asked = gevent.spawn(get, server.server_port, "/listen", host="127.0.0.1")
    while not begun:
        gevent.sleep(0.01)
    began_at = time.monotonic()

    server.stop(timeout=30)

    assert time.monotonic() - began_at < 15
    with pytest.raises((http.client.HTTPException, OSError)):
        asked.get(timeout=5)


def test_frames_after_a_websocket_are_not_read_as_a_request(listener):
    def ask():
        with socket.create_connection(("127.0.0.1", listener.server_port), timeout=5) as client:
            client.sendall(
                b"GET /health HTTP/1.1\r\nHost: onsite\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
                b"\x81\x82abcd\x88\x82abcd\r\n\r\n"
            )
            answer = b""
            while part := client.recv(4096):
                answer += part
        return answer

    answer = in_thread(ask)

    assert answer.count(b"HTTP/1.1") == 1
