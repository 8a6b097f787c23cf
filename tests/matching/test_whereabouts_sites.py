"""An address under any header gives its own country, and no address elsewhere is taken for Xinjiang."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from supplychain.matching.places import whereabouts
from supplychain.model import SupplierLine
from supplychain.text.places import country_code

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "lists"
OF_XINJIANG = re.compile(
    r"xin ?jiang|sinkiang|urum|wulumuqi|kashgar|kashi\b|kaxgar|hotan|hetian|korla|kuerle|aksu|akesu|karamay|shihezi|changji|"
    r"turpan|turfan|tumxuk|tumushuk|\balar\b|hami\b|kumul|uyghur|uygur|bortala|yining|\bili\b|yili\b|tacheng|altay|yarkand|"
    r"shache|artux|wujiaqu|fukang|kuytun|wusu|bayingol|xuar|xpcc|新疆|83\d{4}|84[0-5]\d{3}",
    re.IGNORECASE,
)
HOW_MANY = 5_000
MOST_WRONG = 40  # villages named in several countries, a district's office abroad; 37, 34 and 33 when this was written


def _line(**cells: str) -> SupplierLine:
    return SupplierLine("Sheet1", 2, "Northfield Medical", **cells)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("Jinjiang, Fujian 362200", "CN"),
        ("Xinxiang, Henan 453000", "CN"),
        ("Room 5, Binjiang, Hangzhou, Zhejiang 310052", "CN"),
        ("Karamai, Sylhet 3100", "BD"),
        ("Uyghur Kitchen Bldg, 3300 Wilson Blvd, Arlington, VA 22201", "US"),
        ("Turpan Tower, 2100 W Loop S, Houston, TX 77027", "US"),
        ("Bortala u. 3, 1106 Budapest", "HU"),
        ("Korla Pada, Raipur, Chhattisgarh 492001", "IN"),
        ("Osh city, Kashgar-Kyshtak village, Kara-Suu district", "KG"),
        ("Xinjiang Halal House, 45 Main Street, Flushing, NY 11355", "US"),
    ],
)
@pytest.mark.parametrize("field", ["origin", "maker"])
def test_an_address_elsewhere_is_judged_by_its_own_country(field: str, address: str, code: str) -> None:
    found = whereabouts(_line(**{field: address}))
    assert (found.origin, found.xinjiang) == (code, ())


def test_an_address_in_xinjiang_under_a_makers_header_is_found() -> None:
    for address in (
        "No. 8 Beisi Road South, Shihezi 832000",
        "Korla Economic Development Zone, Bayingolin, 841000",
        "Karamay Petrochemical Plant, Karamay",
    ):
        found = whereabouts(_line(origin=address))
        assert found.origin == "CN-XJ" and found.xinjiang


def test_an_origin_column_joined_with_a_mills_town_keeps_its_country() -> None:
    assert whereabouts(_line(origin="Malaysia, Karachi")).origin == "MY"
    assert [code for code, _ in whereabouts(_line(origin="USA, Valeburg, India")).origins] == ["US", "IN"]


def test_a_making_behind_an_address_is_still_told() -> None:
    assert whereabouts(_line(origin="made in Vietnam, DC Reno 89502")).origin == "VN"


def _addresses() -> list[tuple[str, str]]:
    """(address without its country, country) of published lists, the same ones at every run."""
    found: dict[tuple[str, str], None] = {}
    with (SHARED / "ofac-sdn" / "add_2025-12-24.csv").open(encoding="utf-8", errors="replace") as file:
        for row in csv.reader(file):
            cells = [cell.strip() for cell in row[2:5]]
            if len(cells) > 2 and "-0-" not in cells:
                found[f"{cells[0]}, {cells[1]}", cells[2]] = None
    with (SHARED / "bis" / "bis_entity_list_2026-07-09.csv").open(encoding="utf-8") as file:
        for entry in csv.DictReader(file):
            country = entry["country"].split(",")[0].strip()
            address = re.split(r";|\(See", entry["address"])[0].strip(" .")
            found[re.sub(rf",?\s*{re.escape(country)}\.?$", "", address, flags=re.IGNORECASE), country] = None
    told = [(text, land) for text, land in found if "," in text and land and not OF_XINJIANG.search(text)]
    chinese = [one for one in told if one[1] == "China"][: HOW_MANY * 2 // 5]
    others = [one for one in told if one[1] != "China"]
    step = len(others) / (HOW_MANY - len(chinese))
    return [*chinese, *(others[int(at * step)] for at in range(HOW_MANY - len(chinese)))]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published lists are not beside the project")
@pytest.mark.parametrize("field", ["origin", "maker", "address"])
def test_of_five_thousand_listed_addresses_none_is_in_xinjiang_and_few_are_wrong(field: str) -> None:
    wrong = []
    for address, country in _addresses():
        found = whereabouts(_line(**{field: address}))
        assert not found.xinjiang and "CN-XJ" not in (found.country, found.origin), address
        code = found.country if field == "address" else found.origin
        told, true = code and code.split("-")[0], country_code(country)
        if told and true and told != true and {told, true} - {"CN", "HK", "MO", "TW"}:
            wrong.append((address, told))
    assert len(wrong) <= MOST_WRONG, wrong


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Shenzhen, Penang", ["CN", "MY"]),
        ("Korla, Penang", ["CN-XJ", "MY"]),
        ("Mexico, IN", ["MX", "IN"]),
        ("Valencia, Venezuela", ["VE"]),
        ("Niagara Falls NY", ["US"]),
        ("Neuhausen ob Eck", ["DE"]),
        ("", []),
    ],
)
def test_an_origin_cell_of_several_places_tells_each(cell: str, codes: list[str]) -> None:
    told = whereabouts(SupplierLine("S", 2, "Acme", origin=cell))
    assert [code for code, _ in told.origins] == codes


def test_a_place_of_xinjiang_beside_a_foreign_town_still_points_there() -> None:
    assert whereabouts(SupplierLine("S", 2, "Acme", origin="Urumqi, Istanbul")).xinjiang
