"""Which severity, consequence and next step follow from what was met? One readable table, the reason beside
each row; nothing here computes.

Sources: the laws named in each row. Comply Chain is the U.S. Department of Labor's eight-step guide
(dol.gov/ilab/complychain); the tag is the step the next action belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from supplychain.model import Measure, Severity

POLICY_VERSION = "2026-11"  # the month this table was last reviewed; printed as the version of policy flags


class Situation(StrEnum):
    """How a line met a list entry, or a rule of law that is no list entry."""

    ENTITY = "entity"  # a listed party, in force, its merchandise in scope (or no scope stated)
    ENTITY_SCOPE_UNKNOWN = "entity_scope_unknown"  # a listed party, but the line does not tell which goods
    ENTITY_OUT_OF_SCOPE = "entity_out_of_scope"  # a listed party, the goods bought are other merchandise
    ENTITY_HISTORY = "entity_history"  # a listed party whose measure is suspended, released or revoked
    GOOD_FORCED = "good_forced"  # the good itself, forced labor
    GOOD_CHILD = "good_child"  # the good itself, child labor alone
    GOOD_DOWNSTREAM = "good_downstream"  # a good listed because an input of it is made with forced or child labor
    GOOD_INPUT = "good_input"  # a good made with a listed input
    COUNTRY_RATED = "country_rated"  # the place has a poor rating
    XINJIANG = "xinjiang"  # a party, site or origin in the Xinjiang Uyghur Autonomous Region
    XINJIANG_DENIED = "xinjiang_denied"  # a remark says that the goods are not from there
    NORTH_KOREA = "north_korea"  # origin or site in North Korea
    PRIORITY_SECTOR = "priority_sector"  # UFLPA high-priority sector goods from China
    ORIGIN_UNKNOWN = "origin_unknown"  # goods with listed risks somewhere, origin not stated


class ComplyStep(StrEnum):
    """The eight steps of Comply Chain."""

    ENGAGE = "1 Engage stakeholders and partners"
    ASSESS = "2 Assess risks and impacts"
    CODE = "3 Develop a code of conduct"
    TRAIN = "4 Communicate and train across the supply chain"
    MONITOR = "5 Monitor compliance"
    REMEDIATE = "6 Remediate violations"
    REVIEW = "7 Independent review"
    REPORT = "8 Report performance and engagement"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What follows: the severity, what it means for a US health-care buyer, what to do, and why we say so."""

    severity: Severity
    consequence: str
    next_step: str
    comply: ComplyStep
    because: str


_STOP_COUNSEL = "Stop, do not pay or order, and escalate to counsel."
_HISTORY = Ruling(
    Severity.CONTEXT,
    "The measure against this party is not in force now; it is kept as history.",
    "Note it, and ask the supplier what was remediated.",
    ComplyStep.REMEDIATE,
    "released or suspended parties stay visible as history: never active, never dropped",
)
_INTEGRITY = Ruling(
    Severity.ELEVATED,
    "An integrity or export-control red flag, not a purchase ban for a US buyer.",
    "Review the listing and the party's identity before ordering.",
    ComplyStep.ASSESS,
    "these lists restrict exports, finance or other buyers; none of them bars a US purchase by itself",
)
_OWN = Ruling(
    Severity.ELEVATED,
    "Your organisation listed this party itself, and decides what follows.",
    "Review against the reason your organisation listed it.",
    ComplyStep.ASSESS,
    "an own watchlist states no law; the organisation decides what follows",
)
_IMPORT_HOLD = Ruling(
    Severity.IMPORT_BARRED,
    "Goods may be detained at the border on reasonable suspicion of forced labor; proof is due within 3 months.",
    "Hold the order, ask the importer of record for proof of origin, look for an alternative source.",
    ComplyStep.ASSESS,
    "19 U.S.C. 1307 with 19 CFR 12.42-44: merchandise in scope of an order in force is detained",
)
_IMPORT_SEIZE = Ruling(
    Severity.IMPORT_BARRED,
    "Goods may be seized at the border: CBP has found that they are made with forced labor.",
    "Hold the order, ask the importer of record, look for an alternative source.",
    ComplyStep.ASSESS,
    "19 CFR 12.42(f): a Finding rests on probable cause and leads to seizure",
)
_OUT_OF_SCOPE = Ruling(
    Severity.CONTEXT,
    "Entity match, merchandise out of scope: the order names other goods of this party.",
    "Note it, ask whether any goods in scope are bought, and assess the party's labor practices.",
    ComplyStep.ASSESS,
    "an order reaches the merchandise it names; the same party's other goods are shown, but are not the same thing",
)

