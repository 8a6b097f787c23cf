"""When was each list last looked for at its publisher, and what came of it?

One record an attempt, a failed one too: a list nobody could fetch must not look like a list without news. Refuses to
know how lists are fetched and judged.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from sqlalchemy import func, insert, select, update

from supplychain.store.engine import Store, reading, writing
from supplychain.store.tables import refresh


@dataclass(frozen=True, slots=True)
class RefreshRecord:
    """One attempt to refresh one list. `outcome` is `updated`, `unchanged`, `quarantined`, `kept_last_good`, `no_data`,
    or `running` while the attempt lasts.

    `verified` says that the publisher's list of that moment is the current version. `message` is one sentence for the
    operator. The counts are entries; None where the attempt did not come that far.
    """

    list_key: str
    started_at: datetime
    finished_at: datetime
    outcome: str
    verified: bool
    source_url: str
    message: str = ""
    http_status: int | None = None
    byte_count: int | None = None
    sha256: str = ""
    etag: str = ""
    last_modified: str = ""
    version: str = ""
    entry_count: int | None = None
    added: int | None = None
    removed: int | None = None
    changed: int | None = None


RUNNING = "running"
STOPPED = "kept_last_good"
STOPPED_WORDS = "The program was stopped before this attempt came to its end; what it had published by then is whole."

_COLUMNS = [refresh.c[f.name] for f in fields(RefreshRecord)]


def save_refresh(store: Store, record: RefreshRecord) -> None:
    """Keeps the record of one attempt. Raises StoreError."""
    with writing(store) as connection:
        connection.execute(insert(refresh).values(asdict(record)))


def begin_refresh(store: Store, list_key: str, started_at: datetime, source_url: str) -> int:
    """Notes that an attempt begins, so that one that is killed leaves its trace too; gives its number.

    Earlier attempts on the list that never ended are closed as stopped: call it only while no other one runs.
    """
    begun = RefreshRecord(list_key, started_at, started_at, RUNNING, False, source_url)
    left_open = (refresh.c.list_key == list_key) & (refresh.c.outcome == RUNNING)
    with writing(store) as connection:
        connection.execute(update(refresh).where(left_open).values(outcome=STOPPED, message=STOPPED_WORDS))
        return int(connection.execute(insert(refresh).values(asdict(begun)).returning(refresh.c.id)).scalar_one())


def finish_refresh(store: Store, number: int, record: RefreshRecord) -> None:
    """Notes what came of the attempt `begin_refresh` numbered. Raises StoreError."""
    with writing(store) as connection:
        connection.execute(update(refresh).where(refresh.c.id == number).values(asdict(record)))


def last_verified(store: Store, list_key: str) -> RefreshRecord | None:
    """The latest attempt that found or made the current version the publisher's own; None where none did."""
    query = select(*_COLUMNS).where(refresh.c.list_key == list_key, refresh.c.verified).order_by(refresh.c.id.desc())
    with reading(store) as connection:
        row = connection.execute(query.limit(1)).first()
        return None if row is None else RefreshRecord(*row)


def waiting_quarantines(store: Store) -> dict[str, RefreshRecord]:
    """The latest quarantined attempt of every list that has had no verified one since, by list key: the publisher's
    list of today waits for a person."""
    latest = select(func.max(refresh.c.id)).where(refresh.c.outcome == "quarantined").group_by(refresh.c.list_key)
    settled = refresh.alias()
    since = select(settled.c.id).where(
        settled.c.list_key == refresh.c.list_key, settled.c.id > refresh.c.id, settled.c.verified
    )
    query = select(*_COLUMNS).where(refresh.c.id.in_(latest), ~since.exists()).order_by(refresh.c.list_key)
    with reading(store) as connection:
        return {row.list_key: RefreshRecord(*row) for row in connection.execute(query)}


def seen_since_verified(store: Store) -> dict[str, datetime]:
    """The latest time any attempt ended at, among those since each list was last verified, by list key: the clock has
    shown it, so a clock that was set back cannot make the list younger again."""
    verified = (
        select(refresh.c.list_key, func.max(refresh.c.id).label("id"))
        .where(refresh.c.verified)
        .group_by(refresh.c.list_key)
        .subquery()
    )
    since = refresh.alias()
    query = (
        select(verified.c.list_key, func.max(since.c.finished_at).label("seen"))
        .join(since, since.c.id >= verified.c.id)
        .group_by(verified.c.list_key)
    )
    with reading(store) as connection:
        return {row.list_key: row.seen for row in connection.execute(query)}


def last_refreshes(store: Store) -> dict[str, RefreshRecord]:
    """The latest attempt of every list that was ever looked for, by list key; {} on a home that never refreshed."""
    latest = select(func.max(refresh.c.id)).group_by(refresh.c.list_key)
    with reading(store) as connection:
        rows = connection.execute(select(*_COLUMNS).where(refresh.c.id.in_(latest)).order_by(refresh.c.list_key))
        return {row.list_key: RefreshRecord(*row) for row in rows}


def last_updates(store: Store) -> dict[str, RefreshRecord]:
    """The latest attempt that published a version, by list key."""
    latest = select(func.max(refresh.c.id)).where(refresh.c.outcome == "updated").group_by(refresh.c.list_key)
    with reading(store) as connection:
        rows = connection.execute(select(*_COLUMNS).where(refresh.c.id.in_(latest)).order_by(refresh.c.list_key))
        return {row.list_key: RefreshRecord(*row) for row in rows}


def refreshes_of(store: Store, list_key: str, limit: int = 50) -> tuple[RefreshRecord, ...]:
    """The latest attempts of one list, newest first."""
    query = select(*_COLUMNS).where(refresh.c.list_key == list_key).order_by(refresh.c.id.desc()).limit(limit)
    with reading(store) as connection:
        return tuple(RefreshRecord(*row) for row in connection.execute(query))
