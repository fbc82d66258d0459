"""Meal vouchers: numbered, with a code that nobody can guess, printed with the hand-out they belong to."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from onsite.asking import Asking
from onsite.badges.service import queue_paper
from onsite.handouts.inserting import raised
from onsite.handouts.models import VoucherNumber
from onsite.handouts.papers import voucher
from onsite.handouts.queries import zone_of
from onsite.handouts.receiving import Receiver
from onsite.registration.credentials import as_ours, new_secret
from onsite.registration.models import Item
from onsite.registration.service import QueuedJob
from onsite.scanner.models import Hall

MARK = "V"
LENGTH = 16  # characters after the mark, 80 random bits


@dataclass(frozen=True)
class PrintedVoucher:
    """A voucher whose paper is on its way."""

    number: str
    code: str
    job: QueuedJob


def print_voucher(session: Session, item: Item, to: Receiver, *, asking: Asking) -> PrintedVoucher:
    """Number the next voucher of an item and queue its paper, in the caller's transaction."""
    number, code = _next(session, item)
    hall = session.get(Hall, item.place) if item.place else None
    paper = voucher(
        item,
        number=number,
        code=code,
        name=to.name,
        diet=to.delegate.diet if to.delegate else "",
        place=hall.name if hall else item.place,
        zone=zone_of(session),
    )
    job = queue_paper(
        session,
        paper,
        prints="voucher",
        principal=asking.principal,
        now=asking.now,
        delegate_id=to.delegate_id,
    )
    return PrintedVoucher(number, code, job)


def is_voucher(text: str) -> bool:
    """Tell a voucher's code from a badge's by its look."""
    plain = as_ours(text)
    return len(plain) == len(MARK) + LENGTH and plain.startswith(MARK)


def _next(session: Session, item: Item) -> tuple[str, str]:
    """Number the next voucher of an item, and make the code that nobody can guess."""
    number = raised(session, VoucherNumber, by=1, item=item.code)
    return f"{item.code}-{number:04d}", new_secret(MARK)[: LENGTH + 1]
