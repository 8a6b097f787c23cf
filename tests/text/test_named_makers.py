"""Makers that a text about goods names."""

from __future__ import annotations

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
