"""Who a row is about: the columns with which every list of persons begins, and their cells.

They are those of the planners' list, in its order: category as its code, its name in a column of its own.
"""

from typing import Any

from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.registration.models import Delegate
from onsite.registration.queries import categories
from onsite.reports.table import Cell, Column
from onsite.wording import DEFAULT, languages, word

PERSON = (
    Column("注册编号", "Reg. no."),
    Column("姓名", "Name"),
    Column("英文名", "Latin name"),
    Column("单位", "Organisation"),
    Column("职务", "Position"),
    Column("类别", "Category"),
)
CATEGORY_NAME = Column("类别名称", "Category name")
PERSON_FIELDS: tuple[Any, ...] = (
    Delegate.reg_no,
    Delegate.name,
    Delegate.latin_name,
    Delegate.organisation,
    Delegate.position,
    Delegate.category,
)
"""To be selected in the order of ``PERSON``."""
_MEANS = ("kiosk", "desk", "finance", "local")


class Words:
    """The words of cells, in the language that the event names first."""

    def __init__(self, session: Session) -> None:
        spoken = the_event(session).languages
        self.language = next((one for one in spoken if one in languages()), DEFAULT)

    def __call__(self, key: str, **values: object) -> str:
        return word(key, self.language, **values)

    def named(self, row: Any) -> str:
        """Choose between a row's name and its English one, where it has that."""
        name: str = row.name if self.language == DEFAULT else row.name_en or row.name
        return name


def person(row: Any) -> tuple[Cell, ...]:
    """Take the cells of ``PERSON`` from a row that begins with ``PERSON_FIELDS``."""
    return tuple(row[: len(PERSON)])


def category_names(session: Session, words: Words) -> dict[str, str]:
    """Name the categories by their codes, in the planners' order."""
    return {row.code: words.named(row) for row in categories(session)}


def means_named(words: Words) -> dict[str, str]:
    """Name the ways a check-in was made; one that came from a store of its own has its own name."""
    return {one: words(f"report.means.{one}") for one in _MEANS}
