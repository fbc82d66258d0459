"""Wiping personal data out of the database: a use case of the writer, all of it or nothing.

What becomes of which column stands in `fates`; files of the folder, and the pages that SQLite has freed, are
`sweeping`'s work after the commit.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, Column, LargeBinary, String, Table, func, select, text
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.access.wipe_rows import Wipe
from onsite.archiving.fates import GONE, INSTANTS_GONE, Fate, fate_of
from onsite.archiving.shapes import WipeBody
from onsite.archiving.staff_names import StaffNames
from onsite.db import Base
from onsite.errors import OnsiteError
from onsite.events import Changed, record
from onsite.finance.models import Promise
from onsite.once import Asked, once
from onsite.registration.models import Credential, Delegate, Signature

WIPED_ANSWER = b'{"wiped":true}'
WIPED_PAPER = '{"type":"slip","title":"-","parts":[]}'
_TEXTS = (String, JSON, LargeBinary)
_KINDS: dict[str, Any] = {
    "people": (Delegate, Delegate.name),
    "phone_numbers": (Delegate, Delegate.phone),
    "e_mail_addresses": (Delegate, Delegate.email),
    "identity_numbers": (Delegate, Delegate.identity_masked),
    "codes": (Credential, Credential.secret),
    "signatures": (Signature, Signature.strokes),
    "pictures_of_slips": (Promise, Promise.picture),
}


def text_columns(table: Table) -> list[Column[Any]]:
    """List a table's columns that can hold text."""
    return [column for column in table.columns if isinstance(column.type, _TEXTS)]


def removed_counts(session: Session) -> dict[str, int]:
    """Count what a wipe would remove now, by kind."""
    counts = {
        kind: session.scalar(
            select(func.count()).select_from(rows).where(func.length(column) > len("[]"))
            if kind == "signatures"
            else select(func.count()).select_from(rows).where(func.length(column) > 0)
        )
        or 0
        for kind, (rows, column) in _KINDS.items()
    }
    if _is_wiped(session):
        counts["people"] = 0
    return {**counts, "other_texts": _other_texts(session)}


def check_confirmed(session: Session, confirm: str) -> None:
    """Refuse a wipe that does not name the event's code.

    Raises:
        OnsiteError: ``not_confirmed``.
    """
    code = the_event(session).code
    if confirm.strip() != code:
        raise OnsiteError(
            "not_confirmed", f"Type the event's code {code} to wipe it.", field="confirm"
        )


@once(Wipe)
def wipe(
    session: Session, body: WipeBody, asking: Asked, *, files: dict[str, int], why: str = "told"
) -> bytes:
    """Wipe every person's data; counts, sums and numbers of receipts stay.

    Args:
        session: The writer's.
        body: Names the event.
        asking: Who.
        files: How many files of each kind go with it, for the row.
        why: ``told`` by a person, or ``retention``.

    Raises:
        OnsiteError: ``not_confirmed``.
    """
    check_confirmed(session, body.confirm)
    removed = removed_counts(session)
    names = StaffNames(session)
    _wipe_rows(session, names=names, on=_local_day(session, asking.now))
    removed |= {"staff_names": names.count, **files}
    record(session, Changed("wiped"))
    return asking.keep({"removed": removed}, why=why, removed=removed)


def _wipe_rows(session: Session, *, names: StaffNames, on: str) -> None:
    driver: Any = session.connection().connection.dbapi_connection
    key = secrets.token_bytes(32)

    def hashed(value: str | None) -> str | None:
        return value and hashlib.blake2b(value.encode(), key=key, digest_size=32).hexdigest()

    for name, function in (
        ("staff_name", names.other),
        ("staff_holder", names.holder),
        ("hashed_away", hashed),
    ):
        driver.create_function(name, 1, function)
    session.execute(text("PRAGMA secure_delete = ON"))
    session.execute(text("UPDATE scans SET credential_id = NULL"))
    for gone in GONE:
        session.execute(text(f"DELETE FROM {gone}"))
    values = {
        "name": f"已清除 {on}",
        "latin_name": f"wiped on {on}",
        "answer": WIPED_ANSWER,
        "paper": WIPED_PAPER,
        "fresh": secrets.token_hex(32),
    }
    for table in Base.metadata.sorted_tables:
        if table.name not in GONE:
            _wipe_table(session, table, values)


def _wipe_table(session: Session, table: Table, values: dict[str, Any]) -> None:
    changes = [
        f"{column.name} = {new}"
        for column in text_columns(table)
        if (new := _NEW[fate_of(table.name, column.name) or Fate.KEPT](column)) is not None
    ]
    changes += [f"{name} = NULL" for name in INSTANTS_GONE.get(table.name, ())]
    if not changes:
        return
    statement = f"UPDATE {table.name} SET {', '.join(changes)}"
    session.execute(text(statement), {k: v for k, v in values.items() if f":{k}" in statement})


def _blank(column: Column[Any]) -> str:
    if column.nullable:
        return "NULL"
    return "x''" if isinstance(column.type, LargeBinary) else "''"


_NEW: dict[Fate, Callable[[Column[Any]], str | None]] = {
    Fate.KEPT: lambda _: None,
    Fate.BLANK: _blank,
    Fate.EMPTY: lambda c: f"CASE substr({c.name}, 1, 1) WHEN '[' THEN '[]' ELSE '{{}}' END",
    Fate.NAME: lambda c: f":{c.name}",
    Fate.STAFF: lambda c: f"staff_name({c.name})",
    Fate.HOLDER: lambda c: f"staff_holder({c.name})",
    Fate.UNIQUE: lambda _: "'wiped-' || printf('%06d', rowid)",
    Fate.HASH: lambda c: f"hashed_away({c.name})",
    Fate.FRESH: lambda _: ":fresh",
    Fate.PAPER: lambda c: f"CASE WHEN {c.name} IS NULL THEN NULL ELSE :paper END",
    Fate.ANSWER: lambda _: ":answer",
    Fate.VERDICT: lambda c: (
        f"CAST(json_set(CAST({c.name} AS TEXT), '$.delegate', json('null')) AS BLOB)"
    ),
}


def _other_texts(session: Session) -> int:
    """Count the words people wrote: reasons, notes, names of payers, forms."""
    total = 0
    for table in Base.metadata.sorted_tables:
        if table.name in {"delegates", "event", *GONE}:
            continue
        parts = [
            f"coalesce(sum({column.name} IS NOT NULL AND {column.name} NOT IN ('', '[]', '{{}}')), 0)"
            for column in text_columns(table)
            if fate_of(table.name, column.name) in (Fate.BLANK, Fate.EMPTY)
            and not isinstance(column.type, LargeBinary)
            and (table.name, column.name) != ("signatures", "strokes")
        ]
        if parts:
            statement = f"SELECT {' + '.join(parts)} FROM {table.name}"
            total += session.scalar(text(statement)) or 0
    return total


def _is_wiped(session: Session) -> bool:
    return bool(
        session.scalar(select(func.count()).select_from(Wipe))
        and not session.scalar(select(func.count()).select_from(Credential))
    )


def _local_day(session: Session, now: datetime) -> str:
    return now.astimezone(ZoneInfo(the_event(session).time_zone)).date().isoformat()
