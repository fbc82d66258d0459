"""Whom a template is tried on: the hardest names there are, made-up ones, and everyone before the event."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.badges.boxes import Template
from onsite.badges.layout import Misfit, misfits
from onsite.badges.shaping import missing_glyphs
from onsite.badges.sheets import TEST_CREDENTIAL, badge_values
from onsite.badges.values import BadgeValues
from onsite.off_hub import off_hub
from onsite.registration.models import Category, Delegate, Guest, ProgrammeSession, Zone
from onsite.registration.queries import categories

RIGHT_TO_LEFT = frozenset(("R", "AL"))
AT_ONCE = 25  # people read or laid out before others get their turn
MADE_UP = {  # nobody's names; for who may not see anybody's
    "longest_name": {
        "name": "司马欧阳诸葛慕容一二三",
        "latin_name": "Maria Magdalena Wilhelmina Oosterzonneveld-Schimmelpenning",
        "organisation": "北方大学附属第一医院心血管内科与介入诊疗中心联合研究所",
        "position": "主任医师、教授、博士生导师",
    },
    "rarest": {"name": "某𠮷䶮㛃", "latin_name": "Mou Jiyanjie", "organisation": "样例医院"},
    "right_to_left": {
        "name": "شخص للتجربة",
        "latin_name": "Shakhs Littajriba",
        "organisation": "מרכז לדוגמה",
    },
    "accents": {"name": "Nguyễn Thị Thử Ňėçő", "organisation": "Bệnh viện Mẫu"},
    "shortest": {"name": "乙", "latin_name": "Yi"},
}


@dataclass(frozen=True)
class Sample:
    """Someone a template is tried on: what makes the name hard, and who it is; nobody if made up."""

    kind: str
    name: str
    reg_no: str | None = None


@dataclass(frozen=True)
class Person:
    """A person with what would stand on her badge."""

    reg_no: str
    name: str
    values: BadgeValues


@dataclass(frozen=True)
class Trouble:
    """What of a person's badge a template can't show well."""

    person: Person
    misfit: Misfit


def samples(session: Session) -> list[Sample]:
    """Choose the delegates whose names are the hardest, each in its own way; no one twice."""
    rows = session.execute(
        select(Delegate.reg_no, Delegate.name, Delegate.latin_name, Delegate.organisation).where(
            Delegate.is_cancelled.is_(False), Delegate.is_nameless.is_(False)
        )
    ).all()
    letters = Counter(letter for row in rows for letter in set(row.name))
    found: dict[str, Sample] = {}
    for kind, hardness in _hardness(letters).items():
        hardest = max(rows, key=hardness, default=None)
        if hardest is not None and hardness(hardest) > 0:
            found.setdefault(hardest.reg_no, Sample(kind, hardest.name, hardest.reg_no))
    return list(found.values())


def made_up_samples() -> list[Sample]:
    """List the names that nobody bears."""
    return [Sample(kind, words["name"]) for kind, words in MADE_UP.items()]


def made_up(session: Session, kind: str) -> BadgeValues | None:
    """Write a badge of nobody's, with this event's own words; None for an unknown kind."""
    words = MADE_UP.get(kind)
    if words is None:
        return None
    event = the_event(session)
    category = next(iter(categories(session)), None)
    values = BadgeValues(
        event_name=event.name,
        event_name_en=event.name_en,
        event_place=event.place,
        event_dates=f"{event.starts_on} – {event.ends_on}",
        reg_no="RC00000",
        table="8",
        seat="8",
        hotel="样例酒店",
        room="1808",
        credential=TEST_CREDENTIAL,
        number="RC00000",
        credits="3.5",
        attended="样例场次 Sample session: 90 min, 学分 credits 3.5",
        issued_on=f"{event.ends_on}",
        **words,
    )
    if category is None:
        return values
    return replace(
        values,
        category=category.code,
        category_name=category.name,
        category_name_en=category.name_en,
        category_colour=category.colour,
    )


def people(session: Session, *, pause: Callable[[], None] = lambda: None) -> Iterator[Person]:
    """Read everyone who will get a badge, with what stands on it.

    Args:
        session: Read only.
        pause: Called now and then, so that others get their turn.
    """
    # Held while the delegates are read: what they refer to is then read once, not once each.
    held = [list(session.scalars(select(row))) for row in (Category, Zone, ProgrammeSession, Guest)]
    rows = session.scalars(
        select(Delegate).where(Delegate.is_cancelled.is_(False)).order_by(Delegate.reg_no)
    )
    code = ""
    for number, row in enumerate(rows.all()):
        if number % AT_ONCE == 0:
            pause()
        values = badge_values(session, row)
        code = code or values.credential
        # Our codes are all of one length: they differ in nothing that a template could show badly.
        yield Person(row.reg_no, row.name, replace(values, credential=code))
    del held


def troubles(template: Template, tried_on: Sequence[Person]) -> list[Trouble]:
    """Tell what of whose badge a template can't show well; those it is not for are left out."""
    return [
        Trouble(person, misfit)
        for person in tried_on
        if not template.for_categories or person.values.category in template.for_categories
        for misfit in misfits(template, person.values)
    ]


def troubles_off_hub(template: Template, tried_on: Sequence[Person]) -> list[Trouble]:
    """Do the same in the thread pool, part by part, while the server goes on."""
    found: list[Trouble] = []
    for start in range(0, len(tried_on), AT_ONCE):
        part = tried_on[start : start + AT_ONCE]
        found += off_hub(partial(troubles, template, part))
    return found


def _hardness(letters: Counter[str]) -> dict[str, Callable[..., float]]:
    return {
        "no_glyph": lambda row: len(missing_glyphs(row.name + row.latin_name)),
        "longest_name": lambda row: _width(row.name),
        "right_to_left": lambda row: sum(
            unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in row.name
        ),
        "rarest": lambda row: max((_rarity(letter, letters) for letter in row.name), default=0),
        "accents": lambda row: sum(
            unicodedata.normalize("NFD", letter) != letter and not _is_wide(letter)
            for letter in row.name + row.latin_name
        ),
        "longest_latin": lambda row: len(row.latin_name),
        "longest_organisation": lambda row: _width(row.organisation),
        "shortest": lambda row: 1 / max(1, _width(row.name)),
    }


def _width(text: str) -> int:
    return sum(2 if _is_wide(letter) else 1 for letter in text)


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _rarity(letter: str, letters: Counter[str]) -> float:
    """Tell how rare a character is: outside the old standards before one that few names have."""
    for rank, standard in ((0, "gb2312"), (1, "gbk"), (2, "gb18030")):
        try:
            is_plain = len(letter.encode(standard)) < 4  # noqa: PLR2004 - gb18030's own have four
        except UnicodeEncodeError:
            continue
        if is_plain and _is_wide(letter):
            return rank + 1 / letters[letter]
    return 3 + 1 / letters[letter] if _is_wide(letter) else 0
