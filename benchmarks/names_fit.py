"""What should each fact weigh in the table of `matching/score.py`, and how good is a table on names it never saw?

Fits on disguises of listed names drawn here and on aliases left out of their party, with one half of the clean
suppliers; judges on the published disguised names, of other parties, with the other half. Reads `../shared/bench`.
Run: `python -m benchmarks.names_fit`; it prints the judged figures and a table to put into `score.py`.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from benchmarks.disguises import kinds
from benchmarks.names import SHARED, Floats, figures
from supplychain.matching import score
from supplychain.matching.alignment import look, look_closer
from supplychain.matching.candidates import Batch, propose
from supplychain.matching.features import NAME_FEATURES
from supplychain.matching.index import NameIndex
from supplychain.matching.respaced import respaced
from supplychain.model import EntityType, ListedEntity
from supplychain.text.names import NameReading, readings

EACH_KIND = 120  # disguises drawn of a kind
ALIASES = 3_000  # left out of their party, one of a party
SIMILAR = 65.0  # from this letter ratio on an alias is like another name of its party
POINTS = 8.0  # that double the odds e-fold
# How hard a step is held to what it is worth in the table as shipped (the weight of a square of nats in the loss):
# names in other scripts are not drawn, and what finds them must not be traded for what finds typing errors.
STAY = 5.0
EQUAL_NAME = 31.0  # points that a fit gives an equal name; the table has more by decision
PAIRS = 6  # best pairs of a query that are looked at again by another table
BLOCK = 5_000
# What one kind of the published set weighs beside a clean supplier, and its similar aliases: 822 names, 36 kinds.
# Aliases, the only real ones, twice that.
KIND_WEIGHS, SIMILAR_WEIGH, OTHER_ALIASES_WEIGH = 20.0, 132.0, 26.0
# Steps wider than one part of them is worth telling apart; the ends are where agreement starts and stops to matter.
KNOTS: dict[str, tuple[float, ...]] = {
    "words_agree": (0.5, 0.65, 0.75, 0.9, 1),
    "listed_words_found": (0.5, 0.65, 0.8, 0.9, 1),
    "supplier_words_found": (0.3, 0.5, 0.65, 0.8, 0.9, 1),
    "letters_agree": (0.55, 0.75, 0.88, 0.95, 1),
    "telling_letters_agree": (0.4, 0.65, 0.75, 0.88, 1),
    "beginnings_agree": (0.7, 0.8, 0.87, 0.93, 1),
    "rare_words_agree": (3, 6, 9, 13, 18, 26),
    "a_telling_word_agrees": (0, 1),
    "many_letters_few_errors": (-15, -10, -5, 0, 3, 6, 9, 12, 16, 26),
    "no_word_conflicts": (-0.2, -0.1, 0),
    "nothing_left_over": (-9, -6, -3, -1.5, 0),
    "initials_stand_for_words": (0, 1),
    "its_initials_alone": (0, 1),
    "begins_the_listed_name": (0, 1),
    "cut_by_a_form_field": (0, 1),
    "sounds_of_characters_agree": (0.3, 1),
    "a_groups_name_is_borne": (0, 1),
    "few_letters_wrong": (-8, -6, -4, -3, -2, -1, 0),
    "legal_forms_agree": (-1, 0, 1),
    "names_equal": (0, 0.15, 1),
    "whole_names_compared": (0, 0.5, 0.75, 0.875, 1),
    "more_than_one_word": (0.35, 0.65, 0.9, 1),
    "same_kind_of_party": (0, 1),
}
STEPS = [(name, a, b) for name in NAME_FEATURES for a, b in zip(KNOTS[name], KNOTS[name][1:], strict=False)]


@dataclass(frozen=True, slots=True)
class Pairs:
    """The best pairs of each query of one set: `query` and `steps` (the part of each step that is reached) in rows."""

    kind: list[str]
    query: NDArray[np.int64]
    steps: NDArray[np.float32]
    total: Floats  # points by the table as shipped

    def best(self, worth: Floats | None = None) -> Floats:
        """The best worth of each query; -inf where it has no pair."""
        found = np.full(len(self.kind), -np.inf)
        np.maximum.at(found, self.query, self.total if worth is None else worth)
        return found

    def best_rows(self, worth: Floats) -> NDArray[np.int64]:
        """The row of each query's best pair."""
        order = np.lexsort((-worth, self.query))
        query = self.query[order]
        return order[np.r_[True, query[1:] != query[:-1]]] if len(order) else order


