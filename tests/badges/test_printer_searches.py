"""Looking for printers: what was found, with a guess, and which of it is here already."""

import json
import sys

import pytest

from onsite.badges import printer_searches


@pytest.fixture
def search(spool, monkeypatch):
    """Search by a program of the test's own, as its lines of Python."""

    def do(program, *, scan=False):
        monkeypatch.setattr(printer_searches, "COMMAND", (sys.executable, "-c", program))
        return spool.event.post(
            "/printer-searches", {"scan": scan}, spool.control, operator=spool.technician
        )

    return do


def row(**more):
    return {"host": "10.0.0.7", "port": 9100, "name": "", "model": "", "url_guess": None, **more}


def saying(*rows):
    return f"print({json.dumps(json.dumps({'found': list(rows)}))})"


def test_a_search_tells_what_is_new_first_and_what_is_here_already(spool, search):
    spool.add_printer("Desk 1", url="tcp://10.0.0.7?language=escpos")
    spool.add_printer("Laser", url="ipp://10.0.0.8/ipp/print")
    spool.add_printer("Cable", url="usb://04b8:0e15?language=escpos")

    answer = search(saying(row(), row(host="10.0.0.8", port=631), row(host="10.0.0.9", name="Z")))

    assert answer.status_code == 200, answer.text
    assert [(each["host"], each["known_as"]) for each in answer.json["found"]] == [
        ("10.0.0.9", None),
        ("10.0.0.7", "Desk 1"),
        ("10.0.0.8", "Laser"),
    ]


def test_addresses_are_tried_only_when_asked(search):
    tells = (
        "import sys, json; host = ' '.join(sys.argv[1:]); "
        "print(json.dumps({'found': [dict(host=host, port=1, name='', model='', url_guess=None)]}))"
    )

    assert search(tells).json["found"][0]["host"] == ""
    assert search(tells, scan=True).json["found"][0]["host"] == "--scan"


def test_a_search_that_fails_or_never_ends_says_what_to_do(search, monkeypatch):
    failed = search("raise SystemExit(3)")
    monkeypatch.setattr(printer_searches, "LONGEST_S", 0.2)
    slow = search("import time; time.sleep(30)")

    assert (failed.status_code, failed.json["code"]) == (502, "search_failed")
    assert (slow.status_code, slow.json["code"]) == (504, "search_too_slow")
    assert search(saying()).json == {"found": []}


def test_one_search_at_a_time(spool, search):
    with printer_searches._one_at_a_time:
        answer = search(saying())

    assert (answer.status_code, answer.json["code"]) == (409, "search_running")
    assert search(saying()).status_code == 200


def test_the_real_search_runs_apart_and_ends_in_time(spool):
    answer = spool.event.post("/printer-searches", {}, spool.control, operator=spool.technician)

    assert answer.status_code == 200, answer.text
    assert {key for each in answer.json["found"] for key in each} <= {*row(), "known_as"}


def test_a_badge_printer_on_which_no_badge_fits_is_added_with_a_warning(spool):
    narrow = spool.add_printer("Narrow", url="tcp://10.0.0.9?language=escpos&width_dots=300")
    wide = spool.add_printer("Wide")
    receipts = spool.add_printer(
        "Till", url="tcp://10.0.0.9?language=escpos&width_dots=300", prints=["receipt"]
    )

    [warning] = narrow.json["warnings"]
    assert warning["code"] == "no_template"
    assert "no room for a badge" in warning["detail"] or "fits" in warning["detail"]
    assert (wide.json["warnings"], receipts.json["warnings"]) == ([], [])
