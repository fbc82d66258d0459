"""A wipe of personal data: nothing of a person is left in any file, and every count is as it was."""

import sqlite3
import zipfile
from contextlib import closing

import pytest

from onsite import clock
from onsite.archiving import sweeping
from onsite.archiving.backups import Way, make_backup, newest
from onsite.archiving.hourly import make_hourly
from onsite.doctor.counts import counts
from onsite.doctor.examining import examine_event
from onsite.events import Changed
from tests.archiving.lived import MARK, every_byte, plant
from tests.congress import SHEETS
from tests.finance.conftest import SIGNATURE, Cashier
from tests.served_event import new_id

ORGANISER = "组织甲"


def persons_words(event):
    """Gather every word of a person in this event: names, phones, codes; not the organiser's name."""
    found = set()
    for sql in (
        "SELECT name, latin_name, organisation, position, phone, email FROM delegates",
        "SELECT identity_hash, identity_masked, reg_no, note, hotel FROM delegates",
        "SELECT secret FROM credentials",
        "SELECT host, host_phone FROM guests",
        "SELECT phone FROM operators",
        "SELECT name FROM operators WHERE roles NOT LIKE '%organiser%'",
    ):
        found |= {text for row in event.rows(sql) for text in row if text and len(text) > 2}
    for row in SHEETS["代表名单"][1:]:
        found |= {text for text in (row[8],) if text}
    (place,) = event.rows("SELECT place FROM event")[0]  # staff come from the venue itself
    return found - {place}


def wipe(event, **more):
    token = event.joined.local_token
    body = {"wipe_id": new_id(), "confirm": code(event), **more}
    return event.post("/wipes", body, token)


def code(event):
    return event.rows("SELECT code FROM event")[0][0]


def live(event):
    """Let the event live for a while, through its routes."""
    desk, door = event.token("desk"), event.token("door")
    for reg_no in ("D001", "D002", "D003", "D008", "D009"):
        assert event.check_in(reg_no, desk, prints=True).status_code == 200
        assert event.scan(reg_no, "H1-IN", door).status_code == 200
    event.scan("D001", "H1-OUT", door)
    event.scan("D006", "H1-IN", door)
    event.walk_in(desk)
    cashier = Cashier(event, name="收银小戊")
    cashier.open()
    assert cashier.pay({"D005": 180_000}, "cash", payer="城西医院财务").status_code == 200
    given = {
        "hand_out_id": new_id(),
        "reg_no": "D002",
        "item": "GIFT",
        "signature": SIGNATURE,
    }
    handed = cashier.post("/hand-outs", given)
    assert handed.status_code == 200, handed.text
    (event.folder.outbox / "D001.png").write_bytes(b"picture of Wang Ming")
    (event.folder.path / "report").mkdir()
    (event.folder.path / "report" / "no-shows.csv").write_text("王明,13800000001")
    (event.folder.path / "print-journal.jsonl").write_text('{"claim_id":"Wang Ming"}\n')
    make_hourly(event.folder, backup_to="", now=clock.now())
    return cashier


def sums(event):
    """Everything that is counted."""
    headcount = event.headcount()
    headcount.pop("as_of")
    settlement = event.get("/settlement", event.joined.local_token).json
    return {
        "headcount": headcount,
        "scans": event.rows("SELECT verdict, hall, count(*) FROM scans GROUP BY 1, 2"),
        "settlement": event.rows(
            "SELECT account, method, day, sum(amount_fen) FROM postings GROUP BY 1, 2, 3"
        ),
        "totals": settlement.get("totals"),
        "receipts": event.rows("SELECT number, total_fen FROM receipts"),
        "hand_outs": event.rows("SELECT item, count(*), sum(count) FROM hand_outs GROUP BY 1"),
        "check_ins": event.rows("SELECT outcome, count(*) FROM check_ins GROUP BY 1"),
        "minutes": event.rows("SELECT * FROM check_in_minutes"),
    }


def test_after_a_wipe_no_word_of_a_person_is_in_any_file(event):
    live(event)
    words = persons_words(event)
    assert len(words) > 60
    before = b"".join(every_byte(event.folder.path).values())
    assert sum(word.encode() in before for word in words) > 50

    assert wipe(event).status_code == 200

    for name, content in every_byte(event.folder.path).items():
        found = [word for word in words if word.encode() in content]
        assert not found, (name, found)


def test_every_column_that_is_to_go_is_gone_from_every_table(event):
    plant(event.folder)
    assert MARK.encode() in event.folder.database.read_bytes()

    answer = wipe(event)

    assert answer.status_code == 200, answer.text
    for name, content in every_byte(event.folder.path).items():
        at = content.find(MARK.encode())
        assert at < 0, (name, content[at : at + 60])


def test_counts_sums_and_receipt_numbers_stay(event):
    live(event)
    before = sums(event)
    assert before["headcount"]["checked_in"] >= 5

    wipe(event)

    assert sums(event) == before
    with event.database.read() as session:
        assert {str(each.level) for each in counts(session)} == {"fine"}


