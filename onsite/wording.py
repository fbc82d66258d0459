"""The language files of `kiosk_ui/languages`, for the sentences the server itself says.

Pages read the same files. A further language is one more file there.
"""

import json
from functools import cache
from pathlib import Path

PAGES = Path(__file__).resolve().parent.parent / "kiosk_ui"
DEFAULT = "zh-Hans"


@cache
def languages() -> tuple[str, ...]:
    """Name the languages there are, the default first."""
    found = sorted(path.stem for path in (PAGES / "languages").glob("*.json"))
    return tuple(sorted(found, key=lambda code: code != DEFAULT))


@cache
def _words(language: str) -> dict[str, str]:
    words: dict[str, str] = json.loads(
        (PAGES / "languages" / f"{language}.json").read_text(encoding="utf-8")
    )
    return words


def word(key: str, language: str, **values: object) -> str:
    """Say a sentence in a language; the key itself where the file lacks it."""
    sentence = _words(language if language in languages() else DEFAULT).get(key, key)
    return sentence.format(**values) if values else sentence


def preferred(accept_language: str) -> str:
    """Choose among our languages by an Accept-Language header; the default when none fits."""
    for wish in accept_language.replace(" ", "").split(","):
        tag = wish.split(";")[0].lower()
        for language in languages():
            if tag == language.lower() or tag.split("-")[0] == language.split("-")[0].lower():
                return language
    return DEFAULT
