"""How much does one column look like what is bought: its description, its code, its class?

0 (not at all) to about 1, one short function a field. Refuses to choose between columns.
"""

from __future__ import annotations

import re

from supplychain.suppliers.column_table import Column, Table, mostly_names
from supplychain.suppliers.vocabulary import fold

# Which code tells most about the goods: customs codes first, then purchasing codes, then industry codes.
CODE_WORTH = (
    (("hs", "hts", "harmoni", "douan", "doganal", "pautal", "tariff", "taric", "ncm", "arancel"), 1.0),
    (("zolltarif", "海关", "税则", "customs"), 1.0),
    (("unspsc", "cpv", "onu", "commodity"), 0.92),
    (("naics",), 0.84),
    (("psc", "product or service", "product service"), 0.78),
)
CATALOGUE_CLASS = ("品目",)  # of China's public purchasing: "货物/医用材料" beside the name of what was bought
WORDY = 20  # characters on the average
DESCRIBING = re.compile(r"desc|name|nombre|bezeichnung|designation|libelle|名")
SERVICE_ALONE = re.compile(r"services?")
PAYMENT_WORDS = frozenset(("payment", "paid", "cheque", "bacs", "invoice", "remittance", "voucher"))
TITLE = re.compile(r"title|titulo|purpose|nature")


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
    ) or read.has("origin", "destination"):
        return 0.0
    if not look.empty and (look.numeric > 0.7 or look.dates > 0.7):
        return 0.0
    if table.spend_ledger and SERVICE_ALONE.fullmatch(fold(column.header)):
        return 0.0  # a council's "Service" is the department that spent
    score = 0.95 if read.has("product") else 0.72
    if DESCRIBING.search(fold(column.header)):
        score += 0.03
    elif TITLE.search(fold(column.header)):
        score -= 0.05
    if fold(column.header) in CATALOGUE_CLASS:
        score = 0.6
    if read.has("kind"):
        score = 0.55 if read.has("product") and not table.spend_ledger else 0.0
    if not look.empty and look.code > 0.7 and (look.identifier > 0.5 or look.words < 0.5):
        score *= 0.6  # an ERP's "Material" is the article number where its "Short text" is the article
    if read.has("id") and not mostly_names(look):
        return 0.0
    if not read.has("product") and (table.spend_ledger or _payments(table)) and _is_account_text(column):
        return 0.0
    if read.has("supplier", "payee", "firm", "facility", "maker", "parent"):
        score -= 0.3
    # of two that both describe, the wordier one ("Item Name: Gloves", "Item Description: Examination gloves, nitrile")
    return score - 0.04 * min(4, read.unknown) + (0.03 if look.words > 0.5 and look.length > WORDY else 0.0)


def _payments(table: Table) -> bool:
    """A list of payments, which speaks of no goods anywhere: then its Description too may be an account."""
    words = {word for column in table.columns for word in fold(column.header).split()}
    of_goods = ("product", "quantity", "unit_price", "code_system", "origin", "maker")
    goods = any(c.reading.has(*of_goods) for c in table.columns)
    return not goods and bool(words & PAYMENT_WORDS)


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
    if look.words > 0.6 and look.code < 0.8:
        return 0.0  # the class in words; NHS eClass codes are three letters
    words = fold(column.header)
    worth = next((score for stems, score in CODE_WORTH if any(stem in words for stem in stems)), 0.6)
    return worth - 0.03 * min(4, read.unknown) - (0.3 if look.empty else 0.0)


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
