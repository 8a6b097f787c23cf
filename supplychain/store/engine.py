"""How is the store opened, read and written? SQLite in the home folder, or PostgreSQL by its URL.

Refuses to know any table but the one that tells which migration the store stands at. Measured on 2 cores: opening a
store that is up to date costs about 10 ms beyond importing SQLAlchemy (200 ms); Alembic (another 150 ms) is imported
only where the store must be upgraded.
"""

from __future__ import annotations

import gc
import importlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url, text
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError, StatementError

from supplychain.errors import StoreError
from supplychain.store.columns import dump_json
from supplychain.store.tables import HEAD

# How long a writer waits for another. A publish of 45,000 entries holds the lock for 2 to 3 s (measured), so the
# 5 s usually advised would be short on a slow disk.
BUSY_SECONDS = 30

# PostgreSQL's error codes (its manual, appendix A): class 08 and 57P are lost or refused connections.
_NO_CONNECTION = ("08", "57P")
_DISK_FULL = "53100"

_WRITING = "supplychain_writing"


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. Other rooms hand it on and never look inside; `url` shows no password."""

    engine: Engine
    home: Path
    url: str

    def close(self) -> None:
        """Gives the connections back. A store may be opened again."""
        self.engine.dispose()


class StoreAddress(Protocol):
    """Where a store is; `Settings` is one. `home` is the home folder, `database_url` as SQLAlchemy writes them."""

    @property
    def home(self) -> Path: ...

    @property
    def database_url(self) -> str: ...


def open_store(where: StoreAddress) -> Store:
    """Opens the store, making the home folder (for its owner alone) and bringing the tables up to date first.

    Safe for several processes at once on a fresh home. Raises StoreError where the folder cannot be written, the
    file is no database, the server cannot be reached or the store was made by a newer program.
    """
    try:
        url = make_url(where.database_url)
    except ArgumentError as error:
        raise StoreError(
            "The database address cannot be read; it must look like sqlite:////path/to/file.db."
        ) from error
    _make_home(where.home)
    try:
        engine = _engine(url)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreError(
            f"The database {_shown(url)} needs a driver that is not installed; install supplychain[postgres] or use"
            " a sqlite:/// address."
        ) from error
    store = Store(engine, where.home, _shown(url))
    if _migration(store) != HEAD:
        # By name: Alembic is slow to import and most openings need none of it.
        importlib.import_module("supplychain.store.upgrade").upgrade(store)
    return store


@contextmanager
def reading(store: Store) -> Iterator[Connection]:
    """A connection that sees one state of the store throughout. Raises StoreError where the database fails."""
    with _told_plainly(store), store.engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(store: Store) -> Iterator[Connection]:
    """A transaction: all of it is kept, or after an error, a kill or a full disk none of it.

    On SQLite the write lock is taken at the start: a transaction that reads first and writes later would fail at once
    when another one wrote in between (SQLITE_BUSY_SNAPSHOT), however long the busy timeout.
    """
    with _told_plainly(store), store.engine.connect() as connection:
        connection.execution_options(**{_WRITING: True})
        with connection.begin():
            yield connection


@contextmanager
def gc_paused() -> Iterator[None]:
    """For work that makes a great many small values, none of them in a circle: the garbage collector would walk all
    of them again and again. Measured on 20,000 screened lines: saved in 4.5 s instead of 8.5, loaded in 3.9 s
    instead of 9.5, with no more memory.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def insert_new(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Inserts the rows whose primary key is not there yet; another writer may be inserting the same at once.

    Give the rows in the order of their key: PostgreSQL then never has two writers waiting for each other.
    """
    if rows:
        dialect_insert = sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert
        connection.execute(dialect_insert(table).on_conflict_do_nothing(), rows)


def empty_log(store: Store) -> None:
    """Moves all of SQLite's write-ahead log into the file and cuts it to nothing: it holds what was erased since."""
    with _told_plainly(store), store.engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        if driver is not None:
            driver.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _engine(url: URL) -> Engine:
    options: dict[str, Any] = {"json_serializer": dump_json, "hide_parameters": True}
    if url.get_backend_name() == "sqlite":
        _make_private(url)
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, **options)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10}, **options)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the sqlite3 module shall begin nothing by itself; _begin_sqlite does
    connection.execute("PRAGMA foreign_keys = ON")  # off by default, for every connection anew
    connection.execute("PRAGMA synchronous = FULL")  # in WAL mode the default may lose the last commits at a power cut


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _make_home(home: Path) -> None:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The home folder {home} cannot be made ({error.strerror}); set SUPPLYCHAIN_HOME to a folder you may write."
        ) from error


def _make_private(url: URL) -> None:
    """The database file, readable by its owner alone, before SQLite would make it readable by all."""
    if not url.database or url.database == ":memory:":
        raise StoreError("The database address names no file; it must look like sqlite:////path/to/file.db.")
    try:
        os.close(os.open(url.database, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreError(
            f"The database file {url.database} cannot be written ({error.strerror}); check its folder's permissions"
            " or set SUPPLYCHAIN_HOME to a folder you may write."
        ) from error


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=True)


def _migration(store: Store) -> str | None:
    """The migration the store stands at, None for an empty store."""
    with _told_plainly(store), store.engine.connect() as connection:
        if not store.engine.dialect.has_table(connection, "alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


@contextmanager
def _told_plainly(store: Store) -> Iterator[None]:
    """Turns the database's own errors into one sentence that names the store and what to do."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(f"The database {store.url} {_plainly(error)}") from error
    except SQLAlchemyError as error:  # a value no column takes: only its own words, the rest may name a supplier
        cause = error.orig if isinstance(error, StatementError) and error.orig is not None else error
        said = str(cause).partition("\n")[0]
        raise StoreError(f"The database {store.url} cannot do what was asked ({said}); nothing was changed.") from error


def _plainly(error: DBAPIError) -> str:
    said = str(error.orig).strip().partition("\n")[0] or type(error.orig).__name__
    if isinstance(error.orig, sqlite3.Error):
        lowered = said.lower()
        if "not a database" in lowered or "malformed" in lowered:
            return "is damaged or is no database file; restore it from a backup or move it away."
        if "locked" in lowered or "busy" in lowered:
            return f"was kept busy by another program for {BUSY_SECONDS} seconds; try again."
        if "full" in lowered:
            return "cannot grow because the disk is full; free some space and try again. Nothing was changed."
        if "readonly" in lowered or "unable to open" in lowered:
            return "cannot be written; check the permissions of the file and its folder."
        return f"cannot do what was asked ({said}); nothing was changed."
    state = getattr(error.orig, "sqlstate", None)
    if state is None or state.startswith(_NO_CONNECTION):
        return f"cannot be reached ({said}); check SUPPLYCHAIN_DATABASE_URL and that the server runs."
    if state == _DISK_FULL:
        return "cannot grow because the server's disk is full; free some space and try again. Nothing was changed."
    return f"cannot do what was asked ({said}); nothing was changed."
