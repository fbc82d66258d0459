"""A congress with everything that is handed out: meals of three days, receivers, papers, envelopes."""

import pytest

from onsite.config import Settings
from onsite.founding import found_event
from onsite.planning.reading import read_plan
from tests.congress import SHEETS, write_workbook
from tests.handouts.materials import Materials

ITEMS = [
    ["物资代码", "名称", "英文名称", "类型", "适用类别", "每人数量", "需签收", "库存",
     "有效开始", "有效结束", "地点"],
    ["BAG", "资料袋", "Bag", "发放", "VIP,SPK,MEM,STU", 1, "否", 12, "", "", ""],
    ["PEN", "笔", "Pens", "发放", "MEM", 3, "否", "", "", "", ""],
    ["LUN5", "5日午餐券", "Lunch 5 Dec", "餐券", "", 1, "否", "",
     "2026-12-05 12:00", "2026-12-05 13:30", "DIN"],
    ["LUN6", "6日午餐券", "Lunch 6 Dec", "餐券", "VIP,SPK,MEM", 1, "否", "",
     "2026-12-06 12:00", "2026-12-06 13:30", "DIN"],
    ["GALA", "晚宴券", "Gala dinner", "餐券", "", 1, "否", "", "2026-12-05 18:00", "2026-12-05 23:00", ""],
    ["SUP", "夜宵券", "Supper", "餐券", "MEM", 1, "否", "",
     "2026-12-06 00:30", "2026-12-06 02:00", ""],
    ["GIFT", "纪念品", "Gift", "礼品", "VIP,SPK", 1, "是", 20, "", "", ""],
    ["FEE", "讲课费", "Lecture fee", "讲课费", "SPK", 1, "是", "", "", "", ""],
    ["RX", "接收机", "Receiver", "借还", "", 1, "否", 3, "", "", ""],
    ["DOC", "内部资料", "Numbered paper", "编号资料", "VIP,MEM", 1, "否", "", "", "", ""],
]  # fmt: skip


def _people():
    """The small congress's people with diets, of whom two booked the gala dinner."""
    heading, *rows = SHEETS["代表名单"]
    diets = {"D001": "清真", "D002": "素食", "D009": "清真"}
    booked = {"D001": "GALA", "D008": "GALA"}
    return [
        [*heading, "餐食要求", "预订项目"],
        *([*row, diets.get(row[0], ""), booked.get(row[0], "")] for row in rows),
    ]


@pytest.fixture(scope="session")
def plan_path(tmp_path_factory):
    sheets = {**SHEETS, "物资": ITEMS, "代表名单": _people()}
    return write_workbook(tmp_path_factory.mktemp("plan") / "materials.xlsx", sheets)


@pytest.fixture(scope="session")
def founded_event(plan_path, tmp_path_factory):
    reading = read_plan(plan_path)
    assert not reading.errors, reading.errors
    path = tmp_path_factory.mktemp("founded") / "materials"
    return found_event(path, reading.plan, plan_path=plan_path, settings=Settings())


@pytest.fixture
def materials(event):
    """The event at a materials desk with an operator signed in."""
    return Materials(event)
