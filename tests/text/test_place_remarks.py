"""A remark states an origin by a word of making or by a place alone, and none where goods are sent or stored."""

from __future__ import annotations

import pytest

from supplychain.text.places import origin_in_remark


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
    ],
)
def test_an_origin_is_read_from_a_remark(text: str, code: str) -> None:
    assert origin_in_remark(text) == code


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
        "",
    ],
)
def test_where_goods_go_or_lie_is_no_origin(text: str) -> None:
    assert origin_in_remark(text) is None
