"""Rules of reading a raw name: what is folded, taken off, taken apart and translated."""

from __future__ import annotations

import pytest

from supplychain.text.names import LONGEST_NAME, readings


def words(raw: str) -> set[tuple[str, ...]]:
    return {reading.words for reading in readings(raw)}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("SIS d.o.o.", "SIS DOO"),
        ("S.I.S. d. o. o.", "SIS GmbH"),
        ("Ｈｕａｗｅｉ　Ｔｅｃｈ", "Huawei Technologies Co., Ltd."),
        ("CНINA CОTTON", "China Cotton"),  # Cyrillic look-alikes
        ("Chi\u200bna Cotton", "China Cotton"),
        ("Xinjiang Huafü Cotton Induştry", "XINJIANG HUAFU COTTON IND"),
        ("Nat'l Aero Res. Inst.", "National Aerospace Research Institute"),
        ("LIMITED LIABILOTY COMPANY BERG", "Berg LLC"),
        ("OPEN JOINT STOCKCOMPANY SBERBANK", "Sberbank OAO"),
        ("JOINT-STOCF COMPANY BERG", "Berg JSC"),
        ("Company Stock Berg Joint", "Berg JSC"),
        ("Aktsiunernoye Obshchestvu Berg", "Berg AO"),
        ("LIMITEDLIABILITYCOMPANYRAFORT", "Rafort OOO"),
        ("BANLU COMERCIALIZADORA, S.A. DE C.V. Sdn. Bhd.", "Banlu Comercializadora"),
        ("OOO Planar（集团）有限公司", "Planar Group"),
        ("ПАО «Курганмашзавод»", "KURGANMASHZAVOD PAO"),
        ("合盛硅业", "Hesheng Silicon Industry"),
        ("14th Research Institute", "No. 14 Research Institute".replace("No. ", "")),
        ("007 Factory", "7 Factory"),
        ("5EA KN0T SHIPPING INC.", "Sea Knot Shipping"),
    ],
)
def test_two_writings_of_one_name_share_a_reading(ours: str, theirs: str) -> None:
    assert words(ours) & words(theirs)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("V30915 - Urumqi Tianyao Weiye", ("urumqi", "tianyao", "weiye")),
        ("259304CSSC Electronic", ("cssc", "electronic")),
        ("Ag Yildiz Cargo *DO NOT USE*", ("ag", "yildiz", "cargo")),
        ("LEF SPECIAL UNITS #620", ("lef", "special", "units")),
        ("Jack Wang - USD", ("jack", "wang")),
        ("OAO ILYUSHIN COMPLEX A/P DEPT", ("ilyushin", "complex")),
    ],
)
def test_what_ledgers_add_is_taken_off(raw: str, name: tuple[str, ...]) -> None:
    assert name in words(raw)


@pytest.mark.parametrize("mark", ["DBA", "d/b/a", "T/A", "c/o", "a/k/a", ";", "|"])
def test_each_name_of_a_cell_is_read_and_none_counts_as_the_whole(mark: str) -> None:
    found = {r.words: r.whole for r in readings(f"Chapel Street Surgery {mark} Quanjiao Nata")}
    assert found[("quanjiao", "nata")] == 0
    assert found[("chapel", "street", "surgery")] == 0


def test_brackets_are_read_with_and_without_and_places_in_them_are_no_names() -> None:
    found = words("Avrora (India) Marine Ltd")
    assert ("avrora", "india", "marine") in found
    assert ("avrora", "marine") in found
    assert ("india",) not in found


def test_a_name_of_nothing_but_legal_form_keeps_it() -> None:
    assert words("CORP") == {("corp",)}
    assert ("11420",) in words("11420 CORP.")


def test_legal_forms_of_the_world_fold_to_the_same_classes() -> None:
    limited = ["GmbH", "d.o.o.", "Sdn Bhd", "OOO", "有限公司", "Pvt Ltd", "Sp. z o.o.", "S.r.l.", "LLC", "FZE"]
    assert {readings(f"Zarya {form}")[0].legal for form in limited} == {("limited",)}
    stock = ["JSC", "PAO", "Public Joint Stock Company", "AG", "S.A.", "Kabushiki Kaisha", "Inc.", "Anonim Sirketi"]
    assert {readings(f"Zarya {form}")[0].legal for form in stock} == {("stock",)}


