"""A camera over the door: a film of twenty badges is twenty admissions."""

import csv

import cv2
import numpy as np
from PIL import Image

from tests.stories import receivers
from tests.stories.serving import onsite, pair

SIZE = (1280, 720)


def test_a_film_of_twenty_codes_is_twenty_admissions(congress, served, tmp_path):
    onsite("credentials", congress, "--out", tmp_path / "c.csv", "--qr", tmp_path / "tickets")
    film = film_of_badges(paid(congress, tmp_path)[:20], tmp_path)
    door = pair(congress, "camera-agent", "--checkpoint", "MAIN-IN")
    board = pair(congress, "board")

    onsite("camera", "--server", served, "--token", door["token"], "--source", film)

    counts = receivers.ask(served + "/api/v1/headcount", board["token"])
    assert counts["halls"]["MAIN"] == {"inside": 20, "capacity": 800, "admitted": 20}
    scans = receivers.ask(served + "/api/v1/scans?limit=100", door["token"])["scans"]
    assert [scan["verdict"] for scan in scans] == ["admitted"] * 20


def paid(congress, tmp_path):
    """List the numbers of those whom the door lets in."""
    desk = pair(congress, "desk")
    with (tmp_path / "c.csv").open(encoding="utf-8") as file:
        numbers = [row["reg_no"] for row in csv.DictReader(file)]
    return [number for number in numbers if owes(congress, desk, number) == 0]


def owes(congress, desk, number):
    base = receivers.loopback(congress)
    card = receivers.ask(f"{base}/api/v1/delegates/{number}", desk["token"])
    return card["owes_fen"]


def film_of_badges(numbers, tmp_path):
    """Film badges one after another: each stays a while, with a gap between, and sways a little."""
    path = tmp_path / "badges.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), 25, SIZE)
    for number in numbers:
        code = Image.open(tmp_path / "tickets" / f"{number}.png").convert("L").resize((300, 300))
        for frame in range(12):
            picture = np.full((SIZE[1], SIZE[0]), 120, np.uint8)
            if frame < 8:
                left = 400 + frame * 6
                picture[200:500, left : left + 300] = np.asarray(code)
            writer.write(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR))
    writer.release()
    return path
