"""How both files of the Denied Persons List become parties."""

from __future__ import annotations

from pathlib import Path

import pytest

from reference_lists.bis_dpl import LIST, parse
from supplychain.errors import ListFormatError
from supplychain.model import ListedEntity
from supplychain.reference.reference_list import ParsedList

FOLDER = Path(__file__).parent / "bis_dpl"
RAW = (FOLDER / "published.csv").read_bytes()
OLD = (FOLDER / "dpl.txt").read_bytes()
HEADER = RAW.splitlines()[0] + b"\r\n"


def by_id(parsed: ParsedList) -> dict[str, ListedEntity]:
    return {entry.entry_id: entry for entry in parsed.entries if isinstance(entry, ListedEntity)}


def one(cell: str) -> ListedEntity:
    (entry,) = by_id(parse(HEADER + f'"{cell}",09/12/2006,,,Standard\r\n'.encode())).values()
    return entry


def test_a_legal_form_after_a_comma_belongs_to_the_name() -> None:
    firm = by_id(parse(RAW))["mnc-group-international-inc/2006-09-12"]
    assert firm.name == "MNC GROUP INTERNATIONAL, INC."
    assert firm.addresses == ("3334 WALNUT BEND LANE, HOUSTON, TX, US, 77042",)


def test_names_after_a_marker_are_aliases_and_names_in_brackets_weak_ones() -> None:
    found = by_id(parse(RAW))
    assert found["fuyi-sun/2018-06-13"].names == ("FUYI SUN", "FRANK SUN")
    assert found["pearl-li/2006-06-23"].names == ("PEARL LI", "NEI-CHIEN CHU")
    shop = found["sports-zone-mnc-group-international-inc/2006-09-12"]
    assert [(alias.name, alias.weak) for alias in shop.aliases] == [
        ("SPORTS ZONE", False),
        ("MNC GROUP INTERNATIONAL, INC.", True),
    ]


def test_the_country_stands_before_the_postal_code() -> None:
    assert one("A B, 1 RUE X, PARIS, FR, 75015").countries == ("FR",)
    assert one("A B, 1 RUE X, PANTIN, FR").countries == ("FR",)
    assert one("A B, INMATE 1, MONTGOMERY, AL, , 36112").countries == ("US",)
    assert one("A B, SOMEWHERE").countries == ()


def test_the_old_tab_separated_file_is_read_too() -> None:
    parsed = parse(OLD)
    assert parsed.unread == ()
    assert by_id(parsed)["adrian-manuel-hernandez/2017-10-16"].countries == ("US",)
    assert any("FRANK SUN" in entry.names for entry in by_id(parsed).values())


def test_headers_with_blanks_in_place_of_underscores_are_the_same() -> None:
    raw = RAW.replace(
        b"Name_and_Address,Effective_Date,Expiration_Date", b"Name and Address,Effective Date,Expiration Date"
    )
    assert by_id(parse(raw)) == by_id(parse(RAW))


def test_one_party_denied_at_two_addresses_keeps_two_ids() -> None:
    ids = [entry_id for entry_id in by_id(parse(RAW)) if entry_id.startswith("i-ash/2002-03-04")]
    assert len(ids) == 2


def test_a_missing_needed_column_or_a_day_nobody_can_read() -> None:
    with pytest.raises(ListFormatError, match='column "Effective_Date" is missing'):
        parse(RAW.replace(b"Effective_Date", b"Since", 1))
    parsed = parse(HEADER + b'"A B, 1 X",soon,,,\r\n"C D, 1 X",01/02/2020,,,\r\n')
    assert parsed.unread == ("Effective_Date (line 2): soon",)


def test_a_row_that_names_nobody_is_told_and_stops_no_other() -> None:
    parsed = parse(HEADER + b'"",09/12/2006,,,Standard\r\n"C D, 1 X",01/02/2020,,,\r\n')
    assert (len(parsed.entries), parsed.rejected) == (1, ("line 2: names nobody",))


def test_the_old_file_beside_the_project_holds_what_its_manifest_counts(shared: Path) -> None:
    parsed = parse((shared / "lists" / "bis" / "dpl_txt_old.txt").read_bytes())
    assert len(parsed.entries) == len(by_id(parsed)) == 546
    assert parsed.unread == ()
    assert LIST.bounds.minimum <= 546 <= LIST.bounds.maximum
