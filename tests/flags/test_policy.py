"""The policy: severity comes from the law behind a list and how the line meets it, never from the score alone."""

from __future__ import annotations

from datetime import date

import pytest

from supplychain.flags.policy import LineFacts, ListFacts, flags_for
from supplychain.flags.policy_table import POLICY_BASIS, POLICY_RULES, TABLE, Situation, ruling_for
from supplychain.model import (
    Axis,
    Concept,
    CountryHit,
    EntryStatus,
    GoodHit,
    ListedCountry,
    ListedEntity,
    ListedGood,
    Match,
    Measure,
    Reason,
    Severity,
    SupplierLine,
)

GLOVES = ListedEntity(
    "glove-works", "Glove Works", merchandise="Work Gloves", scope=("work_gloves",), listed_on=date(2024, 4, 10)
)
FACTS = {
    key: ListFacts(measure, "law", "v1", "page")
    for key, measure in {
        "orders": Measure.IMPORT_ORDER,
        "findings": Measure.IMPORT_FINDING,
        "presumed": Measure.IMPORT_PRESUMPTION,
        "goods": Measure.DUE_DILIGENCE,
        "certify": Measure.CERTIFICATION,
        "sdn": Measure.BLOCKING_SANCTION,
        "tiers": Measure.COUNTRY_RATING,
    }.items()
}


def match(entity: ListedEntity, key: str = "orders") -> Match:
    return Match(key, entity, entity.name, "supplier_name", 0.93, (Reason("name", "the names agree", "a", "b", 0.9),))


def facts(**given: object) -> LineFacts:
    values: dict[str, object] = {
        "line": SupplierLine("S", 2, "Glove Works", product_description="things"),
        "matches": (), "scope": (), "goods": (), "countries": (), "sectors": (), "listed": (),
        "origins": ("CN",), "country": "US", "place_from": "origin column 'China'", "xinjiang": (),
    }  # fmt: skip
    return LineFacts(**{**values, **given})  # type: ignore[arg-type]


def hit(key: str, relation: str = "is", stated: bool = True, **good: object) -> GoodHit:
    values: dict[str, object] = {"entry_id": "e", "good": "Rubber Gloves", "place": "Malaysia", "country": "MY"}
    entry = ListedGood(**{**values, **good})  # type: ignore[arg-type]
    return GoodHit(key, entry, Concept("rubber_gloves", relation, int(relation != "is"), 0.9, "why"), "MY", "x", stated)


@pytest.mark.parametrize(
    ("key", "severity"),
    [("orders", Severity.IMPORT_BARRED), ("presumed", Severity.IMPORT_BARRED), ("sdn", Severity.PROHIBITED)],
)
def test_a_listed_party_takes_the_severity_of_its_lists_measure(key: str, severity: Severity) -> None:
    [flag] = flags_for(facts(matches=(match(GLOVES, key),), scope=(True,)), FACTS)
    assert flag.severity is severity


def test_merchandise_out_of_scope_is_context_and_says_so() -> None:
    [flag] = flags_for(facts(matches=(match(GLOVES),), scope=(False,)), FACTS)
    assert flag.severity is Severity.CONTEXT
    assert flag.axes == (Axis.WHO,)
    assert any("entity match, merchandise out of scope" in r.says for r in flag.reasons)


def test_unknown_goods_of_a_party_under_an_order_are_read_as_in_scope() -> None:
    [flag] = flags_for(facts(matches=(match(GLOVES),), scope=(None,)), FACTS)
    assert flag.severity is Severity.IMPORT_BARRED
    assert "does not tell" in flag.consequence


def test_a_party_presumed_under_uflpa_is_barred_whatever_it_sells() -> None:
    [flag] = flags_for(facts(matches=(match(GLOVES, "presumed"),), scope=(False,)), FACTS)
    assert flag.severity is Severity.IMPORT_BARRED


@pytest.mark.parametrize("status", [EntryStatus.INACTIVE, EntryStatus.REMOVED])
def test_a_released_or_suspended_party_is_history_never_a_bar(status: EntryStatus) -> None:
    released = ListedEntity("r", "Released Gloves", status=status, scope=("gloves",), merchandise="Gloves")
    [flag] = flags_for(facts(matches=(match(released),), scope=(True,)), FACTS)
    assert flag.severity is Severity.CONTEXT
    assert any(r.feature == "status" for r in flag.reasons)


