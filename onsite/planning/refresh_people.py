"""The sheet 代表名单 as planners changed it since: new people, other data, cancelled, taken up again.

Nobody is ever deleted. Whom a `sync` wrote into the plan as a walk-in is ours, not a new delegate.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid5

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.once import fingerprint, keep
from onsite.planning.corrected import corrections
from onsite.planning.loading import credential_values, delegate_values
from onsite.planning.plan import Delegate as PlannedDelegate
from onsite.planning.refresh_acted import BADGE_PRINTED, Acted
from onsite.planning.refresh_credentials import line_of, take_credential, with_free_code
from onsite.planning.refresh_taking import Both, Field, Line, Refusal, Taking, fold
from onsite.planning.tables import DELEGATES
from onsite.registration import name_fixes
from onsite.registration.cancellations import expect
from onsite.registration.category_changes import move_to
from onsite.registration.correction_rows import Cancellation, Substitution
from onsite.registration.counting import count
from onsite.registration.identities import identity_hash, masked_identity
from onsite.registration.models import Arrival, Category, Credential, Delegate, Item
from onsite.registration.walk_ins import add_search_keys

ON_BADGE = frozenset({"name", "latin_name", "organisation", "position", "category"})
FOUND_BY = frozenset({"name", "latin_name", "organisation", "phone"})
ROWS_AT_ONCE = 5_000
FROM_PLAN = "planners' list"
FIELDS = (
    Field("status", "is_cancelled", lambda status: status == "cancelled"),
    Field("category", "category"),
    Field("name", "name"),
    Field("latin_name", "latin_name"),
    Field("organisation", "organisation"),
    Field("position", "position"),
    Field("phone", "phone"),
    Field("email", "email"),
    Field("hotel", "hotel"),
    Field("hotel_room", "room"),
    Field("diet", "diet"),
    Field("table_no", "table_no"),
    Field("paid_fen", "paid_fen"),
    Field("due_fen", "due_fen"),
    Field("payment_means", "pay_method"),
    Field("invoice_title", "invoice_title"),
    Field("tax_number", "tax_number"),
    Field("invoice_state", "invoice_state"),
    Field("note", "note"),
    Field("booked_sessions", "booked_sessions", list),
    Field("booked_items", "booked_items", list),
    Field("invoice_bag", "invoice_bag"),
)


def take_people(taking: Taking) -> None:
    """Take in what planners changed of people, and tell who is on the list no longer."""
    session, plan = taking.session, taking.plan
    pairs = taking.compared(DELEGATES, taking.base.delegates, plan.delegates, key="reg_no")
    held = _held(session, [both.now.reg_no for both in pairs])
    new: list[PlannedDelegate] = []
    for both in pairs:
        row = held.get(fold(both.now.reg_no))
        if row is None:
            new += _new(taking, both.now)
        elif not (row.is_walk_in and both.base is None):
            _take(taking, both, row)
    _add(taking, new)
    _take_identities(taking)
    _mark_booked(taking)
    _tell_gone(taking)


def _held(session: Session, reg_nos: Sequence[str]) -> dict[str, Delegate]:
    """Find the event's rows; a reg_no counts without regard to case."""
    found: dict[str, Delegate] = {}
    wanted = {fold(reg_no) for reg_no in reg_nos}
    exact = select(Delegate.id, Delegate.reg_no)
    ids = [row.id for row in session.execute(exact) if fold(row.reg_no) in wanted]
    for at in range(0, len(ids), ROWS_AT_ONCE):
        part = select(Delegate).where(Delegate.id.in_(ids[at : at + ROWS_AT_ONCE]))
        found |= {fold(row.reg_no): row for row in session.scalars(part)}
    return found


