"""What the tests of steps across rooms stand on."""

import pytest

from tests.served_event import new_id


@pytest.fixture
def desk(event):
    return event.token("desk", zone="PRE")


@pytest.fixture
def supervisor(event, desk):
    return event.operator("supervisor", at=desk)


@pytest.fixture
def cashier(event, desk):
    return event.operator("finance", at=desk)


SIGNATURE = {
    "strokes": [[[0.1, 0.2, 0], [0.5, 0.3, 120], [0.8, 0.1, 260]], [[0.2, 0.3, 400], [0.7, 0.2, 520]]],
    "aspect": 0.4,
}  # fmt: skip


@pytest.fixture
def signature():
    return SIGNATURE


@pytest.fixture
def walk_in(event, desk):
    """Register someone on site: called with a category, her number."""

    def register(category="STU", **more):
        body = {
            "walk_in_id": new_id(), "name": "钟临", "category": category, "organisation": "华东大学",
            "phone": "13800000077", "consent": True, **more,
        }  # fmt: skip
        answer = event.post("/walk-ins", body, desk)
        assert answer.status_code == 200, answer.text
        return answer.json["reg_no"]

    return register
