"""`credentials`, `badge` and `decode`."""

import csv

import pytest
from PIL import Image

from onsite.db import Database
from onsite.registration.queries import delegate as find_delegate
from onsite.registration.queries import our_credential
from tests.commands.done import assert_refused, assert_usage
from tests.congress import SHEETS

REGISTERED = [row[0] for row in SHEETS["代表名单"][1:]]


def test_credentials_lists_everyone_with_the_imported_code_where_there_is_one(
    onsite, folder, tmp_path
):
    done = onsite("credentials", folder, "--out", tmp_path / "out" / "credentials.csv")

    assert done.status == 0, done.err
    written = tmp_path / "out" / "credentials.csv"
    with written.open(encoding="utf-8", newline="") as file:
        found = {row["reg_no"]: row["credential"] for row in csv.DictReader(file)}
    assert set(found) == set(REGISTERED)
    assert found["D007"] == "shop-7:AbC/42"
    assert len(set(found.values())) == len(REGISTERED)
    assert written.stat().st_mode & 0o077 == 0


def test_e_tickets_decode_to_the_credentials(onsite, event_folder, tmp_path):
    onsite("credentials", event_folder.path, "--out", tmp_path / "c.csv", "--qr", tmp_path / "qr")
    with (tmp_path / "c.csv").open(encoding="utf-8", newline="") as file:
        wanted = {row["reg_no"]: row["credential"] for row in csv.DictReader(file)}

    done = onsite("decode", *sorted((tmp_path / "qr").iterdir()), "--json")

    assert done.status == 0
    read = {row["file"].rpartition("/")[2]: row["codes"] for row in done.json}
    assert read == {f"{reg_no}.png": [credential] for reg_no, credential in wanted.items()}
    assert all(set(row) == {"file", "codes", "ms"} for row in done.json)


@pytest.mark.parametrize("suffix", [".png", ".pdf"])
def test_badge_is_written_as_it_would_print(onsite, folder, tmp_path, suffix):
    out = tmp_path / f"badge{suffix}"

    done = onsite("badge", folder, "D002", "--out", out)

    assert done.status == 0, done.err
    assert out.stat().st_size > 1000


def test_a_badge_decodes_to_the_credential_of_ours(onsite, event_folder, tmp_path):
    out = tmp_path / "badge.png"
    onsite("badge", event_folder.path, "D007", "--out", out)

    done = onsite("decode", out, "--json")

    database = Database(event_folder.database)
    with database.read() as session:
        ours = our_credential(session, find_delegate(session, "D007").id)
    database.close()
    assert done.json[0]["codes"] == [ours]


def test_a_badge_of_two_sides_is_two_pictures_or_two_pages(onsite, folder, tmp_path):
    for suffix in (".png", ".pdf"):
        done = onsite(
            "badge", folder, "D002", "--out", tmp_path / f"b{suffix}", "--template", "badge-96x134"
        )
        assert done.status == 0, done.err

    assert {path.name for path in tmp_path.glob("b*")} == {"b.png", "b-back.png", "b.pdf"}
    assert b"/Count 2" in (tmp_path / "b.pdf").read_bytes()


def test_a_badge_is_written_by_the_event_s_own_template_or_refused_with_what_is_wrong_in_it(
    onsite, folder, tmp_path
):
    out = tmp_path / "b.png"
    mine = folder / "templates" / "mine.toml"
    mine.parent.mkdir(exist_ok=True)
    box = "size_mm = 9\nx_mm = 0\ny_mm = 0\nwidth_mm = 40\nheight_mm = 20\n"
    mine.write_text(f"width_mm = 40\nheight_mm = 20\n[[text]]\ntext = '{{name}}'\n{box}")

    done = onsite("badge", folder, "D002", "--out", out, "--template", "mine")
    assert done.status == 0, done.err
    with Image.open(out) as drawn:
        assert drawn.size == (472, 236)

    out.unlink()
    mine.write_text(mine.read_text().replace("{name}", "{phone}"))
    refused = onsite("badge", folder, "D002", "--out", out, "--template", "mine")
    mine.unlink()
    assert_refused(refused, "no field 'phone'")
    assert not out.exists()


@pytest.mark.parametrize(
    ("reg_no", "name", "options", "word"),
    [
        ("NOBODY", "b.png", [], "NOBODY"),
        ("D001", "b.gif", [], ".pdf"),
        ("D001", "b.png", ["--template", "nothing"], "badge-90x130"),
    ],
)
def test_badge_refuses_in_words(onsite, folder, tmp_path, reg_no, name, options, word):
    assert_refused(onsite("badge", folder, reg_no, "--out", tmp_path / name, *options), word)

    assert not (tmp_path / name).exists()


def test_decode_says_what_can_not_be_read_and_reads_the_others(onsite, tmp_path):
    blank, broken = tmp_path / "blank.png", tmp_path / "broken.png"
    Image.new("L", (200, 200), 255).save(blank)
    broken.write_bytes(b"no picture")

    done = onsite("decode", blank, broken, tmp_path / "missing.png", "--json")

    assert done.status == 1
    assert [row["codes"] for row in done.json] == [[], [], []]
    assert "broken.png" in done.err
    assert "missing.png" in done.err


def test_decode_without_pictures_is_usage(onsite):
    assert_usage(onsite("decode"))
