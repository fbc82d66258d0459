"""Rows of the directory (通讯录): who agreed to stand in it, to which words, and whether it is asked."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base, Instant
from onsite.once import Fact


class DirectoryWords(Base):
    """The question as it was put; a changed text is a new version, the old ones stay."""

    __tablename__ = "directory_words"

    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    text_en: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)
    operator: Mapped[str | None]  # None: the text that onsite brings


class DirectoryConsent(Fact, Base):
    """A person's word on standing in the directory, and with what; the latest row holds."""

    __tablename__ = "directory_consents"

    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegates.id"), index=True)
    agrees: Mapped[bool]
    shows_phone: Mapped[bool]
    shows_email: Mapped[bool]
    words_version: Mapped[int] = mapped_column(ForeignKey("directory_words.version"))


class DirectorySettings(Base):
    """Whether kiosks and forms ask: one row."""

    __tablename__ = "directory_settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    is_asked: Mapped[bool]
