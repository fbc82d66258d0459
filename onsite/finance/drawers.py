"""Cash drawers: opened with a counted float, closed by a blind count, corrected by a new entry.

What a drawer should hold is told nowhere before it was counted.
"""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from onsite.access.queries import station_name
from onsite.asking import need_reason
from onsite.errors import OnsiteError
from onsite.finance import queries
from onsite.finance.bodies import CashClosingBody, CashCorrectionBody, CashSessionBody
from onsite.finance.ledger import Entry, amount_needed, post
from onsite.finance.models import CashClosing, CashCorrection, CashSession, OpenDrawer
from onsite.finance.rules import DRAWER, OVER_SHORT, SAFE, Method, counted_fen
from onsite.once import Asked, once


@once(CashSession)
def open_drawer(session: Session, body: CashSessionBody, asking: Asked) -> bytes:
    """Take over this desk's drawer with its float.

    Raises:
        OnsiteError: ``drawer_taken`` (409) by another session here, ``cashier_busy`` (409) with a drawer
            elsewhere, ``float_mismatch`` when the count adds up to another sum, ``bad_denomination``.
    """
    cashier = asking.principal.operator_name or asking.station
    _must_be_free(session, asking.station, cashier)
    if body.counts and _counted(body.counts) != body.float_fen:
        raise OnsiteError(
            "float_mismatch",
            "The pieces counted add up to another sum than the float; count again.",
            field="float_fen",
        )
    session_id = str(body.cash_session_id)
    answer = asking.keep(
        {"drawer": asking.station, "cashier": cashier, "float_fen": body.float_fen},
        drawer=asking.station,
        cashier=cashier,
        float_fen=body.float_fen,
        counts=body.counts,
    )
    drawer = OpenDrawer(drawer=asking.station, cashier=cashier, cash_session_id=session_id)
    session.add(drawer)
    session.flush()
    post(
        session,
        [
            Entry(f"{DRAWER}{session_id}", body.float_fen, method=Method.CASH),
            Entry(SAFE, -body.float_fen, method=Method.CASH),
        ],
        fact_kind="opening",
        fact_id=session_id,
        asking=asking,
        drawer=drawer,
    )
    return answer


@once(CashClosing)
def close_drawer(
    session: Session, body: CashClosingBody, asking: Asked, *, cash_session_id: str
) -> bytes:
    """Hand a drawer back as it was counted; only now it is told what it should have held.

    Raises:
        OnsiteError: ``already_closed`` (409), ``not_your_drawer`` (403), ``open_business`` (409) while a
            receipt of this session waits for a person, ``bad_denomination``, ``unknown_cash_session``.
    """
    row = queries.cash_session(session, cash_session_id)
    drawer = session.scalars(
        select(OpenDrawer).where(OpenDrawer.cash_session_id == row.id).with_for_update()
    ).one_or_none()
    if drawer is None:
        raise OnsiteError(
            "already_closed",
            "This drawer has been counted and closed; a later change is a correction.",
            status=409,
        )
    _must_be_hers(row, asking)
    counted = _counted(body.counts)
    _must_be_settled(session, row.id)
    expected = queries.balance(session, f"{DRAWER}{row.id}")
    answer = asking.keep(
        {
            "cash_session_id": row.id,
            "counted_fen": counted,
            "expected_fen": expected,
            "difference_fen": counted - expected,
        },
        cash_session_id=row.id,
        counts=body.counts,
        counted_fen=counted,
        expected_fen=expected,
        difference_fen=counted - expected,
        note=body.note,
    )
    account = f"{DRAWER}{row.id}"
    post(
        session,
        [
            Entry(account, -counted, method=Method.CASH),
            Entry(SAFE, counted, method=Method.CASH),
            Entry(account, counted - expected, method=Method.CASH),
            Entry(OVER_SHORT, expected - counted, method=Method.CASH),
        ],
        fact_kind="closing",
        fact_id=str(body.cash_closing_id),
        asking=asking,
        drawer=drawer,
    )
    session.execute(delete(OpenDrawer).where(OpenDrawer.cash_session_id == row.id))
    return answer


@once(CashCorrection)
def correct(
    session: Session, body: CashCorrectionBody, asking: Asked, *, cash_session_id: str
) -> bytes:
    """Enter cash found or missed after a closing; the closing stays.

    Raises:
        OnsiteError: ``not_closed`` (409), ``amount_needed``, ``reason_needed``, ``unknown_cash_session``.
    """
    need_reason(body.reason)
    if body.amount_fen == 0:
        raise amount_needed()
    row = queries.cash_session(session, cash_session_id)
    if queries.closing_of(session, row.id) is None:
        raise OnsiteError(
            "not_closed",
            "This drawer is still open; count and close it, then correct what is left.",
            status=409,
        )
    answer = asking.keep(
        {"cash_session_id": row.id, "amount_fen": body.amount_fen},
        cash_session_id=row.id,
        amount_fen=body.amount_fen,
        reason=body.reason,
    )
    post(
        session,
        [
            Entry(SAFE, body.amount_fen, method=Method.CASH),
            Entry(OVER_SHORT, -body.amount_fen, method=Method.CASH),
        ],
        fact_kind="correction",
        fact_id=str(body.cash_correction_id),
        asking=asking,
    )
    return answer


def _must_be_free(session: Session, station: str, cashier: str) -> None:
    for row in session.scalars(select(OpenDrawer)):
        if row.drawer == station:
            raise OnsiteError(
                "drawer_taken",
                f"This drawer is open under {row.cashier}; she counts and closes it first.",
                status=409,
            )
        if row.cashier == cashier:
            raise OnsiteError(
                "cashier_busy",
                f"{cashier} has the drawer of {station_name(session, row.drawer)} open; "
                "close that one first.",
                status=409,
            )


def _must_be_hers(row: CashSession, asking: Asked) -> None:
    operator = asking.principal.operator
    if row.cashier == asking.principal.operator_name:
        return
    if operator is None or "reverse_others" not in operator.rights:
        raise OnsiteError(
            "not_your_drawer",
            f"This is the drawer of {row.cashier}; she closes it, or a supervisor does.",
            status=403,
        )


def _must_be_settled(session: Session, cash_session_id: str) -> None:
    stuck = queries.stuck_receipts(session, cash_session_id)
    if stuck:
        raise OnsiteError(
            "open_business",
            f"Receipt {', '.join(map(str, stuck))} did not surely print; "
            "say of each print job whether it came out, then close.",
            status=409,
        )


def _counted(counts: dict[str, int]) -> int:
    try:
        return counted_fen(counts)
    except ValueError as error:
        raise OnsiteError(
            "bad_denomination",
            f"{str(error)[:20]!r} is no note or coin; count in fen: 10000, 5000, ... 1.",
            field="counts",
        ) from error
