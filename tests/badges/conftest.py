"""Badges printed beforehand."""

import pytest

from tests.badges.batch_event import Batches


@pytest.fixture
def batches(event):
    found = Batches(event)
    found.add_printer()
    return found


@pytest.fixture
def batch(batches):
    """Make a batch of ten in the order of their numbers, four a box: its id."""
    return batches.make(sort="reg_no", box_size=4).json["batch_id"]
