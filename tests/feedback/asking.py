"""Questions at kiosks, for the tests of what was answered."""

from onsite import clock
from onsite.units import rfc3339
from tests.served_event import new_id

TEXT, TEXT_EN = "您对服务满意吗？", "Are you satisfied?"


class Asking:
    """Control with a supervisor, and kiosks that are told to ask."""

    def __init__(self, event):
        self.event = event
        self.control = event.token("control")
        self.supervisor = event.operator("supervisor", at=self.control)
        self.kiosk, self.other = event.station("kiosk"), event.station("kiosk")

    def students(self):
        """Register students until there are enough of them for a group."""
        desk = self.event.token("desk")
        for number in range(3):
            answer = self.event.walk_in(desk, name=f"新生{number}", phone=f"1370000001{number}")
            assert answer.status_code == 200, answer.text

    def post(self, path, body):
        return self.event.post(path, body, self.control, operator=self.supervisor)

    def ask(self, **more):
        body = {
            "question_id": new_id(),
            "text": TEXT,
            "text_en": TEXT_EN,
            "stations": [self.kiosk.station],
            **more,
        }
        return self.post("/questions", body)

    def asked(self, **more):
        """Ask something: its id."""
        answer = self.ask(**more)
        assert answer.status_code == 200, answer.text
        return answer.json["question_id"]

    def place(self, question, *stations, **more):
        body = {"question_placement_id": new_id(), "question_id": question}
        return self.post("/question-placements", {**body, "stations": stations, **more})

    def end(self, question, **more):
        return self.post(
            "/question-ends", {"question_end_id": new_id(), "question_id": question, **more}
        )

    def tap(self, question, level, **more):
        body = {
            "question_answer_id": new_id(),
            "question_id": question,
            "level": level,
            "given_at": rfc3339(clock.now()),
            **more,
        }
        return self.event.post("/question-answers", body, self.kiosk.token)

    def tapped(self, question, *levels, group=None):
        """Answer several times."""
        for level in levels:
            answer = self.tap(question, level, group=group)
            assert answer.status_code == 200, answer.text

    def shown(self, kiosk=None):
        """Tell what a kiosk asks now."""
        return self.event.get("/kiosk-question", (kiosk or self.kiosk).token).json

    def told(self):
        """Tell what control sees."""
        return self.event.get("/questions", self.control).json

    def only(self):
        """Tell the one question there is, as control sees it."""
        [found] = self.told()["questions"]
        return found
