"""What the event already did with a person, so that a planners' change would contradict it. Reads only."""

from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.badges.queries import badge_of
from onsite.finance import queries as finance
from onsite.handouts import queries as handouts
from onsite.planning.plan import Delegate as PlannedDelegate
from onsite.planning.refresh_taking import Refusal
from onsite.registration import queries
from onsite.registration.models import Credential, Delegate
from onsite.scanner.models import Scan
from onsite.units import yuan

INVOICE = frozenset({"invoice_title", "tax_number", "invoice_state"})
BADGE_PRINTED = "badge_printed"  # what someone should do besides: print it again


class Acted:
    """One person of the event; each thing is asked for once, when it matters."""

    def __init__(self, session: Session, row: Delegate) -> None:
        self._session, self.row = session, row

    @cached_property
    def is_here(self) -> bool:
        return queries.check_in_of(self._session, self.row.id) is not None

    @cached_property
    def has_money(self) -> bool:
        """Whether money was taken, given back or charged at the event."""
        return bool(self.row.received_fen or self.row.charged_fen)

    @cached_property
    def has_invoice(self) -> bool:
        return finance.latest_invoice_event(self._session, self.row.id) is not None

    @cached_property
    def has_badge(self) -> bool:
        return bool(badge_of(self._session, reg_no=self.row.reg_no)["printed_count"])

    @cached_property
    def has_fee(self) -> bool:
        """Whether her lecture fee was paid out, or handed out as an envelope."""
        return bool(finance.lecture_fees_paid(self._session, self.row.id)) or handouts.has_fee(
            self._session, self.row.id
        )

    @cached_property
    def has_lost_badge(self) -> bool:
        return queries.last_revoked_at(self._session, self.row.id) is not None

    @cached_property
    def stays(self) -> str | None:
        """The registration this one was merged into."""
        if self.row.merged_into is None:
            return None
        return self._session.get_one(Delegate, self.row.merged_into).reg_no

    def was_scanned(self, credential: Credential) -> bool:
        """Tell whether a code was used at a door."""
        found = select(Scan.id).where(Scan.credential_id == credential.id).limit(1)
        return self._session.scalar(found) is not None

    def refuse(self, now: PlannedDelegate, field: str) -> Refusal | None:
        """Say why a field of hers may not become what the plan says, if so."""
        if self.stays is not None:
            return self.refuse_merged()
        if field == "category":
            return self._refuse_category()
        if field in INVOICE and self.has_invoice:
            return Refusal(
                "invoice_begun",
                "the invoice is being made at the event",
                "change it at the finance desk",
            )
        if field in {"due_fen", "paid_fen"}:
            return self._refuse_money(now, field)
        if field == "status" and now.status == "cancelled" and self.is_here:
            return Refusal(
                "checked_in",
                "she is checked in",
                "undo the check-in at a desk first, or set 状态 back to 正常",
            )
        return None

    def refuse_merged(self) -> Refusal:
        """Refuse what concerns a registration that went up in another."""
        return Refusal(
            "merged",
            f"this registration was merged into {self.stays}",
            f"make the change in the row of {self.stays}",
        )

    def _refuse_category(self) -> Refusal | None:
        if self.is_here:
            return Refusal(
                "checked_in",
                "she is checked in with the badge of her category",
                "change the category at a desk: it charges the difference and prints the badge",
            )
        if self.has_money:
            return Refusal(
                "paid_here",
                "money was taken here for her category",
                "change the category at a desk: it charges the difference",
            )
        return None

    def _refuse_money(self, now: PlannedDelegate, field: str) -> Refusal | None:
        row = self.row
        owed = now.due_fen + row.charged_fen
        if now.category != row.category and (refusal := self._refuse_category()):
            return refusal
        if (
            field == "due_fen"
            and owed < now.paid_fen + row.received_fen
            and owed < (row.due_fen + row.charged_fen)
        ):
            paid = yuan(now.paid_fen + row.received_fen)
            return Refusal(
                "below_paid",
                f"¥{paid} is paid already",
                "give the difference back at the finance desk first, or correct 已缴 as well",
            )
        if field == "paid_fen" and row.received_fen > 0 and owed < now.paid_fen + row.received_fen:
            return Refusal(
                "paid_here",
                f"¥{yuan(row.received_fen)} of it was taken at the event",
                "see at the finance desk whether she paid twice; give it back there",
            )
        return None
