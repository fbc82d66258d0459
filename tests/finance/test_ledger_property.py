"""Whatever cashiers do, in whatever order, broken off or sent twice: the books balance.

The machine keeps its own simple books beside ours, and compares: every fact sums to zero, drawers hold float
plus cash, receipts have no gaps, settlement equals ledger equals drawers, and what people owe follows.
"""

import shutil
import uuid
from collections import Counter, defaultdict

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text

from onsite.access.rules import rights_of
from onsite.asking import Asking, Operator, Principal, Station
from onsite.config import EventFolder
from onsite.db import Database
from onsite.desks.things_and_money import fee_handed_out
from onsite.errors import OnsiteError
from onsite.finance import (
    charges,
    deposits,
    drawers,
    pay_outs,
    payments,
    queries,
    refunds,
    reversals,
)
from onsite.finance.bodies import (
    CashClosingBody,
    CashCorrectionBody,
    CashSessionBody,
    ChargeBody,
    DepositBody,
    PaymentBody,
    PayOutBody,
    RefundBody,
    ReversalBody,
)
from onsite.finance.settlement import settle
from onsite.web import convert
from tests.conftest import MORNING
from tests.finance.conftest import SIGNATURE

STEPS = 50
OWED_FEN = 1_000_000
DESKS = ("finance-1", "finance-2", "finance-3")
PEOPLE = ("D001", "D002", "D004", "D005", "D007", "D008", "D009")
METHODS = ("cash", "wechat", "alipay", "card", "transfer")
desks, people, methods = (st.sampled_from(names) for names in (DESKS, PEOPLE, METHODS))
fens = st.integers(1, 90_000)
# How an act is sent: once, sent again, or broken off after it was written and before the commit.
sendings = st.sampled_from(("once", "once", "once", "once", "twice", "broken"))


class BrokenOffError(Exception):
    """The power goes in the middle of a transaction."""


class Books:
    """The machine's own books: what each successful act should have changed."""

    def __init__(self):
        self.drawers = {}  # cash session -> what lies there
        self.by_method = Counter()
        self.charged, self.received = Counter(), Counter()
        self.effects = {}  # fact id -> (kind, amounts by method, person, share)
        self.reversed = set()

    def move(self, amounts, cash_session):
        for method, fen in amounts.items():
            self.by_method[method] += fen
            if method == "cash":
                self.drawers[cash_session] += fen

    def owe(self, kind, shares):
        for reg_no, fen in shares.items():
            (self.charged if kind == "charge" else self.received)[reg_no] += fen


