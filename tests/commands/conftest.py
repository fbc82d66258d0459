"""Commands run in this process, on an event that is served and on one that is not."""

import io
import shutil
import sys

import pytest

from onsite import cli
from tests.commands.done import Done
from tests.serving_process import serving


@pytest.fixture
def onsite(monkeypatch, capsys):
    """Run a command in this process, as `bin/onsite` does."""

    def run(*arguments, stdin=""):
        monkeypatch.setattr(sys, "argv", ["onsite", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        status = 0
        try:
            cli.main()
        except SystemExit as exit_:
            status = exit_.code or 0
        said = capsys.readouterr()
        return Done(status, said.out, said.err)

    return run


@pytest.fixture(scope="module")
def served_event(founded_event, tmp_path_factory):
    path = tmp_path_factory.mktemp("served") / "event"
    shutil.copytree(founded_event.path, path)
    with serving(path) as running:
        yield running


@pytest.fixture(params=["served", "at rest"])
def folder(request, event_folder):
    """An event folder, once served and once not."""
    if request.param == "at rest":
        return event_folder.path
    return request.getfixturevalue("served_event").folder