@pytest.mark.parametrize("raw", ["", "   ", "???", "-- // ..", "\u200b", "。、"])
def test_a_name_without_letters_and_digits_has_no_reading(raw: str) -> None:
    assert readings(raw) == ()


def test_a_long_name_is_read_as_far_as_the_cap_and_100_000_characters_not_at_all() -> None:
    assert readings("Hoshine " * 100) == readings(("Hoshine " * 100)[:LONGEST_NAME]) != ()
    assert readings("Hoshine " * 12_500) == ()


@pytest.mark.parametrize("raw", ["😀😀", "♥ ★ ☎", "→"])
def test_an_emoji_is_no_letter(raw: str) -> None:
    assert readings(raw) == ()


@pytest.mark.parametrize("raw", ["ꮋuawei", "ᕼᑌᗩᗯEI", "ʜᴜᴀᴡᴇɪ", "𝓗𝓾𝓪𝔀𝓮𝓲"])
def test_letters_of_other_scripts_that_look_like_latin_ones_are_read_as_those(raw: str) -> None:
    assert readings(raw)[0].words == ("huawei",)


def test_the_vowel_signs_of_indic_scripts_break_no_word() -> None:
    assert len(readings("भारत हेवी इलेक्ट्रिकल्स")[0].words) == 3


@pytest.mark.parametrize(
    ("listed", "english"),
    [
        ("AO RUSSKAYA MEDNAYA KOMPANIYA", ("russian", "copper")),
        (
            "OOO MASHINOSTROITELNOE KONSTRUKTORSKOE BYURO RADUGA",
            ("machinery", "building", "design", "bureau", "raduga"),
        ),
        ("NEMANEH GEMI TERSANECILIK SANAYI", ("nemaneh", "shipping", "shipyard", "industry")),
        ("ALVAND SANAYE MOTORSAZI", ("alvand", "industry", "engine", "manufacturing")),
        ("OOO DIDZHITAL SEKYURITI", ("digital", "security")),
    ],
)
def test_romanised_business_words_are_read_in_english_too_and_never_count_as_the_whole(
    listed: str, english: tuple[str, ...]
) -> None:
    found = {reading.words: reading.whole for reading in readings(listed)}
    assert 0 < found[english] < 1
    assert len(found) > 1


@pytest.mark.parametrize(
    ("native", "abroad"),
    [
        ("北京诺禾致源科技股份有限公司", ("novogene",)),
        ("中国化工集团有限公司", ("china", "national", "chemical")),
        ("合盛硅业（鄯善）有限公司", ("hoshine", "silicon", "industry")),
        ("衡水英利新能源有限公司", ("yingli", "new", "energy")),
    ],
)
def test_a_chinese_name_is_also_read_as_it_is_used_abroad(native: str, abroad: tuple[str, ...]) -> None:
    assert abroad in words(native)


@pytest.mark.parametrize(
    "raw",
    ["شرکت پشتیبانی", "삼성전자", "บริษัท", "Ελληνικά", "עברית", "𝓕𝓪𝓷𝓬𝔂", "a\x00b", "\ud800x", "½ Co", "İstanbul ŞTİ"],
)
def test_every_script_is_spelt_in_plain_letters(raw: str) -> None:
    assert readings(raw)
    assert all(word.isascii() and word for reading in readings(raw) for word in reading.words)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("شرکت بازرگانی کریمی", ("trading", "karimi")),
        ("الشركة العربية للتجارة", ("arab", "trading")),
        ("بانک ملی ایران", ("bank", "national", "iran")),
    ],
)
def test_arabic_script_is_translated_where_words_are_known_and_spelt_with_its_certain_vowels(
    written: str, words: tuple[str, ...]
) -> None:
    assert readings(written)[0].words == words
