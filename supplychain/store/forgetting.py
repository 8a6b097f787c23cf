"""How is what was uploaded erased, so that nothing of a supplier nobody has any more is left?

List entries and versions stay: they are public, or the organisation's own. Decisions keep their ids and fingerprints.
Refuses to know how long anything is kept, and the files beside the database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, exists, select, update

from supplychain.model import Axis, SupplierLine
from supplychain.plain import from_plain
from supplychain.store import tables
from supplychain.store.audit import AuditEvent, append_audit
from supplychain.store.engine import Store, empty_log, writing
from supplychain.store.rescreenings import Holding, holdings
from supplychain.store.review_erasure import erase_review
from supplychain.store.standing_rows import makers_of, settle_money, subject_of
from supplychain.store.tables_standing import flag_change, standing_flag
from supplychain.store.tables_uploads import upload
from supplychain.store.versions import chunks


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was erased: ids of screenings, names of stored upload files, and how many suppliers, standing flags and
    decisions lost what they held of a supplier."""

    screenings: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    suppliers: int = 0
    flags: int = 0
    dispositions: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many of each, by name."""
        return {
            "screenings": len(self.screenings),
            "files": len(self.files),
            "suppliers": self.suppliers,
            "flags": self.flags,
            "dispositions": self.dispositions,
        }


def forget_before(store: Store, before: datetime, at: datetime, actor: str) -> Forgotten:
    """Erases every screening that started and every upload that came before a moment, and notes it in the trail.

    On SQLite the bytes themselves are overwritten, in the file and in the write-ahead log; a backup made earlier still
    holds them. Raises StoreError.
    """
    started = tables.screening.c.started_at < before
    event = AuditEvent(at, actor, "retention.erase", "retention", before.date().isoformat())
    return _forget(store, started, upload.c.created_at < before, event)


def forget_screening(store: Store, screening_id: str, organisation_id: str, actor: str, at: datetime) -> Forgotten:
    """Erases one screening of the organisation with its upload; what is found in none is gone. Nothing is erased, and
    nothing noted, where the organisation has no such screening. Raises StoreError."""
    table = tables.screening.c
    mine = (table.screening_id == screening_id) & (table.organisation_id == organisation_id)
    sent = (upload.c.screening_id == screening_id) & (upload.c.organisation_id == organisation_id)
    event = AuditEvent(at, actor, "screening.forget", "screening", screening_id, organisation_id=organisation_id)
    return _forget(store, mine, sent, event)


def _forget(store: Store, chosen: ColumnElement[bool], sent: ColumnElement[bool], event: AuditEvent) -> Forgotten:
    on_sqlite = store.engine.dialect.name == "sqlite"
    screening, supplier, line = tables.screening, tables.supplier, tables.supplier_line
    with writing(store) as connection:
        if on_sqlite:
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
        ids = tuple(connection.execute(select(screening.c.screening_id).where(chosen)).scalars())
        files = tuple(connection.execute(select(upload.c.stored_name).where(sent)).scalars())
        if not ids and not files:
            return Forgotten()
        connection.execute(delete(upload).where(sent))
        connection.execute(delete(screening).where(chosen))
        named = exists().where(line.c.supplier_fingerprint == supplier.c.fingerprint)
        suppliers = connection.execute(delete(supplier).where(~named)).rowcount
        flags = _homeless(connection)
        reviewed = _erase_flags(connection, flags, event)
        dispositions = sum(one.object_kind == "disposition" for one in reviewed)
        done = Forgotten(ids, tuple(filter(None, files)), suppliers, len(flags), dispositions)
        after = {**done.counts, "erased": sorted(ids)[:1_000]}
        append_audit(connection, *reviewed, replace(event, after=after))
    if on_sqlite:
        empty_log(store)
    return done


def _homeless(connection: Connection) -> list[str]:
    """The standing flags that no kept screening has any more; those that an earlier one still has are given its
    figures."""
    table = standing_flag.c
    lost = ~exists().where(tables.screening.c.screening_id == table.screening_id)
    rows = connection.execute(select(standing_flag).where(lost)).all()
    homes = dict(_homes(connection, rows))
    values = [
        {
            "id": flag_id,
            "supplier_fingerprint": print_,
            "screening_id": home.screening_id,
            "seen_at": home.started_at,
            "lines": home.lines,
            **_money(home),
        }
        for flag_id, (print_, home) in homes.items()
    ]
    if values:
        connection.execute(update(standing_flag).where(table.flag_id == bindparam("id")), values)
    return sorted(row.flag_id for row in rows if row.flag_id not in homes)


def _homes(connection: Connection, rows: Collection[Row[Any]]) -> Iterator[tuple[str, tuple[str, Holding]]]:
    """For each flag that a kept screening of its organisation still has by some row of the same subject: that row and
    screening, the latest one."""
    supplier = tables.supplier.c
    lines: dict[str, list[tuple[str, SupplierLine]]] = {}
    for chunk in chunks(sorted({row.supplier_name for row in rows})):
        query = select(supplier.name, supplier.fingerprint, supplier.content).where(supplier.name.in_(chunk))
        for one in connection.execute(query):
            lines.setdefault(one.name, []).append(
                (one.fingerprint, from_plain(SupplierLine, one.content, sheet="", row=0))
            )
    held = holdings(connection, {print_ for found in lines.values() for print_, _ in found})
    for row in rows:
        axes = tuple(Axis(one) for one in row.axes.split(",") if one)
        homes = [
            (held[print_][row.organisation_id], print_)
            for print_, line in lines.get(row.supplier_name, ())
            if row.organisation_id in held.get(print_, {})
            and row.subject in {subject_of(line, axes, maker) for maker in ("", *makers_of(line))}
        ]
        if homes:
            home, print_ = max(homes, key=lambda one: (one[0].started_at, one[0].screening_id))
            yield row.flag_id, (print_, home)


def _erase_flags(connection: Connection, flag_ids: Collection[str], because: AuditEvent) -> list[AuditEvent]:
    """Erases flags with their evidence; what tells of their changes and decisions keeps ids and fingerprints alone.
    Gives the events that tell of the decisions and files."""
    for chunk in chunks(sorted(flag_ids)):
        connection.execute(delete(standing_flag).where(standing_flag.c.flag_id.in_(chunk)))
        connection.execute(update(flag_change).where(flag_change.c.flag_id.in_(chunk)).values(content={}))
    return erase_review(connection, flag_ids, because)


def _money(home: Holding) -> dict[str, Any]:
    figures: dict[str, Any] = {"money": home.money}
    settle_money(figures)
    return figures
