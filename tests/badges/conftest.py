"""A spool with its agent, and badges printed beforehand."""

import pytest

from tests.badges.batch_event import Batches
from tests.badges.spool_event import Spool


@pytest.fixture
def spool(event):
    return Spool(event)


@pytest.fixture
def printing(spool):
    """Give the spool one printer that prints badges for every station."""
    spool.add_printer()
    return spool


@pytest.fixture
def batches(event):
    found = Batches(event)
    found.add_printer()
    return found


@pytest.fixture
def batch(batches):
    """Make a batch of ten in the order of their numbers, four a box: its id."""
    return batches.make(sort="reg_no", box_size=4).json["batch_id"]
