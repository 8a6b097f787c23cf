"""The documents cannot drift: links lead somewhere, every command and setting is told, the wheel holds what it needs."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from importlib.metadata import entry_points
from pathlib import Path

import click
import pytest

from supplychain.settings import settings_table

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_every_link_to_a_file_of_ours_leads_to_it(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_the_readme_tells_every_setting() -> None:
    assert settings_table().strip() in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_tells_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for entry in entry_points(group="supplychain.commands"):
        assert isinstance(entry.load(), click.Command)
        assert f"supplychain {entry.name}" in readme, entry.name


def test_make_help_tells_every_target() -> None:
    targets = re.search(r"\.PHONY: (.*)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert targets is not None
    done = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for target in targets[1].split():
        assert f"make {target}" in done.stdout


def test_the_wheel_holds_the_four_packages_and_their_data(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    for package in ("supplychain", "reference_lists", "jobs", "web"):
        tracked = [p for p in (ROOT / package).rglob("*") if p.is_file() and "__pycache__" not in p.parts]
        missing = {p.relative_to(ROOT).as_posix() for p in tracked} - held
        assert not missing, f"the wheel lacks {sorted(missing)[:5]}"
