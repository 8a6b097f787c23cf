"""How is the store opened? SQLite in the home folder, or PostgreSQL by its URL, at the tables of this program.

Refuses to know any table but the one that tells which migration the store stands at. Measured on 2 cores: opening a
store that is up to date costs about 10 ms beyond importing SQLAlchemy (200 ms); Alembic (another 150 ms) is imported
only where the store must be upgraded.
"""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from supplychain.errors import StoreError
from supplychain.store.columns import SMALL_LETTERS, dump_json
from supplychain.store.engine import BUSY_SECONDS, WRITING, Store, told_plainly
from supplychain.store.tables import HEAD

# Connections held open: as many looks as a busy desk has at once. Each one more is opened and closed for a single look.
_POOL = 16


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


def _engine(url: URL) -> Engine:
    options: dict[str, Any] = {"json_serializer": dump_json, "hide_parameters": True, "pool_size": _POOL}
    if url.get_backend_name() == "sqlite":
        _make_private(url)
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, **options)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10}, **options)
    event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the sqlite3 module shall begin nothing by itself; _begin_sqlite does
    connection.execute("PRAGMA foreign_keys = ON")  # off by default, for every connection anew
    connection.execute("PRAGMA synchronous = FULL")  # in WAL mode the default may lose the last commits at a power cut
    connection.create_function(SMALL_LETTERS, 1, str.lower, deterministic=True)


def _prepare_postgresql(connection: Any, _record: object) -> None:
    # As on SQLite: whoever holds a lock for ever holds up nobody else for ever. Not among the connection's options,
    # which a pool between us and the server may refuse.
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{int(BUSY_SECONDS * 1000)}ms'")
    connection.commit()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITING, False)
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
    with told_plainly(store), store.engine.connect() as connection:
        if not store.engine.dialect.has_table(connection, "alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
