"""Which column holds which field?

Weighs every header's words and what its cells look like, then gives each field its best column. Refuses to know
where the header row is and to read lines.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from supplychain.errors import UnreadableSheetError
from supplychain.model import ColumnReading
from supplychain.suppliers import profile as profiles
from supplychain.suppliers.column_table import MOSTLY_NUMBERS, Column, Table
from supplychain.suppliers.country_words import COUNTRIES
from supplychain.suppliers.field_scores import SCORERS
from supplychain.suppliers.party_columns import further_parties, name_parts
from supplychain.suppliers.place_columns import maker_places, origin_regions, regions
from supplychain.suppliers.remark_columns import remark_columns
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
RIVAL_WITHIN = 0.12  # two columns closer than this are as likely for a person too
MOST_RIVALS = 3
SITE_AS_ORIGIN = 0.6  # how sure a maker's address is where the goods are made: it may have other sites
FURTHER_ORIGIN = 0.75  # a header that tells an origin in at most three more words than are known
MOST_ORIGINS = 4  # "Made in", "Country of origin", its code and the raw material's
SURE_HEADER = 0.7  # by its words alone: a header that leaves no doubt which field it means
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
    more: dict[str, tuple[int, ...]]  # further columns whose text is joined on: address lines, states, spend categories
    guessed: bool
    rivals: tuple[int, ...]  # columns as likely as the supplier name's
    readings: tuple[ColumnReading, ...] = ()

    def header(self, name: str) -> str | None:
        """The header a field was found under; `column B` where the sheet has none."""
        index = self.fields.get(name)
        if index is None:
            return None
        return self.headers[index] or f"column {column_letters(index)}"


def map_columns(headers: Sequence[str], rows: Sequence[list[object]], forced: Mapping[str, str]) -> ColumnMap:
    """Give each field its best column. `rows` are the data rows; `forced` are FIELD to HEADER wishes, which win; an
    empty header says that the sheet lacks the field.

    Raises UnreadableSheetError(NO_NAME_COLUMN) where a wish names a header the sheet lacks.
    """
    sampled = profiles.sample_rows(rows)
    columns = [
        Column(index, header, read_header(header), profiles.profile(sampled, index, COUNTRIES))
        for index, header in enumerate(headers)
    ]
    table = Table(tuple(columns), sampled)
    fields = _forced(headers, forced)
    lacking = {name for name, wish in forced.items() if not wish}
    taken = set(fields.values())
    rivals: tuple[int, ...] = ()
    sites: tuple[int, ...] = ()
    readings = {name: ColumnReading(name, headers[at], 1.0) for name, at in fields.items()}
    for name in ORDER:
        if name == "origin":
            table.settled = fields
            sites = tuple(index for index in maker_places(table) if index not in taken)
            taken.update(sites)
        if name in fields or name in lacking:
            continue
        table.settled = fields
        scored = [
            (round(SCORERS[name](column, table), 3), -column.index) for column in columns if column.index not in taken
        ]
        readings[name] = _how_sure(name, headers, scored, table)
        if not scored or max(scored)[0] < ACCEPT:
            continue
        best = max(scored)
        fields[name] = -best[1]
        taken.add(-best[1])
        if name == "supplier_name":
            rivals = tuple(-i for score, i in scored if score >= max(0.7, best[0] - 0.3) and -i != fields[name])
    if sites and "origin" not in fields and "origin" not in lacking:
        fields["origin"], sites = sites[0], sites[1:]
        readings["origin"] = ColumnReading("origin", headers[fields["origin"]], SITE_AS_ORIGIN)
    more = {name: at for name, at in _joined(fields, columns, table, taken).items() if name not in lacking}
    if sites and "origin" in fields:
        more["origin"] = (*more["origin"], *sites)
    if remarks := remark_columns(table, taken.union(*more.values())):
        more["remarks"] = remarks
    slip = any(c.reading.slip for c in columns if c.index in taken)
    used = {headers[index] for index in taken.union(*more.values())}
    told = tuple(_still_doubted(readings[name], used) for name in (*FIELDS, EXTRA_FIELD) if name in readings)
    return ColumnMap(fields, tuple(headers), more, slip, rivals, told)


def _still_doubted(reading: ColumnReading, used: Collection[str]) -> ColumnReading:
    """A ledger's Description that no field took for goods, but the spend category did, is not headed wrongly."""
    elsewhere = reading.header is None and any(header in used for header, _ in reading.rivals)
    return replace(reading, rivals=(), doubt="") if elsewhere else reading


