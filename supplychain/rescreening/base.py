"""In which order is the whole stored base screened against what changed? Look, judge, compare, keep.

The look (`reached`) is at every supplier and cheap; whom it gives is screened in full, by the same road and policy as
an upload; what then stands otherwise than before is kept in one transaction at the end. Refuses to know how lists come
in, and who is told.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from supplychain import __version__
from supplychain.collector import gc_paused
from supplychain.errors import StoreError
from supplychain.library import Library, open_library
from supplychain.matching.settings import MatchSettings
from supplychain.model import JobOutcome, ScreenedLine
from supplychain.reference.discover import KnownLists
from supplychain.rescreening.change import ListChange, changes_since, laggards, likely_base, moved_concepts
from supplychain.rescreening.reached import Reached, line_of, reached_suppliers
from supplychain.screening import screen_lines
from supplychain.settings import Settings
from supplychain.store import Store
from supplychain.store.flag_changes import Found, Scope, keep_changes
from supplychain.store.rescreenings import Base, Rescreening, base_versions, last_settings, load_base, unmet_screenings
from supplychain.store.standing_flags import any_expired

Clock = Callable[[], datetime]
Told = Callable[[str, int, int], None]  # called now and then with (step, done, in all)

ACTOR = "job rescreen"
_JUDGED_AT_ONCE = 20_000
# Beyond this part of the base, comparing everything costs no more than finding out what to compare.
_MOST_IN_PART = 0.5


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be done: the library, the changes since the base met the lists, and whether all is judged anew."""

    library: Library
    settings: MatchSettings
    kept_settings: tuple[tuple[str, float | str], ...]
    base: dict[str, str]
    now: dict[str, str]
    changes: tuple[ListChange, ...]
    whole: bool


def rescreen_base(
    store: Store, known: KnownLists, settings: Settings, clock: Clock, told: Told | None = None, whole: bool = False
) -> JobOutcome:
    """Screens every stored supplier against what changed since the base last met the lists; `whole` judges all anew.

    Outcomes: `unchanged` (nothing changed), `rescreened`. Counts: suppliers, lists, entries, judged, new, changed,
    withdrawn, expired. Raises StoreError where not every supplier was met: then nothing is kept.
    """
    started = clock()
    say = told or (lambda step, done, total: None)
    library = open_library(store, known, settings.home, started)
    plan = _plan(store, library, settings, whole)
    if not (plan.changes or plan.whole or any_expired(store, started)) and not unmet_screenings(store):
        return JobOutcome("unchanged", "No list has changed since every stored supplier met it.", {})
    base = load_base(store)
    say("reading", base.count, base.count)
    reached, late = _look(store, base, plan, say)
    judged, scope = _judge(base, plan, reached, late, say)
    if reached.met != base.count or len(base.suppliers) != base.count:
        raise StoreError(
            f"The store counts {base.count:,} suppliers and {reached.met:,} of them met the changed lists; nothing was"
            " kept, run the re-screening again."
        )
    done = Rescreening(
        rescreening_id=uuid.uuid4().hex,
        started_at=started,
        finished_at=clock(),
        engine=__version__,
        settings=plan.kept_settings,
        versions=_versions(plan),
        supplier_count=base.count,
        met_count=reached.met,
    )
    met = [one.screening_id for one in base.unmet]
    fields = {change.list_key: change.field_changes() for change in plan.changes}
    found = Found(judged, frozenset(print_ for print_, _ in base.suppliers), scope, fields)
    done = keep_changes(store, done, found, met, ACTOR)
    say("keeping", 1, 1)
    return _outcome(done, plan, len(judged))


def home_settings(settings: Settings) -> MatchSettings:
    """The three numbers by which the base is judged: the home's own, else the matcher's."""
    plain = MatchSettings()
    threshold = plain.threshold if settings.threshold is None else settings.threshold
    cutoff = min(plain.cutoff, threshold) if settings.cutoff is None else min(settings.cutoff, threshold)
    return MatchSettings(threshold, cutoff, settings.top or plain.top)


