"""The sample congress as a planning workbook. Its people are made up of common characters."""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

Row = list[Any]

SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾"
    "程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范单仇解查盖"
)
GIVEN = "明华建文军平志伟东海强晓丽红玉兰秀英桂芳燕雪梅静敏慧颖佳宁思远子涵浩然雨桐一诺欣怡嘉宇泽𠮷喆䶮㛃"
LATIN = (
    ("Jürgen Probst", "Universität am Fluss"),
    ("Łucja Żak", "Instytut Doświadczalny"),
    ("Nguyễn Thị Hoa", "Đại học Sông Xanh"),
    ("José Peña-Šimko", "Hospital del Valle"),
    ("محمد النهري", "جامعة الواحة"),
    ("สมหญิง ใจงาม", "โรงพยาบาลริมน้ำ"),
    ("山田 花子", "川辺大学病院"),
    ("김하늘", "강변대학교병원"),
    ("Олена Річна", "Університет над Річкою"),
    ("דנה נהר", "המרכז הרפואי בעמק"),
)
ORGANISATIONS = (
    "江畔大学附属第一医院", "江畔大学附属第二医院", "青湖市人民医院", "云岭医学院", "南浦中心医院",
    "河东区卫生服务中心",
    "星野康复医院", "北岭大学公共卫生学院", "海棠医疗器械有限公司", "长汀科技有限公司",
)  # fmt: skip
POSITIONS = (
    "教授",
    "主任医师",
    "副主任医师",
    "主治医师",
    "护士长",
    "研究员",
    "工程师",
    "博士研究生",
    "",
)
HOSTS = ("接待甲", "接待乙")
DELEGATE_COLUMNS = (
    "注册编号", "姓名", "英文名", "单位", "职务", "类别", "手机", "邮箱",
    "餐食要求", "应缴(元)", "已缴(元)", "缴费方式", "备注", "桌号", "发票抬头", "税号", "发票状态",
    "发票袋号",
)  # fmt: skip
CATEGORIES = (
    ("VIP", "贵宾", "VIP guest", "VIP", 0, 0),
    ("SPK", "讲者", "Speaker", "VIP", 0, 0),
    ("MED", "媒体", "Media", "MEDIA", 0, 0),
    ("MEM", "会员代表", "Member", "PRE", 1200, 1500),
    ("NON", "非会员代表", "Non-member", "PRE", 1600, 2000),
    ("STU", "学生代表", "Student", "PRE", 600, 800),
    ("EXH", "参展商", "Exhibitor", "PRE", 0, 0),
    ("STF", "工作人员", "Staff", "STAFF", 0, 0),
)
TAX_NUMBER = "91350100M000100Y43"  # the valid one of GB 32100's own example
SHARES = (3, 6, 3, 38, 20, 18, 8, 4)
ZONES = (
    ("PRE", "预注册区", "Pre-registered", 4, "一层大厅 A 区"),
    ("VIP", "贵宾与讲者区", "VIP and speakers", 2, "一层东侧贵宾厅"),
    ("MEDIA", "媒体签到区", "Media", 1, "一层大厅 B 区"),
    ("WALKIN", "现场注册区", "On-site registration", 2, "一层大厅 C 区"),
    ("FIN", "财务区", "Finance", 2, "一层大厅 D 区"),
    ("MAT", "资料与胸卡区", "Materials and badges", 2, "一层大厅 E 区"),
    ("STAFF", "工作人员签到", "Staff", 1, "二层 201"),
)


def write_congress(path: Path, *, delegates: int, starts_on: date) -> None:
    """Write the sample congress's workbook: three days from ``starts_on``, so many delegates."""
    book = xlsxwriter.Workbook(path)
    heading = book.add_format({"bold": True, "bg_color": "#eef2f6"})
    for name, rows in _sheets(delegates, starts_on).items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row, heading if number == 0 and name != "会议" else None)
        sheet.freeze_panes(1, 0)
    book.close()


def _sheets(delegates: int, starts_on: date) -> dict[str, list[Row]]:
    dice = random.Random(delegates)  # noqa: S311 - the same sample every time, not a secret
    people = [_delegate(number, dice) for number in range(1, delegates + 1)]
    second = starts_on + timedelta(days=1)
    return {
        "会议": _event(starts_on),
        "类别": [
            ["类别代码", "名称", "英文名称", "注册区", "费用(元)", "现场费用(元)"],
            *map(list, CATEGORIES),
        ],
        "注册区": [
            ["注册区代码", "名称", "英文名称", "开放时间", "关闭时间", "台位数", "位置"],
            *(
                [code, name, english, f"{starts_on} 06:00", f"{second} 20:00", desks, place]
                for code, name, english, desks, place in ZONES
            ),
        ],
        "通道": _checkpoints(),
        "日程": _programme(starts_on),
        "物资": [
            [
                "物资代码",
                "名称",
                "英文名称",
                "类型",
                "适用类别",
                "每人数量",
                "需签收",
                "库存",
                "有效开始",
                "有效结束",
                "地点",
            ],
            ["BAG", "资料袋", "Congress bag", "发放", "", 1, "否", delegates + 50, "", "", ""],
            [
                "LUNCH",
                "午餐券",
                "Lunch voucher",
                "餐券",
                "",
                1,
                "否",
                delegates + 50,
                f"{starts_on} 11:30",
                f"{starts_on} 14:00",
                "餐厅",
            ],
            ["PRESS", "媒体资料包", "Press kit", "发放", "MED", 1, "否", 40, "", "", ""],
            ["GIFT", "嘉宾礼品", "Speaker gift", "礼品", "VIP,SPK", 1, "是", 60, "", "", ""],
            ["FEE", "讲课费", "Lecture fee", "讲课费", "SPK", 1, "是", "", "", "", ""],
            ["RX", "同传接收机", "Receiver", "借还", "", 1, "否", 200, "", "", ""],
            ["DOC", "内部资料(编号)", "Numbered paper", "编号资料", "VIP", 1, "是", 40, "", "", ""],
        ],
        "代表名单": [list(DELEGATE_COLUMNS), *people],
        "嘉宾": [
            [
                "注册编号",
                "级别",
                "接待人",
                "接待电话",
                "讲课费(元)",
                "礼品",
                "场次",
                "到达时间",
                "休息室",
            ],
            *_guests(people, starts_on),
        ],
        "工作人员": [
            ["姓名", "角色", "手机", "注册区", "班次", "到岗时间"],
            ["组织者甲", "组织者", "13900000001", "", "", ""],
            ["主管乙", "主管", "13900000002", "PRE", "全天", "07:30"],
            ["注册丙", "注册", "13900000003", "PRE", "上午", "07:30"],
            ["通道丁", "通道", "13900000004", "", "上午", "08:00"],
            ["技术戊", "技术", "13900000005", "", "全天", "07:00"],
            ["财务己", "财务", "13900000006", "FIN", "全天", "07:30"],
        ],
    }


