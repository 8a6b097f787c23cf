"""Rules of reading a Chinese name: where it is cut, in which orders it is told, and when it is the name of a group."""

from __future__ import annotations

import pytest

from supplychain.text.names import readings
from supplychain.text.translate import han_number, split_han


def words_of(raw: str) -> list[tuple[str, ...]]:
    return [reading.words for reading in readings(raw)]


@pytest.mark.parametrize(
    ("name", "pieces"),
    [
        ("天海工业", ["天海", "工业"]),  # not offshore engineering (海工) between two odd characters
        ("崇义恒毅陶瓷复合材料", ["崇义恒毅", "陶瓷", "复合材料"]),
        ("卡斯普市政工程", ["卡斯普", "市政", "工程"]),
        ("平阳县恒毅机械厂", ["平阳", "县", "恒毅", "机械厂"]),
    ],
)
def test_a_name_is_cut_where_the_fewest_characters_are_left_over(name: str, pieces: list[str]) -> None:
    assert [piece for piece, _ in split_han(name)] == pieces


def test_a_number_of_an_institute_is_read_whatever_its_form() -> None:
    assert [han_number(text) for text in ("十", "十四", "七二五", "一百零二")] == [10, 14, 725, 102]
    for name in ("第十四研究所", "第14研究所", "14所"):
        assert ("14", "research", "institute") in words_of(name)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("兰州空间技术物理研究所", ("lanzhou", "institute", "space", "technology", "physics")),
        (
            "中国电子科技集团公司第十研究所",
            ("10", "research", "institute", "china", "electronic", "technology", "group"),
        ),
        ("中国科学院声学研究所", ("institute", "acoustics", "chinese", "academy", "scientific")),
        ("华为技术有限公司", ("huawei", "technology")),
    ],
)
def test_an_institution_is_also_told_with_its_head_first_and_before_its_parent(
    name: str, told: tuple[str, ...]
) -> None:
    assert told in words_of(name)


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("寒武纪", ("cambricon",)),
        ("壁仞科技", ("biren",)),
        ("中国船舶集团有限公司", ("cssc",)),
        ("海康威视", ("hikvision",)),
    ],
)
def test_a_name_that_is_a_groups_and_no_more_is_told_as_the_groups(name: str, group: tuple[str, ...]) -> None:
    assert group in {reading.words for reading in readings(name) if reading.group}


@pytest.mark.parametrize("name", ["海康威视大学", "东风汽车", "平安", "和平医院", "寒武纪医疗用品有限公司"])
def test_other_names_with_a_groups_word_and_words_that_anybody_bears_are_no_groups(name: str) -> None:
    assert not any(reading.group for reading in readings(name))


def test_a_house_of_hong_kong_is_read_by_cantonese_sounds_and_by_meaning_others_are_not() -> None:
    assert {("wing", "fung", "logistics"), ("golden", "eagle", "trading")} <= {
        *words_of("永豐物流有限公司"),
        *words_of("金鷹貿易有限公司"),
    }
    assert ("golden", "eagle", "trading") not in words_of("金鹰贸易有限公司")
