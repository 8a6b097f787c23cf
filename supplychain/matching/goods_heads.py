"""Which of a line's terms is the product, and what is said of it? A glove box is a box, gauze scissors are scissors,
"Cover, Mattress" is a mattress cover. Knows words and their order; knows no concept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from supplychain.matching.goods_beside import apart, of_others
from supplychain.matching.goods_choice import products, role_after
from supplychain.matching.goods_phrases import NAMING, Phrase, Placed, Zone, groups, phrase_of
from supplychain.matching.goods_terms import Hit, TermFinder, Word
from supplychain.matching.goods_vocabulary import TRAP, Kind

MATERIALS = frozenset({Kind.MATERIAL, Kind.STUFF})
CONTAINER_WORD = "container_word"  # the article of "box" and "case"
UNPOWERED = "%unpowered"  # the trade of "manual", which tells however far before a name it stands
TEST_OF = "%no_reagent"  # the trade of what is tested otherwise, which tells before a name of several words too
BEFORE = "%before"  # in refinements: a word we know, before a product in a name that is not turned round


@dataclass(frozen=True, slots=True)
class Head:
    """One product of a line, as sure as `sure` says, 0..1. `beside` are the terms and `words` the words, as the
    vocabulary knows them, that may describe it; `absent` are the terms that the line says it is without ("PVC-free").
    `aside` are those of `beside`, and `aside_words` further words, that stand with another product, a pack or a use
    ("gloves and plastic aprons", "masks with eye shield", "disinfectant for machines"): they may tell more and take no
    good away."""

    hit: Hit
    beside: tuple[Hit, ...]
    words: tuple[str, ...]
    absent: tuple[Hit, ...]
    sure: float
    aside: tuple[Hit, ...] = ()
    aside_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a line names: its products, and the broad words met."""

    heads: tuple[Head, ...]
    broad: tuple[Hit, ...]


def parse(finder: TermFinder, words: list[Word]) -> Parsed:
    """The products a line names, goods parted by `;` or a full line each on their own."""
    heads: list[Head] = []
    broad: list[Hit] = []
    for group in groups(words):
        phrase = phrase_of(finder, group)
        if phrase is not None:
            heads.extend(_heads(finder, phrase))
            broad.extend(p.hit for p in phrase.placed if p.hit.kind is Kind.BROAD)
    return Parsed(tuple(heads), tuple(broad))


def _heads(finder: TermFinder, phrase: Phrase) -> list[Head]:
    """The products of one phrase with what is said of each."""
    words = phrase.words
    placed = [_container(finder, phrase.placed, i, words) for i in range(len(phrase.placed))]
    absent = tuple(p.hit for p in placed if _negated(p.hit, words))
    placed = [p for p in placed if p.hit not in absent]
    if phrase.turned:
        placed = _of_a_turned_name(placed)
    chosen, sure = products(finder, phrase, placed)
    if not chosen:
        return []
    starts = {p.hit.start for p in chosen}
    beside = tuple(
        p.hit
        for p in placed
        if p.hit.start not in starts and (p.hit.kind not in MATERIALS or p.zone in (Zone.HEAD, Zone.OF))
    )
    # "General & Plastic Surgery" says nothing of plastic.
    phrases = {
        i
        for p in placed
        if p.hit.kind is Kind.WEAK and p.hit.end - p.hit.start > 1 and p.hit.term.lang == "en"
        for i in range(p.hit.start, p.hit.end)
    }
    heads = []
    for this in chosen:
        others = of_others(this, chosen, phrase)
        unsaid = others | phrases | set(range(this.hit.start, this.hit.end))
        theirs = apart(finder, this, placed, phrase)
        near = [i for i in range(len(words)) if i not in theirs and i not in unsaid]
        away = [i for i in sorted(theirs) if i not in unsaid]
        said = _describing(words, near) + _trades(finder, phrase, this)
        with_it = tuple(hit for hit in beside if hit.start not in others)
        aside = tuple(hit for hit in with_it if hit.start in theirs)
        heads.append(Head(this.hit, with_it, said, absent, sure, aside, _describing(words, away)))
    return heads


