"""What is a reference list, before any of it is fetched? A list introduces itself by one `ReferenceList`.

Refuses to know how bytes arrive and where versions are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from supplychain.model import Entry, ListedEntity, ListKind, Measure

# Checked every night: amber when a check is two hours late (26 h), stale when two were missed (48 h), and after five
# nobody may read "no flags" (120 h, the age at which grype refuses its database). A list with another `max_age_hours`
# keeps these shares of it.
AMBER_SHARE, EXPIRED_SHARE = 26 / 48, 120 / 48


# In the words of a refresh whose list was announced to change: such a list is late however lately it was checked.
NOT_SHOWN_YET = "that the page does not show yet"


class Freshness(StrEnum):
    """How long ago a list was last checked at its publisher, by the list's own cadence (docs/refresh.md)."""

    FRESH = "fresh"
    AMBER = "amber"  # a check is overdue: from 26 hours, for a list to be checked every night
    RED = "red"  # stale: from 48 hours
    EXPIRED = "expired"  # from 120 hours: no result may be read as "no flags"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many entries a sound version holds: below `minimum` it is refused, above `maximum` a warning.

    Rule of thumb: minimum 10 % below the known count, maximum twice it (zavod's rule for its assertions).
    """

    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class KeyedApi:
    """An interface of the publisher that asks for a key, asked in place of the list's `source` where the operator set
    one (SUPPLYCHAIN_KEY_<KEY>).

    `place` is where the key goes: a header's name, or "?name" for a parameter of the address. With a `page_size` the
    answer comes in pages of JSON, asked for by `limit` and `offset` until one is empty or the stated total is reached;
    `parse` then gets a JSON array of the pages as they came.
    """

    url: str
    place: str
    page_size: int = 0


@dataclass(frozen=True, slots=True)
class ParsedList:
    """What `parse` returns: entries in published order, the list's own date and edition, and every published
    value that was neither used nor ignored by name (`unread`: "column: value", for the refresh report).

    `rejected` are published rows that gave no entry, each as "line 12: why"; above 1 % the version is quarantined.
    `lacking` says in sentences which parts of the list did not come with it (a file of its set, the addresses of its
    newest parties): such a version waits for a person.
    `dated` is False where the bytes state no day of their own and `as_of` is only the newest day they tell of: the
    refresh then takes the day the server gives the file, and no later file is too old by that guess.
    """

    entries: tuple[Entry, ...]
    as_of: date
    edition: str
    unread: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    dated: bool = True

    @property
    def name_count(self) -> int:
        """Names and aliases of all listed entities."""
        return sum(len(e.names) for e in self.entries if isinstance(e, ListedEntity))


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """One public list we screen against. The module that holds it gives the key.

    `source` is the URL of the data file, `page` the human page about the list. `source` is "" where the publisher
    issues no data file (the bundled version is then all there is until someone brings the next by hand), and a page
    where the file's own address changes: `link_pattern` then is the regular expression that the file's link on that
    page matches, by text or address (formats.page_link finds it). `max_age_hours` is the age from
    which the last check counts as stale: 48 for a list to be checked every night, more for a slow publisher;
    `freshness` scales the other levels with it. `parse` takes the publisher's raw bytes: no network, no disk, no clock;
    it raises ListFormatError where the bytes are not the list.

    `files` names the parts of a list that is published as several files, each as (member name, URL); `parse` then gets
    one ZIP of all those members (`source` is the first of them). `sub_bounds` are bounds on parts of the list, each as
    (programme, minimum, maximum): how many entries bear exactly that `programme`; `programmes_out_of_bounds` counts.
    `optional` marks a list whose absence is no gap, because a licence or an account stands before it.
    `hosts` are further hosts that a download may be redirected to (".example.gov": any below it); those of `source`,
    `page` and `files` are allowed by themselves. `fetch_seconds` is how long fetching this list may take where the
    operator's own setting is shorter; 0 leaves it to the setting. `link_pattern` is also looked for in a JSON listing,
    where the last match in order of names counts, its address being relative to `link_base`. `page_key` is (request
    header, regular expression): the key that `page` hands to every browser, its first group, sent with the request.
    `api` is the publisher's interface for those who have a key of their own. `announced_at` is where changes of the
    list are announced, perhaps before `page` shows them: (address of a Federal Register search with "{since}" for a
    day, regular expression that the titles of its notices match).
    """

    title: str
    publisher: str
    kind: ListKind
    page: str
    source: str
    licence: str
    cadence: str
    bounds: Bounds
    measure: Measure
    basis: str
    parse: Callable[[bytes], ParsedList]
    max_age_hours: int = 48
    health_note: str = field(default="")
    link_pattern: str = ""
    files: tuple[tuple[str, str], ...] = ()
    sub_bounds: tuple[tuple[str, int, int], ...] = ()
    optional: bool = False
    hosts: tuple[str, ...] = ()
    fetch_seconds: int = 0
    link_base: str = ""
    page_key: tuple[str, str] = ("", "")
    api: KeyedApi | None = None
    announced_at: tuple[str, str] = ("", "")

    @property
    def check_hours(self) -> float:
        """How often the list must be checked at its publisher: half its greatest age, so that one check may fail."""
        return self.max_age_hours / 2

    def freshness(self, age_hours: float) -> Freshness:
        """The level of a list last checked so many hours ago, by its own cadence."""
        if age_hours >= EXPIRED_SHARE * self.max_age_hours:
            return Freshness.EXPIRED
        if age_hours >= self.max_age_hours:
            return Freshness.RED
        return Freshness.AMBER if age_hours >= AMBER_SHARE * self.max_age_hours else Freshness.FRESH

    def programmes_out_of_bounds(self, entries: Iterable[Entry]) -> tuple[tuple[str, int, int, int], ...]:
        """Each programme of `sub_bounds` whose count lies outside them, as (programme, count, minimum, maximum)."""
        counts = Counter(entry.programme for entry in entries if isinstance(entry, ListedEntity))
        return tuple(
            (programme, counts[programme], minimum, maximum)
            for programme, minimum, maximum in self.sub_bounds
            if not minimum <= counts[programme] <= maximum
        )
