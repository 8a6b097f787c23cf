"""Which listed parties does each supplier name match, and why? The one door of name matching.

Refuses to know sheets, lists' meaning and flags.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import NamedTuple

import numpy as np

from supplychain.matching import evidence, identifiers, parallel, score
from supplychain.matching.alignment import look, look_closer
from supplychain.matching.candidates import Batch, propose, respaced
from supplychain.matching.features import NAME_FEATURES
from supplychain.matching.hashing import I64
from supplychain.matching.index import NameIndex
from supplychain.matching.settings import MatchSettings, PartyQuery
from supplychain.model import ListedEntity, Match, Reason
from supplychain.text.names import LONGEST_CELL, LONGEST_NAME, NameReading, readings
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
_SAYS = [(name, (feature.__doc__ or "").strip()) for name, feature in NAME_FEATURES.items()]


@dataclass(frozen=True, slots=True)
class PartyResult:
    """Matches of one query, best first, one a list entry; `not_matched` says why a name could not be compared,
    or not as it should be."""

    matches: tuple[Match, ...]
    not_matched: str = ""


class _Hit(NamedTuple):  # not a dataclass: it comes back from another process in a third of the time
    """The best form of one entity for one name: the sum of its points before evidence, and the features worth saying,
    heaviest first, each as (position in NAME_FEATURES, points)."""

    entity: int
    name: int
    total: float
    points: tuple[tuple[int, float], ...]


def match_parties(
    index: NameIndex, queries: Sequence[PartyQuery], settings: MatchSettings | None = None
) -> list[PartyResult]:
    """One result a query, in order. Equal names are compared once; nothing under `settings.cutoff` is kept."""
    settings = settings or MatchSettings()
    names = list(dict.fromkeys(query.name for query in queries))
    room = max(map(_room, queries), default=0.0)
    least = _least(settings.cutoff, room)
    blocks = parallel.even(names, most=BLOCK)
    if len(blocks) >= parallel.LEAST_BLOCKS:
        index.unfold()
    found = parallel.in_order(partial(_compare, index, least=least), blocks)
    compared = dict(zip(names, chain.from_iterable(found), strict=True))
    entities: dict[int, tuple[str, ListedEntity]] = {}
    done: dict[PartyQuery, PartyResult] = {}
    unmatched: dict[str, PartyResult] = {}
    results: list[PartyResult] = []
    with parallel.collector_at_rest():
        for query in queries:
            hits, why = compared[query.name]
            if hits or query.numbers:
                result = done.get(query)
                if result is None:
                    result = done[query] = _result(index, query, (hits, why), settings, entities)
            else:
                result = unmatched.get(why) or unmatched.setdefault(why, PartyResult((), why))
            results.append(result)
    return results


def _least(cutoff: float, room: float) -> float:
    """The points a name must have by itself where what stands beside it may add `room`."""
    return max(cutoff * 100 - room, min(cutoff * 100, LEAST_BY_NAME))


def _room(query: PartyQuery) -> float:
    """The most points evidence could add to this query's names."""
    raised = (evidence.SAME_ADDRESS if query.address else 0.0) + (evidence.SAME_COUNTRY if query.country else 0.0)
    return max(raised, NEAR_ENOUGH_FOR_A_NUMBER) if query.numbers else raised


def _compare(index: NameIndex, names: Sequence[str], *, least: float) -> list[tuple[list[_Hit], str]]:
    """For each name, its hits of at least `least` points by name alone (best first), or why it has none."""
    with parallel.collector_at_rest():
        return _compare_block(index, names, least)


def _compare_block(index: NameIndex, names: Sequence[str], least: float) -> list[tuple[list[_Hit], str]]:
    owner: list[int] = []
    all_readings: list[NameReading] = []
    why = [""] * len(names)
    for at, name in enumerate(names):
        found = readings(name)
        why[at] = "" if found and name.isascii() and len(name) <= LONGEST_NAME else _why(name, read=bool(found))
        owner.extend([at] * len(found))
        all_readings.extend(found)
    hits: list[list[_Hit]] = [[] for _ in names]
    if all_readings and index.name_count:
        for number, reading_apart in respaced(all_readings, index):
            owner.append(owner[number])
            all_readings.append(reading_apart)
        batch = Batch.of(all_readings, index)
        _keep_best(index, batch, np.array(owner), least, hits)
    return list(zip(hits, why, strict=True))


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


