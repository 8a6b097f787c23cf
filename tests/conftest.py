"""What every test may use: a home of its own, the command line in a process of its own, the folder beside the project."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from databases import KINDS, SERVER, NoServerError, environ_of, give_each_home_a_database, kinds_of

from supplychain.settings import Settings
from supplychain.store import Store, open_store

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
_names = (f"test_{number}" for number in itertools.count())


def pytest_addoption(parser: pytest.Parser) -> None:
    """Both: the tests of the store on each kind, all others on SQLite. The rest: everything on that kind alone."""
    usual = os.environ.get("SUPPLYCHAIN_TEST_DATABASE") or "both"
    parser.addoption("--database", choices=("both", *KINDS), default=usual, help="what the tests' homes keep theirs in")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--database") == "postgresql":
        give_each_home_a_database()


def pytest_unconfigure() -> None:
    SERVER.end()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--database") == "postgresql":
        for item in items:
            if item.get_closest_marker("sqlite"):
                item.add_marker(pytest.mark.skip(reason="it is about the SQLite file itself"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_url" in metafunc.fixturenames:
        metafunc.parametrize("database_url", kinds_of(metafunc.config), indirect=True)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home folder."""
    return tmp_path / "home"


@pytest.fixture
def supplychain(home: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs `supplychain ARGS` as a user does, in its own process and home."""

    def run(*args: object, **environ: str) -> subprocess.CompletedProcess[str]:
        env = {**environ_of(home), "PYTHONIOENCODING": "utf-8", **environ}
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
def postgres_server() -> str:
    """The URL of a server started for this run; the tests on it skip, with the reason, where none can start."""
    try:
        return SERVER.address()
    except NoServerError as error:
        pytest.skip(str(error))


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of its own for the test, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'home' / 'supplychain.db'}"
        return
    request.getfixturevalue("postgres_server")
    name = next(_names)
    yield SERVER.make(name)
    SERVER.drop(name)


@pytest.fixture(autouse=True)
def _databases_of_homes(request: pytest.FixtureRequest) -> Iterator[None]:
    """Under `--database postgresql` the databases of a test's own homes go with the test."""
    if request.config.getoption("--database") != "postgresql":
        yield
        return
    folder: Path = request.getfixturevalue("tmp_path")
    yield
    SERVER.forget_homes(folder)


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    """An open store on an empty database."""
    opened = open_store(Settings(home=tmp_path / "home", database_url=database_url))
    yield opened
    opened.close()