TABLE: dict[tuple[Measure, Situation], Ruling] = {
    (Measure.BLOCKING_SANCTION, Situation.ENTITY): Ruling(
        Severity.PROHIBITED,
        "US persons may not deal with this party; liability is strict and reaches unlisted companies it owns "
        "50 % or more.",
        _STOP_COUNSEL,
        ComplyStep.ASSESS,
        "31 CFR chapter V and OFAC's 50 percent rule",
    ),
    (Measure.HEALTHCARE_EXCLUSION, Situation.ENTITY): Ruling(
        Severity.PROHIBITED,
        "No federal health-care programme pays for what an excluded party furnishes; contracting with it draws "
        "civil penalties.",
        "Stop, and verify the identity on exclusions.oig.hhs.gov (the list carries no tax number).",
        ComplyStep.ASSESS,
        "42 U.S.C. 1320a-7, 42 CFR 1001.1901 and part 1003",
    ),
    (Measure.AWARD_EXCLUSION, Situation.ENTITY): Ruling(
        Severity.PROHIBITED,
        "An excluded party may not receive a federal contract or a covered sub-award.",
        "Stop where federal money is spent; verify the entry on SAM.gov.",
        ComplyStep.ASSESS,
        "FAR subpart 9.4 and 2 CFR part 180",
    ),
    (Measure.IMPORT_PRESUMPTION, Situation.ENTITY): Ruling(
        Severity.IMPORT_BARRED,
        "Its goods are presumed made with forced labor and may not enter the US unless the importer proves "
        "otherwise by clear and convincing evidence.",
        "Hold the order, ask for tracing evidence to the raw material, look for an alternative source.",
        ComplyStep.ASSESS,
        "Public Law 117-78 section 3 with 19 U.S.C. 1307: the presumption reaches every good of a listed entity",
    ),
    (Measure.IMPORT_ORDER, Situation.ENTITY): _IMPORT_HOLD,
    (Measure.IMPORT_ORDER, Situation.ENTITY_SCOPE_UNKNOWN): Ruling(
        Severity.IMPORT_BARRED,
        "An import order is in force against this party; the line does not tell whether its goods are in scope.",
        "Hold the order until the goods are known, then ask the importer of record for proof of origin.",
        ComplyStep.ASSESS,
        "unknown goods are read as in scope: silence is never read as safe",
    ),
    (Measure.IMPORT_ORDER, Situation.ENTITY_OUT_OF_SCOPE): _OUT_OF_SCOPE,
    (Measure.IMPORT_ORDER, Situation.GOOD_FORCED): _IMPORT_HOLD,
    (Measure.IMPORT_ORDER, Situation.GOOD_INPUT): Ruling(
        Severity.IMPORT_BARRED,
        "The order reaches goods made in whole or in part with the named good from this place.",
        "Hold the order, ask for the origin of the input and the importer's proof.",
        ComplyStep.ASSESS,
        "19 U.S.C. 1307 bars goods made 'wholly or in part'; these orders name downstream products",
    ),
    (Measure.IMPORT_FINDING, Situation.ENTITY): _IMPORT_SEIZE,
    (Measure.IMPORT_FINDING, Situation.ENTITY_SCOPE_UNKNOWN): Ruling(
        Severity.IMPORT_BARRED,
        "A Finding is in force against this party; the line does not tell whether its goods are in scope.",
        "Hold the order until the goods are known, then ask the importer of record.",
        ComplyStep.ASSESS,
        "unknown goods are read as in scope: silence is never read as safe",
    ),
    (Measure.IMPORT_FINDING, Situation.ENTITY_OUT_OF_SCOPE): _OUT_OF_SCOPE,
    (Measure.IMPORT_FINDING, Situation.GOOD_FORCED): _IMPORT_SEIZE,
    (Measure.IMPORT_FINDING, Situation.GOOD_INPUT): _IMPORT_SEIZE,
    (Measure.CERTIFICATION, Situation.GOOD_FORCED): Ruling(
        Severity.CERTIFICATION,
        "A federal contractor supplying this good from this country must certify a good-faith effort to find "
        "forced or indentured child labor.",
        "Obtain the contractor's certification (FAR 52.222-18) and keep it with the order.",
        ComplyStep.MONITOR,
        "Executive Order 13126, FAR subpart 22.15, clauses 52.222-18 and 52.222-19",
    ),
    (Measure.CERTIFICATION, Situation.GOOD_INPUT): Ruling(
        Severity.CONTEXT,
        "An input of this good is on the certification list; the certification covers the listed product itself.",
        "Ask for the origin of the input.",
        ComplyStep.ASSESS,
        "FAR 22.1503 asks for certification of the listed end product only",
    ),
    (Measure.DUE_DILIGENCE, Situation.GOOD_FORCED): Ruling(
        Severity.HIGH,
        "Forced labor is documented for this good from this country; no import bar by itself, due diligence is "
        "expected.",
        "Assess the supplier's labor practices and engage it: ask who made the goods and under which conditions.",
        ComplyStep.ASSESS,
        "22 U.S.C. 7112 list; FAR 52.222-50 and -56 expect a compliance plan above the threshold",
    ),
    (Measure.DUE_DILIGENCE, Situation.GOOD_CHILD): Ruling(
        Severity.ELEVATED,
        "Child labor is documented for this good from this country; due diligence is expected.",
        "Engage the supplier: ask for its child-labor policy, audits and remediation.",
        ComplyStep.ENGAGE,
        "22 U.S.C. 7112 list, child labor",
    ),
    (Measure.DUE_DILIGENCE, Situation.GOOD_DOWNSTREAM): Ruling(
        Severity.ELEVATED,
        "This good from this country is listed because an input of it is made with forced or child labor.",
        "Engage the supplier, and ask for the origin of the named input.",
        ComplyStep.ENGAGE,
        "22 U.S.C. 7112(b)(2)(C) as amended: goods made with inputs that are produced with forced or child labor",
    ),
    (Measure.DUE_DILIGENCE, Situation.GOOD_INPUT): Ruling(
        Severity.ELEVATED,
        "The good is made with an input that is listed for this country.",
        "Engage the supplier, and ask for the origin of the input.",
        ComplyStep.ENGAGE,
        "a downstream risk we draw ourselves from the list and the vocabulary's input edges; the list does not say it",
    ),
    (Measure.INTEGRITY, Situation.ENTITY): _INTEGRITY,
    (Measure.OWN_WATCHLIST, Situation.ENTITY): _OWN,
    (Measure.COUNTRY_RATING, Situation.COUNTRY_RATED): Ruling(
        Severity.CONTEXT,
        "The US government rates this country's action against human trafficking as poor.",
        "Note it in the assessment.",
        ComplyStep.ASSESS,
        "22 U.S.C. 7107: a rating of governments, no statement on a supplier",
    ),
}

