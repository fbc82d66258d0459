"""The admission rules against the language-neutral vectors, and the promises they make together."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.scanner import rules
from onsite.scanner.rules import Checkpoint, Direction, Facts, Override, Policy, Verdict

DOCUMENT = json.loads(Path(__file__).with_name("verdicts.json").read_text(encoding="utf-8"))
DEFAULTS = DOCUMENT["defaults"]
VECTORS_AT_LEAST = 400
NOON = datetime.fromisoformat("2026-09-18T12:00:00+08:00")


def window_of(values: dict[str, Any]) -> rules.Window:
    return rules.Window(
        datetime.fromisoformat(values["starts_at"]), datetime.fromisoformat(values["ends_at"])
    )


def facts_of(values: dict[str, Any]) -> Facts:
    overrides = frozenset(Override(word) for word in values.pop("overrides", []))
    last = values.pop("admitted_at", None)
    admitted_at = datetime.fromisoformat(last) if last else None
    return Facts(**values, overrides=overrides, admitted_at=admitted_at)


def checkpoint_of(values: dict[str, Any]) -> Checkpoint:
    return Checkpoint(
        hall=values["hall"],
        categories=frozenset(values.get("categories", [])),
        hours=tuple(window_of(w) for w in values.get("hours", [])),
    )


def session_of(values: dict[str, Any]) -> rules.Session:
    return rules.Session(
        hall=values["hall"],
        window=window_of(values),
        categories=frozenset(values["categories"]),
    )


def named(vector: dict[str, Any]) -> str:
    return str(vector["name"]).replace(" ", "_")


def policy_of(values: dict[str, Any]) -> Policy:
    return Policy(**(DEFAULTS["policy"] | values))


def door_of(vector: dict[str, Any]) -> dict[str, Any]:
    return {
        "checkpoint": checkpoint_of(DEFAULTS["checkpoint"] | vector.get("checkpoint", {})),
        "policy": policy_of(vector.get("policy", {})),
        "sessions": [session_of(s) for s in vector.get("sessions", [])],
    }


@pytest.mark.parametrize("vector", DOCUMENT["verdicts"], ids=named)
def test_every_vector_gets_its_verdict_and_what_is_against_it(vector):
    facts = facts_of(DEFAULTS["facts"] | vector.get("facts", {}))
    at, door = datetime.fromisoformat(vector["at"]), door_of(vector)
    direction = Direction(vector["direction"])

    against = rules.refused_by_rights(facts, at=at, **door)
    settled = rules.settle(against, facts=facts, policy=door["policy"], direction=direction, at=at)
    verdict = rules.decide(facts, direction=direction, at=at, **door)

    assert against == vector.get("against")
    assert (verdict, settled) == (vector["verdict"], vector["verdict"])


def test_no_two_vectors_promise_the_same():
    names = [vector["name"] for vector in DOCUMENT["verdicts"]]

    assert len(set(names)) == len(names)


def test_the_vectors_reach_every_verdict_both_ways():
    going_in = {v["verdict"] for v in DOCUMENT["verdicts"] if v["direction"] == "in"}
    going_out = {v["verdict"] for v in DOCUMENT["verdicts"] if v["direction"] == "out"}

    assert going_in == set(rules.PRECEDENCE)
    assert going_out == set(rules.PRECEDENCE_OUT)
    assert len(DOCUMENT["verdicts"]) >= VECTORS_AT_LEAST


def test_the_vectors_assume_the_policy_of_a_new_event():
    assert Policy(**DEFAULTS["policy"]) == Policy()


def test_the_words_and_their_order_are_the_published_ones():
    assert " ".join(rules.PRECEDENCE) == (
        "unknown_credential revoked cancelled blocked not_checked_in unpaid not_entitled "
        "outside_hours already_in hall_full admitted"
    )
    assert " ".join(rules.PRECEDENCE_OUT) == (
        "unknown_credential revoked cancelled blocked left not_inside"
    )


def test_only_admitted_is_an_admission():
    assert [v for v in Verdict if v.is_admission] == [Verdict.ADMITTED]


def test_every_word_going_in_comes_before_every_later_one():
    """Whatever may be against someone was tried together with everything after it."""
    pairs = {
        (first, second)
        for vector in DOCUMENT["verdicts"]
        for first, found, second in [vector["name"].partition(": ")[2].partition(" before ")]
        if found and vector["direction"] == "in" and first == vector["verdict"]
    }
    refusals = [str(verdict) for verdict in rules.PRECEDENCE[:-1]]

    assert pairs == {(a, b) for i, a in enumerate(refusals) for b in refusals[i + 1 :]}


@pytest.mark.parametrize(
    "vector", DOCUMENT["fullness"], ids=lambda v: f"{v['inside_count']} of {v['capacity']}"
)
def test_a_hall_is_nearly_full_at_ninety_percent_and_full_at_its_capacity(vector):
    count, capacity = vector["inside_count"], vector["capacity"]

    assert rules.inside_state(count, capacity) == vector["state"]
    assert rules.is_full(count, capacity) is (vector["state"] == "full")


any_facts = st.builds(
    Facts,
    known=st.booleans(),
    revoked=st.booleans(),
    cancelled=st.booleans(),
    blocked=st.booleans(),
    checked_in=st.booleans(),
    owes=st.booleans(),
    overrides=st.frozensets(st.sampled_from(Override)),
    category=st.sampled_from(["VIP", "MEMBER"]),
    inside=st.booleans(),
    was_inside=st.booleans(),
    inside_elsewhere=st.booleans(),
    admitted_today=st.integers(0, 3),
    admitted_this_session=st.integers(0, 3),
    admitted_at=st.none() | st.just(NOON - timedelta(minutes=1)),
    inside_count=st.integers(0, 3),
    capacity=st.none() | st.integers(0, 3),
)
any_policy = st.builds(
    Policy,
    payment_required=st.booleans(),
    re_entry=st.booleans(),
    check_in_first=st.booleans(),
    hours=st.booleans(),
    session_windows=st.booleans(),
    one_hall=st.booleans(),
    refuse_when_full=st.booleans(),
    limit_per_day=st.integers(0, 2),
    limit_per_session=st.integers(0, 2),
    anti_passback_minutes=st.integers(0, 2),
    flush=st.booleans(),
)


@given(facts=any_facts, policy=any_policy)
def test_out_is_the_same_under_every_policy(facts, policy):
    door = Checkpoint(hall="MAIN", categories=frozenset({"VIP"}))

    def out(under: Policy) -> Verdict:
        return rules.decide(facts, checkpoint=door, policy=under, direction=Direction.OUT, at=NOON)

    assert out(policy) is out(Policy())
    assert out(policy) in rules.PRECEDENCE_OUT


@given(facts=any_facts, policy=any_policy)
def test_an_unpaid_override_never_makes_a_verdict_stricter(facts, policy):
    door = Checkpoint(hall="MAIN")
    with_override = replace(facts, overrides=facts.overrides | {Override.UNPAID})

    plain, eased = (
        rules.decide(f, checkpoint=door, policy=policy, direction=Direction.IN, at=NOON)
        for f in (facts, with_override)
    )

    assert rules.PRECEDENCE.index(eased) >= rules.PRECEDENCE.index(plain)


@given(facts=any_facts, policy=any_policy)
def test_a_flushed_door_admits_everyone_and_holds_nobody_inside_who_may_leave(facts, policy):
    door, flushed = Checkpoint(hall="MAIN"), replace(policy, flush=True)

    def told(direction: Direction, under: Policy) -> Verdict:
        return rules.decide(facts, checkpoint=door, policy=under, direction=direction, at=NOON)

    assert told(Direction.IN, flushed) is Verdict.ADMITTED
    assert told(Direction.OUT, flushed) is told(Direction.OUT, replace(policy, flush=False))
