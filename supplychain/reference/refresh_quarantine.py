"""What waits for a person, because a gate would not let it pass? Read again from the kept bytes, never from memory.

Refuses to know how lists are fetched, so that looking needs none of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from supplychain.errors import ListError, UsageError
from supplychain.model import Entry
from supplychain.reference.discover import KnownLists
from supplychain.reference.reference_list import ParsedList
from supplychain.reference.snapshot import Snapshots
from supplychain.store import Store
from supplychain.store.refreshes import RefreshRecord, waiting_quarantines
from supplychain.store.versions import VersionDiff


@dataclass(frozen=True, slots=True)
class Quarantined:
    """The attempt that waits (its `message` begins with the gate) and what its bytes say."""

    record: RefreshRecord
    parsed: ParsedList


def read_quarantined(store: Store, known: KnownLists, home: Path, key: str) -> Quarantined:
    """What waits of one list. Raises UsageError where nothing does, ListError where the bytes can no longer be read."""
    record = waiting_quarantines(store).get(key)
    if record is None or key not in known.lists:
        raise UsageError(f"Nothing of the list '{key}' is quarantined; `supplychain lists` shows how each stands.")
    raw = Snapshots(home, key).read(record.sha256)
    if raw is None:
        raise ListError(f"The quarantined bytes of '{key}' are no longer held; refresh it again.")
    return Quarantined(record, known.lists[key].parse(raw))


def compare_entries(before: Sequence[Entry], after: Sequence[Entry]) -> VersionDiff:
    """What differs between two states of a list, told apart by `entry_id`; in their published order."""
    old, new = {entry.entry_id: entry for entry in before}, {entry.entry_id: entry for entry in after}
    return VersionDiff(
        added=tuple(entry for key, entry in new.items() if key not in old),
        removed=tuple(entry for key, entry in old.items() if key not in new),
        changed=tuple((old[key], entry) for key, entry in new.items() if key in old and old[key] != entry),
    )
