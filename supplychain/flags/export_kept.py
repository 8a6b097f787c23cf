"""How does an officer's own .xlsx come back with its formats? It is held whole, our columns go to its right.

Refuses large workbooks: openpyxl holds every cell as an object (555 MB for 100,000 x 12).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from copy import copy
from math import inf
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from supplychain.flags.export_cells import MOST_COLUMNS, CellValue, cell_text, escaped, row_height, would_run
from supplychain.flags.export_layout import (
    Addition,
    OwnSheet,
    Placing,
    ShiftedLayoutError,
    added_lines,
    additions,
    our_sheets,
)
from supplychain.flags.export_rows import HEADINGS, WIDTHS, line_comment
from supplychain.flags.export_styles import FILLS, HEADING_FILL
from supplychain.flags.words import SEVERITY_WORDS, Titles
from supplychain.model import ScreenedLine, Screening

_KEPT = (
    "This is your workbook with our columns to the right of the screened sheet and four sheets of ours at the end; "
    "your cells, formats, widths, filters and frozen panes are as they were.",
    "A formula is shown by the value it had when you saved the file; macros, charts, pictures and links to other "
    "workbooks are not carried over.",
)
_NO_VALUE = "{count} formulas of your file had no stored value; they are shown as text."
_HEADING_FONT = Font(bold=True, color="FFFFFFFF")
_BOLD = Font(bold=True)
_HEADING_FILL = PatternFill("solid", fgColor="FF" + HEADING_FILL)
_SEVERITY_FILLS = {
    words: PatternFill("solid", fgColor="FF" + FILLS[severity]) for severity, words in SEVERITY_WORDS.items()
}
_WRAPPED = Alignment(vertical="top", wrap_text=True)
# Points a row of the officer's own sheet may grow to, five lines: what does not fit stands in the cell, in its comment
# and on the sheet Flags, and a sheet of tall rows cannot be scanned.
_TALLEST_OWN = 75
_COMMENT_WIDTH, _COMMENT_HEIGHT = 480, 260  # pixels: about 70 characters by 15 lines
_LONGEST_COMMENT = 8_000  # characters; the flags sheet holds the rest, and a note as long as this is not read


def write_kept(screening: Screening, source: Path, out: Path, titles: Titles) -> None:
    """The officer's workbook with our columns and sheets. Raises ShiftedLayoutError where the rows are not where
    they were read, and whatever openpyxl raises on a workbook it cannot carry."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl names each extension it drops; the method sheet says so at once
        workbook = load_workbook(source, data_only=True, keep_links=False, rich_text=True)
        layout = [*_KEPT]
        if count := _show_valueless_formulas(workbook, source):
            layout.append(_NO_VALUE.format(count=count))
        added = additions(screening, (sheet.title for sheet in workbook.worksheets), titles)
        if added_lines(added) < len({(line.line.sheet, line.line.row) for line in screening.lines}):
            raise ShiftedLayoutError
        for name, addition in added.items():
            _annotate(workbook[name], addition, _Looks(workbook[name]))
        for own in our_sheets(screening, titles, tuple(layout), workbook.sheetnames):
            sheet = workbook.create_sheet(own.name)
            _write_own(sheet, own, _Looks(sheet))
        workbook.save(out)


def _has_formulas(source: Path) -> bool:
    with ZipFile(source) as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(b"<f>" in (body := archive.read(name)) or b"<f " in body for name in parts)


def _show_valueless_formulas(workbook: Workbook, source: Path) -> int:
    """A formula never calculated has no value to show: its text is shown, as text. Returns how many."""
    if not _has_formulas(source):
        return 0
    count = 0
    for sheet in load_workbook(source, data_only=False, keep_links=False).worksheets:
        for (row, column), cell in sheet._cells.items():
            shown = workbook[sheet.title].cell(row, column)
            if cell.data_type == "f" and isinstance(shown, Cell) and shown.value is None:
                _put(shown, str(getattr(cell.value, "text", None) or cell.value))
                count += 1
    return count


class _Looks:
    """Our cell styles, made once for a workbook: setting font, fill and alignment cell by cell takes half the time."""

    def __init__(self, sheet: Worksheet) -> None:
        def made(**look: object) -> StyleArray:
            scratch: Any = Cell(sheet, row=1, column=1)  # its style array is no part of the published types
            for name, value in look.items():
                setattr(scratch, name, value)
            style: StyleArray = scratch._style
            return style

        self.wrapped = made(alignment=_WRAPPED)
        self.heading = made(font=_HEADING_FONT, fill=_HEADING_FILL, alignment=_WRAPPED)
        self.severity = {
            words: made(font=_BOLD, fill=fill, alignment=_WRAPPED) for words, fill in _SEVERITY_FILLS.items()
        }

    def of(self, index: int, value: CellValue, has_severity: bool) -> StyleArray:
        """The look of a value by its place in the row: the first of a row may be a severity."""
        if has_severity and index == 0 and isinstance(value, str):
            return self.severity.get(value, self.wrapped)
        return self.wrapped


def _put(cell: Cell, value: CellValue, look: StyleArray | None = None) -> None:
    """Sets a value of ours; text is stored as text whatever it looks like."""
    if look is not None:
        styled: Any = cell
        styled._style = copy(look)
    if isinstance(value, str):
        cell.value = cell_text(value)
        cell.data_type = "s"  # openpyxl takes "=..." for a formula and "#N/A" for an error
        if would_run(value):
            cell.quotePrefix = True
    else:
        cell.value = value


