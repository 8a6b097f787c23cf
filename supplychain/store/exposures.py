"""Which uploads had the supplier a flag stands on, and what was bought? "We bought from them on …".

Refuses to know how the flag came about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from supplychain.errors import UnknownFlagError
from supplychain.model import SupplierLine
from supplychain.plain import from_plain
from supplychain.store import tables
from supplychain.store.engine import Store, reading
from supplychain.store.standing_rows import supplier_key_of
from supplychain.store.tables_standing import standing_flag

_ROWS_SHOWN = 1_000  # row numbers a person might still look up; `lines` counts them all


@dataclass(frozen=True, slots=True)
class Exposure:
    """One upload that had the supplier: its day, file and rows as the spreadsheet numbers them (the first thousand),
    on how many lines, and the money of those lines by currency."""

    screening_id: str
    file_name: str
    started_at: datetime
    rows: tuple[int, ...]
    lines: int
    money: dict[str, float]


def exposures_of(store: Store, flag_id: str, organisation_id: str | None = None) -> tuple[Exposure, ...]:
    """Every kept upload of the flag's organisation that had its supplier (the same number, or where there is none the
    same name), newest first. Raises UnknownFlagError, for another organisation's flag too."""
    supplier, line, screening = tables.supplier, tables.supplier_line, tables.screening
    with reading(store) as connection:
        flag = connection.execute(select(standing_flag).filter_by(flag_id=flag_id)).first()
        if flag is None or organisation_id not in (None, flag.organisation_id):
            raise UnknownFlagError("There is no such flag here; it may belong to an upload that was erased.")
        namesakes = connection.execute(
            select(supplier.c.fingerprint, supplier.c.content).where(supplier.c.name == flag.supplier_name)
        )
        prints = [
            row.fingerprint
            for row in namesakes
            if supplier_key_of(from_plain(SupplierLine, row.content, sheet="", row=0)) == flag.supplier_key
        ]
        query = (
            select(screening.c.screening_id, screening.c.file_name, screening.c.started_at, line.c.row)
            .add_columns(line.c.amount, line.c.currency)
            .join(screening, screening.c.screening_id == line.c.screening_id)
            .where(line.c.supplier_fingerprint.in_(prints), screening.c.organisation_id == flag.organisation_id)
            .order_by(screening.c.started_at.desc(), screening.c.screening_id, line.c.position)
        )
        found: dict[str, Exposure] = {}
        rows: dict[str, list[int]] = {}
        for row in connection.execute(query):
            one = found.setdefault(
                row.screening_id, Exposure(row.screening_id, row.file_name, row.started_at, (), 0, {})
            )
            rows.setdefault(row.screening_id, []).append(row.row)
            if row.amount is not None:
                one.money[row.currency] = one.money.get(row.currency, 0.0) + row.amount
    return tuple(
        Exposure(key, one.file_name, one.started_at, tuple(rows[key][:_ROWS_SHOWN]), len(rows[key]), one.money)
        for key, one in found.items()
    )
