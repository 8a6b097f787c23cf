"""Of products whose names stand together in a phrase, which are bought and which only describe? "Gauze scissors" are
scissors, "máscara 3 pregas elástico" is a mask. Knows their order; knows no other word of the line.
"""

from __future__ import annotations

from supplychain.matching.goods_lists import ENGLISH
from supplychain.matching.goods_nouns import DEEDS, held_in, holds
from supplychain.matching.goods_phrases import Phrase, Placed
from supplychain.matching.goods_terms import LONG_UNKNOWN, TermFinder
from supplychain.matching.goods_vocabulary import COMPOUNDING, Kind
from supplychain.text.goods import stem

NEAR = 1  # unknown words that may stand between the parts of one compound name
# In these languages two words side by side are no compound name; in Lithuanian and Latvian they are.
WRITTEN_IN_ONE = COMPOUNDING - {"lt", "lv"}
USES = ("ing", "tion", "ment")  # ends of English words that tell what a thing is for
# Packs that goods of any concept come in: "isolation gowns bags".
PACKS = frozenset({"bags", "boxes", "bundles", "cartons", "cases", "packs", "packets", "pouches", "rolls", "sets"})
PIECES = "pc"  # the computer that is a count of pieces too


def of_runs(finder: TermFinder, candidates: list[Placed], phrase: Phrase) -> list[Placed]:
    """The products among candidates in reading order, by the word order of the phrase's language."""
    return (
        _first_of_runs(finder, candidates, phrase) if phrase.head_first else _last_of_runs(finder, candidates, phrase)
    )


def _last_of_runs(finder: TermFinder, candidates: list[Placed], phrase: Phrase) -> list[Placed]:
    """Head-final names: of terms that stand together the last is the product, the others describe it; but a pack
    after a product of the languages that write compounds in one holds it ("handsprit pumpflaska")."""
    bought = [this for before, this in zip([None, *candidates], candidates, strict=False) if not _counts(before, this)]
    if not phrase.listed and _single_list(bought):
        first = min(p.part for p in bought)
        bought = [p for p in bought if p.part == first]
    pairs = zip(bought, [*bought[1:], None], strict=True)
    units = [this for this, following in pairs if following is None or not _within(this, following, phrase)]
    out: list[Placed] = []
    for this, following in zip(units, [*units[1:], None], strict=True):
        packs = bool(out) and _packed(out[-1], this)
        if not packs and (following is None or not _describes(finder, this, following, phrase)):
            out.append(this)
    return out


def _counts(before: Placed | None, this: Placed) -> bool:
    """Whether a "pc" after another product counts its pieces: "glove nitrile L 100 pc"."""
    return (
        before is not None
        and this.hit.term.text == PIECES
        and before.hit.kind is Kind.ITEM
        and before.part == this.part
        and before.hit.term.article is not this.hit.term.article
    )


def _describes(finder: TermFinder, this: Placed, following: Placed, phrase: Phrase) -> bool:
    """Whether a product only describes the next one, which is the last of their name."""
    if this.thing != following.thing or following.hit.start - this.hit.end > NEAR:
        return False
    if is_plural_item(this) and (is_plural_item(following) or _stands_alone(finder, this, following, phrase)):
        return False
    return not _packed(this, following) and not _described_after(this, following, phrase)


def _described_after(this: Placed, following: Placed, phrase: Phrase) -> bool:
    """Whether a word that tells no use stands between a good and one thing: "privacy curtain mesh top", "formalin
    buffered container", but "needle disposal container", "computer dust covers"."""
    between = phrase.words[this.hit.end : following.hit.start]
    good = this.hit.kind is Kind.ITEM and bool(this.hit.goods)
    used = any(w.text.endswith(USES) or w.text in DEEDS or w.text in LONG_UNKNOWN for w in between)
    compound = used or (following.hit.plural and not any(word.plural for word in between))
    return bool(between) and good and following.hit.kind is Kind.OBJECT and not compound


def _within(this: Placed, following: Placed, phrase: Phrase) -> bool:
    """Whether the next product is the end of a compound that this begins or stands before: not in "Masken und
    Plastikbeutel"."""
    inside = phrase.words[following.hit.start].inside
    return inside and this.thing == following.thing


def _stands_alone(finder: TermFinder, plural: Placed, following: Placed, phrase: Phrase) -> bool:
    """Whether an English plural before a thing is bought itself: "FFP2 masks valve", not "scissors rack", nor before
    things: "respirators filters"."""
    if plural.hit.term.lang not in ENGLISH or following.hit.kind is Kind.SERVICE:
        return False
    spelled = plural.hit.term.text.split()[-1]
    text, after = phrase.words[plural.hit.end - 1].text, phrase.words[following.hit.end : following.hit.end + 1]
    between = phrase.words[plural.hit.end : following.hit.start]
    ends = all(word.text.endswith("ing") for word in between) and all(word.role for word in after)
    things = following.hit.plural and following.hit.kind is Kind.OBJECT
    last = phrase.words[following.hit.end - 1]
    many = plural.hit.plural and things and not between and not held_in(finder, last) and last.text not in PACKS
    # Of one form: "measles vaccine", not "trousers cargo ambulance".
    return not (ends and (many or (text == spelled and stem(spelled) != spelled)))


def _packed(product: Placed, pack: Placed) -> bool:
    """Whether an ordinary thing that follows a product in its own phrase is only what that comes in."""
    return (
        pack.hit.kind is Kind.OBJECT
        and product.hit.kind is Kind.ITEM
        and product.thing == pack.thing
        and product.hit.term.lang in WRITTEN_IN_ONE
        and (pack.hit.term.lang in WRITTEN_IN_ONE or pack.hit.term.lang in ENGLISH)
    )


def is_plural_item(placed: Placed) -> bool:
    """Whether this is a product in the plural, which describes no other."""
    return placed.hit.stands and placed.hit.kind is Kind.ITEM


def _single_list(candidates: list[Placed]) -> bool:
    """Whether later parts only describe the first: true unless a later part names a product in the plural."""
    first = min(p.part for p in candidates)
    return not any(p.part != first and is_plural_item(p) for p in candidates)


def _first_of_runs(finder: TermFinder, candidates: list[Placed], phrase: Phrase) -> list[Placed]:
    """Head-first names: what follows the first product describes it ("covoras dezinfectant" is a mat, "máscara 3 pregas
    elástico" a mask), unless a comma or "and" parts them, or the first is the pack of the next ("lahve dezinfekce")."""
    out: list[Placed] = []
    for this in candidates:
        if not out or out[-1].thing != this.thing:
            out.append(this)
        elif _is_pack_of(finder, out[-1], this, phrase):
            out[-1] = this
    return out


def _is_pack_of(finder: TermFinder, pack: Placed, product: Placed, phrase: Phrase) -> bool:
    """Whether the thing right before a product is one that such goods come in."""
    next_to = pack.hit.kind is Kind.OBJECT and pack.hit.end == product.hit.start
    return next_to and holds(held_in(finder, phrase.words[pack.hit.end - 1]), product.hit)
