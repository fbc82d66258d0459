"""Codes that planners gave people since: accepted beside ours. One that opened a door stays."""

from dataclasses import replace

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from onsite.planning.plan import Delegate as PlannedDelegate
from onsite.planning.refresh_acted import Acted
from onsite.planning.refresh_taking import Both, Line, Refusal, Taking, fold
from onsite.planning.tables import DELEGATES
from onsite.registration.blank_badge_rows import BlankBadge
from onsite.registration.models import Credential, Delegate

_FIELD = "credential"


def line_of(both: Both, row: Delegate) -> Line:
    """Name a person's row of 代表名单, as the event knows her."""
    return Line(DELEGATES, both, row.reg_no, row.name)


def take_credential(taking: Taking, both: Both, acted: Acted) -> None:
    """Exchange the imported code of a person where planners changed it."""
    place = (DELEGATES.csv, fold(acted.row.reg_no), _FIELD)
    before = taking.pending.get(place, both.base.credential if both.base else None)
    held = _imported(taking.session, acted.row)
    now, secret = both.now.credential, held.secret if held else ""
    if now in {before, secret}:
        return
    line = line_of(both, acted.row)
    refusal = _refusal(taking.session, now, acted, held)
    if refusal:
        taking.refuse(line, _FIELD, refusal)
        taking.still[place] = before or ""
        return
    if held:
        taking.session.execute(delete(Credential).where(Credential.id == held.id))
    if now:
        _accept(taking, now, acted.row.id)
    taking.tell(line, _FIELD, before=secret, after=now)
    taking.session.flush()


def with_free_code(taking: Taking, row: PlannedDelegate) -> PlannedDelegate:
    """Give a new person back without a code that is another's; that is told as refused."""
    if not row.credential or _owner(taking.session, row.credential) is None:
        return row
    line = Line(DELEGATES, Both(None, row), row.reg_no, row.name)
    taking.refuse(line, _FIELD, _taken(taking.session, row.credential))
    taking.still[DELEGATES.csv, fold(row.reg_no), _FIELD] = ""
    return replace(row, credential="")


def _imported(session: Session, row: Delegate) -> Credential | None:
    return session.scalars(
        select(Credential)
        .where(
            Credential.delegate_id == row.id,
            Credential.is_imported.is_(True),
            Credential.revoked_by.is_(None),
        )
        .order_by(Credential.id.desc())
        .limit(1)
    ).one_or_none()


def _refusal(session: Session, now: str, acted: Acted, held: Credential | None) -> Refusal | None:
    if acted.stays is not None:
        return acted.refuse_merged()
    if now and _owner(session, now) is not None:
        return _taken(session, now)
    if held and acted.was_scanned(held):
        return Refusal(
            "code_used",
            "the code that she has was used at a door already",
            "report the badge lost at a desk: it gives her a new code",
        )
    if acted.has_lost_badge:
        return Refusal(
            "badge_lost",
            "her codes were revoked here",
            "let a desk print her badge with the new code",
        )
    return None


def _owner(session: Session, secret: str) -> str | None:
    """Tell whose code this is; "" where it stands on a blank badge."""
    found = session.scalar(
        select(Delegate.reg_no)
        .join(Credential, Credential.delegate_id == Delegate.id)
        .where(Credential.secret == secret)
    )
    if found is None and session.get(BlankBadge, secret) is not None:
        return ""
    return found


def _taken(session: Session, secret: str) -> Refusal:
    return Refusal(
        "code_taken",
        f"this code is {_owner(session, secret) or 'a blank badge'}'s",
        "give each person a code of her own",
    )


def _accept(taking: Taking, secret: str, delegate_id: int) -> None:
    taking.session.add(
        Credential(
            secret=secret, delegate_id=delegate_id, is_imported=True, issued_at=taking.asking.now
        )
    )
