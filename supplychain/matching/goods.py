"""What goods does a supplier line name? Reads its text and codes into concepts of the goods vocabulary, each with a
score and a reason. Knows no list, no place and no policy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from supplychain.matching.goods_codes import NAMES, CodeReading, hs_in_text, hs_of, readings, split_codes
from supplychain.matching.goods_heads import MATERIALS, Head, Parsed, parse
from supplychain.matching.goods_nouns import UNKNOWN_ARTICLE
from supplychain.matching.goods_terms import Hit, TermFinder
from supplychain.matching.goods_vocabulary import ELECTRONICS, IS, MADE_WITH, MIXTURES, Article, Kind, Vocabulary
from supplychain.model import Concept
from supplychain.text.goods import fold

REMEMBERED = 500_000  # distinct lines kept; sheets repeat their descriptions
CATEGORY_WEIGHT = 0.5  # a ledger category tells what a department buys, not what this line is
CODE_SURE = 0.9  # a code is precise where it is right and wrong about one time in ten
STATED_WEIGHT = 0.95  # a material that the line states beside its product
INPUT_WEIGHT = 0.85  # an input is usual for the article, not stated on the line
REFINED_TWICE = 2  # "instrument" beside "surgical" and "ultrasonic": an instrument, and then a powered one
INSTRUMENTS = "surgical_instruments"
TOOLS = frozenset({"tool_word", "machine_tools"})  # articles of tools and machines
# Articles of materials that a tool cuts and a machine works and that neither is made of; metals that a device traces.
WORKED_ON = frozenset(
    {"timber", "teak", "bamboo", "stone", "leather", "cotton", "textile", "bricks", "silk", "metal_words"}
)
TRACED = frozenset({"gold", "tin", "copper"})
CAPS = ("cap", "medicine")  # "capsules, 60 caps" are no hats
LOOSE_WORD = "_word"  # ends the keys of articles of a word with several meanings
SHOWN = 80  # letters of a description repeated in a note
NOT_ENOUGH = "not enough information on goods"
NOTHING_SAID = f"{NOT_ENOUGH} (no description and no code)"


@dataclass(frozen=True, slots=True)
class GoodsFinding:
    """What one line's text and codes say of its goods.

    `recognised` is False where they do not tell what is bought; then `note` begins "not enough information on
    goods". `hs` holds up to six HS digits where a code is one. `note` also says when code and description disagree.
    """

    concepts: tuple[Concept, ...]
    recognised: bool
    hs: str | None
    note: str


class GoodsMatcher:
    """Reads goods of supplier lines; remembers lines it has read. The vocabulary is read when first needed: a line that
    says nothing of goods needs none."""

    def __init__(self, vocabulary: Callable[[], Vocabulary]) -> None:
        self._read = vocabulary
        self._known: dict[tuple[str, str, str], GoodsFinding] = {}
        self._shapes: dict[tuple[str, ...], tuple[Parsed, tuple[Concept, ...]]] = {}
        self._lineage: dict[str, tuple[str, ...]] = {}

    @classmethod
    def bundled(cls) -> GoodsMatcher:
        """The matcher of the bundled vocabulary tables."""
        return cls(Vocabulary.read)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The tables, read at first need."""
        return self._read()

    @cached_property
    def _finder(self) -> TermFinder:
        return TermFinder(self.vocabulary)

    def read(self, text: str, codes: str = "", spend_category: str = "") -> GoodsFinding:
        """The goods of one line. `codes` is the commodity code cell as written, `spend_category` the ledger's word,
        used only where text and codes tell nothing."""
        key = (text, codes, spend_category)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[key] = self._judge(text, codes, spend_category)
        return found

    def read_many(self, lines: Sequence[tuple[str, str, str]]) -> list[GoodsFinding]:
        """`read` of every (text, codes, spend category), in the same order."""
        known = self._known
        return [known.get(line) or self.read(*line) for line in lines]

    def concepts_of_listed(self, good: str) -> tuple[str, ...]:
        """The concepts of a good as a list publishes its name; `()` where nothing is known of it."""
        listed = self.vocabulary.listed.get(" ".join(fold(good).split()))
        if listed is not None:
            return listed
        return tuple(c.concept for c in self.read(good).concepts if c.relation == IS)

    def lineage(self, concept: str) -> tuple[str, ...]:
        """The concept and all its wider ones, nearest first."""
        known = self._lineage.get(concept)
        if known is None:
            out = [concept]
            for step in out:
                row = self.vocabulary.concepts.get(step)
                out.extend(b for b in (row.broader if row else ()) if b not in out)
            known = self._lineage[concept] = tuple(out)
        return known

    @cached_property
    def _inputs(self) -> frozenset[str]:
        """Every concept that some good is made with."""
        facts = [fact for article in self.vocabulary.articles.values() for fact in article.facts]
        facts += [fact for row in self.vocabulary.edges.values() for fact in row]
        return frozenset(fact.concept for fact in facts if fact.relation != IS)

    def covers(self, scope: Iterable[str], concepts: Iterable[Concept]) -> bool:
        """Whether a concept of the line, as the good or as an input, equals a concept of the scope, or is wider or
        narrower than one."""
        concepts = tuple(concepts)
        if not concepts:
            return False
        wanted = set(scope)
        wider = {step for key in wanted for step in self.lineage(key)}
        return any(c.concept in wider or not wanted.isdisjoint(self.lineage(c.concept)) for c in concepts)

    def may_be_within(self, scope: Iterable[str], concepts: Iterable[Concept]) -> bool:
        """Whether goods that `covers` does not place in the scope may still belong to it: a scope of a material that
        goods are made of reaches whatever holds it, and goods beside the scope under one wider concept (exam gloves
        beside work gloves) are too near to part by a description."""
        wanted = set(scope)
        if wanted & self._inputs:
            return True
        wider = {step for key in wanted for step in self.lineage(key)} - wanted
        return any(not wider.isdisjoint(self.lineage(c.concept)) for c in concepts)

    def priority_sectors(self, concepts: Iterable[Concept]) -> tuple[tuple[str, Concept, str, str], ...]:
        """(sector, the concept that falls in it, year it was named, source) of UFLPA priority sectors."""
        out = []
        met: set[str] = set()
        for concept in sorted(concepts, key=lambda c: (c.depth, -c.score)):
            reach = self.lineage(concept.concept)
            for sector, key, year, source in self.vocabulary.sectors:
                if key in reach and sector not in met:
                    met.add(sector)
                    out.append((sector, concept, year, source))
        return tuple(out)

    def title(self, concept: str) -> str:
        """The concept's name for a reader; the key itself where it is unknown."""
        row = self.vocabulary.concepts.get(concept)
        return row.title if row else concept.replace("_", " ")

    def _judge(self, text: str, codes: str, spend_category: str) -> GoodsFinding:
        if not (text or codes or spend_category):
            return GoodsFinding((), False, None, NOTHING_SAID)
        parsed, said = self._parsed(text)
        hs, coded = self._read_codes(text, codes, parsed, said)
        goods_coded = [reading for reading in coded if reading.article.kind is not Kind.SERVICE]
        if _all_services(parsed) and not goods_coded:
            return GoodsFinding((), True, hs, "service")
        if parsed.heads and not goods_coded:
            return GoodsFinding(said, True, hs, "")
        if parsed.heads or goods_coded:
            return self._joined(parsed, said, goods_coded, hs)
        if coded:
            return GoodsFinding((), True, hs, f"service, by {NAMES[coded[0].system]} {coded[0].code}")
        if spend_category:
            category, named = self._parsed(spend_category)
            if _all_services(category):
                return GoodsFinding((), True, hs, f"service, by the spend category '{_short(spend_category)}'")
            if category.heads:
                found = tuple(_weaker(c, CATEGORY_WEIGHT) for c in named)
                note = f"goods read from the spend category '{_short(spend_category)}' only"
                return GoodsFinding(found, True, hs, note)
        return GoodsFinding((), False, hs, _why_not(parsed, text or codes or spend_category))

    def _parsed(self, text: str) -> tuple[Parsed, tuple[Concept, ...]]:
        """What the words of a line name; read once for all lines of the same known words."""
        shape = self._finder.shape(text)
        found = self._shapes.get(shape)
        if found is None:
            if len(self._shapes) >= REMEMBERED:
                self._shapes.clear()
            parsed = parse(self._finder, self._finder.words(shape))
            said = self._of_heads(parsed)
            if not said and all(head.hit.term.article is UNKNOWN_ARTICLE for head in parsed.heads):
                parsed = Parsed((), parsed.broad)
            found = self._shapes[shape] = (parsed, said)
        return found

    def _read_codes(
        self, text: str, codes: str, parsed: Parsed, said: tuple[Concept, ...]
    ) -> tuple[str | None, list[CodeReading]]:
        """The HS digits of the line and, for each code, the reading that the text supports, else the likeliest."""
        pairs = split_codes(codes) if codes else []
        written = hs_in_text(text)
        if written:
            pairs.append(("hs", written))
        if not pairs:
            return None, []
        hs = next((found for system, code in pairs if (found := hs_of(self.vocabulary, system, code))), None)
        named = {c.concept for c in said}
        service = _all_services(parsed)
        chosen = []
        for system, code in pairs:
            options = readings(self.vocabulary, system, code)
            agreeing = [
                o
                for o in options
                if named & {f.concept for f in o.article.facts} or (service and o.article.kind is Kind.SERVICE)
            ]
            if options:
                chosen.append((agreeing or options)[0])
        return hs, chosen

    def _joined(
        self, parsed: Parsed, said: tuple[Concept, ...], coded: list[CodeReading], hs: str | None
    ) -> GoodsFinding:
        by_code = tuple(c for reading in coded for c in self._of_code(reading))
        merged = _best(said + by_code)
        note = ""
        direct = {c.concept for c in said if c.relation == IS} or {c.concept for c in said}
        contradicts = said or any(c.relation == IS for c in by_code)
        if parsed.heads and by_code and contradicts and not self._meet(said, by_code):
            what = ", ".join(self.title(c) for c in sorted(direct)) or f"'{parsed.heads[0].hit.term.shown}'"
            code = f"{NAMES[coded[0].system]} {coded[0].code}"
            note = f"code and description disagree: {code} is {coded[0].covers}, the description names {what}"
        return GoodsFinding(merged, True, hs, note)

    def _meet(self, one: Iterable[Concept], other: Iterable[Concept]) -> bool:
        reach = {step for c in one for step in self.lineage(c.concept)}
        return any(not reach.isdisjoint(self.lineage(c.concept)) for c in other)

    def _of_code(self, reading: CodeReading) -> tuple[Concept, ...]:
        label = f"{NAMES[reading.system]} {reading.code} is {reading.covers}"
        sure = CODE_SURE if len(reading.code) > 4 else CODE_SURE - 0.1
        return tuple(
            Concept(f.concept, f.relation, f.depth, round(sure if f.relation == IS else sure * INPUT_WEIGHT, 2), label)
            for f in reading.article.facts
        )

    def _of_heads(self, parsed: Parsed) -> tuple[Concept, ...]:
        return _best(tuple(c for head in parsed.heads for c in self._of_head(head)))

    def _of_head(self, head: Head) -> list[Concept]:
        article, refined_by = self._refined(head)
        named = f"'{head.hit.term.shown}'" if refined_by is None else f"'{head.hit.term.shown}' + '{refined_by}'"
        without = {f.concept for hit in head.absent for f in hit.term.article.facts}
        out = []
        for fact in article.facts:
            if fact.relation != IS and fact.concept in without:
                continue
            if fact.relation == IS:
                out.append(Concept(fact.concept, IS, 0, head.sure, f"{named} names {self.title(fact.concept)}"))
            else:
                score = round(head.sure * INPUT_WEIGHT**fact.depth, 2)
                out.append(Concept(fact.concept, MADE_WITH, fact.depth, score, f"{named}: {fact.why}"))
        if article.kind in (Kind.ITEM, Kind.OBJECT) and article.goods.isdisjoint(MIXTURES):
            out.extend(self._materials(head, named))
        return out

    def _refined(self, head: Head) -> tuple[Article, str | None]:
        """The article after the words and terms beside it have had their say, and what changed it last."""
        article: Article = head.hit.term.article
        by: str | None = None
        for _ in range(REFINED_TWICE):
            became, word = self._refined_once(article, head)
            if word is None or became is article:
                break
            article, by = became, word
        return article, by

    def _refined_once(self, article: Article, head: Head) -> tuple[Article, str | None]:
        table = self.vocabulary.refinements.get(article.key)
        if table is not None:
            articles = self.vocabulary.articles
            for hit in head.beside:
                result = table.get("@" + hit.term.article.key)
                if result is not None and not (hit in head.aside and _takes_away(article, articles[result])):
                    return articles[result], hit.term.shown
            for word in head.words:
                result = table.get(word)
                if result is not None:
                    return articles[result], word.strip("*")
            for word in head.aside_words:
                result = table.get(word)
                if result is not None and not _takes_away(article, articles[result]):
                    return articles[result], word.strip("*")
        return article, None

    def _materials(self, head: Head, named: str) -> list[Concept]:
        """Materials the line itself states for its product."""
        out: list[Concept] = []
        worked_on = _worked_on(head.hit.term.article)
        for hit in head.beside:
            if hit.kind not in MATERIALS or self._settled(head, hit) or hit.term.article.key in worked_on:
                continue
            why = f"'{hit.term.shown}' beside {named} states the material"
            sure = round(head.sure * STATED_WEIGHT, 2)
            out.extend(Concept(good, MADE_WITH, 1, sure, why) for good in sorted(hit.goods))
        return out

    def _settled(self, head: Head, hit: Hit) -> bool:
        """Whether a refinement already took this material into account."""
        table = self.vocabulary.refinements.get(head.hit.term.article.key, {})
        return "@" + hit.term.article.key in table


