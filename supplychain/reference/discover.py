"""Which list packages are installed? Lists come in by the entry-point group `supplychain.reference_lists`, so that
one may also come from someone else's package. Knows no list by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Protocol

from supplychain.errors import SupplychainError
from supplychain.model import Entry, ListVersion
from supplychain.reference.reference_list import ReferenceList
from supplychain.reference.remembered import RememberedPackage, recall, remember

GROUP = "supplychain.reference_lists"


class ListPackage(Protocol):
    """What an entry point of the group gives: a module with these three names."""

    DECLARED: Mapping[str, str]  # key → title of lists this package knows of and cannot read yet

    def public_lists(self) -> Mapping[str, ReferenceList]:
        """Every list of the package by key."""
        ...

    def bundled_versions(self) -> Mapping[str, ListVersion]:
        """The version shipped with each list, without entries."""
        ...

    def bundled_entries(self, key: str) -> Sequence[Entry]:
        """The entries of one bundled version."""
        ...


@dataclass(frozen=True, slots=True)
class KnownLists:
    """All installed list packages as one: the lists, the declared ones we cannot read, the bundled versions."""

    lists: dict[str, ReferenceList]
    declared: dict[str, str]
    bundled: dict[str, ListVersion]
    packages: dict[str, ListPackage]

    def bundled_entries(self, key: str) -> Sequence[Entry]:
        """The entries of the bundled version of one list."""
        return self.packages[key].bundled_entries(key)


def known_lists(memory: Path | None = None) -> KnownLists:
    """Every list of every entry point of the group. Raises SupplychainError where two packages claim one key.

    With a `memory` folder a package is imported only where its files are others than when it was last asked.
    """
    known = KnownLists({}, {}, {}, {})
    for entry in sorted(entry_points(group=GROUP), key=lambda e: e.name):
        package = _package(entry, memory)
        for key, reference_list in package.public_lists().items():
            if key in known.lists:
                raise SupplychainError(f"Two installed packages bring a list '{key}'; remove one of them.")
            known.lists[key] = reference_list
            known.packages[key] = package
        known.bundled.update(package.bundled_versions())
        known.declared.update(package.DECLARED)
    for key in known.lists:
        known.declared.pop(key, None)
    return known


def _package(entry: EntryPoint, memory: Path | None) -> ListPackage:
    if memory is None:
        package: ListPackage = entry.load()
        return package
    remembered = recall(entry, memory)
    if remembered is None:
        package = entry.load()
        remembered = RememberedPackage(entry, package.public_lists(), package.bundled_versions(), package.DECLARED)
        remember(remembered, memory)
    return remembered
