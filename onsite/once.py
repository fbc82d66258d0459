"""The same id twice gives the same answer; the same id with another body is an error.

Every fact row has its client-made id as key, the fingerprint of what was asked, and the answer given.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Concatenate, ParamSpec, TypeVar

import msgspec
from sqlalchemy import Insert, Select, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from onsite.asking import Asking
from onsite.db import Instant
from onsite.errors import id_reused

Body = TypeVar("Body")
More = ParamSpec("More")


class Fact:
    """The columns of every fact: what was asked and answered, where, by whom, and when."""

    id: Mapped[str] = mapped_column(primary_key=True)  # made by who asked
    station: Mapped[str]
    operator: Mapped[str | None]
    at: Mapped[datetime] = mapped_column(Instant, index=True)  # the trail reads by it
    fingerprint: Mapped[str]
    answer: Mapped[bytes]


@dataclass(frozen=True)
class Asked(Asking):
    """Who asks for a fact, and how its row is kept."""

    kept: Callable[..., bytes]

    def keep(self, answer: Mapping[str, Any], **columns: Any) -> bytes:
        """Append the fact's row, with id, place, person and time; the answer with its id, encoded."""
        return self.kept(answer, **columns, **self.by)


def once(
    rows: Any, id_field: str | None = None
) -> Callable[
    [Callable[Concatenate[Session, Body, Asked, More], bytes]],
    Callable[Concatenate[Session, Body, Asking, More], bytes],
]:
    """Let a use case happen once an id: again with the same body, the answer it gave is given again.

    The body carries the id under the name of the fact's table: ``hand_outs`` has ``hand_out_id``. The use
    case calls ``asking.keep(answer, **columns)`` once it has refused what it must, and does after that
    what follows from the fact.

    Raises:
        OnsiteError: ``id_reused`` (409) when the id came with another body.
    """
    named_id = id_field or f"{rows.__tablename__.removesuffix('s')}_id"

    def declare(
        use_case: Callable[Concatenate[Session, Body, Asked, More], bytes],
    ) -> Callable[Concatenate[Session, Body, Asking, More], bytes]:
        def happen(
            session: Session, body: Body, asking: Asking, /, *more: More.args, **named: More.kwargs
        ) -> bytes:
            fact_id, asked = str(getattr(body, named_id)), fingerprint(body)
            before = answered_before(session, rows, fact_id, asked, id_field=named_id)
            if before is not None:
                return before

            def kept(answer: Mapping[str, Any], **columns: Any) -> bytes:
                told = {named_id: fact_id, **answer}
                return keep(session, rows, fact_id, asked, told, **columns)

            asked_for = Asked(asking.principal, asking.now, asking.language, kept)
            return use_case(session, body, asked_for, *more, **named)

        happen.__doc__, happen.__name__ = use_case.__doc__, use_case.__name__
        return happen

    return declare


def fingerprint(asked: object) -> str:
    """Digest what was asked, so that a repeat can be told from a reuse."""
    return hashlib.sha256(msgspec.json.encode(asked, order="sorted")).hexdigest()


def answered_before(
    session: Session, rows: Any, fact_id: str, asked: str, *, id_field: str | None = None
) -> bytes | None:
    """Find the answer that this id got before, as it was encoded; None when the id is new.

    Args:
        session: The use case's session.
        rows: The fact's model: it has ``id``, ``fingerprint`` and ``answer``.
        fact_id: The client-made id.
        asked: The `fingerprint` of what is asked now.
        id_field: The body's name for the id, where it is not the table's singular.

    Raises:
        OnsiteError: ``id_reused`` (409) when the id came with another body.
    """
    found = session.execute(_answer_of(rows), {"fact_id": fact_id}).one_or_none()
    if found is None:
        return None
    if found.fingerprint != asked:
        raise id_reused(id_field or f"{rows.__tablename__.removesuffix('s')}_id")
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
