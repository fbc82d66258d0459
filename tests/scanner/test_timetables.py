"""The tables doors are given against the rules they are compiled from."""

from datetime import datetime, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.scanner import rules
from onsite.scanner.rules import Checkpoint, Direction, Facts, Policy, Session, Verdict, Window
from onsite.scanner.timetables import Stretch, Traits, timetable
from tests.scanner.test_rules import DOCUMENT, NOON, door_of, named

TICK = timedelta(microseconds=1)


def facts_of(traits):
    return Facts(
        known=True,
        category=traits.category,
        revoked=traits.revoked,
        cancelled=traits.cancelled,
        blocked=traits.blocked,
        checked_in=traits.checked_in,
        owes=traits.unpaid,
    )


def looked_up(stretches, at):
    """Find the one stretch an instant lies in, as a door does."""
    found = [
        stretch.verdict
        for stretch in stretches
        if (stretch.from_at is None or stretch.from_at <= at)
        and (stretch.to_at is None or at < stretch.to_at)
    ]
    assert len(found) == 1, (at, stretches)
    return found[0]


def whole_days(*, checkpoint, policy, sessions):
    """List every instant at which something may change, just before, just after, and between."""
    edges = sorted(
        {
            edge + shift
            for window in (*checkpoint.hours, *(s.window for s in sessions))
            for edge in (window.starts_at, window.ends_at)
            for shift in (timedelta(0), -timedelta(minutes=policy.grace_minutes))
        }
        | {NOON}
    )
    between = [first + (second - first) / 2 for first, second in pairwise(edges)]
    ends = [edges[0] - timedelta(days=9), edges[-1] + timedelta(days=9)]
    return [
        *(e + shift for e, shift in product(edges, (-TICK, timedelta(0), TICK))),
        *between,
        *ends,
    ]


@pytest.mark.parametrize("vector", DOCUMENT["timetables"], ids=named)
def test_every_vector_gets_its_stretches(vector):
    stretches = timetable(Traits(**vector["traits"]), **door_of(vector))

    assert [
        [at and at.isoformat() for at in (each.from_at, each.to_at)] + [each.verdict]
        for each in stretches
    ] == vector["stretches"]


def windows(hours):
    starts = NOON + timedelta(hours=hours[0])
    return Window(starts, starts + timedelta(minutes=hours[1]))


any_window = st.tuples(st.integers(-30, 30), st.integers(0, 300)).map(windows)
any_categories = st.frozensets(st.sampled_from(["VIP", "MEMBER"]))
any_session = st.builds(
    Session, hall=st.sampled_from(["MAIN", "B"]), window=any_window, categories=any_categories
)
any_traits = st.builds(
    Traits,
    category=st.sampled_from(["VIP", "MEMBER", "STUDENT"]),
    revoked=st.sampled_from([False, False, False, True]),
    cancelled=st.sampled_from([False, False, False, True]),
    blocked=st.sampled_from([False, False, False, True]),
    checked_in=st.booleans(),
    unpaid=st.booleans(),
)
any_policy = st.builds(
    Policy,
    payment_required=st.booleans(),
    check_in_first=st.booleans(),
    hours=st.booleans(),
    session_windows=st.booleans(),
    grace_minutes=st.sampled_from([0, 15, 30, 120]),
)
any_checkpoint = st.builds(
    Checkpoint,
    hall=st.just("MAIN"),
    categories=any_categories,
    hours=st.lists(any_window, max_size=3).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(
    traits=any_traits,
    checkpoint=any_checkpoint,
    policy=any_policy,
    sessions=st.lists(any_session, max_size=4),
)
def test_the_table_says_what_the_rules_say_at_every_boundary_and_between(
    traits, checkpoint, policy, sessions
):
    door = {"checkpoint": checkpoint, "policy": policy, "sessions": sessions}
    stretches, facts = timetable(traits, **door), facts_of(traits)

    for at in whole_days(**door):
        against = looked_up(stretches, at)
        assert against == rules.refused_by_rights(facts, at=at, **door)
        for direction in Direction:
            settled = rules.settle(against, facts=facts, policy=policy, direction=direction, at=at)
            assert settled == rules.decide(facts, at=at, direction=direction, **door)


@settings(max_examples=100, deadline=None)
@given(traits=any_traits, checkpoint=any_checkpoint, sessions=st.lists(any_session, max_size=4))
def test_stretches_follow_each_other_without_a_gap_and_differ(traits, checkpoint, sessions):
    policy = Policy(session_windows=True, hours=True)

    stretches = timetable(traits, checkpoint=checkpoint, policy=policy, sessions=sessions)

    assert (stretches[0].from_at, stretches[-1].to_at) == (None, None)
    for one, other in pairwise(stretches):
        assert one.to_at == other.from_at
        assert one.verdict != other.verdict


def test_people_who_share_their_traits_share_a_table():
    member = Traits(category="MEMBER", unpaid=True)

    assert {member: 1}[Traits(category="MEMBER", unpaid=True)] == 1
    assert timetable(member, checkpoint=Checkpoint(hall="MAIN"), policy=Policy()) == (
        Stretch(None, None, Verdict.UNPAID),
    )


def test_a_session_at_the_beginning_of_the_calendar_breaks_no_table():
    first = datetime.fromisoformat("0001-01-03T00:00:00+00:00")
    session = Session(hall="MAIN", window=Window(first, first + timedelta(hours=1)))

    stretches = timetable(
        Traits(category="VIP"),
        checkpoint=Checkpoint(hall="MAIN"),
        policy=Policy(session_windows=True),
        sessions=[session],
    )

    assert [each.verdict for each in stretches] == ["outside_hours", None, "outside_hours"]
