"""What some tests need of the machine: they skip, saying what to install, or fail where all is there.

``ONSITE_NO_SKIP=1`` turns such a skip into a failure, save for the names in ``ONSITE_MAY_SKIP``
(with commas).
"""

import ctypes.util
import importlib.util
import os
import shutil

import pytest


def program(name, install):
    """Find a program; ``install`` says how to get it, e.g. ``apt-get install chromium``."""
    found = shutil.which(name)
    if found is None:
        missing(name, install)
    return found


def library(name, install):
    """Find a shared library by its bare name, e.g. ``zbar``."""
    found = ctypes.util.find_library(name)
    if found is None:
        missing(name, install)
    return found


def module(name, install):
    """Make sure that a Python module is there."""
    if importlib.util.find_spec(name) is None:
        missing(name, install)


def condition(holds, name, install):
    """Make sure of something else of the machine, under a name of its own."""
    if not holds:
        missing(name, install)


def missing(name, install):
    """Skip this test, or fail it where nothing may be missing."""
    sentence = f"needs {name}: {install}"
    allowed = [part.strip() for part in os.environ.get("ONSITE_MAY_SKIP", "").split(",")]
    if os.environ.get("ONSITE_NO_SKIP") == "1" and name not in allowed:
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)
