"""What do the matches and hits of one line mean? Applies the policy table to them and writes each flag with its
reasons. Knows no list by name: a list speaks through the measure it declares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from sys import intern

from supplychain.flags.policy_table import (
    POLICY_BASIS,
    POLICY_RULES,
    POLICY_VERSION,
    POOR_RATINGS,
    Ruling,
    Situation,
    ruling_for,
)
from supplychain.flags.words import POLICY_KEY
from supplychain.model import (
    Axis,
    Concept,
    CountryHit,
    EntryStatus,
    Flag,
    GoodHit,
    ListedEntity,
    ListedGood,
    Match,
    Measure,
    Reason,
    Severity,
    SupplierLine,
)

# An origin that is not stated weighs less than a stated one; the same severity, a lower place in the queue.
UNSTATED_WEIGHT = 0.8


# How a line's fields are called in a sentence, where their name is none; a remark is told by its own column's.
_FIELD_WORDS = {
    "supplier_name": "supplier name",
    "product_description": "product description",
    "spend_category": "spend category",
}
# The same sentences and axes stand in the flags of very many lines: one object each (`intern` keeps no text alive).
_WHAT: tuple[Axis, ...] = (Axis.WHAT,)
_WHERE: tuple[Axis, ...] = (Axis.WHERE,)
_WHAT_WHERE: tuple[Axis, ...] = (Axis.WHAT, Axis.WHERE)


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What policy must know of a list: its measure, basis, version and page; `severity` is what an organisation
    gave its own watchlist, None where the policy table decides."""

    measure: Measure
    basis: str
    version: str
    source_url: str
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class LineFacts:
    """All that matching found on one line, ready to be judged.

    `scope` tells, for a matched entity's scope, True (in scope), False (out of scope) or None (goods unknown).
    `origins` are all stated ones as codes, the first one leading. `sectors` are (sector, concept, year, source) of
    UFLPA priority sectors; `listed` the concepts some list names. `xinjiang` are (field, words) that point to Xinjiang,
    `denied` those that name it to deny it. `origins_from` is the evidence for each origin, `place_from` for the place
    where none is told.
    """

    line: SupplierLine
    matches: tuple[Match, ...]
    scope: tuple[bool | None, ...]
    goods: tuple[GoodHit, ...]
    countries: tuple[CountryHit, ...]
    sectors: tuple[tuple[str, Concept, str, str], ...]
    listed: tuple[Concept, ...]
    origins: tuple[str, ...]
    country: str | None
    place_from: str
    xinjiang: tuple[tuple[str, str], ...]
    denied: tuple[tuple[str, str], ...] = ()
    origins_from: tuple[str, ...] = ()


def flags_for(facts: LineFacts, lists: Mapping[str, ListFacts]) -> tuple[Flag, ...]:
    """Every flag of one line, the gravest first, then by score."""
    flags = [
        *(_entity_flag(m, s, facts, lists[m.list_key]) for m, s in zip(facts.matches, facts.scope, strict=True)),
        *(_good_flag(hit, facts.line, lists[hit.list_key]) for hit in facts.goods),
        *(_country_flag(h, lists[h.list_key]) for h in facts.countries if h.entry.rating in POOR_RATINGS),
        *_rule_flags(facts),
    ]
    return tuple(sorted(flags, key=lambda f: (f.severity.rank, -f.score)))


