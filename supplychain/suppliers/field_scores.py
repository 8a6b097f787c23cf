"""How much does one column look like one field? One short function a field, 0 (not at all) to about 1.

Refuses to choose between columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from supplychain.suppliers.column_table import Column, Table, mostly_names
from supplychain.suppliers.country_words import NORTH_AMERICAN
from supplychain.suppliers.goods_scores import commodity_code, product_description, spend_category
from supplychain.suppliers.money_scores import amount, currency
from supplychain.suppliers.vocabulary import fold, spaced

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
FACTORY = re.compile(r"factor|fabri|usine|werk|manufactur|produc|mill|工厂|工場|공장|生产|завод")
# Facilities where goods are made; a "site" or "facility" may be a buyer's own.
PLANT = re.compile(rf"{FACTORY.pattern}|\bplant|stabiliment|\bworks?hop")
GOODS_BRAND = re.compile(r"brand ?name|trade ?name|handelsname|nome comercial|nombre comercial")
MEDICINE = re.compile(
    r"\b(gen[eé]ric\w*|drugs?|medicines?|medicamentos?|molecule|inn|active|principio activo|wirkstoff)\b"
)
BODY = re.compile(r"\b(organi[sz]ations?|entity|body|institution|org)\b")
TONGUE = re.compile(
    r"\b(en|eng|english|cn|chn|chinese|zh|local|native|fr|fra|french|es|spa|ar|arabic|jp|ja|japanese|kr|ko|korean|ru|th)\b"
    r"|[中英日韩]文|外文"
)
BARE_SITES = ("site", "sites", "plant", "plants")
LEAST_REPEATED = 3  # suppliers seen more than once before their numbers are compared
VAT_CODE = re.compile(r"\b(vat|tax|iva|tva)( \w+)* code\b")
SHORTEST_NUMBER = 5  # characters of a number that a tax register gives
FAR = 6  # columns: a supplier's number, names and address stand together
# Where these are kept, everyone's supplier number is that one; elsewhere (VAT, 税号) a vendor number goes before it.
TAX_WORD = re.compile(r"\b(rut|nit|ruc|rfc|cuit|cnpj|uei|duns)\b")
SECOND_PLACE = re.compile(r"\b(mailing|postal|billing|remit|remittance|correspondence)\b")


def supplier_name(column: Column, table: Table) -> float:
    """A party word, alone or with "name"; never the buyer, the parent, a number or an attribute of the party."""
    read, look = column.reading, column.profile
    if table.headerless:
        return _nameless(column, table)
    if read.has(*(role for role in ATTRIBUTES if role not in _beside_a_name(column))):
        return 0.0
    party = max((PARTY[role] for role in read.roles if role in PARTY), default=0.0)
    if not party:
        party = (0.9 if _numbered(table) else 0.62) if read.has("name") else 0.0
        if read.has("organisation", "alias"):
            party = 0.0 if _is_buyers_own(column, table) else 0.55
    elif read.has("alias"):
        party = 0.55
    if read.has("agent") and party < 0.9:
        return 0.0
    if party == PARTY["facility"] and not FACTORY.search(fold(column.header)) and is_bought(table):
        party = 0.5  # a buyer's "Facility" is its hospital
    elif fold(column.header) in BARE_SITES:
        party = 0.68  # "Manufacturer, Site": the site is where, the manufacturer who
    if not party or (read.has("id") and not mostly_names(look)) or (read.has("id", "buyer") and party < 0.9):
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


def _is_buyers_own(column: Column, table: Table) -> bool:
    """A ledger's Entity and a tender notice's Organization are who buys."""
    if column.reading.has("alias"):
        return False
    notice = any(c.reading.has("transaction") for c in table.columns) and BODY.search(fold(column.header))
    return table.spend_ledger or bool(notice)


def _beside_a_name(column: Column) -> frozenset[str]:
    """Attributes that do not stop a header from naming a party where its cells are names: "Vendor description",
    "Contract awarded to", "Adjudicatario licitación/lote"."""
    read, look = column.reading, column.profile
    if not read.has("supplier", "payee") or read.has("id") or not mostly_names(look) or look.company <= 0.2:
        return frozenset()
    return frozenset(("description", "transaction"))


def _numbered(table: Table) -> bool:
    """Whether the party column holds account numbers, as an ERP's "Vendor" does, and another one, headed "name", the
    names."""
    return any(c.reading.has("supplier") and c.profile.numeric > 0.8 for c in table.columns) and any(
        c.reading.has("name") and not c.reading.has("buyer") and mostly_names(c.profile) for c in table.columns
    )


def _nameless(column: Column, table: Table) -> float:
    look = column.profile
    if (
        look.empty
        or look.company < (0.2 if len(table.columns) > 1 else 0.4)
        or look.words < 0.8
        or look.length < 6
        or look.street > 0.4
        or look.country > 0.5
    ):
        return 0.0
    return 0.3 + 0.5 * look.company + 0.2 * look.distinct


def supplier_id(column: Column, table: Table) -> float:
    """A tax or register number, or a party's own number; never a payment, order or row number."""
    read = column.reading
    if table.headerless:
        look = column.profile
        near = abs(column.index - table.settled.get("supplier_name", 99)) == 1
        return 0.6 if near and look.code > 0.95 and look.distinct > 0.95 and look.dates < 0.5 else 0.0
    if read.has("parent", "buyer", "contact", "date", "product", "country", "kind", "address", "code_system"):
        return 0.0
    if read.has("transaction") and not _transactions_party(column):
        return 0.0
    if read.has("address", "amount", "side_amount", "postcode", "quantity", "status", "state", "city", "destination"):
        return 0.0
    party = read.has("supplier", "payee", "firm", "facility")
    empty = 0.25 if column.profile.empty else 0.0
    if party and _of_the_transaction(column, table):
        return 0.0
    if read.has("tax_id"):
        if VAT_CODE.search(fold(column.header)) and column.profile.length < SHORTEST_NUMBER:
            return 0.0  # which rate applies: "S", "5.00"
        uei = 0.06 if "uei" in fold(column.header) else 0.0
        told = 0.97 if TAX_WORD.search(spaced(column.header)) and column.index not in table.buyers else 0.85
        return max(told, 0.9 if party else 0.0) + 0.02 * party + uei - empty - 0.05 * min(4, read.unknown)
    if party and read.has("id") and not read.has("name"):
        return 0.95 - empty - 0.05 * min(4, read.unknown)
    bare = read.has("supplier") and set(read.roles) <= {"supplier", "filler"}
    return (0.9 if _numbered(table) else 0.55) if bare and column.profile.numeric > 0.8 else 0.0


