"""What stands on a print job's page, and the page as a picture."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.badges import drawing, layout, pdf
from onsite.badges.forms import form_for, values_of
from onsite.badges.models import PrintJobRow
from onsite.badges.page import Page
from onsite.badges.papers import Paper as PaperValues
from onsite.badges.papers import PlaceCard, Separator, Slip
from onsite.badges.place_cards import card_page
from onsite.badges.separators import separator_page
from onsite.badges.slips import slip_page
from onsite.badges.tables import Letterhead
from onsite.badges.template import (
    MM_PER_INCH,
    SHIPPED,
    Template,
    TemplateError,
    Templates,
    template_for,
)
from onsite.badges.test_pages import TestPage, layout_test_page
from onsite.badges.values import BadgeValues
from onsite.errors import OnsiteError
from onsite.registration.models import Category, Delegate, Guest, ProgrammeSession, Zone
from onsite.registration.queries import our_credential

# A sample badge carries a code that belongs to nobody.
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


Content = drawing.BadgeValues | Slip | PlaceCard | Separator | TestPage
ROLL = Paper(width_dots=850, height_dots=None, dpi=300, one_bit=False)
SCREEN = Paper(width_dots=1063, height_dots=1535, dpi=300, one_bit=False)


def content_of(session: Session, row: PrintJobRow) -> Content:
    """Gather what stands on a job's page: a badge, the paper it was asked for with, or a test."""
    if row.paper is not None:
        return _with_event(session, msgspec.convert(row.paper, type=PaperValues))
    if row.delegate_id is not None:
        values = badge_values(session, session.get_one(Delegate, row.delegate_id))
        return replace(values, box=str(row.box)) if row.box else values
    return _test_page(session, row)


def _with_event(session: Session, paper: PaperValues) -> PaperValues:
    """Let a slip that may be laid out by a template say whose event it is."""
    if not isinstance(paper, Slip) or not paper.form:
        return paper
    event = the_event(session)
    words = {"event_name": event.name, "event_name_en": event.name_en, "event_place": event.place}
    return msgspec.structs.replace(paper, fields=words | paper.fields)


def badge_values(session: Session, delegate: Delegate) -> BadgeValues:
    """Gather what stands on a delegate's badge; the QR code is the credential of ours."""
    event = the_event(session)
    category = session.get_one(Category, delegate.category)
    zone = session.get_one(Zone, category.zone)
    guest = session.get(Guest, delegate.id)
    return BadgeValues(
        event_name=event.name,
        event_name_en=event.name_en,
        event_place=event.place,
        event_dates=" – ".join(dict.fromkeys((f"{event.starts_on}", f"{event.ends_on}"))),
        name=delegate.name,
        latin_name=delegate.latin_name,
        organisation=delegate.organisation,
        position=delegate.position,
        category=category.code,
        category_name=category.name,
        category_name_en=category.name_en,
        category_colour=category.colour,
        reg_no=delegate.reg_no,
        credential=our_credential(session, delegate.id),
        zone=zone.name,
        zone_en=zone.name_en,
        sessions=_sessions(session, delegate.booked_sessions),
        table=delegate.table_no,
        seat=delegate.table_no,
        hotel=delegate.hotel,
        room=delegate.room,
        diet=delegate.diet,
        level=guest.level if guest else "",
        host=guest.host if guest else "",
        lounge=guest.lounge if guest else "",
    )


def _sessions(session: Session, codes: Sequence[str]) -> str:
    rows = [session.get(ProgrammeSession, code) for code in codes]
    return " · ".join(row.name or row.name_en for row in rows if row)


def _test_page(session: Session, row: PrintJobRow) -> TestPage:
    event = the_event(session)
    at = row.created_at.astimezone(ZoneInfo(event.time_zone))
    return TestPage(row.wanted_printer or "", event.name, f"{at:%m-%d %H:%M}")


