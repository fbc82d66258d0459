"""The doors of the small congress, who may change what they insist on, and who may empty the halls."""

import pytest

from tests.served_event import new_id


@pytest.fixture
def change(event, control):
    """Change a checkpoint's policy, as a supervisor does."""
    operator = event.operator("supervisor", at=control)

    def changed(checkpoint, **policy):
        return event.put(f"/checkpoints/{checkpoint}/policy", policy, control, operator=operator)

    return changed


@pytest.fixture
def begin(event, control):
    """Start one as a supervisor at control: the answer."""
    operator = event.operator("supervisor", at=control)

    def begun(evacuation_id=None, reason="Smoke in the kitchen"):
        body = {"evacuation_id": evacuation_id or new_id(), "reason": reason}
        return event.post("/evacuations", body, control, operator=operator)

    return begun


@pytest.fixture
def end(event, control):
    operator = event.operator("organiser", at=control)

    def ended(evacuation_id, end_id=None):
        body = {"evacuation_end_id": end_id or new_id(), "evacuation_id": evacuation_id}
        return event.post("/evacuation-ends", body, control, operator=operator)

    return ended
