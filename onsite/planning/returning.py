"""What the event knows, gathered for the planners' workbook; how it is written there is `sync`'s."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite import clock
from onsite.access.queries import the_event
from onsite.access.wipe_rows import refuse_if_wiped
from onsite.badges.queries import badges_printed
from onsite.config import EventFolder
from onsite.db import Database
from onsite.finance.queries import invoices_signed, paid_on_site
from onsite.handouts.queries import materials_at
from onsite.planning.check_ins_here import check_ins_here
from onsite.planning.coming_in import Coming
from onsite.planning.corrected import corrections
from onsite.planning.facts import DelegateFacts, OnSite, WalkIn
from onsite.planning.sources import PACKAGE_FILE
from onsite.planning.stores import store_of, sync_store
from onsite.planning.sync import SyncResult, Tell, silent, sync_plan
from onsite.planning.workflow_facts import FACTS, answers
from onsite.planning.workflow_mapping import keep_mapping, read_mapping
from onsite.registration.models import Arrival, CheckIn, Delegate
from onsite.registration.queries import zones
from onsite.reports.budget_counts import all_counts
from onsite.reports.catalogue import planners_tables
from onsite.reports.conflicts import door_conflicts
from onsite.reports.persons import Words, means_named


def sync_event(
    database: Database,
    folder: EventFolder,
    *,
    to: Path | str | None,
    dry_run: bool,
    coming: Coming | None = None,
) -> dict[str, Any]:
    """Write an event back into its planning workbook; the answer of the contract, see `bring_back`."""
    return bring_back(database, folder, to=to, dry_run=dry_run, coming=coming).document()


def bring_back(
    database: Database,
    folder: EventFolder,
    *,
    to: Path | str | None,
    dry_run: bool,
    tell: Tell = silent,
    coming: Coming | None = None,
) -> SyncResult:
    """Write an event back into its planning workbook.

    Args:
        database: Read only.
        folder: The event; it keeps the workbook as it came and what was written last.
        to: Another workbook than the one of `init`.
        dry_run: Tell what would be written, and write nothing.
        tell: Told in short sentences how far it is.
        coming: The plan's own system as it was read just now, and what came in from it (`coming_in`).

    Raises:
        OnsiteError: The workbook is gone, open elsewhere, or can't be read; nothing was written.
    """
    mapping = read_mapping(folder.planning, known=FACTS)
    tell("gathering what happened")
    with database.read() as session:
        refuse_if_wiped(session)
        plan = to or the_event(session).plan_path
        happened = on_site(session, now=clock.now())
        kept = folder.planning / Path(the_event(session).plan_path).name
        if coming:
            coming.exchange.here = check_ins_here(session)
    store = coming.store if coming else store_of(plan, folder.planning)
    bring = (
        partial(sync_store, store, exchange=coming.exchange if coming else None)
        if store
        else partial(sync_plan, Path(plan))
    )
    result = bring(
        happened,
        as_it_came=next(
            (copy for copy in (kept, folder.planning / PACKAGE_FILE) if copy.exists()), None
        ),
        memory=folder.planning / "written.json",
        mapping=mapping,
        is_dry_run=dry_run,
        tell=tell,
    )
    if not dry_run:
        keep_mapping(folder.planning)
    return result


def on_site(session: Session, *, now: datetime) -> OnSite:
    """Gather who came, when, where and how, who was added or changed, and all that is told of it."""
    printed = badges_printed(session)
    words = Words(session)
    paid = paid_on_site(session, language=words.language)
    signed, given = invoices_signed(session), materials_at(session)
    changed = corrections(session)
    names = {row.code: words.named(row) for row in zones(session)}
    means = means_named(words)
    rows = session.execute(
        select(Delegate, CheckIn)
        .outerjoin(Arrival, Arrival.delegate_id == Delegate.id)
        .outerjoin(CheckIn, CheckIn.id == Arrival.check_in_id)
        .order_by(Delegate.id)
    ).tuples()
    delegates, walk_ins = [], []
    for delegate, check_in in rows:
        facts = _facts(delegate, check_in, names, means)
        paid_fen, paid_by = paid.get(delegate.id, (None, None))
        facts = replace(
            facts,
            badge_prints=printed.get(delegate.id, 0),
            paid_on_site_fen=paid_fen,
            paid_on_site_by=paid_by,
            invoice_signed_at=signed.get(delegate.id),
            materials_at=given.get(delegate.id),
            corrections=changed.get(delegate.id, {}),
        )
        if delegate.is_walk_in:
            walk_ins.append(_walk_in(delegate, facts))
        else:
            delegates.append(facts)
    return OnSite(
        ZoneInfo(the_event(session).time_zone),
        delegates,
        walk_ins,
        tables=planners_tables(session, now=now),
        door_conflicts=door_conflicts(session),
        answers=answers(session, now=now),
        counted=all_counts(session),
    )


def _walk_in(delegate: Delegate, facts: DelegateFacts) -> WalkIn:
    return WalkIn(
        facts,
        email=delegate.email,
        due_fen=delegate.due_fen,
        diet=delegate.diet,
        table_no=delegate.table_no,
    )


def _facts(
    delegate: Delegate, check_in: CheckIn | None, zone_names: dict[str, str], means: dict[str, str]
) -> DelegateFacts:
    zone = check_in.zone if check_in else None
    return DelegateFacts(
        reg_no=delegate.reg_no,
        name=delegate.name,
        category=delegate.category,
        latin_name=delegate.latin_name,
        organisation=delegate.organisation,
        position=delegate.position,
        phone=delegate.phone,
        is_cancelled=delegate.is_cancelled,
        checked_in_at=check_in.at if check_in else None,
        zone=zone_names.get(zone, zone) if zone else None,
        means=means.get(check_in.means, check_in.means) if check_in else None,
    )
