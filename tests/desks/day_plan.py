"""The planning workbook of a congress with every zone and 267 people: made up, and the same each time."""

from tests.congress import SHEETS

SURNAMES = "赵钱孙李周吴郑冯陈褚卫蒋沈韩杨"
GIVEN = "安柏川丹恩帆果禾涵嘉可岚铭宁诺"
FEES = {"VIP": 0, "SPK": 0, "MEM": 1800, "STU": 600, "MED": 0, "STF": 0}
COUNTS = {"VIP": 10, "SPK": 14, "MEM": 153, "STU": 50, "MED": 16, "STF": 24}
UNPAID = 36  # members who pay here, the first of them
OPEN = ["2026-12-04 08:00", "2026-12-06 18:00"]


def reg_nos(category):
    """Number a category's people."""
    return [f"{category}{place:03d}" for place in range(1, COUNTS[category] + 1)]


def name(place):
    """Make a name up: no two people have the same."""
    first, rest = divmod(place, len(GIVEN))
    return (
        SURNAMES[first % len(SURNAMES)] + GIVEN[rest] + GIVEN[(first // len(SURNAMES) + rest) % 15]
    )


def _delegates():
    heading = SHEETS["代表名单"][0] + ["发票状态"]
    rows = []
    for category, fee in FEES.items():
        for place, reg_no in enumerate(reg_nos(category)):
            paid = 0 if category == "MEM" and place < UNPAID else fee
            number = len(rows)
            rows.append(
                [reg_no, name(number), f"Person {number}", f"第{number % 20 + 1}医院", "", category,
                 f"137{number:08d}", "", "", fee, paid, "", "", "", "正常",
                 "已开" if category == "STU" and place < 6 else ""]
            )  # fmt: skip
    return [heading, *rows]


def _guests():
    heading = SHEETS["嘉宾"][0]
    return [heading] + [
        [reg_no, "A", "接待甲", "13800000090", 3000 if category == "SPK" else "", "GIFT", "A1", "", ""]
        for category in ("VIP", "SPK")
        for reg_no in reg_nos(category)
    ]  # fmt: skip


DAY_SHEETS = SHEETS | {
    "类别": [
        ["类别代码", "名称", "英文名称", "注册区", "费用(元)", "现场费用(元)"],
        ["VIP", "贵宾", "VIP guest", "VIP", 0, ""],
        ["SPK", "讲者", "Speaker", "VIP", 0, ""],
        ["MEM", "会员代表", "Member", "PRE", 1800, 2200],
        ["STU", "学生", "Student", "PRE", 600, 800],
        ["MED", "媒体", "Press", "MED", 0, ""],
        ["STF", "工作人员", "Staff", "STF", 0, ""],
    ],
    "注册区": [
        ["注册区代码", "名称", "英文名称", "开放时间", "关闭时间", "台位数", "位置"],
        ["PRE", "预注册区", "Pre-registered", *OPEN, 4, "一层大厅"],
        ["VIP", "贵宾区", "VIP", *OPEN, 1, "二层"],
        ["MED", "媒体区", "Media", *OPEN, 1, "一层西侧"],
        ["WALK", "现场注册区", "Walk-in", *OPEN, 1, "一层东侧"],
        ["FIN", "财务区", "Finance", *OPEN, 2, "一层东侧"],
        ["MAT", "资料区", "Materials", *OPEN, 1, "一层大厅"],
        ["STF", "工作人员区", "Staff", *OPEN, 1, "负一层"],
    ],
    "物资": [
        ["物资代码", "名称", "英文名称", "类型", "适用类别", "每人数量", "需签收", "库存"],
        ["BAG", "资料袋", "Bag", "发放", "VIP,SPK,MEM,STU", 1, "否", 400],
        ["LUNCH", "午餐券", "Lunch voucher", "餐券", "", 1, "否", 400],
        ["KIT", "媒体资料", "Press kit", "发放", "MED", 1, "否", 40],
        ["GIFT", "纪念品", "Gift", "礼品", "VIP,SPK", 1, "是", 40],
    ],
    "代表名单": _delegates(),
    "嘉宾": _guests(),
}
