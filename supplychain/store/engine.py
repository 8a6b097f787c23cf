"""How is an open store read and written? Whole transactions, and the database's own errors told plainly.

Refuses to know any table, and how the store was opened.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import DBAPIError, SQLAlchemyError, StatementError

from supplychain.errors import StoreError

# How long a writer waits for another. A publish of 45,000 entries holds the lock for 2 to 3 s (measured), so the
# 5 s usually advised would be short on a slow disk.
BUSY_SECONDS = 30

# PostgreSQL's error codes (its manual, appendix A): class 08 and 57P are lost or refused connections.
_NO_CONNECTION = ("08", "57P")
_DISK_FULL = "53100"
_NO_LOCK = "55P03"

WRITING = "supplychain_writing"  # the execution option of a connection that takes the write lock at its start


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. Other rooms hand it on and never look inside; `url` shows no password."""

    engine: Engine
    home: Path
    url: str

    def close(self) -> None:
        """Gives the connections back. A store may be opened again."""
        self.engine.dispose()


@contextmanager
def reading(store: Store) -> Iterator[Connection]:
    """A connection that sees one state of the store throughout, whoever writes meanwhile. Raises StoreError where the
    database fails."""
    with told_plainly(store), store.engine.connect() as connection:
        if connection.dialect.name == "postgresql":  # SQLite's reading transactions do so by themselves
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(store: Store) -> Iterator[Connection]:
    """A transaction: all of it is kept, or after an error, a kill or a full disk none of it.

    On SQLite the write lock is taken at the start: a transaction that reads first and writes later would fail at once
    when another one wrote in between (SQLITE_BUSY_SNAPSHOT), however long the busy timeout.
    """
    with told_plainly(store), store.engine.connect() as connection:
        connection.execution_options(**{WRITING: True})
        with connection.begin():
            yield connection


def insert_new(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Inserts the rows whose primary key is not there yet; another writer may be inserting the same at once.

    Give the rows in the order of their key: PostgreSQL then never has two writers waiting for each other.
    """
    if rows:
        dialect_insert = sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert
        connection.execute(dialect_insert(table).on_conflict_do_nothing(), rows)


def empty_log(store: Store) -> None:
    """Moves all of SQLite's write-ahead log into the file and cuts it to nothing: it holds what was erased since."""
    with told_plainly(store), store.engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        if driver is not None:
            driver.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def told_plainly(store: Store) -> Iterator[None]:
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
    if state == _NO_LOCK:
        return f"was kept busy by another program for {BUSY_SECONDS} seconds; try again."
    if state == _DISK_FULL:
        return "cannot grow because the server's disk is full; free some space and try again. Nothing was changed."
    return f"cannot do what was asked ({said}); nothing was changed."
