"""The question at the exit in a real browser: control asks, a kiosk changes, a tap answers, control sees."""

from contextlib import contextmanager
from uuid import uuid4

import pytest
from playwright.sync_api import TimeoutError as NotShown

from onsite import clock
from onsite.units import rfc3339
from tests.stories import receivers
from tests.stories.test_pages_everyone import axe_core, barriers, settled
from tests.stories.venue import ORGANISER, SUPERVISOR, scan, sign_in

pytestmark = pytest.mark.pages

SIZES = [(820, 1180), (1080, 1920), (1280, 800)]
SOON_MS = 5000  # told at once: a kiosk that only asks would need up to twenty seconds
THANKS_MS = 10000  # eight seconds, and what a busy machine adds
CHOICE_MS = 7000
SCROLLS = (
    "document.scrollingElement.scrollHeight > innerHeight"
    " || document.scrollingElement.scrollWidth > innerWidth"
)
DOUBLE_MS = 700
FACES = """() => [...document.querySelectorAll('.face')].map((face) => {
  const [box, picture, label] = [face, ...face.children].map((each) => each.getBoundingClientRect());
  const isInside = label.left >= box.left && label.right <= box.right && label.bottom <= box.bottom;
  const isClear = picture.top >= box.top && picture.bottom <= label.top + 1;
  const size = [box.width, box.height, picture.width, picture.height].map(Math.round).join(' ');
  return { size, isWhole: isInside && isClear };
})"""
WHOLLY_SEEN = """(button) => {
  const [box, room] = [button, button.closest('.said')].map((each) => each.getBoundingClientRect());
  return box.top >= room.top && box.bottom <= room.bottom;
}"""
LANDSCAPE = {"width": 1280, "height": 800}
CHINESE = "这次会议的现场服务您满意吗？"
ENGLISH = "How satisfied are you with the on-site service?"


def test_control_asks_the_kiosk_changes_and_one_tap_is_an_answer(venue):
    with kiosk(venue, "Exit kiosk") as (page, _), venue.page("control", viewport=LANDSCAPE) as ours:
        ours.get_by_role("link", name="Satisfaction").click()
        ours.get_by_role("button", name="Ask a question").click()
        dialog = ours.get_by_role("dialog", name="Ask a question at kiosks")
        assert dialog.get_by_label("Question in English").input_value() == ENGLISH
        assert dialog.get_by_label("Target").input_value() == "90"
        dialog.get_by_label("Exit kiosk").check()
        dialog.get_by_role("button", name="Ask it").click()
        sign_in(ours, SUPERVISOR)
        ours.get_by_text("The question is being asked").wait_for()
        page.get_by_role("heading", name=CHINESE).wait_for()

        answer_five(page)

        card = ours.locator(".question", has_text="Exit kiosk")
        card.locator(".question-share b", has_text="80%").wait_for()
        assert "5 answers" in card.inner_text()
        assert "Below the target of 90%" in card.inner_text()
        card.get_by_role("button", name="End it").click()
        ours.get_by_role("dialog").get_by_role("button", name="End it").click()
        page.locator("[data-screen=waiting]").wait_for()
        ours.locator(".question").get_by_text("Ended").wait_for()


def answer_five(page):
    """Answer by touch and by keys."""
    for act in (
        lambda: page.get_by_role("button", name="非常满意").click(),
        *(lambda key=key: page.keyboard.press(key) for key in "1214"),
    ):
        act()
        page.get_by_role("heading", name="谢谢！").wait_for()
        page.locator(".face").first.wait_for(timeout=THANKS_MS)


def test_a_second_tap_tells_the_group_and_counts_once(venue):
    with kiosk(venue, "Lobby kiosk") as (page, station):
        question = asked(venue, station)
        sent = []
        page.on(
            "request", lambda each: each.url.endswith("/question-answers") and sent.append(each)
        )

        taps = tap_and_choose(page)

        page.locator(".face").first.wait_for()
        receivers.wait_for(lambda: answered(venue, question) == taps, seconds=15)
        assert [each.post_data_json["group"] for each in sent] == [None] * (taps - 1) + ["SPK"]
        ended(venue, question)


