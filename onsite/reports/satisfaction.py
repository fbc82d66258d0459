"""满意度: what kiosks asked and what was answered, against the target, by group; nothing of fewer than five.

What may be told at all is decided by `feedback.rules`; here it is put into cells.
"""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from onsite.feedback.queries import Result, results
from onsite.feedback.rules import LEVELS, Told
from onsite.registration.queries import categories
from onsite.reports.client_tables import COUNT, SHARE, Line, Lines
from onsite.reports.persons import Words, category_names
from onsite.reports.saying import SECOND, both, listed, named, percent
from onsite.reports.table import Cell, Column, Kind, Table
from onsite.wording import DEFAULT, word

_LEVEL_COLUMNS = tuple(
    Column(
        word(f"kiosk.asking.level.{level}", DEFAULT),
        word(f"kiosk.asking.level.{level}", SECOND),
        COUNT,
    )
    for level in LEVELS
)
COLUMNS = (
    Column("问题", "Question"),
    Column("英文问题", "Question in English"),
    Column("开始", "Asked from", Kind.INSTANT),
    Column("结束", "Until", Kind.INSTANT),
    Column("类别", "Group"),
    Column("回答数", "Answers", COUNT),
    *_LEVEL_COLUMNS,
    Column("满意合计", "Satisfied in all", COUNT),
    Column("满意比例", "Share satisfied", SHARE),
    Column("目标", "Target", SHARE),
    Column("说明", "Note"),
)


def satisfaction(session: Session) -> Table:
    """List every question in the order they were asked: all answers, then those of each group."""
    words = Words(session)
    names = category_names(session, words)
    return Table(
        name="satisfaction",
        chinese="满意度",
        english="Satisfaction",
        columns=COLUMNS,
        rows=[
            _cells(one, group, told, words)
            for one in reversed(results(session))
            for group, told in _parts(one, names, words)
        ],
    )


def by_group(session: Session) -> list[Lines]:
    """Tell each question against its target, by group, in both languages."""
    names = {row.code: named(row.name, row.name_en) for row in categories(session)}
    columns = (
        Column("类别", "Group"),
        Column("回答数", "Answers", COUNT),
        *_LEVEL_COLUMNS,
        Column("满意比例", "Satisfied", SHARE),
    )
    return [
        Lines(_title(one), columns, list(_lines(one, names))) for one in reversed(results(session))
    ]


def _title(one: Result) -> str:
    asked = named(one.question.text, one.question.text_en)
    return listed((asked, f"{both('target')} {percent(one.question.target)}"))


def _lines(one: Result, names: dict[str, str]) -> Iterator[Line]:
    for code, told in one.groups.items():
        name = both("not_said") if code is None else names.get(code, code)
        few: Cell = both("few") if told.answered is None else told.answered
        yield Line((name, few, *_levels(told), told.share))
    if one.told.answered:
        cells = (both("sum"), one.told.answered, *_levels(one.told), one.told.share)
        yield Line(cells, is_sum=True)


def _parts(one: Result, names: dict[str, str], words: Words) -> Iterator[tuple[str, Told]]:
    yield words("paper.report.everybody"), one.told
    for code, told in one.groups.items():
        yield words("paper.report.not_said") if code is None else names.get(code, code), told


def _cells(one: Result, group: str, told: Told, words: Words) -> tuple[Cell, ...]:
    row = one.question
    return (
        row.text,
        row.text_en,
        row.opens_at,
        one.over_at,
        group,
        told.answered,
        *_levels(told),
        told.satisfied,
        told.share,
        row.target,
        _note(told, words),
    )


def _levels(told: Told) -> tuple[Cell, ...]:
    return told.levels or (None,) * len(LEVELS)


def _note(told: Told, words: Words) -> str | None:
    if told.answered is None:
        return words("control.satisfaction.few")
    if told.share is None:
        return words("control.satisfaction.held") if told.answered else None
    return None
