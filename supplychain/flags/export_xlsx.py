"""How is a large workbook written quickly and without a formula? Rows of values go straight into sheet XML.

openpyxl's write-only mode takes 6 to 7 µs a cell (7.5 s for 100,000 x 12), this takes under 1 µs: with our columns
added the whole screening stays within twice a plain read and rewrite. Refuses to know what the values mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from math import isfinite
from pathlib import Path
from types import TracebackType
from typing import IO, cast
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.utils import get_column_letter

from supplychain.flags.export_carried import Carried, OldName, SourcePart
from supplychain.flags.export_cells import CellValue, cell_text, row_height, would_run
from supplychain.flags.export_package import OFFICE as _OFFICE
from supplychain.flags.export_package import XML as _XML
from supplychain.flags.export_package import package_xml
from supplychain.flags.export_styles import MAIN, Style, styles_xml


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A row whose last cells, from the 1-based column `at` on, many rows share: their XML is made once. `head` holds
    the cells before them; missing ones are empty. A tail holds texts, fractions and empty cells alone; one that no
    other row has (`repeats`) is not remembered."""

    head: Sequence[CellValue]
    at: int
    tail: tuple[CellValue, ...]
    repeats: bool = True


SheetRow = Iterable[CellValue] | SharedRow


@dataclass(frozen=True, slots=True)
class Look:
    """How a streamed sheet looks: widths by 1-based column, heading row (1-based, None without), hidden or
    not; `wrapped` rows are made as high as their texts need."""

    widths: dict[int, int]
    heading_row: int | None
    hidden: bool = False
    wrapped: bool = False
    base: int = 0  # style of a cell that is given none
    printed: int = 0  # columns that go on paper; 0 for all
    offset: int = 0  # of our cell formats, where they stand behind another workbook's


_EPOCH = date(1899, 12, 30)  # Excel's day 0 in the 1900 date system, right from 1900-03-01 on
_FIRST_DAY = date(1900, 3, 1)
_DAY_SECONDS = 86_400
_ROWS_AT_ONCE = 2_000  # rows joined into one write; more gains nothing measurable
_COMPRESSION = 3  # zlib: 6 takes twice the time for 9 % less file (100,000 x 21)
# A text that needs a second look: XML marks, controls, blanks at the ends, escapes, what would run, over-long.
_SPECIAL = re.compile(
    "^[\"'\u2018\u2019\u201c\u201d ]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[<>&\x00-\x1f\ud800-\udfff\ufffe\uffff]|^ | $|_x"
)
_KNOWN_TEXTS = 20_000  # texts remembered as safe: goods, lists, next steps and laws repeat on every other row
_KNOWN_TAILS = 20_000  # shared tails remembered: some 2 KB each
_ANY_ROW = "\x01"  # stands for the row number in a tail's XML; no text of a cell reaches the file with it
_LONG = 30_000  # below it no escaping that `_SPECIAL` lets pass can reach Excel's limit


