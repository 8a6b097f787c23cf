"""How the List of Goods is read from the app feed and from an Excel edition."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from unicodedata import normalize

import openpyxl
import pytest

from reference_lists import bundled_entries
from reference_lists.dol_goods import LIST, parse
from supplychain.errors import ListFormatError
from supplychain.model import ListedGood

FEED = (Path(__file__).parent / "dol_goods" / "published.xml").read_text(encoding="utf-8")


def goods(raw: bytes) -> dict[str, ListedGood]:
    return {entry.entry_id: entry for entry in parse(raw).entries if isinstance(entry, ListedGood)}


def workbook(*sheets: tuple[str, Sequence[Sequence[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_pair_keeps_good_and_place_as_published_and_gets_its_code() -> None:
    found = goods(FEED.encode())
    gloves = found["rubber-gloves/malaysia"]
    assert (gloves.good, gloves.place, gloves.country) == ("Rubber Gloves", "Malaysia", "MY")
    assert (gloves.forced_labor, gloves.child_labor) == (True, False)
    instruments = found["surgical-instruments/pakistan"]
    assert (instruments.forced_labor, instruments.child_labor) == (False, True)
    assert found["cocoa/cote-d-ivoire"].country == "CI"


def test_a_downstream_good_is_kept_with_the_country_of_its_input() -> None:
    battery = goods(FEED.encode())["lithium-ion-batteries/china"]
    assert battery.derived_from == "Congo, Democratic Republic of the"
    assert not (battery.forced_labor or battery.child_labor)


def test_a_renamed_tag_refuses_the_feed_and_an_added_one_is_reported() -> None:
    with pytest.raises(ListFormatError, match="Forced_Labor"):
        parse(FEED.replace("Forced_Labor>", "FL>").encode())
    added = FEED.replace("<Country_Region>", "<Note>new</Note><Country_Region>")
    assert "Note: new" in parse(added.encode()).unread


def test_an_unknown_mark_counts_as_set_and_is_reported() -> None:
    changed = FEED.replace("<Child_Labor>Yes<", "<Child_Labor>Partly<", 1)
    parsed = parse(changed.encode())
    assert any("Partly" in text for text in parsed.unread)
    assert next(e.child_labor for e in parsed.entries if isinstance(e, ListedGood)) is True


def test_an_unknown_place_is_kept_and_reported() -> None:
    parsed = parse(FEED.replace("<Country_Name>Malaysia<", "<Country_Name>Atlantis of the Deep<").encode())
    assert any("Atlantis" in text for text in parsed.unread)
    assert len(parsed.entries) == len(goods(FEED.encode()))


@pytest.mark.parametrize("mark", ["X", "x", "Yes", "1", 1])
def test_an_excel_edition_is_read_by_its_header_text_wherever_it_stands(mark: object) -> None:
    raw = workbook(
        (
            "2024 List of Goods",
            [
                ["2024 List of Goods Produced by Child Labor or Forced Labor"],
                [],
                ["Good", "Country/Area", "Forced Labor", "Child Labor", "Forced Child Labor"],
                ["Gloves", "China", mark, None, None],
                ["Bricks", "Burma", mark, mark, mark],
            ],
        ),
        ("Notes", [["See the report"]]),
    )
    parsed = parse(raw)
    gloves, bricks = (e for e in parsed.entries if isinstance(e, ListedGood))
    assert (gloves.forced_labor, gloves.child_labor, gloves.country) == (True, False, "CN")
    assert bricks.forced_child_labor
    assert parsed.edition.startswith("2024 edition")
    assert parsed.unread == ("sheet: Notes (no header row with Country and Good)",)


def test_a_downstream_sheet_adds_entries_and_overwrites_none() -> None:
    raw = workbook(
        ("List", [["Country", "Good", "Child Labor", "Forced Labor"], ["China", "Textiles", "", "X"]]),
        ("Downstream", [["Downstream Good", "Country", "Input Country"], ["Textiles", "China", "China"]]),
    )
    found = goods(raw)
    assert set(found) == {"textiles/china", "textiles/china/from-china"}
    assert found["textiles/china"].forced_labor


def test_a_workbook_without_the_columns_is_refused() -> None:
    with pytest.raises(ListFormatError, match="Country"):
        parse(workbook(("Sheet1", [["Nation", "Item"], ["China", "Gloves"]])))


def test_a_row_without_country_or_good_is_reported() -> None:
    rows = [["Country", "Good", "Child Labor", "Forced Labor"], ["China", "Gloves", "", "X"], ["China", "", "X", ""]]
    assert parse(workbook(("Sheet1", rows))).unread == ("row 3 of sheet Sheet1: China | | X |",)


def test_the_whole_feed_is_read_as_it_is_bundled_and_agrees_with_the_flat_copy(shared: Path) -> None:
    folder = shared / "lists" / "dol-tvpra"
    parsed = LIST.parse((folder / "goods_2023-08.xml").read_bytes())
    assert (len(parsed.entries), parsed.unread) == (467, ())
    assert parsed.entries == bundled_entries("dol_goods")
    with (folder / "tvpra_2022ed_goods_country.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    for row, entry in zip(rows, parsed.entries, strict=True):
        assert isinstance(entry, ListedGood)
        flat = (normalize("NFC", row["good"]), row["country"], row["sector"], row["child_labor"], row["forced_labor"])
        assert flat == (
            entry.good,
            entry.place,
            entry.sector,
            *("Yes" if m else "No" for m in (entry.child_labor, entry.forced_labor)),
        )
        assert (row["derived_country"] if row["derived_country"] != "No" else "") == entry.derived_from
    assert sum(bool(e.derived_from) for e in parsed.entries if isinstance(e, ListedGood)) == 10


def test_the_publishers_excel_edition_of_2016_is_read_whole(shared: Path) -> None:
    parsed = LIST.parse((shared / "lists" / "dol-tvpra" / "TVPRA2016_0.xlsx").read_bytes())
    assert (len(parsed.entries), parsed.unread, str(parsed.as_of)) == (379, (), "2016-08-30")
    assert all(entry.country for entry in parsed.entries if isinstance(entry, ListedGood))


def test_an_older_feed_without_downstream_tags_is_refused(shared: Path) -> None:
    with pytest.raises(ListFormatError, match="Derived_Labor_Exploitation"):
        LIST.parse((shared / "lists" / "dol-tvpra" / "goods_2017.xml").read_bytes())


API_ROWS = (Path(__file__).parent / "dol_goods" / "api_rows.json").read_bytes()


def test_the_departments_data_interface_gives_the_same_pairs() -> None:
    parsed = parse(API_ROWS)
    assert (parsed.unread, parsed.edition, parsed.dated) == ((), "2024 rows of the department's data interface", False)
    found = goods(API_ROWS)
    gloves = found["rubber-gloves/malaysia"]
    assert (gloves.country, gloves.forced_labor, gloves.child_labor) == ("MY", True, False)
    assert found["cotton/turkmenistan"].forced_child_labor
    assert found["cocoa/cote-d-ivoire"].sector == "Agriculture"


@pytest.mark.parametrize("form", ["one page", "pages", "rows alone"])
def test_pages_and_rows_alone_are_read_alike_and_marks_may_be_words_or_numbers(form: str) -> None:
    rows = json.loads(API_ROWS)["data"]
    for row in rows[::2]:
        row |= {mark: "Y" if row[mark] else "N" for mark in ("child_labor", "forced_labor", "forced_child_labor")}
    for row in rows[1::2]:
        row |= {mark: int(row[mark]) for mark in ("child_labor", "forced_labor", "forced_child_labor")}
    shapes = {"one page": {"data": rows}, "pages": [{"data": rows[:3]}, {"data": rows[3:]}], "rows alone": rows}
    assert parse(json.dumps(shapes[form]).encode()).entries == parse(API_ROWS).entries


def test_rows_of_the_newest_year_are_the_list_and_others_are_told() -> None:
    rows = json.loads(API_ROWS)["data"]
    old = [row | {"year": 2022, "good": "Salt", "country": "Cambodia"} for row in rows[:2]]
    parsed = parse(json.dumps({"data": [*old, *rows]}).encode())
    assert parsed.entries == parse(API_ROWS).entries
    assert parsed.unread == ("year: rows of 2022, which 2024 replaces",)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"forced_labor": None, "forced": True}, "row 1 .*no column for forced"),
        ({"country": ""}, "row 1 of the interface names no good or no country"),
        ({"year": "soon"}, "is no year"),
    ],
)
def test_rows_of_another_table_are_refused(change: dict[str, object], told: str) -> None:
    rows = json.loads(API_ROWS)["data"]
    row = {name: value for name, value in (rows[0] | change).items() if value is not None}
    with pytest.raises(ListFormatError, match=told):
        parse(json.dumps({"data": [row, *rows[1:]]}).encode())
    with pytest.raises(ListFormatError, match="cut short or damaged"):
        parse(API_ROWS[:-200])
