"""How often does name matching find a disguised listed name, how often does it disturb a clean supplier, how fast?

Printed beside what others use, all on the same names in the same run. Reads `../shared/bench` where it lies beside the
project; else a small set made here by disguising the names of the bundled lists. Run: `python -m benchmarks.names`.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel, JaroWinkler

from supplychain.matching.index import NameIndex
from supplychain.matching.names import match_parties
from supplychain.matching.settings import MatchSettings, PartyQuery
from supplychain.model import EntityType, ListedEntity

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "bench"
SMALL = ROOT / "benchmarks" / "names_small.json"
FROZEN = ROOT / "benchmarks" / "names_frozen.md"
# Not asked of a matcher without a dictionary of acronyms and tongues; printed apart.
APART = frozenset({"native_chinese", "native_cyrillic", "native_arabic", "alias_heldout_any", "acronym"})
THRESHOLDS = (0.60, 0.65, 0.70, 0.75, 0.80, 0.85, 0.90)
PEER_SAMPLE = 2_500  # names a slow peer is timed and judged on
WRATIO_SAMPLE = 250

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class NameSet:
    """Listed names with the party each belongs to, disguised names with the party they mean, and clean suppliers."""

    title: str
    listed: tuple[tuple[str, str, bool], ...]  # name, party, is a person
    disguised: tuple[tuple[str, str, str], ...]  # typology, name, party
    clean: tuple[str, ...]


def from_shared(folder: Path) -> NameSet:
    """The development half that lies beside the project."""

    def rows(name: str) -> list[dict[str, str]]:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return NameSet(
        "development half beside the project (../shared/bench)",
        tuple((r["name"], r["cluster"], r["schema"] == "Person") for r in rows("names.csv")),
        tuple((r["typology"], r["query"], r["cluster"]) for r in rows("positives.csv")),
        tuple(r["name"] for r in rows("negatives.csv") if r["stratum"] == "main"),
    )


def from_small(path: Path) -> NameSet:
    """The committed set: names of public lists, disguised by `disguise`, and made-up clean suppliers."""
    held = json.loads(path.read_text(encoding="utf-8"))
    chance = random.Random(20261122)
    listed = tuple((name, f"p{at}", False) for at, name in enumerate(held["listed"]))
    disguised = tuple(
        (kind, spoil(name, chance), party) for name, party, _ in listed for kind, spoil in DISGUISES.items()
    )
    clean = tuple(f"{a} {b} {c}" for a in held["first"] for b in held["second"] for c in held["third"])
    return NameSet("small committed set (benchmarks/names_small.json)", listed, disguised, clean)


def _typo(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, max(len(name) - 1, 2))
    return name[:at] + chance.choice("aeinorst") + name[at + 1 :]


def _swap(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, max(len(name) - 2, 2))
    return name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :]


def _reorder(name: str, chance: random.Random) -> str:
    words = name.split()
    chance.shuffle(words)
    return " ".join(words)


DISGUISES: dict[str, Callable[[str, random.Random], str]] = {
    "exact": lambda name, _: name,
    "case": lambda name, _: name.swapcase(),
    "typo": _typo,
    "transposition": _swap,
    "word order": _reorder,
    "no spaces": lambda name, _: name.replace(" ", ""),
    "legal form added": lambda name, _: f"{name} Sdn. Bhd.",
    "cut at 30": lambda name, _: name[:30],
    "two names": lambda name, _: f"Chapel Street Surgery T/A {name}",
    "place added": lambda name, _: f"{name} - Istanbul",
}


def ours(names: NameSet, queries: Sequence[str], parties: Sequence[str]) -> tuple[Floats, Floats, float]:
    """(score of the right party, best score, names a second) of the product."""
    kinds = {True: EntityType.PERSON, False: EntityType.ORGANISATION}
    index = NameIndex.build(
        [("bench", ListedEntity(str(at), name, kinds[person])) for at, (name, _, person) in enumerate(names.listed)]
    )
    party_of = [party for _, party, _ in names.listed]
    asked = [PartyQuery(query) for query in queries]
    match_parties(index, asked[:100])
    started = time.perf_counter()
    results = match_parties(index, asked, MatchSettings(cutoff=0.4))
    speed = len(queries) / (time.perf_counter() - started)
    right, best = np.zeros(len(queries)), np.zeros(len(queries))
    for at, (result, party) in enumerate(zip(results, parties, strict=True)):
        for match in result.matches:
            best[at] = max(best[at], match.score)
            if party and party_of[int(match.entry.entry_id)] == party:
                right[at] = max(right[at], match.score)
    return right, best, speed


def by_scorer(
    scorer: Callable[..., float],
) -> Callable[[NameSet, Sequence[str], Sequence[str]], tuple[Floats, Floats, float]]:
    """A peer that compares every pair of lower-case names with one rapidfuzz scorer."""

    def run(names: NameSet, queries: Sequence[str], parties: Sequence[str]) -> tuple[Floats, Floats, float]:
        listed = [name.lower() for name, _, _ in names.listed]
        rows: dict[str, list[int]] = {}
        for at, (_, party, _) in enumerate(names.listed):
            rows.setdefault(party, []).append(at)
        right, best = np.zeros(len(queries)), np.zeros(len(queries))
        started = time.perf_counter()
        for start in range(0, len(queries), 250):
            block = [query.lower() for query in queries[start : start + 250]]
            scores = process.cdist(block, listed, scorer=scorer, dtype=np.float32, workers=-1)
            best[start : start + 250] = scores.max(axis=1)
            for at in range(len(block)):
                if parties[start + at]:
                    right[start + at] = scores[at, rows[parties[start + at]]].max()
        return right, best, len(queries) / (time.perf_counter() - started)

    return run


def trigrams(names: NameSet, queries: Sequence[str], parties: Sequence[str]) -> tuple[Floats, Floats, float]:
    """TF-IDF over letter trigrams with cosine, in numpy (an inverted index, added up a query at a time)."""

    def grams(text: str) -> list[str]:
        text = f" {text.lower()} "
        return [text[i : i + 3] for i in range(len(text) - 2)]

    ids: dict[str, int] = {}
    held = [[ids.setdefault(g, len(ids)) for g in grams(name)] for name, _, _ in names.listed]
    flat = np.array([g for row in held for g in row])
    owner = np.repeat(np.arange(len(held)), [len(row) for row in held])
    pair, count = np.unique(flat.astype(np.int64) << 32 | owner, return_counts=True)
    gram, row = pair >> 32, pair & 0xFFFFFFFF
    idf = np.log((1 + len(held)) / (1 + np.bincount(gram, minlength=len(ids)))) + 1
    weight = count * idf[gram]
    weight /= np.sqrt(np.bincount(row, weight**2, minlength=len(held)))[row]
    ends = np.cumsum(np.bincount(gram, minlength=len(ids)))
    rows_of: dict[str, list[int]] = {}
    for at, (_, party, _) in enumerate(names.listed):
        rows_of.setdefault(party, []).append(at)
    right, best = np.zeros(len(queries)), np.zeros(len(queries))
    started = time.perf_counter()
    for at, query in enumerate(queries):
        known, many = np.unique([ids[g] for g in grams(query) if g in ids] or [-1], return_counts=True)
        if known[0] < 0:
            continue
        values = many * idf[known]
        values /= np.sqrt((values**2).sum())
        scores = np.zeros(len(held))
        for g, value in zip(known.tolist(), values.tolist(), strict=True):
            part = slice(int(ends[g - 1]) if g else 0, int(ends[g]))
            scores[row[part]] += value * weight[part]
        best[at] = scores.max()
        if parties[at]:
            right[at] = scores[rows_of[parties[at]]].max()
    return right, best, len(queries) / (time.perf_counter() - started)


def sample(names: NameSet, most: int) -> tuple[list[str], list[str], list[str]]:
    """(queries, parties, typologies): disguised then clean, at most `most` of each, evenly taken."""
    disguised = names.disguised[:: max(len(names.disguised) // most, 1)]
    clean = names.clean[:: max(len(names.clean) // most, 1)]
    queries = [query for _, query, _ in disguised] + list(clean)
    parties = [party for _, _, party in disguised] + [""] * len(clean)
    return queries, parties, [kind for kind, _, _ in disguised] + [""] * len(clean)


def figures(right: Floats, best: Floats, kinds: Sequence[str]) -> dict[str, object]:
    """Recall at 1, 5 and 10 flags a thousand clean suppliers, flags at 90 and 95 % recall, average precision."""
    kind = np.array(kinds)
    clean = np.sort(best[kind == ""])[::-1]
    core = right[(kind != "") & ~np.isin(kind, list(APART))]
    found: dict[str, object] = {}
    for rate in (1, 5, 10):
        threshold = max(float(np.nextafter(clean[int(rate * len(clean) / 1000)], np.inf)), 1e-9)
        found[f"@{rate}"] = 100 * float((core >= threshold).mean())
        if rate == 5:
            found["kinds"] = {k: 100 * float((right[kind == k] >= threshold).mean()) for k in dict.fromkeys(kinds) if k}
    for recall in (0.90, 0.95):
        threshold = np.sort(core)[::-1][int(np.ceil(recall * len(core))) - 1]
        found[f"flags@{recall:.0%}"] = 1000 * float((clean >= threshold).mean()) if threshold > 0 else float("nan")
    truth = np.r_[np.ones(len(core)), np.zeros(len(clean))]
    order = np.lexsort((truth, -np.r_[core, clean]))
    hits = np.cumsum(truth[order])
    found["AP"] = float((hits / np.arange(1, len(hits) + 1) * truth[order]).sum() / truth.sum())
    return found


PEERS: tuple[tuple[str, Callable[[NameSet, Sequence[str], Sequence[str]], tuple[Floats, Floats, float]], int], ...] = (
    ("rapidfuzz ratio", by_scorer(Indel.normalized_similarity), PEER_SAMPLE),
    ("Jaro-Winkler", by_scorer(JaroWinkler.normalized_similarity), PEER_SAMPLE),
    ("rapidfuzz WRatio", by_scorer(fuzz.WRatio), WRATIO_SAMPLE),
    ("TF-IDF, letter trigrams", trigrams, PEER_SAMPLE),
)


def report(names: NameSet) -> str:
    """The tables in Markdown."""
    lines = [
        f"Set: {names.title}: {len(names.listed):,} listed names, {len(names.disguised):,} disguised, "
        f"{len(names.clean):,} clean. Recall in % at n flags per 1,000 clean suppliers.",
        "",
        "| matcher | @1 | @5 | @10 | flags at 90 % | at 95 % | AP | names/s | judged on |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    kinds_of: dict[str, object] = {}
    product: tuple[Floats, Floats, list[str]] | None = None
    for label, run, most in (("supplychain", ours, 10**9), *PEERS):
        queries, parties, kinds = sample(names, most)
        right, best, speed = run(names, queries, parties)
        got = figures(right, best, kinds)
        if product is None:
            product, kinds_of = (right, best, kinds), got["kinds"]  # type: ignore[assignment]
        cells = [f"{got[key]:.1f}" for key in ("@1", "@5", "@10", "flags@90%", "flags@95%")]
        lines.append(f"| {label} | {' | '.join(cells)} | {got['AP']:.3f} | {speed:,.0f} | {len(queries):,} |")
    lines += [
        "",
        "Flags per 1,000 clean suppliers and recall at each threshold:",
        "",
        "| threshold | recall % | flags |",
    ]
    lines.append("|---|---|---|")
    if product is not None:
        right, best, kinds = product
        kind = np.array(kinds)
        core = right[(kind != "") & ~np.isin(kind, list(APART))]
        for threshold in THRESHOLDS:
            flags = 1000 * float((best[kind == ""] >= threshold).mean())
            lines.append(f"| {threshold:.2f} | {100 * float((core >= threshold).mean()):.1f} | {flags:.1f} |")
    lines += ["", "Recall by kind of disguise at 5 flags per 1,000:", "", "| disguise | recall % |", "|---|---|"]
    lines += [f"| {kind} | {value:.0f} |" for kind, value in kinds_of.items()]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the tables; `--freeze` also writes them to benchmarks/names_frozen.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--freeze", action="store_true", help="write benchmarks/names_frozen.md")
    chosen = parser.parse_args(arguments)
    if SHARED.is_dir():
        names = from_shared(SHARED)
    else:
        print(
            "The folder shared/bench does not lie beside the project: the small committed set is used.", file=sys.stderr
        )
        names = from_small(SMALL)
    text = report(names)
    print(text)
    if chosen.freeze:
        FROZEN.write_text(f"# Name matching, frozen run\n\n{text}", encoding="utf-8")


if __name__ == "__main__":
    main()
