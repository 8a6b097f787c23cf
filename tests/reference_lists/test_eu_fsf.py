"""How the Commission's XML and CSV become parties. The first party is real, the second stands for the layout."""

from __future__ import annotations

from pathlib import Path

import pytest

from reference_lists.eu_fsf import parse
from supplychain.errors import ListFormatError
from supplychain.model import Alias, EntityType, Identifier, ListedEntity
from supplychain.reference.reference_list import ParsedList

FOLDER = Path(__file__).parent / "eu_fsf"
RAW = (FOLDER / "published.xml").read_bytes()
CSV = (FOLDER / "full_list.csv").read_bytes()


def by_id(parsed: ParsedList) -> dict[str, ListedEntity]:
    return {entry.entry_id: entry for entry in parsed.entries if isinstance(entry, ListedEntity)}


def test_a_name_that_is_not_strong_is_a_weak_alias() -> None:
    person = by_id(parse(RAW))["13"]
    assert (person.name, person.entity_type) == ("Saddam Hussein Al-Tikriti", EntityType.PERSON)
    assert person.aliases == (Alias("Abu Ali"), Alias("Abou Ali", weak=True))


def test_a_company_keeps_its_number_its_address_and_its_own_script() -> None:
    yard = by_id(parse(RAW))["90001"]
    assert yard.identifiers == (Identifier("registration", "1027800000000"),)
    assert (yard.countries, yard.programme) == (("RU",), "UKR")
    assert "АО Выдуманная верфь" in yard.names


def test_the_rows_of_the_csv_are_joined_by_their_logical_id() -> None:
    parsed = parse(CSV)
    assert (str(parsed.as_of), parsed.unread) == ("2026-09-22", ())
    found = by_id(parsed)
    assert found["13"].names == ("Saddam Hussein Al-Tikriti", "Abu Ali")
    assert found["13"].countries == ("IQ",)
    assert found["90001"].name == "Invented Shipyard; JSC"
    assert found["90001"].identifiers == (Identifier("registration", "1027800000000"),)


def test_the_kind_is_read_whichever_of_the_two_columns_holds_the_word() -> None:
    swapped = CSV.replace(b";P;person;", b";person;P;").replace(b";E;enterprise;", b";enterprise;E;")
    assert by_id(parse(swapped))["13"].entity_type is EntityType.PERSON
    assert by_id(parse(swapped))["90001"].entity_type is EntityType.ORGANISATION


def test_a_document_known_to_be_false_is_no_identifier() -> None:
    assert by_id(parse(RAW.replace(b'knownFalse="false"', b'knownFalse="true"')))["90001"].identifiers == ()


def test_what_nobody_knows_is_reported() -> None:
    assert parse(RAW.replace(b"<subjectType", b"<colour/><subjectType", 1)).unread == ("element: colour",)
    assert parse(CSV.replace(b"Entity_Remark", b"Colour", 1)).unread == ("column: Colour",)
    assert parse(RAW.replace(b'code="enterprise" classificationCode="E"', b'code="ship"')).unread == (
        "subjectType: ship (90001)",
    )


def test_a_file_without_its_day_or_a_party_without_a_name_is_refused() -> None:
    with pytest.raises(ListFormatError, match="no day"):
        parse(RAW.replace(b"generationDate", b"made"))
    with pytest.raises(ListFormatError, match="the party 90001 has no name"):
        parse(RAW.replace(b"Invented Shipyard JSC", b"").replace("АО Выдуманная верфь".encode(), b""))


def test_a_cut_file_or_one_with_other_columns_is_refused() -> None:
    with pytest.raises(ListFormatError, match="cut short"):
        parse(RAW[: len(RAW) * 2 // 3])
    with pytest.raises(ListFormatError, match='column "NameAlias_WholeName" is missing'):
        parse(CSV.replace(b"NameAlias_WholeName", b"NameAlias_Whole"))
