"""Which listed parties does each supplier name match, and why? The one door of name matching.

Refuses to know sheets, lists' meaning and flags.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from supplychain.matching import evidence, identifiers, score
from supplychain.matching.alignment import align
from supplychain.matching.candidates import Batch, propose
from supplychain.matching.features import NAME_FEATURES
from supplychain.matching.hashing import F32, I64
from supplychain.matching.index import NameIndex
from supplychain.matching.settings import MatchSettings, PartyQuery
from supplychain.model import ListedEntity, Match, Reason
from supplychain.text.names import NameReading, readings

# Suppliers compared at a time: keeps the columns of one block within tens of megabytes.
BLOCK = 4_000
NO_LETTERS = "The name holds no letter or digit to compare."
EMPTY = "There is no name."
# A point or less is not worth a sentence.
LEAST_WORTH_SAYING = 1.0


@dataclass(frozen=True, slots=True)
class PartyResult:
    """Matches of one query, best first, one a list entry; `not_matched` says why a name could not be compared."""

    matches: tuple[Match, ...]
    not_matched: str = ""


@dataclass(frozen=True, slots=True)
class _Hit:
    """The best form of one entity for one name: its score before evidence and the points of each feature."""

    entity: int
    name: int
    score: float
    points: tuple[float, ...]


def match_parties(
    index: NameIndex, queries: Sequence[PartyQuery], settings: MatchSettings | None = None
) -> list[PartyResult]:
    """One result a query, in order. Equal names are compared once; nothing under `settings.cutoff` is kept."""
    settings = settings or MatchSettings()
    names = list(dict.fromkeys(query.name for query in queries))
    hits: dict[str, tuple[list[_Hit], str]] = {}
    for start in range(0, len(names), BLOCK):
        block = names[start : start + BLOCK]
        hits.update(zip(block, _compare(index, block, settings), strict=True))
    entities: dict[int, tuple[str, ListedEntity]] = {}
    done: dict[PartyQuery, PartyResult] = {}
    results: list[PartyResult] = []
    for query in queries:
        result = done.get(query)
        if result is None:
            result = done[query] = _result(index, query, hits[query.name], settings, entities)
        results.append(result)
    return results


def _compare(index: NameIndex, names: Sequence[str], settings: MatchSettings) -> list[tuple[list[_Hit], str]]:
    """For each name, its hits of name alone (best first), or why it has none."""
    owner: list[int] = []
    all_readings: list[NameReading] = []
    why = [""] * len(names)
    for at, name in enumerate(names):
        found = readings(name)
        if not found:
            why[at] = NO_LETTERS if name.strip() else EMPTY
        owner.extend([at] * len(found))
        all_readings.extend(found)
    found_hits: list[list[_Hit]] = [[] for _ in names]
    if all_readings and index.name_count:
        batch = Batch.of(all_readings, index)
        reading, form = propose(batch, index)
        if len(reading):
            alignment = align(batch, index, reading, form)
            earned = score.name_points(alignment)
            total = score.name_score(earned)
            _keep_best(index, np.array(owner)[reading], form, total, earned, settings, found_hits)
    return list(zip(found_hits, why, strict=True))


def _keep_best(
    index: NameIndex, query: I64, form: I64, total: F32, earned: dict[str, F32], settings: MatchSettings,
    found: list[list[_Hit]],
) -> None:  # fmt: skip
    """Puts each query's best form of each entity into `found`, best first; evidence may yet raise by its points."""
    room = (evidence.SAME_COUNTRY + evidence.SAME_ADDRESS) / 100
    kept = np.nonzero(total >= settings.cutoff - room)[0]
    entity = index.name_entity[index.form_name[form[kept]]].astype(np.int64)
    order = np.lexsort((-total[kept], entity, query[kept]))
    kept, entity = kept[order], entity[order]
    pair = query[kept] << 32 | entity
    first = np.concatenate([[True], pair[1:] != pair[:-1]]) if len(pair) else np.zeros(0, dtype=np.bool_)
    kept, entity = kept[first], entity[first]
    columns = np.stack([earned[name][kept] for name in NAME_FEATURES], axis=1).tolist()
    for q, e, n, s, p in zip(
        query[kept].tolist(), entity.tolist(), index.form_name[form[kept]].tolist(), total[kept].tolist(), columns,
        strict=True,
    ):  # fmt: skip
        found[q].append(_Hit(e, n, s, tuple(p)))
    for hits in found:
        hits.sort(key=lambda hit: (-hit.score, hit.entity))


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
    found: list[Match] = []
    by_entity: dict[int, _Hit | None] = {hit.entity: hit for hit in hits[: settings.top * 4]}
    for entity in numbers:
        by_entity.setdefault(entity, None)
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
    total = 0.0
    if hit:
        total = hit.score
        for feature, worth in zip(NAME_FEATURES, hit.points, strict=True):
            if worth >= LEAST_WORTH_SAYING:
                says = (NAME_FEATURES[feature].__doc__ or "").strip()
                reasons.append(Reason(feature, says, query.name, name, round(worth, 1)))
    beside = evidence.reasons(query.country, query.address, entity)
    for number in numbers:
        listed_numbers = ", ".join(f"{n.scheme} {n.value}" for n in entity.identifiers)
        beside.append(
            Reason(
                "identifier",
                "A number on the line is one of the listed party's.",
                number,
                listed_numbers,
                evidence.SAME_NUMBER,
            )
        )
    total += sum(reason.points for reason in beside) / 100
    if numbers:
        total = max(total, evidence.NUMBER_ALONE)
    reasons.extend(beside)
    reasons.sort(key=lambda reason: -abs(reason.points))
    return Match(list_key, entity, name, query.field, round(min(max(total, 0.0), 1.0), 4), tuple(reasons))
