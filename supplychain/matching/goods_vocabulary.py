"""Which words name which article, and what is an article made of? Reads the vocabulary tables once into a term trie.
Knows no line: finding the terms of a line is goods_terms, judging them is goods_heads.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from supplychain.text.goods import DOSE, HARD, JOIN, SOFT, fold, pieces, stem
from supplychain.vocabulary import rows

IS, MADE_WITH = "is", "made_with"  # the relations of makeup.csv
ELECTRONICS, PHARMA = "electronics", "pharma"  # concepts that word order turns on
MIXTURES = frozenset({PHARMA, "chemicals"})  # concepts of what is bought in a pack, of no material beside it
# Articles that word order turns on: what only sounds like a good, words of buying, what is done to a good or with a
# supply ("repair", "installation"), a medicine told by its salt or dose form.
TRAP, PURCHASE, DONE_TO, FITTING, SALT_MEDICINE = "trap", "purchase", "done_to", "fitting", "salt_medicine"
TrieNode = dict[str, "TrieNode | Term"]
THERE = "="  # before a role: the word has it beside terms of that language alone, "=" alone takes any other role away
END = ""  # the key under which a node holds the term that ends there
BREAKS = frozenset({SOFT, HARD, JOIN})


class Kind(StrEnum):
    """What a word does to a line's meaning."""

    ITEM = "item"  # a product with facts: gloves, scissors
    MATERIAL = "material"  # alone it is the good; beside a product, what that is made of
    STUFF = "stuff"  # a loose word for a material ("metal"): says what a product is made of, never what is bought
    OBJECT = "object"  # an ordinary thing that takes its material from beside it: tubing, box
    ORDINARY = "ordinary"  # a thing or machine that only acts on what stands beside it: cement mixer, glove box
    ASSAY = "assay"  # makes whatever it measures a reagent: gold antiserum is no gold
    SERVICE = "service"  # no goods at all
    FORM = "form"  # a shape that leaves its material the good: steel wire, PVC film
    WEAK = "weak"  # carries no goods of its own: set, box of, supply of
    BROAD = "broad"  # names a class too wide to judge: consumables


class Fact(NamedTuple):
    """One thing an article is (`is`, depth 0) or is made with (depth n), and why."""

    concept: str
    relation: str
    depth: int
    why: str


@dataclass(slots=True)
class Article:
    """One kind of product or word, the same in every language. `goods` are the concepts it is, `facts` those it is and
    those it is made with."""

    key: str
    kind: Kind
    title: str
    facts: tuple[Fact, ...] = ()
    goods: frozenset[str] = frozenset()

    def add(self, fact: Fact) -> None:
        """One more thing the article is or is made with."""
        self.facts = (*self.facts, fact)
        if fact.relation == IS:
            self.goods |= {fact.concept}


class Term(NamedTuple):
    """One way of writing an article."""

    article: Article
    lang: str
    text: str

    @property
    def shown(self) -> str:
        """The term as a reader sees it, without the marks of an open end or an exact form."""
        return self.text.strip("*=").replace(DOSE, "a strength in mg or IU")


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A concept's title and the wider concepts it belongs to."""

    title: str
    broader: tuple[str, ...]


