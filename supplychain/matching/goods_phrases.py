"""How is a line's phrase built? Cuts it into parts, turns "Cover, Mattress" round, and says where each term stands:
in the head, after "of", "for" or "with". Knows no product: which term is bought is goods_heads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from supplychain.matching.goods_nouns import with_unknown
from supplychain.matching.goods_terms import Hit, TermFinder, Word
from supplychain.matching.goods_vocabulary import Kind
from supplychain.text.goods import HARD, JOIN, SOFT

# Languages whose product name comes first and its description after ("guantes de nitrilo").
HEAD_FIRST = frozenset(
    {"es", "pt", "fr", "it", "ro", "ca", "gl", "pl", "cs", "sk", "sl", "hr", "sr", "uk", "ru", "bg", "id"}
)
# Words that have their role in these languages alone and mean something else, or nothing, elsewhere.
ROLE_IN = {
    "in": ("and", frozenset({"sl"})),
    "i": ("and", frozenset({"pl", "hr", "sr"})),
    "a": ("and", frozenset({"cs", "sk"})),
    "s": ("with", frozenset({"cs", "sk", "sl", "hr"})),
    "ve": ("and", frozenset({"tr"})),
    "dan": ("and", frozenset({"id"})),
}
# Words that are a preposition elsewhere and in English a part of a name: "V-PRO sterilizer".
IN_ENGLISH = frozenset({"pro", "pre", "se", "we", "su"})
ENGLISH = frozenset({"en", "mul"})
SHORT_FIRST_PART = 4  # words before the first comma in an inverted name ("Forceps, Rongeur, Surgical")
DONE_TO = "done_to"  # the article of services done to a good: repair, hire
PURCHASE = "purchase"  # the article of words of buying
LISTED_ALONE = frozenset({"clothing", "footwear", "furniture", "bedding", "hosiery"})  # many things without a plural
AND_SO_ON = frozenset({"related", "similar", "associated"})  # "tea and related products" ends an enumeration
BUYING = frozenset({"supply", "supplying", "delivery", "purchase", "provision", "procurement", "acquisition"})
# What a supplier may do beside supplying.
DONE_WITH_IT = frozenset(
    {
        "design",
        "installation",
        "fitting",
        "maintenance",
        "commissioning",
        "assembly",
        "testing",
        "training",
        "servicing",
    }
    | {"manufacture", "production", "transport", "unloading", "service", "storage", "printing", "warranty"}
)
FITTING = frozenset({"installation", "fitting", "commissioning"})  # nobody fits what is not bought too
EXCEPT = "except"  # the role of words after which a line says what it is not


class Zone:
    """Where in the phrase a term stands."""

    HEAD = "head"
    OF = "of"
    FOR = "for"
    WITH = "with"


class Placed(NamedTuple):
    """A hit with its place in the phrase."""

    hit: Hit
    zone: str
    part: int  # which comma-separated part
    joined: int  # which of the things joined by "and", "or", "/"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of a line: its terms in reading order, its words in that order, the zone, part and joined number of
    each word, whether the product name comes first, whether the phrase was turned round, and whether its last part
    ends an enumeration of products."""

    placed: list[Placed]
    words: list[Word]
    zones: list[tuple[str, int, int]]
    head_first: bool
    turned: bool
    listed: bool


def phrase_of(finder: TermFinder, words: list[Word]) -> Phrase | None:
    """The phrase that words without a full stop make; None where they hold no word at all."""
    parts = _parts(_without_buying(words))
    if not parts:
        return None
    found = [_with_shared_words(finder, part, finder.hits(part)) for part in parts]
    if len(parts) > 1 and any(found[1:]) and _is_class(parts[0], found[0]):
        parts, found = parts[1:], found[1:]
    opened = _opening_parts(parts, found)
    parts, found = parts[opened:], found[opened:]
    if len(parts) > 1 and not _buys(parts, found) and _is_done_to(parts[-1], found):
        parts, found = parts[-1:], found[-1:]
    head_first = _head_first(found)
    named = enumerate(zip(parts, found, strict=True))
    cut = [_bought(_in_its_language(part, hits), hits, opened > index) for index, (part, hits) in named]
    parts, found = [part for part, _ in cut], [hits for _, hits in cut]
    listed = len(parts) > 1 and (_ends_a_list(parts, found) or _each_a_product(parts, found))
    if len(parts) > 1 and not head_first and len(parts[0]) <= SHORT_FIRST_PART and not _is_list(parts, found, listed):
        turned, zones = _turned(parts)
        placed = [
            Placed(hit, zones[hit.start][0], _part_of(hit, zones), zones[hit.start][2])
            for hit in finder.hits(turned, turned=True)
        ]
        return Phrase(placed, turned, zones, head_first, True, False)
    sequence, zones = _straight(parts)
    placed = []
    base = 0
    for part, hits in zip(parts, found, strict=True):
        for hit in hits if head_first else with_unknown(finder, part, hits, alone=len(parts) == 1):
            moved = hit._replace(start=hit.start + base, end=hit.end + base)
            zone, index, joined = zones[moved.start]
            placed.append(Placed(moved, zone, index, joined))
        base += len(part)
    return Phrase(placed, sequence, zones, head_first, False, listed)


