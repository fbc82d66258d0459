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
from typing import Any, TypeVar

import gevent
from gevent.event import AsyncResult
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
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import QueuePool, StaticPool
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


class _Waiting:
    """One use case in the writer's queue, and the place for its answer."""

    def __init__(self, use_case: Callable[[Session], Any]) -> None:
        self.use_case = use_case
        self.answer: AsyncResult[Any] = AsyncResult()


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
        self._writing = _engine(path)
        self._reading = _engine(path, read_only=True)
        self._queue: Queue[_Waiting] = Queue()
        self._writer: gevent.Greenlet[..., None] | None = None

    def write(self, use_case: Callable[[Session], T]) -> T:
        """Run a use case and return what it returns, once it is on disk.

        The use case may run twice (when its batch failed), so it has no effects outside its session.

        Raises:
            OnsiteError: Whatever the use case raises, with nothing of it kept; ``storage_failed`` when
                the disk did not take it.
        """
        if self._writer is None or self._writer.dead:
            self._writer = gevent.spawn(self._write_for_ever)
        waiting = _Waiting(use_case)
        self._queue.put(waiting)
        answer: T = waiting.answer.get()
        return answer

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a read-only session on what is committed; never waits for the writer."""
        with Session(self._reading) as session:
            yield session

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
        """Finish what is queued, then let go of the file."""
        if self._writer is not None:
            while not self._queue.empty():
                gevent.sleep(0.005)
            self._writer.kill()
            self._writer = None
        self._reading.dispose()
        self._writing.dispose()

    def _write_for_ever(self) -> None:
        while True:
            first = self._queue.get()
            try:
                self._write_batch(first)
            except gevent.GreenletExit:
                raise
            except BaseException as error:  # whoever waits must be told
                log.exception("the writer failed outside a use case")
                first.answer.set_exception(error)

    def _write_batch(self, first: _Waiting) -> None:
        done: list[tuple[_Waiting, Any, list[object]]] = []
        with Session(self._writing, expire_on_commit=False) as session:
            try:
                for waiting in self._taken(first):
                    done.append((waiting, *self._run(session, waiting)))  # noqa: PERF401 - kept up to a failure
                session.flush()
                _commit(session)
            except (_BatchLostError, DBAPIError) as error:
                session.rollback()
                lost = error.waiting if isinstance(error, _BatchLostError) else None
                log.warning("a batch of %s was not kept, one by one now: %s", len(done), error)
                again = [item[0] for item in done] + ([lost] if lost else [])
                for waiting in again:
                    self._write_alone(waiting)
                return
        self._answer(done)

    def _taken(self, first: _Waiting) -> Iterator[_Waiting]:
        ends = time.monotonic() + BATCH_MS / 1000
        yield first
        for _ in range(BATCH_COUNT - 1):
            if self._queue.empty() or time.monotonic() > ends:
                return
            yield self._queue.get()

    def _run(self, session: Session, waiting: _Waiting) -> tuple[Any, list[object]]:
        """Run one use case in its savepoint; its own error is its answer, a lost batch is raised."""
        try:
            with session.begin_nested():
                answer = waiting.use_case(session)
        except BaseException as error:  # the answer of the one who waits
            taken_from(session)
            # SQLite may have rolled back the whole batch (disk full), and a later commit says ok.
            if _is_storage(error) or not _in_transaction(session):
                raise _BatchLostError(waiting) from error
            return error, []
        return answer, taken_from(session)

    def _write_alone(self, waiting: _Waiting) -> None:
        with Session(self._writing, expire_on_commit=False) as session:
            try:
                answer = waiting.use_case(session)
                session.flush()
                _commit(session)
            except BaseException as error:  # the answer of the one who waits
                session.rollback()
                waiting.answer.set_exception(_storage_error(error) if _is_storage(error) else error)
                return
            self._answer([(waiting, answer, taken_from(session))])

    def _answer(self, done: list[tuple[_Waiting, Any, list[object]]]) -> None:
        for waiting, answer, _ in done:
            if isinstance(answer, BaseException):
                waiting.answer.set_exception(answer)
            else:
                waiting.answer.set(answer)
        for _, _, events in done:
            self.bus.publish(events)
        for hear in self.on_commit:
            hear()


class _BatchLostError(Exception):
    """The transaction under the batch is gone, with all its savepoints."""

    def __init__(self, waiting: _Waiting) -> None:
        super().__init__("the transaction under the batch is gone")
        self.waiting = waiting


def _commit(session: Session) -> None:
    """Commit with the flush to disk in a native thread, so that the hub goes on serving."""
    raw: Any = session.connection().connection.dbapi_connection
    gevent.get_hub().threadpool.apply(raw.commit)
    session.commit()  # nothing is left for the driver: this tells SQLAlchemy


def _in_transaction(session: Session) -> bool:
    raw: Any = session.connection().connection.dbapi_connection
    return bool(raw.in_transaction)


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
    log.error("the disk did not take a write: %s", error.__cause__ or error)
    return OnsiteError(
        "storage_failed",
        "This was not saved: the disk did not take it. "
        "Free some space on the laptop, then do it again.",
        status=507,
    )


def _engine(path: Path, *, read_only: bool = False) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"isolation_level": None, "check_same_thread": False, "timeout": 10},
        hide_parameters=True,
        **({"poolclass": QueuePool, "pool_size": 4} if read_only else {"poolclass": StaticPool}),
    )

    @event.listens_for(engine, "connect")
    def _prepare(raw: sqlite3.Connection, _: object) -> None:
        if not read_only:
            raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute("PRAGMA foreign_keys=ON")
        raw.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        if read_only:
            raw.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine
