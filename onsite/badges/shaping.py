"""Text to placed glyphs, one line at a time: fonts by coverage, order by bidi, shape by HarfBuzz.

Measures are in ems, so a line is shaped once and scaled to any size. Breaking text into lines and
fitting it into a box is ``layout``'s.
"""

import functools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import uharfbuzz as hb

from onsite.badges import directions
from onsite.badges.fonts import Font, Weight, stack

JOINERS = "\u200c\u200d"  # they shape Persian and Indic names, unlike other format characters
VARIATION_SELECTORS = range(0xFE00, 0xFE10)
EMOJI_MODIFIERS = range(0x1F3FB, 0x1F400)
ABSENT = "\U0010fffe"  # a code point no font has: draws the font's box
COMMON_SCRIPTS = ("", "Zyyy", "Zinh", "Zzzz")
LANGUAGES = {"Hira": "ja", "Kana": "ja", "Hang": "ko"}  # their forms of Han characters


@dataclass(frozen=True)
class Glyph:
    """One glyph on a line.

    Args:
        font: Whose glyph it is.
        number: Its number in the font.
        x_em: From the line's left end.
        y_em: Above the baseline.
        text: The characters it stands for; empty for the later glyphs of a cluster.
    """

    font: Font
    number: int
    x_em: float
    y_em: float
    text: str


@dataclass(frozen=True)
class Line:
    """A shaped line.

    Args:
        text: What it says, in reading order.
        glyphs: From left to right.
        width_em: Its advance, or its ink where that is wider.
        top_em: Highest ink above the baseline.
        bottom_em: Lowest ink below the baseline, as a positive number.
    """

    text: str
    glyphs: tuple[Glyph, ...]
    width_em: float
    top_em: float
    bottom_em: float


@dataclass(frozen=True)
class _Cluster:
    text: str
    font: Font | None
    script: str
    level: int


@functools.lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """Make text fit to be drawn: no control or format characters, single blanks, none at the ends.

    Letters are left exactly as they are: a name is never normalised into another form.
    """
    kept = "".join(_drawable(character) for character in text)
    return " ".join(kept.split())


@functools.lru_cache(maxsize=4096)
def shape_line(text: str, *, weight: Weight) -> Line:
    """Shape one line of ``clean`` text; characters no font has become boxes."""
    glyphs: list[Glyph] = []
    x_em = 0.0
    for run in _visual_runs(_clusters(text, weight=weight)):
        x_em += _shape_run(run, x_em=x_em, weight=weight, into=glyphs)
    return _measured(text, glyphs, advance_em=x_em)


def missing_glyphs(text: str) -> list[str]:
    """The characters of a text that no font of ours has, each once, in their order.

    An emoji of several code points counts as one character.
    """
    clusters = _clusters(clean(text), weight=Weight.REGULAR)
    return list(dict.fromkeys(cluster.text for cluster in clusters if cluster.font is None))


def graphemes(text: str) -> Iterator[str]:
    """Split text where a line may be broken if nothing else helps: never before an accent."""
    start = 0
    for at in range(1, len(text)):
        if not (_continues(text[at]) or text[at - 1] == "\u200d"):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


@functools.lru_cache(maxsize=4096)
def script_of(character: str) -> str:
    """The ISO 15924 code of a character's script; empty for common ones."""
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    script = str(buffer.script or "")
    return "" if script in COMMON_SCRIPTS else script


