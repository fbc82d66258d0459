"""The sign-for sheets: every signature on paper, with the strokes, the hour and who saw it."""

import pytest

from onsite.badges.tables import Ink
from onsite.handouts.sheet_layout import sheet
from tests.handouts.materials import SIGNATURE


@pytest.fixture
def organiser(event, materials):
    return event.operator("organiser", at=materials.desk)


def lines_of(event, purpose):
    from onsite import clock

    with event.database.read() as session:
        return sheet(session, purpose, told={}, now=clock.now()).tables[0].rows


def test_the_list_says_what_is_signed_for_by_how_many(event, materials, organiser):
    materials.given("D002", "GIFT", signature=SIGNATURE)
    materials.given("D001", "BAG", signature=SIGNATURE)

    answer = event.get("/sign-for-sheets", materials.desk, operator=organiser).json

    counted = {line["purpose"]: (line["signed"], line["missing"]) for line in answer["sheets"]}
    assert counted == {
        "BAG": (1, 9), "GIFT": (1, 1), "FEE": (0, 1), "pay_out": (0, 0), "invoice": (0, 0),
        "pick_up": (0, 0),
    }  # fmt: skip


def test_a_sheet_holds_every_signature_with_its_strokes(event, materials, organiser):
    materials.given("D002", "GIFT", signature=SIGNATURE)
    materials.given("D003", "GIFT", signature=SIGNATURE, pick_up_by="接待乙")
    materials.given("D003", "FEE", signature=SIGNATURE)

    first, second = lines_of(event, "GIFT")
    (fee,) = lines_of(event, "FEE")
    answer = event.get("/sign-for-sheets/GIFT.pdf", materials.desk, operator=organiser)

    by_name = {line[1]: line for line in (first, second)}
    shan, sarka = by_name["单晓𠮷"], by_name["Šárka Nováková"]
    assert shan[2:4] == ["华东大学", ""]
    assert shan[4] == Ink(SIGNATURE["strokes"], SIGNATURE["aspect"])
    assert shan[5:] == ["12-05 08:30", "资料甲"]
    assert "接待乙" in sarka[3]
    assert fee[3] == "¥2,000"
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF")


def test_what_was_taken_back_stays_on_the_sheet_and_says_so(event, materials):
    gift = materials.given("D002", "GIFT", signature=SIGNATURE)["hand_out_id"]
    materials.undo(gift)

    (line,) = lines_of(event, "GIFT")

    assert "已撤销" in line[3]


def test_an_empty_sheet_is_a_sheet_and_an_unknown_one_is_none(event, materials, organiser):
    def status(purpose):
        path = f"/sign-for-sheets/{purpose}.pdf"
        return event.get(path, materials.desk, operator=organiser).status_code

    assert [status(each) for each in ("pay_out", "pick_up", "FEE", "HAT")] == [200, 200, 200, 422]
    assert event.get("/sign-for-sheets/GIFT.pdf", materials.desk).status_code == 403
