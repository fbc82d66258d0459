"""The list of an evacuation on paper, by hall, with boxes to tick: phones die, and smoke has no Wi-Fi."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.badges.documents import Column, Document, Heading, Table
from onsite.badges.sheets import letterhead
from onsite.badges.tables import Row
from onsite.finance.receipts import Words, words_of_event
from onsite.registration.names import spoken
from onsite.scanner import evacuation_lists
from onsite.scanner.evacuation_shapes import EvacuatedPerson, EvacuationHallShape


def document(session: Session, evacuation_id: str, *, now: datetime) -> Document:
    """Put an evacuation's list on paper: each hall with its people, by name as it is spoken.

    Raises:
        OnsiteError: ``unknown_evacuation`` 404.
    """
    found = evacuation_lists.evacuation(session, evacuation_id, shows_names=True)
    words = words_of_event(session)
    zone = ZoneInfo(the_event(session).time_zone)
    rows: list[Row] = []
    for hall in found["halls"]:
        rows.append(Heading(_heading(hall, words)))
        people = (each for each in found["people"] if each["hall"] == hall["hall"])
        rows += [_row(each, zone) for each in sorted(people, key=_by_name)]
    counts = found["counts"]
    return Document(
        title=words("paper.evacuation.title"),
        subtitle=f"{_reason(found['reason'], words)} · {_clock(found['at'], zone)}",
        letterhead=letterhead(session, now),
        notes=(
            words("paper.evacuation.how"),
            words(
                "paper.evacuation.count",
                people=counts["people"],
                out=counts["out"],
                unnamed=counts["unnamed"],
            ),
        ),
        tables=(Table(_columns(words), rows),),
    )


def _reason(reason: str, words: Words) -> str:
    """Word a reason that pages offer; one that was typed stays as it is."""
    key = f"evacuation.reason.{reason}"
    said = words(key)
    return reason if said == key else said


def _heading(hall: EvacuationHallShape, words: Words) -> str:
    name = " ".join(dict.fromkeys(filter(None, (hall["name"], hall["name_en"])))) or hall["hall"]
    people = words("paper.evacuation.people", count=hall["people"])
    unnamed = words("paper.evacuation.unnamed", count=hall["unnamed"]) if hall["unnamed"] else ""
    return " · ".join(filter(None, (name, people, unnamed)))


def _columns(words: Words) -> list[Column]:
    return [
        Column("✓", 0.6, "tick"),
        Column(words("paper.roster.name"), 3),
        Column(words("paper.roster.organisation"), 3.6),
        Column(words("paper.roster.reg_no"), 1.8),
        Column(words("paper.evacuation.since"), 1.4),
        Column(words("paper.evacuation.seen"), 2, "blank"),
    ]


def _row(person: EvacuatedPerson, zone: ZoneInfo) -> Row:
    marked = person["at"] if person["is_out"] else None
    return (
        person["is_out"],
        person["name"],
        person["organisation"],
        person["reg_no"],
        _clock(person["since"], zone),
        f"{_clock(marked, zone)} {person['marked_by']}" if marked else None,
    )


def _by_name(person: EvacuatedPerson) -> tuple[object, ...]:
    return (*spoken(person["name"]), person["reg_no"])


def _clock(instant: str, zone: ZoneInfo) -> str:
    return datetime.fromisoformat(instant).astimezone(zone).strftime("%H:%M")
