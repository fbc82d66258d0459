"""What stands on a paper that is no badge: receipts, vouchers, queue slips, cards. Values only.

A print job keeps its paper as it was when it was asked for, so a receipt says the same however late it
prints. How a paper looks is `slips`'.
"""

import msgspec


class Pair(msgspec.Struct, frozen=True, tag="pair"):
    """A label at the left and its value at the right."""

    label: str
    value: str
    is_total: bool = False


class Text(msgspec.Struct, frozen=True, tag="text"):
    """A line across the paper; a long one wraps."""

    text: str
    is_big: bool = False


class Rule(msgspec.Struct, frozen=True, tag="rule"):
    """A line drawn across."""


class Code(msgspec.Struct, frozen=True, tag="code"):
    """A QR code with the words under it."""

    text: str
    caption: str = ""


Part = Pair | Text | Rule | Code


class Slip(msgspec.Struct, frozen=True, tag="slip"):
    """A narrow paper read from top to bottom; `copy` is what a copy says of itself.

    On a label it may be laid out by the boxes of the template `form`, from the values in `fields`.
    """

    title: str
    parts: tuple[Part, ...]
    subtitle: str = ""
    copy: str = ""
    opens_drawer: bool = False
    form: str = ""
    fields: dict[str, str] = {}


class PlaceCard(msgspec.Struct, frozen=True, tag="place_card"):
    """A table card, read from both sides: the name large, the seat small."""

    name: str
    latin_name: str = ""
    organisation: str = ""
    position: str = ""
    seat: str = ""


class Separator(msgspec.Struct, frozen=True, tag="separator"):
    """A page between badges: what the next ones belong to, their box, how many, which positions."""

    word: str
    count: int
    first: int
    last: int
    box: int | None = None


Paper = Slip | PlaceCard | Separator