def tap_and_choose(page):
    """Tap, and choose a group while the thanks stand there; how many taps that took a slow machine."""
    for taps in range(1, 4):
        page.locator(".face").first.click()
        page.locator(".groups").wait_for()
        shown = page.evaluate("performance.now()")
        receivers.wait_for(lambda at=shown: page.evaluate("performance.now()") - at > DOUBLE_MS)
        try:
            page.get_by_role("button", name="讲者").click(timeout=SOON_MS)
            page.get_by_role("heading", name="已记下，谢谢！").wait_for(timeout=SOON_MS)
        except NotShown:
            page.locator(".face").first.wait_for()
            continue
        return taps
    raise AssertionError("the thanks were over before a group could be chosen")


def test_a_kiosk_is_taken_off_and_put_back_within_a_second(venue):
    with kiosk(venue, "North exit") as (page, station):
        question = asked(venue, station)
        page.locator(".face").first.wait_for()
        placed(venue, question)
        page.locator("[data-screen=waiting]").wait_for(timeout=SOON_MS)
        placed(venue, question, station)
        page.locator(".face").first.wait_for(timeout=SOON_MS)
        ended(venue, question)


def test_a_badge_sets_the_group_and_nothing_of_its_owner_is_shown(venue):
    person = venue.person()
    with kiosk(venue, "South exit") as (page, station):
        question = asked(venue, station)
        page.locator(".face").first.wait_for()

        scan(page, person["credential"], shows=page.locator(".asking-group"))

        words = page.locator("main").inner_text()
        assert "您的类别：" in words
        assert person["name"] not in words
        assert not page.locator(".thanks").count(), "the digits of a scanned code answer nothing"
        with page.expect_request("**/question-answers") as sent:
            page.get_by_role("button", name="不满意", exact=True).click()
            page.locator(".thanks").wait_for()
            assert not page.locator(".groups").count()
        body = sent.value.post_data_json
        assert (body["level"], body["group"]) == (1, person["category"])
        assert set(body) == {"question_answer_id", "question_id", "level", "given_at", "group"}
        ended(venue, question)


def test_answers_given_without_the_server_are_sent_once_it_is_back(venue):
    with kiosk(venue, "West exit") as (page, station):
        question = asked(venue, station)
        page.locator(".face").first.wait_for()
        page.context.set_offline(True)
        for key in ("1", "3"):
            page.keyboard.press(key)
            page.locator(".thanks").wait_for()
            page.locator(".face").first.wait_for(timeout=THANKS_MS)
        assert answered(venue, question) == 0

        page.context.set_offline(False)

        receivers.wait_for(lambda: answered(venue, question) == 2, seconds=15)
        ended(venue, question)


def test_staff_can_still_take_a_kiosk_that_asks_out_of_order(venue):
    with kiosk(venue, "East exit") as (page, station):
        question = asked(venue, station)
        page.locator(".face").first.wait_for()
        page.get_by_role("button", name="工作人员入口").click()
        corner = page.get_by_role("dialog", name="工作人员入口")
        corner.locator("[name=name]").fill(ORGANISER[0])
        corner.locator("[name=pin]").fill(ORGANISER[1])
        page.keyboard.press("Enter")
        corner.get_by_role("button", name="停用本机").click()
        page.keyboard.press("Escape")
        page.locator("[data-screen=closed]").wait_for()
        assert not page.locator(".face").count()
        ended(venue, question)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_everyone_can_answer_in_both_languages(venue, width, height):
    with kiosk(venue, f"Exit {width}") as (page, station):
        page.set_viewport_size({"width": width, "height": height})
        question = asked(venue, station)
        axe = axe_core()
        for language in ("简体中文", "English"):
            page.get_by_role("button", name=language).click()
            page.locator(".face").first.wait_for()
            settled(page)
            assert not page.evaluate(SCROLLS)
            assert barriers(page, axe) == []
            boxes = [face.bounding_box() for face in page.locator(".face").all()]
            assert all(box["width"] > 160 and box["height"] > 160 for box in boxes)
        page.locator(".face").nth(1).focus()
        page.keyboard.press("Enter")
        page.locator(".thanks").wait_for()
        settled(page)  # its words fade in
        assert not page.evaluate(SCROLLS)
        assert barriers(page, axe) == []
        ended(venue, question)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (820, 1180), (1280, 800)])
