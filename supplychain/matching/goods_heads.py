"""Which of a line's terms is the product, and which only stand beside it? A glove box is a box, gauze scissors are
scissors, "Cover, Mattress" is a mattress cover. Knows words and their order; knows no concept.
"""

from __future__ import annotations

from dataclasses import dataclass

from supplychain.matching.goods_beside import NAMING, apart, of_others
from supplychain.matching.goods_nouns import holds_electronics
from supplychain.matching.goods_phrases import Phrase, Placed, Zone, groups, phrase_of
from supplychain.matching.goods_runs import is_plural_item, of_runs
from supplychain.matching.goods_terms import Hit, TermFinder, Word
from supplychain.matching.goods_vocabulary import Kind
from supplychain.text.goods import HARD, JOIN

MATERIALS = frozenset({Kind.MATERIAL, Kind.STUFF})
SERVICE_WORD = "service_word"  # the article of "services" itself, which turns what stands before it into a service
CONTAINER_WORD = "container_word"  # the article of "box" and "case"
IS = "is"  # the relation of an article and the good it is
UNPOWERED = "%unpowered"  # the trade of "manual", which tells however far before a name it stands
TEST_OF = "%no_reagent"  # the trade of what is tested otherwise, which tells before a name of several words too
PACKS = frozenset({"object", "tubing_object", "bag_object"})  # articles of vials, tubes and bags among others
IS_MEDICINE = ("pharma", "is")
BEFORE = "%before"  # in refinements: a word we know, before a product in a name that is not turned round
MACHINERY = frozenset({"machinery", "machines"})  # "textile and leather machinery" is all machines
RESEARCH = "research"  # research and development is bought, never what it is about
# Names of many things at once, which English writes without a plural: "apparel or supports" are both bought.
MASS_NOUNS = frozenset({"apparel", "bedding", "clothing", "footwear", "furniture", "gauze", "hosiery", "linen", "wear"})
KITS = frozenset({"kit_word", "device_word", "instrument_word"})  # articles of words that name what a set is for
GOING_ON = frozenset({"for", "of", "with", "without", "not"})  # roles of words that go on with what stands before
SETS = frozenset({"kit_word", "device_word"})  # articles of words for a set or system that is bought for itself
LAST_RESORT_SURE = 0.6  # a device told by "powered" or "imaging" alone


@dataclass(frozen=True, slots=True)
class Head:
    """One product of a line. `beside` are the terms that describe it, `words` the line's other words as the
    vocabulary knows them, `absent` the terms the line says it is without ("PVC-free"); `sure` 0..1 falls with every
    guess made. `aside` and `aside_words` are those of another product, of a pack or of a use ("gloves and plastic
    aprons", "masks with eye shield", "disinfectant for machines"): they may tell more and take no good away."""

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
    for group in groups(words) if any(word.role == HARD for word in words) else [words]:
        if group[:1] != words[:1] and group[0].role in GOING_ON:
            continue  # "Machines; for making rope"
        found = _parse_group(finder, group)
        heads.extend(found.heads)
        broad.extend(found.broad)
    return Parsed(tuple(heads), tuple(broad))


def _parse_group(finder: TermFinder, words: list[Word]) -> Parsed:
    phrase = phrase_of(finder, words)
    if phrase is None:
        return Parsed((), ())
    placed, sequence, zones = phrase.placed, phrase.words, phrase.zones
    covered = {i for p in placed for i in range(p.hit.start, p.hit.end)}
    placed = [_container(finder, placed, i, sequence) for i in range(len(placed))]
    absent = tuple(p.hit for p in placed if _negated(p.hit, sequence))
    placed = [p for p in placed if p.hit not in absent]
    broad = tuple(p.hit for p in placed if p.hit.kind is Kind.BROAD)
    if phrase.turned:
        known = any(p.part == 0 for p in placed)  # whether the part where the product stands holds a word we know
        if any(p.part == 0 and p.hit.kind in NAMING and p.zone in (Zone.HEAD, Zone.OF) for p in placed):
            placed = [p for p in placed if p.part == 0 or p.hit.kind not in NAMING or p.hit.kind is Kind.ASSAY]
        placed = [p for p in placed if p.hit.kind not in MATERIALS or p.part == 0 or known]
    leading = [p for p in placed if p.hit.kind is Kind.MATERIAL and p.zone == Zone.HEAD and _next(p, sequence) == "of"]
    opens_unknown = _opens_unknown(finder, sequence, zones, covered)
    chosen, sure = _choose(placed, phrase, opens_unknown, leading)
    chosen = _done_as_a_service(_measured(_of_the_last(chosen, placed, sequence), placed))
    service = _opening_service(placed, sequence)
    if service is not None:
        chosen = [service]
    if all(p.hit.kind in (Kind.ORDINARY, Kind.OBJECT) for p in chosen):
        telling = _last_resort(finder, placed, sequence, alone=not chosen)
        if telling:
            chosen, sure = telling, LAST_RESORT_SURE
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
    for p in chosen:
        others = of_others(p, chosen, zones) if phrase.head_first else set()
        near = tuple(hit for hit in beside if hit.start not in others)
        theirs = apart(p, placed, phrase)
        said = _describing(sequence, p.hit, phrases | others | theirs) + _trades(finder, phrase, p)
        every = set(range(len(sequence)))
        said_of_them = _describing(sequence, p.hit, phrases | others | (every - theirs)) if theirs else ()
        aside = tuple(hit for hit in near if hit.start in theirs)
        heads.append(Head(p.hit, near, said, absent, sure, aside, said_of_them))
    return Parsed(tuple(heads), broad)


