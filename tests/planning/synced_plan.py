"""A planning workbook that is synced, and what happened on the day, for tests of `sync`."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import openpyxl
from python_calamine import CalamineWorkbook

from onsite.planning.facts import DelegateFacts, OnSite, WalkIn
from onsite.planning.keeping import keep_plan
from onsite.planning.sync import sync_plan
from onsite.reports import attendance, no_shows
from onsite.reports.table import Table

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 12, 4, 0, 14, 30, tzinfo=UTC)
FIRST = DelegateFacts(
    "T001",
    "代表甲",
    "MEM",
    organisation="第一医院",
    phone="13800000001",
    checked_in_at=AT,
    zone="PRE",
    means="自助机",
    badge_prints=2,
)
SECOND = DelegateFacts("T002", "代表乙", "VIP", phone="13800000002")
NEW = WalkIn(
    DelegateFacts("W001", "=现场", "MEM", phone="13800000009", checked_in_at=AT, means="服务台"),
    due_fen=180_050,
)


def happened(*delegates, walk_ins=(), **more):
    onsite = OnSite(SHANGHAI, delegates or (FIRST, SECOND), walk_ins)
    return replace(onsite, **{"tables": who_came(onsite), **more})


def who_came(onsite):
    """Make the lists of who came and who did not, as `reports` does from an event."""
    walk_ins = {walk_in.facts.reg_no for walk_in in onsite.walk_ins}
    came = [one for one in onsite.everyone if one.checked_in_at]
    missing = [one for one in onsite.everyone if not one.checked_in_at and not one.is_cancelled]
    return [
        Table(
            "attendance",
            "参会名单",
            "Attendance",
            attendance.COLUMNS,
            [
                (
                    *_person(one),
                    one.checked_in_at,
                    one.zone,
                    one.means,
                    "现场" if one.reg_no in walk_ins else None,
                    one.category,
                )
                for one in came
            ],
        ),
        Table(
            "no-shows",
            "未到名单",
            "No-shows",
            no_shows.COLUMNS,
            [(*_person(one), one.phone, one.category, "未联系", None, None) for one in missing],
            first_columns=len(no_shows.FIRST_COLUMNS),
        ),
    ]


def _person(one):
    return one.reg_no, one.name, one.latin_name, one.organisation, one.position, one.category


class SyncedPlan:
    """An event's plan, the copy kept at `init`, and the file that remembers what was written."""

    def __init__(self, plan, folder):
        self.plan = plan
        self.as_it_came = keep_plan(plan, into=folder / "planning")
        self.memory = folder / "written.json"

    def sync(self, onsite, *, to=None, **options):
        return self.run(onsite, to=to, **options).document()

    def run(self, onsite, *, to=None, **options):
        return sync_plan(
            to or self.plan, onsite, as_it_came=self.as_it_came, memory=self.memory, **options
        )

    def rows(self, sheet="代表名单", *, of=None):
        book = CalamineWorkbook.from_path(of or self.plan)
        return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)

    def edit(self, change, *, of=None):
        book = openpyxl.load_workbook(of or self.plan)
        change(book["代表名单"])
        book.save(of or self.plan)
