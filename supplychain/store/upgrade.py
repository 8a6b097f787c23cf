"""How does an older or empty store come up to the tables of this program?

A module of its own because it imports Alembic: `opening` loads it only where an upgrade is due.
"""

from __future__ import annotations

import time
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, text

from supplychain.errors import StoreError
from supplychain.store.engine import BUSY_SECONDS, Store, writing

MIGRATIONS = Path(__file__).parent / "migrations"

# Any fixed number: two processes that upgrade one PostgreSQL database wait for each other on it.
_UPGRADE_LOCK = 7_301_515


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration without a file of its own; the connection brings its open transaction."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(store: Store) -> None:
    """Brings the store to the newest migration, in one transaction: a kill in the middle leaves the old tables.

    Two processes at once: the second waits for the write lock, and then finds nothing left to do. Raises StoreError.
    """
    if store.engine.dialect.name == "sqlite":
        _switch_to_wal(store)
    with writing(store) as connection:
        if store.engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
        try:
            command.upgrade(alembic_config(connection), "head")
        except CommandError as error:
            raise StoreError(
                f"The database {store.url} was made by a newer version of this program; update the program."
            ) from error


def _switch_to_wal(store: Store) -> None:
    """Write-ahead logging: readers never wait for a writer. Kept in the file, so set once.

    SQLite does not wait for the lock this needs when another process is switching too, so we do.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        connection = store.engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA journal_mode = WAL")
            return
        except Exception as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise StoreError(f"The database {store.url} cannot be prepared ({error}); try again.") from error
            time.sleep(0.05)
        finally:
            connection.close()
