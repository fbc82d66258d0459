"""The pick-list of a batch: which badge lies in which box, what is missing, what must be taken out.

It lies beside the boxes, so it says what a desk would: also when the screen is dark.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.badges.batch_choice import standing_badges
from onsite.badges.batch_progress import TAKEN_OUT, Placed, placed
from onsite.badges.batch_rows import PrintBatch
from onsite.badges.models import PrintJobRow
from onsite.badges.rules import State
from onsite.badges.sheets import letterhead
from onsite.badges.tables import Column, Document, Heading, Row, Table
from onsite.registration.models import Arrival, Delegate
from onsite.wording import word

LIES = (State.PRINTED, State.UNCONFIRMED)
REPLACED, CANCELLED, MERGED, LOST = "replaced", "cancelled", "merged", "lost"


@dataclass(frozen=True)
class PickLine:
    """One badge of a batch, and its owner."""

    page: Placed
    person: Delegate
    is_here: bool
    dead: str  # why its badge must not be handed out; empty where it may

    @property
    def must_go(self) -> bool:
        """Whether a badge lies there that must be taken out."""
        return bool(self.dead) and self.page.state in LIES


def pick_lines(session: Session, row: PrintBatch) -> list[PickLine]:
    """List a batch's badges in its order."""
    pages = [page for page in placed(session, row.id) if page.delegate_id is not None]
    theirs = select(PrintJobRow.delegate_id).where(PrintJobRow.batch == row.id)
    found = session.scalars(select(Delegate).where(Delegate.id.in_(theirs)))
    people = {person.id: person for person in found}
    here = set(session.scalars(select(Arrival.delegate_id)))
    standing = {key: badge.id for key, badge in standing_badges(session).items()}
    return [
        PickLine(page, person, person.id in here, _dead(page, person, standing))
        for page in pages
        if (person := people.get(page.delegate_id or 0)) is not None
    ]


def document(session: Session, row: PrintBatch, *, now: datetime) -> Document:
    """Put a batch's pick-list on paper, in the event's languages: what must go first."""
    say = _Words(tuple(the_event(session).languages))
    lines = pick_lines(session, row)
    dead = [line for line in lines if line.must_go]
    lying = sum(1 for line in lines if line.page.state in LIES)
    tables = [
        Table(_columns(say), _by_box(lines, say), title=say("paper.pick.all") if dead else "")
    ]
    if dead:
        rows = [_cells(line, say) for line in dead]
        tables.insert(0, Table(_columns(say), rows, title=say("paper.pick.take_out")))
    return Document(
        title=say("paper.pick.title"),
        subtitle=row.title,
        letterhead=letterhead(session, now),
        notes=(say("paper.pick.how"), say("paper.pick.count", lying=lying, count=row.count)),
        tables=tables,
    )


@dataclass(frozen=True)
class _Words:
    languages: Sequence[str]

    def __call__(self, key: str, **values: object) -> str:
        """Say a sentence in each of the event's languages, once where they say the same."""
        said = (word(key, language, **values) for language in self.languages)
        return " ".join(dict.fromkeys(said))


def _dead(page: Placed, person: Delegate, standing: dict[int, str]) -> str:
    if person.merged_into is not None:
        return MERGED
    if person.is_cancelled:
        return CANCELLED
    badge = standing.get(person.id)
    if badge is None:
        return LOST if page.state in LIES else ""
    return "" if badge == page.id else REPLACED


def _by_box(lines: Sequence[PickLine], say: _Words) -> list[Row]:
    rows: list[Row] = []
    for box, group in groupby(lines, key=lambda line: line.page.box):
        inside = list(group)
        if box is not None:
            first, last = inside[0].page.position, inside[-1].page.position
            rows.append(Heading(f"{say('paper.pick.box', box=box)} · {first}–{last}"))
        rows += [_cells(line, say) for line in inside]
    return rows


def _columns(say: _Words) -> list[Column]:
    return [
        Column(say("paper.pick.box_short"), 0.9, "number"),
        Column(say("paper.pick.position"), 0.9, "number"),
        Column(say("paper.roster.name"), 2.8),
        Column(say("paper.roster.organisation"), 3.4),
        Column(say("paper.roster.reg_no"), 1.7),
        Column(say("paper.pick.state"), 2.4),
    ]


def _cells(line: PickLine, say: _Words) -> Row:
    person, page = line.person, line.page
    latin = person.latin_name if person.latin_name != person.name else ""
    return (
        "" if page.box is None else f"{page.box}",
        f"{page.position}",
        f"{person.name} {latin}".strip(),
        person.organisation,
        person.reg_no,
        _state(line, say),
    )


def _state(line: PickLine, say: _Words) -> str:
    state = line.page.state
    if line.must_go:
        return say(f"paper.pick.dead.{line.dead}")
    if state == State.PRINTED:
        return say("paper.pick.here" if line.is_here else "paper.pick.printed")
    if state in (State.UNCONFIRMED, TAKEN_OUT):
        return say(f"paper.pick.{state}")
    return say("paper.pick.not_printed")
