"""How much does one column look like one field? One short function a field, 0 (not at all) to about 1.

Refuses to choose between columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from supplychain.suppliers.profile import Profile
from supplychain.suppliers.vocabulary import Reading, fold

# Roles that say a header with a party in it speaks of something else about that party.
ATTRIBUTES = [
    "address",
    "postcode",
    "country",
    "origin",
    "state",
    "city",
    "date",
    "amount",
    "side_amount",
    "unit_price",
    "quantity",
    "contact",
    "web",
    "status",
    "kind",
    "currency",
    "transaction",
    "tax_id",
    "code_system",
    "expense",
    "place_of_spend",
    "destination",
    "product",
    "description",
]
PARTY = {"supplier": 1.0, "payee": 0.92, "firm": 0.8, "facility": 0.78, "maker": 0.72}
SHIPMENT_WORDS = ("ship", "deliver", "freight", "dispatch", "consign", "incoterm", "inco term")
# Which code tells most about the goods: customs codes first, then purchasing codes, then industry codes.
CODE_WORTH = (
    (("hs", "hts", "harmoni", "douan", "doganal", "pautal", "tariff", "taric", "ncm", "arancel"), 1.0),
    (("zolltarif", "海关", "税则", "customs"), 1.0),
    (("unspsc", "cpv", "onu", "commodity"), 0.92),
    (("naics",), 0.84),
    (("psc", "product or service", "product service"), 0.78),
)


DESCRIBING = re.compile(r"desc|name|nombre|bezeichnung|designation|libelle|名")
TITLE = re.compile(r"title|titulo|purpose|nature")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it stands, its header as read and as understood, and how its cells look."""

    index: int
    header: str
    reading: Reading
    profile: Profile


@dataclass(slots=True)
class Table:
    """All columns, the sampled rows, and the fields settled so far."""

    columns: tuple[Column, ...]
    rows: Sequence[list[object]]
    settled: dict[str, int] = field(default_factory=dict)

    @property
    def spend_ledger(self) -> bool:
        """Whether the sheet books spending: then a bare Description is an account, not goods."""
        return any(c.reading.has("expense") and not c.reading.has("amount") for c in self.columns)

    @property
    def headerless(self) -> bool:
        """Whether no column has a header."""
        return not any(c.header for c in self.columns)


def supplier_name(column: Column, table: Table) -> float:
    """A party word, alone or with "name"; never the buyer, the parent, a number or an attribute of the party."""
    read, look = column.reading, column.profile
    if table.headerless:
        return _nameless(column, table)
    if read.has(*ATTRIBUTES):
        return 0.0
    party = max((PARTY[role] for role in read.roles if role in PARTY), default=0.0)
    if not party:
        party = (0.9 if _numbered(table) else 0.62) if read.has("name") else 0.0
        if read.has("organisation", "alias"):
            party = 0.0 if table.spend_ledger and not read.has("alias") else 0.55  # a ledger's Entity is the buyer
    elif read.has("alias"):
        party = 0.55
    if read.has("agent") and party < 0.9:
        return 0.0
    if not party or (read.has("id") and not _mostly_names(look)) or (read.has("id", "buyer") and party < 0.9):
        return 0.0
    score = party + (0.04 if read.has("name") and party > 0.7 else 0.0)
    score -= 0.4 * read.has("parent") + 0.5 * read.has("buyer") + 0.05 * min(4, read.unknown)
    if not look.empty:
        if look.dates > 0.8 and look.words < 0.5:
            score *= 0.6
        elif look.numeric > 0.8:
            score *= 0.5 if _numbered(table) else 0.75
        score += 0.03 * look.company
    return score


def _numbered(table: Table) -> bool:
    """Whether the party column holds account numbers, as an ERP's "Vendor" does, and another one, headed "name", the
    names."""
    return any(c.reading.has("supplier") and c.profile.numeric > 0.8 for c in table.columns) and any(
        c.reading.has("name") and not c.reading.has("buyer") and _mostly_names(c.profile) for c in table.columns
    )


def _nameless(column: Column, table: Table) -> float:
    look = column.profile
    if (
        look.empty
        or look.company < 0.2
        or look.words < 0.8
        or look.length < 6
        or look.street > 0.4
        or look.country > 0.5
    ):
        return 0.0
    return 0.3 + 0.5 * look.company + 0.2 * look.distinct


def _mostly_names(look: Profile) -> bool:
    return not look.empty and look.words > 0.8 and look.identifier < 0.3 and look.length > 8


