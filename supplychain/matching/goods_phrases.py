"""How is a line's phrase built? Cuts it into parts, turns "Cover, Mattress" round, and says where each term stands:
in the head, after "of", "for" or "with". Knows no product: which term is bought is goods_heads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from supplychain.matching.goods_terms import (
    UNKNOWN,
    UNKNOWN_DOERS,
    UNKNOWN_NOUN,
    UNKNOWN_PLURAL,
    Hit,
    TermFinder,
    Word,
)
from supplychain.matching.goods_vocabulary import Article, Kind, Term
from supplychain.text.goods import HARD, JOIN, SOFT

# Languages whose product name comes first and its description after ("guantes de nitrilo").
HEAD_FIRST = frozenset({"es", "pt", "fr", "it", "ro", "ca", "gl", "pl", "cs", "sk", "sl", "hr", "sr", "uk", "ru", "bg"})
# Words that have their role in these languages alone and mean something else, or nothing, elsewhere.
ROLE_IN = {
    "in": ("and", frozenset({"sl"})),
    "i": ("and", frozenset({"pl", "hr", "sr"})),
    "a": ("and", frozenset({"cs", "sk"})),
    "s": ("with", frozenset({"cs", "sk", "sl", "hr"})),
}
SHORT_FIRST_PART = 4  # words before the first comma in an inverted name ("Forceps, Rongeur, Surgical")
PURCHASE = "purchase"  # the article of words of buying
SURGICAL_WORD, SURGICAL_UNKNOWN = "surgical_word", "surgical_unknown"  # articles of the vocabulary
NAME_GOES_ON = 1  # words between a term and the noun the name ends in: "concrete exhaust stacks"
SHORTEST_PLURAL = 5  # letters of a known English plural that may be what is bought
MEDICINES = "pharma"  # the concept of medicines
SALT_MEDICINE = "salt_medicine"  # article of a medicine told by its salt
# Salts of medicines as non-proprietary names write them, after the base: "foscarnet sodium" (WHO, guidance on INN).
SALTS = frozenset(
    {
        "sodium", "potassium", "calcium", "sulfate", "sulphate", "acetate", "nitrate", "phosphate", "citrate",
        "oxalate", "bromide", "chloride", "iodide", "benzoate", "palmitate", "decanoate", "gluconate", "lactate",
        "disodium", "dipotassium",
    }
)  # fmt: skip
BRANDS = frozenset({UNKNOWN, UNKNOWN_NOUN, UNKNOWN_PLURAL, UNKNOWN_DOERS})
# After a brand alone these say that it is a medicine, as registers of medicines write them ("Zentel Suspension").
DOSE_FORMS = frozenset({"suspension", "cream", "syrup", "drops", "pessary", "pessaries", "tabs", "comp"})
MODIFYING = frozenset({Kind.ITEM, Kind.MATERIAL, Kind.FORM})  # kinds of terms that a noun after them may swallow
LOOSE = frozenset({Kind.WEAK, Kind.FORM})  # kinds of terms that are no product
SINGULAR_TOO = frozenset({"forceps", "scissors", "tweezers"})  # of one form: "forceps racks" are racks
# Classes of head_nouns.csv: what works on the thing before it; what does so where that is used up; what is one in the
# plural alone ("glove arms", but "bandage, arm"); the end of a firm's name. And a noun the table does not list.
MACHINE, DEVICE, PLURAL_ONLY, FIRM, UNLISTED = "machine", "device", "plural", "firm", "unlisted"
# Goods that firms are named after and that a line of goods seldom names in one word before its maker.
IN_NAMES_OF_FIRMS = frozenset({"bricks", "cement", "cocoa", "coffee", "fish", "nuts", "rice", "tea", "tomato"})
FIRM_NAME = 5  # words
CONSUMED = frozenset({"chemicals", "garments", "textiles", "footwear"})  # "oxygen equipment" is no oxygen
ENDING_ROLES = frozenset({"and", "for", "with"})  # of function words that a product's name ends before
DOERS = ("ers", "ors")
LISTED_ALONE = frozenset({"clothing", "footwear", "furniture", "bedding", "hosiery"})  # many things without a plural
AND_SO_ON = frozenset({"related", "similar", "associated"})  # "tea and related products" ends an enumeration
DEEDS = frozenset({"disposal", "storage", "removal", "fixation", "collection"})  # "syringe disposal bins" are bins
EXCEPT = "except"  # the role of words after which a line says what it is not
TRAP = "trap"  # the article of what only sounds like a good
UNKNOWN_ARTICLE = Article("unknown_article", Kind.OBJECT, "an article we do not know")


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
    parts = _parts(words)
    if not parts:
        return None
    found = [_with_shared_words(finder, part, finder.hits(part)) for part in parts]
    head_first = _head_first(found)
    cut = [_bought(_in_its_language(part, hits), hits) for part, hits in zip(parts, found, strict=True)]
    parts, found = [part for part, _ in cut], [hits for _, hits in cut]
    listed = len(parts) > 1 and _ends_a_list(parts, found)
    if len(parts) > 1 and not head_first and len(parts[0]) <= SHORT_FIRST_PART and not _is_list(found, listed):
        turned, zones = _turned(parts)
        placed = [
            Placed(hit, zones[hit.start][0], _part_of(hit, zones), zones[hit.start][2]) for hit in finder.hits(turned)
        ]
        return Phrase(placed, turned, zones, head_first, True, False)
    sequence, zones = _straight(parts)
    placed = []
    base = 0
    for part, hits in zip(parts, found, strict=True):
        for hit in hits if head_first else _with_unknown(finder, part, hits, alone=len(parts) == 1):
            moved = hit._replace(start=hit.start + base, end=hit.end + base)
            zone, index, joined = zones[moved.start]
            placed.append(Placed(moved, zone, index, joined))
        base += len(part)
    return Phrase(placed, sequence, zones, head_first, False, listed)


def _bought(part: list[Word], hits: list[Hit]) -> tuple[list[Word], list[Hit]]:
    """A part without the words of buying it opens with: "contract for the supply of", "fornecimento e instalação de",
    "veřejná zakázka na dodávku"."""
    end = 0
    for hit in hits:
        if hit.term.article.key == PURCHASE or (
            end and hit.kind is Kind.SERVICE and end == hit.start - 1 and part[end].role == "and"
        ):
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


def _with_unknown(finder: TermFinder, part: list[Word], hits: list[Hit], alone: bool) -> list[Hit]:
    """The hits of a part, with what a word nobody knows tells at its end, and a salt tells of what stands before it."""
    if alone and len(part) == 2 and part[0].text in BRANDS and part[1].text in DOSE_FORMS:
        return [Hit(0, 2, Term(finder.vocabulary.articles[SALT_MEDICINE], "en", part[1].text), False)]
    if hits and _names_a_firm(finder, part, hits):
        return [Hit(0, len(part), Term(finder.vocabulary.articles[TRAP], "en", part[-1].text), False)]
    if hits and hits[-1].term.text in SALTS and hits[-1].start > 0:
        salt = hits[-1]
        if len(hits) == 1 and salt.start == 1 and part[0].text in BRANDS:
            return [salt._replace(term=salt.term._replace(article=finder.vocabulary.articles[SALT_MEDICINE]))]
        if len(hits) > 1 and hits[-2].end == salt.start and _is_medicine(hits[-2].term.article):
            return hits[:-1]
    return _with_unknown_head(finder, part, hits)


def _names_a_firm(finder: TermFinder, part: list[Word], hits: list[Hit]) -> bool:
    """Whether the words are a firm's name with a material or food in it ("Copper Bay Ltd"), nothing bought from one."""
    if _listed_noun(finder, part[-1]) != FIRM or len(part) > FIRM_NAME:
        return False
    named = [hit for hit in hits if hit.end < len(part) and hit.kind is not Kind.WEAK]
    plain = all(hit.end == hit.start + 1 and not hit.plural and hit.kind is not Kind.FORM for hit in named)
    kinds = (Kind.MATERIAL, Kind.STUFF, Kind.SERVICE)
    return bool(named) and plain and all(h.kind in kinds or h.term.article.key in IN_NAMES_OF_FIRMS for h in named)


