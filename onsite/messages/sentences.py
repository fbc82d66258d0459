"""What a call says: a prepared sentence in both languages, filled from plan and stations, or own words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from onsite.access.queries import station, the_event
from onsite.errors import OnsiteError, not_found
from onsite.messages.rules import NEEDS
from onsite.registration import queries
from onsite.registration.models import Delegate, Item, ProgrammeSession, Zone
from onsite.scanner.models import Hall
from onsite.wording import word

CHINESE, ENGLISH = "zh-Hans", "en"


class About(Protocol):
    """What a sentence is about; a call's body and a reminder's."""

    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def text_en(self) -> str: ...
    @property
    def session(self) -> str | None: ...
    @property
    def item(self) -> str | None: ...
    @property
    def reg_no(self) -> str | None: ...


@dataclass(frozen=True)
class Said:
    """A sentence in both languages, and the person it names."""

    text: str
    text_en: str
    delegate_id: int | None = None


class _Named(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def name_en(self) -> str: ...


def said(session: Session, about: About) -> Said:
    """Say it.

    Raises:
        OnsiteError: ``detail_missing`` naming the field; ``unknown_station``, ``unknown_zone``,
            ``unknown_session``, ``unknown_hall``, ``unknown_item``, ``unknown_registration`` (404).
    """
    for name in NEEDS[about.kind]:
        value = getattr(about, name, None)
        if value is None or not str(value).strip():
            raise OnsiteError(
                "detail_missing", f"This call needs to know the {name}; add it.", field=name
            )
    if about.kind == "text":
        return Said(about.text.strip(), about.text_en.strip())
    person = _person(session, about)
    text, text_en = (
        word(f"messages.said.{about.kind}", language, **_values(session, about, language, person))
        for language in (CHINESE, ENGLISH)
    )
    return Said(text, text_en, person.id if person else None)


def unnamed(kind: str, language: str) -> str:
    """Say what a call about a person says to who may not see names."""
    return word(f"messages.said.somebody.{kind}", language)


def clock_time(session: Session, at: datetime) -> str:
    """Write an instant as the venue's clocks show it: ``08:30``."""
    return f"{at.astimezone(ZoneInfo(the_event(session).time_zone)):%H:%M}"


def session_of(session: Session, code: str) -> ProgrammeSession:
    """Read a session of the programme, or raise ``unknown_session``."""
    row = session.get(ProgrammeSession, code)
    if row is None:
        raise not_found("session", code, field="session")
    return row


def item_of(session: Session, code: str) -> Item:
    """Read an item, or raise ``unknown_item``."""
    row = session.get(Item, code)
    if row is None:
        raise not_found("item", code, field="item")
    return row


def _values(
    session: Session, about: About, language: str, person: Delegate | None
) -> dict[str, object]:
    found: dict[str, Callable[[], object]] = {
        "station": lambda: _station_name(session, about, language),
        "zone": lambda: _name(_there(session, Zone, about, "zone"), language),
        "session": lambda: _name(session_of(session, about.session or ""), language),
        "minutes": lambda: getattr(about, "minutes", 0),
        "item": lambda: _name(item_of(session, about.item or ""), language),
        "name": lambda: _person_name(person, language),
        "hall": lambda: _hall_name(session, about, language),
        "at": lambda: _time(session, about),
        "place": lambda: item_of(session, about.item or "").place or "—",
        "host": lambda: _host(session, person),
    }
    return {name: found[name]() for name in _PLACES[about.kind]}


_PLACES: dict[str, tuple[str, ...]] = {
    "supervisor": ("station",),
    "technician": ("station",),
    "more_hands": ("zone",),
    "session_moved": ("session", "hall"),
    "session_late": ("session", "minutes"),
    "back_to_hall": ("session", "hall", "at"),
    "meal_begins": ("item", "place"),
    "guest_on_the_way": ("name", "host"),
    "speaker_missing": ("name", "session", "at", "hall"),
}


def _station_name(session: Session, about: About, language: str) -> str:
    row = station(session, getattr(about, "station", None) or "")
    zone = session.get(Zone, row.zone) if row.zone and row.name == row.id else None
    return f"{_name(zone, language)} ({row.name})" if zone else row.name


def _hall_name(session: Session, about: About, language: str) -> str:
    code = getattr(about, "hall", None)
    if about.kind in ("back_to_hall", "speaker_missing"):  # the programme knows it
        code = session_of(session, about.session or "").hall
        row = session.get(Hall, code)
        return _name(row, language) if row else code
    return _name(_there(session, Hall, about, "hall"), language)


def _there(session: Session, rows: type[Zone] | type[Hall], about: About, what: str) -> _Named:
    code = getattr(about, what, None) or ""
    row = session.get(Zone, code) if rows is Zone else session.get(Hall, code)
    if row is None:
        raise not_found(what, code, field=what)
    return row


def _time(session: Session, about: About) -> str:
    return clock_time(session, session_of(session, about.session or "").starts_at)


def _person(session: Session, about: About) -> Delegate | None:
    if "reg_no" not in NEEDS[about.kind]:
        return None
    return queries.delegate(session, about.reg_no or "", field="reg_no")


def _person_name(person: Delegate | None, language: str) -> str:
    if person is None:
        return ""
    return (person.latin_name if language == ENGLISH else "") or person.name


def _host(session: Session, person: Delegate | None) -> str:
    guest = queries.guest(session, person.id) if person else None
    return (guest.host if guest else "") or "—"


def _name(row: _Named, language: str) -> str:
    return (row.name_en if language == ENGLISH else "") or row.name
