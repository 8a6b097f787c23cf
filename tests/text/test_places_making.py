"""A people or town beside a word of making is the origin; a style, a seller's town and an eponym are none."""

from __future__ import annotations

import re

import pytest
from told_places import origin

from supplychain.text.place_cues import CUE, CUE_WORDS, HANDLED, HANDLING, MAKER, MAKING_HEADS
from supplychain.text.place_tables import fold


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Blouse patient non tissé, fabrication malgache", "MG"),
        ("Pince de Kocher, fab. pakistanaise", "PK"),
        ("Savon antiseptique, fabr. camerounaise", "CM"),
        ("Pinzette anatomisch, Schweizer Fabrikat", "CH"),
        ("Verbandschere, dt. Markenfabrikat", "DE"),
        ("Gasa, prod. nacional ecuatoriana", "EC"),
        ("Compressas TNT, fabrico português", "PT"),
        ("Verbandgaas steriel, Ned. fabrikaat", "NL"),
        ("Operationshandske, svensktillverkad", "SE"),
        ("Stomipose, dansk produceret", "DK"),
        ("Munnbind type IIR, norskprodusert", "NO"),
        ("Suojakäsineet, kotimainen valmiste", "FI"),
        ("Rukavice, vyrobené na Slovensku", "SK"),
        ("Obvaz, český výrobek", "CZ"),
        ("Infúziós szerelék, magyar gyártmány", "HU"),
        ("Vată hidrofilă, producție românească", "RO"),
        ("Obliž, slovenski izdelek", "SI"),
        ("Marlinis tvarstis, pagaminta Lietuvoje", "LT"),
        ("Марля, български продукт", "BG"),
        ("Шприц 5мл, пр-во РФ", "RU"),
        ("Вата, белорусское производство", "BY"),
        ("Γάζες, ελληνικής κατασκευής", "GR"),
        ("Steril gazlı bez - Türk malı", "TR"),
        ("محلول ملحي صناعة سعودية", "SA"),
        ("رسانه ساخت ایران", "IR"),
        ("भारत में निर्मित पट्टी", "IN"),
        ("纱布块 8层 国产", "CN"),
        ("输液器 威海产", "CN"),
        ("Suture, made in Switz.", "CH"),
        ("Forceps 14cm SS (Pak) CE", "PK"),
        ("Gel 30G (IND) EXP 08/27", "IN"),
    ],
)
def test_a_people_beside_a_word_of_making_is_the_origin(text: str, code: str) -> None:
    assert origin(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Sharps container, mfd Aberdeen SD", "US"),
        ("Nitrile gloves, Klang Selangor factory", "MY"),
        ("Artery forceps, Moradabad mfg.", "IN"),
        ("Rubber gloves, Horana BOI Zone", "LK"),
        ("Inj. Ceftriaxone, Mfg Lic No. MB/05/217, Baddi (H.P.)", "IN"),
        ("Spritzen 2-teilig, Werk Melsungen", "DE"),
        ("Surblouses, atelier de Monastir", "TN"),
        ("Hemşire forması, Bursa'da üretildi", "TR"),
        ("Surgical gloves, Kanam Latex Industries, Kottayam, Kerala", "IN"),
        ("Omeprazole caps, Square Pharmaceuticals, Pabna", "BD"),
        ("Penicillin V, Sandoz Kundl", "AT"),
        ("Gaze em rolo, Amparo/SP", "BR"),
        ("Exam table paper, Green Bay, WI", "US"),
        ("Saline flush, Medefil, Glendale Heights, Illinois", "US"),
        ("Coir mattress, Semarang, Java", "ID"),
        ("Бинт эластичный, г. Воронеж", "RU"),
        ("Gown, manufactured for Medline (USA) by TNG, Thai Nguyen", "VN"),
        ("Gauze swabs; manufacturer in Surabaya, forwarder in Rotterdam", "ID"),
    ],
)
def test_a_town_beside_works_or_behind_a_maker_is_the_origin(text: str, code: str) -> None:
    assert origin(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "China marker, black, peel-off",
        "China grease pencil red",
        "NHS England approved sharps bin 7L",
        "Iceland moss lozenges",
        "Nepal relief kit type B",
        "Hong Kong flu H3N2 control",
        "Turkish towel bath robe",
        "French press coffee 1L",
        "Collar, Philadelphia",
        "Retractor, Minnesota",
        "Gutta percha, Paris",
        "Purchase of heating and cooling plants",
        "Beer made from malt",
        "Substance of non-human origin",
        "Sterilized in Germany, gauze swabs",
        "Gauze swabs, packaged in Ireland",
        "Tested by Nelson Labs, Salt Lake City, Utah",
        "Import permit Kenya PPB, ceftriaxone 1g",
        "Syringe, vendor Henry Schein, Melville NY",
        "Gloves, buyer: MoH Ghana",
        "Made in accordance with ISO 13485",
        "Products of heading no. 2912",
    ],
)
def test_a_style_an_eponym_and_what_else_is_done_to_goods_is_no_origin(text: str) -> None:
    assert origin(text) is None


