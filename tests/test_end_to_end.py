"""The sample workbooks through the whole road: every line gets the severity that sample_inputs/expected.csv states."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

Run = Callable[..., subprocess.CompletedProcess[str]]
SAMPLES = Path(__file__).resolve().parents[1] / "sample_inputs"
WORKBOOKS = sorted(SAMPLES.glob("*.xlsx"))


def expected(workbook: Path) -> dict[int, tuple[str, str | None]]:
    with (SAMPLES / "expected.csv").open(encoding="utf-8", newline="") as source:
        rows = [row for row in csv.DictReader(source) if row["file"] == workbook.name]
    return {int(row["row"]): (row["supplier"], row["severity"] or None) for row in rows}


@pytest.mark.parametrize("workbook", WORKBOOKS, ids=lambda w: w.stem)
def test_every_line_of_a_sample_gets_its_stated_severity(supplychain: Run, workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "flagged.xlsx"
    done = supplychain("screen", workbook, "--format", "jsonl", "--output", out)
    assert done.returncode == 0, done.stderr
    lines = {o["row"]: (o["supplier"], o["severity"]) for o in map(json.loads, done.stdout.splitlines())}
    assert lines == expected(workbook)
    assert {"Flags", "Coverage", "Method"} <= set(load_workbook(out).sheetnames)


def test_the_sample_watchlist_prohibits_the_line_it_names(supplychain: Run) -> None:
    listed = SAMPLES / "own_watchlist.csv"
    args = ("--title", "Northfield watchlist", "--severity", "prohibited")
    assert supplychain("lists", "add", "northfield", listed, *args).returncode == 0
    done = supplychain("screen", SAMPLES / "northfield_hospital_purchases_fy26.xlsx", "--format", "jsonl")
    barred = [o for o in map(json.loads, done.stdout.splitlines()) if o["severity"] == "prohibited"]
    assert [o["supplier"] for o in barred] == ["Meridian Hollow Trading LLC"]
