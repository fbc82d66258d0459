"""The papers of this room: a meal voucher, a cloakroom tag. Both languages of the event, Chinese first."""

from datetime import datetime
from zoneinfo import ZoneInfo

from onsite.badges.papers import Code, Pair, Part, Rule, Slip, Text
from onsite.registration.models import Item
from onsite.wording import DEFAULT, word

SECOND = "en"


def both(key: str) -> str:
    """Say a word in both languages: ``餐券 Meal voucher``."""
    return f"{word(key, DEFAULT)} {word(key, SECOND)}"


def voucher(
    item: Item, *, number: str, code: str, name: str, diet: str, place: str, zone: ZoneInfo
) -> Slip:
    """Lay out a meal voucher: the meal, when and where, for whom, the diet large, number and code.

    On a label of its shape it stands in the boxes of the template ``meal-voucher``.
    """
    window = _window(item.valid_from, item.valid_until, zone)
    parts: list[Part] = [Text(_named(item), is_big=True)]
    if window:
        parts.append(Pair(both("paper.voucher.time"), window))
    if place:
        parts.append(Pair(both("paper.voucher.place"), place))
    parts += [Rule(), Pair(both("paper.voucher.name"), name)]
    if diet:
        parts.append(Text(f"{both('paper.voucher.diet')}: {diet}", is_big=True))
    parts += [Rule(), Code(code, number), Text(both("paper.voucher.once"))]
    return Slip(
        title=both("paper.voucher.title"),
        parts=tuple(parts),
        form="meal-voucher",
        fields={
            "meal": _named(item),
            "valid": window,
            "place": place,
            "name": name,
            "diet": diet,
            "number": number,
            "credential": code,
        },
    )


def tag(kind: str, *, number: str, description: str, place: str, name: str) -> Slip:
    """Lay out the tag of a kept thing: its number large, and as a code to scan."""
    parts: list[Part] = [Text(number, is_big=True)]
    shown = (
        ("paper.tag.thing", description), ("paper.tag.place", place), ("paper.tag.name", name)
    )  # fmt: skip
    parts += [Pair(both(key), text) for key, text in shown if text]
    return Slip(title=both(f"paper.tag.{kind}"), parts=(*parts, Rule(), Code(number, number)))


def _named(item: Item) -> str:
    return f"{item.name} {item.name_en}" if item.name_en not in ("", item.name) else item.name


def _window(starts: datetime | None, ends: datetime | None, zone: ZoneInfo) -> str:
    first, last = (at.astimezone(zone) if at else None for at in (starts, ends))
    if first and last and first.date() == last.date():
        return f"{first:%m-%d %H:%M}-{last:%H:%M}"
    return " - ".join(f"{at:%m-%d %H:%M}" for at in (first, last) if at)
