"""`report.pdf` as a client reads it: its figures are the rows', in both languages, and nobody is named."""

import io
import re
import time

import pypdfium2
import pytest
from PIL import Image
from sqlalchemy import text

from onsite import clock
from onsite.access.queries import the_event
from onsite.badges.template_store import TemplateStore
from onsite.reports.client_report import client_report
from tests.finance.conftest import Cashier
from tests.reports.papers import pages_of, said_in
from tests.served_event import new_id

SECTIONS = (
    "关键数据 Key figures",
    "签到与会场曲线 Arrivals and halls",
    "各类别到场 Categories",
    "注册区 Registration zones",
    "会场与场次 Halls and sessions",
    "现场收支 Settlement",
    "物资发放 Hand-outs",
    "入口冲突 Conflicts",
    "事件与投诉 Incidents and complaints",
)


@pytest.fixture
def report(event):
    """Write the report now."""

    def write():
        templates = TemplateStore(event.folder.templates).templates()
        with event.database.read() as session:
            return client_report(session, now=clock.now(), templates=templates)

    return write


@pytest.fixture
def morning(event, venue_clock, desk, door):
    """A morning: three come, one twice into the hall, one pays, one gets a bag, a queue is measured."""
    for reg_no in ("D001", "D002", "D008"):
        assert event.check_in(reg_no, desk).json["outcome"] == "checked_in"
        venue_clock.forward(minutes=2)
    for _ in range(2):
        assert event.scan("D001", "H1-IN", door).json["verdict"] == "admitted"
        event.scan("D001", "H1-OUT", door)
    event.scan("D002", "H1-IN", door)
    cashier = Cashier(event)
    cashier.open()
    assert cashier.pay({"D005": 180_000}, "wechat").status_code == 200
    operator = event.operator("desk", at=desk)
    bag = {"hand_out_id": new_id(), "item": "BAG", "reg_no": "D001"}
    assert event.post("/hand-outs", bag, desk, operator=operator).status_code == 200
    slip = event.post("/queue-slips", {"queue_slip_id": new_id(), "zone": "PRE"}, desk).json
    venue_clock.forward(seconds=130)
    body = {"queue_slip_scan_id": new_id(), "code": slip["code"]}
    assert event.post("/queue-slip-scans", body, desk).status_code == 200
    noted = {"incident_id": new_id(), "kind": "complaint", "words": "王明说空调太冷"}
    assert event.post("/incidents", noted, desk, operator=operator).status_code == 200
    sort = {
        "incident_step_id": new_id(), "incident_id": noted["incident_id"], "step": "sorted",
        "sort": "hall", "gravity": "serious",
    }  # fmt: skip
    control = event.token("control")
    supervisor = event.operator("supervisor", at=control)
    assert event.post("/incident-steps", sort, control, operator=supervisor).status_code == 200
    return event


@pytest.mark.usefixtures("morning")
def test_the_figures_are_those_of_the_rows(report):
    said = said_in(report())

    for words in (
        "已签到 Checked in 3 未到 Not here 8",
        "注册人数 Registered 11",
        "到场率 Check-in rate 27.3% 3 / 11 · 目标 Target 95%",
        "贵宾到场率 VIP rate 50% 1 / 2 · 目标 Target 90%",
        "最忙十分钟 Busiest ten minutes 3 12-05 08:30–08:40",
        "等候中位数 Median wait 2 min 10 s",
        "入场人次 Admissions 3 人数 Persons 2",
        "现场收款 Received on site ¥1,800 退款 Refunded ¥0",
        "发放物资 Handed out 1",
        "微信 WeChat Pay ¥1,800 ¥0 ¥0 ¥0 ¥1,800",
        "会员代表 Member 6 1 5 16.7%",
        "合计 Total 11 3 8 27.3%",
        "主会场",
        "资料袋 Bag 10 1 10% 1",
        "投诉 Complaint · 会场 Halls 1 1 0 1",
    ):
        assert words in said, words


@pytest.mark.usefixtures("morning")
def test_the_figures_are_those_of_the_board(event, report):
    board, said = event.headcount(), said_in(report())

    for code, found in board["by_category"].items():
        (name, name_en), *_ = event.rows(
            "SELECT name, name_en FROM categories WHERE code = :code", code=code
        )
        assert f"{name} {name_en} {found['registered']} {found['checked_in']} " in said
    assert f"{board['checked_in']} / {board['registered']}" in said
    for code, hall in board["halls"].items():
        if hall["admitted"]:
            (name,) = event.rows("SELECT name FROM halls WHERE code = :code", code=code)[0]
            assert re.search(rf"{name}[^0-9]* \d\d-\d\d \d\d:\d\d {hall['admitted']} ", said)


