"""Stock in piles: carried with a row, short ones shown, never below zero, always what the facts say."""

import random

import pytest

from tests.handouts.materials import refused
from tests.served_event import new_id


def test_a_desk_gives_from_its_own_pile_once_it_has_one(materials):
    desk = materials.station.station

    moved = materials.move("BAG", "", desk, 2).json
    left = [materials.given(reg_no, "BAG")["stock_left"] for reg_no in ("D001", "D004")]

    assert (moved["from_count"], moved["to_count"]) == (10, 2)
    assert left == [1, 0]
    answer = materials.give("D007", "BAG")
    assert refused(answer) == (409, "stock_short", "count")
    assert "0 of 资料袋 here and 10 in the store" in answer.json["detail"]
    assert materials.piles("BAG") == {"": 10, desk: 0}
    materials.move("BAG", "", desk, 5)
    assert materials.given("D007", "BAG")["stock_left"] == 4


def test_the_list_shows_every_pile_its_name_and_which_are_short(event, materials):
    desk = materials.station.station
    materials.move("BAG", "", desk, 10)
    for reg_no in ("D001", "D002", "D003", "D004", "D007", "D008", "D009", "D010", "D011"):
        materials.given(reg_no, "BAG")

    lines = event.get("/stock", event.token("control")).json["stock"]

    store, pile = [line for line in lines if line["item"] == "BAG"]
    assert (store["pile"], store["count"], store["low_count"], store["is_low"]) == ("", 2, 1, False)
    assert (pile["pile_name"], pile["count"], pile["given"]) == ("资料台", 1, 9)
    assert pile["is_low"]
    assert [line["item"] for line in lines] == ["BAG", "BAG", "GIFT", "RX"]
    assert materials.line("D001", "BAG")["is_low"]


@pytest.mark.parametrize(
    ("source", "target", "count", "more", "expected"),
    [
        ("", "desk-1", 13, {}, (409, "stock_short", "count")),
        ("desk-1", "", 1, {}, (409, "stock_short", "count")),
        ("", "", 1, {}, (422, "same_pile", "to")),
        (None, None, 1, {}, (422, "same_pile", "to")),
        ("", "desk-99", 1, {}, (422, "unknown_pile", "to")),
        ("desk-99", "", 1, {}, (422, "unknown_pile", "from")),
        (None, "", 1, {"reason": " "}, (422, "reason_needed", "reason")),
        ("", None, 1, {"reason": ""}, (422, "reason_needed", "reason")),
        ("", "desk-1", 0, {}, (422, "malformed", "count")),
        ("", "desk-1", -1, {}, (422, "malformed", "count")),
        ("", "desk-1", 1, {"item": "HAT"}, (422, "unknown_item", "item")),
    ],
)
def test_a_move_that_does_not_add_up_moves_nothing(
    event, materials, source, target, count, more, expected
):
    body = {"item": "BAG", "from": source, "to": target, "count": count, "reason": "试", **more}

    answer = materials.post("/stock-moves", "stock_move_id", **body)

    assert refused(answer) == expected
    assert event.count("stock_moves") == 0
    assert materials.piles("BAG") == {"": 12}


def test_what_arrives_from_outside_opens_the_count_of_an_item(materials):
    assert materials.piles("PEN") == {}

    materials.move("PEN", None, "", 50, reason="到货")

    assert materials.given("D001", "PEN", count=3)["stock_left"] == 47
    assert materials.piles("PEN") == {"": 47}


def test_a_move_happens_once_and_needs_the_right(event, materials):
    body = {"stock_move_id": new_id(), "item": "BAG", "from": "", "to": "desk-1", "count": 3}

    nobody = event.post("/stock-moves", body, materials.desk)
    first = event.post("/stock-moves", body, materials.desk, operator=materials.operator)
    again = event.post("/stock-moves", body, materials.desk, operator=materials.operator)

    assert (nobody.status_code, nobody.json["code"]) == (403, "right_missing")
    assert again.json == first.json
    assert materials.piles("BAG") == {"": 9, "desk-1": 3}


