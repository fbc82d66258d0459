"""The charts of the report: arrivals and halls of a day, and `headcount.png` that shows all days.

Drawn on a page's canvas in both languages, so they are lines in a PDF and dots in a PNG. What they show is
`day_curves`'s, their frame `chart_frame`'s.
"""

import io
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from PIL import Image
from sqlalchemy.orm import Session

from onsite.access.models import Event
from onsite.access.queries import the_event
from onsite.badges.boxes import Box
from onsite.badges.canvas import LEFT, MIDDLE, RIGHT, Canvas, box, tint, width_of
from onsite.badges.colours import legible
from onsite.badges.drawing import draw_page
from onsite.badges.fonts import Weight
from onsite.badges.page import Page
from onsite.badges.template import MM_PER_INCH
from onsite.reports.axes import Span, minutes_a_bar, round_marks, span_of
from onsite.reports.chart_frame import (
    GREY,
    LABEL_MM,
    SMALL_MM,
    Frame,
    clear_baseline_mm,
    draw_frame,
    mark_right,
    name_axis,
)
from onsite.reports.day_curves import Curves, Day, HallCurve, curves
from onsite.reports.saying import both, count, day_name, listed, named, percent, share

TOTAL_COLOUR = "#c2410c"
HALL_COLOURS = (
    "#1d4ed8", "#b45309", "#15803d", "#a21caf", "#0e7490", "#b91c1c", "#4d7c0f", "#475569",
)  # fmt: skip
BAR_TINT = 0.6
CURVE_MM, TARGET_MM = 0.55, 0.25
ARRIVALS_MM, HALLS_MM, GAP_MM, LEGEND_MM = 57.0, 44.0, 5.0, 4.2
HEADROOM = 1.25  # bars stay below the words at the top
PICTURE_MM, PICTURE_PX, MARGIN_MM, HEAD_MM = 210.0, 1600, 12.0, 32.0
FINER = 3  # drawn so many times larger, then made smaller: lines without stairs
MOST_DAYS = 10  # in one picture


def day_height_mm(day: Day) -> float:
    """Tell how much room `draw_day` takes."""
    return (ARRIVALS_MM if _has_arrivals(day) else 0.0) + (
        halls_height_mm(day) + (GAP_MM if _has_arrivals(day) else 0.0) if day.halls else 0.0
    )


