"""How does a text file fall into rows and cells?

Decodes, finds the delimiter, reads strictly, and counts the records a second time without the csv module.
Refuses to know what any column means.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import Counter

from supplychain.errors import UnreadableSheetError
from supplychain.suppliers import cells, limits
from supplychain.suppliers.encoding import decode
from supplychain.suppliers.grid import Grid
from supplychain.suppliers.header_row import header_score

DELIMITERS = (",", ";", "\t", "|")
RARE_DELIMITERS = ("^", "~", "\x1f", "\x01", "¦", ":")  # only where they part a line into understood headers
END_MARK = "\x1a"  # Ctrl-Z, with which programs of the DOS kind close a text file
SEP_LINE = re.compile(r'\A"?sep=(.)"?[ \t]*(?:\r\n|\r|\n)', re.IGNORECASE)
LINE_END = re.compile(r"\r\n|\r|\n")
CLOSING = re.compile(r'(?:[^"]|"")*"(?!")')
SAMPLE_CHARACTERS = 200_000
SAMPLE_ROWS = 200
MAX_FIELD_CHARACTERS = 1 << 20
MAX_LINE_CHARACTERS = 1 << 20  # one line of a megabyte is no supplier


def read_text(content: bytes, name: str) -> Grid:
    """Read a delimited text. Raises UnreadableSheetError (ENCODING_UNKNOWN, CSV_MALFORMED, TOO_MANY_COLUMNS)."""
    decoded = decode(content, _familiar)
    text = decoded.text.rstrip(END_MARK)
    if not text.strip(cells.BLANKS + "".join(DELIMITERS) + '"'):
        raise UnreadableSheetError(
            "EMPTY_FILE", "The file is empty (nothing but blanks in it); export it again and upload the new file."
        )
    sep = SEP_LINE.match(text)
    if sep:
        text = text[sep.end() :]
    _refuse_endless_lines(text)
    delimiter = sep.group(1) if sep else _delimiter(text)
    if not sep and _one_column(text, delimiter):
        delimiter = "\0"
    rows = _rows(text, delimiter)
    if rows and max(map(len, rows)) > limits.MAX_COLUMNS * 32:
        raise UnreadableSheetError(
            "TOO_MANY_COLUMNS",
            f"One row of the file has {max(map(len, rows)):,} cells; check its delimiter and quotes.",
        )
    grid = Grid(
        name=name,
        rows=rows,
        numbers=range(1, len(rows) + 1),
        non_empty=count_records(text, delimiter),
        ragged=True,
    )
    if decoded.guessed:
        grid.warnings.append("ENCODING_GUESSED")
    return grid


def _refuse_endless_lines(text: str) -> None:
    start = 0
    for end in LINE_END.finditer(text):
        if end.start() - start > MAX_LINE_CHARACTERS:
            break
        start = end.end()
    else:
        if len(text) - start <= MAX_LINE_CHARACTERS:
            return
    raise UnreadableSheetError(
        "CSV_MALFORMED",
        f"The file has a line of more than {MAX_LINE_CHARACTERS:,} characters, which no supplier row has; "
        "check that its line ends and quotes are in place and export it again.",
    )


def _delimiter(text: str) -> str:
    """The mark that cuts most rows into the same number (two or more) of cells; "\\0" for a one-column list."""
    sample = text[:SAMPLE_CHARACTERS]
    best, best_score = "\0", 0.0
    for mark in DELIMITERS:
        try:
            rows = []
            for row in csv.reader(io.StringIO(sample, newline=""), delimiter=mark):
                if any(cell.strip() for cell in row):
                    rows.append(row)
                if len(rows) >= SAMPLE_ROWS:
                    break
        except csv.Error:
            continue
        if len(rows) > 3 and len(sample) < len(text):
            rows.pop()
        counts = Counter(len(row) for row in rows)
        if not counts:
            continue
        width, many = max(counts.items(), key=lambda item: (item[1], item[0]))
        if width < 2:
            continue
        score = many / len(rows) + min(width, 30) / 100
        if any(len(row) == width for row in rows[:3]):
            score += 0.5
        if score > best_score:
            best, best_score = mark, score
    return best if best != "\0" else _rare_delimiter(sample)


def _rare_delimiter(sample: str) -> str:
    for line in LINE_END.split(sample)[:10]:
        for mark in RARE_DELIMITERS:
            if header_score([piece.strip('" ') for piece in line.split(mark)]) > 1:
                return mark
    return "\0"


def _familiar(beginning: str) -> bool:
    """Whether one of the first lines reads like a header, under whichever delimiter."""
    for line in LINE_END.split(beginning)[:10]:
        for mark in DELIMITERS:
            if header_score([piece.strip('" ') for piece in line.split(mark)]) > 0:
                return True
    return False


def _one_column(text: str, delimiter: str) -> bool:
    """A list of names alone: its header holds no delimiter, though names ("Co., Ltd.") do, and no wider header "
    "follows."""
    lines = [line for line in LINE_END.split(text[:SAMPLE_CHARACTERS]) if line.strip(cells.BLANKS)][:20]
    if not lines or delimiter in lines[0] or header_score([lines[0].strip('" ')]) <= 0:
        return False
    return not any(header_score(line.split(delimiter)) > 1 for line in lines[1:])


