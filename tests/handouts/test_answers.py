"""Real answers against the shapes that the API's description shows."""

import msgspec

from onsite.handouts import shapes
from tests.handouts.materials import SIGNATURE


def fits(answer, shape):
    """Check that an answer is of a shape, all the way down, with nothing beside it."""
    assert answer.status_code == 200, answer.text
    assert msgspec.convert(answer.json, shape) == answer.json, shape
    assert set(answer.json) == set(shape.__annotations__)


def test_real_answers_are_of_the_described_shapes(event, materials):
    desk, organiser = materials.desk, event.operator("organiser", at=materials.desk)
    lunch = materials.given("D001", "LUN5")
    code = materials.voucher_code(lunch["hand_out_id"])

    fits(materials.give("D002", "GIFT", signature=SIGNATURE), shapes.HandOutAnswer)
    fits(materials.give("D001", "RX", number="R1", security="badge"), shapes.HandOutAnswer)
    fits(event.get("/checklists/D003", desk), shapes.Checklist)
    fits(event.get("/staff-checklists/注册丙", desk), shapes.Checklist)
    fits(event.get("/loans", desk), shapes.Loans)
    fits(materials.give_back(number="R1"), shapes.LoanReturned)
    fits(event.get("/loans", desk), shapes.Loans)
    fits(materials.move("BAG", "", "desk-1", 3), shapes.Moved)
    fits(event.get("/stock", desk), shapes.StockList)
    fits(materials.redeem(voucher=code), shapes.RedemptionAnswer)
    fits(materials.redeem(credential="nobody's"), shapes.RedemptionAnswer)
    fits(event.get("/meals", desk), shapes.Meals)
    fits(materials.undo(lunch["hand_out_id"]), shapes.HandOutUndone)
    kept = materials.post("/keepings", "keeping_id", kind="cloakroom")
    fits(kept, shapes.KeepingAnswer)
    back = materials.post("/keeping-returns", "keeping_return_id", tag=kept.json["tag"])
    fits(back, shapes.KeepingReturned)
    fits(event.get("/keepings", desk), shapes.Keepings)
    fits(event.get("/sign-for-sheets", desk, operator=organiser), shapes.SignForSheets)
