"""What does name matching say of pairs that others labelled: would the second name, listed, be met by the first?

Reads a CSV with the columns name1, name2 and is_match (true or false), as opensanctions/nomenklatura and
moov-io/watchman publish them; the files are theirs and not kept here. Rows whose `schema` is Person or Vessel are
passed over. Run: `python -m benchmarks.names_peers PAIRS.csv`.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from supplychain.matching.index import NameIndex
from supplychain.matching.names import match_parties
from supplychain.matching.settings import MatchSettings, PartyQuery
from supplychain.model import EntityType, ListedEntity

PASSED_OVER = frozenset({"Person", "Vessel"})


def pairs_in(path: Path) -> list[tuple[str, str, bool]]:
    """(supplier's name, listed name, whether they are one party) of organisations."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("schema", "") not in PASSED_OVER]
    return [(row["name1"], row["name2"], row["is_match"].strip().lower() == "true") for row in rows]


def scores(pairs: Sequence[tuple[str, str, bool]]) -> list[float]:
    """The score of each pair, all second names being listed; 0 where they do not meet."""
    listed = list(dict.fromkeys(second for _, second, _ in pairs))
    number = {name: str(at) for at, name in enumerate(listed)}
    index = NameIndex.build([("pairs", ListedEntity(number[n], n, EntityType.ORGANISATION)) for n in listed])
    results = match_parties(index, [PartyQuery(first) for first, _, _ in pairs], MatchSettings(cutoff=0.01, top=1_000))
    return [
        max((match.score for match in result.matches if match.entry.entry_id == number[second]), default=0.0)
        for result, (_, second, _) in zip(results, pairs, strict=True)
    ]


def report(pairs: Sequence[tuple[str, str, bool]]) -> str:
    """Precision, recall, F1 and the area under the curve, then every pair judged otherwise than its label."""
    score = np.array(scores(pairs))
    truth = np.array([same for _, _, same in pairs])
    said = score >= MatchSettings().threshold
    both = int((said & truth).sum())
    higher = score[truth][:, None] - score[~truth][None, :]
    area = float((higher > 0).mean() + (higher == 0).mean() / 2)
    precision, recall = both / max(int(said.sum()), 1), both / max(int(truth.sum()), 1)
    f1 = 2 * both / max(int(said.sum()) + int(truth.sum()), 1)
    lines = [f"{len(pairs)} pairs, {int(truth.sum())} of one party: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"]
    lines[0] += f" accuracy {float((said == truth).mean()):.3f} AUC {area:.3f}"
    wrong = sorted(np.nonzero(said != truth)[0].tolist(), key=lambda at: (bool(truth[at]), score[at]))
    lines += [
        f"{'missed' if truth[at] else 'flagged':8}{score[at]:.2f}  {pairs[at][0]} | {pairs[at][1]}" for at in wrong
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the report on each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="+", help="CSV with name1, name2, is_match")
    for path in parser.parse_args(arguments).pairs:
        print(f"{path.name}: {report(pairs_in(path))}")


if __name__ == "__main__":
    main()
