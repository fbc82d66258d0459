"""The camera agent: one scan per presentation, none lost, none twice."""

import threading
from datetime import datetime

import pytest

from onsite.agents.camera import run_camera
from onsite.agents.server_link import ServerRefusal, ServerUnreachable
from onsite.errors import OnsiteError
from onsite.scanner.frames import Frame
from tests.agents.counterpart import TOKEN
from tests.scanner.pictures import code_picture, scene, write_video

CODES = [f"KCA{n:026d}" for n in range(20)]


@pytest.fixture(scope="module")
def video(tmp_path_factory):
    """Twenty codes, half a second each, each of them flickering out for a frame."""
    frames = []
    for code in CODES:
        shown, gone = scene(code_picture(code)), scene()
        frames += [shown, shown, gone, shown, shown]
    return write_video(tmp_path_factory.mktemp("video") / "morning.avi", frames)


def run(server, source, **options):
    said = []
    options = {"token": TOKEN, "say": said.append} | options
    status = run_camera(server.url, options.pop("token"), str(source), **options)
    return status, said


def test_a_file_of_twenty_codes_is_twenty_scans_in_their_order(server, video):
    status, said = run(server, video)

    assert status == 0
    assert [scan["credential"] for scan in server.scans.values()] == CODES
    assert len(said) == 20
    assert all("admitted R0001" in line for line in said)


def test_a_scan_names_its_door_and_its_instant(server, video):
    run(server, video)

    scan = next(iter(server.scans.values()))
    assert set(scan) == {"scan_id", "credential", "checkpoint", "scanned_at", "verdict"}
    assert scan["checkpoint"] == "MAIN-IN"
    assert datetime.fromisoformat(scan["scanned_at"]).utcoffset() is not None


def test_neither_names_nor_credentials_are_printed(server, video):
    _, said = run(server, video)

    assert not any(code in line for code in CODES for line in said)
    assert not any(" N" in line for line in said)


@pytest.mark.parametrize("fault", ["lost", "unanswered", 503])
def test_a_scan_that_got_no_answer_is_sent_again_with_its_id(server, video, fault):
    server.faults = {2: fault, 3: fault, 9: fault, 21: fault}

    status, said = run(server, video)

    assert status == 0
    assert [scan["credential"] for scan in server.scans.values()] == CODES
    assert sum("R0001" in line for line in said) == 20


def test_a_refused_scan_does_not_hold_up_the_next(server, video):
    server.refused_credential = CODES[4]

    status, said = run(server, video)

    assert status == 0
    assert len(server.scans) == 19
    assert sum("bad_credential" in line for line in said) == 1


def test_a_scan_the_server_breaks_on_is_not_passed_off_as_done(server, video):
    server.faults = dict.fromkeys(range(3, 7), 500)

    status, said = run(server, video)

    assert status == 1
    assert len(server.scans) == 19
    assert "1 scans were not delivered" in said[-1]


def test_a_token_revoked_meanwhile_ends_the_camera(server, video):
    server.faults = {5: 401}

    with pytest.raises(ServerRefusal) as raised:
        run(server, video)

    assert raised.value.is_about_token
    assert len(server.scans) == 4


def test_a_wrong_token_is_said_before_the_source_is_opened(server):
    with pytest.raises(ServerRefusal, match="Pair again"):
        run(server, "absent.avi", token="other")


def test_a_token_without_checkpoint_is_said(server, video):
    server.me = {"checkpoint": None}

    with pytest.raises(OnsiteError, match="--checkpoint") as raised:
        run(server, video)

    assert raised.value.code == "no_checkpoint"
    assert server.scans == {}


def test_a_door_of_both_directions_is_no_place_for_a_camera(server, video):
    server.me = {"checkpoint": {"code": "MAIN", "direction": "both"}}

    with pytest.raises(OnsiteError, match="leads in or out"):
        run(server, video)


def test_a_file_that_is_no_video_is_said(server, tmp_path):
    path = tmp_path / "notes.avi"
    path.write_text("nothing to see")

    with pytest.raises(OnsiteError, match="not a video"):
        run(server, path)


def test_what_could_not_be_delivered_when_stopped_is_said(server, video):
    server.faults = dict.fromkeys(range(1, 9999), "lost")
    stop = threading.Event()
    threading.Timer(0.6, stop.set).start()

    status, said = run(server, video, stop=stop)

    assert status == 1
    assert "were not delivered" in said[-1]
    assert server.scans == {}


def test_a_server_that_never_answers_is_said(video, monkeypatch):
    monkeypatch.setattr("onsite.agents.camera.START_PATIENCE_S", 0.05)

    with pytest.raises(ServerUnreachable):
        run_camera("http://127.0.0.1:9", TOKEN, str(video), say=lambda _: None)


def test_advertisements_longer_than_any_credential_are_passed_over(server, tmp_path):
    long_code = code_picture("A" * 1100, module_px=3, border=4)
    frame = scene(long_code, width=640, height=640)
    path = write_video(tmp_path / "poster.avi", [frame] * 3)

    status, _ = run(server, path)

    assert status == 0
    assert server.scans == {}


def test_an_authority_that_changes_meanwhile_ends_the_camera(server, video, monkeypatch):
    def mistrust(*_, **__):
        raise OnsiteError("untrusted_server", "Another authority than before.")

    monkeypatch.setattr("onsite.agents.server_link.ServerLink.post", mistrust)

    with pytest.raises(OnsiteError, match="Another authority"):
        run(server, video)


def test_breaking_off_by_hand_does_not_wait_for_the_server(server, monkeypatch):
    def frames(*_, **__):
        yield Frame(scene(code_picture(CODES[0])), 0.0)
        raise KeyboardInterrupt

    monkeypatch.setattr("onsite.agents.camera.open_frames", frames)
    server.faults = dict.fromkeys(range(1, 9999), "lost")

    with pytest.raises(KeyboardInterrupt):
        run(server, "0")

    assert server.scans == {}


def test_a_stream_is_scanned_once_when_told_so(server, monkeypatch):
    frames = [Frame(scene(code_picture(code)), 2.0 * n) for n, code in enumerate(CODES[:3])]
    asked = []
    monkeypatch.setattr(
        "onsite.agents.camera.open_frames",
        lambda source, *, once, is_stopped: asked.append((source, once)) or iter(frames),
    )

    status, _ = run(server, "http://192.0.2.4/video", once=True)

    assert status == 0
    assert asked == [("http://192.0.2.4/video", True)]
    assert [scan["credential"] for scan in server.scans.values()] == CODES[:3]
