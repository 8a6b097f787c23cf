"""How does a large sheet, or one that is no .xlsx, come back? Its values in their places, with our columns beside.

Refuses to keep formats: that is the other way (export_kept), for workbooks small enough to be held whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import chain, islice
from pathlib import Path

from supplychain.errors import UsageError
from supplychain.flags.export_cells import MOST_COLUMNS, MOST_ROWS, CellValue
from supplychain.flags.export_layout import (
    Addition,
    OwnSheet,
    Placing,
    ShiftedLayoutError,
    added_lines,
    additions,
    our_sheets,
    unique_name,
)
from supplychain.flags.export_rows import HEADINGS, WIDTHS
from supplychain.flags.export_source import SourceSheet
from supplychain.flags.export_styles import Style
from supplychain.flags.export_xlsx import Look, SharedRow, SheetRow, Styler, XlsxWriter
from supplychain.flags.words import SEVERITY_WORDS, Titles
from supplychain.model import Screening, SupplierLine

_STREAMED = (
    "The sheets hold the values of your file in their own rows and columns, our columns to the right of the "
    "screened sheet, and four sheets of ours at the end.",
    "Cell formats, charts, pictures and macros of your file are not carried over, because the file is large or is "
    "no .xlsx workbook; a formula is shown by the value it had.",
)
_FROM_LINES = (
    "The layout of your file could not be repeated, so the first sheet shows the fields of every line as they "
    "were read, with the row number each has in your file.",
)
_SEVERITY_STYLES = {words: Style.SEVERITY + severity.rank for severity, words in SEVERITY_WORDS.items()}
_LINE_FIELDS = tuple(field.name for field in fields(SupplierLine))


class LinesStyler(Styler):
    """Heading row and severity column of the screened sheet."""

    def __init__(self, heading_row: int | None, severity_column: int) -> None:
        self.rows = frozenset() if heading_row is None else frozenset((heading_row,))
        self.columns = frozenset((severity_column,))

    def style(self, row: int, column: int, value: CellValue) -> int:
        """Headings, and the severity by its words."""
        if row in self.rows:
            return Style.HEADING
        return _SEVERITY_STYLES.get(value, Style.PLAIN) if isinstance(value, str) else Style.PLAIN


class _OwnStyler(Styler):
    """A sheet of ours: headings, and the severity in the first column where there is one."""

    rows = frozenset((1,))

    def __init__(self, has_severity: bool) -> None:
        self.columns = frozenset((1,)) if has_severity else frozenset()

    def style(self, row: int, column: int, value: CellValue) -> int:
        """Heading or severity."""
        if row == 1:
            return Style.HEADING
        return _SEVERITY_STYLES.get(value, Style.WRAPPED) if isinstance(value, str) else Style.WRAPPED


def write_streamed(screening: Screening, sheets: tuple[SourceSheet, ...], out: Path, titles: Titles) -> None:
    """The file's sheets with our columns; raises ShiftedLayoutError where the rows are not where they were read,
    UsageError where a worksheet cannot hold so many rows."""
    added = additions(screening, (sheet.name for sheet in sheets), titles)
    if added_lines(added) < len({(line.line.sheet, line.line.row) for line in screening.lines}):
        raise ShiftedLayoutError
    with XlsxWriter(out) as writer:
        taken: list[str] = []
        for sheet in sheets:
            name = unique_name(sheet.name or screening.sheet.sheet or "Supplier sheet", taken)
            taken.append(name)
            addition = added.get(sheet.name)
            if addition is None:
                writer.sheet(name, _limited(sheet.rows()), Look({}, None, sheet.hidden), Styler())
            else:
                _write_screened(writer, name, sheet, addition)
        write_own(writer, our_sheets(screening, titles, _STREAMED, taken))


def write_lines(screening: Screening, out: Path, titles: Titles) -> None:
    """Every line's fields as read, with our columns: for a file whose own layout cannot be repeated."""
    words = additions(screening, ("",), titles)[""].words
    rows = chain(
        [tuple(name.replace("_", " ").capitalize() for name in _LINE_FIELDS)],
        (tuple(getattr(line.line, name) for name in _LINE_FIELDS) for line in screening.lines),
    )
    addition = Addition(dict(enumerate(screening.lines, 2)), {}, 1, words)
    with XlsxWriter(out) as writer:
        source = SourceSheet("Supplier lines", len(_LINE_FIELDS), False, lambda: iter(rows))
        _write_screened(writer, source.name, source, addition)
        write_own(writer, our_sheets(screening, titles, _FROM_LINES, [source.name]))


def _write_screened(writer: XlsxWriter, name: str, sheet: SourceSheet, addition: Addition) -> None:
    if sheet.width + len(HEADINGS) > MOST_COLUMNS:
        raise ShiftedLayoutError
    widths = {sheet.width + i: width for i, width in enumerate(WIDTHS, 1)}
    styler = LinesStyler(addition.heading_row, sheet.width + 1)
    rows = _annotated(sheet, addition)
    writer.sheet(name, _limited(rows), Look(widths, addition.heading_row, sheet.hidden), styler)


def _annotated(sheet: SourceSheet, addition: Addition) -> Iterator[SheetRow]:
    """The sheet's rows with our cells beside; raises ShiftedLayoutError at the end where names do not fit."""
    placing = Placing()
    for number, row in enumerate(sheet.rows(), 1):
        cells = addition.cells(number)
        if cells is None:
            yield row
            continue
        line = addition.lines.get(number)
        if line is not None:
            placing.see(row, line.line.supplier_name)
        yield SharedRow(row, sheet.width + 1, cells, addition.repeats(number))
    if placing.shifted or placing.lines < len(addition.lines):
        raise ShiftedLayoutError


def _limited(rows: Iterable[SheetRow]) -> Iterator[SheetRow]:
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise UsageError(
                f"A worksheet holds at most {MOST_ROWS:,} rows and this file has more: "
                "write the result as .csv or .parquet instead."
            )
        yield row


def write_own(writer: XlsxWriter, sheets: Iterator[OwnSheet]) -> None:
    """Our own sheets."""
    for sheet in sheets:
        look = Look(dict(enumerate(sheet.widths, 1)), 1, wrapped=True, base=Style.WRAPPED, printed=sheet.printed)
        rows: Iterator[tuple[CellValue, ...]] = iter(sheet.rows)
        first, name, number = next(rows, None), sheet.name, 1
        while first is not None or number == 1:  # more rows than a sheet holds go on to a further sheet
            page = islice(rows, MOST_ROWS - 2)
            shown = _shared(page if first is None else chain([first], page), sheet.own_cells)
            writer.sheet(name, chain([sheet.headings], shown), look, _OwnStyler(sheet.has_severity))
            first, number = next(rows, None), number + 1
            name = f"{sheet.name[:24]}, part {number}"


def _shared(rows: Iterable[tuple[CellValue, ...]], own: int) -> Iterator[SheetRow]:
    """The rows, cut behind the cells that are a row's own where there are such."""
    return (SharedRow(row[:own], own + 1, row[own:]) for row in rows) if own else iter(rows)
