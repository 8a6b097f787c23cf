"""Lines that hold a word of another trade, a pack or a use beside a good, and buy the good all the same."""

from __future__ import annotations

import pytest

from supplychain.matching.goods import GoodsMatcher


@pytest.fixture(scope="module")
def matcher() -> GoodsMatcher:
    return GoodsMatcher.bundled()


def named(matcher: GoodsMatcher, text: str) -> set[str]:
    return {c.concept for c in matcher.read(text).concepts if c.relation == "is"}


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Engine driver uniforms", "garments"),
        ("Gas lift office chairs", "furniture"),
        ("Water resistant jackets", "garments"),
        ("Light grey office chair", "furniture"),
        ("Operating table retractors", "surgical_instruments"),
        ("Bile duct forceps", "surgical_instruments"),
        ("Fire retardant curtains", "textiles"),
        ("Ground beef", "beef_cattle"),
    ],
)
def test_a_word_of_another_trade_takes_a_good_only_right_before_its_bare_name(
    matcher: GoodsMatcher, text: str, good: str
) -> None:
    assert good in named(matcher, text)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Ceftriaxone vial", "pharma"),
        ("Hydrocortisone cream tubes", "pharma"),
        ("Insulin pens", "pharma"),
        ("Ampoules de morphine", "pharma"),
        ("Gauze strips", "cotton"),
        ("Reagent cartridges", "chemicals"),
        ("Rice 25 kg bags", "rice"),
        ("Salbe Tube", "pharma"),
    ],
)
def test_a_good_in_its_shape_or_pack_is_bought(matcher: GoodsMatcher, text: str, good: str) -> None:
    assert good in named(matcher, text)


@pytest.mark.parametrize("text", ["Cocoa pod breakers", "Medicine bottles", "Tablet crushers"])
def test_a_machine_or_an_empty_bottle_after_a_good_is_none(matcher: GoodsMatcher, text: str) -> None:
    assert named(matcher, text) == set()


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("Gloves box", {"rubber_gloves"}),
        ("Gloves powder free size M", {"rubber_gloves"}),
        ("FFP2 masks valve", {"textiles"}),
        ("Scissors racks", set()),
        ("Glove box", set()),
    ],
)
def test_a_plural_before_a_thing_is_bought(matcher: GoodsMatcher, text: str, goods: set[str]) -> None:
    assert named(matcher, text) == goods


@pytest.mark.parametrize(
    "text",
    [
        "Design, supply and installation of hospital beds",
        "Delivery and installation of office furniture",
        "Suministro, instalación y mantenimiento de camas hospitalarias",
        "Dostawa, montaż i serwis łóżek szpitalnych",
    ],
)
def test_a_supply_with_fitting_and_upkeep_is_bought(matcher: GoodsMatcher, text: str) -> None:
    assert "furniture" in named(matcher, text)


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("Scissors and disposable gloves", {"surgical_instruments", "rubber_gloves"}),
        ("Gloves and plastic aprons", {"rubber_gloves"}),
        ("Nitrile gloves in plastic bag", {"rubber_gloves"}),
        ("Surgical masks and eye protection", {"textiles"}),
        ("Surgical mask with eye shield", {"textiles"}),
        ("Disinfectant for dialysis machine", {"chemicals"}),
        ("Coffee beans for machine", {"coffee"}),
        ("Gloves for staff and gowns for patients", {"rubber_gloves", "garments"}),
        ("Mask, gown, glove", {"textiles", "garments", "rubber_gloves"}),
        ("Disposable scalpel", set()),
    ],
)
def test_what_stands_with_another_product_a_pack_or_a_use_takes_no_good_away(
    matcher: GoodsMatcher, text: str, goods: set[str]
) -> None:
    assert named(matcher, text) == goods


@pytest.mark.parametrize("text", ["25 gauge needle", "Needle 21 gauge x 1.5 inch", "Drawing up needles 18G"])
def test_a_needle_s_gauge_leaves_it_a_needle(matcher: GoodsMatcher, text: str) -> None:
    assert "steel" in {c.concept for c in matcher.read(text).concepts}


def test_romanian_paturi_may_be_beds_or_blankets(matcher: GoodsMatcher) -> None:
    assert named(matcher, "Pături") == {"furniture", "textiles"}
    assert named(matcher, "Pături din lână") == {"textiles"}
    assert named(matcher, "Paturi de spital") == {"furniture"}


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Kemiksiz dana eti ve tavuk eti", "beef_cattle"),
        ("kuzu eti ve dana kıyma", "beef_cattle"),
        ("телешка кайма", "beef_cattle"),
        ("pinset anatomis dan gunting", "surgical_instruments"),
        ("sarung tangan untuk bidan", "rubber_gloves"),
        ("meja dan kursi", "furniture"),
        ("Glucosa 5% 500 ml", "pharma"),
        ("Adhesivo de fibrina 2 ml", "pharma"),
        ("Coagulation analyzer controls", "chemicals"),
        ("Gilets de sauvetage", "textiles"),
    ],
)
def test_a_good_of_a_language_or_trade_met_less_often_is_one(matcher: GoodsMatcher, text: str, good: str) -> None:
    assert good in named(matcher, text)


@pytest.mark.parametrize(
    "text", ["Air/water syringe for dental unit", "Head mirror", "Lice combs", "Drug dose calculator"]
)
def test_what_only_shares_a_word_with_a_good_is_none(matcher: GoodsMatcher, text: str) -> None:
    assert named(matcher, text) == set()
