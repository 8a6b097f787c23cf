"""The goods vocabulary as rows: what each table beside this file states, one fact a row, each with its source.

Answers: which rows does a table hold? Refuses to know what they mean for a line: that is matching/goods.
"""

from __future__ import annotations

import csv
from pathlib import Path

FOLDER = Path(__file__).parent


def rows(table: str) -> list[list[str]]:
    """Every row of `<table>.csv` without its header, cells as text in the header's order."""
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        lines = csv.reader(handle)
        next(lines)
        return list(lines)


def header(table: str) -> list[str]:
    """The column names of `<table>.csv`."""
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return next(csv.reader(handle))
