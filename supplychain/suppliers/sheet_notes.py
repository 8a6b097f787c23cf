"""What is said of the sheets of a workbook: which hidden ones were screened, and which were not? Refuses to know why a
sheet was left out."""

from __future__ import annotations

from collections.abc import Sequence

from supplychain.suppliers.grid import Grid


def sheet_notes(grids: Sequence[Grid], read: set[str]) -> dict[str, str]:
    """Sentences by warning code, for a workbook of which the sheets named in `read` were read."""
    notes: dict[str, str] = {}
    hidden = [grid.name for grid in grids if not grid.visible]
    others = [grid.name for grid in grids if grid.visible and grid.name not in read and grid.non_empty]
    if hidden:
        said = []
        if screened := [name for name in hidden if name in read]:
            said.append(f"Hidden sheets were screened like the others: {_listed(screened)}.")
        if left := [name for name in hidden if name not in read]:
            said.append(f"Hidden sheets were not screened: {_listed(left)}; name one with --sheet to read it.")
        notes["HIDDEN_SHEETS"] = " ".join(said)
    if others:
        notes["OTHER_SHEETS"] = (
            f"Sheets in which no heading of suppliers was recognised were not screened: {_listed(others)}; where one "
            "holds suppliers, name it with --sheet to read it."
        )
    return notes


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(repr, names))
