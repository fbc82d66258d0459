"""One day of a congress, worked over HTTP: who came where, and what each did.

Beside the event it keeps its own books, as plain sums: a test compares the two.
"""

from collections import Counter, defaultdict

from tests.desks.conftest import SIGNATURE
from tests.desks.day_plan import UNPAID, name, reg_nos
from tests.served_event import new_id

DENOMINATIONS = (10000, 5000, 2000, 1000, 500, 200, 100, 50, 10, 5, 2, 1)
FLOAT = {"10000": 2, "5000": 4, "1000": 10}
FLOAT_FEN = 50_000
LOST_BADGE_FEN = 5000
MEMBER_FEN, WALK_IN_FEN = 180_000, 220_000


def counted(fen):
    """Count a sum out in notes and coins: denomination -> pieces."""
    pieces = {}
    for denomination in DENOMINATIONS:
        pieces[str(denomination)], fen = divmod(fen, denomination)
    return {key: number for key, number in pieces.items() if number}


class Desk:
    """A station and whoever is signed in there."""

    def __init__(self, event, role, zone=None, *, operator=None, name=None):
        self.event = event
        self.token = event.token(role, zone=zone)
        self.name = name
        self.operator = event.operator(operator, at=self.token, name=name) if operator else None

    def done(self, path, **body):
        """Do what must not be refused: its answer."""
        answer = self.event.post(path, body, self.token, operator=self.operator)
        assert answer.status_code == 200, (path, body, answer.text)
        return answer.json

    def get(self, path):
        answer = self.event.get(path, self.token, operator=self.operator)
        assert answer.status_code == 200, (path, answer.data)
        return answer

    def check_in(self, reg_no, **more):
        """Check in by the code she was sent; she must not be refused."""
        code = self.event.credential(reg_no)
        answer = self.done("/check-ins", check_in_id=new_id(), credential=code, **more)
        assert answer["outcome"] == "checked_in", (reg_no, answer)
        return answer

    def refused(self, reg_no):
        """Try to check in someone who can't be: the reason."""
        answer = self.done("/check-ins", check_in_id=new_id(), reg_no=reg_no, print=True)
        assert (answer["outcome"], answer["print_job"]) == ("refused", None)
        return answer["reason"]


