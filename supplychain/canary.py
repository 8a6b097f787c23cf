"""Does a supplier that must be flagged come out flagged, by the whole road, tonight?

A workbook with names taken from the current versions themselves is written, read, screened and judged like any upload,
and forgotten: it is not kept as a screening, and nobody sees it. Refuses to know who is alarmed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from supplychain.errors import SupplychainError
from supplychain.flags.canary_workbook import CanaryRow, write_canary_workbook
from supplychain.library import Library, open_library
from supplychain.matching.settings import MatchSettings
from supplychain.model import EntryStatus, JobOutcome, ListedEntity, ListedGood, ListVersion, Screening
from supplychain.reference.discover import KnownLists
from supplychain.screening import run_screening
from supplychain.settings import Settings
from supplychain.store import Store
from supplychain.store.job_runs import beat
from supplychain.store.versions import load_entries
from supplychain.suppliers.sheet import read_sheet

Clock = Callable[[], datetime]

NAME = "canary"  # of the sign of life
ALARM, SUNG = "alarm", "flagged"
_LETTERS = 6  # a shorter name may rightly be too little to match
_TRIED = 500  # entries looked at before a list is said to have none fit


@dataclass(frozen=True, slots=True)
class _Bird:
    """A row that must be flagged, and by which entry of which list."""

    row: CanaryRow
    list_key: str
    entry_id: str


def run_canary(store: Store, known: KnownLists, settings: Settings, clock: Clock) -> JobOutcome:
    """Screens one party of every list of parties and one good from its place of every list of goods.

    Outcomes: `flagged`, or `alarm` where a flag did not come or the road broke down: the message says which lists. It
    is judged by the home's own threshold: one that lets nothing through is alarmed about too. Counts: lists, flagged.
    Leaves a sign of life, `canary` among the heartbeats.
    """
    now = clock()
    birds: list[_Bird] = []
    try:
        library = open_library(store, known, settings.home, now)
        for version in library.coverage.versions:
            bird = _bird(store, library, version)
            if bird is not None:
                birds.append(bird)
        if not birds:
            return _told(store, now, ALARM, "The canary had no listed name to send: no list is held.", {})
        silent = _silent(birds, _screened(birds, library, settings, clock))
    except (SupplychainError, OSError, ValueError) as error:
        return _told(store, now, ALARM, f"The canary's road broke down: {error}", {"lists": len(birds)})
    counts = {"lists": len(birds), "flagged": len(birds) - len(silent)}
    if silent:
        said = f"The canary was not flagged by {', '.join(silent)}; trust no result until this is found out."
        return _told(store, now, ALARM, said, counts)
    return _told(store, now, SUNG, f"The canary was flagged by all {len(birds)} lists it was sent to.", counts)


def _told(store: Store, now: datetime, outcome: str, message: str, counts: dict[str, int]) -> JobOutcome:
    beat(store, NAME, now, content={"outcome": outcome, "message": message, **counts})
    return JobOutcome(outcome, message, counts)


def _bird(store: Store, library: Library, version: ListVersion) -> _Bird | None:
    """The first active entry of a list that a row can be made of. Lists of countries alone send none: most ratings
    are rightly no flag."""
    key = version.list_key
    for entry in _fit(load_entries(store, key, version.version, kinds=("entities", "goods"))):
        if isinstance(entry, ListedEntity):
            return _Bird(CanaryRow(name=entry.name), key, entry.entry_id)
        goods = library.goods.read(entry.good)
        place = entry.country or ""
        if goods.concepts and any(
            met == entry.entry_id
            for concept in goods.concepts
            for step in library.goods.lineage(concept.concept)
            for listed, met in _at(library, place, step)
            if listed == key
        ):
            return _Bird(CanaryRow("Canary Supplies", entry.good, entry.place), key, entry.entry_id)
    return None


def _at(library: Library, place: str, concept: str) -> Iterator[tuple[str, str]]:
    for listed, entry in library.rules.goods.get(place, {}).get(concept, ()):
        yield listed, entry.entry_id


def _fit(entries: Sequence[object]) -> Iterator[ListedEntity | ListedGood]:
    tried = 0
    for entry in entries:
        if tried >= _TRIED:
            return
        if isinstance(entry, ListedEntity) and entry.status is EntryStatus.ACTIVE:
            if sum(one.isalpha() for one in entry.name) >= _LETTERS and " " in entry.name.strip():
                tried += 1
                yield entry
        elif isinstance(entry, ListedGood) and entry.status is EntryStatus.ACTIVE and entry.country:
            tried += 1
            yield entry


def _screened(birds: Sequence[_Bird], library: Library, settings: Settings, clock: Clock) -> Screening:
    plain = MatchSettings()
    threshold = plain.threshold if settings.threshold is None else settings.threshold
    chosen = MatchSettings(threshold, min(plain.cutoff, threshold))
    with tempfile.TemporaryDirectory(prefix="canary-") as folder:
        path = Path(folder, "canary.xlsx")
        write_canary_workbook(path, [bird.row for bird in birds])
        return run_screening(read_sheet(path), library, chosen, clock)


def _silent(birds: Sequence[_Bird], screening: Screening) -> list[str]:
    """The lists whose row came back without its flag, or did not come back."""
    flagged = {(line.line.row, flag.list_key, flag.entry_id) for line in screening.lines for flag in line.flags}
    sent = enumerate(birds, start=2)
    return [bird.list_key for row, bird in sent if (row, bird.list_key, bird.entry_id) not in flagged]