def supplier_id(column: Column, table: Table) -> float:
    """A tax or register number, or a party's own number; never a payment, order or row number."""
    read = column.reading
    if table.headerless:
        look = column.profile
        near = abs(column.index - table.settled.get("supplier_name", 99)) == 1
        return 0.6 if near and look.code > 0.95 and look.distinct > 0.95 and look.dates < 0.5 else 0.0
    if read.has(
        "transaction", "parent", "buyer", "contact", "date", "product", "country", "kind", "address", "code_system"
    ):
        return 0.0
    if read.has("address", "amount", "side_amount", "postcode", "quantity", "status", "state", "city", "destination"):
        return 0.0
    party = read.has("supplier", "payee", "firm", "facility")
    empty = 0.25 if column.profile.empty else 0.0
    if read.has("tax_id"):
        uei = 0.06 if "uei" in fold(column.header) else 0.0
        return (0.9 if party else 0.85) + uei - empty - 0.05 * min(4, read.unknown)
    if party and read.has("id") and not read.has("name"):
        return 0.95 - empty - 0.05 * min(4, read.unknown)
    bare = read.has("supplier") and set(read.roles) <= {"supplier", "filler"}
    return 0.55 if bare and column.profile.numeric > 0.8 else 0.0


def maker(column: Column, table: Table) -> float:
    """Who made the goods, or the site they were made at, where another column names the supplier."""
    read = column.reading
    others = [role for role in ATTRIBUTES if role not in ("product", "description")]
    if table.headerless or read.has(*others, "id", "buyer", "quantity"):
        return 0.0
    if read.has("maker"):
        return 1.0 - 0.05 * read.unknown - 0.3 * read.has("product")
    return 0.7 if read.has("facility") and read.has("name") and not read.has("parent") else 0.0


def country(column: Column, table: Table) -> float:
    """The supplier's own country; never where goods go, are made, or where the buyer sits."""
    read, look = column.reading, column.profile
    if table.headerless:
        return 0.8 * look.country if look.sampled > 1 else 0.0
    if not read.has("country") or read.has("origin", "destination", "buyer", "parent", "transaction", "currency"):
        return 0.0
    if read.has("maker", "date", "amount", "quantity", "contact"):
        return 0.0
    party = read.has("supplier", "payee", "firm", "facility")
    if not party and _at_the_delivery_end(column, table):
        return 0.0
    code = 0.03 if any(word in ("code", "iso", "iso2", "iso3", "key") for word in fold(column.header).split()) else 0.0
    known = 0.0 if look.empty else 0.1 * look.country
    return (0.9 if party else 0.8) + known - code - 0.05 * min(4, read.unknown)


def _at_the_delivery_end(column: Column, table: Table) -> bool:
    """In a list of shipments a bare "country" far from the supplier is where the goods went."""
    shipments = sum(any(word in fold(c.header) for word in SHIPMENT_WORDS) for c in table.columns)
    anchors = [i for name, i in table.settled.items() if name in ("supplier_name", "supplier_id", "address")]
    return shipments >= 3 and bool(anchors) and min(abs(column.index - i) for i in anchors) > 3


def origin(column: Column, table: Table) -> float:
    """Where the goods are made."""
    read = column.reading
    if table.headerless or read.has("amount", "date", "quantity", "contact", "transaction"):
        return 0.0
    if read.has("maker", "facility") and read.has("country") and not read.has("supplier"):
        return 0.85 if read.has("maker") else 0.0
    return 0.9 - 0.03 * read.has("id") - 0.05 * min(4, read.unknown) if read.has("origin") else 0.0


def address(column: Column, table: Table) -> float:
    """A street or full address of the supplier."""
    read, look = column.reading, column.profile
    if table.headerless:
        return 0.5 + 0.4 * look.street if look.street > 0.35 or _before_postcode(column, table) >= 2 else 0.0
    if not read.has("address") or read.has("destination", "buyer", "web", "contact", "postcode", "parent"):
        return 0.0
    only_place = fold(column.header) == "location" and not look.empty and look.country > 0.6
    return 0.0 if only_place else 0.9 - 0.05 * min(4, read.unknown) - 0.1 * read.has("city", "state")


def city(column: Column, table: Table) -> float:
    """The supplier's town."""
    read = column.reading
    if table.headerless:
        return 0.6 if _before_postcode(column, table) == 1 else 0.0
    if not read.has("city") or read.has("destination", "contact", "buyer", "parent", "country", "transaction", "web"):
        return 0.0
    return 0.9 - 0.05 * min(4, read.unknown) - 0.1 * read.has("address", "state", "id")


def _before_postcode(column: Column, table: Table) -> int:
    """In a sheet without header: 1 for the last well-filled text column between the name and the postcodes (the town),
    2 and more for those before it (the address), 0 elsewhere."""
    name = table.settled.get("supplier_name", -1)
    codes = [c.index for c in table.columns if c.profile.postcode > 0.8 and c.index > name]
    if not codes or not name < column.index < codes[0]:
        return 0
    texts = [c for c in table.columns if name < c.index < codes[0] and c.profile.words > 0.7 and c.profile.length > 3.5]
    filled = [c.index for c in texts if c.profile.filled > 0.8]
    if not filled or column.index > filled[-1] or column not in texts:
        return 0
    return 1 + sum(1 for c in texts if column.index < c.index <= filled[-1])


