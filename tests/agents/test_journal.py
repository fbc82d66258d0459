"""The print agent's journal: what was written is there, whatever happened to the machine."""

import os

import pytest

from onsite.agents.journal import Claim, Journal, Report, Step
from onsite.errors import OnsiteError

REPORT = Report(report_id="r", claim_id="c1", state="printed", confirmed=True, error=None)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "agent" / "journal"


def reopened(path):
    journal = Journal(path)
    claims = journal.open_claims()
    journal.close()
    return claims


def test_a_new_journal_has_no_open_claims(path):
    assert reopened(path) == []


def test_steps_are_there_after_a_restart(path):
    journal = Journal(path)
    journal.record("c1", Step.CLAIMING)
    journal.record("c1", Step.CLAIMED, job_id="7")
    journal.record("c1", Step.SENDING)
    journal.record("c1", Step.SENT, is_confirmed=True)
    journal.record("c1", Step.REPORTING, report=REPORT)
    journal.record("c2", Step.CLAIMING)
    journal.close()

    assert reopened(path) == [
        Claim("c1", Step.REPORTING, job_id="7", is_confirmed=True, report=REPORT),
        Claim("c2", Step.CLAIMING),
    ]


def test_a_step_is_in_the_file_when_it_is_recorded(path):
    journal = Journal(path)

    journal.record("c1", Step.SENDING)

    assert '"sending"' in path.read_text()
    journal.close()


def test_what_is_done_goes_at_the_next_start(path):
    journal = Journal(path)
    for number in range(50):
        journal.record(f"c{number}", Step.CLAIMING)
        journal.record(f"c{number}", Step.DONE)
    journal.close()

    assert reopened(path) == []
    assert path.read_text() == ""


def test_a_line_torn_by_the_loss_of_power_costs_only_itself(path):
    journal = Journal(path)
    journal.record("c1", Step.CLAIMED, job_id="7")
    journal.close()
    with path.open("a") as file:
        file.write('{"claim_id": "c1", "st')

    journal = Journal(path)
    journal.record("c1", Step.SENDING)
    journal.close()

    assert reopened(path) == [Claim("c1", Step.SENDING, job_id="7")]


@pytest.mark.parametrize("rubbish", ["\0\0\0", "[]", '{"claim_id": "c", "step": "no"}', "\xff"])
def test_rubbish_in_the_file_is_passed_over(path, rubbish):
    path.parent.mkdir()
    path.write_text(rubbish + "\n", encoding="latin-1")

    assert reopened(path) == []


def test_after_a_failed_write_nothing_more_is_written(path):
    journal = Journal(path)
    journal.close()
    reading, writing = os.pipe()
    os.close(reading)
    journal._file = os.fdopen(writing, "w")  # takes nothing, like a full disk
    with pytest.raises(BrokenPipeError):
        journal.record("c1", Step.SENDING)

    with pytest.raises(OSError, match="could not be written before"):
        journal.record("c1", Step.SENDING)

    assert journal.open_claims() == []
    with pytest.raises(BrokenPipeError):
        journal.close()


def test_a_journal_that_can_not_be_is_said(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(OnsiteError, match="can't be used"):
        Journal(tmp_path / "file" / "journal")