def _guests(people: list[Row], starts_on: date) -> list[Row]:
    sessions = ("OPEN", "PLEN", "A1")
    guests = [row for row in people if row[5] in ("VIP", "SPK")]
    return [
        [
            row[0],
            "A" if row[5] == "VIP" else "B",
            HOSTS[number % len(HOSTS)],
            f"1390000001{number % len(HOSTS)}",
            2000 if row[5] == "SPK" else "",
            "GIFT",
            sessions[number % len(sessions)],
            f"{starts_on} 08:{number % 60:02d}",
            "贵宾室 1",
        ]
        for number, row in enumerate(guests)
    ]


def _event(starts_on: date) -> list[Row]:
    return [
        ["会议名称", "江畔医学与健康大会"],
        ["英文名称", "Riverside Congress of Medicine and Health"],
        ["会议代码", f"RC{starts_on:%Y}"],
        ["开始日期", starts_on.isoformat()],
        ["结束日期", (starts_on + timedelta(days=2)).isoformat()],
        ["时区", "Asia/Shanghai"],
        ["会议地点", "江畔会议中心"],
        ["场地容量", 1500],
        ["币种", "CNY"],
        ["语言", "zh-Hans,en"],
        ["预计报到率", 0.95],
        ["贵宾出席率", 0.9],
    ]


def _checkpoints() -> list[Row]:
    return [
        ["通道代码", "名称", "英文名称", "区域", "容量", "方向", "允许类别"],
        ["MAIN-IN", "主会场入口", "Main hall entrance", "MAIN", 800, "进", ""],
        ["MAIN-OUT", "主会场出口", "Main hall exit", "MAIN", 800, "出", ""],
        ["ROOM2", "二号厅", "Room 2", "R2", 120, "双向", ""],
        ["DINE-IN", "餐厅入口", "Dining hall entrance", "DINE", 400, "进", ""],
        ["LOUNGE-IN", "贵宾休息室", "VIP lounge", "LOUNGE", 40, "进", "VIP,SPK"],
    ]


def _programme(starts_on: date) -> list[Row]:
    second = starts_on + timedelta(days=1)
    return [
        ["场次代码", "名称", "英文名称", "区域", "开始", "结束", "允许类别", "学分"],
        ["OPEN", "开幕式", "Opening", "MAIN", f"{starts_on} 09:00", f"{starts_on} 10:00", "", 0],
        [
            "PLEN",
            "大会报告",
            "Plenary",
            "MAIN",
            f"{starts_on} 10:15",
            f"{starts_on} 12:00",
            "",
            1.5,
        ],
        ["LUNCH1", "午餐", "Lunch", "DINE", f"{starts_on} 12:00", f"{starts_on} 13:30", "", 0],
        [
            "A1",
            "康复专场",
            "Rehabilitation",
            "R2",
            f"{starts_on} 14:00",
            f"{starts_on} 17:00",
            "",
            2,
        ],
        ["CLOSE", "闭幕式", "Closing", "MAIN", f"{second} 15:00", f"{second} 16:00", "", 0],
    ]


def _delegate(number: int, dice: random.Random) -> Row:
    if number % 17 == 0:
        name, organisation = LATIN[number // 17 % len(LATIN)]
    else:
        name = dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2, 2))))
        organisation = dice.choice(ORGANISATIONS)
    category = dice.choices(CATEGORIES, weights=SHARES)[0]
    fee = category[4]
    paid = fee if dice.random() < 0.88 else 0  # noqa: PLR2004 - most have paid
    return [
        f"RC{number:05d}",
        name,
        "",
        organisation,
        dice.choice(POSITIONS),
        category[0],
        f"1{dice.choice('3578')}{dice.randrange(10**8, 10**9)}",
        f"d{number}@example.org",
        dice.choice(("", "", "", "素食", "清真")),
        fee,
        paid,
        dice.choice(("微信", "支付宝", "银行汇款")) if paid else "",
        dice.choice(("", "", "", "", "轮椅通道")),
        f"{number % 12 + 1}" if category[0] in ("VIP", "SPK") else "",
        *_invoice(organisation, number if paid else 0),
    ]


def _invoice(title: str, number: int) -> Row:
    """Prepare the invoice of every third who paid, in a numbered bag."""
    if number % 3 or not number:
        return ["", "", "", ""]
    return [title, TAX_NUMBER, "已开具", f"F{number:03d}"]
