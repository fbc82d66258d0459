import io
from xml.etree import ElementTree as ET

import pytest
import zxingcpp
from PIL import Image, ImageOps

from onsite.badges import qr

CREDENTIAL = "C26P7ZK4M9QW3TX8RB5HN6VJ2DYA0"


def test_our_credentials_make_version_2() -> None:
    assert len(CREDENTIAL) == 29
    assert len(qr.modules(CREDENTIAL)) == 25


@pytest.mark.parametrize("text", [CREDENTIAL, "ticket/äöü-票", "7" * 600, "x"])
def test_how_wide_a_code_is_is_known_before_it_is_made(text: str) -> None:
    assert qr.modules_across(text) == len(qr.modules(text)) + 2 * qr.BORDER


@pytest.mark.parametrize("text", [CREDENTIAL, "ticket/äöü-票", "7" * 600, "x"])
def test_any_code_reads_back(text: str) -> None:
    image = Image.open(io.BytesIO(qr.png_bytes(text)))

    (code,) = zxingcpp.read_barcodes(image)

    assert code.text == text
    assert code.ec_level == "Q"


def test_a_picture_has_whole_modules_and_four_of_margin() -> None:
    image = qr.image(CREDENTIAL, module_px=8)

    assert image.mode == "1"
    assert image.size == (264, 264)
    assert ImageOps.invert(image.convert("L")).getbbox() == (32, 32, 232, 232)


def test_the_svg_has_the_same_modules() -> None:
    root = ET.fromstring(qr.svg(CREDENTIAL))

    path = root[1].attrib["d"]
    assert root.attrib["viewBox"] == "0 0 33 33"
    assert path.count("M") == sum(map(sum, qr.modules(CREDENTIAL)))
    assert path.startswith("M4,4h1v1h-1z")


@pytest.mark.parametrize("text", ["", "x" * 601, "0" * 600])
def test_a_text_no_badge_can_carry_is_refused(text: str) -> None:
    with pytest.raises(qr.QrError, match="600 characters"):
        qr.modules(text)


def test_a_module_of_no_dots_is_refused() -> None:
    with pytest.raises(qr.QrError, match="can't be drawn"):
        qr.image(CREDENTIAL, module_px=0)
