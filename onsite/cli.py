"""The command line: one group of the commands in `onsite.commands`, and how a refusal ends it.

Exit status: 0 done, 1 refused, 2 usage.
"""

import json
import logging
import os
import sys

import click

from onsite import __version__
from onsite.commands import doctor, event, keeping, people, printing, reading, refresh, reporting
from onsite.errors import OnsiteError

COMMANDS = (
    event.init,
    event.serve,
    people.pair,
    people.staff,
    people.credentials,
    printing.printer,
    printing.badge,
    printing.print_agent,
    reading.decode,
    reading.camera,
    reading.card_reader,
    event.sync,
    reporting.report,
    refresh.refresh,
    keeping.backup,
    keeping.restore,
    keeping.wipe,
    doctor.doctor,
    event.demo,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="onsite")
def onsite() -> None:
    """Registration desks, hall doors and badges of a congress, from one laptop."""


for command in COMMANDS:
    onsite.add_command(command)


def main() -> None:
    """Run the command line; an `OnsiteError` becomes exit status 1 and its message."""
    # Before Flask adds a handler of its own, which writes into the listener's log and so into itself.
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s"
    )
    try:
        onsite(standalone_mode=True, prog_name="onsite")
    except OnsiteError as error:
        if "--json" in sys.argv:
            click.echo(
                json.dumps({"code": error.code, "errors": [error.message]}, ensure_ascii=False)
            )
        click.echo(f"onsite: {error.message}", err=True)
        sys.exit(1)
    except Exception as error:
        if os.environ.get("ONSITE_DEBUG"):
            raise
        click.echo(
            f"onsite: something unforeseen happened ({type(error).__name__}: {error}); "
            "set ONSITE_DEBUG=1 and run it again to see where.",
            err=True,
        )
        sys.exit(1)
