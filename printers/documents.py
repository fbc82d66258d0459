"""PNG and PDF as languages: the page as a document. Nothing that takes one ever answers.

A PDF is one page of the stock's own size with the picture at its upper left corner; its dots are
kept as they are, one bit as one bit.
"""

import functools
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image

from printers.device import PageSpec, State
from printers.kinds import Dialect
from printers.language import Ask
from printers.options import Options
from printers.pages import on_white
from printers.sizes import SHEET_OPTIONS, sheet_page, stock_mm_of, told_stock_mm

POINTS_PER_INCH = 72.0
POINTS_PER_MM = POINTS_PER_INCH / 25.4
COLOURS = {"1": ("/DeviceGray", 1), "L": ("/DeviceGray", 8), "RGB": ("/DeviceRGB", 8)}


@dataclass(frozen=True)
class Language:
    """Pages as documents; see ``printers.language.Language`` for the contract.

    Args:
        write: From the picture to the document.
    """

    write: Callable[[Image.Image], bytes]
    answers = False
    confirms = False

    def page(self, image: Image.Image, *, name: str) -> Iterator[bytes]:
        """The page as one document."""
        del name
        yield self.write(image)

    def state(self, ask: Ask) -> State:
        """A document asks nothing."""
        del ask
        return State.UNKNOWN

    def after_page(self, ask: Ask, *, within_s: float) -> State:
        """A document is not told what became of it."""
        del ask, within_s
        return State.UNKNOWN


def png(image: Image.Image, page: PageSpec) -> bytes:
    """Write a picture as PNG with its resolution."""
    content = io.BytesIO()
    image.save(content, format="PNG", dpi=(page.dpi, page.dpi))
    return content.getvalue()


def pdf(
    image: Image.Image, page: PageSpec, *, stock_mm: tuple[float, float | None] | None = None
) -> bytes:
    """Write a picture as a PDF of one page, the picture at its upper left.

    Args:
        image: Of any kind; one-bit ones stay so.
        page: What it was drawn for.
        stock_mm: Width and height of the page, no height for one as long as the picture; what
            ``page`` comes to, to a tenth, when left out.

    Source: ISO 32000-1, 7.5 (file structure), 8.9.5 (image dictionaries).
    """
    image = image if image.mode in COLOURS else on_white(image)
    colours, bits = COLOURS[image.mode]
    width, height = (dots / page.dpi * POINTS_PER_INCH for dots in image.size)
    width_mm, height_mm = stock_mm or stock_mm_of(page)
    page_width = width_mm * POINTS_PER_MM
    page_height = height_mm * POINTS_PER_MM if height_mm else height
    drawing = f"{width:.3f} 0 0 {height:.3f} 0 {page_height - height:.3f} cm /Page Do"
    return _file(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page_width:.3f} {page_height:.3f}] "
        "/Contents 4 0 R /Resources << /XObject << /Page 5 0 R >> >> >>",
        _stream("", drawing.encode()),
        _stream(
            f"/Type /XObject /Subtype /Image /Width {image.width} /Height {image.height} "
            f"/ColorSpace {colours} /BitsPerComponent {bits} /Filter /FlateDecode ",
            zlib.compress(image.tobytes()),
        ),
    )


def _stream(entries: str, content: bytes) -> bytes:
    head = f"<< {entries}/Length {len(content)} >>\nstream\n"
    return head.encode() + content + b"\nendstream"


def _file(*objects: str | bytes) -> bytes:
    """Number the objects from 1, the catalogue first, and add the table of their places."""
    written = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        body = content if isinstance(content, bytes) else content.encode()
        written += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table_at = len(written)
    count = len(objects) + 1
    written += f"xref\n0 {count}\n0000000000 65535 f \n".encode()
    written += "".join(f"{place:010} 00000 n \n" for place in places).encode()
    written += f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{table_at}\n".encode()
    return bytes(written + b"%%EOF\n")


def _speak_png(options: Options, page: PageSpec) -> Language:
    del options
    return Language(functools.partial(png, page=page))


def _speak_pdf(options: Options, page: PageSpec) -> Language:
    return Language(functools.partial(pdf, page=page, stock_mm=told_stock_mm(options, page)))


PNG = Dialect(options=SHEET_OPTIONS, suffix="png", page=sheet_page, speak=_speak_png)
PDF = Dialect(options=SHEET_OPTIONS, suffix="pdf", page=sheet_page, speak=_speak_pdf)
