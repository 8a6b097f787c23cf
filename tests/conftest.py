"""What every test may use: a home of its own, the command line in a process of its own, the folder beside the project."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


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
