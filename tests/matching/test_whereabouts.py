"""A supplier line tells where the supplier is and where the goods are made, each with its evidence."""

from __future__ import annotations

import pytest

from supplychain.matching.places import whereabouts
from supplychain.model import SupplierLine


def _line(supplier_name: str = "Northfield Medical", **cells: str) -> SupplierLine:
    return SupplierLine("Sheet1", 2, supplier_name, **cells)  # type: ignore[arg-type]


def test_the_distributors_country_is_never_the_origin() -> None:
    found = whereabouts(
        _line(country="United States", address="1 Main St, Dayton, OH 45402", product_description="Gauze")
    )
    assert (found.country, found.origin, found.origin_from) == ("US", None, "")


def test_the_origin_column_goes_before_product_text_and_maker() -> None:
    found = whereabouts(_line(origin="Thailand", product_description="made in Malaysia", maker="Mill, India"))
    assert (found.origin, found.origin_from) == ("TH", "origin column 'Thailand'")


def test_product_text_goes_before_maker() -> None:
    found = whereabouts(_line(product_description="Gloves, made in Malaysia", maker="Hetero Unit III Hyderabad IN"))
    assert (found.origin, found.origin_from) == ("MY", "product text 'made in Malaysia'")


def test_a_makers_site_is_the_origin_where_nothing_else_states_it() -> None:
    found = whereabouts(_line(country="US", maker="Hetero Unit III Hyderabad IN"))
    assert (found.country, found.origin, found.origin_from) == ("US", "IN", "maker text 'Hyderabad IN'")


def test_an_address_fills_an_empty_country() -> None:
    found = whereabouts(_line(address="Small Industries Estate, Sialkot, Pakistan"))
    assert (found.country, found.country_from) == ("PK", "address 'Pakistan'")


def test_an_address_in_xinjiang_narrows_china() -> None:
    found = whereabouts(_line(country="China", address="No 5, Beijing Rd, Korla"))
    assert (found.country, found.xinjiang) == ("CN-XJ", (("address", "Korla"),))


def test_a_company_name_points_to_xinjiang_and_leaves_the_country() -> None:
    found = whereabouts(_line("Xinjiang Daqo New Energy", country="CN", address="Pudong, Shanghai"))
    assert (found.country, found.xinjiang) == ("CN", (("supplier_name", "Xinjiang"),))


def test_product_text_narrows_an_origin_column_to_xinjiang() -> None:
    found = whereabouts(_line(origin="China", product_description="Swabs of Xinjiang cotton"))
    assert found.origin == "CN-XJ"
    assert ("product_description", "Xinjiang") in found.xinjiang


def test_an_american_state_in_the_country_column_is_the_united_states() -> None:
    assert whereabouts(_line(country="Georgia", city="Atlanta")).country == "US"
    assert whereabouts(_line(country="CA", city="San Diego")).country == "US"
    assert whereabouts(_line(country="Georgia", city="Tbilisi")).country == "GE"
    assert whereabouts(_line(country="CA", city="Toronto")).country == "CA"


def test_the_first_of_several_origins_counts_rather_than_none() -> None:
    assert whereabouts(_line(origin="China / Malaysia")).origin == "CN"
    assert whereabouts(_line(origin="Various")).origin is None


def test_crimea_keeps_its_own_code() -> None:
    assert whereabouts(_line(country="Ukraine", address="Kirova 5, Simferopol")).country == "UA-43"


def test_a_quarter_named_like_a_country_does_not_hide_the_town_in_its_own_column() -> None:
    assert whereabouts(_line(address="Colima 319, Col. Roma", city="Zapopan, Jalisco")).country == "MX"
    assert whereabouts(_line(address="P.O. Box 91735-549", city="Mashhad")).country == "IR"


def test_an_origin_stated_before_a_makers_address_holds() -> None:
    line = _line(origin="Thailand, 5 Klong Road, Acme Malaysia Plaza, Kuala Lumpur")
    assert whereabouts(line).origin == "TH"
    assert whereabouts(_line(origin="China, 5 Beijing Road, Korla")).origin == "CN-XJ"


def test_a_kashi_in_america_is_no_kashgar() -> None:
    assert whereabouts(_line("Kashi Company", country="US")).xinjiang == ()


@pytest.mark.parametrize(
    ("origin", "product", "codes"),
    [
        ("USA/CHN", "Isolation gown", ["US", "CN"]),
        ("US and Turkmenistan", "Cotton swabs", ["US", "TM"]),
        ("Germany; China", "", ["DE", "CN"]),
        ("Mexico, China", "", ["MX", "CN"]),
        ("Malaysia", "Gloves, made in China", ["MY", "CN"]),
        ("China", "Gloves, made in China", ["CN"]),
        ("", "Gloves, made in Malaysia", ["MY"]),
        ("Bosnia and Herzegovina", "", ["BA"]),
        ("Trinidad and Tobago", "", ["TT"]),
        ("Korea, Republic of", "", ["KR"]),
    ],
)
def test_every_origin_that_is_stated_is_kept(origin: str, product: str, codes: list[str]) -> None:
    found = whereabouts(SupplierLine("S", 2, "Acme", origin=origin, product_description=product))
    assert [code for code, _ in found.origins] == codes
    assert found.origin == codes[0]


@pytest.mark.parametrize(
    ("origin", "code"),
    [
        ("Dem. People's Rep. of Korea", "KP"),
        ("Congo, Dem. Rep.", "CD"),
        ("Republic of Crimea", "UA-43"),
        ("Lot 24 made in Vietnam, warehouse Reno NV", "VN"),
        ("COO Malaysia, PO 4711, deliver to Chicago IL", "MY"),
    ],
)
def test_an_origin_cell_is_an_official_name_before_a_text_and_a_text_before_an_address(origin: str, code: str) -> None:
    assert whereabouts(_line(origin=origin)).origin == code
