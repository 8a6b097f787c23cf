"""A place cell is understood in every spelling that lists and workbooks use."""

from __future__ import annotations

import pytest

from supplychain.matching.places import whereabouts
from supplychain.model import SupplierLine
from supplychain.text.place_tables import read_table
from supplychain.text.places import country_code, country_name, place_code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Korea, Democratic Republic of", "KP"),
        ("Korea, Republic of", "KR"),
        ("Congo, Democratic Republic of the", "CD"),
        ("DR Congo", "CD"),
        ("Congo (Kinshasa)", "CD"),
        ("Congo, Dem. Rep.", "CD"),
        ("Congo, Republic of", "CG"),
        ("Turkey (Türkiye)", "TR"),
        ("Bahamas, The", "BS"),
        ("Macau S.A.R.", "MO"),
        ("Hong Kong S.A.R.", "HK"),
        ("Côte d’Ivoire", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Burma", "MM"),
        ("Georgia", "GE"),
        ("CN - China", "CN"),
        ("China (Taiwan)", "TW"),
        ("P.R. China", "CN"),
        ("MYS", "MY"),
        ("156", "CN"),
        ("中国", "CN"),
        ("Китай", "CN"),
        ("الصين", "CN"),
        ("Alemania", "DE"),
        ("Pakisan", "PK"),
        ("Malaysian", "MY"),
        ("Georgia, USA", "US"),
        ("Puerto Rico, USA", "PR"),
        ("República Popular China", "CN"),
        ("대한민국", "KR"),
        ("조선", "KP"),
        ("Tschechische Republik", "CZ"),
        ("Swaziland", "SZ"),
        ("Columbia", "CO"),
    ],
)
def test_a_country_cell_in_any_spelling_gives_its_code(written: str, code: str) -> None:
    assert country_code(written) == code


@pytest.mark.parametrize("written", ["", "n/a", "Unknown", "Various", "US/Mexico", "Fishing Vessels", "TBD"])
def test_a_cell_that_names_no_single_country_gives_none(written: str) -> None:
    assert country_code(written) is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Xinjiang", "CN-XJ"),
        ("China (Xinjiang)", "CN-XJ"),
        ("新疆维吾尔自治区", "CN-XJ"),
        ("Crimea", "UA-43"),
        ("Sevastopol", "UA-40"),
        ("Guangdong Province", "CN"),
        ("Indiana", "US"),
    ],
)
def test_a_subdivision_that_lists_single_out_keeps_its_own_code(written: str, code: str) -> None:
    assert place_code(written) == code


def test_every_code_has_a_name_to_show() -> None:
    assert country_name("CN-XJ") == "Xinjiang"
    assert country_name("TR") == "Turkey"
    assert country_name("ZZ") == "ZZ"


@pytest.mark.parametrize("table", ["countries.csv", "subdivisions.csv"])
def test_every_name_reads_alike_in_an_origin_column_and_as_a_place(table: str) -> None:
    names = [row[1] for row in read_table(table)]
    read = {name: whereabouts(SupplierLine("sheet", 1, "Acme", origin=name)).origin for name in names}
    assert {name: code for name, code in read.items() if code != place_code(name)} == {}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Demokratische Volksrepublik Korea", "KP"),
        ("République populaire démocratique de Corée", "KP"),
        ("Korea (DVR)", "KP"),
        ("Republik Korea", "KR"),
        ("Demokratische Republik Kongo", "CD"),
        ("Rép. dém. du Congo", "CD"),
        ("刚果民主共和国", "CD"),
        ("刚果共和国", "CG"),
    ],
)
def test_two_states_of_one_name_are_told_apart_in_other_languages(name: str, code: str) -> None:
    assert place_code(name) == code
