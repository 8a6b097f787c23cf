"""Which screenings were made, and what exactly did each find?

A screening is kept whole, in one transaction, and comes back equal. Suppliers and list entries are kept by their
content, so a later look at the whole base can touch only what changed. Refuses to know how anything was found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from supplychain.collector import gc_paused
from supplychain.entry_form import entry_from_dict
from supplychain.errors import StoreError, UsageError
from supplychain.model import (
    Coverage,
    Flag,
    ListedEntity,
    ListVersion,
    Match,
    MissingList,
    RejectedRow,
    ScreenedLine,
    Screening,
    SupplierLine,
    SupplierSheet,
)
from supplychain.plain import from_plain, to_plain
from supplychain.store import tables
from supplychain.store.audit import AuditEvent, append_audit
from supplychain.store.bulk import add_rows, many_pages
from supplychain.store.engine import Store, reading, writing
from supplychain.store.screening_rows import (
    ScreeningRows,
    finding_rows,
    flag_rows,
    line_rows,
    rows_of,
    supplier_rows,
)
from supplychain.store.standing_flags import raise_flags, told_moves
from supplychain.store.standing_rows import raised_by
from supplychain.store.tables import MAIN_ORGANISATION
from supplychain.store.versions import add_entries, chunks, fingerprints_of, lock_list

EntryKey = tuple[str, str]  # list key, fingerprint

COMMAND_LINE = "command line"  # who acts where nobody is signed in, as the audit trail says it

_NO_LINE = SupplierLine("", 0, "")


@dataclass(frozen=True, slots=True)
class ScreeningSummary:
    """One line of the list of screenings. `severities` maps a severity to the number of lines it is the gravest of;
    `status` is `complete`, or `incomplete` where a list was missing or stale; `coverage` names these lists, and no
    versions."""

    screening_id: str
    started_at: datetime
    finished_at: datetime
    engine: str
    file_name: str
    file_sha256: str
    status: str
    lines: int
    severities: dict[str, int]
    coverage: Coverage


@gc_paused()
def save_screening(
    store: Store, screening: Screening, *, organisation_id: str = MAIN_ORGANISATION, actor: str = COMMAND_LINE
) -> None:
    """Keeps a screening for an organisation, all of it or nothing; `actor` is who screened, as the audit trail says it.

    Raises StoreError where a line of the sheet was not screened: such a screening must never look finished.
    """
    if tuple(one.line for one in screening.lines) != screening.sheet.lines:
        raise StoreError(
            f"The screening {screening.screening_id} holds {len(screening.lines)} screened lines that are not the"
            f" {len(screening.sheet.lines)} lines read from {screening.sheet.file_name}; screen again."
        )
    try:
        _keep(store, screening, organisation_id, actor)
    except ValueError as error:  # a number that is none has no form in JSON
        raise StoreError(f"The screening {screening.screening_id} cannot be kept: {error}; screen again.") from error


def _keep(store: Store, screening: Screening, organisation_id: str, actor: str) -> None:
    rows = rows_of(screening)
    with writing(store) as connection, many_pages(connection):
        for list_key in sorted(rows.entries):  # sorted: two writers never wait for each other crosswise
            lock_list(connection, list_key)
            add_entries(connection, list_key, rows.entries[list_key])
        rows.pinned = {at: fingerprints_of(connection, *at, ids) for at, ids in rows.unpinned().items()}
        add_rows(connection, tables.supplier, supplier_rows(rows), only_new=True)
        connection.execute(insert(tables.screening).values(_screening_row(screening, rows, organisation_id)))
        for table, values in (
            *_coverage_rows(screening),
            (tables.finding, finding_rows(rows)),
            (tables.supplier_line, line_rows(screening, rows)),
            (tables.flag, flag_rows(rows)),
        ):
            add_rows(connection, table, values)
        by = f"screening {screening.screening_id}"
        moves = raise_flags(connection, raised_by(screening, rows, organisation_id), by, screening.started_at)
        told = told_moves(moves, actor, screening.finished_at, by)
        append_audit(connection, _saved(screening, organisation_id, actor), *told)


@gc_paused()
def load_screening(store: Store, screening_id: str, *, organisation_id: str | None = None) -> Screening:
    """The screening as it was saved. Raises UsageError where there is none of that id, or where it is another
    organisation's (None: any may read it)."""
    with reading(store) as connection:
        row = connection.execute(select(tables.screening).filter_by(screening_id=screening_id)).first()
        if row is None or organisation_id not in (None, row.organisation_id):
            raise UsageError(f"No screening {screening_id!r} is kept here; `supplychain screen FILE` makes one.")
        lines = tuple(_load_lines(connection, screening_id))
        rejected = tuple(
            from_plain(RejectedRow, one) for one in _contents(connection, tables.rejected_row, screening_id)
        )
        versions = tuple(
            from_plain(ListVersion, one) for one in _contents(connection, tables.screening_version, screening_id)
        )
        gaps = connection.execute(_of(tables.screening_missing, screening_id)).all()
    missing = tuple(MissingList(gap.list_key, gap.title, gap.status) for gap in gaps)
    return Screening(
        screening_id=row.screening_id,
        started_at=row.started_at,
        finished_at=row.finished_at,
        engine=row.engine,
        settings=tuple((name, value) for name, value in row.settings),
        sheet=from_plain(SupplierSheet, row.sheet, lines=tuple(one.line for one in lines), rejected=rejected),
        coverage=Coverage(versions, missing, row.refreshed),
        lines=lines,
    )


