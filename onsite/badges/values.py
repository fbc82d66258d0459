"""What stands on a badge, a place card, a voucher, a certificate: values only, a person's and the event's."""

import re
import unicodedata
from dataclasses import dataclass, fields

from onsite.badges.expressions import FIELDS
from onsite.badges.shaping import clean, script_of

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# The second is the other language's word for the first: said once where both are the same, and
# in the first's place where that is empty.
PAIRS = (
    ("event_name", "event_name_en"),
    ("name", "latin_name"),
    ("category_name", "category_name_en"),
    ("zone", "zone_en"),
)


@dataclass(frozen=True, kw_only=True)
class BadgeValues:
    """What stands on one badge. Empty texts leave their places blank.

    Args:
        category_colour: ``#rrggbb``, or empty for a calm dark one.
        credential: The text of the QR code; without it there is none.
    """

    event_name: str = ""
    event_name_en: str = ""
    event_place: str = ""
    event_dates: str = ""
    name: str = ""
    latin_name: str = ""
    organisation: str = ""
    position: str = ""
    category: str = ""
    category_name: str = ""
    category_name_en: str = ""
    category_colour: str = ""
    reg_no: str = ""
    credential: str = ""
    zone: str = ""
    zone_en: str = ""
    sessions: str = ""
    table: str = ""
    seat: str = ""
    hotel: str = ""
    room: str = ""
    diet: str = ""
    level: str = ""
    host: str = ""
    lounge: str = ""
    box: str = ""
    meal: str = ""
    valid: str = ""
    place: str = ""
    number: str = ""
    credits: str = ""
    attended: str = ""
    issued_on: str = ""

    def __post_init__(self) -> None:
        if self.category_colour and not COLOUR.fullmatch(self.category_colour):
            raise ValueError(
                f"A category's colour is written like #1f6feb, not {self.category_colour!r}."
            )


def words_of(values: BadgeValues) -> dict[str, str]:
    """Name what each field of a template says, fit to be drawn; a code is left as it is."""
    words = {
        entry.name: clean(getattr(values, entry.name))
        for entry in fields(values)
        if entry.name in FIELDS
    }
    words["credential"] = values.credential
    for first, second in PAIRS:
        if not words[first] or words[first].casefold() == words[second].casefold():
            words[first], words[second] = words[first] or words[second], ""
    return words


def language_of(values: BadgeValues) -> str:
    """Tell a person's language by her name: ``zh`` in Chinese characters, else ``en``."""
    scripts = {script_of(letter) for letter in values.name if unicodedata.category(letter) == "Lo"}
    return "zh" if scripts == {"Hani"} else "en"