def _entity_flag(match: Match, in_scope: bool | None, facts: LineFacts, listed: ListFacts) -> Flag:
    entry = match.entry
    goods = facts.line.product_description or facts.line.commodity_code
    situation = _entity_situation(entry, in_scope)
    axes: tuple[Axis, ...] = (Axis.WHO,)
    reasons = match.reasons
    if entry.merchandise:
        says = {
            Situation.ENTITY: "the goods bought are merchandise the order names",
            Situation.ENTITY_SCOPE_UNKNOWN: "the order names this merchandise; the line does not tell whether the "
            "goods bought are or hold any of it",
            Situation.ENTITY_OUT_OF_SCOPE: "entity match, merchandise out of scope: the order names other goods",
            Situation.ENTITY_HISTORY: "the measure named this merchandise",
        }[situation]
        if situation is Situation.ENTITY and not entry.scope:
            says = "the order names all products of this party"
        reasons = (*reasons, Reason("merchandise", says, goods, entry.merchandise, 0.0))
        if situation is Situation.ENTITY:
            axes = (Axis.WHO, Axis.WHAT)
    if situation is Situation.ENTITY_HISTORY:
        says = f"the publisher's status of this entry is '{entry.status}'"
        reasons = (*reasons, Reason("status", says, "", entry.remarks or str(entry.status), 0.0))
    if entry.extends_to:
        says = "the listing reaches further than the name: ask whether this party belongs to it"
        reasons = (*reasons, Reason("extends_to", says, "", entry.extends_to, 0.0))
    ruling = ruling_for(entry.measure or listed.measure, situation)
    return _flag(
        ruling,
        axes,
        match.list_key,
        listed,
        entry.entry_id,
        _Spoken(entry.name, entry.basis, match.score, reasons),
    )


def _entity_situation(entry: ListedEntity, in_scope: bool | None) -> Situation:
    if entry.status in (EntryStatus.INACTIVE, EntryStatus.REMOVED):
        return Situation.ENTITY_HISTORY
    if not entry.scope or in_scope:
        return Situation.ENTITY
    return Situation.ENTITY_SCOPE_UNKNOWN if in_scope is None else Situation.ENTITY_OUT_OF_SCOPE


def good_situation(entry: ListedGood, measure: Measure, is_good: bool) -> Situation:
    """How goods met a listed good: as that very good (`is_good`), or made with it."""
    if entry.status in (EntryStatus.INACTIVE, EntryStatus.REMOVED):
        return Situation.ENTITY_HISTORY
    if not is_good:
        return Situation.GOOD_INPUT
    if entry.derived_from:
        return Situation.GOOD_DOWNSTREAM
    if measure is Measure.DUE_DILIGENCE and not (entry.forced_labor or entry.forced_child_labor):
        return Situation.GOOD_CHILD
    return Situation.GOOD_FORCED


def _good_flag(hit: GoodHit, line: SupplierLine, listed: ListFacts) -> Flag:
    entry = hit.entry
    measure = entry.measure or listed.measure
    situation = good_situation(entry, measure, hit.concept.relation == "is")
    weight = 1.0 if hit.stated else UNSTATED_WEIGHT
    named = f"{entry.good} from {entry.place}" + (f" (input from {entry.derived_from})" if entry.derived_from else "")
    good = intern(named)
    bought = line.product_description or line.commodity_code or line.spend_category
    relation = (
        "the goods bought are this good" if hit.concept.relation == "is" else "the goods bought are made with this good"
    )
    reasons = (
        Reason("goods", intern(f"{relation}: {hit.concept.why}"), bought, entry.good, round(hit.concept.score, 3)),
        Reason("place", intern(f"the place agrees: {hit.place_from}"), hit.place, entry.place, weight),
    )
    score = round(hit.concept.score * weight, 4)
    ruling = ruling_for(measure, situation)
    return _flag(ruling, _WHAT_WHERE, hit.list_key, listed, entry.entry_id, _Spoken(good, entry.basis, score, reasons))


def _country_flag(hit: CountryHit, listed: ListFacts) -> Flag:
    entry = hit.entry
    says = intern(f"the government is rated {entry.rating} ({entry.year}): {hit.place_from}")
    spoken = _Spoken(
        f"{entry.place}: {entry.rating}",
        entry.basis,
        1.0 if hit.stated else UNSTATED_WEIGHT,
        (Reason("country", says, entry.country, entry.place, 0.0),),
    )
    ruling = ruling_for(listed.measure, Situation.COUNTRY_RATED)
    return _flag(ruling, _WHERE, hit.list_key, listed, entry.entry_id, spoken)


