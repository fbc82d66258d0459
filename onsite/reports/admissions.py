"""入场统计: each hall, its sessions and its doors: admissions, persons, by category, the most inside.

Who was let in for one session and stayed for the next is among the next one's persons present, not among
its admissions. The most inside a hall is its own number, with what was counted by hand; in a session it is
of the persons present.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from sqlalchemy.orm import Session

from onsite.registration.models import ProgrammeSession
from onsite.registration.queries import programme
from onsite.reports.persons import Words, category_names
from onsite.reports.presence import Stay, stays
from onsite.reports.table import Cell, Column, Kind, Table
from onsite.reports.tallies import Tallies, Tally, tally
from onsite.scanner.curves import history
from onsite.scanner.models import CheckpointRow, Hall
from onsite.scanner.queries import checkpoints, halls

COLUMNS = (
    Column("统计口径", "Counted by"),
    Column("区域", "Hall"),
    Column("区域名称", "Hall name"),
    Column("场次/通道", "Session or checkpoint"),
    Column("场次/通道名称", "Its name"),
    Column("类别", "Category"),
    Column("类别名称", "Category name"),
    Column("入场人次", "Admissions", Kind.WHOLE),
    Column("入场人数", "Persons admitted", Kind.WHOLE),
    Column("在场人数", "Persons present", Kind.WHOLE),
    Column("最高在场", "Most inside", Kind.WHOLE),
    Column("容量", "Capacity", Kind.WHOLE),
    Column("首次入场", "First admission", Kind.INSTANT),
    Column("末次入场", "Last admission", Kind.INSTANT),
    Column("最高在场时间", "Most inside at", Kind.INSTANT),
    Column("开始", "Begins at", Kind.INSTANT),
    Column("结束", "Ends at", Kind.INSTANT),
)
Moment = tuple[datetime, int]
Present = dict[tuple[str, str | None], list[Stay]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the table before it is worded."""

    kind: str
    hall: Hall
    tally: Tally
    code: str | None = None
    name: str | None = None
    category: str | None = None
    present: int | None = None
    peak: Moment | None = None
    held: ProgrammeSession | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that is counted, and what it is called."""

    words: Words
    categories: dict[str, str]
    programme: Sequence[ProgrammeSession]
    doors: Sequence[CheckpointRow]
    tallies: Tallies
    present: Present


def admissions(session: Session, *, now: datetime) -> Table:
    """Count who was let in where, up to now."""
    words = Words(session)
    known = Known(
        words,
        category_names(session, words),
        programme(session),
        checkpoints(session),
        tally(session),
        _present(session, now),
    )
    rows: list[tuple[Cell, ...]] = []
    for hall in halls(session):
        inside = list(history(session, hall.code, until=now))
        rows += [_cells(line, known) for line in _lines(known, hall, inside)]
    return Table("admissions", "入场统计", "Admissions", COLUMNS, rows)


def _lines(known: Known, hall: Hall, inside: list[Moment]) -> Iterator[Line]:
    counted = known.tallies.halls
    yield Line(kind="hall", hall=hall, tally=counted[hall.code, None], peak=_peak(inside))
    for category in known.categories:
        if (hall.code, category) in counted:
            found = counted[hall.code, category]
            yield Line(kind="hall_category", hall=hall, tally=found, category=category)
    for held in known.programme:
        if held.hall == hall.code:
            yield from _session_lines(known, held, hall)
    for door in known.doors:
        if door.hall == hall.code and door.direction != "out":
            found = known.tallies.checkpoints[door.code, None]
            name = known.words.named(door)
            yield Line(kind="checkpoint", hall=hall, tally=found, code=door.code, name=name)


def _session_lines(known: Known, held: ProgrammeSession, hall: Hall) -> Iterator[Line]:
    counted, present = known.tallies.sessions, known.present
    for category in (None, *known.categories):
        key = (held.code, category)
        if category is None or key in counted or key in present:
            yield Line(
                kind="session_category" if category else "session",
                hall=hall,
                tally=counted[key],
                code=held.code,
                name=known.words.named(held),
                category=category,
                present=len({stay.delegate_id for stay in present[key]}),
                peak=None if category else _peak(_together(present[key], held)),
                held=held,
            )


def _cells(line: Line, known: Known) -> tuple[Cell, ...]:
    at, most = line.peak or (None, None)
    return (
        known.words(f"report.counted_by.{line.kind}"),
        line.hall.code,
        known.words.named(line.hall),
        line.code,
        line.name,
        line.category,
        known.categories[line.category] if line.category else None,
        line.tally.admissions,
        len(line.tally.persons),
        line.present,
        most,
        line.hall.capacity if line.kind in ("hall", "session") else None,
        line.tally.first,
        line.tally.last,
        at,
        line.held.starts_at if line.held else None,
        line.held.ends_at if line.held else None,
    )


def _present(session: Session, now: datetime) -> Present:
    """Find the stays that overlap which session, of all and of each category."""
    held: dict[str, list[ProgrammeSession]] = defaultdict(list)
    for row in programme(session):
        held[row.hall].append(row)
    found: Present = defaultdict(list)
    for stay in stays(session, now=now):
        for row in held[stay.hall]:
            if stay.begins_at < row.ends_at and row.starts_at < stay.ends_at:
                for category in (None, stay.category):
                    found[row.code, category].append(stay)
    return found


def _together(present: Iterable[Stay], held: ProgrammeSession) -> list[Moment]:
    """Tell how many were inside after each time that anyone came or went while a session was held."""
    changes = Counter[datetime]()
    for stay in present:
        changes[max(stay.begins_at, held.starts_at)] += 1
        changes[stay.ends_at] -= 1
    counts = accumulate(change for _, change in sorted(changes.items()))
    return list(zip(sorted(changes), counts, strict=True))


def _peak(inside: list[Moment]) -> Moment | None:
    most = max(inside, key=lambda moment: moment[1], default=None)
    return most if most and most[1] else None
