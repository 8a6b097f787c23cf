"""What is said of the sheets of a workbook: which hidden ones were screened, and which were not?

Refuses to know how a sheet is read and chosen.
"""

from __future__ import annotations

from collections.abc import Sequence

from supplychain.suppliers.grid import Grid

_HOW = "to have one read, upload it as a file of its own (on the command line: --sheet NAME)"


def sheet_notes(grids: Sequence[Grid], read: set[str], asked: str | None) -> dict[str, str]:
    """Sentences by warning code, for a workbook of which the sheets named in `read` were read; `asked` is the one that
    was asked for by name."""
    notes: dict[str, str] = {}
    hidden = [grid.name for grid in grids if not grid.visible]
    others = [grid.name for grid in grids if grid.visible and grid.name not in read and grid.non_empty]
    if hidden:
        said = []
        if screened := [name for name in hidden if name in read]:
            said.append(f"Hidden sheets were screened like the others: {_listed(screened)}.")
        if left := [name for name in hidden if name not in read]:
            said.append(f"Hidden sheets were not screened: {_listed(left)}; {_HOW}.")
        notes["HIDDEN_SHEETS"] = " ".join(said)
    if others:
        why = "they tell no suppliers that another sheet lacks, or no heading of suppliers was recognised in them"
        if asked is not None:
            why = f"{asked!r} alone was asked for"
        notes["OTHER_SHEETS"] = f"Sheets were not screened, because {why}: {_listed(others)}; {_HOW}."
    return notes


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(repr, names))