class XlsxWriter:
    """Writes one .xlsx file, sheet after sheet, holding a few thousand rows at a time. A context manager.

    `base` are the parts of another workbook whose sheets are carried over as they stand (`carried_sheet`), all of them
    before a sheet of ours."""

    def __init__(self, out: Path, base: Carried | None = None) -> None:
        self._archive = ZipFile(out, "w", ZIP_DEFLATED, compresslevel=_COMPRESSION)
        self._sheets: list[tuple[str, str]] = []  # name, state
        self._named: list[OldName] = []
        self._base = base

    def __enter__(self) -> XlsxWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._write_parts()
        self._archive.close()

    def sheet(self, name: str, rows: Iterable[SheetRow], look: Look, styler: Styler) -> int:
        """Adds a sheet; returns the number of rows written. The name must be valid and unused."""
        self._sheets.append((name, "hidden" if look.hidden else "visible"))
        number = len(self._sheets)
        if self._base is not None:
            look = replace(look, offset=self._base.offset)
        with self._archive.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
            part.write(_sheet_head(look, number == 1).encode())
            last_row, last_column = _write_rows(part, rows, styler, look)
            part.write(b"</sheetData>")
            if look.heading_row is not None and last_row and last_column:
                area = f"$A${look.heading_row}:${get_column_letter(last_column)}${last_row}"
                part.write(f'<autoFilter ref="{area.replace("$", "")}"/>'.encode())
                self.name("_xlnm._FilterDatabase", area, hidden=True)
                if look.printed:
                    self.name(
                        "_xlnm.Print_Area", f"$A${look.heading_row}:${get_column_letter(look.printed)}${last_row}"
                    )
                self.name("_xlnm.Print_Titles", f"${look.heading_row}:${look.heading_row}")
            part.write(b'<pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>')
        return last_row

    def carried_sheet(self, sheet: SourcePart, pieces: Iterable[bytes]) -> None:
        """Adds a sheet of the base, given as its XML."""
        self._sheets.append((sheet.name, sheet.state))
        with self._archive.open(f"xl/worksheets/sheet{len(self._sheets)}.xml", "w", force_zip64=True) as part:
            _pack(part, pieces)

    def name(self, name: str, area: str, *, hidden: bool = False) -> None:
        """Names an area of the sheet added last, in place of what its base called so."""
        sheet = len(self._sheets) - 1
        self._named.append(OldName(name, sheet, hidden, f"{_quoted(self._sheets[sheet][0])}!{area}"))

    def _names(self) -> str:
        ours = {(one.name, one.sheet) for one in self._named}
        theirs = () if self._base is None else self._base.names
        names = [*(one for one in theirs if (one.name, one.sheet) not in ours), *self._named]
        return f"<definedNames>{''.join(one.xml() for one in names)}</definedNames>" if names else ""

    def _write_parts(self) -> None:
        parts = {f"worksheets/sheet{i}.xml": ("worksheet", "worksheet") for i in range(1, len(self._sheets) + 1)}
        parts["styles.xml"] = ("styles", "styles")
        base, properties = self._base, ""
        front = next((i for i, (_, state) in enumerate(self._sheets) if state == "visible"), 0)
        if base is not None:
            front, properties = base.active, '<workbookPr date1904="1"/>' if base.since_1904 else ""
            for part, kind, chunks in (
                (base.shared, "sharedStrings", base.shared_texts),
                (base.theme, "theme", base.chunks),
            ):
                if part is not None:
                    parts[f"{kind}.xml"] = (kind, kind)
                    with self._archive.open(f"xl/{kind}.xml", "w", force_zip64=True) as copy:
                        _pack(copy, chunks(part))
        sheets = "".join(
            f"<sheet name={quoteattr(name)} sheetId={quoteattr(str(i))}"
            f'{"" if state == "visible" else f" state={quoteattr(state)}"} r:id="rId{i}"/>'
            for i, (name, state) in enumerate(self._sheets, 1)
        )
        body = (
            f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">{properties}<bookViews><workbookView '
            f'activeTab="{front}"/></bookViews><sheets>{sheets}</sheets>{self._names()}</workbook>'
        )
        for path, text in package_xml(body, parts, styles_xml() if base is None else base.styles):
            self._archive.writestr(path, text)


class Styler:
    """Chooses the style of a cell; this one chooses none. `style` sees 1-based places and is asked only where
    `rows` or `columns` say so, because asking for every cell would cost more than writing it."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()

    def style(self, row: int, column: int, value: CellValue) -> int:
        """Index of a `Style`; PLAIN leaves the choice to the value's type."""
        return Style.PLAIN


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _sheet_head(look: Look, selected: bool) -> str:
    pane = ""
    if look.heading_row is not None:
        below = f"A{look.heading_row + 1}"
        pane = (
            f'<pane ySplit="{look.heading_row}" topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>'
            f'<selection pane="bottomLeft" activeCell="{below}" sqref="{below}"/>'
        )
    widths = "".join(
        f'<col min="{column}" max="{column}" width="{width}" customWidth="1"/>'
        for column, width in sorted(look.widths.items())
    )
    front = ' tabSelected="1"' if selected else ""
    columns = f"<cols>{widths}</cols>" if widths else ""
    return (
        f'{_XML}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView{front} workbookViewId="0">{pane}</sheetView>'
        f"</sheetViews>{columns}<sheetData>"
    )


def _write_rows(part: IO[bytes], rows: Iterable[SheetRow], styler: Styler, look: Look) -> tuple[int, int]:
    """Writes every row that holds something; returns the last row and the last column that do. One batch is packed
    (by zlib, outside the interpreter's lock) while the next is made: a tenth of the time of a large sheet."""
    last = [0, 0]

    def texts() -> Iterator[bytes]:
        for row, column, text in _batches(rows, styler, look):
            last[:] = row or last[0], max(last[1], column)
            yield text

    _pack(part, texts())
    return last[0], last[1]


def _pack(part: IO[bytes], pieces: Iterable[bytes]) -> None:
    with ThreadPoolExecutor(1) as packer:
        packed: Future[int] | None = None
        for piece in pieces:
            if packed is not None:
                packed.result()
            packed = packer.submit(part.write, piece)
        if packed is not None:
            packed.result()


def _batches(rows: Iterable[SheetRow], styler: Styler, look: Look) -> Iterator[tuple[int, int, bytes]]:
    """The XML of some rows at a time, with the last row and column of them that hold something (0: none does)."""
    row_xml = RowXml(styler, look)
    numbered: Iterator[tuple[int, SheetRow]] = enumerate(rows, 1)
    while batch := list(islice(numbered, _ROWS_AT_ONCE)):
        lines: list[str] = []
        last_row = last_column = 0
        for number, row in batch:
            if isinstance(row, SharedRow):
                body, width, points = row_xml.of_shared(number, row)
            else:
                body, width, points = row_xml.of(number, tuple(row))
            if width:
                height = "" if points is None else f' ht="{points}" customHeight="1"'
                lines.append(f'<row r="{number}"{height}>{body}</row>')
                last_row, last_column = number, max(last_column, width)
        yield last_row, last_column, "".join(lines).encode()