def test_it_says_what_it_removed_and_is_a_row_itself(event):
    live(event)
    preview = event.get("/wipe-preview", event.joined.local_token).json

    answer = wipe(event).json

    assert answer["removed"]["people"] == event.count("delegates")
    assert answer["removed"]["signatures"] == 1
    assert answer["removed"]["backups"] == 1
    assert answer["removed"]["printed_pictures"] == 1
    assert answer["removed"]["other_files"] == 1
    assert preview["removed"].items() <= answer["removed"].items()
    assert "report/no-shows.csv" in preview["files"]
    ((operator, why, at),) = event.rows("SELECT operator, why, at FROM wipes")
    assert (operator, why) == ("laptop", "told")
    told = event.get("/backups", event.joined.local_token).json["wiped"]
    assert told["removed"] == answer["removed"]
    assert at


def test_a_wipe_needs_the_events_code_and_changes_nothing_without(event):
    live(event)
    before = every_byte(event.folder.path).keys()

    answer = wipe(event, confirm="yes")

    assert (answer.status_code, answer.json["code"]) == (422, "not_confirmed")
    assert answer.json["field"] == "confirm"
    assert event.count("wipes") == 0
    assert event.rows("SELECT name FROM delegates WHERE reg_no = 'D001'") == [("王明",)]
    assert every_byte(event.folder.path).keys() == before


def test_the_same_wipe_again_is_answered_alike_and_another_removes_nothing(event):
    live(event)
    wipe_id = new_id()
    first = wipe(event, wipe_id=wipe_id).json

    assert wipe(event, wipe_id=wipe_id).json["removed"] == first["removed"]
    again = wipe(event).json["removed"]
    assert not any(again.values()), again


def test_stations_are_told_and_lists_say_when_it_was(event):
    wipe(event)

    assert Changed("wiped") in event.heard
    name, latin = event.rows("SELECT name, latin_name FROM delegates LIMIT 1")[0]
    assert (name, latin) == ("已清除 2026-12-05", "wiped on 2026-12-05")
    me = event.get("/me", event.token("desk")).json
    assert me["event"]["wiped_at"] == "2026-12-05T00:30:00.000Z"


def test_the_event_is_served_afterwards(event):
    live(event)
    door, desk = event.token("door"), event.token("desk")
    secret = event.credential("D001")
    wipe(event)

    scanned = {"scan_id": new_id(), "credential": secret, "checkpoint": "H1-IN"}
    assert event.post("/scans", scanned, door).json["verdict"] == "unknown_credential"
    assert event.get("/delegates?q=王明", desk).json["delegates"] == []
    badge = event.get("/delegates/wiped-000001/badge.png", desk)
    assert badge.status_code in (200, 404), badge.text
    examined = examine_event(event.folder, event.database, now=clock.now(), ask=None)
    assert not [each for each in examined if each.check == "database" and each.level == "act"]
    roster = event.get("/roster?checkpoint=H1-IN", door).json
    assert (roster["hashes"], roster["names"]) == ("", {})
    assert roster["wiped_at"] == "2026-12-05T00:30:00.000Z"


def test_organisers_can_still_sign_in_and_others_are_numbered(event):
    control = event.token("control")
    signed_in = event.operator("organiser", at=control, name="组织甲")
    wipe(event)

    names = {name for (name,) in event.rows("SELECT name FROM operators")}
    assert ORGANISER in names
    assert names - {ORGANISER} == {f"staff {number + 1}" for number in range(len(names) - 1)}
    assert event.get("/wipe-preview", control, operator=signed_in).status_code == 200
    answer = event.post("/operator-sessions", {"name": ORGANISER, "pin": "246810"}, control)
    assert answer.status_code == 200


def test_a_wipe_cut_off_before_the_files_is_finished_later(event):
    live(event)
    marker = event.folder.path / sweeping.MARKER
    kept = every_byte(event.folder.path)
    wipe(event)
    (event.folder.path / "report").mkdir()
    (event.folder.path / "report" / "no-shows.csv").write_bytes(kept["report/no-shows.csv"])
    marker.write_text("{}")

    sweeping.finish_interrupted(event.database, event.folder)

    assert not (event.folder.path / "report").exists()
    assert not marker.exists()


def test_a_marker_without_a_wipe_removes_nothing(event):
    live(event)
    (event.folder.path / sweeping.MARKER).write_text("{}")

    sweeping.finish_interrupted(event.database, event.folder)

    assert (event.folder.path / "report" / "no-shows.csv").exists()
    assert not (event.folder.path / sweeping.MARKER).exists()


def test_backups_elsewhere_are_named_for_people_to_delete(event, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    settings = event.folder.settings_file
    lines = settings.read_text().replace('backup_to = ""', f'backup_to = "{stick}"')
    settings.write_text(lines)
    make_hourly(event.folder, backup_to=str(stick), now=clock.now())

    answer = wipe(event).json

    (copied,) = stick.iterdir()
    assert answer["elsewhere"] == [str(copied)]
    told = event.get("/backups", event.joined.local_token).json
    assert told["elsewhere"] == [str(copied)]
    assert Way.HOURLY not in newest(event.folder).ways


def test_a_backup_made_after_a_wipe_holds_no_person(event, tmp_path):
    live(event)
    words = persons_words(event)
    wipe(event)
    out = tmp_path / "after"

    make_backup(event.folder, out=out, now=clock.now())

    with zipfile.ZipFile(out) as packed:
        content = b"".join(packed.read(name) for name in packed.namelist())
    assert not [word for word in words if word.encode() in content]


@pytest.mark.parametrize("table", ["search_keys", "credentials", "notifications"])
def test_rows_that_are_all_about_a_person_are_gone(event, table):
    live(event)
    wipe(event)

    with closing(sqlite3.connect(event.folder.database)) as raw:
        assert raw.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
