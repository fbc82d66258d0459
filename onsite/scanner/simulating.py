"""Who would get in at a door at some instant, and why not: the rules tried on everyone, nothing written.

People who share their traits share a verdict, so the rules are asked once for each group. Where people are
and how full the hall will be, nobody knows beforehand: that end of the rules is passed over.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.errors import OnsiteError
from onsite.registration.models import Arrival, Block, Credential, Delegate, Override
from onsite.registration.rules import Standing
from onsite.scanner import queries
from onsite.scanner.queries import Door
from onsite.scanner.rules import PRECEDENCE, Policy, Verdict, refused_by_rights
from onsite.scanner.simulating_shapes import SimulatedPerson, Simulation, VerdictShare
from onsite.scanner.timetables import Traits
from onsite.units import rfc3339

EXAMPLES = 5
PASSED_OVER = (Verdict.ALREADY_IN, Verdict.HALL_FULL)
"""Verdicts that depend on who is in the hall then; a simulation never comes to them."""

_ORDER = (Verdict.ADMITTED, *(each for each in PRECEDENCE if each is not Verdict.ADMITTED))


@dataclass
class _Group:
    """People with the same traits: how many, and the first few in the planners' order."""

    count: int = 0
    first: list[int] = field(default_factory=list)


def door_in(session: Session, code: str) -> Door:
    """Gather what a checkpoint decides by that people go in at.

    Raises:
        OnsiteError: ``unknown_checkpoint``; ``goes_out_only`` where nobody goes in.
    """
    door = queries.door(session, code)
    if door.direction == "out":
        raise OnsiteError(
            "goes_out_only",
            f"{code} lets people out, whatever their rights; ask about a door that goes in.",
            field="checkpoint",
        )
    return door


def simulate(
    session: Session,
    door: Door,
    *,
    at: datetime,
    changes: Mapping[str, bool | int],
    shows_names: bool,
) -> Simulation:
    """Tell who would get in at one door, and why the others would not.

    Args:
        session: A reading session; it may be used outside the hub, for this takes a while.
        door: As `door_in` gathers it.
        at: The aware instant that is asked about; the people are taken as they stand now.
        changes: What to try: laid over the checkpoint's policy, by its fields.
        shows_names: Whether who asks may see persons; examples are left out otherwise.

    Returns:
        Admitted first, then the refusals by precedence; verdicts that nobody gets are absent.
    """
    policy = _tried(door.policy, changes)
    shares: dict[Verdict, dict[str, _Group]] = defaultdict(dict)
    for traits, group in people_by_traits(session).items():
        verdict = _verdict(traits, door, policy, at)
        joined = shares[verdict].setdefault(traits.category, _Group())
        joined.count += group.count
        joined.first += group.first
    return {
        "checkpoint": door.code,
        "at": rfc3339(at),
        "people": sum(each.count for found in shares.values() for each in found.values()),
        "by_verdict": [
            _share(session, verdict, shares[verdict], shows_names=shows_names)
            for verdict in _ORDER
            if verdict in shares
        ],
        "passed_over": [each.value for each in PASSED_OVER],
        "is_counting_only": policy.flush,
    }


def _tried(policy: Policy, changes: Mapping[str, bool | int]) -> Policy:
    """Lay changes over a policy; those that no verdict depends on are passed over."""
    known = {each.name for each in fields(Policy)}
    return replace(policy, **{name: wanted for name, wanted in changes.items() if name in known})  # type: ignore[arg-type]


