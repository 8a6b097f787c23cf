"""Of several columns that tell where goods are made none is dropped: their cells come joined on each line."""

from __future__ import annotations

import pytest

from supplychain.matching.places import whereabouts

from .conftest import Reader

PLACES = [
    "Place of manufacture", "Made in", "Made at", "Manufacturing country", "Lieu de fabrication",
    "Lugar de fabricación", "Produktionsort",
]  # fmt: skip
COUNTRIES = ["Country of origin", "CoO", "Origin", "Pays d'origine", "País de origen", "Ursprungsland"]
PAIRS = [(place, "Country of origin") for place in PLACES] + [("Made at", country) for country in COUNTRIES]


@pytest.mark.parametrize(("place", "country"), [*PAIRS, *((right, left) for left, right in PAIRS)])
def test_a_second_origin_column_is_read_beside_the_first_and_fills_its_blanks(
    read: Reader, place: str, country: str
) -> None:
    content = f"Supplier,Item,{place},{country}\nA Ltd,Gauze,Shenzhen,China\nB Ltd,Gauze,Yangzhou,\nC Ltd,Forceps,,PK\n"
    sheet = read("goods.csv", content)
    assert not sheet.unmapped
    assert [set(line.origin.split(" / ")) for line in sheet.lines] == [{"Shenzhen", "China"}, {"Yangzhou"}, {"PK"}]
    told = [{code for code, _ in whereabouts(line).origins} for line in sheet.lines]
    assert told == [{"CN"}, {"CN"}, {"PK"}]


def test_where_two_origin_columns_name_two_countries_both_are_told(read: Reader) -> None:
    content = (
        'Supplier,Item,Place of manufacture,CoO\nA Ltd,Forceps,Sialkot,Germany\nB Ltd,Gowns,"Plant 3, Sialkot",VN\n'
    )
    lines = read("goods.csv", content).lines
    assert lines[0].origin == "Sialkot / Germany"
    assert [{code for code, _ in whereabouts(line).origins} for line in lines] == [{"DE", "PK"}, {"PK", "VN"}]


@pytest.mark.parametrize("state", ["Provinz/Bundesland", "State/Province", "Province"])
def test_a_state_behind_the_town_where_goods_are_made_goes_with_it(read: Reader, state: str) -> None:
    content = (
        f"Lieferant,Artikel,Herstellungsort,{state},Ursprungsland\nA GmbH,Watte,Xyz,Xinjiang,CN\nB AG,Tupfer,,,MY\n"
    )
    lines = read("goods.csv", content).lines
    assert [line.origin for line in lines] == ["Xyz, Xinjiang / CN", "MY"]
    assert whereabouts(lines[0]).xinjiang
    countries = read("goods.csv", f"Supplier,Item,Origin,{state}\nA Ltd,Gauze,Malaysia,Texas\n")
    assert (countries.lines[0].origin, countries.unmapped) == ("Malaysia", (state,))


def test_a_column_that_says_whether_an_origin_is_checked_is_no_origin(read: Reader) -> None:
    content = "Supplier,Item,Country of origin,Origin certificate\nA Ltd,Gauze,China,No\nB Ltd,Gauze,China,Yes\n"
    sheet = read("goods.csv", content)
    assert [line.origin for line in sheet.lines] == ["China", "China"]
    assert sheet.unmapped == ("Origin certificate",)


@pytest.mark.parametrize(
    "header",
    [
        "Sold by", "Supplied by", "Supplied through", "Bought from", "Purchased from", "Geliefert von", "Bezogen von",
        "Vendu par", "Fourni par", "Acheté chez", "Vendido por", "Suministrado por", "Comprado a", "Fornecido por",
        "Fornito da", "Venduto da",
    ],
)  # fmt: skip
@pytest.mark.parametrize("maker", ["Made by", "Manufacturer"])
def test_who_sold_the_goods_is_the_supplier_and_who_made_them_the_maker(read: Reader, maker: str, header: str) -> None:
    line = read("goods.csv", f"{maker},Item,{header}\nFoo Works,Gloves,Alpha Trading Ltd\nBar,Gowns,B GmbH\n").lines[0]
    assert (line.supplier_name, line.maker) == ("Alpha Trading Ltd", "Foo Works")
