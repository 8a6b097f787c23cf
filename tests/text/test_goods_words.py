"""How words of a goods description are made comparable."""

from __future__ import annotations

import pytest

from supplychain.text.goods import DOSE, HARD, JOIN, SOFT, fold, pieces, stem


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Händedesinfektion", "handedesinfektion"), ("Łóżko", "lozko"), ("GRÖẞE", "grosse"), ("手套", "手套")],
)
def test_letters_are_folded_to_plain_lower_case(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("gloves", "glove"), ("dressings", "dressing"), ("bodies", "body"), ("brushes", "brush"), ("boxes", "box"),
        ("tomatoes", "tomato"), ("shoes", "shoe"), ("guantes", "guante"), ("glass", "glass"), ("gas", "gas"),
    ],
)  # fmt: skip
def test_a_plural_ending_is_taken_off(plural: str, singular: str) -> None:
    assert stem(plural) == singular


def test_a_line_is_cut_into_words_breaks_and_strengths() -> None:
    assert pieces("Efavirenz 600mg, tablets; gloves/masks") == [
        "efavirenz", DOSE, SOFT, "tablets", HARD, "gloves", JOIN, "masks",
    ]  # fmt: skip


def test_numbers_alone_are_dropped_and_words_with_digits_stay() -> None:
    assert pieces("FFP2 mask 1000 pcs") == ["ffp2", "mask", "pcs"]