def _how_sure(name: str, headers: Sequence[str], scored: list[tuple[float, int]], table: Table) -> ColumnReading:
    """The best column's score, less where another comes near; a doubt where a header promises what its cells deny."""
    ranked = sorted(scored, reverse=True)
    best = ranked[0][0] if ranked else 0.0
    near = [(headers[-at], score) for score, at in ranked[1:] if score >= max(ACCEPT, best - RIVAL_WITHIN)]
    if best >= ACCEPT:
        close = RIVAL_WITHIN - (best - ranked[1][0]) if near else 0.0
        header = headers[-ranked[0][1]] or f"column {column_letters(-ranked[0][1])}"
        sure = round(min(1.0, best) - max(0.0, close), 2)
        doubt = _no_countries(name, table.columns[-ranked[0][1]])
        return ColumnReading(name, header, min(sure, 0.4) if doubt else sure, tuple(near[:MOST_RIVALS]), doubt)
    for _, at in ranked:
        column = table.columns[-at]
        unseen = replace(column, profile=profiles.Profile(0, 0.0))
        if column.header and not column.profile.empty and SCORERS[name](unseen, table) >= SURE_HEADER:
            field = name.replace("_", " ")
            said = f"Column {column.header!r} is headed like {field}, but its cells are not; it was not used."
            return ColumnReading(name, None, 0.0, ((column.header, round(SCORERS[name](unseen, table), 2)),), said)
    return ColumnReading(name, None, 0.0)


def _no_countries(name: str, column: Column) -> str:
    """A country column without a single country in it is read all the same, and said."""
    look = column.profile
    if name not in ("country", "origin") or look.sampled < 3 or look.country > 0.05 or look.words > 0.8:
        return ""
    return f"Column {column.header!r} is headed like {name}, but its cells look like no country; check it."


def layout_print(headers: Sequence[str]) -> str:
    """What tells one layout from another: 32 hex digits over the header row, whatever its case, marks and spacing.

    The same export of another month has the same print, so that what an officer said of its columns can be remembered.
    """
    told = "\x1f".join(fold(header) for header in headers).rstrip("\x1f")
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


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
    if "origin" in fields:
        more["origins"] = _further_origins(table, taken)
    used = taken.union(*more.values())
    of = "city" if "city" in fields else "address"
    more[of] = (*more.get(of, ()), *regions(table, fields, used))
    used = taken.union(*more.values())
    if "origin" in fields:
        more["origin"] = origin_regions(table, fields["origin"], used)
        used = used.union(more["origin"])
    if "supplier_name" in fields:
        more["supplier_name"] = name_parts(table, fields["supplier_name"], used)
        more["other_parties"] = further_parties(table, used.union(more["supplier_name"]))
    return more


def _further_origins(table: Table, taken: Collection[int]) -> tuple[int, ...]:
    """The other columns of where goods are made: "Country of origin" beside "Place of manufacture". Whether an origin
    is checked or certified ("No") is no place."""
    told = [c for c in table.columns if c.index not in taken and not c.reading.has("status", "kind", "destination")]
    words = [c for c in told if not c.profile.numeric > MOSTLY_NUMBERS and not c.profile.empty]
    return tuple(c.index for c in words if SCORERS["origin"](c, table) >= FURTHER_ORIGIN)[:MOST_ORIGINS]


def wishes_held(headers: Sequence[str], forced: Mapping[str, str]) -> dict[str, str]:
    """Those of the wishes that a sheet with these headers can fulfil."""
    return {name: wish for name, wish in forced.items() if not wish or _place_of(wish, headers) is not None}


def _forced(headers: Sequence[str], forced: Mapping[str, str]) -> dict[str, int]:
    fields: dict[str, int] = {}
    for name, wish in forced.items():
        if not wish:
            continue
        index = _place_of(wish, headers)
        if index is None:
            listed = ", ".join(repr(header) for header in headers if header)[:400]
            raise UnreadableSheetError(
                "NO_NAME_COLUMN" if name == "supplier_name" else "NO_SUCH_COLUMN",
                f"The sheet has no column {wish!r} for {name}; its columns are {listed}.",
            )
        fields[name] = index
    return fields


def _place_of(wish: str, headers: Sequence[str]) -> int | None:
    """Where a wished header stands: as it is spelt, else but for case and marks, else as `column B`."""
    index = next((i for i, header in enumerate(headers) if header == wish), None)
    if index is None:
        index = next((i for i, header in enumerate(headers) if header and fold(header) == fold(wish)), None)
    if index is None:
        index = next((i for i in range(len(headers)) if fold(wish) == f"column {column_letters(i).lower()}"), None)
    return index
