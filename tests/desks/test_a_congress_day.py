"""A congress day: 300 arrivals over every zone, three cashiers, and books that agree to the fen at night."""

from collections import Counter

import pytest

from onsite import clock
from onsite.badges.tables import Ink
from onsite.config import Settings
from onsite.db import Database
from onsite.founding import found_event
from onsite.handouts.sheet_layout import sheet
from onsite.planning.reading import read_plan
from tests.conftest import MORNING, StoppedClock
from tests.congress import write_workbook
from tests.desks.conftest import SIGNATURE
from tests.desks.congress_day import FLOAT_FEN, Day
from tests.desks.day_plan import COUNTS, DAY_SHEETS, reg_nos
from tests.served_event import ServedEvent

ARRIVALS = 300


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """The day, worked through; its drawers are closed."""
    folder = tmp_path_factory.mktemp("day")
    path = write_workbook(folder / "plan.xlsx", DAY_SHEETS)
    reading = read_plan(path)
    assert not reading.errors, reading.errors
    with clock.set_to(StoppedClock(MORNING)):
        founded = found_event(folder / "event", reading.plan, plan_path=path, settings=Settings())
        database = Database(founded.database)
        worked = Day(ServedEvent(founded, database))
        worked.work()
        worked.before_closing = settlement(worked)
        worked.closings = worked.close_drawers()
        yield worked
        database.close()


def settlement(day):
    return day.control.get("/settlement").json


def ledger(day):
    """Sum the ledger by account."""
    return Counter(
        dict(day.event.rows("SELECT account, sum(amount_fen) FROM postings GROUP BY account"))
    )


def test_everyone_is_here_who_came_and_nobody_twice(day):
    headcount = day.event.headcount()

    assert day.arrived == headcount["checked_in"] == ARRIVALS
    assert headcount["registered"] == sum(COUNTS.values()) + len(day.walk_ins)
    assert headcount["vip_rate"] == 1
    here = dict(
        day.event.rows(
            "SELECT zone, count(*) FROM check_ins WHERE outcome = 'checked_in' GROUP BY zone"
        )
    )
    assert here == {"PRE": 200, "VIP": 24, "MED": 16, "STF": 24, "WALK": 36}


def test_every_badge_was_queued_once_but_for_lost_and_fixed_ones(day):
    badges = Counter(
        reg_no
        for (reg_no,) in day.event.rows(
            "SELECT d.reg_no FROM print_jobs p JOIN delegates d ON d.id = p.delegate_id"
            " WHERE p.prints = 'badge'"
        )
    )

    # Nothing prints here: a badge that waits is drawn anew, so lost and fixed ones are no second job.
    assert len(badges) == ARRIVALS
    assert set(badges.values()) == {1}


def test_each_drawer_holds_what_its_cashier_took(day):
    for desk in day.cashiers:
        closing = day.closings[desk.name]
        assert closing["expected_fen"] == day.cash[desk.name], desk.name
    differences = [day.closings[desk.name]["difference_fen"] for desk in day.cashiers]
    assert differences == [0, 0, -1000]


def test_the_settlement_says_what_our_own_books_say_by_method(day):
    found = settlement(day)

    taken = {row["method"]: row["received_fen"] - row["refunded_fen"] for row in found["by_method"]}
    assert taken == dict(day.net)
    paid_out = {row["method"]: row["paid_out_fen"] for row in found["by_method"]}
    assert {key: fen for key, fen in paid_out.items() if fen} == dict(day.paid_out)


def test_settlement_ledger_and_drawers_are_one_sum(day):
    found, accounts = settlement(day), ledger(day)
    everything = found["totals"]["net_fen"]

    assert found["ledger_sum_fen"] == sum(accounts.values()) == 0
    for part in ("by_method", "by_cashier", "by_day"):
        assert sum(row["net_fen"] for row in found[part]) == everything, part
    in_categories = sum(row["net_fen"] for row in found["by_category"])
    assert in_categories == sum(day.net.values()) == everything + sum(day.paid_out.values())
    methods = {row["method"]: row["net_fen"] for row in found["by_method"]}
    for method in ("wechat", "alipay", "card", "transfer"):
        assert accounts[f"method:{method}"] == methods[method], method
    cash_in_drawers = sum(row["expected_fen"] - row["float_fen"] for row in found["drawers"])
    assert cash_in_drawers == methods["cash"]
    assert {fen for account, fen in accounts.items() if account.startswith("drawer:")} == {0}
    assert accounts["safe"] == sum(
        closing["counted_fen"] - FLOAT_FEN for closing in day.closings.values()
    )
    assert accounts["over_short"] == -found["totals"]["over_short_fen"] == 1000


