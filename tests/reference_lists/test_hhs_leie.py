"""How the rows of OIG's UPDATED.csv become businesses and persons. The rows with invented names stand for layouts that
the committed excerpt, which is all real, does not show."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reference_lists.hhs_leie import LIST, parse
from supplychain.errors import ListFormatError
from supplychain.model import EntityType, EntryStatus, Identifier, ListedEntity, Measure
from supplychain.reference.reference_list import ParsedList

RAW = (Path(__file__).parent / "hhs_leie" / "published.csv").read_bytes()
HEADER = RAW.splitlines()[0].decode()
COLUMNS = HEADER.split(",")


def rows(*given: dict[str, str], header: str = HEADER) -> bytes:
    base = dict.fromkeys(COLUMNS, "") | {
        "LASTNAME": "INVENTED", "FIRSTNAME": "ADA", "NPI": "0000000000", "STATE": "NY", "ZIP": "10001",
        "EXCLTYPE": "1128a1", "EXCLDATE": "20200319", "REINDATE": "00000000", "WAIVERDATE": "00000000",
    }  # fmt: skip
    lines = [",".join(f'"{(base | each)[name]}"' for name in COLUMNS) for each in given]
    return "\r\n".join((header, *lines, "")).encode()


def entities(parsed: ParsedList) -> list[ListedEntity]:
    return [entry for entry in parsed.entries if isinstance(entry, ListedEntity)]


def test_a_business_is_an_organisation_with_its_law_and_day() -> None:
    first = entities(parse(RAW))[0]
    assert (first.name, first.entity_type) == ("#1 MARKETING SERVICE, INC", EntityType.ORGANISATION)
    assert first.entry_id == "1-marketing-service-inc/20200319/11235"
    assert "42 USC 1320a-7(a)(1)" in first.basis
    assert (first.listed_on, first.countries) == (date(2020, 3, 19), ("US",))
    assert LIST.measure is Measure.HEALTHCARE_EXCLUSION


def test_an_npi_of_zeros_is_none_and_a_real_one_is_an_identifier() -> None:
    numbers = [entry.identifiers for entry in entities(parse(RAW))]
    assert numbers == [(), (), (Identifier("npi", "1972902351"),), (), ()]


def test_a_person_is_kept_and_the_date_of_birth_is_no_identifier() -> None:
    (person,) = entities(parse(rows({"MIDNAME": "B", "DOB": "19700102"})))
    assert (person.name, person.entity_type) == ("INVENTED, ADA B", EntityType.PERSON)
    assert person.identifiers == ()
    assert "DOB 19700102" in person.remarks


def test_a_row_with_a_business_and_a_person_keeps_both_names() -> None:
    (entry,) = entities(parse(rows({"BUSNAME": "INVENTED CLINIC"})))
    assert entry.names == ("INVENTED CLINIC", "INVENTED, ADA")


def test_a_reinstated_party_is_history_and_a_waiver_lifts_only_part() -> None:
    reinstated, waived = entities(
        parse(rows({"REINDATE": "20230101"}, {"WAIVERDATE": "20210101", "WVRSTATE": "FL", "ZIP": "2"}))
    )
    assert reinstated.status is EntryStatus.REMOVED
    assert waived.status is EntryStatus.PARTIAL
    assert "Waiver 20210101 for FL" in waived.remarks


def test_the_other_name_of_the_waiver_column_is_read_too() -> None:
    (entry,) = entities(
        parse(rows({"WAIVERDATE": "20210101", "WVRSTATE": "FL"}, header=HEADER.replace("WVR", "WAIVER")))
    )
    assert "for FL" in entry.remarks


def test_a_name_that_fills_the_field_is_said_to_be_cut() -> None:
    (entry,) = entities(parse(rows({"BUSNAME": "INVENTED HOME HEALTH CARE SERV"})))
    assert "30 characters" in entry.remarks


def test_two_rows_of_one_party_and_day_keep_ids_of_their_own() -> None:
    ids = [e.entry_id for e in entities(parse(rows({}, {"EXCLTYPE": "1128b8"}, {"EXCLTYPE": "1128b8"})))]
    assert ids == ["invented-ada/20200319/10001", "invented-ada/20200319/10001/1128b8",
                   "invented-ada/20200319/10001/1128b8/2"]  # fmt: skip


def test_every_kind_of_exclusion_has_its_law_and_an_unknown_one_is_reported() -> None:
    parsed = parse(rows({"EXCLTYPE": "1128b15"}, {"EXCLTYPE": "1128Aa"}, {"EXCLTYPE": "1999"}))
    assert [entry.basis.partition(";")[0] for entry in entities(parsed)][:2] == [
        "Social Security Act sec. 1128(b)(15), 42 USC 1320a-7(b)(15)",
        "Social Security Act sec. 1128A(a), 42 USC 1320a-7a(a)",
    ]
    assert parsed.unread == ("EXCLTYPE: 1999",)


def test_a_party_abroad_or_in_a_territory_is_not_placed_in_a_state() -> None:
    abroad, territory = entities(parse(rows({"STATE": ""}, {"STATE": "PR", "ZIP": "2"})))
    assert (abroad.countries, territory.countries) == ((), ("PR", "US"))


@pytest.mark.parametrize("column", ["LASTNAME", "BUSNAME", "EXCLTYPE", "EXCLDATE", "REINDATE"])
def test_a_missing_needed_column_refuses_the_file(column: str) -> None:
    with pytest.raises(ListFormatError, match=f'column "{column}" is missing'):
        parse(RAW.replace(column.encode(), b"SOMETHING", 1))


def test_a_row_without_a_name_is_told_with_its_line_and_stops_no_other() -> None:
    parsed = parse(rows({"LASTNAME": "", "FIRSTNAME": ""}, {}))
    assert len(parsed.entries) == 1
    assert parsed.rejected == ("line 2: no name or no exclusion type (EXCLTYPE)",)


def test_the_rows_beside_the_project_hold_what_their_manifest_counts(shared: Path) -> None:
    parsed = parse((shared / "lists" / "leie" / "leie_first_rows_2026-08.csv").read_bytes())
    assert (len(parsed.entries), parsed.unread) == (5, ())