POLICY_RULES: dict[Situation, Ruling] = {
    Situation.XINJIANG: Ruling(
        Severity.HIGH,
        "Goods made wholly or in part in Xinjiang are presumed made with forced labor.",
        "Ask for tracing evidence to the raw material before ordering.",
        ComplyStep.ASSESS,
        "Public Law 117-78 section 3(a): the presumption reaches the whole region, listed entity or not",
    ),
    Situation.XINJIANG_DENIED: Ruling(
        Severity.CONTEXT,
        "A remark says that the goods do not come from Xinjiang: a claim, and no evidence by itself.",
        "Keep the evidence behind the claim, or ask the supplier for it.",
        ComplyStep.MONITOR,
        "the presumption is rebutted by clear and convincing evidence (P.L. 117-78 section 3(b)), not by a denial; a "
        "person must see that one was given",
    ),
    Situation.NORTH_KOREA: Ruling(
        Severity.HIGH,
        "Goods made with North Korean labor are presumed made with forced labor.",
        "Ask for tracing evidence, and escalate to counsel: broader sanctions may apply.",
        ComplyStep.ASSESS,
        "22 U.S.C. 9241a (CAATSA section 321(b)): rebuttable presumption for North Korean labor",
    ),
    Situation.PRIORITY_SECTOR: Ruling(
        Severity.ELEVATED,
        "The good belongs to a sector that UFLPA enforcement looks at first when it comes from China.",
        "Engage the supplier, and ask for the origin of the input.",
        ComplyStep.ENGAGE,
        "Public Law 117-78 section 2(d)(2)(B)(viii) and the strategy's yearly updates name the sectors",
    ),
    Situation.ORIGIN_UNKNOWN: Ruling(
        Severity.CONTEXT,
        "Goods like this are listed from some countries, and the line does not say where they are made.",
        "Ask the supplier for the country of origin.",
        ComplyStep.ENGAGE,
        "an unknown origin is a risk to count, not an absence of risk; the distributor's country is not the origin",
    ),
}

POLICY_BASIS: dict[Situation, tuple[str, str]] = {
    Situation.XINJIANG: ("P.L. 117-78 §3; 19 U.S.C. 1307", "https://www.cbp.gov/trade/forced-labor/UFLPA"),
    Situation.XINJIANG_DENIED: ("P.L. 117-78 §3(b)", "https://www.cbp.gov/trade/forced-labor/UFLPA"),
    Situation.NORTH_KOREA: (
        "22 U.S.C. 9241a (CAATSA §321)",
        "https://www.cbp.gov/trade/forced-labor",
    ),
    Situation.PRIORITY_SECTOR: ("P.L. 117-78 §2(d)(2)(B)(viii)", "https://www.dhs.gov/uflpa-strategy"),
    Situation.ORIGIN_UNKNOWN: ("FAR 52.222-50, -56; Comply Chain", "https://www.dol.gov/ilab/complychain/"),
}

POOR_RATINGS = ("Tier 2 Watch List", "Tier 3")  # TIP Report: the tiers that name a government's shortfall


def ruling_for(measure: Measure, situation: Situation) -> Ruling:
    """The table's row. An entity whose measure is not in force is history whatever the measure; a measure that
    knows no merchandise scope falls back to its ENTITY row."""
    if situation is Situation.ENTITY_HISTORY:
        return _HISTORY
    ruling = TABLE.get((measure, situation))
    if ruling is None and situation in (Situation.ENTITY_SCOPE_UNKNOWN, Situation.ENTITY_OUT_OF_SCOPE):
        ruling = TABLE.get((measure, Situation.ENTITY))
    if ruling is None:
        # A pairing nobody foresaw must be seen, not lost.
        return _INTEGRITY
    return ruling
