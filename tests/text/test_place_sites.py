"""A cell meant for a country or a site that holds an address is read as an address, and nothing else is."""

from __future__ import annotations

import pytest

from supplychain.text.places import origin_in_maker_text, place_code, reads_as_address, site_places


def _codes(text: str) -> list[str]:
    return [found.code for found in site_places(text)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Via Statale 12 Nord 86, 41037 Mirandola (MO)", ["IT"]),
        ("Rua das Flores, 607, 82025-100 Curitiba - PR", ["BR"]),
        ("No: 38-6, Atatürk Mah., Istanbul", ["TR"]),
        ("ET/POM/KOM 6/1/1, Moscow 127018", ["RU"]),
        ("Harbour Mansion, No. 82 Xinkai Road, Dalian, Liaoning 116011", ["CN"]),
        ("Warsaw, IN", ["US"]),
        ("Warsaw, Mazowieckie", ["PL"]),
        ("Holland, MI", ["US"]),
        ("Birmingham, Alabama", ["US"]),
        ("Lagoa Santa, MG", ["BR"]),
        ("Vallecrosia, IM", ["IT"]),
        ("Thailand, 5 Klong Road", ["TH"]),
        ("Lebanon, Tennessee 37087", ["US"]),
        ("USA, Valeburg, India", ["US", "IN"]),
        ("PT, Bri II Building 20th Floor, Jakarta 10210", ["ID"]),
        ("c/o LA FRONTERA LTDA., Calle 5, Bogota", ["CO"]),
        ("新北市土城區民生街9號", ["TW"]),
        ("강원도 홍천군 남면 한서로 3366", ["KR"]),
    ],
)
def test_an_address_in_a_country_cell_gives_its_own_country(text: str, codes: list[str]) -> None:
    assert reads_as_address(text)
    assert _codes(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "China",
        "Korea, Republic of",
        "Korea, Dem. People's Rep.",
        "Taiwan, Province of China",
        "US, CN",
        "PE, IN",
        "Mexico, IN",
        "Shenzhen, Penang",
        "Shenzhen, China, Penang, Malaysia",
        "Kashgar, Istanbul",
        "China (60 %), Malaysia (40 %)",
        "MY - Malaysia",
        "made in Vietnam, DC Reno 89502",
        "Malaysia, packed in Mexico",
        "China, Vietnam and Thailand",
        "Plant 3",
    ],
)
def test_names_of_countries_and_sentences_are_no_address(text: str) -> None:
    assert not reads_as_address(text)


@pytest.mark.parametrize("text", ["Jinjiang, Fujian", "Xinxiang", "Xiangyang", "Dalian", "Vienna"])
def test_a_town_is_no_country_with_a_wrong_letter(text: str) -> None:
    assert place_code(text) in ("CN", "AT")


@pytest.mark.parametrize("text", ["Malaysai", "Vietnan", "Pakisan", "Sialkot, Pakisan"])
def test_a_country_with_a_wrong_letter_is_still_known(text: str) -> None:
    assert place_code(text) in ("MY", "VN", "PK")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("〒418-0015 静岡県富士宮市舞々木町150", "JP"),
        ("99 หมู่ 4 ต.บางปะกง จ.ฉะเชิงเทรา 24130", "TH"),
        ("10 Anson Road, #17-00 International Plaza, 079903", "SG"),
        ("Thai Nippon Rubber Industry, Laem Chabang", "TH"),
        ("Baxter Malaysia, Kulim", "MY"),
        ("Medline China, Northfield", "CN"),
    ],
)
def test_a_makers_cell_tells_its_address_before_a_country_within_its_name(text: str, code: str) -> None:
    found = origin_in_maker_text(text)
    assert found is not None and found.code == code