def _takes_away(article: Article, becomes: Article) -> bool:
    """Whether a refinement loses a good that the article is, or all it is made with."""
    if article.facts and not becomes.facts:
        return True
    many = (
        article.key.endswith(LOOSE_WORD) or (article.key, becomes.key) == CAPS
    )  # "tablets for schools" are no medicine
    return not many and not article.goods <= becomes.goods


def _worked_on(article: Article) -> frozenset[str]:
    """The materials that an article works on and is not made of: "stone saws", "gold detectors"."""
    if article.key in TOOLS or INSTRUMENTS in article.goods:
        return WORKED_ON
    return WORKED_ON | TRACED if any(fact.concept == ELECTRONICS for fact in article.facts) else frozenset()


def _all_services(parsed: Parsed) -> bool:
    return bool(parsed.heads) and all(head.hit.kind is Kind.SERVICE for head in parsed.heads)


def _best(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    """One row a concept: the good itself before an input, the surer before the less sure; order of first mention."""
    best: dict[str, Concept] = {}
    for concept in concepts:
        old = best.get(concept.concept)
        if old is None or (concept.depth, -concept.score) < (old.depth, -old.score):
            best[concept.concept] = concept
    return tuple(sorted(best.values(), key=lambda c: (c.depth, -c.score)))


def _weaker(concept: Concept, weight: float) -> Concept:
    why = f"{concept.why}, in the spend category only"
    return Concept(concept.concept, concept.relation, concept.depth, round(concept.score * weight, 2), why)


def _why_not(parsed: Parsed, text: str) -> str:
    if not text.strip():
        return NOTHING_SAID
    if parsed.broad:
        return f"{NOT_ENOUGH} ('{parsed.broad[0].term.shown}' names a class, not a good)"
    return f"{NOT_ENOUGH} ('{_short(text)}' names no good we know)"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
