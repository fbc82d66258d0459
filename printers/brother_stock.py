"""The labels and rolls that Brother makes for its QL printers, and where on them a head prints.

The page of a printer is the whole label, as templates know it; what lies outside the printable
part is cut off, which is the outer 1.5 mm at the sides and 3 mm at both ends of most labels.

Source: Brother QL raster command reference, "Page size", "Page area"; 300 dots an inch.
"""

from dataclasses import dataclass

from PIL import Image

from printers.sizes import dots

DPI = 300
HEADS = (720, 1296)  # pins
WIDE_HEAD_MARGIN = 44  # more pins to the right of the paper on a wide head
SHORTEST_DOTS = 301  # a shorter piece jams the cutter of some models


@dataclass(frozen=True, kw_only=True)
class Stock:
    """One kind of label or roll.

    Args:
        width_mm: As it is sold.
        height_mm: As it is sold; None on a roll.
        told_mm: Width and length as printers name them, length 0 for a roll.
        printable: Width and height in dots; height 0 on a roll.
        right: Pins to the right of the printable part on the narrow head.
    """

    width_mm: int
    height_mm: int | None
    told_mm: tuple[int, int]
    printable: tuple[int, int]
    right: int

    @property
    def name(self) -> str:
        """Such as ``62x100``; a roll by its width alone, ``62``."""
        return f"{self.width_mm}x{self.height_mm}" if self.height_mm else str(self.width_mm)

    @property
    def size_dots(self) -> tuple[int, int | None]:
        """The whole label in dots."""
        return dots(self.width_mm, DPI), self.height_mm and dots(self.height_mm, DPI)

    def needs_wide_head(self) -> bool:
        """Whether it does not fit under the narrow head."""
        return self.printable[0] + self.right > min(HEADS)

    def on_head(self, image: Image.Image, *, pins: int) -> Image.Image:
        """Cut a page to what can be printed and place it under the head, as seen from above.

        Args:
            image: One bit, at the upper left of the whole label.
            pins: Of the head.
        """
        whole_width, whole_height = self.size_dots
        width, height = self.printable
        left = (whole_width - width) // 2
        top = (whole_height - height) // 2 if whole_height else 0
        height = height or max(image.height, SHORTEST_DOTS)
        label = Image.new("1", (width, height), 1)
        label.paste(image, (-left, -top))
        margin = self.right + (WIDE_HEAD_MARGIN if pins > min(HEADS) else 0)
        under_head = Image.new("1", (pins, height), 1)
        under_head.paste(label, (pins - width - margin, 0))
        return under_head


def _roll(width_mm: int, printable: int, right: int) -> Stock:
    return Stock(
        width_mm=width_mm,
        height_mm=None,
        told_mm=(width_mm, 0),
        printable=(printable, 0),
        right=right,
    )


def _label(
    width_mm: int,
    height_mm: int,
    printable: tuple[int, int],
    right: int,
    *,
    told_height_mm: int = 0,
) -> Stock:
    return Stock(
        width_mm=width_mm,
        height_mm=height_mm,
        told_mm=(width_mm, told_height_mm or height_mm),
        printable=printable,
        right=right,
    )


STOCKS = {
    stock.name: stock
    for stock in (
        _roll(12, 106, 29),
        _roll(29, 306, 6),
        _roll(38, 413, 12),
        _roll(50, 554, 12),
        _roll(54, 590, 0),
        _roll(62, 696, 12),
        _roll(102, 1164, 12),
        _label(17, 54, (165, 566), 0),
        _label(17, 87, (165, 956), 0),
        _label(23, 23, (202, 202), 42),
        _label(29, 42, (306, 425), 6),
        _label(29, 90, (306, 991), 6),
        _label(38, 90, (413, 991), 12),
        _label(39, 48, (425, 495), 6),
        _label(52, 29, (578, 271), 0),
        _label(60, 86, (672, 954), 18, told_height_mm=87),
        _label(62, 29, (696, 271), 12),
        _label(62, 100, (696, 1109), 12),
        _label(102, 51, (1164, 526), 12),
        _label(102, 152, (1164, 1660), 12, told_height_mm=153),
        _label(12, 12, (94, 94), 113),
        _label(24, 24, (236, 236), 42),
        _label(58, 58, (618, 618), 51),
    )
}
