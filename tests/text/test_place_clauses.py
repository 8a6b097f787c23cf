"""Where goods are made now goes before where materials come from, where goods were made before and where they lie."""

from __future__ import annotations

import pytest

from supplychain.matching.places import whereabouts
from supplychain.model import SupplierLine
from supplychain.text.place_goods import further_places_in_goods_text, origin_in_goods_text
from supplychain.text.places import origin_in_remark


def _code(text: str) -> str | None:
    found = origin_in_goods_text(text)
    return found.code if found else None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("needle holder, steel from Sweden, forged and finished in Sialkot", "PK"),
        ("metformin, API from India, finished dose made in Portugal", "PT"),
        ("bed frame, tubing CN, built in Uppsala SE", "SE"),
        ("towel, yarn Pakistan, woven + hemmed in Jordan", "JO"),
        ("tijeras, acero de Alemania, forjadas en Pakistán", "PK"),
        ("blouse, tissu de Chine, confectionnée en Tunisie", "TN"),
        ("Kittel, Stoff aus China, genäht in Rumänien", "RO"),
        ("avental, tecido da China, costurado no Brasil", "BR"),
        ("手术衣,面料中国,越南缝制", "VN"),
        ("country of mfr JP; filters CN", "JP"),
        ("sterile drape. Gizmo from Saudi Arabia. Converted in Dominican Republic", "DO"),
        ("algodón de Egipto, gasas tejidas en España", "ES"),
        ("原料药产自印度,德国生产", "DE"),
    ],
)
def test_where_goods_are_made_goes_before_where_materials_come_from(text: str, code: str) -> None:
    assert _code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("steel from Germany, scissors", "DE"), ("towels, cotton from Egypt", "EG"), ("latex from Liberia", "LR")],
)
def test_a_materials_place_counts_where_nothing_else_is_said(text: str, code: str) -> None:
    assert _code(text) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("gown, raw cotton from Xinjiang, sewn in Bangladesh", ["CN-XJ"]),
        ("towels, Turkmen cotton yarn, woven in Turkey", ["TM"]),
        ("棉纱来自新疆,越南制造", ["CN-XJ"]),
        ("tubing ID 5 mm", []),
        ("cotton jersey sheet", []),
        ("India rubber tube", []),
        ("rubber cork no 5", []),
    ],
)
def test_a_materials_place_is_told_beside_the_origin(text: str, codes: list[str]) -> None:
    found = further_places_in_goods_text(text)
    assert [place.code for place in found if place.how == "material"] == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("moved from Honduras to Haiti in Jan, current lot = Haiti", "HT"),
        ("production moved from China to Vietnam", "VN"),
        ("no longer made in China, now Cambodia", "KH"),
        ("not Malaysia any more: Thailand since lot 24", "TH"),
        ("these now come out of Vietnam, used to be China", "VN"),
        ("was made in China until 2022, now made in Indonesia", "ID"),
        ("antes China, ahora hecho en Vietnam", "VN"),
        ("auparavant Chine, désormais fabriqué en Roumanie", "RO"),
        ("früher China, jetzt Vietnam", "VN"),
        ("以前中国制造,现在越南制造", "VN"),
        ("catheter tray, production shifted from Juarez, Mexico to Penang, Malaysia", "MY"),
        ("exam gloves, Thai now, formerly Malaysian", "TH"),
        ("注射器,生产由中国转移至越南", "VN"),
        ("no longer made in Malaysia", None),
        ("formerly made in Xinjiang", "CN-XJ"),
    ],
)
def test_where_goods_were_made_before_is_no_origin(text: str, code: str | None) -> None:
    assert _code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Prod. of Cambodia, ships from Ontario CA DC", "KH"),
        ('stamped "Pakistan" on the shank', "PK"),
        ("cut/sew Pakistan. do not ship to Puerto Rico", "PK"),
        ("Ronkonkoma NY (dist.). Fabric + conversion in India", "IN"),
        ("Ships from Mahwah NJ. Mfr Nanshan, Shenzhen", "CN"),
        ("built Tijuana B.C.", "MX"),
        ("Quebec City plant", "CA"),
        ("Montgomery, Alabama plant confirmed by phone", "US"),
        ("box says Malaysia, stock in Rotterdam", "MY"),
        ("delivered to Lyon. Thailand", "TH"),
        ("Malaysia; DC Reno NV", "MY"),
        ("Gary, Mich., domestic", "US"),
        ("production moved from Malaysia to Thailand", "TH"),
        ("Fabrication française, usine de Plaintel (22)", "FR"),
    ],
)
def test_a_clause_that_says_where_goods_are_made_is_heard_beside_another_place(text: str, code: str) -> None:
    found = origin_in_remark(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "text",
    [
        "stock moved from Dock 4 to Reno NV",
        "stock in Singapore, call office",
        "ship from Hamburg. contact Paris",
        "no longer shipped to Canada",
        "previously ordered from Germany office",
    ],
)
def test_goods_on_their_way_have_no_origin(text: str) -> None:
    assert origin_in_remark(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Russian tissue forceps 8in",
        "forceps, tissue, Russian",
        "Spanish rice mix",
        "rice, Italian",
        "booklet English/Spanish",
        "leaflet Vietnamese/Korean",
        "folleto español/inglés",
        "Influenza vaccine A/Hong Kong/2671 A/Victoria",
        "flu vaccine B/Austria/1359417",
    ],
)
def test_patterns_dishes_languages_and_strains_are_no_origin(text: str) -> None:
    assert _code(text) is None


def test_every_place_of_making_is_kept() -> None:
    line = SupplierLine(
        "S", 2, "Acme", product_description="Pump made in Mexico, assembled in Ireland, motors from China"
    )
    assert [code for code, _ in whereabouts(line).origins] == ["MX", "IE", "CN"]
    line = SupplierLine("S", 2, "Acme", origin="yarn Xinjiang, sewn in Bangladesh")
    assert [code for code, _ in whereabouts(line).origins] == ["BD", "CN-XJ"]
    assert whereabouts(line).xinjiang == (("origin", "Xinjiang"),)