def _of_the_transaction(column: Column, table: Table) -> bool:
    """Whether the number changes from row to row of the same supplier: then it is the payment's, whatever its header
    says ("Creditor reference")."""
    name = table.settled.get("supplier_name")
    if name is None:
        return False
    numbers: dict[str, set[str]] = {}
    seen: dict[str, int] = {}
    for row in table.rows:
        if max(name, column.index) < len(row) and (number := str(row[column.index]).strip()):
            party = str(row[name])
            numbers.setdefault(party, set()).add(number)
            seen[party] = seen.get(party, 0) + 1
    repeated = [party for party, times in seen.items() if times > 1]
    return len(repeated) >= LEAST_REPEATED and sum(len(numbers[p]) > 1 for p in repeated) * 2 > len(repeated)


def _transactions_party(column: Column) -> bool:
    """ "Identificador Adjudicatario de la licitación" is the winner's number; "Supplier invoice number" the invoice's:
    what the number belongs to stands nearest to it."""
    roles = [role for role in column.reading.roles if role != "filler"]
    parties = [at for at, role in enumerate(roles) if role in ("supplier", "payee")]
    return bool(parties) and roles[0] in ("id", "tax_id") and parties[0] == 1 and roles.index("transaction") > 1


def maker(column: Column, table: Table) -> float:
    """Who made the goods, or the site they were made at, where another column names the supplier."""
    read = column.reading
    others = [role for role in ATTRIBUTES if role not in ("product", "description")]
    if table.headerless or read.has(*others, "id", "buyer", "quantity", "alias"):
        return 0.0
    if read.has("maker"):
        return 1.0 - 0.05 * read.unknown - 0.3 * read.has("product")
    if not read.has("facility") or read.has("parent") or not (read.has("name") or mostly_names(column.profile)):
        return 0.0
    return 0.0 if is_bought(table) and not FACTORY.search(fold(column.header)) else 0.7  # the hospital, again


def is_bought(table: Table) -> bool:
    """Whether the sheet tells of purchases rather than of places."""
    return any(c.reading.has("transaction", "quantity", "unit_price", "expense") for c in table.columns)


def country(column: Column, table: Table) -> float:
    """The supplier's own country; never where goods go, are made, or where the buyer sits."""
    read, look = column.reading, column.profile
    if table.headerless:
        return 0.8 * look.country if look.sampled > 1 else 0.0
    if not read.known and read.unknown and not read.has("id"):
        return 0.6 if _all_countries(column, table) else 0.0
    if not read.has("country") or read.has("origin", "destination", "buyer", "parent", "transaction", "currency"):
        return 0.0
    if read.has("maker", "date", "amount", "quantity", "contact") or plant_beside_goods(column, table):
        return 0.0
    party = read.has("supplier", "payee", "firm", "facility")
    if not party and (column.index in table.buyers or _at_the_delivery_end(column, table)):
        return 0.0
    code = 0.03 if any(word in ("code", "iso", "iso2", "iso3", "key") for word in fold(column.header).split()) else 0.0
    known = 0.0 if look.empty else 0.1 * look.country
    return (0.9 if party else 0.8) + known - code - _elsewhere(column) - 0.05 * min(4, read.unknown)


