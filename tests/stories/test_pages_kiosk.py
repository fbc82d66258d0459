"""The kiosk in a real browser: someone new, a card, a call, a dead printer, staff, and who walks away."""

from contextlib import contextmanager
from uuid import uuid4

import pytest

from tests.stories import receivers
from tests.stories.test_pages_everyone import axe_core, barriers, settled
from tests.stories.venue import ORGANISER, scan

pytestmark = pytest.mark.pages

CARD = "11010519491231002X"
LANGUAGES = ("zh-Hans", "en")
TAKE_MS = 15000
KNOWN_MS = 25000  # a kiosk asks every 20 s how its printer is


@pytest.fixture
def desk(venue):
    return venue.post_as_organiser("stations", {"role": "desk", "name": "二号台"})


def test_someone_new_registers_agrees_and_learns_where_to_pay(venue):
    with kiosk(venue) as (page, station):
        venue.post_as_organiser(
            "printers",
            {"name": "Slips 1", "url": "virtual:?", "prints": ["voucher"], "station": station},
        )
        page.reload()
        fill_in(page, name="欧阳初来", phone="13900004321")
        page.get_by_role("button", name="提交注册").click()
        page.get_by_text("请先阅读隐私说明并勾选同意").wait_for()
        page.get_by_label("我已阅读并同意").check()
        page.get_by_role("button", name="提交注册").click()

        screen(page, "owes")
        words = page.locator("main").inner_text()
        assert "¥1,500" in words
        assert "财务区" in words
        assert "一层大厅 D 区" in words
        page.get_by_role("button", name="打印排队小票").click()
        page.get_by_text("小票已打印，您的号码：").wait_for()
        reg_no = page.locator(".place b").last.inner_text()
    card = venue.card(reg_no)
    assert (card["name"], card["owes_fen"], card["is_walk_in"]) == ("欧阳初来", 150000, True)
    assert card["checked_in"] is None


def test_a_phone_number_is_checked_at_its_field(venue):
    with kiosk(venue) as (page, _):
        begin(page, name="欧阳试号")
        page.get_by_label("手机号").fill("1390000")
        page.keyboard.press("Enter")

        page.get_by_text("号码不对").wait_for()
        assert page.get_by_label("手机号").get_attribute("aria-invalid") == "true"


def test_who_is_registered_already_is_led_to_it_without_a_name(venue):
    person = venue.person()
    with kiosk(venue) as (page, _):
        fill_in(page, name=person["name"], phone="13900005555")
        page.get_by_label("我已阅读并同意").check()
        page.get_by_role("button", name="提交注册").click()

        screen(page, "known")
        assert person["reg_no"] not in page.locator("main").inner_text()
        assert person["organisation"] not in page.locator("main").inner_text()
        page.get_by_role("button", name="用手机号查找").click()
        page.get_by_role("heading", name="手机号后四位").wait_for()


def test_an_id_card_on_the_reader_checks_its_owner_in(venue, desk):
    reg_no = walk_in(venue, desk, identity_number=CARD)
    with kiosk(venue) as (page, station):
        reader = venue.post_as_organiser("stations", {"role": "reader-agent", "at": station})
        page.reload()
        page.get_by_text("也可以把身份证放到读卡器上").wait_for()
        reading = {"identity_reading_id": str(uuid4()), "number": CARD, "name": "测试卡"}
        venue.ask("identity-readings", reading, token=reader["token"])

        screen(page, "found")
        page.get_by_role("button", name="是我，打印胸卡").click()
        screen(page, "take", timeout=TAKE_MS)
    assert venue.card(reg_no)["checked_in"]


