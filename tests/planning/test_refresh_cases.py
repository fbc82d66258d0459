"""Planners' later edits, case by case: what comes in, what is refused because the event acted on it."""

from dataclasses import dataclass, field

import pytest

from tests.planning.acts import (
    cancel,
    cell,
    check_in,
    fact,
    fix_name,
    hand_out,
    new_person,
    pay,
    scan,
    set_cell,
    several,
)
from tests.planning.replanned import Replanned, told


@dataclass
class Case:
    """What planners do, what the event did before, and what the refresh says."""

    name: str
    edit: object
    acted: object = lambda event: None
    changed: dict = field(default_factory=dict)
    refused: dict = field(default_factory=dict)
    gone: tuple = ()


CASES = [
    Case("nothing", lambda plan: None),
    Case("rows sorted", lambda plan: plan.sheets["代表名单"][1:].reverse()),
    Case("columns moved", lambda plan: [row.reverse() for row in plan.sheets["代表名单"]]),
    Case(
        "new delegate",
        new_person("D100", "冯新来", "", "北方医院", "", "MEM", "13900000100"),
        changed={("D100", "reg_no"): "added"},
    ),
    Case(
        "new delegate in a new category",
        several(
            lambda plan: plan.row("类别", "EXH", "展商", "Exhibitor", "PRE", 0, ""),
            new_person("D100", "冯新来", "", "北方医院", "", "EXH"),
        ),
        changed={("EXH", "code"): "added", ("D100", "reg_no"): "added"},
    ),
    Case("name", cell("D001", "姓名", "王明明"), changed={("D001", "name"): "王明明"}),
    Case(
        "name of someone here",
        cell("D001", "姓名", "王明明"),
        check_in("D001"),
        changed={("D001", "name"): "王明明"},
    ),
    Case(
        "name, and fixed otherwise at a desk",
        cell("D001", "姓名", "王明明"),
        fix_name("D001", name="汪明"),
        refused={("D001", "name"): "changed_here"},
    ),
    Case(
        "name as it was fixed at a desk",
        cell("D001", "姓名", "汪明"),
        fix_name("D001", name="汪明"),
    ),
    Case(
        "phone, beside a name fixed at a desk",
        cell("D001", "手机", "13911112222"),
        fix_name("D001", name="汪明"),
        changed={("D001", "phone"): "13911112222"},
    ),
    Case(
        "organisation",
        cell("D009", "单位", "西部医院"),
        changed={("D009", "organisation"): "西部医院"},
    ),
    Case("category", cell("D009", "类别", "VIP"), changed={("D009", "category"): "VIP"}),
    Case(
        "category of someone here",
        cell("D009", "类别", "VIP"),
        check_in("D009"),
        refused={("D009", "category"): "checked_in"},
    ),
    Case(
        "category of someone who paid here",
        several(cell("D005", "类别", "STU"), cell("D005", "应缴(元)", 600)),
        pay("D005", 180_000),
        refused={("D005", "category"): "paid_here", ("D005", "due"): "paid_here"},
    ),
    Case("fee", cell("D005", "应缴(元)", 1500), changed={("D005", "due"): "1,500"}),
    Case(
        "fee below what is paid",
        cell("D001", "应缴(元)", 1000),
        refused={("D001", "due"): "below_paid"},
    ),
    Case(
        "fee and what is paid, both less",
        several(cell("D001", "应缴(元)", 1000), cell("D001", "已缴(元)", 1000)),
        changed={("D001", "due"): "1,000", ("D001", "paid"): "1,000"},
    ),
    Case(
        "paid to the planners and here too",
        cell("D005", "已缴(元)", 1800),
        pay("D005", 180_000),
        refused={("D005", "paid"): "paid_here"},
    ),
    Case("cancelled", cell("D010", "状态", "取消"), changed={("D010", "status"): "cancelled"}),
    Case(
        "cancelled who is here",
        cell("D010", "状态", "取消"),
        check_in("D010"),
        refused={("D010", "status"): "checked_in"},
    ),
    Case("cancelled here and there", cell("D010", "状态", "取消"), cancel("D010")),
    Case("taken up again", cell("D006", "状态", "正常"), changed={("D006", "status"): "taken_up"}),
    Case(
        "note changed of one who was cancelled here",
        cell("D010", "备注", "素食"),
        cancel("D010"),
        changed={("D010", "note"): "素食"},
    ),
    Case("row deleted", lambda plan: plan.drop("代表名单", "D010"), gone=("D010",)),
    Case(
        "row deleted of someone here",
        lambda plan: plan.drop("代表名单", "D010"),
        check_in("D010"),
        gone=("D010",),
    ),
    Case(
        "number given to another person",
        several(
            cell("D009", "姓名", "陈他"),
            cell("D009", "手机", "13955556666"),
            cell("D009", "单位", "别院"),
        ),
        refused={("D009", "name"): "reg_no_reused"},
    ),
    Case(
        "booked",
        several(cell("D001", "报名场次", "A1,B1"), cell("D001", "预订项目", "LUNCH")),
        changed={("D001", "booked_sessions"): "A1,B1", ("D001", "booked_items"): "LUNCH"},
    ),
    Case(
        "ticket code for one who had none",
        cell("D001", "票码", "shop-1:XyZ/1"),
        changed={("D001", "credential"): "shop-1:XyZ/1"},
    ),
    Case(
        "ticket code exchanged",
        cell("D007", "票码", "shop-7:New/43"),
        changed={("D007", "credential"): "shop-7:New/43"},
    ),
    Case(
        "ticket code exchanged that opened a door",
        cell("D007", "票码", "shop-7:New/43"),
        scan("D007", "H1-IN"),
        refused={("D007", "credential"): "code_used"},
    ),
    Case(
        "ticket code of someone else",
        several(
            lambda plan: plan.drop("代表名单", "D007"),
            new_person(
                "D100", "冯新来", "", "", "", "MEM", "", "", "", "", "", "", "", "shop-7:AbC/42"
            ),
        ),
        changed={("D100", "reg_no"): "added"},
        refused={("D100", "credential"): "code_taken"},
        gone=("D007",),
    ),
    Case(
        "ID number",
        cell("D002", "证件号", "E12345678"),
        changed={("D002", "id_number"): "*********"},
    ),
    Case(
        "guest's host",
        set_cell("嘉宾", "D002", "接待人", "接待丙"),
        changed={("D002", "host"): "接待丙"},
    ),
    Case(
        "new guest",
        lambda plan: plan.row("嘉宾", "D001", "B", "接待甲"),
        changed={("D001", "reg_no"): "added"},
    ),
    Case("guest no more", lambda plan: plan.drop("嘉宾", "D003"), gone=("D003",)),
    Case(
        "session renamed",
        set_cell("日程", "A1", "名称", "开幕式"),
        changed={("A1", "name"): "开幕式"},
    ),
    Case("session moved", set_cell("日程", "B1", "区域", "DIN"), changed={("B1", "hall"): "DIN"}),
    Case(
        "session moved that people went into",
        several(
            set_cell("日程", "A1", "开始", "2026-12-05 10:00"),
            set_cell("日程", "A1", "名称", "开幕式"),
        ),
        lambda event: (event.set_clock(hours=1), scan("D001", "H1-IN")(event)),
        changed={("A1", "name"): "开幕式"},
        refused={("A1", "starts_at"): "attended"},
    ),
    Case(
        "session goes on longer, people are in it",
        set_cell("日程", "A1", "结束", "2026-12-05 11:45"),
        lambda event: (event.set_clock(hours=1), scan("D001", "H1-IN")(event)),
        changed={("A1", "ends_at"): "2026-12-05 11:45"},
    ),
    Case(
        "new session",
        lambda plan: plan.row(
            "日程", "C1", "闭幕", "", "H1", "2026-12-06 09:00", "2026-12-06 11:00"
        ),
        changed={("C1", "code"): "added"},
    ),
    Case(
        "new door of a new hall",
        lambda plan: plan.row("通道", "H2-IN", "二厅入口", "Hall 2 entrance", "H2", 80, "进"),
        changed={("H2-IN", "code"): "added"},
    ),
    Case(
        "door turned",
        set_cell("通道", "DIN-IN", "方向", "双向"),
        changed={("DIN-IN", "direction"): "both"},
    ),
    Case(
        "door turned that people passed",
        set_cell("通道", "DIN-IN", "方向", "双向"),
        scan("D001", "DIN-IN"),
        refused={("DIN-IN", "direction"): "scanned"},
    ),
    Case(
        "hall's capacity",
        several(set_cell("通道", "H1-IN", "容量", 8), set_cell("通道", "H1-OUT", "容量", 8)),
        changed={("H1", "capacity"): "8"},
    ),
    Case(
        "hall's capacity below who is inside",
        several(set_cell("通道", "H1-IN", "容量", 1), set_cell("通道", "H1-OUT", "容量", 1)),
        lambda event: [scan(reg_no, "H1-IN")(event) for reg_no in ("D001", "D009")],
        refused={("H1", "capacity"): "people_inside"},
    ),
    Case("item's stock", set_cell("物资", "BAG", "库存", 350), changed={("BAG", "stock"): "350"}),
    Case(
        "item's stock below what is given",
        set_cell("物资", "GIFT", "库存", 0),
        hand_out("D001", "BAG"),
        changed={("GIFT", "stock"): "0"},
    ),
    Case(
        "stock of what was given",
        set_cell("物资", "BAG", "库存", 0),
        hand_out("D001", "BAG"),
        refused={("BAG", "stock"): "stock_given"},
    ),
    Case(
        "kind of an item that was given",
        set_cell("物资", "BAG", "类型", "礼品"),
        hand_out("D001", "BAG"),
        refused={("BAG", "kind"): "handed_out"},
    ),
    Case(
        "item removed that was given",
        lambda plan: plan.drop("物资", "BAG"),
        hand_out("D001", "BAG"),
        gone=("BAG",),
    ),
    Case(
        "new item",
        lambda plan: plan.row("物资", "CUP", "水杯", "Cup", "发放", "", 1, "否", 50),
        changed={("CUP", "code"): "added"},
    ),
    Case(
        "zone's hours",
        set_cell("注册区", "PRE", "开放时间", "2026-12-04 07:30"),
        changed={("PRE", "opens_at"): "2026-12-04 07:30"},
    ),
    Case(
        "new zone",
        lambda plan: plan.row("注册区", "MED", "媒体", "Media"),
        changed={("MED", "code"): "added"},
    ),
    Case(
        "category's fee",
        set_cell("类别", "MEM", "费用(元)", 2000),
        changed={("MEM", "fee"): "2,000"},
    ),
    Case(
        "staff's role",
        set_cell("工作人员", "注册丙", "角色", "主管"),
        changed={("注册丙", "roles"): "supervisor"},
    ),
    Case(
        "new staff",
        lambda plan: plan.row("工作人员", "技术丁", "技术"),
        changed={("技术丁", "name"): "added"},
    ),
    Case(
        "event's place", fact("会议地点", "新会展中心"), changed={("TRM26", "place"): "新会展中心"}
    ),
    Case("event's code", fact("会议代码", "TRM27"), refused={("TRM26", "code"): "fixed"}),
    Case(
        "budget line",
        set_cell("预算", "午餐", "预计人数", 300),
        changed={("午餐", "planned_count"): "300"},
    ),
]


@pytest.fixture
def plan(event, tmp_path, venue_clock):
    event.set_clock = venue_clock.forward
    return Replanned(event, tmp_path / "later.xlsx")


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_planners_later_edit_comes_in_as_a_person_would_take_it(case, plan, event):
    case.acted(event)
    case.edit(plan)
    before = plan.preview()

    answer = plan.take_in(mark=before["mark"])

    assert told(answer) == (case.changed, case.refused)
    assert {row["key"] for row in answer["gone"]} == set(case.gone)
    assert (before["changes"], before["refused"]) == (answer["changes"], answer["refused"])
    again = plan.take_in()
    assert again["unchanged"], again["changes"]
    assert told(again)[1] == case.refused
