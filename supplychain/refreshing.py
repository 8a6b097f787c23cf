"""How is one list refreshed by one process at a time, though the command line and several schedulers are asked to?

Whoever comes second waits, and takes what the first one brought instead of fetching it again. Refuses to know when it
is time to refresh.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from supplychain.model import JobOutcome
from supplychain.once import Runner
from supplychain.reference.refresh import Outcome, RefreshOutcome, RefreshRoom, refresh_list
from supplychain.store.job_runs import Verdict
from supplychain.store.refreshes import RUNNING, refreshes_of

REFRESH = "refresh"  # the job of a list is `refresh:<list key>`

# How often a second refresh of a list asks whether the first one is done.
_LOOK_SECONDS = 0.5
# A slow list may take ten minutes (the EU's), and a killed holder is waited for until its lease is over.
PATIENCE_SECONDS = 900.0


def refresh_job(list_key: str) -> str:
    """The name of the job that refreshes a list."""
    return f"{REFRESH}:{list_key}"


def refresh_alone(
    room: RefreshRoom, runner: Runner, key: str, given: str = "", pause: Callable[[float], None] = time.sleep
) -> RefreshOutcome:
    """`refresh_list` while no other process refreshes the list. Where one does: its outcome, once it is done; with
    `given`, our own attempt after it. Raises what `refresh_list` raises."""
    brought: list[RefreshOutcome] = []
    held: list[datetime] = []  # when the run that was in our way began

    def work() -> JobOutcome:
        theirs = None if given or not held else _brought(room, key, held[0])
        brought.append(theirs or refresh_list(room, key, given))
        return told(brought[0])

    began = time.monotonic()
    while True:
        ran = runner.run(refresh_job(key), room.clock(), work)  # by hand a run makes its own slot
        if ran.error is not None:
            raise ran.error
        if brought:
            return brought[0]
        if time.monotonic() - began > PATIENCE_SECONDS:
            reason = "Another process refreshes this list and comes to no end; `supplychain jobs` tells which."
            return RefreshOutcome(key, Outcome.KEPT_LAST_GOOD, reason)
        if ran.verdict is Verdict.HELD:
            held[:] = held or [ran.run.started_at]
        pause(_LOOK_SECONDS)


def told(outcome: RefreshOutcome) -> JobOutcome:
    """The outcome of a refresh as that of a job."""
    counted = {
        "records": outcome.records, "added": outcome.added, "removed": outcome.removed, "changed": outcome.changed,
        "row_errors": outcome.row_errors, "requests": outcome.requests, "bytes": outcome.byte_count,
    }  # fmt: skip
    counts = {name: count for name, count in counted.items() if count is not None}
    message = f"{outcome.gate}: {outcome.reason}" if outcome.gate else outcome.reason
    return JobOutcome(outcome.outcome.value, message, counts, outcome.key, outcome.version)


def _brought(room: RefreshRoom, key: str, since: datetime) -> RefreshOutcome | None:
    """What another process brought of the list since that moment, None where it did not come to an end."""
    latest = refreshes_of(room.store, key, 1)
    if not latest or latest[0].outcome == RUNNING or latest[0].finished_at < since:
        return None
    record = latest[0]
    reason = f"Another process refreshed it at the same time. {record.message}".strip()
    return RefreshOutcome(
        key, Outcome(record.outcome), reason, http_status=record.http_status, byte_count=record.byte_count,
        sha256=record.sha256, records=record.entry_count, added=record.added, removed=record.removed,
        changed=record.changed, url=record.source_url, version=record.version,
    )  # fmt: skip