class RowXml:
    """Makes the XML of one row after another; a text or a shared tail met before is not looked at again."""

    def __init__(self, styler: Styler, look: Look) -> None:
        self._styler, self._base = styler, look.base
        self._widths = [look.widths[column] for column in sorted(look.widths)] if look.wrapped else []
        self._letters: list[str] = []
        self._known: dict[str, str] = {}
        self._tails: dict[tuple[CellValue, ...], tuple[str, int, int | None]] = {}
        self._offset = look.offset
        self._marks = [
            f' s="{style + look.offset}"' if style + look.offset else "" for style in range(2 * Style.AS_TEXT)
        ]

    def of(self, number: int, cells: tuple[CellValue, ...]) -> tuple[str, int, int | None]:
        """The cells of one row, the last column that holds something, and the row's height (None: as usual)."""
        body, width = self._cells(number, cells, 1, number in self._styler.rows)
        return body, width, row_height(cells, self._widths) if self._widths else None

    def of_shared(self, number: int, row: SharedRow) -> tuple[str, int, int | None]:
        """The same of a row whose tail may have been met before."""
        if number in self._styler.rows:
            return self.of(number, (*row.head, *[""] * (row.at - 1 - len(row.head)), *row.tail))
        body, width = self._cells(number, row.head, 1, False)
        points = row_height(row.head, self._widths) if self._widths else None
        known = self._tails.get(row.tail) if row.repeats else None
        if known is None:
            ending, last = self._cells(_ANY_ROW, row.tail, row.at, False)
            tall = row_height(row.tail, self._widths[row.at - 1 :]) if self._widths else None
            known = (ending, last, tall)
            if row.repeats and len(self._tails) < _KNOWN_TAILS:
                self._tails[row.tail] = known
        ending, last, tall = known
        taller = points if tall is None else tall if points is None else max(points, tall)
        return body + ending.replace(_ANY_ROW, str(number)), max(width, last), taller

    def _cells(self, number: int | str, cells: Sequence[CellValue], first: int, whole_row: bool) -> tuple[str, int]:
        """The XML of cells from the 1-based column `first` on, and the last column that holds something."""
        letters, known, some, base = self._letters, self._known, self._styler.columns, self._base
        marks = self._marks
        while len(letters) < len(cells) + first:
            letters.append(get_column_letter(len(letters) + 1))
        parts: list[str] = []
        width = 0
        for column, value in enumerate(cells, first):
            if value is None or value == "":
                continue
            width = column
            style = base
            if whole_row or column in some:
                style = self._styler.style(number if isinstance(number, int) else 0, column, value)
            letter = letters[column - 1]
            if type(value) is float and isfinite(value):
                parts.append(f'<c r="{letter}{number}"{marks[style]}><v>{value!r}</v></c>')
                continue
            if type(value) is not str:
                parts.append(_number_xml(f"{letter}{number}", value, style + self._offset))
                continue
            ending = known.get(value)
            if ending is None:
                if len(value) >= _LONG or _SPECIAL.search(value) is not None:
                    parts.append(_special_text(f"{letter}{number}", value, style + self._offset))
                    continue
                ending = f' t="inlineStr"><is><t>{value}</t></is></c>'
                if len(known) < _KNOWN_TEXTS:
                    known[value] = ending
            parts.append(f'<c r="{letter}{number}"{marks[style]}{ending}')
        return "".join(parts), width


def _special_text(ref: str, value: str, style: int) -> str:
    index = style + Style.AS_TEXT if would_run(value) else style
    text = escape(cell_text(value))
    return f'<c r="{ref}" s="{index}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _number_xml(ref: str, value: CellValue, style: int) -> str:
    """A cell that is no text; what Excel cannot hold as a number becomes text."""
    if isinstance(value, bool):
        return f'<c r="{ref}" s="{style}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        if isfinite(value):
            return f'<c r="{ref}" s="{style}"><v>{value!r}</v></c>'
        return _special_text(ref, str(value), style)
    if isinstance(value, datetime) and value.date() >= _FIRST_DAY:
        seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
        days = (value.date() - _EPOCH).days + seconds / _DAY_SECONDS
        return f'<c r="{ref}" s="{style or int(Style.MOMENT)}"><v>{days!r}</v></c>'
    if isinstance(value, date) and not isinstance(value, datetime) and value >= _FIRST_DAY:
        return f'<c r="{ref}" s="{style or int(Style.DATE)}"><v>{(value - _EPOCH).days}</v></c>'
    if isinstance(value, time):
        share = (value.hour * 3600 + value.minute * 60 + value.second) / _DAY_SECONDS
        return f'<c r="{ref}" s="{style or int(Style.CLOCK)}"><v>{share!r}</v></c>'
    if isinstance(value, timedelta):
        share = value.total_seconds() / _DAY_SECONDS
        return f'<c r="{ref}" s="{style or int(Style.DURATION)}"><v>{share!r}</v></c>'
    return _special_text(ref, str(cast("object", value)), style)
