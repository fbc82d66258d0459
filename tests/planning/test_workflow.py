"""Facts into the planners' workflow: found by what rows say, forward only, one line of ours."""

import json
import random
import shutil
import tomllib

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from synced_plan import FIRST, SECOND, SyncedPlan, happened

from onsite.errors import OnsiteError
from onsite.planning.workflow_facts import FACTS, Answer
from onsite.planning.workflow_mapping import (
    SHIPPED,
    Row,
    find_rows,
    keep_mapping,
    read_mapping,
)
from onsite.reports.budget_counts import Counted

HEADINGS = ["编号", "项目流程", "管理流程", "管理子流程", "任务状态", "执行信息"]
# Worded in our own way; several rows that are none sound much like one that is.
LIST = {
    "budget": ("财务", "预算", "按到会人数调整餐饮和用车的预算"),
    "": ("财务", "预算", "预算初稿"),
    "lecture_fees": ("嘉宾", "现场接待", "讲者的讲课费签收"),
    " ": ("嘉宾", "会前", "讲课费签收表制作"),
    "gifts": ("嘉宾", "现场接待", "给贵宾的礼品领取"),
    "  ": ("嘉宾", "会前", "礼品采购"),
    "volunteers": ("人员", "志愿者", "志愿者每日签到和补贴"),
    "   ": ("人员", "志愿者", "志愿者培训"),
    "opening_hours": ("注册", "注册台", "注册台的开放时间"),
    "    ": ("注册", "注册台", "注册台搭建"),
    "pre_registered": ("注册", "现场报到", "网上报名者报到注册"),
    "     ": ("注册", "分区", "预注册代表注册区域"),
    "walk_ins": ("注册", "现场报到", "现场报名的代表填表、缴费"),
    "guests": ("注册", "现场报到", "贵宾和讲者报到"),
    "invoices": ("注册", "现场报到", "发票领取"),
    "materials": ("注册", "现场报到", "资料袋领取"),
    "staff_on_duty": ("注册", "当天", "员工到位"),
    "attendee_list": ("会后", "交付", "参会人员名单"),
    "attendance": ("会后", "总结报告", "到会情况汇总"),
}
ENGLISH = {
    "budget": ("Finance", "Budget", "Revise the cost by headcount"),
    "lecture_fees": ("Speakers", "On site", "Speaker fees paid and signed for"),
    "gifts": ("Speakers", "On site", "Gifts handed out"),
    "volunteers": ("Staff", "Volunteers", "Volunteers' sign-in"),
    "opening_hours": ("Registration", "Desks", "Opening hours of the registration desk"),
    "pre_registered": ("Registration", "On site", "Check-in of the pre-registered"),
    "walk_ins": ("Registration", "On site", "On-site registration (form, payment)"),
    "guests": ("Registration", "On site", "Speakers check in"),
    "invoices": ("Registration", "On site", "Invoices collected"),
    "materials": ("Registration", "On site", "Distribute the bags"),
    "staff_on_duty": ("Registration", "On site", "Staff in place"),
    "attendee_list": ("After the congress", "Hand-over", "Attendance list"),
    "attendance": ("Reports", "Closing report", "Count who attended"),
}


@pytest.fixture
def mapping(tmp_path):
    return read_mapping(tmp_path, known=FACTS)


def rows_of(texts):
    return [Row(number, *row) for number, row in enumerate(texts, 2)]


@pytest.mark.parametrize("texts", [LIST, ENGLISH])
def test_every_fact_finds_its_row_in_a_list_of_other_words(mapping, texts):
    numbers = dict(enumerate(texts, 2))

    found = find_rows(mapping, rows_of(texts.values()))

    assert {fact: [numbers[row.number] for row in rows] for fact, rows in found.items()} == {
        fact: [fact] for fact in FACTS
    }


@pytest.mark.parametrize("seed", range(5))
def test_order_and_numbers_of_the_rows_do_not_matter(mapping, seed):
    shuffled = random.Random(seed).sample(list(LIST.items()), len(LIST))
    numbers = dict(enumerate((fact for fact, _ in shuffled), 2))

    found = find_rows(mapping, rows_of(row for _, row in shuffled))

    assert all([numbers[row.number] for row in rows] == [fact] for fact, rows in found.items())


def test_the_shipped_mapping_names_every_fact_and_nothing_else():
    assert tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["answers"].keys() == FACTS.keys()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[states", "can't be used"),
        ("[states]\nbegun=[]\ndone=[]\n[answers]", "not_started"),
        ('[answers.lunch]\nwords=[["午餐"]]', "there is no fact 'lunch'"),
        ("[answers.guests]\nwords=[]", "would fit every row"),
        ('[answers.guests]\nwords=[["-"]]', "would fit every row"),
    ],
)
def test_a_mapping_that_says_nothing_sensible_is_refused(tmp_path, content, told):
    if "[states" not in content:
        content = '[states]\nnot_started=["a"]\nbegun=["b"]\ndone=["c"]\n' + content
    (tmp_path / "workflow.toml").write_text(content, encoding="utf-8")

    with pytest.raises(OnsiteError, match=told) as refused:
        read_mapping(tmp_path, known=FACTS)

    assert refused.value.code == "workflow_mapping"


