"""How are many rows of which the same is to be told named in one sentence? How many, and the first few.

Refuses to know why a row is told of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

ROWS_NAMED = 5  # enough to find them in the sheet; the list of rejected rows has them all
_REASONS_TOLD = 3  # of one code; error values and lengths differ from row to row


def rows_told(numbers: Sequence[int], one: str, many: str) -> str:
    """`Row 13 names …` of one row, `7 rows (13, 15, 18, 20, 21 and 2 more) name …` of several."""
    if len(numbers) == 1:
        return f"Row {numbers[0]} {one}."
    return f"{len(numbers):,} rows ({_listed(list(map(str, numbers)), ROWS_NAMED)}) {many}."


@dataclass(slots=True)
class Noticed:
    """Rows and cells of which something was noticed that rejects none of them, as (where, what stands there)."""

    short: list[int] = field(default_factory=list)  # rows with fewer cells than the header
    shifted: list[int] = field(default_factory=list)  # rows whose cells stand left of their headers
    by_maker: list[int] = field(default_factory=list)  # rows that name a maker alone
    odd_names: list[tuple[int, str, str]] = field(default_factory=list)  # row, what it is in the file, as it was read
    footers: list[tuple[int, str]] = field(default_factory=list)  # row, its text
    faults: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # code → cell and fault

    def told(self) -> dict[str, str]:
        """Code → what to tell."""
        notes = {code: _faults_told(cells) for code, cells in self.faults.items()}
        if self.short:
            what = "fewer cells than the header; the missing ones are blank"
            notes["CSV_RAGGED"] = rows_told(self.short, f"has {what}", f"have {what}")
        if self.shifted:
            where = "cells one column left of their headers and"
            notes["COLUMNS_MISALIGNED"] = rows_told(
                self.shifted,
                f"has its {where} was read shifted; check it against the source",
                f"have their {where} were read shifted; check them against the source",
            )
        if self.by_maker:
            one, many = "its maker was screened alone", "their makers were screened alone"
            notes["ROW_WITHOUT_NAME"] = rows_told(
                self.by_maker, f"names no supplier; {one}", f"name no supplier; {many}"
            )
        if self.odd_names:
            notes["NAME_NOT_TEXT"] = _odd_names_told(self.odd_names)
        if self.footers:
            rows, texts = [row for row, _ in self.footers], [repr(text[:60]) for _, text in self.footers]
            said = _listed(list(dict.fromkeys(texts)), _REASONS_TOLD)
            notes["FOOTER_SKIPPED"] = rows_told(
                rows, f"({said}) was skipped as a footer", f"({said}) were skipped as footers"
            )
        return notes


def _odd_names_told(names: Sequence[tuple[int, str, str]]) -> str:
    kinds = " or ".join(dict.fromkeys(kind for _, kind, _ in names))
    texts = _listed(list(dict.fromkeys(repr(text) for _, _, text in names)), ROWS_NAMED)
    check = "check that the spreadsheet did not change"
    return rows_told(
        [row for row, _, _ in names],
        f"has a supplier name that is {kinds} in the file and was read as {texts}; {check} it",
        f"have a supplier name that is {kinds} in the file, read as {texts}; {check} them",
    )


def _faults_told(cells: Sequence[tuple[str, str]]) -> str:
    faults = ", ".join(dict.fromkeys(fault for _, fault in cells))
    if len(cells) == 1:
        return f"Cell {cells[0][0]} has no value ({faults}); its row is screened without it."
    named = _listed([cell for cell, _ in cells], ROWS_NAMED)
    return f"{len(cells):,} cells ({named}) have no value ({faults}); their rows are screened without them."


def _listed(said: Sequence[str], most: int) -> str:
    """`a`, `a and b`, `a, b and 4 more`."""
    named = list(said[:most])
    if len(said) == 1:
        return named[0]
    further = len(said) - len(named)
    last = f"{further:,} more" if further else named.pop()
    return f"{', '.join(named)} and {last}"


def rejected_told(rejected: Iterable[tuple[int, str, str]]) -> dict[str, str]:
    """Code → what to tell of the rows that were not screened, given as (number, code, reason)."""
    rows: dict[str, dict[str, list[int]]] = {}
    for number, code, reason in rejected:
        rows.setdefault(code, {}).setdefault(reason, []).append(number)
    return {code: " ".join(_sentences(reasons)) for code, reasons in rows.items()}


def _sentences(reasons: dict[str, list[int]]) -> list[str]:
    told = [
        rows_told(numbers, f"was not screened: {reason}", f"were not screened: {reason}")
        for reason, numbers in list(reasons.items())[:_REASONS_TOLD]
    ]
    further = sum(len(numbers) for numbers in list(reasons.values())[_REASONS_TOLD:])
    rows = "1 further row was" if further == 1 else f"{further:,} further rows were"
    return [*told, f"{rows} not screened for a like reason."] if further else told
