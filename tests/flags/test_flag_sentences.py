"""A flag's sentence says which place was met, whose it is, and under which edition of which rules."""

from __future__ import annotations

from dataclasses import replace

from export_screenings import COVERAGE, TITLES, a_flag, a_line

from supplychain.flags.words import POLICY_KEY, flag_sentence, versions_by_key
from supplychain.model import Axis, Flag, Reason, Severity

WHAT_WHERE = (Axis.WHAT, Axis.WHERE)


def _goods_flag(place: str) -> Flag:
    reason = Reason("place", f"the place agrees: origin column '{place}'", place, "China", 1.0)
    return replace(a_flag(Severity.HIGH, "Gloves from China"), axes=WHAT_WHERE, list_key="dol_goods", reasons=(reason,))


def _said(flag: Flag, origin: str | None, goods: str = "Gloves") -> str:
    line = replace(a_line(2, "Northfield", [flag], goods=goods), origin=origin)
    return flag_sentence(line, flag, TITLES, versions_by_key(COVERAGE))


def test_of_several_origins_the_one_that_was_met_is_named() -> None:
    assert 'goods "Gloves" from China meet "Gloves from China"' in _said(_goods_flag("CN"), "MY")


def test_where_no_origin_is_stated_the_suppliers_place_is_said_to_stand_in() -> None:
    told = _said(_goods_flag("CN"), None)
    assert 'goods "Gloves" of unstated origin, from a supplier in China, meet' in told


def test_a_rule_of_law_tells_what_points_to_the_place_and_the_edition_of_the_rules() -> None:
    reason = Reason("xinjiang", "the address points to Xinjiang", "Shihezi", "Xinjiang", 1.0)
    flag = replace(
        a_flag(Severity.HIGH, "Site or goods in Xinjiang"),
        axes=(Axis.WHERE,),
        list_key=POLICY_KEY,
        version="2026-11",
        reasons=(reason,),
    )
    told = _said(flag, None)
    assert 'supplier "Northfield" (the address points to Xinjiang: Shihezi) meets "Site or goods in Xinjiang"' in told
    assert "by rule of law (no list; rules of 2026-11), under" in told


def test_a_rated_country_is_met_by_goods_or_by_the_supplier_alone() -> None:
    reason = Reason("country", "the government is rated Tier 3 (2025)", "CN", "China", 0.0)
    flag = replace(a_flag(Severity.CONTEXT, "China: Tier 3"), axes=(Axis.WHERE,), reasons=(reason,))
    assert 'supplier "Northfield", goods from China, meets "China: Tier 3"' in _said(flag, "CN")
    assert 'supplier "Northfield" in China, origin of the goods not stated, meets' in _said(flag, None)


def test_a_long_cell_does_not_hide_the_rest_of_the_sentence() -> None:
    told = _said(_goods_flag("CN"), "CN", goods="glove " * 500)
    assert "…" in told and len(told) < 700 and told.endswith("tracing evidence.")


def test_a_clause_that_begins_with_an_article_is_no_sentence_of_its_own() -> None:
    flag = replace(_goods_flag("CN"), consequence="A federal contractor must certify.")
    assert "score 0.97: a federal contractor must certify; next:" in _said(flag, "CN")


def test_a_row_without_a_supplier_is_told_by_its_maker_and_an_unknown_origin_reads_as_a_sentence() -> None:
    flag = replace(a_flag(Severity.CONTEXT, "China: Tier 3"), axes=(Axis.WHERE,), reasons=())
    line = a_line(2, "", [flag])
    nameless = replace(line, line=replace(line.line, maker="Hetian Taida"), origin="CN")
    told = flag_sentence(nameless, flag, TITLES, versions_by_key(COVERAGE))
    assert 'maker "Hetian Taida", goods from China, meets "China: Tier 3"' in told
    unknown = replace(a_flag(Severity.CONTEXT, "Origin of the goods not stated"), axes=(Axis.WHAT,))
    assert 'goods "Gloves" come under "Origin of the goods not stated"' in _said(unknown, None)
