"""Which way each character of a line runs: Unicode's bidirectional algorithm, one level a character.

python-bidi knows the rules of old; that brackets go by what they stand among (rule N0) is added here, or
`שם (Ann) B` would lose one. There are no explicit marks: `shaping.clean` drops them.

Source: Unicode Standard Annex 9, sections 3.1.3, 3.3.4 (W), 3.3.5 (N0) and 3.3.6 (I).
"""

import unicodedata
from collections.abc import Iterator
from typing import Any

from bidi import algorithm

RIGHT_TO_LEFT = frozenset(("R", "AL", "AN"))
LEFT_OUT = frozenset(("BN", "LRE", "RLE", "LRO", "RLO", "PDF"))
PAIRS = dict(zip("([{（［｛【《〈「『〔", ")]}）］｝】》〉」』〕", strict=True))
STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}  # numbers count as right to left here
DEEPEST = 63  # brackets in brackets, as the standard allows


def levels(text: str) -> list[int]:
    """Tell the embedding level of each character: even ones run from left to right."""
    if not any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in text):
        return [0] * len(text)
    storage = algorithm.get_empty_storage()
    storage["base_level"] = algorithm.get_base_level(text)
    storage["base_dir"] = ("L", "R")[storage["base_level"]]
    algorithm.get_embedding_levels(text, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage["chars"], along=storage["base_dir"])
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    return _as_many(text, [int(character["level"]) for character in storage["chars"]])


def _resolve_brackets(characters: list[Any], *, along: str) -> None:
    for start, end in sorted(_pairs(characters)):
        inside = {STRONG.get(character["type"]) for character in characters[start + 1 : end]}
        if along in inside:
            direction = along
        elif inside & {"L", "R"}:
            direction = _before(characters[:start], along=along)
        else:
            continue
        characters[start]["type"] = characters[end]["type"] = direction


def _pairs(characters: list[Any]) -> Iterator[tuple[int, int]]:
    opened: list[tuple[str, int]] = []
    for at, character in enumerate(characters):
        if character["ch"] in PAIRS and len(opened) < DEEPEST:
            opened.append((PAIRS[character["ch"]], at))
        elif character["ch"] in [closing for closing, _ in opened]:
            while opened:
                closing, start = opened.pop()
                if closing == character["ch"]:
                    yield start, at
                    break


def _before(characters: list[Any], *, along: str) -> str:
    """Tell the direction of what stands before a pair that holds the other direction only."""
    strong = (STRONG.get(character["type"]) for character in reversed(characters))
    return next((direction for direction in strong if direction), along)


def _as_many(text: str, found: list[int]) -> list[int]:
    """Give joiners, which the algorithm leaves out (rule X9), the level of what stands before them."""
    left = iter(found)
    filled: list[int] = []
    for character in text:
        is_left_out = unicodedata.bidirectional(character) in LEFT_OUT
        filled.append((filled[-1] if filled else found[0]) if is_left_out else next(left))
    return filled
