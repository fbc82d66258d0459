"""Credit certificates (学分证): a page each of those who earned credits, by the template `certificate`.

Whose credits they are is `credits`'s; an event changes the page by a template of its own (docs/templates.md).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.badges.documents import Document, Table
from onsite.badges.documents import sheets as document_sheets
from onsite.badges.layout import pages
from onsite.badges.page import Page
from onsite.badges.pdf import pdf_of
from onsite.badges.sheets import letterhead
from onsite.badges.tables import Column, Letterhead
from onsite.badges.template import SHIPPED, TemplateError, Templates
from onsite.badges.values import BadgeValues
from onsite.errors import OnsiteError
from onsite.registration.models import Delegate
from onsite.registration.queries import delegate
from onsite.reports.credits import Earned, earned
from onsite.reports.saying import both, dates, exact, named

TEMPLATE = "certificate"


def certificates(session: Session, *, now: datetime, templates: Templates = SHIPPED) -> bytes:
    """Write everyone's certificate in one PDF, by registration number; nobody's is a page that says so.

    Args:
        session: A reading session.
        now: Credits earned up to then; its day stands on them.
        templates: The event's own.

    Raises:
        OnsiteError: ``unfit_template``.
    """
    values = certificate_values(session, now=now)
    if not values:
        return pdf_of(_nobody(letterhead(session, now), templates))
    return pdf_of(list(_pages(values, templates)))


def certificate(
    session: Session, reg_no: str, *, now: datetime, templates: Templates = SHIPPED
) -> bytes:
    """Write one person's certificate as PDF.

    Raises:
        OnsiteError: ``unknown_registration``; ``no_credits`` (409) when she has earned none so far;
            ``unfit_template``.
    """
    person = delegate(session, reg_no)
    values = [each for each in certificate_values(session, now=now) if each.reg_no == person.reg_no]
    if not values:
        raise OnsiteError(
            "no_credits",
            f"{person.reg_no} has earned no credits so far; they come from the time inside a session "
            "that gives some.",
            status=409,
            field="reg_no",
        )
    return pdf_of(list(_pages(values, templates)))


def certificate_values(session: Session, *, now: datetime) -> list[BadgeValues]:
    """Gather what stands on each certificate, by registration number."""
    event = the_event(session)
    gained: dict[int, list[Earned]] = defaultdict(list)
    for one in earned(session, now=now):
        if one.credits:
            gained[one.delegate_id].append(one)
    rows = session.scalars(select(Delegate).order_by(Delegate.reg_no))
    issued_on = now.astimezone(ZoneInfo(event.time_zone)).date()
    return [
        BadgeValues(
            event_name=event.name,
            event_name_en=event.name_en,
            event_place=event.place,
            event_dates=dates(event.starts_on, event.ends_on),
            name=row.name,
            latin_name=row.latin_name,
            organisation=row.organisation,
            position=row.position,
            category=row.category,
            reg_no=row.reg_no,
            number=f"{event.code}-{row.reg_no}",
            credits=exact(sum((one.credits for one in gained[row.id]), Decimal(0))),
            attended="；".join(map(_session, gained[row.id])),
            issued_on=issued_on.isoformat(),
        )
        for row in rows
        if row.id in gained
    ]


def _pages(values: Sequence[BadgeValues], templates: Templates) -> Iterator[Page]:
    try:
        template = templates.named(TEMPLATE)
        for each in values:
            yield from pages(template, each, pictures=templates.pictures)
    except TemplateError as error:
        raise OnsiteError(
            "unfit_template",
            f"The certificates' template can't be used: {error} Mend it at control, under templates.",
            status=409,
        ) from error


def _nobody(head: Letterhead, templates: Templates) -> list[Page]:
    table = Table([Column(both("credits"), 1)], [])
    title = named(both("certificates"), "")
    return document_sheets(Document(title=title, letterhead=head, tables=[table]), templates)


def _session(one: Earned) -> str:
    name = named(one.session.name, one.session.name_en)
    return f"{name}: {one.minutes} min, {both('credits').lower()} {exact(one.credits)}"
