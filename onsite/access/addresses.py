"""Addresses as people use them: links to pair by, and QR codes of links."""

import io

import qrcode
import qrcode.image.svg


def pairing_url(base_url: str, link: str) -> str:
    """Write the address that pairs a browser once."""
    return f"{base_url}/pair/{link}"


def qr_svg(text: str) -> str:
    """Draw a QR code of an address as an SVG document, black on white with its quiet zone."""
    code = qrcode.QRCode(border=4, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    out = io.BytesIO()
    code.make_image(image_factory=qrcode.image.svg.SvgPathFillImage).save(out)
    return out.getvalue().decode()