@dataclass(slots=True)
class Vocabulary:
    """The tables, ready for lookup; `prefixes` and `suffixes` are the open-ended words (`handsk*`, `*cillin`).
    `refinements` say what an article becomes beside a word or another article (`@rubber`), or where a word of a trade
    stands before it in its name (`%vehicle`)."""

    concepts: dict[str, ConceptRow] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    _trie: dict[str, TrieNode] = field(default_factory=dict)
    _waiting: dict[str, list[list[str]]] = field(default_factory=dict)
    symbols: set[str] = field(default_factory=set)
    prefixes: set[str] = field(default_factory=set)
    suffixes: set[str] = field(default_factory=set)
    joining: set[str] = field(default_factory=set)
    plain: set[str] = field(default_factory=set)  # right words that mean nothing here: no misspelling is read as one
    medicines: set[str] = field(default_factory=set)  # names of medicines that other languages spell in their own way
    refinements: dict[str, dict[str, str]] = field(default_factory=dict)
    describing: set[str] = field(default_factory=set)
    trades: dict[str, tuple[str, ...]] = field(default_factory=dict)  # words of other trades, as refinements name them
    head_nouns: dict[str, str] = field(default_factory=dict)  # nouns that swallow the good before them, and their class
    function_words: dict[str, str] = field(default_factory=dict)
    roles_in: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # (language, role) of "i" and others
    edges: dict[str, tuple[Fact, ...]] = field(default_factory=dict)
    listed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sectors: tuple[tuple[str, str, str, str], ...] = ()
    codes: dict[tuple[str, str], tuple[Article, str]] = field(default_factory=dict)
    hs_last_heading: dict[str, int] = field(default_factory=dict)
    longest_han: int = 1

    @classmethod
    def read(cls) -> Vocabulary:
        """The bundled tables."""
        vocabulary = cls()
        vocabulary._read_concepts()
        vocabulary._read_articles()
        vocabulary._read_terms()
        vocabulary._read_rest()
        return vocabulary

    def _read_concepts(self) -> None:
        for concept, title, broader, _ in rows("concepts"):
            self.concepts[concept] = ConceptRow(title, tuple(broader.split(";")) if broader else ())
        edges: dict[str, list[Fact]] = {}
        for concept, source, depth, why, _ in rows("edges"):
            edges.setdefault(concept, []).append(Fact(source, MADE_WITH, int(depth), why))
        self.edges = {key: tuple(facts) for key, facts in edges.items()}

    def _read_articles(self) -> None:
        for key, kind, title, _ in rows("articles"):
            self.articles[key] = Article(key, Kind(kind), title)
        for key, concept, relation, depth, why, _ in rows("makeup"):
            self.articles[key].add(Fact(concept, relation, int(depth), why))

    def _read_terms(self) -> None:
        """All rows on every start: only sorted by first word here, the trie grows where a line needs it."""
        every: set[str] = set()
        waiting = self._waiting
        traps = [[text, lang, TRAP, form, ""] for text, lang, form, _, _ in rows("traps")]
        for row in rows("terms") + traps:
            form = row[3]
            words = form.split(" ")
            every.update(words)
            if words[0] in waiting:
                waiting[words[0]].append(row)
            else:
                waiting[words[0]] = [row]
            if len(words) == 1:
                if row[2] == "plain":
                    self.plain.add(form)
                elif row[2] in MEDICINES and row[1] in ("en", "mul"):
                    self.medicines.add(form)
                if row[1] in COMPOUNDING:
                    self.joining.add(form.rstrip("*"))
                elif row[1] == "zh" and len(form) > self.longest_han:
                    self.longest_han = len(form)
        for word in every:
            self._know(word)

    def branch(self, word: str) -> TrieNode | None:
        """The part of the trie below a term's first word, None where no term begins so."""
        branch = self._trie.get(word)
        if branch is None and word in self._waiting:
            branch = self._trie[word] = {}
            for text, lang, key, form, _ in self._waiting[word]:
                node = branch
                for step in form.split(" ")[1:]:
                    below = node.setdefault(step, {})
                    assert isinstance(below, dict)
                    node = below
                node.setdefault(END, Term(self.articles[key], lang, text))
            self._add_without_de(branch, self._waiting[word])
        return branch

    def _add_without_de(self, branch: TrieNode, waiting: list[list[str]]) -> None:
        """Purchasing systems drop the "de" of "silla de ruedas": that spells the same good where nothing else does."""
        for text, lang, key, form, _ in waiting:
            steps = form.split(" ")[1:]
            if len(steps) == 2 and steps[0] == "de" and lang in WITH_DE and self.articles[key].kind is Kind.ITEM:
                node = branch.setdefault(steps[1], {})
                assert isinstance(node, dict)
                node.setdefault(END, Term(self.articles[key], lang, text))

    def _know(self, word: str) -> None:
        if word[-1] == "*":
            self.prefixes.add(word[:-1])
        elif word[0] == "*":
            self.suffixes.add(word[1:])
        else:
            self.symbols.add(word)

    def _read_rest(self) -> None:
        for article, beside, result, _, _ in rows("refinements"):
            self.refinements.setdefault(article, {})[beside] = result
            if beside[0] not in "@%":
                self._know(beside)
                self.describing.add(beside)
        for word, trade, _ in rows("trades"):
            self.trades[word] = (*self.trades.get(word, ()), "%" + trade)
        self.symbols.update(self.trades)
        self.head_nouns = {noun: which for noun, which, _ in rows("head_nouns")}
        self.symbols.update(self.head_nouns)
        for word, lang, role, _ in rows("function_words"):
            if role[0] == THERE:
                self.roles_in[word] = (*self.roles_in.get(word, ()), (lang, role[1:]))
            else:
                self.function_words[word] = role
        self.listed = {fold(good): tuple(concepts.split(";")) for good, concepts, _ in rows("listed_goods")}
        self.sectors = tuple((sector, concept, year, source) for sector, concept, year, source in rows("sectors"))
        for system, prefix, key, title, _ in rows("codes"):
            self.codes[system, prefix] = (self.articles[key], title)
        self.hs_last_heading = {chapter: int(last) for chapter, last, _ in rows("hs_chapters")}


@cache
def fda_products() -> dict[str, tuple[str, str]]:
    """FDA product code → (article, device name): what each device class of the FDA's list was read as. Read only when
    a sheet holds such a code."""
    return {code: (article, covers) for code, article, covers, _ in rows("fda_products")}


MEDICINES = frozenset({"medicine", "more_pharma"})  # the articles of medicines by their nonproprietary names
WITH_DE = frozenset({"es", "pt", "fr"})  # languages that join the words of a name with "de"
# Languages that write compounds as one word, so that a product name may hide at a word's end.
COMPOUNDING = frozenset({"de", "sv", "da", "no", "nl", "fi", "hu", "et", "lv", "lt"})


def term_words(text: str) -> list[str]:
    """A vocabulary term as the words a line is matched on; `*` marks an open end, and such words are not stemmed;
    `=leads` is that very form, not "lead". The tables hold terms already folded."""
    if text[0] == "=":
        return [fold(text[1:])]
    if text == DOSE:
        return [DOSE]
    if "*" not in text:
        return [stem(word) for word in pieces(text)]
    out = []
    for word in text.split():
        *before, folded = [piece for piece in pieces(word.replace("*", "")) if piece not in BREAKS]
        out.extend(before)  # "mund-nasen-bedeckung*" is three words, of which the last is open
        if word[0] == "*":
            folded = "*" + folded
        elif word[-1] == "*":
            folded += "*"
        else:
            folded = stem(folded)
        out.append(folded)
    return out
