"""Which list versions does a screening use? Takes the current versions from the store (the bundled ones where a
home has never refreshed), and makes the name index and the place rules of exactly those versions.

Refuses to know any list by name; which lists exist is an argument.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from supplychain import __version__
from supplychain.collector import gc_paused
from supplychain.errors import UnknownListError
from supplychain.flags.policy import ListFacts
from supplychain.matching.goods import GoodsMatcher
from supplychain.matching.index import INDEX_FORMAT, NameIndex, load_index, save_index
from supplychain.matching.rules import PlaceRules
from supplychain.model import (
    Coverage,
    ListedCountry,
    ListedEntity,
    ListedGood,
    ListKind,
    ListVersion,
    Measure,
    MissingList,
    Severity,
)
from supplychain.reference.discover import KnownLists
from supplychain.reference.reference_list import NOT_SHOWN_YET, Freshness
from supplychain.reference.refresh_held import hold_bundled
from supplychain.store import Store
from supplychain.store.own_lists import own_lists, removed_own_lists
from supplychain.store.refreshes import last_refreshes, seen_since_verified, waiting_quarantines
from supplychain.store.versions import load_entries

# How many sets of list versions keep a saved name index; an older one is built again in seconds when asked for.
KEPT_INDEXES = 8

# Machines kept in time by NTP differ by less than a second; five minutes is what Kerberos allows (RFC 4120 5.2.2).
CLOCK_SLACK = timedelta(minutes=5)

_BEHIND = " (a change is announced that its page does not show yet)"


@dataclass(frozen=True, slots=True)
class ShelvedList:
    """A list as it stands on this home's shelf: who publishes it, which version we hold, and whether that is fit.

    `severity` is what an organisation gave its own watchlist. `version` is None where we hold none; `status` is
    `current`, `bundled`, `stale`, `absent` or `quarantined`; `optional` as its ReferenceList says. `freshness` is how
    long ago it was checked by its own cadence (None: none held; an own watchlist is as fresh as its owner keeps it),
    `next_check` when it is due again.
    """

    key: str
    title: str
    publisher: str
    kind: ListKind
    measure: Measure
    basis: str
    page: str
    status: str
    version: ListVersion | None
    age_hours: float | None
    severity: Severity | None = None
    optional: bool = False
    freshness: Freshness | None = None
    next_check: datetime | None = None
    licence: str = ""
    announced: bool = False  # a change was announced that the publisher's page does not show yet

    @property
    def gap_status(self) -> str:
        """The status as a screening states it, where no result may be read as "no flags": `absent` where no version is
        held, though a first one waits in quarantine, and `expired` where the last check is too long ago."""
        if self.version is None:
            return "absent"
        return "expired" if self.freshness is Freshness.EXPIRED else self.status

    @property
    def is_gap(self) -> bool:
        """Whether coverage is the poorer for it: stale, quarantined, or absent though nothing makes it optional."""
        return self.status in ("stale", "quarantined") or (self.status == "absent" and not self.optional)


@dataclass(frozen=True, slots=True)
class Library:
    """All that a screening needs of the lists: coverage, facts for policy, the name index, place rules, goods."""

    coverage: Coverage
    facts: Mapping[str, ListFacts]
    titles: Mapping[str, str]
    index: NameIndex
    rules: PlaceRules
    goods: GoodsMatcher


def shelve(store: Store, known: KnownLists, now: datetime) -> tuple[ShelvedList, ...]:
    """Every known list with the version this home holds, in the order of their keys; publishes a bundled version
    where the home holds none, or holds an older bundled one."""
    current = hold_bundled(store, known)
    latest = last_refreshes(store)
    announced = frozenset(key for key, last in latest.items() if NOT_SHOWN_YET in last.message)
    times = _Times(now, seen_since_verified(store), announced)
    quarantined = waiting_quarantines(store)
    refreshed = is_refreshed(current.values(), latest)
    shelved = [
        _public(key, known, current.get(key), "quarantined" if key in quarantined else "", refreshed, times)
        for key in known.lists
    ]
    shelved += [_absent(key, title) for key, title in known.declared.items()]
    for own in own_lists(store):
        version = current.get(own.key)
        shelved.append(
            ShelvedList(
                key=own.key,
                title=own.title,
                publisher="own watchlist",
                kind=ListKind.ENTITIES,
                measure=Measure.OWN_WATCHLIST,
                basis="your organisation's own watchlist",
                page="",
                status="current" if version else "absent",
                version=version,
                age_hours=None if version is None else times.age_hours(version),
                severity=own.severity,
                freshness=None if version is None else Freshness.FRESH,
            )
        )
    return tuple(sorted(shelved, key=lambda s: s.key))


def list_titles(store: Store, known: KnownLists) -> dict[str, str]:
    """The title of every list there is, the own ones too, by key; without a look at what this home holds of them. Own
    ones that were taken off keep theirs: their flags are still shown."""
    listed = {key: one.title for key, one in known.lists.items()}
    removed = {one.key: one.title for one in removed_own_lists(store)}
    return {**removed, **listed, **known.declared, **{one.key: one.title for one in own_lists(store)}}


def has_refreshed(store: Store, versions: Iterable[ListVersion]) -> bool:
    """Whether any refresh has ever run on this home, with whatever outcome: from then on a bundled version is stale."""
    return is_refreshed(versions, last_refreshes(store))


def is_refreshed(versions: Iterable[ListVersion], latest: Mapping[str, object]) -> bool:
    """`has_refreshed` where the last refresh of each list is at hand."""
    return bool(latest) or any(version.origin == "refreshed" for version in versions)


def index_folder(home: Path) -> Path:
    """Where a home keeps what can be made again at any time: name indexes, what the list packages say of themselves."""
    return home / "index"


def open_library(
    store: Store,
    known: KnownLists,
    home: Path,
    now: datetime,
    only: Sequence[str] | None = None,
    *,
    one_line: bool = False,
) -> Library:
    """The library of this home's current versions, or of the lists in `only`. For `one_line` the goods are read only
    where the line names goods or a place.

    Raises UnknownListError where `only` names a list that does not exist or that this home does not hold.
    """
    shelf = shelve(store, known, now)
    _refuse_unknown(only, shelf)
    chosen = [s for s in shelf if only is None or s.key in only]
    held = [(s, s.version) for s in chosen if s.version is not None]
    coverage = Coverage(
        versions=tuple(version for _, version in held),
        missing=tuple(MissingList(s.key, s.title, s.gap_status) for s in chosen if s.is_gap),
        refreshed=has_refreshed(store, (version for _, version in held)),
        overdue=tuple(
            s.title + (_BEHIND if s.announced else "")
            for s in chosen
            if s.freshness is Freshness.AMBER and not s.is_gap
        ),
    )
    goods = GoodsMatcher.bundled()
    index = _index(store, [version for _, version in held], index_folder(home))
    later = PlaceRules(partial(_placed, store, held), goods.concepts_of_listed, goods.lineage)
    facts = {
        s.key: ListFacts(s.measure, s.basis, version.version, s.page or version.source_url, s.severity)
        for s, version in held
    }
    rules = later if one_line else later.made()
    return Library(coverage, facts, {s.key: s.title for s in shelf}, index, rules, goods)


@dataclass(frozen=True, slots=True)
class _Times:
    """The clock, the latest time it has shown since each list was last verified, and the lists whose page is behind."""

    now: datetime
    seen: Mapping[str, datetime]
    announced: frozenset[str]

    def age_hours(self, version: ListVersion) -> float:
        """Hours since the last verified check; a clock set back makes no list younger than it has been.

        A check that lies ahead of the clock by more than a few minutes says that one of the two clocks was wrong, and
        proves nothing: it counts as endlessly old.
        """
        if self.now - version.checked_at < -CLOCK_SLACK:
            return math.inf
        latest = max(self.now, self.seen.get(version.list_key, self.now))
        return round(max(latest - version.checked_at, timedelta(0)) / timedelta(hours=1), 1)


def _public(
    key: str, known: KnownLists, version: ListVersion | None, waiting: str, refreshed: bool, times: _Times
) -> ShelvedList:
    listed = known.lists[key]
    age = None if version is None else times.age_hours(version)
    freshness = None if age is None else listed.freshness(age)
    behind = key in times.announced
    if behind and freshness is Freshness.FRESH:
        freshness = Freshness.AMBER
    by_hand = not (listed.source or listed.files)  # its bundled table is all the publisher's list there is
    if version is None or age is None:
        status = waiting or "absent"
    elif version.origin == "bundled" and not (by_hand and refreshed):
        status = waiting or ("stale" if refreshed else "bundled")
    else:
        status = waiting or ("stale" if freshness in (Freshness.RED, Freshness.EXPIRED) else "current")
    return ShelvedList(
        key,
        listed.title,
        listed.publisher,
        listed.kind,
        listed.measure,
        listed.basis,
        listed.page,
        status,
        version,
        age,
        optional=listed.optional,
        freshness=freshness,
        next_check=None if version is None else version.checked_at + timedelta(hours=listed.check_hours),
        licence=listed.licence,
        announced=behind,
    )


def _absent(key: str, title: str) -> ShelvedList:
    return ShelvedList(key, title, "", ListKind.ENTITIES, Measure.INTEGRITY, "", "", "absent", None, None)


def _refuse_unknown(only: Sequence[str] | None, shelf: Sequence[ShelvedList]) -> None:
    if only is None:
        return
    by_key = {s.key: s for s in shelf}
    for key in only:
        if key not in by_key:
            raise UnknownListError(f"There is no list '{key}'; `supplychain lists` shows the keys.")
        if by_key[key].version is None:
            raise UnknownListError(
                f"This home holds no version of '{key}' ({by_key[key].title}); leave it out of --lists."
            )


def _placed(
    store: Store, held: Sequence[tuple[ShelvedList, ListVersion]]
) -> Iterator[tuple[str, ListedGood | ListedCountry]]:
    """Listed goods and countries of all held lists that may hold any."""
    for shelved, version in held:
        if shelved.measure is Measure.OWN_WATCHLIST:
            continue
        for entry in load_entries(store, version.list_key, version.version, kinds=("goods", "countries")):
            if isinstance(entry, ListedGood | ListedCountry):
                yield shelved.key, entry


@gc_paused()
def _index(store: Store, versions: Sequence[ListVersion], folder: Path) -> NameIndex:
    """The name index of exactly these versions, from its saved folder or built and saved."""
    named = "\n".join(sorted(f"{v.list_key} {v.version}" for v in versions))
    digest = hashlib.sha256(f"{INDEX_FORMAT} {__version__}\n{named}".encode()).hexdigest()[:16]
    saved = load_index(folder / digest)
    if saved is not None:
        return saved
    index = NameIndex.build(
        [
            (version.list_key, entry)
            for version in versions
            for entry in load_entries(store, version.list_key, version.version, kinds=("entities",))
            if isinstance(entry, ListedEntity)
        ]
    )
    save_index(index, folder / digest, keep=KEPT_INDEXES)
    return index
