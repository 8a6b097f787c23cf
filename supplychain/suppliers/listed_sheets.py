"""Which of a workbook's sheets list suppliers of their own, where several can be read as such lists?

Refuses to know how a sheet is read and what is said of those left out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from supplychain.suppliers import cells
from supplychain.suppliers.columns import ColumnMap
from supplychain.suppliers.grid import Grid
from supplychain.suppliers.header_row import Header
from supplychain.suppliers.profile import LEGAL_FORM
from supplychain.suppliers.table_rows import Reading
from supplychain.suppliers.vocabulary import party_headers

MOST_ON_A_COVER = 12  # short texts below each other; more of them are a list, as under "Suppliers (Asia)"
WORDS_OF_A_NAME = 5
SUMMED = ("amount",)  # what a pivot makes anew; every other cell of it stands on the sheet it sums up


@dataclass(slots=True)
class Table:
    """One sheet, read."""

    grid: Grid
    header: Header
    mapping: ColumnMap
    reading: Reading

    @property
    def heading_row(self) -> int | None:
        """The row of the headings as the spreadsheet numbers it, None where there is none."""
        return self.grid.numbers[self.header.row] if self.header.row >= 0 else None

    def told(self, fields: Collection[str]) -> set[tuple[str, ...]]:
        """What the rows say of some fields, each once; a field the sheet lacks says nothing."""
        found = set()
        for index, mapping in self.reading.kept:
            row = self.grid.rows[index]
            columns = (mapping.fields.get(name, len(row)) for name in fields)
            found.add(tuple(cells.as_text(row[at]).strip() if at < len(row) else "" for at in columns))
        return found


def without_covers(tables: list[Table]) -> list[Table]:
    """Leave out a cover sheet ("Supplier report", "Prepared by ...") beside a real table: one column, under a heading
    that is more than a word for suppliers, and no list of names. It is told among the sheets not read."""
    if not any(sum(1 for name in table.header.names if name) > 1 for table in tables):
        return tables

    def cover(table: Table) -> bool:
        headings = [name for name in table.header.names if name]
        if len(headings) != 1 or headings[0].strip().casefold() in party_headers():
            return False
        names = [name for (name,) in table.told(("supplier_name",))]
        companies = sum(1 for name in names if LEGAL_FORM.search(name))
        short = sum(1 for name in names if len(name.split()) <= WORDS_OF_A_NAME)
        listed = companies > 1 and 2 * companies > len(names)
        return not listed and not (len(names) > MOST_ON_A_COVER and 2 * short > len(names))

    return [table for table in tables if not cover(table)]


def without_summaries(tables: list[Table]) -> list[Table]:
    """Leave out sheets that only sum up another one (a pivot by supplier): fewer fields, fewer rows, and nothing in
    them but sums that the other sheet lacks. They are told among the sheets not read."""
    if len(tables) == 1:
        return tables
    main = max(tables, key=lambda table: (len(table.mapping.fields), len(table.reading.kept)))

    def sums_up(table: Table) -> bool:
        fields = [name for name in table.mapping.fields if name not in SUMMED]
        return (
            len(table.mapping.fields) < len(main.mapping.fields)
            and len(table.reading.kept) < len(main.reading.kept)
            and not table.reading.rejected
            and not any(table.mapping.more.values())
            and table.told(fields) <= main.told(fields)
        )

    return [table for table in tables if not sums_up(table)]
