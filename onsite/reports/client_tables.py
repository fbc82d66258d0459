"""The tables of the client's report: who came, zones, halls, money, hand-outs, conflicts, incidents.

Counts only. The lists of persons are files of their own (`catalogue`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from onsite.finance.settlement import settle
from onsite.handouts.meal_counts import alike, entitled
from onsite.handouts.models import HandOut, HandOutUndo, LoanReturn, Redeemed
from onsite.handouts.rules import NUMBERED
from onsite.messages.queries import incidents_told
from onsite.reception.models import QueueSlipScan
from onsite.registration.models import Arrival, CheckIn, Item
from onsite.registration.queries import categories, counts, items, programme, zones
from onsite.reports.saying import SECOND, both, duration, listed, named, share
from onsite.reports.table import Cell, Column, Kind, Table
from onsite.scanner.models import Conflict
from onsite.scanner.queries import halls
from onsite.wording import DEFAULT, word

COUNT, SHARE, MONEY = Kind.WHOLE, Kind.SHARE, Kind.MONEY


@dataclass(frozen=True, slots=True)
class Line:
    """A row; one that ``is_part`` belongs to the row above it, ``is_sum`` sums all above it up."""

    cells: tuple[Cell, ...]
    is_part: bool = False
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """A table of the report; ``title`` is empty where its section says it all."""

    title: str
    columns: tuple[Column, ...]
    lines: Sequence[Line]


def by_category(session: Session) -> Lines:
    """Count who was expected and who came of each category."""
    names = {row.code: named(row.name, row.name_en) for row in categories(session)}
    found = {row.category: (row.registered, row.checked_in) for row in counts(session)}
    rows = [(name, *found.get(code, (0, 0))) for code, name in names.items()]
    return _came(Column("类别", "Category"), rows)


def by_zone(session: Session) -> Lines:
    """Count for each zone who belongs there, who checked in there, and how long they waited."""
    belonging = {row.code: row.zone for row in categories(session)}
    expected: Counter[str] = Counter()
    came: Counter[str] = Counter()
    for row in counts(session):
        expected[belonging[row.category]] += row.registered
        came[belonging[row.category]] += row.checked_in
    served = _served(session)
    waits = _waits(session)
    columns = (
        Column("注册区", "Zone"),
        Column("应到", "Expected", COUNT),
        Column("已到", "Came", COUNT),
        Column("到场率", "Rate", SHARE),
        Column("在此签到", "Checked in here", COUNT),
        Column("等候中位数", "Median wait", Kind.NUMBER),
    )
    lines = [
        Line(
            (
                named(row.name, row.name_en),
                expected[row.code],
                came[row.code],
                share(came[row.code], expected[row.code]),
                served[row.code],
                duration(median(waits[row.code])) if waits[row.code] else None,
            )
        )
        for row in zones(session)
    ]
    elsewhere = sum(served.values()) - sum(served[row.code] for row in zones(session))
    if elsewhere:
        lines.append(Line((both("no_zone"), None, None, None, elsewhere, None)))
    return Lines("", columns, lines)


def by_hall(session: Session, admissions: Table) -> Lines:
    """Tell of every hall, and of its sessions below it, who was let in and how full it was.

    Args:
        session: A reading session.
        admissions: As `admissions.admissions` tells them.
    """
    hall_names = {row.code: named(row.name, row.name_en) for row in halls(session)}
    sessions = {row.code: row for row in programme(session)}
    columns = (
        Column("会场 / 场次", "Hall / session"),
        Column("时间", "Time", Kind.INSTANT),
        Column("入场人次", "Admissions", COUNT),
        Column("入场人数", "Persons", COUNT),
        Column("最高在场", "Most inside", COUNT),
        Column("容量", "Capacity", COUNT),
        Column("使用率", "Used", SHARE),
    )
    headings = [column.english for column in admissions.columns]
    lines = []
    for row in (dict(zip(headings, cells, strict=True)) for cells in admissions.rows):
        code = row["Session or checkpoint"]
        is_session = code is not None and row["Begins at"] is not None
        if row["Category"] is not None or (code is not None and not is_session):
            continue
        held = sessions[str(code)] if is_session else None
        name = named(held.name, held.name_en) if held else hall_names[str(row["Hall"])]
        lines.append(Line((name, *_used(row, is_session=is_session)), is_part=is_session))
    return Lines("", columns, lines)


def money_by_method(session: Session) -> Lines:
    """Sum the money by method, as the settlement does."""
    settled = settle(session, day=None, may_see_open=True)
    names = ("received_fen", "refunded_fen", "deposits_fen", "paid_out_fen", "net_fen")
    columns = (
        Column("方式", "Method"),
        Column("收款", "Received", MONEY),
        Column("退款", "Refunded", MONEY),
        Column("押金", "Deposits", MONEY),
        Column("付出", "Paid out", MONEY),
        Column("净额", "Net", MONEY),
    )
    lines = [
        Line((_worded(f"receipt.method.{row['method']}"), *(row[name] for name in names)))
        for row in settled["by_method"]
    ]
    totals = settled["totals"]
    return _summed(both("by_method"), columns, lines, [totals[name] for name in names])


def money_by_category(session: Session) -> Lines:
    """Sum fees by category, as the settlement does."""
    settled = settle(session, day=None, may_see_open=True)["by_category"]
    names = {row.code: named(row.name, row.name_en) for row in categories(session)}
    keys = ("charged_fen", "received_fen", "refunded_fen", "net_fen")
    columns = (
        Column("类别", "Category"),
        Column("现场应收", "Charged on site", MONEY),
        Column("收款", "Received", MONEY),
        Column("退款", "Refunded", MONEY),
        Column("净额", "Net", MONEY),
    )
    lines = [
        Line((names.get(row["category"], row["category"]), *(row[key] for key in keys)))
        for row in settled
    ]
    sums = [sum(row[key] for row in settled) for key in keys]
    return _summed(both("by_category"), columns, lines, sums)


def by_item(session: Session) -> Lines:
    """Count for each item whose it is, who got it, how many pieces, and what came back or was used."""
    people = list(alike(session))
    given, back, used = _given(session), _back(session), _used_vouchers(session)
    columns = (
        Column("物资", "Item"),
        Column("应领人数", "Entitled", COUNT),
        Column("已领人数", "Received by", COUNT),
        Column("领取率", "Rate", SHARE),
        Column("份数", "Pieces", COUNT),
        Column("归还 / 核销", "Returned / used", COUNT),
    )
    lines = []
    for item in items(session):
        due = None if item.kind in NUMBERED else sum(g.count for g in entitled(item, people))
        persons, pieces = given.get(item.code, (0, 0))
        rate = share(persons, due) if due else None
        came_back = back[item.code] + used[item.code]
        is_told = item.kind in (*NUMBERED, "voucher") or came_back
        cells = (_item_name(item), due, persons, rate, pieces, came_back if is_told else None)
        lines.append(Line(cells))
    return Lines("", columns, lines)


def conflicts_by_kind(session: Session) -> Lines:
    """Count by kind what doors told people and the event would not have."""
    rows = session.execute(
        select(Conflict.kind, func.count(), func.count(Conflict.resolved_at)).group_by(
            Conflict.kind
        )
    ).tuples()
    found = {kind: (every, resolved) for kind, every, resolved in rows}
    columns = (
        Column("冲突类型", "Kind of conflict"),
        Column("数量", "Count", COUNT),
        Column("已处理", "Settled", COUNT),
        Column("待处理", "Open", COUNT),
    )
    lines = [
        Line((_worded(f"control.conflicts.kind.{kind}"), every, resolved, every - resolved))
        for kind, (every, resolved) in sorted(found.items())
    ]
    return Lines("", columns, lines)


def incidents_by_kind(session: Session) -> Lines:
    """Count incidents and complaints by what they were about; their words may name someone."""
    found: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for one in incidents_told(session):
        found[one["kind"], one["sort"] or ""].append((one["gravity"], one["state"]))
    columns = (
        Column("事件与投诉", "Incidents and complaints"),
        Column("数量", "Count", COUNT),
        Column("较重及以上", "Serious or worse", COUNT),
        Column("已解决", "Solved", COUNT),
        Column("未解决", "Open", COUNT),
    )
    lines = []
    for (kind, sort), ones in sorted(found.items()):
        serious = sum(gravity != "minor" for gravity, _ in ones)
        still_open = sum(state == "open" for _, state in ones)
        name = listed(
            [_worded(f"incident.kind.{kind}"), _worded(f"incident.sort.{sort}")][: 1 + bool(sort)]
        )
        lines.append(Line((name, len(ones), serious, len(ones) - still_open, still_open)))
    return Lines("", columns, lines)


def _came(first: Column, rows: Iterable[tuple[str, int, int]]) -> Lines:
    rows = list(rows)
    columns = (
        first,
        Column("应到", "Registered", COUNT),
        Column("已到", "Checked in", COUNT),
        Column("未到", "Not here", COUNT),
        Column("到场率", "Rate", SHARE),
    )
    lines = [Line(_came_cells(*row)) for row in rows]
    sums = _came_cells(both("sum"), sum(row[1] for row in rows), sum(row[2] for row in rows))
    return Lines("", columns, [*lines, Line(sums, is_sum=True)] if lines else [])


def _came_cells(name: str, expected: int, came: int) -> tuple[Cell, ...]:
    return name, expected, came, expected - came, share(came, expected)


def _summed(
    title: str, columns: tuple[Column, ...], lines: list[Line], sums: Sequence[int]
) -> Lines:
    total = [Line((both("sum"), *sums), is_sum=True)] if lines else []
    return Lines(title, columns, lines + total)


def _used(row: Mapping[str, Cell], *, is_session: bool) -> tuple[Cell, ...]:
    most, capacity = row["Most inside"], row["Capacity"]
    is_known = isinstance(most, int) and isinstance(capacity, int) and capacity > 0
    return (
        row["Begins at"] if is_session else row["Most inside at"],
        row["Admissions"],
        row["Persons present"] if is_session else row["Persons admitted"],
        most,
        capacity,
        most / capacity if is_known else None,  # type: ignore[operator]
    )


def _served(session: Session) -> Counter[str]:
    rows = session.execute(
        select(CheckIn.zone, func.count())
        .join(Arrival, Arrival.check_in_id == CheckIn.id)
        .group_by(CheckIn.zone)
    ).tuples()
    return Counter({zone or "": n for zone, n in rows})


def _waits(session: Session) -> defaultdict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for zone, waited_s in session.execute(select(QueueSlipScan.zone, QueueSlipScan.waited_s)):
        found[zone].append(waited_s)
    return found


def _given(session: Session) -> dict[str, tuple[int, int]]:
    who = func.coalesce(cast(HandOut.delegate_id, String), HandOut.staff)
    rows = session.execute(
        select(HandOut.item, func.count(who.distinct()), func.sum(HandOut.count))
        .outerjoin(HandOutUndo, HandOutUndo.hand_out_id == HandOut.id)
        .where(HandOutUndo.id.is_(None))
        .group_by(HandOut.item)
    ).tuples()
    return {item: (persons, pieces) for item, persons, pieces in rows}


def _back(session: Session) -> Counter[str]:
    rows = session.execute(
        select(HandOut.item, func.count())
        .join(LoanReturn, LoanReturn.hand_out_id == HandOut.id)
        .where(LoanReturn.state != "lost")
        .group_by(HandOut.item)
    ).tuples()
    return Counter(dict(rows.all()))


def _used_vouchers(session: Session) -> Counter[str]:
    rows = session.execute(select(Redeemed.item, func.count()).group_by(Redeemed.item)).tuples()
    return Counter(dict(rows.all()))


def _item_name(item: Item) -> str:
    return named(item.name, item.name_en)


def _worded(key: str) -> str:
    """Say a word of the pages in both languages."""
    return named(word(key, DEFAULT), word(key, SECOND))
