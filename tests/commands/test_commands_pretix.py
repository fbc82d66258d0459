"""The commands with a plan in pretix: made from it, check-ins to and fro, whether it is served or not."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.planning.pretix_fake import TOKEN
from tests.planning.pretix_shops import FakeShop

NOW = datetime.now(UTC)  # noqa: TID251 - the commands' clock is the system's


@pytest.fixture
def shop():
    made = FakeShop()
    member = made.add_item("Member", "20.00")
    made.add_order("AAA", [(f"Person {number}", member) for number in range(1, 4)])
    yield made
    made.close()


@pytest.fixture
def event(shop, tmp_path, onsite):
    done = onsite("init", tmp_path / "event", "--plan", shop.address(), "--json")
    assert json.loads(done.out)["delegates"] == 3
    return tmp_path / "event"


def test_sync_tells_what_would_go_to_and_fro_and_then_moves_it(event, shop, onsite):
    shop.redeem("AAA-1", NOW - timedelta(hours=1))

    dry = onsite("sync", event, "--dry-run")
    done = onsite("sync", event)
    again = onsite("sync", event, "--json")

    assert "Check-ins: 1 would come in, 0 would go out" in dry.out
    assert "Check-ins: 1 came in, 0 went out" in done.out
    told = json.loads(again.out)
    assert told["unchanged"]
    assert told["check_ins"]["came_in"] == 0
    assert TOKEN not in dry.out + dry.err + done.out + done.err + again.out + again.err


def test_refresh_tells_who_comes_in_too(event, shop, onsite):
    shop.redeem("AAA-1", NOW - timedelta(hours=1))

    assert "Check-ins: 1 would come in" in onsite("refresh", event, "--dry-run").out
    assert "Check-ins: 1 came in" in onsite("refresh", event).out


def test_whom_either_refused_is_told_by_sync_and_refresh_says_so(event, shop, onsite):
    shop.add_order("BBB", [("Person 4", shop.pretix.items[0]["id"])], is_paid=False)
    shop.redeem("BBB-1", NOW - timedelta(hours=1), force=True)

    refreshed = onsite("refresh", event).out
    synced = onsite("sync", event).out

    assert "1 refused at one of the places; onsite sync tells whom, and why" in refreshed
    assert "1 refused at one of the places, told below" in synced
    assert "BBB-1: unpaid" in synced


def test_a_revoked_token_is_one_line_with_what_to_do(event, shop, onsite):
    shop.pretix.answer = lambda *_asked: (401, {"detail": "Invalid token."})

    done = onsite("sync", event)

    assert done.status == 1
    assert "401" in done.err
    assert "Traceback" not in done.err
