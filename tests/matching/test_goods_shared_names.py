"""Names that share words: alternatives of one thing, goods of other trades, kits for working on a good."""

from __future__ import annotations

import pytest

from supplychain.matching.goods import GoodsFinding, GoodsMatcher


@pytest.fixture(scope="module")
def matcher() -> GoodsMatcher:
    return GoodsMatcher.bundled()


def kinds(found: GoodsFinding) -> set[tuple[str, str]]:
    return {(c.concept, c.relation) for c in found.concepts if c.depth <= 1}


@pytest.mark.parametrize("text", ["Nozzle guards or caps", "Tubing spikes or caps", "Vise liners or caps"])
def test_the_first_words_tell_the_trade_of_each_alternative(matcher: GoodsMatcher, text: str) -> None:
    assert matcher.read(text).concepts == ()
    assert ("garments", "is") in kinds(matcher.read("Surgical gowns or caps"))


@pytest.mark.parametrize("text", ["Computer game or learning software", "Bed or mattress cleaning"])
def test_a_service_or_software_that_ends_a_name_is_what_both_words_describe(matcher: GoodsMatcher, text: str) -> None:
    assert matcher.read(text).concepts == ()


@pytest.mark.parametrize("text", ["Kits for DNA extraction from food", "Kit for RNA isolation from plants"])
def test_what_a_kit_works_on_is_not_bought(matcher: GoodsMatcher, text: str) -> None:
    assert kinds(matcher.read(text)) == {("chemicals", "is")}


@pytest.mark.parametrize(
    "text",
    [
        "Stirring tables", "Force tables", "Pipe tees", "Heat sinks", "Packing peanuts", "Oil cake", "Dog leads",
        "Steam cleaners", "Absorbent socks", "Asphalt spreaders", "Pipe saddles", "Phone message pads",
        "Food warmers", "Gypsum plaster", "Trencher shoes", "Psychometric test kits", "Shelf stable soup",
        "Textile studies instructional materials",
        "Explosive formed components",
        "Stampings and sheet components",
        "Plastic housings or cabinets",
        "Slip road",
        "Fuel injection systems for engines",
        "Television placement",
        "Thread stitch bookbinding",
    ],
)  # fmt: skip
def test_a_name_of_another_trade_is_none_of_the_good_in_it(matcher: GoodsMatcher, text: str) -> None:
    assert matcher.read(text).concepts == ()


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Pay phone, wall mounted", ("electronics", "is")),
        ("Flat panel computer displays", ("electronics", "is")),
        ("Weed killers", ("chemicals", "is")),
        ("Disinfecting solution 5 l", ("chemicals", "is")),
        ("Crosslinking agents", ("chemicals", "is")),
        ("Hospital cabinetry", ("furniture", "is")),
        ("Study carrels", ("furniture", "is")),
        ("Cholinergic blocking agents", ("pharma", "is")),
        ("Blocking agents for Western blot", ("chemicals", "is")),
        ("combinezon tyvek 500 xpert", ("garments", "is")),
        ("Captive nuts M6", ("steel", "made_with")),
        ("Adherent tape, hypoallergenic", ("textiles", "is")),
        ("Knee orthopedic softgoods", ("textiles", "made_with")),
    ],
)
def test_names_of_class_lists_are_read(matcher: GoodsMatcher, text: str, good: tuple[str, str]) -> None:
    assert good in kinds(matcher.read(text))


@pytest.mark.parametrize("text", ["Paper notebooks", "Spiral notebook, ruled"])
def test_a_notebook_of_paper_is_no_computer(matcher: GoodsMatcher, text: str) -> None:
    assert matcher.read(text).concepts == ()
    assert ("electronics", "is") in kinds(matcher.read("Notebook 14 inch"))