def halls_height_mm(day: Day) -> float:
    """Tell how high the chart of a day's halls is, with its legend."""
    return HALLS_MM + LEGEND_MM * -(-len(_fullest(day)) // 2) + (LEGEND_MM if _unseen(day) else 0)


def draw_day(canvas: Canvas, day: Day, told: Curves, *, room: Box, accent: str) -> None:
    """Draw a day's arrivals, and its halls below them.

    Args:
        canvas: What it is drawn on.
        day: Which day.
        told: All of them: the target, the venue's clocks.
        room: Where; its height is `day_height_mm`.
        accent: The event's colour.
    """
    top_mm = room.y_mm
    if _has_arrivals(day):
        area = box(room.x_mm, top_mm, room.width_mm, ARRIVALS_MM)
        _draw_arrivals(canvas, day, told, area=area, accent=accent)
        top_mm += ARRIVALS_MM + GAP_MM
    if day.halls:
        area = box(room.x_mm, top_mm, room.width_mm, HALLS_MM)
        _draw_halls(canvas, day, told, area)


def draw_nothing(canvas: Canvas, room: Box) -> None:
    """Draw a chart's place that says that nobody has come yet."""
    canvas.fill(room, "#f6f8fa")
    x_mm, y_mm = room.centre_mm
    canvas.say(both("nobody_yet"), (x_mm, y_mm), size_mm=3.6, colour=GREY, align=MIDDLE)


def quiet_words(told: Curves) -> str:
    """Say on which days nothing happened, and how many a picture leaves out; may be empty."""
    words = []
    if told.quiet:
        words.append(f"{both('quiet_days')}: {', '.join(map(str, told.quiet[:MOST_DAYS]))}")
    if len(told.days) > MOST_DAYS:
        words.append(f"{both('days_left_out')}: {len(told.days) - MOST_DAYS}")
    return listed(words)


def write_headcount_png(session: Session, *, now: datetime) -> bytes:
    """Draw the arrival curve of each day, and how full the halls were: PNG, 1,600 dots wide.

    Args:
        session: A reading session.
        now: Nothing later is shown.
    """
    return drawn(headcount_page(curves(session, now=now), the_event(session)))


def headcount_page(told: Curves, event: Event) -> Page:
    """Lay `headcount.png` out: every day on which anything happened, below each other."""
    days = _busiest(told.days)
    heights = [day_height_mm(day) + 2 * GAP_MM for day in days] or [ARRIVALS_MM + GAP_MM]
    words = quiet_words(told)
    foot_mm = MARGIN_MM / 2 + (GAP_MM if words else 0)
    canvas = Canvas(PICTURE_MM, HEAD_MM + sum(heights) + foot_mm)
    canvas.fill(box(0, 0, PICTURE_MM, 2.4), event.accent)
    _head(canvas, told, event)
    top_mm, width_mm = HEAD_MM, PICTURE_MM - 2 * MARGIN_MM
    for day, height_mm in zip(days, heights, strict=False):
        room = box(MARGIN_MM, top_mm, width_mm, height_mm)
        draw_day(canvas, day, told, room=room, accent=event.accent)
        top_mm += height_mm
    if not days:
        draw_nothing(canvas, box(MARGIN_MM, top_mm, width_mm, ARRIVALS_MM))
        top_mm += ARRIVALS_MM + GAP_MM
    canvas.say(words, (MARGIN_MM, top_mm + 3), size_mm=LABEL_MM, width_mm=width_mm, colour=GREY)
    return canvas.page()


def drawn(page: Page) -> bytes:
    """Draw a page as a PNG of `PICTURE_PX` dots across."""
    dpi = PICTURE_PX / page.width_mm * MM_PER_INCH
    height = round(page.height_mm * PICTURE_PX / page.width_mm)
    picture = draw_page(page, dpi=dpi * FINER).resize((PICTURE_PX, height), Image.Resampling.BOX)
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


def _head(canvas: Canvas, told: Curves, event: Event) -> None:
    width_mm, right_mm = PICTURE_MM - 2 * MARGIN_MM - 60, PICTURE_MM - MARGIN_MM
    name, *second = dict.fromkeys(filter(None, (event.name, event.name_en)))
    bold, rows_mm = Weight.BOLD, (12.0, 17.4, 22.6)
    canvas.say(name, (MARGIN_MM, rows_mm[0]), size_mm=5.6, weight=bold, width_mm=width_mm)
    canvas.say(
        "".join(second), (MARGIN_MM, rows_mm[1]), size_mm=3.2, width_mm=width_mm, colour=GREY
    )
    canvas.say(both("headcount"), (MARGIN_MM, rows_mm[2]), size_mm=3.2, colour=GREY)
    sums = f"{count(told.checked_in)} / {count(told.registered)}"
    canvas.say(sums, (right_mm, rows_mm[0]), size_mm=5.6, weight=bold, align=RIGHT)
    rate = f"{both('checked_in')} {percent(share(told.checked_in, told.registered))}"
    canvas.say(rate, (right_mm, rows_mm[1]), size_mm=3.2, colour=GREY, align=RIGHT)
    as_of = f"{both('as_of')} {told.as_of.astimezone(told.zone):%Y-%m-%d %H:%M}"
    canvas.say(as_of, (right_mm, rows_mm[2]), size_mm=LABEL_MM, colour=GREY, align=RIGHT)


def _has_arrivals(day: Day) -> bool:
    return bool(day.minutes)


def _busiest(days: Sequence[Day]) -> list[Day]:
    kept = sorted(days, key=lambda day: day.checked_in, reverse=True)[:MOST_DAYS]
    return [day for day in days if day in kept]


def _fullest(day: Day) -> list[HallCurve]:
    ordered = sorted(day.halls, key=lambda hall: hall.peak[1], reverse=True)
    kept = ordered[: len(HALL_COLOURS)]
    return [hall for hall in day.halls if hall in kept]


def _unseen(day: Day) -> int:
    return max(0, len(day.halls) - len(HALL_COLOURS))


def _draw_arrivals(canvas: Canvas, day: Day, told: Curves, *, area: Box, accent: str) -> None:
    span = span_of([at for at, _ in day.minutes], told.zone)
    minutes = minutes_a_bar(span)
    bars = _bars(day, span, minutes)
    title = (day_name(day.day), f"{both('arrivals')} {count(day.checked_in)}")
    highest = max(bars.values()) * HEADROOM
    frame = draw_frame(canvas, area, span, highest=highest, zone=told.zone, title=title)
    marks = round_marks(max(told.registered, day.before + day.checked_in), most=5)
    mark_right(frame, marks)
    name_axis(frame, both("per_minutes", minutes=minutes), LEFT, colour=legible(accent))
    name_axis(frame, both("in_all"), RIGHT, colour=TOTAL_COLOUR)
    step = timedelta(minutes=minutes)
    width_mm = frame.room.width_mm * (step / (span.ends - span.begins))
    for number, n in bars.items():
        left_mm, top_mm = frame.x_mm(span.begins + number * step), frame.y_mm(n)
        gap_mm = min(0.4, width_mm * 0.15)
        bar = box(left_mm + gap_mm / 2, top_mm, width_mm - gap_mm, frame.room.bottom_mm - top_mm)
        canvas.fill(bar, tint(accent, BAR_TINT))
    _draw_target(frame, told, marks[-1])
    _draw_total(frame, day, told, marks[-1])
    _name_busiest(frame, bars, step, told)


def _bars(day: Day, span: Span, minutes: int) -> Counter[int]:
    found: Counter[int] = Counter()
    for at, n in day.minutes:
        found[(at - span.begins) // timedelta(minutes=minutes)] += n
    return found


def _draw_target(frame: Frame, told: Curves, top: int) -> None:
    wanted = told.registered * told.expected_rate
    if wanted <= 0:
        return
    y_mm = frame.y_mm(wanted, top)
    frame.canvas.dashes(
        (frame.room.x_mm, y_mm), frame.room.right_mm, colour=TOTAL_COLOUR, width_mm=TARGET_MM
    )
    words = f"{both('target')} {percent(told.expected_rate)}"
    at = (frame.room.x_mm + 1, y_mm - 0.9)
    frame.canvas.say(words, at, size_mm=SMALL_MM, colour=TOTAL_COLOUR)


def _draw_total(frame: Frame, day: Day, told: Curves, top: int) -> None:
    here = day.before
    points = [frame.at((frame.span.begins, here), top)]
    for at, n in day.minutes:
        points.append(frame.at((at, here), top))
        here += n
        points.append(frame.at((at + timedelta(minutes=1), here), top))
    ends_mm = frame.x_mm(min(frame.span.ends, told.as_of))
    points.append((max(points[-1][0], ends_mm), points[-1][1]))
    frame.canvas.rule(points, colour=TOTAL_COLOUR, width_mm=CURVE_MM)
    x_mm, y_mm = points[-1]
    words = f"{count(here)} ({percent(share(here, told.registered))})"
    target_mm = frame.y_mm(told.registered * told.expected_rate, top)
    frame.canvas.say(
        words,
        (x_mm - 0.6, clear_baseline_mm(y_mm, other_mm=target_mm, top_mm=frame.room.y_mm)),
        size_mm=LABEL_MM,
        weight=Weight.BOLD,
        colour=TOTAL_COLOUR,
        align=RIGHT,
    )


def _name_busiest(frame: Frame, bars: Counter[int], step: timedelta, told: Curves) -> None:
    number, n = max(bars.items(), key=lambda bar: (bar[1], -bar[0]))
    begins = frame.span.begins + number * step
    clock = f"{begins.astimezone(told.zone):%H:%M}–{(begins + step).astimezone(told.zone):%H:%M}"
    words = f"{clock} · {count(n)}"
    half_mm = width_of(words, size_mm=SMALL_MM, weight=Weight.BOLD) / 2
    x_mm = frame.x_mm(begins + step / 2)
    x_mm = min(max(x_mm, frame.room.x_mm + half_mm), frame.room.right_mm - half_mm)
    at = (x_mm, frame.y_mm(n) - 1)
    frame.canvas.say(words, at, size_mm=SMALL_MM, weight=Weight.BOLD, align=MIDDLE)


def _draw_halls(canvas: Canvas, day: Day, told: Curves, area: Box) -> None:
    shown = _fullest(day)
    span = span_of([hall.points[end][0] for hall in shown for end in (0, -1)], told.zone)
    title = ("" if _has_arrivals(day) else day_name(day.day), both("inside_halls"))
    highest = max(hall.peak[1] for hall in shown) * 1.05
    frame = draw_frame(canvas, area, span, highest=highest, zone=told.zone, title=title)
    name_axis(frame, both("persons"), LEFT, colour=GREY)
    for hall, colour in zip(shown, HALL_COLOURS, strict=False):
        points = [frame.at(moment) for moment in hall.points]
        canvas.rule(points, colour=colour, width_mm=CURVE_MM)
    half_mm = area.width_mm / 2
    for number, (hall, colour) in enumerate(zip(shown, HALL_COLOURS, strict=False)):
        left_mm = area.x_mm + number % 2 * half_mm
        baseline_mm = area.bottom_mm + number // 2 * LEGEND_MM + SMALL_MM
        y_mm = baseline_mm - SMALL_MM * 0.36
        canvas.rule([(left_mm, y_mm), (left_mm + 5, y_mm)], colour=colour, width_mm=0.9)
        words = _peak_words(hall, told)
        canvas.say(words, (left_mm + 7, baseline_mm), size_mm=SMALL_MM, width_mm=half_mm - 10)
    if unseen := _unseen(day):
        baseline_mm = area.bottom_mm + -(-len(shown) // 2) * LEGEND_MM + SMALL_MM
        words = f"{both('emptier_halls')}: {unseen}"
        canvas.say(words, (area.x_mm, baseline_mm), size_mm=SMALL_MM, colour=GREY)


def _peak_words(hall: HallCurve, told: Curves) -> str:
    at, n = hall.peak
    of = f" / {count(hall.capacity)} ({percent(hall.share)})" if hall.capacity else ""
    clock = f"{at.astimezone(told.zone):%H:%M}"
    before = f", {both('not_out_before')} {count(hall.before)}" if hall.before else ""
    return f"{named(hall.name, hall.name_en)}: {both('peak')} {count(n)}{of}, {clock}{before}"