def _without_buying(words: list[Word]) -> list[Word]:
    """A line without the list of what is done it opens with, where a supply is among that: "design, supply and
    installation of", "installation and delivery of"."""
    for index, word in enumerate(words):
        if word.role in ("of", "for"):
            buys = any(before.text in BUYING for before in words[:index])
            return words[index + 1 :] if index > 1 and buys else words
        if word.text not in BUYING and word.text not in DONE_WITH_IT and word.role not in ("and", SOFT, JOIN):
            break
    return words


def _is_class(part: list[Word], hits: list[Hit]) -> bool:
    """Whether a part names nothing but a class of goods, under which the others stand: "PPE: mask, gown, glove"."""
    covered = sum(hit.end - hit.start for hit in hits) + sum(1 for word in part if word.role)
    return covered == len(part) and all(hit.kind is Kind.BROAD for hit in hits)


def _buys(parts: list[list[Word]], found: list[list[Hit]]) -> bool:
    """Whether a line says that things are supplied or fitted: "beds, installation and maintenance"."""
    said = any(word.text in BUYING or word.text in FITTING for part in parts for word in part)
    return said or any(hit.term.article.key == PURCHASE for hits in found for hit in hits)


def _is_done_to(last: list[Word], found: list[list[Hit]]) -> bool:
    """Whether the last part only says what is done to the goods before it: "Computers - Maintenance", "Beds (hire)"."""
    covered = sum(hit.end - hit.start for hit in found[-1]) + sum(1 for word in last if word.role)
    return (
        covered == len(last)
        and any(hit.term.article.key == DONE_TO for hit in found[-1])
        and all(hit.kind is Kind.SERVICE for hit in found[-1])
        and any(hit.kind is Kind.ITEM for hits in found[:-1] for hit in hits)
    )


def _opening_parts(parts: list[list[Word]], found: list[list[Hit]]) -> int:
    """How many parts before the last only say that something is supplied, and what is done to it: "suministro,
    instalación y mantenimiento de camas"."""
    count, buys = 0, False
    for part, hits in zip(parts[:-1], found, strict=False):
        if not hits or hits[-1].end != len(part) or any(h.kind not in (Kind.WEAK, Kind.SERVICE) for h in hits):
            break
        count += 1
        buys = buys or any(hit.term.article.key == PURCHASE for hit in hits)
    return count if buys else 0


def _bought(part: list[Word], hits: list[Hit], opened: bool) -> tuple[list[Word], list[Hit]]:
    """A part without the words of buying it opens with: "contract for the supply of", "fornecimento e instalação de",
    "veřejná zakázka na dodávku"."""
    end = 0
    for hit in hits:
        joined = end and end == hit.start - 1 and part[end].role == "and"
        if hit.term.article.key == PURCHASE or (hit.kind is Kind.SERVICE and (joined or (opened and hit.start == 0))):
            end = hit.end
        elif hit.kind is not Kind.WEAK:
            break
    if not end:
        return part, hits
    while end < len(part) and part[end].role:
        end += 1
    kept = [hit._replace(start=hit.start - end, end=hit.end - end) for hit in hits if hit.start >= end]
    return (part[end:], kept) if kept else (part, hits)


def _with_shared_words(finder: TermFinder, part: list[Word], hits: list[Hit]) -> list[Hit]:
    """In "catheter plugs or clamps" the first words describe both nouns: the clamps are catheter clamps."""
    out: list[Hit] = []
    for hit in hits:
        before = out[-1] if out else None
        follows = before is not None and before.end + 1 == hit.start and part[before.end].text == "or"
        if before is not None and follows and hit.kind is not Kind.WEAK:
            own = part[hit.start : hit.end]
            spelled = (finder.term_of([*part[i : before.end - 1], *own]) for i in range(before.start, before.end - 1))
            term = next((term for term in spelled if term is not None and term.lang == "en"), None)
            hit = hit if term is None else hit._replace(term=term)
        out.append(hit)
    return out


def groups(words: list[Word]) -> list[list[Word]]:
    """The words between full stops: each group names its own goods."""
    groups: list[list[Word]] = [[]]
    for word in words:
        if word.role == HARD:
            groups.append([])
        else:
            groups[-1].append(word)
    return [group for group in groups if group]


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


