"""A lost badge: dead at once, charged as the event says, printed again."""

import pytest

from tests.served_event import new_id


@pytest.fixture
def fee(event):
    """Let a lost badge cost 50 yuan."""
    control = event.token("control")
    organiser = event.operator("organiser", at=control)
    body = {"lost_badge_fee_fen": 5000}
    answer = event.put("/money-policy", body, control, operator=organiser)
    assert answer.status_code == 200, answer.text


def lose(event, desk, operator, reg_no="D001", **more):
    body = {"revocation_id": new_id(), "reg_no": reg_no, "reason": "丢失", **more}
    return event.post("/revocations", body, desk, operator=operator)


def test_it_costs_nothing_until_the_event_says_so(event, desk, supervisor):
    answer = lose(event, desk, supervisor).json

    assert (answer["fee_fen"], answer["revoked"], answer["print_job"]) == (0, 1, None)
    assert event.count("charges") == 0


def test_who_is_here_gets_the_new_badge_at_once_and_owes_the_fee(event, desk, supervisor, fee):
    first = event.check_in("D001", desk, prints=True).json["print_job"]
    event.database.write(
        lambda session: session.connection().exec_driver_sql(
            "UPDATE print_jobs SET state = 'printed'"
        )
    )

    answer = lose(event, desk, supervisor, print=True).json

    assert answer["fee_fen"] == 5000
    assert answer["print_job"] not in (None, first)
    account = event.get("/delegates/D001", desk).json["account"]
    assert account["owes_fen"] == 5000
    assert event.rows("SELECT kind, amount_fen FROM charges") == [("lost_badge", 5000)]


def test_who_is_not_here_yet_pays_the_fee_before_the_badge(event, desk, supervisor, fee):
    answer = lose(event, desk, supervisor, print=True).json

    assert answer["print_job"] is None
    assert answer["notes"] == ["尚不能发放胸卡：请先结清或由主管放行，再打印。"]
    assert event.check_in("D001", desk).json["reason"] == "unpaid"


@pytest.mark.parametrize("was_waiting", [False, True])
def test_the_new_badge_is_given_to_a_printer_and_the_dead_one_is_not(
    event, desk, supervisor, was_waiting
):
    agent, control = event.station("print-agent"), event.token("control")
    technician = event.operator("technician", at=control)
    printer = {
        "name": "P1", "url": "virtual:?width_mm=90&height_mm=130&dpi=203", "prints": ["badge"],
        "agent": agent.station,
    }  # fmt: skip
    assert event.post("/printers", printer, control, operator=technician).status_code == 200
    event.check_in("D001", desk, prints=was_waiting)

    job = lose(event, desk, supervisor, print=True).json["print_job"]

    claims = [{"claim_id": new_id(), "wait": 0} for _ in range(2)]
    given = event.post("/print-jobs/claim", claims[0], agent.token).json["job"]
    assert given["id"] == job
    reported = {"report_id": new_id(), "claim_id": claims[0]["claim_id"], "state": "printed"}
    event.post(f"/print-jobs/{job}/reports", reported, agent.token)
    assert event.post("/print-jobs/claim", claims[1], agent.token).json["job"] is None


def test_the_same_loss_is_charged_once(event, desk, supervisor, fee):
    body = {"revocation_id": new_id(), "reg_no": "D001", "reason": "丢失", "print": True}
    first = event.post("/revocations", body, desk, operator=supervisor)

    assert event.post("/revocations", body, desk, operator=supervisor).json == first.json
    assert event.count("charges") == 1
