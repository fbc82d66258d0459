"""Every table of the trail: whom its rows are about, and which of its sentences tells one.

The sentences stand in the language files under ``trail.TABLE`` and ``trail.TABLE.VARIANT``; their places are
columns of the row, worded by `trail_words`.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from onsite.access.wipe_rows import Wipe
from onsite.badges.batch_rows import PrintBatch, PrintBatchAct
from onsite.badges.models import PrintJobRow
from onsite.feedback import models as feedback
from onsite.finance import models as money
from onsite.handouts import models as things
from onsite.messages import models as messages
from onsite.reception import models as reception
from onsite.reception.alert_rows import AlertAcknowledgement
from onsite.reception.no_show_rows import NoShowCall
from onsite.reception.no_show_standing import OUTCOMES
from onsite.registration import blank_badge_rows, correction_rows, note_rows, walk_in_rows
from onsite.registration import models as people
from onsite.registration.directory_rows import DirectoryConsent
from onsite.registration.refresh_rows import Refresh
from onsite.scanner.door_rows import DoorOverride, HallCorrection, ScanUndo
from onsite.scanner.evacuation_rows import Evacuation, EvacuationEnd, EvacuationMark
from onsite.scanner.models import Conflict, Scan
from onsite.scanner.reconciling_rows import ConflictResolution

Concerns = Callable[[Sequence[tuple[int, str]]], ColumnElement[bool]]


def _as_it_is(_row: Any) -> str:
    return ""


@dataclass(frozen=True)
class Source:
    """One table of facts.

    Attributes:
        rows: Its model.
        about: SQL for the delegate a row names first; None where it names none.
        concerns: SQL for "one of these people (id, number) is among those it is about", where that is
            more than ``about`` says.
        variants: The sentences there are besides the first.
        variant: Which of them tells a row; "" for the first.
        at: The column of the instant.
    """

    rows: Any
    about: ColumnElement[Any] | InstrumentedAttribute[Any] | None = None
    concerns: Concerns | None = None
    variants: tuple[str, ...] = ()
    variant: Callable[[Any], str] = _as_it_is
    at: str = "at"

    @property
    def kind(self) -> str:
        return str(self.rows.__tablename__)

    @property
    def keys(self) -> list[str]:
        """Name the sentences of this table."""
        return [f"trail.{self.kind}", *(f"trail.{self.kind}.{name}" for name in self.variants)]

    def names(self, people: Sequence[tuple[int, str]]) -> ColumnElement[bool]:
        """Select the rows that concern any of these people."""
        if self.concerns is not None:
            return self.concerns(people)
        if self.about is None:
            return false()
        return self.about.in_([delegate_id for delegate_id, _ in people])


def _of(rows: Any, **more: Any) -> Source:
    """Declare a table whose rows name one delegate."""
    return Source(rows, about=rows.delegate_id, **more)


def _through(rows: Any, key: str, other: Any, **more: Any) -> Source:
    """Declare a table whose rows are about whom another fact is about."""
    about = select(other.delegate_id).where(other.id == getattr(rows, key)).scalar_subquery()
    return Source(rows, about=about, **more)


def _several(rows: Any) -> Source:
    """Declare a table whose rows list the numbers of several."""

    def concerns(people: Sequence[tuple[int, str]]) -> ColumnElement[bool]:
        listed = cast(rows.reg_nos, String)
        return or_(*(listed.contains(json.dumps(reg_no), autoescape=True) for _, reg_no in people))

    return Source(rows, concerns=concerns)


def _check_in(row: people.CheckIn) -> str:
    if row.outcome == "checked_in" and row.noted_at is not None:
        return "paper"
    return "" if row.outcome == "checked_in" else row.outcome


def _override(row: people.Override) -> str:
    return "revoked" if row.is_revoked else row.kind


def _directory(row: DirectoryConsent) -> str:
    if not row.agrees:
        return "no"
    shown = {(True, False): "phone", (False, True): "email", (False, False): "name"}
    return shown.get((row.shows_phone, row.shows_email), "")


def _merge_concerns(persons: Sequence[tuple[int, str]]) -> ColumnElement[bool]:
    ids = [delegate_id for delegate_id, _ in persons]
    return or_(correction_rows.Merge.keep_id.in_(ids), correction_rows.Merge.gone_id.in_(ids))


def _paid_for() -> Source:
    shares = money.PaymentShare
    about = (
        select(func.min(shares.delegate_id))
        .where(shares.payment_id == money.Payment.id)
        .scalar_subquery()
    )

    def concerns(persons: Sequence[tuple[int, str]]) -> ColumnElement[bool]:
        ids = [delegate_id for delegate_id, _ in persons]
        return (
            select(shares.id)
            .where(and_(shares.payment_id == money.Payment.id, shares.delegate_id.in_(ids)))
            .exists()
        )

    return Source(money.Payment, about=about, concerns=concerns)


def _reversed() -> Source:
    about = (
        select(func.min(money.Posting.delegate_id))
        .where(money.Posting.fact_id == money.Reversal.of_fact)
        .scalar_subquery()
    )
    return Source(money.Reversal, about=about)


EVACUATED_FOR = ("fire", "power", "drill")  # the reasons that pages offer

# An answer belongs to nobody: counts of them are told, never one.
UNTOLD = (feedback.QuestionAnswer,)

SOURCES: tuple[Source, ...] = (
    _of(people.CheckIn, variants=("paper", "already_checked_in", "refused"), variant=_check_in),
    _through(people.CheckInUndo, "check_in_id", people.CheckIn),
    _of(people.Revocation),
    _of(people.Override, variants=("unpaid", "blocked", "revoked"), variant=_override),
    _of(people.Block, variants=("off",), variant=lambda row: "" if row.is_blocked else "off"),
    _of(walk_in_rows.WalkIn),
    Source(walk_in_rows.WalkInBatch),
    Source(walk_in_rows.QuotaBatch),
    Source(blank_badge_rows.BlankBatch),
    _of(blank_badge_rows.Binding),
    Source(people.BackEntry),
    _of(correction_rows.NameFix),
    _of(correction_rows.CategoryChange),
    _of(correction_rows.Substitution),
    Source(correction_rows.Merge, about=correction_rows.Merge.keep_id, concerns=_merge_concerns),
    _of(
        correction_rows.Cancellation,
        variants=("off",),
        variant=lambda row: "" if row.is_cancelled else "off",
    ),
    _of(
        note_rows.Escalation,
        variants=("cleared",),
        variant=lambda row: "cleared" if row.is_cleared else "",
    ),
    _of(
        note_rows.AttentionNote,
        variants=("done",),
        variant=lambda row: "done" if row.is_done else "",
    ),
    _of(note_rows.IdentityNote),
    _of(DirectoryConsent, variants=("no", "phone", "email", "name"), variant=_directory),
    _several(people.GroupCheckIn),
    _several(people.PickUp),
    Source(money.CashSession),
    Source(money.CashClosing),
    Source(money.CashCorrection),
    _of(money.Charge),
    _paid_for(),
    _of(money.Refund),
    _reversed(),
    _of(
        money.Deposit,
        variants=("back",),
        variant=lambda row: "back" if row.amount_fen < 0 else "",
    ),
    _of(money.PayOut),
    Source(money.ReceiptCopy),
    _of(money.InvoiceEvent),
    _of(money.Promise),
    _of(
        things.HandOut,
        variants=("pick_up",),
        variant=lambda row: "pick_up" if row.pick_up_by else "",
    ),
    _through(things.HandOutUndo, "hand_out_id", things.HandOut),
    _through(things.LoanReturn, "hand_out_id", things.HandOut),
    Source(things.StockMove),
    _of(things.VoucherRedemption),
    _of(things.Keeping),
    _of(things.KeepingReturn),
    Source(reception.QueueSlip),
    Source(reception.QueueSlipScan),
    Source(reception.HelpCall),
    Source(reception.HelpCallAnswer),
    Source(reception.HandOver),
    _of(reception.IdentityReading),
    _of(reception.Reception),
    _of(reception.SlideCheck),
    _of(
        NoShowCall,
        variants=(*OUTCOMES, "refused"),
        variant=lambda row: "refused" if row.reason else row.outcome,
    ),
    _several(reception.PlaceCardPrint),
    Source(reception.ShiftSignIn),
    Source(AlertAcknowledgement),
    _of(messages.StationCall),
    _through(messages.StationCallAnswer, "call_id", messages.StationCall),
    _of(messages.Reminder),
    _through(messages.ReminderEnd, "reminder_id", messages.Reminder),
    _of(messages.Incident),
    _through(messages.IncidentStep, "incident_id", messages.Incident),
    Source(messages.ContactSheet),
    Source(feedback.Question),
    Source(feedback.QuestionPlacement),
    Source(feedback.QuestionEnd),
    Source(Refresh),
    Source(Wipe),
    _of(Scan, at="recorded_at"),
    _through(ScanUndo, "scan_id", Scan),
    _through(DoorOverride, "scan_id", Scan),
    Source(HallCorrection),
    _through(
        ConflictResolution,
        "conflict_id",
        Conflict,
        variants=("count_in", "count_out"),
        variant=lambda row: "" if row.decision == "stands" else row.decision,
    ),
    Source(
        Evacuation,
        variants=EVACUATED_FOR,
        variant=lambda row: row.reason if row.reason in EVACUATED_FOR else "",
    ),
    _of(
        EvacuationMark,
        variants=("back",),
        variant=lambda row: "" if row.is_out else "back",
    ),
    Source(EvacuationEnd),
    Source(PrintBatch),
    Source(
        PrintBatchAct,
        variants=("again", "move"),
        variant=lambda row: row.action if row.action in ("again", "move") else "",
    ),
    _of(
        PrintJobRow,
        at="created_at",
        variants=("reprint",),
        variant=lambda row: "reprint" if row.reprint_of else "",
    ),
)
