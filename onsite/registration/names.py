"""Names as people look for them and as a kiosk may show them. Pure; a name itself is never rewritten."""

import itertools
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

_FOLDS = str.maketrans(
    {"đ": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)
_SPOKEN_AT_MOST = 16
# Surnames that are read otherwise than the word of the same character.
_SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "盖": "ge",
    "区": "ou", "朴": "piao", "乐": "yue", "覃": "qin", "翟": "zhai", "缪": "miao",
    "员": "yun", "种": "chong", "秘": "bi", "繁": "po", "尉": "yu",
}  # fmt: skip
LONGEST_KEY = 40
_QUERY_LENGTH = 200
_TERMS_AT_MOST = 4
_HAN_SUFFIXES = 24
PHONE_TAIL_MARK = "~"  # before a phone number written backwards


def fold(text: str) -> str:
    """Take case, accents, width, blanks and punctuation off a text, for comparing only."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_FOLDS)
    return "".join(char for char in plain if unicodedata.category(char)[0] in "LN")


def is_han(char: str) -> bool:
    """Tell whether a character is a Chinese ideograph."""
    return "CJK" in unicodedata.name(char, "") and unicodedata.category(char) == "Lo"


@cache
def readings(char: str) -> tuple[str, ...]:
    """List every pinyin reading of a character, tones off: 单 is dan, shan and chan."""
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    heard = [fold(reading) for reading in found[0]] if found else []
    # 吕 is typed lv and, as on boarding passes, lu.
    spelled = heard + [reading.replace("v", "u") for reading in heard]
    return tuple(reading for reading in dict.fromkeys(spelled) if reading)


def pinyins(name: str) -> list[tuple[str, str]]:
    """List a Chinese name's pinyin and initials, for every reading of its characters.

    Returns:
        Pairs like ``("wangming", "wm")``, at most 16; empty for a name without ideographs.
    """
    spoken = [found for found in (readings(char) for char in name if is_han(char)) if found]
    combined = itertools.islice(_combined(spoken), _SPOKEN_AT_MOST) if spoken else ()
    return [("".join(parts), "".join(part[0] for part in parts)) for parts in combined]


def spoken(name: str) -> tuple[str, str]:
    """Give what a name is sorted by: as it is spoken, then as it is written."""
    return fold("".join(_heard(name))), name


def syllables(name: str) -> tuple[str, ...]:
    """Split a person's name into what it is looked up by: an ideograph's syllable, a word.

    Sorted by these, all of one surname stand together: 万宏 before 王明, which letter by letter would
    come between 万安 and 万宏.
    """
    parts = [
        f" {part} " if is_han(char) else char for char, part in zip(name, _heard(name), strict=True)
    ]
    return _words(parts)


def syllables_of_organisation(name: str) -> tuple[str, ...]:
    """Split any other text likewise; read as its words are spoken: 重庆 is chong qing."""
    from pypinyin import lazy_pinyin

    return _words([f" {part} " for part in lazy_pinyin(name)])


def _words(parts: list[str]) -> tuple[str, ...]:
    return tuple(filter(None, (fold(word) for word in "".join(parts).split())))


def _heard(name: str) -> list[str]:
    """Read each character: the usual way, a surname as surnames are."""
    parts = [readings(char)[0] if is_han(char) and readings(char) else char for char in name]
    if name[:1] in _SURNAMES:
        parts[0] = _SURNAMES[name[0]]
    return parts


def _combined(spoken: list[tuple[str, ...]]) -> Iterator[list[str]]:
    """Combine readings: the usual ones, then one character read otherwise, then two.

    In this order a surname's every reading is there whatever the given name may be.
    """
    for changed in range(3):
        for places in itertools.combinations(range(len(spoken)), changed):
            for others in itertools.product(*(spoken[place][1:] for place in places)):
                parts = [found[0] for found in spoken]
                for place, other in zip(places, others, strict=True):
                    parts[place] = other
                yield parts


def person_keys(*, reg_no: str, name: str, latin_name: str, phone: str) -> set[str]:
    """List the beginnings by which a person is found at the desk."""
    number = re.search(r"\d*$", fold(reg_no))
    running = number.group() if number else ""
    keys = {fold(reg_no), running, running.lstrip("0")}
    digits = "".join(char for char in phone if char.isdigit())
    if digits:
        keys |= {digits, PHONE_TAIL_MARK + digits[::-1]}
    for spelled in (name, latin_name):
        keys |= text_keys(spelled)
    for whole, initials in pinyins(name):
        keys |= {whole, initials}
    given = [char for char in name if is_han(char)][1:]
    for whole, _ in pinyins("".join(given)):
        keys.add(whole)
    return {key[:LONGEST_KEY] for key in keys if key}


def text_keys(text: str) -> set[str]:
    """List the beginnings of a text: at every ideograph, else at every word."""
    words = text.replace("·", " ").replace("-", " ").split()
    starts = {fold("".join(words[index:])) for index in range(len(words))}
    folded = fold(text)
    for index, char in enumerate(folded[:_HAN_SUFFIXES]):
        if is_han(char):
            starts.add(folded[index:])
    return {start[:LONGEST_KEY] for start in starts if start}


def terms(query: str) -> list[str]:
    """Split what was typed into folded terms; what is typed without blanks stays one."""
    words = (fold(word)[:LONGEST_KEY] for word in query[:_QUERY_LENGTH].split())
    return [word for word in words if word][:_TERMS_AT_MOST]


def proves(fact: str, *, name: str, latin_name: str, organisation: str) -> bool:
    """Tell whether a fact fits a person: surname, whole name, pinyin initials, or organisation.

    The organisation needs at least two ideographs or four letters in a row; a surname is the first
    one or two ideographs, or any word of a name in letters.
    """
    said = fold(fact)
    if not said:
        return False
    folded = fold(name)
    words = {fold(word) for spelled in (name, latin_name) for word in spelled.split()}
    if said in words or said in {folded, fold(latin_name)}:
        return True
    if is_han(folded[:1] or " ") and said in {folded[:1], folded[:2]}:
        return True
    if len(said) > 1 and any(said in spoken for spoken in pinyins(name)):
        return True
    enough = 2 if is_han(said[0]) else 4
    return len(said) >= enough and said in fold(organisation)


def same_phone(one: str, other: str) -> bool:
    """Tell whether two phone numbers reach the same person: blanks and +86 don't count."""
    digits = [re.sub(r"\D", "", number).removeprefix("86") for number in (one, other)]
    return digits[0] == digits[1] != ""


def masked_name(name: str) -> str:
    """Show enough of a name for its owner to know it: 王*明, 李*, J***** G***."""
    if is_han(name[:1] or " "):
        return name[0] + "*" * max(1, len(name) - 2) + (name[-1] if len(name) > 2 else "")  # noqa: PLR2004
    return " ".join(word[0] + "*" * max(1, len(word) - 1) for word in name.split())


def masked_organisation(organisation: str) -> str:
    """Show the two ends of an organisation: 中南**医院."""
    if len(organisation) <= 3:  # noqa: PLR2004 - nothing left to hide between the ends
        return organisation[:1] + "**"
    ends = 2 if is_han(organisation[0]) else 3
    return f"{organisation[:ends]}**{organisation[-ends:]}"


def masked_email(address: str) -> str:
    """Show where an e-mail address begins and which house it is at: l***@example.org."""
    begins, at, house = address.partition("@")
    return f"{begins[:1] if len(begins) > 1 else ''}***@{house}" if at else "*" * len(address)


def masked_phone(phone: str) -> str:
    """Show a phone number's two ends: 161****3238."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) > 7 else "*" * len(phone)  # noqa: PLR2004