def picture(
    content: Content,
    paper: Paper | None,
    *,
    number: int = 1,
    templates: Templates = SHIPPED,
) -> bytes:
    """Draw a page as PNG, for a printer's paper, or for a screen when it is None.

    Args:
        content: What stands on it.
        paper: The printer's; None: a screen's.
        number: 1 for the front, 2 for the back.
        templates: The event's own, and the one the printer is set to.

    Raises:
        TemplateError: It has no room on that paper.
        DrawingError, QrError: Its code can't be drawn.
        OnsiteError: ``unknown_page``: there is no page of that number.
    """
    paper = paper or (ROLL if isinstance(content, Slip) else SCREEN)
    sides = laid_out(content, paper, templates)
    if not 1 <= number <= len(sides):
        raise OnsiteError(
            "unknown_page",
            f"This paper has {len(sides)} side{'s'[: len(sides) > 1]}, and no number {number}.",
            status=404,
            field="number",
        )
    drawn = drawing.draw_page(sides[number - 1], dpi=paper.dpi, one_bit=paper.one_bit)
    out = io.BytesIO()
    drawn.save(out, "PNG", dpi=(paper.dpi, paper.dpi), compress_level=1)
    return out.getvalue()


def page_count(content: Content, paper: Paper | None, *, templates: Templates = SHIPPED) -> int:
    """Count the pages of a job: two where its template has a back. Lays nothing out.

    Raises:
        TemplateError: It has no room on that paper.
    """
    template = _template_of(content, paper or SCREEN, templates)
    return 2 if template is not None and template.has_back else 1


def laid_out(content: Content, paper: Paper, templates: Templates = SHIPPED) -> list[Page]:
    """Lay out what stands on a paper: its front, and its back if it has one.

    Raises:
        TemplateError: It has no room on that paper.
    """
    template = _template_of(content, paper, templates)
    width_mm, height_mm = paper.width_mm, paper.height_mm
    match content:
        case Slip(fields=fields) if template is not None:
            return layout.pages(template, values_of(fields), pictures=templates.pictures)
        case Slip():
            return [slip_page(content, width_mm=width_mm, height_mm=height_mm, templates=templates)]
        case PlaceCard():
            return [card_page(content, width_mm=width_mm, height_mm=height_mm, templates=templates)]
        case Separator():
            return [separator_page(content, width_mm=width_mm, height_mm=height_mm)]
        case TestPage():
            return [layout_test_page(content, paper)]
        case _ if template is not None:
            return layout.pages(template, content, pictures=templates.pictures)
    raise TypeError(content)


def _template_of(content: Content, paper: Paper, templates: Templates) -> Template | None:
    match content:
        case BadgeValues():
            return template_for(
                paper,
                content.category,
                templates.own,
                wanted=templates.wanted,
                faulty=templates.faulty,
            )
        case Slip(form=form) if form and paper.height_mm:
            named = templates.named(form)
            return form_for(named, width_mm=paper.width_mm, height_mm=paper.height_mm)
        case _:
            return None


def letterhead(session: Session, now: datetime) -> Letterhead:
    """Tell whose paper a document is, and when it is printed, by the venue's clock."""
    event = the_event(session)
    name = " ".join(dict.fromkeys(filter(None, (event.name, event.name_en))))
    return Letterhead(name, f"{now.astimezone(ZoneInfo(event.time_zone)):%Y-%m-%d %H:%M}")


def write_badge(
    session: Session,
    delegate: Delegate,
    out: Path,
    *,
    template: str | None,
    templates: Templates = SHIPPED,
) -> None:
    """Write a delegate's badge as ``.png`` at 300 dpi or as ``.pdf``.

    A PDF has the back as its second page; beside ``NAME.png`` it stands as ``NAME-back.png``.

    Raises:
        OnsiteError: ``unknown_format``, ``unknown_template``.
    """
    values = badge_values(session, delegate)
    try:
        chosen = (
            templates.named(template)
            if template
            else template_for(SCREEN, values.category, templates.own)
        )
        sides = layout.pages(chosen, values, pictures=templates.pictures)
    except TemplateError as error:
        raise OnsiteError("unknown_template", str(error)) from error
    if not chosen.boxes:
        raise OnsiteError(
            "unknown_template", f"{chosen.name!r} has no boxes for a badge; choose another."
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    match out.suffix.lower():
        case ".png":
            for place, side in zip((out, out.with_stem(f"{out.stem}-back")), sides, strict=False):
                drawn = drawing.draw_page(side, dpi=SCREEN.dpi)
                drawn.save(place, "PNG", dpi=(SCREEN.dpi, SCREEN.dpi))
        case ".pdf":
            pdf.write(chosen, [values], out, pictures=templates.pictures)
        case other:
            raise OnsiteError(
                "unknown_format",
                f"A badge is written as .png or .pdf, not as {other or out.name!r}.",
            )
