import os
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from tests import needs
from tests.planning.pretix_shops import FakeShop, RealShop

PRETIX = "ONSITE_PRETIX"
Sheets = dict[str, list[list[object]]]


@pytest.fixture
def need_program() -> Callable[[str, str], str]:
    """Find a program, or skip with what to install."""

    def find(name: str, package: str) -> str:
        return needs.program(name, f"apt-get install {package}")

    return find


@pytest.fixture
def sheets() -> Sheets:
    """A small plan that is right; tests spoil one thing each."""
    return {
        "会议": [
            ["会议名称", "测试大会"],
            ["会议代码", "T26"],
            ["开始日期", "2026-12-04"],
            ["结束日期", "2026-12-06"],
            ["时区", "Asia/Shanghai"],
        ],
        "类别": [
            ["类别代码", "名称", "英文名称", "注册区", "费用(元)"],
            ["VIP", "贵宾", "VIP guest", "VIP", 0],
            ["MEM", "会员代表", "Member", "PRE", 1800],
        ],
        "注册区": [
            ["注册区代码", "名称", "英文名称", "开放时间", "关闭时间", "台位数"],
            ["PRE", "预注册", "Pre-registered", "2026-12-04 08:00", "2026-12-06 16:00", 6],
            ["VIP", "贵宾区", "VIP", "2026-12-04 08:00", "2026-12-06 16:00", 2],
        ],
        "通道": [
            ["通道代码", "名称", "英文名称", "区域", "容量", "方向", "允许类别"],
            ["H1-IN", "主会场入口", "Main hall entrance", "H1", 1200, "进", ""],
            ["H1-OUT", "主会场出口", "Main hall exit", "H1", 1200, "出", ""],
        ],
        "日程": [
            ["场次代码", "名称", "英文名称", "区域", "开始", "结束", "允许类别", "学分"],
            ["A1", "分会场", "Track", "H1", "2026-12-05 14:00", "2026-12-05 17:30", "MEM", 2],
        ],
        "物资": [
            ["物资代码", "名称", "英文名称", "类型", "适用类别", "每人数量", "需签收", "库存"],
            ["BAG", "资料袋", "Bag", "发放", "VIP,MEM", 1, "否", 1300],
        ],
        "代表名单": [
            ["注册编号", "姓名", "单位", "类别", "手机", "证件号", "应缴(元)", "已缴(元)", "备注"],
            ["T001", "代表甲", "第一医院", "MEM", "13800000001", "", 1800, 1800, ""],
            ["T002", "代表乙", "第二医院", "VIP", "13800000002", "", 0, 0, "需要接送"],
        ],
        "嘉宾": [
            ["注册编号", "级别", "接待人", "场次", "到达时间"],
            ["T002", "A", "接待甲", "A1", "2026-12-04 19:30"],
        ],
        "工作人员": [["姓名", "角色", "注册区"], ["组织甲", "组织者", ""]],
    }


@pytest.fixture
def write_plan(tmp_path: Path) -> Callable[[Sheets], Path]:
    def write(sheets: Sheets, name: str = "plan.xlsx") -> Path:
        path = tmp_path / name
        book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, column, value)
                    else:
                        sheet.write(number, column, value)
        book.close()
        return path

    return write


@pytest.fixture(params=["fake", "real"])
def shop(request):
    """A shop in pretix, to be filled: on a fake pretix, and on a real one where there is one."""
    if request.param == "real":
        install = f"run one to play with, and {PRETIX}=http://TOKEN@127.0.0.1:PORT/ORGANIZER"
        needs.condition(os.environ.get(PRETIX), "pretix", install)
        made = RealShop(os.environ[PRETIX])
    else:
        made = FakeShop()
    yield made
    made.close()


@pytest.fixture
def small(shop):
    """That shop with five people: two members of one order, a guest, one who has not paid, one more."""
    member = shop.add_item("Member", "20.00", chinese="会员")
    guest = shop.add_item("VIP", "0.00")
    shirt = shop.add_item("T-Shirt", "15.00", admission=False)
    shop.add_list("Dinner", only=[guest])
    shop.add_order(shop.code("A"), [("Person 1", member), ("Person 2", member)])
    shop.add_order(shop.code("B"), [("Person 3", guest), (None, shirt)])
    shop.add_order(shop.code("C"), [("Person 4", member)], is_paid=False)
    shop.add_order(shop.code("D"), [("Person 5", member)])
    return shop
