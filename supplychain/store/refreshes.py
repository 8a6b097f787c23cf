"""When was each list last looked for at its publisher, and what came of it?

One record an attempt, a failed one too: a list nobody could fetch must not look like a list without news. Refuses to
know how lists are fetched and judged.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from sqlalchemy import func, insert, select

from supplychain.store.engine import Store, reading, writing
from supplychain.store.tables import refresh


@dataclass(frozen=True, slots=True)
class RefreshRecord:
    """One attempt to refresh one list. `outcome` is a word such as `updated`, `unchanged`, `quarantined`, `failed`.

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


_COLUMNS = [refresh.c[f.name] for f in fields(RefreshRecord)]


def save_refresh(store: Store, record: RefreshRecord) -> None:
    """Keeps the record of one attempt. Raises StoreError."""
    with writing(store) as connection:
        connection.execute(insert(refresh).values(asdict(record)))


def last_refreshes(store: Store) -> dict[str, RefreshRecord]:
    """The latest attempt of every list that was ever looked for, by list key; {} on a home that never refreshed."""
    latest = select(func.max(refresh.c.id)).group_by(refresh.c.list_key)
    with reading(store) as connection:
        rows = connection.execute(select(*_COLUMNS).where(refresh.c.id.in_(latest)).order_by(refresh.c.list_key))
        return {row.list_key: RefreshRecord(*row) for row in rows}


def refreshes_of(store: Store, list_key: str, limit: int = 50) -> tuple[RefreshRecord, ...]:
    """The latest attempts of one list, newest first."""
    query = select(*_COLUMNS).where(refresh.c.list_key == list_key).order_by(refresh.c.id.desc()).limit(limit)
    with reading(store) as connection:
        return tuple(RefreshRecord(*row) for row in connection.execute(query))
