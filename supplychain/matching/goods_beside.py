"""Which words of a line stand with another thing than a product: with another product of a list, a pack, a use? Knows
words and their places; what they change of the product is for goods to judge.
"""

from __future__ import annotations

from supplychain.matching.goods_phrases import NAMING, Phrase, Placed, Zone
from supplychain.matching.goods_terms import UNKNOWN
from supplychain.matching.goods_vocabulary import Kind

# Words for "in", and the packs after them, in languages that say "in" of a material too ("calzari in polietilene").
INTO = frozenset({"in", "en", "em", "w", "в", "у"})
CONTAINERS = frozenset(
    {"bolsa", "bolsas", "caja", "cajas", "envase", "envases", "sobre", "sobres", "caixa", "caixas", "embalagem"}
    | {"embalagens", "saco", "sacos", "boite", "boites", "sac", "sachet", "cutie", "cutii", "ambalaj", "punga", "pungi"}
    | {"scatola", "busta", "pudelku", "opakowaniu", "worku", "коробці", "упаковці", "пакеті", UNKNOWN}
)


def apart(this: Placed, placed: list[Placed], phrase: Phrase) -> set[int]:
    """The words that stand with another thing than this product: after "for" or "with"; beside another product of a
    list or after "and"; before a pack that follows the product ("scissors in plastic box")."""
    zones, mine = phrase.zones, phrase.zones[this.hit.start]
    others = [p.hit for p in placed if p.hit.kind in NAMING and p.hit.start != this.hit.start]
    if not others and zones[0] == zones[-1]:
        return set()
    own = set(range(this.hit.start, this.hit.end))
    used = {i for i, zone in enumerate(zones) if zone[0] in (Zone.FOR, Zone.WITH) and zone[0] != mine[0]}
    if phrase.turned:
        return (used | _other_names(this, phrase)) - own
    theirs = {zones[hit.start][1:] for hit in others}
    spans = {i for hit in others if zones[hit.start][1:] != mine[1:] for i in range(hit.start, hit.end)}
    plural = any(word.plural for word in phrase.words[this.hit.start : this.hit.end])
    shared = not plural and this.hit.end < len(zones) and phrase.words[this.hit.end].text == "or"
    packs = () if phrase.head_first else (hit.start for hit in others if zones[hit.start] == mine)
    last = max(packs, default=-1)
    for index, (zone, part, joined) in enumerate(zones):
        elsewhere = (part, joined) != mine[1:]
        listed = elsewhere and not shared and ((part, joined) in theirs or part == mine[1])
        inside = zone == Zone.OF and mine[0] == Zone.HEAD and _in_something(index, phrase)
        before_a_pack = not elsewhere and this.hit.end <= index < last
        if listed or inside or before_a_pack or index in spans:
            used.add(index)
    return used - own


def _other_names(this: Placed, phrase: Phrase) -> set[int]:
    """The words of a good of two words or more in another part of a turned phrase: in "Scissors, disposable gown" the
    gown alone is disposable."""
    return {
        index
        for hit in (placed.hit for placed in phrase.placed)
        if hit.end - hit.start > 1 and hit.kind is Kind.ITEM and phrase.zones[hit.start][1] != this.part
        for index in range(hit.start, hit.end)
    }


def of_others(this: Placed, chosen: list[Placed], phrase: Phrase) -> set[int]:
    """The words that stand with another product of an enumeration in languages that describe a product behind its name:
    in "guantes y pecheras plásticas" the gloves are of no stated material."""
    if not phrase.head_first:
        return set()
    theirs = {phrase.zones[p.hit.start][1:] for p in chosen} - {phrase.zones[this.hit.start][1:]}
    several = len({p.part for p in chosen}) > 1
    return {
        index
        for index, (_, part, joined) in enumerate(phrase.zones)
        if (part, joined) in theirs or (several and part != this.part)
    }


def _in_something(index: int, phrase: Phrase) -> bool:
    """Whether the preposition before a word is "in": "gloves in plastic bag". In languages that say so of materials
    too ("calzari in polietilene") a pack or a word nobody knows must follow it."""
    words = phrase.words
    at = next((i for i in range(index, -1, -1) if words[i].role == "of"), 0)
    if not phrase.head_first:
        return words[at].text == "in"
    return words[at].text in INTO and at + 1 < len(words) and words[at + 1].text in CONTAINERS
