"""What is older than the operator keeps it, and is it gone? Uploads with their screenings, files and digests.

Lists, their versions and snapshots are never thinned: past decisions rest on them. Refuses to know when it is time to.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from supplychain.kept_workbooks import erase_workbooks, remove_leftovers
from supplychain.model import JobOutcome
from supplychain.settings import Settings
from supplychain.store import Store
from supplychain.store.forgetting import Forgotten, forget_before
from supplychain.store.forgetting import forget_screening as forget_one

Clock = Callable[[], datetime]
ACTOR = "job retention"
_SPARE = timedelta(days=1)  # a file lies here before its screening begins


def forget_old(store: Store, settings: Settings, clock: Clock) -> JobOutcome:
    """Erases what is older than `retention_days`. Outcomes: `kept_for_good` (no such setting), `nothing_due`, `erased`.

    Counts: screenings, files, suppliers, flags, dispositions, digests. A kill between the store and the files leaves
    files that nothing names: the next run finds them by their age.
    """
    if settings.retention_days is None:
        return JobOutcome("kept_for_good", "SUPPLYCHAIN_RETENTION_DAYS is not set: nothing is erased.", {})
    now = clock()
    before = now - timedelta(days=settings.retention_days)
    digests = _old_digests(settings, before)
    for path in digests:
        path.unlink(missing_ok=True)
    done = forget_before(store, before, now, ACTOR)
    files = _erase_files(settings.home, done, before - _SPARE) + erase_workbooks(settings.home, done.screenings)
    remove_leftovers(store, settings.home)
    counts = {**done.counts, "files": files, "digests": len(digests)}
    if not any(counts.values()):
        return JobOutcome("nothing_due", f"Nothing is older than {settings.retention_days} days.", counts)
    said = (
        f"Erased {counts['screenings']:,} screenings and {counts['files']:,} files of before {before:%Y-%m-%d}, with"
        f" {counts['suppliers']:,} suppliers and {counts['flags']:,} flags that nothing newer has."
    )
    return JobOutcome("erased", said, counts)


def forget_screening(
    store: Store, screening_id: str, organisation_id: str, actor: str, *, clock: Clock, home: Path
) -> bool:
    """Erases one screening of the organisation, its file and what it alone had; False where it has no such one."""
    done = forget_one(store, screening_id, organisation_id, actor, clock())
    _erase_files(home, done, None)
    erase_workbooks(home, done.screenings)
    return bool(done.screenings)


def _erase_files(home: Path, done: Forgotten, before: datetime | None) -> int:
    """The officers' own files: under the screening's id, or the name they were stored under, or any written before."""
    folder = home / "uploads"
    names = {Path(name).name for name in done.files}
    erased = 0
    for path in folder.iterdir() if folder.is_dir() else ():
        old = before is not None and path.stat().st_mtime < before.timestamp()
        if path.is_file() and (old or path.name in names or path.stem in done.screenings):
            path.unlink(missing_ok=True)
            erased += 1
    return erased


def _old_digests(settings: Settings, before: datetime) -> list[Path]:
    """Digests name suppliers; their day is in their name."""
    folder = settings.digest_folder or settings.home / "digests"
    day = before.date().isoformat()
    return [path for path in folder.glob("????-??-??-*.*") if path.name[:10] < day] if folder.is_dir() else []
