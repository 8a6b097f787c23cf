"""A remark that names Xinjiang is told as pointing there, or as denying it; a doubtful denial points there."""

from __future__ import annotations

import pytest

from supplychain.text.places import excerpt, xinjiang_in_remark


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("cotton sourced from Xinjiang", "Xinjiang"),
        ("Shipped from Korla, made in China", "Korla"),
        ("Is it from Xinjiang?", "Xinjiang"),
        ("not only Xinjiang cotton", "Xinjiang"),
        ("no longer Xinjiang cotton", "Xinjiang"),
        ("Item No. 5 Xinjiang cotton", "Xinjiang"),
        ("Supplier cannot confirm that it is not from Xinjiang", "Xinjiang"),
        ("no proof that it is not Xinjiang cotton", "Xinjiang"),
        ("not tested, Xinjiang cotton", "Xinjiang"),
        ("Not from the Urumqi plant but from the Korla one", "Korla"),
        ("Our office is in Shanghai. Plant in Aksu, China.", "Aksu"),
        ("新疆棉", "新疆"),
        ("хлопок из Синьцзяна", "Синьцзяна"),
        ("bawełna z Sinciangu", "Sinciangu"),
    ],
)
def test_a_remark_points_to_xinjiang(text: str, words: str) -> None:
    assert [one.words for one in xinjiang_in_remark(text) if not one.denied] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Not from Xinjiang",
        "no Xinjiang cotton used",
        "Xinjiang-free cotton",
        "Xinjiang cotton: none",
        "Xinjiang cotton not used",
        "Supplier certifies no cotton, polysilicon or tomatoes from Xinjiang",
        "goods free of Xinjiang content",
        "no goods from Xinjiang or Turkmenistan accepted",
        "not from Kashgar or Xinjiang",
        "Keine Baumwolle aus Xinjiang",
        "sans coton du Xinjiang",
        "algodón no procede de Xinjiang",
        "não provém de Xinjiang",
        "без хлопка из Синьцзяна",
        "不含新疆棉",
        "新疆綿は使用していません",
    ],
)
def test_a_plain_denial_is_told_as_one(text: str) -> None:
    assert [one.denied for one in xinjiang_in_remark(text)] == [True]


@pytest.mark.parametrize("text", ["PO 831205 delivered", "origin China per COO 834512", "gauze, lot 841000", ""])
def test_an_order_number_is_no_postcode_of_xinjiang(text: str) -> None:
    assert xinjiang_in_remark(text, "CN") == ()


def test_a_remark_of_many_pages_is_told_by_what_stands_around_the_words() -> None:
    text = "Prices were renewed in May. " * 1_000 + "The mill lies in Korla, Xinjiang. " + "See the mail. " * 1_000
    told = xinjiang_in_remark(text)[0].said
    assert "Korla, Xinjiang" in told
    assert len(told) < 200
    assert excerpt("made  in\nChina", "China") == "made in China"