def _drawable(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    is_dropped = category == "Cs" or (category == "Cf" and character not in JOINERS)
    return "" if is_dropped else character


def _continues(character: str) -> bool:
    return (
        unicodedata.category(character).startswith("M")
        or character in JOINERS
        or ord(character) in EMOJI_MODIFIERS
    )


def _clusters(text: str, *, weight: Weight) -> list[_Cluster]:
    levels = directions.levels(text)
    at = 0
    clusters: list[_Cluster] = []
    followed = _first_spoken_font(text, weight=weight)
    script = ""
    for part in graphemes(text):
        level = levels[at]
        at += len(part)
        own_script = script_of(part[0])
        font = followed if _follows(part, own_script, followed) else _font_for(part, weight=weight)
        if font is not followed or own_script:
            script = own_script
        followed = font or followed
        clusters.append(_Cluster(part, font, script, level))
    return clusters


def _first_spoken_font(text: str, *, weight: Weight) -> Font | None:
    spoken = next((part for part in graphemes(text) if script_of(part[0])), "")
    return _font_for(spoken, weight=weight) if spoken else None


def _follows(part: str, script: str, font: Font | None) -> bool:
    # Punctuation and blanks look like the letters they stand among: · in a Uyghur name written in
    # Han characters is not the · of a Catalan one. Digits stay in the Latin font.
    return bool(font and not script and not part[0].isdigit() and font.covers(part))


@functools.lru_cache(maxsize=8192)
def _font_for(part: str, *, weight: Weight) -> Font | None:
    fonts = stack(weight)
    needed = "".join(c for c in part if c not in JOINERS and ord(c) not in VARIATION_SELECTORS)
    composed = unicodedata.normalize("NFC", needed) if len(needed) > 1 else needed
    for letters in (needed, composed, needed[:1]):
        for font in fonts:
            if letters and font.covers(letters):
                return font
    return None


def _visual_runs(clusters: list[_Cluster]) -> list[list[_Cluster]]:
    # Unicode bidi rule L2, on runs: within a run HarfBuzz puts the glyphs in order itself.
    runs = [
        list(run) for _, run in groupby(clusters, key=lambda c: (c.level, id(c.font), c.script))
    ]
    for level in range(max((c.level for c in clusters), default=0), 0, -1):
        runs = _reversed_from(runs, level=level)
    return runs


def _reversed_from(runs: list[list[_Cluster]], *, level: int) -> list[list[_Cluster]]:
    ordered: list[list[_Cluster]] = []
    for is_deep, grouped in groupby(runs, key=lambda run: run[0].level >= level):
        stretch = list(grouped)
        ordered.extend(stretch[::-1] if is_deep else stretch)
    return ordered


def _shape_run(run: list[_Cluster], *, x_em: float, weight: Weight, into: list[Glyph]) -> float:
    font = run[0].font or stack(weight)[0]
    texts = [cluster.text if cluster.font else ABSENT for cluster in run]
    buffer = _buffer(run, texts)
    hb.shape(font.shaped, buffer)
    start_em, units = x_em, font.units_per_em
    spoken = _spoken(run, starts=sorted({info.cluster for info in buffer.glyph_infos}))
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        text = spoken.pop(info.cluster, "")
        x_placed = x_em + position.x_offset / units
        into.append(Glyph(font, info.codepoint, x_placed, position.y_offset / units, text))
        x_em += position.x_advance / units
    return x_em - start_em


def _buffer(run: list[_Cluster], texts: list[str]) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str("".join(texts))
    buffer.direction = "rtl" if run[0].level % 2 else "ltr"
    if run[0].script:
        buffer.script = run[0].script
    scripts = {script_of(text[0]) for text in texts}
    buffer.language = next((LANGUAGES[s] for s in sorted(scripts) if s in LANGUAGES), "zh-hans")
    buffer.guess_segment_properties()
    return buffer


def _spoken(run: list[_Cluster], *, starts: list[int]) -> dict[int, str]:
    # What each of HarfBuzz's clusters stands for: a ligature for several characters, a box for one
    # emoji that the buffer holds as a single stand-in.
    characters = [c for cluster in run for c in (cluster.text if cluster.font else [cluster.text])]
    ends = [*starts[1:], len(characters)]
    return {at: "".join(characters[at:end]) for at, end in zip(starts, ends, strict=True)}


def _measured(text: str, glyphs: list[Glyph], *, advance_em: float) -> Line:
    left = top = bottom = 0.0
    right = advance_em
    for glyph in glyphs:
        ink = glyph.font.shaped.get_glyph_extents(glyph.number)
        if ink is None or not ink.width:
            continue
        units = glyph.font.units_per_em
        left = min(left, glyph.x_em + ink.x_bearing / units)
        right = max(right, glyph.x_em + (ink.x_bearing + ink.width) / units)
        top = max(top, glyph.y_em + ink.y_bearing / units)
        bottom = max(bottom, -(glyph.y_em + (ink.y_bearing + ink.height) / units))
    moved = glyphs
    if left < 0:
        moved = [Glyph(g.font, g.number, g.x_em - left, g.y_em, g.text) for g in glyphs]
    return Line(text, tuple(moved), right - left, top, bottom)
