"""In which order a batch's badges print, what stands between them, and in which box each lies. Pure.

Positions count badges from 1. A separator has the position of the badge it stands before.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal

from onsite.badges.papers import Separator
from onsite.registration.names import syllables, syllables_of_organisation

Sort = Literal["organisation", "name", "reg_no"]
Separators = Literal["none", "organisation", "initial", "box"]

# What may stand between badges of an order: others would part them again and again.
MAY_PART: dict[Sort, tuple[Separators, ...]] = {
    "organisation": ("none", "organisation", "initial", "box"),
    "name": ("none", "initial", "box"),
    "reg_no": ("none", "box"),
}
OTHER_INITIAL = "#"


@dataclass(frozen=True)
class Member:
    """Someone whose badge is in a batch."""

    delegate_id: int
    reg_no: str
    name: str
    organisation: str
    reprint_of: str | None = None


@dataclass(frozen=True)
class Sheet:
    """One page of a batch: a badge, or what stands before the badge of its position."""

    position: int
    box: int | None
    member: Member | None = None
    separator: Separator | None = None


def in_order(members: Sequence[Member], sort: Sort) -> list[Member]:
    """Sort people as they are looked for in a box: who has no letter of the alphabet stands last."""
    return sorted(members, key=lambda member: _keys(member, sort))


def sheets(
    members: Sequence[Member], *, sort: Sort, separators: Separators, box_size: int | None
) -> list[Sheet]:
    """Lay sorted people out as pages.

    Args:
        members: In the order in which they print.
        sort: How they were sorted: its initial is the separators'.
        separators: What stands between them.
        box_size: Badges a box; None for no boxes.
    """
    placed = [
        (position, _box(position, box_size), member)
        for position, member in enumerate(members, start=1)
    ]
    pages: list[Sheet] = []
    for word, group in groupby(placed, key=lambda one: _part(one[1], one[2], sort, separators)):
        badges = [Sheet(position, box, member=member) for position, box, member in group]
        if separators != "none":
            first, last = badges[0], badges[-1]
            told = Separator(
                word="" if separators == "box" else word,
                box=first.box,
                count=len(badges),
                first=first.position,
                last=last.position,
            )
            pages.append(Sheet(first.position, first.box, separator=told))
        pages += badges
    return pages


def organisation(name: str) -> tuple[Any, ...]:
    """Give what an organisation is sorted by: as it is spoken, then as it is written."""
    return _heard_organisation(name), name


def hear(said: Iterable[tuple[str, str]]) -> None:
    """Read names and organisations, so that sorting them later takes no time."""
    for name, employer in said:
        _heard(name)
        _heard_organisation(employer)


def initial(member: Member, sort: Sort) -> str:
    """Name the letter a person stands under: of her organisation, or of her name."""
    heard = (
        _heard_organisation(member.organisation) if sort == "organisation" else _heard(member.name)
    )
    first = heard[0][:1].upper() if heard else ""
    return first if first.isascii() and first.isalpha() else OTHER_INITIAL


def _part(box: int | None, member: Member, sort: Sort, separators: Separators) -> str:
    """Name what a badge belongs to; where that changes, a separator stands."""
    match separators:
        case "organisation":
            return member.organisation
        case "initial":
            return initial(member, sort)
        case "box":
            return f"{box}"
        case _:
            return ""


def _box(position: int, box_size: int | None) -> int | None:
    return None if box_size is None else (position - 1) // box_size + 1


def _keys(member: Member, sort: Sort) -> tuple[Any, ...]:
    is_last = initial(member, sort) == OTHER_INITIAL
    name = (_heard(member.name), member.name)
    number = tuple(_numbered(member.reg_no))
    match sort:
        case "organisation":
            return is_last, *organisation(member.organisation), *name, number
        case "name":
            return is_last, *name, number
        case "reg_no":
            return (number,)


def _numbered(reg_no: str) -> Iterator[tuple[int, int, str]]:
    """Split a number so that D2 stands before D10."""
    for part in re.findall(r"[0-9]+|[^0-9]+", reg_no):
        yield (0, int(part), part) if part[0].isdigit() else (1, 0, part)


# A thousand names are read for the preview, and again when the batch is made.
_heard = lru_cache(maxsize=8192)(syllables)
_heard_organisation = lru_cache(maxsize=8192)(syllables_of_organisation)
