"""The contact sheet: the lines control added, then staff as the plan names them, then the guests' hosts."""

from datetime import datetime

import msgspec
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from onsite import events
from onsite.access.queries import operators
from onsite.access.rules import OPERATOR_ROLES
from onsite.errors import OnsiteError
from onsite.messages.bodies import ContactSheetBody
from onsite.messages.models import ContactSheet
from onsite.messages.shapes import Contact, Contacts
from onsite.once import Asked, once
from onsite.registration.models import Delegate, Guest
from onsite.registration.names import spoken
from onsite.units import rfc3339

CHANGED = "contacts"


@once(ContactSheet)
def write_lines(session: Session, body: ContactSheetBody, asking: Asked) -> bytes:
    """Replace the own lines of the sheet; the versions before stay on record. Events: `Changed`.

    Raises:
        OnsiteError: ``sheet_changed`` 409 when somebody else has changed it since, ``id_reused``.
    """
    changed = OnsiteError(
        "sheet_changed",
        "Somebody else has changed the contact sheet since you opened it; look at it again.",
        status=409,
        field="version",
    )
    if body.version != _version(session):
        raise changed
    version = body.version + 1
    try:
        with session.begin_nested():
            answer = asking.keep(
                {"version": version}, number=version, lines=msgspec.to_builtins(body.lines)
            )
    except IntegrityError as error:
        raise changed from error
    events.record(session, events.Changed(CHANGED))
    return answer


def contacts(session: Session, *, now: datetime) -> Contacts:
    """List whom to ring, in the order in which the sheet shows them."""
    return {
        "contacts": [*_own(session), *_staff(session), *_hosts(session)],
        "version": _version(session),
        "as_of": rfc3339(now),
    }


def _version(session: Session) -> int:
    return session.scalar(select(func.max(ContactSheet.number))) or 0


def _own(session: Session) -> list[Contact]:
    latest = session.scalars(
        select(ContactSheet).order_by(ContactSheet.number.desc()).limit(1)
    ).one_or_none()
    return [
        _contact(
            "own",
            line["name"],
            line["phone"],
            role=line.get("role", ""),
            place=line.get("place", ""),
        )
        for line in (latest.lines if latest else ())
    ]


def _staff(session: Session) -> list[Contact]:
    """Who has a telephone number, by the first of her roles, organisers first."""
    found = [
        _contact("staff", row.name, row.phone, roles=list(row.roles), zone=row.zone)
        for row in operators(session)
        if row.phone
    ]
    return sorted(found, key=lambda each: min(map(_place_of_role, each["roles"]), default=99))


def _place_of_role(role: str) -> int:
    order = ("organiser", "supervisor", "technician", *OPERATOR_ROLES)
    return order.index(role) if role in order else len(order)


def _hosts(session: Session) -> list[Contact]:
    rows = session.execute(
        select(Guest.host, Guest.host_phone)
        .join(Delegate, Delegate.id == Guest.delegate_id)
        .where(Guest.host != "", Guest.host_phone != "", Delegate.is_cancelled.is_(False))
        .distinct()
    )
    found = sorted(rows, key=lambda row: (*spoken(row.host), row.host_phone))
    return [_contact("host", row.host, row.host_phone) for row in found]


def _contact(
    kind: str,
    name: str,
    phone: str,
    *,
    role: str = "",
    roles: list[str] | None = None,
    place: str = "",
    zone: str | None = None,
) -> Contact:
    return {
        "kind": kind,
        "name": name,
        "role": role,
        "roles": roles or [],
        "place": place,
        "zone": zone,
        "phone": phone,
    }
