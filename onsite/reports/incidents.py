"""事件与投诉: what went wrong, who was given it, how it was solved, and who checked that."""

from sqlalchemy.orm import Session

from onsite.messages.queries import IncidentTold, incidents_told
from onsite.reports.persons import Words
from onsite.reports.table import Cell, Column, Kind, Table

COLUMNS = (
    Column("编号", "No.", Kind.WHOLE),
    Column("类型", "Kind"),
    Column("分类", "Sort"),
    Column("严重程度", "Gravity"),
    Column("状态", "State"),
    Column("发生了什么", "What happened"),
    Column("地点", "Place"),
    Column("注册编号", "Reg. no."),
    Column("姓名", "Name"),
    Column("记录时间", "Noted at", Kind.INSTANT),
    Column("记录人", "Noted by"),
    Column("交办", "Given to"),
    Column("处理结果", "How it was solved"),
    Column("解决时间", "Solved at", Kind.INSTANT),
    Column("解决人", "Solved by"),
    Column("复核时间", "Checked at", Kind.INSTANT),
    Column("复核人", "Checked by"),
    Column("重新打开次数", "Reopened", Kind.WHOLE),
)


def incidents(session: Session) -> Table:
    """List every incident and complaint, in the order in which they were noted."""
    words = Words(session)
    return Table(
        name="incidents",
        chinese="事件与投诉",
        english="Incidents",
        columns=COLUMNS,
        rows=[_cells(one, words) for one in incidents_told(session)],
    )


def _cells(one: IncidentTold, words: Words) -> tuple[Cell, ...]:
    return (
        one["number"],
        words(f"incident.kind.{one['kind']}"),
        words(f"incident.sort.{one['sort']}") if one["sort"] else None,
        words(f"incident.gravity.{one['gravity']}"),
        words(f"incident.state.{one['state']}"),
        one["words"],
        one["place"],
        one["reg_no"],
        one["name"],
        one["at"],
        one["by"],
        one["given_to"],
        one["solution"],
        one["solved_at"],
        one["solved_by"],
        one["checked_at"],
        one["checked_by"],
        one["reopened_count"],
    )
