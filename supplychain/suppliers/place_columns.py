"""Which columns go on with a place: the state and postcode behind a town, and the site of a maker who is not the
supplier? Refuses to read any place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from supplychain.suppliers.column_table import Column, Table, mostly_names
from supplychain.suppliers.field_scores import FACTORY, PLANT, far_from_supplier, is_bought, plant_beside_goods
from supplychain.suppliers.vocabulary import fold

# In the order an address is written; a maker's country comes last.
_PARTS = ("address", "city", "state", "postcode", "country")
_COUNTRY = _PARTS.index("country")
_OTHERS = ("destination", "buyer", "contact", "web", "parent", "transaction", "date", "status", "tax_id", "origin")
_SUPPLIERS = ("supplier", "payee", "firm")
_SELLS_ON = re.compile(r"\b(?:brands?|programme?s?|licensees?|retailers?)\b")  # buyers that factory lists name
MOSTLY_COUNTRIES = 0.5  # of the cells: a state behind them may be anybody's
MOST_REGIONS = 2  # a state and a postcode


def maker_places(table: Table) -> tuple[int, ...]:
    """The columns of a maker's or plant's address, town, state, postcode and country, in that order, where the supplier
    is another party: they tell where goods are made and nothing of the supplier. A buyer's own plants are none, and
    beside an origin column, but for goods, a mill's town tells only where the mill is."""
    name = table.settled.get("supplier_name")
    if name is None or _of_a_maker(table.columns[name], table):
        return ()
    stated = any(c.reading.has("origin") for c in table.columns)
    told = [
        c
        for c in table.columns
        if c.index != name and (not stated or c.reading.has("maker") or plant_beside_goods(c, table))
    ]
    found = {c.index: part for c in told if (part := _site_part(c, table)) is not None}
    for column in table.columns:  # "City of manufacture, Province": what goes on with a maker's town
        before = found.get(column.index - 1)
        if before is not None and column.index not in found and before < _COUNTRY and _is_region(column, table):
            part = next(at for at, role in enumerate(_PARTS) if column.reading.has(role))
            if part > before and part not in found.values():
                found[column.index] = part
    return tuple(index for index, _ in sorted(found.items(), key=lambda one: (one[1], one[0])))


def regions(table: Table, fields: Mapping[str, int], used: Collection[int]) -> tuple[int, ...]:
    """The state and postcode columns that go on with the supplier's town or address."""
    if not {"city", "address"} & fields.keys():
        return ()
    told = [c for c in table.columns if c.index not in used and _is_region(c, table)]
    return tuple(c.index for c in sorted(told, key=lambda c: c.reading.has("postcode"))[:MOST_REGIONS])


def origin_regions(table: Table, at: int, used: Collection[int]) -> tuple[int, ...]:
    """The state column right behind a column of the towns where goods are made ("Made at, Province")."""
    towns = table.columns[at]
    if not towns.reading.has("origin") or towns.profile.country > MOSTLY_COUNTRIES:
        return ()
    return tuple(c.index for c in table.columns if c.index == at + 1 and c.index not in used and _is_region(c, table))


def _is_region(column: Column, table: Table) -> bool:
    read = column.reading
    if table.headerless:
        return column.profile.postcode > 0.8
    if not read.has("state", "postcode") or read.has(*_OTHERS, "address", "city", "country", "id", "amount", "maker"):
        return False
    if column.index in table.buyers or plant_beside_goods(column, table):
        return False
    return not far_from_supplier(column, table)


def _of_a_maker(column: Column, table: Table) -> bool:
    read = column.reading
    if read.has(*_SUPPLIERS):
        return False
    told = bool(FACTORY.search(fold(column.header))) and not read.has("product", "description")
    return read.has("maker") or ((told or plant_beside_goods(column, table)) and not _is_buyers_plant(column, table))


def _is_buyers_plant(column: Column, table: Table) -> bool:
    """Whether a plant is the buyer's own: a column of plant codes stands beside it, as purchasing systems export it, or
    it is a bare "Site" or "Facility" in a list of purchases or beside a department."""
    plants = [c for c in table.columns if c.reading.has("facility") and not c.reading.has(*_PARTS, "maker")]
    if any(c.reading.has("id") or (not c.profile.empty and not mostly_names(c.profile)) for c in plants):
        return True
    if PLANT.search(fold(column.header)):
        return False
    ours = any(c.reading.has("buyer") and not _SELLS_ON.search(fold(c.header)) for c in table.columns)
    return ours or (bool(plants) and is_bought(table))


def _site_part(column: Column, table: Table) -> int | None:
    """Which part of a maker's address a column holds, None for none; a "Manufacturer Country" is an origin column."""
    read = column.reading
    if not _of_a_maker(column, table) or read.has(*_OTHERS, "id", "amount", "quantity"):
        return None
    part = next((at for at, role in enumerate(_PARTS) if read.has(role)), None)
    return None if part == _COUNTRY and read.has("maker") else part
