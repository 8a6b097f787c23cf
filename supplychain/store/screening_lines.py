"""Some lines of a kept screening, in sheet order, without reading the others: 100,000 lines are read by the page."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from supplychain.model import ScreenedLine, SupplierLine
from supplychain.plain import from_plain
from supplychain.store import tables
from supplychain.store.engine import Store, reading
from supplychain.store.screening_pages import own_screening
from supplychain.store.screenings import load_findings


def lines_page(
    store: Store, screening_id: str, organisation_id: str, *, offset: int, limit: int
) -> tuple[ScreenedLine, ...]:
    """The lines from `offset` (0 for the first) on, at most `limit`.

    Raises UsageError, in the same words, where there is no such screening or it is another organisation's.
    """
    line, supplier = tables.supplier_line, tables.supplier
    query = (
        select(line, supplier.c.content)
        .join(supplier, supplier.c.fingerprint == line.c.supplier_fingerprint)
        .where(line.c.screening_id == screening_id, line.c.position >= offset, line.c.position < offset + limit)
        .order_by(line.c.position)
    )
    with reading(store) as connection:
        own_screening(connection, screening_id, organisation_id)
        rows = connection.execute(query).all()
        found = load_findings(connection, screening_id, sorted({row.finding for row in rows}))
    return tuple(
        replace(
            found[row.finding],
            line=from_plain(
                SupplierLine, row.content, sheet=row.sheet, row=row.row, amount=row.amount, currency=row.currency
            ),
        )
        for row in rows
    )
