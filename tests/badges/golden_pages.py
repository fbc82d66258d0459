"""The pages that are kept as pictures in `golden/`: the hard names, and every shipped template.

`python -m tests.badges.golden_pages` draws them anew; look at each before it is committed.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw

from onsite.badges import documents, drawing, layout, template
from onsite.badges.boxes import Template, TextBox
from onsite.badges.drawing import BadgeValues, draw_page
from onsite.badges.fonts import Weight
from onsite.badges.name_lists import name_list
from onsite.badges.papers import Code, Pair, Rule, Slip, Text
from onsite.badges.slips import slip_page
from onsite.badges.tables import Letterhead
from tests.badges.hard_names import HARD_NAMES

FOLDER = Path(__file__).parent / "golden"
RESOLUTIONS = (203, 300)
CREDENTIAL = "C26P7ZK4M9QW3TX8RB5HN6VJ2DYA0"
CELL = Template(
    width_mm=50,
    height_mm=25,
    text=(
        TextBox(
            text="{name}",
            size_mm=12,
            wrap_below_mm=6,
            lines=2,
            weight=Weight.BOLD,
            x_mm=2,
            y_mm=2,
            width_mm=46,
            height_mm=21,
        ),
    ),
)
COLUMNS, SHEET_DPI = 4, 203
PERSON = BadgeValues(
    event_name="2026年样例医学大会",
    event_name_en="Sample Medical Congress 2026",
    event_place="样例市国际会议中心",
    event_dates="2026-12-05 – 2026-12-07",
    name="王𠮷䶮",
    latin_name="Wang Jiyan",
    organisation="样例大学附属医院",
    position="主任医师",
    category="DEL",
    category_name="代表",
    category_name_en="Delegate",
    category_colour="#0b57a4",
    reg_no="R0001",
    credential=CREDENTIAL,
    sessions="开幕式 · 样例专题",
    table="12",
    seat="桌号 Table 12",
    diet="清真 Halal",
    box="4",
    meal="午餐 Lunch",
    valid="12-05 11:30-13:30",
    place="二层样例厅",
    number="LUN1-0042",
    credits="3.5",
    attended="开幕式 Opening: 58 min, 学分 credits 1.5；样例专题 Sample session: 90 min, 学分 credits 2",
    issued_on="2026-12-07",
)
RECEIPT = Slip(
    "收据 Receipt",
    (
        Pair("编号 No.", "000123"),
        Rule(),
        Pair("王𠮷䶮 注册费 Fee", "1,800.00"),
        Pair("Nguyễn Thị Hường Mẫu", "900.00"),
        Rule(),
        Pair("合计 Total", "¥2,700.00", is_total=True),
        Code(CREDENTIAL, "R0001"),
        Text("本收据不作为报销凭证。This receipt is no tax invoice."),
    ),
    subtitle="2026年样例医学大会",
    copy="副本 Copy 2",
)


def pages() -> dict[str, Callable[[], Image.Image]]:
    """Name every picture, and how it is drawn."""
    drawn: dict[str, Callable[[], Image.Image]] = {"hard-names": hard_names}
    for name in template.shipped_names():
        for dpi in RESOLUTIONS:
            for number, side in enumerate(sides(name), start=1):
                suffix = "-back" if number > 1 else ""
                drawn[f"{name}{suffix}-{dpi}"] = lambda page=side, dpi=dpi: draw_page(
                    page, dpi=dpi, one_bit=True
                )
    return drawn


def sides(name: str) -> list[layout.Page]:
    """Lay a shipped template out: the front, and the back if there is one."""
    shipped = template.shipped(name)
    if shipped.strip is not None:
        return [slip_page(RECEIPT, width_mm=72, height_mm=None)]
    if shipped.table is not None:
        people = [
            replace(PERSON, reg_no=f"R{n:04}", name=x, latin_name="")
            for n, x in enumerate(HARD_NAMES[:37])
        ]
        letterhead = Letterhead("2026年样例医学大会", "2026-12-05 08:00")
        return documents.sheets(name_list(shipped, people, letterhead))
    return layout.pages(shipped, PERSON)


def hard_names() -> Image.Image:
    """Draw the sheet of forty names, each in a place of 46 x 21 mm."""
    cells = [
        drawing.draw(CELL, BadgeValues(name=name), dpi=SHEET_DPI, one_bit=True)
        for name in HARD_NAMES
    ]
    width, height = cells[0].size
    sheet = Image.new("1", (width * COLUMNS, height * -(-len(cells) // COLUMNS)), 1)
    brush = ImageDraw.Draw(sheet)
    for number, cell in enumerate(cells):
        left, top = number % COLUMNS * width, number // COLUMNS * height
        sheet.paste(cell, (left, top))
        brush.rectangle((left, top, left + width - 1, top + height - 1), outline=0)
    return sheet


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, draw in pages().items():
        draw().save(FOLDER / f"{name}.png", optimize=True)
