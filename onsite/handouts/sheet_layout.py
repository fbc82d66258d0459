"""A sign-for sheet as a document: every signature drawn, with who saw it and when."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from onsite.badges.sheets import letterhead
from onsite.badges.tables import Cells, Column, Document, Ink, Table
from onsite.handouts.papers import both
from onsite.handouts.piles import known_item
from onsite.handouts.queries import zone_of
from onsite.handouts.sheets import OTHER_PURPOSES, Signed, Told, signed_for
from onsite.wording import DEFAULT, word

SHARES = {"number": 1.3, "name": 3, "organisation": 4, "detail": 3, "signature": 4, "time": 2.4}
SEEN_BY_SHARE = 2.4


def sheet(session: Session, purpose: str, *, told: Mapping[str, Told], now: datetime) -> Document:
    """Lay out one sign-for sheet; `badges.documents.write` makes it a PDF.

    Args:
        session: Any session.
        purpose: An item's code, or ``pay_out``, ``invoice``, ``pick_up``.
        told: What other rooms know of the facts signed for, by their ids.
        now: When it is printed.

    Raises:
        OnsiteError: ``unknown_item``.
    """
    zone = zone_of(session)
    rows: list[Cells] = [
        [
            str(number),
            line.name,
            line.organisation,
            _detail(line),
            Ink(line.strokes, line.aspect),
            f"{line.at.astimezone(zone):%m-%d %H:%M}",
            line.seen_by,
        ]
        for number, line in enumerate(signed_for(session, purpose, told), start=1)
    ]
    return Document(
        title=both("paper.sign_for.title"),
        subtitle=_named(session, purpose),
        letterhead=letterhead(session, now),
        tables=[Table(_columns(), rows)],
    )


def _columns() -> list[Column]:
    shown = [
        Column(
            both(f"paper.sign_for.{name}"), share, "signature" if name == "signature" else "text"
        )
        for name, share in SHARES.items()
    ]
    return [*shown, Column(both("paper.sign_for.seen_by"), SEEN_BY_SHARE)]


def _named(session: Session, purpose: str) -> str:
    if purpose in OTHER_PURPOSES:
        return both(f"paper.sign_for.{purpose}")
    item = known_item(session, purpose)
    return " ".join(dict.fromkeys((item.name, item.name_en)))


def _detail(line: Signed) -> str:
    """Say what was signed for, who signed where it was another, and whether it was taken back."""
    words = [line.detail]
    if line.signed_by != line.name:
        words.append(word("paper.sign_for.by", DEFAULT, name=line.signed_by))
    if line.is_undone:
        words.append(both("paper.sign_for.undone"))
    return " ".join(filter(None, words))
