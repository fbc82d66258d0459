"""Printer addresses: ``TRANSPORT://...?language=LANGUAGE&OPTIONS`` taken apart.

What the address is made of, and that nothing in it is unknown, is settled here; each part reads
its own options. ``opening`` makes devices of it.
"""

import difflib
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlsplit

from printers.models import models
from printers.options import Options
from printers.parts import DEVICES, LANGUAGES, TRANSPORTS

COMPOSED_OPTIONS = ("language", "model", "status", "confirm_s")
CONFIRM_S = 15.0  # a badge takes 2 to 4 s on paper; the answer queues behind it
MAX_CONFIRM_S = 600.0


@dataclass(frozen=True, kw_only=True)
class Address:
    """An address whose parts and options are known.

    Args:
        transport: A key of ``TRANSPORTS`` or ``DEVICES``.
        language: A key of ``LANGUAGES``; empty for a device.
        split: The address by its parts.
        options: What stands behind the question mark, over what the model says.
    """

    transport: str
    language: str
    split: SplitResult
    options: Options


def parse(url: str) -> Address:
    """Take a printer address apart.

    Raises:
        PrinterError: Permanent; names the wrong part and what is accepted in its place.
    """
    url = url.strip()
    try:
        split = urlsplit(url)
    except ValueError as error:
        raise Options(url, {}).refused(f"it can't be read ({error})") from error
    _check_text(Options(url, {}), url, split)
    pairs = parse_qsl(split.query, keep_blank_values=True)
    options = Options(url, dict(pairs))
    transport = split.scheme
    _choose(options, "transport", transport, (*TRANSPORTS, *DEVICES))
    language = ""
    if transport in TRANSPORTS:  # the language first, since it has a say in the options
        options = _with_model(options, url, dict(pairs), by_network=transport == "tcp")
        language = options.text("language") or ""
        _choose(options, "language", language, LANGUAGES)
    accepted = _accepted(transport, language)
    _check(options, [key for key, _ in pairs], accepted, language or transport)
    return Address(transport=transport, language=language, split=split, options=options)


def _check_text(options: Options, url: str, split: SplitResult) -> None:
    """Refuse what would fail later, deep in a socket, or be dropped without a word."""
    if not url.isprintable():
        raise options.refused("it holds a character that can't be seen; type it again")
    if "#" in url:
        raise options.refused("what follows '#' would be lost; write %23 for it")
    try:
        (split.hostname or "").encode("idna")
    except UnicodeError:
        raise options.refused(f"{split.hostname!r} can't be the name of a host") from None


def _choose(options: Options, part: str, word: str, accepted: Collection[str]) -> None:
    if word in accepted:
        return
    wrong = f"{part} {word!r} is unknown" if word else f"it names no {part}"
    raise options.refused(f"{wrong}; supported: {', '.join(accepted)}")


def _with_model(options: Options, url: str, given: dict[str, str], *, by_network: bool) -> Options:
    name = options.text("model")
    if name is None:
        return options
    known = models()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3)
        raise options.refused(
            f"model {name!r} is unknown; "
            + (f"did you mean {' or '.join(near)}? " if near else "")
            + "leave it out, or name one of printers.models()"
        )
    return Options(url, given, defaults=known[name].defaults(by_network=by_network))


def _accepted(transport: str, language: str) -> tuple[str, ...]:
    if transport in DEVICES:
        return DEVICES[transport].options
    return (
        *COMPOSED_OPTIONS,
        *TRANSPORTS[transport].options,
        *LANGUAGES[language].options,
    )


def _check(options: Options, keys: list[str], accepted: tuple[str, ...], taker: str) -> None:
    for key in keys:
        if key not in accepted:
            near = difflib.get_close_matches(key, accepted, n=1)
            hint = f"did you mean {near[0]}? " if near else ""
            raise options.refused(
                f"option {key!r} is unknown; {hint}{taker} takes {', '.join(accepted)}"
            )
        if keys.count(key) > 1:
            raise options.refused(f"option {key} stands twice")
