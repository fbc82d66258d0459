"""What scanners and programs send that is no scan: a clear answer, and nothing is lost."""

import gevent.socket
import pytest

from onsite.registration.queries import delegate, our_credential
from onsite.serving import OnePortServer
from tests.served_event import new_id


def scan(event, door, **body):
    whole = {"scan_id": new_id(), "credential": "X", "checkpoint": "H1-IN"} | body
    return event.post("/scans", {key: value for key, value in whole.items() if value != ...}, door)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"scan_id": "not-a-uuid"}, "scan_id"),
        ({"scan_id": 7}, "scan_id"),
        ({"scan_id": None}, "scan_id"),
        ({"scan_id": ...}, "scan_id"),
        ({"credential": ...}, "credential"),
        ({"credential": None}, "credential"),
        ({"credential": 12}, "credential"),
        ({"credential": ""}, "credential"),
        ({"checkpoint": ...}, "checkpoint"),
        ({"checkpoint": ["H1-IN"]}, "checkpoint"),
        ({"scanned_at": "yesterday"}, "scanned_at"),
        ({"scanned_at": "2026-12-05T08:30:00"}, "scanned_at"),
        ({"scanned_at": "2026-02-30T08:30:00Z"}, "scanned_at"),
        ({"scanned_at": 1790000000}, "scanned_at"),
        ({"scanned_at": "0001-01-01T00:00:00Z"}, "scanned_at"),
        ({"scanned_at": "0001-01-01T00:00:00+14:00"}, "scanned_at"),
        ({"direction": "sideways"}, "direction"),
        ({"decided": {"verdict": "banana"}}, "decided.verdict"),
        ({"decided": {}}, "decided.verdict"),
        ({"decided": {"verdict": "admitted", "at": "noon"}}, "decided.at"),
        ({"decided": "admitted"}, "decided"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_malformed_scan_is_refused_by_field(event, door, body, field):
    answer = scan(event, door, **body)

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert (answer.json["code"], answer.json["field"]) == ("malformed", field)
    assert answer.json["detail"]
    assert event.count("scans") == 0


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"text"', b"7", b"\xff\xfe", b'{"scan_id"', b'{"credential":"\\ud800"}',
     b"[" * 100_000],
)  # fmt: skip
def test_a_body_that_is_no_scan_at_all_is_refused(event, door, body):
    answer = event.post("/scans", body, door)

    assert answer.status_code == 422
    assert answer.json["field"]


def test_an_unknown_checkpoint_names_those_there_are(event, door):
    answer = scan(event, door, checkpoint="H9")

    assert (answer.status_code, answer.json["code"]) == (422, "unknown_checkpoint")
    assert answer.json["field"] == "checkpoint"
    assert "H1-IN, H1-OUT, DIN-IN, LNG" in answer.json["detail"]


def test_a_door_scans_at_its_own_checkpoint_only(event):
    door = event.token("door", checkpoint="H1-IN")

    answer = event.scan("D001", "DIN-IN", door)

    assert (answer.status_code, answer.json["code"]) == (403, "not_this_checkpoint")
    assert event.count("scans") == 0


def test_a_camera_agent_scans_like_a_door(event):
    agent = event.token("camera-agent", checkpoint="H1-IN")

    assert event.scan("D001", "H1-IN", agent).json["verdict"] == "admitted"
    assert event.scan("D001", "DIN-IN", agent).status_code == 403


@pytest.mark.parametrize(
    "credential",
    ["\x00", "\x00\x01\x02", "\n", " ", "A" * 4096, "日" * 2000, "𠮷" * 600, "' OR 1=1 --",
     "OTHER0123456789ABCDEFGHJKMNPQ", "%00", "\x1b[31m"],
)  # fmt: skip
def test_a_strange_code_is_an_unknown_credential(event, door, credential):
    answer = scan(event, door, credential=credential)

    assert answer.status_code == 200
    assert answer.json["verdict"] == "unknown_credential"
    assert event.count("scans") == 1


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code.lower(),
        lambda code: " ".join(code[i : i + 4] for i in range(0, len(code), 4)),
        lambda code: f"\t{code}\r\n",
        lambda code: code.replace("0", "O").replace("1", "I"),
        lambda code: code.replace("0", "o").replace("1", "l"),
        lambda code: "-".join(code[i : i + 5] for i in range(0, len(code), 5)),
        lambda code: code.lower().replace("0", "o").replace("1", "i"),
    ],
    ids=["lower", "in fours", "with blanks", "O and I", "o and l", "with dashes", "o and i"],
)
def test_ours_are_read_however_they_were_typed(event, door, typed):
    answer = scan(event, door, credential=typed(event.credential("D001")))

    assert answer.json["verdict"] == "admitted"


@pytest.mark.parametrize(
    ("credential", "verdict"),
    [
        ("shop-7:AbC/42", "admitted"),
        ("shop-7:abc/42", "unknown_credential"),
        ("SHOP-7:ABC/42", "unknown_credential"),
        ("shop-7:AbC/42 ", "unknown_credential"),
        ("shop7:AbC/42", "unknown_credential"),
    ],
)
def test_imported_codes_are_read_exactly(event, door, credential, verdict):
    assert scan(event, door, credential=credential).json["verdict"] == verdict


