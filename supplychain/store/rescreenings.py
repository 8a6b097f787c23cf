"""What has the stored supplier base met, who is in it, and what did each re-screening change?

A re-screening is kept in one transaction, at its end: a kill before leaves nothing of it. Refuses to know how anything
was found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, select

from supplychain.collector import gc_paused
from supplychain.store import tables
from supplychain.store.audit import AuditEvent, append_audit
from supplychain.store.bulk import add_rows
from supplychain.store.engine import Store, insert_new, reading
from supplychain.store.standing_flags import Move, told_moves
from supplychain.store.tables_standing import base_version, flag_change, met_screening, rescreening
from supplychain.store.versions import chunks


@dataclass(frozen=True, slots=True)
class UnmetScreening:
    """A screening no re-screening has looked at: its engine, settings, lines, and list key → version it used."""

    screening_id: str
    engine: str
    settings: dict[str, float]
    lines: int
    versions: dict[str, str]


@dataclass(frozen=True, slots=True)
class Base:
    """The supplier base at one moment: how many suppliers the database counts, the suppliers themselves (fingerprint,
    content as `entry_form.supplier_to_dict` gives it), and the screenings no re-screening has looked at."""

    count: int
    suppliers: tuple[tuple[str, dict[str, Any]], ...]
    unmet: tuple[UnmetScreening, ...]
    unmet_suppliers: Mapping[str, frozenset[str]]  # screening id → fingerprints


@dataclass(frozen=True, slots=True)
class Holding:
    """The latest screening of an organisation that has a supplier: on how many lines, and their money by currency."""

    organisation_id: str
    screening_id: str
    started_at: datetime
    lines: int
    money: dict[str, float]


@dataclass(frozen=True, slots=True)
class Rescreening:
    """One re-screening as it is kept. `versions` are (list key, version before, version after, entries changed), ""
    where there was or is none."""

    rescreening_id: str
    started_at: datetime
    finished_at: datetime
    engine: str
    settings: tuple[tuple[str, float | str], ...]
    versions: tuple[tuple[str, str, str, int], ...]
    supplier_count: int
    met_count: int
    moves: tuple[Move, ...] = field(default=())

    def counted(self, *kinds: str) -> int:
        """Moves of these kinds."""
        return sum(move.kind in kinds for move in self.moves)


def base_versions(store: Store) -> dict[str, str]:
    """The version of each list that the whole base last met; {} before the first re-screening."""
    with reading(store) as connection:
        rows = connection.execute(select(base_version.c.list_key, base_version.c.version))
        return {row.list_key: row.version for row in rows}


def last_settings(store: Store) -> tuple[str, list[list[Any]]] | None:
    """Engine and settings of the latest re-screening; None before the first one."""
    # By the base's own versions, not by time: a clock may have been set back.
    latest = select(base_version.c.rescreening_id).limit(1).scalar_subquery()
    query = select(rescreening.c.engine, rescreening.c.settings).where(rescreening.c.rescreening_id == latest)
    with reading(store) as connection:
        row = connection.execute(query).first()
        return None if row is None else (row.engine, row.settings)


def unmet_screenings(store: Store) -> tuple[UnmetScreening, ...]:
    """The screenings no re-screening has looked at."""
    with reading(store) as connection:
        return _unmet(connection)


@gc_paused()
def load_base(store: Store) -> Base:
    """The whole supplier base, all of it as it stood at one moment."""
    with reading(store) as connection:
        unmet = _unmet(connection)
        named: dict[str, set[str]] = {one.screening_id: set() for one in unmet}
        line = tables.supplier_line.c
        for chunk in chunks(sorted(named)):
            query = select(line.screening_id, line.supplier_fingerprint).where(line.screening_id.in_(chunk)).distinct()
            for row in connection.execute(query):
                named[row.screening_id].add(row.supplier_fingerprint)
        count = connection.execute(select(func.count()).select_from(tables.supplier)).scalar_one()
        query = select(tables.supplier.c.fingerprint, tables.supplier.c.content)
        suppliers = tuple((row.fingerprint, row.content) for row in connection.execute(query))
    return Base(count, suppliers, unmet, {one: frozenset(prints) for one, prints in named.items()})


def holdings(connection: Connection, fingerprints: Collection[str]) -> dict[str, dict[str, Holding]]:
    """For each supplier, the latest screening of every organisation that has it, by organisation."""
    line, screening = tables.supplier_line, tables.screening
    columns = (
        line.c.supplier_fingerprint, screening.c.organisation_id, screening.c.screening_id, screening.c.started_at,
        line.c.currency,
    )  # fmt: skip
    query = (
        select(*columns, func.count().label("lines"), func.sum(line.c.amount).label("paid"))
        .join(screening, screening.c.screening_id == line.c.screening_id)
        .group_by(*columns)
    )
    found: dict[str, dict[str, Holding]] = {}
    for chunk in chunks(sorted(fingerprints)):
        for row in connection.execute(query.where(line.c.supplier_fingerprint.in_(chunk))):
            by = found.setdefault(row.supplier_fingerprint, {})
            known = by.get(row.organisation_id)
            money = {} if row.paid is None else {row.currency: float(row.paid)}
            at = (row.started_at, row.screening_id)
            if known is None or at > (known.started_at, known.screening_id):
                by[row.organisation_id] = Holding(
                    row.organisation_id, row.screening_id, row.started_at, row.lines, money
                )
            elif row.screening_id == known.screening_id:
                known.money.update(money)
                by[row.organisation_id] = Holding(
                    known.organisation_id, known.screening_id, known.started_at, known.lines + row.lines, known.money
                )
    return found


def keep_rescreening(
    connection: Connection, done: Rescreening, changes: Iterable[dict[str, Any]], met: Iterable[str], actor: str
) -> None:
    """Keeps a re-screening in the caller's transaction: what it changed (rows of `flag_change` without its id), the
    versions the base has met now, the screenings it looked at, and its audit events. Call it last."""
    connection.execute(insert(rescreening).values(_row(done)))
    add_rows(connection, flag_change, ({**row, "rescreening_id": done.rescreening_id} for row in changes))
    connection.execute(delete(base_version))
    now = [
        {"list_key": key, "version": after, "rescreening_id": done.rescreening_id, "at": done.finished_at}
        for key, _, after, _ in done.versions
        if after
    ]
    if now:
        connection.execute(insert(base_version), now)
    _note_met(connection, met, done.rescreening_id)
    caused_by = f"rescreening {done.rescreening_id}"
    after = {name: value for name, value in _row(done).items() if name.endswith("_count")}
    after["versions"] = [list(one) for one in done.versions if one[1] != one[2]]
    event = AuditEvent(done.finished_at, actor, "rescreening.keep", "rescreening", done.rescreening_id, after=after)
    append_audit(connection, event, *told_moves(done.moves, actor, done.finished_at, caused_by))


def _row(done: Rescreening) -> dict[str, Any]:
    return {
        "rescreening_id": done.rescreening_id,
        "started_at": done.started_at,
        "finished_at": done.finished_at,
        "engine": done.engine,
        "settings": [list(pair) for pair in done.settings],
        "versions": [list(one) for one in done.versions],
        "supplier_count": done.supplier_count,
        "met_count": done.met_count,
        "new_count": done.counted("new", "again"),
        "changed_count": done.counted("changed"),
        "withdrawn_count": done.counted("withdrawn"),
    }


def _note_met(connection: Connection, screening_ids: Iterable[str], rescreening_id: str) -> None:
    """Screenings erased meanwhile are passed over."""
    wanted = sorted(set(screening_ids))
    there: list[str] = []
    for chunk in chunks(wanted):
        query = select(tables.screening.c.screening_id).where(tables.screening.c.screening_id.in_(chunk))
        there += connection.execute(query).scalars()
    rows = [{"screening_id": one, "rescreening_id": rescreening_id} for one in sorted(there)]
    insert_new(connection, met_screening, rows)


def _unmet(connection: Connection) -> tuple[UnmetScreening, ...]:
    screening, used = tables.screening, tables.screening_version
    met = select(met_screening.c.screening_id).where(met_screening.c.screening_id == screening.c.screening_id)
    query = (
        select(
            screening.c.screening_id,
            screening.c.engine,
            screening.c.settings,
            screening.c.line_count,
            used.c.list_key,
            used.c.version,
        )
        .outerjoin(used, and_(used.c.screening_id == screening.c.screening_id))
        .where(~met.exists())
        .order_by(screening.c.started_at, screening.c.screening_id)
    )
    found: dict[str, UnmetScreening] = {}
    for row in connection.execute(query):
        one = found.get(row.screening_id)
        if one is None:
            settings = dict(row.settings)
            one = UnmetScreening(row.screening_id, row.engine, settings, row.line_count, {})
            found[row.screening_id] = one
        if row.list_key is not None:
            one.versions[row.list_key] = row.version
    return tuple(found.values())