def _next(placed: Placed, words: list[Word]) -> str:
    """The role of the word after a term, "" where there is none."""
    return words[placed.hit.end].role if placed.hit.end < len(words) else ""


def _container(finder: TermFinder, placed: list[Placed], index: int, words: list[Word]) -> Placed:
    """ "Glove boxes" and "cases for instruments" are containers; "gloves, box of 100" and "gloves box" come in one."""
    this = placed[index]
    hit = this.hit
    if hit.term.article.key != CONTAINER_WORD or this.zone != Zone.HEAD:
        return this
    before = placed[index - 1].hit if index and placed[index - 1].part == this.part else None
    holds = before is not None and before.end == hit.start and before.kind is Kind.ITEM and not before.plural
    if not holds and _next(this, words) != "for":
        return this
    return this._replace(hit=hit._replace(term=hit.term._replace(article=finder.vocabulary.articles["trap"])))


def _opening_service(placed: list[Placed], words: list[Word]) -> Placed | None:
    """A service that opens the line and says what it is done to ("lease of textiles", "installation services of motors,
    generators and transformers", "inspection svcs/furniture"): nothing after it is bought."""
    opening: Placed | None = None
    for this in sorted(placed, key=lambda p: p.hit.start):
        begins = this.hit.start == (opening.hit.end if opening else 0)
        joined = opening is not None and this.hit.start == opening.hit.end + 1 and _next(opening, words) == "and"
        if this.hit.kind is not Kind.SERVICE or not (begins or joined):
            break
        opening = this
    if opening is None:
        return None
    return opening if _next(opening, words) in ("of", "for", JOIN) or words[0].text == RESEARCH else None


def _of_the_last(chosen: list[Placed], placed: list[Placed], words: list[Word]) -> list[Placed]:
    """In "tea or coffee pots", "ultrasound or doppler gels", "mop or broom holder", "leather and textile machinery",
    "bedding and linen hire" the first words, not in the plural, describe what the last names."""
    out: list[Placed] = []
    also_and = bool(placed) and _ends_in_machines_or_service(placed, words)
    named = also_and or any(_is_plural_kit(p, words) for p in placed)  # whether what follows ends in a plural
    for this in reversed(chosen):
        shared = words[this.hit.end].text if this.hit.end < len(words) else ""
        shares = shared == "or" or (shared in ("and", JOIN) and also_and and not holds_electronics(this.hit))
        one = not this.hit.plural and (shared != "or" or words[this.hit.end - 1].text not in MASS_NOUNS)
        if shares and named and one and this.hit.kind is Kind.ITEM and this.hit.term.lang == "en":
            continue
        named = this.hit.plural or _is_compound_thing(this, words)
        out.append(this)
    return out[::-1]


def _ends_in_machines_or_service(placed: list[Placed], words: list[Word]) -> bool:
    """Whether the phrase ends in machines, or in a service with what it is done to before it: "linen hire"."""
    last = max(placed, key=lambda p: p.hit.start)
    service = last.hit.kind is Kind.SERVICE and last.hit.end == len(words) and _is_compound_thing(last, words)
    return service or words[-1].text in MACHINERY


