"""What does one worksheet part hold, counted by our own eyes rather than by the reader's?

Streams the XML once: which rows hold anything, which are hidden, which cells are errors or formulas without a
value, how far the cells reach. Refuses to know what any column means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from supplychain.errors import UnreadableSheetError

ROW_END = b"</row>"
ROW_OPEN = re.compile(rb"<row(\s[^>]*?)?(/?)>")
CELL = re.compile(rb"<c(?=[\s>/])([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
FAR_CELL = re.compile(rb'<c r="([A-Z]{3,})\d')
# A row whose first filled cell says something at once, as nearly every row of nearly every file does.
PLAIN_ROW = re.compile(
    rb'<row r="(\d+)"[^>]*>(?:<c [^>]*/>)*<c r="[A-Z]{1,3}\1"([^>]*)>(?:<is><t[^>]*>|<v>)([^<\s&\xc2\xe2\xe3\xef][^<]*)'
)
ROW_NUMBER = re.compile(rb'\br="(\d+)"')
REFERENCE = re.compile(rb'\br="([A-Z]+)(\d+)"')
CELL_TYPE = re.compile(rb'\bt="(\w+)"')
VALUE = re.compile(rb"<v(?:\s[^>]*)?>([^<]*)</v>")
INLINE_TEXT = re.compile(rb"<t(?:\s[^>]*)?>([^<]*)</t>")
NO_INDEX = re.compile(rb't="s"[^>]*>\s*<v>(?:\d{8}|\d*[^\d<])')  # a shared text's number that is none, or beyond all
MERGED = re.compile(rb'<mergeCell\s[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
BLANK_ENTITY = re.compile(rb"&#(?:x0*(?:9|a|d|20|a0)|0*(?:9|10|13|32|160));", re.IGNORECASE)
PREFIXED = re.compile(rb"<\w+:(?:worksheet|sheetData|row)\b")
PLACES = re.compile(rb'<c r="([A-Z]+\d+)"')
CHECKED_BYTES = 8 << 20  # so far every cell's place is compared; further on it would cost a third of the reading
EXCEL_ROWS = 1_048_576
EXCEL_COLUMNS = 16_384


@dataclass(slots=True)
class SheetScan:
    """What the scan found; rows and columns count from 0.

    `filled` are the rows that hold something, in ascending order; `faults` tells cells whose value is unknown:
    the error's own text, or "formula" for a formula without a saved value.
    """

    filled: list[int] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    hidden_columns: bool = False
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    last_row: int = -1
    last_column: int = -1
    doubled: int | None = None  # a row number that occurs twice


class SheetScanner:
    """Scans one worksheet part. `blank_strings` are indices of shared strings that hold only blanks; `strings` is
    how many shared strings there are."""

    def __init__(self, blank_strings: frozenset[int], strings: int) -> None:
        self._blank = blank_strings
        self._strings = strings
        self._scan = SheetScan()
        self._next_row = 0
        self._seen: set[int] = set()
        self._ordered = True
        self._checked = 0

    def scan(self, chunks: Iterable[bytes]) -> SheetScan:
        """Read the part in pieces. Raises UnreadableSheetError when it ends too early or points nowhere."""
        head, tail, ended = b"", b"", False
        for piece in _row_pieces(chunks):
            if not head:
                head = piece[:20_000]
                self._columns(head)
            whole = not ended and piece.endswith(ROW_END)
            body, sep, rest = (piece, b"", b"") if whole else piece.partition(b"</sheetData>")
            if not ended:
                self._rows(body)
            elif b"<row " in body:
                raise _damaged("rows stand outside its table")
            ended = ended or bool(sep) or b"<sheetData/>" in body
            tail = (tail + (rest if sep else body if ended else b""))[-8_000_000:]
        if not ended:
            raise _damaged("its table of cells has no end")
        if self._scan.last_column >= EXCEL_COLUMNS:
            raise _damaged(
                f"it has a cell in column {column_letters(self._scan.last_column)}, beyond the last one, XFD"
            )
        self._merges(tail)
        if not self._ordered:
            self._scan.filled.sort()
        return self._scan

    def _columns(self, head: bytes) -> None:
        self._scan.hidden_columns = any(HIDDEN.search(col) for col in re.findall(rb"<col\s[^>]*>", head))

    def _merges(self, tail: bytes) -> None:
        for left, top, right, bottom in MERGED.findall(tail):
            self._scan.merged.append((int(top) - 1, column_index(left), int(bottom) - 1, column_index(right)))

    def _rows(self, body: bytes) -> None:
        faulty = b't="e"' in body or b"<f" in body
        hiding = b"hidden=" in body
        if b't="s"' in body and NO_INDEX.search(body):
            raise _damaged("a cell points to a text that does not exist")
        if self._checked < CHECKED_BYTES:
            self._checked += len(body)
            _refuse_doubled_cells(body)
        if not faulty and not hiding and self._plain_rows(body):
            return
        for part in body.split(ROW_END):
            for opening in ROW_OPEN.finditer(part):
                number = self._number(opening.group(1) or b"")
                if hiding and HIDDEN.search(opening.group(1) or b""):
                    self._scan.hidden.add(number)
                if opening.group(2):
                    continue
                cells = part[opening.end() :]
                self._row(number, cells, faulty)
                break

    def _plain_rows(self, body: bytes) -> bool:
        """Take all rows of a piece at once where each is plain and they follow one another; else take none."""
        rows = PLAIN_ROW.findall(body)
        if not rows or len(rows) != body.count(b"<row"):
            return False
        first = int(rows[0][0]) - 1
        if (
            not self._ordered
            or first < self._next_row
            or [int(row[0]) for row in rows] != list(range(first + 1, first + 1 + len(rows)))
        ):
            return False
        if self._blank and any(b't="s"' in attributes and int(value) in self._blank for _, attributes, value in rows):
            return False
        last = first + len(rows)
        self._next_row = last
        self._scan.last_row = max(self._scan.last_row, last - 1)
        self._scan.filled.extend(range(first, last))
        self._scan.last_column = max(self._scan.last_column, *map(column_index, FAR_CELL.findall(body)), 0)
        return True

    def _number(self, attributes: bytes) -> int:
        found = ROW_NUMBER.search(attributes)
        number = int(found.group(1)) - 1 if found else self._next_row
        if not 0 <= number < EXCEL_ROWS:
            raise _damaged(f"it has a row numbered {number + 1:,}")
        if number < self._next_row and self._ordered:
            self._ordered = False
            self._seen = set(self._scan.filled)
        self._next_row = max(self._next_row, number + 1)
        return number

    def _row(self, number: int, cells: bytes, faulty: bool) -> None:
        if b"<v" not in cells and b"<t" not in cells and b"<f" not in cells:
            return
        if not self._ordered:
            if number in self._seen:
                self._scan.doubled = number
            self._seen.add(number)
        if faulty:
            self._faults(number, cells)
        if not self._has_something(cells):
            return
        self._scan.filled.append(number)
        self._scan.last_row = max(self._scan.last_row, number)
        last = cells.rfind(b"<c ")
        found = REFERENCE.search(cells, last) if last >= 0 else None
        if found and int(found.group(2)) != number + 1:
            raise _damaged(f"the cell {found.group().decode()[3:-1]} stands in row {number + 1}")
        column = column_index(found.group(1)) if found else cells.count(b"<c") - 1
        self._scan.last_column = max(self._scan.last_column, column)

    def _has_something(self, cells: bytes) -> bool:
        for cell in CELL.finditer(cells):
            content = cell.group(2)
            if content and self._says_something(cell.group(1), content):
                return True
        return False

    def _says_something(self, attributes: bytes, content: bytes) -> bool:
        value = VALUE.search(content)
        kind = CELL_TYPE.search(attributes)
        if kind and kind.group(1) == b"s":
            return bool(value) and int(value.group(1) or 0) not in self._blank if value else False
        if kind and kind.group(1) == b"inlineStr":
            return any(not _is_blank(text) for text in INLINE_TEXT.findall(content))
        if value and value.group(1):
            return not _is_blank(value.group(1))
        return _no_value(attributes, content)

    def _faults(self, number: int, cells: bytes) -> None:
        position = -1
        for cell in CELL.finditer(cells):
            attributes, content = cell.group(1), cell.group(2) or b""
            found = REFERENCE.search(attributes)
            position = column_index(found.group(1)) if found else position + 1
            if b't="e"' in attributes:
                value = VALUE.search(content)
                self._scan.faults[number, position] = value.group(1).decode("ascii", "replace") if value else "#ERROR"
            elif _no_value(attributes, content):
                self._scan.faults[number, position] = "formula"


def _no_value(attributes: bytes, content: bytes) -> bool:
    """A formula whose result was never saved. One whose result is an empty text says so by its type."""
    if b"<f" not in content or b"<is" in content or (b't="str"' in attributes and b"<v" in content):
        return False
    value = VALUE.search(content)
    return value is None or not value.group(1)


def _refuse_doubled_cells(body: bytes) -> None:
    """Two cells at one place: readers keep one and lose the other."""
    if body.count(b"<c r=") < 2:
        return
    places = PLACES.findall(body)
    if len(set(places)) < len(places):
        twice = next(place for at, place in enumerate(places) if place in places[:at])
        raise _damaged(f"it holds two cells {twice.decode()}")


def column_index(letters: bytes) -> int:
    """`A` is 0, `Z` 25, `AA` 26."""
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1


def column_letters(index: int) -> str:
    """0 is `A`, 26 `AA`."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _is_blank(text: bytes) -> bool:
    if text and text.strip() and (b"&" in text or text[0] > 127):
        return not BLANK_ENTITY.sub(b" ", text).decode("utf-8", "replace").strip("\u200b\ufeff \t\r\n\xa0")
    return not text.strip()


