"""通讯录: who agreed, with what she agreed to, in the order of the language; and whom to ring."""

import pytest

from onsite import clock
from onsite.reports.catalogue import planners_tables
from onsite.reports.directory import directory, staff_contacts
from onsite.reports.directory_paper import directory_pdf
from tests.reports.papers import said_in
from tests.served_event import new_id


@pytest.fixture
def says(event, desk):
    def said(reg_no, *, agrees=True, **more):
        body = {"directory_consent_id": new_id(), "agrees": agrees, "reg_no": reg_no, **more}
        answer = event.post("/directory-consents", body, desk)
        assert answer.status_code == 200, answer.json

    return said


def test_who_was_not_asked_or_said_no_does_not_stand_there(told, says):
    says("D001", phone=True, email=True)
    says("D008", agrees=False)

    assert told(directory) == [
        {
            "Name": "王明",
            "Latin name": "Wang Ming",
            "Organisation": "中南第一医院",
            "Position": "主任",
            "Category": "会员代表",
            "Phone": "13800000001",
            "E-mail": "d001@example.org",
        }
    ]


def test_of_phone_and_e_mail_only_what_she_let_be_shown(told, says):
    says("D001", email=True)
    says("D009", phone=True)

    rows = {row["Name"]: (row["Phone"], row["E-mail"]) for row in told(directory)}

    assert rows == {"王明": (None, "d001@example.org"), "周会员": ("13800000009", None)}


def test_the_order_is_the_planners_then_as_names_are_spoken(told, says):
    for reg_no in ("D012", "D009", "D001", "D010", "D005", "D011", "D002", "D008"):
        says(reg_no)

    assert [row["Name"] for row in told(directory)] == [
        "单晓𠮷", "Jean O'Neil", "李未缴", "王明", "吴会员", "周会员", "孙学生", "郑工作",
    ]  # fmt: skip


def test_the_cancelled_and_those_merged_away_are_out(event, told, says, desk, venue_clock):
    says("D006")
    says("D010", phone=True)
    assert [row["Name"] for row in told(directory)] == ["吴会员"]
    venue_clock.forward(seconds=1)
    supervisor = event.operator("supervisor", at=desk)
    body = {"merge_id": new_id(), "keep": "D009", "gone": "D010", "reason": "同一人"}
    event.post("/merges", body, desk, operator=supervisor)

    assert [(row["Name"], row["Phone"]) for row in told(directory)] == [("周会员", "13800000009")]


def test_the_staff_stand_on_a_sheet_of_their_own_without_the_guests_hosts(told_now):
    assert told_now(staff_contacts) == [
        {"Name": "组织甲", "Role": "组织者", "Place": None, "Phone": "13800000080"},
        {"Name": "主管乙", "Role": "主管", "Place": None, "Phone": "13800000081"},
        {"Name": "注册丙", "Role": "注册台", "Place": "预注册", "Phone": "13800000082"},
    ]


def test_the_planners_workbook_gets_none_of_it(event, says):
    says("D001", phone=True)

    with event.database.read() as session:
        names = {table.name for table in planners_tables(session, now=clock.now())}

    assert not names & {"directory", "staff-contacts"}


def test_on_paper_each_category_has_a_heading(event, says):
    says("D001", phone=True)
    says("D008", email=True)

    with event.database.read() as session:
        found = said_in(directory_pdf(session, now=clock.now()))

    for said in (
        "通讯录",
        "Directory",
        "会员代表",
        "学生",
        "王明",
        "13800000001",
        "会务联系",
        "主管乙",
    ):
        assert said in found, said
    assert "D001" not in found
    assert "13800000008" not in found


def test_nobody_agreed_is_a_page_that_says_so(event):
    with event.database.read() as session:
        assert "None" in said_in(directory_pdf(session, now=clock.now()))


def test_taking_it_away_needs_an_organiser_and_is_written_down(event, says):
    says("D001", phone=True)
    control = event.token("control")
    supervisor = event.operator("supervisor", at=control)
    organiser = event.operator("organiser", at=control)
    path = "/reports/directory.csv"

    assert event.get(path, control, operator=supervisor).status_code == 403
    assert "13800000001" in event.get(path, control, operator=organiser).text

    assert event.rows("SELECT file, operator FROM report_exports") == [
        ("directory.csv", "organiser operator")
    ]