def test_no_face_is_larger_than_another_and_every_label_has_its_room(venue, width, height):
    with kiosk(venue, f"Faces {width}") as (page, station):
        page.set_viewport_size({"width": width, "height": height})
        question = asked(venue, station)
        for language in ("English", "简体中文"):
            page.get_by_role("button", name=language).click()
            page.locator(f"html[lang={'en' if language == 'English' else 'zh-Hans'}]").wait_for()
            for _ in ("usual letters", "large letters"):
                settled(page)
                faces = page.evaluate(FACES)
                assert len(faces) == 4
                assert len({face["size"] for face in faces}) == 1
                assert all(face["isWhole"] for face in faces)
                page.locator(".letters").click()
        ended(venue, question)


def test_the_groups_can_be_read_and_all_are_in_view_on_a_phone(venue):
    with kiosk(venue, "Phone at the exit") as (page, station):
        page.set_viewport_size({"width": 390, "height": 844})
        question = asked(venue, station)
        page.locator(".face").first.click()
        page.locator(".groups").wait_for()
        shown = page.evaluate("performance.now()")

        last = page.locator(".group-choice button").last
        assert last.evaluate(WHOLLY_SEEN)
        page.locator(".face").first.wait_for()
        assert page.evaluate("performance.now()") - shown >= CHOICE_MS
        ended(venue, question)


def test_control_shows_the_answers_without_barriers(venue):
    with kiosk(venue, "Gate kiosk") as (_, station), venue.page("control") as ours:
        question = asked(venue, station)
        other = venue.post_as_organiser("stations", {"role": "kiosk"})["token"]
        for level in (4, 4, 4, 3, 2, 1):
            venue.ask("question-answers", tap(question, level), token=other)
        ours.get_by_role("link", name="Satisfaction").click()
        ours.get_by_text("6 answers").wait_for()
        for width, height in ((1280, 800), (390, 844)):
            ours.set_viewport_size({"width": width, "height": height})
            settled(ours)
            assert barriers(ours, axe_core()) == []
        ended(venue, question)


@contextmanager
def kiosk(venue, name):
    station, link = venue.station("kiosk", name=name)
    with venue.context(viewport=LANDSCAPE) as context:
        page = context.new_page()
        page.goto(link)
        page.locator(".status-line").wait_for()
        page.locator("[data-screen=waiting]").wait_for()
        yield page, station


def asked(venue, station):
    body = {
        "question_id": str(uuid4()),
        "text": "您对会场满意吗？",
        "text_en": "Are you satisfied with the venue?",
        "stations": [station],
    }
    return venue.post_as_organiser("questions", body)["question_id"]


def placed(venue, question, *stations):
    body = {"question_placement_id": str(uuid4()), "question_id": question}
    venue.post_as_organiser("question-placements", {**body, "stations": stations})


def ended(venue, question):
    body = {"question_end_id": str(uuid4()), "question_id": question}
    venue.post_as_organiser("question-ends", body)


def answered(venue, question):
    found = venue.ask("questions")["questions"]
    return next(each["answered"] for each in found if each["id"] == question)


def tap(question, level):
    return {
        "question_answer_id": str(uuid4()),
        "question_id": question,
        "level": level,
        "given_at": rfc3339(clock.now()),
        "group": "MEM",
    }
