"""The database moves forward with the program: bringing an event's file to today's tables."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from onsite.db import Database
from onsite.errors import OnsiteError


def upgrade(database: Database, *, is_new: bool = False) -> bool:
    """Bring a database to the program's version; True when anything had to change.

    Raises:
        OnsiteError: ``newer_event`` when a newer program has written it; ``damaged_event`` when nothing
            is in it though it is not ``is_new``.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    scripts = ScriptDirectory.from_config(config)
    with database.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current == scripts.get_current_head():
            return False
        if not is_new:
            _refuse_unknown(current, scripts, database)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
    return True


def check(database: Database) -> None:
    """Make sure that a database is of the program's version, without changing it.

    Raises:
        OnsiteError: ``newer_event``, ``older_event``, ``damaged_event``.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    scripts = ScriptDirectory.from_config(config)
    with database.read() as session:
        current = MigrationContext.configure(session.connection()).get_current_revision()
    _refuse_unknown(current, scripts, database)
    if current != scripts.get_current_head():
        raise OnsiteError(
            "older_event",
            "This event folder was written by an older version of onsite; serve it once with "
            "onsite serve, which brings it up to date.",
        )


def revisions() -> frozenset[str]:
    """Name every version of the database that this program knows and can bring up to date."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    walked = ScriptDirectory.from_config(config).walk_revisions()
    return frozenset(script.revision for script in walked)


def _refuse_unknown(current: str | None, scripts: ScriptDirectory, database: Database) -> None:
    if current is None:
        raise OnsiteError(
            "damaged_event",
            f"{database.path} holds no event; put back a copy of the event folder from a backup.",
        )
    if current not in {script.revision for script in scripts.walk_revisions()}:
        raise OnsiteError(
            "newer_event",
            "This event folder was written by a newer version of onsite; install that version.",
        )