def test_what_is_done_to_goods_elsewhere_hides_no_origin() -> None:
    for said in ("sterilised in Germany, packed in Ireland", "packed and sterilised Poland", "packed Singapore"):
        assert origin(f"Forceps, Sialkot made, {said}") == "PK"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Gloves, mfr Engels, Saratov", "RU"),
        ("Zeep, Engels product", "GB"),
        ("Масло, изг. Армянск", "UA-43"),
        ("Масло, армянское произв.", "AM"),
        ("ضمادات صنع الهندية، كربلاء", "IQ"),
        ("ضمادات صنع الهندية", "IN"),
        ("Gloves, Angola made", "AO"),
        ("Gloves, fabricado Americana, SP", "BR"),
    ],
)
def test_a_town_that_is_called_as_a_people_is_known_by_what_follows(text: str, code: str) -> None:
    assert origin(text) == code


def test_every_word_of_handling_is_looked_for() -> None:
    texts = (
        "distributed by A", "sold to A", "imported by A", "for sale in Chad", "ships from A", "ec rep A", "ECREP A", "dist. by A",
        "supplied from UK stock", "ex UK stock", "contact: A", "warranty repair in A", "after-sales service in A", "sole agent",
        "ukrp", "eu rep", "UK responsible person", "importado por A", "distribuído por A", "vertrieben von A", "distribué par A",
        "importeur A", "importer", "vendor A", "ship to A", "bill to A", "Mktd: A", "dist.: A", "delivery: A", "consignee A",
        "buyer A", "payer A", "forwarder A", "fournisseur A", "tedarikçi A", "made for Acme by B", "sterilized in Chad",
        "packaging in Chad", "labelled in Chad", "registered with Chad", "verpackt in Chad", "import licence A", "moh A",
    )  # fmt: skip
    for text in texts:
        assert HANDLED.search(text), text
        assert not HANDLING.isdisjoint(re.split(r"\W+", fold(text))), text


def test_every_word_before_a_maker_is_looked_for() -> None:
    words = (
        "made by", "mfd. by", "fabricado por", "fabriqué par", "prodotto da", "hergestellt von", "hergestellt durch",
        "wyprodukowano przez", "vyrobeno firmou", "vervaardigd door", "Mfr:", "Hersteller:", "fabricant:", "producer:",
        "manufacturing site:", "production plant:", "gloves by",
    )  # fmt: skip
    for said in words:
        text = f"{said} Acme Industries, Lahore"
        assert MAKER.search(text), text
        assert not MAKING_HEADS.isdisjoint(re.split(r"\W+", fold(text))), text


def test_every_word_of_making_is_looked_for() -> None:
    said = (
        "made in", "hand made in", "manufactured at", "mfgd in", "sewn in", "packed at origin in", "factory is located in", "works in",
        "country of mfg", "mfr. site", "product of", "products of", "coo", "c.o.o", "C/O CN", "imported from", "knit for A Ltd in",
        "molded by Acme in", "industria", "hechas en", "pais de fabricacion", "fabricados en", "productos de", "procedentes de",
        "importada de", "fabriquees en", "pays de fabrication", "fait au", "produites en", "pays d'origine", "provenance",
        "aus polnischer Fertigung", "hergestellt in", "herkunft", "feita no", "produzidas na", "produtos da", "fatte in", "prodotti in",
        "paese di produzione", "gemaakt in", "land van herkomst", "wyprodukowany w", "kraj pochodzenia", "mensei", "zeme puvodu",
        "vyrobena v", "krajina povodu", "tara de origine", "produs in", "szarmazasi hely", "gyartasi hely", "alkuperamaa",
        "kilmes salis", "pagaminta", "izcelsmes valsts", "paritolumaa", "porekla", "izdelano v", "proizvedeno u", "tillverkade i",
        "tillverkat i", "oprindelsesland", "fremstillet i", "produsert i", "buatan", "dibuat di", "negara asal", "from", "ex", "source",
        "desde", "de fabricacion", "produced by Acme Ltd,",
    )  # fmt: skip
    for words in said:
        assert CUE.search(f"{words} x"), words
        assert not CUE_WORDS.isdisjoint(re.split(r"\W+", fold(words))), words
