"""What goods a line names: products, inputs, traps, languages, codes, and what is not known."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from supplychain.matching.goods import GoodsFinding, GoodsMatcher
from supplychain.model import Concept
from supplychain.vocabulary import rows

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"


@pytest.fixture(scope="module")
def matcher() -> GoodsMatcher:
    return GoodsMatcher.bundled()


def direct(found: GoodsFinding) -> set[str]:
    return {c.concept for c in found.concepts if c.relation == "is"}


def inputs(found: GoodsFinding) -> set[str]:
    return {c.concept for c in found.concepts if c.relation == "made_with" and c.depth == 1}


@pytest.mark.parametrize(
    ("text", "is_", "made_with"),
    [
        ("Glove, exam, nitrile, powder-free, large", {"rubber_gloves"}, set()),
        ("Sterile latex surgeon's gloves size 7.5", {"rubber_gloves"}, {"rubber_latex"}),
        ("Vinyl examination gloves", {"gloves"}, {"pvc"}),
        ("Welding gloves, leather", {"work_gloves"}, {"leather"}),
        ("Isolation gown SMS blue", {"garments"}, {"textiles"}),
        ("Surgical face mask, ear loop", {"textiles"}, set()),
        ("Gauze swabs 10x10 cm", {"cotton", "textiles"}, set()),
        ("Forceps, artery, curved", {"surgical_instruments"}, {"steel"}),
        ("Laptop 14 inch", {"electronics"}, {"lithium_ion_batteries"}),
        ("Infusion pump", set(), {"electronics"}),
        ("IV administration set", set(), {"pvc"}),
        ("Hospital bed, electric", {"furniture"}, {"steel", "electronics"}),
        ("Amoxicillin 500mg capsules", {"pharma"}, set()),
        ("Hand sanitizer gel 500 ml", {"chemicals"}, set()),
    ],
)
def test_a_product_is_read_as_the_good_it_is_and_what_it_is_made_with(
    matcher: GoodsMatcher, text: str, is_: set[str], made_with: set[str]
) -> None:
    found = matcher.read(text)
    assert (direct(found), inputs(found)) == (is_, made_with)
    assert all(c.why and 0 < c.score <= 1 for c in found.concepts)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Ketchup packets", "tomato"),
        ("Tomato slices", "tomato"),
        ("Tuna chunks", "fish"),
        ("Gauze squares", "cotton"),
        ("Cotton gauze balls", "cotton"),
        ("Nitrile glove, 100 counts", "rubber_gloves"),
        ("Tuna fillets", "fish"),
        ("Shrimp tails", "shrimp"),
        ("Coffee packets", "coffee"),
        ("Caustic soda flakes", "caustic_soda"),
        ("Crockery", "ceramics"),
    ],
)
def test_a_shape_or_a_pack_in_the_plural_leaves_the_good_what_it_is(
    matcher: GoodsMatcher, text: str, good: str
) -> None:
    assert good in direct(matcher.read(text))


@pytest.mark.parametrize("text", ["Muslin", "Muslin cloth"])
def test_muslin_holds_cotton(matcher: GoodsMatcher, text: str) -> None:
    assert "cotton" in {c.concept for c in matcher.read(text).concepts}


@pytest.mark.parametrize(
    "text",
    [
        "Bone cement with gentamicin", "Glove box holder, wire", "Glove dispenser", "Brake shoes", "Fish plates",
        "Walking cane", "Scissor lift table", "Tin opener", "Leather punch machine", "Coffee machine", "Rubber stamp",
        "Soap dispenser", "Boxing gloves", "Drying equipment for surgical gloves", "Life jacket light", "Steel band",
        "Gold standard training", "Mask fit testing", "Carpet cleaning", "Laundry services", "Tin can", "Office software",
    ],
)  # fmt: skip
def test_a_name_that_only_sounds_like_a_listed_good_gives_no_good(matcher: GoodsMatcher, text: str) -> None:
    assert matcher.read(text).concepts == ()


@pytest.mark.parametrize("text", ["Oxygen mask, adult", "Laryngeal mask size 4", "CPAP nasal mask"])
def test_a_breathing_mask_is_no_textile(matcher: GoodsMatcher, text: str) -> None:
    assert "textiles" not in direct(matcher.read(text))


@pytest.mark.parametrize("text", ["ECG leads, 5 pieces", "Pacing lead, implantable", "Lead time"])
def test_an_electrode_lead_is_not_the_metal(matcher: GoodsMatcher, text: str) -> None:
    assert "lead" not in {c.concept for c in matcher.read(text).concepts}


@pytest.mark.parametrize("text", ["Latex-free catheter", "Catheter without latex", "Sonda sin látex"])
def test_a_material_said_to_be_absent_is_not_an_input(matcher: GoodsMatcher, text: str) -> None:
    assert "rubber_latex" not in inputs(matcher.read(text))


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Guantes de nitrilo talla M", "rubber_gloves"), ("Luvas de procedimento", "rubber_gloves"),
        ("Gants d'examen", "rubber_gloves"), ("Untersuchungshandschuhe Nitril", "rubber_gloves"),
        ("nitrilhandskar", "rubber_gloves"), ("Rękawice diagnostyczne", "rubber_gloves"),
        ("Vyšetřovací rukavice", "rubber_gloves"), ("Kirurške rokavice", "rubber_gloves"),
        ("mănuși examinare", "rubber_gloves"), ("Рукавички медичні", "rubber_gloves"),
        ("Vienkartinės pirštinės", "rubber_gloves"), ("Tutkimuskäsineet", "rubber_gloves"),
        ("Guanti monouso", "rubber_gloves"), ("一次性丁腈手套", "rubber_gloves"), ("Onderzoekshandschoenen", "rubber_gloves"),
        ("Mascarillas quirúrgicas", "textiles"), ("Mund-Nasen-Schutz", "textiles"), ("Maseczki chirurgiczne", "textiles"),
        ("munskydd IIR", "textiles"), ("Chirurgické roušky", "textiles"), ("医用外科口罩", "textiles"),
        ("Bata quirúrgica desechable", "garments"), ("Schutzkittel", "garments"), ("Combinaison de protection", "garments"),
        ("halate chirurgicale", "garments"), ("防护服", "garments"), ("Pinzas y tijeras", "surgical_instruments"),
        ("Chirurgische Scheren", "surgical_instruments"), ("手术剪", "surgical_instruments"), ("Ordinateurs portables", "electronics"),
    ],
)  # fmt: skip
def test_products_are_read_in_many_languages(matcher: GoodsMatcher, text: str, concept: str) -> None:
    assert concept in direct(matcher.read(text))


def test_a_medicine_is_not_its_packing_or_a_word_in_its_name(matcher: GoodsMatcher) -> None:
    assert direct(matcher.read("Stavudine 30mg [Zerit], capsules, 60 Caps")) == {"pharma"}
    assert {c.concept for c in matcher.read("HIV 1/2, Gold Kit, without Lancets, 100 Tests").concepts} == {"chemicals"}


def test_goods_in_one_cell_are_each_read(matcher: GoodsMatcher) -> None:
    assert direct(matcher.read("Gloves, gowns and masks")) == {"rubber_gloves", "garments", "textiles"}


@pytest.mark.parametrize(
    ("codes", "concept", "hs"),
    [
        ("4015.12", "rubber_gloves", "401512"), ("401511", "rubber_gloves", "401511"), ("HTS 4015.12.10.10", "rubber_gloves", "401512"),
        ("6307.90", "textiles", "630790"), ("854140", "polysilicon_solar", "854140"), ("8541.43", "polysilicon_solar", "854143"),
        ("851712", "electronics", "851712"), ("42132203", "rubber_gloves", None), ("33141420-0", "rubber_gloves", None),
        ("LZA", "rubber_gloves", None), ("6505", "pharma", None), ("PSC 6505", "pharma", None), ("325412", "pharma", None),
    ],
)  # fmt: skip
def test_a_commodity_code_names_the_good(matcher: GoodsMatcher, codes: str, concept: str, hs: str | None) -> None:
    found = matcher.read("", codes)
    assert (concept in direct(found), found.hs) == (True, hs)


@pytest.mark.parametrize(
    ("codes", "concept"),
    [("FDA LZA", "rubber_gloves"), ("FXX", "textiles"), ("NDC 0002-8215-01", "pharma"), ("12345-678-90", "pharma")],
)
def test_an_american_product_code_names_the_good(matcher: GoodsMatcher, codes: str, concept: str) -> None:
    assert concept in {c.concept for c in matcher.read("", codes).concepts if c.relation == "is"}


def test_a_service_code_is_no_good(matcher: GoodsMatcher) -> None:
    found = matcher.read("", "R499")
    assert (found.concepts, found.recognised) == ((), True)


def test_code_and_description_that_disagree_are_both_shown(matcher: GoodsMatcher) -> None:
    found = matcher.read("Cotton gauze", "4015.12")
    assert direct(found) == {"cotton", "textiles", "rubber_gloves"}
    assert "disagree" in found.note


@pytest.mark.parametrize(
    "text", ["Consumables", "Medical and surgical equipment", "X9-223 AB", "Insumos médicos", "", "   ", "12345"]
)
def test_a_line_that_does_not_tell_its_goods_says_so(matcher: GoodsMatcher, text: str) -> None:
    found = matcher.read(text)
    assert not found.recognised
    assert found.note.startswith("not enough information on goods")


def test_an_ordinary_product_and_a_service_are_recognised_without_a_good(matcher: GoodsMatcher) -> None:
    assert matcher.read("Ballpoint pens") == GoodsFinding((), True, None, "")
    assert matcher.read("Agency nursing staff").note == "service"


def test_a_spend_category_is_used_only_where_the_line_is_silent_and_weighs_less(matcher: GoodsMatcher) -> None:
    weak = matcher.read("", "", "GLOVES")
    assert direct(weak) == {"rubber_gloves"}
    assert weak.concepts[0].score < matcher.read("GLOVES").concepts[0].score
    assert direct(matcher.read("Forceps", "", "GLOVES")) == {"surgical_instruments"}


def test_many_lines_come_back_in_their_order(matcher: GoodsMatcher) -> None:
    lines = [("gloves", "", ""), ("", "", ""), ("gloves", "", ""), ("masks", "", "")]
    assert matcher.read_many(lines) == [matcher.read(*line) for line in lines]


@pytest.mark.parametrize("good", [row[0] for row in rows("listed_goods")])
def test_every_listed_good_is_recognised_by_its_published_name(matcher: GoodsMatcher, good: str) -> None:
    scope = matcher.concepts_of_listed(good)
    read = [c for c in matcher.read(good).concepts if c.relation == "is"]
    assert scope
    assert matcher.covers(scope, read)


def test_every_good_of_the_published_lists_has_a_concept(matcher: GoodsMatcher) -> None:
    folder = SHARED / "lists"
    if not folder.is_dir():
        pytest.skip("the published lists are not beside the project")
    names: set[str] = set()
    for path in [*folder.glob("dol-tvpra/tvpra_2022*.csv"), *folder.glob("eo13126/*.csv")]:
        with path.open(encoding="utf-8", newline="") as handle:
            names.update(row["good"] for row in csv.DictReader(handle))
    assert len(names) > 150
    assert [n for n in sorted(names) if not matcher.concepts_of_listed(n)] == []


def one(concept: str) -> list[Concept]:
    return [Concept(concept, "is", 0, 0.9, "")]


def test_a_scope_covers_the_same_wider_and_narrower_goods(matcher: GoodsMatcher) -> None:
    assert matcher.covers(("gloves",), one("rubber_gloves"))
    assert matcher.covers(("computers",), one("electronics"))
    assert matcher.covers(("seafood",), one("shrimp"))
    assert not matcher.covers(("rubber_gloves",), one("garments"))
    assert matcher.covers(("cotton",), [Concept("cotton", "made_with", 1, 0.7, "")])


def test_priority_sectors_are_those_of_the_uflpa_strategy(matcher: GoodsMatcher) -> None:
    sectors = matcher.priority_sectors(matcher.read("Vinyl examination gloves").concepts)
    assert [(s[0], s[1].concept, s[2]) for s in sectors] == [("polyvinyl chloride", "pvc", "2024")]


def test_a_scope_of_a_material_up_the_chain_may_reach_what_is_made_of_it(matcher: GoodsMatcher) -> None:
    assert not matcher.covers(("salt",), one("pvc"))
    assert matcher.may_be_within(("salt",), one("pvc"))


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Sugical gown, sterile", "garments"),
        ("Sugrical instruments", "surgical_instruments"),
        ("Nitrlie exam gloves", "rubber_gloves"),
    ],
)
def test_one_typing_error_in_a_line_does_not_lose_the_good(matcher: GoodsMatcher, text: str, concept: str) -> None:
    assert concept in direct(matcher.read(text))


@pytest.mark.parametrize("text", ["Toasters", "Tamanho M", "Logging", "Infections", "Roasters", "Skating"])
def test_a_right_word_that_looks_like_a_good_is_no_misspelling(matcher: GoodsMatcher, text: str) -> None:
    assert matcher.read(text).concepts == ()


@pytest.mark.parametrize(
    "text",
    [
        "Lease or rental of equipment- textiles, leather, furs", "Inspect svcs/furniture", "R&D- medical: drug dependency",
        "Repair of surgical instruments", "Brick veneer siding repair",
    ],
)  # fmt: skip
def test_a_service_on_goods_is_no_purchase_of_them(matcher: GoodsMatcher, text: str) -> None:
    assert matcher.read(text) == GoodsFinding((), True, None, "service")


@pytest.mark.parametrize(
    "text", ["Screen, Tangent, Battery-Powered", "Device, Blood Volume Measuring", "System, Nuclear Magnetic Resonance Imaging"]
)  # fmt: skip
def test_a_device_nobody_knows_is_told_by_its_power_or_its_measuring(matcher: GoodsMatcher, text: str) -> None:
    assert "electronics" in inputs(matcher.read(text))


def test_a_longer_term_that_does_not_follow_hides_no_shorter_one(matcher: GoodsMatcher) -> None:
    assert direct(matcher.read("Cear\u0219afuri bumbac spital")) == {"textiles"}


def test_lines_that_differ_in_unknown_words_alone_are_read_alike(matcher: GoodsMatcher) -> None:
    one, other = matcher.read("Nitrile gloves Zyxmark lot 17"), matcher.read("Nitrile gloves Qwbrand lot 99")
    assert one == other
    assert direct(one) == {"rubber_gloves"}


@pytest.mark.parametrize(
    "text", ["Medical devices", "Hospital equipment", "Medical systems and apparatus", "Instrument"]
)
def test_a_device_word_alone_tells_no_goods(matcher: GoodsMatcher, text: str) -> None:
    found = matcher.read(text)
    assert (found.recognised, found.concepts) == (False, ())
    assert found.note.startswith("not enough information on goods")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Coffee percolators", set()),  # nobody knows the word, yet it is what is bought
        ("Tea or coffee pots", set()),
        ("Mask or respirator filters", set()),
        ("Medical glove boxes or dispensers", set()),
        ("Cases for surgical instruments", set()),
        ("Radio and television services", set()),
        ("Computer manuals", set()),
        ("Gloves, box of 100", {"rubber_gloves"}),
        ("Nitrile gloves box", {"rubber_gloves"}),
        ("Leather of bovine animals", {"leather"}),
    ],
)
def test_what_only_describes_the_thing_bought_is_not_bought(matcher: GoodsMatcher, text: str, kept: set[str]) -> None:
    assert {c.concept for c in matcher.read(text).concepts if c.relation == "is"} == kept


def test_an_unknown_article_of_a_stated_material_is_made_with_it(matcher: GoodsMatcher) -> None:
    found = matcher.read("Rubber grommets").concepts
    assert {(c.concept, c.relation) for c in found} == {("rubber_latex", "made_with")}


@pytest.mark.parametrize("text", ["Clonidina 0,1 mg", "Metoprolol", "Azitromicina comprimidos", "Trazodone"])
def test_a_medicine_is_known_by_its_nonproprietary_name_in_several_spellings(matcher: GoodsMatcher, text: str) -> None:
    assert "pharma" in {c.concept for c in matcher.read(text).concepts}


def test_an_english_word_beside_a_vocabulary_word_is_no_misspelling_of_it(matcher: GoodsMatcher) -> None:
    for text in ("Weathering allowance", "Tropical storm desk", "Contributors list", "Standing order mediated"):
        assert not [c for c in matcher.read(text).concepts if c.relation == "is" and c.concept != "furniture"], text


@pytest.mark.parametrize("text", ["Cotton gauze swabs", "Saline impregnated gauze sponge", "Sterile gauze sponges 4x4"])
def test_the_last_words_of_an_english_name_go_together_first(matcher: GoodsMatcher, text: str) -> None:
    assert {"cotton", "textiles"} <= {c.concept for c in matcher.read(text).concepts if c.relation == "is"}


def test_a_strength_alone_is_a_medicine_and_less_sure(matcher: GoodsMatcher) -> None:
    (found,) = matcher.read("Xtrevania 50 mg x 30").concepts
    assert (found.concept, found.relation) == ("pharma", "is")
    assert found.score < 0.7


@pytest.mark.parametrize(
    "text",
    [
        "Aquisição de máscaras, luvas e batas", "Suministro de mascarillas, guantes y batas",
        "Fornitura di mascherine, guanti e camici", "Fourniture de masques, gants et surblouses",
        "Dostawa masek, rękawic i fartuchów", "Nákup roušek, rukavic a ochranných plášťů", "Nakup mask, rokavic in zaščitnih plaščev",
        "Lieferung von Masken, Handschuhen und Kitteln", "Закупівля масок, рукавичок, халатів",
        "Kaukės, pirštinės ir chalatai", "Maskit, käsineet ja suojatakit", "Munskydd, handskar och skyddsrockar",
        "Achizitie masti, manusi si halate", "Supply of masks, gloves and gowns",
    ],
)  # fmt: skip
def test_everything_a_purchase_lists_is_bought_in_every_language(matcher: GoodsMatcher, text: str) -> None:
    assert {"textiles", "rubber_gloves", "garments"} <= direct(matcher.read(text))


def test_mass_nouns_parted_by_a_comma_and_by_and_are_each_bought(matcher: GoodsMatcher) -> None:
    assert direct(matcher.read("Tea, coffee and sugar")) == {"tea", "coffee"}


@pytest.mark.parametrize(
    "text",
    [
        "Nákup roušek", "Nákup rúšok", "Dostawa maseczek", "Закупівля масок", "Nabava zaščitnih mask", "Kaukių pirkimas",
        "Kirurgisten maskien hankinta", "Achizitie masti", "Lieferung von Mund-Nasen-Bedeckungen", "Inköp av munskydd",
    ],
)  # fmt: skip
def test_a_mask_is_a_mask_in_the_case_of_a_purchase(matcher: GoodsMatcher, text: str) -> None:
    assert direct(matcher.read(text)) == {"textiles"}


@pytest.mark.parametrize(
    "text",
    [
        "Vinilinės pirštinės", "Rękawice winylowe", "Vinilne rokavice", "Vinylové rukavice", "Vinyylikäsineet",
        "Luvas vinílicas", "Vinylhandschuhe", "Vinylhandskar", "Рукавички вінілові", "Guanti in vinile", "Gants vinyle",
    ],
)  # fmt: skip
def test_a_vinyl_glove_is_no_rubber_glove_in_any_language(matcher: GoodsMatcher, text: str) -> None:
    found = matcher.read(text)
    assert ("rubber_gloves" in direct(found), inputs(found)) == (False, {"pvc"})


@pytest.mark.parametrize("text", ["handsprit 85% pumpflaska", "Händedesinfektion 500 ml Spenderflasche"])
def test_a_pack_named_after_a_compound_only_holds_it(matcher: GoodsMatcher, text: str) -> None:
    assert direct(matcher.read(text)) == {"chemicals"}


def test_a_preposition_written_short_still_says_what_stands_beside_the_product(matcher: GoodsMatcher) -> None:
    assert inputs(matcher.read("Máscara cirúrgica c/ elásticos")) == set()
    assert inputs(matcher.read("Luvas s/ látex")) == set()


def test_a_brand_before_a_dose_form_is_a_medicine(matcher: GoodsMatcher) -> None:
    assert direct(matcher.read("Zyxotel Suspension")) == {"pharma"}
    assert direct(matcher.read("Vehicle suspension")) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Concurso público para aquisição de máscaras cirúrgicas", "Adquisición e instalación de mascarillas",
        "Contract for the supply of surgical masks", "Przetarg nieograniczony na dostawę maseczek",
        "Veřejná zakázka na dodávku roušek", "Zmluva na dodávku rúšok", "Javno naročilo za dobavo zaščitnih mask",
        "Licitatie pentru achizitia de masti", "Marché pour la fourniture de masques", "Gara per la fornitura di mascherine",
        "Ausschreibung für die Lieferung von FFP2-Masken", "Upphandling av munskydd", "Договір на закупівлю масок",
    ],
)  # fmt: skip
def test_the_words_of_buying_a_line_opens_with_are_passed_over(matcher: GoodsMatcher, text: str) -> None:
    assert direct(matcher.read(text)) == {"textiles"}


def test_a_hire_that_is_bought_stays_a_service(matcher: GoodsMatcher) -> None:
    assert matcher.read("Aquisição de serviços de aluguer de ventiladores").concepts == ()


def test_a_product_after_and_is_bought_beside_one_described_with_of(matcher: GoodsMatcher) -> None:
    assert direct(matcher.read("Botas de goma y guantes de nitrilo")) == {"footwear", "rubber_gloves"}


def test_what_describes_one_product_of_a_list_describes_no_other(matcher: GoodsMatcher) -> None:
    assert "rubber_gloves" in direct(matcher.read("Mascarillas, guantes y pecheras plásticas"))


@pytest.mark.parametrize("text", ["Stříkačky s jehlou", "Striekačky s ihlou", "Seringi cu ac", "Strzykawki z igłą"])
def test_a_syringe_with_its_needle_holds_rubber_and_steel(matcher: GoodsMatcher, text: str) -> None:
    assert inputs(matcher.read(text)) == {"rubber_latex", "steel"}


@pytest.mark.parametrize(
    "text",
    [
        "Cimento ósseo", "Ciment osseux", "Knochenzement", "Cement kostny", "Kostní cement", "Luusementti", "Betoneira",
        "Betonmischer", "Betoniarka", "Бетонозмішувач", "Porta guantes", "Dispenser guanti", "Dispenser manusi",
        "Käsineteline", "Uchwyt na rękawice", "Cafetera", "Kahvinkeitin", "Kavos aparatas", "Kaffefilter", "Laptoptasche",
        "Geanta laptop", "Timbre de goma", "Pieczątka gumowa", "Razítko gumové", "Jarrukengät", "Piattaforma a forbice",
        "Lavagem de fardas", "Lavado de uniformes", "Spalare uniforme", "Lavaggio divise", "Хімчистка килимів",
        "Panela de arroz", "Cuiseur à riz", "Talheres de plástico", "Plastové příbory", "Plastbestick",
    ],
)  # fmt: skip
def test_a_name_that_only_sounds_like_a_good_gives_none_in_other_languages(matcher: GoodsMatcher, text: str) -> None:
    assert matcher.read(text).concepts == ()


@pytest.mark.parametrize(
    "text",
    [
        "Deksametazonas", "Deksametason", "Дексаметазон", "Metilprednizolon", "Rokuronium", "Lewofloksacyna", "Furozemid",
        "Ceftriaksonas", "Hydroksychlorochina", "Remdezivir", "Teofillina", "Fentanil", "Morfina", "Цисатракурій",
    ],
)  # fmt: skip
def test_a_medicine_is_known_however_its_language_spells_its_sounds(matcher: GoodsMatcher, text: str) -> None:
    assert direct(matcher.read(text)) == {"pharma"}


@pytest.mark.parametrize(
    "text",
    [
        "Distribuição de máscaras", "Destruição de medicamentos", "Esterilización de instrumental", "Almacenamiento de vacunas",
        "Transport medicamente", "Montaj mobilier", "Kalibrering av termometrar", "Kalibrierung von Thermometern",
        "Durchführung von PCR-Tests", "Étalonnage de thermomètres", "Sterilizzazione strumentario", "Kalibracja termometrów",
        "Montáž nábytku", "Повірка термометрів", "Instrumentų sterilizavimas", "Lääkkeiden hävitys", "Uničenje zdravil",
    ],
)  # fmt: skip
def test_what_is_done_to_goods_buys_none_in_other_languages(matcher: GoodsMatcher, text: str) -> None:
    assert matcher.read(text).concepts == ()


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Jitomate saladet kg", "tomato"),
        ("Ejotes congelados", "beans"),
        ("Frijol negro bolsa 1 kg", "beans"),
        ("Elote en grano", "corn"),
        ("Camarón pacotilla", "shrimp"),
        ("Cacahuate salado", "nuts"),
        ("Mantequilla de maní", "nuts"),
        ("Huaraches de cuero", "footwear"),
        ("Rebozo de algodón", "garments"),
        ("Playera cuello redondo", "garments"),
        ("Camote", "sweet_potatoes"),
        ("Lechuga romana", "lettuce"),
    ],
)
def test_what_latin_america_calls_listed_goods_is_known(matcher: GoodsMatcher, text: str, concept: str) -> None:
    assert concept in direct(matcher.read(text))


@pytest.mark.parametrize(
    "text", ["Lámpara UVA", "Aguja 25G color naranja", "Gel desinfettante mani", "Fósforo sérico reactivo"]
)
def test_a_word_of_food_in_another_sense_is_no_food(matcher: GoodsMatcher, text: str) -> None:
    assert not direct(matcher.read(text)) & {"grapes", "citrus", "nuts", "matches"}
