"""Chinese, Arabic and Cyrillic names find the party that a list holds in Latin letters, and no namesake by a near sound."""

from __future__ import annotations

import pytest

from supplychain.matching.across_scripts import said_across_scripts
from supplychain.matching.index import NameIndex
from supplychain.matching.names import match_parties
from supplychain.matching.settings import MatchSettings, PartyQuery
from supplychain.model import EntityType, ListedEntity

LISTED = {
    "hongyuan": "Hongyuan New Materials",
    "hengyi": "Chongyi Hengyi Ceramic Composites Co., Ltd.",
    "harbin": "Harbin Institute of Technology",
    "kaveh": "Kaveh Sepanir Engineering Company",
    "complex": "National Development Complex",
    "vympel": "Joint Stock Company Special Design Bureau Vympel",
    "hydro": "HYDRO COMPANY S.A.L.",
    "member": "Nanjing Cambricon Kestrel Chips Co., Ltd.",
    "tenth": "10th Research Institute of China Electronics Technology Group Corporation",
    "inside": "Tallinn Velmor Cambricon Trading OU",
}


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex.build(
        [("test_list", ListedEntity(key, name, EntityType.ORGANISATION)) for key, name in LISTED.items()]
    )


def matched(index: NameIndex, name: str) -> set[str]:
    found = match_parties(index, [PartyQuery(name)], MatchSettings())[0].matches
    return {match.entry.entry_id for match in found if match.score >= MatchSettings().threshold}


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("宏源新材料有限公司", "hongyuan"),
        ("崇义恒毅陶瓷复合材料有限公司", "hengyi"),
        ("崇義恒毅陶瓷複合材料有限公司", "hengyi"),
        ("哈尔滨工业大学", "harbin"),
        ("شرکت مهندسی کاوه سپنیر", "kaveh"),
        ("نیشنل ڈیولپمنٹ کمپلیکس", "complex"),
        ("АО «СКБ Вымпел»", "vympel"),
    ],
)
def test_a_native_name_finds_its_party(index: NameIndex, name: str, party: str) -> None:
    assert party in matched(index, name)


@pytest.mark.parametrize("name", ["荣丰新材料有限公司", "ООО «Гидроник»"])
def test_a_name_of_another_sound_or_stem_is_no_match(index: NameIndex, name: str) -> None:
    assert matched(index, name) == set()


def test_the_name_of_a_group_alone_finds_those_who_bear_it_first_and_no_others(index: NameIndex) -> None:
    assert matched(index, "寒武纪") == matched(index, "寒武纪科技") == {"member"}
    assert matched(index, "寒武纪医疗用品有限公司") == set()


def test_a_numbered_institute_is_found_by_its_parent_and_number(index: NameIndex) -> None:
    assert matched(index, "中国电子科技集团公司第十研究所") == {"tenth"}


def test_however_few_matches_are_shown_no_party_of_the_group_is_left_out() -> None:
    names = [f"Cambricon {place} Chips Co., Ltd." for place in ("Nanjing", "Xian", "Kunshan", "Harbin", "Dalian")]
    several = NameIndex.build(
        [("test_list", ListedEntity(name, name, EntityType.ORGANISATION)) for name in (*names, "Hanwu Trading")]
    )
    found = match_parties(several, [PartyQuery("寒武纪"), PartyQuery(names[0])], MatchSettings(top=1))
    assert {match.entry.entry_id for match in found[0].matches} == set(names)
    assert len(found[1].matches) == 1  # its own name finds it, and is no group's


def test_a_group_is_found_whole_on_every_list_that_holds_it() -> None:
    members = [f"Cambricon {at} Chips Co., Ltd." for at in range(1, 221)]
    lists = NameIndex.build(
        [(key, ListedEntity(name, name, EntityType.ORGANISATION)) for key in ("a", "b", "c") for name in members]
    )
    [found] = match_parties(lists, [PartyQuery("寒武纪")], MatchSettings(top=1))
    assert len({(match.list_key, match.entry.entry_id) for match in found.matches}) == 3 * len(members)


@pytest.mark.parametrize(
    ("ours", "listed", "done"),
    [
        (
            "浙江维新贸易",
            "Zhejiang Weixin Trading Co., Ltd.",
            "the Chinese characters are read as pinyin or translated",
        ),
        ("Хайдро", "Haidro", "the Cyrillic letters are spelt in Latin ones or translated"),
        ("شركة كاوه", "Kaveh Company", "the Arabic letters are spelt in Latin ones or translated"),
    ],
)
def test_names_in_two_scripts_are_called_the_same_only_with_what_was_done_to_their_letters(
    ours: str, listed: str, done: str
) -> None:
    same = "But for case, marks and legal form, the names are the same."
    assert said_across_scripts(same, ours, listed) == f"{same[:-1]}, once {done}."
    assert said_across_scripts(same, listed, ours) == f"{same[:-1]}, once {done}."
    assert said_across_scripts(same, ours, ours) == said_across_scripts(same, "Wei Xin", "Wei Xin Ltd") == same
    assert said_across_scripts(same, "Ｗeixin Ölwerke", "Weixin Olwerke") == same


def test_the_reason_of_a_match_says_that_characters_were_read() -> None:
    index = NameIndex.build([("test_list", ListedEntity("weixin", "Zhejiang Weixin Trading", EntityType.ORGANISATION))])
    (match,) = match_parties(index, [PartyQuery("浙江维新贸易")], MatchSettings())[0].matches
    (says,) = (reason.says for reason in match.reasons if reason.feature == "names_equal")
    assert says.endswith("once the Chinese characters are read as pinyin or translated.")
    (plain,) = match_parties(index, [PartyQuery("Zhejiang Weixin Trading")], MatchSettings())[0].matches
    assert "once" not in next(reason.says for reason in plain.reasons if reason.feature == "names_equal")