def test_closing_moved_no_money_but_into_the_safe(day):
    after = settlement(day)

    for part in ("by_method", "by_category", "by_cashier"):
        assert day.before_closing[part] == after[part]


def test_what_each_person_owes_is_what_the_ledger_says(day):
    wrong = day.event.rows(
        "SELECT d.reg_no FROM delegates d LEFT JOIN"
        " (SELECT delegate_id, sum(amount_fen) AS fen FROM postings WHERE account = 'receivable'"
        "  GROUP BY delegate_id) p ON p.delegate_id = d.id"
        " WHERE d.charged_fen - d.received_fen != coalesce(p.fen, 0)"
    )
    owing = dict(
        day.event.rows(
            "SELECT reg_no, due_fen + charged_fen - paid_fen - received_fen AS owes FROM delegates"
            " WHERE due_fen + charged_fen != paid_fen + received_fen"
        )
    )

    assert wrong == []
    assert owing == dict(day.owed)


def test_receipts_are_numbered_without_gaps(day):
    numbers = [
        number for (number,) in day.event.rows("SELECT number FROM receipts ORDER BY number")
    ]

    assert numbers == list(range(1, day.receipts + 1))
    assert settlement(day)["receipts"] == {
        "first": 1, "last": day.receipts, "count": day.receipts,
    }  # fmt: skip


def test_the_sign_for_sheets_hold_every_signature(day):
    listed = day.control.get("/sign-for-sheets").json["sheets"]

    assert {line["purpose"]: line["signed"] for line in listed if line["signed"]} == day.signed
    assert sum(day.signed.values()) == day.event.count("signatures")
    for purpose, count in day.signed.items():
        with day.event.database.read() as session:
            rows = sheet(session, purpose, told={}, now=MORNING).tables[0].rows
        inks = [cell for row in rows for cell in row if isinstance(cell, Ink)]
        assert inks == [Ink(SIGNATURE["strokes"], SIGNATURE["aspect"])] * count
        assert day.control.get(f"/sign-for-sheets/{purpose}.pdf").data.startswith(b"%PDF")


def test_bags_left_the_pile_one_each(day):
    given = dict(day.event.rows("SELECT item, sum(count) FROM hand_outs GROUP BY item"))
    bags = COUNTS["VIP"] + COUNTS["SPK"] + COUNTS["STU"] + COUNTS["MEM"] - 3 + len(day.walk_ins)

    assert (given["BAG"], given["KIT"], given["GIFT"]) == (bags, COUNTS["MED"], 24)
    # 40 came through the kiosk and took the bag alone.
    assert given["LUNCH"] == ARRIVALS - 40
    left = sum(count for (count,) in day.event.rows("SELECT count FROM stocks WHERE item = 'BAG'"))
    assert left == 400 - bags


def test_the_trail_tells_the_day_s_corrections(day):
    told = {
        kind: day.pre.get(f"/trail?kind={kind}&limit=200").json["trail"]
        for kind in ("name_fixes", "revocations", "reversals", "refunds", "pick_ups", "overrides")
    }

    assert {kind: len(entries) for kind, entries in told.items()} == {
        "name_fixes": 5, "revocations": 2, "reversals": 1, "refunds": 1, "pick_ups": 1, "overrides": 1,
    }  # fmt: skip
    lost = reg_nos("STU")[10]
    about = [entry["kind"] for entry in day.pre.get(f"/trail?reg_no={lost}").json["trail"]]
    assert {"check_ins", "revocations", "charges", "payments", "hand_outs", "print_jobs"} <= set(
        about
    )
