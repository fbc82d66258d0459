"""The event's database: column types, the one writer, readers.

Rooms declare their tables on `Base` and write only through `Database.write`. Which rows there are, and
what they mean, is the rooms' business.
"""

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import gevent
from gevent.event import AsyncResult
from gevent.monkey import get_original
from gevent.queue import Queue
from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    create_engine,
    event,
)
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import NullPool, Pool, QueuePool, StaticPool
from sqlalchemy.types import TypeDecorator

from onsite.errors import OnsiteError
from onsite.events import Bus, taken_from

T = TypeVar("T")
log = logging.getLogger(__name__)

BATCH_COUNT = 100  # use cases in one commit, at most
BATCH_MS = 20  # how long a batch may take before it is committed
CACHE_KIB = 8192
_DISK_CODES = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
}
_DAMAGE_CODES = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}


class Base(DeclarativeBase):
    """The tables of all rooms."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


_native_thread = get_original("threading", "get_ident")
_NativeLock = get_original("threading", "Lock")


class _Waiting:
    """One use case in the writer's queue, and the place for its answer."""

    def __init__(self, use_case: Callable[[Any], Any]) -> None:
        self.use_case = use_case
        self.answer: AsyncResult[Any] = AsyncResult()


class _Alone(_Waiting):
    """Work for the connection between two batches."""


_Done = tuple[_Waiting, Any, list[object]]  # with its answer or its error, and its events


class Database:
    """One event's database file: `write` for use cases, `read` for everything else.

    Args:
        path: The SQLite file; made when it is not there.
        bus: Hears the recorded events after each commit.
    """

    def __init__(self, path: Path, *, bus: Bus | None = None) -> None:
        self.path = path
        self.bus = bus or Bus()
        self.on_commit: list[Callable[[], None]] = []
        self._writing = _engine(path, poolclass=StaticPool)
        self._reading = _engine(path, poolclass=QueuePool, pool_size=4)
        # SQLAlchemy's locks are gevent's here: a native thread that met the hub at one would wait for ever.
        # So native threads have an engine without a pool, and make their first connection one by one.
        self._reading_elsewhere = _engine(path, poolclass=NullPool)
        self._first_elsewhere = _NativeLock()
        self._is_known_elsewhere = False
        self._home = _native_thread()
        self._queue: Queue[_Waiting | None] = Queue()  # None ends the writer
        self._writer: gevent.Greenlet[..., None] | None = None
        self._is_closed = False

    def write(self, use_case: Callable[[Session], T]) -> T:
        """Run a use case and return what it returns, once it is on disk.

        The use case may run twice (when its batch failed), so it has no effects outside its session,
        and lets the database's errors through. Rows it returns are its own: no later use case of the
        batch changes them.

        Raises:
            OnsiteError: Whatever the use case raises, with nothing of it kept; ``storage_failed`` when
                the disk did not take it; ``stopping`` after `close`.
        """
        answer: T = self._queued(_Waiting(use_case)).answer.get()
        return answer

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a read-only session on what is committed; never waits for the writer."""
        with Session(self._reading_here()) as session:
            yield session

    def alone(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Let work be done on the writing connection in a native thread, between two batches.

        No transaction is open then, so that it may do what SQLite does outside of one only.

        Raises:
            OnsiteError: ``stopping`` after `close`; or whatever the work raises.
        """
        self._queued(_Alone(work)).answer.get()

    @property
    def engine(self) -> Engine:
        """The writing engine, for migrations, while nothing else runs."""
        return self._writing

    def compact(self) -> None:
        """Fold the write-ahead log into the file and gather what the query planner wants to know."""
        with self._writing.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            raw.execute("PRAGMA optimize=0x10002")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Finish what is queued, then let go of the file; nothing can be written after."""
        self._is_closed = True
        if self._writer is not None:
            self._queue.put(None)
            self._writer.join()
            self._writer = None
        self._reading.dispose()
        self._reading_elsewhere.dispose()
        self._writing.dispose()

    def _reading_here(self) -> Engine:
        if _native_thread() == self._home:
            return self._reading
        with self._first_elsewhere:
            if not self._is_known_elsewhere:
                self._reading_elsewhere.connect().close()
                self._is_known_elsewhere = True
        return self._reading_elsewhere

    def _queued(self, waiting: _Waiting) -> _Waiting:
        if self._is_closed:
            raise OnsiteError("stopping", "The server is stopping; try again soon.", status=503)
        if self._writer is None or self._writer.dead:
            self._writer = gevent.spawn(self._write_for_ever)
        if self._writer is gevent.getcurrent():
            raise RuntimeError(
                "who is told after a commit can't write: the writer would wait for itself"
            )
        self._queue.put(waiting)
        return waiting

    def _write_for_ever(self) -> None:
        while (first := self._queue.get()) is not None:
            if isinstance(first, _Alone):
                self._work_alone(first)
            else:
                self._write_batch(first)

    def _work_alone(self, waiting: _Alone) -> None:
        try:
            with self._writing.connect() as connection:
                raw: Any = connection.connection.dbapi_connection
                gevent.get_hub().threadpool.apply(waiting.use_case, (raw,))
        except Exception as error:  # noqa: BLE001 - the answer of the one who waits
            waiting.answer.set_exception(error)
        else:
            waiting.answer.set(None)

    def _write_batch(self, first: _Waiting) -> None:
        in_hand = [first]
        try:
            done = self._write_together(in_hand)
            if done is not None:
                self._answer(done)
                return
            for waiting in in_hand:
                self._write_alone(waiting)
        except Exception as error:  # whoever waits must be told
            log.exception("the writer failed outside a use case")
            for waiting in in_hand:
                if not waiting.answer.ready():
                    waiting.answer.set_exception(error)

    def _write_together(self, in_hand: list[_Waiting]) -> list[_Done] | None:
        """Run what waits in one transaction; None when nothing of it was kept.

        Args:
            in_hand: Holds the first; the others are added as they are taken from the queue.
        """
        with self._writing_session() as session:
            try:
                driver = _begun(session)
                done = [_run(session, driver, waiting) for waiting in self._taken(in_hand)]
                _commit(session, driver)
            except (_BatchLostError, SQLAlchemyError, sqlite3.Error) as error:
                log.warning("a batch of %s was not kept, one by one now: %s", len(in_hand), error)
                return None
        return done

    def _taken(self, in_hand: list[_Waiting]) -> Iterator[_Waiting]:
        ends = time.monotonic() + BATCH_MS / 1000
        yield in_hand[0]
        while len(in_hand) < BATCH_COUNT and time.monotonic() < ends and not self._queue.empty():
            following = self._queue.peek()
            if following is None or isinstance(following, _Alone):
                return
            in_hand.append(self._queue.get())
            yield in_hand[-1]

    def _write_alone(self, waiting: _Waiting) -> None:
        with self._writing_session() as session:
            try:
                driver = _begun(session)
                done = _run(session, driver, waiting)
                _commit(session, driver)
            except (_BatchLostError, SQLAlchemyError, sqlite3.Error) as error:
                is_lost = isinstance(error, _BatchLostError) or _is_storage(error)
                waiting.answer.set_exception(_storage_error(error) if is_lost else error)
                return
        self._answer([done])

    @contextmanager
    def _writing_session(self) -> Iterator[Session]:
        """Open a session on the writing connection, and leave no transaction behind on it."""
        session = Session(self._writing, expire_on_commit=False)
        try:
            yield session
        finally:
            try:
                session.close()
            except (SQLAlchemyError, sqlite3.Error) as error:
                log.warning("the writing connection is opened anew: %s", error)
                self._writing.dispose()

    def _answer(self, done: list[_Done]) -> None:
        for waiting, answer, _ in done:
            if isinstance(answer, BaseException):
                waiting.answer.set_exception(answer)
            else:
                waiting.answer.set(answer)
        for _, _, events in done:
            self.bus.publish(events)
        for hear in self.on_commit:
            try:
                hear()
            except Exception:
                log.exception("who wanted to hear of a commit failed")


class _BatchLostError(Exception):
    """The transaction under the batch is gone, with all its savepoints."""


def _begun(session: Session) -> sqlite3.Connection:
    """Begin the transaction; the driver's connection, which knows whether it still stands."""
    driver: Any = session.connection().connection.dbapi_connection
    return cast("sqlite3.Connection", driver)