def _last_column(sheet: Worksheet) -> int:
    """The last column that holds a value, a merged range or a table; formats alone do not count."""
    with_value = (
        column for (_, column), cell in sheet._cells.items() if isinstance(cell, Cell) and cell.value is not None
    )
    merged = (bounds.max_col for bounds in sheet.merged_cells.ranges)
    tables = (range_boundaries(table.ref)[2] or 0 for table in sheet.tables.values())
    return max((*with_value, *merged, *tables), default=0)


def _annotate(sheet: Worksheet, addition: Addition, looks: _Looks) -> None:
    last = _last_column(sheet)
    if last + len(HEADINGS) > MOST_COLUMNS:
        raise ShiftedLayoutError
    placing = Placing()
    for row, line in sorted(addition.lines.items()):
        values = [sheet.cell(row, column).value for column in range(1, last + 1)]
        texts = [str(value) if value is not None else "" for value in values]
        placing.see([*texts, *(v for v in values if isinstance(v, float))], line.line.supplier_name)
    if placing.shifted:
        raise ShiftedLayoutError
    for row in sorted({*addition.lines, *addition.rejected, addition.heading_row or 1}):
        cells = addition.cells(row)
        if cells is None:
            continue
        if row == addition.heading_row:
            _write_cells(sheet, (row, last + 1), cells, lambda _, __: looks.heading)
            continue
        _write_cells(sheet, (row, last + 1), cells, lambda index, value: looks.of(index, value, True))
        _grow(sheet, row, cells, WIDTHS, most=_TALLEST_OWN)
        _comment(sheet.cell(row, last + 1), addition.lines.get(row), addition)
    for offset, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(last + offset)].width = width
    if addition.heading_row is not None:
        _extend_view(sheet, addition.heading_row, last + len(HEADINGS))
    _fit_to_paper(sheet, addition.heading_row)


def _fit_to_paper(sheet: Worksheet, heading_row: int | None) -> None:
    """All columns on one page's width and the heading on every page, where the officer has set nothing for printing:
    else our columns would come out on pages of their own."""
    fits = sheet.sheet_properties.pageSetUpPr is not None and sheet.sheet_properties.pageSetUpPr.fitToPage
    if fits or sheet.print_area or sheet.page_setup.scale not in (None, 100):
        return
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    if heading_row is not None and not sheet.print_title_rows:
        sheet.print_title_rows = f"{heading_row}:{heading_row}"


def _write_cells(
    sheet: Worksheet,
    at: tuple[int, int],
    cells: Iterable[CellValue],
    look: Callable[[int, CellValue], StyleArray],
) -> None:
    """Writes the values from `at` (row, column) to the right; empty ones leave the cell as it is."""
    row, first = at
    for index, value in enumerate(cells):
        if value not in ("", None):
            cell = sheet.cell(row, first + index)
            if isinstance(cell, Cell):
                _put(cell, value, look(index, value))


def _grow(sheet: Worksheet, row: int, cells: Iterable[CellValue], widths: Iterable[int], most: float = inf) -> None:
    """Makes a row as high as our texts need, where the officer set no height; at most `most` points."""
    if sheet.row_dimensions[row].height is None:
        points = row_height(cells, widths)
        sheet.row_dimensions[row].height = None if points is None else min(points, most)


def _comment(cell: Cell | MergedCell, line: ScreenedLine | None, addition: Addition) -> None:
    """The whole sentences behind a flagged line, as a comment on its severity."""
    if line is None or line.severity is None or not isinstance(cell, Cell):
        return
    text = escaped(line_comment(line, addition.words))
    if len(text) > _LONGEST_COMMENT:
        text = text[:_LONGEST_COMMENT] + "\n[more on the flags sheet]"
    cell.comment = Comment(text, "supplychain", height=_COMMENT_HEIGHT, width=_COMMENT_WIDTH)


def _extend_view(sheet: Worksheet, heading_row: int, last: int) -> None:
    """The officer's filter reaches our columns too; panes and filter are only set where there were none."""
    if sheet.freeze_panes is None:
        sheet.sheet_view.topLeftCell = None  # saved scrolled down, the rows scrolled past would be frozen out of reach
        sheet.freeze_panes = f"A{heading_row + 1}"
    filtered = sheet.auto_filter.ref
    if filtered:
        first_column, first_row, _, last_row = range_boundaries(filtered)
        if first_row == heading_row:
            sheet.auto_filter.ref = (
                f"{get_column_letter(first_column or 1)}{first_row}:{get_column_letter(last)}{last_row}"
            )
    elif not sheet.tables:  # a sheet filter over a table's own makes Excel repair the file
        sheet.auto_filter.ref = f"A{heading_row}:{get_column_letter(last)}{sheet.max_row}"


def _write_own(sheet: Worksheet, own: OwnSheet, looks: _Looks) -> None:
    _write_cells(sheet, (1, 1), own.headings, lambda _, __: looks.heading)
    for column, width in enumerate(own.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    last = 1
    for last, row in enumerate(own.rows, 2):
        _write_cells(sheet, (last, 1), row, lambda index, value: looks.of(index, value, own.has_severity))
        _grow(sheet, last, row, own.widths)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.print_title_rows = "1:1"
    if own.printed:
        sheet.print_area = f"A1:{get_column_letter(own.printed)}{max(last, 1)}"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(own.headings))}{max(last, 1)}"
