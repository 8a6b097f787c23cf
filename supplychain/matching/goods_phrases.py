"""How is a line's phrase built? Cuts it into parts, turns "Cover, Mattress" round, and says where each term stands:
in the head, after "of", "for" or "with". Knows no product: which term is bought is goods_choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from supplychain.matching.goods_buying import without_buying
from supplychain.matching.goods_lists import ENGLISH, ends_as_a_list, names_many
from supplychain.matching.goods_nouns import with_last_nouns
from supplychain.matching.goods_terms import Hit, TermFinder, Word
from supplychain.matching.goods_vocabulary import Kind
from supplychain.text.goods import HARD, JOIN, SOFT

# Languages whose product name comes first and its description after ("guantes de nitrilo").
HEAD_FIRST = frozenset(
    {"es", "pt", "fr", "it", "ro", "ca", "gl", "pl", "cs", "sk", "sl", "hr", "sr", "uk", "ru", "bg", "id"}
)
SHORT_FIRST_PART = 4  # words before the first comma in an inverted name ("Forceps, Rongeur, Surgical")
NAMING = frozenset({Kind.ITEM, Kind.OBJECT, Kind.ORDINARY, Kind.SERVICE, Kind.ASSAY})  # kinds that can be the product
GOING_ON = frozenset({"for", "of", "with", "without", "not"})  # roles of words that go on with what stands before
EXCEPT = "except"  # the role of words after which a line says what it is not
_COMMA = Word(SOFT, (), SOFT, False)
_LONGEST_GROUP = 300  # words; 20,000 letters of "glove, mask" in one group cost 17 s, the longest title we know has 21


class Zone:
    """Where in the phrase a term stands; but for the head, the role of the word that opens the zone."""

    HEAD = "head"
    OF = "of"
    FOR = "for"
    WITH = "with"


class Spot(NamedTuple):
    """Where a word stands: in which zone, in which part between commas, in which of the things joined by "and"."""

    zone: str
    part: int
    joined: int

    @property
    def thing(self) -> tuple[int, int]:
        """What tells one thing of an enumeration from another."""
        return self.part, self.joined


class Placed(NamedTuple):
    """A hit with the place of its first word; of a name turned round, with the first part that it holds a word of."""

    hit: Hit
    zone: str
    part: int
    joined: int

    @property
    def thing(self) -> tuple[int, int]:
        """What tells one thing of an enumeration from another."""
        return self.part, self.joined


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of a line: its terms in reading order, its words in that order and where each stood, whether the
    product name comes first, whether the phrase was turned round, and whether its last part ends an enumeration."""

    placed: list[Placed]
    words: list[Word]
    spots: list[Spot]
    head_first: bool
    turned: bool
    listed: bool


def phrase_of(finder: TermFinder, words: list[Word]) -> Phrase | None:
    """The phrase that words without a full stop make; None where they hold no word at all."""
    parts = _parts(words)
    if not parts:
        return None
    found = [_with_shared_words(finder, part, finder.hits(part)) for part in parts]
    if len(parts) > 1 and any(found[1:]) and _is_class(parts[0], found[0]):
        parts, found = parts[1:], found[1:]
    parts = [_in_its_language(finder, part, hits) for part, hits in zip(parts, found, strict=True)]
    parts, found = without_buying(parts, found)
    head_first = _head_first(found)
    listed = len(parts) > 1 and ends_as_a_list(parts, found) and not _is_turned_term(finder, parts)
    name_in_parts = len(parts) > 1 and len(parts[0]) <= SHORT_FIRST_PART and not (listed or names_many(found))
    if name_in_parts and not head_first:
        return _turned(finder, parts)
    words, spots = _straight(parts)
    placed = []
    base = 0
    for part, hits in zip(parts, found, strict=True):
        for hit in hits if head_first else with_last_nouns(finder, part, hits, alone=len(parts) == 1):
            moved = hit._replace(start=hit.start + base, end=hit.end + base)
            placed.append(Placed(moved, *spots[moved.start]))
        base += len(part)
    return Phrase(placed, words, spots, head_first, False, listed)


def _is_class(part: list[Word], hits: list[Hit]) -> bool:
    """Whether a part names nothing but a class of goods, under which the others stand: "PPE: mask, gown, glove"."""
    covered = sum(hit.end - hit.start for hit in hits) + sum(1 for word in part if word.role)
    return covered == len(part) and all(hit.kind is Kind.BROAD for hit in hits)


def _is_turned_term(finder: TermFinder, parts: list[list[Word]]) -> bool:
    """Whether two parts spell a name we know once turned round: "Cap, Device Disinfectant" is a disinfectant cap."""
    if len(parts) != 2 or len(parts[0]) > 1:
        return False
    first, second = parts
    return any(finder.term_of([*second[index:], *first]) is not None for index in range(len(second)))