def _run(session: Session, driver: sqlite3.Connection, waiting: _Waiting) -> _Done:
    """Run one use case in its savepoint; its own error is its answer, a lost batch is raised."""
    try:
        with session.begin_nested():
            answer = waiting.use_case(session)
    except BaseException as error:  # the answer of the one who waits
        taken_from(session)
        # SQLite may have rolled back the whole batch (disk full), and a later commit says ok.
        if _is_storage(error) or _is_about_savepoint(error) or not driver.in_transaction:
            raise _BatchLostError(str(error)) from error
        return waiting, error, []
    session.expunge_all()
    return waiting, answer, taken_from(session)


def _commit(session: Session, driver: sqlite3.Connection) -> None:
    """Commit with the flush to disk in a native thread, so that the hub goes on serving."""
    if not driver.in_transaction:
        raise _BatchLostError("a use case kept silent about an error of the disk")
    gevent.get_hub().threadpool.apply(driver.commit)
    session.commit()  # nothing is left for the driver: this tells SQLAlchemy


def _is_about_savepoint(error: BaseException) -> bool:
    """Tell whether the savepoint was gone when it was to be ended: then the batch is."""
    statement = error.statement if isinstance(error, DBAPIError) else None
    return (statement or "").startswith(("RELEASE", "ROLLBACK"))


def _is_storage(error: BaseException | None) -> bool:
    """Tell whether the disk, not the use case, is at fault; looks through what was raised on the way."""
    while error is not None:
        found = error.orig if isinstance(error, DBAPIError) else error
        if isinstance(found, sqlite3.Error):
            code = getattr(found, "sqlite_errorcode", None)
            if code is not None and code & 0xFF in _DISK_CODES:
                return True
        error = error.__context__
    return False


def _storage_error(error: BaseException) -> OnsiteError:
    log.error("the disk did not take a write: %s", error)
    return OnsiteError(
        "storage_failed",
        "This was not saved: the disk did not take it. "
        "Free some space on the laptop, then do it again.",
        status=507,
    )


def _engine(path: Path, *, poolclass: type[Pool], **pool: Any) -> Engine:
    read_only = poolclass is not StaticPool
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"isolation_level": None, "check_same_thread": False, "timeout": 10},
        hide_parameters=True,
        poolclass=poolclass,
        **pool,
    )

    @event.listens_for(engine, "connect")
    def _prepare(raw: sqlite3.Connection, _: object) -> None:
        try:
            _set_up(raw, read_only=read_only)
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", None) not in _DAMAGE_CODES:
                raise
            raise OnsiteError(
                "damaged_event",
                f"{path} is damaged ({error}); put back a copy of the event folder from a backup.",
            ) from error

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _set_up(raw: sqlite3.Connection, *, read_only: bool) -> None:
    if not read_only:
        raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=FULL")
    raw.execute("PRAGMA foreign_keys=ON")
    raw.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    raw.execute("PRAGMA schema_version")  # a file that is no database says so here
    if read_only:
        raw.execute("PRAGMA query_only=ON")
