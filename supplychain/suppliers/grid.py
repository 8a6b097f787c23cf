"""One sheet as a grid of raw cells, whatever file it came from.

Refuses to know what any row or column means.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Grid:
    """`rows` are raw cells; `numbers` the row numbers the spreadsheet shows (1-based), one a row.

    `non_empty` is the independent count of rows that hold something. `faults` tells cells, by (index into `rows`,
    column), whose value is unknown: an error's text, or "formula". `ragged` marks text files, where a row longer
    than the header means shifted cells.
    """

    name: str
    rows: list[list[object]]
    numbers: range | list[int]
    non_empty: int
    visible: bool = True
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: bool = False
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    ragged: bool = False
    beyond: int = 0  # rows whose only cells lie beyond the columns read
    warnings: list[str] = field(default_factory=list)