def _take(taking: Taking, both: Both, row: Delegate) -> None:
    acted = Acted(taking.session, row)
    both = _as_charged(taking, both, row)
    if _is_another(taking, both, row):
        _refuse_reuse(taking, both, row)
        return
    accepted = taking.settle(
        line_of(both, row),
        row,
        FIELDS,
        refuse=lambda field, _after: acted.refuse(both.now, field),
        note=lambda field: BADGE_PRINTED if field in ON_BADGE and acted.has_badge else "",
        touched=frozenset() if both.base else _touched(taking, row),
    )
    take_credential(taking, both, acted)
    _write(taking, row, accepted)


def _as_charged(taking: Taking, both: Both, row: Delegate) -> Both:
    """Let an empty 应缴 stay what was planned where a desk changed the category and charged for it."""
    if taking.recategorised.get(row.id) != row.category:
        return both

    def as_planned(planned: PlannedDelegate | None) -> PlannedDelegate | None:
        if planned is None or not planned.is_due_by_category or planned.category != row.category:
            return planned
        return replace(planned, due_fen=row.due_fen)

    return Both(as_planned(both.base), as_planned(both.now))


def _is_another(taking: Taking, both: Both, row: Delegate) -> bool:
    """Tell whether a number was given to another person: no sign of who had it is left."""

    def before(name: str) -> str:
        place = (DELEGATES.csv, fold(row.reg_no), name)
        return str(taking.pending.get(place, getattr(both.base or row, name)))

    if both.now.name == row.name or set(both.now.name) & set(before("name")):
        return False
    pairs = [(before(name), getattr(both.now, name)) for name in ("phone", "email")]
    told = [(was, now) for was, now in pairs if was and now]
    return bool(told) and all(was.casefold() != now.casefold() for was, now in told)


def _refuse_reuse(taking: Taking, both: Both, row: Delegate) -> None:
    refusal = Refusal(
        "reg_no_reused",
        f"{row.reg_no} is {row.name}'s number, and her credential goes with it",
        "give the new person a number of her own and cancel this one; "
        "for a colleague who comes instead, substitute her at a desk",
    )
    line = line_of(both, row)
    taking.refuse(line, "name", refusal, onsite=row.name)
    taking.left_alone.add(fold(row.reg_no))
    for one in FIELDS:
        place = (DELEGATES.csv, fold(row.reg_no), one.name)
        was = getattr(both.base or both.now, one.name)
        if place in taking.pending or was != getattr(both.now, one.name):
            taking.ask_again(line, one.name)


def _touched(taking: Taking, row: Delegate) -> frozenset[str]:
    return frozenset(corrections(taking.session).get(row.id, ()))


def _write(taking: Taking, row: Delegate, accepted: dict[str, Any]) -> None:
    """Write accepted fields with what follows from them: keys to find her by, counts, the fact."""
    session = taking.session
    cancelled = accepted.pop("is_cancelled", None)
    category = accepted.pop("category", None)
    texts = {name: text for name, text in accepted.items() if name in FOUND_BY}
    for attribute, value in accepted.items():
        if attribute not in texts:
            setattr(row, attribute, value)
    if texts:
        name_fixes.rewrite(session, row, texts)
    if category is not None:
        if row.is_cancelled:
            row.category = category
        else:
            move_to(session, row, session.get_one(Category, category))
    if cancelled is not None:
        _cancel(taking, row, is_cancelled=cancelled)
    session.flush()


def _cancel(taking: Taking, row: Delegate, *, is_cancelled: bool) -> None:
    told = next(one for one in reversed(taking.changes) if one["field"] == "status")
    told["what"] = "cancelled" if is_cancelled else "taken_up"
    if is_cancelled and (row.received_fen or row.charged_fen):
        told["note"] = "money_here"
    refresh_id = taking.refresh_id
    fact_id = str(uuid5(refresh_id, row.reg_no))
    keep(
        taking.session, Cancellation, fact_id, fingerprint([str(refresh_id), row.reg_no]),
        {"cancellation_id": fact_id, "reg_no": row.reg_no, "cancelled": is_cancelled},
        delegate_id=row.id, is_cancelled=is_cancelled, reason=FROM_PLAN, **taking.asking.by,
    )  # fmt: skip
    expect(taking.session, row, is_expected=not is_cancelled)


