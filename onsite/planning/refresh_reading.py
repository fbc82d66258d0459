"""The two plans that a refresh compares: as it came, kept in the event folder, and as it is now.

The copy of `init` stays for `sync`; what was taken in last lies beside it, without ID numbers too.
"""

import shutil
import tempfile
import uuid
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from onsite import clock
from onsite.config import EventFolder, write_private
from onsite.errors import OnsiteError
from onsite.off_hub import off_hub
from onsite.planning.checking import Readings
from onsite.planning.coming_in import Coming, coming_from
from onsite.planning.keeping import keep_plan
from onsite.planning.plan import Plan
from onsite.planning.problems import Unreadable
from onsite.planning.reading import PlanReading, read_kept_plan, read_plan
from onsite.planning.refresh_missing import keep_missing
from onsite.planning.sources import PACKAGE_FILE
from onsite.planning.stores import PlanStore, store_of

T = TypeVar("T")
TAKEN_IN = "taken-in"
UPLOADS = "uploads"
READING = ".refresh-"
UPLOAD_KEPT_S = 3600  # it has ID numbers: long enough to read a preview


@dataclass(frozen=True)
class TwoPlans:
    """A plan as it came before and as it is now.

    Attributes:
        reading: What came of reading the plan; it has no errors.
        copy: The plan now without ID numbers, to be kept once it is taken in.
        coming: Who was checked in in the plan's own system, where it has one.
    """

    name: str
    base: Plan
    plan: Plan
    reading: PlanReading
    copy: Path
    coming: Coming | None = None


def read_two(folder: EventFolder, *, kept_name: str, plan: str) -> TwoPlans | PlanReading:
    """Read the plan that is to be taken in and the one that it is compared with.

    Args:
        folder: The event.
        kept_name: The name of the copy of `init`.
        plan: The path of a workbook or CSV package, or the address of another store.

    Returns:
        Both; the reading alone where the plan has errors.

    Raises:
        OnsiteError: ``plan_missing``, ``plan_copy_missing``, both 409.
    """
    if store_of(plan) is None and not Path(plan).exists():
        raise OnsiteError(
            "plan_missing",
            f"There is no plan at {plan}; say where it is with --from, or choose the file.",
            status=409,
        )
    return off_hub(lambda: _read_two(folder, kept_name, plan))


def _read_two(folder: EventFolder, kept_name: str, plan: str) -> TwoPlans | PlanReading:
    # Read and kept must be one and the same, however often planners save meanwhile.
    store = store_of(plan, folder.planning)
    copies = Path(tempfile.mkdtemp(prefix=READING, dir=folder.planning))
    try:
        still = _still(plan, store, copies / "now")
        if isinstance(still, Unreadable):
            shutil.rmtree(copies, ignore_errors=True)
            return PlanReading(None, [still.problem], [])
        reading = read_plan(still)
        if reading.plan is None:
            shutil.rmtree(copies, ignore_errors=True)
            return reading
        copy = keep_plan(still, into=copies / "kept")
        base, as_it_came = _base(folder, kept_name)
        completed, gone = keep_missing(
            reading.plan, reading.readings, base=base, as_it_came=as_it_came
        )
        reading = replace(reading, plan=completed, warnings=[*gone, *reading.warnings])
        coming = coming_from(store)
    except BaseException:
        shutil.rmtree(copies, ignore_errors=True)
        raise
    shutil.rmtree(copies / "now")
    return TwoPlans(still.name, base, completed, reading, copy, coming)


def _still(address: str, store: PlanStore | None, into: Path) -> Path | Unreadable:
    """Copy a plan as it is at this moment."""
    if store:
        (into / store.name).mkdir(parents=True, mode=0o700)
        try:
            store.copy_to(into / store.name)
        except Unreadable as unreadable:
            return unreadable
        return into / store.name
    plan = Path(address)
    if plan.name == PACKAGE_FILE or plan.suffix.lower() == ".csv":
        plan = plan.parent
    into.mkdir(mode=0o700)
    if plan.is_dir():
        shutil.copytree(plan, into / plan.name)
    else:
        shutil.copyfile(plan, into / plan.name)
    return into / plan.name


def keep_taken_in(folder: EventFolder, plans: TwoPlans) -> None:
    """Let a plan that was taken in be the one that the next is compared with."""
    kept, before = folder.planning / TAKEN_IN, folder.planning / f".{TAKEN_IN}-before"
    made = plans.copy if plans.copy.name == "kept" else plans.copy.parent
    shutil.rmtree(before, ignore_errors=True)
    if kept.exists():
        kept.rename(before)
    made.rename(kept)
    shutil.rmtree(before, ignore_errors=True)


def forget(plans: TwoPlans) -> None:
    """Remove what reading two plans left behind."""
    made = plans.copy if plans.copy.name == "kept" else plans.copy.parent
    shutil.rmtree(made.parent, ignore_errors=True)


def keep_upload(folder: EventFolder, content: bytes, *, name: str) -> str:
    """Keep a plan that a browser sent, for a preview and for taking it in; by what it is named then."""
    forget_uploads(folder)
    upload = str(uuid.uuid4())
    place = folder.planning / UPLOADS / upload
    place.mkdir(parents=True, mode=0o700)
    write_private(place / name, content)
    return upload


def forget_uploads(folder: EventFolder, upload: str | None = None) -> None:
    """Remove a plan that was sent, once it is taken in, and those that nobody took in for an hour.

    So goes what a server that was stopped in the middle of reading left behind.
    """
    for place in [*(folder.planning / UPLOADS).glob("*"), *folder.planning.glob(f"{READING}*")]:
        is_old = place.stat().st_mtime < clock.now().timestamp() - UPLOAD_KEPT_S
        if is_old or place.name == upload:
            shutil.rmtree(place, ignore_errors=True)


def uploaded(folder: EventFolder, upload: str) -> Path:
    """Find a plan that was sent.

    Raises:
        OnsiteError: ``unknown_upload`` (404).
    """
    try:
        place = folder.planning / UPLOADS / str(uuid.UUID(upload))
        return next(one for one in place.iterdir() if not one.name.startswith("."))
    except (ValueError, OSError, StopIteration):
        raise OnsiteError(
            "unknown_upload",
            "This plan is not kept any more; choose the file again.",
            status=404,
            field="upload",
        ) from None


def _base(folder: EventFolder, kept_name: str) -> tuple[Plan, Readings]:
    for place in (folder.planning / TAKEN_IN, folder.planning):
        if found := _kept_in(place, kept_name):
            kept = read_kept_plan(found)
            if kept.plan is not None:
                return kept.plan, kept.readings
    raise OnsiteError(
        "plan_copy_missing",
        "The event folder has no readable copy of the plan as it came (planning/); "
        "restore it from a backup.",
        status=409,
    )


def _kept_in(place: Path, kept_name: str) -> Path | None:
    if (place / PACKAGE_FILE).exists():
        return place
    if (place / kept_name).is_file():
        return place / kept_name
    return next(iter(sorted(place.glob("*.xlsx"))), None)
