"""How SAM's public extract becomes parties. But for ZTE's row the parties are invented, in the extract's own layout."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from reference_lists.sam_exclusions import LIST, parse
from supplychain.errors import ListFormatError
from supplychain.model import Alias, EntityType, EntryStatus, Identifier, ListedEntity, Measure
from supplychain.reference.reference_list import ParsedList

RAW = (Path(__file__).parent / "sam_exclusions" / "published.csv").read_bytes()


def by_id(parsed: ParsedList) -> dict[str, ListedEntity]:
    return {entry.entry_id: entry for entry in parsed.entries if isinstance(entry, ListedEntity)}


def zipped(name: str = "SAM_Exclusions_Public_Extract_V2_26265.CSV", **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), RAW)
        for other, content in more.items():
            archive.writestr(zipfile.ZipInfo(other), content)
    return out.getvalue()


def test_a_firm_is_excluded_from_awards_with_its_numbers() -> None:
    firm = by_id(parse(RAW))["S4MR1Y9QG"]
    assert LIST.measure is Measure.AWARD_EXCLUSION
    assert (firm.measure, firm.entity_type, firm.countries) == (None, EntityType.ORGANISATION, ("US",))
    assert firm.identifiers == (Identifier("uei", "INV000000E24"), Identifier("cage", "0XX05"))


def test_a_prohibition_that_excludes_nobody_is_a_red_flag_only() -> None:
    assert by_id(parse(RAW))["S4MRB9MLP"].measure is Measure.INTEGRITY


def test_a_person_is_named_family_name_first() -> None:
    person = by_id(parse(RAW))["S4MRRFG44"]
    assert (person.name, person.entity_type) == ("SAMPLE III, ADA", EntityType.PERSON)


def test_parties_of_the_same_matter_are_weak_aliases_and_no_name_is_cut_at_its_legal_form() -> None:
    assert by_id(parse(RAW))["S4MRRFPZD"].aliases == (
        Alias("BSC CONSTRUCTION, LLC", weak=True),
        Alias("BEN SAMPLE CONSTRUCTION", weak=True),
    )


def test_a_row_that_stands_twice_is_one_entry() -> None:
    assert len(parse(RAW).entries) == len(RAW.splitlines()) - 2


def test_one_party_under_two_exclusions_keeps_two_ids() -> None:
    ids = by_id(parse(RAW + RAW.splitlines()[-1].replace(b"11/20/2023", b"01/02/2024") + b"\r\n"))
    assert [key for key in ids if key.startswith("S4MR1Y9QG")] == ["S4MR1Y9QG", "S4MR1Y9QG/01-02-2024"]


def test_the_zip_names_the_day_of_the_extract() -> None:
    parsed = parse(zipped())
    assert str(parsed.as_of) == "2026-09-22"  # day 265 of 2026
    assert by_id(parsed) == by_id(parse(RAW))
    assert parse(zipped(note=b"x")).unread == ("file in the ZIP: NOTE",)


def test_an_inactive_record_is_not_in_force_and_an_unknown_status_is() -> None:
    line = RAW.splitlines()[-1]
    inactive, unknown = (line.replace(b'"","(also', b'"%s","(also' % word, 1) for word in (b"Inactive", b"Odd"))
    parsed = parse(b"\n".join((RAW.splitlines()[0], inactive, unknown)))
    assert [e.status for e in by_id(parsed).values()] == [EntryStatus.INACTIVE, EntryStatus.ACTIVE]
    assert parsed.unread == ("Record Status: Odd (line 3); taken as active",)


def test_a_zip_of_several_tables_or_of_none_is_refused() -> None:
    for raw in (zipped("NOTES.TXT"), zipped(**{"second.csv": b"x"})):
        with pytest.raises(ListFormatError, match="where one CSV is expected"):
            parse(raw)


@pytest.mark.parametrize("column", ["Classification", "Name", "Active Date", "Cross-Reference"])
def test_a_missing_needed_column_refuses_the_file(column: str) -> None:
    with pytest.raises(ListFormatError, match=f'column "{column}" is missing'):
        parse(RAW.replace(f'"{column}"'.encode(), b'"Other"', 1))


def test_a_row_that_names_nobody_is_told_and_stops_no_other() -> None:
    nobody = RAW.splitlines()[-1].replace(b"INVENTED SOIL SOLUTIONS INC.", b"", 1)
    parsed = parse(RAW + nobody + b"\r\n")
    assert parsed.rejected == (f"line {len(RAW.splitlines()) + 1}: names nobody",)
    assert len(parsed.entries) == len(parse(RAW).entries)
