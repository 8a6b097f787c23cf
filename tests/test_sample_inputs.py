"""The sample workbooks are what their script makes, and every line of them says what it is meant to show."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from supplychain.model import Severity

SAMPLES = Path(__file__).resolve().parents[1] / "sample_inputs"
WORKBOOKS = sorted(path.name for path in SAMPLES.glob("*.xlsx"))


def _expected() -> list[dict[str, str]]:
    with (SAMPLES / "expected.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _cells(path: Path) -> list[tuple[object, ...]]:
    return list(load_workbook(path).worksheets[0].iter_rows(values_only=True))


def test_the_script_makes_the_committed_workbooks(tmp_path: Path) -> None:
    for name in ("make_samples.py", "lines.csv"):
        shutil.copy(SAMPLES / name, tmp_path)
    subprocess.run([sys.executable, str(tmp_path / "make_samples.py")], check=True)
    assert (tmp_path / "expected.csv").read_bytes() == (SAMPLES / "expected.csv").read_bytes()
    for name in WORKBOOKS:
        assert _cells(tmp_path / name) == _cells(SAMPLES / name)


@pytest.mark.parametrize("workbook", WORKBOOKS)
def test_every_expected_row_holds_the_supplier_it_names(workbook: str) -> None:
    rows = _cells(SAMPLES / workbook)
    stated = [line for line in _expected() if line["file"] == workbook]
    assert stated
    for line in stated:
        assert line["supplier"] in rows[int(line["row"]) - 1]
        assert line["shows"]


def test_the_samples_show_every_severity_the_bundled_lists_can_give() -> None:
    shown = {line["severity"] for line in _expected()}
    assert shown == {str(severity) for severity in Severity if severity is not Severity.PROHIBITED} | {""}


def test_the_own_watchlist_has_the_columns_of_own_lists() -> None:
    with (SAMPLES / "own_watchlist.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    assert set(rows[0]) == {"id", "name", "aliases", "country", "address", "type"}
    assert all(row["id"] and row["name"] for row in rows)
