"""Pictures with what is hard on a page: letters, a QR code, a frame of one dot, greys cut to dots."""

import qrcode
from PIL import Image, ImageChops, ImageDraw, ImageFont

QR_TEXT = "ONSITE7Q2M0Z9K4T6W8X1Y3B5C7D9F"


def badge(width: int, height: int) -> Image.Image:
    """A one-bit badge of this size, in dots."""
    image = Image.new("1", (width, height), 1)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, width - 1, height - 1), outline=0)
    pen.rectangle((0, 0, width - 1, height // 8), fill=0)
    pen.text(
        (width // 10, height // 4), "Šárka 01", font=ImageFont.load_default(width // 8), fill=0
    )
    greys = Image.linear_gradient("L").resize((width // 5, height // 10)).convert("1")
    image.paste(greys, (width - width // 4, height // 3))
    code = qrcode.make(QR_TEXT, box_size=max(2, width // 80)).get_image().convert("1")
    image.paste(code, (width // 8, height // 2))
    return image


def same(one: Image.Image, other: Image.Image) -> bool:
    """Whether no dot differs."""
    differing = ImageChops.difference(one.convert("L"), other.convert("L"))
    return one.size == other.size and differing.getbbox() is None
