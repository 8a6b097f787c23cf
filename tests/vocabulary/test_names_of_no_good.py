"""A word of a good in the name of another thing buys nothing; beside such a word the good itself is still bought."""

from __future__ import annotations

import pytest

from supplychain.matching.goods import GoodsMatcher
from supplychain.matching.goods_vocabulary import IS

MATCHER = GoodsMatcher.bundled()


def _bought(text: str) -> set[str]:
    return {concept.concept for concept in MATCHER.read(text).concepts if concept.relation == IS}


@pytest.mark.parametrize(
    "text",
    [
        "Surgical hammer or mallet caps",
        "Needle tray or holders",
        "Cap, device disinfectant",
        "Respirators filters",
        "Coffee tables books",
        "Chair leg of plastic",
        "Forceps washing racks",
        "Carpet beetles",
        "Cobalt therapy",
        "Copper hardware store",
        "Tooth saw, pneumatically powered",
    ],
)
def test_a_thing_named_after_a_good_is_none(text: str) -> None:
    assert _bought(text) == set()


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Surgical masks or disposable gowns", "textiles"),
        ("Tray and needle holders", "surgical_instruments"),
        ("Cap, nurse, disposable", "garments"),
        ("Isolation gowns bags", "garments"),
        ("Brazil nuts bags", "nuts"),
        ("FFP2 masks valve", "textiles"),
        ("Insulin pens", "pharma"),
        ("Chairs of plastic", "furniture"),
        ("Toy dog", "toys"),
        ("Sandals with uppers of plastic", "footwear"),
    ],
)
def test_a_good_beside_such_words_is_bought(text: str, good: str) -> None:
    assert good in _bought(text)