def people_by_traits(session: Session) -> dict[Traits, _Group]:
    """Group everyone by what a door's rules ask of a person; who was merged away is not there.

    A lost badge that was replaced is no trait: her new one is asked about.
    """
    standings = _special_standings(session)
    plain = Standing()
    lost = _without_credential(session)
    here = set(session.scalars(select(Arrival.delegate_id)))
    owes = Delegate.due_fen + Delegate.charged_fen - Delegate.paid_fen - Delegate.received_fen
    rows = session.execute(
        select(Delegate.id, Delegate.category, Delegate.is_cancelled, owes > 0)
        .where(Delegate.merged_into.is_(None))
        .order_by(Delegate.id)
    )
    groups: dict[tuple[str, bool, bool, bool, bool, bool], _Group] = defaultdict(_Group)
    for person, category, is_cancelled, is_owing in rows:
        standing = standings.get(person, plain)
        group = groups[
            category,
            person in lost,
            is_cancelled,
            standing.is_blocked,
            person in here,
            bool(is_owing) and not standing.is_paid_by_override,
        ]
        group.count += 1
        if len(group.first) < EXAMPLES:
            group.first.append(person)
    return {
        Traits(
            category=category,
            revoked=revoked,
            cancelled=cancelled,
            blocked=blocked,
            checked_in=checked_in,
            unpaid=unpaid,
        ): group
        for (category, revoked, cancelled, blocked, checked_in, unpaid), group in groups.items()
    }


def _special_standings(session: Session) -> dict[int, Standing]:
    """Judge blocks and overrides, of which few people have any; the latest word of each kind holds."""
    blocks = {
        row.delegate_id: row
        for row in session.execute(
            select(Block.delegate_id, Block.is_blocked, Block.at).order_by(Block.at, Block.id)
        )
    }
    words = {
        (row.delegate_id, row.kind): None if row.is_revoked else row.at
        for row in session.execute(
            select(Override.delegate_id, Override.kind, Override.is_revoked, Override.at).order_by(
                Override.at, Override.is_revoked
            )
        )
    }
    found = {}
    for person in {*blocks, *(person for person, _ in words)}:
        block, lifted_at = blocks.get(person), words.get((person, "blocked"))
        found[person] = Standing(
            is_blocked=block is not None
            and block.is_blocked
            and (lifted_at is None or lifted_at < block.at),
            is_paid_by_override=words.get((person, "unpaid")) is not None,
        )
    return found


def _without_credential(session: Session) -> set[int]:
    """Name the people all of whose credentials are revoked."""
    rows = session.scalars(
        select(Credential.delegate_id)
        .group_by(Credential.delegate_id)
        .having(func.count(Credential.revoked_by) == func.count())
    )
    return set(rows)


def _verdict(traits: Traits, door: Door, policy: Policy, at: datetime) -> Verdict:
    if policy.flush:
        return Verdict.ADMITTED
    hours = queries.opening(door.programme, door.zone) if policy.hours else ()
    against = refused_by_rights(
        traits.facts,
        checkpoint=replace(door.checkpoint, hours=hours),
        policy=policy,
        at=at,
        sessions=door.programme,
    )
    return against or Verdict.ADMITTED


def _share(
    session: Session, verdict: Verdict, found: dict[str, _Group], *, shows_names: bool
) -> VerdictShare:
    ordered = sorted(found.items(), key=lambda each: -each[1].count)
    return {
        "verdict": verdict.value,
        "count": sum(group.count for _, group in ordered),
        "categories": {category: group.count for category, group in ordered},
        "examples": _examples(session, [group for _, group in ordered]) if shows_names else [],
    }


def _examples(session: Session, groups: Iterable[_Group]) -> list[SimulatedPerson]:
    """Name a few of them, from as many categories as there are."""
    firsts = [group.first for group in groups]
    turns = [each[n] for n in range(EXAMPLES) for each in firsts if n < len(each)]
    chosen = turns[:EXAMPLES]
    rows = session.execute(
        select(Delegate.id, Delegate.reg_no, Delegate.name, Delegate.category).where(
            Delegate.id.in_(chosen)
        )
    )
    known = {row.id: row for row in rows}
    return [
        {
            "reg_no": known[person].reg_no,
            "name": known[person].name,
            "category": known[person].category,
        }
        for person in chosen
    ]
