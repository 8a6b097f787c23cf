"""Whose address, town or number is this column, where its header does not say?

Headers stand in blocks: a party, then what belongs to it. Refuses to know fields and cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from supplychain.suppliers.vocabulary import Reading, fold

# Words of a header that name the other side of the purchase; a department or a project has no address of its own.
BUYER_WORDS = frozenset(
    [
        *("buyer", "purchaser", "customer", "client", "consignee", "importer", "procuring", "contracting", "bill"),
        *("sold", "borrower", "comprador", "compradora", "organismo", "entidad", "acheteur", "besteller"),
        *("auftraggeber", "kunde", "cliente", "采购人", "采购单位", "招标人", "甲方", "客户", "买方", "заказчик"),
    ]
)
BELONGS = frozenset(
    ["address", "city", "state", "postcode", "country", "contact", "filler", "id", "tax_id", "web", "kind"]
)
PARTIES = ("supplier", "payee", "firm", "facility", "maker")


def buyers_own(readings: Sequence[Reading]) -> frozenset[int]:
    """Indices of columns that name no party and follow a buyer's name without another party between them."""
    owned: set[int] = set()
    buyer = False
    for index, reading in enumerate(readings):
        if reading.has(*PARTIES):
            buyer = False
        elif BUYER_WORDS.intersection(fold(reading.header).split()):
            buyer = True
        elif buyer and reading.roles and set(reading.roles) <= BELONGS:
            owned.add(index)
        elif reading.header:
            buyer = False
    return frozenset(owned)
