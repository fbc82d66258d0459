"""Page sizes out of an address: a roll as wide as the head, a label, a sheet for pictures."""

from printers.device import MM_PER_INCH, PageSpec
from printers.options import Options

PAGE_OPTIONS = ("width_dots", "width_mm", "height_mm", "dpi")
SHEET_OPTIONS = ("one_bit", "roll", *PAGE_OPTIONS)
SHEET_MM = (90.0, 130.0)
SHEET_DPI = 300.0
MAX_DOTS = 20_000
MAX_PAGE_DOTS = 160_000_000  # A4 at 1200 dots an inch; more would only fill the memory


def dots(length_mm: float, dpi: float) -> int:
    """Convert millimetres to whole dots."""
    return round(length_mm / MM_PER_INCH * dpi)


def head_page(options: Options, *, width_dots: int, dpi: float) -> PageSpec:
    """A one-bit page as wide as the print head unless told; without ``height_mm`` a roll."""
    dpi = options.number("dpi", default=dpi)
    width = _width_dots(options, dpi=dpi, default=width_dots)
    return _page(options, width, _height_dots(options, dpi=dpi), dpi=dpi)


def label_page(options: Options, *, dpi: float) -> PageSpec:
    """A one-bit label, whose width must be told; without ``height_mm`` a roll."""
    dpi = options.number("dpi", default=dpi)
    width = _width_dots(options, dpi=dpi, default=None)
    return _page(options, width, _height_dots(options, dpi=dpi), dpi=dpi)


def sheet_page(options: Options) -> PageSpec:
    """A badge of 90 x 130 mm at 300 dpi in colour, unless told."""
    dpi = options.number("dpi", default=SHEET_DPI)
    is_roll = options.flag("roll", default=False)
    if is_roll and options.is_given("height_mm"):
        raise options.refused("give roll or height_mm, not both: a roll has no height")
    width = _width_dots(options, dpi=dpi, default=dots(SHEET_MM[0], dpi))
    height = None if is_roll else _height_dots(options, dpi=dpi, default=dots(SHEET_MM[1], dpi))
    one_bit = options.flag("one_bit", default=False)
    return _page(options, width, height, dpi=dpi, one_bit=one_bit)


def stock_mm_of(page: PageSpec) -> tuple[float, float | None]:
    """The size of a page to a tenth of a millimetre; no height on a roll."""
    return round(page.width_mm, 1), page.height_mm and round(page.height_mm, 1)


def told_stock_mm(options: Options, page: PageSpec) -> tuple[float, float | None]:
    """The size of the stock: as the address says, else what the page's dots come to."""
    width_mm, height_mm = stock_mm_of(page)
    if options.text("width_mm") and not options.is_given("width_dots"):
        width_mm = options.number("width_mm")
    if options.text("height_mm") and page.height_dots:
        height_mm = options.number("height_mm")
    return width_mm, height_mm


def _page(
    options: Options, width: int, height: int | None, *, dpi: float, one_bit: bool = True
) -> PageSpec:
    if not width or height == 0 or width * (height or 1) > MAX_PAGE_DOTS:
        raise options.refused(f"a page of {width} x {height} dots is none; mend its size or dpi")
    return PageSpec(width_dots=width, height_dots=height, dpi=dpi, one_bit=one_bit)


def _width_dots(options: Options, *, dpi: float, default: int | None) -> int:
    if options.is_given("width_dots") and options.is_given("width_mm"):
        raise options.refused("give width_dots or width_mm, not both")
    if options.is_given("width_mm") or options.text("width_dots") is None:
        if options.text("width_mm") is not None:
            return dots(options.number("width_mm"), dpi)
        if default is None:
            raise options.refused("it needs width_mm, the width of the labels in it")
        return default
    return int(options.number("width_dots", high=MAX_DOTS))


def _height_dots(options: Options, *, dpi: float, default: int | None = None) -> int | None:
    if options.text("height_mm") is None:
        return default
    return dots(options.number("height_mm"), dpi)
