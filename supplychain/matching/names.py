"""Which listed parties does each supplier name match, and why? The one door of name matching.

Refuses to know sheets, lists' meaning and flags.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import NamedTuple

import numpy as np

from supplychain.collector import gc_paused
from supplychain.matching import evidence, identifiers, parallel, score
from supplychain.matching.across_scripts import said_across_scripts
from supplychain.matching.alignment import look, look_at_beginnings, look_closer
from supplychain.matching.candidates import Batch, propose
from supplychain.matching.features import NAME_FEATURES, a_groups_name_is_borne, names_equal
from supplychain.matching.hashing import F32, I32, I64, U8
from supplychain.matching.index import NameIndex
from supplychain.matching.respaced import respaced
from supplychain.matching.settings import MatchSettings, PartyQuery
from supplychain.model import ListedEntity, Match, Reason
from supplychain.text.names import LONGEST_CELL, LONGEST_NAME, readings
from supplychain.text.scripts import unread_script

# Suppliers compared at a time: keeps the columns of one block within tens of megabytes.
BLOCK = 5_000
NO_LETTERS = "The name holds no letter or digit to compare."
EMPTY = "There is no name."
NO_NAME_SO_LONG = f"The name has more than {LONGEST_CELL:,} characters, which no name has; it was not compared."
CUT = f"The name has more than {LONGEST_NAME} characters; only the first {LONGEST_NAME} were compared."
LETTER_BY_LETTER = (
    "The name is in {} script, which is only spelt letter by letter; a party listed in English may be missed."
)
# A point or less is not worth a sentence.
LEAST_WORTH_SAYING = 1.0
# A name this many points under the cutoff is still near enough for a short number to speak beside it.
NEAR_ENOUGH_FOR_A_NUMBER = 20.0
# Names of fewer points have too little in common for anything beside them to speak (one pair in five has more).
LEAST_BY_NAME = 30.0
WEAK = "The publisher marks this name as weak: many others bear it."
NUMBER = "A number on the line is one of the listed party's."
_GROUP = a_groups_name_is_borne.__name__
_EQUAL = names_equal.__name__
_OF_A_GROUP = list(NAME_FEATURES).index(_GROUP)
_SAYS = [(name, (feature.__doc__ or "").strip()) for name, feature in NAME_FEATURES.items()]


@dataclass(frozen=True, slots=True)
class PartyResult:
    """Matches of one query, best first, one a list entry; `not_matched` says why a name could not be compared,
    or not as it should be."""

    matches: tuple[Match, ...]
    not_matched: str = ""


_NOTHING = PartyResult(())


class Hit(NamedTuple):  # not a dataclass: made in a third of the time
    """The best form of one entity for one name: the listed name and whether it is weak, the sum of its points before
    evidence, and the first `said` features, heaviest first, as positions in NAME_FEATURES and tenths of points."""

    entity: int
    name: str
    weak: bool
    total: float
    said: int
    features: list[int]
    tenths: list[int]


class Hits(NamedTuple):
    """The hits of a block of names in columns, sorted by name, best first, so that they come home from another process
    at little cost. `ends` are where each name's hits end, `why` says why it has none, or not all; `listed` are
    positions of listed names, the other columns as in Hit."""

    why: list[str]
    ends: I64
    listed: I64
    total: F32
    said: I64
    features: U8
    tenths: I32

    def of_names(self, index: NameIndex) -> Iterator[tuple[list[Hit], str]]:
        """(hits, why) name by name."""
        hits = list(
            map(
                Hit,
                index.name_entity[self.listed].tolist(),
                index.names.many(self.listed),
                index.name_weak[self.listed].tolist(),
                self.total.tolist(),
                self.said.tolist(),
                self.features.tolist(),
                self.tenths.tolist(),
            )
        )
        start = 0
        for end, why in zip(self.ends.tolist(), self.why, strict=True):
            yield hits[start:end], why
            start = end


def match_parties(
    index: NameIndex, queries: Sequence[PartyQuery], settings: MatchSettings | None = None
) -> list[PartyResult]:
    """One result a query, in order. Equal names are compared once; nothing under `settings.cutoff` is kept."""
    settings = settings or MatchSettings()
    asked: dict[str, list[int]] = {}
    for at, query in enumerate(queries):
        asked.setdefault(query.name, []).append(at)
    # Sorted, since names that begin alike share words, which are looked up once a block; the last first, since names
    # of other scripts cost most and no process shall be left with them at the end.
    blocks = parallel.even(sorted(asked, reverse=True), most=BLOCK)
    if len(blocks) >= parallel.LEAST_BLOCKS:
        index.unfold()
    compare = partial(_compare, index, least=_least_of(queries, settings))
    results: list[PartyResult] = [_NOTHING] * len(queries)
    found = Findings(index, settings)
    with gc_paused():
        for block, hits in parallel.as_done(compare, blocks):
            for name, of_name in zip(blocks[block], hits.of_names(index), strict=True):
                for at in asked[name]:
                    results[at] = found.result(queries[at], of_name)
    return results


def compare_parties(index: NameIndex, queries: Sequence[PartyQuery], settings: MatchSettings) -> Hits:
    """The larger half of `match_parties`, in this process alone; what it gives is small, so it may come from another
    process. `Findings.results` is the other half."""
    return _compare(index, list(dict.fromkeys(query.name for query in queries)), least=_least_of(queries, settings))


class Findings:
    """Makes results of what was compared; entities and results met before are made once."""

    def __init__(self, index: NameIndex, settings: MatchSettings) -> None:
        self.index = index
        self.settings = settings
        self.entities: dict[int, tuple[str, ListedEntity]] = {}
        self.done: dict[PartyQuery, PartyResult] = {}
        self.unmatched: dict[str, PartyResult] = {}

    def result(self, query: PartyQuery, of_name: tuple[list[Hit], str]) -> PartyResult:
        """The result of one query, from the hits of its name or why it has none."""
        hits, why = of_name
        if not hits and not query.numbers:
            return self.unmatched.get(why) or self.unmatched.setdefault(why, PartyResult((), why))
        result = self.done.get(query)
        if result is None:
            result = self.done[query] = _result(self.index, query, of_name, self.settings, self.entities)
        return result

    def results(self, queries: Sequence[PartyQuery], compared: Hits) -> list[PartyResult]:
        """One result a query, of what `compare_parties` gave for them."""
        names = dict.fromkeys(query.name for query in queries)
        of_names = dict(zip(names, compared.of_names(self.index), strict=True))
        return [self.result(query, of_names[query.name]) for query in queries]


def _least_of(queries: Sequence[PartyQuery], settings: MatchSettings) -> float:
    """The points that a name among these must have by itself."""
    return _least(settings.cutoff, max(map(_room, queries), default=0.0))


def _least(cutoff: float, room: float) -> float:
    """The points a name must have by itself where what stands beside it may add `room`."""
    return max(cutoff * 100 - room, min(cutoff * 100, LEAST_BY_NAME))


def _room(query: PartyQuery) -> float:
    """The most points evidence could add to this query's names."""
    raised = (evidence.SAME_ADDRESS if query.address else 0.0) + (evidence.SAME_COUNTRY if query.country else 0.0)
    return max(raised, NEAR_ENOUGH_FOR_A_NUMBER) if query.numbers else raised


