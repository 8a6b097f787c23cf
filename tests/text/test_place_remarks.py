"""A remark states an origin by a word of making or by a place alone, and none where goods are sent or stored, where
somebody is met, or where it only wishes, asks, compares or denies."""

from __future__ import annotations

import pytest

from supplychain.text.places import origin_in_remark, origins_in_remark


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Fabriqué en Chine", "CN"),
        ("Melsungen, Allemagne", "DE"),
        ("India, Pondicherry", "IN"),
        ("Malezya malı", "MY"),
        ("Werk Blaubeuren", "DE"),
        ("vervaardigd in Thailand, via haven Rotterdam", "TH"),
        ("Cut & sewn: Port-au-Prince", "HT"),
        ("страна происхождения: Россия", "RU"),
        ("Batch No. Made in China", "CN"),
        ("Sterile: no. Made in China", "CN"),
        ("Shipped from Korla, made in China", "CN"),
        ("Distributed by Medline, made by Hartalega, Malaysia", "MY"),
        ("Must be made in USA, currently China", "CN"),
        ("Should be EU origin but is made in China", "CN"),
        ("unlike the Chinese one this one is from Germany", "DE"),
        ("Please note: made in China", "CN"),
        ("Not made in China. Made in Vietnam.", "VN"),
        ("Fabricado no Brasil - Manaus/AM", "BR"),
        ("made in China, ok?", "CN"),
        ("made in China, not in Kashgar", "CN"),
        ("Herstellungsland: Deutschland; Ansprechpartner Frau Vogel, Zürich", "DE"),
        ("日本製、大阪倉庫に納品", "JP"),
        ("importé de Chine par Medisur, Marseille", "CN"),
        ("We asked for US made but got Chinese made goods", "CN"),
        ("Rep confirmed on call 3/12: all lots out of the Suzhou factory", "CN"),
    ],
)
def test_an_origin_is_read_from_a_remark(text: str, code: str) -> None:
    found = origin_in_remark(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "text",
    [
        "livraison Hôpital de Rouen",
        "entregar en almacén de Toledo",
        "г. Казань склад",
        "送货至浦东",
        "Ship to Cairo GA",
        "stock ex Mombasa port",
        "call the office in Ireland on Monday",
        "see Bob in Austin TX",
        "email from Germany office",
        "rep visiting from Ireland next week",
        "",
    ],
)
def test_where_goods_go_or_lie_or_somebody_sits_is_no_origin(text: str) -> None:
    assert origin_in_remark(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "must be made in USA",
        "should be of EU origin",
        "If possible, made in USA",
        "We want US made only",
        "soll in Deutschland hergestellt sein",
        "doit être fabriqué en France",
        "debe ser fabricado en México",
        "deve ser fabricado no Brasil",
        "dovrebbe essere prodotto in Italia",
        "должно быть сделано в России",
        "必须是中国制造",
    ],
)
def test_a_wish_or_a_demand_is_no_origin(text: str) -> None:
    assert origin_in_remark(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "is this made in China?",
        "ask supplier whether made in China",
        "ist das in China hergestellt?",
        "unlike Made in China item",
        "competitor's item is made in Malaysia",
        "anders als das in China hergestellte Modell",
        "contrairement au modèle fabriqué en Chine",
        "a diferencia del fabricado en China",
        "这是中国制造的吗？",
    ],
)
def test_a_question_or_a_comparison_is_no_origin(text: str) -> None:
    assert origin_in_remark(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Not from Xinjiang",
        "no Xinjiang cotton used",
        "Xinjiang-free cotton",
        "Origin: not China",
        "not from Urumqi or India",
    ],
)
def test_a_denied_place_is_no_origin(text: str) -> None:
    assert origin_in_remark(text) is None


def test_a_long_remark_is_read_sentence_by_sentence() -> None:
    text = "The price list was renewed and the contact changed. " * 20 + "Gloves are made in Malaysia. See Bob in Ohio."
    assert [one.code for one in origins_in_remark(text)] == ["MY"]


def test_every_place_of_making_and_of_materials_is_told_the_origin_first() -> None:
    assert [one.code for one in origins_in_remark("cotton from Turkmenistan, sewn in Turkey")] == ["TR", "TM"]
    assert [one.code for one in origins_in_remark("China / Malaysia")] == ["CN", "MY"]


def test_under_a_header_of_delivery_a_bare_place_is_none() -> None:
    assert origin_in_remark("Lyon", "Delivery remarks") is None
    found = origin_in_remark("fabriqué à Lyon", "Delivery remarks")
    assert found is not None
    assert found.code == "FR"
