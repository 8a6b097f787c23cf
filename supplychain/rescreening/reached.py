"""Which stored suppliers can what changed speak of at all? Every one is looked at, and counted.

It gives too many and never too few: those it gives are then screened in full. Refuses to judge.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from supplychain.errors import StoreError
from supplychain.library import Library
from supplychain.matching import parallel
from supplychain.matching.places import whereabouts
from supplychain.matching.reach import entities_of, names_reaching, numbers_reaching
from supplychain.matching.rules import PlaceRules
from supplychain.model import ListedEntity, SupplierLine
from supplychain.plain import from_plain
from supplychain.rescreening.change import ListChange, placed_entries
from supplychain.text.named_makers import makers_told

Supplier = tuple[str, dict[str, Any]]  # fingerprint, content
Step = Callable[[int, int], None]

# Names or suppliers between two words to the person who waits: each such part starts its processes anew and waits for
# the slowest of them, which cost half a second on 100,000 names when parts were of 48,000.
_AT_ONCE = 120_000
_BLOCK = 3_000  # suppliers a process judges the places of at a time


@dataclass(frozen=True, slots=True)
class Reached:
    """Fingerprints of the suppliers the changed entries could speak of; those whose unknown origin must be judged
    anew; and how many suppliers were looked at."""

    by_entries: frozenset[str]
    by_concepts: frozenset[str]
    met: int


def line_of(content: dict[str, Any]) -> SupplierLine:
    """A stored supplier as a line of no sheet."""
    return from_plain(SupplierLine, content, sheet="", row=0)


def names_of(content: dict[str, Any]) -> tuple[str, ...]:
    """Every name a supplier row gives: the supplier's, its other ones, the maker's, the further parties', and those of
    the makers its goods' text and remarks name."""
    maker = content.get("maker")
    further = (name for _, name in content.get("other_parties", ()))
    stated = makers_told(content.get("product_description", ""), content.get("remarks", ()))
    return (content["supplier_name"], *content.get("other_names", ()), *((maker,) if maker else ()), *further, *stated)


def reached_suppliers(
    suppliers: Sequence[Supplier],
    changes: Sequence[ListChange],
    concepts: frozenset[str],
    by: tuple[Library, float],
    told: tuple[Step, Step],
) -> Reached:
    """Looks at every supplier. `concepts` are those some list names now and none did, or the reverse; `by` is the
    library and the threshold; `told` hears of names compared and of places read."""
    library, threshold = by
    by_name, met = _by_name(suppliers, changes, library, threshold, told[0])
    rules = PlaceRules.build(placed_entries(changes), library.goods.concepts_of_listed, library.goods.lineage)
    if not (rules.goods or rules.countries or concepts):
        return Reached(frozenset(by_name), frozenset(), met)
    placed, unstated, seen = _by_place(suppliers, rules, concepts, library, told[1])
    if seen != met:
        raise StoreError(f"Of {met:,} suppliers only {seen:,} had their places read; run the re-screening again.")
    return Reached(frozenset(by_name | placed), frozenset(unstated), met)


def _by_name(
    suppliers: Sequence[Supplier], changes: Sequence[ListChange], library: Library, threshold: float, told: Step
) -> tuple[set[str], int]:
    """The suppliers that some name or number of theirs brings near a changed party, and how many were looked at."""
    wanted = [
        (change.list_key, frozenset(e.entry_id for e in change.as_it_is if isinstance(e, ListedEntity)))
        for change in changes
        if any(isinstance(e, ListedEntity) for e in change.as_it_is)
    ]
    chosen = entities_of(library.index, wanted)
    distinct = list(dict.fromkeys(name for _, content in suppliers for name in names_of(content)))
    numbers = list(dict.fromkeys(c["supplier_id"] for _, c in suppliers if c.get("supplier_id"))) if wanted else []
    near: dict[str, bool] = {}
    for first in range(0, len(distinct), _AT_ONCE):
        some = distinct[first : first + _AT_ONCE]
        near |= zip(some, names_reaching(library.index, some, chosen, threshold), strict=True)
        told(min(first + _AT_ONCE, len(distinct)), len(distinct))
    named = dict(zip(numbers, numbers_reaching(library.index, numbers, chosen), strict=True))
    found: set[str] = set()
    met = 0
    for print_, content in suppliers:
        # near[name]: a name that was not compared ends the run, it is never passed over.
        verdicts = [near[name] for name in names_of(content)]
        met += 1
        if any(verdicts) or named.get(content.get("supplier_id", ""), False):
            found.add(print_)
    return found, met


def _by_place(
    suppliers: Sequence[Supplier], rules: PlaceRules, concepts: frozenset[str], library: Library, told: Step
) -> tuple[set[str], set[str], int]:
    """The suppliers whose goods or places meet a changed rule; those of unknown origin whose goods are among
    `concepts`; and how many were looked at."""
    placed: set[str] = set()
    unstated: set[str] = set()
    seen = 0
    for first in range(0, len(suppliers), _AT_ONCE):
        some = suppliers[first : first + _AT_ONCE]
        blocks = [some[at : at + _BLOCK] for at in range(0, len(some), _BLOCK)]
        for met, open_, count in parallel.in_order(partial(_placed_block, rules, concepts, library), blocks):
            placed |= met
            unstated |= open_
            seen += count
        told(first + len(some), len(suppliers))
    return placed, unstated, seen


def _placed_block(
    rules: PlaceRules, concepts: frozenset[str], library: Library, suppliers: Sequence[Supplier]
) -> tuple[set[str], set[str], int]:
    placed: set[str] = set()
    unstated: set[str] = set()
    for print_, content in suppliers:
        line = line_of(content)
        place = whereabouts(line)
        code = f"{line.code_system} {line.commodity_code}".strip()
        found = library.goods.read(line.product_description, code, line.spend_category).concepts
        if rules.country_hits(place) or rules.good_hits(found, place):
            placed.add(print_)
        if concepts and not place.origins:
            steps = {step for one in found for step in library.goods.lineage(one.concept)}
            if not concepts.isdisjoint(steps):
                unstated.add(print_)
    return placed, unstated, len(suppliers)
