"""Of the terms of one phrase, which are bought, and how sure is that? "Catheters for infants" are catheters, "linen
hire" is a service, "gold antiserum" a reagent. Knows terms in their places; what is said of a product is goods_heads.
"""

from __future__ import annotations

from supplychain.matching.goods_nouns import held_in, holds
from supplychain.matching.goods_phrases import NAMING, Phrase, Placed, Zone
from supplychain.matching.goods_runs import is_plural_item, of_runs
from supplychain.matching.goods_terms import Hit, TermFinder, Word
from supplychain.matching.goods_vocabulary import Kind
from supplychain.text.goods import JOIN

SERVICE_WORD = "service_word"  # the article of "services" itself, which turns what stands before it into a service
SETS = frozenset({"kit_word", "device_word"})  # articles of words for a set or system that is bought for itself
MACHINERY = frozenset({"machinery", "machines"})  # "textile and leather machinery" is all machines
NEAR = frozenset({Zone.HEAD, Zone.OF})  # zones of what may be bought; the others tell a use or a part
LAST_RESORT_SURE = 0.6  # a device told by "powered" or "imaging" alone


def products(finder: TermFinder, phrase: Phrase, placed: list[Placed]) -> tuple[list[Placed], float]:
    """The products among the terms that may be bought, and how sure that choice is, 0..1."""
    words = phrase.words
    service = _opening_service(placed, words)
    if service is not None:
        return [service], 0.9
    chosen, sure = _by_place(finder, phrase, placed)
    chosen = _done_as_a_service(_measured(_of_the_last(chosen, placed, words), placed))
    if all(p.hit.kind in (Kind.ORDINARY, Kind.OBJECT) for p in chosen):
        told = _last_resort(finder, placed, words, alone=not chosen)
        if told:
            return told, LAST_RESORT_SURE
    return chosen, sure


def _opening_service(placed: list[Placed], words: list[Word]) -> Placed | None:
    """A service that opens the line and says what it is done to ("lease of textiles", "installation services of motors,
    generators and transformers", "inspection svcs/furniture"): nothing after it is bought."""
    opening: Placed | None = None
    for this in sorted(placed, key=lambda p: p.hit.start):
        if this.hit.kind is not Kind.SERVICE or this.hit.start != (opening.hit.end if opening else 0):
            break
        opening = this
    return opening if opening and role_after(opening, words) in ("of", "for", JOIN) else None


def role_after(placed: Placed, words: list[Word]) -> str:
    """The role of the word after a term, "" where there is none."""
    return words[placed.hit.end].role if placed.hit.end < len(words) else ""


def _by_place(finder: TermFinder, phrase: Phrase, placed: list[Placed]) -> tuple[list[Placed], float]:
    """The products by where terms stand: in the head, after "of", then materials, then after "with" or "for"."""
    naming = [p for p in placed if p.hit.kind in NAMING]
    in_head = [p for p in naming if p.zone == Zone.HEAD]
    of_items = [p for p in naming if p.zone == Zone.OF]
    if in_head:
        bought = sorted(in_head + _beside_of(of_items, in_head, phrase), key=lambda p: p.hit.start)
        return _held_by(finder, in_head, of_items, phrase.words) or of_runs(finder, bought, phrase), 0.9
    unknown = _head_is_unknown(finder, phrase)
    if of_items:
        near = [p for p in placed if p.hit.kind is Kind.MATERIAL and p.zone == Zone.HEAD]
        leading = [p for p in near if role_after(p, phrase.words) == "of"]
        if leading:
            return leading, 0.85  # "leather of bovine animals"
        return of_runs(finder, of_items, phrase), 0.6 if unknown else 0.85
    near = [p for p in placed if p.hit.kind is Kind.MATERIAL and p.zone in NEAR]
    if near:
        return near, 0.65 if unknown else 0.85
    if unknown:
        return [], 0.0
    # "Parts for computers" are reckoned to them; "kits for typewriters", "rack systems for computers" are neither.
    own = any(p.zone == Zone.HEAD and p.hit.term.article.key in SETS for p in placed)
    return [p for p in naming if p.zone == Zone.WITH or (p.zone == Zone.FOR and not own)], 0.5


def _head_is_unknown(finder: TermFinder, phrase: Phrase) -> bool:
    """Whether the head of the phrase holds a word that no term covers and that describes nothing we know."""
    covered = {i for p in phrase.placed for i in range(p.hit.start, p.hit.end)}
    describing = finder.vocabulary.describing
    return any(
        i not in covered
        and not word.role
        and len(word.text) > 3
        and phrase.spots[i].zone == Zone.HEAD
        and describing.isdisjoint(word.symbols)
        for i, word in enumerate(phrase.words)
    )