def _is_list(parts: list[list[Word]], found: list[list[Hit]], oxford: bool) -> bool:
    """Several parts that each end in a product in the plural ("gloves, gowns, masks"; "gloves for staff, masks for
    patients") or in a name of many things ("clothing, footwear"), or a list
    by its "and"."""
    named = [[hit for hit in hits if _before_for(part, hit)] or hits for part, hits in zip(parts, found, strict=True)]
    ends = [hits[-1] for hits in named if hits and hits[-1].kind is Kind.ITEM]
    return oxford or sum(1 for hit in ends if hit.plural) > 1 or sum(1 for hit in ends if of_many(hit)) > 1


def _each_a_product(parts: list[list[Word]], found: list[list[Hit]]) -> bool:
    """Whether three parts or more are a product each: "mask, gown, glove", also "Ward 3: mask, gown, glove"."""
    heading = all(hit.kind in (Kind.WEAK, Kind.BROAD) for hit in found[0])
    named = zip(parts[heading:], found[heading:], strict=True)
    whole = [len(hits) == 1 and hits[0].kind is Kind.ITEM and _is_whole(part, hits[0]) for part, hits in named]
    return len(whole) > 2 and all(whole)


def _is_whole(part: list[Word], hit: Hit) -> bool:
    return hit.start == 0 and hit.end == len(part)


def _before_for(part: list[Word], hit: Hit) -> bool:
    """Whether "for" follows a product."""
    return hit.kind is Kind.ITEM and hit.end < len(part) and part[hit.end].role == "for"


def of_many(hit: Hit) -> bool:
    """Whether a term names many things without a plural."""
    return hit.term.lang == "en" and hit.term.text in LISTED_ALONE


def _ends_a_list(parts: list[list[Word]], found: list[list[Hit]]) -> bool:
    """Whether "and" ends an enumeration: "a, b, and c", or "a, b and c" where a is no product to be described, or all
    three are products ("tea, coffee and sugar")."""
    last = parts[-1]
    places = [index for index, word in enumerate(last) if word.role == "and"]
    if not places or places[0] == 0 or not found[0]:
        return bool(places)
    if places[-1] + 1 < len(last) and last[places[-1] + 1].text in AND_SO_ON:
        return True
    items = [hit for hit in found[-1] if hit.kind is Kind.ITEM]
    first = found[0][-1]
    if first.plural and any(hit.plural and hit.end <= places[-1] for hit in items):
        return True  # "gloves, gowns and sewing machines"
    things = [hit for hit in found[-1] if hit.kind in (Kind.ITEM, Kind.OBJECT, Kind.ORDINARY)]
    if first.plural and len(found[0]) == 1 == len(parts[0]) and any(hit.end == places[0] for hit in things):
        return True  # "towels, cups and plates"
    of_another = found[0][0].kind is not Kind.WEAK and any(word.role for word in parts[0][: first.start])
    return (
        first.kind is Kind.ITEM
        and not of_another
        and any(hit.end <= places[-1] for hit in items)
        and any(hit.start > places[-1] for hit in items)
    )


def _in_its_language(part: list[Word], hits: list[Hit]) -> list[Word]:
    """The words of a part with the role they have in its language: `in` is "and" in Slovene, `s` "with" in Czech."""
    if not any(word.text in ROLE_IN or word.text in IN_ENGLISH for word in part):
        return part
    languages = {hit.term.lang for hit in hits}
    roles = {text: role for text, (role, spoken) in ROLE_IN.items() if languages & spoken}
    if languages and languages <= ENGLISH:
        roles.update(dict.fromkeys(IN_ENGLISH, ""))
    return [word._replace(role=roles[word.text]) if word.text in roles else word for word in part]


def _straight(parts: list[list[Word]]) -> tuple[list[Word], list[tuple[str, int, int]]]:
    """The words in order, each with (zone, part, joined)."""
    words: list[Word] = []
    zones: list[tuple[str, int, int]] = []
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
            zones.append((zone, index, joined))
        joined += 1
        if index == 0 and zone in (Zone.FOR, Zone.OF) and any(word.text == "or" for word in parts[-1]):
            begins = zone  # "additives for cements, mortars or concretes"
    return words, zones


def _for_again(words: list[Word]) -> bool:
    """Whether "for" comes again before another "and"."""
    return next((word.role for word in words if word.role in ("for", "and")), "") == "for"


def _turned(parts: list[list[Word]]) -> tuple[list[Word], list[tuple[str, int, int]]]:
    """The parts of an inverted name in natural order: "Cord, Electric For Endoscope" is an electric cord for one."""
    words, zones = _straight(parts)
    behind = {part: i for i, (zone, part, _) in reversed([*enumerate(zones)]) if zone in (Zone.FOR, Zone.WITH)}
    order = sorted(range(len(words)), key=lambda i: (i >= behind.get(zones[i][1], len(zones)), -zones[i][1], i))
    return [words[i] for i in order], [zones[i] for i in order]


def _part_of(hit: Hit, zones: list[tuple[str, int, int]]) -> int:
    return min(zones[i][1] for i in range(hit.start, hit.end))
