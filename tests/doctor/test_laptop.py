"""What the doctor says of the laptop and the folder, each with a fault that was made."""

import os
import shutil
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from onsite import clock
from onsite.access.authority import make_authority, renew_certificate
from onsite.archiving.hourly import make_hourly
from onsite.config import EventFolder
from onsite.doctor import certificates, laptop
from tests import needs
from tests.doctor.doctored import folder_findings, levels


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def swap_key(keys):
    other = EventFolder(keys.parent / "other")
    other.keys.mkdir(parents=True)
    make_authority(other, event_name="Other", now=clock.now())
    shutil.copy(other.keys / "ca-key.pem", keys / "ca-key.pem")


@pytest.mark.usefixtures("venue_clock")
def test_a_new_event_folder_needs_nothing_but_a_backup(event_folder):
    for check in ("settings", "disk", "folder", "certificates"):
        assert levels(folder_findings(event_folder, check)) == ["fine"], check
    assert levels(folder_findings(event_folder, "backups")) == ["look"]


@pytest.mark.parametrize(
    ("free", "level"), [(10 << 20, "act"), (1 << 30, "look"), (50 << 30, "fine")]
)
def test_a_disk_that_is_nearly_full_is_said(event_folder, monkeypatch, free, level):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(100 << 30, 0, free))

    assert levels(folder_findings(event_folder, "disk")) == [level]


def test_a_disk_that_takes_no_writing_is_said(event_folder, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)

    assert "can't be written" in folder_findings(event_folder, "disk")[0].what


def back_up_to(event_folder, place):
    settings = event_folder.settings_file.read_text(encoding="utf-8")
    line = next(each for each in settings.splitlines() if each.startswith("backup_to"))
    event_folder.settings_file.write_text(
        settings.replace(line, f'backup_to = "{place}"'), encoding="utf-8"
    )


def test_backups_that_share_the_disk_of_the_event_are_said_with_what_to_do(event_folder, tmp_path):
    (alone,) = folder_findings(event_folder, "backup_place")
    further = tmp_path / "further"
    further.mkdir()
    back_up_to(event_folder, further)
    (beside,) = folder_findings(event_folder, "backup_place")

    for found in (alone, beside):
        assert found.level == "look"
        assert "same disk" in found.what
        assert "backup_to" in found.todo
    assert str(further) in beside.what


def test_a_further_folder_for_backups_that_is_not_there_is_said(event_folder, tmp_path):
    back_up_to(event_folder, tmp_path / "stick")

    (found,) = folder_findings(event_folder, "backup_place")

    assert (found.level, str(tmp_path / "stick") in found.what) == ("look", True)
    assert "Plug its disk in" in found.todo


SHARED_MEMORY = Path("/dev/shm")


def test_backups_on_another_disk_are_fine(event_folder):
    needs.condition(SHARED_MEMORY.is_dir(), "another-disk", f"mount one at {SHARED_MEMORY}")
    with TemporaryDirectory(dir=SHARED_MEMORY) as place:
        back_up_to(event_folder, place)
        (found,) = folder_findings(event_folder, "backup_place")

    assert (found.level, place in found.what) == ("fine", True)


@pytest.mark.parametrize("name", ["", "onsite.db", "keys"])
def test_what_others_may_read_is_named_with_the_command_that_ends_it(event_folder, name):
    (event_folder.path / name).chmod(0o755)

    (found,) = folder_findings(event_folder, "folder")

    assert found.level == "act"
    assert found.todo.startswith("Run: chmod")


def test_settings_that_would_stop_the_start_are_said(event_folder):
    event_folder.settings_file.write_text("prot = 8443\n", encoding="utf-8")

    (found,) = folder_findings(event_folder, "settings")

    assert (found.level, "did you mean port" in found.what) == ("act", True)


