"""QR codes of credentials: as modules, as a picture, as SVG. Reading them is the scanner's."""

import io

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError

BORDER = 4  # modules of quiet zone that the standard asks for
MAX_CHARACTERS = 600  # beyond it the modules are too small for any badge


class QrError(ValueError):
    """A text can't be made a QR code."""


def modules(text: str) -> list[list[bool]]:
    """The code without its quiet zone, True for dark, at error correction Q.

    A text of capital letters and digits is put in alphanumeric mode: our 29-character credentials
    make version 2, 25 modules wide.

    Raises:
        QrError: The text is empty, too long, or nothing but hundreds of zeros.
    """
    code, _ = _coded(text)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        raise _unfit(text) from error
    return [[bool(module) for module in row] for row in code.get_matrix()]


def modules_across(text: str) -> int:
    """How many modules wide the code is with its quiet zone, without making it.

    Raises:
        QrError: As ``modules``.
    """
    _, version = _coded(text)
    return 17 + 4 * version + 2 * BORDER


def _coded(text: str) -> tuple[qrcode.QRCode, int]:
    if not text or len(text) > MAX_CHARACTERS:
        raise QrError(
            f"A QR code holds 1 to {MAX_CHARACTERS} characters here, not {len(text)}; "
            "check the credential."
        )
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    try:
        code.add_data(text, optimize=0)  # one segment; the mode is the shortest that holds it
        return code, code.best_fit(start=1)
    except (DataOverflowError, ValueError) as error:  # also the library on a block of zeros only
        raise _unfit(text) from error


def _unfit(text: str) -> QrError:
    return QrError(f"These {len(text)} characters can't be made a QR code; use another credential.")


def image(text: str, *, module_px: int, border: int = BORDER) -> Image.Image:
    """The code as a one-bit picture, ``module_px`` dots a module, with its quiet zone.

    Raises:
        QrError: As ``modules``, or a module of less than one dot.
    """
    if module_px < 1 or border < 0:
        raise QrError(f"A module of {module_px} dots with a border of {border} can't be drawn.")
    rows = modules(text)
    side = len(rows) + 2 * border
    small = Image.new("1", (side, side), 1)
    small.putdata(_framed(rows, border=border))
    return small.resize((side * module_px, side * module_px), Image.Resampling.NEAREST)


def png_bytes(text: str, *, module_px: int = 10, border: int = BORDER) -> bytes:
    """The picture of ``image`` as a PNG file.

    Raises:
        QrError: As ``image``.
    """
    buffer = io.BytesIO()
    image(text, module_px=module_px, border=border).save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()


def svg(text: str, *, border: int = BORDER) -> str:
    """The code as an SVG element of one unit a module, sized by whoever places it.

    Raises:
        QrError: As ``modules``.
    """
    rows = modules(text)
    side = len(rows) + 2 * border
    dark = "".join(
        f"M{x + border},{y + border}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0,0h{side}v{side}h-{side}z"/>'
        f'<path d="{dark}"/></svg>'
    )


def _framed(rows: list[list[bool]], *, border: int) -> list[int]:
    side = len(rows) + 2 * border
    blank = [1] * (side * border)
    edge = [1] * border
    inner = [v for row in rows for v in (*edge, *(0 if dark else 1 for dark in row), *edge)]
    return [*blank, *inner, *blank]
