"""Which list versions did a supplier meet, and when? The certificate's rows, from the screenings that named it and the
re-screenings of the whole base since.

Refuses to judge whether that is enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from supplychain.model import ListVersion
from supplychain.plain import from_plain
from supplychain.store.engine import Store, reading
from supplychain.store.tables import screening, screening_missing, screening_version
from supplychain.store.tables_standing import rescreening


@dataclass(frozen=True, slots=True)
class MetVersion:
    """A supplier met a list version: at which moment, in which run."""

    at: datetime
    run: str  # "screening <id>" or "rescreening <id>"
    list_key: str
    version: str
    as_of: str
    checked_at: str
    sha256: str


@dataclass(frozen=True, slots=True)
class LackedList:
    """A list that could not be used as it should in a screening."""

    at: datetime
    run: str
    list_key: str
    status: str


def versions_met(
    store: Store, organisation_id: str, screening_ids: Iterable[str]
) -> tuple[tuple[MetVersion, ...], tuple[LackedList, ...]]:
    """What the suppliers of these screenings met, in them and in every finished re-screening since the first of them;
    what was lacking in them. Oldest first."""
    ids = sorted(set(screening_ids))
    if not ids:
        return (), ()
    mine = (screening.c.screening_id.in_(ids), screening.c.organisation_id == organisation_id)
    held = (
        select(screening.c.started_at, screening_version)
        .join(screening_version, screening_version.c.screening_id == screening.c.screening_id)
        .where(*mine)
        .order_by(screening.c.started_at, screening_version.c.screening_id, screening_version.c.position)
    )
    lacking = (
        select(screening.c.started_at, screening_missing)
        .join(screening_missing, screening_missing.c.screening_id == screening.c.screening_id)
        .where(*mine)
        .order_by(screening.c.started_at, screening_missing.c.screening_id, screening_missing.c.position)
    )
    with reading(store) as connection:
        met = [_of_screening(row) for row in connection.execute(held)]
        lacked = tuple(
            LackedList(row.started_at, f"screening {row.screening_id}", row.list_key, row.status)
            for row in connection.execute(lacking)
        )
        if met:
            later = (
                select(rescreening)
                .where(rescreening.c.finished_at.is_not(None), rescreening.c.started_at >= met[0].at)
                .order_by(rescreening.c.started_at)
            )
            for row in connection.execute(later):
                met += _of_rescreening(row)
    return tuple(sorted(met, key=lambda one: one.at)), lacked


def _of_screening(row: Any) -> MetVersion:
    version = from_plain(ListVersion, row.content)
    return MetVersion(
        at=row.started_at,
        run=f"screening {row.screening_id}",
        list_key=row.list_key,
        version=row.version,
        as_of=version.as_of.isoformat(),
        checked_at=version.checked_at.isoformat(),
        sha256=version.sha256,
    )


def _of_rescreening(row: Any) -> list[MetVersion]:
    """A re-screening counts only where every supplier of the store met it (the count its row proves)."""
    if row.met_count != row.supplier_count:
        return []
    return [
        MetVersion(row.finished_at, f"rescreening {row.rescreening_id}", list_key, after, "", "", "")
        for list_key, _, after, *_ in row.versions
        if after
    ]
