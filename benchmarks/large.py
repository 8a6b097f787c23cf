"""How long does a large workbook take, and how much memory? Read, screen against every list, save and write, step by
step and as the whole command, beside reading the same file with python-calamine and writing it back unchanged with
openpyxl, in the same run.

Run as `python -m benchmarks.large [--lines 300000] [--distinct]`; `--distinct` makes every line another one, where
real spend repeats its suppliers and goods.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from supplychain.commands.doors import open_house, utc_now
from supplychain.flags.export import write_flagged_workbook
from supplychain.matching.settings import MatchSettings
from supplychain.screening import run_screening
from supplychain.store.screenings import save_screening
from supplychain.suppliers.sheet import read_sheet

LINES = 100_000
SAMPLED = 0.2  # seconds between two looks at the memory; a look costs the looked-at process nothing measurable
HEADER = (
    "Vendor No", "Supplier name", "Manufacturer", "Country", "Country of origin", "Address", "City",
    "Item description", "Spend category", "HS code", "Amount", "Currency",
)  # fmt: skip

# Invented suppliers and the trade's own words. What a hospital's ledger repeats: a few thousand suppliers, each
# with its own few dozen articles, most orders going to the first of them (a long tail).
FIRST = (
    "Northfield", "Harbor", "Alder", "Juniper", "Crestline", "Meridian", "Bluewater", "Summit", "Prairie", "Lakeside",
    "Orchard", "Falcon", "Granite", "Willow", "Beacon", "Copper", "Redwood", "Silver", "Canyon", "Maple",
)  # fmt: skip
SECOND = (
    "Medical", "Surgical", "Health", "Care", "Clinical", "Diagnostics", "Hospital", "Pharma", "Textile", "Glove",
    "Instrument", "Imaging", "Dental", "Laboratory", "Nursing", "Orthopedic", "Sterile", "Optics", "Foods", "Office",
)  # fmt: skip
THIRD = ("Supply", "Products", "Industries", "Trading", "Systems", "Distribution", "Works", "Partners")
FORMS = ("Inc", "LLC", "Corp.", "Co., Ltd.", "GmbH", "Sdn Bhd", "Ltd", "S.A. de C.V.")
LISTED = (  # as their publishers name them; one supplier in two hundred
    "Hoshine Silicon Industry (Shanshan) Co., Ltd.", "Top Glove Corporation Bhd", "Xinjiang Junggar Cotton and Linen",
    "Nanjing Synergy Textiles Co., Ltd.", "Supermax Corporation Bhd", "Baoding LYSZD Trade and Business Co., Ltd.",
)  # fmt: skip
PLACES = (
    ("United States", "1200 Commerce Blvd", "Memphis"), ("United States", "48 Industrial Way", "Chicago"),
    ("United States", "9 Harbor St", "Newark"), ("USA", "77 Main St", "Dallas"), ("US", "310 Lake Ave", "Atlanta"),
    ("Germany", "Hafenstr. 12", "Hamburg"), ("Malaysia", "Lot 7, Jalan Meru", "Klang"),
    ("China", "88 Keji Road", "Suzhou"), ("Mexico", "Av. Industrial 300", "Tijuana"),
    ("Pakistan", "Daska Road", "Sialkot"),
)  # fmt: skip
ORIGINS = ("", "", "", "United States", "China", "Malaysia", "Mexico", "Germany", "Pakistan", "India", "Thailand")
GOODS = (
    ("Nitrile examination gloves, powder free", "Medical supplies", "4015.12"),
    ("Latex surgical gloves, sterile", "Medical supplies", "4015.12"),
    ("Cotton gauze swabs", "Wound care", "3005.90"), ("Surgical scissors, curved", "Instruments", "9018.90"),
    ("Isolation gown, SMS", "Protective wear", "6210.10"), ("Face mask, 3 ply", "Protective wear", "6307.90"),
    ("Infusion pump", "Equipment", "9018.90"), ("Office paper", "Office", "4802.56"), ("Coffee beans", "Catering", ""),
    ("Laptop computer", "IT", "8471.30"), ("Bed sheets, cotton blend", "Linen", "6302.21"), ("Syringe, luer lock",
    "Medical supplies", "9018.31"), ("Catheter, silicone", "Medical supplies", "9018.39"), ("Repair service, lift",
    "Services", ""), ("Wheelchair", "Equipment", "8713.10"), ("Frozen shrimp", "Catering", "0306.17"),
    ("Tomato paste", "Catering", "2002.90"), ("Aluminium walking frame", "Equipment", "9021.10"),
)  # fmt: skip
SIZES = ("small", "medium", "large", "10x10", "7.5", "100 per box", "case of 12", "500 ml")


def supplier_rows(lines: int, distinct: bool) -> Iterator[tuple[object, ...]]:
    """The rows of the workbook, the same in every run. About a fifth of the lines differ in what is screened."""
    chance = random.Random(20)
    suppliers = []
    for number in range(lines if distinct else max(1, lines // 25)):
        name = (
            f"{FIRST[number % 20]} {SECOND[number // 20 % 20]} {THIRD[number // 400 % 8]} {number // 3200 or ''}"
            f" {FORMS[number % 8]}"
        )
        if number % 200 == 7:
            name = LISTED[number // 200 % len(LISTED)]
        articles = [
            (*chance.choice(GOODS), chance.choice(SIZES), chance.choice(ORIGINS)) for _ in range(chance.randint(2, 12))
        ]
        maker = f"{chance.choice(FIRST)} {chance.choice(SECOND)} Manufacturing" if number % 4 == 0 else ""
        suppliers.append((f"V{number:06}", " ".join(name.split()), maker, chance.choice(PLACES), articles))
    for number in range(lines):
        at = number if distinct else int(len(suppliers) * chance.random() ** 2)
        vendor, name, maker, (country, street, city), articles = suppliers[at]
        goods, category, code, size, origin = articles[int(len(articles) * chance.random() ** 2)]
        what = f"{goods} {size} {number}" if distinct else f"{goods} {size}"
        amount = round(chance.lognormvariate(6, 1.5), 2)
        yield (
            vendor,
            name,
            maker,
            country,
            origin,
            f"{at % 900 + 1} {street}",
            city,
            what,
            category,
            code,
            amount,
            "USD",
        )


def write_workbook(path: Path, lines: int, distinct: bool) -> None:
    """The supplier workbook, `lines` rows by 12 columns under a header."""
    book = Workbook(write_only=True)
    page = book.create_sheet("Spend")
    page.append(HEADER)
    for row in supplier_rows(lines, distinct):
        page.append(row)
    book.save(path)


def rewrite(source: Path, out: Path) -> dict[str, float]:
    """The yardstick: read with python-calamine, write back unchanged with openpyxl write-only; seconds."""
    started = time.perf_counter()
    rows = CalamineWorkbook.from_path(source).get_sheet_by_index(0).to_python()
    read = time.perf_counter()
    book = Workbook(write_only=True)
    page = book.create_sheet("Spend")
    for row in rows:
        page.append(row)
    book.save(out)
    return {"read": read - started, "write": time.perf_counter() - read}


def our_road(source: Path, out: Path) -> dict[str, float]:
    """Ours, step by step as `supplychain screen FILE --output OUT` takes them; seconds, and what was found."""
    marks = [time.perf_counter()]
    sheet = read_sheet(source)
    marks.append(time.perf_counter())
    house = open_house()
    library = house.library()
    marks.append(time.perf_counter())
    screening = run_screening(sheet, library, MatchSettings(), utc_now)
    marks.append(time.perf_counter())
    save_screening(house.store, screening)
    marks.append(time.perf_counter())
    write_flagged_workbook(screening, source, out, titles=library.titles)
    marks.append(time.perf_counter())
    names = ("read", "lists", "screen", "save", "write")
    spent = {name: after - before for name, before, after in zip(names, marks, marks[1:], strict=False)}
    flagged = sum(1 for line in screening.lines if line.flags)
    return {**spent, "lines": len(screening.lines), "flagged": flagged}


STEPS = {"rewrite": rewrite, "ours": our_road}


def measured(step: str, source: Path, out: Path, home: Path) -> dict[str, float]:
    """One step in a process of its own: its own seconds, and the most memory (MB) of it with all its children."""
    command = [sys.executable, "-m", "benchmarks.large", "--step", step, str(source), str(out)]
    env = {**os.environ, "SUPPLYCHAIN_HOME": str(home)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as child:
        together = 0.0
        while child.poll() is None:
            together = max(together, sum(map(_megabytes, _family(child.pid))))
            time.sleep(SAMPLED)
        told = child.stdout.read() if child.stdout else ""
    if child.returncode:
        raise SystemExit(f"{step} failed with {child.returncode}")
    spent: dict[str, float] = json.loads(told.splitlines()[-1])
    return {**spent, "together": together}


def whole_command(source: Path, out: Path, home: Path) -> dict[str, float]:
    """`supplychain screen FILE --output OUT` from its start to its end, as an officer runs it: its seconds, the
    processor seconds of all its processes, and the most memory (MB) of all of them at once."""
    command = [sys.executable, "-m", "supplychain.cli", "screen", str(source), "--output", str(out)]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    quiet, env = subprocess.DEVNULL, {**os.environ, "SUPPLYCHAIN_HOME": str(home)}
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, env=env) as child:
        together = 0.0
        while child.poll() is None:
            together = max(together, sum(map(_megabytes, _family(child.pid))))
            time.sleep(SAMPLED)
    spent, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if child.returncode:
        raise SystemExit(f"supplychain screen failed with {child.returncode}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": spent, "cpu": cpu, "together": together}


def _family(pid: int) -> list[int]:
    """A process and all that it started; the process alone where the system does not tell."""
    found = [pid]
    for one in found:
        try:
            found += map(int, Path(f"/proc/{one}/task/{one}/children").read_text().split())
        except OSError:
            continue
    return found


def _megabytes(pid: int) -> float:
    """Memory of one process, pages that several share counted by their share; 0 where the system does not tell."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")) / 1024


