"""Papers of the report, read as a person would: the text of a PDF's pages, the dots of a picture."""

import io

import pypdfium2
from PIL import Image


def pages_of(pdf):
    """Give the text of each page, its lines one after the other with single blanks."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return [" ".join(text.split()) for text in texts]


def said_in(pdf):
    """Give all of a PDF's text."""
    return " ".join(pages_of(pdf))


def picture_of(png):
    """Open a picture."""
    return Image.open(io.BytesIO(png)).convert("RGB")


def words_on(page):
    """List what stands on a laid-out page, text by text."""
    return [placed.line.text for text in page.texts for placed in text.lines]
