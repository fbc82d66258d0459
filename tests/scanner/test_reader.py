"""What is read from pictures, good and bad."""

import cv2
import numpy as np
import pytest

from onsite.errors import OnsiteError
from onsite.scanner import reader
from onsite.scanner.reader import LiveReader, decode_files, read_codes
from tests import needs
from tests.scanner.pictures import code_picture, scene

CREDENTIAL = "KCA0123456789ABCDEFGHJKMNPQRS"


def texts(image, **options):
    return [reading.text for reading in read_codes(image, **options)]


def test_a_credential_is_read_with_its_place():
    (reading,) = read_codes(scene(code_picture(CREDENTIAL)))

    assert reading.text == CREDENTIAL
    assert reading.raw == CREDENTIAL.encode()
    (left, top), _, (right, bottom), _ = reading.corners
    assert (left, top) == pytest.approx((44, 64), abs=4)
    assert right - left == pytest.approx(25 * 6, abs=6)
    assert bottom - top == pytest.approx(25 * 6, abs=6)


def test_grey_colour_and_transparent_pictures_are_read_alike(tmp_path):
    grey = code_picture(CREDENTIAL)
    transparent = np.dstack([np.zeros((*grey.shape, 3), np.uint8), 255 - grey])
    cv2.imwrite(str(tmp_path / "clear.png"), transparent)
    cv2.imwrite(str(tmp_path / "deep.png"), grey.astype(np.uint16) * 257)

    assert texts(grey) == texts(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)) == [CREDENTIAL]
    assert texts(tmp_path / "clear.png") == texts(tmp_path / "deep.png") == [CREDENTIAL]


def test_every_code_of_a_picture_is_read():
    picture = scene(code_picture("ONE", module_px=4), code_picture("TWO", module_px=4))

    assert sorted(texts(picture)) == ["ONE", "TWO"]


def test_the_same_code_twice_in_a_picture_is_one_reading():
    picture = scene(code_picture("ONE", module_px=4), code_picture("ONE", module_px=4))

    assert texts(picture) == ["ONE"]


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_code_on_its_side_is_read(turns):
    assert texts(np.rot90(scene(code_picture(CREDENTIAL)), turns)) == [CREDENTIAL]


def test_a_light_code_on_dark_is_read():
    assert texts(255 - code_picture(CREDENTIAL)) == [CREDENTIAL]


def test_a_faint_dark_picture_is_read():
    assert texts((code_picture(CREDENTIAL) * 0.12 + 8).astype(np.uint8)) == [CREDENTIAL]


def test_a_soft_small_code_in_a_large_frame_is_read_in_a_live_budget():
    frame = np.full((1080, 1920), 180, np.uint8)
    code = code_picture(CREDENTIAL, module_px=3)
    frame[500 : 500 + code.shape[0], 900 : 900 + code.shape[1]] = code
    soft = cv2.GaussianBlur(frame, (0, 0), 1.2)

    assert texts(soft, budget_ms=200) == [CREDENTIAL]


def test_corners_of_an_enlarged_look_are_in_pixels_of_the_picture():
    look = reader.Look(box=(100, 50, 80, 80), scale=4)

    assert look.back(40, 80) == (110, 70)


def test_nothing_is_read_where_nothing_is():
    noise = np.random.default_rng(7).integers(0, 256, (240, 320), np.uint8)

    assert texts(noise) == []
    assert texts(np.full((480, 640), 128, np.uint8)) == []
    assert texts(np.zeros((1, 1), np.uint8)) == []


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("参会代表 王小明".encode(), "参会代表 王小明"),
        ("你好".encode("gb18030"), "你好"),
        ("中南大学 𠮷".encode("gb18030"), "中南大学 𠮷"),
        ("ﾃﾞｻﾞｲﾝQR".encode("shift_jis"), "ﾃﾞｻﾞｲﾝQR"),
        ("バージョンの文章".encode("shift_jis"), "バージョンの文章"),
        (b"\x01tab\there\r\n", "\x01tab\there\r\n"),
    ],
    ids=["utf8", "gb2312", "gb18030", "half_width_kana", "kana", "control_characters"],
)
def test_text_is_read_in_the_alphabet_it_was_written_in(content, text):
    (reading,) = read_codes(code_picture(content))

    assert reading.text == text
    assert reading.raw == content


def test_bytes_of_no_alphabet_are_still_a_reading():
    (reading,) = read_codes(code_picture(b"\xff\xfe\xfd\x80x"))

    assert reading.raw == b"\xff\xfe\xfd\x80x"
    assert reading.text


