"""A town with its state, province or county behind it lies there, whatever greater town abroad has its name."""

from __future__ import annotations

import pytest
from told_places import address_country, origin, site

from supplychain.text.places import address_place, xinjiang_in


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("Warsaw, IN", "US"),
        ("Warsaw IN", "US"),
        ("Rome GA", "US"),
        ("Moscow ID", "US"),
        ("Milan TN", "US"),
        ("Milan, MI", "US"),
        ("Peru, IN", "US"),
        ("Lebanon NJ", "US"),
        ("China TX", "US"),
        ("Havana IL", "US"),
        ("Elk Grove Village Ill.", "US"),
        ("San Lorenzo, PR", "PR"),
        ("London, ON", "CA"),
        ("30 Brydges Street, London ON N6A", "CA"),
        ("Port Moresby NCD", "PG"),
        ("Geelong VIC", "AU"),
        ("Toluca, Edo. Méx.", "MX"),
        ("Otta, Ogun State", "NG"),
        ("دبي، القوز الصناعية", "AE"),
    ],
)
def test_a_town_behind_which_its_state_stands_lies_in_it(address: str, code: str) -> None:
    assert address_country(address) == code


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("Via Garibaldi 5, Torino TO", "IT"),
        ("Via Emilia 22, Parma PR", "IT"),
        ("20121 Milano MI", "IT"),
        ("Roma RM", "IT"),
        ("Berlin, DE", "DE"),
        ("Hyderabad IN", "IN"),
        ("Kfar Saba, IL", "IL"),
        ("Port Elizabeth, SA", "ZA"),
        ("Belém, PA", "BR"),
        ("Panama City, PA", "PA"),
        ("Pichanal, AR", "AR"),
        ("Peqin, AL", "AL"),
        ("Had Soualem, MA", "MA"),
    ],
)
def test_a_code_that_a_towns_own_country_writes_is_no_american_state(address: str, code: str) -> None:
    assert address_country(address) == code


@pytest.mark.parametrize(
    ("maker", "code"),
    [
        ("Ethicon Inc, San Lorenzo, PR", "PR"),
        ("DePuy Warsaw IN", "US"),
        ("Cook Medical, Bloomington, IN", "US"),
        ("Trudell Medical, London, ON", "CA"),
        ("Sorin Group, Mirandola, MO", "IT"),
        ("Hetero Labs, Jadcherla, IN", "IN"),
        ("Chiesi Farmaceutici, Parma PR", "IT"),
        ("Artsana SpA, Grandate CO", "IT"),
        ("OraSure Bethlehem PA", "US"),
        ("Acme Westwood CA", "US"),
        ("Roche Penzberg DE", "DE"),
        ("Acme Cacine SD", None),
    ],
)
def test_a_makers_town_lies_in_the_state_behind_it(maker: str, code: str | None) -> None:
    assert site(maker) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Walker folding alum, Zhongshan Guangdong", "CN"),
        ("Condom natural, Kulim Kedah", "MY"),
        ("Latex gloves, Kamunting Perak", "MY"),
        ("Gauze 4x4, North Richland Hills Texas", "US"),
        ("IV set, Reynosa Mex.", "MX"),
        ("Suture kit, Boeblingen DE", "DE"),
        ("Tablets, Clonmel Co. Tipperary", "IE"),
        ("Seringa 10ml, Terrugem SNT", "PT"),
        ("IV bag (NORTH COVE, MARION NC)", "US"),
        ("Catheter, Bloomington Ind.", "US"),
        ("Sterile wipes (Boucherville, QC)", "CA"),
        ("Dialysis line, Mirandola MO", "IT"),
        ("Gel dressing, Hull East Yorks", "GB"),
        ("Catheter introducer, Spencer IN", "US"),
        ("Speculum, Apodaca N.L.", "MX"),
        ("Suero, Toluca, Edo. Méx.", "MX"),
        ("Suture silk, Verna Goa", "IN"),
        ("Infusion pump set, Tijuana B.C.", "MX"),
        ("Sutures mfd in Cornelia Georgia", "US"),
        ("Bandage, Acme Corp Pilot Rock, OR", "US"),
        ("Dressing set, Acme, Uden, NL", "NL"),
        ("Gauze, Port Elizabeth, SA", "ZA"),
        ("Resuscitator, 3M Aberdeen S.D.", "US"),
    ],
)
def test_town_and_state_that_fill_the_last_part_of_a_product_text_are_the_origin(text: str, code: str) -> None:
    assert origin(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "Bandage elastic, size M, sold by Acme Paris TX",
        "Glove box holder, wire, CO",
        "Foam tape, Reading glasses IN",
        "Cable, Split DE",
        "Shoe cover, Pair CO",
        "Drape, Extra Large ME",
        "Stethoscope adult, black, IN",
        "Plaster of Paris bandage, OR use",
        "Syringe 5 ml luer lock, ON/OFF cap",
        "Distributor: Henry Schein, Melville NY - gauze 4x4",
    ],
)
def test_a_code_without_its_town_and_a_sellers_town_are_no_origin(text: str) -> None:
    assert origin(text) is None


@pytest.mark.parametrize("address", ["青岛市市北区新疆路8号", "吉林省白城市洮北区", "沈北区", "天津市津北区"])
def test_a_chinese_district_is_no_japanese_ward(address: str) -> None:
    assert address_country(address) == "CN"


@pytest.mark.parametrize("address", ["大阪市北区", "名古屋市北区金城1-1", "さいたま市北区"])
def test_a_ward_behind_its_japanese_city_stays_japanese(address: str) -> None:
    assert address_country(address) == "JP"


@pytest.mark.parametrize(
    "address",
    [
        "天津市和平区哈密道12号",
        "天津市新疆道20号",
        "天津市河西区吐鲁番道8号",
        "上海市黄浦区哈密弄3号",
        "北京市西城区吐鲁番胡同5号",
        "青岛市市北区新疆支路6号",
        "香港九龍新疆道5號",
        "天津市河东区伊犁里3号",
    ],
)
def test_a_street_lane_or_alley_named_after_a_place_of_xinjiang_lies_where_its_city_does(address: str) -> None:
    found = address_place(address)
    assert xinjiang_in(address) is None and xinjiang_in(address, "CN") is None
    assert found is not None and found.code != "CN-XJ"


@pytest.mark.parametrize("address", ["新疆道路运输公司", "哈密道路工程", "乌鲁木齐市新市区", "昌吉市北京南路"])
def test_a_road_works_of_xinjiang_stays_there(address: str) -> None:
    assert xinjiang_in(address, "CN") is not None


@pytest.mark.parametrize("text", ["Isolation gowns - CARDINAL, DUBLIN OH", "Gloves, Henry Schein, Melville NY"])
def test_the_town_of_one_who_only_sells_is_no_origin(text: str) -> None:
    assert origin(text) is None
