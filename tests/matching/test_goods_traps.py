"""Lines that hold a good's word and buy none of it: firms, services, machines and processes."""

from __future__ import annotations

import pytest

from supplychain.matching.goods import GoodsFinding, GoodsMatcher


@pytest.fixture(scope="module")
def matcher() -> GoodsMatcher:
    return GoodsMatcher.bundled()


def kinds(found: GoodsFinding) -> set[tuple[str, str]]:
    return {(c.concept, c.relation) for c in found.concepts if c.depth <= 1}


@pytest.mark.parametrize("text", ["Copper Bay Ltd", "STONE KING LLP", "Rice & Sons Removals", "Peanut Press Limited"])
def test_a_firm_named_after_a_good_is_none(matcher: GoodsMatcher, text: str) -> None:
    assert matcher.read(text).concepts == ()


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Nitrile gloves Acme Ltd", "rubber_gloves"),
        ("Surgical mask Acme Ltd", "textiles"),
        ("Stainless steel wire Acme Ltd", "steel"),
        ("Coffee beans Acme Ltd", "coffee"),
    ],
)
def test_a_good_before_its_maker_is_bought(matcher: GoodsMatcher, text: str, good: str) -> None:
    assert (good, "is") in kinds(matcher.read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Installation services of electric motors, generators and transformers",
        "Repair and maintenance services for pumps, valves and metal containers",
        "Facilities management services involving computer operation",
        "Cleaning of uniforms",
        "Chair reupholstery",
        "Soil pollution measurement or monitoring",
    ],
)
def test_a_service_takes_all_that_its_line_names(matcher: GoodsMatcher, text: str) -> None:
    assert matcher.read(text).concepts == ()


@pytest.mark.parametrize(
    "text",
    [
        "Gold refining equipment",
        "Tin plating lines",
        "Shoe repairing equipment",
        "Cocoa bean winnowing machines",
        "Textile and leather machinery",
        "Copper tubing cutters",
        "Curtain cleaning",
    ],
)
def test_what_is_done_to_a_good_buys_none(matcher: GoodsMatcher, text: str) -> None:
    assert matcher.read(text).concepts == ()


@pytest.mark.parametrize("text", ["Wheel boots", "Cylinder jackets", "Fuse cabinets", "Bale clamps", "Hot bed frames"])
def test_a_part_of_a_machine_with_a_good_s_name_is_none(matcher: GoodsMatcher, text: str) -> None:
    assert matcher.read(text).concepts == ()


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("Clothing, footwear, luggage articles and accessories", {"garments", "footwear"}),
        ("Coffee, tea and related products", {"coffee", "tea"}),
        ("Gloves, gowns and sewing machines", {"rubber_gloves", "garments"}),
    ],
)
def test_a_list_of_goods_is_not_one_of_them_turned_round(matcher: GoodsMatcher, text: str, goods: set[str]) -> None:
    assert {concept for concept, relation in kinds(matcher.read(text)) if relation == "is"} == goods


@pytest.mark.parametrize("text", ["Cases for scissors, forceps or needles", "Additives for beans, tomatoes or rice"])
def test_what_a_thing_is_for_goes_on_to_the_or_of_its_list(matcher: GoodsMatcher, text: str) -> None:
    assert not {concept for concept, relation in kinds(matcher.read(text)) if relation == "is"} - {"chemicals"}


@pytest.mark.parametrize("text", ["Confección e instalación de muebles", "Dodávka a montáž nábytku"])
def test_what_is_made_or_delivered_and_fitted_is_bought(matcher: GoodsMatcher, text: str) -> None:
    assert ("furniture", "is") in kinds(matcher.read(text))


@pytest.mark.parametrize("text", ["Beans in tomato sauce", "Sardinas en salsa de tomate", "Квасоля в томатному соусі"])
def test_what_is_kept_in_tomato_sauce_is_made_with_tomatoes(matcher: GoodsMatcher, text: str) -> None:
    assert ("tomato", "made_with") in kinds(matcher.read(text))


@pytest.mark.parametrize("text", ["Kidney dish, PP, disposable", "Kidney dish, cardboard", "Emesis basin, pulp"])
def test_a_dish_of_plastic_or_paper_is_not_made_of_steel(matcher: GoodsMatcher, text: str) -> None:
    assert matcher.read(text).concepts == ()
    assert ("steel", "made_with") in kinds(matcher.read("Kidney dish"))


@pytest.mark.parametrize("text", ["käsidesi pullo 500 ml", "Händedesinfektion Flasche"])
def test_a_bottle_after_what_it_holds_is_its_pack(matcher: GoodsMatcher, text: str) -> None:
    assert ("chemicals", "is") in kinds(matcher.read(text))
