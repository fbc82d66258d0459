"""Receipts: numbered without gaps in the transaction of what they are for, printed from the spool.

A receipt keeps what it said; a copy says the same, and that it is a copy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from onsite.access.queries import station_name, the_event
from onsite.asking import Asking
from onsite.badges.papers import Pair, Part, Rule, Slip, Text
from onsite.badges.service import queue_paper
from onsite.finance import queries
from onsite.finance.bodies import ReceiptCopyBody
from onsite.finance.ledger import local_day
from onsite.finance.models import OpenDrawer, Receipt, ReceiptCopy, ReceiptCounter
from onsite.once import Asked, once
from onsite.registration.models import Delegate
from onsite.wording import word

NUMBER_DIGITS = 6


@dataclass(frozen=True)
class PaperedFact:
    """What a receipt is for; ``title`` where the paper is called otherwise than its kind."""

    kind: str
    id: str
    total_fen: int
    delegate_id: int | None = None
    title: str = ""


@dataclass(frozen=True)
class Issued:
    """A receipt's number, and its print job if it prints."""

    number: int
    print_job: str | None


@dataclass(frozen=True)
class Words:
    """Says a word in every language of the event, one after the other."""

    languages: tuple[str, ...]

    def __call__(self, key: str, **values: object) -> str:
        said = [word(key, language, **values) for language in self.languages]
        return " ".join(dict.fromkeys(said))


def words_of_event(session: Session) -> Words:
    """Prepare the event's languages for papers."""
    return Words(tuple(the_event(session).languages))


def issue(
    session: Session,
    fact: PaperedFact,
    parts: Sequence[Part],
    *,
    asking: Asking,
    drawer: OpenDrawer | None,
    prints: bool = True,
) -> Issued:
    """Number a fact's receipt and queue its print, in the fact's transaction.

    Args:
        session: The use case's session.
        fact: What it is for.
        parts: What stands between the number and the total.
        asking: Whose desk it prints at.
        drawer: The drawer that opens with it; None when no cash moves.
        prints: False: numbered and kept, printed when a copy is asked for.
    """
    number = _next_number(session)
    paper = _slip(session, fact, parts, number=number, asking=asking, drawer=drawer)
    job = None
    if prints:
        job = queue_paper(
            session,
            paper,
            prints="receipt",
            principal=asking.principal,
            now=asking.now,
            delegate_id=fact.delegate_id,
        )
    session.add(
        Receipt(
            number=number,
            fact_kind=fact.kind,
            fact_id=fact.id,
            delegate_id=fact.delegate_id,
            cash_session_id=drawer.cash_session_id if drawer else None,
            total_fen=fact.total_fen,
            at=asking.now,
            day=local_day(session, asking.now),
            paper=msgspec.to_builtins(paper),
            print_job=job.id if job else None,
        )
    )
    session.flush()
    return Issued(number, job.id if job else None)


@once(ReceiptCopy, "receipt_copy_id")
def copy_receipt(session: Session, _: ReceiptCopyBody, asking: Asked, *, number: int) -> bytes:
    """Print a receipt again; it says which copy it is, and when its money was reversed.

    The drawer stays shut: no money moves with a copy.
    """
    row = queries.receipt(session, number)
    printed = session.scalar(
        select(func.count()).select_from(ReceiptCopy).where(ReceiptCopy.number == number)
    )
    copy_no = (printed or 0) + (1 if row.print_job is None else 2)
    words = words_of_event(session)
    marks = [words("receipt.copy", number=copy_no)] if copy_no > 1 else []
    if queries.is_reversed(session, row.fact_kind, row.fact_id):
        marks.append(words("receipt.reversed"))
    kept = msgspec.convert(row.paper, Slip)
    paper = msgspec.structs.replace(kept, copy=" · ".join(marks), opens_drawer=False)
    job = queue_paper(
        session,
        paper,
        prints="receipt",
        principal=asking.principal,
        now=asking.now,
        delegate_id=row.delegate_id,
        reprint_of=row.print_job,
    )
    return asking.keep(
        {"number": number, "copy_no": copy_no, "print_job": job.id, "has_printer": job.has_printer},
        number=number,
        copy_no=copy_no,
    )


def person_pair(person: Delegate, amount_fen: int) -> Pair:
    """Write whom an amount is for."""
    return Pair(f"{person.name} {person.reg_no}", amount(amount_fen))


def amount(fen: int) -> str:
    """Write fen with two decimals: 180000 -> ``1,800.00``."""
    whole, cents = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{cents:02d}"


def _slip(
    session: Session,
    fact: PaperedFact,
    parts: Sequence[Part],
    *,
    number: int,
    asking: Asking,
    drawer: OpenDrawer | None,
) -> Slip:
    event, words = the_event(session), words_of_event(session)
    local = asking.now.astimezone(ZoneInfo(event.time_zone))
    sign = "¥" if event.currency == "CNY" else f"{event.currency} "
    return Slip(
        title=words(f"receipt.title.{fact.title or fact.kind}"),
        subtitle=event.name,
        parts=(
            Pair(words("receipt.number"), f"{number:0{NUMBER_DIGITS}d}"),
            Pair(words("receipt.time"), f"{local:%Y-%m-%d %H:%M}"),
            Rule(),
            *parts,
            Rule(),
            Pair(words("receipt.total"), sign + amount(fact.total_fen), is_total=True),
            Rule(),
            Pair(words("receipt.cashier"), asking.principal.operator_name or asking.station),
            Pair(words("receipt.desk"), station_name(session, asking.station)),
            Text(words("receipt.no_tax_paper")),
        ),
        opens_drawer=drawer is not None,
    )


def _next_number(session: Session) -> int:
    """Move the one counter on: a rolled back transaction gives its number back."""
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgres_insert
    session.execute(insert(ReceiptCounter).values(id=1, last=0).on_conflict_do_nothing())
    number: int | None = session.scalar(
        update(ReceiptCounter)
        .where(ReceiptCounter.id == 1)
        .values(last=ReceiptCounter.last + 1)
        .returning(ReceiptCounter.last)
    )
    assert number is not None  # noqa: S101 - the row was made above
    return number
