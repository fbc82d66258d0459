"""Fonts for a PDF: the used glyphs of a font as a composite font with Identity-H numbers.

Source: ISO 32000-1, 9.7 "Composite fonts" and 9.10.3 "ToUnicode CMaps".
"""

from collections.abc import Mapping
from dataclasses import dataclass

import uharfbuzz as hb

from onsite.badges.fonts import Font

PDF_UNITS = 1000  # widths and boxes of a PDF font are in thousandths of an em
BOUNDS_PER_BLOCK = 100  # most entries a CMap block may have
UNUSED_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "MATH", "DSIG", "vhea", "vmtx", "VORG")


@dataclass(frozen=True)
class EmbeddedFont:
    """One font, ready to be written; braces in the entries stand for object numbers.

    Args:
        numbers: Glyph number in the whole font -> number in the embedded one.
        file: The font file's bytes.
        file_entries: Of the file's stream.
        descriptor: Takes ``file``.
        descendant: Takes ``descriptor``.
        composite: Takes ``descendant`` and ``to_unicode``.
        to_unicode: Glyph numbers to text, for those who select and search.
    """

    numbers: Mapping[int, int]
    file: bytes
    file_entries: str
    descriptor: str
    descendant: str
    composite: str
    to_unicode: bytes


def embed(font: Font, glyphs: Mapping[int, str]) -> EmbeddedFont:
    """Cut a font down to some glyphs.

    Args:
        font: Where they are from.
        glyphs: Glyph number -> what it says.
    """
    face, numbers = _subset(font, glyphs)
    is_cff = "CFF " in face.table_tags
    table = face.reference_table("CFF ") if is_cff else face.blob
    name = f"ONSITE+{font.name}"  # six capitals and a plus mark a subset
    return EmbeddedFont(
        numbers=numbers,
        file=bytes(table.data),
        file_entries="/Subtype /CIDFontType0C" if is_cff else "",
        descriptor=_descriptor(font, name, key="FontFile3" if is_cff else "FontFile2"),
        descendant=_descendant(font, name, numbers, is_cff=is_cff),
        composite=(
            f"<</Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
            "/DescendantFonts [{descendant} 0 R] /ToUnicode {to_unicode} 0 R>>"
        ),
        to_unicode=_to_unicode({numbers[number]: text for number, text in glyphs.items()}),
    )


def _subset(font: Font, glyphs: Mapping[int, str]) -> tuple[hb.Face, dict[int, int]]:
    wanted = hb.SubsetInput()
    wanted.glyph_set.update({0, *glyphs})
    wanted.drop_table_tag_set.update(
        {int.from_bytes(tag.encode("ascii"), "big") for tag in UNUSED_TABLES}
    )
    wanted.flags = (
        hb.SubsetFlags.NO_LAYOUT_CLOSURE
        | hb.SubsetFlags.NOTDEF_OUTLINE
        | hb.SubsetFlags.CFF_IDENTITY_CHARSET
    )
    plan = hb.SubsetPlan(font.shaped.face, wanted)
    mapping = plan.old_to_new_glyph_mapping
    return plan.execute(), {number: int(mapping[number]) for number in {0, *glyphs}}


def _thousandths(font: Font, units: float) -> int:
    return round(units * PDF_UNITS / font.units_per_em)


def _descriptor(font: Font, name: str, *, key: str) -> str:
    extents = font.shaped.get_font_extents("ltr")
    ascent, descent = (_thousandths(font, e) for e in (extents.ascender, extents.descender))
    return (
        f"<</Type /FontDescriptor /FontName /{name} /Flags 4 /ItalicAngle 0 /StemV 80 "
        f"/Ascent {ascent} /Descent {descent} /CapHeight 714 "
        f"/FontBBox [-1000 {descent - 500} 3000 {ascent + 500}] /{key} {{file}} 0 R>>"
    )


def _descendant(font: Font, name: str, numbers: Mapping[int, int], *, is_cff: bool) -> str:
    widths = " ".join(
        f"{new} [{_thousandths(font, font.shaped.get_glyph_h_advance(old))}]"
        for old, new in sorted(numbers.items(), key=lambda pair: pair[1])
    )
    kind = "/CIDFontType0" if is_cff else "/CIDFontType2 /CIDToGIDMap /Identity"
    return (
        f"<</Type /Font /Subtype {kind} /BaseFont /{name} "
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
        f"/FontDescriptor {{descriptor}} 0 R /DW 1000 /W [{widths}]>>"
    )


def _to_unicode(spoken: Mapping[int, str]) -> bytes:
    entries = [
        f"<{number:04X}> <{text.encode('utf-16-be').hex().upper()}>"
        for number, text in sorted(spoken.items())
        if text
    ]
    blocks = []
    for start in range(0, len(entries), BOUNDS_PER_BLOCK):
        block = entries[start : start + BOUNDS_PER_BLOCK]
        blocks.append(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar")
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
            *blocks,
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    ).encode("ascii")
