"""How CBP's rows become parties, rules and history."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from reference_lists import bundled_entries
from reference_lists.cbp_wro import parse
from supplychain.errors import ListFormatError
from supplychain.model import EntityType, Entry, EntryStatus, ListedCountry, ListedEntity, ListedGood, Measure
from supplychain.vocabulary import rows

RAW = (Path(__file__).parent / "cbp_wro" / "published.csv").read_bytes()
HEADER, *ROWS = list(csv.reader(io.StringIO(RAW.decode("cp1252"), newline="")))
ROWS = [row for row in ROWS if any(row)]
BY_ID = {entry.entry_id: entry for entry in parse(RAW).entries}


def as_csv(*rows: dict[str, str], header: list[str] | None = None) -> bytes:
    columns = header or HEADER
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("cp1252")


def row(**values: str) -> dict[str, str]:
    base = {"Effective Date": "9/29/2026", "Country": "Malaysia", "Merchandise": "Garments", "WRO/Finding": "WRO",
            "Status": "Active", "Entity": "Invented Sewing Sdn. Bhd."}  # fmt: skip
    return base | {key.replace("_", " ").replace("WRO Finding", "WRO/Finding"): value for key, value in values.items()}


def entity(entry_id: str, entries: tuple[Entry, ...] | None = None) -> ListedEntity:
    found = BY_ID[entry_id] if entries is None else next(e for e in entries if e.entry_id == entry_id)
    assert isinstance(found, ListedEntity)
    return found


def good(entry_id: str) -> ListedGood:
    found = BY_ID[entry_id]
    assert isinstance(found, ListedGood)
    return found


def test_every_published_row_becomes_at_least_one_entry() -> None:
    assert len(ROWS) == 67
    for published in ROWS:
        one = parse(as_csv(dict(zip(HEADER, published, strict=True))))
        kind = "finding" if published[5] == "Finding" else "wro"
        day = f"{published[1]}-{published[0][:2]}-{published[0][3:5]}"
        covered = [e for e in one.entries if e.entry_id.startswith(f"{kind}/{day}/") and e.status != "removed"]
        assert covered, published
        assert all(e.entry_id in BY_ID for e in covered), published


def test_the_bundled_version_is_this_file() -> None:
    assert bundled_entries("cbp_wro") == parse(RAW).entries


def test_a_cell_of_several_parties_is_split_and_released_parties_are_history() -> None:
    carpets = {
        e.entry_id.rpartition("/")[2]: e.status
        for e in BY_ID.values()
        if "/1998-07-21/" in e.entry_id and isinstance(e, ListedEntity)
    }
    assert len(carpets) == 7
    assert {name for name, status in carpets.items() if status is EntryStatus.REMOVED} == {
        "annapurna-carpet",
        "everest-carpet",
        "k-k-carpet-industries",
        "norsang-carpet-industries-pvt-ltd",
    }
    assert carpets["valley-carpet"] is EntryStatus.PARTIAL


def test_an_order_on_a_place_is_a_listed_good() -> None:
    assert good("wro/2018-05-18/cotton/turkmenistan").country == "TM"
    tomatoes = good("wro/2021-01-13/tomatoes-and-downstream-products/xinjiang-uyghur-autonomous-region-xuar")
    assert (tomatoes.country, tomatoes.concepts, tomatoes.forced_labor) == ("CN-XJ", ("tomato",), True)
    assert {e.country for e in BY_ID.values() if isinstance(e, ListedGood)} == {"TM", "ZW", "CD", "MW", "CN-XJ"}


def test_xpcc_is_a_party_and_reaches_the_cotton_of_xinjiang() -> None:
    party = entity("wro/2020-11-30/xinjiang-production-and-construction-corporation-xpcc")
    assert "XPCC" in party.names
    assert party.extends_to == "and its subordinates"
    assert good("wro/2020-11-30/cotton-and-cotton-products/xinjiang-xpcc-and-its-subordinates").country == "CN-XJ"


def test_a_finding_seizes_and_an_order_detains() -> None:
    assert entity("wro/1995-10-06/tianjin-malleable-iron-factory").measure is Measure.IMPORT_ORDER
    assert entity("finding/1996-04-23/tianjin-malleable-iron-factory").measure is Measure.IMPORT_FINDING


def test_merchandise_is_kept_as_published_and_as_concepts() -> None:
    gloves = entity("wro/1993-09-01/shenyang-new-life-rubber-factory")
    assert gloves.merchandise == "Rubber Gloves, Condoms, Rubber Raincoats, and Rubber Footwear"
    assert "rubber_gloves" in gloves.scope
    assert "Shenyang Model Prison" in gloves.names
    assert entity("wro/2018-03-05/huizhou-mink-industrial-co-ltd").scope == ()  # all products


def test_every_scope_is_made_of_keys_of_the_goods_vocabulary() -> None:
    known = {row[0] for row in rows("concepts")}
    for entry in BY_ID.values():
        keys = (
            entry.scope if isinstance(entry, ListedEntity) else entry.concepts if isinstance(entry, ListedGood) else ()
        )
        assert set(keys) <= known, entry


def test_a_vessel_is_a_vessel_and_its_country_unknown() -> None:
    vessel = entity("wro/2025-05-28/zhen-fa-7")
    assert (vessel.entity_type, vessel.countries) == (EntityType.VESSEL, ())


def test_litigation_suspends_an_order() -> None:
    assert entity("finding/2024-12-04/kingtom-aluminio-s-r-l").status is EntryStatus.INACTIVE


def test_released_glove_makers_stay_as_history_and_are_never_active() -> None:
    for name in ("Top Glove", "Supermax", "Brightway", "WRP", "Smart Glove", "YTY"):
        found = [e for e in BY_ID.values() if isinstance(e, ListedEntity) and any(name in n for n in e.names)]
        assert found, name
        assert {e.status for e in found} == {EntryStatus.REMOVED}
        assert all(e.remarks for e in found)


def test_history_gives_way_to_the_publishers_own_row() -> None:
    found = parse(as_csv(row(Entity="Top Glove Corporation Bhd", Merchandise="Disposable Gloves", Status="Inactive")))
    status = {e.status for e in found.entries if isinstance(e, ListedEntity) and e.name == "Top Glove Corporation Bhd"}
    assert status == {EntryStatus.INACTIVE}


def test_a_cell_nobody_has_split_is_read_by_grammar_and_reported() -> None:
    cell = "Alpha Gloves Co., Ltd., a/k/a Alfa Gloves; Beta Mills Ltd. and Gamma Mills Ltd. and their subsidiaries; Delta Tea (of Nagoya, Japan)"
    found = parse(as_csv(row(Entity=cell)))
    names = {e.name: e for e in found.entries if isinstance(e, ListedEntity) and e.listed_on == date(2026, 9, 29)}
    assert list(names) == ["Alpha Gloves Co., Ltd.", "Beta Mills Ltd.", "Gamma Mills Ltd.", "Delta Tea"]
    assert names["Alpha Gloves Co., Ltd."].names[1] == "Alfa Gloves"
    assert names["Gamma Mills Ltd."].extends_to == "and their subsidiaries"
    assert names["Delta Tea"].countries == ("JP",)
    assert any(text.startswith(f"Entity: {cell}") for text in found.unread)


def test_an_unknown_status_or_merchandise_never_weakens_a_listing() -> None:
    found = parse(as_csv(row(Status="Renewed", Merchandise="Umbrellas")))
    new = entity("wro/2026-09-29/invented-sewing-sdn-bhd", found.entries)
    assert (new.status, new.scope, new.merchandise) == (EntryStatus.ACTIVE, (), "Umbrellas")
    assert any(text.startswith("Status: Renewed") for text in found.unread)
    assert any(text.startswith("Merchandise: Umbrellas") for text in found.unread)


def test_two_orders_of_one_day_for_one_party_are_both_kept() -> None:
    found = parse(as_csv(row(), row(Merchandise="Tea")))
    assert {
        e.merchandise for e in found.entries if isinstance(e, ListedEntity) and e.listed_on == date(2026, 9, 29)
    } == {"Garments", "Tea"}


def test_columns_are_found_by_name_and_optional_ones_may_be_absent() -> None:
    lean = ["Status", "Entity", "WRO/Finding", "Country", "Effective Date"]
    rows = [{name: value for name, value in row().items() if name in lean}]
    assert entity("wro/2026-09-29/invented-sewing-sdn-bhd", parse(as_csv(*rows, header=lean)).entries).countries == (
        "MY",
    )
    extra = parse(
        as_csv(row() | {"Colour": "red", "Modified Date": "10/01/2026"}, header=[*HEADER, "Modified Date", "Colour"])
    )
    assert "column: Colour" in extra.unread
    assert "10/01/2026" in entity("wro/2026-09-29/invented-sewing-sdn-bhd", extra.entries).remarks


@pytest.mark.parametrize("column", ["Effective Date", "Entity", "Status", "WRO/Finding", "Country"])
def test_a_missing_needed_column_refuses_the_file(column: str) -> None:
    header = [name if name != column else "Date" for name in HEADER]
    with pytest.raises(ListFormatError, match=f'column "{column}" is missing'):
        parse(as_csv(header=header))


@pytest.mark.parametrize("values", [{"Effective_Date": "soon"}, {"WRO_Finding": "Notice"}, {"Entity": ""}])
def test_a_row_that_cannot_be_read_refuses_the_file_with_its_line(values: dict[str, str]) -> None:
    with pytest.raises(ListFormatError, match="line 2"):
        parse(as_csv(row(**values)))


def test_an_artefact_row_without_order_or_party_is_reported() -> None:
    found = parse(as_csv(row(), {"Calendar Year": "2026", "Country": "China"}))
    assert any(text.startswith("line 3 is an empty row but for") and "China" in text for text in found.unread)


def test_the_facts_agree_with_the_flattened_copy_beside_the_project(shared: Path) -> None:
    flat = shared / "lists" / "cbp-wro" / "cbp_wro_findings_2026-06-23.csv"
    with flat.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len(rows) == 67
    names = {name.casefold() for e in BY_ID.values() if isinstance(e, ListedEntity) for name in e.names}
    for fact in rows:
        there = [e for e in BY_ID.values() if e.listed_on == date.fromisoformat(fact["effective_date"])]
        kind = Measure.IMPORT_FINDING if fact["type"] == "Finding" else Measure.IMPORT_ORDER
        assert any(e.measure is kind for e in there), fact
        for alias in filter(None, fact["aliases"].split("; ")):
            assert alias.casefold() in names, alias


def test_every_name_that_others_have_split_out_is_findable(shared: Path) -> None:
    path = shared / "lists" / "cbp-wro" / "wro_entity_name_splits_opensanctions.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        splits = list(csv.DictReader(handle))
    for split in splits:
        found = parse(as_csv(row(Entity=split["entity_cell_as_published"])))
        assert not [text for text in found.unread if text.startswith("Entity:")], split
        new = [e for e in found.entries if not isinstance(e, ListedCountry) and e.listed_on == date(2026, 9, 29)]
        names = {name.casefold() for e in new if isinstance(e, ListedEntity) for name in e.names}
        is_rule = any(isinstance(e, ListedGood) for e in new)
        # "State Penitentiary" alone is a weak name of ours; everything else is a name in full.
        assert is_rule or split["entity"].casefold() in names, split
