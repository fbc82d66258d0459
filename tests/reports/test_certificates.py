"""Credit certificates: a page each of those who earned credits, as the event's own template has it."""

from datetime import UTC, datetime

import pytest

from onsite import clock
from onsite.badges.template_store import TemplateStore
from onsite.reports.certificates import certificates
from tests.reports.papers import pages_of

BEGINS = datetime(
    2026, 12, 5, 1, tzinfo=UTC
)  # 09:00 at the venue: the plenary, 150 minutes, 2 credits


@pytest.fixture
def plenary(event, venue_clock, door):
    """The plenary: two stay for all of it, one leaves after an hour."""
    venue_clock.set(BEGINS)
    for reg_no in ("D001", "D003", "D009"):
        assert event.scan(reg_no, "H1-IN", door).json["verdict"] == "admitted"
    venue_clock.forward(minutes=60)
    event.scan("D009", "H1-OUT", door)
    venue_clock.forward(minutes=90)
    for reg_no in ("D001", "D003"):
        event.scan(reg_no, "H1-OUT", door)
    venue_clock.forward(minutes=30)


@pytest.fixture
def written(event):
    def write():
        templates = TemplateStore(event.folder.templates).templates()
        with event.database.read() as session:
            return pages_of(certificates(session, now=clock.now(), templates=templates))

    return write


@pytest.mark.usefixtures("plenary")
def test_each_who_earned_credits_has_a_page_in_order_of_the_numbers(written):
    first, second = written()

    for words in (
        "学分证 Certificate of Credits",
        "王明 Wang Ming 中南第一医院 主任",
        "两江医学年会 Two Rivers Medical Congress",
        "2026-12-04 – 12-06 两江会议中心",
        "获得学分 and earned credits: 2",
        "大会报告 Plenary: 150 min, 学分 credits 2",
        "编号 No. TRM26-D001",
        "日期 Date 2026-12-05",
    ):
        assert words in first, words
    assert "Šárka Nováková" in second
    assert "TRM26-D003" in second


def test_nobody_s_certificates_are_a_page_that_says_so(written):
    (page,) = written()

    assert "学分证 Credit certificates" in page
    assert "无 None" in page


@pytest.mark.usefixtures("plenary")
def test_an_event_s_own_template_is_printed_by(event, written):
    event.folder.templates.mkdir(exist_ok=True)
    (event.folder.templates / "certificate.toml").write_text(
        'title = "证"\nprints = "certificate"\nwidth_mm = 148\nheight_mm = 105\n'
        '[[text]]\ntext = "{name} hat {credits} Punkte"\nsize_mm = 6\n'
        "x_mm = 10\ny_mm = 10\nwidth_mm = 120\nheight_mm = 20\n",
        encoding="utf-8",
    )

    assert written() == ["王明 hat 2 Punkte", "Šárka Nováková hat 2 Punkte"]


@pytest.mark.usefixtures("plenary")
def test_a_desk_prints_one_person_s(event, desk):
    operator = event.operator("desk", at=desk)

    answer = event.get("/certificates/D001.pdf", desk, operator=operator)

    assert answer.mimetype == "application/pdf"
    (page,) = pages_of(answer.data)
    assert "王明" in page


@pytest.mark.usefixtures("plenary")
def test_all_of_them_are_an_export(event, control, organiser, desk):
    operator = event.operator("desk", at=desk)

    answer = event.get("/certificates.pdf", control, operator=organiser)

    assert len(pages_of(answer.data)) == 2
    (taken,) = event.get("/reports", control, operator=organiser).json["exports"]
    assert (taken["file"], taken["operator"]) == ("certificates.pdf", "organiser operator")
    assert event.get("/certificates.pdf", desk, operator=operator).status_code == 403


@pytest.mark.usefixtures("plenary")
def test_who_has_earned_none_is_told_so(event, desk):
    operator = event.operator("desk", at=desk)

    early = event.get("/certificates/D009.pdf", desk, operator=operator)
    nobody = event.get("/certificates/D999.pdf", desk, operator=operator)

    assert (early.status_code, early.json["code"]) == (409, "no_credits")
    assert (nobody.status_code, nobody.json["code"]) == (404, "unknown_registration")


@pytest.mark.usefixtures("plenary")
def test_a_template_with_mistakes_is_told_and_nothing_is_printed(event, control, organiser):
    event.folder.templates.mkdir(exist_ok=True)
    (event.folder.templates / "certificate.toml").write_text("width_mm = \n", encoding="utf-8")

    answer = event.get("/certificates.pdf", control, operator=organiser)

    assert (answer.status_code, answer.json["code"]) == (409, "unfit_template")
    assert "certificate" in answer.json["detail"]
