"""A person with all that concerns her, from every room: what a desk sees of her."""

from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.asking import Station
from onsite.badges.queries import badge_of
from onsite.badges.service import badge_lies_in
from onsite.desks.shapes import Card
from onsite.finance.queries import account_line
from onsite.handouts.queries import checklist
from onsite.reception.models import SlideCheck
from onsite.registration import queries, views
from onsite.registration.directory_views import card_line


def desk_card(session: Session, reg_no: str, *, station: Station) -> Card:
    """Join a person's card for a station; raises ``unknown_registration``."""
    row = queries.delegate(session, reg_no)
    person = views.card(
        session,
        row,
        badge={**badge_of(session, reg_no=row.reg_no), "lies_in": badge_lies_in(session, row.id)},
        station_zone=station.zone,
    )
    items = checklist(session, row, station=station.id)["items"]
    return {
        **person,
        "account": account_line(session, row),
        "checklist": cast("list[dict[str, Any]]", items),
        "slides": _slides(session, row.id),
        "directory": card_line(session, row),
    }


def _slides(session: Session, delegate_id: int) -> dict[str, str]:
    """Tell how far a speaker's slides for each session are: the latest word."""
    rows = session.execute(
        select(SlideCheck.session_code, SlideCheck.state)
        .where(SlideCheck.delegate_id == delegate_id)
        .order_by(SlideCheck.at)
    )
    return dict(rows.tuples().all())