def _row_pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Regroup chunks so that no row is split over two pieces."""
    rest = b""
    plain = True
    for chunk in chunks:
        if not rest:
            plain = PREFIXED.search(chunk[:20_000]) is None and b"='" not in chunk[:20_000]
        rest += chunk if plain and b"<!" not in chunk else _plainly(chunk)
        cut = rest.rfind(ROW_END)
        if cut >= 0:
            yield rest[: cut + len(ROW_END)]
            rest = rest[cut + len(ROW_END) :]
        elif len(rest) > 64 << 20:
            raise _damaged("one row is larger than 64 MiB")
    yield rest


def _plainly(chunk: bytes) -> bytes:
    """Name prefixes, single quotes, comments and CDATA brought to the plain form the patterns above expect."""
    chunk = re.sub(rb"<!--.*?-->", b"", chunk, flags=re.DOTALL)
    chunk = re.sub(rb"<!\[CDATA\[(.*?)\]\]>", lambda m: m.group(1).replace(b"<", b"&lt;"), chunk, flags=re.DOTALL)
    chunk = re.sub(rb"<(/?)\w+:(?=\w)", rb"<\1", chunk)
    return re.sub(rb"=\s*'([^'\"<>]*)'", rb'="\1"', chunk)


def _damaged(what: str) -> UnreadableSheetError:
    return UnreadableSheetError(
        "WORKBOOK_CORRUPT",
        f"The sheet is damaged ({what}), so nothing of it was read; open it in a spreadsheet program, repair "
        f"and save it.",
    )
