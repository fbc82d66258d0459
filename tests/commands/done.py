"""How commands end, and what each kind of ending promises."""

import json
from dataclasses import dataclass

from sqlalchemy import text

from onsite.db import Database


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


def rows(folder, sql):
    database = Database(folder / "onsite.db")
    with database.read() as session:
        found = [tuple(row) for row in session.execute(text(sql))]
    database.close()
    return found


def assert_refused(done, *words):
    assert done.status == 1, (done.out, done.err)
    if done.out:  # asked with --json
        assert json.loads(done.out)["errors"]
    assert done.err.startswith("onsite: ")
    assert "Traceback" not in done.err
    for word in words:
        assert word in done.err


def assert_usage(done):
    assert done.status == 2
    assert done.out == ""
    assert "Usage:" in done.err
