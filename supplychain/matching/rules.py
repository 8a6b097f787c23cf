"""Which listed goods and rated countries does a line meet? A good is met when a concept of the line is that good,
or a narrower one, and the place agrees. Knows no policy: what a hit means is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from supplychain.matching.places import Whereabouts
from supplychain.matching.remarks import REMARK
from supplychain.model import Concept, CountryHit, GoodHit, ListedCountry, ListedGood

OF_THE_GOODS = ("origin", "product_description")  # fields that speak of where goods, or parts of them, come from
UNSTATED_FROM = "the supplier's own country, origin not stated"


Placed = tuple[str, ListedGood | ListedCountry]  # (list key, entry)
GoodsByPlace = dict[str, dict[str, tuple[tuple[str, ListedGood], ...]]]
CountriesByPlace = dict[str, tuple[tuple[str, ListedCountry], ...]]


@dataclass(frozen=True)
class PlaceRules:
    """Listed goods by place and concept, rated countries by place; built once per set of list versions, when a line
    first names goods or a place.

    `read` gives the entries, `concepts_of` the concepts of a published good whose list states none, `lineage`
    a concept and all its broader ones.
    """

    read: Callable[[], Iterable[Placed]]
    concepts_of: Callable[[str], Sequence[str]]
    lineage: Callable[[str], Sequence[str]]

    @classmethod
    def build(
        cls,
        entries: Iterable[Placed],
        concepts_of: Callable[[str], Sequence[str]],
        lineage: Callable[[str], Sequence[str]],
    ) -> PlaceRules:
        """The rules of these entries, made at once."""
        return cls(lambda: entries, concepts_of, lineage).made()

    def made(self) -> PlaceRules:
        """Itself, its tables made: in a process that is forked, before the fork."""
        _ = self.anywhere
        return self

    @property
    def goods(self) -> GoodsByPlace:
        """Listed goods by place, then by concept."""
        return self._tables[0]

    @property
    def countries(self) -> CountriesByPlace:
        """Rated countries by place."""
        return self._tables[1]

    @cached_property
    def anywhere(self) -> frozenset[str]:
        """The concepts that some list names for some place."""
        return frozenset(concept for by in self.goods.values() for concept in by)

    @cached_property
    def _tables(self) -> tuple[GoodsByPlace, CountriesByPlace]:
        goods: dict[str, dict[str, list[tuple[str, ListedGood]]]] = {}
        countries: dict[str, list[tuple[str, ListedCountry]]] = {}
        for key, entry in self.read():
            if isinstance(entry, ListedCountry):
                countries.setdefault(entry.country, []).append((key, entry))
            elif entry.country is not None:
                for concept in entry.concepts or self.concepts_of(entry.good):
                    goods.setdefault(entry.country, {}).setdefault(concept, []).append((key, entry))
        return (
            {place: {c: tuple(rows) for c, rows in by.items()} for place, by in goods.items()},
            {place: tuple(rows) for place, rows in countries.items()},
        )

    def good_hits(self, concepts: Sequence[Concept], places: Whereabouts) -> tuple[GoodHit, ...]:
        """One hit per listed good, by its closest concept (the good itself before an input, then the score)."""
        found: dict[tuple[str, str], GoodHit] = {}
        for place, evidence, stated in _where(places) if concepts else ():
            by_concept = self.goods.get(place)
            if not by_concept:
                continue
            for concept in concepts:
                for step in self.lineage(concept.concept):
                    for key, entry in by_concept.get(step, ()):
                        hit = GoodHit(key, entry, concept, place, evidence, stated)
                        old = found.get((key, entry.entry_id))
                        if old is None or _closer(hit, old):
                            found[key, entry.entry_id] = hit
        return tuple(found.values())

    def country_hits(self, places: Whereabouts) -> tuple[CountryHit, ...]:
        """One hit per rated country among origin and the supplier's own place."""
        found: dict[tuple[str, str], CountryHit] = {}
        for place, evidence, stated in _where(places):
            for key, entry in self.countries.get(place, ()):
                found.setdefault((key, entry.entry_id), CountryHit(key, entry, evidence, stated))
        return tuple(found.values())

    def listed_somewhere(self, concepts: Sequence[Concept]) -> tuple[Concept, ...]:
        """The concepts that some list names for some place: for these an unknown origin is a risk."""
        return tuple(c for c in concepts if any(step in self.anywhere for step in self.lineage(c.concept)))


def _closer(new: GoodHit, old: GoodHit) -> bool:
    return (new.concept.depth, -new.concept.score) < (old.concept.depth, -old.concept.score)


def _where(places: Whereabouts) -> list[tuple[str, str, bool]]:
    """The places to look under: every stated origin, or where none is stated the supplier's own country, marked as
    such; a subdivision also counts as its country, and a Xinjiang site as CN-XJ."""
    stated = [(code, evidence, True) for code, evidence in places.origins]
    if not stated and places.country is not None:
        stated = [(places.country, f"{places.country_from} ({UNSTATED_FROM})", False)]
    where = list(stated)
    where += [(code.split("-")[0], evidence, said) for code, evidence, said in stated if "-" in code]
    codes = {code for code, _, _ in where}
    for field, words in places.xinjiang:
        # What is said of the goods holds beside any other origin; a site's address only where nothing else is stated.
        if "CN-XJ" not in codes and (field in OF_THE_GOODS or field.startswith(REMARK) or not codes or "CN" in codes):
            codes.add("CN-XJ")
            where.append(("CN-XJ", f"'{words}' in {field}", True))
    return where
