"""A plan in a SQL database: tables named as the sheets, in Chinese or English, with columns named likewise.

Reading is `sql_reading`'s, writing `sql_writing`'s; here is how the database is reached.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from onsite.errors import OnsiteError
from onsite.planning.csv_source import read_package
from onsite.planning.csv_writing import write_sheets
from onsite.planning.problems import Problem, Unreadable
from onsite.planning.sources import PACKAGE_FILE
from onsite.planning.sql_reading import Copied, copy_tables
from onsite.planning.sql_writing import write_changes

DRIVERS = {"psycopg": "psycopg[binary]", "pymysql": "pymysql"}


class SqlStore:
    """One database, by its SQLAlchemy address, e.g. ``postgresql+psycopg://planner@host/congress``."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._copied: list[Copied] = []

    @property
    def name(self) -> str:
        """Give the database's name, without host and password."""
        try:
            database = make_url(self._address).database or "database"
        except ArgumentError:
            return "database"
        return Path(database).name

    def copy_to(self, folder: Path) -> None:
        """Write the tables that we know as a CSV package; see `PlanStore.copy_to`."""
        with self._reached() as engine:
            try:
                with _one_moment(engine) as connection:
                    self._copied = copy_tables(connection)
            except SQLAlchemyError as error:
                raise self._unreadable(error) from error
        write_sheets([(one.resource, one.headings, one.rows) for one in self._copied], folder)

    def bring_back(self, package: Path) -> None:
        """Write the changes in one transaction; see `PlanStore.bring_back`."""
        sheets = {
            sheet.names[0]: list(sheet.rows()) for sheet in read_package(package / PACKAGE_FILE)[0]
        }
        with self._reached() as engine:
            try:
                with engine.begin() as connection:
                    write_changes(connection, self._copied, sheets)
            except SQLAlchemyError as error:
                raise OnsiteError(
                    "plan_not_written",
                    f"The database {self.name} is as it was; writing failed ({_reason(error)}). "
                    "Let its owner allow UPDATE and INSERT on the plan's tables, and CREATE TABLE for ours.",
                    status=409,
                ) from error

    @contextmanager
    def _reached(self) -> Iterator[Engine]:
        try:
            url = make_url(self._address)
            _refuse_missing_file(url)
            engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            raise self._unreadable(error) from error
        if engine.dialect.name == "sqlite":
            _let_begin(engine)
        try:
            yield engine
        finally:
            engine.dispose()

    def _unreadable(self, error: Exception) -> Unreadable:
        if isinstance(error, ModuleNotFoundError):
            driver = DRIVERS.get(error.name or "", error.name or "")
            return Unreadable(
                Problem(
                    self.name,
                    f"needs the Python driver {error.name}",
                    f"install it beside onsite: pip install '{driver}'",
                )
            )
        if isinstance(error, ArgumentError):
            todo = (
                "write it like sqlite:////path/plan.db or postgresql+psycopg://user:word@host/name"
            )
            return Unreadable(Problem("--plan", "is no address of a database", todo))
        return Unreadable(
            Problem(
                self.name,
                f"the database can't be read ({_reason(error)})",
                "check its address, that it runs, and that this user may SELECT",
            )
        )


def absolute_url(address: str) -> str:
    """Write a database's address so that it means the same from any folder."""
    try:
        url = make_url(address)
    except ArgumentError:
        return address
    if url.get_backend_name() != "sqlite" or not url.database:
        return address
    path = str(Path(url.database).resolve())
    return url.set(database=path).render_as_string(hide_password=False)


def _refuse_missing_file(url: URL) -> None:
    """SQLite would make an empty one."""
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise Unreadable(
            Problem(Path(url.database or "").name, "there is no such database", "check the path")
        )


def _let_begin(engine: Engine) -> None:
    """Let SQLite's columns and tables be added in the same transaction as all else."""

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")


@contextmanager
def _one_moment(engine: Engine) -> Iterator[Connection]:
    """Read everything as it is at one moment."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


def _reason(error: Exception) -> str:
    """Give a driver's own words: the first line, since others may show a row."""
    told = str(getattr(error, "orig", None) or error).strip().splitlines()
    return told[0] if told else type(error).__name__
