"""Every sheet of an .xls, .xlsb or .ods file as a grid of raw cells.

Our own scan counts rows and measures the cells first, then python-calamine reads them. Refuses to know what any row or
column means.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from python_calamine import SheetTypeEnum, SheetVisibleEnum

from supplychain.errors import UnreadableSheetError
from supplychain.suppliers import limits, record_scan, workbook_parts
from supplychain.suppliers.grid import Grid
from supplychain.suppliers.ods_scan import OdsScanner
from supplychain.suppliers.preflight import Package
from supplychain.suppliers.workbook import grid_of, no_sheets, open_book

VBA_STORAGE = "_VBA_PROJECT_CUR".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Scan:
    """What any of the scans found in one sheet; rows and columns count from 0."""

    filled: Collection[int]
    hidden: set[int] = field(default_factory=set)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    last_column: int = -1


def read_xls(stream: BinaryIO) -> list[Grid]:
    """Every worksheet of an Excel 97-2003 file. Raises UnreadableSheetError."""
    stream.seek(0)
    content = stream.read()
    scans = {
        scan.name: Scan(scan.filled, scan.hidden, scan.faults, scan.last_column)
        for scan in record_scan.scan_xls(record_scan.workbook_stream(content))
    }
    grids = _grids(stream, scans)
    if VBA_STORAGE in content:
        for grid in grids:
            grid.warnings.append("MACROS_IGNORED")
    return grids


def read_xlsb(stream: BinaryIO, package: Package) -> list[Grid]:
    """Every worksheet of a checked binary package. Raises UnreadableSheetError."""
    warnings = workbook_parts.carried(package.names)
    book = "xl/workbook.bin"
    relations = workbook_parts.relations(package, book)
    strings = next((target for kind, target in relations.values() if kind == "sharedStrings"), "")
    blank = record_scan.blank_xlsb_strings(package.read(strings)) if strings in package.names else frozenset()
    scans: dict[str, Scan] = {}
    for name, key in record_scan.xlsb_sheets(package.read(book)):
        kind, part = relations.get(key, ("", ""))
        if kind != "worksheet":
            continue
        if part not in package.names:
            raise UnreadableSheetError(
                "WORKBOOK_CORRUPT",
                f"The workbook is damaged: the sheet {name[:60]!r} is missing from it; save it again as .xlsx.",
            )
        scan = record_scan.scan_xlsb(name, package.read(part), blank)
        scans[name] = Scan(scan.filled, scan.hidden, scan.faults, scan.last_column)
    grids = _grids(stream, scans)
    for grid in grids:
        grid.warnings += warnings
    return grids


def read_ods(stream: BinaryIO, package: Package) -> list[Grid]:
    """Every table of a checked OpenDocument spreadsheet. Raises UnreadableSheetError."""
    if "content.xml" not in package.names:
        raise UnreadableSheetError(
            "WORKBOOK_CORRUPT", "The workbook is damaged: its content is missing; save it again as .xlsx."
        )
    scanned = OdsScanner().scan(package.chunks("content.xml"))
    grids = _grids(
        stream, {table.name: Scan(table.filled, table.hidden, table.faults, table.last_column) for table in scanned}
    )
    if any(name.startswith(("Basic/", "Scripts/")) for name in package.names):
        for grid in grids:
            grid.warnings.append("MACROS_IGNORED")
    return grids


def _grids(stream: BinaryIO, scans: Mapping[str, Scan]) -> list[Grid]:
    for name, scan in scans.items():
        if (max(scan.filled, default=-1) + 1) * (scan.last_column + 1) > limits.MAX_DENSE_CELLS:
            raise UnreadableSheetError(
                "ARCHIVE_TOO_LARGE",
                f"Sheet {name!r} has cells millions of places away from its table; delete the stray cells.",
            )
    book = open_book(stream)
    grids = []
    for sheet in book.sheets_metadata:
        if sheet.typ is not SheetTypeEnum.WorkSheet or sheet.name not in scans:
            continue
        scan = scans[sheet.name]
        visible = sheet.visible is SheetVisibleEnum.Visible
        grid = grid_of(book, sheet.name, len(scan.filled), visible=visible)
        grid.faults = scan.faults
        grid.hidden_rows = scan.hidden.intersection(scan.filled)
        if scan.last_column >= limits.MAX_COLUMNS:
            grid.warnings.append("COLUMNS_IGNORED")
        grids.append(grid)
    if not grids:
        raise no_sheets()
    return grids
