"""Pictures of templates: logos and backgrounds, as files of the event or shipped ones.

Found, looked at, and made as many dots large as their place has. Where they stand is ``layout``'s.
"""

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image, ImageOps

SHIPPED = Path(__file__).parent / "templates"
FORMATS = ("PNG", "JPEG")
MOST_PIXELS = 40_000_000
Fit = Literal["contain", "cover"]
TURNED = {
    90: Image.Transpose.ROTATE_270,  # Pillow turns against the clock
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Source:
    """A picture file as it was when it was found: another one of its name is another source."""

    path: Path
    changed_ns: int
    length: int


def found(file: str, folder: Path | None) -> Source | None:
    """Find a picture: the event's own, else a shipped one; None where there is none to be drawn."""
    source = _source(file, folder)
    return None if source is None or _trouble(source) else source


def is_there(file: str, folder: Path | None) -> bool:
    """Tell whether there is a file of that name, readable or not."""
    return _source(file, folder) is not None


def trouble(file: str, folder: Path | None) -> str:
    """Tell in words why a picture can't be drawn; empty where it can."""
    source = _source(file, folder)
    if source is None:
        return f"there is no picture {file!r}; put it beside the template, or take the box out"
    return _trouble(source)


def _source(file: str, folder: Path | None) -> Source | None:
    for place in (folder, SHIPPED):
        path = place / file if place else None
        if path is not None and path.is_file():
            seen = path.stat()
            return Source(path, seen.st_mtime_ns, seen.st_size)
    return None


@functools.lru_cache(maxsize=256)
def _trouble(source: Source) -> str:
    name = source.path.name
    try:
        with Image.open(source.path, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return f"the picture {name!r} is too large; make it smaller than 40 megapixels"
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        return f"the picture {name!r} can't be read as PNG or JPEG ({error}); save it again"
    return ""


@functools.lru_cache(maxsize=64)
def sized(source: Source, fit: Fit, width: int, height: int, turn: int) -> Image.Image:
    """Make a picture fit a place.

    Args:
        source: From ``found``.
        fit: ``contain`` all of it, or ``cover`` all of the place.
        width: Of the place in dots.
        height: Of the place in dots.
        turn: Degrees, as the clock goes.

    Returns:
        Mode ``RGB``; as large as the place, or smaller one way where it contains the picture.
    """
    size = (width, height) if turn in (0, 180) else (height, width)
    upright = _opened(source)
    way = ImageOps.contain if fit == "contain" else ImageOps.fit
    fitted = way(upright, size, method=Image.Resampling.LANCZOS)
    return fitted.transpose(TURNED[turn]) if turn else fitted


@functools.lru_cache(maxsize=8)
def _opened(source: Source) -> Image.Image:
    with Image.open(source.path, formats=FORMATS) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    paper = Image.new("RGB", upright.size, "#ffffff")
    paper.paste(upright, mask=upright.getchannel("A"))
    return paper
