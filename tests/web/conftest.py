"""A desk over a home of its own, with the bundled lists, and people who are signed in to it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from databases import SERVER, kinds_of
from desk_visitors import Visitor, account_named, sign_in, workbook_bytes
from flask import Flask

from supplychain.model import Role
from supplychain.settings import Settings
from web import create_app

SignIn = Callable[..., Visitor]


# These run once on each kind of database; in the others the database makes no difference that these would not show.
# `--database postgresql` has all of them run there.
ON_BOTH = {"test_api", "test_desk", "test_kept_workbooks", "test_permissions", "test_review_desk"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "desk_database" in metafunc.fixturenames:
        kinds = kinds_of(metafunc.config) if metafunc.module.__name__ in ON_BOTH else kinds_of(metafunc.config)[:1]
        metafunc.parametrize("desk_database", kinds, indirect=True, scope="session")


@pytest.fixture(scope="session")
def desk_database(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Makes an empty database of the kind at each call; its URL, "" for the one that is the home's own."""
    if request.param == "sqlite":
        return lambda: ""
    request.getfixturevalue("postgres_server")
    return lambda: SERVER.make(f"desk_{secrets.token_hex(4)}")


@pytest.fixture(scope="session")
def desk_home(desk_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="session")
def desk_app(desk_home: Path, desk_database: Callable[[], str]) -> Iterator[Flask]:
    app = create_app(Settings(home=desk_home, database_url=desk_database(), max_upload_mb=2))
    app.config["SERVER_NAME"] = None
    yield app
    app.extensions["desk"].store.close()


@pytest.fixture(scope="session")
def signed_in(desk_app: Flask) -> SignIn:
    """`signed_in("reviewer")` or `signed_in("officer", "Other Hospital")`: a browser of its own for each call; a third
    argument tells two people of one role and organisation apart."""

    def enter(role: str, organisation: str = "main", number: int = 1) -> Visitor:
        login = f"{role}{number}.{organisation.replace(' ', '.')}"
        return sign_in(desk_app, account_named(desk_app, login, Role(role), organisation))

    return enter


@pytest.fixture
def officer(signed_in: SignIn) -> Visitor:
    return signed_in("officer")


@pytest.fixture
def stranger(desk_app: Flask) -> Visitor:
    """Nobody signed in."""
    return Visitor(desk_app.test_client())


@pytest.fixture(scope="session")
def result_page(signed_in: SignIn) -> str:
    """The address of one screening's page, made through the form."""
    response = signed_in("officer").send(workbook_bytes())
    assert response.status_code == 303, response.text
    return str(response.headers["Location"])