def product_description(column: Column, table: Table) -> float:
    """What is bought, in words; never a ledger's category."""
    read, look = column.reading, column.profile
    if (
        table.headerless
        or not read.has("product", "description")
        or read.has("quantity", "date", "amount", "unit_price")
    ):
        return 0.0
    if read.has(
        "code_system", "expense", "place_of_spend", "side_amount", "buyer", "status", "currency", "country", "web"
    ):
        return 0.0
    if not look.empty and (look.numeric > 0.7 or look.dates > 0.7):
        return 0.0
    score = 0.95 if read.has("product") else 0.72
    if DESCRIBING.search(fold(column.header)):
        score += 0.03
    elif TITLE.search(fold(column.header)):
        score -= 0.05
    if read.has("kind"):
        score = 0.55 if read.has("product") and not table.spend_ledger else 0.0
    if not look.empty and look.code > 0.7:
        score *= 0.6  # an ERP's "Material" is the article number where its "Short text" is the article
    if read.has("id") and not _mostly_names(look):
        return 0.0
    if not read.has("product") and table.spend_ledger and _is_account_text(column):
        return 0.0
    if read.has("supplier", "payee", "firm", "facility", "maker", "parent"):
        score -= 0.3
    return score - 0.04 * min(4, read.unknown)


def _is_account_text(column: Column) -> bool:
    """A ledger's Description is an account title where a few short ones stand for many rows; a "Narrative" or an
    "Invoice Description" must repeat itself far more before it is taken for one."""
    look = column.profile
    bare = fold(column.header) in ("description", "desc", "beschreibung", "descripcion", "descricao", "descrizione")
    return not look.empty and (look.distinct < 0.5 or look.length < 20 if bare else look.distinct < 0.1)


def commodity_code(column: Column, table: Table) -> float:
    """A code that classes the goods: customs code first, then purchasing codes, then the supplier's industry."""
    read, look = column.reading, column.profile
    if table.headerless or not read.has("code_system") or read.has("description", "name", "buyer", "amount", "date"):
        return 0.0
    if not look.empty and look.words > 0.6:
        return 0.0
    words = fold(column.header)
    worth = next((score for stems, score in CODE_WORTH if any(stem in words for stem in stems)), 0.6)
    return worth - 0.03 * min(4, read.unknown) - (0.3 if look.empty else 0.0)


def amount(column: Column, table: Table) -> float:
    """What was paid or agreed for the line; never a unit price, a tax, a quantity or a date."""
    read, look = column.reading, column.profile
    if table.headerless or not read.has("amount"):
        return 0.0
    if read.has(
        "unit_price", "quantity", "date", "id", "side_amount", "kind", "description", "name", "currency", "status"
    ):
        return 0.0
    if not look.empty and (look.numeric < 0.5 or look.dates > 0.5):
        return 0.0
    words = fold(column.header)
    strong = (
        0.08
        if any(word in words for word in ("amount", "monto", "importe", "betrag", "金额", "value", "total", "obligat"))
        else 0.0
    )
    return 0.85 + strong - 0.04 * min(6, read.unknown) - (0.2 if look.empty else 0.0)


def currency(column: Column, table: Table) -> float:
    """The currency code of the amounts."""
    read, look = column.reading, column.profile
    if table.headerless:
        return look.currency if look.currency > 0.9 else 0.0
    if not read.has("currency") or read.has("amount", "side_amount"):
        return 0.0
    return 0.0 if look.numeric > 0.6 else 0.9


def spend_category(column: Column, table: Table) -> float:
    """A ledger's or a catalogue's class of what is bought: weaker evidence than a description."""
    read, look = column.reading, column.profile
    if table.headerless or look.numeric > 0.7 or look.dates > 0.7:
        return 0.0
    if read.has(
        "place_of_spend",
        "buyer",
        "supplier",
        "payee",
        "facility",
        "transaction",
        "date",
        "status",
        "contact",
        "country",
    ):
        return 0.0
    if read.has("code_system") and read.has("description", "name"):
        return 0.92  # a purchasing code's own words beat a budget heading
    if read.has("id", "amount", "quantity", "unit_price", "web", "side_amount", "address", "firm"):
        return 0.0
    if read.has("expense"):
        return 0.9 - 0.05 * min(4, read.unknown)
    if read.has("kind"):
        return 0.7 + 0.1 * read.has("product") - 0.05 * min(4, read.unknown)
    if read.has("description"):
        return 0.81 if table.spend_ledger else 0.55
    return 0.0


def other_names(column: Column, table: Table) -> float:
    """A further name of the supplier: alias, trade name, former name."""
    read, look = column.reading, column.profile
    if not read.has("alias") or read.has(*ATTRIBUTES, "buyer", "parent") or (look.numeric > 0.8 and look.words < 0.2):
        return 0.0
    return 0.8 - 0.05 * min(4, read.unknown)


SCORERS: dict[str, Callable[[Column, Table], float]] = {
    "supplier_name": supplier_name,
    "supplier_id": supplier_id,
    "maker": maker,
    "country": country,
    "origin": origin,
    "address": address,
    "city": city,
    "product_description": product_description,
    "commodity_code": commodity_code,
    "amount": amount,
    "currency": currency,
    "spend_category": spend_category,
    "other_names": other_names,
}
