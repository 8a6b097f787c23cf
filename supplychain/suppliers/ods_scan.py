"""What does an OpenDocument table hold, counted by our own eyes?

Streams content.xml once: which rows hold anything, which are hidden, and how far repeated rows and columns would
reach if they were spelled out. Refuses to know what any column means.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from supplychain.errors import UnreadableSheetError
from supplychain.suppliers import cells, limits

MAX_REPEATED_ROWS = 1_000  # a filled row repeated more often is a bomb: 700 bytes could mean a million suppliers
VALUE_ATTRIBUTES = ("office:value", "office:date-value", "office:time-value", "office:boolean-value")


@dataclass(slots=True)
class OdsTable:
    """One table: `filled` and `hidden` rows count from 0; `visible` is False for a hidden table."""

    name: str
    filled: list[int] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    last_column: int = -1


class OdsScanner:
    """Scans content.xml; the tables are in `tables` afterwards."""

    def __init__(self) -> None:
        self.tables: list[OdsTable] = []
        self._row = self._column = 0
        self._repeat_row = self._repeat_cell = 1
        self._hidden = self._filled = self._in_cell = False
        self._said: list[str] = []
        self._value = ""
        self._formula = False
        self._depth = 0  # tables inside a cell are no sheets

    def scan(self, chunks: Iterable[bytes]) -> list[OdsTable]:
        """Read the part in pieces. Raises UnreadableSheetError when the table would unfold beyond all measure."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError:
            raise UnreadableSheetError(
                "WORKBOOK_CORRUPT",
                f"The workbook is damaged from line {parser.CurrentLineNumber} of its content on, so nothing of it was "
                "read; open it in a spreadsheet program, repair and save it again.",
            ) from None
        return self.tables

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(OdsTable(attributes.get("table:name", "")))
                self._row = 0
        elif tag == "table:table-row" and self._depth == 1:
            self._column, self._filled = 0, False
            self._repeat_row = _times(attributes.get("table:number-rows-repeated"))
            self._hidden = attributes.get("table:visibility", "visible") != "visible"
        elif tag == "office:annotation":
            self._in_cell = False  # a comment is no content of its cell
        elif tag in ("table:table-cell", "table:covered-table-cell") and self._depth == 1:
            self._in_cell, self._said = True, []
            self._repeat_cell = _times(attributes.get("table:number-columns-repeated"))
            self._value = next((attributes[name] for name in VALUE_ATTRIBUTES if attributes.get(name)), "")
            self._formula = "table:formula" in attributes

    def _text(self, text: str) -> None:
        if self._in_cell:
            self._said.append(text)

    def _end(self, tag: str) -> None:
        if tag == "table:table":
            self._depth -= 1
        elif tag == "office:annotation":
            self._in_cell = True
        elif tag in ("table:table-cell", "table:covered-table-cell") and self._depth == 1:
            self._in_cell = False
            self._cell()
        elif tag == "table:table-row" and self._depth == 1:
            self._close_row()

    def _cell(self) -> None:
        table = self.tables[-1]
        said = "".join(self._said)
        if self._value or not cells.is_blank(said):
            self._filled = True
            table.last_column = max(table.last_column, self._column + self._repeat_cell - 1)
            if cells.is_error(said) or (said.startswith("Err:") and self._formula):
                table.faults[self._row, self._column] = said.strip()
        elif self._formula and not said:
            self._filled = True
            table.faults[self._row, self._column] = "formula"
        self._column += self._repeat_cell

    def _close_row(self) -> None:
        table = self.tables[-1]
        if self._filled:
            wide = table.last_column >= limits.MAX_COLUMNS * 16
            if self._repeat_row > MAX_REPEATED_ROWS or wide:
                raise UnreadableSheetError(
                    "ARCHIVE_TOO_LARGE",
                    f"Table {table.name!r} repeats filled cells {max(self._repeat_row, table.last_column):,} times, "
                    "which no supplier list does; save the supplier table alone as .xlsx.",
                )
            table.filled.extend(range(self._row, self._row + self._repeat_row))
            if self._hidden:
                table.hidden.update(range(self._row, self._row + self._repeat_row))
        self._row += self._repeat_row


def _times(said: str | None) -> int:
    return max(1, int(said)) if said and said.isdigit() else 1