def _rows(text: str, delimiter: str) -> list[list[object]]:
    csv.field_size_limit(MAX_FIELD_CHARACTERS)
    if delimiter == "\0":
        return [[line.strip('"').replace('""', '"')] if line else [] for line in _lines(text)]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        rows = _leniently(text, delimiter, error)
    rows = _spaced(text, delimiter, rows)
    _refuse_swallowed_rows(rows, delimiter)
    return rows  # type: ignore[return-value]


def _spaced(text: str, delimiter: str, rows: list[list[str]]) -> list[list[str]]:
    """Blanks between a delimiter and a quotation mark, read as such where more rows then have the header's width."""
    if f'{delimiter} "' not in text or delimiter in ' "':
        return rows
    with contextlib.suppress(csv.Error):
        spaced = list(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
        )
        widths = Counter(len(row) for row in spaced if row)
        usual = max(widths, key=lambda width: widths[width], default=0)
        fits = [sum(len(row) == usual for row in some) for some in (spaced, rows)]
        if len(spaced) == len(rows) and fits[0] > fits[1]:
            return spaced
    return rows


def _lines(text: str) -> list[str]:
    lines = LINE_END.split(text)
    return lines[:-1] if lines and not lines[-1] else lines


def _leniently(text: str, delimiter: str, error: csv.Error) -> list[list[str]]:
    """A quote inside a quoted cell that is not doubled: taken as it stands where every row still fits."""
    malformed = UnreadableSheetError(
        "CSV_MALFORMED",
        "The file has a quotation mark that is never closed, or closed in the middle of a cell, so its rows cannot be "
        f"told apart ({error}); export it again as .xlsx, or with its quotation marks doubled.",
    )
    if "end of data" in str(error) or "limit" in str(error):
        raise malformed
    if '\\"' in text:
        with contextlib.suppress(csv.Error):
            escaped = csv.reader(
                io.StringIO(text, newline=""), delimiter=delimiter, strict=True, escapechar="\\", doublequote=False
            )
            return list(escaped)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    widths = Counter(len(row) for row in rows if row)
    if len(widths) != 1 or any("\n" in cell or "\r" in cell for row in rows for cell in row):
        raise malformed
    return rows


def _refuse_swallowed_rows(rows: list[list[str]], delimiter: str) -> None:
    """A stray quote makes one cell out of whole rows: inside it stand lines with a full row's delimiters."""
    widths = Counter(len(row) for row in rows if row)
    if not widths:
        return
    usual = max(widths, key=lambda width: widths[width])
    if usual < 2:
        return
    for index, row in enumerate(rows):
        for cell in row:
            if "\n" not in cell and "\r" not in cell:
                continue
            inner = LINE_END.split(cell)[1:-1]
            if any(line.count(delimiter) >= max(2, usual - 1) for line in inner):
                raise UnreadableSheetError(
                    "CSV_MALFORMED",
                    f"In row {index + 1} a quotation mark opens a cell that swallows the rows after it; "
                    "remove the stray quotation mark, or export the file again as .xlsx.",
                )


def count_records(text: str, delimiter: str) -> int:
    """Records that hold something, counted line by line without the csv module: the receipt's second opinion."""
    nothing = cells.BLANKS + '"' + delimiter
    step = _cell_pattern(delimiter)
    stray = re.compile(rf'[^"{re.escape(delimiter)}]"[^"{re.escape(delimiter)}]')
    count = 0
    inside = something = False
    for line in LINE_END.split(text):
        something = something or bool(line.strip(nothing))
        if '"' in line and delimiter != "\0" and (inside or line.count('"') % 2 or stray.search(line)):
            inside = _open_at_end(line, inside, delimiter, step)
        if not inside:
            count += something
            something = False
    return count + (inside and something)


def _cell_pattern(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    return re.compile(rf'"(?:[^"]|"")*(?:"[^{mark}]*|\Z)|[^{mark}"][^{mark}]*|')


def _open_at_end(line: str, inside: bool, delimiter: str, step: re.Pattern[str]) -> bool:
    """Whether a quoted cell is still open when the line ends."""
    position = 0
    if inside:
        closing = CLOSING.match(line)
        if not closing:
            return True
        position = line.find(delimiter, closing.end()) + 1
        if not position:
            return False
    while position <= len(line):
        cell = step.match(line, position)
        if cell is None:
            return False
        piece = cell.group()
        if piece.startswith('"') and piece.count('"') % 2:
            return True
        position = cell.end() + 1
    return False
