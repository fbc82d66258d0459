"""Resolutions: what a person makes of a job that failed or of which nobody knows."""

from onsite.badges.rules import RESOLUTIONS, State, resolved_state
from tests.served_event import new_id


def test_a_person_s_retry_prints_again_as_the_next_attempt(printing):
    job_id, claim_id = printing.claimed()
    printing.report(job_id, claim_id, "failed")

    answer = printing.resolve(job_id, "retry")

    assert answer.json["state"] == "queued"
    again = printing.claim()
    assert (again["id"], again["attempts"]) == (job_id, 2)


def test_every_action_from_every_state_is_as_written():
    allowed = {
        (action, state.value): target
        for action in RESOLUTIONS
        for state in State
        if (target := resolved_state(action, state))
    }

    assert allowed == {
        ("retry", "failed"): "queued",
        ("retry", "unconfirmed"): "queued",
        ("printed", "failed"): "printed",
        ("printed", "unconfirmed"): "printed",
        ("cancel", "held"): "cancelled",
        ("cancel", "queued"): "cancelled",
        ("cancel", "failed"): "cancelled",
        ("cancel", "unconfirmed"): "cancelled",
        ("hold", "queued"): "held",
        ("release", "held"): "queued",
        ("move", "held"): "held",
        ("move", "queued"): "queued",
        ("move", "failed"): "queued",
        ("move", "unconfirmed"): "queued",
    }
    assert resolved_state("burn", "failed") is None


def test_an_action_that_does_not_apply_is_refused(printing):
    job_id, _ = printing.claimed()

    for action in RESOLUTIONS:
        answer = printing.resolve(job_id, action)
        assert (answer.status_code, answer.json["code"]) == (409, "not_now")
    assert printing.state(job_id) == "printing"


def test_the_same_resolution_counts_once(printing):
    job_id = printing.queue().json["id"]
    resolution_id = new_id()
    first = printing.resolve(job_id, "cancel", resolution_id=resolution_id)

    again = printing.resolve(job_id, "cancel", resolution_id=resolution_id)
    other = printing.resolve(job_id, "retry", resolution_id=resolution_id)

    assert again.json == first.json
    assert other.json["code"] == "id_reused"
