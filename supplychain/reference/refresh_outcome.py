"""What came of one attempt on one list? One word, the reason, and what was counted; and the same as a row to keep.

Refuses to know how it came to that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from supplychain.store.refreshes import RefreshRecord


class Outcome(StrEnum):
    """What came of one attempt on one list."""

    UPDATED = "updated"  # a new version is published
    UNCHANGED = "unchanged"  # the publisher still has what we hold
    KEPT_LAST_GOOD = "kept_last_good"  # nothing usable came; the version held stays
    QUARANTINED = "quarantined"  # it could be read, but a gate wants a person to look first; the version held stays
    NO_DATA = "no_data"  # nothing usable came and nothing is held


@dataclass(frozen=True, slots=True)
class RefreshOutcome:
    """One attempt on one list, told. `url` is where the file was asked for; `records` are entries that came; `added`,
    `removed` and `changed` compare them with the version held before; None where the attempt did not come so far."""

    key: str
    outcome: Outcome
    reason: str = ""
    gate: str = ""
    http_status: int | None = None
    byte_count: int | None = None
    sha256: str = ""
    records: int | None = None
    added: int | None = None
    removed: int | None = None
    changed: int | None = None
    url: str = ""
    version: str = ""
    warnings: tuple[str, ...] = ()
    row_errors: int = 0
    unread: int = 0
    requests: int = 0
    seconds: float = 0.0
    etag: str = ""
    last_modified: str = ""

    @property
    def verified(self) -> bool:
        """Whether the version we hold is the publisher's of this moment."""
        return self.outcome in (Outcome.UPDATED, Outcome.UNCHANGED)


def as_record(outcome: RefreshOutcome, started: datetime, finished: datetime) -> RefreshRecord:
    """The attempt as the store keeps it; warnings stand in its message."""
    message = f"{outcome.gate}: {outcome.reason}" if outcome.gate else outcome.reason
    if outcome.warnings:
        message = f"{message} Note: {' '.join(outcome.warnings)}".strip()
    return RefreshRecord(
        list_key=outcome.key,
        started_at=started,
        finished_at=finished,
        outcome=outcome.outcome.value,
        verified=outcome.verified,
        source_url=outcome.url,
        message=message,
        http_status=outcome.http_status,
        byte_count=outcome.byte_count,
        sha256=outcome.sha256,
        etag=outcome.etag,
        last_modified=outcome.last_modified,
        version=outcome.version,
        entry_count=outcome.records,
        added=outcome.added,
        removed=outcome.removed,
        changed=outcome.changed,
    )
