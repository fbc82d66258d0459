"""`signatures.pdf`: all sign-for sheets in one file, with every signature."""

import pytest

from onsite import clock
from onsite.badges.documents import sheets
from onsite.badges.tables import Ink
from onsite.reports.signatures import signature_documents, signatures
from tests.finance.conftest import SIGNATURE
from tests.reports.papers import pages_of
from tests.served_event import new_id


@pytest.fixture
def documents(event):
    def gather():
        with event.database.read() as session:
            return signature_documents(session, now=clock.now())

    return gather


@pytest.fixture
def signed(event, desk):
    """Two sign for their gifts, and a colleague for two others."""
    operator = event.operator("desk", at=desk)
    for reg_no in ("D002", "D003"):
        body = {
            "hand_out_id": new_id(), "item": "GIFT", "reg_no": reg_no, "signature": SIGNATURE,
        }  # fmt: skip
        assert event.post("/hand-outs", body, desk, operator=operator).status_code == 200
    body = {
        "pick_up_id": new_id(), "reg_nos": ["D001", "D009"], "by": "秘书甲",
        "phone": "13800000095", "signature": SIGNATURE,
    }  # fmt: skip
    assert event.post("/pick-ups", body, desk, operator=operator).status_code == 200


@pytest.mark.usefixtures("signed")
def test_every_signature_stands_on_a_sheet_after_the_list_of_sheets(event, documents):
    listed, gifts, picked_up = documents()

    inks = [cell for one in (gifts, picked_up) for row in one.tables[0].rows for cell in row]
    assert sum(isinstance(cell, Ink) for cell in inks) == event.count("signatures") == 3
    assert listed.tables[0].rows[0] == ("纪念品 Gift", "2", "0")
    assert listed.tables[0].rows[-1].cells == ("合计 Total", "3", "0")
    assert (gifts.subtitle, picked_up.subtitle) == ("纪念品 Gift", "代领 Picked up for others")
    drawn = [stroke for page in sheets(gifts) for stroke in page.strokes if stroke.width_mm > 0.3]
    assert len(drawn) == 2


@pytest.mark.usefixtures("signed")
def test_it_is_one_file_with_a_sheet_each(event):
    with event.database.read() as session:
        first, second, third = pages_of(signatures(session, now=clock.now()))

    assert "签收表汇总 All sign-for sheets" in first
    assert "华东大学" in second
    assert "秘书甲" in third


def test_without_a_signature_it_lists_the_sheets_and_who_is_missing(documents):
    (listed,) = documents()

    assert listed.tables[0].rows[0] == ("纪念品 Gift", "0", "2")
