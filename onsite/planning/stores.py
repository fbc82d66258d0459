"""Plans that are no files: a database, later a ticket shop. Each is one `PlanStore`.

A store is copied as a CSV package; everything else reads, compares and fills that package as it would the
planners' own. What was changed in the copy is then brought back into the store, all of it or nothing.
Workbooks and CSV packages need no store: they are files already.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from onsite.planning.facts import OnSite
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


def store_of(address: str | Path) -> PlanStore | None:
    """Find the store an address names; None for a file."""
    from onsite.planning.sql_store import SqlStore

    text = str(address)
    return SqlStore(text) if "://" in text else None


def plan_address(given: str) -> str:
    """Write an address so that it means the same wherever a server runs."""
    from onsite.planning.sql_store import absolute_url

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
) -> SyncResult:
    """Bring what happened into a store; arguments and errors are `sync_plan`'s."""
    with tempfile.TemporaryDirectory(prefix="onsite-plan-") as beside:
        package, remembered = Path(beside) / store.name, Path(beside) / memory.name
        package.mkdir(mode=0o700)
        store.copy_to(package)
        if memory.exists():
            shutil.copyfile(memory, remembered)
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
            shutil.copyfile(remembered, beside_memory := memory.with_name(f".{memory.name}.new"))
            beside_memory.chmod(0o600)
            beside_memory.replace(memory)
    return result
