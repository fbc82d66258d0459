"""通讯录: those who agreed that others may reach them, with what they agreed to, and whom to ring here.

It is handed to participants, so it holds no registration numbers, and of phone and e-mail only what each
one let be shown. Who agreed is `registration.directory`'s; on A4 it is `directory_paper`'s.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from onsite.messages.contacts import contacts
from onsite.registration.directory import expected_answers
from onsite.registration.directory_rows import DirectoryConsent
from onsite.registration.models import Delegate
from onsite.registration.names import syllables
from onsite.registration.queries import categories, zones
from onsite.reports.persons import Words, category_names
from onsite.reports.table import Cell, Column, Table

PEOPLE = (
    Column("姓名", "Name"),
    Column("英文名", "Latin name"),
    Column("单位", "Organisation"),
    Column("职务", "Position"),
    Column("类别", "Category"),
    Column("手机", "Phone"),
    Column("邮箱", "E-mail"),
)
CATEGORY_AT = 4
STAFF = (
    Column("姓名", "Name"),
    Column("职责", "Role"),
    Column("地点", "Place"),
    Column("电话", "Phone"),
)
_ON_SHEET = ("own", "staff")  # a guest's host is that guest's own


def directory(session: Session) -> Table:
    """List who agreed, by category in the planners' order and by name as it is spoken."""
    named = category_names(session, Words(session))
    return Table(
        name="directory",
        chinese="通讯录",
        english="Directory",
        columns=PEOPLE,
        rows=[_cells(row, word, named) for row, word in _agreed(session)],
    )


def staff_contacts(session: Session, *, now: datetime) -> Table:
    """List whom to ring at the venue, in the order of the contact sheet."""
    words = Words(session)
    places = {row.code: words.named(row) for row in zones(session)}
    return Table(
        name="staff-contacts",
        chinese="会务联系",
        english="Contacts at the venue",
        columns=STAFF,
        rows=[
            (
                one["name"],
                one["role"] or " · ".join(words(f"control.operator.{it}") for it in one["roles"]),
                one["place"] or places.get(one["zone"] or "", one["zone"]) or None,
                one["phone"],
            )
            for one in contacts(session, now=now)["contacts"]
            if one["kind"] in _ON_SHEET
        ],
    )


def _agreed(session: Session) -> list[tuple[Delegate, DirectoryConsent]]:
    place = {row.code: at for at, row in enumerate(categories(session))}
    said = [(row, word) for row, word in expected_answers(session) if word.agrees]
    return sorted(said, key=lambda one: (place[one[0].category], syllables(one[0].name), one[0].id))


def _cells(row: Delegate, word: DirectoryConsent, named: dict[str, str]) -> tuple[Cell, ...]:
    return (
        row.name,
        row.latin_name,
        row.organisation,
        row.position,
        named[row.category],
        row.phone if word.shows_phone else None,
        row.email if word.shows_email else None,
    )
