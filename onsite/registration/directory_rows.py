"""Rows of the directory (通讯录): who agreed to stand in it, to which words, and whether it is asked."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base
from onsite.once import Fact
from onsite.registration.agreed_words import AgreedWords


class DirectoryWords(AgreedWords, Base):
    """The question as it was put."""

    __tablename__ = "directory_words"


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
