"""Schemathesis against the API's own document over real HTTP: no answer of it is a fault, undocumented, or not of its
schema (W16), whoever asks."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import waitress
from desk_visitors import account_named, sign_in, workbook_bytes
from flask import Flask

from supplychain.model import Role
from supplychain.settings import Settings
from supplychain.store.accounts import By
from supplychain.store.api_tokens import make_token
from web import create_app

# `positive_data_acceptance` is left out: that a place must exist, that a text must be JSON in itself or a file be a
# workbook cannot be said in a schema, and is refused with 422.
LEFT_OUT = "positive_data_acceptance"
SEED = 7

needs_schemathesis = pytest.mark.skipif(
    importlib.util.find_spec("schemathesis") is None, reason="schemathesis is not installed: pip install '.[test]'"
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str]]:
    """A desk with one screening, on a port of its own."""
    app = create_app(Settings(home=tmp_path_factory.mktemp("fuzz")))
    sign_in(app, account_named(app, "rita", Role.REVIEWER)).send(workbook_bytes())
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield app, f"http://127.0.0.1:{server.effective_port}"
    server.close()


def fuzzed(served: tuple[Flask, str], role: Role, examples: int, folder: Path) -> subprocess.CompletedProcess[str]:
    app, address = served
    desk = app.extensions["desk"]
    account = account_named(app, f"{role.value}.fuzz", role)
    by = By(account.account_id, desk.clock())
    token = make_token(desk.store, by, account, name="fuzz", scopes=("read", "screen", "decide"), days=1)
    command = [
        sys.executable, "-m", "schemathesis.cli", "run", f"{address}/api/v1/openapi.json",
        "--header", f"Authorization: Bearer {token}", "--checks", "all", "--exclude-checks", LEFT_OUT,
        "--max-examples", str(examples), "--seed", str(SEED), "--no-color",
    ]  # fmt: skip
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def told(done: subprocess.CompletedProcess[str]) -> str:
    """What it said, its endless examples cut short."""
    return "\n".join(line[:300] for line in (done.stdout + done.stderr).splitlines())[-12_000:]


@needs_schemathesis
def test_the_api_keeps_to_its_document(served: tuple[Flask, str], tmp_path: Path) -> None:
    done = fuzzed(served, Role.REVIEWER, 15, tmp_path)
    assert done.returncode == 0, told(done)


@needs_schemathesis
@pytest.mark.long
@pytest.mark.parametrize("role", list(Role))
def test_the_api_keeps_to_its_document_five_hundred_times_an_operation(
    served: tuple[Flask, str], role: Role, tmp_path: Path
) -> None:
    done = fuzzed(served, role, 500, tmp_path)
    assert done.returncode == 0, told(done)
