"""The doctor asked about an event, and what she says of one thing."""

import contextlib
import sqlite3

from onsite import clock
from onsite.doctor.examining import examine_event, examine_folder


def findings(event, check, *, ask=None):
    """Let the doctor look at the event's database: what was found under one check."""
    found = examine_event(event.folder, event.database, now=clock.now(), ask=ask)
    return [each for each in found if each.check == check]


def folder_findings(folder, check, *, is_served=False):
    """Let the doctor look at the folder: what was found under one check."""
    found = examine_folder(folder, now=clock.now(), is_served=is_served)
    return [each for each in found if each.check == check]


def levels(found):
    return [str(each.level) for each in found]


def spoil(event, sql, *values):
    """Change the database behind everyone's back."""
    with contextlib.closing(sqlite3.connect(event.folder.database)) as raw, raw:
        raw.execute(sql, values)
