"""How often does the goods matcher name the right goods and inputs, how often does it flag a line that has none, how
fast? Printed beside a plain keyword search, on the same lines in the same run.

Reads `../shared/products/products.csv` where it lies beside the project, and always two committed sets: invented lines
(`goods_small.csv`) and lines drawn by chance or written, labelled before any run (`goods_drawn.csv`).
Run: `python -m benchmarks.goods [--freeze]`.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from supplychain.matching.goods import GoodsMatcher

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "products" / "products.csv"
SMALL = ROOT / "benchmarks" / "goods_small.csv"
DRAWN = ROOT / "benchmarks" / "goods_drawn.csv"
FROZEN = ROOT / "benchmarks" / "goods_frozen.md"

# The keys both sets are labelled with; the matcher knows more goods, which the labels do not judge.
LABELLED = frozenset(
    re.findall(
        r"\w+",
        """
    rubber_gloves cotton garments textiles surgical_instruments rubber_latex palm_oil pvc polysilicon_solar aluminum
    electronics lithium_ion_batteries cobalt tin tungsten tantalum gold mica leather footwear carpets furniture timber
    bricks cement stone fish shrimp sugarcane cocoa coffee tea tomato rice nuts beef_cattle hair_products toys pharma
    chemicals steel copper caustic_soda red_dates
    """,
    )
)
# What a buyer would type into a search box for each key; the baseline.
KEYWORDS = {
    "rubber_gloves": "glove", "garments": "gown uniform garment coverall clothing cap", "cotton": "cotton gauze",
    "textiles": "textile mask drape bandage towel sheet linen dressing",
    "surgical_instruments": "scissor forcep instrument clamp",
    "rubber_latex": "rubber latex", "pvc": "pvc vinyl", "electronics": "computer printer monitor electronic phone",
    "furniture": "furniture bed chair table desk", "steel": "steel", "pharma": "tablet vaccine injection medicine",
    "chemicals": "reagent disinfectant alcohol chemical test", "footwear": "shoe boot", "gold": "gold", "tin": "tin",
    "fish": "fish", "stone": "stone", "cement": "cement", "leather": "leather", "copper": "copper", "toys": "toy doll",
}  # fmt: skip

SEEN = (
    "All three sets were looked at while the vocabulary was written, so these are no held-out figures; the first runs "
    "on each drawn sample, before any correction, are in docs/goods.md. The very first run gave F1 0.964 / 0.918 on "
    "the real lines and 0.972 / 0.908 on the invented ones."
)

Reading = tuple[set[str], set[str]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One line with the goods it is and those it is made with, by hand."""

    text: str
    direct: frozenset[str]
    inputs: frozenset[str]


def labelled(path: Path, direct: str, inputs: str) -> list[Labelled]:
    """The lines of a labelled CSV; several keys are split by `;`."""
    with path.open(encoding="utf-8", newline="") as handle:
        return [
            Labelled(
                row["description"],
                frozenset(filter(None, row[direct].split(";"))),
                frozenset(filter(None, row[inputs].split(";"))),
            )
            for row in csv.DictReader(handle)
        ]


def by_matcher(matcher: GoodsMatcher) -> Callable[[str], Reading]:
    """Read by the goods matcher, judged on the labelled keys."""

    def read(text: str) -> Reading:
        found = matcher.read(text).concepts
        return (
            {c.concept for c in found if c.relation == "is"} & LABELLED,
            {c.concept for c in found if c.relation != "is"} & LABELLED,
        )

    return read


def by_keyword(text: str) -> Reading:
    """Every key one of whose keywords begins a word of the line."""
    words = re.findall(r"\w+", text.lower())
    return {key for key, all_ in KEYWORDS.items() if any(w.startswith(k) for k in all_.split() for w in words)}, set()


def row(name: str, read: Callable[[str], Reading], lines: list[Labelled]) -> str:
    """One line of the table: precision, recall and F1 of goods and of inputs, flags on lines that have none."""
    cells = [name]
    readings = [read(line.text) for line in lines]
    for which in (0, 1):
        wanted = [(line.direct, line.inputs)[which] for line in lines]
        given = [reading[which] for reading in readings]
        hit = sum(len(g & w) for g, w in zip(given, wanted, strict=True))
        named, true = sum(map(len, given)), sum(map(len, wanted))
        cells += [f"{hit / max(named, 1):.3f}", f"{hit / max(true, 1):.3f}", f"{2 * hit / max(named + true, 1):.3f}"]
    none = [bool(g or i) for line, (g, i) in zip(lines, readings, strict=True) if not line.direct | line.inputs]
    cells.append(f"{sum(none)}/{len(none)}")
    return "| " + " | ".join(cells) + " |"


def speed(matcher: GoodsMatcher, lines: list[Labelled]) -> str:
    """Lines a second on distinct lines, and where each line comes a hundred times, as in a supplier sheet."""
    once = [(f"{line.text} lot {n}", "", "") for n in range(20) for line in lines]
    begun = time.process_time()
    matcher.read_many(once)
    distinct = len(once) / (time.process_time() - begun)
    often = [(line.text, "", "") for line in lines] * 100
    begun = time.process_time()
    GoodsMatcher(lambda: matcher.vocabulary).read_many(often)
    repeated = len(often) / (time.process_time() - begun)
    often_said = f"{repeated:,.0f} lines/s where each comes 100 times"
    return f"Speed: {distinct:,.0f} distinct lines/s; {often_said} (CPU time, one core)."


def main() -> None:
    """Print the tables; `--freeze` also writes them to goods_frozen.md (without the speed, which is the machine's)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--freeze", action="store_true", help="write the tables to goods_frozen.md")
    args = parser.parse_args()
    begun = time.perf_counter()
    matcher = GoodsMatcher.bundled()
    loaded = time.perf_counter() - begun
    sets = {
        "invented lines (goods_small.csv)": labelled(SMALL, "direct", "input"),
        "drawn lines (goods_drawn.csv)": labelled(DRAWN, "direct", "input"),
    }
    if SHARED.exists():
        sets["real lines (products.csv)"] = labelled(SHARED, "label_direct", "label_input")
    out = [
        "# Goods matcher against hand labels",
        "",
        "P, R, F1 of goods, then of inputs; flags on lines with no label.",
        "",
        SEEN,
        "",
    ]
    for title, lines in sets.items():
        out += [f"## {title}: {len(lines)}", "", "| | P | R | F1 | input P | R | F1 | false flags |", "|---" * 8 + "|"]
        out += [row("matcher", by_matcher(matcher), lines), row("keywords", by_keyword, lines), ""]
    print("\n".join(out))
    print(f"Loaded in {loaded * 1000:.0f} ms. {speed(matcher, list(sets.values())[-1])}")
    if args.freeze:
        FROZEN.write_text("\n".join(out), encoding="utf-8")
        print(f"written to {FROZEN.relative_to(ROOT)}", file=sys.stderr)


if __name__ == "__main__":
    main()