def _new(taking: Taking, now: PlannedDelegate) -> list[PlannedDelegate]:
    """Refuse the row of a walk-in that this event has not; the person otherwise, as a list."""
    if now.source:
        refusal = Refusal(
            "walk_in_unknown",
            f"来源 says {now.source}, but this event has no such walk-in",
            "clear 来源 where she is a new delegate",
        )
        taking.refuse_row(Line(DELEGATES, Both(None, now), now.reg_no, now.name), "reg_no", refusal)
        return []
    return [now]


def _add(taking: Taking, rows: Sequence[PlannedDelegate]) -> None:
    """Add new people: registered, findable, each with a credential valid at once."""
    if not rows:
        return
    session, event = taking.session, the_event(taking.session)
    last = session.scalar(select(func.max(Delegate.id))) or 0
    ids = {row.reg_no: number for number, row in enumerate(rows, last + 1)}
    rows = [with_free_code(taking, row) for row in rows]
    session.execute(
        insert(Delegate), [delegate_values(row, ids, event.identity_key) for row in rows]
    )
    session.execute(
        insert(Credential), list(credential_values(rows, ids, event.mark, taking.asking.now))
    )
    add_search_keys(
        session,
        ((ids[row.reg_no], row.reg_no, row.name, row.latin_name, row.phone) for row in rows),
        organisations={row.organisation for row in rows},
    )
    for category, registered in Counter(
        row.category for row in rows if row.status != "cancelled"
    ).items():
        count(session, category, registered=registered)
    for row in rows:
        taking.tell_new(Line(DELEGATES, Both(None, row), row.reg_no, row.name), "reg_no")


def _take_identities(taking: Taking) -> None:
    """Take in ID numbers that are other: the kept copy of the plan has none, so the event's count."""
    session, key = taking.session, the_event(taking.session).identity_key
    held = {
        fold(reg_no): (delegate_id, hashed)
        for delegate_id, reg_no, hashed in session.execute(
            select(Delegate.id, Delegate.reg_no, Delegate.identity_hash).where(
                Delegate.merged_into.is_(None),
                Delegate.id.not_in(select(Substitution.delegate_id)),
            )
        )
    }
    for row in taking.plan.delegates:
        delegate_id, before = held.get(fold(row.reg_no), (None, ""))
        if delegate_id is None or not row.id_number or fold(row.reg_no) in taking.left_alone:
            continue
        after = identity_hash(row.id_number, key=key)
        if after == before:
            continue
        person = session.get_one(Delegate, delegate_id)
        masked = masked_identity(row.id_number)
        line = line_of(Both(None, row), person)
        taking.tell(line, "id_number", before=person.identity_masked, after=masked)
        person.identity_hash, person.identity_masked = after, masked
    session.flush()


def _mark_booked(taking: Taking) -> None:
    """Note which items anyone booked: bookings say who gets what no category is named for."""
    # The event's bookings, not the plan's: they stay where that column is gone.
    booked = {
        code for codes in taking.session.scalars(select(Delegate.booked_items)) for code in codes
    }
    for item in taking.session.scalars(select(Item)):
        item.is_booked = item.code in booked
    taking.session.flush()


def _tell_gone(taking: Taking) -> None:
    rows = taking.session.execute(
        select(Delegate.reg_no, Delegate.name, Arrival.at.is_not(None).label("is_here"))
        .outerjoin(Arrival, Arrival.delegate_id == Delegate.id)
        .where(
            Delegate.is_walk_in.is_(False),
            Delegate.is_cancelled.is_(False),
            Delegate.merged_into.is_(None),
        )
    ).all()
    taking.tell_gone(
        DELEGATES,
        {reg_no: name for reg_no, name, _ in rows},
        (row.reg_no for row in taking.plan.delegates),
        acted=(frozenset(row.reg_no for row in rows if row.is_here), "checked_in"),
    )
