"""How long does it take to screen the whole stored base against what changed? 1,000 changed entries against 100,000
stored suppliers, phase by phase, and the same with 10 changed entries.

Run as `python -m benchmarks.rescreen [--suppliers 100000] [--entries 45000] [--changed 1000]`.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from supplychain.library import open_library
from supplychain.matching.settings import MatchSettings
from supplychain.model import Alias, ListedEntity, ListVersion, SupplierLine, SupplierSheet
from supplychain.reference.discover import known_lists
from supplychain.rescreening import rescreen_base
from supplychain.screening import run_screening
from supplychain.settings import Settings
from supplychain.store import Store, open_store
from supplychain.store.own_lists import declare_own_list
from supplychain.store.screenings import save_screening
from supplychain.store.versions import publish_version

FIRST = ("Northfield", "Harbor", "Alder", "Juniper", "Crestline", "Shenzhen", "Guangdong", "Global", "Pacific", "Atlas")
SECOND = ("Medical", "Trading", "Surgical", "Health", "Textile", "Industries", "Technology", "Products", "Supply")
FORMS = ("LLC", "Inc", "Co., Ltd.", "GmbH", "Sdn Bhd", "Corp")
PLACES = ("China", "Malaysia", "Pakistan", "Germany", "United States", "India", "Mexico", "")
GOODS = ("Nitrile examination gloves", "Cotton gauze swabs", "Surgical scissors", "Office paper A4", "Infusion pump")
KEY = "own_measured"


def invented(chance: random.Random) -> str:
    """A company's name: an invented word, two of the trade, a legal form."""
    stem = "".join(chance.choice("bcdfghklmnprstvz") + chance.choice("aeiou") for _ in range(chance.randint(2, 4)))
    return f"{stem.title()} {chance.choice(FIRST)} {chance.choice(SECOND)} {chance.choice(FORMS)}"


def sheet(chance: random.Random, count: int) -> SupplierSheet:
    """So many suppliers, every one another."""
    lines = tuple(
        SupplierLine(
            "S",
            row + 2,
            invented(chance),
            f"V{row}",
            country=chance.choice(PLACES),
            origin=chance.choice(PLACES),
            product_description=chance.choice(GOODS),
            amount=100.0,
            currency="USD",
        )
        for row in range(count)
    )
    return SupplierSheet("base.xlsx", "f" * 64, "S", 0, (), (), lines, (), 0, count)


def publish(store: Store, entries: Sequence[ListedEntity], number: int, now: datetime) -> None:
    """A version of the measured list."""
    digest = f"{number:064x}"
    names = sum(len(one.names) for one in entries)
    version = ListVersion(KEY, f"v{number}", "", now.date(), "", digest, now, now, "own", len(entries), names)
    publish_version(store, version, entries)


def spent() -> float:
    """Seconds of processor so far, of this process and of those it started that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def timed(store: Store, settings: Settings) -> None:
    """One re-screening, its phases and its counts."""
    marks: list[tuple[str, float]] = []
    started, cpu = time.perf_counter(), spent()

    def told(step: str, done: int, total: int) -> None:
        if done >= total:
            marks.append((step, time.perf_counter()))

    outcome = rescreen_base(store, known_lists(), settings, lambda: datetime.now(UTC), told)
    before = started
    for step, at in marks:
        print(f"| {step} | {at - before:.2f} |")
        before = at
    ended = time.perf_counter()
    print(f"| keeping | {ended - before:.2f} |\n| **in all** | **{ended - started:.2f}** |")
    print(f"\n{spent() - cpu:.1f} s of processor, all processes; {outcome.message} {outcome.counts}\n")


def main() -> None:
    """Print the tables."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--suppliers", type=int, default=100_000)
    asked.add_argument("--entries", type=int, default=45_000)
    asked.add_argument("--changed", type=int, default=1_000)
    given = asked.parse_args()
    chance, now = random.Random(7), datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder, "home"))
        store = open_store(settings)
        declare_own_list(store, KEY, "Measured", "m.csv", now)
        entries = [ListedEntity(f"e{number}", invented(chance)) for number in range(given.entries)]
        publish(store, entries, 1, now)
        library = open_library(store, known_lists(), settings.home, now)
        started = time.perf_counter()
        base = sheet(chance, given.suppliers)
        full = run_screening(base, library, MatchSettings(), lambda: now)
        print(f"Full screening of {given.suppliers:,} suppliers: {time.perf_counter() - started:.1f} s.")
        started = time.perf_counter()
        save_screening(store, full)
        print(f"Kept in {time.perf_counter() - started:.1f} s.\n\nFirst re-screening:\n\n| phase | s |\n|---|---|")
        timed(store, settings)
        for number, changed in ((2, given.changed), (3, 10)):
            for _ in range(changed):
                at = chance.randrange(len(entries))
                near = chance.choice(base.lines).supplier_name if chance.random() < 0.1 else invented(chance)
                entries[at] = replace(entries[at], aliases=(Alias(near),))
            publish(store, entries, number, now)
            print(f"{changed:,} changed entries of {given.entries:,}:\n\n| phase | s |\n|---|---|")
            timed(store, settings)
    print(f"Peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB.")


if __name__ == "__main__":
    main()
