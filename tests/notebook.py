"""A database with one small table, to try the writer on without any room's rows."""

from sqlalchemy import text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from onsite import events
from onsite.db import Database
from onsite.errors import OnsiteError


class Page(DeclarativeBase):
    pass


class Note(Page):
    __tablename__ = "notes"

    id: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]


class Noted(str):
    """The event of a kept note."""

    __slots__ = ()


def make_notebook(path):
    """Make a database with the table, and a list of the events it published."""
    database = Database(path)
    with database.engine.begin() as connection:
        Page.metadata.create_all(connection)
    heard = []
    database.bus.listen(Noted, heard.append)
    return database, heard


def noting(note_id, content="-"):
    """Make a use case that keeps a note once; its answer is whether it was new."""

    def note(session):
        known = session.get(Note, note_id)
        if known is not None:
            return known.text
        session.add(Note(id=note_id, text=content))
        session.flush()
        events.record(session, Noted(note_id))
        return content

    return note


def refusing(note_id):
    """Make a use case that refuses after it has already written and told."""

    def refuse(session):
        session.add(Note(id=note_id, text="must not stay"))
        session.flush()
        events.record(session, Noted(note_id))
        session.add(Note(id=f"{note_id} unflushed", text="must not stay"))
        raise OnsiteError("refused", f"{note_id} is refused.")

    return refuse


def kept(database):
    """Read the ids that are in the file."""
    with database.read() as session:
        return {row[0] for row in session.execute(text("SELECT id FROM notes"))}
