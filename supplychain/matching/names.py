"""Which listed parties does each supplier name match, and why? The one door of name matching.

Refuses to know sheets, lists' meaning and flags.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from supplychain.matching import evidence, identifiers, parallel, score
from supplychain.matching.alignment import align
from supplychain.matching.candidates import Batch, propose, respaced
from supplychain.matching.features import NAME_FEATURES
from supplychain.matching.hashing import F32, I64
from supplychain.matching.index import NameIndex
from supplychain.matching.settings import MatchSettings, PartyQuery
from supplychain.model import ListedEntity, Match, Reason
from supplychain.text.names import NameReading, readings

# Suppliers compared at a time: keeps the columns of one block within tens of megabytes.
BLOCK = 6_000
NO_LETTERS = "The name holds no letter or digit to compare."
EMPTY = "There is no name."
# A point or less is not worth a sentence.
LEAST_WORTH_SAYING = 1.0
# A name this many points under the cutoff is still near enough for a short number to speak beside it.
NEAR_ENOUGH_FOR_A_NUMBER = 30.0
WEAK = "The publisher marks this name as weak: many others bear it."
NUMBER = "A number on the line is one of the listed party's."
_SAYS = {name: (feature.__doc__ or "").strip() for name, feature in NAME_FEATURES.items()}


@dataclass(frozen=True, slots=True)
class PartyResult:
    """Matches of one query, best first, one a list entry; `not_matched` says why a name could not be compared."""

    matches: tuple[Match, ...]
    not_matched: str = ""


@dataclass(frozen=True, slots=True)
class _Hit:
    """The best form of one entity for one name: the points of each feature and their sum before evidence."""

    entity: int
    name: int
    total: float
    points: tuple[float, ...]


def match_parties(
    index: NameIndex, queries: Sequence[PartyQuery], settings: MatchSettings | None = None
) -> list[PartyResult]:
    """One result a query, in order. Equal names are compared once; nothing under `settings.cutoff` is kept."""
    settings = settings or MatchSettings()
    names = list(dict.fromkeys(query.name for query in queries))
    room = max(map(_room, queries), default=0.0)
    least = settings.cutoff * 100 - room
    blocks = [names[start : start + BLOCK] for start in range(0, len(names), BLOCK)]
    found = parallel.in_order(partial(_compare, index, least=least), blocks)
    compared = {
        name: hits for block, part in zip(blocks, found, strict=True) for name, hits in zip(block, part, strict=True)
    }
    entities: dict[int, tuple[str, ListedEntity]] = {}
    done: dict[PartyQuery, PartyResult] = {}
    for query in queries:
        if query not in done:
            done[query] = _result(index, query, compared[query.name], settings, entities)
    return [done[query] for query in queries]


def _room(query: PartyQuery) -> float:
    """The most points evidence could add to this query's names."""
    if query.numbers:
        return NEAR_ENOUGH_FOR_A_NUMBER
    raised = evidence.SAME_ADDRESS if query.address else 0.0
    return raised + (evidence.SAME_COUNTRY if query.country else 0.0)


def _compare(index: NameIndex, names: Sequence[str], *, least: float) -> list[tuple[list[_Hit], str]]:
    """For each name, its hits of at least `least` points by name alone (best first), or why it has none."""
    owner: list[int] = []
    all_readings: list[NameReading] = []
    why = [""] * len(names)
    for at, name in enumerate(names):
        found = readings(name)
        if not found:
            why[at] = NO_LETTERS if name.strip() else EMPTY
        owner.extend([at] * len(found))
        all_readings.extend(found)
    hits: list[list[_Hit]] = [[] for _ in names]
    if all_readings and index.name_count:
        for number, reading_apart in respaced(all_readings, index):
            owner.append(owner[number])
            all_readings.append(reading_apart)
        batch = Batch.of(all_readings, index)
        reading, form = propose(batch, index)
        if len(reading):
            earned = score.name_points(align(batch, index, reading, form))
            total = score.total_points(earned) + np.where(
                index.name_weak[index.form_name[form]], evidence.WEAK_ALIAS, 0
            )
            kept = np.nonzero((total >= least) & (total > 0))[0]
            points = np.stack([earned[name][kept] for name in NAME_FEATURES], axis=1)
            _keep_best(index, np.array(owner)[reading[kept]], form[kept], total[kept], points, hits)
    return list(zip(hits, why, strict=True))


def _keep_best(index: NameIndex, query: I64, form: I64, total: F32, points: F32, found: list[list[_Hit]]) -> None:
    """Puts each query's best form of each entity into `found`, best first."""
    entity = index.name_entity[index.form_name[form]].astype(np.int64)
    order = np.lexsort((-total, entity, query))
    pair = (query << 32 | entity)[order]
    first = np.ones(len(pair), dtype=np.bool_)
    first[1:] = pair[1:] != pair[:-1]
    chosen = order[first]
    rows = zip(
        query[chosen].tolist(),
        entity[chosen].tolist(),
        index.form_name[form[chosen]].tolist(),
        total[chosen].tolist(),
        points[chosen].tolist(),
        strict=True,
    )
    for at, party, name, worth, each in rows:
        found[at].append(_Hit(party, name, worth, tuple(each)))
    for hits in found:
        if len(hits) > 1:
            hits.sort(key=lambda hit: (-hit.total, hit.entity))


def _result(
    index: NameIndex,
    query: PartyQuery,
    compared: tuple[list[_Hit], str],
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
    least = settings.cutoff * 100 - raised
    near = [hit for hit in hits[: settings.top * 4] if hit.total >= least or hit.entity in numbers]
    by_entity: dict[int, _Hit | None] = {hit.entity: hit for hit in near}
    for entity, values in numbers.items():
        if any(map(identifiers.tells_alone, values)):
            by_entity.setdefault(entity, None)
    found: list[Match] = []
    for at, hit in by_entity.items():
        if at not in entities:
            entities[at] = index.entity(at)
        match = _match(index, query, entities[at], hit, numbers.get(at, []))
        if match.score >= settings.cutoff:
            found.append(match)
    found.sort(key=lambda match: (-match.score, match.list_key, match.entry.entry_id))
    return PartyResult(tuple(found[: settings.top]), "" if found else why)


def _match(
    index: NameIndex, query: PartyQuery, listed: tuple[str, ListedEntity], hit: _Hit | None, numbers: list[str]
) -> Match:
    """One match with its reasons."""
    list_key, entity = listed
    name = index.names[hit.name] if hit else entity.name
    reasons: list[Reason] = []
    if hit:
        for feature, worth in zip(NAME_FEATURES, hit.points, strict=True):
            if worth >= LEAST_WORTH_SAYING:
                reasons.append(Reason(feature, _SAYS[feature], query.name, name, round(worth, 1)))
        if index.name_weak[hit.name]:
            reasons.append(Reason("weak_alias", WEAK, query.name, name, evidence.WEAK_ALIAS))
    beside = evidence.reasons(query.country, query.address, entity)
    total = (hit.total if hit else 0.0) + sum(reason.points for reason in beside)
    worth = score.one_score(total)
    if numbers:
        listed_numbers = ", ".join(f"{n.scheme} {n.value}" for n in entity.identifiers)
        beside += [Reason("identifier", NUMBER, number, listed_numbers, evidence.SAME_NUMBER) for number in numbers]
        worth = max(evidence.NUMBER_ALONE + 0.06 * worth, worth)
    reasons += beside
    reasons.sort(key=lambda reason: -abs(reason.points))
    return Match(list_key, entity, name, query.field, round(min(worth, 1.0), 4), tuple(reasons))
