"""What may stand in one cell of a file we hand back? Text that no program runs and no reader loses.

Refuses to know sheets, rows and screenings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

CellValue = str | float | int | bool | date | datetime | time | timedelta | None

LONGEST_TEXT = 32_767  # Excel's specification: characters in one cell; a longer one makes Excel repair the file
MOST_ROWS = 1_048_576  # Excel's specification: rows of one sheet
MOST_COLUMNS = 16_384  # Excel's specification: columns of one sheet

# Characters XML 1.0 cannot hold, and CR, which XML readers fold into LF. ECMA-376 ST_Xstring writes them _xHHHH_.
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")  # what a CSV field cannot show; CR may stand
# OWASP "CSV injection": = + - @ TAB CR, LF since August 2025, their full-width forms; a leading quote, apostrophe
# or blank is looked through, because spreadsheets do so too.
_RUNS = re.compile("[\"'\u2018\u2019\u201c\u201d ]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_LINE_POINTS = 15  # Excel's default row height for its default 11 point font
_MOST_LINES = 16  # a taller row hides its neighbours; the text can still be read in the cell
_CUT_NOTE = " [cut: {length:,} characters]"


def escaped(text: str) -> str:
    """Text as XML and CSV can hold it: a control character becomes `_x0001_`, as ECMA-376 (ST_Xstring) spells it,
    and something that only looks like such an escape is protected, so that a reader gets the original back."""
    protected = _LOOKS_ESCAPED.sub("_x005F_", text) if "_x" in text else text
    return _NOT_XML.sub(lambda found: f"_x{ord(found.group()):04X}_", protected)


def cell_text(text: str) -> str:
    """Text as one worksheet cell holds it; too long a text is cut and says so."""
    safe = escaped(text)
    if len(safe) <= LONGEST_TEXT:
        return safe
    note = _CUT_NOTE.format(length=len(text))
    return safe[: LONGEST_TEXT - len(note)] + note


def would_run(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula when it is typed or opened from a CSV file."""
    return _RUNS.match(text) is not None


def csv_text(text: str) -> str:
    """Text as one CSV field holds it: what would run gets a leading apostrophe, controls are escaped."""
    safe = "'" + text if would_run(text) else text
    return _CONTROLS.sub(lambda found: f"_x{ord(found.group()):04X}_", safe)


def row_height(cells: Iterable[CellValue], widths: Iterable[int]) -> int | None:
    """Points a row of wrapped texts needs in columns of these widths; None where one line is enough.

    Told to the program that opens the file, because LibreOffice does not work it out when it loads one.
    """
    lines = 1
    for value, width in zip(cells, widths, strict=False):
        if type(value) is not str:
            continue
        if "\n" in value:
            needed = sum(1 + len(part) // max(1, width - 2) for part in value.split("\n"))
        else:
            needed = 1 + len(value) // max(1, width - 2)
        if needed > lines:
            lines = needed
    return None if lines == 1 else min(lines, _MOST_LINES) * _LINE_POINTS
