"""A product text or a maker's site tells where goods are made, and words that only look like places do not."""

from __future__ import annotations

import pytest
from told_places import origin, site

from supplychain.text.place_tables import read_table


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nitrile exam gloves, made in Malaysia", "MY"),
        ("Product of Mexico, tomatoes, diced", "MX"),
        ("Gauze 4x4 origin: China", "CN"),
        ("Forceps mfg in Pakistan", "PK"),
        ("COO: CN isolation gown", "CN"),
        ("batas quirúrgicas hecho en México", "MX"),
        ("Masque fabriqué en Chine", "CN"),
        ("Hergestellt in Deutschland", "DE"),
        ("Сделано в Китае", "CN"),
        ("口罩 中国制造", "CN"),
        ("手套 产地:马来西亚", "MY"),
        ("日本製 マスク", "JP"),
        ("gloves, Malaysia", "MY"),
        ("Gloves (Thailand) 100/bx", "TH"),
        ("towels from Pakistan", "PK"),
        ("Malaysian nitrile gloves", "MY"),
        ("Chinese-made masks", "CN"),
        ("made in Sialkot", "PK"),
        ("Designed in USA. Made in China", "CN"),
        ("Xinjiang cotton swabs", "CN-XJ"),
        ("New Mexico green beans", "US"),
        ("Käsineet, alkuperämaa Malesia", "MY"),
        ("Kirurška maska, država porekla Kitajska", "CN"),
        ("Mănuși nitril, țara de origine: Malaezia", "MY"),
        ("Mascherine prodotte in Cina", "CN"),
        ("Made in Malyasia gloves", "MY"),
        ("Surgical scissors - Pakistani make", "PK"),
        ("Sialkot surgical instruments set", "PK"),
        ("Mask 3-ply earloop CN origin", "CN"),
        ("Surgical mask type IIR mfr country CN", "CN"),
        ("Paracetamol 500mg tabs, mfd by Cipla, Goa", "IN"),
        ("RBD palm oil, Indonesian", "ID"),
        ("Efavirenz 600mg, Mfd by: Strides Arcolab, Bangalore", "IN"),
        ("Metformin, Mfr: Zhejiang Huahai, Linhai, Zhejiang", "CN"),
        ("Condoms; manufacturing site: Karex, Pontian, Johor", "MY"),
        ("Latex glove by Kossan Rubber Industries, Klang", "MY"),
        ("Vitamin C API, CSPC, Shijiazhuang", "CN"),
        ("Gloves. Manufacturer: WRP, Sepang, Malaysia. EC REP: Medpath GmbH, Munich, Germany", "MY"),
        ("Gaza jałowa, wyprodukowano w Chinach", "CN"),
        ("Rukavice, vyrobeno v Číně", "CN"),
        ("Bande de crêpe, fabrication tunisienne", "TN"),
        ("Compressa de gaze - Indústria Brasileira", "BR"),
        ("Nadelhalter, aus pakistanischer Fertigung", "PK"),
        ("Cotton from Tajikstan", "TJ"),
        ("Rukavice, země původu: Severní Korea", "KP"),
        ("Luvas, fabricado em França", "FR"),
        ("口罩 刚果（金）制造", "CD"),
        ("ถุงมือยาง ผลิตในประเทศไทย", "TH"),
        ("Mask COO AO", "AO"),
        ("Mask, Origin: NGA", "NG"),
        ("Găng tay, xuất xứ: Nga", "RU"),
        ("Ghế, xuất xứ: Áo", "AT"),
        ("Pima cotton, Peruvian, sheets", "PE"),
    ],
)
def test_a_product_text_gives_the_origin_it_states(text: str, code: str) -> None:
    assert origin(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "Indian ink 30 ml",
        "Plaster of Paris bandage",
        "CUP, CHINA, WHITE",
        "Turkey breast, sliced",
        "Brazil nuts",
        "Jordan almonds",
        "Green chili, diced",
        "Guinea pig antiserum",
        "Cuban heel clog",
        "Swiss roll",
        "Jersey knit sheet",
        "Cologne spray",
        "Foley catheter 16 French",
        "Congo red stain",
        "Power cord, UK plug",
        "Not made with natural rubber latex",
        "Not made in China",
        "Shipped from China warehouse",
        "Distributed by Acme Ltd, UK",
        "Gloves nitrile M. Importer: Medico, Germany",
        "Balsam of Peru",
        "Norway lobster tails",
        "Gown (MD) blue",
        "Gloves PK/10",
        "Gauze sponge 4x4",
        "",
        "Gloves nitrile, EC REP Obelis s.a., Brussels, Belgium",
        "UKRP: Advena Ltd, Warwick UK - surgical gown",
        "Gloves shipped from Dallas, USA warehouse",
        "AC adapter EU/UK/AU plugs",
        "Label set English/Spanish/French",
        "Language line interpretation - Vietnamese",
        "Road map of Germany",
        "Panama Canal toll",
        "Foley latex catheter 16 French",
        "Spanish rice seasoning mix",
    ],
)
def test_a_word_that_is_no_place_gives_no_origin(text: str) -> None:
    assert origin(text) is None