class Cashiers(RuleBasedStateMachine):
    """Three cashiers and a supervisor at three desks."""

    folder = None  # set by the test: a founded event to copy
    places = None  # set by the test: where copies go
    act_count = 0

    @initialize()
    def begin(self):
        path = type(self).places / uuid.uuid4().hex
        shutil.copytree(type(self).folder.path, path)
        self.path = path
        self.database = Database(EventFolder(path).database)
        self.books, self.open, self.closed, self.id_count = Books(), {}, [], 0
        for desk in DESKS[:2]:  # the third opens when it comes to it
            body = {"cash_session_id": self.new_id(), "float_fen": 50_000}
            self.do(desk, drawers.open_drawer, CashSessionBody, body, "once")
            self.open[desk] = body["cash_session_id"]
            self.books.drawers[body["cash_session_id"]] = 50_000
        for who in PEOPLE:
            body = {
                "charge_id": self.new_id(), "reg_no": who, "kind": "fee", "amount_fen": OWED_FEN,
                "reason": "x",
            }  # fmt: skip
            self.do("finance-1", charges.charge, ChargeBody, body, "once")
            self.enter("charge", body["charge_id"], {}, {who: OWED_FEN}, "finance-1")

    # What people do

    @rule(desk=desks, fen=st.integers(0, 50_000), sending=sendings)
    def open_drawer(self, desk, fen, sending):
        body = {"cash_session_id": self.new_id(), "float_fen": fen}
        if self.do(desk, drawers.open_drawer, CashSessionBody, body, sending):
            self.open[desk] = body["cash_session_id"]
            self.books.drawers[body["cash_session_id"]] = fen

    @rule(desk=desks, by=st.integers(-500, 500), sending=sendings)
    def close_drawer(self, desk, by, sending):
        session_id = self.open.get(desk, self.closed[-1] if self.closed else self.new_id())
        holds = self.books.drawers.get(session_id, 0)
        counted = max(0, holds + by)
        body = {"cash_closing_id": self.new_id(), "counts": {"1": counted}}
        told = self.do(
            desk, drawers.close_drawer, CashClosingBody, body, sending, cash_session_id=session_id
        )
        if told:
            assert told["expected_fen"] == holds
            assert told["difference_fen"] == counted - holds
            self.closed.append(self.open.pop(desk))
            self.compare()

    @precondition(lambda self: self.closed)
    @rule(data=st.data(), fen=st.integers(-500, 500), sending=sendings)
    def correct(self, data, fen, sending):
        session_id = data.draw(st.sampled_from(self.closed))
        body = {"cash_correction_id": self.new_id(), "amount_fen": fen, "reason": "数错"}
        self.do(
            "finance-1", drawers.correct, CashCorrectionBody, body, sending,
            cash_session_id=session_id,
        )  # fmt: skip

    @rule(desk=desks, who=people, fen=fens, kind=st.sampled_from(["fee", "other", "difference", "waiver"]),
          sign=st.sampled_from([1, -1]), sending=sendings)  # fmt: skip
    def charge(self, desk, who, fen, kind, sign, sending):
        body = {
            "charge_id": self.new_id(), "reg_no": who, "kind": kind, "amount_fen": sign * fen,
            "reason": "x",
        }  # fmt: skip
        if self.do(desk, charges.charge, ChargeBody, body, sending):
            self.enter("charge", body["charge_id"], {}, {who: sign * fen}, desk)

    @rule(desk=desks, shares=st.dictionaries(people, fens, min_size=1, max_size=3),
          ways=st.lists(methods, min_size=1, max_size=3, unique=True), extra=st.integers(0, 5_000),
          wrong=st.sampled_from([0, 0, 0, 0, 0, 1, -1]), sending=sendings)  # fmt: skip
    def pay(self, desk, shares, ways, extra, wrong, sending):
        total = sum(shares.values())
        parts = [total // len(ways)] * len(ways)
        parts[0] += total - sum(parts) + wrong
        lines = [
            {"method": way, "amount_fen": part,
             **({"tendered_fen": part + extra} if way == "cash" else {"reference": "r"})}
            for way, part in zip(ways, parts, strict=True)
            if part > 0
        ]  # fmt: skip
        body = {
            "payment_id": self.new_id(),
            "shares": [{"reg_no": who, "amount_fen": fen} for who, fen in shares.items()],
            "lines": lines,
        }
        told = self.do(desk, payments.pay, PaymentBody, body, sending) if lines else None
        if told:
            assert not wrong
            assert told["change_fen"] == (
                extra if "cash" in ways and parts[ways.index("cash")] else 0
            )
            amounts = {line["method"]: line["amount_fen"] for line in lines}
            self.enter("payment", body["payment_id"], amounts, shares, desk)

    @rule(desk=desks, who=people, fen=fens, way=methods, data=st.data(), sending=sendings)
    def refund(self, desk, who, fen, way, data, sending):
        known = [key for key, row in self.books.effects.items() if row[0] == "payment"]
        of = data.draw(st.sampled_from([None, *known]))
        if of is not None:
            shares = self.books.effects[of][2]
            who = data.draw(st.sampled_from(sorted(shares)))
            fen = data.draw(st.sampled_from([min(fen, shares[who]), fen]))
        body = {
            "refund_id": self.new_id(), "reg_no": who, "amount_fen": fen, "method": way,
            "reason": "x", "payment_id": of, "reference": "r",
        }  # fmt: skip
        if self.do(desk, refunds.refund, RefundBody, body, sending):
            self.enter("refund", body["refund_id"], {way: -fen}, {who: -fen}, desk)

    @rule(desk=desks, who=people, fen=fens, sign=st.sampled_from([1, -1]), way=methods,
          item=st.sampled_from(["RECEIVER", "BADGE"]), sending=sendings)  # fmt: skip
    def deposit(self, desk, who, fen, sign, way, item, sending):
        body = {
            "deposit_id": self.new_id(), "reg_no": who, "item": item, "amount_fen": sign * fen,
            "method": way,
        }  # fmt: skip
        if self.do(desk, deposits.deposit, DepositBody, body, sending):
            self.enter("deposit", body["deposit_id"], {way: sign * fen}, {}, desk)

    @rule(desk=desks, kind=st.sampled_from(["lecture_fee", "allowance", "advance", "advance_return"]),
          fen=fens, way=methods, data=st.data(), sending=sendings)  # fmt: skip
    def pay_out(self, desk, kind, fen, way, data, sending):
        known = [key for key, row in self.books.effects.items() if row[0] == "pay_out"]
        is_return = kind == "advance_return"
        of = data.draw(st.sampled_from([None, *known])) if is_return else None
        speaker = {"reg_no": "D002", "receiver": "单晓𠮷"} if kind == "lecture_fee" else {}
        body = {
            "pay_out_id": self.new_id(), "kind": kind, "receiver": "某人", "amount_fen": fen,
            "method": way, "signature": SIGNATURE, "of": of, **speaker,
        }  # fmt: skip
        if self.do(
            desk, pay_outs.pay_out, PayOutBody, body, sending, fee_handed_out=fee_handed_out
        ):
            amounts = {way: fen if is_return else -fen}
            self.enter("pay_out", body["pay_out_id"], amounts, {}, desk)

    @precondition(lambda self: self.books.effects)
    @rule(desk=desks, data=st.data(), sending=sendings, is_supervisor=st.booleans())
    def reverse(self, desk, data, sending, is_supervisor):
        of = data.draw(st.sampled_from(sorted(self.books.effects)))
        body = {"reversal_id": self.new_id(), "of": of, "reason": "x"}
        told = self.do(
            desk, reversals.reverse, ReversalBody, body, sending, is_supervisor=is_supervisor
        )
        if told:
            assert of not in self.books.reversed
            self.books.reversed.add(of)
            kind, amounts, shares = self.books.effects[of]
            self.books.move({way: -fen for way, fen in amounts.items()}, self.open.get(desk))
            self.books.owe(kind, {who: -fen for who, fen in shares.items()})

    # How it is sent, and what must hold

    def new_id(self):
        """Make the next id: the same in every run, so that hypothesis can shrink."""
        self.id_count += 1
        return str(uuid.UUID(int=self.id_count))

    def enter(self, kind, fact_id, amounts, shares, desk):
        self.books.effects[fact_id] = (kind, amounts, shares)
        self.books.move(amounts, self.open.get(desk))
        self.books.owe(kind, shares)

    def do(self, desk, use_case, kind, values, sending, *, is_supervisor=False, **more):
        """Send an act: its answer, None when it was refused or broken off."""
        type(self).act_count += 1
        body = convert(values, kind)
        is_supervisor = (
            is_supervisor or use_case is drawers.correct or values.get("kind") == "waiver"
        )
        asking = asking_at(desk, "supervisor" if is_supervisor else "finance")

        def act(session):
            answer = use_case(session, body, asking, **more)
            if sending == "broken":
                raise BrokenOffError
            return answer

        try:
            answer = self.database.write(act)
        except (OnsiteError, BrokenOffError):
            return None
        if sending == "twice":
            assert self.database.write(act) == answer
        return convert(answer, dict) if isinstance(answer, dict) else decoded(answer)

    def teardown(self):
        if hasattr(self, "database"):
            self.compare()
            self.database.close()
            shutil.rmtree(self.path)

    def compare(self):
        books = self.books
        with self.database.read() as session:
            facts = session.execute(
                text("SELECT sum(amount_fen) FROM postings GROUP BY fact_kind, fact_id")
            )
            assert {row[0] for row in facts} <= {0}
            told = settle(session, day=None, may_see_open=True)
            numbers = [
                row[0] for row in session.execute(text("SELECT number FROM receipts ORDER BY 1"))
            ]
            assert numbers == list(range(1, len(numbers) + 1))
            people = session.execute(
                text("SELECT reg_no, charged_fen, received_fen FROM delegates")
            )
            for reg_no, charged, received in people:
                assert (charged, received) == (books.charged[reg_no], books.received[reg_no])
            held = {row["cash_session_id"]: row["expected_fen"] for row in told["drawers"]}
            lies = {
                session_id: queries.balance(session, f"drawer:{session_id}")
                for session_id in books.drawers
            }
        # A drawer opened with nothing and never used moved nothing: it is in no settlement.
        assert held == {key: fen for key, fen in books.drawers.items() if key in held}
        assert all(books.drawers[key] == 0 for key in set(books.drawers) - set(held))
        still_open = set(self.open.values())
        assert lies == {key: fen if key in still_open else 0 for key, fen in books.drawers.items()}
        nets = {row["method"]: row["net_fen"] for row in told["by_method"]}
        assert {way: fen for way, fen in nets.items() if fen} == {
            way: fen for way, fen in books.by_method.items() if fen
        }
        assert told["ledger_sum_fen"] == 0
        assert told["totals"]["net_fen"] == sum(books.by_method.values())
        by_category = defaultdict(int)
        for row in told["by_category"]:
            by_category["net"] += row["net_fen"]
            by_category["charged"] += row["charged_fen"]
        assert by_category["net"] == sum(books.received.values())
        assert by_category["charged"] == sum(books.charged.values())


def decoded(answer):
    import msgspec

    return msgspec.json.decode(answer)


def asking_at(desk, role):
    """Make the asking of this desk's cashier, or of the one supervisor."""
    name = f"cashier of {desk}" if role == "finance" else "supervisor"
    operator = Operator(name, (role,), rights_of((role,)))
    station = Station(id=desk, role="finance", name=desk)
    return Asking(Principal(station, operator), MORNING, "en")


def run(folder, places, *, examples):
    machine = type("Cashiers", (Cashiers,), {"folder": folder, "places": places, "act_count": 0})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return machine.act_count


def test_the_books_balance_whatever_cashiers_do(founded_event, tmp_path):
    assert run(founded_event, tmp_path, examples=8) >= 200


@pytest.mark.long
def test_the_books_balance_after_ten_thousand_acts(founded_event, tmp_path):
    assert run(founded_event, tmp_path, examples=260) >= 10_000
