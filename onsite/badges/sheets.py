"""What stands on a print job's page, and the page as a picture."""

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.badges import drawing, layout, pdf
from onsite.badges.models import PrintJobRow
from onsite.badges.page import Page
from onsite.badges.papers import Code, Pair, PlaceCard, Separator, Slip
from onsite.badges.papers import Paper as PaperValues
from onsite.badges.place_cards import card_page
from onsite.badges.separators import separator_page
from onsite.badges.slips import slip_page
from onsite.badges.tables import Letterhead
from onsite.badges.template import MM_PER_INCH, TemplateError, shipped, template_for
from onsite.errors import OnsiteError
from onsite.registration.models import Category, Delegate
from onsite.registration.queries import our_credential

# A test badge carries a code that belongs to nobody.
TEST_CREDENTIAL = "TEST0TEST0TEST0TEST0TEST0TEST"


@dataclass(frozen=True)
class Paper:
    """The page of a printer, in its own dots."""

    width_dots: int
    height_dots: int | None
    dpi: float
    one_bit: bool

    @property
    def width_mm(self) -> float:
        return self.width_dots / self.dpi * MM_PER_INCH

    @property
    def height_mm(self) -> float | None:
        return self.height_dots / self.dpi * MM_PER_INCH if self.height_dots else None


Content = drawing.BadgeValues | Slip | PlaceCard | Separator
ROLL = Paper(width_dots=850, height_dots=None, dpi=300, one_bit=False)
SCREEN = Paper(width_dots=1063, height_dots=1535, dpi=300, one_bit=False)


def content_of(session: Session, row: PrintJobRow) -> Content:
    """Gather what stands on a job's page: a badge, the paper it was asked for with, or a test."""
    if row.paper is not None:
        paper: PaperValues = msgspec.convert(row.paper, type=PaperValues)
        return paper
    if row.delegate_id is not None:
        return badge_values(session, session.get_one(Delegate, row.delegate_id))
    if row.prints == "badge":
        return _test_badge(session, row.wanted_printer or "")
    return _test_slip(session, row)


def badge_values(session: Session, delegate: Delegate) -> drawing.BadgeValues:
    """Gather what stands on a delegate's badge; the QR code is the credential of ours."""
    event = the_event(session)
    category = session.get_one(Category, delegate.category)
    return drawing.BadgeValues(
        event_name=event.name,
        event_name_en=event.name_en,
        name=delegate.name,
        latin_name=delegate.latin_name,
        organisation=delegate.organisation,
        position=delegate.position,
        category_name=category.name,
        category_name_en=category.name_en,
        category_colour=category.colour,
        reg_no=delegate.reg_no,
        credential=our_credential(session, delegate.id),
    )


def _test_badge(session: Session, printer: str) -> drawing.BadgeValues:
    event = the_event(session)
    return drawing.BadgeValues(
        event_name=event.name,
        event_name_en=event.name_en,
        name=printer,
        category_name="测试",
        category_name_en="Test",
        credential=TEST_CREDENTIAL,
    )


def _test_slip(session: Session, row: PrintJobRow) -> Slip:
    event = the_event(session)
    return Slip(
        title="测试 Test",
        subtitle=event.name,
        parts=(
            Pair("打印机 Printer", row.wanted_printer or ""),
            Pair(
                "时间 Time", f"{row.created_at.astimezone(ZoneInfo(event.time_zone)):%m-%d %H:%M}"
            ),
            Code(TEST_CREDENTIAL, caption="扫一扫试试 Scan to try"),
        ),
    )


def picture(content: Content, paper: Paper | None) -> bytes:
    """Draw a page as PNG, for a printer's paper, or for a screen when it is None.

    Raises:
        TemplateError: It has no room on that paper.
        DrawingError, QrError: Its code can't be drawn.
    """
    paper = paper or (ROLL if isinstance(content, Slip) else SCREEN)
    drawn = drawing.draw_page(_laid_out(content, paper), dpi=paper.dpi, one_bit=paper.one_bit)
    out = io.BytesIO()
    drawn.save(out, "PNG", dpi=(paper.dpi, paper.dpi), compress_level=1)
    return out.getvalue()


def _laid_out(content: Content, paper: Paper) -> Page:
    match content:
        case Slip():
            return slip_page(content, width_mm=paper.width_mm, height_mm=paper.height_mm)
        case PlaceCard():
            return card_page(content, width_mm=paper.width_mm, height_mm=paper.height_mm)
        case Separator():
            return separator_page(content, width_mm=paper.width_mm, height_mm=paper.height_mm)
        case _:
            return layout.page(template_for(paper), content)


def letterhead(session: Session, now: datetime) -> Letterhead:
    """Tell whose paper a document is, and when it is printed, by the venue's clock."""
    event = the_event(session)
    name = " ".join(dict.fromkeys(filter(None, (event.name, event.name_en))))
    return Letterhead(name, f"{now.astimezone(ZoneInfo(event.time_zone)):%Y-%m-%d %H:%M}")


def write_badge(session: Session, delegate: Delegate, out: Path, *, template: str | None) -> None:
    """Write a delegate's badge as ``.png`` at 300 dpi or as ``.pdf``.

    Raises:
        OnsiteError: ``unknown_format``, ``unknown_template``.
    """
    values = badge_values(session, delegate)
    try:
        chosen = shipped(template) if template else template_for(SCREEN)
    except TemplateError as error:
        raise OnsiteError("unknown_template", str(error)) from error
    out.parent.mkdir(parents=True, exist_ok=True)
    match out.suffix.lower():
        case ".png":
            drawn = drawing.draw(chosen, values, dpi=SCREEN.dpi)
            drawn.save(out, "PNG", dpi=(SCREEN.dpi, SCREEN.dpi))
        case ".pdf":
            pdf.write(chosen, [values], out)
        case other:
            raise OnsiteError(
                "unknown_format",
                f"A badge is written as .png or .pdf, not as {other or out.name!r}.",
            )