def _all_countries(column: Column, table: Table) -> bool:
    """Whether a column under a header nobody understands holds countries and nothing else; the codes of US states are
    countries too (GA, IL, MD), so two letters count only where some are no state."""
    look = column.profile
    if look.sampled < 3 or look.country < 0.95:
        return False
    said = {str(row[column.index]).strip().upper() for row in table.rows if column.index < len(row)} - {""}
    return len(said) > 1 and len(said - NORTH_AMERICAN) * 2 > len(said)


def _elsewhere(column: Column) -> float:
    """Where the post goes is less than where the party is."""
    return 0.1 if SECOND_PLACE.search(fold(column.header)) else 0.0


def _at_the_delivery_end(column: Column, table: Table) -> bool:
    """In a list of shipments a bare "country" far from the supplier is where the goods went."""
    shipments = sum(any(word in fold(c.header) for word in SHIPMENT_WORDS) for c in table.columns)
    anchors = [i for name, i in table.settled.items() if name in ("supplier_name", "supplier_id", "address")]
    return shipments >= 3 and bool(anchors) and min(abs(column.index - i) for i in anchors) > 3


def far_from_supplier(column: Column, table: Table) -> bool:
    """A bare town many columns away from the supplier, in a wide table that names the buyer too, is where the buyer or
    the work is."""
    if column.reading.has("supplier", "payee", "firm", "facility", "maker"):
        return False
    anchors = [i for name, i in table.settled.items() if name in ("supplier_name", "supplier_id", "country", "city")]
    bought = any(c.reading.has("buyer") for c in table.columns) and any(
        c.reading.has("transaction") for c in table.columns
    )
    return bought and bool(anchors) and min(abs(column.index - i) for i in anchors) > FAR


def plant_beside_goods(column: Column, table: Table) -> bool:
    """Whether a column tells where a plant or site stands that is another than the supplier's own, beside goods: it is
    where they are made, or a buyer's own plant, and never the supplier's place."""
    read, name = column.reading, table.settled.get("supplier_name")
    if name is None or read.has("supplier", "payee", "firm") or not _names_plant(column):
        return False
    if read.has("product", "description") and not read.has(
        "facility"
    ):  # "Prod. site city" is a plant's, "Product city" not
        return False
    if _names_plant(table.columns[name]) or table.columns[name].reading.has("maker"):
        return False
    goods = ("product", "description", "code_system")
    return any(c.reading.has(*goods) for c in table.columns if c.index != name)


def _names_plant(column: Column) -> bool:
    return column.reading.has("facility") or FACTORY.search(fold(column.header)) is not None


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
    if column.index in table.buyers or far_from_supplier(column, table) or plant_beside_goods(column, table):
        return 0.0
    only_place = fold(column.header) == "location" and not look.empty and look.country > 0.6
    part = (
        0.1 * read.has("city", "state") + 0.3 * read.has("country", "id") - 0.03 * read.has("supplier", "payee", "firm")
    )
    return 0.0 if only_place else 0.9 - 0.05 * min(4, read.unknown) - part - _elsewhere(column)


def city(column: Column, table: Table) -> float:
    """The supplier's town."""
    read = column.reading
    if table.headerless:
        return 0.6 if _before_postcode(column, table) == 1 else 0.0
    if not read.has("city") or read.has("destination", "contact", "buyer", "parent", "country", "transaction", "web"):
        return 0.0
    if column.index in table.buyers or far_from_supplier(column, table) or plant_beside_goods(column, table):
        return 0.0
    return 0.9 - 0.05 * min(4, read.unknown) - 0.1 * read.has("address", "state", "id") - _elsewhere(column)


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


def other_names(column: Column, table: Table) -> float:
    """A further name of the supplier: alias, trade name, former name."""
    read, look = column.reading, column.profile
    if _in_another_tongue(column, table):
        return 0.8
    if not read.has("alias") or read.has(*ATTRIBUTES, "buyer", "parent") or (look.numeric > 0.8 and look.words < 0.2):
        return 0.0
    if _brands_goods(column, table):
        return 0.0
    return 0.8 - 0.05 * min(4, read.unknown)


def _brands_goods(column: Column, table: Table) -> bool:
    """A brand beside the goods, or a medicine's trade name beside its generic one. Any other trade name is the
    supplier's, and screened."""
    header = fold(column.header)
    if not GOODS_BRAND.fullmatch(header) or column.profile.company > 0.2:
        return False
    goods = [c for c in table.columns if c.reading.has("product")]
    return bool(goods) and (header.startswith("brand") or any(MEDICINE.search(spaced(c.header)) for c in goods))


def _in_another_tongue(column: Column, table: Table) -> bool:
    """ "Company Name (CN)" beside "Company Name (EN)": the same company, written in its own script."""
    name = table.settled.get("supplier_name")
    if name is None or column.index == name or column.profile.words < 0.8:
        return False
    this, that = spaced(column.header), spaced(table.columns[name].header)
    marked = TONGUE.search(this) or TONGUE.search(that)
    return bool(marked) and this != that and TONGUE.sub("", this).split() == TONGUE.sub("", that).split()


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
