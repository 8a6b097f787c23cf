"""What did the officer's own file hold, cell by cell? The values of every sheet, in their places.

Refuses to judge the file: it is only ever a file that was read and screened before (the digest is compared).
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from charset_normalizer import from_bytes
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from supplychain.flags.export_cells import CellValue

Row = Sequence[CellValue]

_OLE = b"\xd0\xcf\x11\xe0"  # the first bytes of an .xls file (compound file binary)
_DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # Excel's own first line; it shows no row for it
_MOST_CELLS = 40_000_000  # between the outermost two, as many as the reading process takes (suppliers.limits)
_CLAIM_WITHIN = 4_096  # bytes: the counts stand in a part's first tag
_CLAIM = re.compile(rb'\b(?:uniqueCount|count)="(\d+)"')
_PLACE = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d{1,7})["']""")
_LONGEST_PLACE = 16
_CHUNK = 1 << 20
_SNIFFED = 65_536  # characters a dialect is guessed from


@dataclass(frozen=True, slots=True)
class SourceSheet:
    """One sheet of the officer's file; `rows` gives row 1 first and may be called again. `width` in columns."""

    name: str
    width: int
    hidden: bool
    rows: Callable[[], Iterator[Row]]


def digest(path: Path) -> str:
    """SHA-256 of the file, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sheet_xml_bytes(path: Path) -> int | None:
    """Inflated size of all worksheets of an .xlsx/.xlsm file, as its directory says; None for any other file."""
    try:
        with ZipFile(path) as archive:
            sizes = {member.filename: member.file_size for member in archive.infolist()}
    except (BadZipFile, OSError):
        return None
    if "xl/workbook.xml" not in sizes:
        return None
    return sum(size for name, size in sizes.items() if name.startswith("xl/worksheets/"))


def is_safe_to_open(path: Path) -> bool:
    """Whether an .xlsx claims no more than it holds: python-calamine 0.9.1 reserves memory for the count of shared
    texts that is claimed and for all cells between the outermost two, and the process dies where there is not so much.
    """
    with ZipFile(path) as archive:
        for member in archive.infolist():
            if not member.filename.startswith("xl/") or not member.filename.endswith(".xml"):
                continue
            last_row = last_column = 0
            with archive.open(member) as part:
                start = part.read(_CLAIM_WITHIN)
                if any(int(claim) > member.file_size for claim in _CLAIM.findall(start)):
                    return False
                chunk = start + part.read(_CHUNK) if member.filename.startswith("xl/worksheets/") else b""
                while len(chunk) > _LONGEST_PLACE:
                    for column, row in _PLACE.findall(chunk):
                        last_row, last_column = max(last_row, int(row)), max(last_column, _column(column))
                    more = part.read(_CHUNK)
                    chunk = chunk[-_LONGEST_PLACE:] + more if more else b""
            if last_row * last_column > _MOST_CELLS:
                return False
    return True


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def source_sheets(path: Path) -> tuple[SourceSheet, ...]:
    """Every worksheet of the file, or () where its cells cannot be read again."""
    with path.open("rb") as file:
        start = file.read(4)
    try:
        if start == _OLE or start[:2] == b"PK":
            return _workbook_sheets(path)
        return _text_sheet(path)
    except (CalamineError, csv.Error, UnicodeError, OSError, ValueError):
        return ()


def _workbook_sheets(path: Path) -> tuple[SourceSheet, ...]:
    workbook = CalamineWorkbook.from_path(path)
    return tuple(
        _calamine_sheet(workbook.get_sheet_by_name(meta.name), meta.visible is not SheetVisibleEnum.Visible)
        for meta in workbook.sheets_metadata
        if meta.typ is SheetTypeEnum.WorkSheet
    )


def _calamine_sheet(sheet: CalamineSheet, hidden: bool) -> SourceSheet:
    if sheet.start is None or sheet.end is None:
        return SourceSheet(sheet.name, 0, hidden, lambda: iter(()))
    # python-calamine 0.9.1: iter_rows() gives the empty rows above the used range but not the columns left of it.
    left: Row = ("",) * sheet.start[1]

    def rows() -> Iterator[Row]:
        if left:
            return ((*left, *row) for row in sheet.iter_rows())
        return iter(sheet.iter_rows())

    return SourceSheet(sheet.name, sheet.end[1] + 1, hidden, rows)


def _text_sheet(path: Path) -> tuple[SourceSheet, ...]:
    encoding = _encoding(path.read_bytes())
    with path.open(encoding=encoding, newline="") as file:
        sample = file.read(_SNIFFED)
    told = _SEPARATOR_LINE.match(sample)
    try:
        delimiter = told[1] if told else csv.Sniffer().sniff(sample, _DELIMITERS).delimiter
    except csv.Error:
        delimiter = ","

    def rows() -> Iterator[Row]:
        with path.open(encoding=encoding, newline="") as file:
            if told:
                file.readline()
            yield from csv.reader(file, delimiter=delimiter)

    width = max((len(row) for row in rows()), default=0)
    return (SourceSheet("", width, False, rows),)


def _encoding(content: bytes) -> str:
    """The encoding a text file is read with: BOM, UTF-8, then a guess, then the Windows default."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(content).best()
        return best.encoding if best is not None else "cp1252"
    return "utf-8-sig"


def as_text(value: CellValue) -> str:
    """A cell's value as words to compare: whole numbers without a fraction, blanks folded."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else " ".join(str(value).split())


def holds(row: Row, name: str) -> bool:
    """Whether a row holds the supplier name that was read from it: the guard against a shifted row."""
    if name in row:
        return True
    wanted = " ".join(name.split())
    return not wanted or any(wanted in as_text(value) or wanted == as_text(value) for value in row)
