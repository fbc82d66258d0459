"""What questions are asked with."""

import pytest

from tests.feedback.asking import Asking


@pytest.fixture
def asking(event):
    return Asking(event)
