"""What do the pages of review show? The values behind the templates of a flag and of the queue's filters.

Refuses to change anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from supplychain.flags.review import changes_since, history_of
from supplychain.flags.review_record import FieldChange, changes_between
from supplychain.flags.review_rules import DECISION_WORDS, LONGEST_DAYS, VALID_DAYS, needs_second
from supplychain.flags.words import SEVERITY_WORDS, Met, list_title, met_sentence
from supplychain.model import Decision, DispositionStatus, Severity, StandingStatus, SupplierLine
from supplychain.plain import from_plain
from supplychain.store import Store
from supplychain.store.dispositions import Disposition, StandingFlag, decided_with, load_flags
from supplychain.store.evidence import evidence_of
from supplychain.store.exposures import exposures_of_supplier
from supplychain.store.review_facts import EntryEdition, FlagFacts, entry_history, flag_facts
from supplychain.store.review_queue import QueueFilters
from supplychain.store.twins import twins_of
from web.differing import first_pair, side_by_side
from web.language import messages, translated
from web.wording import coded, country_words

STATUS_WORDS: Mapping[str, str] = messages(
    {
        StandingStatus.OPEN.value: "Open",
        StandingStatus.PENDING_SECOND.value: "Waits for a second person",
        StandingStatus.DECIDED.value: "Decided",
        StandingStatus.REOPENED.value: "Reopened",
        StandingStatus.WITHDRAWN.value: "Withdrawn",
    }
)
DISPOSITION_WORDS: Mapping[DispositionStatus, str] = messages(
    {
        DispositionStatus.PENDING_SECOND: "waits for a second person",
        DispositionStatus.FINAL: "holds",
        DispositionStatus.REFUSED: "refused by the second person",
        DispositionStatus.UNDONE: "undone",
        DispositionStatus.EXPIRED: "came to its date",
        DispositionStatus.SUPERSEDED: "superseded",
    }
)
DECISION_MEANS: Mapping[Decision, str] = messages(
    {
        Decision.TRUE_MATCH: "it is the listed party, good or place",
        Decision.FALSE_POSITIVE: "it is not: the flag rests until supplier or entry change",
        Decision.UNSURE: "cannot be told yet: comes back soon",
        Decision.ESCALATED: "somebody else has to decide: comes back soon",
    }
)
_FACET_TITLES = messages(
    {
        "status": "Status",
        "severity": "Severity",
        "list_key": "List",
        "country": "Country",
        "feature": "Reason",
    }
)
_SHOWN = 12  # values of a facet on the page, most flags first; a chosen one always
MOST_UPLOADS = 50  # told on a page, the latest first; the evidence pack has all


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value to tick, with the number of flags it would show."""

    value: str
    words: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """One facet of the queue; `more` values are not shown."""

    name: str
    title: str
    values: tuple[FacetValue, ...]
    more: int


def facet_groups(
    facets: Mapping[str, Mapping[str, int]], filters: QueueFilters, titles: Mapping[str, str]
) -> list[FacetGroup]:
    """The filters of the queue in the order a reviewer asks."""
    groups = []
    for name, title in _FACET_TITLES.items():
        chosen = getattr(filters, name)
        counts = {**dict.fromkeys(chosen, 0), **facets.get(name, {})}
        order = _ranks(name)
        ordered = sorted(counts, key=lambda one: (order.get(one, 99), -counts[one], one))
        shown = [one for at, one in enumerate(ordered) if at < _SHOWN or one in chosen]
        values = tuple(FacetValue(one, _words(name, one, titles), counts[one], one in chosen) for one in shown)
        groups.append(FacetGroup(name, title, values, len(ordered) - len(shown)))
    return groups


def alike(flags: Iterable[StandingFlag]) -> frozenset[str]:
    """The flags of a page that read as another one does: the same supplier and severity, and one party of several
    sub-lists. Only the law tells them apart."""
    seen: dict[tuple[str, ...], list[str]] = {}
    for one in flags:
        entry = "".join(filter(str.isalnum, one.flag.entry.casefold()))
        reads = (one.supplier_key, one.supplier_name, one.severity, one.list_key, entry)
        seen.setdefault(reads, []).append(one.flag_id)
    return frozenset(flag_id for same in seen.values() if len(same) > 1 for flag_id in same)


