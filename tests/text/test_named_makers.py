"""Makers that a text about goods names."""

from __future__ import annotations

import time

import pytest

from supplychain.text.named_makers import makers_named


@pytest.mark.parametrize(
    ("text", "maker"),
    [
        ("Silicon sealant - Mfr: Hoshine Silicon Industry Co., Ltd, China", "Hoshine Silicon Industry Co., Ltd"),
        ("Gloves, manufactured by Ninestar Corporation", "Ninestar Corporation"),
        ("Gloves Mfr Top Glove Sdn Bhd, Klang, Selangor", "Top Glove Sdn Bhd"),
        ("GLOVE EXAM NITRILE MFG:HARTALEGA NGC SDN BHD PK100", "HARTALEGA NGC SDN BHD"),
        ("gown, mfr: top glove sdn bhd", "top glove sdn bhd"),
        ("Gloves (Manufacturer: Brightway Holdings) 100/bx", "Brightway Holdings"),
        ("Made in Malaysia by Brightway Glove, powder free", "Brightway Glove"),
        ("Make: Case Medical; model X", "Case Medical"),
        ("Manufacturer Name: Junggar Cotton and Linen Co., Ltd. Lot 55", "Junggar Cotton and Linen Co., Ltd."),
        ("Producent: Mercator Medical S.A., Polska", "Mercator Medical S.A"),
        ("Hersteller: B. Braun Melsungen AG, Melsungen", "B. Braun Melsungen AG"),
        ("Guantes, fabricados. Fabricante: Top Glove, México", "Top Glove"),
        ("Gants fabriqués en Malaisie ; fabricant : Supermax", "Supermax"),
        ("Перчатки, изготовитель: ООО Ромашка, Москва", "ООО Ромашка"),
        ('Sealant, mfr: "Hoshine Silicon"', "Hoshine Silicon"),
        ("Sealant (mfr: [Hoshine Silicon])", "Hoshine Silicon"),
        ("Gloves, manufacturer - Top Glove Corporation Bhd", "Top Glove Corporation Bhd"),
        ("Manufacturer's name & address (OEM): Top Glove, Lot 4969", "Top Glove"),
        ("Manufacturer (OEM): Top Glove", "Top Glove"),
        ("Sealant made by the Hoshine Silicon Industry", "Hoshine Silicon Industry"),
        ("Made in China, by Hoshine Silicon", "Hoshine Silicon"),
        ("Gloves manufactured for Medline by Top Glove", "Top Glove"),
        ("Gloves manufactured and packed by Top Glove", "Top Glove"),
        ("Guantes, fabricado en China por Hoshine", "Hoshine"),
        ("Handschuhe, hergestellt in China von Hoshine", "Hoshine"),
        ("Rękawice wyprodukowane w Chinach przez Hoshine", "Hoshine"),
        ("Handschuhe, Hersteller Hoshine Silicon", "Hoshine Silicon"),
        ("Перчатки производства ООО Ромашка", "ООО Ромашка"),
        ("手袋 製造元 東レ株式会社", "東レ株式会社"),
        ("Cotton, made by Xinjiang Production and Construction Corps", "Xinjiang Production and Construction Corps"),
        ("Wigs, mfr: Lop County No. 4 Vocation School", "Lop County No. 4 Vocation School"),
        ("Gloves, mfr: Top Glove No. 12 blue", "Top Glove"),
        (
            "Sealant, mfr: Hoshine Silicon Industry (Shanshan) Co., Ltd (China)",
            "Hoshine Silicon Industry (Shanshan) Co., Ltd",
        ),
        ("Gloves, mfr: Acme (Malaysia) Sdn Bhd", "Acme (Malaysia) Sdn Bhd"),
        ("Mfr: Aluminum Corporation of China", "Aluminum Corporation of China"),
        ("Mfr:Hoshine;Origin:China", "Hoshine"),
        ("丁腈手套生产商：新疆合盛硅业有限公司，产地：新疆", "新疆合盛硅业有限公司"),
    ],
)
def test_a_word_of_making_announces_the_makers_name(text: str, maker: str) -> None:
    assert makers_named(text) == (maker,)


@pytest.mark.parametrize(
    "text",
    [
        "Mat made by hand in India",
        "MFR: UNKNOWN",
        "Mfr: China",
        "Mfr part no: 12345",
        "manufacturer's warranty 2 years",
        "Manufacturer Warranty Extended",
        "Top Glove tarafından üretilen Nitril Eldiven",
        "Insulin produced by recombinant DNA",
        "Water heater; make or equal",
        "",
    ],
)
def test_no_name_is_read_where_none_is_announced(text: str) -> None:
    assert makers_named(text) == ()


def test_every_maker_of_a_kit_is_named_once() -> None:
    text = "Kit: gloves (mfr: Acme Inc.), gown (mfr: Berta GmbH), tape (mfr: Acme Inc.)"
    assert makers_named(text) == ("Acme Inc.", "Berta GmbH")


@pytest.mark.parametrize("cue", ["made in", "made by", "manufacturer", "manufacturer is", "mfr"])
def test_a_cell_of_blanks_behind_a_word_of_making_is_read_at_once(cue: str) -> None:
    began = time.process_time()
    assert makers_named(f"{cue}{' ' * 20_000}: x") in ((), ("x",))
    assert time.process_time() - began < 1
