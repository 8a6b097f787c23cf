"""How the FCDO's CSV and XML become parties. The names are real, set in the official file's 58 columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from reference_lists.uk_sanctions import parse
from supplychain.errors import ListFormatError
from supplychain.model import Alias, EntityType, Identifier, ListedEntity
from supplychain.reference.reference_list import ParsedList

FOLDER = Path(__file__).parent / "uk_sanctions"
RAW = (FOLDER / "published.csv").read_bytes()
XML = (FOLDER / "uk_sanctions_list.xml").read_bytes()


def by_id(parsed: ParsedList) -> dict[str, ListedEntity]:
    return {entry.entry_id: entry for entry in parsed.entries if isinstance(entry, ListedEntity)}


def test_all_rows_of_a_party_are_one_entry_under_its_unique_id() -> None:
    exchange = by_id(parse(RAW))["AFG0001"]
    assert exchange.name == "HAJI KHAIRULLAH HAJI SATTAR MONEY EXCHANGE"
    assert exchange.aliases == (Alias("Haji Alim Hawala"), Alias("Haji Hakim Hawala", weak=True))
    assert exchange.countries == ("PK", "AF")
    assert len(exchange.addresses) == 2


def test_name_6_follows_the_given_names_and_the_native_script_is_kept() -> None:
    assert by_id(parse(RAW))["IRQ0001"].names == ("SADDAM HUSSEIN AL-TIKRITI", "صدام حسين التكريتي")


def test_a_ship_is_a_vessel_with_its_imo_number_and_its_flag() -> None:
    ship = by_id(parse(RAW))["RUS2176"]
    assert (ship.entity_type, ship.identifiers, ship.countries) == (
        EntityType.VESSEL,
        (Identifier("imo", "9826902"),),
        ("GA",),
    )


def test_the_xml_reads_as_the_csv_does() -> None:
    parsed = parse(XML)
    entry, same = by_id(parsed)["IRQ0001"], by_id(parse(RAW))["IRQ0001"]
    for field in ("name", "entity_type", "countries", "basis", "programme", "listed_on"):
        assert getattr(entry, field) == getattr(same, field), field
    assert Alias("Abu Ali", weak=True) in entry.aliases
    assert "صدام حسين التكريتي" in entry.names
    assert parsed.unread == ()


def test_a_file_without_its_report_date_is_refused() -> None:
    with pytest.raises(ListFormatError, match="no report date"):
        parse(RAW.partition(b"\r\n")[2])
    with pytest.raises(ListFormatError, match="no report date"):
        parse(XML.replace(b"08/10/2026", b""))


def test_an_unknown_kind_or_column_or_element_is_reported() -> None:
    parsed = parse(RAW.replace(b",Ship,", b",Balloon,").replace(b"Year Built", b"Colour"))
    assert parsed.unread == ("column: Colour", "Designation Type: Balloon (RUS2176)")
    assert parse(XML.replace(b"<DOB>", b"<Colour>red</Colour><DOB>")).unread == ("element: Colour",)


def test_a_day_with_unknown_parts_does_not_stop_the_list() -> None:
    parsed = parse(RAW.replace(b"29/06/2012", b"dd/mm/2012"))
    assert parsed.unread == ("Date Designated (AFG0001): dd/mm/2012",)


@pytest.mark.parametrize("column", ["Unique ID", "Name 6", "Name type", "Regime Name"])
def test_a_missing_needed_column_refuses_the_file(column: str) -> None:
    with pytest.raises(ListFormatError, match=f'column "{column}" is missing'):
        parse(RAW.replace(f"{column},".encode(), b"Other,", 1))


def test_an_xml_cut_short_is_refused() -> None:
    with pytest.raises(ListFormatError, match="cut short"):
        parse(XML[: len(XML) * 2 // 3])
