"""How the UFLPA page's name cells are read: whole names, stated aliases, stated reach."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reference_lists import bundled_entries
from reference_lists._party_names import read_party
from reference_lists.uflpa_entities import LIST, parse
from supplychain.errors import ListFormatError
from supplychain.model import ListedEntity
from supplychain.reference.published import entry_fingerprint

PAGE = (Path(__file__).parent / "uflpa_entities" / "published.html").read_text(encoding="utf-8")

# cell as published -> name, aliases, note of reach
CELLS = [
    ("Camel Group Co., Ltd.", "Camel Group Co., Ltd.", [], ""),
    (
        "Kashgar Construction Engineering (Group) Co., Ltd.",
        "Kashgar Construction Engineering (Group) Co., Ltd.",
        [],
        "",
    ),
    ("Hongyuan New Materials (Baotou) Co., Ltd.", "Hongyuan New Materials (Baotou) Co., Ltd.", [], ""),
    (
        "Hoshine Silicon Industry (Shanshan) Co., Ltd (including one alias: Hesheng Silicon Industry (Shanshan) Co.) and subsidiaries",
        "Hoshine Silicon Industry (Shanshan) Co., Ltd",
        ["Hesheng Silicon Industry (Shanshan) Co."],
        "and subsidiaries",
    ),
    (
        "Hoshine Silicon Industry (Shanshan) Co., Ltd., and Subsidiaries",
        "Hoshine Silicon Industry (Shanshan) Co., Ltd.",
        [],
        "and Subsidiaries",
    ),
    (
        "Xinjiang Production and Construction Corps (including three aliases: XPCC; Xinjiang Corps; and Bingtuan) and its subordinate and affiliated entities",
        "Xinjiang Production and Construction Corps",
        ["XPCC", "Xinjiang Corps", "Bingtuan"],
        "and its subordinate and affiliated entities",
    ),
    (
        "Sichuan Jingweida Technology Group Co., Ltd. (also known as Sichuan Mianyang Jingweida Technology Co., Ltd. and JWD Technology; and formerly known as Mianyang High-tech Zone Jingweida Technology Co., Ltd.)",
        "Sichuan Jingweida Technology Group Co., Ltd.",
        [
            "Sichuan Mianyang Jingweida Technology Co., Ltd.",
            "JWD Technology",
            "Mianyang High-tech Zone Jingweida Technology Co., Ltd.",
        ],
        "",
    ),
    (
        "Baowu Group Xinjiang Bayi Iron and Steel Co., Ltd. (also known as Xinjiang Bayi Iron and Steel Co. Ltd.; Baosteel Group Xinjiang Bayi Iron and Steel Co., Ltd.; and Bayi Iron and Steel)",
        "Baowu Group Xinjiang Bayi Iron and Steel Co., Ltd.",
        [
            "Xinjiang Bayi Iron and Steel Co. Ltd.",
            "Baosteel Group Xinjiang Bayi Iron and Steel Co., Ltd.",
            "Bayi Iron and Steel",
        ],
        "",
    ),
    (
        "Jiangsu Meike Solar Technology Co., Ltd. (also known as Meike Co. and formerly known as Jiangsu Gaozhao New Energy Development Co., Ltd.)",
        "Jiangsu Meike Solar Technology Co., Ltd.",
        ["Meike Co.", "Jiangsu Gaozhao New Energy Development Co., Ltd."],
        "",
    ),
    (
        "Jiangyin Lianyun Co. Ltd. (also known as Jiangyin Intermodal Transport Co. and Jiangyin United Transport Co.)",
        "Jiangyin Lianyun Co. Ltd.",
        ["Jiangyin Intermodal Transport Co.", "Jiangyin United Transport Co."],
        "",
    ),
    (
        "Inner Mongolia Xuanda Food Co., Ltd. (also known as Xuanda Food; and formerly known as Wuyuan County Xuanda Cereals, Oils and Foods Co., Ltd.)",
        "Inner Mongolia Xuanda Food Co., Ltd.",
        ["Xuanda Food", "Wuyuan County Xuanda Cereals, Oils and Foods Co., Ltd."],
        "",
    ),
    (
        "The TNN Development Limited (also known as Dehui (Dalian) International Trade Co., Ltd.)",
        "The TNN Development Limited",
        ["Dehui (Dalian) International Trade Co., Ltd."],
        "",
    ),
]


@pytest.mark.parametrize(("cell", "name", "aliases", "reach"), CELLS, ids=[c[1] for c in CELLS])
def test_a_name_cell_is_read_by_its_grammar(cell: str, name: str, aliases: list[str], reach: str) -> None:
    party = read_party(cell)
    assert (party.name, [a.name for a in party.aliases], party.extends_to) == (name, aliases, reach)
    assert party.unread == ()


def test_named_subsidiaries_become_findable_names() -> None:
    cell = (
        "Ninestar Corporation and its eight Zhuhai-based subsidiaries, which include Zhuhai Ninestar Information "
        "Technology Co. Ltd., Zhuhai Pantum Electronics Co. Ltd., Zhuhai Apex Microelectronics Co., Ltd., Geehy "
        "Semiconductor Co., Ltd., Zhuhai G&G Digital Technology Co., Ltd., Zhuhai Seine Printing Technology Co., Ltd., "
        "Zhuhai Ninestar Management Co., Ltd., and Zhuhai Pu-Tech Industrial Co., Ltd."
    )
    assert read_party(cell).named == (
        "Zhuhai Ninestar Information Technology Co. Ltd.",
        "Zhuhai Pantum Electronics Co. Ltd.",
        "Zhuhai Apex Microelectronics Co., Ltd.",
        "Geehy Semiconductor Co., Ltd.",
        "Zhuhai G&G Digital Technology Co., Ltd.",
        "Zhuhai Seine Printing Technology Co., Ltd.",
        "Zhuhai Ninestar Management Co., Ltd.",
        "Zhuhai Pu-Tech Industrial Co., Ltd.",
    )
    page = PAGE.replace("<td>Ninestar Corporation</td>", f"<td>{cell.replace('&', '&amp;')}</td>")
    found = {e.entry_id: e for e in parse(page.encode()).entries if isinstance(e, ListedEntity)}
    assert (
        found["ii/zhuhai-seine-printing-technology-co-ltd"].remarks == "Named as a subsidiary of Ninestar Corporation."
    )


def test_an_acronym_that_ends_a_name_is_a_weak_alias_and_no_other_parenthesis_is_one() -> None:
    aliases = read_party("No. 4 Vocation Skills Education Training Center (VSETC)").aliases
    assert [(a.name, a.weak) for a in aliases] == [
        ("No. 4 Vocation Skills Education Training Center", False),
        ("VSETC", True),
    ]
    assert read_party("Xinjiang Energy (Group) Real Estate Co., Ltd").aliases == ()


def test_a_stated_number_of_aliases_that_does_not_fit_is_reported() -> None:
    page = PAGE.replace("(and two aliases: Hotan", "(and three aliases: Hotan")
    assert any("three aliases are announced, 2 are read" in text for text in parse(page.encode()).unread)


def test_the_same_party_on_two_sub_lists_is_two_entries() -> None:
    ids = {entry.entry_id for entry in bundled_entries("uflpa_entities")}
    assert {"i/hetian-taida-apparel-co-ltd", "v/hetian-taida-apparel-co-ltd"} <= ids


def test_a_sub_list_that_has_lost_its_table_refuses_the_page() -> None:
    without = re.sub(r"<table>(?:(?!</table>).)*KTK Group.*?</table>", "", PAGE, flags=re.DOTALL)
    with pytest.raises(ListFormatError, match=r"sub-list \(ii\)"):
        parse(without.encode())


def test_a_new_exporters_table_is_read_as_sub_list_iv() -> None:
    table = "<table><tr><th>Name of Entity</th><th>Effective Date</th></tr><tr><td>Invented Exporter Co., Ltd.</td><td>August 20, 2026</td></tr></table>"
    marker = "Section 2(d)(2)(B)(iv)</a></p>"
    found = parse(PAGE.replace(marker, marker + table).encode())
    entry = next(e for e in found.entries if e.entry_id == "iv/invented-exporter-co-ltd")
    assert isinstance(entry, ListedEntity)
    assert entry.programme == "Section 2(d)(2)(B)(iv)"
    assert str(found.as_of) == "2026-08-20"


def test_a_date_that_cannot_be_read_keeps_the_party_and_is_reported() -> None:
    found = parse(
        PAGE.replace("<td>Esquel Group", "<td>Esquel Group", 1).replace("November 1, 2024", "soon", 1).encode()
    )
    assert any(text.startswith("Effective Date: soon") for text in found.unread)
    assert len(found.entries) == 38


def test_the_whole_page_is_read_as_it_is_bundled(shared: Path) -> None:
    raw = (shared / "lists" / "uflpa" / "uflpa-entity-list_fetched-2026-07-09.html").read_bytes()
    parsed = LIST.parse(raw)
    assert (len(parsed.entries), parsed.unread) == (160, ())
    assert parsed.entries == bundled_entries("uflpa_entities")
    assert len({entry_fingerprint(entry) for entry in parsed.entries}) == 160


def test_no_text_of_a_published_cell_is_lost(shared: Path) -> None:
    raw = (shared / "lists" / "uflpa" / "uflpa-entity-list_fetched-2026-07-09.html").read_text(encoding="utf-8")
    cells = re.findall(r"<tr><td>(.*?)</td><td>", raw)
    grammar = {"and", "including", "also", "formerly", "known", "as", "alias", "aliases", "one", "two", "three", "five"}
    for cell, entry in zip(cells, parse(raw.encode()).entries, strict=True):
        assert isinstance(entry, ListedEntity)
        published = set(re.findall(r"\w+", cell.replace("&amp;", "&")))
        read = set(re.findall(r"\w+", " ".join((*entry.names, entry.extends_to))))
        assert {word for word in published - read if word.casefold() not in grammar} == set(), cell
