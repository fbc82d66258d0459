"""A finance desk with its cashier signed in, asked over HTTP."""

import pytest

from onsite.config import Settings
from onsite.founding import found_event
from onsite.planning.reading import read_plan
from tests.congress import SHEETS, write_workbook
from tests.served_event import new_id

SIGNATURE = {"strokes": [[[0.1, 0.2, 0], [0.5, 0.3, 80], [0.9, 0.2, 160]]], "aspect": 0.4}
FLOAT_FEN = 50_000
RECEIVER = ["RECEIVER", "接收机", "Receiver", "借还", "", 1, "否", 3]


class Cashier:
    """A person at a desk who handles money: every call is hers unless told otherwise."""

    def __init__(self, event, *, role="finance", station="finance", name=None, token=None):
        self.event = event
        self.station = event.station(station) if token is None else None
        self.token = token or self.station.token
        self.name = name or f"{role} operator"
        self.operator = event.operator(role, at=self.token, name=self.name)

    def post(self, path, body):
        return self.event.post(path, body, self.token, operator=self.operator)

    def get(self, path):
        return self.event.get(path, self.token, operator=self.operator)

    def open(self, float_fen=FLOAT_FEN, **more):
        """Open the drawer: the session's id."""
        body = {"cash_session_id": new_id(), "float_fen": float_fen, **more}
        answer = self.post("/cash-sessions", body)
        assert answer.status_code == 200, answer.text
        return body["cash_session_id"]

    def close(self, cash_session_id, counts, **more):
        body = {"cash_closing_id": new_id(), "counts": counts, **more}
        return self.post(f"/cash-sessions/{cash_session_id}/closings", body)

    def pay(self, shares, lines, **more):
        """Pay for ``{reg_no: fen}`` by lines; one method and amount may stand for the lines."""
        if isinstance(lines, str):
            line = {"method": lines, "amount_fen": sum(shares.values())}
            lines = [line if lines == "cash" else {**line, "reference": f"{lines}-{new_id()}"}]
        body = {
            "payment_id": new_id(),
            "shares": [{"reg_no": key, "amount_fen": fen} for key, fen in shares.items()],
            "lines": lines,
            "print_receipt": False,
            **more,
        }
        return self.post("/payments", body)

    def refund(self, reg_no, amount_fen, **more):
        body = {
            "refund_id": new_id(), "reg_no": reg_no, "amount_fen": amount_fen, "method": "cash",
            "reason": "退会", **more,
        }  # fmt: skip
        if body["method"] != "cash":
            body.setdefault("reference", f"R-{new_id()}")
        return self.post("/refunds", body)

    def reverse(self, of, **more):
        return self.post(
            "/reversals", {"reversal_id": new_id(), "of": of, "reason": "录错", **more}
        )

    def charge(self, reg_no, fen, **more):
        body = {
            "charge_id": new_id(), "reg_no": reg_no, "kind": "fee", "amount_fen": fen,
            "reason": "现场", **more,
        }  # fmt: skip
        return self.post("/charges", body)

    def account(self, reg_no):
        return self.get(f"/accounts/{reg_no}").json

    def settlement(self):
        """Read the settlement as the laptop may: with open drawers."""
        return self.event.get("/settlement", self.event.joined.local_token).json


@pytest.fixture(scope="session")
def plan_path(tmp_path_factory):
    sheets = {**SHEETS, "物资": [*SHEETS["物资"], RECEIVER]}
    return write_workbook(tmp_path_factory.mktemp("plan") / "finance.xlsx", sheets)


@pytest.fixture(scope="session")
def founded_event(plan_path, tmp_path_factory):
    reading = read_plan(plan_path)
    assert not reading.errors, reading.errors
    path = tmp_path_factory.mktemp("founded") / "finance"
    return found_event(path, reading.plan, plan_path=plan_path, settings=Settings())


@pytest.fixture
def organiser(event, cashier):
    """The organiser, signed in at the cashier's own desk."""
    return Cashier(event, role="organiser", token=cashier.token)


@pytest.fixture
def cashier(event):
    return Cashier(event)


@pytest.fixture
def supervisor(event, cashier):
    """A supervisor who signed in at the cashier's own desk."""
    return Cashier(event, role="supervisor", token=cashier.token)


def refused(answer):
    """Tell how a request was refused: status, code and field."""
    return answer.status_code, answer.json["code"], answer.json.get("field")
