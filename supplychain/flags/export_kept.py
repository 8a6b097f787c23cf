"""How does an officer's own .xlsx come back with its formats? It is held whole, our columns go to its right.

Refuses large workbooks: openpyxl holds every cell as an object (555 MB for 100,000 x 12).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from supplychain.flags.export_cells import MOST_COLUMNS, CellValue, cell_text, escaped, would_run
from supplychain.flags.export_layout import Addition, OwnSheet, Placing, added_lines, additions, our_sheets
from supplychain.flags.export_rows import HEADINGS, WIDTHS, line_comment
from supplychain.flags.export_source import holds
from supplychain.flags.export_stream import ShiftedLayoutError
from supplychain.flags.export_xlsx import FILLS, HEADING_FILL
from supplychain.flags.words import SEVERITY_WORDS, Titles
from supplychain.model import Screening

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
            _annotate(workbook[name], addition)
        for own in our_sheets(screening, titles, tuple(layout), workbook.sheetnames):
            _write_own(workbook.create_sheet(own.name), own)
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


def _put(cell: Cell, value: CellValue) -> None:
    """Sets a value of ours; text is stored as text whatever it looks like."""
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


def _annotate(sheet: Worksheet, addition: Addition) -> None:
    last = _last_column(sheet)
    if last + len(HEADINGS) > MOST_COLUMNS:
        raise ShiftedLayoutError
    misplaced = 0
    for row, line in addition.lines.items():
        values = [sheet.cell(row, column).value for column in range(1, last + 1)]
        texts = [str(value) if value is not None else "" for value in values]
        misplaced += not holds([*texts, *(v for v in values if isinstance(v, float))], line.line.supplier_name)
    if Placing(len(addition.lines), misplaced).shifted:
        raise ShiftedLayoutError
    for row in sorted({*addition.lines, *addition.rejected, addition.heading_row or 1}):
        cells = addition.cells(row)
        if cells is not None:
            _write_cells(sheet, row, last + 1, cells)
            _mark(sheet, row, last + 1, addition)
    for offset, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(last + offset)].width = width
    if addition.heading_row is not None:
        _extend_view(sheet, addition.heading_row, last + len(HEADINGS))


def _write_cells(sheet: Worksheet, row: int, first: int, cells: Iterable[CellValue]) -> None:
    for column, value in enumerate(cells, first):
        if value not in ("", None):
            cell = sheet.cell(row, column)
            if isinstance(cell, Cell):
                _put(cell, value)


def _mark(sheet: Worksheet, row: int, first: int, addition: Addition) -> None:
    """Fill and comment; the words beside them carry the meaning."""
    if row == addition.heading_row:
        for column in range(first, first + len(HEADINGS)):
            sheet.cell(row, column).font = _HEADING_FONT
            sheet.cell(row, column).fill = _HEADING_FILL
        return
    line = addition.lines.get(row)
    if line is None or line.severity is None:
        return
    cell = sheet.cell(row, first)
    cell.fill, cell.font = _SEVERITY_FILLS[SEVERITY_WORDS[line.severity]], _BOLD
    for column in range(first, first + len(HEADINGS)):
        sheet.cell(row, column).alignment = _WRAPPED
    text = escaped(line_comment(line, addition.words))
    if len(text) > _LONGEST_COMMENT:
        text = text[:_LONGEST_COMMENT] + "\n[more on the flags sheet]"
    cell.comment = Comment(text, "supplychain", height=_COMMENT_HEIGHT, width=_COMMENT_WIDTH)


def _extend_view(sheet: Worksheet, heading_row: int, last: int) -> None:
    """The officer's filter reaches our columns too; panes and filter are only set where there were none."""
    if sheet.freeze_panes is None:
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


def _write_own(sheet: Worksheet, own: OwnSheet) -> None:
    _write_cells(sheet, 1, 1, own.headings)
    for column, width in enumerate(own.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.cell(1, column).font = _HEADING_FONT
        sheet.cell(1, column).fill = _HEADING_FILL
    last = 1
    for last, row in enumerate(own.rows, 2):
        _write_cells(sheet, last, 1, row)
        for column in range(1, len(own.headings) + 1):
            sheet.cell(last, column).alignment = _WRAPPED
        first = sheet.cell(last, 1)
        if own.has_severity and first.value in _SEVERITY_FILLS:
            first.fill, first.font = _SEVERITY_FILLS[str(first.value)], _BOLD
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(own.headings))}{max(last, 1)}"
