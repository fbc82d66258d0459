"""Whether people were satisfied, as it is handed over: if it was asked, and nothing of fewer than five."""

import io
import re

import openpyxl
import pypdfium2
import pytest

from onsite import clock
from onsite.reports.catalogue import due_books
from onsite.reports.client_report import client_report
from onsite.reports.satisfaction import satisfaction
from tests.feedback.asking import TEXT, TEXT_EN, Asking


@pytest.fixture
def asking(event):
    return Asking(event)


@pytest.fixture
def question(asking):
    """Ask, and be answered by members, some who do not say who they are, and one student."""
    asking.students()
    found = asking.asked(target=0.8)
    asking.tapped(found, 4, 4, 3, 3, 2, 1, group="MEM")
    asking.tapped(found, 4, 4, 4, 4, 4)
    asking.tapped(found, 1, group="STU")
    return found


@pytest.mark.usefixtures("question")
def test_each_question_stands_there_against_its_target_and_by_group(told):
    rows = told(satisfaction)

    everybody = rows[0]
    assert (everybody["Question"], everybody["Question in English"]) == (TEXT, TEXT_EN)
    assert (everybody["Group"], everybody["Answers"], everybody["Satisfied in all"]) == (
        "全部",
        12,
        9,
    )
    assert (everybody["Share satisfied"], everybody["Target"]) == (pytest.approx(9 / 12), 0.8)
    assert [everybody[name] for name in ("Very satisfied", "Satisfied")] == [7, 2]
    groups = {row["Group"]: row for row in rows[1:]}
    assert groups["会员代表"]["Share satisfied"] == pytest.approx(4 / 6)


@pytest.mark.usefixtures("question")
def test_nobody_in_a_small_group_is_recognised_nor_by_what_is_left(told):
    groups = {row["Group"]: row for row in told(satisfaction)}

    few, beside = groups["学生"], groups["未说明"]
    assert (few["Answers"], few["Share satisfied"], few["Note"]) == (None, None, "少于 5")
    assert (beside["Answers"], beside["Share satisfied"], beside["Note"]) == (5, None, "不显示")


def test_an_event_that_asked_nothing_has_no_empty_file(event, asking):
    with event.database.read() as session:
        assert "satisfaction" not in {book.name for book in due_books(session)}

    asking.asked()

    with event.database.read() as session:
        assert "satisfaction" in {book.name for book in due_books(session)}


@pytest.mark.usefixtures("question")
def test_it_is_taken_away_at_control_as_a_workbook_and_as_csv(event, asking):
    organiser = event.operator("organiser", at=asking.control)

    book = event.get("/reports/satisfaction.xlsx", asking.control, operator=organiser)
    text = event.get("/reports/satisfaction.csv", asking.control, operator=organiser)

    sheet = openpyxl.load_workbook(io.BytesIO(book.data)).active
    assert TEXT in {cell.value for row in sheet.iter_rows() for cell in row}
    assert TEXT in text.data.decode("utf-8-sig")


@pytest.mark.usefixtures("question")
def test_the_client_reads_the_share_beside_the_target_in_both_languages(event):
    said = paper(event)

    assert "满意度 Satisfaction 75% 目标 Target 80% · 回答 Answers 12" in said
    assert f"{TEXT} {TEXT_EN} · 目标 Target 80%" in said
    assert re.search(r"学生[^0-9]* 少于 5 fewer than 5", said)
    assert "合计 Total 12 7 2 1 2 75%" in said


def test_the_client_of_an_event_that_asked_nothing_reads_nothing_of_it(event):
    assert "满意度" not in paper(event)


def paper(event):
    with event.database.read() as session:
        document = pypdfium2.PdfDocument(client_report(session, now=clock.now()))
    said = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return re.sub(r"\s+", " ", said)