def _is_medicine(article: Article) -> bool:
    return any(fact.concept == MEDICINES and fact.relation == "is" for fact in article.facts)


def _with_unknown_head(finder: TermFinder, part: list[Word], hits: list[Hit]) -> list[Hit]:
    """In English a noun that ends the phrase is what is bought, even where nobody knows it: "coffee percolators" are
    no coffee, "rubber grommets" are made with rubber, "surgical rongeurs" are instruments. A plural and an ending such
    as "-er" tell a noun from a brand. A phrase ends at "or" too: "salmon poachers or kettles". What works on a material
    is not made of it: "lumber sorters"."""
    out: list[Hit] = []
    articles = finder.vocabulary.articles
    swallowed = -1
    for index, hit in enumerate(hits):
        if hit.start == swallowed:
            continue
        out.append(hit)
        if hit.term.lang != "en" or (hit.plural and part[hit.end - 1].text not in SINGULAR_TOO):
            continue
        end, noun = _noun_after(finder, part, hits, index)
        if not noun:
            continue
        if hit.kind is Kind.WEAK:
            if part[end].symbols:
                continue
            article = articles[SURGICAL_UNKNOWN]
        else:
            article = articles[TRAP] if noun == MACHINE else UNKNOWN_ARTICLE
        out.append(Hit(end, end + 1, Term(article, "en", article.title), True))
        swallowed = end
    return out