def _xinjiang_flags(facts: LineFacts) -> list[Flag]:
    """What points to Xinjiang, and what names it only to deny it: never the same flag."""
    region = "Xinjiang Uyghur Autonomous Region"
    pointing = [
        Reason("xinjiang", f"the {_FIELD_WORDS.get(field, field)} points to Xinjiang", words, region, 1.0)
        for field, words in facts.xinjiang
    ]
    flags = []
    if pointing:
        flags.append(_rule_flag(Situation.XINJIANG, "xinjiang-place", "Site or goods in Xinjiang", 1.0, pointing))
    denying = [
        Reason(
            "xinjiang_denied",
            f"the {_FIELD_WORDS.get(field, field)} names Xinjiang to deny it: a claim, not proved by the line",
            words,
            region,
            0.0,
        )
        for field, words in facts.denied
    ]
    if denying:
        flags.append(_rule_flag(Situation.XINJIANG_DENIED, "xinjiang-denied", "Denial of Xinjiang", 0.5, denying))
    return flags


def _rule_flags(facts: LineFacts) -> list[Flag]:
    flags = _xinjiang_flags(facts)
    if "KP" in (*facts.origins, facts.country):
        korean = (Reason("place", "the place is North Korea", _evidence(facts, "KP"), "North Korea", 1.0),)
        flags.append(_rule_flag(Situation.NORTH_KOREA, "north-korea", "Site or goods in North Korea", 1.0, korean))
    places = facts.origins or ((facts.country,) if facts.country else ())
    chinese = next((place for place in places if place.split("-")[0] == "CN"), None)
    if chinese is not None:
        weight = 1.0 if facts.origins else UNSTATED_WEIGHT
        seen: set[str] = set()
        for sector, concept, year, source in facts.sectors:
            if sector not in seen:
                seen.add(sector)
                good = concept.concept.replace("_", " ")
                says = f"{good} belongs to the UFLPA priority sector {sector} ({year}; {source})"
                reasons = (
                    Reason("sector", says, facts.line.product_description, sector, 1.0),
                    Reason("place", f"from China: {_evidence(facts, chinese)}", chinese, "China", weight),
                )
                entry = f"UFLPA priority sector: {sector}"
                flags.append(_rule_flag(Situation.PRIORITY_SECTOR, f"uflpa-sector-{sector}", entry, weight, reasons))
    at_risk = (*facts.listed, *(concept for _, concept, _, _ in facts.sectors))
    if not facts.origins and at_risk:
        goods = ", ".join(dict.fromkeys(c.concept.replace("_", " ") for c in at_risk))
        says = "the line does not say where the goods are made, and goods like these are listed from some countries"
        unknown = (Reason("origin_unknown", says, facts.line.product_description, goods, 0.0),)
        flags.append(
            _rule_flag(Situation.ORIGIN_UNKNOWN, "origin-unknown", "Origin of the goods not stated", 0.5, unknown)
        )
    return flags


def _evidence(facts: LineFacts, place: str) -> str:
    """Where this very place was found, of several origins."""
    told = zip(facts.origins, facts.origins_from, strict=False)
    return next((said for code, said in told if code == place), facts.place_from)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The part of a flag that is particular to the entry."""

    entry: str
    basis: str
    score: float
    reasons: tuple[Reason, ...]


def _rule_flag(situation: Situation, rule: str, entry: str, score: float, reasons: Sequence[Reason]) -> Flag:
    basis, page = POLICY_BASIS[situation]
    listed = ListFacts(Measure.DUE_DILIGENCE, basis, POLICY_VERSION, page)
    axes = _WHAT if situation is Situation.ORIGIN_UNKNOWN else _WHERE
    if situation is Situation.PRIORITY_SECTOR:
        axes = _WHAT_WHERE
    return _flag(POLICY_RULES[situation], axes, POLICY_KEY, listed, rule, _Spoken(entry, basis, score, tuple(reasons)))


def _flag(
    ruling: Ruling, axes: tuple[Axis, ...], list_key: str, listed: ListFacts, entry_id: str, spoken: _Spoken
) -> Flag:
    return Flag(
        severity=listed.severity or ruling.severity,
        axes=axes,
        list_key=list_key,
        version=listed.version,
        entry_id=entry_id,
        entry=spoken.entry,
        basis=spoken.basis or listed.basis,
        consequence=ruling.consequence,
        score=spoken.score,
        reasons=spoken.reasons,
        next_step=ruling.next_step,
        comply_chain_step=ruling.comply,
        source_url=listed.source_url,
    )
