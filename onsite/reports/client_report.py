"""`report.pdf`: the event as an organiser hands it to the client. Figures, charts and tables; nobody's name.

What is gathered from the database is a value (`Told`), so that pages can be drawn elsewhere and later.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from onsite.access.queries import the_event
from onsite.badges import pictures
from onsite.badges.canvas import box, width_of
from onsite.badges.page import Page
from onsite.badges.pdf import Bookmark, pdf_of
from onsite.badges.template import SHIPPED, Templates
from onsite.reception.no_show_standing import TO_CALL
from onsite.reports import client_tables as tables
from onsite.reports.admissions import admissions
from onsite.reports.charts import ARRIVALS_MM, day_height_mm, draw_day, draw_nothing, quiet_words
from onsite.reports.client_tables import Lines
from onsite.reports.credits import earned
from onsite.reports.day_curves import Curves, curves
from onsite.reports.key_figures import BUSIEST, KeyFigures, key_figures
from onsite.reports.report_cards import Card, lay_cards
from onsite.reports.report_cover import contents, cover
from onsite.reports.report_pages import SIDE_MM, SMALL_MM, USED_MM, Pages, foot
from onsite.reports.report_tables import KEPT_MM, Style, height_mm, lay_table
from onsite.reports.satisfaction import by_group
from onsite.reports.saying import (
    NOTHING,
    both,
    chinese,
    count,
    dates,
    duration,
    english,
    exact,
    listed,
    money,
    named,
    percent,
    share,
)
from onsite.reports.tallies import tally

MEASURES = "name-list"  # whose logo stands on the cover
AHEAD = 2  # cover and contents
DAY_GAP_MM = 6.0
ABOUT_MM = 13.0  # what is said above a section's tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that stands in the report.

    Attributes:
        names: The event's, the first one large.
        tables: By the key of the section they stand in.
    """

    names: tuple[str, ...]
    first_day: date
    last_day: date
    place: str
    accent: str
    figures: KeyFigures
    curves: Curves
    tables: dict[str, list[Lines]]


def told_of(session: Session, *, now: datetime) -> Told:
    """Gather what the report tells, as things stand now."""
    event = the_event(session)
    told = curves(session, now=now)
    gained = earned(session, now=now)
    return Told(
        names=tuple(dict.fromkeys(filter(None, (event.name, event.name_en)))),
        first_day=event.starts_on,
        last_day=event.ends_on,
        place=event.place,
        accent=event.accent,
        figures=key_figures(session, told=told, counted=tally(session), earned=gained),
        curves=told,
        tables={
            "categories": [tables.by_category(session)],
            "zones": [tables.by_zone(session)],
            "halls": [tables.by_hall(session, admissions(session, now=now))],
            "settlement": [tables.money_by_method(session), tables.money_by_category(session)],
            "hand_outs": [tables.by_item(session)],
            "conflicts": [tables.conflicts_by_kind(session)],
            "incidents": [tables.incidents_by_kind(session)],
            **_asked(session),
        },
    )


def _asked(session: Session) -> dict[str, list[Lines]]:
    found = by_group(session)
    return {"satisfaction": found} if found else {}


def client_report(session: Session, *, now: datetime, templates: Templates = SHIPPED) -> bytes:
    """Write the report as PDF.

    Args:
        session: A reading session.
        now: Nothing later is told.
        templates: The event's own, for its logo.
    """
    told = told_of(session, now=now)
    pages, bookmarks = report_pages(told, templates)
    title = listed((chinese("title"), *told.names[:1]))
    return pdf_of(pages, title=title, bookmarks=bookmarks)


def report_pages(told: Told, templates: Templates = SHIPPED) -> tuple[list[Page], list[Bookmark]]:
    """Lay the report out: cover, contents, figures, charts, tables; and where its sections begin."""
    pages = Pages(_running_head(told.names), told.accent, AHEAD)
    style = Style(told.curves.zone, told.figures.currency, told.accent)
    _lay_figures(pages, told)
    _lay_charts(pages, told)
    for key, found in told.tables.items():
        first_mm = height_mm(found[0], style)
        pages.section(key, with_mm=ABOUT_MM + (first_mm if first_mm <= KEPT_MM else 30))
        pages.paragraph(both(f"about_{key}"), size_mm=2.8)
        pages.y_mm += 1.5
        for table in found:
            lay_table(pages, table, style)
    printed = f"{both('as_of')} {_as_of(told)}"
    rest = pages.finished(printed=printed)
    front = cover(
        names=told.names,
        when=dates(told.first_day, told.last_day),
        place=told.place,
        as_of=printed,
        accent=told.accent,
        logo=_logo(templates),
        cards=_hero_cards(told.figures),
    )
    second = contents(pages.entries, event_name=pages.event_name, accent=told.accent)
    foot(second, printed=printed, number=f"{AHEAD} / {AHEAD + len(rest)}")
    bookmarks = [
        Bookmark(named(entry.chinese, entry.english), entry.page) for entry in pages.entries
    ]
    return [front.page(), second.page(), *rest], bookmarks


def _running_head(names: Sequence[str]) -> str:
    """Name the event in a line: in both languages where there is room for both."""
    both_names = listed(names)
    return both_names if width_of(both_names, size_mm=SMALL_MM) <= USED_MM else names[0]