def test_a_live_picture_that_stands_still_keeps_its_reading():
    live = LiveReader()
    picture = scene(code_picture(CREDENTIAL))
    noisy = np.clip(picture.astype(int) + 3, 0, 255).astype(np.uint8)

    first = live.read(picture)
    again = live.read(noisy)

    assert [r.text for r in first] == [CREDENTIAL]
    assert again is first


def test_a_live_picture_without_the_code_has_no_reading():
    live = LiveReader()
    live.read(scene(code_picture("ONE")))

    assert live.read(scene()) == []
    assert [r.text for r in live.read(scene(code_picture("TWO")))] == ["TWO"]


def test_a_hard_live_picture_that_stands_still_is_read_in_the_end():
    frame = cv2.GaussianBlur(code_picture(CREDENTIAL, module_px=3), (0, 0), 1.9)
    live = LiveReader(budget_ms=0)

    found = [live.read(frame) for _ in range(60)]

    assert [r.text for r in found[-1]] == [CREDENTIAL]
    assert found[0] == []


def test_a_wide_live_frame_is_read_at_half_size():
    frame = np.full((1080, 1920), 180, np.uint8)
    code = code_picture(CREDENTIAL, module_px=10)
    frame[100 : 100 + code.shape[0], 200 : 200 + code.shape[1]] = code

    (reading,) = LiveReader(budget_ms=0).read(frame)

    assert reading.text == CREDENTIAL
    assert reading.corners[0] == pytest.approx((240, 140), abs=6)


def test_the_second_reader_reads_and_places_a_code():
    needs.condition(reader.has_second_reader(), "zbar", "apt-get install libzbar0")
    picture = code_picture(CREDENTIAL)

    (reading,) = reader._read_second(picture, reader.Look())

    assert reading.text == CREDENTIAL
    assert reading.corners[0] == pytest.approx((24, 24), abs=6)


def test_without_the_second_reader_the_first_does_alone(monkeypatch):
    monkeypatch.setattr(reader, "_zbar", lambda: None)

    assert texts(scene(code_picture(CREDENTIAL))) == [CREDENTIAL]
    assert texts(np.full((480, 640), 128, np.uint8)) == []
    assert not reader.has_second_reader()


def test_files_are_decoded_in_order_and_bad_ones_say_why(tmp_path):
    good, words, empty = tmp_path / "良.png", tmp_path / "words.txt", tmp_path / "empty.png"
    cut = tmp_path / "cut.png"
    cv2.imwrite(str(tmp_path / "good.png"), scene(code_picture(CREDENTIAL)))
    (tmp_path / "good.png").rename(good)
    words.write_text("no picture at all")
    empty.touch()
    cut.write_bytes(good.read_bytes()[:60])
    paths = [good, words, empty, cut, tmp_path, tmp_path / "absent.png"]

    answers = decode_files(paths)

    assert [a["file"] for a in answers] == [str(path) for path in paths]
    assert answers[0]["codes"] == [CREDENTIAL]
    assert "error" not in answers[0]
    assert all(a["codes"] == [] and a["ms"] >= 0 for a in answers[1:])
    assert "not a picture" in answers[1]["error"]
    assert "is empty" in answers[2]["error"]
    assert "cut short" in answers[3]["error"]
    assert "is a folder" in answers[4]["error"]
    assert "is not there" in answers[5]["error"]


def test_a_picture_without_code_is_no_error(tmp_path):
    cv2.imwrite(str(tmp_path / "wall.png"), scene())

    (answer,) = decode_files([tmp_path / "wall.png"])

    assert answer["codes"] == []
    assert "error" not in answer


def test_a_picture_the_system_does_not_open_says_so(tmp_path):
    path = tmp_path / "loop.png"
    path.symlink_to(path)

    with pytest.raises(OnsiteError, match="can't be opened"):
        read_codes(path)


def test_a_picture_of_more_pixels_than_can_be_held_says_so(tmp_path):
    header = b"P5 70000 70000 255\n"
    (tmp_path / "huge.pgm").write_bytes(header + bytes(1000))

    with pytest.raises(OnsiteError, match="not a picture we can read"):
        read_codes(tmp_path / "huge.pgm")


def test_a_file_too_large_to_be_a_picture_says_so(tmp_path):
    path = tmp_path / "film.png"
    with path.open("wb") as file:
        file.truncate(101_000_000)

    with pytest.raises(OnsiteError, match="larger than 100 MB"):
        read_codes(path)


def test_pictures_of_other_depths_are_read():
    grey = code_picture(CREDENTIAL)

    assert texts(grey[:, :, None]) == texts(grey.astype(np.float32)) == [CREDENTIAL]