def flag_page(store: Store, flag: StandingFlag, titles: Mapping[str, str]) -> dict[str, Any]:
    """Everything the page of one flag shows."""
    facts = flag_facts(store, flag)
    followed, decisions = history_of(store, flag)
    last = next((one for one in reversed(decisions) if one.flag_id == flag.flag_id), None)
    bought = exposures_of_supplier(store, flag.organisation_id, flag.supplier_key, (flag.supplier_name,))
    pending = last if last and last.status is DispositionStatus.PENDING_SECOND else None
    editions = entry_history(store, flag.list_key, flag.entry_id) if flag.entry_fingerprint else ()
    return {
        "one": flag,
        "flag": flag.flag,
        "facts": facts,
        "sentence": _sentence(facts, titles),
        "compared": side_by_side(facts.supplier, facts.entry, first_pair(flag.flag.reasons), _places(facts)),
        "changes": changes_since(store, flag),
        "followed": followed,
        "decisions": tuple(reversed(decisions)),
        "pending": pending,
        "batch": _batch(store, pending) if pending else (),
        "twins": twins_of(store, flag),
        "editions": _told(editions),
        "exposures": bought[:MOST_UPLOADS],
        "earlier_uploads": len(bought) - len(bought[:MOST_UPLOADS]),
        "currencies": sum(len(one.money) for one in bought if one.screening_id == flag.screening_id),
        "files": evidence_of(store, flag.organisation_id, [flag.flag_id, *(one.flag_id for one in followed)]),
        "choices": _choices(flag),
        "status_words": STATUS_WORDS,
        "decision_words": DECISION_WORDS,
        "disposition_words": DISPOSITION_WORDS,
    }


def grouped(waits: Iterable[Disposition], flags: Mapping[str, StandingFlag]) -> list[list[Disposition]]:
    """Decisions batch by batch, the gravest flag of each first: a batch is what one person decided in one request."""
    batches: dict[tuple[object, ...], list[Disposition]] = {}
    for one in sorted(waits, key=lambda one: (one.decided_at, flags[one.flag_id].severity.rank)):
        batches.setdefault((one.reviewer, one.decided_at, one.decision, one.reason), []).append(one)
    return list(batches.values())


def _batch(store: Store, pending: Disposition) -> list[tuple[Disposition, StandingFlag]]:
    """The other dismissals of the batch that wait, with their flags."""
    waits = decided_with(store, pending)
    flags = load_flags(store, pending.organisation_id, (one.flag_id for one in waits))
    return [(one, flags[one.flag_id]) for one in waits if one.flag_id in flags]


def _sentence(facts: FlagFacts, titles: Mapping[str, str]) -> str:
    """The whole flag in one sentence, as the result page and the workbook say it; "" where the row was erased."""
    if not facts.supplier:
        return ""
    flag = facts.flag
    found = next(iter(facts.findings.values()), {})
    entry = (flag.list_key, flag.entry_fingerprint)
    matches = (one for one in found.get("matches", ()) if (one["list_key"], one["entry"]) == entry)
    line = from_plain(SupplierLine, facts.supplier, sheet="", row=1)
    field = next((str(one["field"]) for one in matches), "")
    met = Met(line, field, found.get("origin"), found.get("country") or flag.country or None)
    return met_sentence(met, flag.flag, titles, {flag.list_key: facts.version} if facts.version else {})


def _places(facts: FlagFacts) -> tuple[str, ...]:
    """The codes that the row's place cells were read as."""
    found = (one.get(name) for one in facts.findings.values() for name in ("country", "origin"))
    return tuple(dict.fromkeys(code for code in found if code))


def _choices(flag: StandingFlag) -> list[dict[str, Any]]:
    return [
        {
            "value": decision.value,
            "words": DECISION_WORDS[decision],
            "means": DECISION_MEANS[decision],
            "days": VALID_DAYS[decision],
            "longest": LONGEST_DAYS[decision],
            "two": needs_second(flag, decision),
            "key": {Decision.TRUE_MATCH: "m", Decision.FALSE_POSITIVE: "r"}.get(decision, ""),
        }
        for decision in Decision
    ]


def _told(editions: Iterable[EntryEdition]) -> list[tuple[EntryEdition, tuple[FieldChange, ...]]]:
    """Each edition with what changed in it, the latest first."""
    told = []
    before: EntryEdition | None = None
    for one in editions:
        changes = changes_between("entry", before.content, one.content) if before and before.content else ()
        told.append((one, changes if one.content else ()))
        before = one
    return told[::-1]


def _ranks(name: str) -> dict[str, int]:
    """Facets with an order of their own; the others go by their counts."""
    orders: dict[str, list[str]] = {"severity": [one.value for one in Severity], "status": list(map(str, STATUS_WORDS))}
    return {value: at for at, value in enumerate(orders.get(name, []))}


def _words(name: str, value: str, titles: Mapping[str, str]) -> str:
    if name == "severity" and value in list(Severity):
        return translated(SEVERITY_WORDS[Severity(value)])
    if name == "status":
        return translated(STATUS_WORDS[value]) if value in STATUS_WORDS else value
    if name == "list_key":
        return list_title(value, titles)
    if name == "country":
        return country_words(value) or translated("unknown")
    return coded(value)
