"""The server's own backups: made without holding anyone, few enough kept, and their failures told."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from onsite import clock
from onsite.archiving import hourly
from onsite.archiving.backup_keeper import AGAIN_S, EVERY_S, BackupKeeper
from onsite.archiving.backups import Way, newest
from onsite.archiving.hourly import make_hourly, of_event, too_many
from onsite.archiving.restoring import restore_backup
from onsite.migrations import revisions
from tests.serving_process import serving, wait_for

SATURDAY = datetime(2026, 12, 5, 0, 30, tzinfo=UTC)


def test_nothing_is_known_before_the_first(event_folder):
    assert newest(event_folder) is None


def test_a_backup_by_the_clock_can_be_restored(event_folder, tmp_path):
    assert make_hourly(event_folder, backup_to="", now=SATURDAY)

    state = newest(event_folder)
    assert (state.newest.at, state.failures) == (SATURDAY, ())
    (made,) = of_event(event_folder.backups)
    assert (str(made), made.stat().st_size) == (state.newest.path, state.newest.size)
    restore_backup(made, tmp_path / "back", known_schemas=revisions())


def test_the_last_24_are_kept_and_one_a_day_before_them(event_folder):
    at = SATURDAY - timedelta(days=3)
    for hour in range(60):
        made = event_folder.backups / f"X-{at + timedelta(hours=hour):%Y%m%dT%H%M%SZ}.onsite-backup"
        made.touch()
    found = of_event(event_folder.backups)

    dropped = too_many(found, time_zone="Asia/Shanghai")

    kept = [path for path in found if path not in dropped]
    assert kept[:24] == found[:24]
    assert [path.name[2:15] for path in kept[24:]] == ["20261202T1530"]


def test_other_files_in_the_folder_are_let_be(event_folder):
    for name in ("told.onsite-backup", "photo.jpg", "Y-20200101T000000Z.onsite-backup"):
        (event_folder.backups / name).touch()
    for hour in range(27):
        make_hourly(event_folder, backup_to="", now=SATURDAY + timedelta(minutes=hour))

    names = {path.name for path in event_folder.backups.iterdir()}
    assert {"told.onsite-backup", "photo.jpg", "Y-20200101T000000Z.onsite-backup"} <= names
    assert sum(path.stat().st_size > 0 for path in of_event(event_folder.backups)) == 24


def test_a_further_folder_gets_each_backup_too(event_folder, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()

    assert make_hourly(event_folder, backup_to=str(stick), now=SATURDAY)

    (made,), (copied,) = of_event(event_folder.backups), of_event(stick)
    assert copied.read_bytes() == made.read_bytes()
    assert copied.stat().st_mode & 0o077 == 0
    assert newest(event_folder).ways[Way.ELSEWHERE].path == str(copied)


def test_a_stick_that_is_away_is_told_and_the_backup_is_made(event_folder, tmp_path):
    stick = tmp_path / "stick"

    assert not make_hourly(event_folder, backup_to=str(stick), now=SATURDAY)

    state = newest(event_folder)
    assert state.newest.at == SATURDAY
    (failure,) = state.failures
    assert (failure.failed_at, "plug the disk in" in failure.why) == (SATURDAY, True)
    stick.mkdir()
    make_hourly(event_folder, backup_to=str(stick), now=SATURDAY)
    assert newest(event_folder).failures == ()


def test_a_stick_that_comes_back_gets_the_last_backup_and_no_other_is_made(
    event, tmp_path, venue_clock
):
    stick = tmp_path / "stick"
    keeper = BackupKeeper(event.folder, event.database, backup_to=str(stick))
    assert keeper.make_now() is None
    (made,) = of_event(event.folder.backups)
    venue_clock.set(datetime.fromtimestamp(made.stat().st_mtime, UTC) + timedelta(minutes=1))

    assert keeper.keep_up() == AGAIN_S
    stick.mkdir()
    event.check_in("D001", event.token("desk"))
    assert AGAIN_S < keeper.keep_up() <= EVERY_S

    assert of_event(event.folder.backups) == [made]
    (copied,) = of_event(stick)
    assert copied.read_bytes() == made.read_bytes()
    assert newest(event.folder).failures == ()
    venue_clock.forward(hours=1)
    assert keeper.keep_up() == EVERY_S
    assert len(of_event(stick)) == 2


def test_a_disk_nearly_full_is_not_filled_by_a_backup(event_folder, monkeypatch):
    make_hourly(event_folder, backup_to="", now=SATURDAY)
    usage = shutil.disk_usage(event_folder.path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=100 << 20))

    later = SATURDAY + timedelta(hours=1)
    assert not make_hourly(event_folder, backup_to="", now=later)

    state = newest(event_folder)
    assert (state.newest.at, state.failures[0].failed_at) == (SATURDAY, later)
    assert "free some space" in state.failures[0].why
    assert len(of_event(event_folder.backups)) == 1


def test_at_the_end_one_is_made_only_when_something_changed(event, tmp_path):
    keeper = BackupKeeper(event.folder, event.database, backup_to="")
    keeper.finish()
    assert newest(event.folder) is None

    event.check_in("D001", event.token("desk"))
    keeper.finish()

    assert newest(event.folder).newest.at == clock.now()


def test_a_backup_made_now_in_a_process_of_its_own_is_noted(event_folder):
    assert hourly.in_a_process(event_folder, backup_to="")

    assert newest(event_folder).newest.path == str(of_event(event_folder.backups)[0])


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_stopped_server_leaves_a_backup_of_all_it_acknowledged(event_folder):
    with serving(event_folder.path, "--http") as served:
        wait_for(lambda: served.url)
        import requests

        token = served.run_file["token"]
        answer = requests.post(
            f"{served.plain}/api/v1/stations",
            json={"role": "desk"},
            headers={"Authorization": f"Bearer {token}"},
            timeout=10,
        )
        assert answer.status_code == 200
        served.stop()

    assert newest(event_folder).failures == ()
    assert len(of_event(event_folder.backups)) == 1