def test_a_call_for_help_says_who_comes_and_leaving_takes_it_back(venue, desk):
    with kiosk(venue) as (page, station):

        def calls():
            told = venue.ask("help-calls", token=desk["token"])["help_calls"]
            return [each for each in told if each["station"] == station]

        page.get_by_role("button", name="请人帮忙").click()
        page.get_by_text("已通知工作人员").wait_for()
        answer = {"help_call_answer_id": str(uuid4()), "help_call_id": calls()[0]["id"]}
        venue.ask("help-call-answers", answer, token=desk["token"])
        page.get_by_text("工作人员正在过来：二号台").wait_for()
        page.get_by_role("button", name="不用了").click()

        page.get_by_role("button", name="请人帮忙").click()
        page.get_by_text("已通知工作人员").wait_for()
        page.keyboard.press("Escape")
        assert receivers.wait_for(lambda: all(each["answered_at"] for each in calls()), seconds=5)


def test_a_dead_printer_sends_on_whom_it_served_and_closes_the_kiosk_until_it_is_back(venue):
    person = venue.person()
    with kiosk(venue) as (page, station), no_printer_for_all(venue):
        own = {"name": "Own", "prints": ["badge"], "station": station}
        venue.post_as_organiser("printers", {**own, "url": "virtual:?"})
        page.reload()
        scan(page, person["credential"], shows=page.locator("[data-screen=found]"))
        venue.post_as_organiser("printers", {**own, "url": "virtual:?state=paper_out"})
        page.get_by_role("button", name="是我，打印胸卡").click()
        screen(page, "unprinted", timeout=TAKE_MS)
        assert "一层大厅 A 区" in page.locator("main").inner_text()
        page.get_by_role("button", name="知道了").click()

        page.get_by_role("heading", name="本机暂停服务").wait_for(timeout=KNOWN_MS)
        page.get_by_role("heading", name="This kiosk is out of order").wait_for()
        assert page.locator(".closed-place", has_text="一层大厅 A 区").count() == len(LANGUAGES)

        venue.delete_as_organiser("printers/Own")
        venue.post_as_organiser("printers", {**own, "url": "virtual:?"})
        screen(page, "waiting", timeout=KNOWN_MS)
        venue.delete_as_organiser("printers/Own")


def test_staff_take_a_kiosk_out_of_order_and_back_behind_their_pin(venue):
    with kiosk(venue) as (page, _):
        staff_corner(page, pin="0000")
        page.get_by_role("alert").filter(has_text="PIN").wait_for()
        page.get_by_label("PIN").fill(ORGANISER[1])
        page.keyboard.press("Enter")
        page.get_by_role("button", name="停用本机").click()
        page.get_by_role("button", name="退出登录").click()
        screen(page, "closed")

        page.reload()
        screen(page, "closed")
        assert page.evaluate("Object.keys(sessionStorage).length") == 0
        staff_corner(page, pin=ORGANISER[1])
        page.get_by_role("button", name="恢复服务").click()
        page.get_by_role("button", name="退出登录").click()
        screen(page, "waiting")


def test_the_events_name_held_for_two_seconds_opens_the_staff_corner(venue):
    with kiosk(venue) as (page, _):
        page.locator(".kiosk-event").hover()
        page.mouse.down()
        page.get_by_role("dialog", name="工作人员入口").wait_for(timeout=4000)
        page.mouse.up()
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="detached")


def test_who_walks_away_is_asked_and_then_everything_is_gone(venue):
    person = venue.person()
    with kiosk(venue, hands=True) as (page, _):
        page.get_by_role("button", name="大字").click()
        page.get_by_role("button", name="English").click()
        scan(page, person["credential"], shows=page.locator("[data-screen=found]"))
        page.clock.run_for(31000)
        page.get_by_role("button", name="I need more time").click()
        screen(page, "found")
        page.clock.run_for(31000)
        page.get_by_role("dialog").wait_for()
        page.clock.run_for(21000)

        screen(page, "waiting")
        page.locator("html[lang='zh-Hans']").wait_for()
        page.locator(".kiosk[data-text=usual]").wait_for()
        showing = page.locator("body").inner_text()
        assert person["name"] not in showing
        assert person["organisation"] not in showing