def test_an_edited_mapping_is_read_and_never_written_over(tmp_path):
    keep_mapping(tmp_path)
    own = tmp_path / "workflow.toml"
    own.write_text(own.read_text(encoding="utf-8").replace('"贵宾"', '"大咖"'), encoding="utf-8")
    keep_mapping(tmp_path)

    edited = read_mapping(tmp_path, known=FACTS)

    found = find_rows(edited, [Row(2, "", "", "大咖签到"), Row(3, "", "", "贵宾签到")])
    assert [row.number for row in found["guests"]] == [2]


def said(text, *, begun=True, done=False):
    return Answer({"zh-Hans": text, "en": f"{text}."}, has_begun=begun, is_done=done)


class Workflow:
    """A plan with a workflow of few rows, synced with what the tests say happened."""

    def __init__(self, event, mapping):
        self.event, self.mapping, self.answers = event, mapping, {}

    def sync(self, answers=None, **options):
        self.answers = self.answers if answers is None else answers
        onsite = happened(FIRST, SECOND, answers=self.answers)
        return self.event.sync(onsite, mapping=self.mapping, **options)

    def row(self, number, *, of=None):
        """Read 任务状态 and 执行信息 of a row."""
        return tuple(self.event.rows("项目流程", of=of)[number - 1][4:6])

    def write(self, cell, text):
        def change(sheet):
            sheet.parent["项目流程"][cell] = text

        self.event.edit(change)


@pytest.fixture
def workflow(sheets, write_plan, tmp_path, mapping):
    sheets["项目流程"] = [
        HEADINGS,
        ["7.1", *LIST["guests"], "未开始", ""],
        ["7.2", *LIST["invoices"], "未开始", "财务甲: 已装袋 \n财务乙: 已核对"],
        ["7.3", *LIST["materials"], "暂停", ""],
        ["7.4", *LIST["attendance"], "已完成", ""],
    ]
    return Workflow(SyncedPlan(write_plan(sheets), tmp_path), mapping)


def test_a_line_is_added_below_those_of_others_and_the_state_moves_on(workflow):
    answer = workflow.sync({"guests": said("嘉宾 3/4"), "invoices": said("发票 2/5", done=True)})

    assert workflow.row(2) == ("进行中", "[现场] 嘉宾 3/4")
    assert workflow.row(3) == ("已完成", "财务甲: 已装袋 \n财务乙: 已核对\n[现场] 发票 2/5")
    assert answer["conflicts"] == []
    assert workflow.sync()["unchanged"] is True


def test_only_our_own_line_is_replaced_wherever_it_stands_now(workflow):
    workflow.sync({"invoices": said("发票 2/5")})
    workflow.write("F3", "[现场] 财务乙来过\n[现场] 发票 2/5\n财务丙: 收工")

    assert workflow.sync({"invoices": said("发票 5/5", done=True)})["conflicts"] == []
    assert workflow.row(3) == ("已完成", "[现场] 财务乙来过\n[现场] 发票 5/5\n财务丙: 收工")


def test_states_never_go_back_and_unknown_ones_are_left(workflow):
    workflow.sync({"materials": said("资料 9"), "attendance": said("到会 9")})

    assert workflow.row(4) == ("暂停", "[现场] 资料 9")
    assert workflow.row(5) == ("已完成", "[现场] 到会 9")


def test_what_has_not_begun_is_told_and_moves_nothing(workflow):
    workflow.sync({"guests": said("嘉宾 0/4", begun=False)})

    assert workflow.row(2) == ("未开始", "[现场] 嘉宾 0/4")


def test_planners_who_moved_a_state_on_are_followed_and_who_took_ours_back_are_asked(workflow):
    workflow.write("E2", "进行中")
    workflow.sync({"guests": said("嘉宾 4/4", done=True), "invoices": said("发票 2/5")})
    assert workflow.row(2)[0] == "已完成"
    workflow.write("E3", "未开始")

    answer = workflow.sync()

    assert workflow.row(3)[0] == "未开始"
    assert answer["conflicts"] == [
        {"sheet": "项目流程", "cell": "E3", "planned": "未开始", "onsite": "进行中"}
    ]


def test_our_line_that_the_planners_changed_or_deleted_stays_as_they_have_it(workflow):
    workflow.sync({"guests": said("嘉宾 3/4"), "invoices": said("发票 2/5")})
    workflow.write("F2", "[现场] 嘉宾 3/4, 已核对")
    workflow.write("F3", "财务甲: 已装袋")

    answer = workflow.sync({"guests": said("嘉宾 4/4"), "invoices": said("发票 3/5")})

    assert workflow.row(2)[1] == "[现场] 嘉宾 3/4, 已核对"
    assert workflow.row(3)[1] == "财务甲: 已装袋"
    assert [(one["cell"], one["onsite"]) for one in answer["conflicts"]] == [
        ("F2", "[现场] 嘉宾 4/4"),
        ("F3", "[现场] 发票 3/5"),
    ]


