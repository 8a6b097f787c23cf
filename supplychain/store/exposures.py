"""Which uploads had a supplier, and what was bought? "We bought from them on …". Sums of different currencies are kept
apart and never added.

Refuses to know how a flag came about.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from supplychain.errors import UnknownFlagError
from supplychain.store import tables
from supplychain.store.engine import Store, reading
from supplychain.store.standing_rows import key_of, older_key_of
from supplychain.store.tables_standing import standing_flag
from supplychain.text.nobody import tells_nobody


@dataclass(frozen=True, slots=True)
class Exposure:
    """One upload that had the supplier: its day and file, on how many lines, the first of them as its sheet numbers it,
    the money of those lines by currency ("" where none is named), and how many name no amount."""

    screening_id: str
    file_name: str
    file_sha256: str
    started_at: datetime
    first_sheet: str
    first_row: int
    lines: int
    money: dict[str, float]
    unpriced: int


def exposures_of(store: Store, flag_id: str, organisation_id: str | None = None) -> tuple[Exposure, ...]:
    """Every kept upload of the flag's organisation that had its supplier (the same number, or where there is none the
    same name), newest first. Raises UnknownFlagError, for another organisation's flag too."""
    with reading(store) as connection:
        flag = connection.execute(select(standing_flag).filter_by(flag_id=flag_id)).first()
        if flag is None or organisation_id not in (None, flag.organisation_id):
            raise UnknownFlagError("There is no such flag here; it may belong to an upload that was erased.")
        return _exposures(connection, flag.organisation_id, flag.supplier_key, (flag.supplier_name,))


def exposures_of_supplier(
    store: Store, organisation_id: str, supplier_key: str, names: Collection[str]
) -> tuple[Exposure, ...]:
    """Every kept upload of the organisation that had the supplier of that key under one of these names, newest first.
    () where there is none."""
    with reading(store) as connection:
        return _exposures(connection, organisation_id, supplier_key, names)


def is_supplier(connection: Connection, supplier_key: str, names: Collection[str]) -> ColumnElement[bool]:
    """What tells the rows of a supplier in the table `supplier`: one of these names, and the number, name or maker that
    the key is made of. A namesake with another number is another supplier; so is, where none is named, another maker.
    """
    table = tables.supplier.c
    number = func.coalesce(table.content["supplier_id"].as_string(), "")
    whole = table.content["supplier_name"].as_string()
    named = table.name.in_(sorted(names))
    # Makers tell rows apart only where no supplier is named: a supplier's own are many, and are not asked for.
    nameless = sorted(name for name in names if tells_nobody(name))
    maker = func.coalesce(table.content["maker"].as_string(), "")
    made_by = case((table.name.in_(nameless), maker), else_="")
    told = select(table.name, number.label("number"), whole.label("whole"), made_by.label("maker"))
    different = connection.execute(told.where(named).distinct()).all()
    mine = [
        row
        for row in different
        if supplier_key in (key_of(row.number, row.whole, row.maker), older_key_of(row.number, row.whole))
    ]
    if len(mine) == len(different):
        return named
    # A number tells whatever the name is, so that short lists say it all: one term a row is too much for SQLite
    # where a thousand names share a number.
    numbers = {row.number for row in mine if not tells_nobody(row.number)}
    unnumbered = [row for row in mine if tells_nobody(row.number)]
    alike = and_(
        number.in_(sorted({row.number for row in unnumbered})),
        table.name.in_(sorted({row.name for row in unnumbered})),
        made_by.in_(sorted({row.maker for row in unnumbered})),
    )
    return and_(named, or_(number.in_(sorted(numbers)), alike))


def _exposures(
    connection: Connection, organisation_id: str, supplier_key: str, names: Collection[str]
) -> tuple[Exposure, ...]:
    line, supplier, screening = tables.supplier_line, tables.supplier, tables.screening
    query = (
        select(
            screening.c.screening_id,
            screening.c.started_at,
            screening.c.file_name,
            screening.c.file_sha256,
            line.c.currency,
            line.c.sheet,
            func.count().label("lines"),
            func.count(line.c.amount).label("priced"),
            func.sum(line.c.amount).label("paid"),
            func.min(line.c.position).label("first"),
            func.min(line.c.row).label("first_row"),
        )
        .select_from(supplier)
        .join(line, line.c.supplier_fingerprint == supplier.c.fingerprint)
        .join(screening, screening.c.screening_id == line.c.screening_id)
        .where(is_supplier(connection, supplier_key, names), screening.c.organisation_id == organisation_id)
        .group_by(screening.c.screening_id, line.c.currency, line.c.sheet)
        .order_by(screening.c.started_at.desc(), screening.c.screening_id, "first")
    )
    found: dict[str, Exposure] = {}
    for row in connection.execute(query):
        one = found.get(row.screening_id)
        money = dict(one.money) if one else {}
        if row.priced:
            money[row.currency] = money.get(row.currency, 0.0) + float(row.paid)
        found[row.screening_id] = Exposure(
            screening_id=row.screening_id,
            file_name=row.file_name,
            file_sha256=row.file_sha256,
            started_at=row.started_at,
            first_sheet=one.first_sheet if one else row.sheet,
            first_row=_first(one, row.sheet, row.first_row),
            lines=row.lines + (one.lines if one else 0),
            money=money,
            unpriced=row.lines - row.priced + (one.unpriced if one else 0),
        )
    return tuple(found.values())


def _first(before: Exposure | None, sheet: str, row: int) -> int:
    """The first row on the sheet that came first; a row of a later sheet is none."""
    if before is None:
        return row
    return min(before.first_row, row) if before.first_sheet == sheet else before.first_row
