"""The database moves forward with the program: bringing an event's file to today's tables."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from onsite.db import Database
from onsite.errors import OnsiteError


def upgrade(database: Database) -> bool:
    """Bring a database to the program's version; True when anything had to change.

    Raises:
        OnsiteError: ``newer_event`` when a newer program has written it.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    scripts = ScriptDirectory.from_config(config)
    with database.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current == scripts.get_current_head():
            return False
        if current is not None and current not in {
            script.revision for script in scripts.walk_revisions()
        }:
            raise OnsiteError(
                "newer_event",
                "This event folder was written by a newer version of onsite; install that version.",
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
    return True
