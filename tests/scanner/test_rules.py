"""The admission rules against the language-neutral vectors, and the promises they make together."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.scanner import rules
from onsite.scanner.rules import Checkpoint, Direction, Facts, Override, Policy, Verdict

DOCUMENT = json.loads(Path(__file__).with_name("verdicts.json").read_text(encoding="utf-8"))
DEFAULTS = DOCUMENT["defaults"]
NOON = datetime.fromisoformat("2026-09-18T12:00:00+08:00")


def window_of(values: dict[str, Any]) -> rules.Window:
    return rules.Window(
        datetime.fromisoformat(values["starts_at"]), datetime.fromisoformat(values["ends_at"])
    )


def facts_of(values: dict[str, Any]) -> Facts:
    overrides = frozenset(Override(word) for word in values.pop("overrides", []))
    return Facts(**values, overrides=overrides)


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


@pytest.mark.parametrize("vector", DOCUMENT["verdicts"], ids=named)
def test_every_vector_gets_its_verdict(vector):
    verdict = rules.decide(
        facts_of(DEFAULTS["facts"] | vector.get("facts", {})),
        checkpoint=checkpoint_of(DEFAULTS["checkpoint"] | vector.get("checkpoint", {})),
        policy=Policy(**(DEFAULTS["policy"] | vector.get("policy", {}))),
        direction=Direction(vector["direction"]),
        at=datetime.fromisoformat(vector["at"]),
        sessions=[session_of(s) for s in vector.get("sessions", [])],
    )

    assert verdict == vector["verdict"]


def test_the_vectors_reach_every_verdict_both_ways():
    going_in = {v["verdict"] for v in DOCUMENT["verdicts"] if v["direction"] == "in"}
    going_out = {v["verdict"] for v in DOCUMENT["verdicts"] if v["direction"] == "out"}

    assert going_in == set(rules.PRECEDENCE)
    assert going_out == set(rules.PRECEDENCE_OUT)
    assert len(DOCUMENT["verdicts"]) >= 60


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


@pytest.mark.parametrize("vector", DOCUMENT["days"], ids=lambda v: f"{v['at']}_{v['zone']}")
def test_the_day_turns_at_four_on_the_venues_clocks(vector):
    at = datetime.fromisoformat(vector["at"])

    assert rules.local_day(at, ZoneInfo(vector["zone"])).isoformat() == vector["day"]


@pytest.mark.parametrize("vector", DOCUMENT["stays"], ids=named)
def test_a_stay_ends_with_the_day_and_with_each_session(vector):
    zone = ZoneInfo(vector["zone"])
    ends = [datetime.fromisoformat(end) for end in vector["session_ends"]]

    first, second = (
        rules.stay_period(datetime.fromisoformat(vector[key]), zone, ends)
        for key in ("first", "second")
    )

    assert (first == second) is vector["same"]


def test_a_session_added_later_that_day_does_not_rename_the_stay_before_it():
    zone = ZoneInfo("Asia/Shanghai")
    noon_end = [NOON]
    evening_too = [NOON, datetime.fromisoformat("2026-09-18T20:00:00+08:00")]
    afternoon = datetime.fromisoformat("2026-09-18T15:00:00+08:00")

    assert rules.stay_period(afternoon, zone, noon_end) == rules.stay_period(
        afternoon, zone, evening_too
    )


@pytest.mark.parametrize(("count", "capacity", "full"), [(9, 10, False), (10, 10, True)])
def test_a_hall_is_full_at_its_capacity(count, capacity, full):
    assert rules.is_full(count, capacity) is full
    assert not rules.is_full(count, None)


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