def _is_compound_thing(this: Placed, words: list[Word]) -> bool:
    """Whether this is an ordinary thing or a service with a word before it in its name: a holder in "mop or broom
    holder", the software in "computer game or entertainment software"."""
    if this.hit.kind not in (Kind.OBJECT, Kind.ORDINARY, Kind.SERVICE) or this.hit.start == 0:
        return False
    return this.hit.end - this.hit.start > 1 or not words[this.hit.start - 1].role


def _is_plural_kit(this: Placed, words: list[Word]) -> bool:
    """Whether "kits" or "systems" ends the name."""
    ends = this.hit.end == len(words) or words[this.hit.end].role != ""
    return this.hit.term.article.key in KITS and this.hit.plural and ends


def _done_as_a_service(chosen: list[Placed]) -> list[Placed]:
    """ "Radio and television services" are all services; what is named in the plural beside them stays bought."""
    last = max(chosen, key=lambda p: p.hit.start, default=None)
    if last is None or last.hit.kind is not Kind.SERVICE:
        return chosen
    if last.hit.term.article.key != SERVICE_WORD:
        # "Microcomputer transaction processing software package": a service is what the whole name ends in.
        same = (last.part, last.joined, "en")
        return [
            p
            for p in chosen
            if p.hit.kind is Kind.SERVICE or (p.part, p.joined, p.hit.term.lang) != same or is_plural_item(p)
        ]
    return [p for p in chosen if p.hit.kind is Kind.SERVICE or p.part != last.part or is_plural_item(p)]


def _last_resort(finder: TermFinder, placed: list[Placed], words: list[Word], alone: bool) -> list[Placed]:
    """Where nothing else names a product: a word such as "system" that tells something beside the line's other words;
    beside an ordinary thing, too, a word such as "battery powered" that tells something by itself."""
    refinements = finder.vocabulary.refinements
    symbols = {symbol for word in words for symbol in word.symbols}
    symbols.update("@" + p.hit.term.article.key for p in placed)
    for this in placed:
        article = this.hit.term.article
        if this.hit.kind is not Kind.WEAK or this.zone not in (Zone.HEAD, Zone.OF):
            continue
        if article.facts:
            return [this]
        heads = alone or (this.part == 0 and len({p.part for p in placed}) > 1) or _ends_the_name(this, placed)
        if heads and not symbols.isdisjoint(refinements.get(article.key, ())):
            return [this]
    return []


def _ends_the_name(this: Placed, placed: list[Placed]) -> bool:
    """Whether an English word stands last among all the terms of one plain name: "blood transfusion kits"."""
    same = {(p.part, p.joined) for p in placed} == {(this.part, this.joined)}
    return same and this.hit.term.lang == "en" and this.hit.start == max(p.hit.start for p in placed)


def _measured(chosen: list[Placed], placed: list[Placed]) -> list[Placed]:
    """A good beside an assay word is what is measured, and the product is the assay; an analyzer stays one."""
    assays = [p for p in placed if p.hit.kind is Kind.ASSAY and p.zone in (Zone.HEAD, Zone.OF)]
    if not assays or (chosen and all(p.hit.kind is Kind.SERVICE and p.part == 0 for p in chosen)):
        return chosen
    kept = [p for p in chosen if p.hit.kind is Kind.ITEM and all(f.relation != "is" for f in p.hit.term.article.facts)]
    return kept or assays[:1]


def _describing(words: list[Word], hit: Hit, phrases: set[int]) -> tuple[str, ...]:
    """The vocabulary forms of every word outside a hit that is not said to be absent."""
    out: list[str] = []
    for index, word in enumerate(words):
        if hit.start <= index < hit.end or not word.symbols or index in phrases:
            continue
        before = words[index - 1].role if index else ""
        after = words[index + 1].role if index + 1 < len(words) else ""
        if before not in ("not", "without") and after != "free":
            out.extend(word.symbols)
    return tuple(out)