def _keep_best(index: NameIndex, batch: Batch, owner: I64, least: float, found: list[list[_Hit]]) -> None:
    """Puts each query's best form of each entity into `found`, best first. `owner` is the query of each reading."""
    reading, form = propose(batch, index)
    if not len(reading):
        return
    seen = look(batch, index, reading, form)
    # Points only rise with agreement, so most pairs are out of reach before their letters are looked at closely.
    near = np.nonzero(score.total_points(score.name_points(seen)) >= least)[0]
    reading, form = reading[near], form[near]
    earned = score.name_points(look_closer(batch, index, reading, form, seen.at(near)))
    total = score.total_points(earned) + np.where(index.name_weak[index.form_name[form]], evidence.WEAK_ALIAS, 0)
    kept = np.nonzero((total >= least) & (total > 0))[0]
    query, form, total = owner[reading[kept]], form[kept], total[kept]
    entity = index.name_entity[index.form_name[form]].astype(np.int64)
    order = np.lexsort((-total, entity, query))
    pair = (query << 32 | entity)[order]
    first = np.ones(len(pair), dtype=np.bool_)
    first[1:] = pair[1:] != pair[:-1]
    chosen = order[first]
    points = np.stack([earned[name][kept[chosen]] for name in NAME_FEATURES], axis=1).astype(np.float64).round(1)
    heaviest = np.argsort(-points, axis=1, kind="stable")
    rows = zip(
        query[chosen].tolist(),
        entity[chosen].tolist(),
        index.form_name[form[chosen]].tolist(),
        total[chosen].tolist(),
        (points >= LEAST_WORTH_SAYING).sum(axis=1).tolist(),
        heaviest.tolist(),
        np.take_along_axis(points, heaviest, axis=1).tolist(),
        strict=True,
    )
    for at, party, name, worth, said, features, each in rows:
        found[at].append(_Hit(party, name, worth, tuple(zip(features[:said], each[:said], strict=True))))
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
    least = _least(settings.cutoff, raised)
    near = [hit for hit in hits[: settings.top * 4] if hit.total >= least or hit.entity in numbers]
    by_entity: dict[int, _Hit | None] = {hit.entity: hit for hit in near}
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
    return PartyResult(tuple(found[: settings.top]), "" if found and why != CUT else why)


def _match(
    index: NameIndex,
    query: PartyQuery,
    listed: tuple[str, ListedEntity],
    hit: _Hit | None,
    numbers: list[str],
    cutoff: float,
) -> Match | None:
    """One match with its reasons; None where it scores less than `cutoff`."""
    list_key, entity = listed
    name = index.names[hit.name] if hit else entity.name
    beside = evidence.reasons(query.country, query.address, entity)
    total = (hit.total if hit else 0.0) + sum(reason.points for reason in beside)
    worth = score.one_score(total)
    if numbers:
        listed_numbers = ", ".join(f"{n.scheme} {n.value}" for n in entity.identifiers)
        beside += [Reason("identifier", NUMBER, number, listed_numbers, evidence.SAME_NUMBER) for number in numbers]
        worth = max(evidence.NUMBER_ALONE + 0.06 * worth, worth)
    worth = round(min(worth, 1.0), 4)
    if worth < cutoff:
        return None
    reasons = [Reason(*_SAYS[feature], query.name, name, points) for feature, points in hit.points] if hit else []
    if hit and index.name_weak[hit.name]:
        beside.append(Reason("weak_alias", WEAK, query.name, name, evidence.WEAK_ALIAS))
    if beside:
        reasons += beside
        reasons.sort(key=lambda reason: -abs(reason.points))
    return Match(list_key, entity, name, query.field, worth, tuple(reasons))
