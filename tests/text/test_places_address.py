"""The country of an address is found wherever in its text it stands."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from told_places import address_country

from supplychain.text.place_tables import fold, read_table
from supplychain.text.places import address_place, country_code, places_in

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "lists"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("No. 8 Keji Road, Shenzhen, Guangdong 518057, P.R. China", "CN"),
        ("Small Industries Estate, Sialkot 51310 Pakistan", "PK"),
        ("Lot 5, Jalan Perusahaan, 14000 Bukit Mertajam, Penang", "MY"),
        ("1200 Harbor Dr, San Diego, CA 92101", "US"),
        ("77 Peachtree St, Atlanta, Georgia", "US"),
        ("12 Rustaveli Avenue, Tbilisi, Georgia", "GE"),
        ("220 Main Street, Peru, IN 46970", "US"),
        ("14 Industrial Way, Lebanon, PA 17042", "US"),
        ("9 Station Road, Leeds LS1 4DY", "GB"),
        ("100 King St W, Toronto ON M5X 1A9", "CA"),
        ("Rua Paraguai 120, São Paulo", "BR"),
        ("Avenida Brasil 2950, Buenos Aires, Argentina", "AR"),
        ("Bassumer Strasse 65, Stuhr, Germany", "DE"),
        ("Plot 12, MIDC, Nashik 422010", "IN"),
        ("北京市海淀区中关村大街1号", "CN"),
        ("Via Roma 12, 20121 Milano (MI)", "IT"),
        ("Via Cavour 5, 50129 Firenze (FI)", "IT"),
        ("Piazza Duomo 1, 95124 Catania CT", "IT"),
        ("16 Jalan Kilang Timor, #04-01, 159308", "SG"),
        ("10th of Ramadan City, Industrial Zone B3", "EG"),
        ("г. Москва, ул. Ленина, 5", "RU"),
        ("Unit 3, Kwun Tong, Kowloon, Hong Kong. Tel: +852 2345 6789", "HK"),
        ("123 Main St, Santa Fe, New Mexico", "US"),
        ("45 George Street, Sydney, New South Wales", "AU"),
        ("Calle 5, Cd. Juárez, Chihuahua, México", "MX"),
        ("Potonggang District, Pyongyang", "KP"),
        ("Kirova 12, Simferopol", "UA-43"),
        ("Cuba, MO", "US"),
        ("Cairo, GA", "US"),
        ("Lebanon, Tennessee", "US"),
        ("Panama City, FL 32401", "US"),
        ("Perth WA 6000", "AU"),
        ("Via Roma 1, 20121 Milano MI", "IT"),
        ("No. 12 Hong Kong Road, Wuhan", "CN"),
        ("Zona Franca Coyol, Alajuela", "CR"),
        ("Lahore, Punjab 54000", "PK"),
        ("Ludhiana, Punjab", "IN"),
        ("Small Industries Estate, Sialkot, Pakisan", "PK"),
        ("서울특별시 강남구", "KR"),
        ("大阪市北区", "JP"),
        ("台北市信義區", "TW"),
        ("Go Dau District, TayNinh Province", "VN"),
        ("Chencun Industrial Park, Shun De, Fo Shan", "CN"),
        ("Wiesenstrasse 13, Zell im Wiesental, 79669, Baden-Wuerttemberg", "DE"),
        ("Husova 560, Trhove Sviny, 37401", "CZ"),
        ("497-6 Yamanokami Machi, 379-2302", "JP"),
        ("Ul. Nowa 3, 97-410", "PL"),
        ("Kappellenstrasse 36, Aachen D-52066", "DE"),
        ("Industrieweg 5, Nieuwkoop, Zuid-Holland 2421 LK", "NL"),
        ("60 Riverside Boulevard, PH 3602, New York, NY 10069", "US"),
        ("Plot 7, Phase II. Tel: +91 22 2345 6789", "IN"),
        ("Sales office, www.example.com.my", "MY"),
        ("Tuzla Deri OSB, Tuzla 34957", "TR"),
        ("Sangkat Chaom Chau, Khan Por Sen Chey", "KH"),
        ("PTD 7906, Taman Jaya, Batu 34, Jalan Johor", "MY"),
        ("Rod. SC 418, Km 3, Joinville - SC 89219-500", "BR"),
        ("Rod. Pres. Castelo Branco, Itapevi/SP", "BR"),
        ("Changping Town, Dongguan, GD 523000", "CN"),
        ("Breitenstr. 3, Uzwil, SG, 9240", "CH"),
        ("Gewerbestr. 5, Kiefersfelden, BY, 83088", "DE"),
        ("B-5, Gandhi Nagar, Vasai, MH 401208", "IN"),
        ("35031 Abano Terme PD, Via Roma 3", "IT"),
        ("Amreya Free Zone, Alexandria", "EG"),
        ("Milan, TN, 38358", "US"),
        ("Athens, GA", "US"),
        ("Norwich, Conn. 06360", "US"),
        ("450 Kilvert St, Warwick R.I.", "US"),
        ("Carr. 183, Las Piedras PR", "PR"),
        ("1 Suite, St. Leonards NSW", "AU"),
        ("Port Elizabeth, SA", "ZA"),
        ("Esplanade 44, Saint Helier JE4 9WG", "JE"),
        ("Tema Heavy Industrial Area", "GH"),
        ("Athi River EPZ", "KE"),
        ("Zona Franca Las Mercedes", "NI"),
        ("Av. Argentina 2415, Lima", "PE"),
        ("ul. Lesnaya 3, Zarechny, Sverdlovskaya obl 624250", "RU"),
        ("경기도 용인시", "KR"),
        ("142000, Московская обл., г. Домодедово", "RU"),
        ("7 Tuas South Street 2, S637897", "SG"),
    ],
)
def test_an_address_gives_the_country_it_lies_in(address: str, code: str) -> None:
    found = address_place(address)
    assert found is not None
    assert code in (found.code, found.code.split("-")[0])


@pytest.mark.parametrize("address", ["", "12", "Suite 400", "Loading dock B", "Turkish Airlines Building"])
def test_an_address_that_names_no_place_gives_none(address: str) -> None:
    assert address_place(address) is None


def test_places_stand_in_order_and_streets_are_none() -> None:
    found = places_in("Xinjiang Road 5, Qingdao, Shandong, China")
    assert [place.text for place in found] == ["Qingdao", "Shandong", "China"]


@pytest.mark.parametrize(
    "table", ["countries.csv", "countries_abroad.csv", "subdivisions.csv", "cities.csv", "xinjiang.csv"]
)
def test_the_folded_column_of_every_table_is_true(table: str) -> None:
    name = 0 if table == "xinjiang.csv" else 1
    assert [row for row in read_table(table) if fold(row[name]) != row[-1]] == []


@pytest.mark.skipif(not (SHARED / "bis").is_dir(), reason="the public lists do not lie beside the project")
@pytest.mark.parametrize("file_name", ["bis_entity_list_2026-07-09.csv", "bis_denied_persons_2026-04-14.csv"])
def test_ninety_eight_of_a_hundred_listed_addresses_give_their_country(file_name: str) -> None:
    with (SHARED / "bis" / file_name).open(encoding="utf-8") as rows:
        stated = [(row["address"], country_code(row["country"])) for row in csv.DictReader(rows)]
    judged = [(address, code) for address, code in stated if code and address.strip()]
    hits = 0
    for address, code in judged:
        found = address_place(address)
        country = found.code.split("-")[0] if found else None
        hits += country == code or (code == "CN" and country in ("HK", "MO"))
    assert hits / len(judged) >= 0.98


@pytest.mark.parametrize(
    "address", ["No. 3 Road, Manas, Changji", "Kashi", "Kashi City, 844000", "Bole", "Manas County"]
)
def test_a_namesake_elsewhere_does_not_answer_for_a_place_of_xinjiang(address: str) -> None:
    found = address_place(address)
    assert found is None or found.code.startswith("CN")


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("Av. Torquato Tapajos 5555, Manaus, AM", "BR"),
        ("Rod. BR 376, Km 14, Sao Jose dos Pinhais - PR", "BR"),
        ("BR 116 km 5, Belem - PA", "BR"),
        ("Viale Europa 12, Z.I., Medolla MO", "IT"),
        ("Ponce, PR", "PR"),
        ("Philadelphia, PA", "US"),
    ],
)
def test_codes_of_states_are_those_of_the_country_whose_town_or_street_stands_before(
    address: str, country: str
) -> None:
    assert address_country(address) == country


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("P.I. Can Bernades-Subirà, C/ Montserrat 6", "ES"),
        ("Km 14.5 Carr. a El Salvador, Santa Catarina Pinula", "GT"),
        ("Avenida Presidente Kennedy, Sao Goncalo", "BR"),
        ("Calle 16 No. 1-58, Cartago, Valle", "CO"),
        ("Via Stelvio 94, Ardenno (SO)", "IT"),
        ("Covington, Georgia 30014", "US"),
        ("21 Main, Brazil, Ind.", "US"),
        ("2 China Grove Rd, China Grove, N.C.", "US"),
        ("300 Cadiz Pike, Cadiz, Ky.", "US"),
        ("55 Leek Cres., Richmond Hill, Ont.", "CA"),
        ("Village Kishanpura, Nalagarh Road", "IN"),
        ("13 km Lahore-Sheikhupura Rd", "PK"),
    ],
)
def test_streets_named_after_countries_and_states_as_people_shorten_them(address: str, country: str) -> None:
    assert address_country(address) == country


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("г. Жаркент, ул. Жибек Жолы 12", "KZ"),
        ("Павлодарская обл., г. Аксу, ул. Промышленная 4", "KZ"),
        ("город Нарын, ул. Ленина 45", "KG"),
        ("Баянгол дүүрэг, 4-р хороо", "MN"),
        ("Govi-Altai aimag, Altai soum", "MN"),
        ("бул. Климент Охридски 68, 1756 София", "BG"),
        ("المدينة الصناعية الثانية، الرياض 14333", "SA"),
        ("سحاب، مدينة الملك عبدالله الثاني الصناعية", "JO"),
        ("شهرک صنعتی شمس آباد، تهران", "IR"),
        ("औद्योगिक क्षेत्र, भिवाड़ी", "IN"),
    ],
)
def test_towns_are_known_in_their_own_script(address: str, country: str) -> None:
    assert address_country(address) == country


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("Rue de l'Industrie 24, 1630 Bulle", "CH"),
        ("83870 Signes", "FR"),
        ("Hauptstr. 3, Hechingen-Stetten", "DE"),
        ("Baoqiao Road, Rudong", "CN"),
        ("Szyce, ul. Olkuska 132", "PL"),
        ("Gewerbepark 2, A-4872 Unbekanntdorf", "AT"),
        ("Unit 4, Hamilton, Lanarkshire ML3", "GB"),
        ("ul. Lesnaya 4, Smolevichi 222201", "BY"),
        ("Dag No. 1210, Mouza Bhabanipur, Mirzapur, Gazipur Sadar", "BD"),
        ("6 Raffles Quay #14-04", "SG"),
        ("吉林省延边朝鲜族自治州", "CN"),
    ],
)
def test_villages_quarters_and_postcodes_tell_where_no_large_town_does(address: str, country: str) -> None:
    assert address_country(address) == country


@pytest.mark.parametrize(
    "address", ["深圳市福田区新疆大厦12楼", "云南生产建设兵团旧址, 景洪市", "杭州新疆饭店, 西湖区"]
)
def test_a_house_named_after_xinjiang_lies_in_china_only(address: str) -> None:
    found = address_place(address)
    assert found is not None and found.code.split("-")[0] == "CN" and found.code != "CN-XJ"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("石川県白山市倉光2-1", "JP"),
        ("群馬県富岡市七日市1460", "JP"),
        ("台北市中山區新生北路二段", "TW"),
        ("中国広東省中山市", "CN"),
        ("福建省漳州市平和县", "CN"),
        ("新疆ウイグル自治区クチャ県", "CN-XJ"),
        ("Murghob, Gorno-Badakhshan Autonomous Region", "TJ"),
    ],
)
def test_a_prefecture_or_province_tells_towns_of_one_name_apart(address: str, code: str) -> None:
    found = address_place(address)
    assert found is not None and found.of_country().code == code
