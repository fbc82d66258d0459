"""Rows of the hand-outs room: what was given, lent, taken back, moved, redeemed and kept.

Facts are appended with a client-made id; undoing one is a new opposite row. `holdings`, `numbers_out`,
`stocks`, `voucher_numbers`, `redeemed` and `tags_out` are derived from the facts in the same transaction:
their keys and conditions settle every race.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base, Instant
from onsite.once import Fact


class HandOut(Fact, Base):
    """An item given or lent to a delegate, or to one of the staff."""

    __tablename__ = "hand_outs"
    __table_args__ = (Index("ix_hand_outs_item", "item", "pile", "count"),)

    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"), index=True)
    staff: Mapped[str | None] = mapped_column(index=True)  # an operator's name
    item: Mapped[str] = mapped_column(ForeignKey("items.code"))
    count: Mapped[int]
    number: Mapped[str | None]  # of the receiver, the document, the voucher
    voucher_code: Mapped[str | None] = mapped_column(unique=True)
    pick_up_by: Mapped[str]  # who took it for her; empty: herself
    security: Mapped[str]  # none, badge, deposit: what stands for a loan
    deposit_id: Mapped[str | None]
    pile: Mapped[str | None]  # None: nobody counts this item's stock


class HandOutUndo(Fact, Base):
    """The opposite of a hand-out: it was a mistake, and the thing is back."""

    __tablename__ = "hand_out_undos"

    hand_out_id: Mapped[str] = mapped_column(ForeignKey("hand_outs.id"), unique=True)
    reason: Mapped[str]


class LoanReturn(Fact, Base):
    """The end of a loan: back in order, back damaged, or lost."""

    __tablename__ = "loan_returns"

    hand_out_id: Mapped[str] = mapped_column(ForeignKey("hand_outs.id"), unique=True)
    state: Mapped[str]
    handed_back_by: Mapped[str]
    received_by: Mapped[str]
    reason: Mapped[str]
    pile: Mapped[str | None]  # where it went; None: it is no stock any more


class Holding(Base):
    """How many of an item someone has: derived. The holder is `rules.holder_of`."""

    __tablename__ = "holdings"
    __table_args__ = (CheckConstraint("count >= 0", name="never_below_zero"),)

    holder: Mapped[str] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(ForeignKey("items.code"), primary_key=True)
    count: Mapped[int]


class NumberOut(Base):
    """A numbered thing that is out: derived."""

    __tablename__ = "numbers_out"

    item: Mapped[str] = mapped_column(ForeignKey("items.code"), primary_key=True)
    number: Mapped[str] = mapped_column(primary_key=True)
    hand_out_id: Mapped[str] = mapped_column(index=True)  # settled before its row is kept


class VoucherNumber(Base):
    """How many vouchers of an item got a number: derived."""

    __tablename__ = "voucher_numbers"

    item: Mapped[str] = mapped_column(ForeignKey("items.code"), primary_key=True)
    count: Mapped[int]


class StockMove(Fact, Base):
    """Stock carried from one pile to another, brought in, or taken out for good."""

    __tablename__ = "stock_moves"

    item: Mapped[str] = mapped_column(ForeignKey("items.code"))
    from_pile: Mapped[str | None]  # a station's id, "" the store, None from outside
    to_pile: Mapped[str | None]
    count: Mapped[int]
    reason: Mapped[str]


class Stock(Base):
    """How many of an item lie in a pile: derived. The pile is a station's id, or "" for the store."""

    __tablename__ = "stocks"
    __table_args__ = (CheckConstraint("count >= 0", name="never_below_zero"),)

    item: Mapped[str] = mapped_column(ForeignKey("items.code"), primary_key=True)
    pile: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    low_count: Mapped[int]  # from here down the pile is short


class VoucherRedemption(Fact, Base):
    """One answered attempt to eat, refused ones too."""

    __tablename__ = "voucher_redemptions"
    __table_args__ = (Index("ix_voucher_redemptions_item", "item", "verdict"),)

    hand_out_id: Mapped[str | None] = mapped_column(ForeignKey("hand_outs.id"))
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"), index=True)
    item: Mapped[str | None]
    checkpoint: Mapped[str | None]
    verdict: Mapped[str]


class Redeemed(Base):
    """One meal eaten: derived. The ``nth`` of an item by its holder, no further than she may."""

    __tablename__ = "redeemed"

    holder: Mapped[str] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(ForeignKey("items.code"), primary_key=True)
    nth: Mapped[int] = mapped_column(primary_key=True)
    hand_out_id: Mapped[str | None] = mapped_column(ForeignKey("hand_outs.id"), unique=True)
    redemption_id: Mapped[str]  # settled before its row is kept
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"))
    day: Mapped[date]  # local; it turns at 04:00
    is_by_badge: Mapped[bool]
    at: Mapped[datetime] = mapped_column(Instant)


class Keeping(Fact, Base):
    """A coat in the cloakroom, or a thing that was found."""

    __tablename__ = "keepings"

    kind: Mapped[str]  # cloakroom, lost_property
    tag: Mapped[str]
    description: Mapped[str]
    place: Mapped[str]  # the hook, the shelf; where it was found
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"), index=True)


class KeepingReturn(Fact, Base):
    """What was kept goes back to someone."""

    __tablename__ = "keeping_returns"

    keeping_id: Mapped[str] = mapped_column(ForeignKey("keepings.id"), unique=True)
    to_whom: Mapped[str]
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegates.id"))


class TagOut(Base):
    """A tag that hangs on something now: derived."""

    __tablename__ = "tags_out"

    tag: Mapped[str] = mapped_column(primary_key=True)
    keeping_id: Mapped[str]  # settled before its row is kept
