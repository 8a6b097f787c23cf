"""Which columns hold remarks, which may say where goods are made?

Refuses to read them: a remark that states no origin is let go where the lines are made (`sheet.py`).
"""

from __future__ import annotations

import re
from collections.abc import Collection

from supplychain.suppliers.column_table import Table
from supplychain.suppliers.vocabulary import fold

MOST_REMARKS = 2  # columns
REMARKS = re.compile(
    r"\b(remarks?|notes?|comments?|memo|observa(tions?|ciones|coes)|comentarios?|remarques?|commentaires?|bemerkung(en)?|"
    r"anmerkung(en)?|hinweise?|osservazioni|note|opmerking(en)?|anmarkning|uwagi|poznamk[ay]|napomena|megjegyzes|"
    r"notlar|aciklama(lar)?|keterangan|catatan|ghi chu|примечани[ея]|комментари[ий]|примітк[аи])\b"
    r"|备注|備註|备考|備考|비고|ملاحظات|หมายเหตุ"
)
# Roles that make a header speak of something else: "Credit note no.", "Delivery note date", "Note amount".
_NO_REMARK = ("id", "date", "amount", "side_amount", "quantity", "currency", "web", "buyer", "destination")


def remark_columns(table: Table, used: Collection[int]) -> tuple[int, ...]:
    """The columns of remarks of a sheet that holds goods, as they stand in it."""
    if table.headerless or "product_description" not in table.settled:
        return ()
    found = (
        column.index
        for column in table.columns
        if column.index not in used
        and not column.profile.empty
        and REMARKS.search(fold(column.header))
        and not column.reading.has(*_NO_REMARK)
    )
    return tuple(found)[:MOST_REMARKS]
