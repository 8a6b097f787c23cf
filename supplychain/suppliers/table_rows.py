"""Which rows are suppliers, which are not, and why?

Walks the rows under a header and puts every non-blank one in exactly one of three boxes: read, rejected with a
reason, skipped (titles, headers, totals, footers). Refuses to choose columns.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from supplychain.suppliers import cells, limits
from supplychain.suppliers.columns import ColumnMap
from supplychain.suppliers.grid import Grid
from supplychain.suppliers.header_row import Header, header_score, header_throughout, names_a_party
from supplychain.suppliers.profile import DATE
from supplychain.suppliers.row_notes import Noticed, rejected_told
from supplychain.suppliers.sheet_scan import column_letters
from supplychain.suppliers.vocabulary import party_headers

TOTAL = re.compile(
    r"(?i)\s*(grand |sub|sub-| sub |net |overall |sheet |page |report )*(totals?|sum|subtotals?|suma|sumas"
    r"|gesamt|gesamtsumme|"
    r"summe|zwischensumme|total general|total généra?l|totale|totaal|итого|всего|合计|总计|小计|合計|総計|小計|합계"
    r"|총계"
    r"|计)\s*"
    r"([:(=]|£|\$|€|\d|of all|amount|value|spend|for\b).*|"
    r"\s*(grand |sub|sub-|net |overall |page |report )*(totals?|sum|subtotals?|suma|gesamt|gesamtsumme|summe"
    r"|zwischensumme|"
    r"total general|total général|totale|totale generale|totaal|итого|всего|合\s*计|总\s*计|小\s*计|合計|総計|小計|합계"
    r"|총계)\s*[:.]?\s*|"
    # "Subtotal Medical/Surgical": no company is called so; "Total Energies" is, and stays a supplier.
    r"\s*(sub[ -]?totals?|zwischensumme|小\s*计|小計)\b.*"
)
NOTES_HEAD = re.compile(r"(?i)\s*(foot)?notes?\s*:?\s*")
NOTE = re.compile(r"\s*(\(?\d{1,2}[.)]|[*†‡•-]|\[\d{1,2}\])\s*\S.*", re.DOTALL)
FOOTER = re.compile(
    r"(?i)\s*(-{2,}|={2,}|\*{2,}|_{3,}|end of (report|file|list|data)|page \d+( of \d+)?|\d+ (rows?|records?"
    r"|suppliers?|lines?)\b"
    r"|rows?: ?\d+|records?: ?\d+|(data )?source ?:|notes?( ?:|$)|generated (on|by|at)|printed (on|by)"
    r"|report (run|generated)"
    r"|prepared by|exported (on|by|from)|run date|date (printed|run)|©|copyright|disclaimer|confidential$"
    r"|\(\d+ rows? affected\)).*",
    re.DOTALL,
)
LEAST_LETTERS = 3  # of a maker that a row without a supplier is kept for: "n/a" and "-" name nobody
NO_NAME = "the row has no supplier name"
PLACEHOLDER = "its supplier name has no letter or digit"


@dataclass(slots=True)
class Reading:
    """Where each line stands in the grid: `kept` indices with the mapping they are read by, `rejected` with reasons."""

    kept: list[tuple[int, ColumnMap]] = field(default_factory=list)
    rejected: list[tuple[int, str]] = field(default_factory=list)
    skipped: int = 0
    warnings: dict[str, str] = field(default_factory=dict)

    def warn(self, code: str, note: str) -> None:
        """Keep the first note of each code."""
        self.warnings.setdefault(code, note)


class Walker:
    """Walks the rows of one grid under one header."""

    def __init__(
        self, grid: Grid, header: Header, mapping: ColumnMap, remap: Callable[[Sequence[str], int], ColumnMap | None]
    ) -> None:
        self._grid = grid
        self._header = header
        self._mapping = mapping
        self._remap = remap
        self._width = _width(header.names)
        self.found = Reading()
        self._merged_names: dict[int, int] = {}
        self._codes: dict[str, str] = {}  # why a row was rejected → the code it is told under
        self._noticed = Noticed()
        self._notes = False
        self._fill_down()

    def walk(self) -> Reading:
        """Judge every row of the grid."""
        rows, header_row = self._grid.rows, self._header.row
        self.found.skipped += sum(1 for row in rows[: header_row + 1] if not all_blank(row))
        name_column = self._mapping.fields["supplier_name"]
        header_text = self._header.names[name_column] if header_row >= 0 else None
        plain, after_blank = str, False
        kept = self.found.kept
        special = bool(self._grid.faults) or bool(self._merged_names)
        ragged, width, headers = self._grid.ragged, self._width, party_headers()
        for index in range(header_row + 1, len(rows)):
            row = rows[index]
            cell = row[name_column] if name_column < len(row) else None
            if (
                type(cell) is plain
                and not after_blank
                and not special
                and (not ragged or len(row) == width)
                and 2 < len(cell) <= limits.MAX_NAME_CHARACTERS
                and cell != header_text
                and cell[0] > "@"
                and not TOTAL.fullmatch(cell)
                and cell.strip().casefold() not in headers
            ):
                kept.append((index, self._mapping))
                continue
            if all_blank(row) and not self._faulty(index, row):
                after_blank = True
                continue
            outcome = self._second_table(index, after_blank)
            if outcome == "header":
                name_column = self._mapping.fields["supplier_name"]
                header_text = str(rows[index][name_column])
            elif not outcome and not self._skip(index, row, name_column, header_text):
                self._judge(index, row, name_column)
            after_blank = outcome == "title"
        self._last_row()
        self._tell_rows()
        return self.found

    def _faulty(self, index: int, row: Sequence[object]) -> bool:
        return bool(self._grid.faults) and any((index, column) in self._grid.faults for column in range(len(row)))

    def _skip(self, index: int, row: Sequence[object], name_column: int, header_text: str | None) -> bool:
        """Repeated headers, totals and footers."""
        texts = [str(cell).strip(cells.BLANKS) for cell in row if isinstance(cell, str) and not cells.is_blank(cell)]
        name = row[name_column] if name_column < len(row) else None
        if header_text and isinstance(name, str) and name.strip() == header_text.strip() and self._same_as_header(row):
            self.found.warn("REPEATED_HEADER_SKIPPED", "The header is repeated further down; those rows were skipped.")
        elif index == self._header.row + 1 and _numbers_columns(row, self._header.names):
            self.found.warn("REPEATED_HEADER_SKIPPED", "A row under the header only numbers or explains the columns.")
        elif texts and TOTAL.fullmatch(texts[0]) and len(texts) <= 3 and self._nothing_but_numbers(row, texts[0]):
            self.found.warn("TOTALS_SKIPPED", "Rows with totals were skipped.")
        elif len(texts) == 1 and self._lone(row) and self._footer(texts[0]):
            self._noticed.footers.append((self._number(index), texts[0]))
        else:
            return False
        self.found.skipped += 1
        return True

    def _footer(self, text: str) -> bool:
        """A footer, or a numbered note under the heading "Notes"."""
        self._notes = self._notes or bool(NOTES_HEAD.fullmatch(text))
        return bool(FOOTER.fullmatch(text)) or (self._notes and bool(NOTE.fullmatch(text)))

    def _same_as_header(self, row: Sequence[object]) -> bool:
        texts = [str(cell).strip(cells.BLANKS) for cell in row if not cells.is_blank(cell)]
        return len([text for text in texts if text in self._header.names]) * 2 > len(texts)

    def _nothing_but_numbers(self, row: Sequence[object], label: str) -> bool:
        others = [
            c for c in row if not cells.is_blank(c) and not (isinstance(c, str) and c.strip(cells.BLANKS) == label)
        ]
        return all(cells.as_amount(cell) is not None or (isinstance(cell, str) and len(cell) <= 3) for cell in others)

    def _lone(self, row: Sequence[object]) -> bool:
        return sum(not cells.is_blank(cell) for cell in row) <= 1 and self._width > 1

    def _second_table(self, index: int, after_blank: bool) -> str:
        """ "header" where a further table starts below the first (rows after it are read by its header), "title" for
        the lone line above one, "" otherwise."""
        row = self._grid.rows[index]
        if self._header.row < 0:
            return ""
        if not (after_blank or self._follows_title(index)):
            # No gap above it: only a row that reads as a header through and through parts two tables.
            return self._read_by(index) if header_throughout(row) and not self._same_as_header(row) else ""
        if self._lone(row) and index + 1 < len(self._grid.rows):
            below = self._grid.rows[index + 1]
            if header_score(below) > 0 and names_a_party(below):
                self.found.skipped += 1
                return "title"
        return self._read_by(index) if header_score(row) > 0 and names_a_party(row) else ""

    def _read_by(self, index: int) -> str:
        """ "header" where the rows from here on can be read by this one."""
        remapped = self._continue_by(index)
        if remapped is None:
            return ""
        self._mapping = remapped
        self.found.skipped += 1
        self.found.warn(
            "SECOND_TABLE",
            f"A second table with its own header starts in row {self._number(index)}; it was read too.",
        )
        return "header"

    def _follows_title(self, index: int) -> bool:
        return index > 0 and self._lone(self._grid.rows[index - 1])

    def _continue_by(self, index: int) -> ColumnMap | None:
        texts = [cells.as_text(cell).strip(cells.BLANKS) for cell in self._grid.rows[index]]
        return self._remap(texts, index + 1)

    def _judge(self, index: int, row: Sequence[object], name_column: int) -> None:
        """Keep the row or reject it with its reason."""
        fault = self._grid.faults.get((index, name_column))
        name = row[name_column] if name_column < len(row) else None
        self._warn_faults(index, row)
        if fault is not None:
            if fault == "formula":
                self._reject(index, "FORMULA_WITHOUT_VALUE", "its supplier name is a formula without a saved value")
            else:
                self._reject(index, "CELL_ERROR", f"its supplier name is the error {fault}")
        elif self._grid.ragged and self._too_long(row):
            self._reject(index, "CSV_RAGGED", f"it has {_filled_width(row)} cells under {self._width} headers")
        elif self._misaligned(row, name, name_column):
            self._keep_shifted(index)
        elif cells.is_blank(name):
            self._nameless(index, row)
        else:
            self._named(index, name, row)

    def _misaligned(self, row: Sequence[object], name: object, name_column: int) -> bool:
        """The name stands one column to the left, under no header, and a figure or nothing under the name's header."""
        left = name_column - 1
        if left < 0 or self._header.row < 0 or self._header.names[left] or left >= len(row):
            return False
        neighbour = row[left]
        wordy = isinstance(neighbour, str) and sum(ch.isalpha() for ch in neighbour) > 2
        return wordy and (cells.is_blank(name) or cells.as_amount(name) is not None)

    def _keep_shifted(self, index: int) -> None:
        pivot = self._mapping.fields["supplier_name"]
        fields = {name: at - 1 if at >= pivot else at for name, at in self._mapping.fields.items()}
        self.found.kept.append((index, replace(self._mapping, fields=fields, more={})))
        self._noticed.shifted.append(self._number(index))

    def _named(self, index: int, name: object, row: Sequence[object]) -> None:
        if self._grid.ragged and len(self._grid.rows[index]) < self._width:
            self._noticed.short.append(self._number(index))
        text = cells.as_text(name)
        if cells.is_error(text):
            self._reject(index, "CELL_ERROR", f"its supplier name is the error {text.strip()}")
        elif len(text) > limits.MAX_NAME_CHARACTERS:
            self._reject(
                index,
                "NAME_TOO_LONG",
                f"its supplier name has {len(text):,} characters ({limits.MAX_NAME_CHARACTERS} at most)",
            )
        elif cells.placeholder(text):
            self._by_its_maker(index, row, PLACEHOLDER)
        else:
            if not isinstance(name, str) or not any(ch.isalpha() for ch in text) or DATE.fullmatch(text.strip()):
                dated = isinstance(name, dt.date) or DATE.fullmatch(text.strip())
                kind = "a date" if dated else "no text"
                self._noticed.odd_names.append((self._number(index), kind, text))
            self.found.kept.append((index, self._mapping))

    def _nameless(self, index: int, row: Sequence[object]) -> None:
        above = self._merged_names.get(index)
        if above is not None:
            self.found.kept.append((index, self._mapping))
            return
        self._by_its_maker(index, row, NO_NAME)

    def _by_its_maker(self, index: int, row: Sequence[object], why: str) -> None:
        """A row that names no supplier is kept for its maker; without one it is rejected."""
        if self._names_a_maker(row):
            self._noticed.by_maker.append(self._number(index))
            self.found.kept.append((index, self._mapping))
        else:
            self._reject(index, "ROW_WITHOUT_NAME", why)

    def _names_a_maker(self, row: Sequence[object]) -> bool:
        column = self._mapping.fields.get("maker")
        maker = row[column] if column is not None and column < len(row) else None
        return isinstance(maker, str) and sum(ch.isalpha() for ch in maker) >= LEAST_LETTERS

    def _reject(self, index: int, code: str, reason: str) -> None:
        self._codes[reason] = code
        self.found.rejected.append((index, reason))

    def _tell_rows(self) -> None:
        """What was noticed of single rows, told once all are known."""
        rejected = rejected_told(
            (self._number(index), self._codes[reason], reason) for index, reason in self.found.rejected
        )
        noticed = self._noticed.told()
        for code in {**self.found.warnings, **noticed, **rejected}:
            notes = (noticed.get(code), rejected.get(code), self.found.warnings.get(code))
            self.found.warnings[code] = " ".join(filter(None, notes))

    def _warn_faults(self, index: int, row: Sequence[object]) -> None:
        if not self._grid.faults:
            return
        for name, column in self._mapping.fields.items():
            fault = self._grid.faults.get((index, column))
            if fault is not None and name != "supplier_name":
                code = "FORMULA_WITHOUT_VALUE" if fault == "formula" else "CELL_ERROR"
                where = f"{column_letters(column)}{self._number(index)}"
                self._noticed.faults.setdefault(code, []).append((where, fault))

    def _too_long(self, row: Sequence[object]) -> bool:
        return _filled_width(row) > self._width

    def _last_row(self) -> None:
        """A last row with figures and no name at all is an unlabelled grand total."""
        if not self.found.rejected or not self.found.kept:
            return
        index, reason = self.found.rejected[-1]
        filled = [cell for cell in self._grid.rows[index] if not cells.is_blank(cell)]
        last_kept = self.found.kept[-1][0]
        figures = filled and all(cells.as_amount(cell) is not None for cell in filled)
        if reason == NO_NAME and index > last_kept and figures and len(filled) <= max(2, self._width // 3):
            self.found.rejected.pop()
            self.found.skipped += 1
            self.found.warn(
                "TOTALS_SKIPPED", f"Row {self._number(index)} holds only figures and was skipped as a total."
            )

    def _fill_down(self) -> None:
        """Cells merged downwards show their text in every row they cover."""
        rows = self._grid.rows
        for top, left, bottom, right in self._grid.merged:
            if (
                top <= self._header.row
                or bottom == top
                or bottom - top > 50_000
                or right - left > 50
                or top >= len(rows)
            ):
                continue
            value = rows[top][left] if left < len(rows[top]) else ""
            for index in range(top + 1, min(bottom + 1, len(rows))):
                if left < len(rows[index]) and cells.is_blank(rows[index][left]) and not all_blank(rows[index]):
                    rows[index][left] = value
                    self._merged_names[index] = top
                    self.found.warn(
                        "MERGED_CELLS_FILLED", "Cells merged over several rows were filled into each row they cover."
                    )

    def _number(self, index: int) -> int:
        return self._grid.numbers[index]


def all_blank(row: Sequence[object]) -> bool:
    """Whether a row shows nothing."""
    return all(cells.is_blank(cell) for cell in row)


def _numbers_columns(row: Sequence[object], names: Sequence[str]) -> bool:
    """Whether the row under a header says "(1) (2) (3)" or "(text) (code)" and nothing of any supplier."""
    said = [cells.as_text(cell).strip(cells.BLANKS) for cell in row if not cells.is_blank(cell)]
    if len(said) < max(2, sum(1 for name in names if name) - 1):
        return False
    counted = [text.strip("()[]. ") for text in said] == [str(number) for number in range(1, len(said) + 1)]
    return (counted and len(said) > 2) or all(text[0] in "([" and text[-1] in ")]" for text in said)


def _filled_width(row: Sequence[object]) -> int:
    return max((i + 1 for i, cell in enumerate(row) if not cells.is_blank(cell)), default=0)


def _width(names: Sequence[str]) -> int:
    return max((i + 1 for i, name in enumerate(names) if name), default=len(names))