def main() -> None:
    """Print the table."""
    ask = argparse.ArgumentParser()
    ask.add_argument("--lines", type=int, default=LINES)
    ask.add_argument("--distinct", action="store_true")
    ask.add_argument("--step", nargs=3)
    told = ask.parse_args()
    if told.step:
        step, source, out = told.step
        gc.collect()
        spent = STEPS[step](Path(source), Path(out))
        largest = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        print(json.dumps({**spent, "peak": largest / 1024}))
        return
    with tempfile.TemporaryDirectory() as folder:
        home, source, out = Path(folder, "home"), Path(folder, "spend.xlsx"), Path(folder, "out.xlsx")
        write_workbook(Path(folder, "warm.xlsx"), 50, told.distinct)
        measured("ours", Path(folder, "warm.xlsx"), out, home)  # a new home builds its name index once
        write_workbook(source, told.lines, told.distinct)
        theirs = measured("rewrite", source, out, home)
        ours = measured("ours", source, out, home)
        new_home = Path(folder, "new home")
        whole_command(Path(folder, "warm.xlsx"), out, new_home)
        command = whole_command(source, out, new_home)
    _print(told.lines, theirs, ours)
    wall, cpu = (command[name] / (theirs["read"] + theirs["write"]) for name in ("wall", "cpu"))
    print(
        f"| `screen --output`, the whole command | {command['wall']:.1f} = {wall:.2f} x"
        f" ({command['cpu']:.1f} processor s = {cpu:.2f} x), {command['together']:.0f} MB at once | |"
    )


def _print(lines: int, theirs: dict[str, float], ours: dict[str, float]) -> None:
    yardstick = theirs["read"] + theirs["write"]
    print(f"{lines:,} lines x {len(HEADER)} columns, {ours['flagged']:,.0f} of them flagged, {os.cpu_count()} cores.\n")
    print("| step | ours s | calamine + openpyxl s |\n|---|---|---|")
    for name in ("read", "lists", "screen", "save", "write"):
        print(f"| {name} | {ours[name]:.1f} | {f'{theirs[name]:.1f}' if name in theirs else ''} |")
    asked = sum(ours[name] for name in ("read", "screen", "write"))
    whole = asked + ours["lists"] + ours["save"]
    print(f"| read + screen + write | {asked:.1f} = {asked / yardstick:.2f} x | {yardstick:.1f} |")
    print(f"| all of it | {whole:.1f} = {whole / yardstick:.2f} x | {yardstick:.1f} |")
    print(f"| peak MB, the largest process | {ours['peak']:.0f} | {theirs['peak']:.0f} |")
    print(f"| peak MB, all processes at once | {ours['together']:.0f} | {theirs['together']:.0f} |")


if __name__ == "__main__":
    main()
