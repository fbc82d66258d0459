"""A door's roster says what the event would: random people at every door, before and after random changes."""

import json
import random
import subprocess
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from onsite.asking import Asking, Principal, Station
from onsite.scanner import queries, service
from onsite.scanner.rules import refused_by_rights
from tests import needs
from tests.congress import SHEETS, write_workbook
from tests.finance.conftest import Cashier
from tests.served_event import new_id

PLAY = Path(__file__).parents[1] / "kiosk_ui" / "door_roster_play.js"
DOORS = ("H1-IN", "DIN-IN", "LNG")
PEOPLE = 60
CHANGES = 40
ASKED_A_DOOR = 90  # of all the codes
SWITCHES = ("payment_required", "check_in_first", "hours", "session_windows", "offline_names")
CLOSE = (timedelta(milliseconds=-1), timedelta(0), timedelta(milliseconds=1))
STRANGERS = ["", "TRM26", "HTTPS://EXAMPLE.INVALID/T", "WIFI:S:HALL;;", "😀", "X" * 600]


@pytest.fixture(scope="module")
def luck():
    return random.Random("a roster")


@pytest.fixture(scope="session")
def plan_path(tmp_path_factory):
    """A congress of many people whose traits are random, some with codes of another shop."""
    luck = random.Random("people")
    heads, *_ = SHEETS["代表名单"]
    rows = [heads]
    for number in range(PEOPLE):
        category = luck.choice(["VIP", "SPK", "MEM", "MEM", "STU", "STF"])
        due = {"MEM": 1800, "STU": 600}.get(category, 0)
        code = luck.choice(["", "", str(UUID(int=luck.getrandbits(128))), f"S-{number:04}"])
        row = {
            "注册编号": f"P{number:03}", "姓名": f"代表{number}", "单位": "医院", "类别": category,
            "应缴(元)": due, "已缴(元)": due if luck.random() < 0.7 else 0, "票码": code,
            "状态": "取消" if luck.random() < 0.1 else "正常",
        }  # fmt: skip
        rows.append([row.get(head, "") for head in heads])
    path = tmp_path_factory.mktemp("plan") / "many.xlsx"
    return write_workbook(path, {**SHEETS, "代表名单": rows, "嘉宾": SHEETS["嘉宾"][:1]})


@pytest.fixture(scope="session")
def founded_event(plan_path, tmp_path_factory):
    from onsite.config import Settings
    from onsite.founding import found_event
    from onsite.planning.reading import read_plan

    reading = read_plan(plan_path)
    assert not reading.errors, reading.errors
    path = tmp_path_factory.mktemp("founded") / "event"
    return found_event(path, reading.plan, plan_path=plan_path, settings=Settings())


class Day:
    """What happens to people and doors on a day, at random, through the API."""

    def __init__(self, event, venue_clock, luck):
        self.event, self.clock, self.luck = event, venue_clock, luck
        self.cashier = Cashier(event)
        self.cashier.open()
        self.desk = self.cashier.token
        self.supervisor = event.operator("supervisor", at=self.desk)
        self.control = event.token("control")
        self.organiser = event.operator("organiser", at=self.control)
        self.done = set()

    def change(self):
        """Change one thing; what the event refuses for good reason is no change."""
        self.clock.forward(seconds=self.luck.choice([1, 30, 600]))
        kinds = [
            self.arrive, self.block, self.excuse, self.lose, self.cancel, self.pay, self.walk_in,
            self.recategorise, self.rename, self.merge, self.set_policy, self.bind,
        ]  # fmt: skip
        act = self.luck.choice(kinds)
        answer = act(self.luck.choice(self.people()))
        assert answer.status_code in (200, 409, 422), answer.text
        if answer.status_code == 200:
            self.done.add(act.__name__)

    def people(self):
        return [reg_no for (reg_no,) in self.event.rows("SELECT reg_no FROM delegates ORDER BY id")]

    def post(self, path, id_field, **body):
        sent = {id_field: new_id(), **body}
        return self.event.post(path, sent, self.desk, operator=self.supervisor)

    def arrive(self, reg_no):
        body = {"check_in_id": new_id(), "reg_no": reg_no}
        return self.event.post("/check-ins", body, self.desk)

    def block(self, reg_no):
        blocked = self.luck.random() < 0.7
        return self.post("/blocks", "block_id", reg_no=reg_no, blocked=blocked, reason="随机")

    def excuse(self, reg_no):
        kind, revoked = self.luck.choice(["unpaid", "blocked"]), self.luck.random() < 0.3
        body = {"reg_no": reg_no, "kind": kind, "revoked": revoked, "reason": "随机"}
        return self.post("/overrides", "override_id", **body)

    def lose(self, reg_no):
        return self.post("/revocations", "revocation_id", reg_no=reg_no, reason="丢失")

    def cancel(self, reg_no):
        cancelled = self.luck.random() < 0.6
        body = {"reg_no": reg_no, "cancelled": cancelled, "reason": "随机"}
        return self.post("/cancellations", "cancellation_id", **body)

    def pay(self, reg_no):
        owing = self.event.rows(
            "SELECT reg_no, due_fen + charged_fen - paid_fen - received_fen AS owes FROM delegates "
            "WHERE owes > 0 AND NOT is_cancelled"
        )
        who, owes = self.luck.choice(owing)
        return self.cashier.pay({who: owes}, "card")

    def walk_in(self, _):
        number = self.luck.randrange(10**8)
        return self.event.walk_in(self.desk, name=f"现场{number}", phone=f"137{number:08}")

    def recategorise(self, reg_no):
        body = {"reg_no": reg_no, "category": self.luck.choice(["VIP", "MEM", "STU"])}
        return self.post("/category-changes", "category_change_id", reason="随机", **body)

    def rename(self, reg_no):
        name = f"改名{self.luck.randrange(1000)}"
        return self.post("/name-fixes", "name_fix_id", reg_no=reg_no, reason="错字", name=name)

    def merge(self, reg_no):
        gone = self.luck.choice(self.people())
        return self.post("/merges", "merge_id", keep=reg_no, gone=gone, reason="同一人")

    def set_policy(self, _):
        policy = {name: self.luck.random() < 0.5 for name in SWITCHES}
        path = f"/checkpoints/{self.luck.choice(DOORS)}/policy"
        return self.event.put(path, policy, self.control, operator=self.organiser)

    def bind(self, reg_no):
        body = {"blank_batch_id": new_id(), "count": 1}
        number = self.event.post("/blank-batches", body, self.control, operator=self.organiser).json
        body = {"reg_no": reg_no, "credential": str(number["first_number"])}
        return self.post("/bindings", "binding_id", **body)


