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
        ("Intraluminal artery stripper", True),
        ("Ligament knife", True),
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


@pytest.mark.parametrize(
    "text",
    [
        "Roofing caps",
        "Insulation blankets",
        "Lithography blankets",
        "Pipe threads",
        "Engine test benches",
        "Photo masks for semiconductors",
        "Data sheets",
        "Tide tables",
        "Rotary tables",
        "Space capsules",
    ],
)
def test_a_word_of_another_trade_before_a_good_makes_it_none(matcher: GoodsMatcher, text: str) -> None:
    assert matcher.read(text).concepts == ()


@pytest.mark.parametrize(
    ("text", "good"),
    [("Sheets, data on request", "textiles"), ("Bed sheets", "textiles"), ("Surgical caps", "garments")],
)
def test_a_word_of_a_trade_elsewhere_on_the_line_changes_no_good(matcher: GoodsMatcher, text: str, good: str) -> None:
    assert (good, "is") in kinds(matcher.read(text))


@pytest.mark.parametrize(
    "text", ["Sofa legs", "Glove archive", "Coffee harvester", "Forceps racks", "Gown dispensing racks", "Puzzle hoops"]
)
def test_a_noun_of_a_part_or_machine_swallows_the_good_before_it(matcher: GoodsMatcher, text: str) -> None:
    assert not any(c.relation == "is" for c in matcher.read(text).concepts)


@pytest.mark.parametrize("text", ["Lumber sorters", "Log splitters", "Cocoa pod breakers", "Gold detectors"])
def test_what_works_on_a_material_is_not_made_of_it(matcher: GoodsMatcher, text: str) -> None:
    assert {c for c, _ in kinds(matcher.read(text))} <= {"electronics"}


@pytest.mark.parametrize(
    ("text", "instrument"), [("Saw", True), ("Saw, Bone", True), ("Autopsy saws", True), ("Docking saws", False)]
)
def test_a_workshop_tool_is_an_instrument_alone_and_beside_words_of_surgery(
    matcher: GoodsMatcher, text: str, instrument: bool
) -> None:
    assert (("surgical_instruments", "is") in kinds(matcher.read(text))) is instrument


def test_what_is_worked_by_hand_holds_no_electronics(matcher: GoodsMatcher) -> None:
    for text in ("Manual colony counter", "Tonometer, Manual", "Vacuum powered body fluid collection kit"):
        assert matcher.read(text).concepts == (), text
    assert kinds(matcher.read("Automated colony counter")) == {("electronics", "made_with")}


def test_a_set_for_a_good_is_not_that_good_but_its_parts_are(matcher: GoodsMatcher) -> None:
    assert matcher.read("Accessory or supply kits for typewriters").concepts == ()
    assert kinds(matcher.read("Parts and accessories for computers")) == {("electronics", "is")}


def test_the_first_good_before_or_is_not_bought_where_the_last_names_a_holder(matcher: GoodsMatcher) -> None:
    assert matcher.read("Tea or coffee machine").concepts == ()
    assert matcher.read("Mop or broom holder").concepts == ()


@pytest.mark.parametrize(
    "text", ["Foley balloon catheter 16Fr", "Catheter, Foley, Balloon", "Sonda Foley 2 vias con balon", "Cewnik Foleya"]
)
def test_a_urinary_catheter_stays_one_beside_its_balloon(matcher: GoodsMatcher, text: str) -> None:
    assert kinds(matcher.read(text)) == {("rubber_latex", "made_with"), ("pvc", "made_with")}


def test_a_silicone_urinary_catheter_holds_no_latex(matcher: GoodsMatcher) -> None:
    found = matcher.read("Silicone Foley catheter with balloon, 2-way")
    assert not {c.concept for c in found.concepts} & {"rubber_latex", "pvc"}


@pytest.mark.parametrize(
    ("text", "concept", "relation"),
    [
        ("Cord, Electric For Laparoscope", "copper", "made_with"),
        ("Gloves, Nitrile For Examination", "rubber_gloves", "is"),
        ("Chair, Shower With Armrests", "furniture", "is"),
    ],
)
def test_a_name_turned_round_is_put_together_before_what_it_is_for(
    matcher: GoodsMatcher, text: str, concept: str, relation: str
) -> None:
    assert (concept, relation) in kinds(matcher.read(text))


@pytest.mark.parametrize("text", ["Apparatus, Gas Chromatography", "Electrophoresis apparatus", "Device, Dermabrasion"])
def test_an_apparatus_for_a_method_is_a_device_and_no_reagent(matcher: GoodsMatcher, text: str) -> None:
    assert kinds(matcher.read(text)) == {("electronics", "made_with")}


@pytest.mark.parametrize("text", ["Cushion, Denture", "Wheelchair cushion, air", "Inflatable cushion"])
def test_a_cushion_of_rubber_or_gel_is_no_textile(matcher: GoodsMatcher, text: str) -> None:
    assert matcher.read(text).concepts == ()


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("Urine collection kit (excludes HIV testing)", set()),
        ("Muebles médicos, excepto camas", {("furniture", "is")}),
        ("Protective clothing other than gloves", {("garments", "is"), ("textiles", "made_with")}),
    ],
)
def test_what_a_line_excepts_is_not_bought(matcher: GoodsMatcher, text: str, concepts: set[tuple[str, str]]) -> None:
    assert kinds(matcher.read(text)) == concepts


