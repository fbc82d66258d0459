from pathlib import Path

import pytest

import printers
from tests.printers.counterparts import brother_label, zpl_label
from tests.printers.pictures import badge, same


def written(folder: Path, options: str, size: tuple[int, int]) -> bytes:
    """The bytes of a badge of this size, as an address with these options makes them."""
    printer = printers.open(f"file://{folder}/{options}")
    printer.print_page(badge(*size), name="page")
    [page] = folder.glob("page.*")
    return page.read_bytes()


@pytest.mark.parametrize("compress", ["yes", "no"])
@pytest.mark.parametrize(("dpi", "size"), [(203, (719, 1039)), (300, (1063, 1535))])
def test_zpl_drawn_by_zpl_renderer_js_differs_in_no_dot(
    tmp_path: Path, dpi: int, size: tuple[int, int], compress: str
) -> None:
    options = f"?language=zpl&width_mm=90&height_mm=130&dpi={dpi}&compress={compress}&darkness=12"

    commands = written(tmp_path, options, size)

    drawn = zpl_label(commands, size=size, dots_per_mm={203: 8, 300: 12}[dpi])
    assert same(drawn, badge(*size))


@pytest.mark.parametrize(
    ("stock", "size", "cut_off", "at"),
    [
        ("width_mm=62&height_mm=100", (732, 1181), (18, 36), 12),
        ("width_mm=29&height_mm=90", (343, 1063), (18, 36), 408),
        ("width_mm=62", (732, 900), (18, 0), 12),
        ("width_mm=62&red_roll=yes", (732, 900), (18, 0), 12),
        ("width_mm=102&height_mm=152", (1205, 1795), (20, 67), 76),
    ],
)
def test_a_raster_read_by_brother_ql_is_the_printable_part_of_the_picture(
    tmp_path: Path, stock: str, size: tuple[int, int], cut_off: tuple[int, int], at: int
) -> None:
    commands = written(tmp_path, f"?language=brother-ql&{stock}", size)

    drawn = brother_label(commands, tmp_path)

    left, top = cut_off
    height = drawn.height
    width = {12: 696, 408: 306, 76: 1164}[at]
    printable = badge(*size).crop((left, top, left + width, top + height))
    assert same(drawn.crop((at, 0, at + width, height)), printable)