def test_a_phone_goes_on_for_the_kiosk(venue):
    person = venue.person()
    with kiosk(venue) as (page, _):
        with page.expect_response("**/hand-overs") as told:
            page.get_by_role("button", name="在自己手机上办理").click()
        page.get_by_role("img", name="用手机扫描的二维码").wait_for()
        link = f"{venue.base}/pair/{told.value.json()['url'].rsplit('/', 1)[1]}"
        with venue.context(viewport={"width": 390, "height": 844}) as context:
            phone = context.new_page()
            phone.goto(link)
            phone.get_by_role("heading", name="Show your QR code").wait_for()
            assert phone.get_by_role("button", name="Continue on my phone").count() == 0
            scan(phone, person["credential"], shows=phone.locator("[data-screen=found]"))
            phone.get_by_role("button", name="That’s me, print my badge").click()
            screen(phone, "take", timeout=TAKE_MS)
            assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert venue.card(person["reg_no"])["checked_in"]


def test_no_screen_of_someone_new_or_of_staff_has_a_serious_barrier(venue):
    axe = axe_core()
    with kiosk(venue) as (page, _):
        assert barriers(page, axe) == []
        page.get_by_role("button", name="现场注册").click()
        free_of_barriers(page, axe)
        page.locator(".offer").first.click()
        page.get_by_role("button", name="下一步").click()
        free_of_barriers(page, axe)
        page.keyboard.press("Escape")
        fill_in(page, name="欧阳无障", phone="13900007777")
        free_of_barriers(page, axe)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="大字").click()
        page.get_by_role("button", name="请人帮忙").click()
        page.get_by_text("已通知工作人员").wait_for()
        free_of_barriers(page, axe)
        page.get_by_role("button", name="在自己手机上办理").click()
        page.get_by_role("img", name="用手机扫描的二维码").wait_for()
        free_of_barriers(page, axe)
        page.keyboard.press("Escape")
        staff_corner(page, pin=ORGANISER[1])
        page.get_by_role("button", name="停用本机").click()
        free_of_barriers(page, axe)
        page.get_by_role("button", name="退出登录").click()
        screen(page, "closed")
        free_of_barriers(page, axe)


@contextmanager
def kiosk(venue, *, hands=False):
    """Open a kiosk of the pre-registered zone; with hands, its clock is moved by them."""
    station, link = venue.station("kiosk", zone="PRE")
    with venue.context(language="zh-CN") as context:
        page = context.new_page()
        if hands:
            page.clock.install()
        page.goto(link)
        page.locator(".status-line").wait_for()
        yield page, station


def screen(page, name, *, timeout=8000):
    page.locator(f".kiosk[data-screen={name}]").wait_for(timeout=timeout)


def begin(page, *, name):
    """Fill in all that comes before the phone number."""
    page.get_by_role("button", name="现场注册").click()
    page.locator(".offer").first.click()
    page.get_by_label("姓名").fill(name)
    page.keyboard.press("Enter")
    page.get_by_label("单位").fill("江畔新来医院")
    page.keyboard.press("Enter")


def fill_in(page, *, name, phone):
    """Fill in a form up to the privacy notice."""
    begin(page, name=name)
    page.get_by_label("手机号").fill(phone)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="隐私说明", exact=True).wait_for()


def walk_in(venue, desk, **more):
    """Register someone at the desk who owes nothing; her number."""
    body = {
        "walk_in_id": str(uuid4()),
        "name": "欧阳有卡",
        "category": "EXH",
        "organisation": "江畔器械",
        "phone": "13900006666",
        "consent": True,
        **more,
    }
    return venue.ask("walk-ins", body, token=desk["token"])["reg_no"]


def staff_corner(page, *, pin):
    page.get_by_role("button", name="工作人员入口").click()
    page.get_by_label("姓名").fill(ORGANISER[0])
    page.get_by_label("PIN").fill(pin)
    page.keyboard.press("Enter")


@contextmanager
def no_printer_for_all(venue):
    """Leave a kiosk with its own printer alone."""
    venue.delete_as_organiser("printers/Badges")
    try:
        yield
    finally:
        everyones = {"name": "Badges", "url": "virtual:?", "prints": ["badge"]}
        venue.post_as_organiser("printers", everyones)


def free_of_barriers(page, axe):
    settled(page)
    assert barriers(page, axe) == []
