"""Lines that list goods buy each of them, in whatever number and language; a name in parts is one good."""

from __future__ import annotations

import pytest

from supplychain.matching.goods import GoodsMatcher


@pytest.fixture(scope="module")
def matcher() -> GoodsMatcher:
    return GoodsMatcher.bundled()


def named(matcher: GoodsMatcher, text: str) -> set[str]:
    return {c.concept for c in matcher.read(text).concepts if c.relation == "is"}


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("Scissors, disposable gown", {"surgical_instruments", "garments"}),
        ("Gloves, surgical mask", {"rubber_gloves", "textiles"}),
        ("Office chair, latex gloves", {"furniture", "rubber_gloves"}),
        ("Surgical mask, examination glove M", {"textiles", "rubber_gloves"}),
        ("Surgical mask with visor, examination gloves for staff", {"textiles", "rubber_gloves"}),
    ],
)
def test_two_names_parted_by_a_comma_are_two_goods(matcher: GoodsMatcher, text: str, goods: set[str]) -> None:
    assert named(matcher, text) == goods


@pytest.mark.parametrize(
    "text", ["Mask, gown, glove, various sizes", "Gown and mask, glove", "Kittel und Maske, Handschuh"]
)
def test_a_list_of_three_is_three_goods_however_it_is_written(matcher: GoodsMatcher, text: str) -> None:
    assert named(matcher, text) == {"textiles", "garments", "rubber_gloves"}


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("Table, surgical instrument", {"furniture"}),
        ("Disinfectant, surgical instruments", {"chemicals"}),
        ("Cover, Mattress", {"textiles"}),
        ("Analyzer, Nitrous Oxide", set()),
        ("Gown, Patient", {"garments"}),
        ("Scissors, Gauze", {"surgical_instruments"}),
    ],
)
def test_a_name_turned_round_is_one_good(matcher: GoodsMatcher, text: str, goods: set[str]) -> None:
    assert named(matcher, text) == goods


@pytest.mark.parametrize(
    "text",
    [
        "Handschuhe, Masken",
        "Maske, Handschuh",
        "Kesztyűk, maszkok",
        "Maszk és kesztyű",
        "Käsineet, hengityssuojaimet",
        "Hengityssuojain ja suojakäsine",
        "Munskydd, handskar",
        "Handschoenen en mondmaskers",
        "Cimdi un maskas",
        "Rukavice i maske",
    ],
)
def test_two_goods_are_two_in_languages_that_turn_no_name_round(matcher: GoodsMatcher, text: str) -> None:
    assert named(matcher, text) == {"rubber_gloves", "textiles"}


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("Face mask or gloves", {"textiles", "rubber_gloves"}),
        ("Surgical mask or disposable gowns", {"textiles", "garments"}),
        ("Tea or coffee pots", set()),
        ("Medical ultrasound or doppler or echo gels", {"chemicals"}),
    ],
)
def test_words_before_or_describe_the_last_only_where_it_is_a_compound(
    matcher: GoodsMatcher, text: str, goods: set[str]
) -> None:
    assert named(matcher, text) == goods


def test_what_goes_on_behind_a_semicolon_describes_the_good_before(matcher: GoodsMatcher) -> None:
    assert named(matcher, "Bandages; of cotton") == {"textiles", "cotton"}
    assert named(matcher, "Gloves; med scissors") == {"rubber_gloves", "surgical_instruments"}
    assert named(matcher, "Machines; for making rope") == set()


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Installation and delivery of hospital beds", "furniture"),
        ("Manufacture and supply of uniforms", "garments"),
        ("Dostawa, montaż i serwis łóżek szpitalnych", "furniture"),
        ("Suministro, instalación y mantenimiento de camas", "furniture"),
        ("Beds, delivery and maintenance", "furniture"),
    ],
)
def test_a_supply_with_other_work_buys_its_goods(matcher: GoodsMatcher, text: str, good: str) -> None:
    assert named(matcher, text) == {good}


@pytest.mark.parametrize("text", ["Computers - Maintenance", "Beds (hire)", "Procurement of maintenance of beds"])
def test_work_alone_buys_none(matcher: GoodsMatcher, text: str) -> None:
    assert named(matcher, text) == set()


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Cartons of gloves", "rubber_gloves"),
        ("Botellas de alcohol gel", "chemicals"),
        ("Lahve dezinfekce", "chemicals"),
        ("Fluconazole caps", "pharma"),
        ("Tijeras en estuche plástico", "surgical_instruments"),
    ],
)
def test_a_pack_before_or_behind_a_good_is_what_it_comes_in(matcher: GoodsMatcher, text: str, good: str) -> None:
    assert named(matcher, text) == {good}