def _noun_after(finder: TermFinder, part: list[Word], hits: list[Hit], index: int) -> tuple[int, str]:
    """Where the noun stands that ends the name a term begins, and its class; no class where there is none. One word may
    stand between: after a material, and where a machine or a word in "-ing" follows ("cocoa pod breakers")."""
    hit = hits[index]
    after = hits[index + 1] if index + 1 < len(hits) else None
    if hit.kind not in MODIFYING and hit.term.article.key != SURGICAL_WORD:
        return -1, ""
    for end in range(hit.end, min(hit.end + NAME_GOES_ON + 1, len(part))):
        if part[end].role:
            break
        covered = after is not None and after.start <= end
        if covered and (after is None or not _loose(hit, after, end)):
            break
        if end + 1 < len(part) and part[end + 1].role not in ENDING_ROLES:
            continue
        listed = _listed_noun(finder, part[end])
        noun = listed or ("" if covered else _unlisted_class(finder, part[end]))
        between = part[end - 1].text if end > hit.end else ""
        if between and hit.kind is Kind.ITEM:
            return end, noun if _swallows_from_afar(hit, listed, part[end].plural, between) else ""
        return end, noun if _swallows(hit, noun, part[end].plural, covered) else ""
    return -1, ""


def _loose(hit: Hit, after: Hit, end: int) -> bool:
    """Whether the next term is one word that is no product and no shape of this material: "chair panels"."""
    kinds = LOOSE if hit.kind is Kind.ITEM else LOOSE - {Kind.FORM}
    return after.kind in kinds and (after.start, after.end) == (end, end + 1)


def _swallows(hit: Hit, noun: str, plural: bool, covered: bool) -> bool:
    """Whether a noun of this class at the name's end leaves the term a mere modifier."""
    if not noun or (noun == PLURAL_ONLY and not plural) or (hit.plural and noun == UNLISTED):
        return False
    if hit.kind is Kind.WEAK:
        return True
    if hit.kind is not Kind.ITEM:
        return noun == MACHINE or (not covered and (plural or noun == UNLISTED))
    if noun == DEVICE:
        return any(fact.concept in CONSUMED for fact in hit.term.article.facts if fact.relation == "is")
    if noun == MACHINE and _holds_electronics(hit):
        return False  # an "ultrasound generator" is one too
    return not covered or _is_a_good(hit)


def _swallows_from_afar(hit: Hit, listed: str, plural: bool, between: str) -> bool:
    """Whether a noun one word behind a product is what is bought: "cocoa pod breakers", "gown dispensing racks"."""
    does = between.endswith("ing") or between in DEEDS
    if listed == DEVICE or _holds_electronics(hit):
        return does and not _holds_electronics(hit)
    return plural and (listed == MACHINE or (bool(listed) and does))


def _holds_electronics(hit: Hit) -> bool:
    return any(fact.concept == "electronics" for fact in hit.term.article.facts)


def _is_a_good(hit: Hit) -> bool:
    return any(fact.relation == "is" for fact in hit.term.article.facts)


