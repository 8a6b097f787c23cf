"""How the three layouts of the Consolidated Screening List become parties, and which sub-list each stands on."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from reference_lists.csl import LIST, SUB_LISTS, parse
from supplychain.errors import ListFormatError
from supplychain.model import EntityType, Identifier, ListedEntity, Measure
from supplychain.reference.reference_list import ParsedList

FOLDER = Path(__file__).parent / "csl"
RAW = (FOLDER / "published.csv").read_bytes()
OLD = (FOLDER / "twenty_eight_columns.csv").read_bytes()
ROWS = list(csv.DictReader(io.StringIO(RAW.decode(), newline="")))


def by_id(parsed: ParsedList) -> dict[str, ListedEntity]:
    return {entry.entry_id: entry for entry in parsed.entries if isinstance(entry, ListedEntity)}


def as_json(*results: dict[str, object]) -> bytes:
    return json.dumps({"search_performed_at": "2026-09-30T05:00:00", "results": results}).encode()


RESULT: dict[str, object] = {
    "id": "abc", "source": "Specially Designated Nationals (SDN) - Treasury Department", "entity_number": "20264",
    "type": "Entity", "programs": ["SDNTK"], "name": "200G PSA HOLDINGS LLC", "alt_names": ["A LLC", "B LLC"],
    "addresses": [{"address": "1 Main St", "city": "Miami", "state": "FL", "postal_code": "33125", "country": "US"}],
    "ids": [{"type": "Tax ID No.", "number": "80-0890696", "country": "US", "issue_date": None}],
    "start_date": None, "federal_register_notice": None, "nationalities": [], "remarks": None,
}  # fmt: skip


def test_each_row_names_its_sub_list() -> None:
    programmes = {entry.programme for entry in by_id(parse(RAW)).values()}
    assert {"Entity List (EL)", "Denied Persons List (DPL)", "ITAR Debarred (DTC)"} <= programmes
    assert programmes <= {each.programme for each in SUB_LISTS.values()}


def test_an_sdn_row_blocks_and_keeps_ofacs_number() -> None:
    sdn = by_id(parse(RAW))["SDN/52291"]
    assert sdn.measure is Measure.BLOCKING_SANCTION
    assert sdn.identifiers == (Identifier("passport", "836238033"),)
    assert set(sdn.countries) == {"CN", "KP"}
    assert by_id(parse(RAW))["PLC/9673"].measure is None


def test_several_addresses_and_aliases_in_one_cell_are_split() -> None:
    cetc = next(entry for entry in by_id(parse(RAW)).values() if "CETC 13" in entry.name)
    assert cetc.addresses[1] == "21 Changsheng Street, Shijiazhuang, Hebei, China"
    assert cetc.names[-1] == "CETC Research Institute 13"
    assert (cetc.countries, cetc.entity_type) == (("CN",), EntityType.UNKNOWN)


def test_a_stated_reach_is_no_part_of_the_name() -> None:
    firm = by_id(parse(RAW))["ISN/sinobright-import-and-export-company/2023-07-19"]
    assert firm.name == "Sinobright Import and Export Company"
    assert firm.extends_to == "and any successor, sub-unit, or subsidiary thereof"


def test_the_file_of_twenty_eight_columns_is_read_with_its_own_order_of_numbers() -> None:
    parsed = parse(OLD)
    assert parsed.unread == ()
    numbers = {number for entry in by_id(parsed).values() for number in entry.identifiers}
    assert Identifier("tax", "80-0890696") in numbers
    assert any(number.scheme == "imo" for number in numbers)


def test_the_json_reads_as_the_csv_does() -> None:
    parsed = parse(as_json(RESULT))
    entry = by_id(parsed)["SDN/20264"]
    assert (entry.aliases[1].name, entry.countries) == ("B LLC", ("US",))
    assert entry.identifiers == (Identifier("tax", "80-0890696"),)
    assert entry.addresses == ("1 Main St, Miami, FL, 33125, US",)
    assert (str(parsed.as_of), parsed.unread) == ("2026-09-30", ())


def test_a_source_nobody_knows_is_kept_and_reported() -> None:
    parsed = parse(as_json(RESULT | {"source": "Umbrella List (UMB) - Treasury Department"}))
    assert parsed.unread == ("source: Umbrella List (UMB) - Treasury Department",)
    assert len(parsed.entries) == 1


def test_words_of_a_source_may_change_while_its_letters_stay() -> None:
    parsed = parse(
        as_json(RESULT | {"source": "Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department"})
    )
    assert by_id(parsed)["MBS/20264"].programme == SUB_LISTS["MBS"].programme


def test_an_unknown_key_or_column_is_reported() -> None:
    assert parse(as_json(RESULT | {"colour": "red"})).unread == ("key: colour",)
    assert (
        "column: colour"
        in parse(RAW.replace(b",ids\r\n", b",ids,colour\r\n").replace(b",ids\n", b",ids,colour\n")).unread
    )


def test_a_sub_list_that_has_lost_its_rows_is_told() -> None:
    lost = LIST.programmes_out_of_bounds(parse(RAW).entries)
    assert ("Entity List (EL)", 1, SUB_LISTS["EL"].minimum, SUB_LISTS["EL"].maximum) in lost


def test_a_row_without_a_name_is_told_and_stops_no_other() -> None:
    parsed = parse(as_json(RESULT | {"name": ""}, RESULT))
    assert (len(parsed.entries), parsed.rejected) == (1, ("result 1: no name or no source",))


@pytest.mark.parametrize("raw", [as_json(), b'{"results": [{"name": "x"}]}', b'{"a": 1}', as_json(RESULT)[:-20]])
def test_json_that_is_not_the_list_is_refused(raw: bytes) -> None:
    with pytest.raises(ListFormatError, match="Consolidated Screening List"):
        parse(raw)


@pytest.mark.parametrize("column", ["source", "name", "alt_names", "addresses", "start_date"])
def test_a_missing_needed_column_refuses_the_file(column: str) -> None:
    with pytest.raises(ListFormatError, match=f'column "{column}" is missing'):
        parse(RAW.replace(f",{column},".encode(), b",other,", 1))


@pytest.mark.parametrize(("name", "rows"), [("consolidated_sample.csv", 13), ("csl_2020_sample.csv", 115)])
def test_the_samples_beside_the_project_hold_what_their_manifest_counts(shared: Path, name: str, rows: int) -> None:
    parsed = parse((shared / "lists" / "csl" / name).read_bytes())
    assert len(parsed.entries) == len(by_id(parsed)) == rows
    assert parsed.unread == ()