def test_who_has_an_imported_code_may_also_come_with_ours(event, door):
    with event.database.read() as session:
        ours = our_credential(session, delegate(session, "D007").id)

    assert scan(event, door, credential=ours).json["delegate"]["reg_no"] == "D007"


def test_a_body_over_the_limit_is_refused_as_too_large(event, door):
    answer = scan(event, door, credential="A" * 10_000_000)

    assert (answer.status_code, answer.json["code"]) == (413, "body_too_large")
    assert event.count("scans") == 0


def test_a_body_that_does_not_say_its_length_is_cut_at_the_limit_too(event, door):
    server = OnePortServer(("127.0.0.1", 0), event.app, certificate=None)
    server.start()
    head = (
        f"POST /api/v1/scans HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {door}\r\n"
        "Transfer-Encoding: chunked\r\n\r\n"
    )
    with gevent.socket.create_connection(("127.0.0.1", server.server_port)) as client:
        client.sendall(head.encode())
        for _ in range(40):
            client.sendall(b"10000\r\n" + b"1" * 65536 + b"\r\n")
        client.sendall(b"0\r\n\r\n")
        told = client.recv(65536)
    server.stop(timeout=1)

    assert told.startswith(b"HTTP/1.1 413 ")
    assert b"body_too_large" in told


def test_nobody_without_a_token_makes_the_server_read_a_body(event):
    answer = event.post("/scans", b"x" * 3_000_000)

    assert answer.status_code == 401


def batch(event, door, scans):
    return event.post("/scans", {"scans": scans}, door)


def one(event, reg_no, **more):
    return {
        "scan_id": new_id(),
        "credential": event.credential(reg_no),
        "checkpoint": "H1-IN",
        **more,
    }


def test_a_batch_is_answered_in_the_order_sent_and_a_bad_one_harms_no_other(event, door):
    scans = [
        one(event, "D001"),
        one(event, "D002") | {"scan_id": "bad"},
        one(event, "D003") | {"checkpoint": "H9"},
        "not even an object",
        one(event, "D001"),
        one(event, "D005"),
        one(event, "D008") | {"colour": "red"},
        one(event, "D008"),
    ]

    answer = batch(event, door, scans)

    assert answer.status_code == 200
    told = answer.json["scans"]
    assert [row.get("verdict") or row["code"] for row in told] == [
        "admitted", "malformed", "unknown_checkpoint", "malformed", "already_in", "unpaid", "malformed",
        "admitted",
    ]  # fmt: skip
    assert [row["scan_id"] for row in told[:3]] == [scan["scan_id"] for scan in scans[:3]]
    assert told[1] == {
        "scan_id": "bad",
        "type": "about:blank",
        "title": "Malformed",
        "status": 422,
        "code": "malformed",
        "detail": told[1]["detail"],
        "field": "scan_id",
    }
    assert told[6]["field"] == "colour"
    assert event.count("scans") == 4
    assert event.headcount()["halls"]["H1"]["inside"] == 2


def test_a_batch_sent_again_gets_the_same_answers_and_counts_once(event, door):
    scans = [one(event, "D001"), one(event, "D001"), one(event, "D002")]

    first = batch(event, door, scans).json
    again = batch(event, door, scans).json

    assert again == first
    assert event.count("scans") == 3


def test_one_id_twice_in_a_batch_with_another_body_is_a_problem_of_its_own(event, door):
    scan = one(event, "D001")

    told = batch(event, door, [scan, scan | {"checkpoint": "DIN-IN"}, scan]).json["scans"]

    assert told[0] == told[2]
    assert (told[1]["status"], told[1]["code"]) == (409, "id_reused")


def test_five_hundred_scans_go_through_and_more_are_too_many(event, door):
    scans = [one(event, "D001") | {"credential": f"X{number}"} for number in range(501)]

    too_many = batch(event, door, scans)
    assert (too_many.status_code, too_many.json["code"]) == (413, "too_many_scans")
    assert event.count("scans") == 0

    told = batch(event, door, scans[:500])
    assert told.status_code == 200
    assert [row["scan_id"] for row in told.json["scans"]] == [s["scan_id"] for s in scans[:500]]
    assert event.count("scans") == 500


def test_an_empty_batch_is_answered_empty(event, door):
    assert batch(event, door, []).json == {"scans": []}


@pytest.mark.parametrize(
    "body", [{"scans": {}}, {"scans": "x"}, {"scans": [], "more": 1}, {"scans": None}]
)
def test_a_batch_that_is_none_is_refused(event, door, body):
    answer = event.post("/scans", body, door)

    assert (answer.status_code, answer.json["field"]) == (422, "scans")


def test_a_batch_of_another_checkpoint_is_refused_scan_by_scan(event):
    door = event.token("door", checkpoint="H1-IN")

    told = batch(event, door, [one(event, "D001"), one(event, "D002", checkpoint="DIN-IN")]).json

    assert told["scans"][0]["verdict"] == "admitted"
    assert told["scans"][1]["status"] == 403