def _compare(index: NameIndex, names: Sequence[str], *, least: float) -> Hits:
    """For each name, its hits of at least `least` points by name alone (best first), or why it has none."""
    with gc_paused():
        return _compare_block(index, names, least)


def _compare_block(index: NameIndex, names: Sequence[str], least: float) -> Hits:
    read = list(map(readings, names))
    why = [
        "" if found and name.isascii() and len(name) <= LONGEST_NAME else _why(name, read=bool(found))
        for name, found in zip(names, read, strict=True)
    ]
    all_readings = list(chain.from_iterable(read))
    owner = np.repeat(np.arange(len(names)), list(map(len, read)))
    if not all_readings or not index.name_count:
        return _no_hits(why)
    further = respaced(all_readings, index)
    if further:
        numbers, apart = zip(*further, strict=True)
        owner = np.concatenate([owner, owner[list(numbers)]])
        all_readings += apart
    return _keep_best(index, Batch.of(all_readings, index), owner, least, why)


def _no_hits(why: list[str]) -> Hits:
    none = np.zeros(0, dtype=np.int64)
    table = none.reshape(0, 0)
    ends = np.zeros(len(why), dtype=np.int64)
    return Hits(why, ends, none, none.astype(np.float32), none, table.astype(np.uint8), table.astype(np.int32))


def _why(name: str, *, read: bool) -> str:
    """What is to be said of a name that is not compared, or not as it should be; "" for any other."""
    if len(name) > LONGEST_CELL:
        return NO_NAME_SO_LONG
    if not read:
        return NO_LETTERS if name.strip() else EMPTY
    if len(name) > LONGEST_NAME:
        return CUT
    script = unread_script(name)
    return LETTER_BY_LETTER.format(script) if script else ""


def within_reach(
    index: NameIndex, batch: Batch, reading: I64, form: I64, least: float
) -> tuple[I64, I64, dict[str, F32]]:
    """The (reading, form) pairs that may earn `least` points, and all that each feature of theirs earns.

    Points only rise with agreement, so most pairs are out of reach before their letters are looked at closely.
    """
    seen = look(batch, index, reading, form)
    for measured in (look_at_beginnings, look_closer):
        near = np.nonzero(score.total_points(score.name_points(seen)) >= least)[0]
        reading, form = reading[near], form[near]
        seen = measured(batch, index, reading, form, seen.at(near))
    return reading, form, score.name_points(seen)


