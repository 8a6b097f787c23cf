"""Whom to ask first where goods are made? Ranks by spend the suppliers whose lines name goods that are listed from some
country and state no origin. Refuses to guess an origin, and to add amounts of different currencies.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from supplychain.flags.policy import ListFacts, good_situation
from supplychain.flags.policy_table import ruling_for
from supplychain.flags.words import POLICY_KEY, SEVERITY_WORDS, plural, visible
from supplychain.model import Concept, EntryStatus, ListedGood, ScreenedLine, Screening, Severity
from supplychain.store.screening_gaps import ask_place, asked_name, one_supplier

ORIGIN_UNKNOWN = "origin-unknown"  # the entry of the policy flag that says so (flags.policy)
ASK_FIRST = 12  # suppliers told at once, as many as a buyer can ask in one go (DOMAIN.md: "ask these 12 first")
GOODS_TOLD = 3

GoodsByPlace = Mapping[str, Mapping[str, Sequence[tuple[str, ListedGood]]]]


@dataclass(frozen=True, slots=True)
class WorstOrigin:
    """The gravest listing that goods of an unstated origin could turn out to be."""

    severity: Severity
    good: str
    place: str
    basis: str


@dataclass(frozen=True, slots=True)
class UnknownOrigin:
    """One supplier whose goods' origin is not stated.

    `rows` are the spreadsheet rows as (sheet, row). `spend` holds (currency, amount) with the largest amount first,
    currency "" where the sheet names none; `unpriced` counts the lines without an amount. `goods` are the concepts
    that some list names, the commonest first; `worst` what they could turn out to be, None where no list was asked.
    """

    supplier: str
    lines: int
    rows: tuple[tuple[str, int], ...]
    spend: tuple[tuple[str, float], ...]
    unpriced: int
    goods: tuple[str, ...]
    worst: WorstOrigin | None


@dataclass(frozen=True, slots=True)
class WorstOrigins:
    """For each concept the gravest listing from any place; built once per set of list versions."""

    as_good: Mapping[str, WorstOrigin]
    as_input: Mapping[str, WorstOrigin]
    lineage: Callable[[str], Sequence[str]]

    @classmethod
    def build(
        cls, goods: GoodsByPlace, lists: Mapping[str, ListFacts], lineage: Callable[[str], Sequence[str]]
    ) -> WorstOrigins:
        """`goods` are listed goods by place and concept, `lineage` gives a concept and all its broader ones."""
        found: tuple[dict[str, WorstOrigin], dict[str, WorstOrigin]] = ({}, {})
        for by_concept in goods.values():
            for concept, rows in by_concept.items():
                for key, entry in rows:
                    if entry.status not in (EntryStatus.INACTIVE, EntryStatus.REMOVED) and key in lists:
                        for table, is_good in zip(found, (True, False), strict=True):
                            worst = _worst_of(entry, lists[key], is_good)
                            old = table.get(concept)
                            if old is None or worst.severity.rank < old.severity.rank:
                                table[concept] = worst
        return cls(*found, lineage)

    def of(self, concepts: Iterable[Concept]) -> WorstOrigin | None:
        """The gravest listing that a line's concepts could meet; None where no list names any of them."""
        met = [
            worst
            for concept in concepts
            for step in self.lineage(concept.concept)
            if (worst := (self.as_good if concept.relation == "is" else self.as_input).get(step)) is not None
        ]
        return min(met, key=lambda worst: worst.severity.rank, default=None)


def rank_unknown_origins(screening: Screening, worst: WorstOrigins | None = None) -> tuple[UnknownOrigin, ...]:
    """The suppliers to ask, in the order of `screening_gaps.ask_place`, which has them of a kept screening; the main
    currency is the commonest of the lines asked about."""
    groups: dict[str, list[ScreenedLine]] = defaultdict(list)
    counted: Counter[str] = Counter()
    for screened in screening.lines:
        if any(flag.list_key == POLICY_KEY and flag.entry_id == ORIGIN_UNKNOWN for flag in screened.flags):
            groups[one_supplier(_whom(screened))].append(screened)
            counted[screened.line.currency] += screened.line.amount is not None
    main = counted.most_common(1)[0][0] if counted.total() else ""
    found = [_of_supplier(lines, worst) for lines in groups.values()]
    return tuple(sorted(found, key=lambda one: ask_place(dict(one.spend), one.lines, one.supplier, main)))


