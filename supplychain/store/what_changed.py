"""Which of an organisation's suppliers do the entries of a list touch, and what did each re-screening change for it?

One organisation at a time. Refuses to know what changed in a list: which entries is an argument.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from supplychain.model import Severity
from supplychain.store.engine import Store, reading
from supplychain.store.tables_standing import flag_change, rescreening, standing_flag
from supplychain.store.versions import chunks


@dataclass(frozen=True, slots=True)
class TouchedFlag:
    """A standing flag on an entry; `entry` is what the list calls it, `status` a StandingStatus value."""

    flag_id: str
    supplier_name: str
    entry_id: str
    entry: str
    severity: Severity
    status: str
    decision: str
    spend: float
    currency: str


@dataclass(frozen=True, slots=True)
class ChangedFlag:
    """What one re-screening changed in one flag: `kind` is `new`, `changed` or `withdrawn`; `fields` are (field, was,
    is) of its list entry. Supplier and entry are "" once erased; `stands` says whether the flag is still kept."""

    at: datetime
    flag_id: str
    kind: str
    list_key: str
    entry_id: str
    severity: Severity
    supplier_name: str
    entry: str
    fields: tuple[tuple[str, str, str], ...]
    stands: bool


@dataclass(frozen=True, slots=True)
class RescreeningTold:
    """A re-screening as one organisation sees it: `kinds` counts its own flags that moved; `versions` are (list key,
    version before, version after) of the lists that had changed; `suppliers` met them, of the whole store."""

    rescreening_id: str
    started_at: datetime
    finished_at: datetime | None
    versions: tuple[tuple[str, str, str], ...]
    suppliers: int
    complete: bool
    kinds: dict[str, int]


def flags_touched(
    store: Store, organisation_id: str, list_key: str, entry_ids: Collection[str], limit: int
) -> tuple[tuple[TouchedFlag, ...], int]:
    """The organisation's standing flags on these entries of a list, gravest and best first, at most `limit`; how many
    there are. Withdrawn ones too: a removed entry withdraws its flags."""
    table = standing_flag.c
    mine = (table.organisation_id == organisation_id, table.list_key == list_key)
    rows: list[Any] = []
    total = 0
    with reading(store) as connection:
        for chunk in chunks(sorted(set(entry_ids))):
            chosen = (*mine, table.entry_id.in_(chunk))
            total += connection.execute(select(func.count()).select_from(standing_flag).where(*chosen)).scalar_one()
            ranked = select(standing_flag).where(*chosen).order_by(table.severity_rank, table.score.desc())
            rows += connection.execute(ranked.order_by(table.flag_id).limit(limit)).all()
    rows.sort(key=lambda row: (row.severity_rank, -row.score, row.flag_id))
    touched = tuple(
        TouchedFlag(
            row.flag_id, row.supplier_name, row.entry_id, str(row.content.get("entry", "")), Severity(row.severity),
            row.status, row.decision, row.spend, row.currency,
        )
        for row in rows[:limit]
    )  # fmt: skip
    return touched, total


def latest_rescreenings(store: Store, organisation_id: str, limit: int) -> tuple[RescreeningTold, ...]:
    """The latest re-screenings, newest first."""
    query = select(rescreening).order_by(rescreening.c.started_at.desc(), rescreening.c.rescreening_id).limit(limit)
    with reading(store) as connection:
        rows = connection.execute(query).all()
        kinds = _kinds(connection, organisation_id, [row.rescreening_id for row in rows])
    return tuple(_told(row, kinds.get(row.rescreening_id, {})) for row in rows)


def changed_flags(
    store: Store, organisation_id: str, limit: int, *, rescreening_id: str = "", list_key: str = "", before: int = 0
) -> tuple[tuple[ChangedFlag, ...], int]:
    """The organisation's flags that re-screenings changed, newest first, of one re-screening or list where named; and
    the number to ask for the next ones `before`, 0 where there are none."""
    query: Select[Any] = (
        select(flag_change, rescreening.c.started_at, standing_flag.c.flag_id.label("standing"))
        .join(rescreening, rescreening.c.rescreening_id == flag_change.c.rescreening_id)
        .outerjoin(standing_flag, standing_flag.c.flag_id == flag_change.c.flag_id)
        .where(flag_change.c.organisation_id == organisation_id)
        .order_by(flag_change.c.id.desc())
        .limit(limit + 1)
    )
    if rescreening_id:
        query = query.where(flag_change.c.rescreening_id == rescreening_id)
    if list_key:
        query = query.where(flag_change.c.list_key == list_key)
    if before:
        query = query.where(flag_change.c.id < before)
    with reading(store) as connection:
        rows = connection.execute(query).all()
    return tuple(_changed(row) for row in rows[:limit]), rows[limit - 1].id if len(rows) > limit else 0


def _kinds(connection: Any, organisation_id: str, rescreening_ids: list[str]) -> dict[str, dict[str, int]]:
    table = flag_change.c
    query = (
        select(table.rescreening_id, table.kind, func.count())
        .where(table.organisation_id == organisation_id, table.rescreening_id.in_(rescreening_ids))
        .group_by(table.rescreening_id, table.kind)
    )
    found: dict[str, dict[str, int]] = {}
    for rescreening_id, kind, number in connection.execute(query):
        found.setdefault(rescreening_id, {})[kind] = number
    return found


def _told(row: Any, kinds: dict[str, int]) -> RescreeningTold:
    moved = tuple((key, before, after) for key, before, after, *_ in row.versions if before != after)
    complete = row.met_count == row.supplier_count
    return RescreeningTold(
        row.rescreening_id, row.started_at, row.finished_at, moved, row.met_count, complete, kinds
    )  # fmt: skip


def _changed(row: Any) -> ChangedFlag:
    content = row.content
    return ChangedFlag(
        at=row.started_at,
        flag_id=row.flag_id,
        kind=row.kind,
        list_key=row.list_key,
        entry_id=row.entry_id,
        severity=Severity(row.severity),
        supplier_name=str(content.get("supplier_name", "")),
        entry=str(content.get("flag", {}).get("entry", "")),
        fields=tuple((str(field), str(was), str(now)) for field, was, now in content.get("fields", ())),
        stands=row.standing is not None,
    )