def test_a_clean_copy_gets_the_line_that_the_first_one_got(workflow, tmp_path):
    clean = shutil.copy(workflow.event.plan, tmp_path / "clean.xlsx")
    workflow.sync({"guests": said("嘉宾 3/4")})

    assert workflow.sync(to=clean)["conflicts"] == []
    assert workflow.row(2, of=clean) == ("进行中", "[现场] 嘉宾 3/4")


def test_a_fact_that_fits_no_row_or_several_is_told_and_written_nowhere(workflow):
    workflow.write("D4", "贵宾签到")
    onsite = happened(answers={"guests": said("嘉宾 3/4"), "gifts": said("礼品 1")})

    notes = workflow.event.run(onsite, mapping=workflow.mapping).notes

    assert workflow.row(2) == ("未开始", "")
    assert workflow.row(4) == ("暂停", "")
    assert notes[0].sentence.startswith(
        "项目流程: no row asks for 'gifts'; where there is one, name its words"
    )
    assert notes[1].sentence.startswith(
        "项目流程: 2 rows could ask for 'guests', nothing was written into any:"
    )
    assert "2 (贵宾和讲者报到), 4 (贵宾签到)" in notes[1].rows
    assert len(notes) == 2


def test_a_state_is_worded_as_the_sheet_words_it(workflow):
    workflow.write("E5", "已办结")

    workflow.sync({"guests": said("嘉宾 4/4", done=True)})

    assert workflow.row(2)[0] == "已办结"


def test_an_english_workbook_is_answered_in_english(sheets, write_plan, tmp_path, mapping):
    sheets["Delegates"] = [
        ["Reg no", "Name", "Category"],
        *([row[0], row[1], row[3]] for row in sheets.pop("代表名单")[1:]),
    ]
    sheets["Workflow"] = [
        ["No", "Process", "Step", "Sub-step", "State", "Log"],
        ["1", *ENGLISH["guests"], "Not started", "Ann: rooms are ready"],
    ]
    event = SyncedPlan(write_plan(sheets), tmp_path)

    event.sync(happened(answers={"guests": said("3 of 4")}), mapping=mapping)

    assert event.rows("Workflow")[1][4:] == [
        "In progress",
        "Ann: rooms are ready\n[现场] 3 of 4.",
    ]
    assert event.rows("参会名单")[0][:3] == ["Reg. no.", "Name", "Latin name"]
    assert event.sync(happened(answers={"guests": said("3 of 4")}), mapping=mapping)["unchanged"]


def test_a_csv_package_is_answered_and_counted_too(tmp_path, mapping):
    folder = tmp_path / "package"
    folder.mkdir()
    files = {
        "delegates": "reg_no,name,category\nT001,代表甲,MEM\nT002,代表乙,VIP\n",
        "workflow": "number,process,step,sub_step,state,log\n"
        '1,Registration,On site,Speakers check in,Not started,"Ann: ready\nBob: ready too"\n',
        "budget": "name,planned_count,unit_price,counted_by\nBadges,3,2.5,check_in\n",
    }
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    resources = [{"name": name, "path": f"{name}.csv"} for name in files]
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}))
    event = SyncedPlan(folder, tmp_path)
    onsite = happened(answers={"guests": said("3 of 4")}, counted={"check_in": Counted(4)})

    assert event.sync(onsite, mapping=mapping)["conflicts"] == []

    flow = (folder / "workflow.csv").read_text(encoding="utf-8")
    assert flow.endswith('In progress,"Ann: ready\nBob: ready too\n[现场] 3 of 4."\n')
    assert (folder / "budget.csv").read_text(encoding="utf-8") == (
        "name,planned_count,unit_price,counted_by,Actual count,Actual amount\n"
        "Badges,3,2.5,check_in,4,10\n"
    )
    assert (folder / "attendance.csv").read_text(encoding="utf-8-sig").startswith("Reg. no.,Name")
    assert event.sync(onsite, mapping=mapping)["unchanged"] is True


def test_what_others_wrote_keeps_its_look(workflow):
    red = InlineFont(color="FFC00000", b=True)

    def write_in_red(sheet):
        cell = sheet.parent["项目流程"]["F3"]
        cell.value = CellRichText("财务甲: ", TextBlock(red, "缺 2 张"), "\n财务乙: 已核对")

    workflow.event.edit(write_in_red)
    workflow.sync({"invoices": said("发票 2/5")})
    workflow.sync({"invoices": said("发票 3/5")})

    book = openpyxl.load_workbook(workflow.event.plan, rich_text=True)
    text = book["项目流程"]["F3"].value
    assert str(text) == "财务甲: 缺 2 张\n财务乙: 已核对\n[现场] 发票 3/5"
    assert [part.text for part in text if isinstance(part, TextBlock) and part.font.b] == [
        "缺 2 张"
    ]
    assert workflow.row(3)[1] == str(text)
    assert workflow.sync()["unchanged"] is True
