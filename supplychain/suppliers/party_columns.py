"""Which further columns name a party: a parent, a second maker, a broker, an owner; and which continue a name?

Asked after every field has its column. Refuses to choose the supplier's own name.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from supplychain.suppliers.column_table import Column, Table
from supplychain.suppliers.vocabulary import fold

MOST_PARTIES = 8  # columns; under four, a sub-supplier behind distributor, broker, parent and subcontractor went unread
PARTY_ROLES = ("supplier", "payee", "firm", "facility", "maker", "agent", "parent")
# Roles that make a header speak of something else about a party, or of the buyer's side.
NO_NAME = (
    *("address", "postcode", "country", "origin", "state", "city", "date", "amount", "side_amount", "unit_price"),
    *("quantity", "contact", "web", "status", "kind", "currency", "transaction", "tax_id", "code_system", "expense"),
    *("place_of_spend", "destination", "product", "description", "buyer", "organisation", "id"),
)
# Who stands behind a company: the sheet names them to have them looked at (OFAC's 50 % rule).
OWNER = re.compile(
    r"\b(beneficial owners?|owned by|owners?( name)?|shareholders?|directors?|proprietors?|legal representative|"
    r"representante legal|propietarios?|accionistas?|gesch.ftsf.hrer|inhaber|g.rant)\b"
    r"|法定代表人|法人代表|股东|实际控制人"
)
WHOLE_COMPANY = re.compile(r"company|compania|empresa|firm|vendor|entity|societe|gesellschaft|公司|企业")
NUMBERED = re.compile(r"(.*?)[ _]*\(?([1-4])\)?")
MADE = ("facility", "maker")


def further_parties(table: Table, used: Collection[int]) -> tuple[int, ...]:
    """Columns that name a party and hold no field yet, as they stand in the sheet."""
    if table.headerless:
        return ()
    found = [column.index for column in table.columns if column.index not in used and _names_party(column, table)]
    return tuple(found[:MOST_PARTIES])


def _names_party(column: Column, table: Table) -> bool:
    read, look = column.reading, column.profile
    if look.empty or look.words < 0.8 or look.length < 4 or look.dates > 0.5 or look.street > 0.4 or look.country > 0.5:
        return False
    if OWNER.search(fold(column.header)) and not read.has("id", "date", "status", "quantity", "kind"):
        bought = any(c.reading.has("transaction", "expense") for c in table.columns)
        return not (read.has("buyer") and bought)  # the owner of an order is the buyer's own
    if not read.has(*PARTY_ROLES) or read.has(*NO_NAME):
        return False
    if read.has("parent") and not read.has("supplier", "payee", "firm", "facility", "maker", "name"):
        return look.company > 0.1 or bool(WHOLE_COMPANY.search(fold(column.header)))  # "Ownership: joint venture"
    if read.has(*MADE) and not read.has("supplier", "payee", "firm", "maker"):
        return not any(
            c.reading.has("transaction", "expense", "quantity") for c in table.columns
        )  # the hospital's site
    return True


def name_parts(table: Table, name_column: int, used: Collection[int]) -> tuple[int, ...]:
    """Columns that go on with the supplier's name: "Name 2" beside "Name 1". "Supplier 2" is another supplier."""
    first = next((column for column in table.columns if column.index == name_column), None)
    told = NUMBERED.fullmatch(fold(first.header)) if first else None
    if first is None or told is None or told[2] != "1" or not (first.reading.has("name") or "nam" in told[1]):
        return ()
    parts = []
    for column in table.columns:
        other = NUMBERED.fullmatch(fold(column.header))
        if other and column.index not in used and other[1] == told[1] and other[2] > "1":
            parts.append((other[2], column.index))
    return tuple(index for _, index in sorted(parts))
