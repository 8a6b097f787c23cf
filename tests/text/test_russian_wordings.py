"""Rules of reading a Russian name: in which ways it may stand in an English list."""

from __future__ import annotations

import pytest

from supplychain.text.names import readings
from supplychain.text.translate import russian_meaning


def words_of(raw: str) -> set[tuple[str, ...]]:
    return {reading.words for reading in readings(raw)}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "Энский политехнический университет им. П. С. Карвостова",
            ("karvostov", "enskii", "polytechnic", "university"),
        ),
        ("Институт катализа имени Карвостова", ("karvostov", "catalysis", "institute")),
        ("Институт акустики Российской академии наук", ("acoustics", "institute")),
        ("Институт физики Сибирского отделения Российской академии наук", ("institute", "physics")),
        (
            "Федеральное государственное бюджетное учреждение «46 Центральный научно-исследовательский институт» "
            "Министерства обороны Российской Федерации",
            ("46", "central", "scientific", "research", "institute"),
        ),
        ("ФГУП «Федеральный центр двойных технологий „Союз“»", ("federal", "center", "dual", "technology", "soyuz")),
        ("АО «НПО „Высокоточные комплексы“»", ("npo", "high", "precision", "complex")),
    ],
)
def test_whom_a_name_honours_whose_it_is_and_quoted_names_are_told_as_abroad(name: str, told: tuple[str, ...]) -> None:
    assert told in words_of(name)


def test_the_name_as_spelt_comes_first_and_no_other_counts_as_the_whole() -> None:
    first, *others = readings("Институт акустики Российской академии наук")
    assert first.words[:2] == ("institute", "akustiki")
    assert first.whole == 1
    assert all(reading.whole < 1 for reading in others)


def test_words_are_known_though_the_marks_over_their_letters_were_folded() -> None:
    assert russian_meaning("россиискои") == "russian"
    assert russian_meaning("объединенныи") == "united"


def test_two_names_of_institutions_joined_by_a_dash_are_read_apart_and_a_branch_is_not() -> None:
    found = words_of("Tomsk Polytechnic University - National Research Tomsk Polytechnic University")
    assert ("tomsk", "polytechnic", "university") in found
    assert ("istanbul",) not in words_of("Karvost Trading Company - Istanbul")
