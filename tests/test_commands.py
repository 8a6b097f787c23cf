"""The command line as a user meets it: shapes, exit codes, sentences; every command in a process of its own."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

Run = Callable[..., subprocess.CompletedProcess[str]]

LINE_KEYS = {
    "sheet", "row", "supplier", "maker", "country", "origin", "goods", "hs", "concepts", "severity", "flags",
    "matches", "not_screened",
}  # fmt: skip
FLAG_KEYS = {
    "severity", "axes", "list", "version", "entry_id", "entry", "basis", "consequence", "score", "reasons",
    "next_step", "comply_chain_step", "source_url",
}  # fmt: skip
LIST_KEYS = {
    "key", "title", "publisher", "kind", "status", "version", "as_of", "fetched_at", "checked_at", "entries", "names",
    "sha256", "source_url", "age_hours",
}  # fmt: skip

ROWS = [
    ("Hoshine Silicon Industry Co., Ltd.", "China", "", "Silicone tubing"),
    ("Klang Valley Glove Works Sdn Bhd", "Malaysia", "Malaysia", "Nitrile examination gloves, powder free"),
    ("Sialkot Fine Instruments", "Pakistan", "Pakistan", "Surgical scissors, stainless, 14 cm"),
    ("Shanghai Select Safety Products", "China", "China", "Foley catheters"),
    ("Bluewater Linen Service LLC", "USA", "", "Laundry service"),
]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["Supplier", "Country", "Country of origin", "Item description"])
    for row in ROWS:
        page.append(row)
    path = tmp_path / "suppliers.xlsx"
    book.save(path)
    return path


def objects(run: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert "Traceback" not in run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_screen_gives_one_object_a_line_in_sheet_order_with_the_contracts_keys(supplychain: Run, sheet: Path) -> None:
    done = supplychain("screen", sheet, "--format", "jsonl")
    lines = objects(done)
    assert done.returncode == 0
    assert [line["supplier"] for line in lines] == [row[0] for row in ROWS]
    assert [line["row"] for line in lines] == [2, 3, 4, 5, 6]
    for line in lines:
        assert set(line) >= LINE_KEYS
        for flag in line["flags"]:
            assert set(flag) >= FLAG_KEYS
            assert all(set(r) >= {"feature", "says", "supplier", "entry", "points"} for r in flag["reasons"])
        for match in line["matches"]:
            assert set(match) >= {"list", "entry_id", "entry", "matched_name", "score"}
        for concept in line["concepts"]:
            assert set(concept) >= {"concept", "relation", "depth", "score", "why"}


def test_each_sample_line_takes_the_severity_of_the_law_behind_it(supplychain: Run, sheet: Path) -> None:
    lines = objects(supplychain("screen", sheet, "--format", "jsonl"))
    assert [line["severity"] for line in lines][:3] == ["import_barred", "high", "elevated"]
    order = next(f for f in lines[3]["flags"] if f["list"] == "cbp_wro")
    assert order["severity"] == "context"
    assert any("entity match, merchandise out of scope" in r["says"] for r in order["reasons"])
    assert lines[4]["flags"] == []


def test_exit_code_1_where_fail_on_is_met_and_0_where_it_is_not(supplychain: Run, sheet: Path) -> None:
    assert supplychain("screen", sheet, "--format", "jsonl", "--fail-on", "high").returncode == 1
    assert supplychain("screen", sheet, "--format", "jsonl", "--fail-on", "prohibited").returncode == 0


def test_the_flagged_workbook_is_the_officers_sheet_with_columns_and_the_result_sheets(
    supplychain: Run, sheet: Path, tmp_path: Path
) -> None:
    out = tmp_path / "flagged.xlsx"
    assert supplychain("screen", sheet, "--output", out).returncode == 0
    book = load_workbook(out)
    assert {"Flags", "Coverage", "Method"} <= set(book.sheetnames)
    page = book[book.sheetnames[0]]
    assert [page.cell(1, c).value for c in range(1, 5)] == [
        "Supplier",
        "Country",
        "Country of origin",
        "Item description",
    ]
    assert [page.cell(r, 1).value for r in range(2, 7)] == [row[0] for row in ROWS]


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_the_flagged_sheet_can_be_csv_or_parquet(supplychain: Run, sheet: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"flagged{ending}"
    assert supplychain("screen", sheet, "--output", out).returncode == 0
    assert out.stat().st_size > 0


@pytest.mark.parametrize(
    "args",
    [
        ("screen", "no such file.xlsx"),
        ("screen", "{sheet}", "--output", "x.pdf"),
        ("screen", "{sheet}", "--lists", "no_such_list"),
        ("screen", "{sheet}", "--lists", ","),
        ("screen", "{sheet}", "--column", "supplier_name"),
        ("screen", "{sheet}", "--cutoff", "0.9", "--threshold", "0.5"),
        ("screen", "{sheet}", "--threshold", "7"),
        ("screen", "{broken}"),
        ("screen",),
        ("nonsense",),
        ("lists", "add", "cbp_wro", "{sheet}", "--title", "x"),
        ("lists", "add", "Bad Key", "{sheet}", "--title", "x"),
        ("lists", "diff", "no_such_list"),
    ],
)
def test_what_cannot_be_used_gets_one_sentence_and_exit_2(
    supplychain: Run, sheet: Path, tmp_path: Path, args: tuple[str, ...]
) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    done = supplychain(*(a.format(sheet=sheet, broken=broken) for a in args))
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert done.stderr.strip()


def test_nothing_is_stored_of_a_file_that_cannot_be_read(supplychain: Run, tmp_path: Path, home: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    assert supplychain("screen", broken).returncode == 2
    assert not home.exists() or not [p for p in home.rglob("*") if p.is_file() and b"broken" in p.read_bytes()]


@pytest.mark.parametrize("name", ["Hoshine Silicon Industry", "HOSHINE SILICON IND CO LTD", "合盛硅业"])
def test_a_listed_party_is_found_by_its_name_abbreviated_or_in_chinese(supplychain: Run, name: str) -> None:
    done = supplychain("match", name, "--country", "CN", "--format", "json")
    found = json.loads(done.stdout)
    barred = [f for f in found["flags"] if f["list"] == "uflpa_entities"]
    assert done.returncode == 0
    assert found["severity"] == "import_barred"
    assert barred and all("117-78" in f["basis"] for f in barred)


@pytest.mark.parametrize(
    ("goods", "country", "severity", "list_key"),
    [
        ("nitrile gloves", "MY", "high", "dol_goods"),
        ("nitrile gloves from Malaysia", "", "high", "dol_goods"),
        ("surgical scissors", "PK", "elevated", "dol_goods"),
        ("cotton bales", "Turkmenistan", "import_barred", "cbp_wro"),
    ],
)
def test_a_listed_good_from_its_place_is_flagged_with_its_row(
    supplychain: Run, goods: str, country: str, severity: str, list_key: str
) -> None:
    found = json.loads(
        supplychain("match", "Some Trader", "--country", country, "--goods", goods, "--format", "json").stdout
    )
    assert found["severity"] == severity
    assert any(f["list"] == list_key and f["severity"] == severity for f in found["flags"])


def test_a_benign_supplier_reads_no_flags_under_these_versions_and_never_clean(supplychain: Run) -> None:
    done = supplychain("match", "Bluewater Linen Service LLC", "--country", "US")
    assert done.returncode == 0
    assert "No flags under these" in done.stdout
    assert "bundled" in done.stdout
    assert "clean" not in done.stdout.lower()


def test_a_name_that_names_nobody_is_told_as_not_screened(supplychain: Run) -> None:
    line = json.loads(supplychain("match", "N/A", "--format", "json").stdout)
    assert "name: 'N/A' names no supplier; ask who it is" in line["not_screened"]
    line = json.loads(supplychain("match", "NA Medical Various Ltd", "--format", "json").stdout)
    assert not any(reason.startswith("name:") for reason in line["not_screened"])


def test_an_origin_that_says_it_is_unknown_is_told_and_counted_as_not_stated(supplychain: Run, tmp_path: Path) -> None:
    told = {
        "unbekannt": "origin: not stated",
        "see attached": "origin: not stated",
        "NA": "origin: 'NA' is read as not available; write the country's name where one is meant",
        "our plant": "origin: 'our plant' is not understood as a place",
    }
    sheet = tmp_path / "origins.csv"
    rows = "".join(f"Bluewater {n} Ltd,US,rubber gloves,{origin}\n" for n, origin in enumerate(told))
    sheet.write_text("Supplier,Country,Description,Country of origin\n" + rows, encoding="utf-8")
    lines = json.loads(supplychain("screen", str(sheet), "--format", "json").stdout)
    for line, why in zip(lines, told.values(), strict=True):
        assert [one for one in line["not_screened"] if one.startswith("origin:")] == [why]
        assert any(flag["entry_id"] == "origin-unknown" for flag in line["flags"])


@pytest.mark.parametrize("word", ["unbekannt", "desconocido", "неизвестно", "不详", "see attached"])
def test_match_takes_a_word_for_not_stated_as_not_stated_and_refuses_what_is_no_place(
    supplychain: Run, word: str
) -> None:
    asked = ("match", "Acme Gloves", "--goods", "nitrile gloves", "--country", word, "--format", "json", "--origin")
    line = json.loads(supplychain(*asked, word).stdout)
    assert (line["country"], line["origin"]) == (None, None)
    assert "origin: not stated" in line["not_screened"]
    assert any(flag["entry_id"] == "origin-unknown" for flag in line["flags"])
    assert supplychain(*asked, "our plant").returncode == 2


def test_lists_tells_every_list_of_the_shelf_with_the_contracts_keys(supplychain: Run) -> None:
    done = supplychain("lists", "--format", "json")
    shelf = {each["key"]: each for each in json.loads(done.stdout)}
    assert done.returncode == 0
    assert all(set(each) >= LIST_KEYS for each in shelf.values())
    held = {key: each["entries"] for key, each in shelf.items() if each["status"] == "bundled"}
    assert set(held) == {"dol_goods", "eo_13126", "uflpa_entities", "cbp_wro", "tip_tiers"}
    assert (held["dol_goods"], held["eo_13126"], held["uflpa_entities"], held["tip_tiers"]) == (467, 54, 160, 188)
    assert shelf["ofac_sdn"]["status"] == "absent"


def test_an_own_watchlist_is_screened_with_the_ids_of_its_file(supplychain: Run, sheet: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    with own.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "aliases", "country"])
        writer.writerow(["W-1", "Bluewater Linen Services", "Bluewater Laundry;BWL Linen", "US"])
    added = supplychain("lists", "add", "own_watch", own, "--title", "Our own watchlist")
    assert added.returncode == 0, added.stderr
    lines = objects(supplychain("screen", sheet, "--format", "jsonl", "--lists", "own_watch"))
    [flag] = lines[4]["flags"]
    assert (flag["list"], flag["entry_id"], flag["severity"]) == ("own_watch", "W-1", "elevated")
    again = {each["key"]: each for each in json.loads(supplychain("lists", "--format", "json").stdout)}
    assert again["own_watch"]["status"] == "current"


def test_an_own_watchlist_is_taken_off_with_a_reason_that_the_trail_keeps(supplychain: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("id,name\nW-1,Bluewater Linen Services\n", encoding="utf-8")
    added = supplychain("lists", "add", "taken_off", own, "--title", "Taken off")
    assert added.stdout.startswith("taken_off: 1 entry with 1 name on the shelf")
    assert supplychain("lists", "remove", "taken_off").returncode == 2  # without a reason
    assert supplychain("lists", "remove", "cbp_wro", "--reason", "x").returncode == 2
    done = supplychain("lists", "remove", "taken_off", "--reason", "It has a successor.")
    assert (done.returncode, "is off the shelf" in done.stdout) == (0, True), done.stderr
    again = supplychain("lists", "remove", "taken_off", "--reason", "Once more.")
    assert (again.returncode, again.stderr.strip()) == (
        2, "supplychain: There is no own list 'taken_off' to take off; `supplychain lists` shows the keys."
    )  # fmt: skip
    assert "taken_off" not in {one["key"] for one in json.loads(supplychain("lists", "--format", "json").stdout)}
    told = supplychain("audit", "show", "--object", "taken_off").stdout
    assert "list.add" in told
    assert "It has a successor." in told


def test_an_own_do_not_buy_list_prohibits(supplychain: Run, sheet: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("id,name\nW-1,Bluewater Linen Services\n", encoding="utf-8")
    supplychain("lists", "add", "do_not_buy", own, "--title", "Do not buy", "--severity", "prohibited")
    done = supplychain("screen", sheet, "--format", "jsonl", "--lists", "do_not_buy", "--fail-on", "prohibited")
    assert done.returncode == 1
    assert objects(done)[4]["severity"] == "prohibited"


def test_every_name_a_line_gives_its_supplier_is_matched(supplychain: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "aliases.csv"
    sheet.write_text(
        "Supplier name,Trade name,Country\nBlue Harbor Imports LLC,Hoshine Silicon Industry,China\n", encoding="utf-8"
    )
    [line] = objects(supplychain("screen", sheet, "--format", "jsonl"))
    assert line["severity"] == "import_barred"


def test_a_listed_origin_beside_another_is_flagged_and_said(supplychain: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "two.csv"
    sheet.write_text("Supplier,Country of origin,Item\nAcme Trading,USA/CHN,Isolation gown\n", encoding="utf-8")
    [line] = objects(supplychain("screen", sheet, "--format", "jsonl"))
    assert (line["origin"], line["severity"]) == ("US", "high")
    assert any(
        "several are stated, of the goods or of their materials (US, CN)" in said for said in line["not_screened"]
    )


def test_the_header_tells_the_system_of_a_code(supplychain: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "naics.csv"
    sheet.write_text("Supplier,naics_code\nAcme Physical Therapy,621399\n", encoding="utf-8")
    [line] = objects(supplychain("screen", sheet, "--format", "jsonl"))
    assert line["hs"] is None
    assert line["concepts"] == []


def test_top_limits_what_is_shown_and_never_what_is_flagged(supplychain: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "two.csv"
    sheet.write_text("Supplier,Manufacturer,Item\nFGV Holdings Berhad,Ninestar Corporation,Toner\n", encoding="utf-8")
    [line] = objects(supplychain("screen", sheet, "--format", "jsonl", "--top", "1"))
    assert line["severity"] == "import_barred"
    assert len(line["matches"]) == 1


def test_what_was_not_looked_at_is_said(supplychain: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "odd.csv"
    sheet.write_text("Supplier,Remit code,Country of origin,Item\nAcme LLC,ZZ-9,Cnina-ish,Toner\n", encoding="utf-8")
    done = supplychain("screen", sheet, "--format", "jsonl", "--threshold", "0.95")
    assert "Columns not screened: Remit code." in done.stderr
    assert "Warning: the threshold is 0.95" in done.stderr
    [line] = objects(done)
    assert any("'Cnina-ish' is not understood" in said for said in line["not_screened"])


def test_a_sheet_without_one_readable_line_is_refused(supplychain: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "none.csv"
    sheet.write_text("Supplier,Item\n,Toner\n,Paper\n", encoding="utf-8")
    done = supplychain("screen", sheet, "--format", "jsonl")
    assert done.returncode == 2
    assert "nothing was screened" in done.stderr or "no supplier" in done.stderr.lower()


def test_a_part_from_xinjiang_counts_beside_another_origin(supplychain: Run) -> None:
    done = supplychain(
        "match", "Acme", "--origin", "US", "--goods", "Bed sheets, sewn in US of Xinjiang cotton", "--format", "json"
    )
    assert json.loads(done.stdout)["severity"] == "import_barred"