def _listed_noun(finder: TermFinder, word: Word) -> str:
    """The class that head_nouns.csv gives a word, "" where it lists none."""
    nouns = finder.vocabulary.head_nouns
    return next((nouns[symbol] for symbol in word.symbols if symbol in nouns), "")


def _unlisted_class(finder: TermFinder, word: Word) -> str:
    """What an English noun the table does not list does to the good before it: one nobody knows that looks like one,
    or a plural the vocabulary knows from longer names alone ("cement retainers"); "" for a word that may be none."""
    if word.text == UNKNOWN_DOERS:
        return MACHINE
    if word.text in (UNKNOWN_PLURAL, UNKNOWN_NOUN):
        return UNLISTED
    known = word.symbols and not word.role and word.plural and len(word.text) >= SHORTEST_PLURAL
    if not known or not finder.vocabulary.describing.isdisjoint(word.symbols):
        return ""
    return MACHINE if word.text.endswith(DOERS) else UNLISTED


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
    """The words between commas, up to a word such as "except": nothing from there on is bought."""
    parts: list[list[Word]] = [[]]
    for index, word in enumerate(words):
        if word.role == EXCEPT and index:
            break
        if word.role == SOFT:
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if any(w.symbols or not w.role for w in part)]


def _head_first(found: list[list[Hit]]) -> bool:
    votes = [
        1 if hit.term.lang in HEAD_FIRST else -1 for hits in found for hit in hits if hit.term.lang not in ("", "mul")
    ]
    # Where words of both kinds balance ("impressoras laser"), the first tells.
    return sum(votes) > 0 or (sum(votes) == 0 and votes[:1] == [1])


def _is_list(found: list[list[Hit]], oxford: bool) -> bool:
    """Several parts that each end in a product in the plural ("gloves, gowns, masks") or in a name of many things
    ("clothing, footwear"), or a last part after "and"."""
    ends = [hits[-1] for hits in found if hits and hits[-1].kind is Kind.ITEM]
    return oxford or sum(1 for hit in ends if hit.plural) > 1 or sum(1 for hit in ends if of_many(hit)) > 1


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
    of_another = found[0][0].kind is not Kind.WEAK and any(word.role for word in parts[0][: first.start])
    return (
        first.kind is Kind.ITEM
        and not of_another
        and any(hit.end <= places[-1] for hit in items)
        and any(hit.start > places[-1] for hit in items)
    )


def _in_its_language(part: list[Word], hits: list[Hit]) -> list[Word]:
    """The words of a part with the role they have in its language: `in` is "and" in Slovene, `s` "with" in Czech."""
    if not any(word.text in ROLE_IN for word in part):
        return part
    languages = {hit.term.lang for hit in hits}
    roles = {text: role for text, (role, spoken) in ROLE_IN.items() if languages & spoken}
    return [word._replace(role=roles[word.text]) if word.text in roles else word for word in part]


def _straight(parts: list[list[Word]]) -> tuple[list[Word], list[tuple[str, int, int]]]:
    """The words in order, each with (zone, part, joined)."""
    words: list[Word] = []
    zones: list[tuple[str, int, int]] = []
    joined = 0
    for index, part in enumerate(parts):
        zone = Zone.HEAD
        for word in part:
            if word.role in ("of", "for", "with"):
                zone = word.role
            elif word.role in ("and", JOIN):
                joined += 1
            words.append(word)
            zones.append((zone, index, joined))
        joined += 1
    return words, zones


def _turned(parts: list[list[Word]]) -> tuple[list[Word], list[tuple[str, int, int]]]:
    """The parts of an inverted name in natural order: "Cord, Electric For Endoscope" is an electric cord for one."""
    words, zones = _straight(parts)
    behind = {part: i for i, (zone, part, _) in reversed([*enumerate(zones)]) if zone in (Zone.FOR, Zone.WITH)}
    order = sorted(range(len(words)), key=lambda i: (i >= behind.get(zones[i][1], len(zones)), -zones[i][1], i))
    return [words[i] for i in order], [zones[i] for i in order]


def _part_of(hit: Hit, zones: list[tuple[str, int, int]]) -> int:
    return min(zones[i][1] for i in range(hit.start, hit.end))