@pytest.mark.usefixtures("morning")
def test_every_section_is_in_both_languages_and_on_the_page_the_contents_say(report):
    cover, contents, *rest = pages_of(report())

    assert "会议现场报告 On-site report" in cover
    assert "两江医学年会 Two Rivers Medical Congress" in cover
    assert "2026-12-04 – 12-06" in cover
    assert "两江会议中心" in cover
    for title in SECTIONS:
        page = int(re.search(rf"{title} (\d+)", contents)[1])
        assert title in rest[page - 3], title
    count = len(rest) + 2
    assert [page[-20:].count(f"{n} / {count}") for n, page in enumerate(rest, 3)] == [1] * len(rest)


def test_its_sections_are_bookmarks(report):
    document = pypdfium2.PdfDocument(report())

    assert [each.get_title() for each in document.get_toc()] == list(SECTIONS)
    assert document.get_metadata_value("Title") == "会议现场报告 · 两江医学年会"
    document.close()


@pytest.mark.usefixtures("morning")
def test_nobody_is_named(event, report):
    said = said_in(report())

    personal = event.rows("SELECT name, latin_name, phone, email, reg_no FROM delegates")
    operators = event.rows("SELECT name FROM operators")
    for words in {words for row in (*personal, *operators) for words in row if words}:
        assert words not in said, words


def test_an_event_nobody_came_to_has_a_whole_report(report):
    said = said_in(report())

    for title in SECTIONS:
        assert title in said
    assert "尚无人签到 Nobody has checked in yet" in said
    assert "等候中位数 Median wait — 未测量 Not measured" in said
    assert "合计 Total 11 0 11 0%" in said


def test_an_event_of_nobody_divides_by_nothing(event, report):
    def empty(session):
        for table in ("guests", "search_keys", "credentials", "delegates"):
            session.execute(text(f"DELETE FROM {table}"))
        session.execute(text("UPDATE check_in_counts SET registered = 0, guests_registered = 0"))

    event.database.write(empty)

    said = said_in(report())

    assert "到场率 Check-in rate — 尚无注册 Nobody is registered" in said
    assert "贵宾到场率 VIP rate — 无嘉宾名单 No list of guests" in said


def test_long_names_stay_on_their_page(event, report):
    long = "第十二届长三角地区多学科整合医学与健康促进国际学术大会暨青年医师论坛" * 2

    def rename(session):
        row = the_event(session)
        row.name, row.name_en, row.place = long, "International " * 20, "展览中心" * 20
        session.execute(text("UPDATE categories SET name = :name"), {"name": long})
        session.execute(text("UPDATE sessions SET name = :name"), {"name": long})

    event.database.write(rename)
    document = report()

    assert len(pages_of(document)) < 15
    assert edges_are_blank(document)


@pytest.mark.usefixtures("morning")
def test_nothing_reaches_into_the_margins(report):
    assert edges_are_blank(report())


def test_the_event_s_logo_and_colour_stand_on_the_cover(event, report):
    without = first_page(report())
    picture = io.BytesIO()
    Image.new("RGB", (300, 100), "#c0123c").save(picture, "PNG")
    event.folder.templates.mkdir(exist_ok=True)
    (event.folder.templates / "logo.png").write_bytes(picture.getvalue())

    def paint(session):
        the_event(session).accent = "#0a7d4f"

    event.database.write(paint)
    drawn = first_page(report())

    assert has(drawn, (0xC0, 0x12, 0x3C))
    assert has(drawn, (0x0A, 0x7D, 0x4F))
    assert not has(without, (0xC0, 0x12, 0x3C))


def test_the_charts_are_lines_and_the_fonts_are_in_the_file(report):
    document = report()

    assert b"/Subtype /Image" not in document
    assert b"/FontFile" in document
    assert len(document) < 500_000


def test_a_report_is_written_in_seconds(report):
    report()
    began = time.perf_counter()
    report()

    assert time.perf_counter() - began < 15


def rendered(document):
    opened = pypdfium2.PdfDocument(document)
    pictures = [page.render(scale=1).to_pil().convert("RGB") for page in opened]
    opened.close()
    return pictures


def first_page(document):
    return rendered(document)[0]


def has(picture, colour):
    found = {each for _, each in picture.getcolors(maxcolors=1 << 20)}
    return any(all(abs(a - b) < 3 for a, b in zip(each, colour, strict=True)) for each in found)


def edges_are_blank(document):
    """Look at the outer 4 mm of every page after the cover, whose colour runs over its edges."""
    margin = 11
    for picture in rendered(document)[1:]:
        width, height = picture.size
        for box in (
            (0, 0, margin, height),
            (width - margin, 0, width, height),
            (0, 0, width, margin),
            (0, height - margin, width, height),
        ):
            if picture.crop(box).getextrema() != ((255, 255),) * 3:
                return False
    return True