@pytest.mark.parametrize(
    ("status", "charge", "level"),
    [("Discharging", "22", "act"), ("Discharging", "90", "look"), ("Charging", "22", "fine")],
)
def test_a_laptop_on_its_battery_is_to_be_plugged_in(tmp_path, status, charge, level):
    for name, content in (("type", "Battery"), ("status", status), ("capacity", charge)):
        (tmp_path / "BAT0").mkdir(exist_ok=True)
        (tmp_path / "BAT0" / name).write_text(f"{content}\n")

    (found,) = laptop.power(tmp_path)

    assert found.level == level
    assert f"{charge} %" in found.what


def test_where_there_is_no_battery_nothing_is_said_of_power(tmp_path):
    assert list(laptop.power(tmp_path)) == []
    assert list(laptop.power(tmp_path / "absent")) == []


def test_an_old_backup_is_said_and_a_new_one_is_enough(event_folder):
    now = clock.now()
    make_hourly(event_folder, backup_to="", now=now)

    def found(at):
        return list(laptop.backups(event_folder, now=at))

    assert levels(found(now + timedelta(minutes=5))) == ["fine"]
    (old,) = found(now + timedelta(days=2))
    assert (old.level, "onsite backup" in old.todo) == ("look", True)


def test_a_backup_that_fails_is_said_with_the_reason(event_folder, tmp_path):
    make_hourly(event_folder, backup_to=str(tmp_path / "stick"), now=clock.now())

    failed, newest = laptop.backups(event_folder, now=clock.now())

    assert (failed.level, "stick is not there" in failed.what) == ("act", True)
    assert newest.level == "fine"


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (lambda keys: (keys / "ca.pem").unlink(), "can't be read"),
        (lambda keys: (keys / "ca-key.pem").write_bytes(b"rubbish"), "can't be read"),
        (swap_key, "is not the key of"),
    ],
    ids=("absent", "rubbish", "another's"),
)
def test_an_authority_that_is_broken_is_said(event_folder, break_it, says):
    break_it(event_folder.keys)

    (found,) = folder_findings(event_folder, "certificates")

    assert (found.level, says in found.what) == ("act", True)


def test_an_authority_that_ended_or_begins_tomorrow_is_said(event_folder, venue_clock):
    venue_clock.forward(days=4000)
    assert "ended on" in folder_findings(event_folder, "certificates")[0].what

    venue_clock.forward(days=-9000)
    (found,) = folder_findings(event_folder, "certificates")
    assert (found.level, found.todo) == ("act", "Set the laptop's clock.")


@pytest.fixture
def served(event_folder):
    """A folder as it is while its server runs."""
    renew_certificate(event_folder, now=clock.now())
    event_folder.run_file.write_text("{}")
    return event_folder


def test_while_served_the_certificate_names_where_the_laptop_is_now(served, monkeypatch):
    assert levels(folder_findings(served, "certificates", is_served=True)) == ["fine"]

    monkeypatch.setattr(certificates, "lan_addresses", lambda: ["192.0.2.44"])

    (found,) = folder_findings(served, "certificates", is_served=True)
    assert (found.level, "192.0.2.44" in found.what) == ("act", True)
    assert "start it again" in found.todo


def test_while_served_a_broken_certificate_is_said(served):
    (served.keys / "server.pem").write_bytes(b"rubbish")

    assert "can't be read" in folder_findings(served, "certificates", is_served=True)[0].what


def test_what_is_served_without_tls_needs_no_certificate(served, monkeypatch):
    monkeypatch.setattr(certificates, "lan_addresses", lambda: ["192.0.2.44"])
    (served.keys / "server.pem").unlink()
    assert levels(folder_findings(served, "certificates", is_served=True)) == ["fine"]

    renew_certificate(served, now=clock.now())
    earlier = served.run_file.stat().st_mtime - 3600
    os.utime(served.keys / "server.pem", (earlier, earlier))
    assert levels(folder_findings(served, "certificates", is_served=True)) == ["fine"]
