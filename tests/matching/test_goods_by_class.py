"""Goods read by their class, not by their very name: salts of medicines, tools for a part of the body, services at the end."""

from __future__ import annotations

import pytest

from supplychain.matching.goods import GoodsFinding, GoodsMatcher


@pytest.fixture(scope="module")
def matcher() -> GoodsMatcher:
    return GoodsMatcher.bundled()


def kinds(found: GoodsFinding) -> set[tuple[str, str]]:
    return {(c.concept, c.relation) for c in found.concepts if c.depth <= 1}


@pytest.mark.parametrize("text", ["Foscarnet sodium", "Zyxamol hydrochloride", "Prozapine hydrochloride", "Cortivazol"])
def test_a_medicine_nobody_knows_is_told_by_its_salt_or_its_ending(matcher: GoodsMatcher, text: str) -> None:
    assert ("pharma", "is") in kinds(matcher.read(text))


def test_salts_of_a_chemical_are_no_table_salt(matcher: GoodsMatcher) -> None:
    assert matcher.read("Hydroquinone and its salts").concepts == ()


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        ("Aortic punch", True),
        ("Periodontal chisels", True),
        ("Dental tongs", True),
        ("Hole punch", False),
        ("Sugar tongs", False),
        ("Coat hooks", False),
    ],
)
def test_a_tool_is_surgical_where_a_part_of_the_body_is_named(
    matcher: GoodsMatcher, text: str, instrument: bool
) -> None:
    assert (("surgical_instruments", "is") in kinds(matcher.read(text))) is instrument


@pytest.mark.parametrize(
    "text",
    [
        "Spreadsheet software package",
        "Electrical wiring and fitting work",
        "Catheter room",
        "Cement retainers",
        "Nut production",
        "Drum brake shoes",
        "Salmon poachers or kettles",
        "Apparatus, Suction, Single Patient Use, Portable, Nonpowered",
    ],
)
def test_what_only_sounds_like_a_good_buys_none(matcher: GoodsMatcher, text: str) -> None:
    assert matcher.read(text).concepts == ()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Motorised wheelchairs", {"electronics", "lithium_ion_batteries", "steel", "aluminum"}),
        ("Wheelchair", {"steel", "aluminum"}),
        ("Alloy, Metal, Base", {"cobalt"}),
        ("Rubber flooring", {"rubber_latex"}),
    ],
)
def test_what_a_finished_article_is_made_with(matcher: GoodsMatcher, text: str, kept: set[str]) -> None:
    assert kinds(matcher.read(text)) == {(concept, "made_with") for concept in kept}


def test_an_open_ended_term_with_a_hyphen_opens_its_last_word_alone(matcher: GoodsMatcher) -> None:
    assert ("garments", "is") in kinds(matcher.read("OP-Hauben grün"))
    assert matcher.read("Opal lampshade operations").concepts == ()
    assert matcher.read("Addiction treatment").concepts == ()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Catheter plugs or clamps", set()),  # catheter clamps, no surgical ones
        ("Leather gloves or shoes", {("footwear", "is"), ("leather", "made_with")}),
        ("Compression apparel or supports", {("garments", "is"), ("textiles", "made_with")}),
    ],
)
def test_the_first_words_before_or_describe_both_nouns_and_mass_nouns_are_bought(
    matcher: GoodsMatcher, text: str, kept: set[tuple[str, str]]
) -> None:
    found = {(c, r) for c, r in kinds(matcher.read(text)) if c not in ("cotton", "work_gloves")}
    assert found == kept


@pytest.mark.parametrize(
    ("text", "electronics"),
    [
        ("Brush, Dermabrasion, Powered", True),
        ("Blood cell separator, automated", True),
        ("Pedal powered vehicles", False),
        ("Injector, Jet, Gas-Powered", False),
    ],
)
def test_what_is_powered_by_electricity_holds_electronics(matcher: GoodsMatcher, text: str, electronics: bool) -> None:
    assert (("electronics", "made_with") in kinds(matcher.read(text))) is electronics


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Hemodialysis chairs", {"steel"}),
        ("Veterinary surgical tables", {"steel"}),
        ("Classroom tables", {"steel", "timber"}),
        ("Bookcases", {"timber"}),
        ("Tables", set()),
    ],
)
def test_furniture_is_made_with_what_its_place_makes_usual(matcher: GoodsMatcher, text: str, kept: set[str]) -> None:
    assert kinds(matcher.read(text)) == {("furniture", "is")} | {(concept, "made_with") for concept in kept}


@pytest.mark.parametrize(
    "text",
    [
        "Cement testing instruments",
        "Fish scaling equipment",
        "Leather cutting machines",
        "Injection caps",
        "Freight elevators",
        "Towel bars",
        "Mattress ventilators",
    ],
)
def test_a_machine_for_a_good_and_a_thing_named_after_it_are_none(matcher: GoodsMatcher, text: str) -> None:
    assert matcher.read(text).concepts == ()


def test_tools_of_other_trades_are_no_surgical_instruments(matcher: GoodsMatcher) -> None:
    for text in ("Palette knives", "Poultry shears", "Grounding clamps", "Tree pruning saws"):
        assert kinds(matcher.read(text)) == {("steel", "made_with")}, text


def test_a_bracket_that_opens_with_and_makes_no_list(matcher: GoodsMatcher) -> None:
    assert kinds(matcher.read("Tubing, Dialysate (And Connector)")) == {("pvc", "made_with")}
