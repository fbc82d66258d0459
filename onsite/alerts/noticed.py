"""What a watcher hands over. Watchers tell everything that is so now; what of it is new, `watching` knows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session


@dataclass(frozen=True, kw_only=True)
class Noticed:
    """The cause of an alert, as long as it lasts.

    Attributes:
        key: Names the cause: one alert a key while it lasts.
        kind: One of `kinds.KINDS`.
        facts: What pages and messages say; never a delegate's name. ``hall`` and ``hall_en`` are one
            name in two languages, an instant is shown as the venue's clocks do.
        persons: What messages say besides, and pages read from the delegate's row.
    """

    key: str
    kind: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    persons: Mapping[str, Any] = field(default_factory=dict)
    delegate_id: int | None = None
    session: str | None = None
    zone: str | None = None
    wait_s: int | None = None


Watcher = Callable[[Session, datetime], Iterable[Noticed]]


@dataclass(frozen=True)
class Watched:
    """A watcher, the kinds it alone tells of, and when it looks.

    Attributes:
        kinds: What it could tell; an alert of them that it no longer notices is over.
        watcher: Looks.
        on_commit: Looks after each commit too, so it is cheap; the others only every few seconds.
    """

    kinds: tuple[str, ...]
    watcher: Watcher
    on_commit: bool = False
