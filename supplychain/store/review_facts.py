"""What stood around a flag when it was looked at: the rows of the upload, the entry and its history, the list version,
the candidates, the coverage?

Gives the rows as they are kept. Refuses to know what a decision makes of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, case, func, select

from supplychain.model import Coverage, ListVersion, MissingList, Severity, StandingStatus, SupplierSheet
from supplychain.plain import from_plain
from supplychain.store import tables
from supplychain.store.called import is_called
from supplychain.store.dispositions import StandingFlag
from supplychain.store.engine import Store, reading
from supplychain.store.exposures import is_supplier
from supplychain.store.standing_rows import NAMELESS
from supplychain.store.tables_review import UNDECIDED
from supplychain.store.tables_standing import rescreening, standing_flag

MOST_ROWS = 200  # of one supplier in one upload that a decision copies; the number of all is told beside


@dataclass(frozen=True, slots=True)
class UploadRow:
    """One row of an upload that names the supplier. `supplier` is what it says, as read; `is_flagged` where it is the
    very row the flag was last seen on."""

    sheet: str
    row: int
    amount: float | None
    currency: str
    supplier: dict[str, Any]
    supplier_fingerprint: str
    finding: int
    is_flagged: bool


@dataclass(frozen=True, slots=True)
class Upload:
    """The screening of an upload, without its lines."""

    screening_id: str
    started_at: datetime
    engine: str
    settings: tuple[tuple[str, float], ...]
    file_name: str
    file_sha256: str
    sheet: SupplierSheet
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class FlagFacts:
    """All that a decision rests on. `upload` is None where the upload was erased since; `rows` are at most MOST_ROWS
    of `row_count`; `entry` is {} where a rule of law speaks; `version` None where it is the policy table's;
    `findings` maps a row's finding to what was found beside the flags."""

    flag: StandingFlag
    supplier: dict[str, Any]
    upload: Upload | None
    rows: tuple[UploadRow, ...]
    row_count: int
    findings: dict[int, dict[str, Any]]
    entry: dict[str, Any]
    version: ListVersion | None
    rescreening: dict[str, Any]


@dataclass(frozen=True, slots=True)
class EntryEdition:
    """An entry as it stood from one version of its list on; `content` is {} from where the list no longer had it."""

    version: str
    as_of: str
    fetched_at: datetime
    fingerprint: str
    content: dict[str, Any]


def flag_facts(store: Store, flag: StandingFlag) -> FlagFacts:
    """Everything around a flag as it stands now, in one look at the store."""
    with reading(store) as connection:
        upload = _upload(connection, flag)
        rows, count = _rows(connection, flag) if upload else ((), 0)
        findings = _findings(connection, flag.screening_id, {one.finding for one in rows if one.is_flagged})
        return FlagFacts(
            flag=flag,
            supplier=supplier_content(connection, flag.supplier_fingerprint),
            upload=upload,
            rows=rows,
            row_count=count,
            findings=findings,
            entry=_entry(connection, flag.list_key, flag.entry_fingerprint),
            version=_version(connection, flag, upload),
            rescreening=_rescreening(connection, flag.raised_by),
        )


def supplier_content(connection: Connection, fingerprint: str) -> dict[str, Any]:
    """What a supplier row said, {} where it was erased."""
    query = select(tables.supplier.c.content).where(tables.supplier.c.fingerprint == fingerprint)
    return connection.execute(query).scalar() or {}


def content_now(store: Store, flag: StandingFlag) -> tuple[dict[str, Any], dict[str, Any]]:
    """The supplier row and the entry the flag speaks of now; {} where there is none."""
    with reading(store) as connection:
        supplier = supplier_content(connection, flag.supplier_fingerprint)
        return supplier, _entry(connection, flag.list_key, flag.entry_fingerprint)


