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


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Table overbed walnut lam", "furniture"),
        ("Curtain cubicle mesh top 72x90", "textiles"),
        ("Sponge lap 18x18 xray ster 5/pk", "cotton"),
        ("Scissor suture removal Littauer", "surgical_instruments"),
    ],
)
def test_a_name_with_the_thing_first_and_no_comma_is_read_the_other_way_round(
    matcher: GoodsMatcher, text: str, good: str
) -> None:
    assert good in named(matcher, text)


def test_a_name_in_its_own_order_is_not_turned_round(matcher: GoodsMatcher) -> None:
    assert "fashion_accessories" not in named(matcher, "Clothing accessories")
    assert named(matcher, "Oxygen mask") == set() == named(matcher, "Mask oxygen adult")


@pytest.mark.parametrize("text", ["Glove nitrile L 100 pc", "Gown isolation 10 pc", "Mask 3ply 50 PC"])
def test_pc_behind_another_good_counts_pieces(matcher: GoodsMatcher, text: str) -> None:
    assert named(matcher, text)
    assert "electronics" not in named(matcher, text)


def test_pc_alone_or_behind_a_computer_is_one(matcher: GoodsMatcher) -> None:
    assert "electronics" in named(matcher, "PC desktop") & named(matcher, "Dell laptop PC")


@pytest.mark.parametrize("text", ["Silla ruedas std", "Cadeira rodas adulto"])
def test_a_name_without_its_de_is_the_same_good(matcher: GoodsMatcher, text: str) -> None:
    assert "steel" in {c.concept for c in matcher.read(text).concepts}


def test_words_of_a_good_in_another_part_of_an_inverted_name_change_nothing(matcher: GoodsMatcher) -> None:
    assert "surgical_instruments" in named(matcher, "Scissors, disposable gown")


@pytest.mark.parametrize("text", ["Gants vinyle ou nitrile", "Glove vinyl/nitrile"])
def test_gloves_of_vinyl_or_nitrile_are_both(matcher: GoodsMatcher, text: str) -> None:
    assert {"rubber_gloves", "gloves"} <= named(matcher, text)


def test_a_letter_missing_from_a_word_of_seven_is_a_typing_error(matcher: GoodsMatcher) -> None:
    assert "textiles" in named(matcher, "Bandge elastic 6 inch")


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Supply of hospital beds, installation and maintenance", "furniture"),
        ("Suministro de camas, instalación y mantenimiento", "furniture"),
        ("Examination gloves excluding sterile, surgical gowns, face masks", "garments"),
        ("Masks (excluding FFP2), gloves and gowns", "rubber_gloves"),
        ("Laptop, paper, toner", "electronics"),
        ("Cooling burn dressing", "textiles"),
        ("Lift chair", "furniture"),
        ("Electronic door lock", "locks"),
    ],
)
def test_upkeep_exceptions_and_words_beside_a_good_take_no_other_good_away(
    matcher: GoodsMatcher, text: str, good: str
) -> None:
    assert good in {concept.concept for concept in matcher.read(text).concepts if concept.relation == "is"}
