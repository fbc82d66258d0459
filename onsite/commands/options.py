"""What the commands share: their common arguments, and how an answer is told."""

import json
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click

DIR = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
SERVER = click.option("--server", required=True, metavar="URL", help="Where the event is served.")
TOKEN = click.option(
    "--token", required=True, envvar="ONSITE_TOKEN", metavar="T", help="The station's token."
)
CA = click.option(
    "--ca",
    type=click.Path(path_type=Path),
    envvar="ONSITE_CA",
    help="The event's ca.pem, for a server on another machine.",
)


def tell(answer: Any, as_json: bool, text: Callable[[], Sequence[str]]) -> None:
    """Print an answer: as one JSON document, or as lines for a person."""
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    for line in text():
        click.echo(line)


def tell_problems(answer: dict[str, Any], as_json: bool, *, untouched: str) -> None:
    """Print a plan's problems on stderr; with errors the command ends here, status 1.

    Args:
        answer: With ``errors`` and ``warnings``; as one JSON document it tells of the warnings itself.
        as_json: Whether it is printed so.
        untouched: What did not happen then: ``nothing was made``.
    """
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
    for problem in [*answer["errors"], *([] if as_json else answer["warnings"])]:
        click.echo(problem, err=True)
    if answer["errors"]:
        count = len(answer["errors"])
        problems = "1 problem" if count == 1 else f"{count} problems"
        click.echo(f"onsite: {untouched}: {problems}; mend it and run this again.", err=True)
        sys.exit(1)


def patched(command: Callable[..., None]) -> Callable[..., None]:
    """Let gevent replace what blocks, before anything else is imported."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        from gevent import monkey

        monkey.patch_all()
        command(*arguments, **options)

    return run