@pytest.mark.parametrize(
    ("maker", "code"),
    [
        ("Aurobindo Unit III, India", "IN"),
        ("Hetero Unit III Hyderabad IN", "IN"),
        ("MSD, Haarlem, NL", "NL"),
        ("Roche Basel", "CH"),
        ("Inverness Japan", "JP"),
        ("Glove Works (Thailand) Ltd", "TH"),
        ("GSK Mississauga (Canada)", "CA"),
        ("Xinjiang Cotton Mill", "CN-XJ"),
        ("Shijiazhuang Hongray Group", "CN"),
        ("Gilead(Nycomed) Oranienburg DE", "DE"),
        ("Medline plant, Mundelein IL", "US"),
        ("TZMO Toruń", "PL"),
        ("Medopharm Malur Factory", "IN"),
        ("BMS, Meymac", "FR"),
        ("Paul Hartmann AG, Heidenheim", "DE"),
        ("Hospira, Rocky Mount, NC", "US"),
        ("Acme, 12 Oak St, Lebanon, NH 03766", "US"),
        ("Zimmer, 345 E Main St, Warsaw, Indiana 46580", "US"),
        ("Kossan, Lot 782, Jalan Sungai Putus, 42100 Klang", "MY"),
        ("振德医疗, 浙江省绍兴市越城区皋埠街道香积路55号", "CN"),
        ("Sandoz Kundl", "AT"),
        ("Novo Nordisk Kalundborg", "DK"),
        ("Standard Diagnostics, Yongin-si", "KR"),
        ("Emcure, Hinjewadi Pune", "IN"),
    ],
)
def test_a_maker_text_gives_the_site_it_states(maker: str, code: str) -> None:
    assert site(maker) == code


@pytest.mark.parametrize(
    "maker",
    [
        "Abraham Lincoln",
        "Premier Medical Corporation",
        "Turkey Hill",
        "American Surgical",
        "Georgia-Pacific",
        "Acme, Mercury",
        "Karl Storz",
        "Smith & Nephew",
        "Paul Hartmann",
        "",
    ],
)
def test_a_maker_text_without_a_site_gives_no_origin(maker: str) -> None:
    assert site(maker) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nitrile gloves supplied in boxes of 100, China", "CN"),
        ("Gloves. Distributor: Medline, USA. China", "CN"),
        ("Mask, vendor item 12 (China)", "CN"),
        ("Gloves (imported by Acme Inc. USA), Malaysia", "MY"),
        ("Gloves distributed by Medline Inc. USA", None),
        ("Mask, sold in China", None),
    ],
)
def test_words_of_packing_and_handling_hide_no_country_beside_them(text: str, code: str | None) -> None:
    assert origin(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("THIS GOWN IS MADE OF COTTON, CHINA", "CN"),
        ("GLOVES ARE MADE OF LATEX", None),
        ("NO ORIGIN STATED", None),
        ("PU MADE GLOVE, CN ORIGIN", "CN"),
        ("CN origin gloves", "CN"),
    ],
)
def test_an_english_word_in_capitals_is_no_country_code(text: str, code: str | None) -> None:
    assert origin(text) == code


@pytest.mark.parametrize(
    "said",
    [
        "dist. by McKesson, Irving TX",
        "supplied from our UK warehouse",
        "ex UK stock",
        "stocked in Germany",
        "authorised dealer in Kenya",
        "sole agent for Lifeline in UAE",
        "contact: Singapore office",
        "warranty repair in USA",
    ],
)
def test_where_goods_are_sold_kept_or_repaired_is_no_origin(said: str) -> None:
    assert origin(f"Nitrile gloves, {said}") is None
    assert origin(f"Nitrile gloves made in Malaysia, {said}") == "MY"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Gloves, Thai origin, Singapore", "TH"),
        ("Gauze, Sialkot origin, Houston", "PK"),
        ("Towels, Pakistan origin - Houston", "PK"),
        ("Cobalt powder, D.R. Congo origin", "CD"),
        ("Gloves, U.K. origin", "GB"),
        ("Gloves S, Malaysia country of origin, Houston", "MY"),
        ("Gloves, maker Japan, origin: China", "CN"),
        ("Gloves. Vendor in Germany. Country of origin per carton: Malaysia", "MY"),
        ("Gloves, origin, China", "CN"),
    ],
)
def test_the_place_right_before_origin_is_the_origin_and_what_a_comma_parts_from_it_is_none(
    text: str, code: str
) -> None:
    assert origin(text) == code


@pytest.mark.parametrize(
    "text", ["Gloves, non-China origin", "Gloves, not of Chinese origin", "Gloves not China origin, Reno"]
)
def test_a_denied_place_before_origin_is_none(text: str) -> None:
    assert origin(text) is None


def test_every_name_and_people_of_a_country_before_origin_is_read() -> None:
    rows = [row for row in read_table("countries.csv") if row[3] in ("name", "demonym")]
    assert [row[:2] for row in rows if origin(f"{row[1]} origin, Houston") != row[0]] == []


def test_the_gauge_of_a_catheter_is_no_people() -> None:
    assert origin("Catheter Foley 18 French 30cc latex free") is None
    assert origin("French latex gloves") == "FR"
