"""Every name of Xinjiang's places is known, in every script, and its false friends are not taken for it."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from supplychain.text.places import country_code, xinjiang_in

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "lists"

HAN_COUNTIES = (
    "乌鲁木齐市天山区 乌鲁木齐市沙依巴克区 乌鲁木齐市米东区 克拉玛依市独山子区 吐鲁番市高昌区 鄯善县 托克逊县 哈密市伊州区 巴里坤哈萨克自治县 伊吾县 "
    "昌吉市 阜康市 呼图壁县 玛纳斯县 奇台县 吉木萨尔县 木垒哈萨克自治县 博乐市 阿拉山口市 精河县 温泉县 库尔勒市 轮台县 尉犁县 若羌县 且末县 "
    "焉耆回族自治县 和静县 和硕县 博湖县 阿克苏市 库车市 温宿县 沙雅县 新和县 拜城县 乌什县 阿瓦提县 柯坪县 阿图什市 阿克陶县 阿合奇县 乌恰县 "
    "喀什市 疏附县 疏勒县 英吉沙县 泽普县 莎车县 叶城县 麦盖提县 岳普湖县 伽师县 巴楚县 塔什库尔干塔吉克自治县 和田市 和田县 墨玉县 皮山县 "
    "洛浦县 策勒县 于田县 民丰县 伊宁市 奎屯市 霍尔果斯市 伊宁县 察布查尔锡伯自治县 霍城县 巩留县 新源县 昭苏县 特克斯县 尼勒克县 塔城市 "
    "乌苏市 沙湾市 额敏县 托里县 裕民县 和布克赛尔蒙古自治县 阿勒泰市 布尔津县 富蕴县 福海县 哈巴河县 青河县 吉木乃县 石河子市 阿拉尔市 "
    "图木舒克市 五家渠市 北屯市 铁门关市 双河市 可克达拉市 昆玉市 胡杨河市 新星市 白杨市"
)


@pytest.mark.parametrize("county", HAN_COUNTIES.split())
def test_every_county_and_city_is_known_in_han(county: str) -> None:
    assert xinjiang_in(f"{county}人民路12号") is not None


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("5 Beijing Road, Urumqi", None),
        ("Ürümchi, Shinjang", None),
        ("Wulumuqi Shi", None),
        ("No. 3 Renmin Rd, Kashi City", "CN"),
        ("Hetian City, China", None),
        ("Aksu Prefecture, PRC", None),
        ("Ku'erle, China", None),
        ("Lop County Hair Product Industrial Park", None),
        ("Karakax County, Hotan", None),
        ("Yarkant", "CN"),
        ("Altay City, China", None),
        ("Yiwu County, Hami", "CN"),
        ("XPCC 8th Division", None),
        ("兵团第八师142团", None),
        ("Eighth Division, Regiment 150", "CN"),
        ("Xingfu Road, 830011, China", None),
        ("Xinjiang Zhongtai Chemical", "US"),
        ("新疆大全新能源股份有限公司", None),
        ("Peyzawat nahiyisi, Qeshqer", None),
        ("Alaer Shi 843300", None),
        ("Awati Xian", None),
        ("Aksu Textile City 843000", None),
        ("223 Regiment, Second Division, Yanqi", None),
        ("Keping (Kalpin) County", None),
        ("Fukang City, Ganquanbao", None),
        ("淖毛湖镇煤化工园区", None),
        ("ئۈرۈمچى", None),
        ("우루무치", None),
        ("カシュガル", None),
        ("Кульджа", None),
        ("Ouroumtchi, Chine", None),
    ],
)
def test_a_place_of_xinjiang_is_found_in_every_spelling(text: str, country: str | None) -> None:
    assert xinjiang_in(text, country)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Gorno-Altaysk, Altai Republic", "RU"),
        ("Altay", None),
        ("Aksu, Antalya, Turkey", None),
        ("Aksu, Pavlodar", "KZ"),
        ("ILI", None),
        ("Hami melon, fresh", "CN"),
        ("Kashi GoLean cereal", None),
        ("Yili dairy, Hohhot", "CN"),
        ("1 Xinjiang Road, Huangpu, Shanghai", "CN"),
        ("上海市乌鲁木齐中路12号", "CN"),
        ("青岛市新疆路8号", "CN"),
        ("北京市新疆大厦", "CN"),
        ("Xinjiang County, Yuncheng, Shanxi, China", None),
        ("Yiwu City, Zhejiang, China", None),
        ("Yutian County, Tangshan, Hebei, China", None),
        ("Baicheng City, Jilin, China", None),
        ("Shawan Town, Panyu, Guangzhou", "CN"),
        ("Ranchi 834001, Jharkhand", "IN"),
        ("Khorgos", "KZ"),
        ("Bandra Kurla Complex, Mumbai", "IN"),
        ("Turpan Restaurant, London", "GB"),
        ("East Turkestan restaurant, Istanbul", "TR"),
        ("新疆餐厅 深圳市福田区", None),
        ("广州新疆商会大厦", None),
        ("Korla Pear Store, Guangzhou", "CN"),
        ("842001 Muzaffarpur, Bihar", None),
        ("101st Regiment, Fort Campbell, KY", None),
    ],
)
def test_a_false_friend_of_xinjiang_is_left_alone(text: str, country: str | None) -> None:
    assert xinjiang_in(text, country) is None


@pytest.mark.skipif(not (SHARED / "ofac-sdn").is_dir(), reason="the public lists do not lie beside the project")
def test_no_address_outside_china_is_taken_for_xinjiang() -> None:
    with (SHARED / "ofac-sdn" / "add_2025-12-24.csv").open(encoding="utf-8", errors="replace") as rows:
        addresses = [(", ".join(row[2:4]), row[4].strip()) for row in csv.reader(rows) if len(row) > 4]
    abroad = [(text, code) for text, name in addresses if (code := country_code(name)) and code != "CN"]
    assert len(abroad) > 5000
    assert [text for text, code in abroad if xinjiang_in(text, code)] == []


def test_a_cell_that_repeats_one_name_costs_time_in_step_with_its_length() -> None:
    def cost(count: int) -> float:
        start = time.process_time()
        xinjiang_in("Manas, " * count)
        return time.process_time() - start

    # Four times the names; the square would be 16 times. The best of three: the garbage collector may fall into one.
    many, few = (min(cost(count + more) for more in range(3)) for count in (8_000, 2_000))
    assert many < 16 * max(few, 0.01)


@pytest.mark.parametrize(
    "address",
    [
        "Kaşgar Sok. 3, Ümraniye, İstanbul",
        "Urumçi Cad. 5, Çankaya, Ankara",
        "Changji Town, Yongji, Jilin",
        "Shihezi Village, Fengtai, Huainan",
        "疏勒河 甘肃省瓜州县",
    ],
)
def test_streets_abroad_villages_of_other_provinces_and_a_river_are_not_xinjiang(address: str) -> None:
    assert xinjiang_in(address) is None
    assert xinjiang_in("Tumshuk City, Yongxing Road 3") == "Tumshuk"


@pytest.mark.parametrize(
    "address",
    [
        "XinjiangWeiwuerZizhiqu KashiDiqu YechengXian",
        "KuerleShi JingjiJishuKaifaqu",
        "wulumuqishi shuimogouqu",
        "Hetiandiqu Pishanxian",
        "巴音郭楞蒙古自治州库尔勒经济技术开发区",
        "Nong Ba Shi 149 Tuan",
        "Regiment 125, Seventh Division",
        "Hetian City, Beijing Industrial Park, China",
        "Kashgar, Chinese Turkestan",
        "уезд Лопу, округ Хотан",
        "شينجيانغ، أورومتشي",
    ],
)
def test_joined_names_regiments_parks_and_old_spellings_are_xinjiang(address: str) -> None:
    assert xinjiang_in(address) is not None


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("黑龙江生产建设兵团第三师", None),
        ("内蒙古生产建设兵团旧址, 临河区", "CN"),
        ("Inner Mongolia Production and Construction Corps, Baotou", "CN"),
        ("北京市海淀区三里河路新疆维吾尔自治区人民政府驻北京办事处", "CN"),
        ("人民大会堂新疆厅, 北京市西城区", "CN"),
        ("Xinjiang Halal Noodle House, 108 Wardour St, London W1", "GB"),
        ("Silk Road Xinjiang Cuisine, 12 Main St, Flushing, NY 11355", "US"),
        ("Xinjiang County", "CN"),
        ("Xinjiang Town, Huilai", "CN"),
        ("Hotan Nagar, Jodhpur Road, Pali", None),
        ("库尔勒香梨专卖, 北京市丰台区", "CN"),
        ("新疆维吾尔医诊所, 长沙市", "CN"),
        ("125th Regiment, Fort Riley, Kansas", "US"),
    ],
)
def test_corps_halls_offices_and_kitchens_elsewhere_are_not_xinjiang(address: str, country: str | None) -> None:
    assert xinjiang_in(address, country) is None
