"""How does a large .xlsx come back with its formats? Row by row as it stands, our cells behind each row's own.

Nothing is held whole and no cell of the officer's is read: formats, widths, merged and hidden rows, filters,
conditional formats and validations are as they were. Small workbooks go the other way, which writes comments too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from supplychain.flags.export_carried import Carried, SourcePart, carried
from supplychain.flags.export_cells import MOST_COLUMNS
from supplychain.flags.export_layout import Addition, Placing, ShiftedLayoutError, added_lines, additions, our_sheets
from supplychain.flags.export_rows import HEADINGS, WIDTHS
from supplychain.flags.export_sheet_xml import (
    Frame,
    last_column_of,
    refuse_disorder,
    row_parts,
    rows_of_sheet,
    widened,
    without_blanks,
)
from supplychain.flags.export_stream import LinesStyler, write_own
from supplychain.flags.export_xlsx import Look, RowXml, SharedRow, Styler, XlsxWriter
from supplychain.flags.words import Titles
from supplychain.model import Screening

_SPLICED = (
    "This is your workbook with our columns to the right of the screened sheet and four sheets of ours at the end; "
    "your cells, formats, widths, filters, validations and frozen panes are as they were.",
    "A formula is shown by the value it had when you saved the file; macros, comments, charts, pictures, links, tables "
    "(their cells stay) and rules that point at other parts of the file are not carried over, and because the file is "
    "large our findings stand in cells and not in comments.",
)
_ROWS_AT_ONCE = 2_000
_LOOKED_AT = 200  # rows whose supplier name is looked for, spread over the sheet: a shifted layout shifts them all
_STRING = re.compile(rb"<si\b[^>]*?(?:/>|>(.*?)</si>)", re.DOTALL)
_TEXT = re.compile(rb"<t\b[^>]*>(.*?)</t>", re.DOTALL)
_TOLD_CELL = re.compile(rb'<c\b[^>]*?\st="str"[^>]*><v\b[^>]*>(.*?)</v>', re.DOTALL)  # what a formula gave
_SHARED_CELL = re.compile(rb'<c\b[^>]*?\st="s"[^>]*><v>(\d+)</v>')


@dataclass(slots=True)
class _Sheet:
    """What a first look at a sheet tells: its frame, its last column and row, and rows to compare with what was read
    as (supplier name, texts, numbers of shared texts)."""

    frame: Frame
    last_column: int
    last_row: int
    rows: int
    samples: list[tuple[str, list[str], list[int]]]


def write_spliced(screening: Screening, source: Path, out: Path, titles: Titles) -> None:
    """The officer's workbook with our columns and sheets. Raises ShiftedLayoutError where the rows are not where they
    were read, UnknownSpellingError where the file is spelt in another way than known."""
    base = carried(source)
    added = additions(screening, (sheet.name for sheet in base.sheets), titles)
    if added_lines(added) < len({(line.line.sheet, line.line.row) for line in screening.lines}):
        raise ShiftedLayoutError
    with XlsxWriter(out, base) as writer:
        for sheet in base.sheets:
            addition = added.get(sheet.name)
            seen = _looked_at(base, sheet, addition)
            if addition is None:
                writer.carried_sheet(sheet, _copied(base, sheet, seen.frame))
            else:
                _splice(writer, base, (sheet, seen), addition)
        write_own(writer, our_sheets(screening, titles, _SPLICED, [sheet.name for sheet in base.sheets]))


def _looked_at(base: Carried, sheet: SourcePart, addition: Addition | None) -> _Sheet:
    pieces = rows_of_sheet(base.chunks(sheet.part))
    head, before = next(pieces), b""
    lines = {} if addition is None else addition.lines
    every = max(1, len(lines) // _LOOKED_AT)
    last_column = last_row = found = 0
    samples: list[tuple[str, list[str], list[int]]] = []
    for piece in pieces:
        if before:
            _, number, _, cells = row_parts(before)
            last_column, last_row = max(last_column, last_column_of(cells)), max(last_row, number)
            line = lines.get(number)
            if line is not None:
                if found % every == 0:
                    refuse_disorder(cells)
                    texts = [unescape(text.decode()) for text in _TEXT.findall(cells) + _TOLD_CELL.findall(cells)]
                    samples.append((line.line.supplier_name, texts, [int(at) for at in _SHARED_CELL.findall(cells)]))
                found += 1
        before = piece
    seen = _Sheet(Frame(head, before), last_column, last_row, found, samples)
    if addition is not None:
        _check(base, seen, addition)
    return seen


def _check(base: Carried, seen: _Sheet, addition: Addition) -> None:
    """Raises ShiftedLayoutError where lines find no row of their number, or names stand elsewhere."""
    wanted = {at for _, _, numbers in seen.samples for at in numbers}
    texts = _shared_texts(base, wanted) if wanted else {}
    placing = Placing()
    for name, told, numbers in seen.samples:
        placing.see([*told, *(texts.get(at, "") for at in numbers)], name)
    last = max(seen.last_column, seen.frame.merged_to())
    if placing.shifted or seen.rows < len(addition.lines) or last + len(HEADINGS) > MOST_COLUMNS:
        raise ShiftedLayoutError


def _shared_texts(base: Carried, wanted: set[int]) -> dict[int, str]:
    texts: dict[int, str] = {}
    left, number = b"", 0
    for chunk in base.chunks(base.shared) if base.shared else ():
        left += chunk
        end = 0
        for found in _STRING.finditer(left):
            if number in wanted:
                texts[number] = "".join(unescape(text.decode()) for text in _TEXT.findall(found[1] or b""))
            number, end = number + 1, found.end()
        left = left[end:]
    return texts


def _copied(base: Carried, sheet: SourcePart, frame: Frame) -> Iterator[bytes]:
    """A sheet without lines: its frame and its rows, by their values."""
    yield frame.head()
    for batch in _rows(base, sheet):
        yield b"".join(before + tag + cells + b"</row>" for before, _, tag, cells in batch)
    yield frame.tail()


def _rows(base: Carried, sheet: SourcePart) -> Iterator[list[tuple[bytes, int, bytes, bytes]]]:
    """The rows that have cells, some thousands at a time."""
    pieces = rows_of_sheet(base.chunks(sheet.part))
    next(pieces)
    batch: list[tuple[bytes, int, bytes, bytes]] = []
    before: bytes | None = None
    for piece in pieces:  # the last piece is no row but what is left behind them
        if before is not None:
            batch.append(row_parts(before))
        before = piece
        if len(batch) >= _ROWS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _splice(writer: XlsxWriter, base: Carried, place: tuple[SourcePart, _Sheet], addition: Addition) -> None:
    sheet, seen = place
    frame, first = seen.frame, max(seen.last_column, seen.frame.merged_to()) + 1
    last = first + len(HEADINGS) - 1
    frame.widen(first, WIDTHS)
    index = base.sheets.index(sheet)
    printed = any(one.sheet == index and one.name == "_xlnm.Print_Area" for one in base.names)
    fits = not printed and frame.fit_to_paper()
    names: list[tuple[str, str, bool]] = []
    if addition.heading_row is not None:
        frame.freeze(addition.heading_row)
        area = frame.filter(addition.heading_row, last, seen.last_row)
        names.append(("_xlnm._FilterDatabase", _absolute(area), True))
        if fits and not any(one.sheet == index and one.name == "_xlnm.Print_Titles" for one in base.names):
            names.append(("_xlnm.Print_Titles", f"${addition.heading_row}:${addition.heading_row}", False))
    writer.carried_sheet(sheet, _annotated(base, sheet, (frame, first), addition))
    for name, area, hidden in names:
        writer.name(name, area, hidden=hidden)


def _annotated(base: Carried, sheet: SourcePart, place: tuple[Frame, int], addition: Addition) -> Iterator[bytes]:
    """The sheet's XML with our cells from the column `first` on."""
    frame, first = place
    styler: Styler = LinesStyler(addition.heading_row, first)
    row_xml = RowXml(styler, Look({}, addition.heading_row, offset=base.offset))
    yield frame.head()
    for batch in _rows(base, sheet):
        parts: list[bytes] = []
        for before, number, tag, cells in batch:
            ours = addition.cells(number)
            if ours is None:
                parts += (before, tag, cells, b"</row>")
                continue
            body, _, _ = row_xml.of_shared(number, SharedRow((), first, ours, addition.repeats(number)))
            parts += (before, widened(tag), without_blanks(cells, first), body.encode(), b"</row>")
        yield b"".join(parts)
    yield frame.tail()


def _absolute(area: str) -> str:
    return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", area)
