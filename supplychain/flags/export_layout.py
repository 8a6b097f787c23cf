"""Where does each screened line stand in the officer's file, and what are the sheets called?

Refuses to know how a workbook is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from supplychain.flags.export_cells import CellValue
from supplychain.flags.export_rows import (
    HEADINGS,
    Wording,
    line_cells,
    own_sheets,
    rejected_cells,
    wording,
)
from supplychain.flags.export_rows import OwnSheet as OwnSheet
from supplychain.flags.export_source import Row, holds
from supplychain.flags.words import Titles
from supplychain.model import RejectedRow, ScreenedLine, Screening

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")  # Excel refuses these in a sheet name
_LONGEST_NAME = 31  # Excel's specification: characters of a sheet name
_SAID = 20_000  # wordings remembered: some 2 KB each
_SHARED = 0.5  # share of names that may be put together otherwise before the layout counts as shifted


class ShiftedLayoutError(Exception):
    """The file's rows are not where the lines were read; caught in this room, the lines are written instead."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What we add beside one sheet: the screened lines and the rejected rows by 1-based row number.

    `heading_row` is 1-based, None where the sheet has none: then every value carries its heading with it.
    """

    lines: dict[int, ScreenedLine]
    rejected: dict[int, RejectedRow]
    heading_row: int | None
    words: Wording
    _said: dict[object, tuple[CellValue, ...]] = field(default_factory=dict)
    _repeated: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        once: set[int] = set()
        for line in self.lines.values():
            found = hash(_found(line))  # two that share a hash are worded and remembered as if they shared more
            (self._repeated if found in once else once).add(found)

    def repeats(self, row: int) -> bool:
        """Whether another row may have the very same cells."""
        line = self.lines.get(row)
        return line is None or hash(_found(line)) in self._repeated

    def cells(self, row: int) -> tuple[CellValue, ...] | None:
        """Our cells for one row, None where the row is neither heading, line nor rejected."""
        line = self.lines.get(row)
        if line is not None:
            return self._of_line(line)
        if row == self.heading_row:
            return HEADINGS
        rejected = self.rejected.get(row)
        return None if rejected is None else self._titled(rejected_cells(rejected.reason))

    def _of_line(self, line: ScreenedLine) -> tuple[CellValue, ...]:
        """Our cells for a line, worded once for all the lines that found the very same (by id(): `lines` keeps them
        alive)."""
        found = _found(line)
        if hash(found) not in self._repeated:
            return self._titled(line_cells(line, self.words))
        cells = self._said.get(found)
        if cells is None:
            cells = self._titled(line_cells(line, self.words))
            if len(self._said) < _SAID:
                self._said[found] = cells
        return cells

    def _titled(self, cells: tuple[CellValue, ...]) -> tuple[CellValue, ...]:
        if self.heading_row is not None:
            return cells
        pairs = zip(HEADINGS, cells, strict=True)
        return tuple(f"{heading}: {value}" if value not in ("", None) else "" for heading, value in pairs)


def _found(line: ScreenedLine) -> tuple[object, ...]:
    return (id(line.flags), id(line.concepts), id(line.not_screened), line.origin)


@dataclass(slots=True)
class Placing:
    """Counts how many lines stand where they were read, against a shifted layout."""

    lines: int = 0
    misplaced: int = 0
    _above: str | None = None

    def see(self, row: Row, name: str) -> None:
        """One line's row and its supplier name; a name filled down from a merged cell above is in place."""
        self.lines += 1
        if holds(row, name):
            self._above = name
        elif name != self._above:
            self.misplaced += 1

    @property
    def shifted(self) -> bool:
        """Whether so many names stand elsewhere that the rows cannot be those that were read."""
        return self.misplaced > _SHARED * self.lines


def additions(screening: Screening, sheets: Iterable[str], titles: Titles) -> dict[str, Addition]:
    """What is added to which of the file's sheets. A file with one sheet takes every line, whatever its name."""
    names = list(sheets)
    words = wording(screening, titles)

    def one(name: str, lines: Iterable[ScreenedLine], rejected: Iterable[RejectedRow]) -> Addition:
        by_row: dict[int, ScreenedLine] = {}
        for line in lines:  # should one row give two lines, the graver is shown here and both on the flags sheet
            before = by_row.get(line.line.row)
            if before is None or _rank(line) < _rank(before):
                by_row[line.line.row] = line
        return Addition(by_row, {row.row: row for row in rejected}, screening.sheet.heading_row_of(name), words)

    if len(names) == 1:
        return {names[0]: one(screening.sheet.sheet, screening.lines, screening.sheet.rejected)}
    screened = {line.line.sheet for line in screening.lines} | {row.sheet for row in screening.sheet.rejected}
    return {
        name: one(
            name,
            (line for line in screening.lines if line.line.sheet == name),
            (row for row in screening.sheet.rejected if row.sheet == name),
        )
        for name in names
        if name in screened
    }


def _rank(line: ScreenedLine) -> int:
    return 99 if line.severity is None else line.severity.rank


def added_lines(added: dict[str, Addition]) -> int:
    """How many lines found a sheet to stand on."""
    return sum(len(addition.lines) for addition in added.values())


def unique_name(wanted: str, taken: Iterable[str]) -> str:
    """A valid sheet name near the wanted one that no other sheet has: `Flags`, then `Flags (2)`."""
    used = {name.casefold() for name in taken}
    base = _NOT_IN_NAMES.sub(" ", wanted).strip().strip("'")[:_LONGEST_NAME] or "Sheet"
    name, number = base, 2
    while name.casefold() in used:
        ending = f" ({number})"
        name, number = base[: _LONGEST_NAME - len(ending)] + ending, number + 1
    return name


def our_sheets(
    screening: Screening, titles: Titles, layout: tuple[str, ...], taken: Iterable[str]
) -> Iterator[OwnSheet]:
    """Our four sheets under names the officer's workbook does not use."""
    names = list(taken)
    for sheet in own_sheets(screening, titles, layout):
        name = unique_name(sheet.name, names)
        names.append(name)
        yield replace(sheet, name=name)