def _of_a_turned_name(placed: list[Placed]) -> list[Placed]:
    """The terms of a name turned round that may be bought: where its first part names a product, the products of the
    others only describe it."""
    if any(p.part == 0 and p.hit.kind in NAMING and p.zone in (Zone.HEAD, Zone.OF) for p in placed):
        return [p for p in placed if p.part == 0 or p.hit.kind not in NAMING or p.hit.kind is Kind.ASSAY]
    return placed


def _container(finder: TermFinder, placed: list[Placed], index: int, words: list[Word]) -> Placed:
    """ "Glove boxes" and "cases for instruments" are containers; "gloves, box of 100" and "gloves box" come in one."""
    this = placed[index]
    hit = this.hit
    if hit.term.article.key != CONTAINER_WORD or this.zone != Zone.HEAD:
        return this
    before = placed[index - 1].hit if index and placed[index - 1].part == this.part else None
    holds = before is not None and before.end == hit.start and before.kind is Kind.ITEM and not before.stands
    if not holds and role_after(this, words) != "for":
        return this
    return this._replace(hit=hit._replace(term=hit.term._replace(article=finder.vocabulary.articles[TRAP])))


def _negated(hit: Hit, words: list[Word]) -> bool:
    """`latex-free`, `non PVC`, `sin látex`: the word is there to say it is not."""
    before = words[hit.start - 1].role if hit.start else ""
    if hit.kind in (Kind.ITEM, Kind.OBJECT):
        return before == "without"  # "non latex gloves" are gloves still
    after = words[hit.end].role if hit.end < len(words) else ""
    return before in ("not", "without") or after == "free"


def _describing(words: list[Word], places: Iterable[int]) -> tuple[str, ...]:
    """The vocabulary forms of the words in these places that are not said to be absent."""
    out: list[str] = []
    for index in places:
        word = words[index]
        if not word.symbols:
            continue
        before = words[index - 1].role if index else ""
        after = words[index + 1].role if index + 1 < len(words) else ""
        if before not in ("not", "without") and after != "free":
            out.extend(word.symbols)
    return tuple(out)


def _trades(finder: TermFinder, phrase: Phrase, this: Placed) -> tuple[str, ...]:
    """The trades of the words that stand before a product in its own name ("roofing caps", "screen, printing"), and a
    mark that some word does; what a line says elsewhere of vehicles or machines changes no product."""
    out: list[str] = []
    shared = False
    for index in range(this.hit.start - 1, -1, -1):
        word = phrase.words[index]
        if word.text == "or" and this.hit.stands:  # "nozzle tips or caps" are both of nozzles
            shared = True
            continue
        if word.role or (not phrase.turned and phrase.spots[index].part != this.part):
            break
        next_to = shared or index == this.hit.start - 1
        out.extend(_trades_told(finder, phrase, this, index, next_to))
        if not phrase.turned and not shared and (word.symbols or this.hit.stands):  # "Liston knife": a surgeon's name
            out.append(BEFORE)
    return tuple(out)


def _trades_told(finder: TermFinder, phrase: Phrase, this: Placed, index: int, next_to: bool) -> list[str]:
    """The trades that a word before a product tells of it: those of the very word before a name of one word. "Engine
    driver uniforms", "gas lift office chairs" and "operating table retractors" are bought."""
    trades = finder.vocabulary.trades
    told = [trade for symbol in phrase.words[index].symbols for trade in trades.get(symbol, ())]
    if not told or any(p.hit.start <= index < p.hit.end and _says_more(p.hit) for p in phrase.placed):
        return []
    full = this.hit.end - this.hit.start > 1
    return [t for t in told if t == UNPOWERED or (next_to and (not full or t == TEST_OF))]


def _says_more(hit: Hit) -> bool:
    """Whether a term of several words is a good or describes one, so that none of its words is of another trade."""
    good = hit.kind is Kind.ITEM and hit.goods
    return hit.end - hit.start > 1 and (bool(good) or hit.kind in MATERIALS or hit.kind is Kind.WEAK)