@pytest.mark.parametrize(
    ("given", "severity"),
    [
        (hit("goods", forced_labor=True), Severity.HIGH),
        (hit("goods", child_labor=True), Severity.ELEVATED),
        (hit("goods", derived_from="DR Congo"), Severity.ELEVATED),
        (hit("goods", relation="made_with", forced_labor=True), Severity.ELEVATED),
        (hit("certify", forced_child_labor=True), Severity.CERTIFICATION),
        (hit("certify", relation="made_with"), Severity.CONTEXT),
        (hit("orders"), Severity.IMPORT_BARRED),
        (hit("orders", relation="made_with"), Severity.IMPORT_BARRED),
        (hit("findings", relation="made_with"), Severity.IMPORT_BARRED),
    ],
)
def test_a_listed_good_takes_the_severity_of_measure_and_relation(given: GoodHit, severity: Severity) -> None:
    [flag] = flags_for(facts(goods=(given,)), FACTS)
    assert flag.severity is severity
    assert flag.axes == (Axis.WHAT, Axis.WHERE)


def test_an_origin_that_is_not_stated_lowers_the_score_and_not_the_severity() -> None:
    [stated] = flags_for(facts(goods=(hit("goods", forced_labor=True),)), FACTS)
    [assumed] = flags_for(facts(goods=(hit("goods", stated=False, forced_labor=True),)), FACTS)
    assert assumed.severity is stated.severity
    assert assumed.score < stated.score


def test_a_denial_of_xinjiang_is_a_flag_of_its_own_that_bars_nothing() -> None:
    [denial] = flags_for(facts(denied=(("remark column 'Notes'", "Not from Xinjiang"),)), FACTS)
    assert (denial.entry_id, denial.severity) == ("xinjiang-denied", Severity.CONTEXT)
    assert denial.reasons[0].says.startswith("the remark column 'Notes' names Xinjiang to deny it")
    assert denial.reasons[0].supplier == "Not from Xinjiang"


def test_a_xinjiang_site_a_north_korean_place_and_a_priority_sector_speak_without_a_list() -> None:
    garments, cotton = Concept("garments", "is", 0, 0.9, "why"), Concept("cotton", "made_with", 1, 0.9, "why")
    sectors = (("cotton", garments, "2022", "UFLPA strategy"), ("cotton", cotton, "2022", "UFLPA strategy"))
    given = facts(xinjiang=(("address", "Urumqi"),), sectors=sectors)
    found = {f.entry_id: f.severity for f in flags_for(given, FACTS)}
    assert found == {"xinjiang-place": Severity.HIGH, "uflpa-sector-cotton": Severity.ELEVATED}
    [korea] = flags_for(facts(origins=("US", "KP"), origins_from=("column", "remark column 'Notes': 'KP'")), FACTS)
    assert korea.reasons[0].supplier == "remark column 'Notes': 'KP'"  # where that very place was found
    assert korea.severity is Severity.HIGH


def test_an_unknown_origin_counts_where_the_goods_are_listed_somewhere() -> None:
    concept = Concept("cotton", "is", 0, 0.9, "why")
    [flag] = flags_for(facts(origins=(), country=None, listed=(concept,)), FACTS)
    assert (flag.severity, flag.entry_id) == (Severity.CONTEXT, "origin-unknown")
    assert flags_for(facts(origins=(), country=None), FACTS) == ()


@pytest.mark.parametrize(("rating", "flags"), [("Tier 1", 0), ("Tier 2", 0), ("Tier 2 Watch List", 1), ("Tier 3", 1)])
def test_only_a_poor_country_rating_is_context(rating: str, flags: int) -> None:
    country = CountryHit("tiers", ListedCountry("cn", "China", "CN", rating, 2025), "origin", True)
    found = flags_for(facts(countries=(country,)), FACTS)
    assert [f.severity for f in found] == [Severity.CONTEXT] * flags


def test_flags_come_gravest_first_then_by_score() -> None:
    given = facts(
        matches=(match(GLOVES),), scope=(True,),
        goods=(hit("goods", forced_labor=True), hit("goods", relation="made_with", forced_labor=True, entry_id="f")),
    )  # fmt: skip
    ranks = [f.severity.rank for f in flags_for(given, FACTS)]
    assert ranks == sorted(ranks)


def test_every_row_of_the_table_gives_a_reason_a_consequence_and_a_next_step() -> None:
    for ruling in [*TABLE.values(), *POLICY_RULES.values()]:
        assert ruling.consequence and ruling.next_step and ruling.because
    assert set(POLICY_RULES) == set(POLICY_BASIS)


def test_a_pairing_nobody_foresaw_is_shown_and_not_lost() -> None:
    assert ruling_for(Measure.COUNTRY_RATING, Situation.GOOD_FORCED).severity is Severity.ELEVATED
