"""Plans that are no files: a database, a ticket shop. Each is one `PlanStore`.

A store is copied as a CSV package; everything else reads, compares and fills that package as it would the
planners' own. What was changed in the copy is then brought back into the store, all of it or nothing.
A shop that checks people in itself is a `CheckInStore` besides.
Workbooks and CSV packages need no store: they are files already.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol, runtime_checkable

from onsite.config import write_private
from onsite.errors import OnsiteError
from onsite.planning.exchange import CameIn, Exchange
from onsite.planning.facts import OnSite
from onsite.planning.problems import Unreadable
from onsite.planning.sync import SyncResult, Tell, sync_plan
from onsite.planning.workflow_mapping import WorkflowMapping


class PlanStore(Protocol):
    """Where planners keep a plan.

    A store MAY give only some sheets. What it can't take back (a column it has no place for) it MUST keep
    somewhere of its own, so that the next copy has it: a second sync changes nothing.
    """

    @property
    def name(self) -> str:
        """Give what people call it; never a password."""

    def copy_to(self, folder: Path) -> None:
        """Write the plan as a CSV package into an empty folder, as it is at one moment.

        Raises:
            Unreadable: It can't be reached or read.
        """

    def bring_back(self, package: Path) -> None:
        """Take over what was changed in the copy made last: cells, columns, rows, sheets of ours.

        Raises:
            OnsiteError: ``plan_changed`` when someone else changed a row meanwhile, ``plan_not_written``.
                Nothing was written then.
        """


@runtime_checkable
class CheckInStore(PlanStore, Protocol):
    """A plan whose own system checks people in too: check-ins go to and fro."""

    def came_in(self) -> list[CameIn]:
        """List who was let in there, by time; the same ids every time.

        Raises:
            Unreadable: It can't be reached or read.
        """

    def send(self, exchange: Exchange, *, is_dry_run: bool, tell: Tell) -> None:
        """Tell it of the check-ins made here; each by itself, what was sent stays sent.

        Raises:
            OnsiteError: ``plan_not_written`` when it stopped answering in the middle.
        """


def store_of(address: str | Path, planning: Path | None = None) -> PlanStore | None:
    """Find the store an address names; None for a file.

    Args:
        address: Of the plan.
        planning: The event folder's ``planning``, where a store keeps what it has no place for; None
            while there is no event yet.
    """
    from onsite.planning.pretix_address import is_pretix
    from onsite.planning.pretix_store import PretixStore
    from onsite.planning.sql_store import SqlStore

    text = str(address)
    if is_pretix(text):
        return PretixStore(text, planning=planning)
    return SqlStore(text) if "://" in text else None


def plan_address(given: str) -> str:
    """Write an address so that it means the same wherever a server runs."""
    from onsite.planning.pretix_address import is_pretix
    from onsite.planning.sql_store import absolute_url

    if is_pretix(given):
        return given
    return absolute_url(given) if "://" in given else str(Path(given).resolve())


@contextmanager
def at_hand(address: str | Path) -> Iterator[Path]:
    """Have a plan as a file or folder: a file where it is, a store as a copy that goes afterwards.

    Raises:
        Unreadable: A store can't be reached or read.
    """
    store = store_of(address)
    if store is None:
        yield Path(address)
        return
    with tempfile.TemporaryDirectory(prefix="onsite-plan-") as beside:
        package = Path(beside) / store.name
        package.mkdir(mode=0o700)
        store.copy_to(package)
        yield package


def sync_store(
    store: PlanStore,
    onsite: OnSite,
    *,
    as_it_came: Path | None,
    memory: Path,
    mapping: WorkflowMapping | None,
    is_dry_run: bool,
    tell: Tell,
    exchange: Exchange | None = None,
) -> SyncResult:
    """Bring what happened into a store; arguments and errors are `sync_plan`'s.

    With a store that checks people in itself, ``exchange`` has what came in; what goes out is added.
    """
    with tempfile.TemporaryDirectory(prefix="onsite-plan-") as beside:
        package, remembered = Path(beside) / store.name, Path(beside) / memory.name
        package.mkdir(mode=0o700)
        try:
            store.copy_to(package)
        except Unreadable as unreadable:
            raise OnsiteError("plan_unreadable", str(unreadable), status=409) from unreadable
        if memory.exists():
            shutil.copyfile(memory, remembered)
        if isinstance(store, CheckInStore) and exchange:
            store.send(exchange, is_dry_run=is_dry_run, tell=tell)
            onsite = replace(onsite, conflicts=exchange.refused)
        result = sync_plan(
            package,
            onsite,
            as_it_came=as_it_came,
            memory=remembered,
            mapping=mapping,
            is_dry_run=is_dry_run,
            tell=tell,
        )
        if not is_dry_run and not result.is_unchanged:
            store.bring_back(package)
        if not is_dry_run and remembered.exists():
            write_private(memory, remembered.read_bytes())
    if exchange:
        result.exchange = exchange
        result.is_unchanged = result.is_unchanged and exchange.is_quiet
    return result