def roster(event, token, checkpoint, since=None):
    asked = f"/roster?checkpoint={checkpoint}" + (f"&since={since}" if since else "")
    answer = event.get(asked, token)
    assert answer.status_code == 200, answer.text
    return answer.json


def codes_of(event, luck):
    """Pick from every code there is, ours also as people type them, and codes nobody issued."""
    secrets = event.rows("SELECT secret, is_imported FROM credentials")
    ours = [secret for secret, is_imported in secrets if not is_imported]
    others = [secret for secret, is_imported in secrets if is_imported]
    changes = [
        str.lower,
        lambda code: f"{code[:5]} {code[5:9]}-{code[9:]}\r\n",
        lambda code: code.replace("0", "o").replace("1", luck.choice("iIlL")),
        lambda code: f"\u3000{code}\u2009\x1f\x85",
        lambda code: code + "1",
    ]
    typed = [luck.choice(changes)(code) for code in ours]
    wrong = [luck.choice([str.upper, str.strip, lambda code: f" {code}"])(code) for code in others]
    unbound = [code for (code,) in event.rows("SELECT secret FROM blank_badges")]
    every = [*ours, *typed, *others, *wrong, *unbound]
    return [*luck.sample(every, ASKED_A_DOOR), *STRANGERS]


def instants(event, checkpoint):
    """Every boundary of a door's plan with its neighbours, and now."""
    with event.database.read() as session:
        door = queries.door(session, checkpoint)
    windows = [*(each.window for each in door.programme), *door.checkpoint.hours]
    grace = timedelta(minutes=door.policy.grace_minutes)
    edges = {edge for w in windows for edge in (w.starts_at - grace, w.starts_at, w.ends_at)}
    return sorted({edge + close for edge in edges for close in CLOSE})


def event_says(event, checkpoint, code, at, now):
    """What `record_scan` finds against letting in whoever shows a code, before it asks the hall."""
    who = Principal(Station(id="a door", role="door", name="a door"))
    reading = service.Reading(new_id(), code, checkpoint, None, "in", None)
    with event.database.read() as session:
        moment = service._moment(session, reading, Asking(who, now, "en"))
        facts = service._facts(session, moment)
        return [
            refused_by_rights(
                facts,
                checkpoint=moment.door.checkpoint,
                policy=moment.door.policy,
                at=each,
                sessions=moment.door.programme,
            )
            for each in at
        ]


def ms(at):
    return round(at.timestamp() * 1000)


def test_rosters_say_what_the_event_says_and_differences_come_to_the_whole(
    event, venue_clock, luck, tmp_path
):
    day = Day(event, venue_clock, luck)
    tokens = {code: event.token("door", checkpoint=code) for code in DOORS}
    doors = {code: {"first": roster(event, tokens[code], code), "changes": []} for code in DOORS}
    marks = {code: doors[code]["first"]["mark"] for code in DOORS}

    for _ in range(CHANGES):
        day.change()
        code = luck.choice(DOORS)  # not every door asks after every change
        told = roster(event, tokens[code], code, since=marks[code])
        doors[code]["changes"].append(told)
        marks[code] = told["mark"]
    for code in DOORS:
        doors[code]["changes"].append(roster(event, tokens[code], code, since=marks[code]))
        doors[code]["last"] = roster(event, tokens[code], code)
        doors[code]["at"] = at = [*instants(event, code), venue_clock()]
        doors[code]["asked"] = [
            {"code": each, "at": list(map(ms, at))} for each in codes_of(event, luck)
        ]
    path = tmp_path / "told.json"
    played = [
        {name: part for name, part in each.items() if name != "at"} for each in doors.values()
    ]
    path.write_text(json.dumps(played), encoding="utf-8")
    node = needs.program("node", "apt-get install nodejs")
    told = subprocess.run([node, PLAY, path], capture_output=True, check=True, timeout=60)

    short = {
        code for (code,) in event.rows("SELECT secret FROM credentials WHERE secret LIKE 'S-%'")
    }
    met, differences = set(), sum("put" in each for d in doors.values() for each in d["changes"])
    for code, answer in zip(DOORS, json.loads(told.stdout), strict=True):
        assert answer["isSame"], code
        assert doors[code]["last"]["people_unknowable"] == len(short)
        for asked, said in zip(doors[code]["asked"], answer["said"], strict=True):
            if asked["code"] in short:
                assert set(said) == {"unknown_credential"}
                continue
            wanted = event_says(event, code, asked["code"], doors[code]["at"], venue_clock())
            assert said == wanted, (code, asked["code"])
            met.update(wanted)
    assert met >= {None, "unknown_credential", "revoked", "cancelled", "blocked", "unpaid"}
    assert met >= {"not_entitled"}
    assert len(day.done) >= 10, day.done
    assert differences > CHANGES / 2
