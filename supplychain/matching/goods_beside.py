"""Which words of a line stand with another thing than a product: with another product of a list, a pack, a use? Knows
words and their places; what they change of the product is for goods to judge.
"""

from __future__ import annotations

from supplychain.matching.goods_phrases import NAMING, Phrase, Placed, Zone
from supplychain.matching.goods_terms import UNKNOWN, TermFinder
from supplychain.matching.goods_vocabulary import Kind

INTO = frozenset({"in", "en", "em", "w", "в", "у"})  # "in" in languages that say so of a material too
PACK = "%pack"  # the trade of packs in those languages


def apart(finder: TermFinder, this: Placed, placed: list[Placed], phrase: Phrase) -> set[int]:
    """The words that stand with another thing than this product: after "for" or "with"; beside another product of a
    list or after "and"; before a pack that follows the product ("scissors in plastic box")."""
    spots, mine = phrase.spots, phrase.spots[this.hit.start]
    others = [p.hit for p in placed if p.hit.kind in NAMING and p.hit.start != this.hit.start]
    if not others and spots[0] == spots[-1]:
        return set()
    own = set(range(this.hit.start, this.hit.end))
    used = {i for i, spot in enumerate(spots) if spot.zone in (Zone.FOR, Zone.WITH) and spot.zone != mine.zone}
    if phrase.turned:
        return (used | _other_names(this, phrase)) - own
    theirs = {spots[i].thing for hit in others for i in range(hit.start, hit.end)}
    plural = any(word.plural for word in phrase.words[this.hit.start : this.hit.end])
    shared = not plural and this.hit.end < len(spots) and phrase.words[this.hit.end].text == "or"
    packs = () if phrase.head_first else (hit.start for hit in others if spots[hit.start] == mine)
    last = max(packs, default=-1)
    for index, spot in enumerate(spots):
        elsewhere = spot.thing != mine.thing
        listed = elsewhere and not shared and (spot.part == mine.part or spot.thing in theirs)
        inside = spot.zone == Zone.OF and mine.zone == Zone.HEAD and _in_something(finder, index, phrase)
        before_a_pack = not elsewhere and this.hit.end <= index < last
        if listed or inside or before_a_pack:
            used.add(index)
    return used - own


def _other_names(this: Placed, phrase: Phrase) -> set[int]:
    """The words of a good of two words or more in another part of a turned phrase: a "Stylet, Tracheal Tube" is for
    one. A good of one word may describe the product ("Cap, Bottle")."""
    return {
        index
        for hit in (placed.hit for placed in phrase.placed)
        if hit.end - hit.start > 1 and hit.kind is Kind.ITEM and phrase.spots[hit.start].part != this.part
        for index in range(hit.start, hit.end)
    }


def of_others(this: Placed, chosen: list[Placed], phrase: Phrase) -> set[int]:
    """The words that stand with another product of an enumeration in languages that describe a product behind its name:
    in "guantes y pecheras plásticas" the gloves are of no stated material."""
    if not phrase.head_first:
        return set()
    theirs = {p.thing for p in chosen} - {this.thing}
    several = len({p.part for p in chosen}) > 1
    return {
        index for index, spot in enumerate(phrase.spots) if spot.thing in theirs or (several and spot.part != this.part)
    }


def _in_something(finder: TermFinder, index: int, phrase: Phrase) -> bool:
    """Whether the preposition before a word is "in": "gloves in plastic bag". In languages that say so of materials
    too ("calzari in polietilene") a pack or a word nobody knows must follow it."""
    words = phrase.words
    at = next((i for i in range(index, -1, -1) if words[i].role == "of"), 0)
    if not phrase.head_first:
        return words[at].text == "in"
    if words[at].text not in INTO or at + 1 == len(words):
        return False
    trades, after = finder.vocabulary.trades, words[at + 1]
    return after.text == UNKNOWN or any(PACK in trades.get(symbol, ()) for symbol in after.symbols)
