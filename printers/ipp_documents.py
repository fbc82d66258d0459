"""A page as a document that an IPP printer takes, and the paper it is to go on. Pure."""

import io
from collections.abc import Sequence

from PIL import Image

from printers import documents, pwg
from printers.device import PageSpec
from printers.ipp_messages import Answer, Value
from printers.pages import on_white

FORMATS = {  # in the order we prefer them
    "pdf": "application/pdf",
    "pwg": "image/pwg-raster",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
PER_MM = 100  # media sizes are told in hundredths of a millimetre
NEAR = PER_MM  # paper a millimetre larger or smaller is the same
QUALITY = 95
Size = tuple[int, int]


def sheet(image: Image.Image, *, page: PageSpec) -> Image.Image:
    """Lay the picture at the upper left of a whole sheet: what is printed has the paper's size."""
    image = image if image.mode == "1" else on_white(image)
    paper = Image.new(image.mode, (page.width_dots, page.height_dots or image.height), "white")
    paper.paste(image, (0, 0))
    return paper


def document(image: Image.Image, *, kind: str, page: PageSpec, printer: Answer) -> bytes:
    """Encode a sheet.

    Args:
        image: The whole sheet.
        kind: One of ``FORMATS``' values.
        page: The sheet's size and dots an inch.
        printer: What the printer said of itself, for the kinds of raster it takes.
    """
    match kind:
        case "application/pdf":
            return documents.pdf(image, page)
        case "image/pwg-raster":
            return _raster(image, dpi=page.dpi, printer=printer)
        case "image/png":
            return documents.png(image, page)
    out = io.BytesIO()
    grey = image.convert("L") if image.mode == "1" else image
    dpi = round(page.dpi)
    grey.save(out, "JPEG", dpi=(dpi, dpi), quality=QUALITY, subsampling=0)
    return out.getvalue()


def paper(page: PageSpec, *, printer: Answer) -> Size | None:
    """The printer's own size of the paper that the page is for, in 1/100 mm; None: it has none."""
    height_mm = page.height_mm or 0
    wanted = (round(page.width_mm * PER_MM), round(height_mm * PER_MM))
    for offered in printer.attributes.get("media-size-supported", []):
        if isinstance(offered, dict):
            sides = (offered.get("x-dimension"), offered.get("y-dimension"))
            found = [_side(side, want) for side, want in zip(sides, wanted, strict=True)]
            if found[0] is not None and found[1] is not None:
                return found[0], found[1]
    return None


def _side(offered: Sequence[Value] | None, wanted: int) -> int | None:
    match offered:
        case [int(side)] if abs(side - wanted) <= NEAR:
            return side
        case [(int(low), int(high))] if low <= wanted <= high:
            return wanted
    return None


def _raster(image: Image.Image, *, dpi: float, printer: Answer) -> bytes:
    kinds = printer.texts("pwg-raster-document-type-supported")
    wanted = ("black_1", "sgray_8", "srgb_8") if image.mode == "1" else ("srgb_8", "sgray_8")
    kind = next((each for each in (*wanted, *pwg.TYPES) if each in kinds), "sgray_8")
    offered = [
        each[0]
        for each in printer.attributes.get("pwg-raster-document-resolution-supported", [])
        if isinstance(each, tuple) and each[0] == each[1]
    ]
    # The same or the next finer one: a code of few dots a module must not lose any.
    target = min(offered, key=lambda each: (each < round(dpi), each), default=round(dpi))
    if target != round(dpi):
        size = (round(image.width * target / dpi), round(image.height * target / dpi))
        is_multiple = target % round(dpi) == 0 or image.mode == "1"
        image = image.resize(
            size, Image.Resampling.NEAREST if is_multiple else Image.Resampling.LANCZOS
        )
    return pwg.document(image, kind=kind, dpi=target)
