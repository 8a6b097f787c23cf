"""How the EO 13126 list is read from the DOL feed and from the publisher's workbook."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from reference_lists import bundled_entries
from reference_lists.eo_13126 import LIST, parse
from supplychain.errors import ListFormatError
from supplychain.model import ListedGood

FEED = (Path(__file__).parent / "eo_13126" / "published.xml").read_bytes()


def pairs(raw: bytes) -> set[tuple[str, str]]:
    return {(e.good, e.place) for e in parse(raw).entries if isinstance(e, ListedGood)}


def test_only_pairs_marked_forced_child_labor_are_on_the_list() -> None:
    found = pairs(FEED)
    assert ("Toys", "China") in found
    assert ("Açaí Berries", "Brazil") not in found
    assert all(e.forced_child_labor for e in parse(FEED).entries if isinstance(e, ListedGood))


def test_a_workbook_in_the_publishers_layout_is_read_and_its_misspellings_are_corrected() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Country", "Good"],
        ["Boliva", "Sugarcane"],
        ["Tajikstan", "Cotton"],
        ["Ghana", "Fish (Including Talapia)"],
    ):
        sheet.append(row)
    book.create_sheet("Sheet2")
    out = io.BytesIO()
    book.save(out)
    parsed = parse(out.getvalue())
    assert [(e.entry_id, e.good, e.country) for e in parsed.entries if isinstance(e, ListedGood)] == [
        ("sugarcane/boliva", "Sugarcane", "BO"),
        ("cotton/tajikstan", "Cotton", "TJ"),
        ("fish-including-talapia/ghana", "Fish (Including Tilapia)", "GH"),
    ]
    assert parsed.unread == ()


def test_a_workbook_without_the_columns_is_refused() -> None:
    book = openpyxl.Workbook()
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(ListFormatError):
        parse(out.getvalue())


def test_the_whole_feed_is_read_as_it_is_bundled(shared: Path) -> None:
    parsed = LIST.parse((shared / "lists" / "dol-tvpra" / "goods_2023-08.xml").read_bytes())
    assert (len(parsed.entries), parsed.unread) == (54, ())
    assert parsed.entries == bundled_entries("eo_13126")
    flat = shared / "lists" / "eo13126" / "eo13126_2023-08_from_dol_app_forced_child_labor_flag.csv"
    with flat.open(encoding="utf-8", newline="") as handle:
        rows = {(row["good"], row["country"]) for row in csv.DictReader(handle)}
    assert rows == {(e.good, e.place) for e in parsed.entries if isinstance(e, ListedGood)}


def test_the_publishers_workbook_of_2014_is_read_whole(shared: Path) -> None:
    parsed = LIST.parse((shared / "lists" / "eo13126" / "EO13126List_2014.xls").read_bytes())
    assert (len(parsed.entries), parsed.unread, str(parsed.as_of)) == (54, (), "2014-12-01")
    places = {e.country for e in parsed.entries if isinstance(e, ListedGood)}
    assert len(places) == 26
    assert None not in places
