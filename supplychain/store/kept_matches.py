"""Which name matches are kept of each supplier, and which of them did a reviewer confirm? As last screened.

Refuses to know thresholds: it gives every match down to the cutoff of its screening, at most its `top` a line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from supplychain.collector import gc_paused
from supplychain.model import Decision, DispositionStatus
from supplychain.store import tables
from supplychain.store.engine import Store, reading
from supplychain.store.tables import MAIN_ORGANISATION
from supplychain.store.tables_review import disposition
from supplychain.store.tables_standing import standing_flag
from supplychain.store.versions import chunks


@dataclass(frozen=True, slots=True)
class KeptMatch:
    """One match as a screening kept it: the list, the name that matched, and the score 0..1."""

    list_key: str
    matched_name: str
    score: float


@dataclass(frozen=True, slots=True)
class KeptSupplier:
    """A supplier with its matches, best first, as its newest screening found them; `cutoff` is that screening's.
    `content` as `entry_form.supplier_to_dict` gives it."""

    name: str
    content: dict[str, Any]
    screening_id: str
    cutoff: float
    matches: tuple[KeptMatch, ...]


@dataclass(frozen=True, slots=True)
class ConfirmedMatch:
    """A match that a reviewer called true, for good: the supplier, the list, the entry, and its score when it was
    flagged."""

    supplier_name: str
    list_key: str
    entry_id: str
    score: float


@gc_paused()
def kept_suppliers(store: Store, *, organisation_id: str = MAIN_ORGANISATION) -> tuple[KeptSupplier, ...]:
    """Every distinct supplier of an organisation, in the order of their fingerprints."""
    with reading(store) as connection:
        newest = _newest(connection, organisation_id)
        settings = {row.screening_id: dict(row.settings) for row in connection.execute(select(tables.screening))}
        found: dict[tuple[str, int], tuple[KeptMatch, ...]] = {}
        wanted = sorted({screening for screening, _ in newest.values()})
        for screening_id in wanted:
            query = select(tables.finding.c.number, tables.finding.c.content).filter_by(screening_id=screening_id)
            for row in connection.execute(query):
                found[screening_id, row.number] = _matches(row.content)
        kept: list[KeptSupplier] = []
        for chunk in chunks(sorted(newest)):
            for row in connection.execute(select(tables.supplier).where(tables.supplier.c.fingerprint.in_(chunk))):
                screening_id, number = newest[row.fingerprint]
                cutoff = float(settings[screening_id].get("cutoff", 0.0))
                kept.append(KeptSupplier(row.name, row.content, screening_id, cutoff, found[screening_id, number]))
    return tuple(kept)


def confirmed_matches(store: Store, *, organisation_id: str = MAIN_ORGANISATION) -> tuple[ConfirmedMatch, ...]:
    """What reviewers of an organisation called true matches, by supplier."""
    table = standing_flag.c
    query = (
        select(table.supplier_name, table.list_key, table.entry_id, table.score)
        .join(disposition, disposition.c.flag_id == table.flag_id)
        .where(
            table.organisation_id == organisation_id,
            disposition.c.decision == Decision.TRUE_MATCH.value,
            disposition.c.status == DispositionStatus.FINAL.value,
        )
        .distinct()
        .order_by(table.supplier_name, table.list_key, table.entry_id)
    )
    with reading(store) as connection:
        return tuple(ConfirmedMatch(*row) for row in connection.execute(query))


def _newest(connection: Connection, organisation_id: str) -> dict[str, tuple[str, int]]:
    """For each supplier, the newest screening that has it, and the number of what that found."""
    line, screening = tables.supplier_line.c, tables.screening.c
    query = (
        select(line.supplier_fingerprint, line.screening_id, line.finding)
        .join(tables.screening, screening.screening_id == line.screening_id)
        .where(screening.organisation_id == organisation_id)
        .order_by(screening.started_at, line.screening_id)  # PostgreSQL orders distinct rows by what they show alone
        .distinct()
        .add_columns(screening.started_at)
    )
    return {row.supplier_fingerprint: (row.screening_id, row.finding) for row in connection.execute(query)}


def _matches(content: dict[str, Any]) -> tuple[KeptMatch, ...]:
    return tuple(
        KeptMatch(one["list_key"], one["matched_name"], float(one["score"])) for one in content.get("matches", ())
    )