PEOPLE = ("D001", "D002", "D004", "D009", "D010")
ITEMS = ("BAG", "RX", "GIFT")


class Day:
    """A materials day of random acts, and what must be true after each, counted by hand."""

    def __init__(self, event, materials, seed):
        self.event, self.materials = event, materials
        self.dice = random.Random(seed)
        self.others = [event.station("desk").token for _ in range(2)]
        self.piles = ["", "desk-1", "desk-2", None]
        self.expected = {"BAG": 12, "RX": 3, "GIFT": 20}
        self.held = {}
        self.out = []

    def act(self):
        self.dice.choice((self.give, self.give, self.give, self.undo, self.back, self.move))()

    def give(self):
        item, reg_no = self.dice.choice(ITEMS), self.dice.choice(PEOPLE)
        more = {"number": f"R{self.dice.randrange(4)}"} if item == "RX" else {}
        if item == "GIFT":
            strokes = [[[0, 0, 0], [0.5, 0.1, 9]]]
            more = {"signature": {"strokes": strokes, "aspect": 0.3}}
        token = self.dice.choice([self.materials.desk, *self.others])
        operator = token == self.materials.desk
        answer = self.materials.give(reg_no, item, token=token, operator=operator, **more)
        if answer.status_code == 200:
            self.expected[item] -= 1
            self.held[reg_no, item] = self.held.get((reg_no, item), 0) + 1
            self.out.append((answer.json["hand_out_id"], reg_no, item))

    def undo(self):
        self._ends(lambda hand_out_id, _: self.materials.undo(hand_out_id), is_in_order=True)

    def back(self):
        state = self.dice.choice(("ok", "lost", "damaged"))
        self._ends(
            lambda hand_out_id, _: self.materials.give_back(
                hand_out_id=hand_out_id, state=state, reason="说明"
            ),
            is_in_order=state == "ok",
        )

    def _ends(self, ask, *, is_in_order):
        if not self.out:
            return
        chosen = self.dice.choice(self.out)
        if ask(*chosen[:2]).status_code == 200:
            self.expected[chosen[2]] += int(is_in_order)
            self.held[chosen[1:]] -= 1
        if self.dice.random() < 0.7:  # else it is tried again later, and refused
            self.out.remove(chosen)

    def move(self):
        item, count = self.dice.choice(ITEMS), self.dice.randrange(1, 6)
        source, target = self.dice.choice(self.piles), self.dice.choice(self.piles)
        answer = self.materials.move(item, source, target, count)
        if answer.status_code == 200:
            self.expected[item] += count * ((source is None) - (target is None))

    def holds(self):
        stock = {item: sum(self.materials.piles(item).values()) for item in ITEMS}
        assert stock == self.expected
        rows = self.event.rows("SELECT min(count) FROM stocks")
        assert rows[0][0] is None or rows[0][0] >= 0
        assert {key: n for key, n in self.held.items() if n} == self.held_by_rows()
        assert self.event.rows(FACTS) == self.event.rows(HOLDINGS)

    def held_by_rows(self):
        rows = self.event.rows(
            "SELECT d.reg_no, h.item, h.count FROM holdings h"
            " JOIN delegates d ON h.holder = 'delegate:' || d.id WHERE h.count > 0"
        )
        return {(reg_no, item): count for reg_no, item, count in rows}


FACTS = (
    "SELECT 'delegate:' || delegate_id, item, sum(count) FROM hand_outs"
    " WHERE id NOT IN (SELECT hand_out_id FROM hand_out_undos)"
    " AND id NOT IN (SELECT hand_out_id FROM loan_returns)"
    " GROUP BY delegate_id, item ORDER BY 1, 2"
)
HOLDINGS = "SELECT holder, item, count FROM holdings WHERE count > 0 ORDER BY 1, 2"


@pytest.mark.parametrize("seed", range(4))
def test_stock_is_what_was_seeded_and_moved_less_what_is_out(event, materials, seed):
    day = Day(event, materials, seed)
    for _ in range(120):
        day.act()
        day.holds()

    assert event.count("hand_outs") > 10
