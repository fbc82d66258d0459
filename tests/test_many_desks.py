"""A hundred desks at work at once: nothing is lost, nothing is doubled, and the money adds up."""

import random
import sys
import threading
import time
from collections import Counter

import pytest
import requests

from tests.congress import SHEETS, write_workbook
from tests.served_event import PIN, new_id
from tests.serving_process import run_onsite, serving
from tests.test_faults_kill import ask, pair, rows

FEE_FEN = 180_000
STEPS = ("pay", "check_in", "bag", "name_fix", "walk_in")


def plan_of(people):
    """Write a plan of so many members, every third of whom owes her fee."""
    sheets = dict(SHEETS)
    heading = SHEETS["代表名单"][0]
    width = len(heading)
    sheets["代表名单"] = [
        heading,
        *(
            [
                f"M{number:04d}", f"代表{number:04d}", "", f"第{number % 9}医院", "", "MEM",
                f"139{number:08d}", "", "", 1800, 0 if number % 3 == 0 else 1800,
                *[""] * (width - 12), "正常",
            ]
            for number in range(people)
        ),
    ]  # fmt: skip
    sheets["嘉宾"] = [SHEETS["嘉宾"][0]]
    sheets["物资"] = [
        SHEETS["物资"][0],
        ["BAG", "资料袋", "Bag", "发放", "", 1, "否", 2 * people],
    ]
    return sheets


class Desk:
    """One operator at her own station: she serves her people, and sends some of it twice."""

    def __init__(self, served, number, people):
        self._served, self._people = served, people
        self._dice = random.Random(number)
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["Authorization"] = f"Bearer {pair(served, 'finance')}"
        self.said, self.ms, self.wrong = Counter(), [], []
        told = self._post("/operator-sessions", {"name": f"财务{number}", "pin": PIN})
        self._session.headers["X-Operator"] = told["operator_session"]

    def work(self):
        self._post("/cash-sessions", {"cash_session_id": new_id(), "float_fen": 10_000})
        for reg_no, owes in self._people:
            for step in STEPS:
                getattr(self, f"_{step}")(reg_no, owes)

    def _pay(self, reg_no, owes):
        if owes:
            self._twice(
                "pay",
                "/payments",
                {
                    "payment_id": new_id(),
                    "shares": [{"reg_no": reg_no, "amount_fen": FEE_FEN}],
                    "lines": [{"method": "cash", "amount_fen": FEE_FEN, "tendered_fen": FEE_FEN}],
                },
            )

    def _check_in(self, reg_no, _):
        body = {"check_in_id": new_id(), "reg_no": reg_no, "print": True}
        self._twice("check_in", "/check-ins", body)

    def _bag(self, reg_no, _):
        body = {"hand_out_id": new_id(), "reg_no": reg_no, "item": "BAG"}
        self._twice("bag", "/hand-outs", body)

    def _name_fix(self, reg_no, _):
        body = {"name_fix_id": new_id(), "reg_no": reg_no, "position": "主任", "reason": "错字"}
        self._twice("name_fix", "/name-fixes", body)

    def _walk_in(self, reg_no, _):
        body = {
            "walk_in_id": new_id(),
            "name": f"现场{reg_no}",
            "organisation": "城南医院",
            "phone": f"138{reg_no[1:]:0>8}",
            "category": "STF",
            "consent": True,
        }
        self._twice("walk_in", "/walk-ins", body)

    def _twice(self, kind, path, body):
        first = self._post(path, body)
        self.said[kind] += 1
        if self._dice.random() < 0.2 and self._post(path, body) != first:
            self.wrong.append((kind, body, first))

    def _post(self, path, body):
        begun = time.perf_counter()
        answer = self._session.post(f"{self._served.plain}/api/v1{path}", json=body, timeout=60)
        self.ms.append(1000 * (time.perf_counter() - begun))
        if answer.status_code != 200:
            self.wrong.append((path, body, answer.text))
        return answer.json()


@pytest.mark.parametrize(
    ("desks", "people"),
    [
        pytest.param(12, 48, id="12 desks"),
        pytest.param(100, 1200, id="100 desks", marks=pytest.mark.long),
    ],
)
def test_desks_at_work_at_once_lose_and_double_nothing(tmp_path, desks, people):
    folder = tmp_path / "event"
    plan = write_workbook(tmp_path / "plan.xlsx", plan_of(people))
    made = run_onsite("init", folder, "--plan", plan)
    assert made.returncode == 0, made.stderr
    with serving(folder) as served:
        for number in range(desks):
            ask(
                served,
                "POST",
                "/operators",
                {"name": f"财务{number}", "roles": ["finance", "desk"], "pin": PIN},
            )
        share = [(f"M{number:04d}", number % 3 == 0) for number in range(people)]
        staffed = [Desk(served, number, share[number::desks]) for number in range(desks)]
        threads = [threading.Thread(target=desk.work) for desk in staffed]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=600)
        settlement = ask(served, "GET", "/settlement").json()

    assert [wrong for desk in staffed for wrong in desk.wrong] == []
    said = sum((desk.said for desk in staffed), Counter())
    assert said["check_in"] == people
    assert rows(folder, "SELECT count(*) FROM arrivals") == [(people,)]
    assert rows(folder, "SELECT sum(checked_in) FROM check_in_counts") == [(people,)]
    assert rows(folder, "SELECT count(*), sum(count) FROM hand_outs") == [(people, people)]
    assert rows(folder, "SELECT count(*) FROM name_fixes") == [(people,)]
    assert rows(folder, "SELECT count(*) FROM delegates WHERE is_walk_in") == [(people,)]
    assert rows(folder, "SELECT count(DISTINCT reg_no) FROM delegates") == [(2 * people,)]
    paid = len([1 for _, owes in share if owes])
    assert rows(folder, "SELECT count(*), min(number), max(number) FROM receipts") == [
        (paid, 1, paid)
    ]
    assert rows(folder, "SELECT sum(amount_fen) FROM postings") == [(0,)]
    assert settlement["ledger_sum_fen"] == 0
    taken = {line["method"]: line["net_fen"] for line in settlement["by_method"]}
    assert taken["cash"] == paid * FEE_FEN
    ms = sorted(one for desk in staffed for one in desk.ms)
    sys.stdout.write(
        f"{len(ms)} requests of {desks} desks: median {ms[len(ms) // 2]:.0f} ms, "
        f"slowest {ms[-1]:.0f} ms\n"
    )
