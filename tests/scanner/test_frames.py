"""Frames from files, sequences, devices and streams, and what is said when there are none."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice

import cv2
import numpy as np
import pytest

from onsite.errors import OnsiteError
from onsite.scanner import frames
from onsite.scanner.frames import is_live, open_frames
from tests.scanner.pictures import code_picture, scene, write_video


def jpeg(level):
    return cv2.imencode(".jpg", np.full((48, 64, 3), level, np.uint8))[1].tobytes()


@contextmanager
def stream(parts, *, status=200):
    """Serve the parts as one MJPEG answer each time it is asked for."""

    class Camera(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
            self.end_headers()
            for part in parts:
                self.wfile.write(b"--frame\r\nContent-Type: image/jpeg\r\n\r\n" + part + b"\r\n")

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Camera)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/video"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_every_frame_of_a_file_comes_once_with_the_time_of_the_video(tmp_path):
    pictures = [np.full((48, 64, 3), 10 * n, np.uint8) for n in range(20)]
    path = write_video(tmp_path / "v.avi", pictures, per_second=10)

    got = list(open_frames(str(path)))

    assert [f.at_s for f in got] == pytest.approx([n / 10 for n in range(20)])
    assert [int(f.image.mean()) for f in got] == pytest.approx([10 * n for n in range(20)], abs=3)


def test_an_mp4_file_is_read(tmp_path):
    path = tmp_path / "v.mp4"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"mp4v"), 10, (64, 48))
    for level in range(0, 200, 20):
        writer.write(np.full((48, 64, 3), level, np.uint8))
    writer.release()

    assert len(list(open_frames(str(path)))) == 10


def test_a_sequence_of_pictures_is_read_in_order(tmp_path):
    for n in range(3):
        cv2.imwrite(str(tmp_path / f"shot_{n:03d}.png"), scene(code_picture(f"N{n}")))

    got = list(open_frames(str(tmp_path / "shot_%03d.png")))

    assert len(got) == 3


def test_a_stream_is_read_picture_by_picture():
    with stream([jpeg(level) for level in (10, 120, 240)]) as address:
        got = list(open_frames(address, once=True))

    assert [int(f.image.mean()) for f in got] == pytest.approx([10, 120, 240], abs=3)


def test_a_broken_picture_in_a_stream_is_passed_over():
    broken = b"\xff\xd8\xff\xe0 no picture \xff\xd9"
    with stream([jpeg(10), broken, jpeg(240)]) as address:
        got = list(open_frames(address, once=True))

    assert len(got) == 2


def test_a_stream_that_ends_is_opened_again(monkeypatch):
    monkeypatch.setattr(frames, "REOPEN_WAIT_S", 0.01)
    with stream([jpeg(10), jpeg(240)]) as address:
        got = list(islice(open_frames(address), 5))

    assert len(got) == 5


def test_a_stream_that_was_there_is_waited_for(monkeypatch):
    monkeypatch.setattr(frames, "REOPEN_WAIT_S", 0.01)
    polls = iter([False] * 12 + [True] * 99)
    with stream([jpeg(10)]) as address:
        source = open_frames(address, is_stopped=lambda: next(polls))
        next(source)

    assert len(list(source)) <= 1


def test_frames_end_when_told_to(tmp_path):
    path = write_video(tmp_path / "v.avi", [scene() for _ in range(5)])

    assert len(list(open_frames(str(path), is_stopped=iter([False, False, True]).__next__))) == 2


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda p: p.write_text("no video at all"), "not a video"),
        (lambda p: p.touch(), "is empty"),
        (lambda p: p.mkdir(), "is a folder"),
        (lambda p: None, "There is no file"),
    ],
    ids=["text", "empty", "folder", "absent"],
)
def test_what_is_no_video_is_said(tmp_path, make, says):
    path = tmp_path / "v.mp4"
    make(path)

    with pytest.raises(OnsiteError, match=says) as raised:
        list(open_frames(str(path)))

    assert raised.value.code == "no_frames"


def test_a_sequence_without_pictures_is_said(tmp_path):
    with pytest.raises(OnsiteError, match="not a video"):
        list(open_frames(str(tmp_path / "shot_%03d.png")))


def test_a_camera_that_is_not_there_is_said():
    with pytest.raises(OnsiteError, match=r"Camera|camera"):
        list(open_frames("97"))


def test_an_address_without_pictures_is_said():
    with stream([]) as address, pytest.raises(OnsiteError, match="sends no pictures"):
        list(open_frames(address))


def test_an_address_that_refuses_is_said():
    with stream([], status=404) as address, pytest.raises(OnsiteError, match="answers 404"):
        list(open_frames(address))


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "http://", "ftp://x/y"])
def test_an_address_nobody_answers_is_said(address):
    with pytest.raises(OnsiteError, match="can't be reached"):
        list(open_frames(address))


def test_devices_and_addresses_are_live_and_files_are_not():
    assert is_live("0")
    assert is_live("http://192.168.1.9/video")
    assert not is_live("morning.mp4")


@pytest.fixture
def device(tmp_path, monkeypatch):
    """A device of five pictures, played from a file."""
    path = write_video(tmp_path / "device.avi", [scene() for _ in range(5)])
    opened = []
    monkeypatch.setattr(frames, "REOPEN_WAIT_S", 0.01)
    monkeypatch.setattr(
        frames, "_capture", lambda number: opened.append(number) or cv2.VideoCapture(str(path))
    )
    return opened


def test_a_device_is_read_until_it_ends(device):
    got = list(open_frames("3", once=True))

    assert len(got) == 5
    assert device == [3]
    assert [f.at_s for f in got] == sorted(f.at_s for f in got)


def test_a_device_that_ends_is_opened_again(device):
    assert len(list(islice(open_frames("3"), 12))) == 12
    assert device == [3, 3, 3]


def test_a_device_without_pictures_is_said_to_be_in_use(monkeypatch):
    class Busy:
        def isOpened(self):  # noqa: N802 - OpenCV's name
            return True

        def read(self):
            return False, None

        def release(self):
            pass

    monkeypatch.setattr(frames, "_capture", lambda _: Busy())

    with pytest.raises(OnsiteError, match="another program"):
        list(open_frames("0"))
