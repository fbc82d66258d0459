"""Alembic's entry: runs the migrations on the connection it was given."""

from typing import Any, Literal

from alembic import context

from onsite.db import Instant
from onsite.migrations.tables import metadata


def _render(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Write our instant column by what it is in the database, so that old migrations stay true."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=metadata, render_as_batch=True, render_item=_render
)
with context.begin_transaction():
    context.run_migrations()