def rows(name: str) -> list[dict[str, str]]:
    """A file of the development half."""
    with (SHARED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def compared(index: NameIndex, queries: Sequence[str], least: float) -> tuple[NDArray[Any], ...]:
    """(query, listed name, points, features) of all pairs of at least so many points."""
    found: list[tuple[NDArray[Any], ...]] = []
    for start in range(0, len(queries), BLOCK):
        owner: list[int] = []
        read: list[NameReading] = []
        for at, query in enumerate(queries[start : start + BLOCK], start):
            own = readings(query)
            owner += [at] * len(own)
            read += own
        for number, apart in respaced(read, index):
            owner.append(owner[number])
            read.append(apart)
        batch = Batch.of(read, index)
        reading, form = propose(batch, index)
        seen = look_closer(batch, index, reading, form, look(batch, index, reading, form))
        values = {name: feature(seen) for name, feature in NAME_FEATURES.items()}
        total = score.total_points({name: score.points(name, value) for name, value in values.items()})
        pair, name = index.names_of(form)
        kept, name = pair[total[pair] >= least], name[total[pair] >= least]
        columns = np.stack([values[name][kept] for name in NAME_FEATURES], axis=1)
        found.append((np.array(owner)[reading[kept]], name, total[kept], columns))
    return tuple(np.concatenate(part) for part in zip(*found, strict=True))


def pairs_of(
    index: NameIndex, kind: list[str], queries: list[str], party: list[str], listed: list[tuple[str, str]]
) -> Pairs:
    """The pairs of queries with names of their own party that are spelt otherwise (`listed`: name, party); with any
    name where the party is ""."""
    query, name, total, values = compared(index, queries, 30.0 if party[0] else 35.0)
    if party[0]:
        same_kind = [not k.startswith("alias") for k in kind]
        right = np.array(
            [
                listed[n][1] == party[q] and (same_kind[q] or listed[n][0].lower() != queries[q].lower())
                for q, n in zip(query.tolist(), name.tolist(), strict=True)
            ],
            dtype=np.bool_,
        )
        query, total, values = query[right], total[right], values[right]
    order = np.lexsort((-total, query))
    starts = np.r_[True, query[order][1:] != query[order][:-1]]
    first = np.maximum.accumulate(np.where(starts, np.arange(len(order)), 0))
    order = order[np.arange(len(order)) - first < PAIRS]
    where = list(NAME_FEATURES)
    steps = [np.clip((values[order, where.index(n)] - a) / (b - a), 0, 1) for n, a, b in STEPS]
    return Pairs(kind, query[order].astype(np.int64), np.stack(steps, axis=1).astype(np.float32), total[order])


def fitted(clean: Pairs, half: NDArray[np.bool_], drawn: Pairs, weight: Floats) -> Floats:
    """What each step is worth in nats, and last the start, by logistic regression without a negative step, held to the
    table as shipped. Each query speaks by its best pair, found anew by what was fitted first."""
    shipped = _as_shipped()
    worth: Floats | None = None
    for _ in range(2):
        ours = drawn.best_rows(drawn.total if worth is None else drawn.steps @ worth[:-1])
        theirs = clean.best_rows(clean.total if worth is None else clean.steps @ worth[:-1])
        theirs = theirs[half[clean.query[theirs]]]
        steps = np.concatenate([drawn.steps[ours], clean.steps[theirs]]).astype(np.float64)
        steps = np.c_[steps, np.ones(len(steps))]
        truth = np.r_[np.ones(len(ours)), np.zeros(len(theirs))]
        weights = np.r_[weight[drawn.query[ours]], np.ones(len(theirs))]
        worth = _regression(steps, truth, weights, shipped)
    return np.zeros(len(STEPS) + 1) if worth is None else worth


def _as_shipped() -> Floats:
    """What each step is worth in the table, in nats, and last a start that nothing is held to."""
    table = score.TABLE | {"names_equal": ((0.0, 0.15, 24.0), (0.15, 1.0, EQUAL_NAME - 24.0))}
    found = [
        sum(worth * max(min(to, end) - max(from_, start), 0.0) / (to - from_) for from_, to, worth in table[name])
        for name, start, end in STEPS
    ]
    return np.array([*found, 0.0]) / POINTS


def _regression(steps: Floats, truth: Floats, weight: Floats, shipped: Floats) -> Floats:
    """Newton's steps, each solved coordinate by coordinate so that no worth falls below 0; the last column is the free
    start."""
    count = steps.shape[1]
    least = np.r_[np.zeros(count - 1), -np.inf]
    held = np.r_[np.full(count - 1, STAY), 0.0]
    worth = np.zeros(count)
    for _ in range(12):
        sure = 1 / (1 + np.exp(-np.clip(steps @ worth, -30, 30)))
        slope = steps.T @ ((sure - truth) * weight) + held * (worth - shipped)
        curve = steps.T @ (steps * (weight * sure * (1 - sure) + 1e-9)[:, None]) + np.diag(held + 1e-9)
        moved = worth.copy()
        for _ in range(60):
            for at in range(count):
                pull = slope[at] + curve[at] @ (moved - worth)
                moved[at] = max(least[at], moved[at] - pull / curve[at, at])
        worth = moved
    return worth


def drawn_set(
    names: list[dict[str, str]], judged: set[str], clean: list[str]
) -> tuple[list[str], list[str], list[str]]:
    """(kinds, queries, parties): disguises and aliases of parties that are not judged."""
    chance = random.Random(7)
    listed = [
        row
        for row in names
        if row["cluster"] not in judged and row["name"].isascii() and len(row["name"].split()) > 1
        if 8 <= len(row["name"]) <= 90
    ]
    found: list[tuple[str, str, str]] = []
    for kind, disguise in kinds(clean).items():
        drawn = 0
        for _ in range(EACH_KIND * 40):
            row = chance.choice(listed)
            spelt = disguise(row["name"], chance) if row["schema"] == "Organization" else None
            if spelt and drawn < EACH_KIND:
                found.append((kind, spelt, row["cluster"]))
                drawn += 1
    parties: dict[str, list[str]] = defaultdict(list)
    for row in listed:
        if row["schema"] == "Organization":
            parties[row["cluster"]].append(row["name"])
    several = [(party, own) for party, own in parties.items() if len({name.lower() for name in own}) > 1]
    for party, own in chance.sample(several, min(ALIASES, len(several))):
        alias = chance.choice(own)
        others = [name for name in own if name.lower() != alias.lower()]
        like = max((fuzz.ratio(alias.lower(), other.lower()) for other in others), default=0.0)
        found.append(("alias_similar" if like >= SIMILAR else "alias_any", alias, party))
    return [f[0] for f in found], [f[1] for f in found], [f[2] for f in found]


def report(folder: Path, seeds: int) -> str:
    """The judged figures over `seeds` halvings of the clean suppliers, then the table fitted on all of them."""
    names, positives = rows("names.csv"), rows("positives.csv")
    clean_names = [row["name"] for row in rows("negatives.csv") if row["stratum"] == "main"]
    kind_of = {"Person": EntityType.PERSON}
    index = NameIndex.build(
        [
            ("bench", ListedEntity(str(at), row["name"], kind_of.get(row["schema"], EntityType.ORGANISATION)))
            for at, row in enumerate(names)
        ]
    )
    listed = [(row["name"], row["cluster"]) for row in names]
    clean = pairs_of(index, [""] * len(clean_names), clean_names, [""], listed)
    judged = pairs_of(
        index,
        [row["typology"].replace("alias_", "held_") for row in positives],
        [row["query"] for row in positives],
        [row["cluster"] for row in positives],
        listed,
    )
    drawn = pairs_of(index, *drawn_set(names, {row["cluster"] for row in positives}, clean_names), listed)
    weighs = {"alias_similar": SIMILAR_WEIGH, "alias_any": OTHER_ALIASES_WEIGH}
    counted = {kind: drawn.kind.count(kind) for kind in set(drawn.kind)}
    weight = np.array([weighs.get(kind, KIND_WEIGHS) / counted[kind] for kind in drawn.kind])
    kinds_judged = [row["typology"] for row in positives]
    lines = ["| fitted on | @1 | @5 | @10 | flags at 90 % | at 95 % | AP | aliases similar | any |", "|" + "---|" * 9]
    for seed in range(seeds):
        half = np.random.default_rng(seed).random(len(clean_names)) < 0.5
        for number, own in enumerate((half, ~half)):
            worth = fitted(clean, own, drawn, weight)
            lines.append(_line(f"half {number + 1}, seed {seed}", clean, judged, kinds_judged, (own, worth)))
    everyone = np.ones(len(clean_names), dtype=np.bool_)
    return "\n".join([*lines, "", table_text(fitted(clean, everyone, drawn, weight))])


def _line(
    label: str, clean: Pairs, judged: Pairs, kinds_judged: list[str], table: tuple[NDArray[np.bool_], Floats]
) -> str:
    own, worth = table
    # Each stands for two: one half of the suppliers judges, and average precision counts how many there are.
    others = np.repeat(clean.best(clean.steps @ worth[:-1])[~own], 2)
    found = judged.best(judged.steps @ worth[:-1])
    lowest = min(others[np.isfinite(others)].min(), found[np.isfinite(found)].min()) - 1.0
    both = np.maximum(np.r_[found, others], lowest) - lowest
    got = figures(np.r_[found - lowest, np.zeros(len(others))].clip(0), both, [*kinds_judged, *[""] * len(others)])
    cells = [f"{got[key]:.1f}" for key in ("@1", "@5", "@10", "flags@90%", "flags@95%")]
    by_kind: dict[str, float] = got["kinds"]  # type: ignore[assignment]
    aliases = [f"{by_kind[f'alias_heldout_{which}']:.0f}" for which in ("similar", "any")]
    return f"| {label} | {' | '.join(cells)} | {got['AP']:.4f} | {' | '.join(aliases)} |"


def table_text(worth: Floats) -> str:
    """The steps in points, as they stand in `score.py`."""
    lines = [f'"{name}" {a:g} to {b:g}: {nats * POINTS:.1f}' for (name, a, b), nats in zip(STEPS, worth, strict=False)]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the judged figures and the fitted table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=4, help="halvings of the clean suppliers")
    chosen = parser.parse_args(arguments)
    if not SHARED.is_dir():
        sys.exit("The folder shared/bench does not lie beside the project: there is nothing to fit on.")
    print(report(SHARED, chosen.seeds))


if __name__ == "__main__":
    main()
