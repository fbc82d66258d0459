"""The printed roster of a zone: whom to tick off by hand when the server is gone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.badges.documents import Column, Document, Heading, Table, sheets
from onsite.badges.sheets import letterhead
from onsite.badges.tables import Row
from onsite.badges.template import SHIPPED, Templates
from onsite.errors import not_found
from onsite.finance.receipts import Words, words_of_event
from onsite.registration import queries
from onsite.registration.models import Arrival, Block, Delegate, Override, Zone
from onsite.registration.names import spoken
from onsite.units import yuan

EVERY_ZONE = "all"
OTHER_INITIAL = "#"


@dataclass(frozen=True)
class RosterLine:
    """One person on paper; `owes_fen` is 0 where a supervisor's word stands for a payment."""

    reg_no: str
    name: str
    latin_name: str
    organisation: str
    category: str
    owes_fen: int
    came_at: datetime | None
    is_stopped: bool  # blocked or escalated: a supervisor first, on paper too

    @property
    def initial(self) -> str:
        """The letter she is looked up under: of her name as it is spoken."""
        first = spoken(self.name)[0][:1].upper()
        return first if first.isascii() and first.isalpha() else OTHER_INITIAL


def roster(session: Session, zone: str) -> list[RosterLine]:
    """List who is expected in a zone, sorted by name as it is spoken; the cancelled are not.

    Raises:
        OnsiteError: ``unknown_zone``.
    """
    categories = {
        row.code: row for row in queries.categories(session) if zone in (EVERY_ZONE, row.zone)
    }
    if zone != EVERY_ZONE and session.get(Zone, zone) is None:
        raise not_found("zone", zone)
    rows = session.execute(
        select(Delegate, Arrival.at)
        .outerjoin(Arrival, Arrival.delegate_id == Delegate.id)
        .where(Delegate.category.in_(categories), Delegate.is_cancelled.is_(False))
    ).tuples()
    excused, stopped = _excused(session, "unpaid"), _stopped(session)
    lines = [
        RosterLine(
            reg_no=row.reg_no,
            name=row.name,
            latin_name=row.latin_name if row.latin_name != row.name else "",
            organisation=row.organisation,
            category=categories[row.category].name,
            owes_fen=0 if row.id in excused else max(0, row.balance_fen),
            came_at=came_at,
            is_stopped=row.is_escalated or row.id in stopped,
        )
        for row, came_at in rows
    ]
    # Who can't be looked up by a letter stands last, as in every telephone book.
    return sorted(
        lines, key=lambda line: (line.initial == OTHER_INITIAL, spoken(line.name), line.reg_no)
    )


def document(session: Session, zone: str, *, now: datetime) -> Document:
    """Put a zone's roster on paper; raises ``unknown_zone``."""
    lines = roster(session, zone)
    words = words_of_event(session)
    time_zone = ZoneInfo(the_event(session).time_zone)
    rows: list[Row] = []
    groups = [(initial, list(group)) for initial, group in groupby(lines, lambda one: one.initial)]
    for initial, group in groups:
        rows.append(Heading(f"{initial} · {len(group)}"))
        rows += [_row(line, words, time_zone) for line in group]
    return Document(
        title=words("paper.roster.title"),
        subtitle=_zone_line(session, zone, words, time_zone),
        letterhead=letterhead(session, now),
        notes=(
            words("paper.roster.how"),
            words("paper.roster.index", count=len(lines)),
            _index((initial, 0) for initial, _ in groups),
        ),
        tables=(Table(_columns(words), rows),),
    )


def indexed(roster_document: Document, templates: Templates = SHIPPED) -> Document:
    """Say on which page each letter begins: a thick roster is leafed through in a hurry."""
    headings = {
        row.text: row.text.split(" ", maxsplit=1)[0]
        for row in roster_document.tables[0].rows
        if isinstance(row, Heading)
    }
    pages: dict[str, int] = {}
    for number, sheet in enumerate(sheets(roster_document, templates), start=1):
        for text in sheet.texts:
            initial = headings.get(text.lines[0].line.text)
            if initial is not None:
                pages.setdefault(initial, number)
    return replace(roster_document, notes=(*roster_document.notes[:-1], _index(pages.items())))


def _excused(session: Session, kind: str) -> dict[int, datetime]:
    """Tell for whom an override of a kind is in force, and since when."""
    rows = session.scalars(
        select(Override).where(Override.kind == kind).order_by(Override.at, Override.is_revoked)
    )
    latest = {row.delegate_id: row for row in rows}
    return {row.delegate_id: row.at for row in latest.values() if not row.is_revoked}


def _stopped(session: Session) -> set[int]:
    """List who is blocked, and not lifted by a later override."""
    lifted = _excused(session, "blocked")
    latest = {
        row.delegate_id: row for row in session.scalars(select(Block).order_by(Block.at, Block.id))
    }
    return {
        row.delegate_id
        for row in latest.values()
        if row.is_blocked and not (row.delegate_id in lifted and lifted[row.delegate_id] >= row.at)
    }


def _columns(words: Words) -> list[Column]:
    return [
        Column("✓", 0.6, "tick"),
        Column(words("paper.roster.reg_no"), 1.7),
        Column(words("paper.roster.name"), 2.6),
        Column(words("paper.roster.organisation"), 3.1),
        Column(words("paper.roster.category"), 1.6),
        Column(words("paper.roster.owes"), 1.2, "number"),
        Column(words("paper.roster.time"), 1.3, "blank"),
        Column(words("paper.roster.signature"), 2.6, "signature"),
    ]


def _row(line: RosterLine, words: Words, time_zone: ZoneInfo) -> Row:
    came = line.came_at.astimezone(time_zone).strftime("%m-%d %H:%M") if line.came_at else ""
    return (
        line.came_at is not None,
        line.reg_no,
        f"{line.name} {line.latin_name}".strip(),
        line.organisation,
        line.category,
        words("paper.roster.stopped")
        if line.is_stopped
        else (f"¥{yuan(line.owes_fen)}" if line.owes_fen else ""),
        came,
        None,
    )


def _zone_line(session: Session, zone: str, words: Words, time_zone: ZoneInfo) -> str:
    row = session.get(Zone, zone)
    if row is None:
        return words("paper.roster.every_zone")
    names = " ".join(dict.fromkeys(filter(None, (row.name, row.name_en))))
    hours = " – ".join(
        at.astimezone(time_zone).strftime("%m-%d %H:%M")
        for at in (row.opens_at, row.closes_at)
        if at
    )
    return " · ".join(filter(None, (names, row.place, hours)))


def _index(pages: Iterable[tuple[str, int]]) -> str:
    return " · ".join(f"{initial} {page or '000'}" for initial, page in pages)