def _keep_best(index: NameIndex, batch: Batch, owner: I64, least: float, why: list[str]) -> Hits:
    """Each name's best form of each entity. `owner` is the name of each reading."""
    reading, form = propose(batch, index)
    if not len(reading):
        return _no_hits(why)
    reading, form, earned = within_reach(index, batch, reading, form, least)
    by_name = score.total_points(earned)
    pair, name = index.names_of(form)
    total = by_name[pair] + np.where(index.name_weak[name], evidence.WEAK_ALIAS, 0)
    kept = np.nonzero((total >= least) & (total > 0))[0]
    pair, name, total = pair[kept], name[kept], total[kept]
    query = owner[reading[pair]]
    entity = index.name_entity[name].astype(np.int64)
    order = np.lexsort((-total, entity, query))
    met = (query << 32 | entity)[order]
    first = np.ones(len(met), dtype=np.bool_)
    first[1:] = met[1:] != met[:-1]
    chosen = order[first]
    chosen = chosen[np.lexsort((entity[chosen], -total[chosen], query[chosen]))]
    points = np.stack([earned[key][pair[chosen]] for key in NAME_FEATURES], axis=1).astype(np.float64).round(1)
    heaviest = np.argsort(-points, axis=1, kind="stable")
    said = (points >= LEAST_WORTH_SAYING).sum(axis=1)
    heaviest = heaviest[:, : int(said.max(initial=0))]
    return Hits(
        why,
        ends=np.cumsum(np.bincount(query[chosen], minlength=len(why))),
        listed=name[chosen],
        total=total[chosen],
        said=said,
        features=heaviest.astype(np.uint8),
        tenths=np.rint(np.take_along_axis(points, heaviest, axis=1) * 10).astype(np.int32),
    )


def _result(
    index: NameIndex,
    query: PartyQuery,
    compared: tuple[list[Hit], str],
    settings: MatchSettings,
    entities: dict[int, tuple[str, ListedEntity]],
) -> PartyResult:
    """The matches of one query with evidence weighed and reasons written."""
    hits, why = compared
    numbers: dict[int, list[str]] = defaultdict(list)
    if query.numbers:
        for at, entity in identifiers.find(index.numbers, list(query.numbers)):
            numbers[entity].append(query.numbers[at])
    if not hits and not numbers:
        return PartyResult((), why)
    raised = (evidence.SAME_ADDRESS if query.address else 0.0) + (evidence.SAME_COUNTRY if query.country else 0.0)
    least = _least(settings.cutoff, raised)
    near = [
        hit
        for at, hit in enumerate(hits)
        if (at < settings.top * 4 or _OF_A_GROUP in hit.features[: hit.said])
        and (hit.total >= least or hit.entity in numbers)
    ]
    by_entity: dict[int, Hit | None] = {hit.entity: hit for hit in near}
    for entity, values in numbers.items():
        if any(map(identifiers.tells_alone, values)):
            by_entity.setdefault(entity, None)
    found: list[Match] = []
    for at, hit in by_entity.items():
        if at not in entities:
            entities[at] = index.entity(at)
        match = _match(index, query, entities[at], hit, numbers.get(at, []), settings.cutoff)
        if match is not None:
            found.append(match)
    found.sort(key=lambda match: (-match.score, match.list_key, match.entry.entry_id))
    return PartyResult(shown(tuple(found), settings.top), "" if found and why != CUT else why)


def shown(matches: tuple[Match, ...], top: int) -> tuple[Match, ...]:
    """The first `top` of these matches and all further parties of a group whose name the supplier bears: which of them
    is meant nobody can tell, so none is left out for the others."""
    return matches[:top] + tuple(m for m in matches[top:] if any(reason.feature == _GROUP for reason in m.reasons))


def _match(
    index: NameIndex,
    query: PartyQuery,
    listed: tuple[str, ListedEntity],
    hit: Hit | None,
    numbers: list[str],
    cutoff: float,
) -> Match | None:
    """One match with its reasons; None where it scores less than `cutoff`."""
    list_key, entity = listed
    name = hit.name if hit else entity.name
    total = hit.total if hit else 0.0
    beside: list[Reason] = []
    if query.country or query.address:
        beside = evidence.reasons(query.country, query.address, entity)
        total += sum(reason.points for reason in beside)
    worth = score.one_score(total)
    if numbers:
        listed_numbers = ", ".join(f"{n.scheme} {n.value}" for n in entity.identifiers)
        beside += [Reason("identifier", NUMBER, number, listed_numbers, evidence.SAME_NUMBER) for number in numbers]
        worth = max(evidence.NUMBER_ALONE + 0.06 * worth, worth)
    worth = round(min(worth, 1.0), 4)
    if worth < cutoff:
        return None
    reasons: list[Reason] = []
    if hit:
        ours = query.name
        for feature, tenths in zip(hit.features[: hit.said], hit.tenths, strict=False):
            key, says = _SAYS[feature]
            if key == _EQUAL:
                says = said_across_scripts(says, ours, name)
            reasons.append(Reason(key, says, ours, name, tenths / 10))
        if hit.weak:
            beside.append(Reason("weak_alias", WEAK, ours, name, evidence.WEAK_ALIAS))
    if beside:
        reasons += beside
        reasons.sort(key=lambda reason: -abs(reason.points))
    return Match(list_key, entity, name, query.field, worth, tuple(reasons))