def origin_questions(ranked: Sequence[UnknownOrigin], limit: int = ASK_FIRST) -> tuple[str, ...]:
    """The first suppliers to ask, one sentence each, after a heading; () where there is nobody to ask."""
    if not ranked:
        return ()
    lines = sum(one.lines for one in ranked)
    first = f", the largest spend first; these {limit} come first" if len(ranked) > limit else ", largest spend first"
    heading = (
        f"ASK FOR ORIGIN ({plural(len(ranked), 'supplier')}, {plural(lines, 'row')} of listed goods whose origin is "
        f"not stated{first})"
    )
    return (heading, *(f"{number}. {question(one)}" for number, one in enumerate(ranked[:limit], start=1)))


def question(one: UnknownOrigin) -> str:
    """`Ask ACME where its goods are made (rubber gloves): 3 rows, 1,200.00 USD; at worst "Rubber Gloves" from …`"""
    goods = ", ".join(goods.replace("_", " ") for goods in one.goods[:GOODS_TOLD])
    more = f" and {plural(len(one.goods) - GOODS_TOLD, 'other good')}" if len(one.goods) > GOODS_TOLD else ""
    spend = ", ".join(f"{amount:,.2f} {currency or '(no currency named)'}" for currency, amount in one.spend)
    if one.unpriced:
        spend = f"{spend} and {plural(one.unpriced, 'row')} without an amount" if spend else "no amount given"
    asked = f"Ask {visible(one.supplier)} where its goods are made ({goods}{more}): {plural(one.lines, 'row')}, {spend}"
    if one.worst is None:
        return f"{asked}."
    what = f'"{one.worst.good}" from {one.worst.place}'
    return f"{asked}; at worst {what} ({SEVERITY_WORDS[one.worst.severity].lower()}, {one.worst.basis})."


def _whom(screened: ScreenedLine) -> str:
    return asked_name(screened.line.supplier_name, screened.line.maker)


def _of_supplier(lines: Sequence[ScreenedLine], worst: WorstOrigins | None) -> UnknownOrigin:
    spend: dict[str, float] = defaultdict(float)
    goods: Counter[str] = Counter()
    possible: list[WorstOrigin] = []
    for screened in lines:
        if screened.line.amount is not None:
            spend[screened.line.currency] += screened.line.amount
        goods.update(_listed(screened))
        if worst is not None and (met := worst.of(screened.concepts)) is not None:
            possible.append(met)
    return UnknownOrigin(
        supplier=_whom(lines[0]),
        lines=len(lines),
        rows=tuple((screened.line.sheet, screened.line.row) for screened in lines),
        spend=tuple((c, round(total, 2)) for c, total in sorted(spend.items(), key=lambda pair: -pair[1])),
        unpriced=sum(1 for screened in lines if screened.line.amount is None),
        goods=tuple(name for name, _ in goods.most_common()),
        worst=min(possible, key=lambda one: one.severity.rank, default=None),
    )


def _listed(screened: ScreenedLine) -> list[str]:
    """The goods that the flag names, as it names them."""
    for flag in screened.flags:
        if flag.list_key == POLICY_KEY and flag.entry_id == ORIGIN_UNKNOWN:
            return [name for reason in flag.reasons for name in reason.entry.split(", ") if name]
    return []


def _worst_of(entry: ListedGood, listed: ListFacts, is_good: bool) -> WorstOrigin:
    measure = entry.measure or listed.measure
    severity = listed.severity or ruling_for(measure, good_situation(entry, measure, is_good)).severity
    return WorstOrigin(severity, entry.good, entry.place, entry.basis or listed.basis)
