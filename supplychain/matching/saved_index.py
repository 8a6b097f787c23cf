"""Where does a built name index lie, and when is it still the right one? One folder per set of list versions, written
whole or not at all, shared by every process of the home. Knows nothing of what the index holds.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from supplychain import __version__
from supplychain.matching.index import FORMAT, NameIndex
from supplychain.model import ListedEntity

# How many sets of list versions keep their index; an older one is built again in seconds when it is asked for.
KEPT = 8


def saved_index(
    folder: Path, versions: Sequence[str], entities: Callable[[], Sequence[tuple[str, ListedEntity]]]
) -> NameIndex:
    """The index of exactly these versions (in any order): opened where it is saved, else built of `entities()`.

    An index that cannot be written (a full disk, a read-only home) is still returned: only the next start is slower.
    """
    named = "\n".join([str(FORMAT), __version__, *sorted(versions)])
    home = folder / hashlib.sha256(named.encode()).hexdigest()[:16]
    try:
        return NameIndex.load(home)
    except (OSError, ValueError):
        # Absent, half-written by an older program, or of another format: the versions in the store are the truth.
        index = NameIndex.build(entities())
    fresh: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
        index.save(fresh)
        shutil.rmtree(home, ignore_errors=True)
        fresh.replace(home)
        _prune(folder, keep=home)
    except OSError:
        # Another process put the same index there first, or there is no room: ours is as good in memory.
        if fresh is not None:
            shutil.rmtree(fresh, ignore_errors=True)
    return index


def _prune(folder: Path, keep: Path) -> None:
    """Leaves the newest indexes; one that another process has open stays readable until it lets go."""
    made = sorted((p for p in folder.iterdir() if p.is_dir()), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in made[KEPT:]:
        if old != keep:
            shutil.rmtree(old, ignore_errors=True)
