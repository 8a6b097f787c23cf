"""Which column holds which field?

Weighs every header's words and what its cells look like, then gives each field its best column. Refuses to know
where the header row is and to read lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from supplychain.errors import UnreadableSheetError
from supplychain.suppliers import profile as profiles
from supplychain.suppliers.column_table import Column, Table
from supplychain.suppliers.country_words import COUNTRIES
from supplychain.suppliers.field_scores import SCORERS
from supplychain.suppliers.sheet_scan import column_letters
from supplychain.suppliers.vocabulary import fold, read_header

# The receipt's fields, in the order of CONTRACT.md, and the one the screening reads beside them.
FIELDS = (
    "supplier_name",
    "supplier_id",
    "maker",
    "country",
    "origin",
    "address",
    "city",
    "product_description",
    "commodity_code",
    "amount",
    "currency",
)
EXTRA_FIELD = "spend_category"
ACCEPT = 0.5  # a field scoring lower on every column is lacking
# Fields are settled in this order, so that "Manufacturer" alone is the supplier before it is the maker.
ORDER = (
    "supplier_name",
    "origin",
    "country",
    "maker",
    "supplier_id",
    "commodity_code",
    "product_description",
    "amount",
    "currency",
    "city",
    "address",
    "spend_category",
)


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Where each field is found: field to column index, the headers as read, and what was noticed on the way."""

    fields: dict[str, int]
    headers: tuple[str, ...]
    more: dict[str, tuple[int, ...]]  # further columns whose text is joined on: address lines, spend categories
    guessed: bool
    rivals: tuple[int, ...]  # columns as likely as the supplier name's

    def header(self, name: str) -> str | None:
        """The header a field was found under; `column B` where the sheet has none."""
        index = self.fields.get(name)
        if index is None:
            return None
        return self.headers[index] or f"column {column_letters(index)}"


def map_columns(headers: Sequence[str], rows: Sequence[list[object]], forced: Mapping[str, str]) -> ColumnMap:
    """Give each field its best column. `rows` are the data rows; `forced` are FIELD to HEADER wishes, which win.

    Raises UnreadableSheetError(NO_NAME_COLUMN) where a wish names a header the sheet lacks.
    """
    sampled = profiles.sample_rows(rows)
    columns = [
        Column(index, header, read_header(header), profiles.profile(sampled, index, COUNTRIES))
        for index, header in enumerate(headers)
    ]
    table = Table(tuple(columns), sampled)
    fields = _forced(headers, forced)
    taken = set(fields.values())
    rivals: tuple[int, ...] = ()
    for name in ORDER:
        if name in fields:
            continue
        table.settled = fields
        scored = [
            (round(SCORERS[name](column, table), 3), -column.index) for column in columns if column.index not in taken
        ]
        if not scored or max(scored)[0] < ACCEPT:
            continue
        best = max(scored)
        fields[name] = -best[1]
        taken.add(-best[1])
        if name == "supplier_name":
            rivals = tuple(-i for score, i in scored if score >= max(0.7, best[0] - 0.3) and -i != fields[name])
    more = _joined(fields, columns, table, taken)
    return ColumnMap(fields, tuple(headers), more, any(c.reading.slip for c in columns if c.index in taken), rivals)


def _joined(
    fields: dict[str, int], columns: Sequence[Column], table: Table, taken: set[int]
) -> dict[str, tuple[int, ...]]:
    more: dict[str, tuple[int, ...]] = {}
    for name, most in (("address", 3), ("spend_category", 1), ("other_names", 5)):
        if name in fields or name == "other_names":
            further = [
                column.index
                for column in columns
                if column.index not in taken and SCORERS[name](column, table) >= (0.6 if name == "address" else 0.7)
            ]
            more[name] = tuple(further[:most])
    return more


def _forced(headers: Sequence[str], forced: Mapping[str, str]) -> dict[str, int]:
    fields: dict[str, int] = {}
    for name, wish in forced.items():
        index = next((i for i, header in enumerate(headers) if header == wish), None)
        if index is None:
            index = next((i for i, header in enumerate(headers) if header and fold(header) == fold(wish)), None)
        if index is None:
            index = next((i for i in range(len(headers)) if fold(wish) == f"column {column_letters(i).lower()}"), None)
        if index is None:
            listed = ", ".join(repr(header) for header in headers if header)[:400]
            raise UnreadableSheetError(
                "NO_NAME_COLUMN" if name == "supplier_name" else "NO_SUCH_COLUMN",
                f"The sheet has no column {wish!r} for {name}; its columns are {listed}.",
            )
        fields[name] = index
    return fields
