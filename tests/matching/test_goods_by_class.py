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
