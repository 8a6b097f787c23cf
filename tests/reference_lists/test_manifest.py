"""The real files beside the project: every native one loads through parser and gates with the rows its manifest states."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reference_lists import public_lists
from supplychain.errors import ListFormatError
from supplychain.reference.gates import Arrived, judge

LISTS = public_lists()
NOW = datetime(2026, 11, 22, tzinfo=UTC)
# File → (list, entries, what the gates say of it). Entries are what the manifest states: its rows less header and end
# mark, or the counts it gives in words. An excerpt is below its list's minimum.
FILES = {
    "bis/dpl_txt_old.txt": ("bis_dpl", None, ""),
    "ca/sema-lmes_2025.xml": ("ca_sema", 4_759, ""),
    "csl/consolidated_sample.csv": ("csl", 13, "minimum"),
    "csl/csl_2020_sample.csv": ("csl", 115, "minimum"),
    "dol-tvpra/TVPRA2016_0.xlsx": ("dol_goods", 379, "minimum"),
    "dol-tvpra/goods_2023-08.xml": ("dol_goods", 467, ""),
    "eo13126/EO13126List_2014.xls": ("eo_13126", 54, ""),
    "ftm/targets.simple_com480.csv": ("opensanctions", 5_600, ""),
    "ftm/targets.simple_zainab.csv": ("opensanctions", 6_561, ""),
    "leie/leie_first_rows_2026-08.csv": ("hhs_leie", 5, "minimum"),
    "ofac-sdn/sdn_2022-01-31.csv": ("ofac_sdn", None, "parts_missing"),
    "ofac-sdn/sdn_2024-04-26.csv": ("ofac_sdn", 14_668, "parts_missing"),
    "ofac-sdn/sdn_2024-05-03.csv": ("ofac_sdn", 14_965, "parts_missing"),
    "uflpa/uflpa-entity-list_fetched-2026-07-09.html": ("uflpa_entities", 160, ""),
    "un/consolidated_2026-02.xml": ("un_sc", 730 + 273, ""),
}
SETS = {
    "ofac_sdn": ({"SDN": "sdn", "ALT": "alt", "ADD": "add"}, "ofac-sdn", "2022-01-31", 9_044),
    "ofac_consolidated": (
        {"CONS_PRIM": "cons_prim", "CONS_ALT": "cons_alt", "CONS_ADD": "cons_add", "CONS_COMMENTS": "cons_comments"},
        "ofac-cons", "2025-12-19", 442,
    ),
}  # fmt: skip


def stated_rows(shared: Path, name: str) -> int | None:
    """The manifest's count of CSV records, None where it gives none."""
    manifest = (shared / "lists" / "MANIFEST.md").read_text(encoding="utf-8")
    line = next(line for line in manifest.splitlines() if line.startswith(f"| {name} |"))
    cells = [cell.strip() for cell in line.split("|")]
    return int(cells[-4]) if re.fullmatch(r"\d+", cells[-4]) else None


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_loads_with_the_rows_its_manifest_states(name: str, shared: Path) -> None:
    key, entries, gate = FILES[name]
    raw = (shared / "lists" / name).read_bytes()
    if name == "ofac-sdn/sdn_2022-01-31.csv":  # rewritten without OFAC's end mark: taken in its set alone
        with pytest.raises(ListFormatError, match="0x1A"):
            LISTS[key].parse(raw)
        return
    parsed = LISTS[key].parse(raw)
    rows = stated_rows(shared, name)
    assert len(parsed.entries) + len(parsed.rejected) == (rows if entries is None else entries)
    assert rows is None or rows - 1 <= len(parsed.entries) + len(parsed.rejected) <= rows
    assert judge(Arrived(LISTS[key], parsed, "0" * 64, None, NOW), None).gate == gate


@pytest.mark.parametrize("key", SETS)
def test_a_real_set_of_files_loads_whole(key: str, shared: Path) -> None:
    files, folder, day, entries = SETS[key]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for member, stem in files.items():
            archive.writestr(f"{member}.CSV", (shared / "lists" / folder / f"{stem}_{day}.csv").read_bytes())
    parsed = LISTS[key].parse(out.getvalue())
    assert len(parsed.entries) == entries
    assert judge(Arrived(LISTS[key], parsed, "0" * 64, None, NOW), None).gate == ""


def test_the_file_that_is_not_well_formed_is_refused(shared: Path) -> None:
    with pytest.raises(ListFormatError, match="cut short or damaged at line 53"):
        LISTS["un_sc"].parse((shared / "lists" / "un" / "consolidated_2025-08-16.xml").read_bytes())


def test_an_edition_before_downstream_goods_is_refused_by_what_it_lacks(shared: Path) -> None:
    with pytest.raises(ListFormatError, match="lacks Derived_Labor_Exploitation, Derived_Country"):
        LISTS["dol_goods"].parse((shared / "lists" / "dol-tvpra" / "goods_2017.xml").read_bytes())
