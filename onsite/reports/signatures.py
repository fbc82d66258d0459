"""`signatures.pdf`: every sign-for sheet with every signature in one file, after a page that lists them.

What stands on one sheet is `handouts.sheet_layout`'s, what other rooms know of it `desks.sign_for`'s.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from onsite.badges.documents import Column, Document, Table, Total
from onsite.badges.documents import sheets as laid_out
from onsite.badges.page import Page
from onsite.badges.pdf import Bookmark, pdf_of
from onsite.badges.sheets import letterhead
from onsite.badges.template import SHIPPED, Templates
from onsite.desks.sign_for import told_of
from onsite.handouts.shapes import SheetLine
from onsite.handouts.sheet_layout import sheet
from onsite.handouts.sheets import sheets
from onsite.reports.saying import both, count, named


def signature_documents(session: Session, *, now: datetime) -> list[Document]:
    """Gather the list of sheets, then each sheet that anyone signed, in the planners' order."""
    lines = sheets(session)
    signed = [line["purpose"] for line in lines if line["signed"]]
    return [
        _list(session, lines, now),
        *(sheet(session, purpose, told=told_of(session, purpose), now=now) for purpose in signed),
    ]


def signatures_pdf(documents: Sequence[Document], templates: Templates = SHIPPED) -> bytes:
    """Write what `signature_documents` gathered; takes about two seconds for a thousand signatures."""
    pages: list[Page] = []
    bookmarks: list[Bookmark] = []
    for document in documents:
        bookmarks.append(Bookmark(document.subtitle or document.title, len(pages) + 1))
        pages += laid_out(document, templates)
    return pdf_of(pages, title=documents[0].title, bookmarks=bookmarks)


def signatures(session: Session, *, now: datetime, templates: Templates = SHIPPED) -> bytes:
    """Write all sign-for sheets in one PDF.

    Args:
        session: A reading session.
        now: When they are printed.
        templates: The event's own, for the measures of lists and the logo.
    """
    return signatures_pdf(signature_documents(session, now=now), templates)


def _list(session: Session, lines: Sequence[SheetLine], now: datetime) -> Document:
    rows = [
        (named(line["name"], line["name_en"]), count(line["signed"]), count(line["missing"]))
        for line in lines
    ]
    sums = (
        both("sum"),
        *(count(sum(line[key] for line in lines)) for key in ("signed", "missing")),
    )
    columns = (
        Column(both("sheet"), 6),
        Column(both("signed"), 2, "number"),
        Column(both("not_signed"), 2, "number"),
    )
    return Document(
        title=both("signatures"),
        letterhead=letterhead(session, now),
        tables=(Table(columns, [*rows, Total(sums)]),),
    )
