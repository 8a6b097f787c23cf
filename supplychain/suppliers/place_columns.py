"""Which columns go on with a place: the state and postcode behind a town, and the site of a maker who is not the
supplier? Refuses to read any place.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from supplychain.suppliers.column_table import Column, Table
from supplychain.suppliers.field_scores import FACTORY, far_from_supplier
from supplychain.suppliers.vocabulary import fold

# In the order an address is written; a maker's country comes last.
_PARTS = ("address", "city", "state", "postcode", "country")
_OTHERS = ("destination", "buyer", "contact", "web", "parent", "transaction", "date", "status", "tax_id", "origin")
_SUPPLIERS = ("supplier", "payee", "firm")
MOST_REGIONS = 2  # a state and a postcode


def maker_places(table: Table) -> tuple[int, ...]:
    """The columns of a maker's address, town, state, postcode and factory country, in that order, where the supplier is
    another party: they tell where goods are made and nothing of the supplier. A buyer's "Plant" or "Site" is none, and
    beside an origin column a mill's town tells only where the mill is."""
    name = table.settled.get("supplier_name")
    if name is None or _of_a_maker(table.columns[name]):
        return ()
    stated = any(c.reading.has("origin") for c in table.columns)
    told = [c for c in table.columns if c.index != name and (c.reading.has("maker") or not stated)]
    found = [(part, c.index) for c in told if (part := _site_part(c)) is not None]
    return tuple(index for _, index in sorted(found))


def regions(table: Table, fields: Mapping[str, int], used: Collection[int]) -> tuple[int, ...]:
    """The state and postcode columns that go on with the supplier's town or address."""
    if not {"city", "address"} & fields.keys():
        return ()
    told = [c for c in table.columns if c.index not in used and _is_region(c, table)]
    return tuple(c.index for c in sorted(told, key=lambda c: c.reading.has("postcode"))[:MOST_REGIONS])


def _is_region(column: Column, table: Table) -> bool:
    read = column.reading
    if table.headerless:
        return column.profile.postcode > 0.8
    if not read.has("state", "postcode") or read.has(*_OTHERS, "address", "city", "country", "id", "amount", "maker"):
        return False
    return column.index not in table.buyers and not far_from_supplier(column, table)


def _of_a_maker(column: Column) -> bool:
    read = column.reading
    told = read.has("maker") or (bool(FACTORY.search(fold(column.header))) and not read.has("product", "description"))
    return told and not read.has(*_SUPPLIERS)


def _site_part(column: Column) -> int | None:
    """Which part of a maker's address a column holds, None for none; a "Manufacturer Country" is an origin column."""
    read = column.reading
    if not _of_a_maker(column) or read.has(*_OTHERS, "id", "amount", "quantity"):
        return None
    part = next((at for at, role in enumerate(_PARTS) if read.has(role)), None)
    return None if part is not None and _PARTS[part] == "country" and read.has("maker") else part