def _logo(templates: Templates) -> pictures.Source | None:
    style = templates.named(MEASURES).table
    folder: Path | None = templates.pictures
    return pictures.found(style.logo, folder) if style is not None and style.logo else None


def _as_of(told: Told) -> str:
    return f"{told.curves.as_of.astimezone(told.curves.zone):%Y-%m-%d %H:%M}"


def _lay_figures(pages: Pages, told: Told) -> None:
    figures = told.figures
    pages.section("key_figures", with_mm=100)
    lay_cards(pages, list(_rate_cards(figures)), across=2)
    lay_cards(pages, list(_cards(figures, told)), across=3)


def _lay_charts(pages: Pages, told: Told) -> None:
    pages.section("arrivals_and_halls", with_mm=ARRIVALS_MM)
    for day in told.curves.days:
        height_mm = day_height_mm(day)
        pages.need(height_mm)
        room = box(SIDE_MM, pages.y_mm, USED_MM, height_mm)
        draw_day(pages.canvas, day, told.curves, room=room, accent=told.accent)
        pages.y_mm += height_mm + DAY_GAP_MM
    if not told.curves.days:
        draw_nothing(pages.canvas, box(SIDE_MM, pages.y_mm, USED_MM, ARRIVALS_MM))
        pages.y_mm += ARRIVALS_MM + DAY_GAP_MM
    pages.paragraph(quiet_words(told.curves), size_mm=2.8)


def _title(key: str) -> tuple[str, str]:
    return chinese(key), english(key)


def _hero_cards(figures: KeyFigures) -> list[Card]:
    of = f"{count(figures.checked_in)} / {count(figures.registered)}"
    rate = share(figures.checked_in, figures.registered)
    vip = share(figures.vips_here, figures.vips)
    return [
        Card(
            _title("checked_in"),
            count(figures.checked_in),
            f"{both('of_registered')} {count(figures.registered)}",
        ),
        Card(
            _title("rate"),
            percent(rate),
            _target(figures.expected_rate) if rate is not None else of,
        ),
        Card(
            _title("vip_rate"),
            percent(vip),
            _target(figures.vip_rate) if vip is not None else both("no_vips"),
        ),
    ]


def _target(rate: float) -> str:
    return f"{both('target')} {percent(rate)}"


def _rate_cards(figures: KeyFigures) -> Iterator[Card]:
    for key, here, of, target in (
        ("rate", figures.checked_in, figures.registered, figures.expected_rate),
        ("vip_rate", figures.vips_here, figures.vips, figures.vip_rate),
    ):
        meaning = f"{count(here)} / {count(of)} · {_target(target)}"
        rate = share(here, of)
        empty = both("no_vips" if key == "vip_rate" else "nobody_registered")
        yield Card(_title(key), percent(rate), meaning if of else empty, rate, target)


def _cards(figures: KeyFigures, told: Told) -> Iterator[Card]:
    zone = told.curves.zone
    yield Card(_title("registered"), count(figures.registered), both("not_cancelled"))
    yield Card(
        _title("checked_in"),
        count(figures.checked_in),
        f"{both('not_here')} {count(figures.registered - figures.checked_in)}",
    )
    here = f"{both('walk_ins_here')} {count(figures.walk_ins_here)}"
    yield Card(_title("walk_ins"), count(figures.walk_ins), here)
    if figures.busiest:
        begins, n = figures.busiest
        ends = (begins + BUSIEST).astimezone(zone)
        when = f"{begins.astimezone(zone):%m-%d %H:%M}–{ends:%H:%M}"
        yield Card(_title("busiest"), count(n), when)
    else:
        yield Card(_title("busiest"), NOTHING, both("nobody_yet"))
    waits = (
        both("waits_measured", count=count(figures.waits)) if figures.waits else both("no_waits")
    )
    yield Card(_title("median_wait"), duration(figures.wait_s), waits)
    again = f"{both('reprints')} {count(figures.reprints)}"
    yield Card(_title("badges"), count(figures.badges), again)
    persons = f"{both('persons')} {count(figures.persons_admitted)}"
    yield Card(_title("admissions"), count(figures.admissions), persons)
    holders = f"{both('persons')} {count(figures.credited)}"
    yield Card(_title("credits"), exact(figures.credits), holders)
    signed = f"{both('signed_for')} {count(figures.signatures)}"
    yield Card(_title("handed_out"), count(figures.handed_out), signed)
    refunded = f"{both('refunded')} {money(figures.refunded_fen, figures.currency)}"
    yield Card(_title("received"), money(figures.received_fen, figures.currency), refunded)
    open_ones = f"{both('open')} {count(figures.conflicts_open)}"
    yield Card(_title("conflicts"), count(figures.conflicts), open_ones)
    unsolved = f"{both('open')} {count(figures.incidents_open)}"
    yield Card(_title("incidents"), count(figures.incidents), unsolved)
    missed = sum(figures.calls.values())
    if called := missed - figures.calls[TO_CALL]:
        coming, not_coming = (count(figures.calls[one]) for one in ("coming", "not_coming"))
        meaning = both("calls_say", coming=coming, not_coming=not_coming)
        yield Card(_title("no_shows_called"), f"{count(called)} / {count(missed)}", meaning)
    if figures.satisfaction:
        asked = figures.satisfaction
        answers = f"{both('answers')} {count(asked.told.answered)}"
        meaning = listed((_target(asked.question.target), answers))
        yield Card(_title("satisfaction"), percent(asked.told.share), meaning)
