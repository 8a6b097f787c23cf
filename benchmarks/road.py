"""How long does a person wait for the whole road? Whole commands in processes of their own, cold, beside a bare
interpreter start in the same run; medians. Run as `python -m benchmarks.road`.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

LINES = 1_000
RUNS = 5

# Invented suppliers and real words of the trade; a listed party every hundred lines, as a hospital's base has few.
GOODS = (
    "Nitrile examination gloves",
    "Cotton gauze swabs 10x10",
    "Surgical scissors",
    "Office paper A4",
    "Infusion pump",
)
COUNTRIES = ("United States", "Malaysia", "China", "Pakistan", "Germany")
STEMS = (
    "Northfield",
    "Harbor",
    "Alder",
    "Juniper",
    "Crestline",
    "Meridian",
    "Bluewater",
    "Summit",
    "Prairie",
    "Lakeside",
)


def workbook(path: Path, lines: int) -> None:
    """A supplier sheet of `lines` rows with name, country, origin, description and amount."""
    book = Workbook(write_only=True)
    page = book.create_sheet("Suppliers")
    page.append(["Supplier", "Country", "Country of origin", "Item description", "Amount"])
    for i in range(lines):
        name = (
            f"{STEMS[i % 10]} {STEMS[i // 10 % 10]} Medical {i} LLC" if i % 100 else "Hoshine Silicon Industry Co Ltd"
        )
        page.append([name, COUNTRIES[i % 5], COUNTRIES[i // 5 % 5], GOODS[i % 5], 100 + i])
    book.save(path)


def timed(command: Sequence[str], home: Path) -> float:
    """Wall seconds of one run; raises where the command fails."""
    env = {**os.environ, "SUPPLYCHAIN_HOME": str(home)}
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, env=env)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: {done.stderr.strip()}")
    return time.perf_counter() - started


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        home, sheet, out = Path(folder, "home"), Path(folder, "s.xlsx"), Path(folder, "out.xlsx")
        workbook(sheet, LINES)
        cli = [sys.executable, "-m", "supplychain.cli"]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "match NAME": [*cli, "match", "Hoshine Silicon Industry", "--country", "CN"],
            f"read, {LINES:,} lines": [*cli, "read", str(sheet)],
            f"screen, {LINES:,} lines": [*cli, "screen", str(sheet), "--format", "jsonl"],
            f"screen --output, {LINES:,} lines": [*cli, "screen", str(sheet), "--output", str(out)],
        }
        first = timed(commands["match NAME"], home)
        bare = statistics.median(timed(commands["python -c pass"], home) for _ in range(RUNS))
        print(f"| command ({RUNS} runs, {os.cpu_count()} cores) | median s | × bare start |\n|---|---|---|")
        print(f"| first command of a new home | {first:.2f} | {first / bare:.0f} |")
        for name, command in commands.items():
            median = statistics.median(timed(command, home) for _ in range(RUNS))
            print(f"| {name} | {median:.2f} | {median / bare:.0f} |")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\nLargest child: {peak:.0f} MB.")


if __name__ == "__main__":
    main()