def test_a_short_form_in_brackets_does_not_end_the_name_it_shortens(matcher: GoodsMatcher) -> None:
    assert matcher.read("Personal computer (PC) operating system software").concepts == ()
    assert ("pvc", "made_with") in kinds(matcher.read("Examination gloves (vinyl), size L"))


def test_letters_with_dots_are_one_word(matcher: GoodsMatcher) -> None:
    assert kinds(matcher.read("Set, I.V. fluid transfer")) == kinds(matcher.read("IV fluid transfer set"))


@pytest.mark.parametrize(
    "text", ["Non-latex surgical gloves", "Surgical gloves, non latex", "Latex-free surgical gloves"]
)
def test_gloves_not_of_latex_are_gloves_without_it(matcher: GoodsMatcher, text: str) -> None:
    assert kinds(matcher.read(text)) == {("rubber_gloves", "is")}


def test_a_meter_of_a_known_brand_is_its_device(matcher: GoodsMatcher) -> None:
    assert kinds(matcher.read("CONTOUR NEXT METER")) == {("electronics", "made_with")}
    assert matcher.read("Meter").concepts == ()


@pytest.mark.parametrize("text", ["Patient lift, non-AC-powered", "Frames for non-load bearing walls"])
def test_what_is_denied_of_a_device_is_not_read_from_its_last_word(matcher: GoodsMatcher, text: str) -> None:
    assert not {c.concept for c in matcher.read(text).concepts} & {"electronics", "steel"}


@pytest.mark.parametrize("text", ["Short wave transmitter", "Short increment sensitivity index adapter"])
def test_short_is_no_pair_of_shorts(matcher: GoodsMatcher, text: str) -> None:
    assert "garments" not in {c.concept for c in matcher.read(text).concepts}
    assert ("garments", "is") in kinds(matcher.read("Exercise shorts"))


@pytest.mark.parametrize("text", ["SURGICAL GOWN REINFORCED LEVEL 3 AAMI", "Bata quirúrgica estéril nivel 2"])
def test_a_level_of_protection_is_no_product(matcher: GoodsMatcher, text: str) -> None:
    assert ("garments", "is") in kinds(matcher.read(text))


@pytest.mark.parametrize(
    "text", ["Computer hardware - maintenance", "Hospital beds (hire)", "Camas clínicas - arriendo"]
)
def test_what_is_only_done_to_a_good_buys_none_of_it(matcher: GoodsMatcher, text: str) -> None:
    assert matcher.read(text).concepts == ()
    assert matcher.read("Gloves, delivery in two days").concepts != ()


def test_a_foreign_preposition_in_an_english_name_is_a_part_of_it(matcher: GoodsMatcher) -> None:
    assert kinds(matcher.read("STERIS V-PRO STERILIZER")) == {("electronics", "made_with")}
    assert kinds(matcher.read("Respirátor pro dospělé")) == {("textiles", "is")}


@pytest.mark.parametrize("text", ["Disposable scalpel no. 11", "Bisturís desechables", "Bisturi monouso sterile"])
def test_a_disposable_scalpel_is_no_instrument_and_holds_steel(matcher: GoodsMatcher, text: str) -> None:
    assert kinds(matcher.read(text)) == {("steel", "made_with")}


@pytest.mark.parametrize(("text", "concept"), [("Eustachian bougies", "surgical_instruments"), ("Hoodies", "garments")])
def test_a_plural_in_ies_is_of_a_word_in_ie_too(matcher: GoodsMatcher, text: str, concept: str) -> None:
    assert (concept, "is") in kinds(matcher.read(text))


@pytest.mark.parametrize(
    ("text", "material"),
    [("Foley catheter, silicone coated latex", "rubber_latex"), ("Urinary catheter, female, PVC", "pvc")],
)
def test_a_catheter_of_a_stated_material_holds_no_other(matcher: GoodsMatcher, text: str, material: str) -> None:
    assert {c.concept for c in matcher.read(text).concepts} & {"rubber_latex", "pvc"} == {material}


@pytest.mark.parametrize(
    ("text", "material"),
    [("Oxygen cylinder, aluminum, size E", "aluminum"), ("Brass screws", "copper"), ("Wooden trolley", "timber")],
)
def test_metalware_of_another_stated_material_is_of_no_steel(matcher: GoodsMatcher, text: str, material: str) -> None:
    assert kinds(matcher.read(text)) == {(material, "made_with")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bicycle tyres", {("tires", "is"), ("rubber_latex", "made_with")}),
        ("Tyre pressure gauge", set()),
        ("Cabinet locks", {("locks", "is"), ("steel", "made_with")}),
        ("Electronic cabinet lock", {("locks", "is"), ("steel", "made_with")}),
        ("Waffles, frozen", {("baked_goods", "is"), ("sugarcane", "made_with"), ("palm_oil", "made_with")}),
        ("Waffle irons", set()),
        ("Contrast medium delivery sets", {("pvc", "made_with")}),
        ("Hydrocarbon analyzers", {("electronics", "made_with")}),
        ("Metallised yarn", {("textiles", "is")}),
    ],
)
def test_a_thing_named_after_a_good_or_a_material_is_told_from_it(
    matcher: GoodsMatcher, text: str, expected: set[tuple[str, str]]
) -> None:
    assert kinds(matcher.read(text)) == expected
