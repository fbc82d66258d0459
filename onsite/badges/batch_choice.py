"""Whose badges a batch has, in which order, and who is left out of it. Nothing is written here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.badges import batch_order
from onsite.badges.batch_order import MAY_PART, Member, Separators, Sheet, Sort
from onsite.badges.models import PrintJobRow
from onsite.badges.rules import State
from onsite.errors import OnsiteError, not_found
from onsite.registration.models import Category, Revocation
from onsite.registration.persons import Person, people
from onsite.registration.rules import decide_check_in

LARGEST_BOX = 5000
AT_MOST = 20_000
# Why someone is left out besides the verdicts' words.
HAS_BADGE, ON_ITS_WAY = "has_badge", "on_its_way"
ALIVE = (State.HELD, State.QUEUED, State.PRINTING)


class Wanted(msgspec.Struct, forbid_unknown_fields=True):
    """Whose badges: everyone's, or those that all that is named here applies to."""

    categories: list[str] = []
    organisations: list[str] = []
    reg_nos: Annotated[list[str], msgspec.Meta(max_length=AT_MOST)] = []
    only_without_badge: bool = True


class BatchPlan(msgspec.Struct, forbid_unknown_fields=True):
    """Whose badges print, in which order, and what stands between them."""

    sort: Sort = "organisation"
    separators: Separators = "none"
    box_size: Annotated[int, msgspec.Meta(ge=1, le=LARGEST_BOX)] | None = None
    wanted: Wanted = msgspec.field(default_factory=Wanted)


@dataclass(frozen=True)
class Chosen:
    """The pages of a batch, and who is left out of it: pairs of reg_no and reason."""

    sheets: Sequence[Sheet]
    skipped: Sequence[tuple[str, str]]

    @property
    def count(self) -> int:
        """How many badges there are."""
        return sum(1 for sheet in self.sheets if sheet.member)

    @property
    def box_count(self) -> int:
        return max((sheet.box or 0 for sheet in self.sheets), default=0)

    @property
    def again_count(self) -> int:
        """How many of them have a badge already."""
        return sum(1 for sheet in self.sheets if sheet.member and sheet.member.reprint_of)

    @property
    def skipped_counts(self) -> dict[str, int]:
        return dict(Counter(reason for _, reason in self.skipped))


@dataclass(frozen=True)
class Badge:
    """The job of a badge that was printed, or will be."""

    id: str
    state: str


def choose(session: Session, plan: BatchPlan) -> Chosen:
    """Choose whose badges a batch has, in order; nothing is written.

    Who would be refused at check-in is left out with the verdict's word; so is who has a badge, or
    waits for one.

    Raises:
        OnsiteError: ``separators_do_not_fit``, ``no_box_size``, ``unknown_category``,
            ``unknown_organisation`` and ``unknown_registration`` (404).
    """
    _check_plan(plan)
    wanted = _wanted(session, plan.wanted)
    standing = standing_badges(session)
    members: list[Member] = []
    skipped: list[tuple[str, str]] = []
    for person in wanted:
        reason, badge = _refusal(person, standing, plan.wanted)
        if reason is not None:
            skipped.append((person.reg_no, reason))
            continue
        members.append(
            Member(person.id, person.reg_no, person.name, person.organisation, reprint_of=badge)
        )
    ordered = batch_order.in_order(members, plan.sort)
    pages = batch_order.sheets(
        ordered, sort=plan.sort, separators=plan.separators, box_size=plan.box_size
    )
    return Chosen(pages, sorted(skipped))


def standing_badges(session: Session) -> Mapping[int, Badge]:
    """Read everyone's newest badge, by her id, that did not die with its credential."""
    died = dict(
        session.execute(
            select(Revocation.delegate_id, func.max(Revocation.at)).group_by(Revocation.delegate_id)
        )
        .tuples()
        .all()
    )
    rows = session.execute(
        select(PrintJobRow.delegate_id, PrintJobRow.id, PrintJobRow.state, PrintJobRow.created_at)
        .where(
            PrintJobRow.prints == "badge",
            PrintJobRow.delegate_id.is_not(None),
            PrintJobRow.state.not_in((State.CANCELLED, State.FAILED)),
        )
        .order_by(PrintJobRow.created_at, PrintJobRow.id.desc())
    ).tuples()
    newest = {delegate_id: (Badge(job, state), at) for delegate_id, job, state, at in rows}
    return {
        delegate_id: badge
        for delegate_id, (badge, at) in newest.items()
        if delegate_id is not None and (delegate_id not in died or died[delegate_id] < at)
    }


def _check_plan(plan: BatchPlan) -> None:
    if plan.separators not in MAY_PART[plan.sort]:
        raise OnsiteError(
            "separators_do_not_fit",
            f"Separators by {plan.separators} need another order than by {plan.sort}; "
            f"choose one of {', '.join(MAY_PART[plan.sort])}.",
            field="separators",
        )
    if plan.separators == "box" and plan.box_size is None:
        raise OnsiteError(
            "no_box_size",
            "Say how many badges a box takes, or separate otherwise.",
            field="box_size",
        )


def _wanted(session: Session, wanted: Wanted) -> list[Person]:
    """List the people asked for; a name nobody has is an error, not nobody."""
    everyone = people(session)
    _check_known(session, wanted, everyone)
    reg_nos = {reg_no.strip() for reg_no in wanted.reg_nos}
    return [
        person
        for person in everyone
        if (not wanted.categories or person.category in wanted.categories)
        and (not wanted.organisations or person.organisation in wanted.organisations)
        and (not reg_nos or person.reg_no in reg_nos)
    ]


def _check_known(session: Session, wanted: Wanted, everyone: Sequence[Person]) -> None:
    categories = set(session.scalars(select(Category.code)))
    for at, code in enumerate(wanted.categories):
        if code not in categories:
            raise OnsiteError(
                "unknown_category",
                f"There is no category {code[:40]!r}; choose one of the list.",
                field=f"wanted.categories[{at}]",
            )
    organisations = {person.organisation for person in everyone}
    for at, name in enumerate(wanted.organisations):
        if name not in organisations:
            raise not_found("organisation", name, field=f"wanted.organisations[{at}]")
    numbers = {person.reg_no for person in everyone}
    for at, reg_no in enumerate(wanted.reg_nos):
        if reg_no.strip() not in numbers:
            raise not_found("registration", reg_no, field=f"wanted.reg_nos[{at}]")


def _refusal(
    person: Person, standing: Mapping[int, Badge], wanted: Wanted
) -> tuple[str | None, str | None]:
    """Say why a person is left out, or which badge hers comes instead of."""
    reason = decide_check_in(person.standing)[1]
    badge = standing.get(person.id)
    if reason is not None or badge is None:
        return reason, None
    if badge.state in ALIVE:
        return ON_ITS_WAY, None
    return (HAS_BADGE, None) if wanted.only_without_badge else (None, badge.id)
