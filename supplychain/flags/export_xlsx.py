"""How is a large workbook written quickly and without a formula? Rows of values go straight into sheet XML.

openpyxl's write-only mode takes 6 to 7 µs a cell (7.5 s for 100,000 x 12), this takes under 1 µs: with our columns
added the whole screening stays within twice a plain read and rewrite. Refuses to know what the values mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from itertools import islice
from math import isfinite
from pathlib import Path
from types import TracebackType
from typing import IO, cast
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.utils import get_column_letter

from supplychain.flags.export_cells import CellValue, cell_text, row_height, would_run
from supplychain.model import Severity

FILLS = {  # pastel, all above 7:1 contrast with black text; the words beside them carry the meaning
    Severity.PROHIBITED: "F4B6B6",
    Severity.IMPORT_BARRED: "F9CFA8",
    Severity.CERTIFICATION: "FBE7A1",
    Severity.HIGH: "FFF3C4",
    Severity.ELEVATED: "DCE9F7",
    Severity.CONTEXT: "ECECEC",
}
HEADING_FILL = "1F3A5F"  # white text on it: 11:1


class Style(IntEnum):
    """Index into `cellXfs` of `_styles_xml`, in the order it lists them."""

    PLAIN = 0
    DATE = 1
    MOMENT = 2
    CLOCK = 3
    DURATION = 4
    HEADING = 5
    WRAPPED = 6
    SEVERITY = 7  # + Severity.rank
    AS_TEXT = 13  # + any of the above: quotePrefix, so that editing the cell in Excel keeps it text


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
    """Writes one .xlsx file, sheet after sheet, holding a few thousand rows at a time. A context manager."""

    def __init__(self, out: Path) -> None:
        self._archive = ZipFile(out, "w", ZIP_DEFLATED, compresslevel=_COMPRESSION)
        self._sheets: list[tuple[str, bool]] = []
        self._named: list[tuple[int, str, str]] = []  # sheet, built-in name, area

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
        self._sheets.append((name, look.hidden))
        number = len(self._sheets)
        with self._archive.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
            part.write(_sheet_head(look, number == 1).encode())
            last_row, last_column = _write_rows(part, rows, styler, look)
            part.write(b"</sheetData>")
            if look.heading_row is not None and last_row and last_column:
                area = f"$A${look.heading_row}:${get_column_letter(last_column)}${last_row}"
                part.write(f'<autoFilter ref="{area.replace("$", "")}"/>'.encode())
                self._named.append((number - 1, '_xlnm._FilterDatabase" hidden="1', f"{_quoted(name)}!{area}"))
                if look.printed:
                    paper = f"$A${look.heading_row}:${get_column_letter(look.printed)}${last_row}"
                    self._named.append((number - 1, "_xlnm.Print_Area", f"{_quoted(name)}!{paper}"))
                titles = f"${look.heading_row}:${look.heading_row}"
                self._named.append((number - 1, "_xlnm.Print_Titles", f"{_quoted(name)}!{titles}"))
            part.write(b'<pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>')
        return last_row

    def _write_parts(self) -> None:
        count = len(self._sheets)
        sheets = "".join(
            f"<sheet name={quoteattr(name)} sheetId={quoteattr(str(i))}"
            f'{" state=" + quoteattr("hidden") if hidden else ""} r:id="rId{i}"/>'
            for i, (name, hidden) in enumerate(self._sheets, 1)
        )
        names = "".join(
            f'<definedName localSheetId="{index}" name="{built_in}">{escape(area)}</definedName>'
            for index, built_in, area in self._named
        )
        defined = f"<definedNames>{names}</definedNames>" if names else ""
        first_shown = next((i for i, (_, hidden) in enumerate(self._sheets) if not hidden), 0)
        relations = "".join(
            f'<Relationship Id="rId{i}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
            for i in range(1, count + 1)
        )
        types = "".join(
            f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
            for i in range(1, count + 1)
        )
        for path, body in (
            (
                "xl/workbook.xml",
                f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView '
                f'activeTab="{first_shown}"/></bookViews><sheets>{sheets}</sheets>{defined}</workbook>',
            ),
            (
                "xl/_rels/workbook.xml.rels",
                f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}<Relationship Id="rId{count + 1}" '
                f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
            ),
            (
                "_rels/.rels",
                f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
                f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            ),
            (
                "[Content_Types].xml",
                f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.'
                'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
                f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>{types}'
                f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_TYPE}.styles+xml"/></Types>',
            ),
            ("xl/styles.xml", _styles_xml()),
        ):
            self._archive.writestr(path, _XML + body)


class Styler:
    """Chooses the style of a cell; this one chooses none. `style` sees 1-based places and is asked only where
    `rows` or `columns` say so, because asking for every cell would cost more than writing it."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()

    def style(self, row: int, column: int, value: CellValue) -> int:
        """Index of a `Style`; PLAIN leaves the choice to the value's type."""
        return Style.PLAIN


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


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
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView{front} workbookViewId="0">{pane}</sheetView>'
        f"</sheetViews>{columns}<sheetData>"
    )