def list_screenings(
    store: Store, limit: int = 100, *, organisation_id: str | None = None
) -> tuple[ScreeningSummary, ...]:
    """The latest screenings of one organisation (None: of all), newest first."""
    table = tables.screening
    columns = [one for one in table.c if one.name not in ("sheet", "settings")]  # the receipt is most of a row
    query = select(*columns).order_by(table.c.started_at.desc(), table.c.screening_id.desc()).limit(limit)
    if organisation_id is not None:
        query = query.where(table.c.organisation_id == organisation_id)
    with reading(store) as connection:
        rows = connection.execute(query).all()
        gaps = _gaps(connection, [row.screening_id for row in rows])
        return tuple(
            ScreeningSummary(
                screening_id=row.screening_id,
                started_at=row.started_at,
                finished_at=row.finished_at,
                engine=row.engine,
                file_name=row.file_name,
                file_sha256=row.file_sha256,
                status=row.status,
                lines=row.line_count,
                severities=row.severities,
                coverage=Coverage((), gaps.get(row.screening_id, ()), row.refreshed),
            )
            for row in rows
        )


def _screening_row(screening: Screening, rows: ScreeningRows, organisation_id: str) -> dict[str, Any]:
    return {
        "screening_id": screening.screening_id,
        "organisation_id": organisation_id,
        "started_at": screening.started_at,
        "finished_at": screening.finished_at,
        "engine": screening.engine,
        "settings": [list(pair) for pair in screening.settings],
        "file_name": screening.sheet.file_name,
        "file_sha256": screening.sheet.file_sha256,
        "sheet": to_plain(screening.sheet, "lines", "rejected"),
        "refreshed": screening.coverage.refreshed,
        "status": "incomplete" if screening.coverage.missing else "complete",
        "line_count": len(screening.lines),
        "severities": dict(rows.severities),
    }


