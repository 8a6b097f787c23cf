"""What has no digest carried yet, and which digests have not reached everybody?

A digest is an outbox: it is kept before it goes out, and goes out until it has arrived. Refuses to know how a message
looks and where it goes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from supplychain.store.engine import Store, reading, writing
from supplychain.store.tables_standing import digest, flag_change

WAITING, TOLD = "waiting", "told"


@dataclass(frozen=True, slots=True)
class KeptDigest:
    """A digest: `content` holds counts, ids and conditions, nothing of any supplier; `sent_to` where it has arrived."""

    digest_id: str
    made_at: datetime
    content: dict[str, Any]
    sent_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlagChange:
    """What a re-screening changed in one standing flag; `content` has the supplier and the flag, {} once erased."""

    flag_id: str
    organisation_id: str
    kind: str
    list_key: str
    entry_id: str
    version_before: str
    version_after: str
    severity: str
    content: dict[str, Any]


def untold_changes(store: Store) -> tuple[FlagChange, ...]:
    """The changes that no digest carries, in order."""
    return _changes(store, flag_change.c.digest_id.is_(None))


def changes_of(store: Store, digest_id: str) -> tuple[FlagChange, ...]:
    """The changes a digest carries."""
    return _changes(store, flag_change.c.digest_id == digest_id)


def keep_digest(store: Store, kept: KeptDigest, changes: int) -> bool:
    """Keeps a digest with all changes that no other carries. False, and nothing kept, where they are no longer as many
    as it tells of: another process was telling them, or more have come."""
    untold = flag_change.c.digest_id.is_(None)
    with writing(store) as connection:
        ids = connection.execute(select(flag_change.c.id).where(untold).with_for_update()).scalars().all()
        if len(ids) != changes:
            return False
        connection.execute(update(flag_change).where(untold).values(digest_id=kept.digest_id))
        row = {"digest_id": kept.digest_id, "made_at": kept.made_at, "content": kept.content}
        connection.execute(insert(digest).values(**row, sent_to="", outcome=WAITING))
    return True


def waiting_digests(store: Store) -> tuple[KeptDigest, ...]:
    """Those that have not reached everybody, oldest first."""
    return _digests(store, select(digest).where(digest.c.outcome == WAITING).order_by(digest.c.made_at))


def latest_digest(store: Store) -> KeptDigest | None:
    """The one made last."""
    return next(iter(_digests(store, select(digest).order_by(digest.c.made_at.desc()).limit(1))), None)


def note_sent(store: Store, digest_id: str, sent_to: Iterable[str], at: datetime | None) -> None:
    """Where a digest has arrived by now; `at` is the time where that is everywhere, else None."""
    values: dict[str, Any] = {"sent_to": ",".join(sent_to)}
    with writing(store) as connection:
        if at is not None:
            values["outcome"] = TOLD
            connection.execute(update(flag_change).where(flag_change.c.digest_id == digest_id).values(told_at=at))
        connection.execute(update(digest).where(digest.c.digest_id == digest_id).values(values))


def _digests(store: Store, query: Any) -> tuple[KeptDigest, ...]:
    with reading(store) as connection:
        return tuple(
            KeptDigest(row.digest_id, row.made_at, row.content, tuple(filter(None, row.sent_to.split(","))))
            for row in connection.execute(query)
        )


def _changes(store: Store, chosen: Any) -> tuple[FlagChange, ...]:
    table = flag_change.c
    columns = (
        table.flag_id, table.organisation_id, table.kind, table.list_key, table.entry_id, table.version_before,
        table.version_after, table.severity, table.content,
    )  # fmt: skip
    with reading(store) as connection:
        return tuple(FlagChange(*row) for row in connection.execute(select(*columns).where(chosen).order_by(table.id)))
