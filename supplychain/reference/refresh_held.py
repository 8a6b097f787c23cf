"""What do we hold of a list before it is refreshed? The last good version: the current one, else the bundled one.

Refuses to know how lists are fetched; so that the screening road may use it without importing the fetcher.
"""

from __future__ import annotations

from supplychain.model import ListVersion
from supplychain.reference.discover import KnownLists
from supplychain.store import Store
from supplychain.store.versions import current_versions, publish_version


def hold_bundled(store: Store, known: KnownLists) -> dict[str, ListVersion]:
    """The current versions by list key, after the bundled version was published of every list of which this home
    holds none, or an older bundled one."""
    current = dict(current_versions(store))
    for key, bundled in known.bundled.items():
        held = current.get(key)
        if held is None or (held.origin == "bundled" and held.version != bundled.version):
            publish_version(store, bundled, known.bundled_entries(key))
            current[key] = bundled
    return current
