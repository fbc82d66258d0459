"""The fonts of a badge, found in our own files: what the laptop has installed never matters.

Which font draws which characters is decided in ``shaping``; the files are listed in
``fonts/VENDORED.md``.
"""

import functools
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import noto_cjk_sans_otc
import uharfbuzz as hb

FOLDER = Path(__file__).parent / "fonts"
FAMILIES = ("NotoSans", "NotoSansArabic", "NotoSansHebrew", "NotoSansThai")
CJK_SIMPLIFIED = 2  # index within the collection; other regions' forms come by language
CJK_EMBOLDENING = 0.026  # of an em; it comes in Regular only, more closes 喆 up


class Weight(StrEnum):
    """The two weights in use."""

    REGULAR = "regular"
    BOLD = "bold"


STYLES = {Weight.REGULAR: "400Regular", Weight.BOLD: "700Bold"}


@dataclass(frozen=True, eq=False)
class Font:
    """One loaded font, at a scale of its own units.

    Args:
        name: Names the font and weight, fit for a PDF.
        shaped: HarfBuzz's font.
        covered: The characters it has.
        emboldening: Share of an em by which it is thickened when drawn.
    """

    name: str
    shaped: hb.Font = field(repr=False)
    covered: hb.Set = field(repr=False)
    emboldening: float = 0.0

    @property
    def units_per_em(self) -> int:
        """Units a glyph's measures are in."""
        return int(self.shaped.face.upem)

    def covers(self, text: str) -> bool:
        """Whether it has every character of the text."""
        return all(ord(character) in self.covered for character in text)


@functools.cache
def stack(weight: Weight) -> tuple[Font, ...]:
    """The fonts of a weight, in the order in which they are asked for a character."""
    sans = tuple(
        _font(f"{family}-{weight.title()}", _face(FOLDER / f"{family}_{STYLES[weight]}.ttf"))
        for family in FAMILIES
    )
    cjk = _face(Path(noto_cjk_sans_otc.FONT_PATH), index=CJK_SIMPLIFIED)
    emboldening = CJK_EMBOLDENING if weight is Weight.BOLD else 0.0
    return (*sans, _font(f"NotoSansCJK-{weight.title()}", cjk, emboldening=emboldening))


@functools.cache
def _face(path: Path, *, index: int = 0) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(path)), index)


def _font(name: str, face: hb.Face, *, emboldening: float = 0.0) -> Font:
    shaped = hb.Font(face)
    if emboldening:
        shaped.synthetic_bold = (emboldening, emboldening, False)
    return Font(name, shaped, face.unicodes, emboldening)
