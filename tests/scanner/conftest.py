"""The doors of the small congress, and who may change what they insist on."""

import pytest


@pytest.fixture
def door(event):
    return event.token("door")


@pytest.fixture
def control(event):
    return event.token("control")


@pytest.fixture
def change(event, control):
    """Change a checkpoint's policy, as a supervisor does."""
    operator = event.operator("supervisor", at=control)

    def changed(checkpoint, **policy):
        return event.put(f"/checkpoints/{checkpoint}/policy", policy, control, operator=operator)

    return changed
