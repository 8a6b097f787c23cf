"""Names with damaged legal forms, lost spaces and phrases for institutions are read as what was meant."""

from __future__ import annotations

import pytest

from supplychain.text.names import readings


def words_of(name: str) -> list[tuple[str, ...]]:
    return [reading.words for reading in readings(name)]


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("LIM ITED LIABILITY COMPANY KARVOST", "Karvost"),
        ("Prime Karvost Corpora tion Ltd.", "Prime Karvost"),
        ("Karvost Stelmar LDT", "Karvost Stelmar"),
        ("KARVOSTPJSC", "Karvost"),
        ("KARVOST STELMARLIMITED", "Karvost Stelmar"),
        ("OOO Management CompanyKarvost", "Management Karvost"),
        ("S Ogranichennoi Otvetstvennostyu Karvost", "Karvost"),
    ],
)
def test_a_damaged_legal_form_is_taken_off_as_a_whole_one(damaged: str, whole: str) -> None:
    assert words_of(damaged)[0] == words_of(whole)[0]


def test_a_whole_legal_form_stays_one() -> None:
    assert words_of("Open Joint Stock Company Karvost") == [("karvost",)]
    assert words_of("Accompany Travel") == [("accompany", "travel")]


@pytest.mark.parametrize(
    ("run_together", "spaced"),
    [
        ("KARVOSTBANKOFAGRICULTURALDEVELOPMENT", "Karvost Bank of Agricultural Development"),
        ("KarvostResearchInstituteofShipping", "Karvost Research Institute of Shipping"),
    ],
)
def test_a_name_that_lost_its_spaces_is_also_read_with_them(run_together: str, spaced: str) -> None:
    assert words_of(spaced)[0] in words_of(run_together)


def test_an_institution_is_read_by_its_phrase_and_by_its_short_word() -> None:
    assert ("npo", "karvost") in words_of("Scientific and Production Association Karvost")
    assert ("npo", "karvost") in words_of("NPO Karvost")


def test_a_chinese_term_of_several_translations_is_read_in_each() -> None:
    found = words_of("河北工业大学")
    assert {("hebei", "university", "technology"), ("hebei", "institute", "technology")} <= set(found)


def test_traditional_characters_are_read_as_simplified_ones() -> None:
    assert words_of("香港電子貿易有限公司")[0] == words_of("香港电子贸易有限公司")[0]


def test_words_of_arabic_script_are_read_with_their_article_ending_and_phrase() -> None:
    assert words_of("الشركة السورية للتجارة")[0] == ("syrian", "trading")
    assert {"university", "technology"} <= set(words_of("دانشگاه صنعتی شریف")[0])


def test_a_russian_word_is_translated_only_where_an_ending_follows_its_stem() -> None:
    assert all("special" not in words for words in words_of("ООО «Спецснаб»"))
