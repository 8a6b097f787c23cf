"""How does the canary's workbook come to be? A sheet as an officer might upload it.

Refuses to know what it must come back with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

HEADERS = ("Supplier name", "Item description", "Country of origin")


@dataclass(frozen=True, slots=True)
class CanaryRow:
    """One supplier row; "" leaves a cell empty."""

    name: str
    goods: str = ""
    origin: str = ""


def write_canary_workbook(path: Path, rows: Sequence[CanaryRow]) -> None:
    """The rows under a header, from the sheet's second row on."""
    book = Workbook(write_only=True)
    page = book.create_sheet("Suppliers")
    page.append(HEADERS)
    for row in rows:
        page.append([row.name, row.goods or None, row.origin or None])
    book.save(path)
