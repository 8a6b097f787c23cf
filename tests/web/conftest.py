"""A desk over a home of its own, with the bundled lists."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_visitors import Officer, workbook_bytes
from flask import Flask

from supplychain.settings import Settings
from web import create_app


@pytest.fixture(scope="session")
def desk_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="session")
def desk_app(desk_home: Path) -> Flask:
    app = create_app(Settings(home=desk_home, max_upload_mb=2))
    app.config["SERVER_NAME"] = None
    return app


@pytest.fixture
def officer(desk_app: Flask) -> Officer:
    return Officer(desk_app.test_client())


@pytest.fixture(scope="session")
def result_page(desk_app: Flask) -> str:
    """The address of one screening's page, made through the form."""
    response = Officer(desk_app.test_client()).send(workbook_bytes())
    assert response.status_code == 303, response.text
    return response.headers["Location"]
