"""A firm, park or house called after Xinjiang is none of its places where a whole address elsewhere follows; a site in
Xinjiang with an office elsewhere stays one."""

from __future__ import annotations

import pytest

from supplychain.text.places import xinjiang_in


@pytest.mark.parametrize(
    "text",
    [
        "Hotan Trading, Nanyang Road, Zhengzhou, Henan",
        "Bohu Industrial Park, Hefei, Anhui",
        "Xin Jiang Plastic Factory, Shunde, Foshan, Guangdong",
        "Kashgar Garment Co Ltd, No. 88 Renmin Road, Hefei, Anhui 230001",
        "Turpan Plaza, Nanjing Road 5, Wuhan, Hubei",
        "Hotel Artux, Shunde, Foshan, Guangdong",
        "湖南省长沙市望城区喀什咖啡楼上",
        "河南省郑州市南阳路5号和田贸易有限公司",
    ],
)
def test_a_name_on_a_firm_or_house_in_another_province_is_no_place(text: str) -> None:
    assert xinjiang_in(text) is None
    assert xinjiang_in(text, "CN") is None


@pytest.mark.parametrize(
    "text",
    [
        "Xinjiang Xuelian Co., Urumqi; office Shanghai",
        "Xinjiang Xuelian Co., Ltd., Nanjing Road 5, Huangpu, Shanghai",
        "Hotan Textile Factory; HQ: 5 Nanjing Road, Shanghai",
        "Aksu Industrial Park, Wensu County; sales office Guangzhou, Guangdong",
        "Hotan Trading, Zhengzhou",
        "Kashgar Shenzhen Industrial Park, Kashgar",
        "Yining Garment Factory, Yining, Ili (Shanghai office)",
        "新疆和田地区洛浦县北京工业园区和田浩林发饰品有限公司",
        "山东省对口支援喀什地区疏附县工业园",
    ],
)
def test_a_site_in_xinjiang_with_an_office_elsewhere_is_found(text: str) -> None:
    assert xinjiang_in(text) is not None


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Xinjiang Garden, Main Street, Flushing, NY 11355", "US"),
        ("Hotel Xinjiang, London E1 1DU", "GB"),
        ("Xinjiang Export Plaza, Tashkent 100011", "UZ"),
    ],
)
def test_a_house_abroad_that_bears_the_regions_name_is_no_place(text: str, country: str) -> None:
    assert xinjiang_in(text, country) is None