def _coverage_rows(screening: Screening) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    def numbered(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        at = screening.screening_id
        return [{"screening_id": at, "position": position, **row} for position, row in enumerate(rows)]

    versions = (
        {"list_key": v.list_key, "version": v.version, "content": to_plain(v)} for v in screening.coverage.versions
    )
    yield tables.screening_version, numbered(versions)
    yield tables.screening_missing, numbered(to_plain(one) for one in screening.coverage.missing)
    yield tables.rejected_row, numbered({"content": to_plain(one)} for one in screening.sheet.rejected)


def _saved(screening: Screening, organisation_id: str, actor: str) -> AuditEvent:
    """What the audit trail says of a screening: nothing of any supplier."""
    after = {
        "file_sha256": screening.sheet.file_sha256,
        "lines": len(screening.lines),
        "rejected": len(screening.sheet.rejected),
        "versions": {version.list_key: version.version for version in screening.coverage.versions},
    }
    event = AuditEvent(screening.finished_at, actor, "screening.save", "screening", screening.screening_id)
    return replace(event, organisation_id=organisation_id, after=after)


def _gaps(connection: Connection, screening_ids: list[str]) -> dict[str, tuple[MissingList, ...]]:
    """The lists that each of these screenings lacked, in their order."""
    table = tables.screening_missing.c
    query = select(tables.screening_missing).order_by(table.screening_id, table.position)
    found: dict[str, tuple[MissingList, ...]] = {}
    for chunk in chunks(screening_ids):
        for row in connection.execute(query.where(table.screening_id.in_(chunk))):
            gap = MissingList(row.list_key, row.title, row.status)
            found[row.screening_id] = (*found.get(row.screening_id, ()), gap)
    return found


def _of(table: Any, screening_id: str) -> Any:
    return select(table).where(table.c.screening_id == screening_id).order_by(table.c.position)


def _contents(connection: Connection, table: Any, screening_id: str) -> list[dict[str, Any]]:
    return [row.content for row in connection.execute(_of(table, screening_id))]


def _load_lines(connection: Connection, screening_id: str) -> Iterator[ScreenedLine]:
    """The lines in sheet order; those that found the same share it, as they did when they were screened."""
    line, supplier = tables.supplier_line, tables.supplier
    findings = load_findings(connection, screening_id)
    named = select(line.c.supplier_fingerprint).where(line.c.screening_id == screening_id)
    query = select(supplier.c.fingerprint, supplier.c.content).where(supplier.c.fingerprint.in_(named))
    suppliers = {row.fingerprint: row.content for row in connection.execute(query)}
    for row in connection.execute(_of(line, screening_id)):
        cells = {"sheet": row.sheet, "row": row.row, "amount": row.amount, "currency": row.currency}
        read = from_plain(SupplierLine, suppliers[row.supplier_fingerprint], **cells)
        yield replace(findings[row.finding], line=read)


def load_findings(
    connection: Connection, screening_id: str, numbers: Collection[int] | None = None
) -> dict[int, ScreenedLine]:
    """What a screening found, by number (all of it, or a page's worth of `numbers`), each still without its line."""
    wanted, spoken = _of(tables.flag, screening_id), select(tables.finding)
    spoken = spoken.where(tables.finding.c.screening_id == screening_id)
    if numbers is not None:
        wanted = wanted.where(tables.flag.c.finding.in_(numbers))
        spoken = spoken.where(tables.finding.c.number.in_(numbers))
    flags: dict[int, list[Flag]] = {}
    for flag in connection.execute(wanted):
        flags.setdefault(flag.finding, []).append(from_plain(Flag, flag.content))
    rows = connection.execute(spoken).all()
    entries = _load_entries(connection, (key for row in rows for key in _entry_keys(row.content)))
    findings = {}
    for row in rows:
        matches = tuple(
            from_plain(
                Match,
                {name: value for name, value in plain.items() if name != "entry"},
                entry=entries[plain["list_key"], plain["entry"]],
            )
            for plain in row.content.pop("matches")
        )
        findings[row.number] = from_plain(
            ScreenedLine, row.content, line=_NO_LINE, flags=tuple(flags.get(row.number, ())), matches=matches
        )
    return findings


def _entry_keys(found: dict[str, Any]) -> Iterator[EntryKey]:
    return ((match["list_key"], match["entry"]) for match in found["matches"])


def _load_entries(connection: Connection, keys: Iterable[EntryKey]) -> dict[EntryKey, ListedEntity]:
    wanted: dict[str, set[str]] = {}
    for list_key, print_ in keys:
        wanted.setdefault(list_key, set()).add(print_)
    table = tables.entry
    loaded: dict[EntryKey, ListedEntity] = {}
    for list_key, prints in wanted.items():
        for chunk in chunks(sorted(prints)):
            query = select(table).where(table.c.list_key == list_key, table.c.fingerprint.in_(chunk))
            for row in connection.execute(query):
                entry = entry_from_dict(row.content)
                if isinstance(entry, ListedEntity):
                    loaded[list_key, row.fingerprint] = entry
    return loaded