def _plan(store: Store, library: Library, settings: Settings, whole: bool) -> _Plan:
    chosen = home_settings(settings)
    severities = tuple(
        (f"severity of {key}", facts.severity.value) for key, facts in sorted(library.facts.items()) if facts.severity
    )
    kept: tuple[tuple[str, float | str], ...] = (
        ("threshold", chosen.threshold),
        ("cutoff", chosen.cutoff),
        *severities,
    )
    before = last_settings(store)
    now = {version.list_key: version.version for version in library.coverage.versions}
    base = base_versions(store) if before is not None else likely_base(unmet_screenings(store)) or now
    other = before is not None and before != (__version__, [list(pair) for pair in kept])
    changes = changes_since(store, base, now)
    return _Plan(library, chosen, kept, base, now, changes, whole or other)


@gc_paused()
def _look(store: Store, base: Base, plan: _Plan, say: Told) -> tuple[Reached, frozenset[str]]:
    """Whom what changed could speak of, and who must be judged in full because a screening of theirs lags behind."""
    by = (__version__, plan.settings.threshold)
    late = laggards(base.unmet, plan.base, plan.now, by)
    behind = frozenset(print_ for one in late for print_ in base.unmet_suppliers[one])
    if plan.whole:
        return Reached(frozenset(print_ for print_, _ in base.suppliers), frozenset(), len(base.suppliers)), behind
    concepts = moved_concepts(store, plan.library, plan.changes)
    told = (lambda done, total: say("names", done, total), lambda done, total: say("places", done, total))
    by_library = (plan.library, plan.settings.threshold)
    return reached_suppliers(base.suppliers, plan.changes, concepts, by_library, told), behind


@gc_paused()
def _judge(
    base: Base, plan: _Plan, reached: Reached, behind: frozenset[str], say: Told
) -> tuple[dict[str, ScreenedLine], Scope]:
    """Everybody reached, screened in full; and which of the flags are to be compared with those that stand.

    Whoever is judged in all their flags is judged in all rows of their name: several rows may share a standing flag.
    """
    anew = behind | reached.by_concepts
    names = frozenset(content["supplier_name"] for print_, content in base.suppliers if print_ in anew)
    whole = plan.whole or len(anew) > _MOST_IN_PART * max(base.count, 1)
    lines = {
        print_: line_of(content)
        for print_, content in base.suppliers
        if whole or print_ in reached.by_entries or content["supplier_name"] in names
    }
    scope = Scope(whole, names, {change.list_key: change.entry_ids for change in plan.changes})
    judged: dict[str, ScreenedLine] = {}
    prints = list(lines)
    for first in range(0, len(prints), _JUDGED_AT_ONCE):
        some = prints[first : first + _JUDGED_AT_ONCE]
        found = screen_lines([lines[one] for one in some], plan.library, plan.settings)
        for print_, screened in zip(some, found, strict=True):
            judged[print_] = replace(
                screened,
                flags=tuple(f for f in screened.flags if scope.holds(f, screened.line)),
                matches=(),
                concepts=(),
            )
        say("judging", min(first + _JUDGED_AT_ONCE, len(prints)), len(prints))
    return judged, scope


def _versions(plan: _Plan) -> tuple[tuple[str, str, str, int], ...]:
    counts = {change.list_key: (change.before, change.count) for change in plan.changes}
    keys = sorted({*plan.base, *plan.now})
    return tuple((key, *_moved(key, plan, counts)) for key in keys)


def _moved(key: str, plan: _Plan, counts: dict[str, tuple[str, int]]) -> tuple[str, str, int]:
    before, count = counts.get(key, (plan.base.get(key, ""), 0))
    return before, plan.now.get(key, ""), count


def _outcome(done: Rescreening, plan: _Plan, judged: int) -> JobOutcome:
    counts = {
        "suppliers": done.met_count,
        "lists": len(plan.changes),
        "entries": sum(change.count for change in plan.changes),
        "judged": judged,
        "new": done.counted("new", "again"),
        "changed": done.counted("changed"),
        "withdrawn": done.counted("withdrawn"),
        "expired": done.counted("expired"),
    }
    what = "all entries" if plan.whole else f"{counts['entries']:,} changed entries of {counts['lists']} lists"
    said = (
        f"{done.met_count:,} stored suppliers met {what}: {counts['new']:,} new flags, {counts['changed']:,} changed,"
        f" {counts['withdrawn']:,} withdrawn."
    )
    return JobOutcome("rescreened", said, counts)