class Day:
    """The whole day; every method is a part of it, in the order of a congress."""

    def __init__(self, event):
        self.event = event
        self.cash = Counter()  # by cashier, float and all
        self.net = Counter()  # by method: taken less given back, deposits and pay-outs aside
        self.paid_out = Counter()  # by method
        self.signed = Counter()  # by purpose
        self.owed = defaultdict(int)  # reg_no -> what should still be owed
        self.sessions = {}  # cashier -> cash session
        self.receipts = 0
        self.arrived = 0
        self._set_up()

    def _set_up(self):
        event = self.event
        self.control = Desk(event, "control", operator="organiser", name="组织甲")
        policy = {
            "lost_badge_fee_fen": LOST_BADGE_FEN,
            "channel_fees": {"wechat": 60, "alipay": 60, "card": 100},
        }
        put = event.put("/money-policy", policy, self.control.token, operator=self.control.operator)
        assert put.status_code == 200, put.text
        self.pre = Desk(event, "desk", "PRE", operator="supervisor", name="主管乙")
        self.kiosk = Desk(event, "kiosk", "PRE")
        self.vip = Desk(event, "desk", "VIP", operator="desk", name="贵宾丙")
        self.media = Desk(event, "desk", "MED", operator="desk", name="媒体丁")
        self.materials = Desk(event, "desk", "MAT", operator="desk", name="资料戊")
        self.staff = Desk(event, "desk", "STF", operator="desk", name="人事己")
        self.walk = Desk(event, "desk", "WALK", operator="finance", name="收银一")
        self.first = Desk(event, "finance", "FIN", operator="finance", name="收银二")
        self.second = Desk(event, "finance", "FIN", operator="finance", name="收银三")
        self.cashiers = (self.walk, self.first, self.second)

    def work(self):
        """Work the day from the first drawer opened to the last one closed."""
        self.open_drawers()
        self.staff_arrives()
        self.guests_arrive()
        self.press_arrives()
        self.members_arrive()
        self.students_arrive()
        self.debtors_arrive()
        self.walk_ins_arrive()
        self.badges_are_lost()
        self.names_are_fixed()
        self.money_goes_back()
        self.invoices_are_signed_for()

    def came(self, count=1):
        self.arrived += count

    def open_drawers(self):
        for desk in self.cashiers:
            session_id = new_id()
            desk.done(
                "/cash-sessions", cash_session_id=session_id, float_fen=FLOAT_FEN, counts=FLOAT
            )
            self.sessions[desk.name] = session_id
            self.cash[desk.name] += FLOAT_FEN

    def staff_arrives(self):
        for place, reg_no in enumerate(reg_nos("STF")):
            self.staff.check_in(reg_no, print=True, hand_out=True)
            self.came()
            if place < 3:
                self.pay_out(self.second, reg_no, "allowance", 10_000, "cash")

    def guests_arrive(self):
        for reg_no in reg_nos("VIP") + reg_nos("SPK"):
            answer = self.vip.check_in(reg_no, print=True, hand_out=True)
            assert answer["handed_out"] == ["BAG", "LUNCH"]
            self.came()
            self.vip.done(
                "/hand-outs", hand_out_id=new_id(), reg_no=reg_no, item="GIFT", signature=SIGNATURE
            )
            self.signed["GIFT"] += 1
        for reg_no in reg_nos("SPK"):
            self.pay_out(self.first, reg_no, "lecture_fee", 300_000, "transfer")

    def press_arrives(self):
        for reg_no in reg_nos("MED"):
            self.media.done(
                "/identity-notes", identity_note_id=new_id(), reg_no=reg_no, document="记者证",
                number=f"B{reg_no}12345678", outlet="两江日报",
            )  # fmt: skip
            assert self.media.check_in(reg_no, print=True, hand_out=True)["handed_out"] == [
                "LUNCH",
                "KIT",
            ]
            self.came()

    def members_arrive(self):
        """They come to the kiosk, to the desk, as a group, and with badges a colleague picked up."""
        paid = reg_nos("MEM")[UNPAID:]
        group, picked_up, at_kiosk, at_desk = paid[:12], paid[12:24], paid[24:64], paid[64:-3]
        answer = self.pre.done(
            "/group-check-ins", group_check_in_id=new_id(), reg_nos=group, print=True, hand_out=True
        )
        assert {person["outcome"] for person in answer["people"]} == {"checked_in"}
        self.pre.done(
            "/pick-ups", pick_up_id=new_id(), reg_nos=picked_up, by="代领人", phone="13700009999",
            signature=SIGNATURE, hand_out=True,
        )  # fmt: skip
        self.signed["pick_up"] += 1
        for reg_no in picked_up:
            assert self.pre.check_in(reg_no, print=True, hand_out=True)["handed_out"] == []
        for reg_no in at_kiosk:
            self.kiosk.check_in(reg_no, print=True)
            self.materials.done("/hand-outs", hand_out_id=new_id(), reg_no=reg_no, item="BAG")
        for reg_no in at_desk:
            self.pre.check_in(reg_no, print=True, hand_out=True)
        self.came(len(paid) - 3)  # three never come

    def students_arrive(self):
        for reg_no in reg_nos("STU"):
            self.pre.check_in(reg_no, print=True, hand_out=True)
            self.came()

    def debtors_arrive(self):
        """They are sent to the finance desk and come back; one is let in by a supervisor's word."""
        owing = reg_nos("MEM")[:UNPAID]
        assert {self.pre.refused(reg_no) for reg_no in owing} == {"unpaid"}
        released, together, single = owing[0], owing[1:4], owing[4:]
        self.pre.done("/overrides", override_id=new_id(), reg_no=released, reason="单位担保")
        self.owed[released] = MEMBER_FEN
        self.pay(self.second, together, [("transfer", 3 * MEMBER_FEN)])
        ways = (
            [("cash", MEMBER_FEN)],
            [("wechat", MEMBER_FEN)],
            [("alipay", MEMBER_FEN)],
            [("card", MEMBER_FEN)],
            [("cash", 80_000), ("wechat", 100_000)],
        )
        for place, reg_no in enumerate(single):
            desk = self.first if place % 2 else self.second
            self.pay(desk, [reg_no], ways[place % len(ways)])
        for reg_no in owing:
            self.pre.check_in(reg_no, print=True, hand_out=True)
            self.came()

    def walk_ins_arrive(self):
        self.walk_ins = [self._walk_in(place) for place in range(36)]

    def _walk_in(self, place):
        method = ("cash", "wechat")[place % 2]
        pay = {"method": method}
        pay |= {"tendered_fen": 230_000} if method == "cash" else {"reference": f"W{place:06d}"}
        answer = self.walk.done(
            "/walk-ins", walk_in_id=new_id(), name=name(1000 + place), category="MEM",
            organisation="现场医院", phone=f"136{place:08d}", consent=True, pay=pay, print=True,
            check_in=True, hand_out=True,
        )  # fmt: skip
        assert answer["change_fen"] == (10_000 if method == "cash" else 0)
        assert answer["print_job"] is not None
        self.taken(self.walk, [(method, WALK_IN_FEN)])
        self.came()
        return answer["reg_no"]

    def badges_are_lost(self):
        """Two: one pays for the new badge at once, the other owes the fee."""
        pays, owes = reg_nos("STU")[10:12]
        for reg_no in (pays, owes):
            answer = self.pre.done(
                "/revocations", revocation_id=new_id(), reg_no=reg_no, reason="丢失", print=True
            )
            assert (answer["fee_fen"], answer["print_job"] is None) == (LOST_BADGE_FEN, False)
        self.pay(self.first, [pays], [("cash", LOST_BADGE_FEN)])
        self.owed[owes] = LOST_BADGE_FEN

    def names_are_fixed(self):
        for place, reg_no in enumerate(reg_nos("MEM")[40:45]):
            self.pre.done(
                "/name-fixes", name_fix_id=new_id(), reg_no=reg_no, name=name(2000 + place),
                reason="写错", print=True,
            )  # fmt: skip

    def money_goes_back(self):
        """A reversal of what was entered for the wrong person, and a refund in cash."""
        wrong = self.walk_ins[0]
        payment = self.event.rows(
            "SELECT payment_id FROM payment_shares s JOIN delegates d ON d.id = s.delegate_id"
            " WHERE d.reg_no = :reg_no",
            reg_no=wrong,
        )[0][0]
        self.walk.done("/reversals", reversal_id=new_id(), of=payment, reason="录错人")
        self.taken(self.walk, [("cash", -WALK_IN_FEN)])
        self.pay(self.walk, [wrong], [("wechat", WALK_IN_FEN)])
        refunded = self.walk_ins[2]
        payment = self.event.rows(
            "SELECT payment_id FROM payment_shares s JOIN delegates d ON d.id = s.delegate_id"
            " WHERE d.reg_no = :reg_no",
            reg_no=refunded,
        )[0][0]
        self.walk.done(
            "/refunds", refund_id=new_id(), reg_no=refunded, payment_id=payment, method="cash",
            amount_fen=40_000, reason="会员价",
        )  # fmt: skip
        self.taken(self.walk, [("cash", -40_000)])
        self.owed[refunded] = 40_000

    def invoices_are_signed_for(self):
        for reg_no in reg_nos("STU")[:6]:
            self.first.done(
                "/invoice-events", invoice_event_id=new_id(), reg_no=reg_no, state="signed",
                signature=SIGNATURE,
            )  # fmt: skip
            self.signed["invoice"] += 1

    def close_drawers(self):
        """Count blind; the third drawer is ten yuan short. The answers by cashier."""
        short = {self.second.name: 1000}
        return {
            desk.name: desk.done(
                f"/cash-sessions/{self.sessions[desk.name]}/closings",
                cash_closing_id=new_id(),
                counts=counted(self.cash[desk.name] - short.get(desk.name, 0)),
                note="",
            )
            for desk in self.cashiers
        }

    def pay(self, desk, people, lines):
        """Take money for people at a desk; cash is handed over in hundreds."""
        each = sum(fen for _, fen in lines) // len(people)
        sent = [
            {"method": method, "amount_fen": fen, "tendered_fen": -(-fen // 10_000) * 10_000}
            if method == "cash"
            else {"method": method, "amount_fen": fen, "reference": f"{method}-{new_id()}"}
            for method, fen in lines
        ]
        desk.done(
            "/payments",
            payment_id=new_id(),
            shares=[{"reg_no": reg_no, "amount_fen": each} for reg_no in people],
            lines=sent,
            print_receipt=True,
        )
        self.taken(desk, lines)

    def pay_out(self, desk, reg_no, kind, fen, method):
        (name,) = self.event.rows("SELECT name FROM delegates WHERE reg_no = :no", no=reg_no)[0]
        desk.done(
            "/pay-outs", pay_out_id=new_id(), kind=kind, reg_no=reg_no, receiver=name,
            amount_fen=fen, method=method, reason="", signature=SIGNATURE,
            reference="" if method == "cash" else f"P{reg_no}",
        )  # fmt: skip
        self.signed["pay_out"] += 1
        self.paid_out[method] += fen
        self.receipts += 1
        if method == "cash":
            self.cash[desk.name] -= fen

    def taken(self, desk, lines):
        """Book in our own books what a receipt was written for."""
        self.receipts += 1
        for method, fen in lines:
            self.net[method] += fen
            if method == "cash":
                self.cash[desk.name] += fen
