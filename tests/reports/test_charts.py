"""The arrival curve of each day and its halls: what is drawn is what the rows say."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onsite import clock
from onsite.access.queries import the_event
from onsite.registration.models import CheckInMinute
from onsite.reports.chart_frame import LABEL_MM, clear_baseline_mm
from onsite.reports.charts import headcount_page, write_headcount_png
from onsite.reports.day_curves import curves
from tests.conftest import MORNING
from tests.reports.papers import picture_of, words_on

ACCENT_BAR = (109, 159, 203)  # the event's colour, lightened


@pytest.fixture
def drawn(event):
    """What stands on `headcount.png`, text by text."""

    def draw():
        with event.database.read() as session:
            page = headcount_page(curves(session, now=clock.now()), the_event(session))
        return words_on(page)

    return draw


@pytest.fixture
def told(event):
    def tell():
        with event.database.read() as session:
            return curves(session, now=clock.now())

    return tell


def come(event, *minutes):
    """Let so many check in at instants, as the counted rows would have it."""
    rows = [CheckInMinute(minute=at, n=n) for at, n in minutes]
    event.database.write(lambda session: session.add_all(rows))


def test_without_anyone_the_picture_says_so_and_is_still_one(event, drawn):
    with event.database.read() as session:
        png = write_headcount_png(session, now=clock.now())

    assert picture_of(png).width == 1600
    said = drawn()
    assert "尚无人签到 Nobody has checked in yet" in said
    assert "0 / 11" in said
    assert any(
        "2026-12-04, 2026-12-05" in words for words in said
    )  # the days so far, not the third


def test_a_day_is_named_counted_and_its_busiest_minutes_told(event, venue_clock, desk, drawn):
    for reg_no in ("D001", "D002", "D003"):
        assert event.check_in(reg_no, desk).status_code == 200
    venue_clock.forward(minutes=30)
    event.check_in("D007", desk)

    said = drawn()

    assert "2026-12-05 周六 Sat" in said
    assert "签到 Check-ins 4" in said
    assert "08:30–08:35 · 3" in said
    assert "4 (36.4%)" in said
    assert "目标 Target 95%" in said
    assert "4 / 11" in said


def test_three_days_add_up(event, venue_clock, told):
    first = datetime(2026, 12, 4, 1, tzinfo=UTC)
    days = [first + timedelta(days=n) for n in range(3)]
    come(event, *((day + timedelta(minutes=n), 2) for day in days for n in range(3)))
    venue_clock.set(days[-1] + timedelta(hours=9))

    found = told()

    assert [(day.day.day, day.before, day.checked_in) for day in found.days] == [
        (4, 0, 6),
        (5, 6, 6),
        (6, 12, 6),
    ]
    assert found.quiet == ()


def test_a_night_belongs_to_the_day_it_began(event, told):
    come(event, (datetime(2026, 12, 4, 19, 30, tzinfo=UTC), 1))  # 03:30 on the fifth

    assert [day.day for day in told().days] == [date(2026, 12, 4)]


def test_a_hall_s_peak_is_exact_and_its_curve_passes_through_it(event, venue_clock, door, told):
    for reg_no in ("D001", "D002", "D003"):
        event.scan(reg_no, "H1-IN", door)
        venue_clock.forward(seconds=10)
    peak_at = venue_clock() - timedelta(seconds=10)
    for reg_no in ("D001", "D002"):
        event.scan(reg_no, "H1-OUT", door)
    venue_clock.forward(minutes=20)

    (day,) = told().days
    (hall,) = day.halls

    assert (hall.code, hall.peak, hall.share) == ("H1", (peak_at, 3), 0.5)
    assert (peak_at, 3) in hall.points
    assert hall.points[-1][1] == 1


def test_who_stays_inside_over_night_makes_no_day_of_her_own(event, venue_clock, door, told):
    event.scan("D001", "H1-IN", door)
    venue_clock.forward(days=1)

    assert [day.day for day in told().days] == [date(2026, 12, 5)]


def test_a_curve_that_begins_with_who_did_not_scan_out_says_so(event, venue_clock, door, drawn):
    event.scan("D001", "H1-IN", door)
    event.scan("D002", "H1-IN", door)
    venue_clock.forward(days=1)
    event.scan("D008", "H1-IN", door)
    venue_clock.forward(minutes=10)

    said = drawn()

    first, second = (words for words in said if "peak" in words)
    assert "not out" not in first
    assert second.endswith(", 此前未刷出 not out before 2")


def test_halls_alone_are_drawn_too(event, venue_clock, door, drawn):
    event.scan("D001", "DIN-IN", door)
    venue_clock.forward(minutes=10)

    said = drawn()

    assert "2026-12-05 周六 Sat" in said
    assert "宴会厅 Dining hall: 峰值 peak 1 / 200 (0.5%), 08:30" in said


def test_a_change_of_the_clocks_leaves_nobody_out(event, venue_clock, drawn, told):
    def move(session):
        row = the_event(session)
        row.time_zone = "Europe/Berlin"
        row.starts_on = row.ends_on = date(2026, 10, 24)

    event.database.write(move)
    begins = datetime(2026, 10, 24, 20, tzinfo=UTC)  # 22:00; at 03:00 it is 02:00 again
    come(event, *((begins + timedelta(minutes=30 * n), 1) for n in range(13)))
    venue_clock.set(begins + timedelta(hours=7))

    (day,) = told().days
    assert (day.day, day.checked_in) == (date(2026, 10, 24), 13)
    assert drawn().count("02:00") == 2


def test_the_busiest_ten_days_are_drawn_and_the_rest_is_said(event, venue_clock, drawn):
    first = datetime(2026, 12, 4, 1, tzinfo=UTC)
    come(event, *((first + timedelta(days=n), n + 1) for n in range(13)))
    venue_clock.set(first + timedelta(days=14))

    said = drawn()

    assert sum(words.startswith("签到 Check-ins") for words in said) == 10
    assert any(words.endswith("另有天数未绘出 Further days not drawn: 3") for words in said)
    assert not any("2026-12-04" in words for words in said)


def test_twenty_thousand_arrivals_are_one_crisp_picture(event, venue_clock):
    spread = [(MORNING + timedelta(minutes=n), 20_000 // 200) for n in range(200)]
    come(event, *spread)
    venue_clock.forward(hours=5)

    with event.database.read() as session:
        png = write_headcount_png(session, now=clock.now())

    picture = picture_of(png)
    assert picture.width == 1600
    assert len(png) < 1_000_000
    colours = {colour for _, colour in picture.getcolors(maxcolors=1 << 20)}
    assert any(
        all(abs(one - other) < 4 for one, other in zip(colour, ACCENT_BAR, strict=True))
        for colour in colours
    )


def test_the_venue_s_clocks_are_used_whatever_the_laptop_s_are(event, drawn):
    come(event, (datetime(2026, 12, 5, 0, 5, tzinfo=ZoneInfo("UTC")), 7))

    assert "08:05–08:10 · 7" in drawn()


@pytest.mark.parametrize("percent", range(101))
@pytest.mark.parametrize("room_mm", [24, 40])
def test_the_rate_at_a_curve_s_end_is_struck_through_by_no_line(percent, room_mm):
    top_mm, target_mm = 50.0, 50 + 0.05 * room_mm
    line_mm = top_mm + (1 - percent / 100) * room_mm

    baseline_mm = clear_baseline_mm(line_mm, other_mm=target_mm, top_mm=top_mm)

    upper_mm, lower_mm = baseline_mm - LABEL_MM * 0.75, baseline_mm + LABEL_MM * 0.2
    assert upper_mm > top_mm
    assert not upper_mm < line_mm < lower_mm
    assert not upper_mm < target_mm < lower_mm