def entry_history(store: Store, list_key: str, entry_id: str) -> tuple[EntryEdition, ...]:
    """How an entry stood through the versions of its list held here, oldest first, one line for every change."""
    version, span, entry = tables.list_version, tables.version_span, tables.entry
    within = and_(
        entry.c.list_key == version.c.list_key, entry.c.number.between(span.c.first_number, span.c.last_number)
    )
    held = (
        select(version.c.id, entry.c.fingerprint, entry.c.content)
        .select_from(entry)
        .join(version, version.c.list_key == entry.c.list_key)
        .join(span, and_(span.c.list_version_id == version.c.id, within))
        .where(entry.c.list_key == list_key, entry.c.entry_id == entry_id)
    )
    query = select(version).where(version.c.list_key == list_key).order_by(version.c.id)
    with reading(store) as connection:
        holding = {row.id: row for row in connection.execute(held)}
        versions = connection.execute(query).all()
    editions: list[EntryEdition] = []
    for one in versions:
        row = holding.get(one.id)
        print_, content = (row.fingerprint, row.content) if row is not None else ("", {})
        if (editions[-1].fingerprint if editions else "") != print_:
            editions.append(EntryEdition(one.version, one.as_of.isoformat(), one.fetched_at, print_, content))
    return tuple(editions)


def _upload(connection: Connection, flag: StandingFlag) -> Upload | None:
    table = tables.screening
    query = select(table).filter_by(screening_id=flag.screening_id, organisation_id=flag.organisation_id)
    row = connection.execute(query).first()
    if row is None:
        return None
    of = {"screening_id": flag.screening_id}
    held = select(tables.screening_version.c.content).filter_by(**of).order_by(tables.screening_version.c.position)
    lacking = select(tables.screening_missing).filter_by(**of).order_by(tables.screening_missing.c.position)
    versions = tuple(from_plain(ListVersion, one) for one in connection.execute(held).scalars())
    missing = tuple(MissingList(gap.list_key, gap.title, gap.status) for gap in connection.execute(lacking))
    return Upload(
        screening_id=row.screening_id,
        started_at=row.started_at,
        engine=row.engine,
        settings=tuple((name, value) for name, value in row.settings),
        file_name=row.file_name,
        file_sha256=row.file_sha256,
        sheet=from_plain(SupplierSheet, row.sheet, lines=(), rejected=()),
        coverage=Coverage(versions, missing, row.refreshed),
    )


def _rows(connection: Connection, flag: StandingFlag) -> tuple[tuple[UploadRow, ...], int]:
    """The supplier's rows in the upload: the very row first, then the others by name."""
    line, supplier = tables.supplier_line, tables.supplier
    mine = is_supplier(connection, flag.supplier_key, (flag.supplier_name,))
    named = (line.c.screening_id == flag.screening_id, mine)
    joined = line.join(supplier, supplier.c.fingerprint == line.c.supplier_fingerprint)
    is_flagged = line.c.supplier_fingerprint == flag.supplier_fingerprint
    query = (
        select(line, supplier.c.content, is_flagged.label("is_flagged"))
        .select_from(joined)
        .where(*named)
        .order_by(is_flagged.desc(), line.c.position)
        .limit(MOST_ROWS)
    )
    count = connection.execute(select(func.count()).select_from(joined).where(*named)).scalar_one()
    rows = tuple(
        UploadRow(
            row.sheet,
            row.row,
            row.amount,
            row.currency,
            row.content,
            row.supplier_fingerprint,
            row.finding,
            bool(row.is_flagged),
        )
        for row in connection.execute(query)
    )
    return rows, int(count)


def _findings(connection: Connection, screening_id: str, numbers: set[int]) -> dict[int, dict[str, Any]]:
    table = tables.finding
    query = select(table).where(table.c.screening_id == screening_id, table.c.number.in_(sorted(numbers)))
    return {row.number: row.content for row in connection.execute(query)}


def _entry(connection: Connection, list_key: str, fingerprint: str) -> dict[str, Any]:
    query = select(tables.entry.c.content).filter_by(list_key=list_key, fingerprint=fingerprint)
    return connection.execute(query).scalar() or {}


def _version(connection: Connection, flag: StandingFlag, upload: Upload | None) -> ListVersion | None:
    """The list's version the flag was last seen in, as the screening noted it where it did."""
    for one in upload.coverage.versions if upload else ():
        if (one.list_key, one.version) == (flag.list_key, flag.version):
            return one
    query = select(tables.list_version).filter_by(list_key=flag.list_key, version=flag.version)
    row = connection.execute(query).first()
    if row is None:
        return None
    return ListVersion(
        row.list_key, row.version, row.edition, row.as_of, row.source_url, row.sha256, row.fetched_at, row.checked_at,
        row.origin, row.entry_count, row.name_count,
    )  # fmt: skip


