"""A materials desk as its page sees it."""

from tests.served_event import new_id

SIGNATURE = {"strokes": [[[0.1, 0.1, 0], [0.6, 0.2, 80], [0.3, 0.3, 160]]], "aspect": 0.4}


class Materials:
    """An event with one desk; every call is the request a page would send."""

    def __init__(self, event, role="desk"):
        self.event = event
        self.station = event.station("desk", name="资料台")
        self.desk = self.station.token
        self.operator = event.operator(role, at=self.desk, name="资料甲")

    def post(self, path, id_field, *, operator=True, token=None, **body):
        asked = {id_field: new_id(), **body}
        signed_in = self.operator if operator is True else operator
        return self.event.post(path, asked, token or self.desk, operator=signed_in or None)

    def give(self, reg_no, item, **more):
        return self.post("/hand-outs", "hand_out_id", reg_no=reg_no, item=item, **more)

    def given(self, reg_no, item, **more):
        """Give something that must not be refused: its answer."""
        answer = self.give(reg_no, item, **more)
        assert answer.status_code == 200, answer.text
        return answer.json

    def undo(self, hand_out_id, reason="拿错了", **more):
        body = {"hand_out_id": hand_out_id, "reason": reason, **more}
        return self.post("/hand-out-undos", "hand_out_undo_id", **body)

    def give_back(self, **body):
        return self.post("/loan-returns", "loan_return_id", **body)

    def move(self, item, source, target, count, reason="调拨", **more):
        body = {"item": item, "from": source, "to": target, "count": count, "reason": reason}
        return self.post("/stock-moves", "stock_move_id", **body, **more)

    def redeem(self, token=None, **body):
        return self.post("/redemptions", "redemption_id", token=token, operator=None, **body)

    def verdict(self, token=None, **body):
        answer = self.redeem(token, **body)
        assert answer.status_code == 200, answer.text
        return answer.json["verdict"]

    def line(self, reg_no, item):
        """Read one line of someone's checklist; None when it is not there."""
        lines = self.event.get(f"/checklists/{reg_no}", self.desk).json["items"]
        return next((line for line in lines if line["code"] == item), None)

    def piles(self, item):
        """Count the piles of an item: pile -> count."""
        lines = self.event.get("/stock", self.desk).json["stock"]
        return {line["pile"]: line["count"] for line in lines if line["item"] == item}

    def voucher_code(self, hand_out_id):
        rows = self.event.rows("SELECT voucher_code FROM hand_outs WHERE id = :id", id=hand_out_id)
        return rows[0][0]


def refused(answer):
    """Tell how a request was refused: status, code, field."""
    return answer.status_code, answer.json["code"], answer.json.get("field")
