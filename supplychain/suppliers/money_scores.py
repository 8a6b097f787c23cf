"""How much does one column look like what the line cost, or the currency of it?

0 (not at all) to about 1, one short function a field. Refuses to choose between columns.
"""

from __future__ import annotations

import re

from supplychain.suppliers.column_table import Column, Table
from supplychain.suppliers.vocabulary import MONEY_SIGNS, fold, spaced

SPENT = re.compile(r"\b(spend|spent|spending|expenditure|gasto|depense|ausgaben|spesa)\b")
SUMS = frozenset(["net", "nett", "gross", "netto", "brutto", "neto", "bruto", "ht", "ttc"])
NEAR = 4  # columns: a currency of the item stands by the item's price, that of the order by the order's total
NAIRA = re.compile(r"\(N\)|₦")  # a currency sign where "N" is short for "number" elsewhere
STRONG_SUM = re.compile(r"amount|monto|importe|betrag|金额|value|total|obligat|价税合计|总价|contrat|final|\bsum\b")
# Where lines have a price each, the line's own sum; the order's total would be counted once for every line.
LINE_SUM = re.compile(r"\b(line|linea|ligne|item|position|posten|extended)\b|linha|明细|行金额")
# "Contract Price" is the sum in one country's award notices, and the price of one box in a hospital's contract list.
PRICE = re.compile(r"\b(price|cost|precio|preis|prix|prezzo|preco)\b")
WHOLE_PRICE = re.compile(r"\b(total|extended|line|ext|gesamt|totale)\b")
GROSS_SUM = re.compile("价税合计|(?<!不)含税")  # an ERP's net and gross sums stand side by side: what is paid
ANNUAL = re.compile(r"\b(annual|yearly|anual|annuel|jahres)")
# What was expected, asked for or agreed at first, beside what was agreed or paid in the end.
FIRST_SUM = re.compile(r"\b(initial|inicial|original|proceso|process|approved|bid|offer|oferta|quoted|planned)\b")


def _money(column: Column) -> bool:
    """A ledger's "Spend £": figures under a word of spending or a sign of money."""
    spent = column.reading.has("expense") and SPENT.search(fold(column.header)) is not None
    signed = any(sign in column.header for sign in MONEY_SIGNS)
    spent = spent or not SUMS.isdisjoint(fold(column.header).split())
    return column.profile.numeric > 0.9 and (spent or (signed and not column.reading.has("quantity")))


def amount(column: Column, table: Table) -> float:
    """What was paid or agreed for the line; never a unit price, a tax, a quantity or a date."""
    read, look = column.reading, column.profile
    if table.headerless:
        return 0.0
    if not (read.has("amount") or _money(column)):
        lone = fold(column.header) in ("payment", "payments") and look.numeric > 0.9
        return 0.55 if lone else 0.0  # where nothing else says amount
    if read.has("unit_price", "quantity", "date", "side_amount", "kind", "description", "name", "currency", "status"):
        return 0.0
    if read.has("id") and not NAIRA.search(column.header):
        return 0.0
    if not look.empty and (look.numeric < 0.5 or look.dates > 0.5):
        return 0.0
    words = spaced(column.header)
    strong = 0.08 if STRONG_SUM.search(words) else 0.0
    line = 0.05 if LINE_SUM.search(words) and any(c.reading.has("unit_price") for c in table.columns) else 0.0
    gross = 0.02 if GROSS_SUM.search(words) else 0.0
    first = 0.05 if PRICE.search(words) and not WHOLE_PRICE.search(words) else 0.0
    first += 0.12 if FIRST_SUM.search(words) else 0.0
    first += 0.03 if ANNUAL.search(words) else 0.0
    return 0.85 + strong + line + gross - first - 0.04 * min(6, read.unknown) - (0.2 if look.empty else 0.0)


def currency(column: Column, table: Table) -> float:
    """The currency code of the amounts."""
    read, look = column.reading, column.profile
    if table.headerless:
        return look.currency if look.currency > 0.9 else 0.0
    if not read.known and read.unknown and look.sampled > 2 and look.currency > 0.95:
        return 0.6
    if not read.has("currency") or read.has("side_amount"):
        return 0.0
    if read.has("amount"):
        return 0.85 if look.currency > 0.8 else 0.0
    wordy = not look.empty and look.currency < 0.2 and look.length > 6
    beside = 0.04 if abs(column.index - table.settled.get("amount", -99)) <= NEAR else 0.0
    return 0.0 if look.numeric > 0.6 or wordy else 0.9 + beside
