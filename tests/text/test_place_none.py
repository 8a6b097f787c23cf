"""A cell that says that no place is stated names none; and its words silence no place beside them."""

from __future__ import annotations

import pytest

from supplychain.matching.places import whereabouts
from supplychain.model import SupplierLine
from supplychain.text.place_cells import states_no_place
from supplychain.text.place_tables import country_names, foreign_country_names, read_table, subdivision_names

SAID = (
    "unbekannt", "Unknown", "TBD", "n/a", "N.A.", "NA", "-", "—", "?", "???", "s. Anhang", "see attached", "diverse",
    "various", "mehrere", "desconocido", "inconnu", "не указано", "不详", "various countries", "Div. Länder",
    "Country of origin: unknown", "Ursprung unbekannt", "País de origen: desconocido", "não informado", "未知", "미상",
    "原产地不详", "Страна не указана", "unknown (see attached)", "n/a - see invoice", "multi-country", "k. A.",
    "XX - unknown", "다수", "غير معروف", "sconosciuto", "nieznany", "0",
)  # fmt: skip
PLACES = {
    "unknown / China": "CN", "unknown (China)": "CN", "Unknown / 中国": "CN", "various: Xinjiang": "CN-XJ",
    "DE / unknown": "DE", "diverse, Malaysia": "MY", "China?": "CN", "NO": "NO", "IS": "IS", "None (US)": "US",
}  # fmt: skip
NEITHER = ("", " ", "Asia", "Other Asia", "EU", "our plant", "country", "made in", "Plant 7 unknown", "🇲🇾")


def line(origin: str, country: str = "") -> SupplierLine:
    return SupplierLine("S", 2, "A Ltd", country=country, origin=origin, product_description="gauze")


@pytest.mark.parametrize("cell", SAID)
def test_words_that_state_no_origin_are_read_so_and_name_no_place(cell: str) -> None:
    assert states_no_place(cell)
    assert whereabouts(line(cell)).origins == ()


@pytest.mark.parametrize(("cell", "code"), PLACES.items())
def test_a_place_beside_such_words_is_read(cell: str, code: str) -> None:
    assert not states_no_place(cell)
    assert whereabouts(line(cell)).origin == code


@pytest.mark.parametrize("cell", NEITHER)
def test_what_says_something_else_is_not_taken_for_unstated(cell: str) -> None:
    assert not states_no_place(cell)


def test_a_supplier_in_na_is_in_namibia_and_one_in_an_unknown_place_is_nowhere() -> None:
    assert whereabouts(line("", "NA")).country == "NA"
    assert whereabouts(line("", "不详")).country is None


def test_no_word_of_the_table_is_a_places_name_but_na() -> None:
    names = country_names().keys() | foreign_country_names().keys() | subdivision_names().keys()
    told = {words.casefold() for words, _, means in read_table("no_place.csv") if means != "about"}
    assert told & names == {"na"}
