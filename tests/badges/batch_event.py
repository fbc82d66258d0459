"""Batches as the control page and an agent see them, over HTTP."""

from sqlalchemy import insert, update

from onsite import clock
from onsite.badges.models import PrintJobRow
from onsite.registration.models import Credential, Delegate
from tests.badges.spool_event import Spool
from tests.served_event import new_id

FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许单曾仇解查盖区朴万"
GIVEN = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"
EMPLOYERS = ("重庆医科大学", "长沙医院", "中南第一医院", "Rivers Clinic", "华东大学", "解放医院")


class Batches(Spool):
    """A spool with a supervisor at control, who prints before anyone stands there."""

    def __init__(self, event):
        super().__init__(event)
        self.supervisor = event.operator("supervisor", at=self.control)

    def make(self, **plan):
        body = {"batch_id": new_id(), "title": "预制", **plan}
        return self.event.post("/print-batches", body, self.control, operator=self.supervisor)

    def preview(self, **plan):
        return self.event.post(
            "/print-batch-previews", plan, self.control, operator=self.supervisor
        )

    def act(self, batch_id, action, *, act_id=None, operator=None, **more):
        body = {"batch_act_id": act_id or new_id(), "action": action, **more}
        return self.event.post(
            f"/print-batches/{batch_id}/acts",
            body,
            self.control,
            operator=operator or self.technician,
        )

    def card(self, batch_id, *, operator=None):
        return self.event.get(
            f"/print-batches/{batch_id}", self.control, operator=operator or self.supervisor
        ).json

    def print_next(self, state="printed"):
        """Let the agent print what comes next: its job as the database has it; None for nothing."""
        claim_id = new_id()
        given = self.claim(claim_id)
        if given is None:
            return None
        self.report(given["id"], claim_id, state)
        return self.job(given["id"])

    def print_all(self, at_most=5000):
        """Let the agent print until nothing waits: the jobs in the order in which they came out."""
        came = []
        while len(came) < at_most and (job := self.print_next()) is not None:
            came.append(job)
        return came

    def print_until(self, *, position):
        """Let the agent print up to this badge: the jobs."""
        came = []
        while not came or came[-1]["position"] != position or came[-1]["reg_no"] is None:
            came.append(self.print_next())
        return came

    def are_printed(self, batch_id, *, up_to):
        """Let the badges up to a position, and what stands between them, have come out before."""
        these = (PrintJobRow.batch == batch_id, PrintJobRow.batch_position <= up_to)
        self.event.database.write(
            lambda session: (
                session.execute(
                    update(PrintJobRow).where(*these).values(state="printed", printer="P1")
                ),
                None,
            )[-1]
        )

    def job(self, job_id):
        return self.jobs("WHERE print_jobs.id = :id", id=job_id)[0]

    def jobs(self, where="", **values):
        """Read print jobs: reg_no (None on a separator), position, box, state, batch, priority, station."""
        names = ("reg_no", "position", "box", "state", "batch", "priority", "station", "id")
        rows = self.event.rows(
            "SELECT delegates.reg_no, batch_position, box, state, batch, priority, print_jobs.station,"
            " print_jobs.id FROM print_jobs LEFT JOIN delegates ON delegates.id = delegate_id"
            f" {where} ORDER BY print_jobs.created_at",
            **values,
        )
        return [dict(zip(names, row, strict=True)) for row in rows]

    def invite(self, count):
        """Let this many more people be expected, with names of many surnames."""
        people = [
            {
                "id": 1000 + nth,
                "reg_no": f"P{nth:05d}",
                "name": FAMILY[nth % len(FAMILY)] + GIVEN[nth % 20] + GIVEN[nth * 7 % 19],
                "organisation": EMPLOYERS[nth * 5 % 6] + (f" {nth % 50}" if nth % 4 else ""),
                "category": "MEM",
                **dict.fromkeys(
                    ("latin_name", "position", "phone", "email", "identity_hash", "hotel", "room",
                     "identity_masked", "diet", "table_no", "pay_method", "invoice_title",
                     "tax_number", "invoice_state", "note", "invoice_bag"), "",
                ),
                **dict.fromkeys(("due_fen", "paid_fen"), 0),
                "is_cancelled": False,
                "is_walk_in": False,
                "booked_sessions": [],
                "booked_items": [],
            }
            for nth in range(1, count + 1)
        ]  # fmt: skip
        codes = [
            {
                "secret": f"SECRET{person['id']}",
                "delegate_id": person["id"],
                "is_imported": False,
                "issued_at": clock.now(),
            }
            for person in people
        ]
        self.event.database.write(
            lambda session: (
                session.execute(insert(Delegate), people),
                session.execute(insert(Credential), codes),
                None,
            )[-1]
        )
