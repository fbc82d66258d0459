"""The same id twice gives the same answer; the same id with another body is an error.

Every fact row has its client-made id as key, the fingerprint of what was asked, and the answer given.
"""

import hashlib
from datetime import datetime
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Insert, Select, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from onsite.db import Instant
from onsite.errors import id_reused


class Fact:
    """The columns of every fact: what was asked and answered, where, by whom, and when."""

    id: Mapped[str] = mapped_column(primary_key=True)  # made by who asked
    station: Mapped[str]
    operator: Mapped[str | None]
    at: Mapped[datetime] = mapped_column(Instant)
    fingerprint: Mapped[str]
    answer: Mapped[bytes]


def fingerprint(asked: object) -> str:
    """Digest what was asked, so that a repeat can be told from a reuse."""
    return hashlib.sha256(msgspec.json.encode(asked, order="sorted")).hexdigest()


def answered_before(session: Session, rows: Any, fact_id: str, asked: str) -> bytes | None:
    """Find the answer that this id got before, as it was encoded; None when the id is new.

    Args:
        session: The use case's session.
        rows: The fact's model: it has ``id``, ``fingerprint`` and ``answer``.
        fact_id: The client-made id.
        asked: The `fingerprint` of what is asked now.

    Raises:
        OnsiteError: ``id_reused`` (409) when the id came with another body.
    """
    found = session.execute(_answer_of(rows), {"fact_id": fact_id}).one_or_none()
    if found is None:
        return None
    if found.fingerprint != asked:
        raise id_reused(f"{rows.__tablename__.removesuffix('s')}_id")
    answer: bytes = found.answer
    return answer


def keep(
    session: Session, rows: Any, fact_id: str, asked: str, answer: object, **columns: Any
) -> bytes:
    """Append a fact with its answer; the answer, encoded."""
    encoded = msgspec.json.encode(answer)
    # Past the unit of work: facts are appended on the way of every scan, and never changed through it.
    row = {"id": fact_id, "fingerprint": asked, "answer": encoded, **columns}
    session.execute(_insertion(rows), row)
    return encoded


@cache
def _answer_of(rows: Any) -> Select[Any]:
    table = rows.__table__
    return select(table.c.fingerprint, table.c.answer).where(table.c.id == bindparam("fact_id"))


@cache
def _insertion(rows: Any) -> Insert:
    found: Insert = rows.__table__.insert()
    return found
