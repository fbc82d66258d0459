"""Words that people agree to, in both languages: every version stays on record, the latest is in force.

Which words these are, and whether older ones may still be agreed to, say those who show them:
`walk_in_forms` the privacy notice, `directory_words` the question about the directory.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from onsite.asking import Asking
from onsite.db import Instant
from onsite.wording import word

SHIPPED_VERSION = 1


class AgreedWords:
    """The columns of a table of such words; a changed text is a new row."""

    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    text_en: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)
    operator: Mapped[str | None]  # None: the text that onsite brings


@dataclass(frozen=True)
class Words:
    """One version, as it is shown."""

    version: int
    text: str
    text_en: str

    def rewritten(self, text: str | None, text_en: str | None) -> Self:
        """Give the next version, None standing for the text as it is; itself where nothing differs."""
        told = (
            self.text if text is None else text.strip(),
            self.text_en if text_en is None else text_en.strip(),
        )
        return self if told == (self.text, self.text_en) else type(self)(self.version + 1, *told)


def words_in_force(session: Session, rows: Any, *, shipped: str) -> Words:
    """Read the latest version; until an organiser writes her own, the text shipped under that key."""
    row = session.scalars(select(rows).order_by(rows.version.desc()).limit(1)).one_or_none()
    if row is None:
        return Words(SHIPPED_VERSION, word(shipped, "zh-Hans"), word(shipped, "en"))
    return Words(row.version, row.text, row.text_en)


def put_on_record(session: Session, rows: Any, words: Words, asking: Asking) -> int:
    """See that words in force are kept word by word, before anyone is said to have agreed; their version."""
    if session.get(rows, words.version) is None:
        _add(session, rows, words, None, asking)
    return words.version


def put_in_force(
    session: Session, rows: Any, words: Words, *, before: Words, asking: Asking
) -> None:
    """Keep a new version; the one before stays on record too, shown or not."""
    put_on_record(session, rows, before, asking)
    _add(session, rows, words, asking.principal.operator_name, asking)


def _add(session: Session, rows: Any, words: Words, operator: str | None, asking: Asking) -> None:
    session.add(
        rows(
            version=words.version,
            text=words.text,
            text_en=words.text_en,
            at=asking.now,
            operator=operator,
        )
    )
    session.flush()
