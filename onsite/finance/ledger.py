"""Entering a fact into the ledger: its postings sum to zero, and what a person owes follows from them.

Which postings a fact has is the business of the module of that fact.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.asking import Asking
from onsite.errors import OnsiteError, not_found
from onsite.finance import queries
from onsite.finance.models import OpenDrawer, Posting
from onsite.finance.rules import DRAWER, RECEIVABLE, Method, account_of
from onsite.registration.accounts import book
from onsite.registration.models import Delegate
from onsite.registration.standings import must_not_be_merged


@dataclass(frozen=True)
class Entry:
    """One line to post; a debit is above zero."""

    account: str
    amount_fen: int
    method: str | None = None
    delegate_id: int | None = None
    category: str | None = None


def money(method: str, amount_fen: int, drawer: OpenDrawer | None) -> Entry:
    """Make the line of money that comes (above zero) or goes, by a method."""
    cash_session_id = drawer.cash_session_id if drawer else None
    return Entry(account_of(method, cash_session_id), amount_fen, method=method)


def owed_by(person: Delegate, amount_fen: int) -> Entry:
    """Make the line of what a person owes more (above zero) or less."""
    return Entry(RECEIVABLE, amount_fen, delegate_id=person.id, category=person.category)


def post(
    session: Session,
    entries: Iterable[Entry],
    *,
    fact_kind: str,
    fact_id: str,
    asking: Asking,
    drawer: OpenDrawer | None = None,
    counts_as: str | None = None,
) -> None:
    """Enter a fact, and let what persons were charged and have paid follow.

    Args:
        session: The use case's session.
        entries: Its lines; they sum to zero.
        fact_kind: ``payment``, ``refund``, ``charge``, ``deposit``, ``pay_out``, ``opening``, ``closing``,
            ``correction`` or ``reversal``.
        fact_id: The fact's id.
        asking: Who enters it.
        drawer: The drawer that cash moves in; its cashier stands for the fact.
        counts_as: What a reversal turns round; the fact's own kind otherwise.

    Raises:
        OnsiteError: ``drawer_short`` (409) when more cash would go than is there.
    """
    lines = [entry for entry in entries if entry.amount_fen]
    if sum(entry.amount_fen for entry in lines) != 0:
        raise ValueError(f"the postings of {fact_kind} {fact_id} do not sum to zero")
    kind = counts_as or fact_kind
    _drawer_must_hold(session, lines)
    for delegate_id, amount in _receivable(lines).items():
        if kind == "charge":
            book(session, delegate_id, charged_fen=amount)
        else:
            book(session, delegate_id, received_fen=-amount)
    shared = {
        "fact_kind": fact_kind,
        "fact_id": fact_id,
        "counts_as": kind,
        "day": local_day(session, asking.now),
        "cashier": drawer.cashier if drawer else asking.principal.operator_name or asking.station,
    }
    rows = [{**shared, **_columns(entry)} for entry in lines]
    if rows:
        session.execute(insert(Posting), rows)


def own_drawer(
    session: Session, asking: Asking, *, methods: Iterable[str], any_cashier: bool = False
) -> OpenDrawer | None:
    """Find the asking cashier's open drawer here when cash moves; None when none does.

    Args:
        session: The use case's session.
        asking: Who asks; cash moves in the drawer of her station.
        methods: Those by which money moves.
        any_cashier: Let it be whoever's drawer stands here (for who may reverse another's).

    Raises:
        OnsiteError: ``no_cash_session`` (409).
    """
    if Method.CASH not in set(methods):
        return None
    row = session.scalars(
        select(OpenDrawer).where(OpenDrawer.drawer == asking.station).with_for_update()
    ).one_or_none()
    if row is None or not (any_cashier or row.cashier == asking.principal.operator_name):
        raise OnsiteError(
            "no_cash_session",
            "Cash needs your own open drawer at this desk; count its float and open it first.",
            status=409,
            field="method",
        )
    return row


def locked(session: Session, reg_no: str) -> Delegate:
    """Read a delegate whose money is about to move; nobody else moves it meanwhile.

    Raises:
        OnsiteError: ``unknown_registration``; ``merged`` (409): her money is another registration's.
    """
    row = session.scalars(
        select(Delegate).where(Delegate.reg_no == reg_no.strip()).with_for_update()
    ).one_or_none()
    if row is None:
        raise not_found("registration", reg_no)
    must_not_be_merged(session, row)
    return row


def amount_needed() -> OnsiteError:
    """Build the error for an amount of nothing."""
    return OnsiteError("amount_needed", "The amount is zero; type one.", field="amount_fen")


def local_day(session: Session, at: datetime) -> date:
    """Tell the venue's day of an instant."""
    return at.astimezone(ZoneInfo(the_event(session).time_zone)).date()


def _receivable(lines: list[Entry]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for entry in lines:
        if entry.account == RECEIVABLE and entry.delegate_id is not None:
            found[entry.delegate_id] += entry.amount_fen
    return found


def _drawer_must_hold(session: Session, lines: list[Entry]) -> None:
    moved: dict[str, int] = defaultdict(int)
    for entry in lines:
        if entry.account.startswith(DRAWER):
            moved[entry.account] += entry.amount_fen
    for account, amount in moved.items():
        if amount < 0 and queries.balance(session, account) + amount < 0:
            raise OnsiteError(
                "drawer_short",
                "There is not that much cash in this drawer; choose another method, "
                "or do it at a desk with more.",
                status=409,
                field="amount_fen",
            )


def _columns(entry: Entry) -> dict[str, object]:
    is_drawer = entry.account.startswith(DRAWER)
    return {
        "account": entry.account,
        "method": entry.method,
        "delegate_id": entry.delegate_id,
        "category": entry.category,
        "cash_session_id": entry.account.removeprefix(DRAWER) if is_drawer else None,
        "amount_fen": entry.amount_fen,
    }