def _with_shared_words(finder: TermFinder, part: list[Word], hits: list[Hit]) -> list[Hit]:
    """In "catheter plugs or clamps" the first words describe both nouns: the clamps are catheter clamps; beside "needle
    trays" no "holders" are a surgeon's. In "mask or respirator filters" the last word is that of both."""
    out: list[Hit] = []
    for hit in hits:
        before = out[-1] if out else None
        follows = before is not None and before.end + 1 == hit.start and part[before.end].text == "or"
        if before is not None and follows and hit.kind is not Kind.WEAK:
            own = part[hit.start : hit.end]
            spelled = (finder.term_of([*part[i : before.end - 1], *own]) for i in range(before.start, before.end - 1))
            term = next((term for term in spelled if term is not None and term.lang == "en"), None)
            if term is not None and not (before.kind is Kind.ORDINARY and term.article.goods):
                hit = hit._replace(term=term)
            elif len(own) > 1 and not before.stands:
                whole = finder.term_of([*part[before.start : before.end], own[-1]])
                if whole is not None and whole.lang == "en":
                    out[-1] = before._replace(term=whole)
                    if whole.article.kind is Kind.ORDINARY and hit.goods:
                        hit = hit._replace(term=whole)
        out.append(hit)
    return out


def groups(words: list[Word]) -> list[list[Word]]:
    """The words between full stops: each group names its own goods, unless it goes on with the one before: "bandages;
    of cotton". One longer than any name or list is cut: each product is held against all words of its group."""
    groups: list[list[Word]] = [[]]
    for index, word in enumerate(words):
        if word.role != HARD:
            groups[-1].append(word)
        elif index + 1 < len(words) and words[index + 1].role in GOING_ON:
            groups[-1].append(_COMMA)
        else:
            groups.append([])
    return [group[start : start + _LONGEST_GROUP] for group in groups for start in range(0, len(group), _LONGEST_GROUP)]


def _parts(words: list[Word]) -> list[list[Word]]:
    """The words between commas; those from "except" to the next comma are not bought: what comes then may be ("masks
    excluding FFP2, gloves"), and a false flag costs less than a silence."""
    parts: list[list[Word]] = [[]]
    excepted = False
    for index, word in enumerate(words):
        excepted = word.role != SOFT and (excepted or (word.role == EXCEPT and index > 0))
        if word.role == SOFT:
            parts.append([])
        elif not excepted:
            parts[-1].append(word)
    return [part for part in parts if any(w.symbols or not w.role for w in part)]


def _head_first(found: list[list[Hit]]) -> bool:
    votes = [
        1 if hit.term.lang in HEAD_FIRST else -1 for hits in found for hit in hits if hit.term.lang not in ("", "mul")
    ]
    # Where words of both kinds balance ("impressoras laser"), the first tells.
    return sum(votes) > 0 or (sum(votes) == 0 and votes[:1] == [1])


def _in_its_language(finder: TermFinder, part: list[Word], hits: list[Hit]) -> list[Word]:
    """The words of a part with the role they have in its language: `in` is "and" in Slovene, `s` "with" in Czech, `pro`
    a part of a name in English ("V-PRO sterilizer")."""
    roles_in = finder.vocabulary.roles_in
    if not any(word.text in roles_in for word in part):
        return part
    languages = {hit.term.lang for hit in hits}
    english = bool(languages) and languages <= ENGLISH
    out = []
    for word in part:
        for lang, role in roles_in.get(word.text, ()):
            if lang in languages and (lang != "en" or english):
                word = word._replace(role=role)
        out.append(word)
    return out


def _straight(parts: list[list[Word]]) -> tuple[list[Word], list[Spot]]:
    """The words in order, and where each stands."""
    words: list[Word] = []
    spots: list[Spot] = []
    joined = 0
    begins = Zone.HEAD
    for index, part in enumerate(parts):
        zone = begins
        for place, word in enumerate(part):
            if zone == Zone.FOR and word.role == "and" and _for_again(part[place + 1 :]):
                zone = Zone.HEAD  # "gloves for staff and gowns for patients"
            if word.role in ("of", "for", "with") and (word.text != "from" or zone != Zone.FOR):
                zone = word.role  # in "kits for extraction from food" the food is no more bought than the extraction
            elif word.role in ("and", JOIN):
                joined += 1
            words.append(word)
            spots.append(Spot(zone, index, joined))
        joined += 1
        if index == 0 and zone in (Zone.FOR, Zone.OF) and any(word.text == "or" for word in parts[-1]):
            begins = zone  # "additives for cements, mortars or concretes"
    return words, spots


def _for_again(words: list[Word]) -> bool:
    """Whether "for" comes again before another "and"."""
    return next((word.role for word in words if word.role in ("for", "and")), "") == "for"


def _turned(finder: TermFinder, parts: list[list[Word]]) -> Phrase:
    """The phrase of an inverted name in natural order: "Cord, Electric For Endoscope" is an electric cord for one."""
    words, spots = _straight(parts)
    behind = {spot.part: i for i, spot in reversed([*enumerate(spots)]) if spot.zone in (Zone.FOR, Zone.WITH)}
    order = sorted(range(len(words)), key=lambda i: (i >= behind.get(spots[i].part, len(spots)), -spots[i].part, i))
    words, spots = [words[i] for i in order], [spots[i] for i in order]
    placed = []
    for hit in finder.hits(words, turned=True):
        spot = spots[hit.start]
        first = min(spots[i].part for i in range(hit.start, hit.end))
        placed.append(Placed(hit, spot.zone, first, spot.joined))
    return Phrase(placed, words, spots, False, True, False)