def _write_rows(part: IO[bytes], rows: Iterable[SheetRow], styler: Styler, look: Look) -> tuple[int, int]:
    """Writes every row that holds something; returns the last row and the last column that do. One batch is packed
    (by zlib, outside the interpreter's lock) while the next is made: a tenth of the time of a large sheet."""
    with ThreadPoolExecutor(1) as packer:
        packed: Future[int] | None = None
        last_row = last_column = 0
        for row, column, text in _batches(rows, styler, look):
            last_row, last_column = row or last_row, max(last_column, column)
            if packed is not None:
                packed.result()
            packed = packer.submit(part.write, text)
        if packed is not None:
            packed.result()
    return last_row, last_column


def _batches(rows: Iterable[SheetRow], styler: Styler, look: Look) -> Iterator[tuple[int, int, bytes]]:
    """The XML of some rows at a time, with the last row and column of them that hold something (0: none does)."""
    row_xml = _RowXml(styler, look)
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


class _RowXml:
    """Makes the XML of one row after another; a text or a shared tail met before is not looked at again."""

    def __init__(self, styler: Styler, look: Look) -> None:
        self._styler, self._base = styler, look.base
        self._widths = [look.widths[column] for column in sorted(look.widths)] if look.wrapped else []
        self._letters: list[str] = []
        self._known: dict[str, str] = {}
        self._tails: dict[tuple[CellValue, ...], tuple[str, int, int | None]] = {}
        self._marks = [f' s="{style}"' if style else "" for style in range(2 * Style.AS_TEXT)]

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
                parts.append(_number_xml(f"{letter}{number}", value, style))
                continue
            ending = known.get(value)
            if ending is None:
                if len(value) >= _LONG or _SPECIAL.search(value) is not None:
                    parts.append(_special_text(f"{letter}{number}", value, style))
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


def _look(number: int, font: int, fill: int, alignment: str = "") -> str:
    """The attributes of one cell format, by index of number format, font and fill."""
    applied = ' applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"'
    ids = f' numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0"'
    return f"{ids}{applied}>{alignment}</xf>" if alignment else f"{ids}{applied}/>"


def _styles_xml() -> str:
    fills = "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/></patternFill></fill>'
        for colour in (HEADING_FILL, *FILLS.values())
    )
    wrap = '<alignment vertical="top" wrapText="1"/>'
    looks = [_look(0, 0, 0)]
    looks += [_look(number, 0, 0) for number in (164, 165, 21, 46)]  # 21 h:mm:ss, 46 [h]:mm:ss: ECMA-376 18.8.30
    looks += [_look(0, 1, 2, wrap), _look(0, 0, 0, wrap)]
    looks += [_look(0, 2, fill, wrap) for fill in range(3, 3 + len(FILLS))]
    formats = "".join(f"<xf{quoted}{look}" for quoted in ("", ' quotePrefix="1"') for look in looks)
    fonts = "".join(
        f'<font>{bold}<sz val="11"/>{colour}<name val="Calibri"/><family val="2"/></font>'
        for bold, colour in (("", ""), ("<b/>", '<color rgb="FFFFFFFF"/>'), ("<b/>", ""))
    )
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
        '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
        f'<fonts count="3">{fonts}</fonts><fills count="{3 + len(FILLS)}"><fill><patternFill patternType="none"/>'
        f'</fill><fill><patternFill patternType="gray125"/></fill>{fills}</fills><borders count="1"><border><left/>'
        '<right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" '
        f'fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="{2 * len(looks)}">{formats}'
        '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
