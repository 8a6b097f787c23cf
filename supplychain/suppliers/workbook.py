"""Every sheet of an .xlsx workbook as a grid of raw cells.

Scans each worksheet by our own count first, mends the two traps that would kill the reader, then lets
python-calamine read the cells. Refuses to know what any row or column means.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import BinaryIO

import python_calamine

from supplychain.errors import UnreadableSheetError
from supplychain.suppliers import cells, limits, workbook_parts
from supplychain.suppliers.grid import Grid
from supplychain.suppliers.preflight import Package
from supplychain.suppliers.sheet_scan import SheetScan, SheetScanner, column_index

REFERENCED_CELL = re.compile(rb'<c\s[^>]*?\br="([A-Z]+)\d+"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
# The error values calamine 0.9 reads; it refuses a workbook with any other.
KNOWN_FAULTS = {"formula", "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"}
CLAIMS = re.compile(rb'\s(?:uniqueCount|count)="\d+"')


def read_xlsx(stream: BinaryIO, package: Package) -> list[Grid]:
    """Every worksheet of a checked .xlsx package, hidden ones too. Raises UnreadableSheetError."""
    warnings = workbook_parts.carried(package.names)
    parts = workbook_parts.sheet_parts(package)
    if not parts:
        raise no_sheets()
    strings = workbook_parts.shared_strings(package)
    scans = {part.part: SheetScanner(strings.blank, strings.strings).scan(package.chunks(part.part)) for part in parts}
    mended = _mend(package, parts, scans, strings)
    book = open_book(mended or stream)
    grids = []
    for part in parts:
        scan = scans[part.part]
        if scan.doubled is not None:
            raise UnreadableSheetError(
                "WORKBOOK_CORRUPT",
                f"Sheet {part.name!r} holds two different rows numbered {scan.doubled + 1}, so one of them would be "
                "lost; open it in a spreadsheet program and save it again.",
            )
        grid = grid_of(book, part.name, len(scan.filled), visible=part.visible)
        grid.faults = scan.faults
        grid.hidden_rows = scan.hidden.intersection(scan.filled)
        grid.hidden_columns = scan.hidden_columns
        grid.merged = scan.merged
        grid.warnings += warnings
        if scan.last_column >= limits.MAX_COLUMNS:
            grid.warnings.append("COLUMNS_IGNORED")
            grid.beyond = max(0, len(scan.filled) - _filled(grid.rows))
        grids.append(grid)
    return grids


def open_book(stream: BinaryIO) -> python_calamine.CalamineWorkbook:
    """Let calamine look at the file. Raises UnreadableSheetError."""
    stream.seek(0)
    try:
        return python_calamine.load_workbook(stream)
    except python_calamine.PasswordError:
        raise UnreadableSheetError(
            "PASSWORD_PROTECTED", "The workbook is protected by a password; save a copy without it and upload that."
        ) from None
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise _corrupt(error) from None


def grid_of(book: python_calamine.CalamineWorkbook, name: str, filled: int, *, visible: bool) -> Grid:
    """One sheet's cells as calamine reads them; `filled` is our own count. Raises UnreadableSheetError."""
    try:
        sheet = book.get_sheet_by_name(name)
        height, width = sheet.total_height, sheet.total_width
        if height * width > limits.MAX_DENSE_CELLS:
            raise UnreadableSheetError(
                "ARCHIVE_TOO_LARGE",
                f"Sheet {name!r} spans {height:,} rows by {width:,} columns; delete the stray cells far from "
                f"the table.",
            )
        rows: list[list[object]] = sheet.to_python(skip_empty_area=False)  # type: ignore[assignment]
        merged = sheet.merged_cell_ranges or []
    except (python_calamine.CalamineError, OSError, ValueError, IndexError) as error:
        raise _corrupt(error) from None
    if width > limits.MAX_COLUMNS:
        rows = [row[: limits.MAX_COLUMNS] for row in rows]
    grid = Grid(name=name, rows=rows, numbers=range(1, len(rows) + 1), non_empty=filled, visible=visible)
    grid.merged = [(top, left, bottom, right) for (top, left), (bottom, right) in merged]
    return grid


def _filled(rows: list[list[object]]) -> int:
    return sum(1 for row in rows if any(not cells.is_blank(cell) for cell in row))


def _mend(
    package: Package,
    parts: list[workbook_parts.SheetPart],
    scans: dict[str, SheetScan],
    strings: workbook_parts.SharedStrings,
) -> io.BytesIO | None:
    """The package without what the reader stumbles over: a lying count of shared texts (calamine reserves what is
    claimed), cells so far out that the bounding box has billions, and error values newer than it knows (#SPILL!),
    which become texts; our own scan remembers them as errors. None: nothing to mend.
    """
    far = {
        part.part
        for part in parts
        if (scans[part.part].last_row + 1) * (scans[part.part].last_column + 1) > limits.MAX_DENSE_CELLS
    }
    new_errors = {part for part, scan in scans.items() if set(scan.faults.values()) - KNOWN_FAULTS}
    if not far and not strings.lying and not new_errors:
        return None
    mended = io.BytesIO()
    with zipfile.ZipFile(mended, "w", zipfile.ZIP_STORED) as out:
        for name in package.names:
            if not name.endswith((".xml", ".rels")):
                continue
            content = package.read(name)
            if name in new_errors:
                content = content.replace(b't="e"', b't="str"').replace(b"t='e'", b't="str"')
            if name in far:
                content = REFERENCED_CELL.sub(_near, content)
            if name == strings.part:
                content = CLAIMS.sub(b"", content[:4_096]) + content[4_096:]
            out.writestr(name, content)
    return mended


def _near(cell: re.Match[bytes]) -> bytes:
    return cell.group() if column_index(cell.group(1)) < limits.MAX_COLUMNS else b""


def _corrupt(error: BaseException) -> UnreadableSheetError:
    said = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
    return UnreadableSheetError(
        "WORKBOOK_CORRUPT",
        f"The workbook is damaged ({said}), so nothing of it was read; open it in a spreadsheet program and "
        f"save it again.",
    )


def no_sheets() -> UnreadableSheetError:
    """The refusal of a workbook without worksheets."""
    return UnreadableSheetError("NO_ROWS", "The workbook has no worksheet; upload the one that lists the suppliers.")
