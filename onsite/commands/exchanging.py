"""Check-ins that go to and fro with a plan whose own system checks people in too, as commands do it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from onsite.planning.coming_in import Coming

ANSWER_S = 60


def take_in(
    folder: Path, plan: str | None, *, dry_run: bool, say: Callable[[str], None]
) -> "Coming | None":
    """Read who was checked in elsewhere and take them in; None where the plan is no such system.

    Args:
        folder: The event folder.
        plan: Another plan than the one of `init`.
        dry_run: Only tell who would come in.
        say: Told in short sentences how far it is.
    """
    from onsite.access.queries import the_event
    from onsite.config import EventFolder
    from onsite.local import opened, reading
    from onsite.planning.coming_in import coming_from, in_commits
    from onsite.planning.stores import store_of

    with reading(folder) as database, database.read() as session:
        store = store_of(plan or the_event(session).plan_path, EventFolder(folder).planning)
    if store is not None:
        say(f"asking {store.name}")
    coming = coming_from(store)
    if coming is None or not coming.came:
        return coming
    with reading(folder) as database:
        news = coming.news(database, dry_run=dry_run)
    if news:
        say(f"{len(news):,} check-ins were made there")
        with opened(folder) as ask:
            for some in in_commits(news):
                body = {"entries": msgspec.to_builtins(some)}
                coming.taken(ask("POST", "/plan-check-ins", body, answer_s=ANSWER_S)["entries"])
    return coming


def exchange_lines(told: dict[str, Any] | None, *, dry_run: bool, whom: str) -> list[str]:
    """Say in a few lines what went to and fro; ``whom`` where it is told who was refused."""
    if told is None:
        return []
    would = "would come" if dry_run else "came"
    go = "would go" if dry_run else "went"
    lines = [f"Check-ins: {told['came_in']} {would} in, {told['went_out']} {go} out"]
    if told["annulled"]:
        lines.append(f"{told['annulled']} undone here: {go} out as annulled")
    if told["only_here"]:
        lines.append(f"{told['only_here']} are checked in here and not on the list there: walk-ins")
    if told["refused"]:
        lines.append(f"{told['refused']} refused at one of the places{whom}")
    lines += [
        f"{one['reg_no']} is checked in at both: there {one['there']}, here {one['onsite']}"
        for one in told["both"]
    ]
    return lines
