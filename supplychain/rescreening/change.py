"""What changed in the lists since the base last met them? Entry by entry, and which screenings lag behind.

Refuses to know suppliers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from supplychain.library import Library
from supplychain.model import Entry, ListedCountry, ListedGood
from supplychain.plain import to_plain
from supplychain.store import Store
from supplychain.store.rescreenings import UnmetScreening
from supplychain.store.versions import VersionDiff, diff_versions, load_entries, versions_of


@dataclass(frozen=True, slots=True)
class ListChange:
    """One list from the version the base last met to the one of today; "" where there was or is none."""

    list_key: str
    before: str
    after: str
    diff: VersionDiff

    @property
    def entry_ids(self) -> frozenset[str]:
        """Every entry that was added, removed or changed."""
        told = (*self.diff.added, *self.diff.removed, *(new for _, new in self.diff.changed))
        return frozenset(one.entry_id for one in told)

    @property
    def as_it_is(self) -> tuple[Entry, ...]:
        """The added and changed entries as they stand now."""
        return (*self.diff.added, *(new for _, new in self.diff.changed))

    @property
    def count(self) -> int:
        """Entries added, removed or changed."""
        return len(self.diff.added) + len(self.diff.removed) + len(self.diff.changed)

    def field_changes(self) -> dict[str, list[list[str]]]:
        """For each changed entry, [field, as it was, as it is] of every field that differs."""
        return {new.entry_id: entry_changes(old, new) for old, new in self.diff.changed}


def entry_changes(old: Entry, new: Entry) -> list[list[str]]:
    """[field, as it was, as it is] of every field in which two entries differ, in words a person can compare."""
    if type(old) is not type(new):
        return [["kind", type(old).__name__, type(new).__name__]]
    before, after = to_plain(old), to_plain(new)
    names = [one.name for one in fields(new) if before.get(one.name) != after.get(one.name)]
    return [[name, _words(before.get(name)), _words(after.get(name))] for name in names]


def changes_since(store: Store, base: Mapping[str, str], now: Mapping[str, str]) -> tuple[ListChange, ...]:
    """What changed in each list whose version differs, sorted by key."""
    return tuple(
        _change(store, key, base.get(key, ""), now.get(key, ""))
        for key in sorted({*base, *now})
        if base.get(key, "") != now.get(key, "")
    )


def likely_base(unmet: Sequence[UnmetScreening]) -> dict[str, str]:
    """Before the first re-screening: the version of each list that most stored lines were screened against. The
    screenings that used others are then laggards, and caught up with in full."""
    lines: dict[str, dict[str, int]] = {}
    for one in unmet:
        for key, version in one.versions.items():
            by_version = lines.setdefault(key, {})
            by_version[version] = by_version.get(version, 0) + one.lines
    return {key: max(by_version, key=lambda version: by_version[version]) for key, by_version in lines.items()}


def laggards(
    unmet: Sequence[UnmetScreening], base: Mapping[str, str], now: Mapping[str, str], by: tuple[str, float]
) -> tuple[str, ...]:
    """Screenings that the change from base to now does not bring up to date: another version of some list, or none of
    it, a list that was taken off before the base met it, another engine, or a stricter threshold than the home's. `by`
    is the engine and threshold of today."""
    engine, threshold = by
    late = []
    for one in unmet:
        known = all(one.versions.get(key, "") in (base.get(key, ""), version) for key, version in now.items())
        gone = not one.versions.keys() <= {*base, *now}
        if gone or not known or one.engine != engine or one.settings.get("threshold", 1.0) > threshold:
            late.append(one.screening_id)
    return tuple(late)


def moved_concepts(store: Store, library: Library, changes: Sequence[ListChange]) -> frozenset[str]:
    """Goods concepts that some list names now and none did, or the other way round: for these alone a re-screening can
    change whether an unknown origin is flagged."""
    changed = {change.list_key for change in changes if any(isinstance(e, ListedGood) for e in _touched(change))}
    if not changed:
        return frozenset()
    before: set[str] = set()
    versions = {v.list_key: v.version for v in library.coverage.versions} | {c.list_key: c.before for c in changes}
    for key, version in versions.items():
        if version and library.facts.get(key) is not None:
            before |= _named_concepts(library, load_entries(store, key, version, kinds=("goods",)))
    for change in changes:
        if change.before and not change.after:
            before |= _named_concepts(library, load_entries(store, change.list_key, change.before, kinds=("goods",)))
    return frozenset(before ^ library.rules.anywhere)


def placed_entries(changes: Sequence[ListChange]) -> list[tuple[str, ListedGood | ListedCountry]]:
    """The added and changed goods and countries, as they stand now."""
    return [
        (change.list_key, entry)
        for change in changes
        for entry in change.as_it_is
        if isinstance(entry, ListedGood | ListedCountry)
    ]


def _named_concepts(library: Library, entries: Sequence[Entry]) -> set[str]:
    return {
        concept
        for entry in entries
        if isinstance(entry, ListedGood) and entry.country is not None
        for concept in entry.concepts or library.goods.concepts_of_listed(entry.good)
    }


def _touched(change: ListChange) -> tuple[Entry, ...]:
    return (*change.as_it_is, *change.diff.removed, *(old for old, _ in change.diff.changed))


def _change(store: Store, key: str, before: str, after: str) -> ListChange:
    held = {version.version for version in versions_of(store, key)}
    if before not in held:
        before = ""
    if before and after:
        return ListChange(key, before, after, diff_versions(store, key, before, after))
    if after:
        return ListChange(key, before, after, VersionDiff(load_entries(store, key, after), (), ()))
    gone = load_entries(store, key, before) if before else ()
    return ListChange(key, before, after, VersionDiff((), gone, ()))


def _words(value: object) -> str:
    """A field's plain value in words."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_words(one) for one in value)
    if isinstance(value, dict):
        return " ".join(_words(one) for one in value.values())
    return str(value)
