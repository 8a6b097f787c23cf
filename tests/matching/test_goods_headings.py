"""A class of goods that opens a line is the heading of those behind it."""

from __future__ import annotations

import pytest

from supplychain.matching.goods import GoodsMatcher


@pytest.fixture(scope="module")
def matcher() -> GoodsMatcher:
    return GoodsMatcher.bundled()


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("PPE: mask, gown, glove", {"textiles", "garments", "rubber_gloves"}),
        ("Consumables: syringe, gauze, scalpel", {"cotton", "textiles", "surgical_instruments"}),
        ("Ward 3: mask, gown, glove", {"textiles", "garments", "rubber_gloves"}),
        ("Beverages: coffee, tea, cocoa", {"coffee", "tea", "cocoa"}),
        ("Food - fish sticks", {"fish"}),
        ("Groceries: rice, tomato paste, tea", {"rice", "tomato", "tea"}),
        ("Lebensmittel: Reis", {"rice"}),
    ],
)
def test_every_good_under_a_heading_is_bought(matcher: GoodsMatcher, text: str, goods: set[str]) -> None:
    assert {c.concept for c in matcher.read(text).concepts if c.relation == "is"} == goods


@pytest.mark.parametrize("text", ["Repair: beds", "Food", "Groceries", "Dispenser - gloves"])
def test_a_class_a_service_or_a_thing_alone_buys_no_good(matcher: GoodsMatcher, text: str) -> None:
    assert not matcher.read(text).concepts


@pytest.mark.parametrize(
    "text",
    [
        "Товар для боротьби з COVID-19 Рукавиці гумові (ДК 021:2015 код 18420000-9 Аксесуари для одягу)",
        "Bienes para combatir COVID-19 guantes de nitrilo",
        "Aquisição de EPI para prevenção do coronavírus luvas",
    ],
)
def test_that_goods_are_for_fighting_an_epidemic_says_nothing_of_them(matcher: GoodsMatcher, text: str) -> None:
    assert {c.concept for c in matcher.read(text).concepts} == {"rubber_gloves"}