def _trades(finder: TermFinder, phrase: Phrase, this: Placed) -> tuple[str, ...]:
    """The trades of the words that stand before a product in its own name ("roofing caps", "screen, printing"), and a
    mark that some word does; what a line says elsewhere of vehicles or machines changes no product."""
    trades = finder.vocabulary.trades
    out: list[str] = []
    shared = False
    full = this.hit.end - this.hit.start > 1
    for index in range(this.hit.start - 1, -1, -1):
        word = phrase.words[index]
        if word.text == "or" and this.hit.plural:  # "nozzle tips or caps" are both of nozzles
            shared = True
            continue
        if word.role or (not phrase.turned and phrase.zones[index][1] != this.part):
            break
        # The very word before a name of one word: "engine driver uniforms", "gas lift office chairs" are bought, and so
        # are "operating table retractors".
        of_word = [trade for symbol in word.symbols for trade in trades.get(symbol, ())]
        if of_word and not any(p.hit.start <= index < p.hit.end and _says_more(p.hit) for p in phrase.placed):
            next_to = shared or index == this.hit.start - 1
            out.extend(t for t in of_word if t == UNPOWERED or (next_to and (not full or t == TEST_OF)))
        if not phrase.turned and not shared and (word.symbols or this.hit.plural):  # "Liston knife": a surgeon's name
            out.append(BEFORE)
    return tuple(out)


def _says_more(hit: Hit) -> bool:
    """Whether a term of several words is a good or describes one, so that none of its words is of another trade."""
    good = hit.kind is Kind.ITEM and any(fact.relation == IS for fact in hit.term.article.facts)
    return hit.end - hit.start > 1 and (good or hit.kind in MATERIALS or hit.kind is Kind.WEAK)


def _negated(hit: Hit, words: list[Word]) -> bool:
    """`latex-free`, `non PVC`, `sin látex`: the word is there to say it is not."""
    before = words[hit.start - 1].role if hit.start else ""
    if hit.kind in (Kind.ITEM, Kind.OBJECT):
        return before == "without"  # "non latex gloves" are gloves still
    after = words[hit.end].role if hit.end < len(words) else ""
    return before in ("not", "without") or after == "free"


def _opens_unknown(finder: TermFinder, words: list[Word], zones: list[tuple[str, int, int]], covered: set[int]) -> bool:
    """Whether the head of the phrase is a word nobody knows."""
    describing = finder.vocabulary.describing
    return any(
        i not in covered
        and not word.role
        and len(word.text) > 3
        and zones[i][0] == Zone.HEAD
        and describing.isdisjoint(word.symbols)
        for i, word in enumerate(words)
    )


def _choose(
    placed: list[Placed], phrase: Phrase, opens_unknown: bool, leading: list[Placed]
) -> tuple[list[Placed], float]:
    """The products among the terms found, and how sure that choice is."""
    naming = [p for p in placed if p.hit.kind in NAMING]
    in_head = [p for p in naming if p.zone == Zone.HEAD]
    of_items = [p for p in naming if p.zone == Zone.OF]
    if in_head:
        bought = sorted(in_head + _beside_of(of_items, in_head, phrase), key=lambda p: p.hit.start)
        return _held_by(in_head, of_items) or of_runs(bought, phrase), 0.9
    if of_items and leading:
        return leading, 0.85  # "leather of bovine animals"
    if of_items:
        return of_runs(of_items, phrase), 0.6 if opens_unknown else 0.85
    near = [p for p in placed if p.hit.kind is Kind.MATERIAL and p.zone in (Zone.HEAD, Zone.OF)]
    if near:
        return near, 0.65 if opens_unknown else 0.85
    # "Parts for computers" are reckoned to them; "kits for typewriters", "rack systems for computers" are neither.
    own = any(p.zone == Zone.HEAD and p.hit.term.article.key in SETS for p in placed)
    if not opens_unknown:
        return [p for p in naming if p.zone == Zone.WITH or (p.zone == Zone.FOR and not own)], 0.5
    return [], 0.0


def _held_by(packs: list[Placed], of_items: list[Placed]) -> list[Placed]:
    """The medicines after "of" where the words before it are all packs: "ampoules de morphine", "tube of ointment"."""
    if not all(p.hit.term.article.key in PACKS for p in packs):
        return []
    return [p for p in of_items if any((f.concept, f.relation) == IS_MEDICINE for f in p.hit.term.article.facts)]


def _beside_of(of_items: list[Placed], in_head: list[Placed], phrase: Phrase) -> list[Placed]:
    """Products after "and" that only follow the "of" of the product before: "botas de goma y trajes de agua"."""
    if not phrase.head_first:
        return []
    return [
        p
        for p in of_items
        if p.hit.kind is Kind.ITEM
        and p.hit.start > 0
        and phrase.words[p.hit.start - 1].role == "and"
        and any(h.part == p.part and h.hit.start < p.hit.start and h.hit.kind is Kind.ITEM for h in in_head)
    ]