def _held_by(finder: TermFinder, packs: list[Placed], of_items: list[Placed], words: list[Word]) -> list[Placed]:
    """The goods after "of" where the words before it are all packs that they come in: "ampoules de morphine", "tube of
    ointment"."""
    trades = [held_in(finder, words[p.hit.end - 1]) for p in packs if p.hit.kind is Kind.OBJECT]
    if len(trades) < len(packs):
        return []
    return [p for p in of_items if all(holds(held, p.hit) for held in trades)]


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


def _of_the_last(chosen: list[Placed], placed: list[Placed], words: list[Word]) -> list[Placed]:
    """In "tea or coffee pots", "ultrasound or doppler gels", "mop or broom holder", "leather and textile machinery",
    "bedding and linen hire" the first words, not in the plural, describe what the last names."""
    out: list[Placed] = []
    of_all = bool(placed) and _ends_in_machines_or_service(placed, words)
    named = of_all  # whether what follows ends in a plural
    for this in reversed(chosen):
        end = this.hit.end
        shared = words[end].text if end < len(words) else ""
        shares = shared == "or" or (of_all and shared in ("and", JOIN))
        modifies = this.hit.kind is Kind.ITEM and this.hit.term.lang == "en" and not this.hit.stands
        if shares and named and modifies and not (out and _shares_nothing(this.hit, out[-1].hit, placed)):
            continue
        named = this.hit.stands or _is_compound_thing(this, words)
        out.append(this)
    return out[::-1]


def _shares_nothing(hit: Hit, last: Hit, placed: list[Placed]) -> bool:
    """Whether "or" leaves no word of the last name to be shared ("mask or gloves"), or parts two goods that each have a
    name of their own ("surgical mask or disposable gowns", but "surgical hammer or mallet caps")."""
    if last.start == hit.end + 1 == last.end - 1:
        return True
    if any(hit.end < p.hit.end <= last.start and p.hit.kind is Kind.ITEM for p in placed):
        return False
    return hit.end - hit.start > 1 and bool(hit.goods and last.goods) and hit.goods.isdisjoint(last.goods)


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


def _measured(chosen: list[Placed], placed: list[Placed]) -> list[Placed]:
    """A good beside an assay word is what is measured, and the product is the assay; an analyzer stays one."""
    assays = [p for p in placed if p.hit.kind is Kind.ASSAY and p.zone in NEAR]
    if not assays or (chosen and all(p.hit.kind is Kind.SERVICE and p.part == 0 for p in chosen)):
        return chosen
    return [p for p in chosen if p.hit.kind is Kind.ITEM and not p.hit.goods] or assays[:1]


def _done_as_a_service(chosen: list[Placed]) -> list[Placed]:
    """ "Radio and television services" are all services, "transaction processing software package" ends in one; what is
    named in the plural beside them stays bought."""
    last = max(chosen, key=lambda p: p.hit.start, default=None)
    if last is None or last.hit.kind is not Kind.SERVICE:
        return chosen
    of_part = last.hit.term.article.key == SERVICE_WORD  # else of the whole name that it ends alone

    def done(this: Placed) -> bool:
        same = this.joined == last.joined and this.hit.term.lang == "en"
        return this.part == last.part and (of_part or same) and not is_plural_item(this)

    return [p for p in chosen if p.hit.kind is Kind.SERVICE or not done(p)]


def _last_resort(finder: TermFinder, placed: list[Placed], words: list[Word], alone: bool) -> list[Placed]:
    """Where nothing else names a product: a word such as "system" that tells something beside the line's other words;
    beside an ordinary thing, too, a word such as "battery powered" that tells something by itself."""
    refinements = finder.vocabulary.refinements
    symbols = {symbol for word in words for symbol in word.symbols}
    symbols.update("@" + p.hit.term.article.key for p in placed)
    several = len({p.part for p in placed}) > 1
    for this in placed:
        article = this.hit.term.article
        if this.hit.kind is not Kind.WEAK or this.zone not in NEAR:
            continue
        if article.facts:
            return [this]
        heads = alone or (this.part == 0 and several) or _ends_the_name(this, placed)
        if heads and not symbols.isdisjoint(refinements.get(article.key, ())):
            return [this]
    return []


def _ends_the_name(this: Placed, placed: list[Placed]) -> bool:
    """Whether an English word stands last among all the terms of one plain name: "blood transfusion kits"."""
    same = {p.thing for p in placed} == {this.thing}
    return same and this.hit.term.lang == "en" and this.hit.start == max(p.hit.start for p in placed)
