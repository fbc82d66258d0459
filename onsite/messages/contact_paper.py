"""The contact sheet on A4: it hangs at the desk when every screen is dark."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.badges.documents import Column, Document, Heading, Table
from onsite.badges.sheets import letterhead
from onsite.badges.tables import Row
from onsite.messages.contacts import contacts
from onsite.messages.shapes import Contact
from onsite.registration.queries import zones
from onsite.wording import word

KINDS = ("own", "staff", "host")


def document(session: Session, *, now: datetime) -> Document:
    """Put the contact sheet on paper, in the languages of the event."""
    event = the_event(session)
    found = contacts(session, now=now)["contacts"]
    places = {row.code: row.name for row in zones(session)}

    def said(key: str) -> str:
        return " ".join(dict.fromkeys(word(key, language) for language in event.languages))

    rows: list[Row] = []
    for kind in KINDS:
        lines = [each for each in found if each["kind"] == kind]
        if lines:
            rows.append(Heading(said(f"contacts.kind.{kind}")))
        for each in lines:
            roles = " · ".join(said(f"control.operator.{role}") for role in each["roles"])
            role = each["role"] or roles
            rows.append((each["name"], role, _place(each, places), each["phone"]))
    return Document(
        title=said("contacts.title"),
        letterhead=letterhead(session, now),
        subtitle=f"{event.place} · {now.astimezone(ZoneInfo(event.time_zone)):%Y-%m-%d %H:%M}",
        tables=(
            Table(
                [
                    Column(said("contacts.name"), 2.4),
                    Column(said("contacts.role"), 2.6),
                    Column(said("contacts.place"), 2),
                    Column(said("contacts.phone"), 2.4),
                ],
                rows,
            ),
        ),
    )


def _place(contact: Contact, places: dict[str, str]) -> str:
    return contact["place"] or places.get(contact["zone"] or "", contact["zone"] or "")