def _rescreening(connection: Connection, raised_by: str) -> dict[str, Any]:
    """Engine, settings and versions of the re-screening that raised the flag, {} where an upload's screening did."""
    kind, _, rescreening_id = raised_by.partition(" ")
    if kind != "rescreening":
        return {}
    row = connection.execute(select(rescreening).filter_by(rescreening_id=rescreening_id)).first()
    if row is None:
        return {"id": rescreening_id}
    return {
        "id": rescreening_id,
        "started_at": row.started_at.isoformat(),
        "engine": row.engine,
        "settings": row.settings,
        "versions": row.versions,
    }


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """What an organisation's uploads say of a supplier, once however many lines say it."""

    supplier: dict[str, Any]
    lines: int
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class FlaggedSupplier:
    """A supplier with standing flags: how many, how many of them wait, and the gravest severity. `maker` is whom its
    rows name as the maker where they name no supplier, else ""."""

    supplier_key: str
    name: str
    maker: str
    flags: int
    waiting: int
    severity: str


def supplier_rows_of(
    store: Store, organisation_id: str, supplier_key: str, names: tuple[str, ...]
) -> tuple[SupplierRow, ...]:
    """The different rows of the supplier of that key under these names, the one seen last first, at most MOST_ROWS."""
    line, supplier, screening = tables.supplier_line, tables.supplier, tables.screening
    seen = func.max(screening.c.started_at).label("seen_at")
    with reading(store) as connection:
        counted = (
            select(supplier.c.fingerprint, func.count().label("lines"), seen)
            .select_from(supplier)
            .join(line, line.c.supplier_fingerprint == supplier.c.fingerprint)
            .join(screening, screening.c.screening_id == line.c.screening_id)
            .where(is_supplier(connection, supplier_key, names), screening.c.organisation_id == organisation_id)
            .group_by(supplier.c.fingerprint)
            .order_by(seen.desc(), supplier.c.fingerprint)
            .limit(MOST_ROWS)
            .subquery()
        )
        query = select(supplier.c.content, counted.c.lines, counted.c.seen_at).join(
            counted, counted.c.fingerprint == supplier.c.fingerprint
        )
        rows = connection.execute(query.order_by(counted.c.seen_at.desc(), supplier.c.fingerprint)).all()
    return tuple(SupplierRow(row.content, row.lines, row.seen_at) for row in rows)


def flagged_suppliers(
    store: Store, organisation_id: str, text: str = "", limit: int = 100
) -> tuple[FlaggedSupplier, ...]:
    """Suppliers with standing flags that were not withdrawn, the gravest first; `text` is part of the name, or where
    rows name no supplier of the maker's."""
    table = standing_flag.c
    rank, flags = func.min(table.severity_rank).label("rank"), func.count().label("flags")
    waits = func.sum(case((table.status.in_(UNDECIDED), 1), else_=0)).label("waiting")
    query = (
        select(table.supplier_key, func.min(table.supplier_name).label("name"), rank, flags, waits)
        .add_columns(func.min(table.supplier_fingerprint).label("print"))
        .where(table.organisation_id == organisation_id, table.status != StandingStatus.WITHDRAWN.value)
        .group_by(table.supplier_key)
        .order_by(rank, flags.desc(), table.supplier_key)
        .limit(limit)
    )
    if text:
        query = query.where(is_called(text, organisation_id))
    gravest = [severity.value for severity in Severity]
    with reading(store) as connection:
        rows = connection.execute(query).all()
        makers = {
            row.print: str(supplier_content(connection, row.print).get("maker", ""))
            for row in rows
            if row.supplier_key.startswith(NAMELESS)
        }
    return tuple(
        FlaggedSupplier(
            row.supplier_key, row.name, makers.get(row.print, ""), row.flags, int(row.waiting), gravest[row.rank]
        )
        for row in rows
    )
