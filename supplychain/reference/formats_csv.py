"""How is a published CSV read, row by row, so that no row is lost or altered unseen?

Strict as supplychain.reference.formats is: bytes that are not the table are refused with one sentence, and a record
that is not whole is told. Refuses to know what any column means.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from supplychain.errors import ListFormatError
from supplychain.reference.formats import KEEP_LAST_GOOD, RENAMED, plain, text_encoding

Row = tuple[int, dict[str, str]]
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by column name. Each row is its line or row number (1-based, as an editor or spreadsheet shows it) and a
    value, "" where blank, for every required and optional column. `unknown` are published columns not asked for,
    `faults` records that are not as the header says, each as "line 12 has ..."."""

    rows: tuple[Row, ...]
    unknown: tuple[str, ...]
    faults: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """What the refresh report must say of it."""
        return (*(f"column: {name}" for name in self.unknown), *self.faults)


def csv_table(
    raw: bytes, title: str, required: tuple[str, ...], optional: tuple[str, ...] = (), *, delimiters: str = ","
) -> Table:
    """Read a CSV whose first non-blank record names its columns (any order, any case); blank records are skipped.

    With several `delimiters` the one that finds most required columns is used. Raises ListFormatError on a missing or
    doubled column, an unclosed quote, a record longer than the header, or a last record that breaks off.
    """
    stream = CsvStream(raw, title, required, optional, delimiters=delimiters)
    rows = tuple(stream)
    return Table(rows, stream.unknown, tuple(stream.faults))


class CsvStream:
    """A CSV as `csv_table` reads it, but never held as a whole: iterate once, then ask for `told`."""

    def __init__(
        self, raw: bytes, title: str, required: tuple[str, ...], optional: tuple[str, ...] = (), delimiters: str = ","
    ) -> None:
        encoding = text_encoding(raw, title)
        self._title = title
        self._broken_off = not raw.rstrip(b"\0 ").endswith((b"\n", b"\r", b"\x1a"))
        self._records = _likeliest(raw, encoding, title, delimiters, required)
        self._header = [_column_key(cell) for cell in self._records.header]
        missing = _missing(self._records.header, required)
        if missing:
            raise ListFormatError(
                f"{title}: column {_quoted(missing)} is missing; the file has {_quoted(self._records.header)}. "
                f"{RENAMED}"
            )
        wanted = {_column_key(name): name for name in (*required, *optional)}
        doubled = sorted({name for key, name in wanted.items() if self._header.count(key) > 1})
        if doubled:
            raise ListFormatError(f"{title}: column {_quoted(doubled)} stands twice in the header. {KEEP_LAST_GOOD}")
        self._places = [(wanted[key], at) for at, key in enumerate(self._header) if key in wanted]
        self._blank = dict.fromkeys((*required, *optional), "")
        self._width = max(at for at, key in enumerate(self._header, 1) if key in wanted)  # a record may end there
        self.unknown = tuple(
            cell.strip() for cell in self._records.header if cell.strip() and _column_key(cell) not in wanted
        )
        self.faults: list[str] = []

    @property
    def told(self) -> tuple[str, ...]:
        """What the refresh report must say of it, complete once every row was taken."""
        return Table((), self.unknown, tuple(self.faults)).told

    def __iter__(self) -> Iterator[Row]:
        width, length = self._width, len(self._header)
        short: tuple[int, int] | None = None
        for line, cells in self._records:
            if short is not None:
                self._tell_short(*short)
                short = None
            if len(cells) != length:
                if any(cell.strip() for cell in cells[length:]):
                    raise ListFormatError(
                        f"{self._title}: line {line} has {len(cells)} cells under {length} columns; "
                        f"a quote or separator is damaged. {KEEP_LAST_GOOD}"
                    )
                if len(cells) < width:
                    short = line, len(cells)
            elif [_column_key(cell) for cell in cells[:2]] == self._header[:2] and self._is_header(cells):
                self.faults.append(f"line {line} repeats the header; two files may have been put together")
                continue
            if self._records.marks:
                self._tell_marks()
            yield line, self._blank | {name: cells[at].strip() for name, at in self._places if at < len(cells)}
        if short is not None:
            if self._broken_off:
                raise ListFormatError(
                    f"{self._title}: the last row, line {short[0]}, breaks off after {short[1]} of {width} cells: the "
                    f"file is cut short. {KEEP_LAST_GOOD}"
                )
            self._tell_short(*short)

    def _is_header(self, cells: list[str]) -> bool:
        return [_column_key(cell) for cell in cells] == self._header

    def _tell_marks(self) -> None:
        for line in self._records.marks:
            self.faults.append(f"line {line} holds a byte-order mark; two files may have been put together")
        self._records.marks.clear()

    def _tell_short(self, line: int, count: int) -> None:
        self.faults.append(f"line {line} has {count} of {self._width} cells; those lacking were taken as blank")


class _Records:
    """The records that are not blank, each with the line it begins at; `header` is the first."""

    def __init__(self, raw: bytes, encoding: str, title: str, delimiter: str) -> None:
        # newline="" keeps line ends inside quotes (CBP's Remarks hold them) away from the record splitter. Decoded
        # piece by piece: one text of it all takes four bytes a sign.
        text = io.TextIOWrapper(io.BytesIO(raw), encoding=encoding, newline="")
        self.marks: list[int] = []
        self._reader = csv.reader(self._unmarked(text), delimiter=delimiter, strict=True)
        self._title, self._line = title, 1
        self._rest = self._read()
        first = next(self._rest, None)
        if first is None:
            raise ListFormatError(f"{title}: the file holds no rows. {KEEP_LAST_GOOD}")
        self.header = first[1]

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        return self._rest

    def _unmarked(self, text: io.TextIOWrapper) -> Iterator[str]:
        """The lines without byte-order marks: one inside a file would hide the quote that follows it."""
        for number, line in enumerate(text, 1):
            if _MARK in line:
                self.marks.append(number)
                yield line.replace(_MARK, "")
            else:
                yield line

    def _read(self) -> Iterator[tuple[int, list[str]]]:
        try:
            for cells in self._reader:
                if any(cells) and any(cell.strip() for cell in cells):
                    yield self._line, cells
                self._line = self._reader.line_num + 1
        except csv.Error as error:
            raise ListFormatError(
                f"{self._title}: the CSV breaks off or is damaged at line {self._reader.line_num} ({error}). "
                f"{KEEP_LAST_GOOD}"
            ) from error


def _likeliest(raw: bytes, encoding: str, title: str, delimiters: str, required: tuple[str, ...]) -> _Records:
    """The records parted by the delimiter under which the header has most required columns."""
    found: list[_Records] = []
    for delimiter in delimiters:
        try:
            found.append(_Records(raw, encoding, title, delimiter))
        except ListFormatError:
            if not found and delimiter == delimiters[-1]:
                raise
    return min(found, key=lambda each: len(_missing(each.header, required)))


def _column_key(cell: str) -> str:
    return plain(cell).casefold()


def _missing(header: list[str], required: tuple[str, ...]) -> list[str]:
    present = {_column_key(cell) for cell in header}
    return [name for name in required if _column_key(name) not in present]


def _quoted(names: list[str]) -> str:
    return ", ".join(f'"{plain(name)}"' for name in names[:12])
