"""A thing is read alike in every language the tables know: as the good itself, or as made of the material beside it."""

from __future__ import annotations

import pytest

from supplychain.matching.goods import GoodsMatcher

MATCHER = GoodsMatcher.bundled()


def concepts(line: str, relation: str) -> set[str]:
    return {found.concept for found in MATCHER.read(line).concepts if found.relation == relation}


@pytest.mark.parametrize(
    "line",
    [
        "puerta de madera",
        "porta de madeira",
        "fenêtre en bois",
        "pannello in legno",
        "cutie din lemn",
        "Holzkisten",
        "puulaatikot",
        "drzwi drewniane",
        "dřevěné dveře",
        "drevené dvere",
        "lesena vrata",
        "medinės durys",
        "дерев'яні двері",
    ],
)
def test_a_plain_thing_beside_wood_is_made_with_it_and_is_none(line: str) -> None:
    assert concepts(line, "is") == set()
    assert "timber" in concepts(line, "made_with")


@pytest.mark.parametrize(
    ("line", "material"),
    [
        ("cinturón de cuero", "leather"),
        ("kožené opasky", "leather"),
        ("odiniai diržai", "leather"),
        ("anéis de borracha", "rubber_latex"),
        ("uszczelki gumowe", "rubber_latex"),
        ("guminės tarpinės", "rubber_latex"),
        ("okna PVC", "pvc"),
        ("мідні труби", "copper"),
    ],
)
def test_an_adjective_of_a_material_tells_what_a_thing_is_made_with(line: str, material: str) -> None:
    assert concepts(line, "is") == set()
    assert material in concepts(line, "made_with")


@pytest.mark.parametrize(
    ("line", "good"),
    [
        ("estaño", "tin"),
        ("олово", "tin"),
        ("tungsteno", "tungsten"),
        ("tantale", "tantalum"),
        ("auksas", "gold"),
        ("žula", "stone"),
        ("слюда", "mica"),
        ("koboltti", "cobalt"),
        ("palmový olej", "palm_oil"),
        ("креветки", "shrimp"),
        ("Kakaopulver", "cocoa"),
        ("saksanpähkinät", "nuts"),
    ],
)
def test_a_raw_good_is_known_by_its_names(line: str, good: str) -> None:
    assert good in concepts(line, "is")


@pytest.mark.parametrize(
    "line",
    [
        "pulverizador manual",
        "vată de sticlă",
        "opryskiwacz plecakowy",
        "seda dental",
        "comodato de instrumental quirúrgico",
    ],
)
def test_a_name_that_only_sounds_like_a_good_is_none(line: str) -> None:
    assert concepts(line, "is") == set()


@pytest.mark.parametrize(
    "line", ["pillow with water-proof cover", "bricks, wooden pallet", "boots, compression moulded"]
)
def test_a_word_beside_a_good_that_names_no_kind_of_it_leaves_it_bought(line: str) -> None:
    assert concepts(line, "is") & {"textiles", "bricks", "footwear"}


@pytest.mark.parametrize("line", ["padlocks", "candados", "cadeado", "kłódka", "hänglås", "замки навісні"])
def test_a_padlock_is_a_lock(line: str) -> None:
    assert "locks" in concepts(line, "is")
